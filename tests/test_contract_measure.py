"""`fullstride measure` keeps the public contract, on good files, bad ones and both together."""

import gzip
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from helpers import ROOT, run_here
from made_recordings import as_fit, as_tcx, sample

EXAMPLE = ROOT / "examples" / "tuesday-run.fit"


def measured(*arguments: str | Path, code: int = 0) -> Any:
    done = run_here("measure", *map(str, arguments), "--json")
    assert done.code == code, done.err
    return json.loads(done.out)


def test_a_recording_has_the_keys_of_the_contract() -> None:
    answer = measured(EXAMPLE)
    assert set(answer) == {"recordings", "unreadable", "duplicates"}
    [recording] = answer["recordings"]
    assert {"file", "kind", "start", "duration_s", "quality", "efforts", "verdict"} <= set(recording)
    assert (recording["file"], recording["kind"]) == (str(EXAMPLE), "run")
    for effort in recording["efforts"]:
        assert {
            "kind",
            "start_s",
            "end_s",
            "distance_m",
            "speed_mps",
            "rest_before_s",
            "grade_pct",
            "confidence",
        } <= set(effort)


def test_the_efforts_of_the_sample_are_all_found_and_nothing_else() -> None:
    [recording] = measured(EXAMPLE)["recordings"]
    kinds = [effort["kind"] for effort in recording["efforts"] if effort["confidence"] >= 0.5]
    assert len(kinds) == 9
    assert kinds[3:] == ["strides"] * 6


def test_the_plan_of_the_day_is_what_the_efforts_are_held_against(tmp_path: Path) -> None:
    examples = ROOT / "examples"
    planned = run_here(
        "plan",
        "--calendar",
        str(examples / "spring-marathon.ics"),
        "--profile",
        str(examples / "runner.toml"),
        "--from",
        "2026-12-14",
        "--out",
        str(tmp_path),
    )
    assert planned.code == 0, planned.err
    profile = tmp_path / "me.toml"
    profile.write_text("[measured]\ntop_speed_mps = 7.3\ntop_speed_error_mps = 0.2\n")
    [recording] = measured(EXAMPLE, "--plan", tmp_path / "plan.json", "--profile", profile)["recordings"]
    by_exercise = {verdict["exercise"]: verdict for verdict in recording["verdicts"]}
    assert (by_exercise["hill_sprints"]["asked"], by_exercise["hill_sprints"]["done"]) == (3, 3)
    assert (by_exercise["strides"]["asked"], by_exercise["strides"]["done"]) == (6, 6)
    hard = [n for n, rep in enumerate(by_exercise["strides"]["reps"], 1) if "too hard" in rep["standings"]]
    assert hard == [4, 6]


def test_an_unreadable_file_is_listed_and_the_rest_is_measured(tmp_path: Path) -> None:
    (tmp_path / "noise.fit").write_bytes(b"\x0e\x10" + bytes(range(256)) * 3)
    answer = measured(tmp_path / "noise.fit", EXAMPLE, tmp_path / "gone.gpx", code=2)
    assert [recording["file"] for recording in answer["recordings"]] == [str(EXAMPLE)]
    assert {each["file"] for each in answer["unreadable"]} == {
        str(tmp_path / "noise.fit"),
        str(tmp_path / "gone.gpx"),
    }


def test_a_truncated_file_keeps_what_stood_before_the_cut(tmp_path: Path) -> None:
    whole = EXAMPLE.read_bytes()
    (tmp_path / "half.fit").write_bytes(whole[: len(whole) // 2])
    [recording] = measured(tmp_path / "half.fit")["recordings"]
    assert recording["cut"]
    assert 1800 < recording["duration_s"] < 2600


def test_the_same_run_in_three_formats_is_told_as_one(tmp_path: Path) -> None:
    run = sample()
    (tmp_path / "a.fit").write_bytes(as_fit(run))
    (tmp_path / "b.tcx").write_bytes(as_tcx(run))
    (tmp_path / "c.tcx.gz").write_bytes(gzip.compress(as_tcx(run)))
    answer = measured(tmp_path)
    assert len(answer["recordings"]) == 3
    assert {each["same_as"] for each in answer["duplicates"]} == {str(tmp_path / "a.fit")}


def test_a_zip_of_recordings_is_read_like_a_folder(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "runs.zip", "w") as archive:
        archive.writestr("runs/one.fit", as_fit(sample()))
        archive.writestr("runs/notes.txt", "no run")
    [recording] = measured(tmp_path / "runs.zip")["recordings"]
    assert recording["file"] == f"{tmp_path / 'runs.zip'}/runs/one.fit"


def test_a_ride_is_refused_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "ride.fit").write_bytes(as_fit(replace(sample(), sport="cycling")))
    [recording] = measured(tmp_path / "ride.fit", code=1)["recordings"]
    assert (recording["kind"], recording["quality"], recording["efforts"]) == ("cycling", "unfit", [])
    assert recording["refused"]


@pytest.mark.parametrize("name", ["run.svg", "run.png"])
def test_a_drawing_is_written(tmp_path: Path, name: str) -> None:
    measured(EXAMPLE, "--plot", tmp_path / name)
    head = (tmp_path / name).read_bytes()[:8]
    assert head.startswith((b"<svg", b"\x89PNG"))


def test_as_many_processes_as_none_are_refused() -> None:
    done = run_here("measure", str(EXAMPLE), "--jobs", "0")
    assert (done.code, done.err.strip()) == (2, "--jobs 0: 1 to 1024 processes can work at once.")


def test_a_drawing_of_another_kind_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    done = run_here("measure", str(EXAMPLE), "--plot", str(tmp_path / "run.pdf"))
    assert (done.code, done.out) == (2, "")
    assert "end the name in .svg or .png" in done.err


def test_a_folder_becomes_one_page(tmp_path: Path) -> None:
    (tmp_path / "a.fit").write_bytes(EXAMPLE.read_bytes())
    measured(tmp_path, "--report", tmp_path / "page.html")
    page = (tmp_path / "page.html").read_text()
    assert page.startswith("<!doctype html>")
    assert "src=" not in page


def test_an_empty_folder_is_named(tmp_path: Path) -> None:
    answer = measured(tmp_path, code=2)
    assert answer["recordings"] == []
    assert answer["unreadable"][0]["file"] == str(tmp_path)


@pytest.mark.parametrize("options", [(), ("--ascii",)])
def test_the_terminal_answer_fits_into_eighty_columns(options: tuple[str, ...]) -> None:
    done = run_here("measure", str(EXAMPLE), *options)
    assert done.code == 0
    assert max(map(len, done.out.splitlines())) <= 80
    if options:
        assert done.out.isascii()
