"""What a player shows: a state at an instant, as words and one number. Faces only draw it.

One number rules. In an effort it counts up; in a rest it counts down to the earliest start, then the
rest upwards, and waits. Three cues at most, none about hurrying. Form is asked in the rest.
"""

import datetime as dt
from dataclasses import dataclass

from fullstride.guide.player import PAIN, Ending, Form, Outcome, Phase, State, earliest_start, settle
from fullstride.guide.words import Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """`clock_s` is the one number, None where there is none; `mark_s` where on `track_s` a mark stands.

    `opens` is the earliest next start and only set while it lies ahead. `moment` names what a bell is
    rung for: when it changes to something new, ring.
    """

    phase: Phase
    title: str
    place: str
    clock_s: float | None
    caption: str
    lines: tuple[str, ...] = ()
    asks_form: bool = False
    asks_effort: bool = False
    form: str = ""  # the answers so far; they may be given anew
    felt: int | None = None
    button: str = ""  # what GO does now; "" while it does nothing
    opens: dt.datetime | None = None
    done_s: float = 0.0  # how far along the line
    mark_s: float | None = None
    track_s: float | None = None  # None: an open end
    care: str = ""  # to act on: a stop
    moment: str = ""


def show(state: State, at: dt.datetime) -> Showing:
    """What to show of `state` at the instant `at`."""
    state = settle(state, at)
    if state.paused:
        return _paused(state)
    return _SHOWS[state.phase](state)


def said(part: Part) -> str:
    """ "30 m, at most 15 s", "20 s", "8 times"."""
    if part.work_s is not None:
        return f"{part.work_s:g}\u2009s"
    if part.work_m is not None:
        most = f", at most {part.limit_s:g}\u2009s" if part.limit_s else ""
        return f"{part.work_m:g}\u2009m{most}"
    return f"{part.times} times" if part.times > 1 else "once"


def _warm_up(state: State) -> Showing:
    script = state.script
    again = "Warm up again if you have cooled down." if state.returned else script.warm_up
    return Showing(
        phase=state.phase,
        title="Warm up",
        place=f"{script.name}, {script.dose}",
        clock_s=_elapsed_s(state),
        caption=f"{script.warm_up_min}\u2009min or more, easy" if script.warm_up_min else "",
        lines=(again, script.needs),
        button="Ready",
        done_s=_elapsed_s(state),
        mark_s=script.warm_up_min * 60.0 or None,
    )


def _wait(state: State) -> Showing:
    script, part = state.script, state.script.parts[state.part]
    place = part.label if part.what == script.name else f"{part.label}: {part.what}"
    if not state.efforts:
        return Showing(
            phase=state.phase,
            title="Ready when you are",
            place=place,
            clock_s=None,
            caption=said(part),
            lines=script.cues,
            button=f"Start {_noun(part)}",
            moment="ready",
        )
    last = state.efforts[-1]
    opens = last.end + dt.timedelta(seconds=script.rest_s)
    rested_s = (state.now - last.end).total_seconds()
    resting = state.now < opens
    return Showing(
        phase=state.phase,
        title="Rest" if resting else "Ready when you are",
        place=f"Next: {place[:1].lower()}{place[1:]}" if resting else place,
        clock_s=script.rest_s - rested_s if resting else rested_s,
        caption=f"until your earliest start, {time_of_day(opens)}"
        if resting and opens
        else "rested so far. No hurry.",
        lines=(script.recovery,) if resting else script.cues,
        asks_form=True,
        asks_effort=script.asks_effort,
        form=last.form.value if last.form else "",
        felt=last.felt,
        button="" if resting else f"Start {_noun(part)}",
        opens=opens if resting else None,
        done_s=rested_s,
        mark_s=float(script.rest_s),
        moment=f"rest {len(state.efforts)}" if resting else f"open {len(state.efforts)}",
    )


def _count_in(state: State) -> Showing:
    part = state.script.parts[state.part]
    left_s = state.script.count_in_s - _elapsed_s(state)
    return Showing(
        phase=state.phase,
        title=part.what,
        place=part.label,
        clock_s=left_s,
        caption=f"{said(part)} after the count",
        lines=state.script.cues,
        done_s=_elapsed_s(state),
        track_s=float(state.script.count_in_s),
        moment=f"count {len(state.efforts)} {min(3, int(left_s) + 1)}",
    )


