"""Recordings over the API: kept once and as they came, measured, matched, corrected, and refused in words."""

import datetime as dt
import gzip
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from httpx import Response

from fullstride.web import rules
from helpers import EXAMPLES
from made_api import ME, Served, refused, served
from made_captures import capture as captured
from made_captures import jump_log
from made_motion_logs import capture, standing

FILE = {"Content-Type": "application/octet-stream"}
RUN = EXAMPLES / "tuesday-run.fit"
MARKS = EXAMPLES / "squat-jumps-marked.csv"
JUMP = ((0, "take-off"), (90, "landing"))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    with served(tmp_path, monkeypatch) as one:
        one.life.on("2027-01-30")
        yield one


def _send(here: Served, path: str, data: bytes, **params: Any) -> Response:
    response: Response = here.client.put(f"{ME}{path}", content=data, params=params, headers=FILE)
    return response


def _handed_in(here: Served, name: str = "tuesday-run.fit") -> dict[str, Any]:
    response = _send(here, "/recordings/up-1", RUN.read_bytes(), name=name)
    assert response.status_code == 200, response.text
    told: dict[str, Any] = response.json()
    return told


def test_a_watch_file_shows_what_the_command_line_finds_in_it(here: Served, tmp_path: Path) -> None:
    (one,) = _handed_in(here)["recordings"]
    elsewhere = tmp_path / "other.sqlite"
    here.life.keep("--store", elsewhere)
    here.life.on("2027-01-30")
    told = here.life.answer("log", RUN, "--store", elsewhere)["recordings"][0]
    same = one.keys() - {"file"}
    assert {key: one[key] for key in same} == {key: told[key] for key in same}
    assert one["file"] == "tuesday-run.fit"
    assert one["efforts"]


def test_the_same_file_sent_often_and_at_once_is_one(here: Served) -> None:
    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(lambda n: _send(here, f"/recordings/up-{n}", RUN.read_bytes()), range(4)))
    assert {answer.status_code for answer in answers} == {200}
    assert sum(not one["again"] for answer in answers for one in answer.json()["recordings"]) == 1
    assert len(here.get("/recordings")["items"]) == 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"not a recording at all", "neither FIT"),
        (gzip.compress(b"nothing", mtime=0), "neither FIT"),
        (b"<html>Sign in</html>", "web page"),
        (RUN.read_bytes()[:20], "fit"),
    ],
)
def test_what_is_no_recording_is_refused_by_its_own_name_and_not_kept(
    here: Served, data: bytes, said: str
) -> None:
    told = refused(_send(here, "/recordings/up-1", data, name="../../etc/run.fit"), 422)
    assert told.startswith("run.fit"), told
    assert said in told
    assert "/tmp" not in told
    assert here.get("/recordings")["items"] == []


