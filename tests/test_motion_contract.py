"""What every detector of motion keeps, whoever made it: one contract for all of them.

A detector is a frozen dataclass of settings with one verb. Another of them is one line in `DETECTORS`.
"""

import dataclasses
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullstride.domain.evidence import Refused
from fullstride.domain.motion import FrameMarks, Position
from fullstride.domain.motion_log import STANDARD_GRAVITY_MPS2, MotionLog
from fullstride.measure.bounds import BoundFinder
from fullstride.measure.calibrating import Calibrated, Calibrating, raw
from fullstride.measure.jumps import JumpFinder
from fullstride.measure.marks import MarkedVideo
from fullstride.measure.motion import MotionCleaning
from fullstride.measure.motion_kind import MotionKind
from fullstride.measure.simulate_jumps import (
    Act,
    Bounds,
    Jumps,
    JumpScene,
    SimulatedMotion,
    Stand,
    Style,
    Walk,
)
from fullstride.measure.simulate_jumps_marks import Camera
from fullstride.measure.simulate_phone import Phone
from helpers import ROOT
from motion_answers import alike, counts, flat

DETECTORS: dict[str, tuple[type[Any], str]] = {
    "JumpFinder": (JumpFinder, "find"),
    "BoundFinder": (BoundFinder, "find"),
    "MotionKind": (MotionKind, "tell"),
    "MarkedVideo": (MarkedVideo, "measure"),
    "MotionCleaning": (MotionCleaning, "clean"),
    "Calibrating": (Calibrating, "calibrate"),
}
OF_SIGNALS = ("JumpFinder", "BoundFinder", "MotionKind")
EPOCH_S = 1.8e9
SCENES: dict[str, tuple[Act, ...]] = {
    "jumps": (Stand(), Jumps(count=8), Stand()),
    "squat jumps": (Stand(), Jumps(count=5, style=Style.RESET, pause_s=0.8), Stand()),
    "bounds": (Stand(), Bounds(contacts=14), Stand()),
    "walking": (Stand(), Walk(duration_s=20.0), Stand()),
}
detector = pytest.mark.parametrize("name", DETECTORS)
of_signals = pytest.mark.parametrize("name", OF_SIGNALS)
scene = pytest.mark.parametrize("what", ("jumps", "squat jumps", "bounds"))


@cache
def made(what: str) -> SimulatedMotion:
    return JumpScene(acts=SCENES[what], phone=Phone(turned_rad=(0.4, -0.3, 1.1))).record(20_270_105)


@cache
def film(what: str) -> FrameMarks:
    return Camera(frames_per_s=240.0).film(made(what), 5)


def answer(name: str, log: MotionLog) -> Any:
    """What a detector with its default settings says of a log."""
    if name == "MotionCleaning":
        return MotionCleaning().clean(log)
    return getattr(DETECTORS[name][0](), DETECTORS[name][1])(MotionCleaning().clean(log))


def of_what(name: str, what: str) -> Any:
    """What a detector says of a scene: of its log, of its film, or of both."""
    if name == "MarkedVideo":
        return MarkedVideo().measure(film(what))
    if name == "Calibrating":
        phone = JumpFinder().find(MotionCleaning().clean(made(what).log), calibrations=(raw(Position.BELT),))
        video = MarkedVideo().measure(film(what))
        assert not isinstance(phone, Refused)
        assert not isinstance(video, Refused)
        return Calibrating().calibrate(phone, video.sets, Position.BELT)
    return answer(name, made(what).log)


# --- settings and words -------------------------------------------------------------------------------------


@detector
def test_a_detector_is_frozen_settings_that_are_enough_by_themselves(name: str) -> None:
    kind, verb = DETECTORS[name]
    one = kind()
    assert one == kind()
    assert callable(getattr(one, verb))
    for field in dataclasses.fields(one):
        with pytest.raises((dataclasses.FrozenInstanceError, AttributeError, TypeError)):
            setattr(one, field.name, None)
    with pytest.raises((AttributeError, TypeError)):
        one.something_new = 1


@detector
def test_use_leaves_the_settings_and_what_was_given_untouched(name: str) -> None:
    what = "jumps"
    before, axes = made(what).log.time_s.copy(), made(what).log.acceleration_mps2.copy()
    signal = MotionCleaning().clean(made(what).log)
    magnitude = signal.magnitude_g.copy()
    kind, verb = DETECTORS[name]
    one = kind()
    if name in OF_SIGNALS:
        getattr(one, verb)(signal)
    of_what(name, what)
    assert one == kind()
    assert np.array_equal(made(what).log.time_s, before)
    assert np.array_equal(made(what).log.acceleration_mps2, axes)
    assert np.array_equal(signal.magnitude_g, magnitude)