def _effort(state: State) -> Showing:
    part = state.script.parts[state.part]
    return Showing(
        phase=state.phase,
        title=part.what,
        place=part.label,
        clock_s=_elapsed_s(state),
        caption=said(part),
        lines=state.script.cues,
        button="Done",
        done_s=_elapsed_s(state),
        mark_s=part.about_s if part.about_s != part.limit_s else None,
        track_s=part.limit_s,
        moment=f"go {len(state.efforts)}",
    )


def _last(state: State) -> Showing:
    last = state.efforts[-1] if state.efforts else None
    return Showing(
        phase=state.phase,
        title="That was the last one",
        place=_tally(state),
        clock_s=None,
        caption="",
        lines=(state.script.close,),
        asks_form=last is not None,
        asks_effort=state.script.asks_effort and last is not None,
        form=last.form.value if last and last.form else "",
        felt=last.felt if last else None,
        button="Close",
        moment="last",
    )


def _stopped(state: State) -> Showing:
    return Showing(
        phase=state.phase,
        title="Stop for today",
        place=_tally(state),
        clock_s=None,
        caption="",
        lines=("Walk until the breath is back. What you did is written down.", *_rule(state)),
        button="Close",
        care=why_stopped(state),
        moment="stop",
    )


def _over(state: State) -> Showing:
    return Showing(
        phase=state.phase,
        title=_ENDINGS[state.ending or Ending.EARLY],
        place=_tally(state),
        clock_s=None,
        caption="",
        lines=(state.script.close,) if state.ending is Ending.COMPLETE else (),
    )


def _paused(state: State) -> Showing:
    opens = earliest_start(state)
    ahead = opens if opens and state.now < opens else None
    return Showing(
        phase=state.phase,
        title="Paused",
        place=_tally(state),
        clock_s=(ahead - state.now).total_seconds() if ahead else None,
        caption="your rest goes on counting" if ahead else "",
        lines=(f"Earliest start {time_of_day(ahead)}." if ahead else "Go on when you like.",),
        button="Go on",
        opens=ahead,
    )


def why_stopped(state: State) -> str:
    """What made the session stop, as one sentence to act on; "" where nothing did."""
    if state.stop is None:
        return ""
    if state.stop.rule == PAIN:
        return "Sharp pain: stop here. If it stays, see a clinician."
    last = state.efforts[-1]
    if last.form is Form.GONE:
        return "The form is gone, and it needs a fresh runner."
    if last.form is Form.SLIPPING:
        return "The form slipped again. One more would train the slip."
    return "It felt too hard again. That is enough for today."


def _rule(state: State) -> tuple[str, ...]:
    return (f"{state.stop.text} ({state.stop.rule}, {state.stop.grade.value})",) if state.stop else ()


_SHOWS = {
    Phase.WARM_UP: _warm_up,
    Phase.WAIT: _wait,
    Phase.COUNT_IN: _count_in,
    Phase.EFFORT: _effort,
    Phase.LAST: _last,
    Phase.STOPPED: _stopped,
    Phase.OVER: _over,
}
_ENDINGS = {
    Ending.COMPLETE: "Done",
    Ending.EARLY: "Ended early",
    Ending.STOPPED: "Stopped",
    Ending.INTERRUPTED: "Interrupted",
}


def _elapsed_s(state: State) -> float:
    return (state.now - state.since).total_seconds()


def _noun(part: Part) -> str:
    """ "rep 3", from "Rep 3 of 3"."""
    return part.label.split(" of ")[0].lower()


def _tally(state: State) -> str:
    done = {effort.part for effort in state.efforts if effort.outcome is not Outcome.BROKEN}
    return f"{len(done)} of {len(state.script.parts)} done"


def time_of_day(instant: dt.datetime) -> str:
    """ "17:36:10", rounded up to the second: never earlier than it is."""
    return (instant + dt.timedelta(microseconds=999_999)).strftime("%H:%M:%S")
