"""What a run shows beside its efforts: steady minutes are found where they are, fast seconds are counted."""

from dataclasses import replace

import numpy as np

from fullstride.domain.markers import FAST_BIN_MPS, FAST_FROM_MPS
from fullstride.measure.markers import MarkerFinder
from fullstride.measure.signal import Cleaning, Signal
from fullstride.measure.simulate import Doing, Phase, Runner, SimulatedRun


def signal(*phases: Phase, pulse: float = 150.0) -> Signal:
    recording = SimulatedRun(phases=phases, runner=Runner(wander=0.01)).record(3).recording
    beats = np.full(len(recording.time_s), pulse)
    return Cleaning().clean(replace(recording, channels={**recording.channels, "heart_rate_bpm": beats}))


def run(seconds: float, speed: float, **more: float) -> Phase:
    return Phase(doing=Doing.RUN, duration_s=seconds, speed_mps=speed, **more)  # type: ignore[arg-type]


def test_an_even_level_run_holds_steady_stretches_after_its_beginning() -> None:
    found = MarkerFinder().find(signal(run(1500, 3.0, grade_pct=0.0)))
    assert found is not None and len(found.steady) == 3
    for one in found.steady:
        assert one.start_s >= 360 and abs(one.speed_mps - 3.0) < 0.2 and one.heart_rate_bpm == 150


def test_a_hill_and_a_change_of_pace_are_not_steady() -> None:
    hilly = MarkerFinder().find(signal(run(1500, 3.0, grade_pct=4.0)))
    uneven = MarkerFinder().find(signal(*[run(60, speed, grade_pct=0.0) for speed in (2.4, 3.4)] * 13))
    assert hilly is not None and hilly.steady == ()
    assert uneven is not None and uneven.steady == ()


def test_fast_seconds_are_those_of_the_signal() -> None:
    rep = Phase(doing=Doing.REP, duration_s=20, speed_mps=6.0, rise_s=1.5, kind="strides", grade_pct=0.0)
    made = signal(run(600, 3.0, grade_pct=0.0), rep, run(300, 3.0, grade_pct=0.0))
    found = MarkerFinder().find(made)
    assert found is not None
    fast = [FAST_FROM_MPS + FAST_BIN_MPS * at for at, seconds in enumerate(found.fast_s) if seconds]
    assert 12 <= sum(found.fast_s) <= 24 and max(fast) < 6.6


def test_the_kick_is_the_end_over_the_rest_and_walking_home_is_no_part_of_it() -> None:
    race = (run(1000, 4.0, grade_pct=0.0), run(90, 4.8, grade_pct=0.0))
    home = Phase(doing=Doing.WALK, duration_s=300, speed_mps=1.2)
    found = MarkerFinder().find(signal(*race, home))
    assert found is not None and found.kick is not None
    assert 350 <= found.kick.last_m <= 400
    assert 0.12 < found.kick.last_mps / found.kick.before_mps - 1 < 0.26


def test_without_speed_there_are_no_markers() -> None:
    empty = replace(signal(run(600, 3.0)), speed_mps=np.empty(0))
    assert MarkerFinder().find(empty) is None
