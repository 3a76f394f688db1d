"""Of recordings of one run one counts, on a shelf as in a folder; and the app's audit is the command's."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from fullstride.domain.evidence import Evidence, FoundBy, SpeedSource
from fullstride.workflows.same_run import SameRun, counted
from living import PROFILE
from made_api import ME, served
from made_runs import measured_run

RUN = measured_run()[0]
MORNING = dt.datetime(2026, 5, 4, 6, tzinfo=dt.UTC)


def recording(file: str, after_s: float = 0.0, **more: Any) -> Evidence:
    return replace(RUN, file=file, start=MORNING + dt.timedelta(seconds=after_s), **more)


def kept(*recordings: Evidence) -> list[str]:
    return [one.file for one in counted(recordings)[0]]


def test_recordings_whose_times_overlap_are_of_one_run() -> None:
    whole = RUN.duration_s
    assert kept(recording("a"), recording("b")) == ["a"]
    assert kept(recording("a"), recording("b", 90, duration_s=0.9 * whole, distance_m=None)) == ["a"]
    assert kept(recording("a"), recording("b", 5, duration_s=0.1 * whole, cut="broken off")) == ["a"]
    assert kept(recording("a"), recording("b", whole + 1)) == ["a", "b"]
    assert kept(recording("a"), recording("b", kind="cycling")) == ["a", "b"]
    assert kept(recording("a"), recording("b", 5, distance_m=3 * (RUN.distance_m or 0))) == ["a", "b"]
    undated = replace(RUN, file="c", start=None)
    assert kept(recording("a"), undated, undated) == ["a", "c", "c"]


def test_the_corrected_one_counts_then_the_one_that_keeps_more() -> None:
    drawn = replace(RUN.quality, source=SpeedSource.POSITION)
    assert kept(recording("a", quality=drawn), recording("b")) == ["b"]
    by_hand = (replace(RUN.efforts[0], found_by=FoundBy.HAND), *RUN.efforts[1:])
    assert kept(recording("a", quality=drawn, efforts=by_hand), recording("b")) == ["a"]


def test_which_counts_does_not_depend_on_their_order_and_each_other_is_told() -> None:
    found = [recording(name, 3 * place) for place, name in enumerate("abcd")]
    assert kept(*found) == kept(*reversed(found)) == ["a"]
    assert counted(found)[1] == (("b", "a"), ("c", "a"), ("d", "a"))
    assert SameRun().find([]) == {}


def test_the_audit_of_all_that_was_handed_in_is_the_commands_of_the_same_folder(
    shared_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Thirty real recordings of eleven years, two of them copies of others in another format."""
    files = sorted(
        path for path in (shared_data / "runs").rglob("*") if path.suffix in (".fit", ".tcx", ".gpx")
    )
    with served(tmp_path, monkeypatch) as here:
        here.life.on("2026-11-23")
        for place, file in enumerate(files):
            answer = here.client.put(
                f"{ME}/recordings/r{place}",
                content=file.read_bytes(),
                headers={"Content-Type": "application/octet-stream"},
                params={"name": file.name},
            )
            assert answer.status_code == 200, answer.text
        whole = here.get("/audit", weeks=5200)
        there = here.life.answer("audit", shared_data / "runs", "--weeks", 5200, "--profile", PROFILE)
    keys = ("say", "runs", "span", "speed_range", "unvisited", "easy_speed_mps")
    assert {key: whole[key] for key in keys} == {key: there[key] for key in keys}

    def ran(told: dict[str, Any]) -> list[tuple[str, int, int]]:
        return [(week["start"], week["runs"], week["distance_m"]) for week in told["weeks"]]

    assert ran(whole) == ran(there)
    assert whole["top_speed"]["speed_mps"] == there["top_speed"]["speed_mps"]
    names = [{key: Path(name).name for key, name in one.items()} for one in there["duplicates"]]
    assert sorted(whole["duplicates"], key=str) == sorted(names, key=str)
