"""Exports over the API, everything of a runner as one zip, and everything gone."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from fullstride.store import open_store
from fullstride.web.app import create_app
from fullstride.web.settings import Settings
from helpers import EXAMPLES
from living import CALENDAR, PROFILE
from made_api import ME, Served, refused, served

RUN = EXAMPLES / "tuesday-run.fit"
TOLD = ("/season", "/reports", "/recordings", "/recordings?removed=true", "/calendars", "/profile", "/trend")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    with served(tmp_path, monkeypatch) as one:
        yield one


def test_every_target_is_listed_with_what_it_can_not_hold_and_comes_as_an_attachment(here: Served) -> None:
    for row in here.get("/exports")["items"]:
        response = here.client.get(f"{ME}/exports/{row['target']}")
        assert response.status_code == 200
        assert len(response.content) == row["size_bytes"] > 1000
        assert response.headers["content-disposition"].startswith("attachment")
        assert response.content == here.client.get(f"{ME}/exports/{row['target']}").content
    fit = zipfile.ZipFile(io.BytesIO(here.client.get(f"{ME}/exports/fit").content))
    assert len(fit.namelist()) == len(here.get("/season")["sessions"])
    refused(here.client.get(f"{ME}/exports/pdf"), 422)


def test_a_calendar_that_is_subscribed_to_cancels_what_left_the_plan(here: Served) -> None:
    here.life.on("2026-12-16")
    here.put("/reports/r", {"date": "2026-12-16", "injured": True})
    here.post("/adapt", {"number": 1})
    calendar = here.client.get(f"{ME}/exports/ics").text
    assert "STATUS:CANCELLED" in calendar


def test_without_a_plan_there_is_nothing_to_export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with served(tmp_path, monkeypatch, with_plan=False) as empty:
        refused(empty.client.get(f"{ME}/exports"), 404)
        refused(empty.client.get(f"{ME}/exports/ics"), 404)


def test_everything_of_a_runner_is_one_zip_in_formats_that_any_program_reads(here: Served) -> None:
    here.life.on("2027-01-30")
    here.client.put(
        f"{ME}/recordings/run",
        content=RUN.read_bytes(),
        params={"name": "tuesday-run.fit"},
        headers={"Content-Type": "application/octet-stream"},
    )
    here.put("/reports/r", {"date": "2027-01-30", "sleep_h": 7, "note": "Well."})
    whole = zipfile.ZipFile(io.BytesIO(here.client.get(f"{ME}/export").content))
    assert whole.testzip() is None
    assert whole.read("files/me/tuesday-run.fit") == RUN.read_bytes()
    assert json.loads(whole.read("reports.jsonl"))["word"]["note"] == "Well."
    assert json.loads(whole.read("plans.jsonl"))["word"]["plan"]["sessions"]
    assert json.loads(whole.read("evidence.jsonl"))["word"]["evidence"]["efforts"]


def _told(client: TestClient, path: str) -> object:
    response = client.get(ME + path)
    assert response.status_code == 200, response.text
    return response.json()


def test_what_a_runner_took_along_can_be_brought_back_whole(here: Served, tmp_path: Path) -> None:
    here.life.on("2027-01-30")
    headers = {"Content-Type": "application/octet-stream"}
    name = {"name": "tuesday-run.fit"}
    here.client.put(f"{ME}/recordings/run", content=RUN.read_bytes(), params=name, headers=headers)
    assert here.client.put(f"{ME}/calendars/own", content=CALENDAR.read_bytes(), headers=headers).is_success
    assert here.put("/profile/toml", {"toml": PROFILE.read_text()}).is_success
    here.put("/reports/r", {"date": "2027-01-30", "sleep_h": 7, "note": "Well."})
    (one,) = here.get("/recordings")["items"]
    here.put(f"/recordings/{one['sha256']}/counts", {"counts": False})
    said = [_told(here.client, path) for path in TOLD]
    taken = tmp_path / "taken.zip"
    taken.write_bytes(here.client.get(f"{ME}/export").content)

    again = tmp_path / "again.sqlite"
    done = here.life.run("restore", taken, "--store", again)
    assert done.code == 0, done.err
    store = open_store(str(again))
    try:
        with TestClient(create_app(Settings(), store=store), base_url="http://127.0.0.1") as client:
            assert [_told(client, path) for path in TOLD] == said
    finally:
        store.close()


def test_one_session_goes_to_the_watch_as_one_file_and_is_the_one_that_all_of_them_hold(here: Served) -> None:
    session = here.get("/season")["sessions"][3]
    whole = zipfile.ZipFile(io.BytesIO(here.client.get(f"{ME}/exports/fit").content))
    one = here.client.get(f"{ME}/exports/fit", params={"session": session["id"]})
    assert one.headers["content-type"] == "application/vnd.ant.fit"
    name = one.headers["content-disposition"].rpartition("'")[2]
    assert name.startswith(session["date"])
    assert one.content == whole.read(name)
    text = here.client.get(f"{ME}/exports/intervals", params={"session": session["id"]})
    assert text.headers["content-disposition"].endswith(".txt")
    assert session["id"].split("-")[1].split("_")[0] in text.text.lower()
    for target, named in (("ics", session["id"]), ("fit", "nothing")):
        refused(here.client.get(f"{ME}/exports/{target}", params={"session": named}), 400)


def test_everything_goes_only_when_the_name_is_typed(here: Served) -> None:
    refused(here.client.request("DELETE", ME, json={"confirm": "Me"}), 400)
    assert here.get("/season")["number"] == 1
    assert here.client.request("DELETE", ME, json={"confirm": "me"}).status_code == 204
    refused(here.client.get(f"{ME}/season"), 404)
    assert here.get("/reports")["items"] == []
    assert here.get("/calendars")["items"] == []
