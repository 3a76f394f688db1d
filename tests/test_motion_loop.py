"""Logs of phones and marks of videos through the program's own commands: read, told, kept and matched."""

import datetime as dt
import gzip
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from helpers import EXAMPLES, run_here
from living import CALENDAR, Living, living
from made_captures import bound_log, capture, jump_log, phyphox, write, zipped

AT = dt.datetime(2027, 1, 22, 17, 12, tzinfo=dt.UTC)
JUMPS, BOUNDING = "2027w03-squat_jumps-1", "2027w04-bounding-1"


def measured(*arguments: object) -> list[dict[str, Any]]:
    ran = run_here("measure", *arguments, "--json")
    recordings: list[dict[str, Any]] = json.loads(ran.out)["recordings"]
    return recordings


def counts(recording: dict[str, Any]) -> list[int]:
    return [one["count"] for one in recording["motion"]["sets"]]


def test_a_log_is_the_same_log_in_every_wrapping(tmp_path: Path) -> None:
    """A zip of the app, that zip unpacked into a folder, its table alone, the table packed, a zip of zips."""
    files = phyphox(jump_log().log, AT)
    packed = write(tmp_path / "a.zip", zipped(files))
    for name, data in files.items():
        write(tmp_path / "unpacked" / name, data)
    table = write(tmp_path / "alone.csv", files["Raw Data.csv"])
    pressed = write(tmp_path / "alone.csv.gz", gzip.compress(files["Raw Data.csv"]))
    nested = write(tmp_path / "many.zip", zipped({"monday/a.zip": packed.read_bytes()}))
    told = ("--as", "squat_jumps", "--position", "belt")
    for path in (packed, tmp_path / "unpacked", table, pressed, nested):
        [found] = measured(path, *told)
        assert (path.name, counts(found)) == (path.name, [6, 7, 8])
    assert measured(packed, *told)[0]["start"] == AT.isoformat()
    assert measured(table, *told)[0]["start"] is None


def test_a_folder_holds_runs_logs_and_marks_side_by_side(tmp_path: Path) -> None:
    shutil.copy(EXAMPLES / "tuesday-run.fit", tmp_path)
    shutil.copy(EXAMPLES / "bounding-marked.csv", tmp_path)
    write(tmp_path / "jumps.json", capture(jump_log().log, AT, exercise="squat_jumps"))
    write(tmp_path / "shopping.csv", b"item,price\nbread,3\n")
    assert sorted(one["kind"] for one in measured(tmp_path)) == ["bounding", "run", "squat_jumps"]


def test_what_a_log_shows_is_told_by_its_file_then_its_rhythm_then_asked(tmp_path: Path) -> None:
    """The option goes before the file, and a log that says nothing is told by its rhythm, or asks."""
    named = write(tmp_path / "named.json", capture(jump_log().log, AT, exercise="squat_jumps"))
    assert measured(named)[0]["kind"] == "squat_jumps"
    assert measured(named, "--as", "hops")[0]["kind"] == "hops"
    silent = write(tmp_path / "silent.json", capture(jump_log().log, AT))
    assert measured(silent)[0]["kind"] == "squat_jumps"


@pytest.mark.parametrize(
    "option",
    [("--as", "swimming"), ("--position", "hat"), ("--first-foot", "third"), ("--distance", "-3")],
    ids=" ".join,
)
def test_an_option_that_means_nothing_is_refused_with_what_would(option: tuple[str, str]) -> None:
    ran = run_here("measure", EXAMPLES / "bounding-marked.csv", *option)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)


def test_a_log_without_gravity_is_the_answer_no(tmp_path: Path) -> None:
    files = phyphox(jump_log().log, AT)
    table = files["Raw Data.csv"].replace(b"Acceleration", b"Linear Acceleration")
    path = write(tmp_path / "linear.csv", table)
    ran = run_here("measure", path, "--as", "squat_jumps", "--json")
    [found] = json.loads(ran.out)["recordings"]
    assert ran.code == 1
    assert found["motion"]["sets"] == []
    assert "gravity" in found["refused"][0]["why"].lower()


def test_one_bad_log_leaves_the_others_measured(tmp_path: Path) -> None:
    good = write(tmp_path / "good.json", capture(jump_log().log, AT, exercise="squat_jumps"))
    bad = write(tmp_path / "bad.json", good.read_bytes().replace(b'"gravity": true', b'"gravity": "yes"'))
    ran = run_here("measure", good, bad, "--json")
    told = json.loads(ran.out)
    assert (ran.code, len(told["recordings"])) == (2, 1)
    assert "gravity" in told["unreadable"][0]["place"]


