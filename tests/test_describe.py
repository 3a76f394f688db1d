"""What is told of an effort is near the truth, and its errors are honest."""

import math
from dataclasses import replace

import numpy as np
import pytest

from fullstride.domain.evidence import Effort, FoundBy, Measured
from fullstride.measure.aligning import Placed
from fullstride.measure.describe import Describer, with_share
from fullstride.measure.finding import find_efforts
from fullstride.measure.signal import Cleaning, Signal
from fullstride.measure.simulate import Doing, Phase, Runner, Simulated, SimulatedRun
from fullstride.measure.simulate_scenes import WITH_EFFORTS, Draw
from fullstride.measure.simulate_watch import Watch

NUMBERS = (
    "duration_s",
    "distance_m",
    "best_3s_mps",
    "mean_mps",
    "to_top_s",
    "cadence_spm",
    "contact_time_ms",
    "grade_pct",
)
GOOD = Watch(smoothing_s=3.0, delay_s=1.5, noise_mps=0.08, contact_time=True, marks="steps")
SMART = replace(GOOD, smart=True)


def _efforts(made: Simulated, top_mps: Measured | None = None) -> tuple[Effort, ...]:
    return find_efforts(made.recording, Cleaning().clean(made.recording), top_mps=top_mps)


def _series(
    reps: int, seconds: float, speed_mps: float, rest_s: float, grade_pct: float, *, down: float
) -> list[Phase]:
    """Efforts, each with its walk; back down by that share of the climb."""
    effort = Phase(
        doing=Doing.REP,
        duration_s=seconds,
        speed_mps=speed_mps,
        rise_s=1.2,
        grade_pct=grade_pct,
        intensity="interval",
        cadence_ratio=1.2,
    )
    walk = Phase(
        doing=Doing.WALK,
        duration_s=rest_s,
        speed_mps=1.3,
        grade_pct=-grade_pct * down,
        intensity="recovery",
    )
    return [effort, walk] * reps


def _reps(
    *, seconds: float, speed_mps: float, rest_s: float, grade_pct: float = 0.0, watch: Watch = GOOD
) -> Simulated:
    easy = Phase(doing=Doing.RUN, duration_s=900, speed_mps=2.8, intensity="warmup")
    series = _series(6, seconds, speed_mps, rest_s, grade_pct, down=1 / 3)
    run = SimulatedRun(phases=(easy, *series, easy), runner=Runner(reaction_sd_s=0.3), watch=watch)
    return run.record(3)


@pytest.mark.parametrize("watch", [GOOD, SMART], ids=["good", "smart"])
def test_errors_are_honest(watch: Watch) -> None:
    off: dict[str, list[float]] = {name: [] for name in NUMBERS}
    for scene in WITH_EFFORTS:
        for seed in range(900, 904):
            made = Draw(watch=watch, marks="steps").draw(scene, seed).record(seed)
            efforts = _efforts(made)
            for true in made.efforts:
                near = min(efforts, key=lambda effort: abs(effort.start_s - true.start_s - 3), default=None)
                if near is None or abs(near.start_s - true.start_s - 3) > 8:
                    continue
                for name in NUMBERS:
                    seen: Measured | None = getattr(near, name)
                    if seen is not None:
                        off[name].append(abs(seen.value - getattr(true, name)) / seen.error)
    for name, ratios in off.items():
        if len(ratios) >= 30:
            # 68 % and 95 % for errors as they should be; one watch of many errs less than all of them.
            assert np.mean(np.array(ratios) <= 1) >= 0.58, name
            assert np.mean(np.array(ratios) <= 2) >= 0.88, name
    assert len(off["to_top_s"]) == 0 or watch is GOOD


def test_time_to_the_top_is_refused_on_smart_recording() -> None:
    assert all(
        effort.to_top_s is None for effort in _efforts(_reps(seconds=15, speed_mps=6, rest_s=90, watch=SMART))
    )


def test_short_climbs_are_hill_sprints() -> None:
    made = _reps(seconds=10, speed_mps=4.5, rest_s=120, grade_pct=8.0)
    efforts = _efforts(made)
    assert {effort.kind for effort in efforts} == {"hill_sprints"}
    grades = [effort.grade_pct.value for effort in efforts if effort.grade_pct is not None]
    assert np.median(grades) == pytest.approx(8.0, abs=1.5)


