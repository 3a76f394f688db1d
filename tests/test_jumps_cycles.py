"""A phone that an arm swings: its swings are counted in two ways, and only for who says that they jumped."""

import numpy as np
import pytest

from fullstride.domain.evidence import JumpSet, Refused
from fullstride.domain.motion import Position
from fullstride.domain.motion_log import STANDARD_GRAVITY_MPS2 as G
from fullstride.domain.motion_log import MotionLog
from fullstride.measure.jumps import JumpFinder
from fullstride.measure.motion import MotionCleaning
from fullstride.measure.simulate_jumps import Act, Jog, JumpScene, Stand, Walk
from fullstride.measure.simulate_jumps_drawn import Asked, JumpDraw
from fullstride.measure.simulate_phone import Phone

BODY_HZ = 1000


def jacks(count: int, seed: int, *, rate_hz: float = 100.0, pause_s: float = 0.0) -> MotionLog:
    """Jumping jacks with the phone in the hand of a stretched arm: two hops and a swing up and down each."""
    rng = np.random.default_rng(seed)
    period_s, sweep_rad = float(rng.uniform(0.8, 1.2)), float(rng.uniform(2.4, 3.0))
    still = np.zeros(2 * BODY_HZ)
    angle, push = [still], [still]
    for number in range(count):
        wide = round(period_s * (1 + 0.03 * rng.standard_normal()) * BODY_HZ)
        phase = 2 * np.pi * (np.arange(wide) + 0.5) / wide
        angle.append(sweep_rad * (1 - np.cos(phase)) / 2)
        for hop in (wide // 2, wide - wide // 2):
            down = round(0.55 * hop)
            force = np.zeros(hop)
            force[:down] = np.sin(np.pi * (np.arange(down) + 0.5) / down)
            push.append(G * (force / force.mean() - 1))
        if pause_s and number == count // 2:
            angle.append(np.zeros(round(pause_s * BODY_HZ)))
            push.append(np.zeros(round(pause_s * BODY_HZ)))
    swing, up = np.concatenate([*angle, still]), np.concatenate([*push, still]) + G
    turn = np.gradient(swing) * BODY_HZ
    along = -0.65 * turn**2 - up * np.cos(swing)
    across = 0.65 * np.gradient(turn) * BODY_HZ + up * np.sin(swing)
    felt = np.column_stack([along, across, 0 * up])
    step = round(BODY_HZ / rate_hz)
    felt = felt[: len(felt) // step * step].reshape(-1, step, 3).mean(axis=1)
    way, _ = np.linalg.qr(rng.standard_normal((3, 3)))
    felt = felt @ way + 0.2 * rng.standard_normal(felt.shape)
    return MotionLog(
        format="csv",
        time_s=np.arange(len(felt)) / rate_hz,
        acceleration_mps2=felt,
        gravity=True,
        position=Position.HAND,
    )


def found(log: MotionLog, *, told: bool) -> tuple[JumpSet, ...] | Refused:
    return JumpFinder().find(MotionCleaning().clean(log), told=told)


@pytest.mark.parametrize("rate_hz", [50.0, 100.0, 200.0])
@pytest.mark.parametrize("seed", range(6))
def test_every_swing_up_and_down_is_counted_once_and_no_height_is_given(seed: int, rate_hz: float) -> None:
    sets = found(jacks(9 + 4 * seed, seed, rate_hz=rate_hz), told=True)
    assert not isinstance(sets, Refused), sets.why
    (one,) = sets
    assert one.count == len(one.jumps) == 9 + 4 * seed
    assert one.height_cm is None
    assert one.rsi is None
    assert one.rhythm_s is not None
    assert 0.7 < one.rhythm_s.value < 1.25
    (refused,) = one.refused
    assert "swings" in refused.why
    assert "two hops in jumping jacks" in refused.why


def test_two_bouts_of_swinging_are_two_sets() -> None:
    sets = found(jacks(24, 2, pause_s=8.0), told=True)
    assert not isinstance(sets, Refused), sets.why
    assert sum(one.count for one in sets) == 24
    assert len(sets) == 2
    assert sets[1].rest_before_s is not None
    assert 6 < sets[1].rest_before_s < 9


def test_swings_are_no_jumps_unless_somebody_says_so() -> None:
    assert isinstance(found(jacks(20, 1), told=False), Refused)


FAST = Jog(steps=120, contact_s=0.19, flight_s=0.14, speed_mps=5.0)


@pytest.mark.parametrize("position", [Position.HAND, Position.FRONT_POCKET, Position.BELT, Position.ANKLE])
@pytest.mark.parametrize("act", [Walk(duration_s=40.0), Jog(steps=120), FAST])
def test_walking_jogging_and_running_are_no_jumps_whatever_is_said_of_them(
    act: Act, position: Position
) -> None:
    truth = JumpScene(acts=(Stand(), act, Stand()), phone=Phone(position=position)).record(5)
    assert isinstance(found(truth.log, told=True), Refused)


def test_swinging_without_a_rhythm_has_no_count() -> None:
    rng = np.random.default_rng(3)
    felt = 25.0 * np.cumsum(rng.standard_normal((4000, 3)), axis=0)
    felt -= np.column_stack([np.convolve(axis, np.ones(60) / 60, mode="same") for axis in felt.T])
    log = MotionLog(
        format="csv", time_s=np.arange(4000) / 100, acceleration_mps2=felt / 6, position=Position.HAND
    )
    assert isinstance(found(log, told=True), Refused)


def test_both_counts_of_swings_can_be_asked_for() -> None:
    signal = MotionCleaning().clean(jacks(20, 4))
    ((count, second),) = JumpFinder().both_counts(signal, told=True)
    assert count == 20
    assert second is not None
    assert second.agrees
    assert abs(second.count - count) <= 1
    assert second.clarity > 0.8


def test_hard_knocks_in_a_pocket_are_no_swings() -> None:
    truth = JumpDraw(position=Position.BACK_POCKET, rate_hz=100.0, tidy=True).draw(Asked.HOPS, 30033)
    made = truth.record(30033)
    signal = MotionCleaning().clean(made.log)
    sets = JumpFinder().find(signal)
    assert not isinstance(sets, Refused), sets.why
    assert [one.count for one in sets] == [one.count for one in made.sets]
