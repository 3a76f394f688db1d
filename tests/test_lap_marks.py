"""Reps that steps, laps or the plan tell of are found where they were run, and nothing else is."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullstride.domain.evidence import Effort, FoundBy
from fullstride.domain.recording import Lap, Recording, Span
from fullstride.measure.aligning import Aligner
from fullstride.measure.finding import Expected, find_efforts
from fullstride.measure.lap_marks import MarkReader, Marks
from fullstride.measure.signal import Cleaning
from fullstride.measure.simulate import Doing, Phase, Runner, Simulated, SimulatedRun
from fullstride.measure.simulate_scenes import WITH_EFFORTS, WITHOUT_EFFORTS, Draw, Scene
from fullstride.measure.simulate_watch import Watch

WATCH = Watch(smoothing_s=3.0, delay_s=2.0, noise_mps=0.06)


def _session(
    *,
    reps: int = 6,
    seconds: float = 15.0,
    speed_mps: float = 5.5,
    rest_s: float = 60.0,
    watch: Watch = WATCH,
    before_s: float = 600.0,
    skipped: int | None = None,
) -> Simulated:
    """Easy running, reps with walked rests, easy running; `skipped` is marked but not run."""
    phases = [Phase(doing=Doing.RUN, duration_s=before_s, speed_mps=2.8, intensity="warmup")]
    for number in range(reps):
        rep = Phase(
            doing=Doing.REP, duration_s=seconds, speed_mps=speed_mps, rise_s=1.2, intensity="interval"
        )
        if number == skipped:
            rep = Phase(doing=Doing.WALK, duration_s=seconds, speed_mps=1.3, intensity="interval")
        phases += [rep, Phase(doing=Doing.WALK, duration_s=rest_s, speed_mps=1.3, intensity="recovery")]
    phases.append(Phase(doing=Doing.RUN, duration_s=300, speed_mps=2.8, intensity="cooldown"))
    run = SimulatedRun(phases=tuple(phases), runner=Runner(reaction_s=1.0, reaction_sd_s=0.4), watch=watch)
    return run.record(4)


def _read(recording: Recording) -> Marks:
    return MarkReader().read(recording, Cleaning().clean(recording))


def _find(recording: Recording, *expected: Expected) -> tuple[Effort, ...]:
    return find_efforts(recording, Cleaning().clean(recording), expected=expected)


def _starts_match(efforts: tuple[Effort, ...], made: Simulated) -> bool:
    starts = [true.start_s for true in made.efforts]
    return len(efforts) == len(starts) and all(
        -8 <= effort.start_s - start <= 15 for effort, start in zip(efforts, starts, strict=True)
    )


@pytest.mark.parametrize(
    ("marks", "found_by"),
    [("steps", FoundBy.STEPS), ("bare_steps", FoundBy.STEPS), ("laps", FoundBy.LAPS)],
)
def test_marked_reps_are_found_by_their_marks(marks: str, found_by: FoundBy) -> None:
    made = _session(watch=replace(WATCH, marks=marks))
    efforts = _find(made.recording)
    assert _starts_match(efforts, made)
    assert {effort.found_by for effort in efforts} == {found_by}
    assert min(effort.confidence for effort in efforts) > 0.9


@pytest.mark.parametrize("delay_s", [0.0, 3.0, 6.0])
def test_the_lag_of_the_watch_is_followed(delay_s: float) -> None:
    watch = replace(WATCH, delay_s=delay_s, marks="steps")
    efforts = _find(_session(watch=watch).recording)
    made = _session(watch=watch)
    lags = [effort.start_s - true.start_s for effort, true in zip(efforts, made.efforts, strict=True)]
    assert np.median(lags) == pytest.approx(delay_s + 1.5, abs=1.6)


def test_laps_of_a_kilometre_are_no_reps() -> None:
    assert _read(_session(watch=replace(WATCH, marks="auto")).recording).reps == ()


def test_a_rep_that_was_marked_and_not_run_is_told_as_hardly_likely() -> None:
    made = _session(watch=replace(WATCH, marks="steps"), skipped=2)
    efforts = _find(made.recording)
    assert len(efforts) == 6
    assert [effort.confidence < 0.5 for effort in efforts] == [False, False, True, False, False, False]


def test_reps_without_any_easy_running_are_found() -> None:
    made = _session(watch=replace(WATCH, marks="laps"), before_s=1.0, seconds=38.0, rest_s=90.0)
    assert len(_read(made.recording).reps) == 6


def test_a_stopped_watch_in_the_rests_hides_no_rep() -> None:
    scene = Draw(marks="laps").draw(Scene.SHORT_REPS, 2)
    for seed in range(5):
        run = replace(scene, watch=replace(WATCH, marks="laps", stops_in_rests=True))
        made = run.record(seed)
        assert len(_read(made.recording).reps) == len(made.efforts)


def test_run_and_walk_by_the_button_is_no_series_of_efforts() -> None:
    phases: list[Phase] = []
    for _ in range(25):
        phases += [
            Phase(doing=Doing.RUN, duration_s=60, speed_mps=2.4, intensity="interval"),
            Phase(doing=Doing.WALK, duration_s=60, speed_mps=1.3, intensity="recovery"),
        ]
    run = SimulatedRun(phases=tuple(phases), watch=replace(WATCH, marks="laps"))
    assert _read(run.record(1).recording).reps == ()


def test_a_long_rep_is_told_as_longer_and_holds_no_effort() -> None:
    made = Draw(marks="steps").draw(Scene.LONG_REPS, 3).record(3)
    marks = _read(made.recording)
    assert marks.reps == () and len(marks.longer) == len(made.long_reps)
    efforts = _find(made.recording)
    inside = [
        effort
        for effort in efforts
        if any(rep.start_s < effort.start_s and effort.end_s < rep.end_s for rep in made.long_reps)
    ]
    assert inside == []


@pytest.mark.parametrize("scene", WITH_EFFORTS)
def test_every_kind_of_marked_rep_is_found(scene: Scene) -> None:
    hits = reps = 0
    for seed in range(200, 206):
        made = Draw(marks="steps").draw(scene, seed).record(seed)
        starts = [mark.start_s for mark in _read(made.recording).reps]
        reps += len(made.efforts)
        hits += sum(any(abs(start - true.start_s) < 6 for start in starts) for true in made.efforts)
    assert hits >= 0.98 * reps


@pytest.mark.parametrize("scene", WITHOUT_EFFORTS)
def test_laps_of_other_runs_are_no_reps(scene: Scene) -> None:
    for seed in range(300, 304):
        made = Draw(marks="laps").draw(scene, seed).record(seed)
        assert _read(made.recording).reps == ()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.floats(-50, 900), st.floats(-50, 900)), max_size=12),
    st.lists(st.tuples(st.floats(0, 800), st.floats(0, 100)), max_size=4),
)
def test_laps_without_sense_do_no_harm(
    laps: list[tuple[float, float]], stops: list[tuple[float, float]]
) -> None:
    recording = replace(
        _EASY,
        laps=tuple(Lap(start_s=start, end_s=end, distance_m=0.0) for start, end in laps),
        pauses=tuple(Span(start_s=start, end_s=start + length) for start, length in stops),
    )
    signal = Cleaning().clean(recording)
    placed = Aligner().place(MarkReader().read(recording, signal).reps, signal)
    assert all(one.end_s > one.start_s and 0 <= one.confidence <= 1 for one in placed)


_EASY = (
    SimulatedRun(phases=(Phase(doing=Doing.RUN, duration_s=800, speed_mps=3.0),), watch=WATCH)
    .record(1)
    .recording
)


def test_reps_that_straddle_the_longest_are_all_told_or_none() -> None:
    def told(*seconds: float) -> int:
        phases = [Phase(doing=Doing.RUN, duration_s=600, speed_mps=2.8, intensity="warmup")]
        for each in seconds:
            phases += [
                Phase(doing=Doing.REP, duration_s=each, speed_mps=4.5, intensity="interval"),
                Phase(doing=Doing.WALK, duration_s=90, speed_mps=1.3, intensity="recovery"),
            ]
        run = SimulatedRun(phases=tuple(phases), watch=replace(WATCH, marks="steps"))
        return len(_read(run.record(2).recording).reps)

    assert told(70, 74, 76, 82, 72) == 5
    assert told(76, 84, 90, 86, 88) == 0
