"""Leads through a script: a state machine over instants that never ticks.

`apply(state, event)` says what an event at an instant makes of a state; `settle` what time alone has
made of it since (a count-in that ran out, a timed effort that is over). Nothing here looks at a clock,
so the same events give the same session, and a record of events is enough to go on later.

A rest runs from the end of the last effort, whatever happens in between. An effort that is broken off
(paused, redone, skipped) was an effort: it is rested for in full.
"""

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum

from fullstride.domain.session import Reason
from fullstride.guide.words import Script, StopRule


class Phase(StrEnum):
    WARM_UP = "warm_up"
    WAIT = "wait"  # resting, or ready for the first effort; the runner starts the next one
    COUNT_IN = "count_in"
    EFFORT = "effort"
    LAST = "last"  # all parts are behind the runner; the last form check
    STOPPED = "stopped"  # a stop rule spoke
    OVER = "over"


class Act(StrEnum):
    GO = "go"  # the one big button: on, start, done, resume, close
    PAUSE = "pause"
    REDO = "redo"
    SKIP = "skip"
    END = "end"
    PAIN = "pain"
    BACK = "back"  # takes back what made a stop rule speak
    KEPT = "kept"
    SLIPPING = "slipping"
    GONE = "gone"
    FELT = "felt"  # how hard it was: `value` of 10
    INTERRUPT = "interrupt"  # Ctrl-C, a closed terminal
    RETURN = "return"  # going on with an interrupted session
    RECORDED = "recorded"  # the next effort was made elsewhere, from `began` to `at`


class Outcome(StrEnum):
    FULL = "full"
    SHORT = "short"  # ended by the runner before the planned seconds were over
    LIMIT = "limit"  # ended by the most an effort may take; how long it really took is not known
    BROKEN = "broken"  # broken off; counts as no effort, is rested for


class Form(StrEnum):
    KEPT = "kept"
    SLIPPING = "slipping"
    GONE = "gone"


class Ending(StrEnum):
    COMPLETE = "complete"
    EARLY = "early"
    STOPPED = "stopped"
    INTERRUPTED = "interrupted"


