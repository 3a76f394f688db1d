"""Coming: what is next in the kept plan, with the last decision about it and what is still to be said."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from fullstride.domain.calendar import Day
from fullstride.domain.decision import Decision
from fullstride.domain.errors import BadUsage
from fullstride.domain.keeping import KeptPlan
from fullstride.domain.session import Session
from fullstride.workflows.due import Due, open_questions, outcomes_of
from fullstride.workflows.held import HeldShelf
from fullstride.workflows.keeping import book_of, kept_plan
from fullstride.workflows.safety import Off, held_now, off_now, state_now, still_true

if TYPE_CHECKING:
    from fullstride.adapt.outcomes import Outcome
    from fullstride.guide.words import Script
    from fullstride.rules.book import Book
    from fullstride.store.contract import Shelf

WEEK_DAYS = 7
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """Some days of the kept plan. `scripts` are their sessions in order; `outcomes` by session id what
    became of them; `next` the first session after these days; `decisions` the last one of each of their
    exercises, of all where nothing is next; `due` the questions that are open today; `off` by session id why
    one is not begun as things stand now, even where the plan still holds it; `held` what keeps from work now,
    whatever stands on these days."""

    kept: KeptPlan
    book: "Book"
    today: dt.date
    dates: tuple[dt.date, ...]
    days: tuple[Day, ...]
    scripts: "tuple[Script, ...]"
    outcomes: "Mapping[str, Outcome]"
    next: Session | None
    decisions: tuple[Decision, ...]
    due: tuple[Due, ...]
    off: Mapping[str, Off] = field(default_factory=dict)
    held: tuple[Off, ...] = ()


def coming_on(shelf: "Shelf", date: dt.date, *, today: dt.date) -> Coming:
    """One day. Raises BadUsage where no plan is kept."""
    return _coming(HeldShelf(shelf), (date,), today)


def coming_week(shelf: "Shelf", date: dt.date, *, today: dt.date) -> Coming:
    """The week, Monday to Sunday, that holds `date`. Raises BadUsage where the plan has no such week."""
    held = HeldShelf(shelf)
    plan = kept_plan(held).plan
    monday = date - date.weekday() * _DAY
    if monday > plan.last or monday + (WEEK_DAYS - 1) * _DAY < plan.first:
        raise BadUsage(f"{date} is outside the kept plan, which goes from {plan.first} to {plan.last}")
    return _coming(held, tuple(monday + offset * _DAY for offset in range(WEEK_DAYS)), today)


def _coming(shelf: "Shelf", dates: Sequence[dt.date], today: dt.date) -> Coming:
    from fullstride.guide.script import write_scripts

    kept = kept_plan(shelf)
    book = book_of(kept)
    here = [session for session in kept.plan.sessions if session.date in dates]
    after = [session for session in kept.plan.sessions if session.date > max(*dates, today)]
    found = outcomes_of(shelf, today=today)
    following = min(after, key=lambda one: (one.date, one.order), default=None)
    about = {session.exercise for session in (*here, *([] if here or not following else [following]))}
    state = state_now(shelf, kept, book, today=today, found=found)
    last = still_true(last_decisions(shelf.plans()), state)
    begun_now = [replace(one, date=max(one.date, today)) for one in here]  # late is not before its time
    off = off_now(state, book, begun_now)
    spoken = {one.id for one in found if one.was_done or one.was_missed}
    return Coming(
        kept=kept,
        book=book,
        today=today,
        dates=tuple(dates),
        days=tuple(day for day in kept.days if day.date in dates),
        scripts=write_scripts(here, book),
        outcomes={one.id: one for one in found if one.id},
        next=following,
        decisions=tuple(one for one in last if one.exercise in about or following is None),
        due=open_questions(found, shelf.reports(), today=today),
        off={id_: one for id_, one in off.items() if id_ not in spoken},
        held=held_now(state, kept.plan, book, {one.exercise for one in last}),
    )


def week_of(coming: Coming) -> tuple[int | None, int]:
    """Which week of the plan the first of these days is in, from 1, None outside of it; how many it has."""
    starts = [week.start for week in coming.kept.plan.weeks]
    first = coming.dates[0]
    here = (
        number for number, start in enumerate(starts, start=1) if start <= first < start + WEEK_DAYS * _DAY
    )
    return next(here, None), len(starts)


def last_decisions(plans: Sequence[KeptPlan]) -> tuple[Decision, ...]:
    """The decisions of the last version that was decided; what was decided before it no longer holds."""
    return next((kept.decisions for kept in reversed(plans) if kept.decisions), ())