@detector
@pytest.mark.parametrize(
    "word",
    [
        pytest.param(r"Steps:|[A-Z]\w+: every run", id="steps"),
        pytest.param("Needs:", id="needs"),
        pytest.param(r"Units?:|Units |in g\b|seconds|\bs\b", id="units"),
    ],
)
def test_a_docstring_holds_steps_needs_and_units(name: str, word: str) -> None:
    told = DETECTORS[name][0].__doc__ or ""
    assert re.search(word, told), f"{name} does not say its {word}"


@detector
def test_a_docstring_says_what_becomes_of_what_cannot_be_measured(name: str) -> None:
    told = (DETECTORS[name][0].__doc__ or "") + (getattr(*DETECTORS[name]).__doc__ or "")
    assert re.search(r"[Rr]efus|[Rr]efuses|[Ee]rrors", told)


# --- the same answer ----------------------------------------------------------------------------------------


@detector
@pytest.mark.parametrize("what", ["jumps", "squat jumps"])
def test_the_same_input_has_the_same_answer(name: str, what: str) -> None:
    assert flat(of_what(name, what)) == flat(of_what(name, what))


def told_in_words() -> str:
    """All answers as text, for another process to compare."""
    return json.dumps(
        {f"{name} {what}": flat(of_what(name, what)) for name in DETECTORS for what in ("jumps",)}
    )


def test_another_process_with_another_hash_seed_has_the_same_answer() -> None:
    code = "import test_motion_contract as own; print(own.told_in_words())"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT / "tests",
        env=os.environ | {"PYTHONHASHSEED": "77"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=True,
    )
    assert json.loads(done.stdout) == json.loads(told_in_words())


@of_signals
@scene
@pytest.mark.parametrize("later_s", [-3.25, 1000.0, EPOCH_S])
def test_a_clock_that_reads_later_changes_nothing(name: str, what: str, later_s: float) -> None:
    log = made(what).log
    later = answer(name, replace(log, time_s=log.time_s + later_s))
    # A double holds 0.2 µs at the epoch, and a log's time is told to the millisecond.
    assert alike(later, answer(name, log), within=0.002, where=0.005)


@pytest.mark.parametrize("later_s", [-0.5, 60.0, EPOCH_S])
def test_a_clip_that_begins_later_shows_the_same_jumps(later_s: float) -> None:
    marks = film("jumps")
    moved = replace(marks, marks=tuple(replace(mark, time_s=mark.time_s + later_s) for mark in marks.marks))
    first, second = MarkedVideo().measure(marks), MarkedVideo().measure(moved)
    assert not isinstance(first, Refused)
    assert not isinstance(second, Refused)
    heights = [
        [jump.height_cm.value for one in found.sets for jump in one.jumps if jump.height_cm is not None]
        for found in (first, second)
    ]
    assert heights[0]
    assert heights[1] == pytest.approx(heights[0], abs=0.01)


@of_signals
@scene
@settings(max_examples=8, deadline=None)
@given(turn=st.tuples(*[st.floats(-3.0, 3.0)] * 3), mirrored=st.tuples(*[st.booleans()] * 3))
def test_it_does_not_matter_how_the_phone_lies(
    name: str, what: str, turn: tuple[float, float, float], mirrored: tuple[bool, bool, bool]
) -> None:
    from scipy.spatial.transform import Rotation

    log = made(what).log
    signs = np.where(mirrored, -1.0, 1.0)
    around = Rotation.from_rotvec(turn)
    lain = replace(
        log,
        acceleration_mps2=around.apply(log.acceleration_mps2) * signs,
        # What turns is mirrored the other way about.
        rotation_radps=around.apply(log.rotation_radps) * signs * np.prod(signs),
    )
    assert alike(answer(name, lain), answer(name, log), within=0.002, where=0.002)


@of_signals
@scene
@pytest.mark.parametrize("factor", [0.97, 0.985, 1.015, 1.03])
def test_a_sensor_that_reads_g_a_little_wrong_changes_nothing(name: str, what: str, factor: float) -> None:
    log = made(what).log
    wrong = answer(name, replace(log, acceleration_mps2=log.acceleration_mps2 * factor))
    assert alike(wrong, answer(name, log), within=0.002, where=0.002)


@of_signals
@scene
def test_rows_that_were_written_twice_or_out_of_order_change_nothing(name: str, what: str) -> None:
    log = made(what).log
    size = len(log)
    twice = np.sort(np.concatenate([np.arange(size), np.arange(0, size, 7)]))
    swapped = np.arange(size)
    swapped[100:-100:10], swapped[101:-99:10] = swapped[101:-99:10].copy(), swapped[100:-100:10].copy()
    for rows in (twice, swapped):
        other = replace(log, time_s=log.time_s[rows], acceleration_mps2=log.acceleration_mps2[rows])
        assert alike(answer(name, other), answer(name, log), within=0.002, where=0.005)


@of_signals
@scene
def test_a_few_lost_values_change_no_count(name: str, what: str) -> None:
    log = made(what).log
    lost = log.acceleration_mps2.copy()
    lost[::50] = np.nan
    first, second = answer(name, log), answer(name, replace(log, acceleration_mps2=lost))
    assert counts(second) == counts(first)


