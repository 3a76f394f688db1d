"""Who must not, and who goes slower: the runner's answers against the book's gates."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from fullstride.domain.past import Answered
from fullstride.domain.runner import Habit, Runner
from fullstride.domain.session import Reason
from fullstride.rules.book import Book, Does, Gate
from fullstride.rules.words import Exercise


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A gate in force: what it does, and until when (exclusive; None: until the answer changes).

    `said`: in words what must be said to end it; `until` is then as far ahead as the plan keeps free.
    """

    name: str
    does: Does
    until: dt.date | None
    reason: Reason
    steps_back: int = 0
    said: str = ""

    @property
    def ends(self) -> dt.date | None:
        """The day on which it ends by itself, None where it takes a word."""
        return None if self.said else self.until

    def blocks(self, exercise: Exercise) -> bool:
        match self.does:
            case "none":
                return True
            case "no_impact":
                return exercise.impact
            case "no_maximal" | "no_jumps":
                return exercise.maximal
            case "strides_only":
                return exercise.effort != "relaxed"
            case _:
                return False

    def holds_on(self, date: dt.date) -> bool:
        return self.until is None or date < self.until


def stops(runner: Runner, book: Book, *, first: dt.date) -> tuple[Stop, ...]:
    """The gates that the runner's answers, given on `first`, put in force."""
    return tuple(
        stop
        for name, gate in book.gates.answers.items()
        if name not in runner.gates.cleared and gate.when not in runner.gates.cleared
        for stop in _read(name, gate, runner, first)
    )


def stops_said(
    runner: Runner, answered: Iterable[Answered], book: Book, *, since: dt.date
) -> tuple[Stop, ...]:
    """The gates that answers of different days put in force, as far as they last beyond `since`."""
    return tuple(
        stop
        for answer in answered
        for stop in stops(replace(runner, gates=answer.gates), book, first=answer.date)
        if stop.holds_on(since)
    )


def _read(name: str, gate: Gate, runner: Runner, first: dt.date) -> Iterator[Stop]:
    answer = getattr(runner.gates, gate.when)
    if answer is None or answer is False:
        return
    if gate.running_months is not None and gate.maximal_months is not None:
        yield from _after_months(name, gate, int(answer), first)
        return
    if gate.days is not None and gate.symptom_free_days is not None:
        free = runner.gates.symptom_free_days or 0
        wait = max(gate.days - int(answer), gate.symptom_free_days - free)
        if wait > 0:
            yield _stop(name, gate, gate.does, wait, 0, first)
        return
    if gate.bands:
        reached = [band for band in gate.bands if answer >= band.from_]
        if reached:
            band = reached[-1]
            stop = _stop(name, gate, band.does, band.for_days, band.steps_back, first)
            yield replace(stop, said=band.until) if band.until else stop
        return
    yield _stop(name, gate, gate.does, gate.for_days, gate.steps_back, first)


def _after_months(name: str, gate: Gate, months: int, first: dt.date) -> Iterator[Stop]:
    stages: tuple[tuple[Does, int | None], ...] = (
        ("no_impact", gate.running_months),
        ("no_maximal", gate.maximal_months),
    )
    for does, needed in stages:
        if needed is not None and months < needed:
            yield _stop(name, gate, does, round((needed - months) * 30.4375), 0, first)


def _stop(name: str, gate: Gate, does: Does, days: int | None, back: int, first: dt.date) -> Stop:
    until = None if days is None else first + dt.timedelta(days=days)
    return Stop(name=name, does=does, until=until, reason=gate.reason(), steps_back=back, said=gate.until)


def age(runner: Runner, first: dt.date) -> int | None:
    """The age reached in the plan's first year."""
    return None if runner.born is None else first.year - runner.born


def is_master(runner: Runner, book: Book, first: dt.date) -> bool:
    years = age(runner, first)
    return years is not None and years >= book.gates.masters.from_age


def start_level(runner: Runner, book: Book, *, first: dt.date) -> str:
    """The contact level the plan starts at. Nothing said about jumping: beginner, as the start doses fit."""
    years = age(runner, first)
    if years is not None and years < book.gates.youth.under_age:
        return "youth"
    lowest = book.contacts.levels[0]
    if is_master(runner, book, first) or any(
        stop.does == "level_0" for stop in stops(runner, book, first=first)
    ):
        return lowest
    habit = Habit.SOME if runner.plyometrics is None else runner.plyometrics
    return book.contacts.level_by_habit[habit.value]
