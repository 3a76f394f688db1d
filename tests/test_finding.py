"""Steps before laps, laps before the plan, the plan before the signal; and no recording breaks it."""

import itertools
import math
from dataclasses import replace
from types import MappingProxyType

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from fullstride.domain.evidence import FoundBy, Measured
from fullstride.domain.recording import Lap, Recording, Span, WorkoutStep
from fullstride.measure.finding import Expected, find_efforts
from fullstride.measure.signal import Cleaning
from fullstride.measure.simulate import Doing, Phase, Simulated, SimulatedRun
from fullstride.measure.simulate_scenes import WITHOUT_EFFORTS, Draw, Scene
from fullstride.measure.simulate_watch import Watch
from fullstride.measure.stress import Shrunk

WATCH = Watch(smoothing_s=3.0, delay_s=1.5, noise_mps=0.07, marks="steps")
EASY = Phase(doing=Doing.RUN, duration_s=900, speed_mps=2.8, intensity="warmup")
WALK = Phase(doing=Doing.WALK, duration_s=75, speed_mps=1.3, intensity="recovery")
STRIDE = Phase(
    doing=Doing.REP, duration_s=20, speed_mps=5.2, rise_s=1.5, intensity="interval", cadence_ratio=1.15
)
END = replace(EASY, intensity="cooldown", duration_s=400)


def _made(*phases: Phase, watch: Watch = WATCH) -> Simulated:
    return SimulatedRun(phases=phases, watch=watch).record(5)


def _bare(recording: Recording) -> Recording:
    return replace(recording, laps=(), steps=())


SIX = _made(EASY, *(STRIDE, WALK) * 6, END)


def test_without_marks_the_plan_finds_what_it_asked_for() -> None:
    recording = _bare(SIX.recording)
    asked = Expected(exercise="strides", reps=6, duration_s=20.0, rest_s=75.0)
    efforts = find_efforts(recording, Cleaning().clean(recording), expected=(asked,))
    assert [effort.found_by for effort in efforts] == [FoundBy.PLAN] * 6
    assert {effort.kind for effort in efforts} == {"strides"}


def test_a_plan_takes_no_more_than_it_asked_for() -> None:
    recording = _bare(SIX.recording)
    asked = Expected(exercise="strides", reps=4, distance_m=100.0)
    efforts = find_efforts(recording, Cleaning().clean(recording), expected=(asked,))
    assert sum(effort.found_by is FoundBy.PLAN for effort in efforts) == 4
    assert sum(effort.found_by is FoundBy.BLIND for effort in efforts) == 2


def test_steps_are_trusted_over_the_plan() -> None:
    asked = Expected(exercise="flat_sprints", reps=6, duration_s=18.0)
    efforts = find_efforts(SIX.recording, Cleaning().clean(SIX.recording), expected=(asked,))
    assert {effort.found_by for effort in efforts} == {FoundBy.STEPS}
    assert {effort.kind for effort in efforts} == {"flat_sprints"}


def test_blind_uses_neither_laps_nor_steps() -> None:
    signal = Cleaning().clean(SIX.recording)
    seen = find_efforts(SIX.recording, signal, blind=True)
    assert seen == find_efforts(_bare(SIX.recording), signal, blind=True)
    assert {effort.found_by for effort in seen} == {FoundBy.BLIND}


def test_a_plan_that_was_not_run_adds_next_to_nothing() -> None:
    asked = Expected(exercise="strides", reps=6, duration_s=20.0)
    with_plan = without = 0
    hours = 0.0
    for scene in WITHOUT_EFFORTS:
        for seed in range(40, 44):
            recording = _bare(Draw().draw(scene, seed).record(seed).recording)
            signal = Cleaning().clean(recording)
            with_plan += sum(
                effort.confidence >= 0.5 for effort in find_efforts(recording, signal, expected=(asked,))
            )
            without += sum(effort.confidence >= 0.5 for effort in find_efforts(recording, signal))
            hours += recording.duration_s / 3600.0
    assert with_plan <= without + 0.1 * hours


def test_a_plan_helps_with_weak_surges() -> None:
    by_plan = blind = 0
    asked = Expected(exercise="strides", reps=6, duration_s=20.0)
    recording = Shrunk(keep=0.3).apply(_bare(SIX.recording))
    signal = Cleaning().clean(recording)
    by_plan = sum(effort.confidence for effort in find_efforts(recording, signal, expected=(asked,)))
    blind = sum(effort.confidence for effort in find_efforts(recording, signal))
    assert by_plan >= blind


