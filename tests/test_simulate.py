"""Simulated runs are what they say: the same each time, true to the sprint model, and hard where asked."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullstride.measure.simulate import Doing, Phase, Runner, SimulatedRun
from fullstride.measure.simulate_scenes import WITH_EFFORTS, WITHOUT_EFFORTS, Draw, Scene
from fullstride.measure.simulate_watch import Watch
from fullstride.measure.stress import STRESSES, Dropped, JoggedRests, NoCadence, Shrunk

CLEAR = Watch(smoothing_s=0.2, delay_s=0.0, noise_mps=0.0)
STILL = Runner(wander=0.0, drift=0.0, reaction_s=1.0)


def _sprint(seconds: float = 20.0, top_mps: float = 8.0, tau_s: float = 1.2) -> SimulatedRun:
    return SimulatedRun(
        phases=(
            Phase(doing=Doing.STAND, duration_s=60, speed_mps=0.0, intensity="rest"),
            Phase(doing=Doing.REP, duration_s=seconds, speed_mps=top_mps, rise_s=tau_s, intensity="interval"),
            Phase(doing=Doing.WALK, duration_s=60, speed_mps=1.3, intensity="recovery"),
        ),
        runner=STILL,
        watch=CLEAR,
    )


@pytest.mark.parametrize("scene", list(Scene))
def test_the_same_seed_gives_the_same_run(scene: Scene) -> None:
    one, two = (Draw(marks="steps").draw(scene, 5).record(7) for _ in range(2))
    assert one.efforts == two.efforts
    assert one.recording.laps == two.recording.laps
    for name, values in one.recording.channels.items():
        assert np.array_equal(values, two.recording.channels[name], equal_nan=True)


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(list(Scene)), st.integers(0, 10_000))
def test_a_scene_holds_efforts_of_5_to_60_s_or_none(scene: Scene, seed: int) -> None:
    made = Draw().draw(scene, seed).record(seed)
    assert bool(made.efforts) == (scene in WITH_EFFORTS) and bool(made.efforts) != (scene in WITHOUT_EFFORTS)
    assert all(4 <= effort.duration_s <= 70 for effort in made.efforts)
    assert all(one.end_s <= two.start_s for one, two in zip(made.efforts, made.efforts[1:], strict=False))
    recording = made.recording
    assert np.all(np.diff(recording.time_s) > 0) and recording.time_s[0] == 0
    assert all(len(values) == len(recording) for values in recording.channels.values())


def test_a_sprint_follows_the_mono_exponential_model() -> None:
    made = _sprint().record(1)
    effort = made.efforts[0]
    assert effort.to_top_s == pytest.approx(1.2 * np.log(20), abs=0.6)
    assert effort.distance_m == pytest.approx(8.0 * (20 - 1.2 * (1 - np.exp(-20 / 1.2))), rel=0.02)
    assert effort.best_3s_mps == pytest.approx(8.0, rel=0.04)


def test_a_clear_watch_sees_what_was_run() -> None:
    made = _sprint().record(1)
    speed = made.recording.channels["speed_mps"]
    assert np.interp(75.0, made.recording.time_s, speed) == pytest.approx(8.0, rel=0.03)


def test_a_mark_leads_the_speed_by_reaction_and_lag() -> None:
    slow = replace(_sprint(), watch=Watch(smoothing_s=4.0, delay_s=5.0, noise_mps=0.0, marks="steps"))
    made = slow.record(1)
    lap = next(lap for lap in made.recording.laps if lap.intensity == "interval")
    speed = made.recording.channels["speed_mps"]
    half = made.recording.time_s[np.argmax(speed > 4.0)]
    assert 1.0 + 5.0 <= half - lap.start_s <= 1.0 + 5.0 + 4.0 + 2.0


def test_smart_recording_leaves_four_to_eight_samples_in_a_sprint() -> None:
    counts = []
    for seed in range(20):
        made = replace(_sprint(seconds=12.0), watch=Watch(smart=True)).record(seed)
        effort, times = made.efforts[0], made.recording.time_s
        counts.append(int(np.sum((times >= effort.start_s) & (times < effort.end_s))))
    assert 4 <= np.mean(counts) <= 8


def test_noise_is_as_loud_and_as_lasting_as_asked() -> None:
    steady = SimulatedRun(
        phases=(Phase(doing=Doing.RUN, duration_s=4000, speed_mps=3.0),),
        runner=STILL,
        watch=Watch(smoothing_s=3.0, noise_mps=0.2, noise_lasts_s=4.0),
    )
    speed = steady.record(3).recording.channels["speed_mps"][100:]
    speed = speed - speed.mean()
    assert speed.std() == pytest.approx(0.2, rel=0.15)
    assert np.corrcoef(speed[:-4], speed[4:])[0, 1] == pytest.approx(np.exp(-1), abs=0.12)


def test_a_surge_shrinks_to_its_share_of_height() -> None:
    made = SimulatedRun(
        phases=(
            Phase(doing=Doing.RUN, duration_s=600, speed_mps=3.0),
            Phase(doing=Doing.REP, duration_s=20, speed_mps=6.0, rise_s=1.5),
            Phase(doing=Doing.RUN, duration_s=600, speed_mps=3.0),
        ),
        runner=STILL,
        watch=CLEAR,
    ).record(2)
    shrunk = Shrunk(keep=0.45).apply(made.recording)
    assert shrunk.channels["speed_mps"].max() == pytest.approx(3.0 + 0.45 * 3.0, rel=0.05)
    lost = made.recording.channels["distance_m"][-1] - shrunk.channels["distance_m"][-1]
    assert lost == pytest.approx(0.55 * 3.0 * 20, rel=0.4)


def test_each_stress_does_its_one_thing_and_leaves_the_marks() -> None:
    recording = Draw(marks="steps").draw(Scene.STRIDES, 3).record(3).recording
    for stress in STRESSES.values():
        harder = stress.apply(recording)
        assert harder.laps == recording.laps and harder.steps == recording.steps
        assert all(len(values) == len(harder) for values in harder.channels.values())
    assert len(Dropped().apply(recording)) == pytest.approx(len(recording) / 2, rel=0.1)
    assert "cadence_spm" not in NoCadence().apply(recording).channels
    assert np.nanmin(JoggedRests().apply(recording).channels["speed_mps"]) > 1.0
