"""What only the runner knows of a log is asked by name, told once, and holds from then on."""

import datetime as dt
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from httpx import Response

from fullstride.domain.motion_log import MotionLog
from fullstride.measure.simulate_jumps import Jumps, JumpScene, Stand, Style
from helpers import EXAMPLES
from made_api import ME, Served, refused, served
from made_captures import bound_log, capture, phyphox, zipped

FILE = {"Content-Type": "application/octet-stream"}
AT = dt.datetime.fromisoformat("2027-01-29T17:30:00+00:00")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    with served(tmp_path, monkeypatch) as one:
        one.life.on("2027-01-30")
        yield one


@cache
def hops() -> MotionLog:
    """Short hops, which bounds from a stand look like."""
    made = Jumps(count=10, style=Style.HOPS, contact_s=0.2, height_cm=12.0)
    return JumpScene(acts=(Stand(), made, Stand())).record(1).log


def _send(here: Served, data: bytes, **params: Any) -> Response:
    response: Response = here.client.put(
        f"{ME}/recordings/up-1", content=data, params={"name": "log.zip", **params}, headers=FILE
    )
    return response


def _one(response: Response) -> dict[str, Any]:
    assert response.status_code == 200, response.text
    (one,) = response.json()["recordings"]
    return dict(one)


def _tell(here: Served, sha256: str, **said: Any) -> dict[str, Any]:
    response = here.client.put(f"{ME}/recordings/{sha256}/told", json=said)
    assert response.status_code == 200, response.text
    return dict(response.json())


def test_a_log_whose_kind_is_unclear_asks_for_it_and_for_where_the_phone_was(here: Served) -> None:
    one = _one(_send(here, zipped(phyphox(hops(), AT.replace(day=27)))))
    assert one["ask"] == ["exercise", "position"]
    assert one["refused"][0]["instead"] == "Say here which it was."
    (told,) = _tell(here, one["sha256"], exercise="hops", position="belt")["recordings"]
    assert (told["kind"], told["ask"]) == ("hops", [])
    assert (told["motion"]["position"], told["motion"]["sets"][0]["count"]) == ("belt", 10)


def test_what_was_told_holds_when_the_file_comes_again_and_is_told_otherwise_as_often_as_wanted(
    here: Served,
) -> None:
    data = zipped(phyphox(hops(), AT.replace(day=27)))
    one = _one(_send(here, data, exercise="hops"))
    assert (one["kind"], one["ask"]) == ("hops", ["position"])
    assert _one(_send(here, data))["kind"] == "hops"
    for kind in ("bounding", "hops", "squat_jumps", "hops"):
        file = _tell(here, one["sha256"], exercise=kind, position="belt")
        assert [each["kind"] for each in file["recordings"]] == [kind]
        assert file["corrections"] == []
    again = _one(_send(here, data))
    assert (again["kind"], again["motion"]["position"], again["again"]) == ("hops", "belt", True)


def test_bounding_asks_how_far_it_was_and_a_distance_told_gives_its_speed(here: Served) -> None:
    one = _one(_send(here, capture(bound_log().log, AT, exercise="bounding")))
    assert one["ask"] == ["distance_m"]
    assert one["motion"]["bounds"][0]["mean_mps"] is None
    (told,) = _tell(here, one["sha256"], distance_m=30)["recordings"]
    assert told["ask"] == []
    assert told["motion"]["bounds"][0]["mean_mps"]["value"] > 1


def test_a_log_that_was_no_bounding_leaves_its_session_and_comes_back_to_it(here: Served) -> None:
    """The day's bounding was shown by it; as hops it shows none, though the capture says so."""
    session = next(
        one["id"] for one in here.get("/today", on="2027-01-29")["sessions"] if one["exercise"] == "bounding"
    )
    one = _one(_send(here, capture(bound_log().log, AT, exercise="bounding", session=session)))
    assert here.get(f"/recordings/{one['sha256']}")["sessions"] == [session]
    assert _tell(here, one["sha256"], exercise="hops")["sessions"] == []
    here.life.on("2027-01-31")
    assert _tell(here, one["sha256"], exercise="bounding")["sessions"] == [session]


def restless(*, clock: str = "time (s)", unit: str = "", step: float = 0.01, shake: float = 0.0) -> bytes:
    """A phone that is never still."""
    dice = np.random.default_rng(3)
    axes = dice.normal(0, shake, (2000, 3))
    rows = "\n".join(
        f"{place * step:g},{x:.3f},{y:.3f},{z:.3f}" for place, (x, y, z) in enumerate(axes.tolist())
    )
    return f"{clock},x{unit},y{unit},z{unit}\n{rows}\n".encode()


@pytest.mark.parametrize(
    ("data", "ask", "say"),
    [
        (restless(shake=2.2), "unit", "g"),
        (restless(clock="time", step=1, shake=9.0, unit=" (m/s^2)"), "clock", "ms"),
    ],
)
def test_a_unit_that_does_not_show_is_asked_and_the_same_bytes_are_read_with_it(
    here: Served, data: bytes, ask: str, say: str
) -> None:
    response = _send(here, data, name="log.csv")
    assert "in which unit" in refused(response, 422)
    assert response.json()["ask"] == [ask]
    assert _send(here, data, name="log.csv", **{ask: say}).status_code == 200
    assert _send(here, data, name="log.csv").status_code == 200  # it was told


def test_marks_without_a_day_ask_for_it_and_count_in_the_trend_from_then_on(here: Served) -> None:
    """Also where the day was said wrongly first, and when the same file comes again."""
    lines = (EXAMPLES / "squat-jumps-marked.csv").read_text().splitlines(keepends=True)
    data = "".join(line for line in lines if not line.startswith("# date")).encode()
    before = here.get("/trend")
    one = _one(_send(here, data, name="marks.csv"))
    assert (one["start"], one["ask"]) == (None, ["date"])
    assert here.get("/trend") == before
    ahead = here.client.put(f"{ME}/recordings/{one['sha256']}/told", json={"date": "2027-03-01"})
    assert "yet to come" in refused(ahead, 400)
    for day in ("2027-01-26", "2027-01-27"):
        (told,) = _tell(here, one["sha256"], date=day)["recordings"]
        assert (told["start"][:10], told["ask"]) == (day, [])
        assert _one(_send(here, data, name="marks.csv"))["start"][:10] == day
    (row,) = here.get("/recordings")["items"]
    assert row["date"] == "2027-01-27"
    assert here.get("/trend") != before


def test_a_day_that_comes_with_a_file_is_of_logs_that_tell_none(here: Served) -> None:
    dated = _send(here, zipped(phyphox(hops(), AT.replace(day=27))), date="2027-01-20")
    assert _one(dated)["start"][:10] == "2027-01-27"
    plain = _one(_send(here, restless(unit=" (m/s^2)", shake=0.2), name="log.csv", date="2027-01-20"))
    assert plain["start"][:10] == "2027-01-20"
    assert "yet to come" in refused(_send(here, b"x", date="2027-03-01"), 400)


def test_a_run_of_a_watch_is_not_told_as_a_whole(here: Served) -> None:
    one = _one(_send(here, (EXAMPLES / "tuesday-run.fit").read_bytes(), name="run.fit"))
    assert one["ask"] == []
    response = here.client.put(f"{ME}/recordings/{one['sha256']}/told", json={"exercise": "hops"})
    assert "corrected one by one" in refused(response, 400)
    refused(here.client.put(f"{ME}/recordings/{'0' * 64}/told", json={"exercise": "hops"}), 404)
    refused(here.client.put(f"{ME}/recordings/{one['sha256']}/told", json={"exercise": "nonsense"}), 400)
