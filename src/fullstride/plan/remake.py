"""A plan made again on the way: what follows from what was done, and how it differs from the plan before."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fullstride.domain.calendar import Day
from fullstride.domain.decision import Change, Kind, NotMoved
from fullstride.domain.past import Past
from fullstride.domain.runner import Runner
from fullstride.domain.session import Grade, Plan, Reason, Session
from fullstride.plan.explain import why_not_on
from fullstride.plan.make import Made, halved, work_out
from fullstride.plan.places import weekday
from fullstride.plan.solve import Solver
from fullstride.rules.book import Book
from fullstride.rules.dose import volume

Place = tuple[dt.date, str]  # (date, exercise id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remade:
    """`changes` by date; `not_moved` are places that the runner asked for and can't have."""

    plan: Plan
    changes: tuple[Change, ...]
    not_moved: tuple[NotMoved, ...]


def remake(
    days: Iterable[Day],
    runner: Runner,
    book: Book,
    *,
    before: Plan,
    past: Past,
    last: dt.date | None = None,
    asked: Sequence[Place] = (),
    solver: Solver | None = None,
) -> Remade:
    """Makes `before` again from `past.until` on, with the least change that the wishes above it leave.

    `last` where the season now ends on another day. `asked` are the moves of the runner's own among
    `past.chosen`. `days` as for `make_plan`, seen as they are now.
    """
    made = work_out(
        days,
        runner,
        book,
        first=before.first,
        last=last or before.last,
        season_start=before.season_start,
        past=past,
        solver=solver,
    )
    return Remade(
        plan=made.plan,
        changes=_changes(made, before, past.until),
        not_moved=tuple(_not_moved(made, asked)),
    )


def _changes(made: Made, before: Plan, until: dt.date) -> tuple[Change, ...]:
    was = {session.id: session for session in before.sessions if session.date >= until}
    now = {session.id: session for session in made.plan.sessions if session.date >= until}
    found = [_change(made, was.get(id_), now.get(id_)) for id_ in sorted(was.keys() | now.keys())]
    return tuple(sorted((change for change in found if change is not None), key=_when))


def _when(change: Change) -> tuple[dt.date, str]:
    session = change.now or change.was
    return (session.date if session else dt.date.max, change.exercise)


def _change(made: Made, was: Session | None, now: Session | None) -> Change | None:
    if was is None and now is not None:
        return Change(kind=Kind.ADDED, exercise=now.exercise, was=None, now=now, because=now.because[:1])
    if was is not None and now is None:
        because = _why_not(made, was.exercise, None, was.date)
        return Change(kind=Kind.DROPPED, exercise=was.exercise, was=was, now=None, because=because)
    if was is None or now is None or (was.date, was.dose) == (now.date, now.dose):
        return None
    if was.date != now.date:
        because = _why_not(made, now.exercise, now.date, was.date)
        return Change(kind=Kind.MOVED, exercise=now.exercise, was=was, now=now, because=because)
    more = (volume(now.dose), now.step) > (volume(was.dose), was.step)
    kind = Kind.MORE if more else Kind.LESS
    return Change(kind=kind, exercise=now.exercise, was=was, now=now, because=_why_dose(made, now, kind))


def _why_dose(made: Made, now: Session, kind: Kind) -> tuple[Reason, ...]:
    """The ladder's own reason; a step that is still taken, only not so soon, says so."""
    book = made.ground.book
    dosed = made.outcome.ladders.sessions
    found = (one.why for one in dosed if (one.date, one.exercise) == (now.date, now.exercise))
    growth = book.growth
    later = growth.step.reason("It steps up later than was planned.")
    first = growth.gate.reason("It steps up later than was planned: {clean} clean sessions first.")
    steps = {book.exercises[now.exercise].step.id: later, growth.step.id: later, growth.gate.id: first}
    return tuple(steps.get(why.rule, why) if kind is Kind.LESS else why for why in found)


def _not_moved(made: Made, asked: Sequence[Place]) -> Iterable[NotMoved]:
    stands = {(session.date, session.exercise) for session in made.plan.sessions}
    for date, exercise in asked:
        if (date, exercise) not in stands:
            here = next((s.date for s in made.plan.sessions if s.exercise == exercise), None)
            because = _why_not(made, exercise, here, date)
            yield NotMoved(date=date, exercise=exercise, because=because)


def _why_not(made: Made, exercise: str, here: dt.date | None, date: dt.date) -> tuple[Reason, ...]:
    """The decisive reason why `exercise` does not stand on `date`; `here` is where it does."""
    ground, book = made.ground, made.ground.book
    if exercise not in book.exercises:
        return (_plain("plan.book", f"{exercise!r} is no exercise of the book any more."),)
    if date > ground.season.last:
        return (_plain("plan.dates", f"The plan now ends on {ground.season.last}."),)
    if date < ground.free_from:
        return (_plain("plan.dates", f"{weekday(date)} {date.day} {date:%B} is over."),)
    if exercise not in made.outcome.problem.wanted:
        return (_plain("plan.wanted", f"{book.exercises[exercise].name} are not planned for you any more."),)
    if ground.past is not None and (date, exercise) in ground.past.left_out:
        return (_plain("plan.left_out", "You left it out."),)
    if (date, exercise) in made.outcome.left_out:
        return (halved(ground.book, exercise),)
    placed = made.outcome.placement.placed
    return why_not_on(made.outcome.problem, placed, exercise, here, date, most=1).because[:1]


def _plain(rule: str, text: str) -> Reason:
    return Reason(rule=rule, text=text, source="The plan", grade=Grade.DEFAULT)
