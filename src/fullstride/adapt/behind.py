"""Behind: what a plan made again has to go on from, as the plan wants it told."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace

from fullstride.adapt.outcomes import Outcome, Status
from fullstride.adapt.respond import State
from fullstride.domain.past import Past
from fullstride.domain.session import Plan, Session

_DAY = dt.timedelta(days=1)
_PERHAPS_DONE = (Status.DONE, Status.PARTLY, Status.NOT_YET_SAID, Status.AHEAD)


def past_of(state: State, plan: Plan, *, today: dt.date, chosen: Iterable[tuple[dt.date, str]] = ()) -> Past:
    """The past behind `plan` on `today`; `chosen` are the runner's own moves.

    Today is still open while nobody has spoken of its sessions: then they stay where they are, but for what
    a gate blocks or a bad night swaps. Once one was spoken of, today is over, and so it is where it holds
    nothing and nobody asked for anything. Sessions that were missed or not done drop out, and come back where
    a later word says that they were done; what was done before its day stands on the day it was done.
    """
    moves = tuple(chosen)
    here = [one for one in state.outcomes if one.session is not None and one.date == today]
    is_open = all(one.status is Status.AHEAD for one in here)
    is_open = is_open and (bool(here) or any(date == today for date, _ in moves))
    until = today if is_open else today + _DAY
    became = {(one.id, one.date): one for one in state.outcomes if one.session is not None}
    kept = [one for one in plan.sessions if one.date < until and _stays(one, became, state, today)]
    kept += _after_all(state, plan, until)
    early = {one.id: one for one in state.outcomes if one.session and one.was_done and one.date >= until}
    stay = tuple(_today(state, here, today)) if is_open else ()
    return Past(
        until=until,
        kept=tuple(sorted(kept, key=lambda one: (one.date, one.order, one.exercise))),
        done=state.done,
        footings=state.footings,
        last_step=state.last_step,
        level=state.level,
        level_from=state.level_from,
        level_sessions=state.level_sessions,
        level_since=state.level_since,
        answered=state.answered,
        chosen=tuple(dict.fromkeys((*moves, *stay))),
        before=tuple(one for one in plan.sessions if one.id not in early),
        retired=frozenset(one.id for one in state.outcomes if one.session and one.date < until)
        | early.keys(),
    )


def _stays(
    session: Session, became: dict[tuple[str, dt.date], Outcome], state: State, today: dt.date
) -> bool:
    one = became.get((session.id, session.date))
    if one is None:
        return True
    if one.status is Status.AHEAD and session.date == today:
        return session.exercise not in state.blocked and not _is_too_much(session.exercise, state)
    return one.status in _PERHAPS_DONE


def _after_all(state: State, plan: Plan, until: dt.date) -> Iterator[Session]:
    """Sessions that had dropped out of the plan and that were done by what was said since; and those that
    were done before their day, on the day on which they were done."""
    there = {one.id for one in plan.sessions if one.date < until}
    taken = {(one.exercise, one.date) for one in plan.sessions if one.date < until}
    for one in state.outcomes:
        if one.session is None or not one.was_done or one.id in there:
            continue
        on = min(one.date, one.done_on or one.date)
        if plan.first <= on < until and (one.exercise, on) not in taken:
            yield replace(one.session, date=on)


def _is_too_much(exercise: str, state: State) -> bool:
    return state.tired is not None and exercise in state.tired.exercises


def _today(state: State, here: Iterable[Outcome], today: dt.date) -> Iterator[tuple[dt.date, str]]:
    """What stands today, and what stands in for it."""
    for one in here:
        force = state.blocked.get(one.exercise)
        swapped = force.stop.does == "strides_only" if force else _is_too_much(one.exercise, state)
        if force is None and not swapped:
            yield today, one.exercise
        elif swapped and (instead := state.instead.get(one.exercise)):
            yield today, instead
