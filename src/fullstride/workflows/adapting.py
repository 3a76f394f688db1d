"""Adapt: what was done and said, folded into where everything stands; what follows; the plan made again."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from fullstride.domain.decision import Change, Decision, NotMoved, Verb
from fullstride.domain.errors import BadUsage
from fullstride.domain.keeping import KeptPlan, Moved
from fullstride.domain.runner import Gates
from fullstride.workflows.due import Due, open_questions, outcomes_of
from fullstride.workflows.keeping import kept_plan, sessions_ever
from fullstride.workflows.renewing import Renewed, renew
from fullstride.workflows.wishing import Place, left_by, left_out, read_move, still_asked, still_held

if TYPE_CHECKING:
    from fullstride.adapt.respond import State
    from fullstride.domain.past import Past
    from fullstride.formats.reading import Copy
    from fullstride.plan.remake import Remade
    from fullstride.rules.book import Book
    from fullstride.store.contract import Shelf

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the runner hands in with the question: calendars, a profile, books (None: as they were), and moves
    in their own words."""

    calendars: "tuple[Path | Copy, ...]" = ()
    profile: "Path | Copy | None" = None
    books: "tuple[Path | Copy, ...] | None" = None
    moves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Adapting:
    """What would follow. `after` is the version to keep; `asks` what only the runner can say; `notes` what
    was read anew; `state` where the runner stands; `moved` and `originals` what is kept with it."""

    before: KeptPlan
    after: KeptPlan
    book: "Book"
    decisions: tuple[Decision, ...]
    changes: tuple[Change, ...]
    not_moved: tuple[NotMoved, ...]
    asks: tuple[Due, ...]
    notes: tuple[str, ...]
    state: "State"
    moved: tuple[Moved, ...] = ()
    originals: "tuple[Copy, ...]" = field(default=())

    @property
    def is_news(self) -> bool:
        """Whether there is anything to keep: another plan, another decision, other files behind it."""
        inputs = ("days", "profile", "books", "calendars")
        same = all(getattr(self.before, name) == getattr(self.after, name) for name in inputs)
        told = not _said(self.after) <= _said(self.before)
        return bool(self.changes) or bool(self.not_moved) or told or not same


def _said(kept: KeptPlan) -> set[tuple[str, str, str]]:
    return {(one.exercise, one.verb.value, one.say) for one in kept.decisions}


def adapt(shelf: "Shelf", asked: Asked, *, today: dt.date, now: dt.datetime) -> Adapting:
    """Steps: read anew what has changed; fold reports and evidence into where each exercise stands; decide;
    make the plan again with the least change; decide about what comes back with it; settle all by it.
    Nothing is kept yet.

    Raises BadUsage where no plan is kept, where the season is over, or for a move that names no session.
    """
    before = kept_plan(shelf)
    refuse_outside(before, today)
    return adapt_renewed(
        shelf, before, renewed_by(shelf, before, asked, today), moves=asked.moves, today=today, now=now
    )


def renewed_by(shelf: "Shelf", before: KeptPlan, asked: Asked, today: dt.date) -> Renewed:
    """What the next version is made from."""
    return renew(
        shelf, before, calendars=asked.calendars, profile=asked.profile, books=asked.books, today=today
    )


def adapt_renewed(
    shelf: "Shelf",
    before: KeptPlan,
    renewed: Renewed,
    *,
    moves: Sequence[str] = (),
    wishes: Sequence[Moved] = (),
    today: dt.date,
    now: dt.datetime,
) -> Adapting:
    """`adapt` from what was read anew; opens no file. `wishes` are moves that nobody has to read.

    Only what became of this season's sessions says where exercises stand: a new season's plan begins with
    the start doses. What was said of the body holds from season to season.
    """
    from fullstride.adapt.decide import decide
    from fullstride.adapt.respond import respond
    from fullstride.adapt.said import said_by_day
    from fullstride.adapt.settle import settle

    plans = shelf.plans()
    found = tuple(one for one in outcomes_of(shelf, today=today) if one.date >= before.plan.first)
    state = respond(
        found,
        said_by_day(shelf.reports()),
        renewed.runner,
        renewed.book,
        today=today,
        told_on=told_on(plans, renewed.profile, today),
    )
    wanted = [*(read_move(text, before, state, today, now) for text in moves), *wishes]
    remade, moved, not_moved = _remade(shelf, before, renewed, state, wanted, today)
    decided = partial(decide, state, renewed.runner, renewed.book, today=today, days=renewed.days)
    told = {one.exercise for one in before.decisions}
    decisions = decided(remade.plan, stood_today=_stood_today(before, today), told=told)
    known = {one.exercise for one in decisions}
    gone = (one for one in decided(before.plan) if one.exercise not in known)
    settled = settle((*decisions, *gone), before.plan, remade.plan, renewed.book)
    changes = _by_decision(remade.changes, settled)
    after = replace(
        before,
        number=before.number + 1,
        made_at=now,
        today=today,
        plan=remade.plan,
        days=renewed.days,
        profile=renewed.profile,
        profile_path=renewed.profile_path,
        books=renewed.books,
        calendars=renewed.calendars,
        calendar_paths=renewed.calendar_paths,
        laid_back=renewed.laid_back,
        decisions=settled,
        changes=changes,
        not_moved=not_moved,
    )
    return Adapting(
        before=before,
        after=after,
        book=renewed.book,
        decisions=settled,
        changes=changes,
        not_moved=not_moved,
        asks=open_questions(found, shelf.reports(), today=today),
        notes=renewed.notes,
        state=state,
        moved=moved,
        originals=renewed.originals,
    )


