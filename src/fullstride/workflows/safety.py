"""Safety: what is off now by what the runner said, whether or not the plan was made again since.

A decision to hold back does not wait for anybody's yes: a session that it keeps from is not begun, wherever
it still stands.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fullstride.domain.decision import Decision, Verb
from fullstride.domain.keeping import KeptPlan
from fullstride.domain.session import Plan, Reason, Session
from fullstride.workflows.adapting import told_on
from fullstride.workflows.due import outcomes_of
from fullstride.workflows.sources import profile_runner, profile_text

if TYPE_CHECKING:
    from fullstride.adapt.outcomes import Outcome
    from fullstride.adapt.respond import State
    from fullstride.rules.book import Book
    from fullstride.store.contract import Shelf

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Off:
    """Why a session is not begun, and what to do meanwhile. `until`: the first day on which that no longer
    holds, None where it does not end by itself."""

    say: str
    because: Reason
    until: dt.date | None
    meanwhile: str


def state_now(
    shelf: "Shelf",
    kept: KeptPlan,
    book: "Book",
    *,
    today: dt.date,
    found: "Sequence[Outcome] | None" = None,
) -> "State":
    """Where the runner stands by all that was done and said up to now, the profile as it stands among it.
    `found` are `outcomes_of` the shelf where they are known."""
    from fullstride.adapt.respond import respond
    from fullstride.adapt.said import said_by_day

    known = outcomes_of(shelf, today=today) if found is None else found
    return respond(
        tuple(one for one in known if one.date >= kept.plan.first),
        said_by_day(shelf.reports()),
        profile_runner(shelf, today),
        book,
        today=today,
        told_on=told_on(shelf.plans(), profile_text(shelf), today),
    )


def off_now(state: "State", book: "Book", sessions: Iterable[Session]) -> Mapping[str, Off]:
    """Of these sessions those of today and later that are not to be begun as things stand, by id."""
    found = {one.id: _off(state, book, one) for one in sessions if one.date >= state.today}
    return {id_: off for id_, off in found.items() if off is not None}


def held_now(state: "State", plan: Plan, book: "Book", told: Iterable[str]) -> tuple[Off, ...]:
    """Each thing that was said and keeps from work as it stands now: what is off by it, and what stays; the
    weightiest first. `told` are exercises that were decided about before."""
    from fullstride.adapt import words
    from fullstride.adapt.respond import weight
    from fullstride.adapt.triage import concerned

    known = concerned(state, plan, book, told)
    return tuple(
        Off(
            say=words.held(force, known, state.blocked),
            because=force.stop.reason,
            until=force.stop.ends,
            meanwhile=words.meanwhile(force),
        )
        for force in sorted(state.in_force, key=weight, reverse=True)
        if any(force.stop.blocks(one) for one in known)
    )


def still_true(decisions: Iterable[Decision], state: "State") -> tuple[Decision, ...]:
    """Of decisions that were kept those which what was said since does not speak against: nothing steps up
    while something hurts, and what ended keeps from nothing."""
    from fullstride.adapt.respond import GO

    kept_from = (Verb.BLOCK, Verb.SWAP, Verb.STOP)
    tired = state.tired.exercises if state.tired else frozenset()
    waits = any(one.stop.does not in GO for one in state.in_force)
    return tuple(
        one
        for one in decisions
        if (one.verb in kept_from) == (one.exercise in state.blocked or one.exercise in tired)
        and not (waits and one.verb is Verb.PROGRESS)
    )


def _off(state: "State", book: "Book", session: Session) -> Off | None:
    from fullstride.adapt import words

    exercise = book.exercises.get(session.exercise)
    force, tired = state.blocked.get(session.exercise), state.tired
    if exercise is None:
        return None
    relaxed = book.exercises.get(state.instead.get(exercise.id, ""))
    instead = relaxed.short if relaxed else ""
    if force is not None and force.stop.holds_on(session.date):
        swapped = instead if force.stop.does == "strides_only" else ""
        return Off(
            say=words.off(exercise, force),
            because=force.stop.reason,
            until=force.stop.ends,
            meanwhile=f"{words.in_its_place(swapped)} {words.meanwhile(force)}",
        )
    if tired is not None and session.date == state.today and session.exercise in tired.exercises:
        return Off(
            say=f"{exercise.name}: off today ({tired.fact}).",
            because=tired.because,
            until=state.today + _DAY,
            meanwhile=words.in_its_place(instead),
        )
    return None