# --- nonsense -----------------------------------------------------------------------------------------------


def still(seconds: float, rate_hz: float = 100.0, noise: float = 0.02) -> MotionLog:
    """A phone on a table."""
    rng = np.random.default_rng(3)
    size = int(seconds * rate_hz)
    axes = np.array([0.0, 0.0, STANDARD_GRAVITY_MPS2]) + noise * rng.standard_normal((size, 3))
    return MotionLog(
        format="csv", time_s=np.arange(size) / rate_hz, acceleration_mps2=axes, position=Position.BELT
    )


def shaped(fill: Callable[[tuple[int, int]], Any]) -> MotionLog:
    log = still(30.0)
    return replace(log, acceleration_mps2=np.asarray(fill(log.acceleration_mps2.shape), dtype=float))


def noise_of(level: float) -> MotionLog:
    return shaped(lambda shape: level * np.random.default_rng(8).standard_normal(shape))


NONSENSE: dict[str, Callable[[], MotionLog]] = {
    "no samples": lambda: MotionLog(format="csv"),
    "one sample": lambda: still(0.01),
    "two samples": lambda: still(0.02),
    "nothing but zeros": lambda: shaped(np.zeros),
    "one value": lambda: shaped(lambda shape: np.full(shape, 5.66)),
    "no value": lambda: shaped(lambda shape: np.full(shape, np.nan)),
    "infinite values": lambda: shaped(lambda shape: np.full(shape, np.inf)),
    "huge values": lambda: shaped(lambda shape: np.full(shape, 1e100)),
    "values whose squares are none": lambda: shaped(lambda shape: np.full(shape, -1e300)),
    "noise of half a g": lambda: noise_of(5.0),
    "noise of a g": lambda: noise_of(10.0),
    "noise of five g": lambda: noise_of(50.0),
    "noise about gravity": lambda: still(30.0, noise=3.0),
    "a clock that stands still": lambda: replace(still(30.0), time_s=np.zeros(3000)),
    "a clock without values": lambda: replace(still(30.0), time_s=np.full(3000, np.nan)),
    "an hour of silence": lambda: still(3600.0),
    "walking": lambda: made("walking").log,
    "a sine": lambda: shaped(
        lambda shape: (
            STANDARD_GRAVITY_MPS2
            + 2.0 * np.sin(2.0 * np.pi * np.arange(shape[0]) / 100.0)[:, None] * np.ones(shape)
        )
    ),
}


@of_signals
@pytest.mark.parametrize("nonsense", NONSENSE)
def test_nonsense_is_refused_in_a_sentence(name: str, nonsense: str) -> None:
    with np.errstate(all="raise", under="ignore"):
        found = answer(name, NONSENSE[nonsense]())
    assert isinstance(found, Refused), found
    for words in (found.what, found.why):
        assert words
        assert "nan" not in words.lower().split()
        assert "\n" not in words
    assert found.instead


@of_signals
@pytest.mark.parametrize("what", ["jumps", "bounds"])
@pytest.mark.parametrize("says", [True, False])
def test_a_log_without_gravity_is_refused_whether_it_says_so_or_not(name: str, what: str, says: bool) -> None:
    phone = Phone(gravity=False, says_gravity=says)
    found = answer(name, JumpScene(acts=SCENES[what], phone=phone).record(6).log)
    assert isinstance(found, Refused)
    assert "gravity" in found.why + found.instead


def test_marks_of_nothing_are_refused_in_a_sentence() -> None:
    for marks in (
        FrameMarks(format="csv", frames_per_s=240.0),
        replace(film("jumps"), marks=film("jumps").marks[:1]),
    ):
        found = MarkedVideo().measure(replace(marks, exercise="squat_jumps"))
        assert isinstance(found, Refused)
        assert found.why


def test_two_films_of_other_jumps_calibrate_nothing() -> None:
    phone = JumpFinder().find(MotionCleaning().clean(made("jumps").log), calibrations=(raw(Position.BELT),))
    video = MarkedVideo().measure(film("squat jumps"))
    assert not isinstance(phone, Refused)
    assert not isinstance(video, Refused)
    for sets in ((), video.sets):
        assert isinstance(Calibrating().calibrate(phone, sets, Position.BELT), Refused)
    assert isinstance(Calibrating().calibrate(phone, video.sets, Position.HAND), Refused)


def test_the_scenes_of_this_contract_are_found() -> None:
    """So that the same answer is not the same refusal."""
    for what in ("jumps", "squat jumps"):
        assert counts(answer("JumpFinder", made(what).log)) == [made(what).sets[0].count]
    assert counts(answer("BoundFinder", made("bounds").log)) == [14]
    assert answer("MotionKind", made("bounds").log) == "bounding"
    assert answer("MotionKind", made("squat jumps").log) == "squat_jumps"
    assert isinstance(of_what("Calibrating", "jumps"), Calibrated)


# --- comparing answers --------------------------------------------------------------------------------------
