"""Respond: fold what was done and said into where everything stands."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from fullstride.adapt.answers import Answers, Asking, InForce, flags_of
from fullstride.adapt.clean import Clean, Cleanness, line
from fullstride.adapt.outcomes import Outcome, Status
from fullstride.adapt.said import Said
from fullstride.adapt.standing import Folding, Place, Standing, done_of, last_step_up, place
from fullstride.domain.past import Answered, Done, Footing
from fullstride.domain.runner import Gates, Runner
from fullstride.domain.session import Reason
from fullstride.rules.book import Book
from fullstride.rules.gates import start_level
from fullstride.rules.ladders import start_step
from fullstride.rules.words import Exercise

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tired:
    """Recovery that turns the max effort of today into strides: the rule, what was said, and of what."""

    because: Reason
    fact: str
    exercises: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Where a runner stands on `today`.

    `in_force` are the gates that hold today, by answer; `blocked` the exercises that one of them blocks,
    each with the weightiest; `instead` what may stand in for max effort; `flags` what a coach should see
    first. `level_sessions` clean jump or bound sessions since `level_since` count towards the next contact
    level.
    """

    today: dt.date
    runner: Runner
    outcomes: tuple[Outcome, ...]
    standings: Mapping[str, Standing] = field(default_factory=lambda: MappingProxyType({}))
    done: tuple[Done, ...] = ()
    last_step: dt.date | None = None
    level: str
    level_from: dt.date | None = None
    level_sessions: int = 0
    level_since: dt.date | None = None
    answered: tuple[Answered, ...] = ()
    in_force: tuple[InForce, ...] = ()
    blocked: Mapping[str, InForce] = field(default_factory=lambda: MappingProxyType({}))
    instead: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    tired: Tired | None = None
    flags: tuple[InForce, ...] = ()

    @property
    def footings(self) -> Mapping[str, Footing]:
        return {id_: standing.footing for id_, standing in self.standings.items() if standing.footing.last}


def respond(
    outcomes: Sequence[Outcome],
    said: Said,
    runner: Runner,
    book: Book,
    *,
    today: dt.date,
    told_on: dt.date | None = None,
) -> State:
    """Steps: read the answers to the gates; raise or lower the contact level by what was clean and what was
    injured; stand every exercise on its ladder; see whether last night asks for less today.

    `told_on` is the day on which the answers of the runner's profile were given, so that those which last
    for days can end; without it they count as given today.
    """
    answers = Asking(runner=runner, book=book, today=today, told_on=told_on).answers(said)
    cleanness = Cleanness(book=book, said=said, today=today)
    known = [one for one in outcomes if one.exercise in book.exercises]
    clean = {place(one): cleanness.judge(one) for one in known}
    level = _Level(book, runner, answers, first=min((one.date for one in outcomes), default=today))
    for one in sorted((each for each in known if each.was_done), key=_when_done):
        if one.session is not None and clean[place(one)].is_clean:
            level.count(one)
    level.reach(today)
    folding = Folding(book=book, clean=clean, answers=answers, today=today)
    standings = {
        id_: folding.stand(book.exercises[id_], here, start=start_step(book.exercises[id_], level.name))
        for id_, here in _by_exercise(known).items()
    }
    waits = any(one.stop.does not in GO for one in answers.in_force)
    if waits:
        standings = {id_: _waiting(standing) for id_, standing in standings.items()}
    tired = _tired(said, book, today)
    done = _done(known, standings, clean, book)
    blocked = {
        id_: max(by, key=weight)
        for id_, exercise in book.exercises.items()
        if (by := [one for one in answers.in_force if one.stop.blocks(exercise)])
    }
    return State(
        today=today,
        runner=runner,
        outcomes=tuple(outcomes),
        standings=MappingProxyType(standings),
        done=done,
        last_step=last_step_up((*done, *_perhaps_done(known))),
        level=level.name,
        level_from=level.raised_on,
        level_sessions=level.sessions,
        level_since=level.since,
        answered=(*answers.answered, *_told_by(tired, today)),
        in_force=answers.in_force,
        blocked=MappingProxyType(blocked),
        instead=MappingProxyType(
            {id_: name for id_, one in book.exercises.items() if (name := instead_of(one, book, blocked))}
        ),
        tired=tired,
        flags=flags_of(answers.in_force),
    )


def instead_of(exercise: Exercise, book: Book, blocked: Mapping[str, InForce]) -> str:
    """The exercise that stands in for max effort, "" where nothing does: relaxed work that is not blocked."""
    if not exercise.maximal:
        return ""
    relaxed = (id_ for id_, one in book.exercises.items() if one.effort == "relaxed" and id_ not in blocked)
    return next(relaxed, "")