PAIN = "stop.pain"  # the one stop rule that counts nothing
_FORMS = {Act.KEPT: Form.KEPT, Act.SLIPPING: Form.SLIPPING, Act.GONE: Form.GONE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    act: Act
    at: dt.datetime  # aware
    value: int | None = None
    began: dt.datetime | None = None  # aware


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    part: int  # number of the script's part
    start: dt.datetime
    end: dt.datetime
    outcome: Outcome
    redone: bool = False
    form: Form | None = None
    felt: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Where a session stands. `part` is the place in `script.parts` of the next or present effort."""

    script: Script
    phase: Phase
    since: dt.datetime  # when the phase began
    now: dt.datetime  # the latest instant seen; clocks that run backwards are not followed
    opened: dt.datetime
    part: int = 0
    paused: bool = False
    efforts: tuple[Effort, ...] = ()
    skipped: tuple[int, ...] = ()  # part numbers
    stop: Reason | None = None
    returned: bool = False  # gone on with after an interruption: the warm-up is a second one
    ending: Ending | None = None


def begin(script: Script, at: dt.datetime) -> State:
    """The start of a session; `at` is aware."""
    return State(script=script, phase=Phase.WARM_UP, since=at, now=at, opened=at)


def earliest_start(state: State) -> dt.datetime | None:
    """When the next effort may begin: the rest after the last one's end. None before the first."""
    if not state.efforts:
        return None
    return state.efforts[-1].end + dt.timedelta(seconds=state.script.rest_s)


def settle(state: State, at: dt.datetime) -> State:
    """What time alone has made of `state` by the instant `at`."""
    now = max(at, state.now)
    state = replace(_counted_in(state, now), now=now)
    end = _limit(state)
    if end is None or now < end:
        return state
    timed = state.script.parts[state.part].work_s is not None
    return _finish(state, end, Outcome.FULL if timed else Outcome.LIMIT)


def _counted_in(state: State, now: dt.datetime) -> State:
    start = state.since + dt.timedelta(seconds=state.script.count_in_s)
    if state.phase is not Phase.COUNT_IN or now < start:
        return state
    return replace(state, phase=Phase.EFFORT, since=start)


def _limit(state: State) -> dt.datetime | None:
    """When the present effort is over by itself."""
    if state.phase is not Phase.EFFORT:
        return None
    limit_s = state.script.parts[state.part].limit_s
    return None if limit_s is None else state.since + dt.timedelta(seconds=limit_s)


def apply(state: State, event: Event) -> State:
    """`state` after `event`. An event that means nothing where the session stands changes nothing."""
    if event.act is Act.RETURN:
        return _return(state, event.at)
    state = settle(state, event.at)
    if state.phase is Phase.OVER:
        return state
    if event.act in _FORMS:
        return _answer(state, form=_FORMS[event.act])
    if event.act is Act.FELT:
        return _answer(state, felt=event.value)
    if event.act is Act.RECORDED:
        return _recorded(state, event)
    return _ACTS[event.act](state)


def _go(state: State) -> State:
    if state.paused:
        return replace(state, paused=False)
    if state.phase is Phase.WARM_UP:
        return _enter(state, Phase.WAIT)
    if state.phase is Phase.WAIT:
        opening = earliest_start(state)
        return state if opening and state.now < opening else _enter(state, Phase.COUNT_IN)
    if state.phase is Phase.EFFORT:
        timed = state.script.parts[state.part].work_s is not None
        return _finish(state, state.now, Outcome.SHORT if timed else Outcome.FULL)
    if state.phase in (Phase.LAST, Phase.STOPPED):
        return _end(state)
    return state


def _recorded(state: State, event: Event) -> State:
    """The next effort, made where this clock did not lead: its rest runs from its own end."""
    if event.began is None or state.phase not in (Phase.WARM_UP, Phase.WAIT, Phase.COUNT_IN):
        return state
    start = max(event.began, state.efforts[-1].end if state.efforts else state.opened)
    if start >= event.at:
        return state
    led = replace(state, phase=Phase.EFFORT, since=start, paused=False)
    return _finish(led, event.at, Outcome.FULL)


def _pause(state: State) -> State:
    if state.paused:
        return replace(state, paused=False)
    if state.phase in (Phase.LAST, Phase.STOPPED):
        return state
    return replace(_break_off(state), paused=True)


def can_redo(state: State) -> bool:
    """Whether there is an effort that can be done again: the present one, or the one just done."""
    if state.phase in (Phase.EFFORT, Phase.COUNT_IN):
        return True
    # `part` is a place from 0: the effort just done has that number.
    just_done = bool(state.efforts) and state.efforts[-1].part == state.part
    return just_done and state.phase in (Phase.WAIT, Phase.LAST)


def _redo(state: State) -> State:
    if not can_redo(state):
        return state
    if state.phase in (Phase.EFFORT, Phase.COUNT_IN):
        return _break_off(state)
    last = state.efforts[-1]
    efforts = (*state.efforts[:-1], replace(last, redone=True))
    return _enter(replace(state, part=state.part - 1, efforts=efforts), Phase.WAIT)


def _skip(state: State) -> State:
    if state.phase is Phase.WARM_UP:
        return replace(_enter(state, Phase.WAIT), paused=False)
    if state.phase not in (Phase.WAIT, Phase.COUNT_IN, Phase.EFFORT):
        return state
    number = state.script.parts[state.part].number
    broken = replace(_break_off(state), paused=False)
    return _next(replace(broken, skipped=(*broken.skipped, number)))


def _pain(state: State) -> State:
    rule = next((rule for rule in state.script.stop_rules if rule.reason.rule == PAIN), None)
    return _stop(replace(_break_off(state), paused=False), rule)


def _back(state: State) -> State:
    if state.phase is not Phase.STOPPED:
        return state
    efforts = state.efforts
    if efforts and state.stop and state.stop.rule != PAIN:
        efforts = (*efforts[:-1], replace(efforts[-1], form=None, felt=None))
    whole = state.part == len(state.script.parts)
    return _enter(replace(state, efforts=efforts, stop=None), Phase.LAST if whole else Phase.WAIT)


def _end(state: State) -> State:
    state = _break_off(state)
    done = {effort.part for effort in state.efforts if effort.outcome is not Outcome.BROKEN}
    if state.stop is not None:
        ending = Ending.STOPPED
    elif all(part.number in done for part in state.script.parts) and state.part == len(state.script.parts):
        ending = Ending.COMPLETE
    else:
        ending = Ending.EARLY
    return replace(_enter(state, Phase.OVER), ending=ending, paused=False)


def _interrupt(state: State) -> State:
    ended = _end(state)
    cut = ended.ending is Ending.EARLY
    return replace(ended, ending=Ending.INTERRUPTED) if cut else ended


def _return(state: State, at: dt.datetime) -> State:
    """Goes on with a session that was interrupted, or whose end nobody saw (the power went)."""
    if state.phase is Phase.OVER and state.ending is not Ending.INTERRUPTED:
        return state
    now = max(at, state.now)
    state = _counted_in(state, now)
    if state.phase is Phase.EFFORT:  # nobody saw its end
        limit = _limit(state)
        state = _enter(_keep(state, min(now, limit or now), Outcome.BROKEN), Phase.WAIT)
    state = replace(state, now=now)
    whole = state.part == len(state.script.parts)
    phase = Phase.STOPPED if state.stop else Phase.LAST if whole else Phase.WARM_UP
    return replace(_enter(state, phase), ending=None, paused=False, returned=True)


_ACTS = {
    Act.GO: _go,
    Act.PAUSE: _pause,
    Act.REDO: _redo,
    Act.SKIP: _skip,
    Act.PAIN: _pain,
    Act.BACK: _back,
    Act.END: _end,
    Act.INTERRUPT: _interrupt,
}


def _answer(state: State, *, form: Form | None = None, felt: int | None = None) -> State:
    """How the last effort went; asked in the rest, may be answered again until the next one."""
    if not state.efforts or state.phase not in (Phase.WAIT, Phase.LAST, Phase.STOPPED):
        return state
    if felt is not None and not 0 <= felt <= 10:
        return state
    last = state.efforts[-1]
    last = replace(last, form=form or last.form, felt=last.felt if felt is None else felt)
    state = replace(state, efforts=(*state.efforts[:-1], last))
    pain = state.phase is Phase.STOPPED and (state.stop is None or state.stop.rule == PAIN)
    if state.phase is Phase.LAST or pain:  # good form does not take pain back
        return state
    for rule in state.script.stop_rules:
        if _speaks(rule, state.efforts):
            return _stop(state, rule)
    if state.phase is Phase.STOPPED:
        return _enter(replace(state, stop=None), Phase.WAIT)
    return state


def _speaks(rule: StopRule, efforts: tuple[Effort, ...]) -> bool:
    left = until_it_speaks(rule, efforts)
    return left is not None and left <= 0


def until_it_speaks(rule: StopRule, efforts: tuple[Effort, ...]) -> int | None:
    """How many more breaches make `rule` stop the session; None where the player counts nothing of it."""
    if rule.sets is not None:
        if any(effort.form is Form.GONE for effort in efforts):
            return 0
        return rule.sets - sum(breaks(rule, effort) for effort in efforts)
    if rule.effort is not None and rule.times is not None:
        return rule.times - sum(breaks(rule, effort) for effort in efforts)
    return None


def breaks(rule: StopRule, effort: Effort) -> bool:
    """Whether what was said of `effort` counts towards `rule`."""
    if rule.sets is not None:
        return effort.form in (Form.SLIPPING, Form.GONE)
    return rule.effort is not None and effort.felt is not None and effort.felt > rule.effort


def _stop(state: State, rule: StopRule | None) -> State:
    return _enter(replace(state, stop=rule.reason if rule else None), Phase.STOPPED)


def _break_off(state: State) -> State:
    """Out of a count-in or an effort, back to waiting; the effort so far is kept and rested for."""
    if state.phase is Phase.COUNT_IN:
        return _enter(state, Phase.WAIT)
    if state.phase is Phase.EFFORT:
        return _enter(_keep(state, state.now, Outcome.BROKEN), Phase.WAIT)
    return state


def _finish(state: State, end: dt.datetime, outcome: Outcome) -> State:
    return replace(_next(_keep(state, end, outcome)), since=end)


def _keep(state: State, end: dt.datetime, outcome: Outcome) -> State:
    part = state.script.parts[state.part].number
    effort = Effort(part=part, start=state.since, end=end, outcome=outcome)
    return replace(state, efforts=(*state.efforts, effort))


def _next(state: State) -> State:
    part = state.part + 1
    phase = Phase.LAST if part == len(state.script.parts) else Phase.WAIT
    return _enter(replace(state, part=part), phase)


def _enter(state: State, phase: Phase) -> State:
    return replace(state, phase=phase, since=state.now)