def test_a_file_that_is_too_large_is_refused_before_it_is_read(
    here: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(rules.BODY_BYTES, "hand_in_recording", 1000)
    assert "At most 1,000 bytes" in refused(_send(here, "/recordings/up-1", RUN.read_bytes()), 413)

    def pieces() -> Iterator[bytes]:
        for _ in range(50):
            yield b"x" * 100

    response = here.client.put(f"{ME}/recordings/up-1", content=pieces(), headers=FILE)
    assert "At most 1,000 bytes" in refused(response, 413)


def test_a_list_of_recordings_is_paged_by_when_they_began(here: Served) -> None:
    _handed_in(here)
    _send(here, "/marks/m1", MARKS.read_bytes())
    first = here.get("/recordings", limit=1)
    second = here.get("/recordings", limit=1, after=first["next"])
    assert [one["kind"] for one in (*first["items"], *second["items"])] == ["squat_jumps", "run"]
    assert second["next"] is None
    assert first["items"][0]["count"] > 0
    assert first["items"][0]["says"].endswith(".")
    assert len(here.get("/recordings", since="2027-01-28")["items"]) == 1


def test_one_file_is_told_in_full_and_what_is_not_there_is_not(here: Served) -> None:
    handed = _handed_in(here)
    sha256 = handed["recordings"][0]["sha256"]
    file = here.get(f"/recordings/{sha256}")
    assert (file["name"], file["size_bytes"]) == ("tuesday-run.fit", RUN.stat().st_size)
    assert file["recordings"][0]["efforts"] == handed["recordings"][0]["efforts"]
    refused(here.client.get(f"{ME}/recordings/{'0' * 64}"), 404)
    refused(here.client.get(f"{ME}/recordings/{'0' * 64}/trace"), 404)
    refused(here.client.get(f"{ME}/recordings/nothing"), 422)


def test_a_trace_is_thinned_out_to_what_was_asked_for_and_may_be_kept(here: Served) -> None:
    sha256 = _handed_in(here)["recordings"][0]["sha256"]
    whole = here.get(f"/recordings/{sha256}/trace", most=20000)
    thin = here.get(f"/recordings/{sha256}/trace", most=100)
    assert whole["every_s"] == 1
    assert len(whole["speed_mps"]) == len(whole["grade_pct"]) >= 4300
    assert len(thin["speed_mps"]) <= 100
    response = here.client.get(f"{ME}/recordings/{sha256}/trace")
    assert "max-age" in response.headers["cache-control"]
    refused(here.client.get(f"{ME}/recordings/{sha256}/trace?number=2"), 404)


def test_a_corrected_effort_is_judged_again_and_what_was_found_stays(here: Served) -> None:
    handed = _handed_in(here)["recordings"][0]
    sha256, efforts = handed["sha256"], handed["efforts"]
    at = f"/recordings/{sha256}/corrections"
    moved = {"effort": 0, "start_s": efforts[0]["start_s"] - 2, "end_s": efforts[0]["end_s"] + 1}
    told = here.put(f"{at}/c1", moved).json()
    first = told["recordings"][0]["efforts"][0]
    assert (first["start_s"], first["end_s"]) == (moved["start_s"], moved["end_s"])
    assert first["found_by"] == "hand"
    assert len(told["recordings"][0]["efforts"]) == len(efforts)
    assert told["corrections"][0]["was_start_s"] == pytest.approx(efforts[0]["start_s"], abs=0.1)

    told = here.put(f"{at}/c2", {"effort": 1, "removed": True}).json()
    assert len(told["recordings"][0]["efforts"]) == len(efforts) - 1
    added = {"start_s": 300, "end_s": 320, "kind": "strides"}
    told = here.put(f"{at}/c3", added).json()
    first = told["recordings"][0]["efforts"][0]
    assert (first["kind"], first["start_s"]) == ("strides", 300.0)

    assert here.put(f"{at}/c3", added).json() == told
    again = _handed_in(here)["recordings"][0]
    assert (again["again"], again["efforts"]) == (True, told["recordings"][0]["efforts"])
    assert (again["sha256"], len(here.get("/recordings")["items"])) == (sha256, 1)


def test_a_correction_that_makes_no_sense_is_refused(here: Served) -> None:
    at = f"/recordings/{_handed_in(here)['recordings'][0]['sha256']}/corrections/c1"
    assert "no effort 99" in refused(here.put(at, {"effort": 99, "removed": True}), 400)
    assert "ends at" in refused(here.put(at, {"start_s": 9000, "end_s": 9010}), 400)
    assert "no recording 2" in refused(here.put(at, {"number": 2, "start_s": 1, "end_s": 9}), 400)
    for body in (
        {"removed": True},
        {"effort": 0},
        {"start_s": 20, "end_s": 10},
        {"start_s": 0, "end_s": 9, "kind": "flying"},
        {"effort": 0, "removed": True, "start_s": 1, "end_s": 9},
    ):
        refused(here.put(at, body), 422)
    here.put(at, {"effort": 0, "removed": True})
    refused(here.put(at, {"effort": 1, "removed": True}), 409)


def test_which_session_a_recording_shows_can_be_said_and_taken_back(here: Served) -> None:
    sha256 = _handed_in(here)["recordings"][0]["sha256"]
    at = f"/recordings/{sha256}/session"
    session = here.get("/season")["sessions"][0]["id"]
    by_day = here.get(f"/recordings/{sha256}")["sessions"]
    told = here.put(at, {"session": session}).json()["sessions"]
    assert sorted(told) == sorted([*by_day, session])
    assert here.put(at, {"session": session}).json()["sessions"] == told
    assert here.get("/recordings", session=session)["items"][0]["sha256"] == sha256
    assert here.put(at, {"session": None}).json()["sessions"] == []
    assert "There is no session" in refused(here.put(at, {"session": "nothing"}), 400)
    refused(here.put(f"/recordings/{'0' * 64}/session", {"session": session}), 404)


def test_marks_are_measured_at_once(here: Served) -> None:
    response = _send(here, "/marks/clip-1", MARKS.read_bytes())
    assert response.status_code == 200, response.text
    (one,) = response.json()["recordings"]
    assert one["motion"]["means"] == "video"
    assert one["motion"]["sets"][0]["count"] == len(one["motion"]["sets"][0]["jumps"])
    again = _send(here, "/marks/clip-1", MARKS.read_bytes()).json()
    assert again["recordings"][0]["again"]
    sha256 = one["sha256"]
    refused(here.client.get(f"{ME}/recordings/{sha256}/trace"), 404)
    assert "corrected in their marks" in refused(
        here.put(f"/recordings/{sha256}/corrections/c", {"start_s": 1, "end_s": 5}), 400
    )


def test_a_capture_is_kept_and_what_can_not_be_said_of_it_is_told(here: Served) -> None:
    data = capture(*standing())
    response = _send(here, "/captures/set-1", data)
    assert response.status_code == 200, response.text
    (one,) = response.json()["recordings"]
    assert one["motion"]["means"] == "phone"
    assert here.get(f"/recordings/{one['sha256']}")["name"] == "capture-set-1.json"
    broken = json.dumps({"format": "fullstride motion capture", "version": 1}).encode()
    assert refused(_send(here, "/captures/set-2", broken), 422).startswith("capture-set-2.json")


def test_a_phone_is_held_against_a_video_and_what_it_adds_goes_into_the_profile(here: Served) -> None:
    log, marks = (EXAMPLES / f"calibration-{name}.csv" for name in ("log", "marks"))
    handed = {
        name: _send(here, f"/recordings/{name}", file.read_bytes(), name=file.name).json()["recordings"][0]
        for name, file in (("log", log), ("marks", marks))
    }
    body = {"capture": handed["log"]["sha256"], "marks": handed["marks"]["sha256"], "position": "belt"}
    dry = here.post("/calibrations", body | {"keep": False}).json()
    there = here.life.answer("calibrate", log, marks, "--position", "belt")
    assert dry == there
    assert here.get("/profile")["form"]["calibrations"] == []
    kept = here.post("/calibrations", body).json()
    assert kept["profile"] == "your profile"
    (one,) = here.get("/profile")["form"]["calibrations"]
    assert one["offset_ms"] == pytest.approx(kept["calibration"]["offset_ms"], abs=1)
    assert one["jumping"] == kept["calibration"]["jumping"] == "one_by_one"
    # It holds for what is handed in from now on, though the plan is not made again.
    at = dt.datetime(2027, 1, 22, 17, 12, tzinfo=dt.UTC)
    data = captured(jump_log((6,)).log, at, exercise="squat_jumps")
    (one,) = _send(here, "/captures/set-9", data).json()["recordings"]
    assert one["motion"]["calibrated"]
    swapped = {"capture": body["marks"], "marks": body["capture"], "position": "belt"}
    assert "holds the marks of a video" in refused(here.post("/calibrations", swapped), 422)
    refused(here.post("/calibrations", body | {"marks": "0" * 64}), 400)


def _counts(here: Served, sha256: str, *, counts: bool) -> dict[str, Any]:
    response = here.put(f"/recordings/{sha256}/counts", {"counts": counts})
    assert response.status_code == 200, response.text
    told: dict[str, Any] = response.json()
    return told


def _worked_out(here: Served) -> list[Any]:
    """All that is worked out from recordings."""
    span = {"from": "2026-12-14", "to": "2027-03-01"}
    whole = here.client.get(f"{ME}/exposure", params=span)
    season = here.get("/season")
    return [
        here.get("/recordings")["items"],
        here.get("/due"),
        here.get("/trend"),
        here.get("/audit"),
        whole.json(),
        season["sessions"],
        season["others"],
    ]


def test_what_is_removed_counts_nowhere_and_what_comes_back_counts_as_before(here: Served) -> None:
    nothing = _worked_out(here)
    sha256 = _handed_in(here)["recordings"][0]["sha256"]
    counted = _worked_out(here)
    assert counted != nothing
    told = _counts(here, sha256, counts=False)
    assert (told["recordings"][0]["counts"], told["sessions"]) == (False, [])
    assert _worked_out(here) == nothing
    assert _counts(here, sha256, counts=False) == told
    (gone,) = here.get("/recordings", removed=True)["items"]
    assert gone["sha256"] == sha256
    assert _handed_in(here)["recordings"][0]["again"], "dropping it again does not bring it back"
    assert _worked_out(here) == nothing
    back = _counts(here, sha256, counts=True)
    assert back["recordings"][0]["counts"]
    assert back["corrections"] == []
    assert _worked_out(here) == counted
    assert "no recording 2" in refused(
        here.put(f"/recordings/{sha256}/counts", {"number": 2, "counts": False}), 400
    )
    refused(here.put(f"/recordings/{'0' * 64}/counts", {"counts": False}), 404)


def test_a_clip_that_is_marked_anew_counts_once(here: Served) -> None:
    marks = [{"frame": 100 * n + at, "event": event} for n in range(1, 6) for at, event in JUMP]
    clip = {"format": "fullstride frame marks", "version": 1, "fps": 240, "exercise": "squat_jumps"}
    clip |= {"start": "2027-01-29", "title": "IMG_1.MOV"}

    def hand_in(name: str, marked: list[dict[str, Any]], **more: str) -> str:
        answer = _send(here, f"/marks/{name}", json.dumps(clip | more | {"marks": marked}).encode())
        assert answer.status_code == 200, answer.text
        return str(answer.json()["recordings"][0]["sha256"])

    first = hand_in("a", marks)
    second = hand_in("b", marks[:-2])
    assert [one["sha256"] for one in here.get("/recordings")["items"]] == [second]
    assert [one["sha256"] for one in here.get("/recordings", removed=True)["items"]] == [first]
    assert hand_in("c", marks) == first
    assert [one["sha256"] for one in here.get("/recordings")["items"]] == [first]
    hand_in("d", marks, title="IMG_2.MOV")
    assert len(here.get("/recordings")["items"]) == 2


def test_a_run_of_before_the_plan_is_told_and_not_judged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither in its own words nor on Progress, where its reps would stand beside those of the plan."""
    with served(tmp_path, monkeypatch, with_plan=False) as one:
        one.life.on("2027-01-30")
        (told,) = _handed_in(one)["recordings"]
        assert told["efforts"] and told["verdicts"]
        assert not any(each["care"] or "asked" in each["say"] for each in told["verdicts"])
        assert not any(rep["standings"] for each in told["verdicts"] for rep in each["reps"])
        tests = {each["measure"]: each["tests"] for each in one.get("/trend")["measures"]}
        assert not tests["stride_control"] and not tests["stride_evenness"] and not tests["fade"]


@pytest.mark.parametrize("profile", [True, False])
def test_progress_and_audit_say_the_same_of_a_top_speed_that_no_flat_sprint_showed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, profile: bool
) -> None:
    with served(tmp_path, monkeypatch, with_plan=profile) as one:  # the plan's profile tells a top speed
        one.life.on("2027-01-30")
        _handed_in(one)
        trend, audit = one.get("/trend"), one.get("/audit")
        say = trend["exposure"]["top_speed_say"]
        assert say in audit["notes"] and say.startswith("Your top speed is")
        assert ("at least" in say) == audit["top_speed"]["at_least"] == (not profile)
        assert f"{audit['top_speed']['speed_mps']['value']:.1f}" in say
        (top,) = [each for each in trend["measures"] if each["measure"] == "top_speed"]
        assert top["refused"]["why"].startswith(say)
