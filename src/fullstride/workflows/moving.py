"""Move: a session to another day: judged at once, worked out in full, and kept."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fullstride.domain.errors import BadUsage, Outdated
from fullstride.domain.session import Session
from fullstride.workflows.adapting import Adapting, adapt, apply, told_on
from fullstride.workflows.due import outcomes_of
from fullstride.workflows.held import HeldShelf
from fullstride.workflows.keeping import book_of, kept_plan, runner_of
from fullstride.workflows.logging import no_session
from fullstride.workflows.sources import asked_of

if TYPE_CHECKING:
    from fullstride.plan.moving import MoveJudged
    from fullstride.store.contract import Shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """What followed; `applied` where the plan is another one by it now."""

    adapting: Adapting
    applied: bool


def what_follows(shelf: "Shelf", *, now: dt.datetime) -> Adapting:
    """What would follow from what was done, said and handed in. Nothing is kept. Raises as `adapt`."""
    return adapt(HeldShelf(shelf), asked_of(shelf), today=now.date(), now=now)


def follow(shelf: "Shelf", number: int, *, now: dt.datetime) -> Applied:
    """Keeps what follows, where version `number` of the plan is still the last one. Raises Outdated."""
    kept = kept_plan(shelf)
    if kept.number != number:
        raise Outdated(f"The plan was changed in the meantime; version {kept.number} holds now")
    adapting = what_follows(shelf, now=now)
    if adapting.is_news:
        apply(shelf, adapting, now=now)
    return Applied(adapting=adapting, applied=adapting.is_news)


def check_move(shelf: "Shelf", session: str, to: dt.date, *, today: dt.date) -> "MoveJudged":
    """What the rules say of a session on another day, at once. Raises BadUsage for a session that is none or
    is over, and for a day that is over or outside the plan."""
    from fullstride.adapt.respond import respond
    from fullstride.adapt.said import said_by_day
    from fullstride.plan.moving import judge_move

    held = HeldShelf(shelf)
    kept = kept_plan(held)
    one = _movable(held, session, to, today)
    book, runner = book_of(kept), runner_of(kept)
    state = respond(
        tuple(each for each in outcomes_of(held, today=today) if each.date >= kept.plan.first),
        said_by_day(held.reports()),
        runner,
        book,
        today=today,
        told_on=told_on(held.plans(), kept.profile, today),
    )
    return judge_move(kept.plan, kept.days, runner, book, one, to, answered=state.answered, done=state.done)


def try_move(shelf: "Shelf", session: str, to: dt.date, *, now: dt.datetime) -> Adapting:
    """The plan made again with a session on another day: what else would change. Raises as `check_move`."""
    held = HeldShelf(shelf)
    _movable(held, session, to, now.date())
    return adapt(held, asked_of(shelf, moves=(f"{session}={to}",)), today=now.date(), now=now)


def move(shelf: "Shelf", id_: str, session: str, to: dt.date, *, now: dt.datetime) -> Applied | None:
    """Keeps a move, and the plan that it makes; nothing where rules forbid it. None where this very move was
    kept before. Raises as `check_move`, and Outdated."""
    known = any(one.id == id_ and (one.session, one.to) == (session, to) for one in shelf.moves())
    stands = any(one.id == session and one.date == to for one in kept_plan(shelf).plan.sessions)
    if known and stands:
        return None
    adapting = try_move(shelf, session, to, now=now)
    if not any(one.session == session for one in adapting.moved):
        return Applied(adapting=adapting, applied=False)
    named = replace(adapting, moved=tuple(replace(one, id=id_) for one in adapting.moved))
    apply(shelf, named, now=now)
    return Applied(adapting=named, applied=True)


def _movable(shelf: "Shelf", session: str, to: dt.date, today: dt.date) -> Session:
    kept = kept_plan(shelf)
    one = next((each for each in kept.plan.sessions if each.id == session), None)
    if one is None:
        raise BadUsage(no_session((kept,), session[:60], to))
    if one.date < today:
        raise BadUsage(f"{one.id} was on {one.date}; what is over can't be moved")
    if not today <= to <= kept.plan.last:
        raise BadUsage(f"{to} is not between today and the plan's last day, {kept.plan.last}")
    return one
