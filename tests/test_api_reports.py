"""Reports and guided sessions over the API: kept once, whatever the net does, in the words of the shelf."""

import datetime as dt
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from made_api import ME, Served, refused, served

DONE = {"date": "2026-12-15", "session": "2026w51-strides-1", "completion": "done", "hard": 3, "form": "kept"}
SESSION = str(DONE["session"])


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    with served(tmp_path, monkeypatch) as one:
        one.life.on("2026-12-16")
        yield one


def _guided(script: dict[str, Any], *, efforts: int, then: str = "go") -> dict[str, Any]:
    """Somebody who goes through a session of timed reps, resting a little longer than asked."""
    minute = 0
    events = []

    def act(name: str, value: int | None = None) -> None:
        nonlocal minute
        minute += 3
        at = f"2026-12-15T{17 + minute // 60:02}:{minute % 60:02}:00+01:00"
        events.append({"act": name, "at": at} | ({} if value is None else {"value": value}))

    act("go")  # the warm-up is over
    for _ in range(efforts):
        act("go")
        act("kept")
        act("felt", 4)
    act(then)
    return {"opened": "2026-12-15T17:00:00+01:00", "header": script["header"], "events": events}


def test_a_report_is_kept_as_it_was_said_and_settles_what_became_of_the_session(here: Served) -> None:
    assert [one["asks"] for one in here.get("/due")["due"]] == ["done"]
    response = here.put("/reports/phone-1", DONE)
    assert response.status_code == 200
    assert response.json()["new"]
    assert response.json()["report"] == {"id": "phone-1", "said_at": "2026-12-16T12:00:00+00:00"} | DONE
    season = here.get("/season")
    (session,) = [one for one in season["sessions"] if one["id"] == DONE["session"]]
    assert (session["status"], session["done_on"]) == ("done", "2026-12-15")
    assert here.get("/due")["due"] == []


def test_the_same_report_sent_often_and_at_once_is_one(here: Served) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: here.put("/reports/phone-1", DONE), range(16)))
    assert {answer.status_code for answer in answers} == {200}
    assert sum(answer.json()["new"] for answer in answers) == 1
    assert len(here.get("/reports")["items"]) == 1


def test_other_words_under_the_same_id_change_nothing_and_are_told(here: Served) -> None:
    here.put("/reports/phone-1", DONE)
    refused(here.put("/reports/phone-1", DONE | {"hard": 9}), 409)
    assert here.get("/reports")["items"][0]["hard"] == 3


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"date": "2026-12-15"}, 400),  # nothing was said
        ({"date": "2026-12-15", "session": "nowhere", "completion": "done"}, 400),
        ({"date": "2026-12-15", "corrects": "phone-9"}, 400),  # nothing is kept under it
        ({"date": "2026-12-15", "completion": "done"}, 400),  # of which session?
        (DONE | {"reps": 2}, 400),  # two of four is not done
        ({"date": "2026-12-15", "stopped_by": "nothing"}, 400),
        (DONE | {"hard": 11}, 422),
        (DONE | {"hard": True}, 422),
        (DONE | {"mood": "fine"}, 422),
        (DONE | {"note": "\ud800"}, 422),
        (DONE | {"said_at": "2026-12-15T10:00:00"}, 422),  # of which time zone?
        ({"date": "2026-12-15", "pain": [{"place": "shin", "level": 3, "kind": "itch"}]}, 422),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence_and_nothing_is_kept(
    here: Served, body: dict[str, Any], status: int
) -> None:
    response = here.client.put(
        f"{ME}/reports/phone-1",
        content=json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
    )
    assert refused(response, status)
    assert here.get("/reports")["items"] == []


def test_everything_that_a_report_can_say_comes_back(here: Served) -> None:
    said = {
        "date": "2026-12-16",
        "said_at": "2026-12-16T07:00:00+01:00",
        "soreness": 2,
        "sleep_h": 6.5,
        "recovery_low": True,
        "ill": False,
        "injured": False,
        "pain": [{"place": "left shin", "level": 3, "kind": "bone", "worse_next_morning": True}],
        "cleared": ["bone_pain"],
        "note": "Slept badly.",
    }
    response = here.put("/reports/day", said)
    assert response.status_code == 200, response.text
    assert response.json()["report"] == {"id": "day"} | said


