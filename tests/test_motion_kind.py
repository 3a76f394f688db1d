"""What a motion log is a log of: told where there is no doubt, else asked; never told wrongly."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from fullstride.domain.evidence import Refused
from fullstride.domain.motion import Position
from fullstride.domain.motion_log import MotionLog
from fullstride.measure.motion import MotionCleaning
from fullstride.measure.motion_kind import MotionKind
from fullstride.measure.simulate_jumps import Bounds, Jog, Jumps, JumpScene, Stand, Style, Walk
from fullstride.measure.simulate_jumps_drawn import Asked, JumpDraw
from fullstride.measure.simulate_phone import Phone

PHYPHOX = Path(__file__).resolve().parent.parent.parent / "shared/data/motion/phyphox390_jump/test_dir"
RUN_IN_AND_OUT = Bounds(contacts=14, contact_s=0.18, flight_s=0.28, approach=4, run_out=4)


def told(scene: JumpScene, seed: int = 1) -> str | Refused:
    return MotionKind().tell(MotionCleaning().clean(scene.record(seed).log))


@pytest.mark.parametrize("position", [Position.BELT, Position.FRONT_POCKET, Position.BACK_POCKET])
@pytest.mark.parametrize("style", [Style.RESET, Style.PAUSE])
def test_jumps_with_a_reset_are_told_as_squat_jumps(position: Position, style: Style) -> None:
    acts = (Walk(duration_s=8.0), Stand(), Jumps(count=8, style=style, height_cm=25.0), Stand())
    assert told(JumpScene(acts=acts, phone=Phone(position=position))) == "squat_jumps"


def test_runs_into_and_out_of_which_somebody_runs_are_told_as_bounding() -> None:
    rest = (Stand(), Walk(duration_s=15.0), Stand())
    assert told(JumpScene(acts=(Stand(), RUN_IN_AND_OUT, *rest, RUN_IN_AND_OUT, Stand()))) == "bounding"


def test_a_jog_before_the_jumps_does_not_hide_them() -> None:
    acts = (Stand(), Jog(steps=40), Stand(), Jumps(count=8, style=Style.RESET, height_cm=25.0), Stand())
    assert told(JumpScene(acts=acts)) == "squat_jumps"


def test_short_hops_are_asked_because_bounds_from_a_stand_look_like_them() -> None:
    hops = Jumps(count=10, style=Style.HOPS, contact_s=0.2, height_cm=12.0)
    bounds = replace(RUN_IN_AND_OUT, approach=0, run_out=0)
    for act in (hops, bounds):
        answer = told(JumpScene(acts=(Stand(), act, Stand())))
        assert isinstance(answer, Refused)
        assert "--as" in answer.instead


def test_springing_that_goes_on_for_longer_than_anybody_bounds_is_jumping() -> None:
    hops = Jumps(count=90, style=Style.HOPS, contact_s=0.2, height_cm=12.0)
    assert told(JumpScene(acts=(Stand(), hops, Stand()))) == "squat_jumps"


def test_running_walking_and_an_ankle_are_told_as_neither() -> None:
    for scene in (
        JumpScene(acts=(Stand(), Jog(steps=200), Stand())),
        JumpScene(acts=(Walk(duration_s=30.0),)),
        JumpScene(acts=(Stand(), RUN_IN_AND_OUT, Stand()), phone=Phone(position=Position.ANKLE)),
        JumpScene(acts=(Stand(), RUN_IN_AND_OUT, Stand()), phone=Phone(gravity=False)),
    ):
        assert isinstance(told(scene), Refused)


@pytest.mark.parametrize("asked", list(Asked))
def test_over_runners_places_and_devices_of_every_kind_nothing_is_told_wrongly(asked: Asked) -> None:
    wrong = "squat_jumps" if asked is Asked.BOUNDS else "bounding"
    for seed in range(300, 308):
        assert told(JumpDraw().draw(asked, seed), seed) != wrong, seed


@pytest.mark.parametrize(
    "position", [Position.BELT, Position.FRONT_POCKET, Position.BACK_POCKET, Position.HAND]
)
def test_squat_jumps_by_the_protocol_are_known_in_nine_logs_of_ten(position: Position) -> None:
    draw = JumpDraw(position=position, rate_hz=100.0, tidy=True)
    scenes = [(draw.draw(asked, seed), seed) for asked in (Asked.RESET, Asked.PAUSE) for seed in range(5)]
    assert sum(told(scene, seed) == "squat_jumps" for scene, seed in scenes) >= 9


@pytest.mark.parametrize("position", [Position.BELT, Position.FRONT_POCKET, Position.BACK_POCKET])
def test_bounds_with_running_before_and_after_are_known_wherever_a_phone_is_worn(position: Position) -> None:
    for seed, contact_s in enumerate((0.15, 0.18, 0.22)):
        run = replace(RUN_IN_AND_OUT, contact_s=contact_s, flight_s=1.4 * contact_s)
        phone = Phone(position=position)
        assert told(JumpScene(acts=(Stand(), run, Stand()), phone=phone), seed) == "bounding", contact_s


@pytest.mark.parametrize("position", list(Position))
def test_running_and_walking_are_told_as_neither_wherever_the_phone_is(position: Position) -> None:
    strides = Jog(steps=40, contact_s=0.17, flight_s=0.15, speed_mps=6.8)
    fast = Jog(steps=80, contact_s=0.22, flight_s=0.12, speed_mps=4.5)
    for acts in (
        (strides, Stand(), Walk(), Stand(), strides),
        (fast,),
        (Walk(duration_s=30.0, strength_mps2=3.0),),
    ):
        worn = Phone(position=position if position is not Position.UNKNOWN else Position.FRONT_POCKET)
        log = replace(JumpScene(acts=(Stand(), *acts, Stand()), phone=worn).record(4).log, position=position)
        assert isinstance(MotionKind().tell(MotionCleaning().clean(log)), Refused)


def test_what_may_be_hops_is_asked_with_hops_among_the_answers() -> None:
    hops = Jumps(count=10, style=Style.HOPS, contact_s=0.2, height_cm=12.0)
    answer = told(JumpScene(acts=(Stand(), hops, Stand())))
    assert isinstance(answer, Refused)
    assert "--as hops" in answer.instead
    assert "--as bounding" in answer.instead


def test_no_real_log_of_jumping_whole_or_in_pieces_is_told_as_bounding() -> None:
    files = sorted(PHYPHOX.glob("*/*.csv"))
    if not files:
        pytest.skip("the phyphox logs of jumping are not here")
    for file in files:
        rows = np.loadtxt(file, delimiter=",", skiprows=1, usecols=(0, 1, 2, 3))
        log = MotionLog(format="phyphox", time_s=rows[:, 0], acceleration_mps2=rows[:, 1:4], gravity=True)
        for start_s, end_s in ((0.0, 99.0), (5.0, 17.0), (30.0, 45.0)):
            part = (log.time_s >= start_s) & (log.time_s < end_s)
            piece = replace(log, time_s=log.time_s[part], acceleration_mps2=log.acceleration_mps2[part])
            assert MotionKind().tell(MotionCleaning().clean(piece)) != "bounding", (file.name, start_s)
