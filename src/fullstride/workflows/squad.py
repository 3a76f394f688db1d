"""Squad: every runner looked at, and every runner's plan decided and made again. One runner at a time."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fullstride.domain.keeping import KeptPlan
from fullstride.domain.runner import Priority, Runner
from fullstride.domain.session import Session
from fullstride.domain.squad import Row
from fullstride.workflows.adapting import Adapting, Asked, adapt
from fullstride.workflows.counting import evidence_of
from fullstride.workflows.held import HeldShelf
from fullstride.workflows.keeping import book_of, kept_plan, runner_of
from fullstride.workflows.safety import off_now, state_now

if TYPE_CHECKING:
    from fullstride.adapt.respond import State
    from fullstride.domain.decision import Decision
    from fullstride.formats.calendars import Copy
    from fullstride.rules.book import Book
    from fullstride.store.contract import Shelf

_DAY = dt.timedelta(days=1)
_WEEK = 7 * _DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Adapted:
    """What would follow for one runner, or what followed: the row of the list as it is then.

    `to_keep` is None where there is nothing to keep: no news, or a season that is over. `changes` counts
    the sessions of the plan that change, `verbs` the decisions by their verb.
    """

    row: Row
    changes: int = 0
    verbs: tuple[tuple[str, int], ...] = ()
    to_keep: "ToKeep | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToKeep:
    """The next version of a plan, and the calendars it was made from that are not on the shelf yet."""

    plan: KeptPlan
    originals: "tuple[Copy, ...]" = ()


def look(shelf: "Shelf", *, today: dt.date) -> Row:
    """The runner's row by what is kept, with nothing decided anew but what follows from it.

    Raises BadUsage where no plan is kept.
    """
    from fullstride.adapt.decide import decide

    held = HeldShelf(shelf)
    kept = kept_plan(held)
    book, runner = book_of(kept), runner_of(kept)
    state = state_now(held, kept, book, today=today)
    decisions = decide(
        state,
        runner,
        book,
        kept.plan,
        today=today,
        days=kept.days,
        told={one.exercise for one in kept.decisions},
    )
    pending = _is_pending(held, kept, decisions)
    if kept.today == today and not pending and kept.decisions:
        decisions = kept.decisions  # settled by the plan that came of them
    return _row(held, kept, runner, book, state, decisions, today=today, pending=pending)


def adapt_runner(shelf: "Shelf", *, today: dt.date, now: dt.datetime) -> Adapted:
    """Decides and makes the plan again as `fullstride adapt` does, asking nobody. Nothing is kept yet.

    Raises what `adapt` raises; a season that is over is no error here: it is told in the row.
    """
    held = HeldShelf(shelf)
    before = kept_plan(held)
    if today > before.plan.last:
        return Adapted(row=look(held, today=today))
    adapting = adapt(held, Asked(), today=today, now=now)
    news = adapting.is_news
    after = adapting.after if news else before
    row = _row(
        held,
        after,
        adapting.state.runner,
        adapting.book,
        adapting.state,
        adapting.decisions,
        today=today,
        pending=False,
    )
    counts: dict[str, int] = {}
    for one in adapting.decisions:
        counts[one.verb.value] = counts.get(one.verb.value, 0) + 1
    return Adapted(
        row=row,
        changes=len(adapting.changes),
        verbs=tuple(counts.items()),
        to_keep=_to_keep(adapting) if news else None,
    )


def keep_adapted(shelf: "Shelf", to_keep: ToKeep, *, now: dt.datetime) -> None:
    """Keeps what was decided. Raises Outdated where somebody else kept a plan since."""
    for original in to_keep.originals:
        shelf.add_original(original.name, original.data, now)
    shelf.add_plan(to_keep.plan)


def _to_keep(adapting: Adapting) -> ToKeep:
    there = set(adapting.before.calendars)
    new = tuple(one for one in adapting.originals if hashlib.sha256(one.data).hexdigest() not in there)
    return ToKeep(plan=adapting.after, originals=new)


# ---- the row ---------------------------------------------------------------------------------------


def _row(
    held: HeldShelf,
    kept: KeptPlan,
    runner: Runner,
    book: "Book",
    state: "State",
    decisions: "Sequence[Decision]",
    *,
    today: dt.date,
    pending: bool,
) -> Row:
    from fullstride.adapt.said import said_by_day
    from fullstride.adapt.triage import Seen, Triage

    heard = _heard(held)
    seen = Seen(
        state=state,
        said=said_by_day(held.reports()),
        decisions=tuple(decisions),
        plan=kept.plan,
        days=kept.days,
        since=_season_kept_since(held.plans(), kept),
        heard=heard,
        level_then=_level_on(held.plans(), today - book.squad.level.days * _DAY),
    )
    first = today - today.weekday() * _DAY - _WEEK
    sessions = tuple(_shown(state, kept, today, first, first + 2 * _WEEK))
    off = off_now(state, book, kept.plan.sessions)
    return Row(
        runner=held.runner,
        event=_event(runner, today),
        notes=Triage(book=book, today=today).notes(seen),
        days=tuple(day for day in kept.days if first <= day.date < first + 2 * _WEEK),
        sessions=sessions,
        number=kept.number,
        pending=pending or bool(off),
        heard=heard,
        off=frozenset(one.id for one in sessions if one.id in off),
    )


def _shown(state: "State", kept: KeptPlan, today: dt.date, first: dt.date, end: dt.date) -> list[Session]:
    """What stood on the days behind and was not missed, then what stands ahead."""
    behind = [
        one.session
        for one in state.outcomes
        if one.session is not None and first <= one.date < today and not one.was_missed
    ]
    ahead = [one for one in kept.plan.sessions if today <= one.date < end]
    bare = [replace(one, because=()) for one in (*behind, *ahead)]
    return sorted(bare, key=lambda one: (one.date, one.order, one.id))


def _event(runner: Runner, today: dt.date) -> str:
    """The event of the profile, else the distance of the next A-race."""
    named = [one for one in runner.races if one.priority is Priority.A and one.date >= today]
    race = min(named, key=lambda one: one.date, default=None)
    return runner.event or (race.distance if race else "")


def _heard(held: HeldShelf) -> dt.date | None:
    """The last day with a word or a recording of it."""
    said = [report.said_at.date() for report in held.reports()]
    ran = [found.start.date() for _, found in evidence_of(held) if found.start is not None]
    return max((*said, *ran), default=None)


def _is_pending(held: HeldShelf, kept: KeptPlan, decisions: "Sequence[Decision]") -> bool:
    """Whether something was said or moved since the plan was made, and something else follows from it."""
    said = (report.said_at for report in held.reports())
    matched = (match.said_at for match in held.matches())
    corrected = (one.said_at for one in held.corrections())
    if not any(at > kept.made_at for at in (*said, *matched, *corrected)):
        return False
    known = {(one.exercise, one.verb, one.say) for one in kept.decisions}
    return any((one.exercise, one.verb, one.say) not in known for one in decisions)


def _season_kept_since(plans: Sequence[KeptPlan], kept: KeptPlan) -> dt.date:
    """The day on which the first plan of this season was made, or its own first day where that is later."""
    season = [one.today for one in plans if one.plan.season_start == kept.plan.season_start]
    return max(min(season, default=kept.today), kept.plan.first)


def _level_on(plans: Sequence[KeptPlan], date: dt.date) -> str:
    """The contact level that the plan in force on `date` held then; "" where none was."""
    there = [one for one in plans if one.today <= date]
    weeks = [week for week in there[-1].plan.weeks if week.start <= date] if there else []
    return max(weeks, key=lambda week: week.start).level if weeks else ""