def test_pages_of_reports_stay_true_while_more_are_said(here: Served) -> None:
    for number in range(7):
        said = {"date": "2026-12-16", "sleep_h": 7, "said_at": f"2026-12-16T07:0{number}:00+01:00"}
        here.put(f"/reports/r{number}", said)
    first = here.get("/reports", limit=3)
    here.put("/reports/late", {"date": "2026-12-16", "sleep_h": 8, "said_at": "2026-12-16T08:00:00+01:00"})
    second = here.get("/reports", limit=3, after=first["next"])
    third = here.get("/reports", limit=3, after=second["next"])
    ids = [one["id"] for part in (first, second, third) for one in part["items"]]
    assert ids == ["r6", "r5", "r4", "r3", "r2", "r1", "r0"]
    assert third["next"] is None
    assert [one["id"] for one in here.get("/reports", limit=1)["items"]] == ["late"]
    refused(here.client.get(f"{ME}/reports?after=nonsense"), 422)
    refused(here.client.get(f"{ME}/reports?limit=0"), 422)


def test_a_guided_session_becomes_the_report_that_the_command_line_would_keep(here: Served) -> None:
    script = here.get("/scripts/2026w51-strides-1")
    body = _guided(script, efforts=4)
    answer = here.put("/guided/do-1", body)
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert (told["record"]["done"], told["record"]["ending"]) == (4, "complete")
    assert told["report"]["completion"] == "done"
    assert (told["report"]["id"], told["report"]["hard"], told["report"]["form"]) == ("do-1", 4, "kept")
    again = here.put("/guided/do-1", body).json()
    assert again == told | {"new": False}
    assert len(here.get("/reports")["items"]) == 1
    refused(here.put("/guided/do-1", _guided(script, efforts=2, then="end")), 409)


def test_a_guided_session_that_was_ended_early_counts_what_was_done(here: Served) -> None:
    script = here.get("/scripts/2026w51-strides-1")
    told = here.put("/guided/do-1", _guided(script, efforts=2, then="end")).json()
    assert (told["record"]["done"], told["record"]["ending"]) == (2, "early")
    assert (told["report"]["completion"], told["report"]["reps"]) == ("partly", 2)


def test_a_guided_session_that_nobody_asked_for_is_refused(here: Served) -> None:
    script = here.get("/scripts/2026w51-strides-1")
    body = _guided(script, efforts=4)
    other = body | {"header": body["header"] | {"dose": "40 × 20 s"}}
    assert "no kept plan asks for" in refused(here.put("/guided/do-1", other), 422)
    naive = body | {"opened": "2026-12-15T17:00:00"}
    refused(here.put("/guided/do-1", naive), 422)
    assert here.get("/reports")["items"] == []


def test_a_session_that_was_opened_and_left_says_nothing(here: Served) -> None:
    script = here.get("/scripts/2026w51-strides-1")
    body = {"opened": "2026-12-15T17:00:00+01:00", "header": script["header"], "events": []}
    told = here.put("/guided/do-1", body).json()
    assert told["report"] is None
    assert not told["new"]


def test_a_session_that_pain_stopped_is_asked_about_at_once_and_changes_what_follows(here: Served) -> None:
    script = here.get(f"/scripts/{SESSION}")
    told = _guided(script, efforts=1, then="pain")
    told["events"].append({"act": "go", "at": "2026-12-15T18:30:00+01:00"})
    report = here.put("/guided/phone-1", told).json()["report"]
    assert (report["completion"], report["stopped_by"]) == ("partly", "stop.pain")
    assert "pain" not in report
    (question,) = [one for one in here.get("/today")["due"] if one["asks"] == "pain"]
    assert (question["session"], question["pain"]) == (SESSION, None)
    (decision,) = [one for one in here.get("/adapt")["decisions"] if one["exercise"] == "strides"]
    assert decision["because"]["rule"] == "gate.sharp_pain"
    assert not any("pain 0" in fact for fact in decision["facts"])