GO = ("go", "masters", "youth", "level_0")
_MILDNESS = ("none", "no_impact", "no_maximal", "no_jumps", "strides_only")


def weight(force: InForce) -> tuple[bool, bool, dt.date, int]:
    """A red flag before all else, then what lasts longest, then what stops most."""
    does, until = force.stop.does, force.stop.ends
    mildness = _MILDNESS.index(does) if does in _MILDNESS else len(_MILDNESS)
    return (force.clinician, until is None, until or dt.date.min, -mildness)


def _waiting(standing: Standing) -> Standing:
    """A gate that holds makes every ladder wait: what was clean so far does not step up today."""
    return replace(standing, footing=replace(standing.footing, clean=0))


def _when_done(one: Outcome) -> tuple[dt.date, str]:
    return (one.done_on or one.date, one.id)


def _by_exercise(found: Iterable[Outcome]) -> Mapping[str, list[Outcome]]:
    by: dict[str, list[Outcome]] = defaultdict(list)
    for one in sorted(found, key=_when_done):
        by[one.exercise].append(one)
    return {id_: by[id_] for id_ in sorted(by)}


def _done(
    found: Iterable[Outcome], standings: Mapping[str, Standing], clean: Mapping[Place, Clean], book: Book
) -> tuple[Done, ...]:
    made = []
    for one in sorted(found, key=_when_done):
        exercise: Exercise = book.exercises[one.exercise]
        standing = standings[one.exercise]
        is_clean = one.session is not None and clean[place(one)].is_clean
        step = standing.done_step or standing.start
        done = done_of(one, exercise, step=step, clean=is_clean)
        if done is not None:
            made.append(done)
    return tuple(made)


def _perhaps_done(found: Iterable[Outcome]) -> Iterator[Done]:
    """Sessions nobody has spoken of yet: a step up that stood on its day may have been taken."""
    for one in found:
        if one.session is not None and one.status is Status.NOT_YET_SAID:
            session = one.session
            yield Done(
                session=one.id,
                exercise=one.exercise,
                date=one.date,
                step=session.step,
                dose=session.dose,
                contacts=session.contacts,
                clean=False,
            )


class _Level:
    """The contact level, raised by clean sessions at the start of a week and brought down by an injury."""

    def __init__(self, book: Book, runner: Runner, answers: Answers, *, first: dt.date) -> None:
        self.book = book
        self.name = start_level(runner, book, first=first)
        self.rises = self.name in book.contacts.levels
        self.raised_on: dt.date | None = None
        self.days: list[dt.date] = []  # of the clean sessions that count towards the next level
        self.injuries = sorted(over.date for over in answers.over if over.what == "injury")

    @property
    def sessions(self) -> int:
        return len(self.days)

    @property
    def since(self) -> dt.date | None:
        return self.days[0] if self.days else None

    def reach(self, date: dt.date) -> None:
        """Injuries that were over by `date` begin the count again, at the lowest level; the sessions of the
        weeks before raise it."""
        rule, order = self.book.level_up, self.book.contacts.levels
        while self.injuries and self.injuries[0] <= date:
            self.injuries.pop(0)
            self.name, self.raised_on, self.days = order[0], None, []
        week = date - date.weekday() * _DAY
        before = [day for day in self.days if day < week]
        ripe = len(before) >= rule.sessions and (week - before[0]).days >= 7 * rule.weeks
        if self.rises and self.name in order[:-1] and ripe:
            self.name, self.raised_on = order[order.index(self.name) + 1], week
            self.days = self.days[len(before) :]

    def count(self, one: Outcome) -> None:
        date = one.done_on or one.date
        self.reach(date)
        if one.exercise in self.book.level_up.exercises:
            self.days.append(date)


def _told_by(tired: Tired | None, today: dt.date) -> tuple[Answered, ...]:
    """A bad night as the plan is told of it: it keeps max effort off today."""
    return () if tired is None else (Answered(date=today, gates=Gates(tired=True)),)


def _tired(said: Said, book: Book, today: dt.date) -> Tired | None:
    rule = line(book, "recovery")
    slept = said.sleep_h.get(today)
    days = [today - back * _DAY for back in range(rule.days or 1)]
    if slept is not None and rule.sleep_h is not None and slept < rule.sleep_h:
        fact = f"{slept:g}\u2009h of sleep"
    elif all(said.recovery_low.get(day) for day in days):
        fact = f"recovery below your usual for {len(days)} days"
    else:
        return None
    maximal = frozenset(id_ for id_, exercise in book.exercises.items() if exercise.maximal)
    return Tired(because=rule.reason(), fact=fact, exercises=maximal)
