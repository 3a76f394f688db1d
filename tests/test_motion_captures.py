"""A capture of the phone page is read strictly, and says everything there is to say of a log."""

import datetime as dt
import re

import numpy as np
import pytest

from fullstride.domain.errors import UnreadableInput
from fullstride.domain.motion import Position
from fullstride.formats.motion_log_capture import KEYS
from fullstride.formats.motion_logs import HEAD, is_motion_log, read_motion_log
from helpers import ROOT
from made_motion_logs import capture, standing

TIME_S, AXES = standing()


def test_a_capture_says_everything_there_is_to_say() -> None:
    data = capture(TIME_S, AXES, position="belt", exercise="bounding", distance_m=30, session="s-1", set=2)
    log = read_motion_log(data, "capture.json")
    assert is_motion_log(data[:HEAD], "capture.json")
    assert (log.format, log.gravity, log.position) == ("fullstride", True, Position.BELT)
    assert (log.exercise, log.distance_m, log.session, log.set_number) == ("bounding", 30.0, "s-1", 2)
    assert (log.start, log.utc_offset_s) == (dt.datetime(2026, 11, 23, 14, 30, 5, tzinfo=dt.UTC), 3600)
    np.testing.assert_allclose(log.time_s, TIME_S, atol=1e-5)
    np.testing.assert_allclose(log.acceleration_mps2, AXES, atol=1e-4)
    np.testing.assert_allclose(log.rotation_radps[:, 0], np.pi)
    assert np.isnan(log.rotation_radps[:, 1]).all()


@pytest.mark.parametrize(
    ("key", "value", "place"),
    [
        ("gravity", 1, "gravity"),
        ("version", 2, "version"),
        ("version", True, "version"),
        ("position", "head", "position"),
        ("set", 0, "set"),
        ("set", True, "set"),
        ("distance_m", "30", "distance_m"),
        ("distance_m", -1, "distance_m"),
        ("distance_m", float("nan"), "distance_m"),
        ("started_at", "2026-11-23T15:30:05", "started_at"),
        ("started_at", 5, "started_at"),
        ("utc_offset_s", 1.5, "utc_offset_s"),
        ("exercise", "Squat jumps", "exercise"),
        ("device", ["a"], "device"),
        ("speed", 3, "speed"),
        ("acceleration", [], "acceleration"),
        ("acceleration", {"t": [1]}, "acceleration"),
        ("acceleration", [[0, 1, 2, 3], [1, 2, 3]], "acceleration[1]"),
        ("acceleration", [[0, 1, 2, 3], [1, 2, 3, "4"]], "acceleration[1]"),
        ("acceleration", [[None, 1, 2, 3]], "acceleration[0]"),
        ("rotation", [[0, 1, 2, [3]]], "rotation[0]"),
    ],
)
def test_a_capture_that_is_wrong_names_the_place(key: str, value: object, place: str) -> None:
    with pytest.raises(UnreadableInput) as caught:
        read_motion_log(capture(TIME_S, AXES, **{key: value}), "capture.json")
    assert caught.value.place == place


def test_the_capture_in_the_documentation_is_one_and_every_key_of_a_capture_is_there() -> None:
    page = (ROOT / "docs/reference/motion-logs.md").read_text()
    shown = re.findall(r"^```json\n(.*?)^```$", page, re.M | re.S)[0]
    log = read_motion_log(shown.encode(), "capture.json")
    assert (len(log), len(log.rotation_time_s), log.set_number) == (3, 2, 2)
    told = page.partition("Reading is strict")[2]
    assert [key for key in sorted(KEYS) if f"`{key}`" not in told] == []