WRONG_DAYS = ["1999-05-01", "2019-03-03", "2026-11-01", "2027-02-20", "2036-01-01", "2099-12-30"]


@pytest.mark.parametrize("day", WRONG_DAYS)
@pytest.mark.parametrize("guided", [False, True])
def test_what_a_phone_with_a_wrong_clock_sends_counts_for_its_session_and_asks_for_the_day(
    here: Served, day: str, guided: bool
) -> None:
    """Whichever way it is wrong: nothing is lost, the plan goes on as if it was said today."""
    here.life.on("2026-12-16")
    path, body = "/reports/phone-1", DONE | {"date": day, "said_at": f"{day}T18:00:00Z"}
    if guided:
        path, body = "/guided/phone-1", _guided(here.get(f"/scripts/{SESSION}"), efforts=4)
        clocked = {key: body[key] for key in ("opened", "events")}
        body |= json.loads(json.dumps(clocked).replace("2026-12-15", day))
    told = here.put(path, body).json()
    assert day in told["say"] and "which day" not in told["say"]
    assert (told["report"]["date"], told["report"]["clock"]) == ("2026-12-15", day)
    (session,) = [one for one in here.get("/season")["sessions"] if one["id"] == SESSION]
    assert (session["status"], session["done_on"]) == ("done", "2026-12-15")
    (question,) = [one for one in here.get("/today")["due"] if one["asks"] == "day"]
    assert (question["report"], question["clock"], question["date"]) == ("phone-1", day, "2026-12-15")
    assert "which day" in " ".join(here.life.run("today").out.split())

    here.life.on("2026-12-17")  # the answer was lost on its way, so it is sent again
    assert not here.put(path, body).json()["new"]
    right = here.put("/reports/phone-2", {"date": "2026-12-16", "corrects": "phone-1"}).json()
    assert (right["say"], right["report"]["completion"]) == ("", "done")
    (session,) = [one for one in here.get("/season")["sessions"] if one["id"] == SESSION]
    assert (session["status"], session["done_on"]) == ("done", "2026-12-16")
    assert not [one for one in here.get("/today")["due"] if one["asks"] == "day"]


@pytest.mark.parametrize("day", WRONG_DAYS)
def test_pain_of_a_phone_with_a_wrong_clock_holds_back_today(here: Served, day: str) -> None:
    here.life.on("2026-12-18")
    pain = [{"place": "left calf", "level": 6, "kind": "sharp"}]
    here.put("/reports/phone-1", {"date": day, "said_at": f"{day}T08:00:00Z", "pain": pain})
    today = here.get("/today")
    assert all(one["off"] for one in today["sessions"])
    assert "left calf" in today["held"][0]["say"].casefold()


def test_what_was_said_weeks_ago_without_signal_is_of_its_own_day(here: Served) -> None:
    here.life.on("2027-01-20")
    told = here.put("/reports/phone-1", DONE | {"said_at": "2026-12-15T18:00:00Z"}).json()
    assert (told["say"], told["report"]["date"]) == ("", "2026-12-15")


@pytest.mark.parametrize("behind", [-400, -21, -3, 3, 21, 400, 4000])
def test_a_clock_that_is_known_as_it_sends_is_put_right_by_as_much(here: Served, behind: int) -> None:
    """Also where the day that it gives could be: what was said yesterday counts as of yesterday."""
    here.life.on("2026-12-18")
    clock = dt.datetime(2026, 12, 18, 12, tzinfo=dt.UTC) - dt.timedelta(days=behind)
    said = clock - dt.timedelta(days=1)
    body = {"date": f"{said:%Y-%m-%d}", "said_at": said.isoformat(), "sleep_h": 7}
    for key in ("phone-1", "phone-1"):
        told = here.client.put(f"{ME}/reports/{key}", json=body, headers={"X-Clock": clock.isoformat()})
        assert (told.json()["report"]["date"], told.json()["report"]["clock"]) == ("2026-12-17", body["date"])
    assert [one["report"] for one in here.get("/today")["due"] if one["asks"] == "day"] == ["phone-1"]