# ---- kept and matched ------------------------------------------------------------------------------


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Living:
    return living(tmp_path, monkeypatch).keep().on("2027-01-30")


def test_logs_of_single_sets_add_up_to_the_session_of_their_day(kept: Living, tmp_path: Path) -> None:
    """The phone was started for each of the three sets; handed in twice, they are still three."""
    paths = [
        write(
            tmp_path / f"set-{number}.json",
            capture(jump_log((count,)).log, AT + number * dt.timedelta(minutes=4), exercise="squat_jumps"),
        )
        for number, count in enumerate((15, 15, 14))
    ]
    for _ in range(2):
        told = kept.answer("log", *paths)
        assert told["unmatched"] == told["unreadable"] == []
    week = {one["id"]: one["status"] for one in kept.on("2027-01-23").answer("week")["sessions"]}
    assert week[JUMPS] == "done"


def test_a_capture_that_names_its_session_is_matched_to_it_on_another_day(
    kept: Living, tmp_path: Path
) -> None:
    later = AT + dt.timedelta(days=1)
    path = write(
        tmp_path / "late.json",
        capture(jump_log((15, 15, 14)).log, later, exercise="squat_jumps", session=JUMPS),
    )
    assert [one["session"] for one in kept.answer("log", path)["matches"]] == [JUMPS]


def test_a_calibration_holds_for_the_next_log_of_the_kept_plan_and_for_one_that_is_handed_in_again(
    kept: Living, tmp_path: Path
) -> None:
    """`calibrate` writes into the profile that the plan was made from; nobody needs to adapt in between."""
    profile = tmp_path / "me.toml"
    shutil.copy(EXAMPLES / "runner.toml", profile)
    kept.on("2026-12-14").run("plan", "--calendar", CALENDAR, "--profile", profile, "--keep", "--replace")
    kept.on("2027-01-22")
    log = write(tmp_path / "jumps.json", capture(jump_log().log, AT, exercise="squat_jumps"))
    film = [EXAMPLES / f"calibration-{name}.csv" for name in ("log", "marks")]
    told = []
    for calibrated in (False, True):
        if calibrated:
            assert kept.run("calibrate", *film, "--position", "belt", "--profile", profile).code == 0
        (one,) = kept.answer("log", log)["recordings"]
        told.append(one["motion"])
    assert [one["calibrated"] for one in told] == [False, True]
    errors = [one["sets"][0]["height_cm"]["error"] for one in told]
    assert errors[1] < errors[0] / 2


def test_a_log_without_a_date_is_matched_by_the_runner(kept: Living, tmp_path: Path) -> None:
    path = write(tmp_path / "alone.csv", phyphox(jump_log().log, AT)["Raw Data.csv"])
    assert kept.answer("log", path, "--as", "squat_jumps", "--position", "belt")["matches"] == []
    told = kept.answer("log", path, "--session", JUMPS, "--position", "belt")
    assert [(one["session"], one["by"]) for one in told["matches"]] == [(JUMPS, "runner")]


def test_a_log_that_tells_no_day_is_named_by_log_and_trend_until_the_day_is_said(
    kept: Living, tmp_path: Path
) -> None:
    path = write(tmp_path / "alone.csv", phyphox(jump_log().log, AT)["Raw Data.csv"])
    asks = f"fullstride log {path} --date YYYY-MM-DD"
    said = kept.run("log", path, "--as", "squat_jumps", "--position", "belt")
    assert "counts for no session and in no trend" in said.out
    assert "".join(asks.split()) in "".join(said.out.split())
    assert "adapt decides" not in said.out
    assert "alone.csv tells no day, so no trend counts it" in kept.run("trend").err
    (one,) = kept.answer("log", path, "--date", "2027-01-22")["matches"]
    assert one["session"] == JUMPS
    assert kept.run("trend").err == ""
    assert "--date" not in kept.run("log", path).out


def test_bounding_that_was_counted_needs_no_word_on_its_contacts(kept: Living, tmp_path: Path) -> None:
    at = dt.datetime(2027, 1, 29, 17, 12, tzinfo=dt.UTC)
    path = write(tmp_path / "bounds.json", capture(bound_log().log, at, exercise="bounding", distance_m=30))
    told = kept.answer("log", path)
    assert [one["session"] for one in told["matches"]] == [BOUNDING]
    runs = told["recordings"][0]["motion"]["bounds"]
    assert [one["contacts"] for one in runs] == [len(one.contacts) for one in bound_log().bounds]
    assert all(one["contacts_30m"]["error"] < 0.5 for one in runs)
