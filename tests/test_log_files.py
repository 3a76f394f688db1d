"""Recordings, records of guided sessions and reports of other programs come onto the shelf once."""

import gzip
import io
import json
import shutil
from pathlib import Path

import pytest

from helpers import EXAMPLES, run_program
from living import Living, living

RUN = EXAMPLES / "tuesday-run.fit"  # Tuesday 26 January 2027: 3 hill sprints and 6 strides
HILL, STRIDES = "2027w04-hill_sprints-1", "2027w04-strides-1"


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Living:
    return living(tmp_path, monkeypatch).keep()


def test_the_only_recording_of_a_day_is_matched_to_what_it_shows(kept: Living) -> None:
    told = kept.on("2027-01-26").answer("log", RUN)
    assert [(one["session"], one["by"]) for one in told["matches"]] == [(HILL, "day"), (STRIDES, "day")]
    assert told["unmatched"] == told["unreadable"] == []
    status = {one["id"]: one["status"] for one in kept.answer("today")["sessions"]}
    assert status == {HILL: "done", STRIDES: "done"}


def test_a_recording_handed_in_twice_is_kept_once(kept: Living) -> None:
    kept.on("2027-01-26").run("log", RUN)
    ran = kept.run("log", RUN)
    assert ran.out.startswith("1 recording, kept before.")
    assert kept.answer("log", RUN)["matches"] == []


def test_an_import_that_was_cut_off_is_finished_by_the_next(kept: Living) -> None:
    """One of its two sessions was matched when the power went."""
    kept.on("2027-01-26").run("log", RUN, "--session", STRIDES)
    assert [one["session"] for one in kept.answer("log", RUN)["matches"]] == [HILL]
    assert "Hill sprints 2 × 8 s at 6 % and Strides" in kept.run("log", RUN).out.replace("3 × 8", "2 × 8")


def test_two_recordings_that_fit_are_asked_about_and_not_guessed(kept: Living, tmp_path: Path) -> None:
    """The same run from two watches: the second is not taken for anything, and the command says how."""
    other = tmp_path / "second-watch.fit.gz"
    other.write_bytes(gzip.compress(RUN.read_bytes()))
    kept.on("2027-01-26")
    told = kept.answer("log", RUN, other)
    assert told["matches"] == []
    assert {tuple(one["sessions"]) for one in told["unmatched"]} == {(HILL, STRIDES)}
    ran = kept.run("log", other, "--session", STRIDES)
    assert ran.code == 0
    assert "Strides 6 × 20 s" in ran.out


def easy_run(path: Path, day: str) -> Path:
    """Twenty minutes at an even 3 m/s, a point a second."""
    points = "".join(
        f'<trkpt lat="{47 + second * 3 / 111_195:.7f}" lon="8"><time>{day}T17:{second // 60:02d}:'
        f"{second % 60:02d}Z</time></trkpt>"
        for second in range(1200)
    )
    path.write_text(
        '<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><trk><type>running</type><trkseg>'
        f"{points}</trkseg></trk></gpx>"
    )
    return path


def test_a_recording_that_shows_nothing_of_what_was_asked_asks(kept: Living, tmp_path: Path) -> None:
    run = easy_run(tmp_path / "easy.gpx", "2027-01-26")
    kept.on("2027-01-27")
    (asked,) = kept.answer("log", run)["unmatched"]
    assert asked["sessions"] == [HILL, STRIDES]
    assert asked["why"] == "it shows none of what was asked that day"
    assert f"--session {STRIDES}" in kept.run("log", run).out
    status = {one["id"]: one["status"] for one in kept.answer("week")["sessions"]}
    assert status[STRIDES] == "not yet said", "a run of that day is here: it may have been forgotten"


def test_when_later_runs_are_here_a_day_without_one_was_missed(kept: Living, tmp_path: Path) -> None:
    kept.on("2027-01-28").run("log", easy_run(tmp_path / "easy.gpx", "2027-01-27"))
    status = {one["id"]: one["status"] for one in kept.answer("week")["sessions"]}
    assert status[STRIDES] == "missed"
    kept.run("log", RUN)
    status = {one["id"]: one["status"] for one in kept.answer("week")["sessions"]}
    assert status[STRIDES] == "done", "a recording that comes late still counts"


def test_a_recording_and_words_about_it_are_one_command(kept: Living) -> None:
    told = kept.on("2027-01-26").answer("log", RUN, "--session", STRIDES, "--hard", 6, "--form", "kept")
    assert told["matches"] == [
        {"session": STRIDES, "sha256": told["recordings"][0]["sha256"], "by": "runner"}
    ]
    assert (told["reports"][0]["session"], told["reports"][0]["hard"]) == (STRIDES, 6)
    ran = kept.run("log", RUN, "--hard", 6)
    assert ran.code == 2
    assert "say of which session the rest is, with --session ID." in ran.err


def test_a_folder_is_kept_as_far_as_it_can_be_read(kept: Living, tmp_path: Path) -> None:
    folder = tmp_path / "runs"
    folder.mkdir()
    shutil.copy(RUN, folder)
    (folder / "broken.fit").write_bytes(b"\x0e\x20nothing")
    ran = kept.on("2027-01-26").run("log", folder)
    assert ran.code == 2
    assert ran.out.startswith("1 recording kept.")
    assert "broken.fit" in ran.err


# ---- records of guided sessions ---------------------------------------------------------------------


def guided(kept: Living, *more: object) -> str:
    done = run_program(
        "do",
        *more,
        stdin="",
        FULLSTRIDE_STORE=str(kept.store),
        FULLSTRIDE_TODAY="2026-12-15",
    )
    return done.out + done.err