def _by_decision(changes: Sequence[Change], decisions: Sequence[Decision]) -> tuple[Change, ...]:
    """Changes with their reasons: a step that is lower by what was decided says what decided it, where
    the plan itself only knows that its ladder goes on from further down; what stands in for something today
    says what keeps from that."""
    back = {one.exercise: one.because for one in decisions if one.to_step < one.step}
    stands_in = {(one.instead, one.date): one.because for one in decisions if one.verb is Verb.SWAP}
    return tuple(
        replace(change, because=(swap,))
        if change.now is not None and (swap := stands_in.get((change.exercise, change.now.date)))
        else replace(change, because=(reason,))
        if (reason := back.get(change.exercise))
        and change.was is not None
        and change.now is not None
        and change.now.step < change.was.step
        and reason.rule not in {one.rule for one in change.because}
        else change
        for change in changes
    )


def apply(shelf: "Shelf", adapting: Adapting, *, now: dt.datetime) -> KeptPlan:
    """Keeps what was decided. Raises Outdated where somebody else kept a plan since; then nothing changes."""
    for original in adapting.originals:
        shelf.add_original(original.name, original.data, now)
    for moved in adapting.moved:
        shelf.add_move(moved)
    shelf.add_plan(adapting.after)
    return adapting.after


def _stood_today(before: KeptPlan, today: dt.date) -> frozenset[str]:
    """The exercises that stood on today before anything stood in for them, earlier today or now."""
    stands = {one.exercise for one in before.plan.sessions if one.date == today}
    swapped = {one.exercise for one in before.decisions if (one.date, one.until) == (today, today + _DAY)}
    return frozenset(stands | swapped)


def refuse_outside(before: KeptPlan, today: dt.date) -> None:
    """Raises BadUsage where the season is over, or has not been begun."""
    plan = before.plan
    if today > plan.last:
        raise BadUsage(
            f"The kept plan ended on {plan.last}; fullstride plan --keep --replace begins the next season"
        )
    if today < before.today:
        raise BadUsage(f"The plan was made on {before.today}, and {today} is before that")


def told_on(plans: Sequence[KeptPlan], profile: str, today: dt.date) -> dt.date:
    """The day on which the profile's answers to the gates were given: when a plan was first made with them,
    whatever else in the profile has changed since."""
    told, same = today, {profile: True}
    for kept in reversed(plans):
        if kept.profile not in same:
            same[kept.profile] = _gates_of(kept.profile) == _gates_of(profile)
        if not same[kept.profile]:
            break
        told = kept.today
    return told


def _gates_of(profile: str) -> Gates:
    from fullstride.formats.profile import parse_profile

    return parse_profile(profile, "the kept profile").gates if profile else Gates()


# ---- the plan made again ---------------------------------------------------------------------------


def _remade(
    shelf: "Shelf",
    before: KeptPlan,
    renewed: Renewed,
    state: "State",
    wanted: Sequence[Moved],
    today: dt.date,
) -> "tuple[Remade, tuple[Moved, ...], tuple[NotMoved, ...]]":
    """The plan with the runner's moves as far as rules allow them; one that can't be is told and left out."""
    from fullstride.plan.remake import remake

    held = still_held(shelf, wanted)
    earlier = still_asked(held, before, today)
    moved = list(wanted)
    refused: list[NotMoved] = []
    while True:
        wished = [(one.to, one.exercise) for one in moved if one.to is not None]
        left = left_by(before, moved) - set(wished)
        chosen = (*(place for place in earlier if place not in left), *wished)
        remade = remake(
            renewed.days,
            renewed.runner,
            renewed.book,
            before=before.plan,
            past=replace(
                _past(shelf, before, state, moved, chosen, today),
                left_out=left_out((*held, *moved), today, wished),
            ),
            last=renewed.last,
            asked=chosen,
        )
        not_moved = {(one.date, one.exercise): one for one in remade.not_moved}
        stays = [one for one in moved if one.to is None or (one.to, one.exercise) not in not_moved]
        refused += [not_moved[one.to, one.exercise] for one in moved if one.to and one not in stays]
        if len(stays) == len(moved):
            lost = [not_moved[place] for place in earlier if place in not_moved]
            return remade, tuple(moved), (*refused, *lost)
        moved = stays


def _past(
    shelf: "Shelf",
    before: KeptPlan,
    state: "State",
    moved: Sequence[Moved],
    chosen: Sequence[Place],
    today: dt.date,
) -> "Past":
    """The past as it lies behind the plan, with moved sessions seen where the runner wants them: that is what
    little shall be changed of."""
    from fullstride.adapt.behind import past_of

    past = past_of(state, before.plan, today=today, chosen=chosen)
    left = left_by(before, moved).difference(chosen)
    past = replace(past, chosen=tuple(place for place in past.chosen if place not in left))
    to = {one.session: one.to for one in moved if one.to is not None}
    there = tuple(replace(one, date=to.get(one.id, one.date)) for one in past.before)
    return replace(past, before=there, retired=frozenset(sessions_ever(shelf.plans())))