def test_one_more_rep_than_was_marked_is_told_and_a_lone_dash_is_asked_about() -> None:
    more = replace(STRIDE, intensity="")
    dash = replace(STRIDE, intensity="", duration_s=7.0, speed_mps=6.0)
    jog = replace(EASY, intensity="", duration_s=200)
    made = _made(EASY, dash, jog, *(STRIDE, WALK) * 4, more, jog, END)
    efforts = find_efforts(made.recording, Cleaning().clean(made.recording))
    sure = [effort for effort in efforts if effort.confidence >= 0.5]
    assert [effort.found_by for effort in sure] == [FoundBy.STEPS] * 4 + [FoundBy.BLIND]


def test_an_effort_is_told_once() -> None:
    for seed in range(60, 70):
        recording = Draw(marks="steps").draw(Scene.SPRINTS, seed).record(seed).recording
        efforts = find_efforts(recording, Cleaning().clean(recording))
        assert all(one.end_s <= two.start_s for one, two in itertools.pairwise(efforts))


NUMBERS = st.floats(allow_nan=True, allow_infinity=True, width=32)


@st.composite
def broken(draw: st.DrawFn) -> Recording:
    """A recording with values, times, laps and steps that no watch should write."""
    size = draw(st.integers(0, 300))
    rng = np.random.default_rng(draw(st.integers(0, 999)))
    time_s = np.cumsum(rng.choice([0.0, 1.0, 1.0, 1.0, 3.0, 40.0, -20.0, np.nan], size))
    time_s = np.where(np.isnan(time_s), np.arange(size), time_s)
    names = ("speed_mps", "distance_m", "altitude_m", "cadence_spm", "contact_time_ms", "latitude_deg")
    channels = {
        name: rng.choice([0.0, 3.0, 6.0, 170.0, np.nan, np.inf, -5.0, 1e9], size)
        for name in names
        if rng.random() < 0.7
    }
    laps = tuple(
        Lap(
            start_s=draw(NUMBERS),
            end_s=draw(NUMBERS),
            distance_m=draw(st.none() | NUMBERS),
            intensity=draw(st.sampled_from(["", "interval", "active", "rest", "recovery"])),
            step=draw(st.none() | st.integers(0, 3)),
            trigger=draw(st.sampled_from(["", "manual", "distance", "time"])),
        )
        for _ in range(draw(st.integers(0, 6)))
    )
    steps = tuple(
        WorkoutStep(index=index, intensity=draw(st.sampled_from(["", "interval", "rest"])))
        for index in range(draw(st.integers(0, 3)))
    )
    pauses = tuple(Span(start_s=draw(NUMBERS), end_s=draw(NUMBERS)) for _ in range(draw(st.integers(0, 2))))
    return Recording(
        format="fit",
        sport="running",
        time_s=time_s,
        channels=MappingProxyType(channels),
        laps=laps,
        steps=steps,
        pauses=pauses,
    )


@settings(max_examples=150, deadline=None)
@given(broken(), st.none() | st.just(Measured(value=7.0, error=0.2)))
def test_no_recording_breaks_it(recording: Recording, top_mps: Measured | None) -> None:
    asked = Expected(exercise="strides", reps=3, duration_s=20.0)
    signal = Cleaning().clean(recording)
    efforts = find_efforts(recording, signal, expected=(asked,), top_mps=top_mps)
    for effort in efforts:
        assert signal.origin_s <= effort.start_s < effort.end_s <= len(signal) + signal.origin_s
        assert 0 <= effort.confidence <= 1
        assert math.isfinite(effort.duration_s.value) and math.isfinite(effort.duration_s.error)


@settings(max_examples=40, deadline=None)
@given(broken())
def test_broken_marks_on_a_sound_signal_do_no_harm(marks: Recording) -> None:
    recording = replace(SIX.recording, laps=marks.laps, steps=marks.steps, pauses=marks.pauses)
    efforts = find_efforts(recording, SIX_SIGNAL)
    for effort in efforts:
        assert effort.start_s < effort.end_s
        for name in ("best_3s_mps", "mean_mps", "distance_m", "grade_pct", "to_top_s"):
            number = getattr(effort, name)
            assert number is None or (math.isfinite(number.value) and number.error > 0)


SIX_SIGNAL = Cleaning().clean(SIX.recording)
