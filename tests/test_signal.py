"""A recording becomes an even signal whatever is wrong with it, and its quality is said."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullstride.domain.evidence import Grading, SpeedSource
from fullstride.domain.recording import CHANNELS, Recording, Span
from fullstride.measure.signal import Cleaning, Signal, easy_speed
from fullstride.measure.simulate import Doing, Phase, Runner, SimulatedRun
from fullstride.measure.simulate_watch import Watch

STEADY = Runner(easy_mps=3.0, wander=0.02, drift=0.0)


def _recording(time_s: object, sport: str = "running", **channels: object) -> Recording:
    made = {name: np.asarray(values, dtype=float) for name, values in channels.items()}
    return Recording(
        format="fit", sport=sport, time_s=np.asarray(time_s, dtype=float), channels=MappingProxyType(made)
    )


def _run(watch: Watch, seconds: float = 900.0, grade_pct: float = 0.0, seed: int = 1) -> Recording:
    easy = Phase(doing=Doing.RUN, duration_s=seconds, speed_mps=3.0, grade_pct=grade_pct)
    return SimulatedRun(phases=(easy,), runner=STEADY, watch=watch).record(seed).recording


def _with(recording: Recording, **channels: object) -> Recording:
    made = {name: np.asarray(values, dtype=float) for name, values in channels.items()}
    return replace(recording, channels=MappingProxyType(dict(recording.channels) | made))


def _only(recording: Recording, *names: str) -> Recording:
    kept = {name: values for name, values in recording.channels.items() if name in names}
    return replace(recording, channels=MappingProxyType(kept))


def _clean(recording: Recording) -> Signal:
    signal = Cleaning().clean(recording)
    rows = ("speed_mps", "known", "running", "cadence_spm", "altitude_m", "grade_pct", "contact_time_ms")
    assert {len(getattr(signal, name)) for name in rows} == {len(signal)}
    assert np.isfinite(signal.speed_mps).all() and (signal.speed_mps >= 0).all()
    assert not (signal.running & ~signal.known).any()
    return signal


# ---- speed -----------------------------------------------------------------------------------------


def test_a_good_recording_is_called_good_and_keeps_its_speed() -> None:
    recording = _run(Watch())
    signal = _clean(recording)
    assert signal.quality.grade is Grading.GOOD and signal.quality.source is SpeedSource.DEVICE
    assert signal.quality.why == ()
    assert np.abs(signal.speed_mps - recording.channels["speed_mps"]).max() < 0.7
    assert signal.easy_mps is not None and signal.easy_mps.value == pytest.approx(3.0, abs=0.15)


def test_speed_is_taken_from_the_most_trusted_source_there_is() -> None:
    recording = _with(_run(Watch(positions=True)), footpod_speed_mps=np.full(900, 3.1))
    sources = []
    for gone in ("", "speed_mps", "footpod_speed_mps", "latitude_deg", "distance_m"):
        kept = tuple(name for name in recording.channels if name != gone)
        recording = _only(recording, *kept)
        sources.append(_clean(recording).quality.source)
    assert sources == [
        SpeedSource.DEVICE,
        SpeedSource.FOOTPOD,
        SpeedSource.POSITION,
        SpeedSource.DISTANCE,
        SpeedSource.NONE,
    ]


def test_a_source_that_covers_little_of_the_run_is_passed_over() -> None:
    recording = _run(Watch(positions=True))
    speed = np.where(np.arange(900) < 100, recording.channels["speed_mps"], np.nan)
    assert _clean(_with(recording, speed_mps=speed)).quality.source is SpeedSource.POSITION


@pytest.mark.parametrize("kept", ["latitude_deg longitude_deg", "distance_m"])
def test_speed_from_positions_or_distance_is_near_the_true_one_and_called_rougher(kept: str) -> None:
    signal = _clean(_only(_run(Watch(positions=True)), *kept.split()))
    assert np.median(signal.speed_mps[30:-30]) == pytest.approx(3.0, abs=0.2)
    assert signal.quality.grade is Grading.FAIR and "rougher" in " ".join(signal.quality.why)


def test_turning_about_is_no_rest_where_speed_comes_from_positions() -> None:
    seconds = np.arange(900)
    along_m = 3.5 * (150 - np.abs(seconds % 300 - 150.0))
    degrees = np.convolve(np.pad(along_m, 3, mode="edge"), np.ones(7) / 7, mode="valid") / 111_195.0
    signal = _clean(_recording(seconds, latitude_deg=45 + degrees, longitude_deg=np.full(900, 7.0)))
    assert signal.quality.source is SpeedSource.POSITION
    assert signal.speed_mps[20:-20].min() > 3.2


def test_a_spike_goes_and_a_sprint_of_six_seconds_stays() -> None:
    speed = np.full(600, 3.0)
    speed[100], speed[300:302] = 9.0, 0.2
    speed[400:406] = 6.0
    signal = _clean(_recording(np.arange(600), speed_mps=speed))
    assert signal.speed_mps[100] == pytest.approx(3.0) and signal.speed_mps[300] == pytest.approx(3.0)
    assert (signal.speed_mps[401:405] > 5.5).all()


def test_impossible_speeds_are_left_out_and_said() -> None:
    speed = np.full(600, 3.0)
    speed[50:60], speed[200:205] = 1e9, -4.0
    signal = _clean(_recording(np.arange(600), speed_mps=speed))
    assert signal.speed_mps.max() < 3.1 and "15 records" in " ".join(signal.quality.why)


def test_noise_is_told_as_it_is() -> None:
    noise = np.random.default_rng(3).normal(0, 0.3, 3000)
    signal = _clean(_recording(np.arange(3000), speed_mps=3.0 + noise))
    assert signal.quality.noise_mps == pytest.approx(0.3, rel=0.1)
    assert signal.quality.grade is Grading.FAIR


def test_smart_recording_is_joined_by_lines_and_called_fair() -> None:
    every = np.arange(0, 900, 4)
    signal = _clean(_recording(every, speed_mps=3.0 + 0.001 * every))
    assert signal.quality.interval_s == 4 and signal.quality.grade is Grading.FAIR
    assert np.allclose(signal.speed_mps[:896], 3.0 + 0.001 * np.arange(896), atol=1e-9)


# ---- gaps ------------------------------------------------------------------------------------------


def test_a_long_gap_is_standing_still_unless_the_distance_ran_on() -> None:
    time_s = np.concatenate([np.arange(300), np.arange(360, 700)])
    speed = np.full(len(time_s), 3.0)
    stood = np.concatenate([np.arange(300) * 3.0, 900.0 + np.arange(340) * 3.0])
    for distance, within in ((stood, 0.0), (time_s * 3.0, 3.0)):
        signal = _clean(_recording(time_s, speed_mps=speed, distance_m=distance))
        assert signal.speed_mps[330] == pytest.approx(within)
        assert not signal.known[330]


def test_a_pause_of_the_watch_is_standing_still_however_short() -> None:
    time_s = np.concatenate([np.arange(300), np.arange(312, 700)])
    recording = _recording(time_s, speed_mps=np.full(len(time_s), 3.0))
    paused = replace(recording, pauses=(Span(start_s=299.0, end_s=312.0),))
    assert _clean(recording).speed_mps[305] == pytest.approx(3.0)
    assert _clean(paused).speed_mps[305] == 0.0


# ---- the clock -------------------------------------------------------------------------------------


def test_records_out_of_order_twice_or_without_time_change_nothing() -> None:
    recording = _run(Watch())
    place = np.arange(900)
    place[[100, 101]] = place[[101, 100]]
    order = np.concatenate([place[:500], [499], place[500:]])
    shuffled = replace(
        recording,
        time_s=np.append(recording.time_s[order], np.nan),
        channels=MappingProxyType(
            {name: np.append(values[order], 1.0) for name, values in recording.channels.items()}
        ),
    )
    assert np.allclose(_clean(shuffled).speed_mps, _clean(recording).speed_mps)


def test_a_clock_that_steps_back_keeps_the_longer_piece() -> None:
    recording = _run(Watch())
    stepped = replace(
        recording, time_s=np.where(np.arange(900) < 200, np.arange(900), np.arange(900) - 150.0)
    )
    signal = _clean(stepped)
    assert signal.origin_s + len(signal) == 750 and signal.known.mean() > 0.9
    assert any("steps back" in why for why in signal.quality.why)


@pytest.mark.parametrize("jump_s", [40 * 86400.0, 20 * 365 * 86400.0, -20 * 365 * 86400.0])
def test_a_clock_that_jumps_by_days_costs_no_memory_and_keeps_its_times(jump_s: float) -> None:
    recording = _run(Watch())
    time_s = np.where(np.arange(900) < 30, 0.0, jump_s) + np.arange(900)
    signal = _clean(replace(recording, time_s=time_s))
    assert len(signal) < 1000
    assert signal.origin_s == pytest.approx(time_s[30], abs=1.0)
    assert signal.quality.grade is not Grading.UNFIT and signal.quality.why


def test_time_may_begin_anywhere() -> None:
    recording = _run(Watch(smart=True))
    later = replace(recording, time_s=recording.time_s + 12_345.0)
    assert np.array_equal(_clean(later).speed_mps, _clean(recording).speed_mps)


# ---- the other channels ----------------------------------------------------------------------------


def test_a_cadence_of_one_foot_is_doubled() -> None:
    recording = _run(Watch())
    halved = _with(recording, cadence_spm=recording.channels["cadence_spm"] / 2)
    assert np.allclose(_clean(halved).cadence_spm, _clean(recording).cadence_spm, equal_nan=True)
    assert 140 < np.nanmedian(_clean(recording).cadence_spm) < 190


@pytest.mark.parametrize("grade_pct", [-6.0, 0.0, 6.0])
def test_the_grade_is_within_its_error(grade_pct: float) -> None:
    signal = _clean(_run(Watch(), grade_pct=grade_pct))
    assert signal.grade_error_pct is not None
    off = np.abs(signal.grade_pct[60:-60] - grade_pct)
    assert np.mean(off < signal.grade_error_pct) > 0.5
    assert np.mean(off < 3 * signal.grade_error_pct) > 0.9


def test_without_altitude_there_is_no_grade() -> None:
    signal = _clean(_run(Watch(altitude=False)))
    assert np.isnan(signal.grade_pct).all() and signal.grade_error_pct is None


def test_walking_is_not_running() -> None:
    walk = Phase(doing=Doing.WALK, duration_s=300, speed_mps=1.4)
    run = Phase(doing=Doing.RUN, duration_s=300, speed_mps=2.6)
    recording = SimulatedRun(phases=(run, walk, run), runner=STEADY, watch=Watch()).record(1).recording
    signal = _clean(recording)
    assert signal.running[30:290].mean() > 0.95 and signal.running[330:590].mean() < 0.05


def test_half_a_session_of_repetitions_does_not_move_the_easy_speed() -> None:
    speeds = np.concatenate([np.full(700, 2.8), np.full(600, 5.0)])
    easy = easy_speed(speeds + np.random.default_rng(1).normal(0, 0.1, 1300))
    assert easy is not None and easy.value == pytest.approx(2.8, abs=0.1)


# ---- what cannot be measured -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("recording", "word"),
    [
        (_recording([]), "fewer than two records"),
        (_recording([0.0], speed_mps=[3.0]), "fewer than two records"),
        (_recording(np.arange(600), speed_mps=np.full(600, np.nan)), "no speed"),
        (_recording(np.arange(600), speed_mps=np.full(600, 1e9)), "impossible"),
        (_recording(np.arange(600), speed_mps=np.full(600, -1.0)), "impossible"),
        (_recording(np.arange(600), "cycling", speed_mps=np.full(600, 8.0)), "cycling"),
        (_recording(np.arange(600), speed_mps=np.full(600, 8.0)), "ride"),
        (_recording(np.arange(600), speed_mps=np.full(600, 1.2)), "minute of running"),
        (_recording(np.arange(0, 6000, 15), speed_mps=np.full(400, 3.0)), "too seldom"),
        (_recording(np.full(600, np.nan), speed_mps=np.full(600, 3.0)), "no speed"),
    ],
)
def test_what_cannot_be_measured_is_unfit_with_its_reason(recording: Recording, word: str) -> None:
    quality = _clean(recording).quality
    assert quality.grade is Grading.UNFIT and word in quality.why[0]
    assert quality.why[0].endswith(".") and "!" not in quality.why[0]


_WILD = st.sampled_from([np.nan, np.inf, -np.inf, 0.0, -1.0, 2.5, 3.0, 180.0, 1e9, -1e18, 1e300])


@st.composite
def _wild(draw: st.DrawFn) -> Recording:
    size = draw(st.integers(0, 150))
    steps = draw(
        st.lists(
            st.sampled_from([1.0, 1.0, 1.0, 0.0, 3.0, 25.0, -4.0, -500.0, 1e6, -1e6, 1e15, np.nan]),
            min_size=size,
            max_size=size,
        )
    )
    channels: Mapping[str, object] = draw(
        st.dictionaries(st.sampled_from(CHANNELS), st.lists(_WILD, min_size=size, max_size=size), max_size=8)
    )
    sport = draw(st.sampled_from(["", "running", "cycling", "trail_running", "swimming"]))
    pauses = draw(st.lists(st.tuples(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9)), max_size=3))
    recording = _recording(np.cumsum(steps), sport, **channels)
    return replace(recording, pauses=tuple(Span(start_s=a, end_s=b) for a, b in pauses))


@settings(max_examples=150, deadline=None)
@given(_wild())
def test_no_recording_whatever_raises_or_grows_without_end(recording: Recording) -> None:
    signal = _clean(recording)
    assert len(signal) <= 48 * 3600 + 1
    assert (signal.quality.grade is Grading.GOOD) <= (not signal.quality.why)
