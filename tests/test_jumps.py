"""Sets of jumps: found, counted in two ways, timed, and refused where the log can't bear it."""

import dataclasses
from dataclasses import replace

import numpy as np
import pytest

from fullstride.domain.evidence import JumpSet, Refused, jumping_of
from fullstride.domain.motion import Calibration, Jumping, Position
from fullstride.domain.motion_log import MotionLog
from fullstride.measure.jumps import JumpFinder
from fullstride.measure.jumps_flights import FlightFinding
from fullstride.measure.jumps_rhythm import RhythmFinding
from fullstride.measure.jumps_timing import OFFSETS
from fullstride.measure.jumps_upright import Upright
from fullstride.measure.motion import MotionCleaning
from fullstride.measure.simulate_jumps import (
    Fumble,
    Jog,
    Jumps,
    JumpScene,
    SimulatedMotion,
    Stand,
    Style,
    Walk,
)
from fullstride.measure.simulate_jumps_drawn import Asked, JumpDraw, draw_phone
from fullstride.measure.simulate_phone import Phone

ONE = (Stand(), Jumps(count=12, height_cm=25, contact_s=0.5), Stand())


def found(log: MotionLog, *calibrations: Calibration) -> tuple[JumpSet, ...]:
    sets = JumpFinder().find(MotionCleaning().clean(log), calibrations=calibrations)
    assert not isinstance(sets, Refused), sets.why
    return sets


def refused(log: MotionLog) -> Refused:
    sets = JumpFinder().find(MotionCleaning().clean(log))
    assert isinstance(sets, Refused)
    return sets


def done(*acts: object, seed: int = 1, **phone: object) -> SimulatedMotion:
    return JumpScene(acts=acts or ONE, phone=Phone(**phone)).record(seed)  # type: ignore[arg-type]


def turned(log: MotionLog, seed: int = 3) -> MotionLog:
    way, _ = np.linalg.qr(np.random.default_rng(seed).normal(size=(3, 3)))
    return replace(log, acceleration_mps2=log.acceleration_mps2 @ way)


def heights(one: JumpSet) -> np.ndarray:
    return np.array([jump.height_cm.value for jump in one.jumps if jump.height_cm is not None])


@pytest.mark.parametrize("rate_hz", [50.0, 100.0, 400.0])
@pytest.mark.parametrize("position", [Position.BELT, Position.FRONT_POCKET, Position.HAND, Position.ANKLE])
@pytest.mark.parametrize("style", list(Style))
def test_every_jump_is_counted_once(style: Style, position: Position, rate_hz: float) -> None:
    contact_s = 0.2 if style is Style.HOPS else 0.5
    act = Jumps(count=9, style=style, height_cm=18, contact_s=contact_s)
    truth = done(Stand(), act, Stand(), position=position, rate_hz=rate_hz)
    (one,) = found(truth.log)
    assert one.count == len(one.jumps) == 9
    assert one.rhythm_s is not None
    assert abs(one.rhythm_s.value - truth.sets[0].rhythm_s) < 0.02


def test_drawn_sets_of_every_kind_are_counted_exactly() -> None:
    wrong = []
    for asked in (Asked.RESET, Asked.PAUSE, Asked.CONTINUOUS, Asked.HOPS):
        for seed in range(8):
            truth = JumpDraw(position=Position.BELT, tidy=True).draw(asked, 700 + seed).record(seed)
            counts = tuple(one.count for one in found(truth.log))
            if counts != tuple(one.count for one in truth.sets):
                wrong.append((asked, seed, counts))
    assert not wrong


def test_flights_lie_where_they_were_and_heights_are_within_their_error() -> None:
    truth = done()
    (one,) = found(truth.log)
    origin_s = truth.log.time_s[0]
    for jump, true in zip(one.jumps, truth.sets[0].jumps, strict=True):
        assert jump.takeoff_s + origin_s == pytest.approx(true.takeoff_s, abs=0.05)
        assert jump.flight_s is not None
        assert abs(jump.flight_s.value - true.flight_s) < 3 * jump.flight_s.error
        assert jump.flight_s.value == pytest.approx(jump.landing_s - jump.takeoff_s)
    assert one.height_cm is not None
    assert abs(one.height_cm.value - truth.sets[0].height_cm) < 2.5 * one.height_cm.error
    assert not one.refused


