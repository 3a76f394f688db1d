"""Short efforts are found with nothing but the signal, on simulated and real runs, however it is given."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import ROOT

sys.path.insert(0, str(ROOT))

from benchmarks.effort_cases import RUNS, Case, Score, cases_of, finder_without, real, score
from benchmarks.effort_left_out import same_teacher

from fullstride.domain.recording import Recording
from fullstride.measure.efforts import Surge, SurgeFinder
from fullstride.measure.efforts_features import FEATURES
from fullstride.measure.efforts_learned import LEARNED
from fullstride.measure.finding import EffortFinder
from fullstride.measure.signal import Cleaning
from fullstride.measure.simulate import Doing, Phase, Runner, Simulated, SimulatedRun
from fullstride.measure.simulate_scenes import WITH_EFFORTS, WITHOUT_EFFORTS, Draw, Scene
from fullstride.measure.simulate_watch import Watch
from fullstride.measure.stress import STRESSES

SURE = 0.5
# Little faster than easy running, or uphill at its speed: much of it drowns in the noise.
BARS = {Scene.WEAK_STRIDES: 0.9, Scene.UPHILL_REPS: 0.85}


def _find(recording: Recording) -> tuple[Surge, ...]:
    return SurgeFinder().find(Cleaning().clean(recording))


def _sure(surges: Sequence[Surge]) -> list[Surge]:
    return [surge for surge in surges if surge.confidence >= SURE]


@cache
def _strides(seed: int = 3) -> Simulated:
    easy = Phase(doing=Doing.RUN, duration_s=900, speed_mps=2.8)
    stride = Phase(doing=Doing.REP, duration_s=20, speed_mps=5.0, rise_s=1.5, cadence_ratio=1.15)
    rest = Phase(doing=Doing.RUN, duration_s=70, speed_mps=2.6)
    return SimulatedRun(phases=(easy, *(6 * (stride, rest)), easy), runner=Runner(), watch=Watch()).record(
        seed
    )


def _scaled(recording: Recording, factor: float, *names: str) -> Recording:
    changed = {name: recording.channels[name] * factor for name in names if name in recording.channels}
    return replace(recording, channels=MappingProxyType(dict(recording.channels) | changed))


# ---- what is asked of every answer -----------------------------------------------------------------


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(list(Scene)), st.integers(5000, 6000), st.sampled_from([None, *STRESSES.values()]))
def test_surges_are_in_order_apart_inside_the_run_and_of_a_short_length(
    scene: Scene, seed: int, stress: object
) -> None:
    recording = Draw().draw(scene, seed).record(seed).recording
    recording = stress.apply(recording) if stress else recording  # type: ignore[attr-defined]
    finder = SurgeFinder()
    surges = finder.find(Cleaning().clean(recording))
    for surge in surges:
        assert 0 <= surge.start_s < surge.end_s <= recording.duration_s + 1
        assert finder.shortest_s <= surge.end_s - surge.start_s <= finder.longest_s
        assert finder.possible <= surge.confidence <= 1
        assert surge.plateau_mps > surge.base_mps
    assert all(one.end_s <= two.start_s for one, two in pairwise(surges))
    numbers = [surge.series for surge in surges if surge.series]
    assert sorted(set(numbers)) == list(range(1, len(set(numbers)) + 1))
    assert all(numbers.count(number) > 1 for number in numbers)


@settings(max_examples=40, deadline=None)
@given(st.sets(st.sampled_from(["cadence_spm", "altitude_m", "distance_m", "speed_mps", "contact_time_ms"])))
def test_whatever_channels_are_gone_nothing_is_raised(gone: set[str]) -> None:
    recording = _strides().recording
    left = {name: values for name, values in recording.channels.items() if name not in gone}
    surges = _find(replace(recording, channels=MappingProxyType(left)))
    assert bool(surges) == bool({"speed_mps", "distance_m"} - gone)


@pytest.mark.parametrize("later_s", [1.0, 1000.0, 86_400.0 * 3])
def test_when_the_recording_begins_makes_no_difference(later_s: float) -> None:
    recording = _strides().recording
    assert _find(replace(recording, time_s=recording.time_s + later_s)) == _find(recording)


@settings(max_examples=20, deadline=None)
@given(st.floats(0.8, 1.3))
def test_a_faster_runner_doing_the_same_gives_the_same(factor: float) -> None:
    recording = _strides().recording
    told = _sure(_find(recording))
    other = _sure(_find(_scaled(recording, factor, "speed_mps", "distance_m")))
    assert len(told) == len(other) == 6
    for one, two in zip(told, other, strict=True):
        assert two.start_s == pytest.approx(one.start_s, abs=1.0)
        assert two.end_s == pytest.approx(one.end_s, abs=1.0)
        assert two.plateau_mps == pytest.approx(factor * one.plateau_mps, rel=0.02)


def test_six_alike_are_one_series() -> None:
    assert {surge.series for surge in _sure(_find(_strides().recording))} == {1}


@pytest.mark.parametrize("warm_up_s", [0, 300])
@pytest.mark.parametrize(("run_s", "walk_s"), [(20, 40), (30, 30), (45, 15), (60, 60)])
def test_who_runs_and_walks_by_turns_makes_no_efforts(run_s: int, walk_s: int, warm_up_s: int) -> None:
    run = Phase(doing=Doing.REP, duration_s=run_s, speed_mps=2.6, rise_s=2.0, cadence_ratio=1.0)
    walk = Phase(doing=Doing.WALK, duration_s=walk_s, speed_mps=1.5, rise_s=2.0)
    warm_up = [Phase(doing=Doing.WALK, duration_s=warm_up_s, speed_mps=1.5)] if warm_up_s else []
    turns = 2700 // (run_s + walk_s)
    phases = (*warm_up, *(turns * (run, walk)))
    made = SimulatedRun(phases=phases, runner=Runner(), watch=Watch()).record(3)
    assert not _sure(_find(made.recording))


def test_sprints_from_a_walk_that_are_a_recording_of_their_own_are_found() -> None:
    sprint = Phase(doing=Doing.REP, duration_s=10, speed_mps=6.5, rise_s=1.5, cadence_ratio=1.2)
    walk = Phase(doing=Doing.WALK, duration_s=120, speed_mps=1.4, rise_s=2.0)
    made = SimulatedRun(phases=(walk, *(8 * (sprint, walk))), runner=Runner(), watch=Watch()).record(3)
    assert len(_sure(_find(made.recording))) == 8


def test_a_jump_of_the_clock_moves_the_surges_with_it() -> None:
    recording = _strides().recording
    jumped = replace(recording, time_s=recording.time_s + np.where(np.arange(len(recording)) < 60, 0.0, 1e8))
    plain, moved = _sure(_find(recording)), _sure(_find(jumped))
    assert [round(surge.start_s - 1e8) for surge in moved] == [round(surge.start_s) for surge in plain]


def test_an_unfit_signal_holds_nothing() -> None:
    assert _find(Recording(format="fit")) == ()
    assert _find(replace(_strides().recording, sport="cycling")) == ()


# ---- what is no effort -----------------------------------------------------------------------------


def test_on_a_treadmill_a_little_more_than_was_sustained_is_asked_about_only() -> None:
    tempo = Phase(doing=Doing.LONG, duration_s=600, speed_mps=4.1)
    easy = Phase(doing=Doing.RUN, duration_s=600, speed_mps=3.0)
    quick = Phase(doing=Doing.REP, duration_s=25, speed_mps=4.5, rise_s=2.0, cadence_ratio=1.1)
    rest = Phase(doing=Doing.RUN, duration_s=50, speed_mps=3.0)
    phases = (easy, *(4 * (quick, rest)), tempo, easy)
    made = SimulatedRun(phases=phases, runner=Runner(), watch=Watch(altitude=False)).record(2).recording
    assert not _sure(_find(replace(made, sub_sport="treadmill")))
    assert len([surge for surge in _sure(_find(made)) if surge.start_s < 900]) == 4


@pytest.mark.parametrize("longer_s", [120.0, 360.0])
def test_a_longer_interval_is_no_stride(longer_s: float) -> None:
    easy = Phase(doing=Doing.RUN, duration_s=900, speed_mps=2.8)
    interval = Phase(doing=Doing.LONG, duration_s=longer_s, speed_mps=4.2)
    rest = Phase(doing=Doing.RUN, duration_s=120, speed_mps=2.4)
    for watch in (Watch(), Watch(smart=True), Watch(noise_mps=0.25)):
        run = SimulatedRun(phases=(easy, *(5 * (interval, rest)), easy), runner=Runner(), watch=watch)
        assert not _sure(_find(run.record(1).recording))


# ---- the bars --------------------------------------------------------------------------------------


def _over(cases: Sequence[Case], finder: EffortFinder, stress: str = "") -> Score:
    total = Score()
    for case in cases:
        recording = STRESSES[stress].apply(case.recording) if stress else case.recording
        total = total + score(case, finder.find(recording, Cleaning().clean(recording), blind=True))
    return total


@pytest.mark.parametrize(
    ("scene", "bar"),
    [(scene, BARS.get(scene, 0.96)) for scene in WITH_EFFORTS],
)
def test_simulated_efforts_of_every_kind_are_found(scene: Scene, bar: float) -> None:
    assert _over(cases_of([scene]), EffortFinder()).f1 >= bar


def test_simulated_runs_without_efforts_give_next_to_none() -> None:
    found = _over(cases_of(WITHOUT_EFFORTS), EffortFinder())
    assert found.false_an_hour <= 0.1 and found.inside <= 1


def test_each_weight_speaks_the_way_it_may() -> None:
    assert len(LEARNED.single.weight) == len(FEATURES)
    for (name, way), weight in zip(FEATURES.items(), LEARNED.single.weight, strict=True):
        assert way == 0 or weight * way >= 0, name


def _over_real(folder: str, stress: str = "") -> Score:
    total = Score()
    for case in real(folder):
        total = total + _over([case], finder_without(case.source), stress)
    return total


@pytest.mark.skipif(not RUNS.is_dir(), reason="the shared recordings are not beside the repository")
class TestOnRealRecordings:
    """Each recordist is measured with what the simulated runs and the other recordists taught."""

    def test_the_lessons_without_each_recordist_are_those_of_today(self) -> None:
        assert same_teacher()

    def test_marked_reps_are_found(self) -> None:
        found = _over_real("short-reps")
        assert found.f1 >= 0.95
        assert found.mean_off_s <= 3.0

    @pytest.mark.parametrize("stress", ["surges × 0.45", "half the samples", "jogged rests", "no cadence"])
    def test_they_are_found_when_the_recording_is_made_harder(self, stress: str) -> None:
        assert _over_real("short-reps", stress).f1 >= 0.9

    def test_runs_without_reps_give_next_to_none(self) -> None:
        assert _over_real("no-reps").false_an_hour <= 0.1

    def test_nothing_is_found_inside_longer_reps(self) -> None:
        assert _over_real("long-reps").inside == 0
