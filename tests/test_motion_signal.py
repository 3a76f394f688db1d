"""The motion signal: an even rate from whatever a phone wrote, or a refusal where nothing can be said."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullstride.domain.evidence import Grading, Refused
from fullstride.domain.motion_log import STANDARD_GRAVITY_MPS2, MotionLog
from fullstride.measure.jumps import JumpFinder
from fullstride.measure.motion import MotionCleaning
from fullstride.measure.motion_grid import cell_means, curves, even_grid, in_blocks
from fullstride.measure.simulate_jumps import Jumps, JumpScene, Stand, Walk
from fullstride.measure.simulate_phone import Phone

G = STANDARD_GRAVITY_MPS2


def wave(rate_hz: float = 100.0, seconds: float = 20.0, hz: float = 2.0) -> MotionLog:
    """Standing for 5 s, then going up and down at `hz`, gravity along the second axis."""
    time_s = np.arange(int(seconds * rate_hz)) / rate_hz
    up = np.where(time_s < 5, 0.0, 0.5 * np.sin(2 * np.pi * hz * (time_s - 5)))
    axes = np.column_stack([0 * up, G * (1 + up), 0 * up])
    return MotionLog(format="csv", time_s=time_s, acceleration_mps2=axes)


def jumping(**phone: object) -> MotionLog:
    scene = JumpScene(acts=(Stand(), Jumps(count=8), Stand(), Walk(duration_s=5)), phone=Phone(**phone))  # type: ignore[arg-type]
    return scene.record(1).log


def with_rows(log: MotionLog, rows: np.ndarray) -> MotionLog:
    return dataclasses.replace(log, time_s=log.time_s[rows], acceleration_mps2=log.acceleration_mps2[rows])


@pytest.mark.parametrize("rate_hz", [25.0, 50.0, 62.5, 100.0, 200.0, 400.0, 500.0])
def test_a_slow_wave_comes_out_as_it_was_at_every_rate(rate_hz: float) -> None:
    signal = MotionCleaning().clean(wave(rate_hz))
    at_s = signal.origin_s + np.arange(len(signal)) / signal.rate_hz
    true = np.where(at_s < 5, 1.0, 1 + 0.5 * np.sin(2 * np.pi * 2 * (at_s - 5)))
    inner = (at_s > 0.2) & (at_s < 19.5) & (np.abs(at_s - 5) > 0.2)
    assert np.abs(signal.axes_g[inner, 1] - true[inner]).max() < (0.02 if rate_hz < 40 else 0.006)
    assert signal.written_hz == pytest.approx(rate_hz, rel=0.01)


def test_a_wave_of_10_hz_keeps_its_height_at_50_samples_a_second() -> None:
    signal = MotionCleaning().clean(wave(50.0, hz=10.0))
    part = signal.axes_g[1200:3600, 1]
    assert part.max() - part.min() > 0.93


def test_shuffled_doubled_and_repeated_rows_change_nothing() -> None:
    log = jumping(rate_hz=100.0)
    plain = MotionCleaning().clean(log)
    mixed = np.random.default_rng(0).permutation(np.repeat(np.arange(len(log)), 2))
    again = MotionCleaning().clean(with_rows(log, mixed))
    assert np.allclose(again.axes_g, plain.axes_g, atol=1e-9)
    twice = MotionCleaning().clean(with_rows(log, np.concatenate((np.arange(len(log)),) * 2)))
    assert np.allclose(twice.axes_g, plain.axes_g, atol=1e-9)
    assert any("twice" in sentence for sentence in again.seen)


def test_a_clock_that_is_set_back_is_moved_on_in_the_order_of_the_rows() -> None:
    log = wave()
    time_s = log.time_s.copy()
    time_s[1000:] -= 4.0
    signal = MotionCleaning().clean(dataclasses.replace(log, time_s=time_s))
    plain = MotionCleaning().clean(log)
    assert np.allclose(signal.axes_g, plain.axes_g, atol=1e-6)
    assert any("set back" in sentence for sentence in signal.seen)


def test_rows_that_share_a_coarse_tick_are_spread_over_it() -> None:
    log = wave(hz=1.0)
    ticks = dataclasses.replace(log, time_s=np.floor(log.time_s * 10 + 1e-9) / 10)
    signal, plain = MotionCleaning().clean(ticks), MotionCleaning().clean(log)
    size = min(len(signal), len(plain))
    assert np.abs(signal.axes_g[:size] - plain.axes_g[:size]).max() < 0.05
    assert signal.written_hz == pytest.approx(100, rel=0.02)


def test_values_that_are_missing_are_left_out_and_said() -> None:
    log = wave()
    axes = log.acceleration_mps2.copy()
    axes[700] = np.nan
    signal = MotionCleaning().clean(dataclasses.replace(log, acceleration_mps2=axes))
    assert signal.refused is None
    assert np.isfinite(signal.axes_g).all()
    assert any("no value" in sentence for sentence in signal.seen)


def test_a_gap_is_named_and_unknown_inside() -> None:
    log = wave()
    signal = MotionCleaning().clean(with_rows(log, np.r_[0:1000, 1030:2000]))
    (gap,) = signal.gaps
    assert (gap.start_s, gap.end_s) == pytest.approx((9.99, 10.3))
    inside = slice(int(10.02 * 200), int(10.28 * 200))
    assert not signal.known[inside].any() and signal.known[: 9 * 200].all()
    assert signal.quality.grade is Grading.FAIR
    assert signal.seen == (
        "There is a gap in the log, of 0.31 s; a jump in it is not measured, and may not be counted.",
    )


def test_25_hz_with_jitter_is_not_all_gaps() -> None:
    rng = np.random.default_rng(2)
    log = wave(25.0)
    jittered = dataclasses.replace(log, time_s=log.time_s + rng.normal(0, 0.004, len(log)))
    signal = MotionCleaning().clean(jittered)
    assert signal.refused is None and not signal.gaps


@pytest.mark.parametrize("clip_g", [1.8, 2.4])
def test_the_level_of_a_clipping_sensor_is_seen(clip_g: float) -> None:
    signal = MotionCleaning().clean(jumping(rate_hz=200.0, clip_g=clip_g))
    assert signal.clip_g == pytest.approx(clip_g, rel=0.05)
    assert 0.001 < signal.clipped_share < 0.3


def test_a_sensor_that_does_not_clip_is_not_said_to() -> None:
    for seed in range(5):
        scene = JumpScene(acts=(Stand(), Jumps(count=8), Stand()), phone=Phone(clip_g=None))
        assert MotionCleaning().clean(scene.record(seed).log).clip_g is None


def test_a_log_without_gravity_is_refused_whether_it_says_so_or_not() -> None:
    for says in (True, False):
        signal = MotionCleaning().clean(jumping(gravity=False, says_gravity=says))
        assert signal.refused is not None and "gravity" in signal.refused.why
        assert signal.quality.grade is Grading.UNFIT and len(signal) == 0


def test_linear_acceleration_is_refused_even_where_nobody_stands_still() -> None:
    log = jumping(gravity=False, says_gravity=False)
    part = with_rows(log, np.flatnonzero((log.time_s > 3.5) & (log.time_s < 8.5)))
    signal = MotionCleaning().clean(dataclasses.replace(part, gravity=None))
    assert signal.refused is not None and "gravity" in signal.refused.why


@pytest.mark.parametrize("wrong", [G, 1 / G, 0.5, 2.0, 1000 / G])
def test_a_wrong_unit_is_refused(wrong: float) -> None:
    log = jumping()
    scaled = dataclasses.replace(log, acceleration_mps2=log.acceleration_mps2 * wrong)
    signal = MotionCleaning().clean(scaled)
    assert signal.refused is not None
    assert "unit" in signal.refused.why or "gravity" in signal.refused.why


@given(st.floats(0.9, 1.1))
@settings(max_examples=10, deadline=None)
def test_what_a_phone_reads_at_rest_is_taken_for_1_g(scale: float) -> None:
    log = wave()
    scaled = dataclasses.replace(log, acceleration_mps2=log.acceleration_mps2 * scale)
    plain, signal = MotionCleaning().clean(log), MotionCleaning().clean(scaled)
    assert signal.calibrated
    assert np.allclose(signal.axes_g, plain.axes_g, atol=1e-9)


@given(st.floats(-1e5, 1e5))
@settings(max_examples=10, deadline=None)
def test_a_shifted_clock_shifts_nothing_but_the_origin(shift_s: float) -> None:
    log = wave()
    plain = MotionCleaning().clean(log)
    moved = MotionCleaning().clean(dataclasses.replace(log, time_s=log.time_s + shift_s))
    assert np.allclose(moved.axes_g, plain.axes_g, atol=1e-6)
    assert moved.origin_s - plain.origin_s == pytest.approx(shift_s)


@pytest.mark.parametrize(
    ("log", "word"),
    [
        (wave(20.0), "samples a second"),
        (wave(100.0, seconds=2.0), "long"),
        (MotionLog(format="csv"), "no samples"),
        (with_rows(wave(), np.arange(1)), "no samples"),
        (dataclasses.replace(wave(), acceleration_mps2=np.full((2000, 3), np.nan)), "no samples"),
        (dataclasses.replace(wave(), time_s=wave().time_s / 1000), "unit"),
        (dataclasses.replace(wave(), time_s=np.zeros(2000)), "no samples"),
        (dataclasses.replace(wave(), time_s=wave().time_s * 1000), "samples a second"),
    ],
)
def test_what_can_not_be_measured_is_refused_with_the_reason(log: MotionLog, word: str) -> None:
    signal = MotionCleaning().clean(log)
    assert signal.refused is not None and word in signal.refused.why
    assert signal.refused.instead


@given(st.lists(st.floats(allow_nan=True, allow_infinity=True, width=32), min_size=0, max_size=60), st.data())
@settings(max_examples=60, deadline=None)
def test_no_log_makes_it_fall_over(times: list[float], data: st.DataObject) -> None:
    size = len(times)
    values = data.draw(
        st.lists(st.floats(-200, 200), min_size=3 * size, max_size=3 * size), label="accelerations"
    )
    log = MotionLog(
        format="csv", time_s=np.array(times, dtype=float), acceleration_mps2=np.array(values).reshape(-1, 3)
    )
    signal = MotionCleaning().clean(log)
    assert (signal.refused is not None) == (len(signal) == 0)


def test_a_leap_of_the_clock_costs_no_memory() -> None:
    log = wave()
    time_s = log.time_s.copy()
    time_s[1500:] += 1e9
    signal = MotionCleaning().clean(dataclasses.replace(log, time_s=time_s))
    assert len(signal) < 4000 and any("leaps" in sentence for sentence in signal.seen)


def test_a_good_log_is_called_good_and_a_thin_one_fair_or_poor() -> None:
    assert MotionCleaning().clean(wave(100.0)).quality.grade is Grading.GOOD
    assert MotionCleaning().clean(wave(60.0)).quality.grade is Grading.FAIR
    assert MotionCleaning().clean(wave(30.0)).quality.grade is Grading.POOR


@pytest.mark.parametrize("rate_hz", [60.0, 400.0])
def test_a_log_drawn_block_by_block_is_the_one_drawn_at_once(rate_hz: float) -> None:
    rng = np.random.default_rng(4)
    step_s = rng.uniform(0.6, 1.4, round(700 * rate_hz)) / rate_hz
    step_s[[1000, 20_000]] += 3.0
    time_s = np.cumsum(step_s)
    values = rng.standard_normal((len(time_s), 3))
    grid_s = even_grid(time_s, 200.0)
    assert len(grid_s) > 2 * 50_000
    for way in (cell_means, curves):
        at_once = way(time_s, values, grid_s)
        assert np.allclose(in_blocks(way, time_s, values, grid_s), at_once, atol=1e-9)


@pytest.mark.parametrize("value", [np.inf, -np.inf, np.nan, 1e308, -1e308, 1e39])
def test_a_number_that_can_be_none_leaves_the_counts_as_they_are(value: float) -> None:
    log = jumping(rate_hz=100.0)
    whole = _jumps_in(log)
    for of_time in (False, True):
        time_s, axes = log.time_s.copy(), log.acceleration_mps2.copy()
        at = len(log) // 3
        if of_time:
            time_s[at] = value
        else:
            axes[at, 1] = value
        hurt = dataclasses.replace(log, time_s=time_s, acceleration_mps2=axes)
        assert _jumps_in(hurt) == whole
        assert any("1 of" in said for said in MotionCleaning().clean(hurt).seen)


@pytest.mark.parametrize("wrong_s", [999_999.0, 20.0, -50.0])
def test_a_row_whose_time_is_far_from_the_others_is_left_out(wrong_s: float) -> None:
    log = jumping(rate_hz=100.0)
    time_s = log.time_s.copy()
    time_s[[700, 1100]] += wrong_s
    hurt = dataclasses.replace(log, time_s=time_s)
    assert _jumps_in(hurt) == _jumps_in(log) == [8]
    assert any(said.startswith("2 rows were left out") for said in MotionCleaning().clean(hurt).seen)


def _jumps_in(log: MotionLog) -> list[int]:
    found = JumpFinder().find(MotionCleaning().clean(log), told=True)
    assert not isinstance(found, Refused)
    return [one.count for one in found]
