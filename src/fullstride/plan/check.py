"""Judges any plan against the calendar and the book, without the solver."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

from fullstride.domain.calendar import Day
from fullstride.domain.past import Answered, Done
from fullstride.domain.runner import Runner
from fullstride.domain.session import Grade, Plan, Reason, Violation
from fullstride.plan.assume import settle
from fullstride.plan.check_doses import check_doses, levels_reached
from fullstride.plan.check_places import check_places
from fullstride.plan.onward import with_unasked
from fullstride.plan.problem import ground_of
from fullstride.rules.book import Book
from fullstride.rules.gates import stops_said


def check_plan(
    plan: Plan,
    days: Iterable[Day],
    runner: Runner,
    book: Book,
    *,
    answered: Sequence[Answered] | None = None,
    done: Sequence[Done] = (),
) -> tuple[Violation, ...]:
    """Every rule that `plan` breaks, by date; nothing when it keeps them all.

    Works for plans made elsewhere and edited by hand: only the sessions' dates, exercises, doses and
    rests are looked at, never what the plan says about itself. `days` as for `make_plan`. In a plan that was
    made again on the way what has passed is looked at and not judged; `answered` are what the runner has
    said of the gates since, in the place of the profile's answers, and `done` what they did that no plan
    asked for.
    """
    known = tuple(sorted((s for s in plan.sessions if s.exercise in book.exercises), key=lambda s: s.date))
    days = list(days)
    ground = ground_of(
        days,
        settle(days, runner, first=plan.first, last=plan.last),
        book,
        first=plan.first,
        last=plan.last,
        season_start=plan.season_start,
    )
    if answered is not None:
        since = plan.until or plan.first
        ground = replace(ground, stops=stops_said(runner, answered, book, since=since))
    there = {(s.date, s.exercise) for s in known}
    ground = with_unasked(ground, [one for one in done if (one.date, one.exercise) not in there])
    levels = levels_reached(ground, known)
    found = [_unknown(s.date, s.exercise, book) for s in plan.sessions if s.exercise not in book.exercises]
    found += [_outside(s.date) for s in known if not plan.first <= s.date <= plan.last]
    found += check_places(ground, [(s.date, s.exercise) for s in known], levels=levels, doses_known=True)
    found += check_doses(ground, known, levels=levels, until=plan.until)
    judged = (v for v in found if plan.until is None or v.date >= plan.until)
    return tuple(dict.fromkeys(sorted(judged, key=lambda violation: violation.date)))


def _unknown(date: dt.date, exercise: str, book: Book) -> Violation:
    text = f"{exercise!r} is no exercise of the book; known are {', '.join(sorted(book.exercises))}."
    return Violation(
        date=date, because=Reason(rule="book", text=text, source="The rule book", grade=Grade.DEFAULT)
    )


def _outside(date: dt.date) -> Violation:
    reason = Reason(
        rule="plan.dates", text="Outside the plan's own dates.", source="The plan", grade=Grade.DEFAULT
    )
    return Violation(date=date, because=reason)
