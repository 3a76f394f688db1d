"""Season: the whole kept plan as a calendar shows it, with what became of each session so far."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fullstride.domain.calendar import Day, Demand
from fullstride.domain.decision import Decision
from fullstride.domain.errors import BadUsage
from fullstride.domain.keeping import KeptPlan, Moved
from fullstride.workflows.coming import last_decisions
from fullstride.workflows.due import outcomes_of
from fullstride.workflows.held import HeldShelf
from fullstride.workflows.keeping import book_of, kept_plan, runner_of
from fullstride.workflows.safety import Off, off_now, state_now, still_true
from fullstride.workflows.wishing import wishes_of

if TYPE_CHECKING:
    from fullstride.adapt.outcomes import Outcome
    from fullstride.guide.words import Script
    from fullstride.plan.explain import Explanation
    from fullstride.rules.book import Book
    from fullstride.store.contract import Shelf

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """The kept plan. `days` are the runner's own from the Monday of the plan's first week to its last Sunday;
    `outcomes` what became of sessions, by id; `others` work that no plan asked for; `decisions` the last;
    `wishes` what the runner moved and left out, as far as it can be taken back; `off` by session id why one
    is not begun as things stand now."""

    kept: KeptPlan
    book: "Book"
    days: tuple[Day, ...]
    race: dt.date | None
    outcomes: "Mapping[str, Outcome]"
    others: "tuple[Outcome, ...]"
    decisions: tuple[Decision, ...]
    wishes: tuple[Moved, ...]
    off: Mapping[str, Off] = field(default_factory=dict)


def season_of(shelf: "Shelf", *, today: dt.date) -> Season:
    """Raises NoPlan."""
    held = HeldShelf(shelf)
    kept = kept_plan(held)
    plan = kept.plan
    first = plan.first - plan.first.weekday() * _DAY
    last = plan.last + (6 - plan.last.weekday()) * _DAY
    days = tuple(day for day in kept.days if first <= day.date <= last)
    found = outcomes_of(held, today=today)
    book = book_of(kept)
    state = state_now(held, kept, book, today=today, found=found)
    off = off_now(state, book, plan.sessions)
    spoken = {one.id for one in found if one.was_done or one.was_missed}
    return Season(
        kept=kept,
        book=book,
        days=days,
        race=max((day.date for day in days if day.demand is Demand.RACE), default=kept.race),
        outcomes={one.id: one for one in found if one.id},
        others=tuple(one for one in found if one.session is None and plan.first <= one.date),
        decisions=still_true(last_decisions(held.plans()), state),
        wishes=tuple(one for one in wishes_of(held) if one.on is not None and one.on >= today),
        off={id_: one for id_, one in off.items() if id_ not in spoken},
    )


def why_on(shelf: "Shelf", date: dt.date) -> "tuple[Explanation, ...]":
    """Why each session of a day stands there and why not on each other day of its week; for a day without
    one, why not there. Raises NoPlan, and BadUsage for a day outside the plan."""
    from fullstride.plan.explain import explain_day

    kept = kept_plan(shelf)
    plan = kept.plan
    if not plan.first <= date <= plan.last:
        raise BadUsage(f"{date} is outside the plan, which goes from {plan.first} to {plan.last}")
    return explain_day(plan, kept.days, runner_of(kept), book_of(kept), date)


def scripts_between(shelf: "Shelf", first: dt.date, last: dt.date) -> "tuple[KeptPlan, tuple[Script, ...]]":
    """The kept plan, and what leads through each of its sessions on these days, in order. Raises NoPlan."""
    from fullstride.guide.script import write_scripts

    kept = kept_plan(shelf)
    here = [session for session in kept.plan.sessions if first <= session.date <= last]
    return kept, write_scripts(here, book_of(kept))


def script_of(shelf: "Shelf", session: str) -> "Script | None":
    """What leads through one session of the kept plan; None where it holds none of that id. Raises NoPlan."""
    kept = kept_plan(shelf)
    date = next((one.date for one in kept.plan.sessions if one.id == session), None)
    if date is None:
        return None
    _, scripts = scripts_between(shelf, date, date)
    return next(script for script in scripts if script.session.id == session)
