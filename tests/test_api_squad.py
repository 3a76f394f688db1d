"""The squad over the API: what the command line lists, adapted and given a template, and nobody else's."""

import base64
import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from fullstride.domain.report import Pain, PainKind, Report
from fullstride.formats.reading import Copy
from fullstride.store import Store, open_store
from fullstride.web.app import create_app
from fullstride.web.settings import Settings
from fullstride.workflows.placing import place_on
from fullstride.workflows.sources import handed_in, put_calendar, put_profile, put_rules
from living import CALENDAR, FIRST_DAY, PROFILE, Living, living
from made_api import refused

BASE = "http://127.0.0.1:8765"
SQUAD = "/api/v1/squad"
SAID = dt.datetime(2026, 12, 16, 9, tzinfo=dt.UTC)
NOW = dt.datetime(2026, 12, 14, 12, tzinfo=dt.UTC)
MILDER = "[squad.missed]\ntimes = 3\n"
SPRING = Copy(name="spring.ics", data=CALENDAR.read_bytes())


@pytest.fixture
def life(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Living:
    return living(tmp_path, monkeypatch)


@pytest.fixture
def store(life: Living) -> Iterator[Store]:
    kept = open_store(str(life.store))
    for name in ("coach", "ann", "ben", "new"):
        kept.add_runner(name)
        shelf = kept.shelf(name)
        put_profile(shelf, PROFILE.read_text(), now=NOW)
        if name != "new":
            put_calendar(shelf, "spring", SPRING, now=NOW)
            place_on(shelf, now=NOW, keep=True)
    sore = Pain(place="shin", level=5, kind=PainKind.BONE)
    said = dt.datetime(2026, 12, 16, 8, tzinfo=dt.UTC)
    kept.shelf("ann").add_reports([Report(id="r", said_at=said, date=said.date(), pain=(sore,))])
    yield kept
    kept.close()


@pytest.fixture
def coach(store: Store, life: Living) -> Iterator[TestClient]:
    life.on("2026-12-16")
    with TestClient(create_app(Settings(runner="coach", squad=True), store=store), base_url=BASE) as client:
        yield client


def test_the_list_is_the_commands_without_the_coachs_own_shelf(coach: TestClient, life: Living) -> None:
    told = coach.get(SQUAD).json()
    there = life.answer("squad")
    assert told["rows"] == [row for row in there["rows"] if row["runner"] != "coach"]
    assert told["rows"][0]["runner"] == "ann"
    assert told["rows"][0]["rank"] == "needs you"
    assert told["unread"] == [
        {"runner": "new", "reason": "Joined, no plan yet.", "new": True, "changes": True}
    ]
    assert there["unread"] == told["unread"]


def test_everybody_is_adapted_at_once_and_kept_only_where_that_is_asked(coach: TestClient) -> None:
    dry = coach.post(f"{SQUAD}/adapt", json={}).json()
    assert (dry["applied"], dry["news"] >= 1) == (False, True)
    assert coach.get("/api/v1/runners/ann/season").json()["number"] == 1
    done = coach.post(f"{SQUAD}/adapt", json={"apply": True, "runners": ["ann"]}).json()
    assert (done["news"], done["not_kept"]) == (1, [])
    assert coach.get("/api/v1/runners/ann/season").json()["number"] == 2
    assert coach.get("/api/v1/runners/ben/season").json()["number"] == 1
    refused(coach.post(f"{SQUAD}/adapt", json={"runners": ["nobody"]}), 404)


def test_one_template_goes_to_many_and_who_has_a_plan_keeps_it(coach: TestClient) -> None:
    body = {"runners": ["new", "ben"], "calendars": ["spring"]}
    told = coach.post(f"{SQUAD}/template", json=body).json()
    assert [one["runner"] for one in told["added"]] == ["new"]
    assert "is kept for ben already" in told["not_added"][0]["reason"]
    season = coach.get("/api/v1/runners/new/season").json()
    assert len(season["sessions"]) == told["added"][0]["sessions"]
    assert [one["id"] for one in coach.get("/api/v1/runners/new/calendars").json()["items"]] == ["plan-1"]
    again = coach.post(f"{SQUAD}/template", json=body | {"replace": True}).json()
    assert [one["runner"] for one in again["added"]] == ["new", "ben"]
    refused(coach.post(f"{SQUAD}/template", json=body | {"calendars": ["autumn"]}), 404)


def _as_file(name: str, data: bytes) -> dict[str, str]:
    return {"name": name, "data": base64.b64encode(data).decode()}


def test_a_template_is_a_file_as_well_and_one_that_cannot_be_read_goes_to_nobody(
    coach: TestClient, store: Store
) -> None:
    """What is handed in is kept for whom it is given to alone."""
    told = {"runners": ["new"], "files": [_as_file("../spring.ics", SPRING.data)]}
    looked = coach.post(f"{SQUAD}/template", json=told | {"keep": False}).json()
    given = coach.post(f"{SQUAD}/template", json=told).json()
    assert (looked["kept"], given["kept"]) == (False, True)
    assert looked["added"] == given["added"] != []
    assert [one["name"] for one in coach.get("/api/v1/runners/new/calendars").json()["items"]] == [
        "spring.ics"
    ]
    assert [feed.name for feed in handed_in(store.shelf("coach"))] == ["spring.ics"]  # it was there before
    for files, code in (
        ([_as_file("pdf.ics", b"%PDF-1.7")], 422),
        ([{"name": "x", "data": "%"}], 422),
        ([], 422),
    ):
        refused(coach.post(f"{SQUAD}/template", json={"runners": ["new"], "files": files}), code)


def _standing(coach: TestClient, name: str) -> list[dict[str, Any]]:
    """The sessions of today and later in a runner's row."""
    row = next(row for row in coach.get(SQUAD).json()["rows"] if row["runner"] == name)
    days = [day for day in row["days"] if day["date"] >= "2026-12-16"]
    return [session for day in days for session in day["sessions"]]


def _hurts(store: Store, name: str, *, at: dt.datetime = SAID) -> None:
    tendon = Pain(place="achilles", level=7, kind=PainKind.TENDON)
    store.shelf(name).add_reports([Report(id=f"hurts {at}", said_at=at, date=at.date(), pain=(tendon,))])


def test_what_is_off_is_off_at_once_for_the_runner_and_in_the_row_whether_or_not_anybody_agrees(
    coach: TestClient, store: Store
) -> None:
    week = coach.get("/api/v1/runners/ben/weeks/2026-12-16").json()["sessions"]
    assert not any(one["off"] for one in week)
    assert not any(one["off"] for one in _standing(coach, "ben"))
    _hurts(store, "ben")
    for session in coach.get("/api/v1/runners/ben/weeks/2026-12-16").json()["sessions"]:
        is_ahead = session["date"] >= "2026-12-16"
        assert bool(session["off"]) == (is_ahead and session["exercise"] != "strides"), session
    off = [one for one in week if one["date"] >= "2026-12-16" and one["exercise"] != "strides"]
    day = coach.get("/api/v1/runners/ben/today", params={"on": off[0]["date"]}).json()
    told = next(one["off"] for one in day["sessions"] if one["id"] == off[0]["id"])
    assert "achilles pain 7 of 10" in told["say"]
    assert (told["until"], told["because"]["rule"]) == ("2026-12-23", "gate.tendon_pain")
    assert {one["id"] for one in _standing(coach, "ben") if one["off"]} == {one["id"] for one in off}
    season = coach.get("/api/v1/runners/ben/season").json()["sessions"]
    assert {one["id"] for one in off} <= {one["id"] for one in season if one["off"]}
    assert not any(one["off"] for one in season if one["date"] < "2026-12-16")
    row = next(row for row in coach.get(SQUAD).json()["rows"] if row["runner"] == "ben")
    assert row["pending"]


def test_a_template_takes_what_was_said_along(coach: TestClient, store: Store) -> None:
    _hurts(store, "ben")
    coach.post(f"{SQUAD}/adapt", json={"apply": True, "runners": ["ben"]})
    agreed = _standing(coach, "ben")
    assert not any(one["off"] for one in agreed)
    assert all(one["exercise"] == "strides" for one in agreed)
    body = {"runners": ["ben"], "calendars": ["spring"], "replace": True}
    looked = coach.post(f"{SQUAD}/template", json=body | {"keep": False}).json()["added"]
    assert [one["puts_away"] for one in looked] == [["spring.ics"]]  # said before it is done
    assert coach.post(f"{SQUAD}/template", json=body).json()["not_added"] == []
    given = _standing(coach, "ben")
    assert all(one["exercise"] == "strides" and not one["off"] for one in given)
    row = next(row for row in coach.get(SQUAD).json()["rows"] if row["runner"] == "ben")
    assert not row["pending"]


def test_what_a_template_takes_the_place_of_lies_aside_with_its_address_and_is_used_again(
    coach: TestClient, store: Store
) -> None:
    ben, listed = store.shelf("ben"), "/api/v1/runners/ben/calendars"
    put_calendar(ben, "club", replace(SPRING, name="club.ics"), sealed="sealed words", now=SAID)
    put_calendar(
        store.shelf("coach"), "team", replace(SPRING, name="team.ics", data=SPRING.data + b"\r\n"), now=NOW
    )
    body = {"runners": ["ben"], "calendars": ["team"], "replace": True}
    assert coach.post(f"{SQUAD}/template", json=body).json()["kept"]
    found = coach.get(listed).json()
    assert [one["id"] for one in found["items"]] == ["plan-1"]
    aside = found["put_aside"]
    assert [(one["name"], one["from_address"]) for one in aside] == [
        ("spring.ics", False),
        ("club.ics", True),
    ]
    assert len({one["at"] for one in aside}) == 1
    refused(coach.post(f"{listed}/other/use"), 404)

    told = coach.post(f"{listed}/{aside[0]['id']}/use").json()
    assert told["calendar"]["name"] == "spring.ics"
    again = coach.get(listed).json()
    assert [(one["name"], one["from_address"]) for one in again["items"]] == [
        ("spring.ics", False),
        ("club.ics", True),
    ]
    assert {feed.sealed for feed in ben.feeds()} >= {"sealed words"}
    assert [(one["name"], one["by"]) for one in again["put_aside"]] == [("team.ics", "ben")]
    refused(coach.post(f"{listed}/{aside[0]['id']}/use"), 404)
    gone = again["put_aside"][0]["id"]
    assert coach.delete(f"{listed}/{gone}").status_code == 204
    assert coach.get(listed).json()["put_aside"] == []


def test_a_template_is_looked_at_first_and_brings_the_coachs_rules_to_those_without_own(
    coach: TestClient, store: Store
) -> None:
    put_rules(store.shelf("coach"), MILDER, now=NOW)
    put_rules(store.shelf("ben"), MILDER.replace("3", "4"), now=NOW)
    body = {"runners": ["new", "ben", "ann"], "calendars": ["spring"], "replace": True, "rules": True}
    looked = coach.post(f"{SQUAD}/template", json=body | {"keep": False}).json()
    assert not looked["kept"]
    assert {one["runner"]: one["rules"] for one in looked["added"]} == {
        "new": "template",
        "ben": "own",
        "ann": "template",
    }
    assert all(sum(one["exercises"].values()) == one["sessions"] > 0 for one in looked["added"])
    refused(coach.get("/api/v1/runners/new/season"), 404)
    assert coach.get("/api/v1/runners/new/book").json()["toml"] == ""

    done = coach.post(f"{SQUAD}/template", json=body).json()
    assert done["kept"]
    assert [one["runner"] for one in done["added"]] == ["new", "ben", "ann"]
    assert coach.get("/api/v1/runners/new/book").json()["toml"] == MILDER
    assert len(coach.get("/api/v1/runners/new/season").json()["sessions"]) == done["added"][0]["sessions"]


def test_without_a_squad_the_list_is_empty(store: Store, life: Living) -> None:
    life.on(FIRST_DAY)
    with TestClient(create_app(Settings(runner="ben"), store=store), base_url=BASE) as client:
        assert client.get(SQUAD).json()["rows"] == []
        refused(client.post(f"{SQUAD}/adapt", json={"runners": ["ann"]}), 404)
