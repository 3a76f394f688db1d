"""Who gets on, running or bounding, does not jump on the spot, whatever the log is told to be."""

from pathlib import Path

import numpy as np
import pytest

from fullstride.domain.evidence import JumpSet, Refused
from fullstride.domain.motion import Ask, Position
from fullstride.domain.motion_log import STANDARD_GRAVITY_MPS2, MotionLog
from fullstride.measure.bounds_legs import Alternation
from fullstride.measure.bounds_steps import StepFinder
from fullstride.measure.jumps import JumpFinder
from fullstride.measure.motion import MotionCleaning
from fullstride.measure.motion_gait import GotOnFinder, Running, both_legs_fly
from fullstride.measure.simulate_jumps import Act, Bounds, Jog, Jumps, JumpScene, Stand, Style, Walk
from fullstride.measure.simulate_phone import Phone

TREADMILL = Path(__file__).resolve().parent.parent.parent / "shared/data/motion/running_sacrum_grf/data"
WORN = [Position.BELT, Position.FRONT_POCKET, Position.BACK_POCKET]
BOUNDING = Bounds(contacts=14, contact_s=0.18, flight_s=0.28, approach=5, run_out=5)
PACES = {
    "a jog": Jog(steps=60),
    "a run": Jog(steps=60, contact_s=0.22, flight_s=0.12, speed_mps=4.5),
    "strides": Jog(steps=40, contact_s=0.17, flight_s=0.15, speed_mps=6.8),
}


def told_as_jumps(
    *acts: Act, position: Position = Position.BELT, seed: int = 1
) -> tuple[JumpSet, ...] | Refused:
    log = JumpScene(acts=(Stand(), *acts, Stand()), phone=Phone(position=position)).record(seed).log
    return JumpFinder().find(MotionCleaning().clean(log), told=True)


@pytest.mark.parametrize("position", [*WORN, Position.HAND, Position.ANKLE])
@pytest.mark.parametrize("pace", PACES)
def test_running_told_as_jumps_is_not_counted(pace: str, position: Position) -> None:
    found = told_as_jumps(PACES[pace], position=position)
    assert isinstance(found, Refused)
    assert found.instead


@pytest.mark.parametrize("position", WORN)
def test_strides_are_named_as_running_where_the_phone_is_worn(position: Position) -> None:
    found = told_as_jumps(PACES["strides"], position=position)
    assert isinstance(found, Refused)
    assert "this is running" in found.why


@pytest.mark.parametrize("position", WORN)
def test_bounds_told_as_jumps_are_asked_for(position: Position) -> None:
    found = told_as_jumps(BOUNDING, position=position)
    assert isinstance(found, Refused)
    assert found.asks == (Ask.EXERCISE,)
    assert "--as bounding" in found.instead


@pytest.mark.parametrize("position", WORN)
def test_strides_before_a_set_and_after_it_take_nothing_from_it(position: Position) -> None:
    jumps = Jumps(count=9, style=Style.RESET, height_cm=20.0)
    found = told_as_jumps(
        PACES["strides"], Walk(), Stand(), jumps, Stand(), Walk(), PACES["strides"], position=position
    )
    assert not isinstance(found, Refused)
    assert [one.count for one in found] == [9]


@pytest.mark.parametrize("position", [*WORN, Position.HAND, Position.ANKLE])
def test_jumps_with_long_rests_between_are_one_set(position: Position) -> None:
    jumps = Jumps(count=6, style=Style.RESET, height_cm=25.0, pause_s=10.0)
    found = told_as_jumps(jumps, position=position)
    assert not isinstance(found, Refused)
    assert [one.count for one in found] == [6]


@pytest.mark.parametrize("position", WORN)
def test_hops_and_jumps_get_nowhere(position: Position) -> None:
    for jumps in (
        Jumps(count=14, style=Style.HOPS, contact_s=0.2, height_cm=10.0),
        Jumps(count=12, style=Style.CONTINUOUS, contact_s=0.8),
    ):
        log = JumpScene(acts=(Stand(), jumps, Stand()), phone=Phone(position=position)).record(5).log
        assert GotOnFinder().find(MotionCleaning().clean(log)) == ()


def test_legs_that_take_turns_are_more_unlike_their_neighbours_than_both_at_once() -> None:
    def turns(act: Act) -> float:
        phone = Phone(position=Position.FRONT_POCKET)
        signal = MotionCleaning().clean(JumpScene(acts=(Stand(), act, Stand()), phone=phone).record(3).log)
        (stretch,) = StepFinder().find(signal)
        found = Alternation().find(signal, stretch.down[2:-2])
        assert found is not None
        return found

    hops = turns(Jumps(count=16, style=Style.HOPS, contact_s=0.2, height_cm=12.0))
    assert 1.0 <= hops < 1.5 < turns(BOUNDING)


def test_the_two_humps_of_one_jump_are_not_taken_for_two_legs() -> None:
    assert both_legs_fly(np.array([0.30, 0.28, 0.31, 0.27]))
    assert not both_legs_fly(np.array([0.30, 0.02, 0.31, 0.0]))


def test_a_real_runner_told_as_jumping_is_not_counted_at_any_speed_or_slope() -> None:
    if not TREADMILL.exists():
        pytest.skip("the treadmill runs are not here")
    rows = np.genfromtxt(TREADMILL / "Accelerometer_one_sub.csv", delimiter=",")
    size = rows.shape[1] // 2
    for number, row in enumerate(rows):
        # Five seconds, four times over: as long as a set lasts.
        up, forward = np.tile(row[:size], 4), np.tile(row[size:], 4)
        axes = np.column_stack([up, forward, np.zeros(4 * size)]) * STANDARD_GRAVITY_MPS2
        log = MotionLog(
            format="csv", time_s=np.arange(4 * size) / 500.0, acceleration_mps2=axes, gravity=True
        )
        found = JumpFinder().find(MotionCleaning().clean(log), told=True)
        assert isinstance(found, Refused), number


def test_running_says_how_quick_its_steps_are() -> None:
    log = JumpScene(acts=(Stand(), PACES["a run"], Stand()), phone=Phone()).record(2).log
    ran = [one for one in GotOnFinder().find(MotionCleaning().clean(log)) if isinstance(one, Running)]
    assert ran
    assert ran[0].step_s == pytest.approx(0.34, abs=0.01)
    assert ran[0].air_s == pytest.approx(0.12, abs=0.03)
