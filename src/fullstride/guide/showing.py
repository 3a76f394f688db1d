"""What a player shows: a state at an instant, as words and one number. Faces only draw it.

One number rules. In an effort it counts up; in a rest it counts down to the earliest start, then the
rest upwards, and waits. Three cues at most, none about hurrying. Form is asked in the rest.
"""

import datetime as dt
from dataclasses import dataclass, replace

from fullstride.guide.player import (
    PAIN,
    Effort,
    Ending,
    Form,
    Outcome,
    Phase,
    State,
    breaks,
    can_redo,
    earliest_start,
    settle,
    until_it_speaks,
)
from fullstride.guide.words import Part, StopRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """`clock_s` is the one number, None where there is none; `mark_s` where on `track_s` a mark stands.

    `opens` is the earliest next start and only set while it lies ahead. `moment` names what a bell is
    rung for: when it changes to something new, ring. `asks` names the effort whose form and hardness are
    asked, "Set 2"; "" where nothing is. `redo`: there is an effort that can be done again.
    """

    phase: Phase
    title: str
    place: str
    clock_s: float | None
    caption: str
    lines: tuple[str, ...] = ()
    asks: str = ""
    form: str = ""  # the answers so far; they may be given anew
    felt: int | None = None
    button: str = ""  # what GO does now; "" while it does nothing
    opens: dt.datetime | None = None
    done_s: float = 0.0  # how far along the line
    mark_s: float | None = None
    track_s: float | None = None  # None: an open end
    care: str = ""  # to act on: a stop, or what leads to one
    moment: str = ""
    redo: bool = False


def show(state: State, at: dt.datetime) -> Showing:
    """What to show of `state` at the instant `at`."""
    state = settle(state, at)
    showing = _paused(state) if state.paused else _SHOWS[state.phase](state)
    return replace(showing, redo=can_redo(state))


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
        caption=f"about {script.warm_up_min}\u2009min in all" if script.warm_up_min else "",
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
        asks=_unit(script.parts[last.part - 1]),
        form=last.form.value if last.form else "",
        felt=last.felt,
        button="" if resting else f"Start {_noun(part)}",
        opens=opens if resting else None,
        done_s=rested_s,
        mark_s=float(script.rest_s),
        care=_warning(state),
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
        asks=_unit(state.script.parts[last.part - 1]) if last else "",
        form=last.form.value if last and last.form else "",
        felt=last.felt if last else None,
        button="Close",
        care=_warning(state) if last else "",
        moment="last",
    )


def _stopped(state: State) -> Showing:
    return Showing(
        phase=state.phase,
        title="Stop for today",
        place=_tally(state),
        clock_s=None,
        caption="",
        lines=(
            "Walk until the breath is back. What you did is written down.",
            *((state.stop.text,) if state.stop else ()),
        ),
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
    spoke = next(rule for rule in state.script.stop_rules if rule.reason.rule == state.stop.rule)
    return _enough(spoke, state.efforts[-1])


def _enough(rule: StopRule, last: Effort) -> str:
    if rule.sets is None:
        return "It felt too hard again. That is enough for today."
    if last.form is Form.GONE:
        return "The form is gone, and it needs a fresh runner."
    return "The form slipped again. One more would train the slip."


def _warning(state: State) -> str:
    """What the last effort did towards a stop, with the book's own words for it; "" where it did nothing.

    Behind the last part there is nothing left to stop: only a rule that is reached is told there.
    """
    last, is_over = state.efforts[-1], state.phase is Phase.LAST
    return " ".join(
        _word(rule, last, left)
        for rule in state.script.stop_rules
        if breaks(rule, last)
        and (left := until_it_speaks(rule, state.efforts)) is not None
        and (left <= 0 or not is_over)
    )


def _word(rule: StopRule, last: Effort, left: int) -> str:
    if left <= 0:
        return _enough(rule, last)
    what = "The form slipped." if rule.sets is not None else f"It felt {last.felt} of 10, over {rule.effort}."
    again = "Once more" if left == 1 else f"{left} times more"
    return f"{what} {again} and it is enough for today: {rule.say[:1].lower()}{rule.say[1:]}"


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


def _unit(part: Part) -> str:
    """ "Rep 3", from "Rep 3 of 3"."""
    return part.label.split(" of ")[0]


def _noun(part: Part) -> str:
    return _unit(part).lower()


def _tally(state: State) -> str:
    done = {effort.part for effort in state.efforts if effort.outcome is not Outcome.BROKEN}
    return f"{len(done)} of {len(state.script.parts)} done"


def time_of_day(instant: dt.datetime) -> str:
    """ "17:36:10", rounded up to the second: never earlier than it is."""
    return (instant + dt.timedelta(microseconds=999_999)).strftime("%H:%M:%S")
