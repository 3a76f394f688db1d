"""Trend, audit and exposure over the API: the same as on the command line, from what is on the shelf."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fullstride.web.in_browser import in_browser
from helpers import EXAMPLES
from living import PROFILE
from made_api import ME, Served, refused, served

RUN = EXAMPLES / "tuesday-run.fit"
FILE = {"Content-Type": "application/octet-stream"}


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with pytest.MonkeyPatch.context() as patch, served(tmp_path_factory.mktemp("back"), patch) as one:
        one.life.on("2027-01-30")
        for name, file in (("run", RUN), ("jumps", EXAMPLES / "squat-jumps-marked.csv")):
            answer = one.client.put(
                f"{ME}/recordings/{name}", content=file.read_bytes(), headers=FILE, params={"name": file.name}
            )
            assert answer.status_code == 200, answer.text
        said = {"date": "2027-01-22", "exercise": "bounding", "completion": "done", "reps": 6}
        assert one.put("/reports/r1", said).status_code == 200
        yield one


def _in_browser(told: Any) -> Any:
    """The same, with what to do said as of a page."""
    if isinstance(told, dict):
        return {key: _in_browser(value) for key, value in told.items()}
    if isinstance(told, list):
        return [_in_browser(value) for value in told]
    return in_browser(told) if isinstance(told, str) else told


def test_a_trend_is_what_the_command_prints(here: Served) -> None:
    told = here.life.answer("trend", "--profile", PROFILE)
    assert here.get("/trend") == _in_browser(told)
    since = here.get("/trend", since="2027-01-10")
    assert since["since"] == "2027-01-10"
    refused(here.client.get(f"{ME}/trend?since=soon"), 422)


def test_an_audit_of_the_shelf_is_what_the_command_prints_of_the_files(here: Served) -> None:
    told = here.get("/audit")
    there = here.life.answer("audit", RUN, "--profile", PROFILE)
    for key in ("say", "runs", "span", "last_max_effort", "unvisited", "weeks", "care", "because"):
        own = str(told[key]).replace("tuesday-run.fit", str(RUN))
        assert own == str(there[key]), key
    assert told["speed_range"] == there["speed_range"]
    assert here.get("/audit", first="2027-01-28", last="2027-01-30")["runs"] == 0
    refused(here.client.get(f"{ME}/audit?first=2027-01-30&last=2027-01-01"), 400)
    refused(here.client.get(f"{ME}/audit?weeks=0"), 422)


def test_the_same_run_twice_is_counted_once(here: Served) -> None:
    before = here.get("/audit")["runs"]
    data = RUN.read_bytes()
    answer = here.client.put(f"{ME}/recordings/again", content=data + b"\0", headers=FILE)
    assert answer.status_code == 200, answer.text
    assert here.get("/audit")["runs"] == before


def test_exposure_tells_which_day_held_which_work_and_how_that_is_known(here: Served) -> None:
    told = here.get("/exposure")
    work = {(day["date"], one["exercise"]): one for day in told["days"] for one in day["work"]}
    said = work["2027-01-22", "bounding"]
    assert said == {"exercise": "bounding", "reps": 6, "recorded": False, "session": None}
    assert work["2027-01-26", "hill_sprints"]["recorded"]
    assert work["2027-01-29", "squat_jumps"]["reps"] >= 1
    assert here.get("/exposure", first="2027-01-29", last="2027-01-29")["days"][0]["date"] == "2027-01-29"


def test_an_empty_shelf_says_that_nothing_can_be_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served(tmp_path, monkeypatch, with_plan=False) as empty:
        assert empty.get("/audit")["runs"] == 0
        assert empty.get("/trend")["sessions"] == 0
        assert empty.get("/exposure")["days"] == []