def test_three_marked_jumps_bring_the_height_to_half_a_centimetre() -> None:
    off = []
    for seed in range(6):
        truth = done(seed=seed, rate_hz=100.0)
        (plain,) = found(truth.log)
        longer = [
            jump.flight_s.value - true.flight_s
            for jump, true in zip(plain.jumps, truth.sets[0].jumps, strict=True)
            if jump.flight_s is not None
        ][1::4]  # the second, the sixth and the tenth: the first jump of a set is pushed off otherwise
        offset = OFFSETS[Position.BELT].offset_s + float(np.mean(longer))
        own = Calibration(
            position=Position.BELT, offset_s=offset, offset_error_s=0.004, flight_error_s=0.006, jumps=3
        )
        (one,) = found(truth.log, own)
        assert one.height_cm is not None and plain.height_cm is not None
        assert one.height_cm.error < plain.height_cm.error / 2
        off.append(one.height_cm.value - truth.sets[0].height_cm)
    assert abs(np.mean(off)) < 0.5 and np.std(off) < 1.2


def test_a_calibration_of_another_place_is_not_used() -> None:
    log = done().log
    other = Calibration(
        position=Position.ANKLE, offset_s=0.1, offset_error_s=0.01, flight_error_s=0.01, jumps=3
    )
    assert found(log, other) == found(log)


KIND = {
    Style.RESET: Jumping.ONE_BY_ONE,
    Style.PAUSE: Jumping.ONE_BY_ONE,
    Style.CONTINUOUS: Jumping.IN_ONE_GO,
    Style.HOPS: Jumping.HOPS,
}


@pytest.mark.parametrize("style", Style)
def test_a_calibration_is_used_for_the_kind_of_jumps_it_is_of_and_the_last_of_them_holds(
    style: Style,
) -> None:
    """One that does not say its kind steps in where there is no other, and knows less."""
    contact_s = 0.2 if style is Style.HOPS else 0.55
    log = done(
        Stand(), Jumps(count=8, style=style, height_cm=20, contact_s=contact_s, pause_s=0.8), Stand()
    ).log
    usual = found(log)
    assert jumping_of(usual[0].jumps) is KIND[style]

    def known(kind: Jumping, offset_s: float) -> Calibration:
        return Calibration(
            position=Position.BELT,
            offset_s=offset_s,
            offset_error_s=0.006,
            flight_error_s=0.01,
            jumps=5,
            jumping=kind,
        )

    others = [known(kind, 0.1) for kind in Jumping if kind not in (KIND[style], Jumping.UNKNOWN)]
    own, old = known(KIND[style], -0.03), known(Jumping.UNKNOWN, -0.03)
    assert found(log, *others) == usual and not usual[0].calibrated
    assert found(log, own, *others, known(Jumping.UNKNOWN, 0.1)) == found(log, known(KIND[style], 0.1), own)
    (sure,), (unsure,) = found(log, own), found(log, *others, old)
    assert sure.calibrated and unsure.calibrated
    assert sure.height_cm is not None and unsure.height_cm is not None
    assert sure.height_cm.value == unsure.height_cm.value
    assert sure.height_cm.error < unsure.height_cm.error


def test_two_sets_with_a_walk_between_are_two_and_the_rest_is_known() -> None:
    act = Jumps(count=8)
    truth = done(Fumble(), Stand(), act, Stand(), Walk(duration_s=60), Stand(), act, Stand(), Jog(), Stand())
    first, second = found(truth.log)
    assert (first.count, second.count) == (8, 8)
    assert first.rest_before_s is None
    true_s = truth.sets[1].start_s - truth.sets[0].end_s
    assert second.rest_before_s == pytest.approx(true_s, abs=0.1)


@pytest.mark.parametrize("position", [Position.BELT, Position.FRONT_POCKET, Position.BACK_POCKET])
@pytest.mark.parametrize(
    "act", [Walk(duration_s=30, knock_mps2=6), Jog(steps=60), Stand(duration_s=20), Fumble(duration_s=12)]
)
def test_walking_jogging_standing_and_fumbling_are_no_jumps(act: object, position: Position) -> None:
    for seed in range(3):
        answer = refused(done(Stand(), act, Stand(), seed=seed, position=position).log)
        assert answer.why and answer.instead


def test_a_fall_in_height_is_seen_with_an_error_that_covers_it() -> None:
    truth = done(Stand(), Jumps(count=24, height_cm=30, drop_pct=25, scatter_cm=0.6), Stand())
    (one,) = found(truth.log)
    true = np.array([jump.height_cm for jump in truth.sets[0].jumps])
    drop_pct = 100 * (1 - true[-8:].mean() / true[:8].mean())
    assert one.drop_pct is not None
    assert abs(one.drop_pct.value - drop_pct) < 2.5 * one.drop_pct.error
    assert one.drop_pct.error < 8


def test_the_answer_does_not_hang_on_the_clock_or_on_how_the_phone_sits() -> None:
    log = done(rate_hz=100.0).log
    (plain,) = found(log)
    assert found(log) == (plain,)
    later = replace(log, time_s=log.time_s + 12345.0)
    mirrored = replace(log, acceleration_mps2=log.acceleration_mps2 * np.array([1, -1, -1]))
    for other in (later, turned(log), mirrored):
        (one,) = found(other)
        assert one.count == plain.count
        assert np.allclose(heights(one), heights(plain), atol=0.05)


