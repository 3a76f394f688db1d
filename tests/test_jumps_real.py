"""Jumps in real logs: phones in pockets and hands, force plates as an ideal sensor, running that is none."""

from pathlib import Path

import numpy as np
import pytest

from fullstride.domain.evidence import Refused
from fullstride.domain.motion import Position
from fullstride.domain.motion_log import STANDARD_GRAVITY_MPS2, MotionLog
from fullstride.domain.recording import Floats
from fullstride.measure.jumps import JumpFinder
from fullstride.measure.jumps_timing import height_cm
from fullstride.measure.motion import MotionCleaning
from helpers import ROOT

MOTION = ROOT.parent / "shared" / "data" / "motion"
pytestmark = pytest.mark.skipif(not MOTION.exists(), reason="the recordings of others are not here")

PHONES = MOTION / "phyphox390_jump" / "test_dir"
PLATES = MOTION / "squatjump_forceplates" / "data"
# The jumping of these is on the spot, the phone in a pocket or held against the body.
STEADY = (
    "brant/jumping_back_pocket_brant",
    "brant/jumping_side_side_front_pocket_brant",
    "brant/jumping_stationary_hand_brant",
    "sophia/jumping_back_pocket_sophia",
    "sophia/jumping_front_pocket_sophia",
    "sophia/jumping_side_side_front_pocket_sophia",
    "sophia/jumping_stationary_hand_sophia",
)


def phone_log(name: str) -> MotionLog:
    rows = np.loadtxt(PHONES / f"{name}.csv", delimiter=",", skiprows=1)
    position = Position.HAND if "_hand_" in name else Position.FRONT_POCKET
    return MotionLog(
        format="phyphox", time_s=rows[:, 0], acceleration_mps2=rows[:, 1:4], gravity=True, position=position
    )


@pytest.mark.parametrize("name", STEADY)
def test_a_minute_of_jumping_is_counted_alike_by_flights_and_by_rhythm(name: str) -> None:
    signal = MotionCleaning().clean(phone_log(name))
    finder = JumpFinder()
    sets = finder.find(signal)
    assert not isinstance(sets, Refused)
    (one,) = sets
    ((count, second),) = finder.both_counts(signal)
    assert count == one.count
    assert second is not None and second.clarity > 0.8
    assert abs(second.count - one.count) <= 1.2
    assert one.end_s - one.start_s > 57
    if "_hand_" in name:
        assert one.height_cm is None


@pytest.mark.parametrize("person", ["brant", "chris", "sophia"])
def test_a_minute_of_jumping_jacks_in_the_hand_is_counted_alike_in_two_ways_once_it_is_said(
    person: str,
) -> None:
    signal = MotionCleaning().clean(phone_log(f"{person}/jumping_jacks_hand_{person}"))
    finder = JumpFinder()
    assert isinstance(finder.find(signal), Refused)
    sets = finder.find(signal, told=True)
    assert not isinstance(sets, Refused)
    (one,) = sets
    ((count, second),) = finder.both_counts(signal, told=True)
    assert count == one.count
    assert second is not None
    assert abs(second.count - count) <= 1
    assert 55 < count < 70
    assert one.height_cm is None


@pytest.mark.parametrize(
    "name",
    [
        "brant/jumping_jacks_hand_brant",
        "chris/jumping_jacks_hand_chris",
        "sophia/jumping_jacks_hand_sophia",
        "chris/jumping_stationary_hand_chris",
        "chris/jumping_side_side_front_pocket_chris",
        "chris/jumping_forward_front_pocket_chris",
        "brant/jumping_forward_front_pocket_brant",
    ],
)
def test_what_swings_or_has_no_rhythm_gets_no_height(name: str) -> None:
    sets = JumpFinder().find(MotionCleaning().clean(phone_log(name)), told=True)
    assert isinstance(sets, Refused) or all(one.height_cm is None for one in sets)


def plate_jumps(path: Path) -> tuple[MotionLog, list[tuple[float, float]]]:
    """Both plates' force over weight as an accelerometer's reading, and where neither plate was touched."""
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith("endheader"))
    names = lines[start + 1].split(",")
    rows = np.array(
        [[float(cell) for cell in line.split(",")] for line in lines[start + 2 :] if line.strip(",")]
    )
    force = rows[:, [at for at, name in enumerate(names) if name.endswith("_vy")]].sum(axis=1)
    weight = float(np.median(force[force > 0.3 * np.median(force)]))
    pull = force / weight * STANDARD_GRAVITY_MPS2
    time_s = rows[:, 0]
    log = MotionLog(
        format="csv",
        time_s=time_s,
        acceleration_mps2=np.column_stack([0 * pull, pull, 0 * pull]),
        gravity=True,
        position=Position.BELT,
    )
    change = np.diff(np.concatenate(([0], (force < 20).astype(int), [0])))
    off, on = np.flatnonzero(change == 1), np.flatnonzero(change == -1)
    true = [
        (time_s[a], time_s[b]) for a, b in zip(off, on, strict=True) if b < len(force) and 100 < b - a < 700
    ]
    return log, true


def test_squat_jumps_on_force_plates_are_all_found_and_within_a_centimetre() -> None:
    shown, true, person = [], [], []
    for number, path in enumerate(sorted(PLATES.glob("*.csv"))):
        log, flights = plate_jumps(path)
        sets = JumpFinder().find(MotionCleaning().clean(log))
        assert not isinstance(sets, Refused)
        (one,) = sets
        assert one.count == len(flights) == 3
        assert not one.refused and one.height_cm is not None
        for jump, (off_s, on_s) in zip(one.jumps, flights, strict=True):
            assert jump.flight_s is not None
            shown.append(jump.flight_s.value)
            true.append(on_s - off_s)
            person.append(number)
    error_cm = left_one_out(np.array(shown), np.array(true), np.array(person))
    assert len(error_cm) == 21
    assert error_cm.std(ddof=1) <= 0.9


def left_one_out(shown_s: Floats, true_s: Floats, person: np.ndarray) -> Floats:
    """Height errors in cm with each person's offset taken from the others."""
    error = np.empty(len(shown_s))
    for number in set(person):
        mine = person == number
        offset_s = (shown_s - true_s)[~mine].mean()
        error[mine] = height_cm(shown_s[mine] - offset_s) - height_cm(true_s[mine])
    return error


def test_running_is_no_jumping() -> None:
    rows = np.loadtxt(MOTION / "running_sacrum_grf" / "data" / "Accelerometer_one_sub.csv", delimiter=",")
    for row in rows:
        up, forward = row[:2480], row[2480:]
        axes = STANDARD_GRAVITY_MPS2 * np.tile(np.column_stack([up, forward, 0 * up]), (6, 1))
        log = MotionLog(format="csv", time_s=np.arange(len(axes)) / 500, acceleration_mps2=axes)
        assert isinstance(JumpFinder().find(MotionCleaning().clean(log), told=True), Refused)
