"""What was done in a session, as it was done: the outcome of a player's events."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from fullstride.domain.session import Reason
from fullstride.guide.player import Effort, Ending, Event, Outcome, State, apply, begin
from fullstride.guide.words import Script


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """`done` of `parts` efforts were made; `ending` is None while the session goes on."""

    session: str
    date: dt.date
    exercise: str
    dose: str
    rest_s: int
    opened: dt.datetime
    closed: dt.datetime
    ending: Ending | None
    stopped_by: Reason | None
    parts: int
    done: int
    efforts: tuple[Effort, ...]
    skipped: tuple[int, ...]


def record(state: State) -> Record:
    """The outcome so far of the session that `state` belongs to."""
    session = state.script.session
    return Record(
        session=session.id,
        date=session.date,
        exercise=session.exercise,
        dose=state.script.dose,
        rest_s=state.script.rest_s,
        opened=state.opened,
        closed=state.now,
        ending=state.ending,
        stopped_by=state.stop,
        parts=len(state.script.parts),
        done=len({effort.part for effort in state.efforts if effort.outcome is not Outcome.BROKEN}),
        efforts=state.efforts,
        skipped=state.skipped,
    )


def replay(script: Script, opened: dt.datetime, events: Iterable[Event]) -> State:
    """The state that `events` lead to, for going on with a session."""
    state = begin(script, opened)
    for event in events:
        state = apply(state, event)
    return state