@pytest.mark.parametrize("scale", [0.97, 1.03])
def test_a_sensor_that_reads_a_little_off_measures_the_same(scale: float) -> None:
    log = done().log
    (plain,) = found(log)
    (one,) = found(replace(log, acceleration_mps2=log.acceleration_mps2 * scale))
    assert np.allclose(heights(one), heights(plain), atol=0.05)


def test_a_phone_in_the_hand_counts_but_tells_no_height() -> None:
    (one,) = found(done(position=Position.HAND).log)
    assert one.count == 12
    assert one.height_cm is None and one.drop_pct is None and one.rsi is None
    assert all(jump.height_cm is None and jump.flight_s is None for jump in one.jumps)
    assert any("hand" in why.why for why in one.refused)


def test_without_a_moment_of_stillness_heights_are_refused() -> None:
    log = done(Jumps(count=20, contact_s=0.4)).log
    inside = (log.time_s > log.time_s[0] + 3) & (log.time_s < log.time_s[-1] - 3)
    part = replace(log, time_s=log.time_s[inside], acceleration_mps2=log.acceleration_mps2[inside])
    (one,) = found(part)
    assert one.height_cm is None
    assert any("still" in why.why for why in one.refused)


def test_a_phone_that_shakes_beside_the_body_tells_no_height_but_the_count() -> None:
    truth = done()
    rng = np.random.default_rng(0)
    moving = (truth.log.time_s > truth.sets[0].start_s) & (truth.log.time_s < truth.sets[0].end_s)
    shaken = (
        truth.log.acceleration_mps2 + rng.normal(0, 7, truth.log.acceleration_mps2.shape) * moving[:, None]
    )
    (one,) = found(replace(truth.log, acceleration_mps2=shaken))
    assert one.count == 12 and one.height_cm is None
    assert any("not 1" in why.why for why in one.refused)


def test_a_gap_takes_the_jump_it_cuts_and_no_other() -> None:
    truth = done(rate_hz=200.0)
    cut = truth.sets[0].jumps[4]
    keep = (truth.log.time_s < cut.landing_s - 0.1) | (truth.log.time_s > cut.landing_s)
    part = replace(
        truth.log, time_s=truth.log.time_s[keep], acceleration_mps2=truth.log.acceleration_mps2[keep]
    )
    (one,) = found(part)
    assert one.count == 12
    assert one.jumps[4].height_cm is None and one.jumps[4].flight_s is None
    assert sum(jump.height_cm is not None for jump in one.jumps) == 11


def test_a_sensor_that_clips_at_2_g_still_counts() -> None:
    (one,) = found(done(clip_g=2.0, rate_hz=100.0).log)
    assert one.count == 12


def test_rsi_is_of_continuous_jumping_only() -> None:
    (hops,) = found(done(Stand(), Jumps(count=10, style=Style.HOPS, contact_s=0.2), Stand()).log)
    (single,) = found(done(Stand(), Jumps(count=5, style=Style.RESET), Stand()).log)
    assert hops.rsi is not None and hops.rsi.error > 0.02
    assert single.rsi is None


def test_a_log_that_was_refused_stays_refused() -> None:
    why = refused(done(gravity=False).log)
    assert "gravity" in why.why


def test_every_number_comes_with_an_error_above_nought() -> None:
    (one,) = found(done().log)
    measured = [one.rhythm_s, one.height_cm, one.drop_pct, one.rsi]
    measured += [jump.flight_s for jump in one.jumps] + [jump.height_cm for jump in one.jumps]
    assert all(value is not None and value.error > 0 and np.isfinite(value.value) for value in measured)
    assert all(jump.contact_s is not None for jump in one.jumps[1:]) and one.jumps[0].contact_s is None


def test_the_rhythm_is_heard_without_knowing_of_jumps() -> None:
    at_s = np.arange(0, 30, 1 / 200)
    for period_s in (0.3, 0.5, 0.9, 1.4):
        pull = np.where((at_s % period_s) < 0.45 * period_s, 0.05, 1.7)
        rhythm = RhythmFinding().find(pull, 200.0)
        assert rhythm is not None
        assert rhythm.period_s == pytest.approx(period_s, rel=0.01)
        assert rhythm.cycles == pytest.approx(30 / period_s, abs=0.5)
        assert rhythm.clarity > 0.95
    assert RhythmFinding().find(np.ones(100), 200.0) is None


def test_noise_has_no_clear_rhythm() -> None:
    pull = 1 + np.random.default_rng(4).normal(0, 0.5, 12000)
    rhythm = RhythmFinding().find(pull, 200.0)
    assert rhythm is None or rhythm.clarity < 0.8


