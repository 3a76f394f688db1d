"""Move: a session to another day, or left out: judged at once, worked out in full, kept, and taken back."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fullstride.domain.decision import Change, Kind, NotMoved
from fullstride.domain.errors import BadUsage, Outdated
from fullstride.domain.keeping import KeptPlan, Moved
from fullstride.domain.session import Session
from fullstride.workflows.adapting import (
    Adapting,
    adapt,
    adapt_renewed,
    apply,
    refuse_outside,
    renewed_by,
    told_on,
)
from fullstride.workflows.due import outcomes_of
from fullstride.workflows.held import HeldShelf
from fullstride.workflows.keeping import book_of, kept_plan, runner_of
from fullstride.workflows.logging import no_session
from fullstride.workflows.sources import asked_of
from fullstride.workflows.wishing import wishes_of

if TYPE_CHECKING:
    from fullstride.adapt.respond import State
    from fullstride.domain.runner import Runner
    from fullstride.domain.session import Violation
    from fullstride.plan.moving import MoveJudged
    from fullstride.rules.book import Book
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
    held = HeldShelf(shelf)  # what is looked at is what follows: another's plan may be kept while it is made
    kept = kept_plan(held)
    if kept.number != number:
        raise Outdated(f"The plan was changed in the meantime; version {kept.number} holds now")
    adapting = adapt(held, asked_of(shelf), today=now.date(), now=now)
    if adapting.is_news:
        apply(shelf, adapting, now=now)
    return Applied(adapting=adapting, applied=adapting.is_news)


def check_move(shelf: "Shelf", session: str, to: dt.date, *, today: dt.date) -> "MoveJudged":
    """What the rules say of a session on another day, at once. Raises BadUsage for a session that is none or
    is over, and for a day that is over or outside the plan."""
    from fullstride.plan.moving import judge_move

    held = HeldShelf(shelf)
    kept = kept_plan(held)
    one = _movable(held, session, to, today)
    book, runner = book_of(kept), runner_of(kept)
    state = _stands(held, kept, runner, book, today)
    return judge_move(kept.plan, kept.days, runner, book, one, to, answered=state.answered, done=state.done)


def broken_rules(shelf: "Shelf", *, today: dt.date) -> "tuple[Violation, ...]":
    """Every rule that the kept plan breaks from today on, by the calendars, profile and rules as they are
    now, by date. Raises NoPlan, UnreadableInput."""
    from fullstride.plan.check import check_plan

    held = HeldShelf(shelf)
    kept = kept_plan(held)
    now = renewed_by(held, kept, asked_of(held), today)
    state = _stands(held, kept, now.runner, now.book, today)
    found = check_plan(kept.plan, now.days, now.runner, now.book, answered=state.answered, done=state.done)
    return tuple(one for one in found if one.date >= today)


def _stands(held: HeldShelf, kept: KeptPlan, runner: "Runner", book: "Book", today: dt.date) -> "State":
    """Where the runner stands in the season of this plan."""
    from fullstride.adapt.respond import respond
    from fullstride.adapt.said import said_by_day

    return respond(
        tuple(each for each in outcomes_of(held, today=today) if each.date >= kept.plan.first),
        said_by_day(held.reports()),
        runner,
        book,
        today=today,
        told_on=told_on(held.plans(), kept.profile, today),
    )


def try_move(shelf: "Shelf", session: str, to: dt.date, *, now: dt.datetime) -> Adapting:
    """The plan made again with a session on another day: what else would change. Raises as `check_move`."""
    held = HeldShelf(shelf)
    one = _movable(held, session, to, now.date())
    return _with_wish(held, _wish(one, to, kept_plan(held), now=now), now=now)


def move(shelf: "Shelf", id_: str, session: str, to: dt.date | None, *, now: dt.datetime) -> Applied | None:
    """Keeps a move, or with None as `to` that a session is left out, and the plan that it makes; nothing
    where rules forbid it. None where this very move was kept before. Raises as `check_move`, and Outdated."""
    held = HeldShelf(shelf)
    kept = kept_plan(held)
    moves = held.moves()
    known = any((one.id, one.session, one.to) == (id_, session, to) for one in moves)
    there = [one.date for one in kept.plan.sessions if one.id == session]
    stands = there == ([] if to is None else [to])
    if known and (stands or any(one.undoes == id_ for one in moves)):
        return None
    one = _movable(held, session, to, now.date())
    adapting = _with_wish(held, replace(_wish(one, to, kept, now=now), id=id_), now=now)
    if to is None and any(each.id == session for each in adapting.after.plan.sessions):
        raise BadUsage(f"{session} was spoken of already; what was done is not left out")
    if not adapting.moved:
        return Applied(adapting=adapting, applied=False)
    apply(shelf, adapting, now=now)
    return Applied(adapting=adapting, applied=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """The plan without a move. `applied`: the session stands where it stood; else `not_moved` says why
    not."""

    applied: bool
    number: int
    changes: tuple[Change, ...] = ()
    not_moved: tuple[NotMoved, ...] = ()


def undo(shelf: "Shelf", id_: str, *, now: dt.datetime) -> Undone | None:
    """Takes a move back, or that a session was left out. Nothing where that was taken back before, None where
    there is no such move.

    Where nothing else was changed since, on the same day, the plan is again the one before it, word for word.
    Else it is made again with the session where it stood, as far as rules allow that. Raises BadUsage where
    that day is over, Outdated where the session was moved once more since.
    """
    held = HeldShelf(shelf)
    moves, kept = held.moves(), kept_plan(held)
    one = next((each for each in moves if each.id == id_ and not each.undoes), None)
    if one is None or one.on is None:
        return None
    if any(each.undoes == id_ for each in moves):
        return Undone(applied=True, number=kept.number)
    if one not in wishes_of(held):
        raise Outdated("This was changed again since; take that back first")
    if one.on < now.date():
        raise BadUsage(f"It stood on {one.on}, which is over")
    before = next((each for each in held.plans() if each.number == one.number - 1), None)
    if before is None or kept.number != one.number or kept.today != now.date():
        return _undone_around(held, one, kept, now=now)
    back = replace(
        before,
        number=kept.number + 1,
        made_at=now,
        today=now.date(),
        changes=tuple(_turned(each) for each in kept.changes),
        not_moved=(),
    )
    shelf.add_move(_back(one, one.session, now=now, number=back.number))
    shelf.add_plan(back)
    return Undone(applied=True, number=back.number, changes=back.changes)


def _undone_around(shelf: "HeldShelf", one: Moved, kept: KeptPlan, *, now: dt.datetime) -> Undone:
    """What was changed since stays; the session goes back where the rules allow it."""
    here = (one.to, one.exercise)
    session = next((s.id for s in kept.plan.sessions if (s.date, s.exercise) == here), one.session)
    adapting = _with_wish(shelf, _back(one, session, now=now, number=kept.number + 1), now=now)
    if not adapting.moved:
        return Undone(applied=False, number=kept.number, not_moved=adapting.not_moved)
    made = apply(shelf, adapting, now=now)
    return Undone(applied=True, number=made.number, changes=adapting.changes)


def _back(one: Moved, session: str, *, now: dt.datetime, number: int) -> Moved:
    return Moved(
        id=f"{one.id}~back",
        said_at=now,
        session=session,
        exercise=one.exercise,
        to=one.on,
        on=one.to,
        number=number,
        undoes=one.id,
    )


def _turned(change: Change) -> Change:
    kinds = {Kind.ADDED: Kind.DROPPED, Kind.DROPPED: Kind.ADDED, Kind.MORE: Kind.LESS, Kind.LESS: Kind.MORE}
    kind = kinds.get(change.kind, change.kind)
    return replace(change, kind=kind, was=change.now, now=change.was, because=())


def _with_wish(shelf: "HeldShelf", wish: Moved, *, now: dt.datetime) -> Adapting:
    today, kept = now.date(), kept_plan(shelf)
    refuse_outside(kept, today)
    renewed = renewed_by(shelf, kept, asked_of(shelf), today)
    return adapt_renewed(shelf, kept, renewed, wishes=(wish,), today=today, now=now)


def _wish(one: Session, to: dt.date | None, kept: KeptPlan, *, now: dt.datetime) -> Moved:
    return Moved(
        id="",
        said_at=now,
        session=one.id,
        exercise=one.exercise,
        to=to,
        on=one.date,
        number=kept.number + 1,
    )


def _movable(shelf: "Shelf", session: str, to: dt.date | None, today: dt.date) -> Session:
    kept = kept_plan(shelf)
    one = next((each for each in kept.plan.sessions if each.id == session), None)
    if one is None:
        raise BadUsage(no_session((kept,), session[:60], to or today))
    if one.date < today:
        raise BadUsage(f"{one.id} was on {one.date}; what is over can't be {'moved' if to else 'left out'}")
    if to is not None and not today <= to <= kept.plan.last:
        raise BadUsage(f"{to} is not between today and the plan's last day, {kept.plan.last}")
    return one