def test_do_leads_the_kept_plan_and_writes_beside_the_store(kept: Living, tmp_path: Path) -> None:
    assert "Written down in" in guided(kept)
    assert [path.name for path in (tmp_path / "done/me").iterdir()] == ["2026-12-15-strides.jsonl"]


def record(path: Path, *, done: int, session: str = "2026w51-strides-1", dose: str = "4 × 20\u2009s") -> Path:
    """A record of a session led on Tuesday 15 December in which `done` of 4 strides were run."""
    at = "2026-12-15T17:%02d:%02d+00:00"
    header = {
        "opened": at % (0, 0),
        "session": session,
        "date": "2026-12-15",
        "exercise": "strides",
        "dose": dose,
        "rest_s": 80,
        "parts": 4,
    }
    rows = [header, {"act": "go", "at": at % (5, 0)}]
    for rep in range(done):
        rows += [
            {"act": "go", "at": at % (10 + 2 * rep, 0)},
            {"act": "kept", "at": at % (10 + 2 * rep, 40)},
            {"act": "felt", "at": at % (10 + 2 * rep, 45), "value": 6},
        ]
    rows.append({"act": "end" if done < 4 else "go", "at": at % (30, 0)})
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_a_record_becomes_one_report_however_often_it_is_taken(kept: Living, tmp_path: Path) -> None:
    record(tmp_path / "a.jsonl", done=4)
    told = kept.on("2026-12-16").answer("log", "--from", tmp_path)
    (report,) = told["reports"]
    assert (told["new"], report["completion"], report["hard"]) == (1, "done", 6)
    assert (report["form"], report["date"]) == ("kept", "2026-12-15")
    assert kept.answer("log", "--from", tmp_path)["new"] == 0


def test_a_session_ended_early_is_a_part_of_it(kept: Living, tmp_path: Path) -> None:
    (report,) = kept.on("2026-12-16").answer("log", "--from", record(tmp_path / "a.jsonl", done=2))["reports"]
    assert (report["completion"], report["reps"]) == ("partly", 2)


def test_a_record_of_another_plan_is_refused(kept: Living, tmp_path: Path) -> None:
    path = record(tmp_path / "a.jsonl", done=2, session="2020w01-strides-1")
    ran = kept.run("log", "--from", path)
    assert ran.code == 2
    assert "is the record of '2020w01-strides-1', which no kept plan asks for like that." in ran.err


# ---- reports of other programs ----------------------------------------------------------------------


def line(id_: str, session: str = "2026w51-strides-1", **more: object) -> str:
    said = {"id": id_, "said_at": "2026-12-15T19:00:00+01:00", "date": "2026-12-15", "session": session}
    return json.dumps(said | more) + "\n"


def test_reports_of_a_phone_are_kept_once_and_in_any_order(kept: Living, tmp_path: Path) -> None:
    path = tmp_path / "phone.jsonl"
    path.write_text(
        line("2", completion="done", said_at="2026-12-15T20:00:00+01:00") + line("1", completion="not done")
    )
    assert kept.on("2026-12-16").answer("log", "--from", path)["new"] == 2
    assert kept.answer("log", "--from", path)["new"] == 0
    status = {one["id"]: one["status"] for one in kept.answer("week")["sessions"]}
    assert status["2026w51-strides-1"] == "done"


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (line("1", hard=12), "line 2, hard: should be 10 or less."),
        (line("1", session="2026w51-stride-1"), "near it are 2026w51-strides-1"),
        (line("1", said_at="2031-01-01T00:00:00Z"), "speaks of a time that is yet to come."),
        (line("1", cleared=["everything"]), "'everything' is no gate of the book"),
        (line("1")[:-10], "line 2: is not JSON"),
        ("\x00\x00\n", "line 2: is not JSON"),
    ],
)
def test_one_bad_report_and_nothing_of_its_file_is_kept(
    kept: Living, tmp_path: Path, bad: str, said: str
) -> None:
    (tmp_path / "a.jsonl").write_text(line("0", completion="done") + bad)
    (tmp_path / "b.jsonl").write_text(line("9", completion="partly"))
    ran = kept.on("2026-12-16").run("log", "--from", tmp_path)
    assert ran.code == 2
    assert said in ran.err
    assert "Kept." in ran.out
    status = {one["id"]: one["status"] for one in kept.answer("week")["sessions"]}
    assert status["2026w51-strides-1"] == "partly"


def test_asked_at_a_terminal_the_runner_chooses(
    kept: Living, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "second-watch.fit.gz"
    other.write_bytes(gzip.compress(RUN.read_bytes()))
    monkeypatch.setattr("fullstride.cli.log.can_ask", lambda: True)
    monkeypatch.setattr("sys.stdin", io.StringIO("2\n\n"))
    told = kept.on("2027-01-26").answer("log", RUN, other)
    assert [(one["session"], one["by"]) for one in told["matches"]] == [(STRIDES, "runner")]
    assert len(told["unmatched"]) == 1


def test_other_words_under_a_known_id_are_not_shown_as_kept(kept: Living, tmp_path: Path) -> None:
    file = tmp_path / "phone.jsonl"
    said = {
        "id": "phone-1",
        "said_at": "2026-12-15T18:00:00+01:00",
        "date": "2026-12-15",
        "session": "2026w51-strides-1",
    }
    for completion in ("done", "not done"):
        file.write_text(json.dumps(said | {"completion": completion}), encoding="utf-8")
        told = kept.on("2026-12-16").answer("log", "--from", file)
        assert [one["completion"] for one in told["reports"]] == ["done"]