def test_a_fall_that_nobody_jumped_up_for_is_no_flight() -> None:
    at_s = np.arange(0, 6, 1 / 200)
    dropped = np.where((at_s > 3) & (at_s < 3.4), 0.02, 1.0)
    dropped[(at_s >= 3.4) & (at_s < 3.45)] = 8.0
    assert FlightFinding().find(dropped, 200.0) == []


def test_a_phone_at_rest_pulls_1_g_however_it_is_turned() -> None:
    at_s = np.arange(0, 10, 0.01)
    tilt = 0.8 * np.sin(2 * np.pi * 0.2 * at_s)
    axes = 9.80665 * np.column_stack([np.sin(tilt), np.cos(tilt), 0 * tilt])
    signal = MotionCleaning().clean(MotionLog(format="csv", time_s=at_s, acceleration_mps2=axes))
    assert np.abs(Upright().pull(signal)[200:-200] - 1).max() < 0.05


def test_settings_are_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        JumpFinder().most_off = 0.5  # type: ignore[misc]


@pytest.mark.parametrize("seed", [19, 34, 47])
def test_what_a_soft_landing_gives_way_after_its_knock_does_not_lengthen_the_flight(seed: int) -> None:
    rng = np.random.default_rng(seed)
    height_cm, contact_s = float(rng.uniform(10, 35)), float(rng.uniform(0.2, 0.8))
    phone = draw_phone(rng, Position.BELT, tidy=True)
    act = Jumps(count=15, style=Style.CONTINUOUS, height_cm=height_cm, contact_s=contact_s)
    truth = JumpScene(acts=(Stand(), act, Stand()), phone=phone).record(seed)
    (one,) = found(truth.log)
    off_s = np.array(
        [
            jump.flight_s.value - (true.landing_s - true.takeoff_s)
            for jump, true in zip(one.jumps, truth.sets[0].jumps, strict=True)
            if jump.flight_s is not None
        ]
    )
    assert len(off_s) == 15
    assert np.abs(off_s - np.median(off_s)).max() < 0.035


@pytest.mark.parametrize("rate_hz", [50.0, 200.0, 400.0])
@pytest.mark.parametrize(
    ("style", "contact_s", "count"),
    [(Style.RESET, 0.5, 4), (Style.PAUSE, 0.5, 3), (Style.CONTINUOUS, 0.9, 4), (Style.HOPS, 0.17, 10)],
)
def test_at_an_ankle_a_few_low_jumps_are_counted_too(
    style: Style, contact_s: float, count: int, rate_hz: float
) -> None:
    low = Jumps(count=count, style=style, height_cm=5.5, scatter_cm=0.3, contact_s=contact_s)
    for seed in range(3):
        made = done(Stand(), low, Stand(), seed=seed, position=Position.ANKLE, rate_hz=rate_hz)
        sets = JumpFinder().find(MotionCleaning().clean(made.log), told=True)
        assert not isinstance(sets, Refused), seed
        assert [one.count for one in sets] == [count]


@pytest.mark.parametrize("act", [Walk(duration_s=40.0), Jog(steps=80), Fumble(duration_s=20.0)])
def test_at_an_ankle_steps_and_handling_are_no_low_jumps(act: object) -> None:
    for seed in range(3):
        log = done(Stand(), act, Stand(), seed=seed, position=Position.ANKLE).log
        assert isinstance(JumpFinder().find(MotionCleaning().clean(log), told=True), Refused), seed


@pytest.mark.parametrize("style", [Style.CONTINUOUS, Style.HOPS, Style.RESET])
def test_the_rhythm_is_right_to_a_millisecond_or_two(style: Style) -> None:
    off_ms = []
    for seed in range(8):
        contact_s = (0.16 if style is Style.HOPS else 0.4) + 0.02 * seed
        jumps = Jumps(count=9, style=style, height_cm=20.0, drop_pct=15.0, contact_s=contact_s)
        made = done(Stand(), jumps, Stand(), seed=seed)
        (one,) = found(made.log)
        assert one.rhythm_s is not None
        off_ms.append(1000 * (one.rhythm_s.value - made.sets[0].rhythm_s))
    assert abs(float(np.mean(off_ms))) < 1.0
    assert float(np.std(off_ms)) < 2.0


def test_the_first_jump_of_rebounds_is_as_long_as_the_others_show() -> None:
    first_ms, later_ms = [], []
    for seed in range(8):
        made = done(Stand(), Jumps(count=8, height_cm=25.0, contact_s=0.45), Stand(), seed=seed)
        (one,) = found(made.log)
        off = [
            1000 * (seen.flight_s.value - true.flight_s)
            for seen, true in zip(one.jumps, made.sets[0].jumps, strict=True)
            if seen.flight_s is not None
        ]
        first_ms.append(off[0])
        later_ms += off[1:-1]
    assert abs(float(np.mean(first_ms)) - float(np.mean(later_ms))) < 6.0
