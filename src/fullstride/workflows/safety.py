"""Safety: what is off now by what the runner said, whether or not the plan was made again since.

A decision to hold back does not wait for anybody's yes: a session that it keeps from is not begun, wherever
it still stands.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fullstride.domain.keeping import KeptPlan
from fullstride.domain.session import Reason, Session
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
    """Why a session is not begun. `until`: the first day on which that no longer holds, None where it does
    not end by itself."""

    say: str
    because: Reason
    until: dt.date | None


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


def _off(state: "State", book: "Book", session: Session) -> Off | None:
    from fullstride.adapt import words

    exercise = book.exercises.get(session.exercise)
    force, tired = state.blocked.get(session.exercise), state.tired
    if exercise is None:
        return None
    if force is not None and force.stop.holds_on(session.date):
        if force.clinician:
            say = words.stop(exercise, force)
        else:
            until = f"until {words.day(force.stop.until)}" if force.stop.until else "until that is over"
            say = f"{exercise.name}: off {until} ({words.said_when(force)})."
        return Off(say=say, because=force.stop.reason, until=force.stop.until)
    if tired is not None and session.date == state.today and session.exercise in tired.exercises:
        say = f"{exercise.name}: off today ({tired.fact})."
        return Off(say=say, because=tired.because, until=state.today + _DAY)
    return None
