"""The player of guided sessions: whatever a runner presses and whenever, rest is kept and work is kept."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import made_plans as made
from fullstride.domain.session import Dose
from fullstride.formats.done_file import record_json
from fullstride.guide.player import (
    Act,
    Ending,
    Event,
    Form,
    Outcome,
    Phase,
    State,
    apply,
    begin,
    earliest_start,
    settle,
)
from fullstride.guide.record import record, replay
from fullstride.guide.showing import show
from fullstride.guide.words import Script

START = dt.datetime(2027, 1, 29, 17, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))
BOUNDING = made.script("bounding")
STRIDES = made.script("strides", dose=Dose(sets=1, reps=3, work_s=20.0), rest_s=80)
SPRINTS = made.script("flat_sprints", rest_s=120)
ONE = made.script("hill_sprints", dose=Dose(sets=1, reps=1, work_s=8.0))
GYM = made.script("dynamic_strength")
ALL = [BOUNDING, STRIDES, SPRINTS, GYM, made.script("squat_jumps"), made.script("circuit"), ONE]


def at(seconds: float) -> dt.datetime:
    return START + dt.timedelta(seconds=seconds)


def play(script: Script, *steps: tuple[float, Act] | tuple[float, Act, int]) -> State:
    """The state after events at so many seconds from the start."""
    state = begin(script, START)
    for seconds, act, *value in steps:
        state = apply(state, Event(act=act, at=at(seconds), value=value[0] if value else None))
    return state


gaps = st.sampled_from([0.0, 0.4, 1.0, 4.0, 5.0, 6.0, 20.0, 30.0, 100.0, 180.0, 200.0]) | st.floats(0, 400)
acts = st.sampled_from([*[Act.GO] * 6, *Act])
steps = st.lists(st.tuples(gaps, acts, st.integers(0, 10)), max_size=40)
live_steps = st.lists(
    st.tuples(gaps, acts.filter(lambda act: act is not Act.RETURN), st.integers(0, 10)), max_size=40
)
scripts = st.sampled_from(ALL)


def walk(script: Script, presses: list[tuple[float, Act, int]]) -> list[State]:
    """The states along a walk, before and after each event."""
    states, seconds = [begin(script, START)], 0.0
    for gap, act, value in presses:
        seconds += gap
        states.append(settle(states[-1], at(seconds)))
        states.append(apply(states[-1], Event(act=act, at=at(seconds), value=value)))
    return states


@given(scripts, steps)
@settings(max_examples=300)
def test_no_effort_starts_and_none_is_offered_before_the_rest_is_over(
    script: Script, presses: list[tuple[float, Act, int]]
) -> None:
    for state in walk(script, presses):
        for before, after in zip(state.efforts, state.efforts[1:], strict=False):
            assert (after.start - before.end).total_seconds() >= script.rest_s
        if not state.efforts:
            continue
        earliest = state.efforts[-1].end + dt.timedelta(seconds=script.rest_s)
        assert earliest_start(state) == earliest
        showing = show(state, state.now)
        if showing.opens is not None:
            assert showing.opens == earliest
            assert showing.button in ("", "Go on")
        if showing.button.startswith("Start"):
            assert state.now >= earliest
        if state.phase is Phase.EFFORT:
            assert state.since >= earliest


@given(scripts, steps, st.integers(0, 40), st.floats(0, 600))
@settings(max_examples=200)
def test_a_pause_never_moves_the_earliest_start_to_an_earlier_time(
    script: Script, presses: list[tuple[float, Act, int]], place: int, pause_s: float
) -> None:
    for before in walk(script, presses)[:: max(1, place)]:
        paused = apply(before, Event(act=Act.PAUSE, at=before.now))
        resumed = apply(paused, Event(act=Act.PAUSE, at=before.now + dt.timedelta(seconds=pause_s)))
        if (was := earliest_start(before)) is not None:
            now = earliest_start(resumed)
            assert now is not None
            assert now >= was


@given(scripts, steps)
@settings(max_examples=200)
def test_any_events_end_in_a_valid_record(script: Script, presses: list[tuple[float, Act, int]]) -> None:
    last = walk(script, presses)[-1]
    ended = apply(last, Event(act=Act.END, at=last.now))
    assert ended.phase is Phase.OVER
    kept = record(ended)
    assert kept.ending is not None
    assert kept.opened <= kept.closed
    assert 0 <= kept.done <= kept.parts
    if kept.ending is Ending.COMPLETE:
        assert kept.done == kept.parts
    previous = kept.opened
    for effort in kept.efforts:
        assert previous <= effort.start <= effort.end <= kept.closed
        assert 1 <= effort.part <= kept.parts
        previous = effort.end
        limit_s = script.parts[effort.part - 1].limit_s
        assert limit_s is None or (effort.end - effort.start).total_seconds() <= limit_s + 1e-6
    assert set(kept.skipped) <= set(range(1, kept.parts + 1))
    assert record_json(kept)["ending"] == kept.ending.value


@given(scripts, live_steps)
@settings(max_examples=150)
def test_the_events_that_changed_something_are_enough_to_go_on(
    script: Script, presses: list[tuple[float, Act, int]]
) -> None:
    state, seconds, kept = begin(script, START), 0.0, []
    for gap, act, value in presses:
        seconds += gap
        event = Event(act=act, at=at(seconds), value=value)
        after = apply(state, event)
        if after != settle(state, event.at):
            kept.append(event)
        state = after
    again = settle(replay(script, START, kept), at(seconds))
    assert replace(again, now=state.now) == replace(settle(state, at(seconds)), now=state.now)


@given(scripts, live_steps, st.lists(gaps, max_size=5))
@settings(max_examples=100)
def test_looking_changes_nothing(
    script: Script, presses: list[tuple[float, Act, int]], looks: list[float]
) -> None:
    """However often and whenever a face asks what to show, the session goes the same way."""
    quiet = walk(script, presses)[-1]
    state, seconds = begin(script, START), 0.0
    for gap, act, value in presses:
        for look in looks:
            show(state, at(seconds + min(look, gap)))
        seconds += gap
        state = apply(state, Event(act=act, at=at(seconds), value=value))
    assert state == quiet


@given(scripts, steps)
@settings(max_examples=100)
def test_every_state_can_be_shown_with_three_cues_at_most(
    script: Script, presses: list[tuple[float, Act, int]]
) -> None:
    for state in walk(script, presses):
        showing = show(state, state.now)
        assert showing.title
        assert len(showing.lines) <= 3
        assert showing.clock_s is None or showing.clock_s >= 0
        assert not (showing.phase is Phase.EFFORT and showing.asks)
        assert "stop." not in " ".join((*showing.lines, showing.care))  # words, no names of rules


def test_a_bounding_session_from_warm_up_to_close() -> None:
    state = play(BOUNDING, (600, Act.GO), (620, Act.GO))
    assert show(state, at(622)).clock_s == pytest.approx(3)
    assert show(state, at(625)).phase is Phase.EFFORT
    assert show(state, at(632)).clock_s == pytest.approx(7)
    assert show(state, at(632)).caption == "30\u2009m, at most 15\u2009s"
    state = apply(state, Event(act=Act.GO, at=at(634)))
    assert state.efforts[0].outcome is Outcome.FULL
    resting = show(state, at(634 + 72))
    assert (resting.title, resting.place, resting.clock_s) == ("Rest", "Next: rep 2 of 3", 108)
    assert resting.opens == at(634 + 180)
    assert resting.caption == "until your earliest start, 17:43:34"
    assert (resting.asks, resting.redo) == ("Rep 1", True)
    waiting = show(state, at(634 + 204))
    assert (waiting.title, waiting.clock_s, waiting.button) == ("Ready when you are", 204, "Start rep 2")
    assert waiting.lines == ("Push long", "Knee up and hang", "Quick off the ground")
    for start in (900, 1200):
        state = apply(state, Event(act=Act.GO, at=at(start)))
        state = apply(state, Event(act=Act.GO, at=at(start + 15)))
    assert state.phase is Phase.LAST
    state = apply(state, Event(act=Act.KEPT, at=at(1250)))
    state = apply(state, Event(act=Act.GO, at=at(1260)))
    assert record(state).ending is Ending.COMPLETE


def test_going_too_early_changes_nothing() -> None:
    state = play(STRIDES, (0, Act.GO), (1, Act.GO), (30, Act.GO))  # the stride ends by itself at 26 s
    assert state.phase is Phase.WAIT
    assert apply(state, Event(act=Act.GO, at=at(105))).phase is Phase.WAIT
    assert apply(state, Event(act=Act.GO, at=at(106))).phase is Phase.COUNT_IN


def test_a_timed_effort_ends_by_itself_and_early_only_when_the_runner_says() -> None:
    whole = settle(play(STRIDES, (0, Act.GO), (1, Act.GO)), at(500))
    assert (whole.efforts[0].end, whole.efforts[0].outcome) == (at(26), Outcome.FULL)
    short = play(STRIDES, (0, Act.GO), (1, Act.GO), (16, Act.GO))
    assert (short.efforts[0].end, short.efforts[0].outcome) == (at(16), Outcome.SHORT)


def test_a_bound_nobody_ended_is_over_after_fifteen_seconds_with_an_unknown_length() -> None:
    state = settle(play(BOUNDING, (0, Act.GO), (1, Act.GO)), at(60))
    assert (state.efforts[0].end, state.efforts[0].outcome) == (at(21), Outcome.LIMIT)


def test_pausing_an_effort_breaks_it_off_and_rests_for_it() -> None:
    state = play(STRIDES, (0, Act.GO), (1, Act.GO), (10, Act.PAUSE))
    assert state.efforts[0].outcome is Outcome.BROKEN
    assert earliest_start(state) == at(90)
    resumed = apply(state, Event(act=Act.GO, at=at(20)))
    assert show(resumed, at(21)).place == "Next: rep 1 of 3"


def test_pausing_a_count_in_costs_no_rest() -> None:
    state = play(STRIDES, (0, Act.GO), (1, Act.GO), (3, Act.PAUSE), (50, Act.GO), (51, Act.GO))
    assert state.efforts == ()
    assert state.phase is Phase.COUNT_IN


def test_redoing_a_rep_keeps_the_first_one_and_rests_in_full() -> None:
    state = play(STRIDES, (0, Act.GO), (1, Act.GO), (30, Act.REDO), (31, Act.REDO))
    assert state.efforts[0].redone
    assert show(state, at(32)).place == "Next: rep 1 of 3"
    assert earliest_start(state) == at(26 + 80)


def test_skipping_a_rep_is_written_down_and_is_not_complete() -> None:
    state = play(STRIDES, (0, Act.GO), (1, Act.SKIP), (2, Act.GO), (200, Act.GO), (300, Act.PAUSE))
    assert state.phase is Phase.LAST
    ended = record(apply(state, Event(act=Act.GO, at=at(450))))
    assert (ended.skipped, ended.done, ended.ending) == ((1,), 2, Ending.EARLY)


def test_form_gone_ends_the_session_and_slipping_does_when_it_happens_twice() -> None:
    rep = ((0, Act.GO), (1, Act.GO))
    gone = play(BOUNDING, *rep, (30, Act.GONE))
    assert gone.phase is Phase.STOPPED
    assert show(gone, at(31)).care == "The form is gone, and it needs a fresh runner."
    once = play(BOUNDING, *rep, (30, Act.SLIPPING))
    assert once.phase is Phase.WAIT
    twice = play(BOUNDING, *rep, (30, Act.SLIPPING), (300, Act.GO), (350, Act.SLIPPING))
    assert twice.phase is Phase.STOPPED
    assert record(apply(twice, Event(act=Act.GO, at=at(360)))).ending is Ending.STOPPED


def test_an_answer_can_be_changed_and_a_stop_taken_back() -> None:
    state = play(BOUNDING, (0, Act.GO), (1, Act.GO), (30, Act.GONE), (31, Act.KEPT))
    assert state.phase is Phase.WAIT
    assert state.efforts[0].form is Form.KEPT
    state = play(BOUNDING, (0, Act.GO), (1, Act.GO), (30, Act.GONE), (31, Act.BACK))
    assert (state.phase, state.stop, state.efforts[0].form) == (Phase.WAIT, None, None)


def test_strides_that_feel_harder_than_seven_twice_end_the_session() -> None:
    once = play(STRIDES, (0, Act.GO), (1, Act.GO), (30, Act.FELT, 8))
    assert once.phase is Phase.WAIT
    seven = play(STRIDES, (0, Act.GO), (1, Act.GO), (30, Act.FELT, 7), (200, Act.GO), (230, Act.FELT, 8))
    assert seven.phase is Phase.WAIT
    twice = play(STRIDES, (0, Act.GO), (1, Act.GO), (30, Act.FELT, 8), (200, Act.GO), (230, Act.FELT, 9))
    assert twice.phase is Phase.STOPPED


def test_a_stop_after_the_last_effort_can_be_taken_back_too() -> None:
    state = play(ONE, (0, Act.GO), (1, Act.GO), (20, Act.PAIN), (21, Act.BACK))
    assert state.phase is Phase.LAST
    assert record(apply(state, Event(act=Act.GO, at=at(22)))).ending is Ending.COMPLETE


@pytest.mark.parametrize("when", [0, 3, 10, 40])
def test_sharp_pain_stops_at_once_wherever_the_session_stands(when: float) -> None:
    state = play(STRIDES, (0, Act.GO), (1, Act.GO))
    state = apply(state, Event(act=Act.PAIN, at=at(1 + when)))
    assert state.phase is Phase.STOPPED
    assert state.stop is not None
    assert state.stop.rule == "stop.pain"
    assert apply(state, Event(act=Act.KEPT, at=at(60))).phase is Phase.STOPPED


def test_an_interruption_can_be_gone_on_with_and_the_rest_still_counts() -> None:
    cut = play(STRIDES, (0, Act.GO), (1, Act.GO), (30, Act.INTERRUPT))
    assert record(cut).ending is Ending.INTERRUPTED
    back = apply(cut, Event(act=Act.RETURN, at=at(40)))
    assert back.phase is Phase.WARM_UP
    assert show(back, at(41)).lines[0].startswith("Warm up again")
    ready = apply(back, Event(act=Act.GO, at=at(45)))
    assert apply(ready, Event(act=Act.GO, at=at(46))).phase is Phase.WAIT
    assert apply(ready, Event(act=Act.GO, at=at(106))).phase is Phase.COUNT_IN


def test_an_effort_whose_end_nobody_saw_is_broken_and_rested_for() -> None:
    lost_power = play(SPRINTS, (0, Act.GO), (1, Act.GO))
    back = apply(lost_power, Event(act=Act.RETURN, at=at(30)))
    assert back.efforts[0].outcome is Outcome.BROKEN
    assert earliest_start(back) == at(150)


def test_a_clock_that_runs_backwards_is_not_followed() -> None:
    state = play(STRIDES, (0, Act.GO), (1, Act.GO), (30, Act.KEPT), (-3600, Act.GO))
    assert state.phase is Phase.WAIT
    assert state.now == at(30)


@given(scripts, steps)
def test_pain_is_not_taken_back_by_an_answer_about_form(
    script: Script, presses: list[tuple[float, Act, int]]
) -> None:
    for before in walk(script, presses)[::5]:
        hurting = apply(before, Event(act=Act.PAIN, at=before.now))
        for act in (Act.SLIPPING, Act.GONE, Act.KEPT, Act.FELT):
            hurting = apply(hurting, Event(act=act, at=hurting.now, value=3))
        assert hurting.phase in (Phase.STOPPED, Phase.OVER)


def test_the_question_after_an_effort_that_the_clock_ended_is_about_that_effort() -> None:
    """Nobody pressed anything since the count-in of rep 2, and its twenty seconds are over."""
    state = play(STRIDES, (1, Act.GO), (2, Act.GO), (110, Act.GO))
    after = show(state, at(110 + 5 + 20 + 1))
    assert (after.phase, after.asks) == (Phase.WAIT, "Rep 2")
    squats = play(made.script("squat_jumps"), (1, Act.GO), (2, Act.GO))
    assert show(squats, at(2 + 5 + 15 + 1)).asks == "Set 1"


def test_a_first_breach_of_a_stop_rule_is_told_and_the_next_one_stops() -> None:
    began = ((1, Act.GO), (2, Act.GO))
    slipped = play(STRIDES, *began, (30, Act.SLIPPING))
    assert slipped.phase is Phase.WAIT
    care = show(slipped, at(31)).care
    assert care == "The form slipped. Once more and it is enough for today: form gone in two sets."
    hard = play(STRIDES, *began, (30, Act.FELT, 9))
    assert show(hard, at(31)).care == (
        "It felt 9 of 10, over 7. Once more and it is enough for today: "
        "strides that feel harder than 7, twice."
    )
    again = play(STRIDES, *began, (30, Act.FELT, 9), (110, Act.GO), (140, Act.SLIPPING), (141, Act.FELT, 8))
    assert again.phase is Phase.STOPPED
    assert show(again, at(142)).care == "It felt too hard again. That is enough for today."
    easy = play(STRIDES, *began, (30, Act.FELT, 7), (31, Act.KEPT))
    assert show(easy, at(32)).care == ""