def test_near_the_top_speed_is_a_flat_sprint_and_well_under_it_a_stride() -> None:
    fast = _efforts(_reps(seconds=10, speed_mps=7.0, rest_s=150), top_mps=Measured(value=7.0, error=0.2))
    easy = _efforts(_reps(seconds=20, speed_mps=5.5, rest_s=80), top_mps=Measured(value=7.0, error=0.2))
    assert {effort.kind for effort in fast} == {"flat_sprints"}
    assert {effort.kind for effort in easy} == {"strides"}


def test_without_a_top_speed_long_rests_and_high_speed_tell_a_sprint() -> None:
    assert {e.kind for e in _efforts(_reps(seconds=10, speed_mps=6.5, rest_s=150))} == {"flat_sprints"}
    assert {e.kind for e in _efforts(_reps(seconds=15, speed_mps=5.0, rest_s=45))} == {"strides"}


def test_a_long_rest_begins_a_new_series_and_is_no_rest_before() -> None:
    made = _reps(seconds=12, speed_mps=6.0, rest_s=60)
    signal = Cleaning().clean(made.recording)
    places = [0.0, 60.0, 120.0, 700.0, 760.0]
    placed = [
        Placed(
            start_s=900 + at,
            end_s=912 + at,
            found_by=FoundBy.LAPS,
            confidence=0.9,
            duration_s=Measured(value=12.0, error=1.5),
        )
        for at in places
    ]
    efforts = Describer().describe(placed, signal)
    assert [effort.series for effort in efforts] == [1, 1, 1, 2, 2]
    assert [effort.rest_before_s is None for effort in efforts] == [True, False, False, True, False]
    assert efforts[1].rest_before_s is not None and efforts[1].rest_before_s.value == 48.0


def test_a_share_of_the_top_carries_both_errors() -> None:
    effort = Effort(
        kind="strides",
        start_s=0,
        end_s=20,
        found_by=FoundBy.BLIND,
        confidence=0.9,
        duration_s=Measured(value=20.0, error=1.0),
        best_3s_mps=Measured(value=6.0, error=0.3),
    )
    share = with_share(effort, Measured(value=8.0, error=0.4)).share_of_top
    assert share is not None and share.value == 0.75
    assert share.error == pytest.approx(0.75 * math.hypot(0.05, 0.05))
    assert with_share(effort, None).share_of_top is None


@pytest.mark.parametrize("at", [-100.0, 0.0, 2000.0, 1e6])
def test_a_place_outside_of_the_signal_gives_an_effort_without_speeds(at: float) -> None:
    signal = Cleaning().clean(_reps(seconds=12, speed_mps=6.0, rest_s=60).recording)
    place = Placed(
        start_s=at,
        end_s=at + 10,
        found_by=FoundBy.LAPS,
        confidence=0.5,
        duration_s=Measured(value=10.0, error=1.5),
    )
    (effort,) = Describer().describe([place], signal)
    numbers = [getattr(effort, name) for name in NUMBERS]
    assert all(number is None or math.isfinite(number.value) for number in numbers)


def test_an_empty_signal_gives_efforts_without_numbers() -> None:
    empty = Cleaning().clean(SimulatedRun(phases=()).record(1).recording)
    assert (
        isinstance(empty, Signal) and find_efforts(SimulatedRun(phases=()).record(1).recording, empty) == ()
    )


def test_hills_and_strides_of_one_run_are_two_series() -> None:
    easy = Phase(doing=Doing.RUN, duration_s=900, speed_mps=2.8, intensity="warmup", grade_pct=0.0)
    phases = (
        easy,
        *_series(5, 10, 4.5, 150, 8.0, down=0.5),
        *_series(5, 20, 5.2, 80, 0.0, down=0.5),
        easy,
    )
    efforts = _efforts(SimulatedRun(phases=phases, runner=Runner(), watch=GOOD).record(2))
    assert [effort.kind for effort in efforts] == ["hill_sprints"] * 5 + ["strides"] * 5
    assert [effort.series for effort in efforts] == [1] * 5 + [2] * 5
