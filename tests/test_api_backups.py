"""What a runner took along is looked at, brought back at once, and taken back again; nobody else notices."""

import dataclasses
import datetime as dt
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from httpx import Response

from fullstride.domain.accounts import Role, Sees
from fullstride.domain.feeds import Feed
from fullstride.domain.keeping import KeptPlan
from fullstride.store import Store, open_store
from fullstride.store.lines import from_text, to_text, word_of
from fullstride.workflows import asides
from helpers import EXAMPLES
from kept_words import report
from living import CALENDAR, PROFILE
from made_accounts import club
from made_api import ME, Served, refused, served

FILE = {"Content-Type": "application/octet-stream"}
TOLD = ("/season", "/reports", "/recordings", "/calendars", "/profile", "/trend")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    with served(tmp_path, monkeypatch) as one:
        one.life.on("2027-01-30")
        yield one


def _look(here: Served, data: bytes, id_: str = "b1", name: str = "me.zip") -> Response:
    response: Response = here.client.put(
        f"{ME}/backups/{id_}", content=data, params={"name": name}, headers=FILE
    )
    return response


def _use(here: Served, id_: str) -> Any:
    response = here.post(f"/backups/{id_}/use")
    assert response.status_code == 200, response.text
    return response.json()["aside"]


def _live(here: Served) -> None:
    run = (EXAMPLES / "tuesday-run.fit").read_bytes()
    here.client.put(f"{ME}/recordings/run", content=run, params={"name": "run.fit"}, headers=FILE)
    assert here.client.put(f"{ME}/calendars/own", content=CALENDAR.read_bytes(), headers=FILE).is_success
    assert here.put("/profile/toml", {"toml": PROFILE.read_text()}).is_success
    here.put("/reports/r", {"date": "2027-01-30", "sleep_h": 7, "note": "Well."})


def test_a_backup_is_looked_at_first_then_takes_the_place_of_all_and_can_be_taken_back(here: Served) -> None:
    _live(here)
    then = [here.get(path) for path in TOLD]
    taken = here.client.get(f"{ME}/export").content
    here.put("/reports/later", {"date": "2027-01-30", "note": "After it."})
    here.client.request("DELETE", f"{ME}/calendars/own")
    now = [here.get(path) for path in TOLD]
    assert now != then

    looked = _look(here, taken).json()
    assert (looked["of"], looked["was_here"], looked["made_at"][:10]) == ("me", False, "2027-01-30")
    assert looked["says"] == "1 report, 3 files, 1 plan version and 1 measurement"
    assert _look(here, taken).json() == looked  # the same id is the same
    assert [here.get(path) for path in TOLD] == now  # nothing is replaced yet
    told = here.get("/backups")
    assert told["items"] == [looked] and told["here"].startswith("2 reports")

    before = _use(here, "b1")
    assert before["was_here"] and before["says"].startswith("2 reports")
    assert [here.get(path) for path in TOLD] == then
    assert here.get("/backups")["items"] == [before]
    here.put("/reports/kept", {"date": "2027-01-30", "note": "Life goes on."})
    _use(here, before["id"])
    assert [here.get(path) for path in TOLD] == now
    assert here.life.run("doctor").code == 0


def test_into_an_empty_shelf_it_comes_whole_and_nothing_lies_aside(
    here: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a new machine, where whoever it is has another name."""
    _live(here)
    taken = here.client.get(f"{ME}/export").content
    then = [here.get(path) for path in TOLD]
    with served(tmp_path / "new", monkeypatch, with_plan=False) as new:
        new.life.on("2027-01-30")
        assert new.get("/backups")["here"] == ""
        assert _look(new, taken).is_success
        assert _use(new, "b1") is None
        assert [new.get(path) for path in TOLD] == then
        assert new.get("/backups")["items"] == []


def _members(packed: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(packed)) as whole:
        return {name: whole.read(name) for name in whole.namelist()}


def _zip(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as whole:
        for name, data in members.items():
            whole.writestr(name, data)
    return packed.getvalue()


def _with_manifest(packed: dict[str, bytes], /, **facts: Any) -> dict[str, bytes]:
    manifest = json.loads(packed["manifest.json"]) | facts
    return packed | {"manifest.json": json.dumps(manifest).encode()}


def test_what_is_damaged_foreign_or_newer_is_refused_with_its_sentence_and_nothing_changes(
    here: Served, tmp_path: Path
) -> None:
    _live(here)
    now = [here.get(path) for path in TOLD]
    members = _members(here.client.get(f"{ME}/export").content)
    with_two = tmp_path / "all.zip"
    other = open_store(str(here.life.store))
    other.add_runner("Jo")
    other.close()
    assert here.life.run("backup", with_two).code == 0
    for data, said in (
        (b"no zip at all", "it is no backup, or it is cut short"),
        (_zip({"run.fit": b"x"}), "it is no backup of fullstride"),
        (_zip(members | {"reports.jsonl": members["reports.jsonl"].replace(b"Well", b"Sick")}), "damaged"),
        (_zip({name: data for name, data in members.items() if name != "plans.jsonl"}), "is missing"),
        (_zip(_with_manifest(members, form=99)), "made by a newer version of the program"),
        (with_two.read_bytes(), "it is of 2 runners; whoever keeps the server brings back all of it"),
    ):
        sentence = refused(_look(here, data, "bad"), 422)
        assert said in sentence and sentence.startswith("me.zip"), sentence
        assert "/tmp" not in sentence
    assert here.get("/backups")["items"] == []
    refused(here.post("/backups/none/use"), 400)
    refused(here.client.delete(f"{ME}/backups/none"), 404)
    assert [here.get(path) for path in TOLD] == now


def test_the_newest_three_lie_aside_and_are_no_imports(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served(tmp_path, monkeypatch, with_plan=False) as here:
        _lay_five(here)


def _lay_five(here: Served) -> None:
    taken = here.client.get(f"{ME}/export").content
    for number in range(5):
        assert _look(here, taken, f"b{number}").is_success
    assert [one["id"] for one in here.get("/backups")["items"]] == ["b4", "b3", "b2"]
    assert here.get("/imports")["items"] == []
    assert here.client.delete(f"{ME}/backups/b3").status_code == 204
    assert [one["id"] for one in here.get("/backups")["items"]] == ["b4", "b2"]


def test_what_somebody_else_wrote_names_no_file_of_this_machine_and_no_address(here: Served) -> None:
    """Else a made-up backup would read the server's files in its runner's name."""
    _live(here)
    shelf = open_store(str(here.life.store)).shelf("me")
    at = dt.datetime(2027, 1, 30, tzinfo=dt.UTC)
    shelf.put_feed(Feed(id="web", name="club.ics", sealed="s1.here", added_at=at))
    members = _members(here.client.get(f"{ME}/export").content)
    (line,) = (from_text("plans", text) for text in members["plans.jsonl"].splitlines())
    plan: KeptPlan = word_of(line)
    paths = tuple("/etc/hostname" for _ in plan.calendar_paths)
    made_up = line.saying(
        dataclasses.replace(
            plan, profile_path="/etc/passwd", calendar_paths=paths, books=(("/etc/shadow", ""),)
        )
    )
    feeds = [from_text("feeds", text) for text in members["feeds.jsonl"].splitlines()]
    sealed = [one.saying(dataclasses.replace(word_of(one), sealed="s1.theirs")) for one in feeds]
    changed = {
        "plans.jsonl": to_text(made_up).encode() + b"\n",
        "feeds.jsonl": b"".join(to_text(one).encode() + b"\n" for one in sealed),
    }
    assert _look(here, _zip(_remade(members, changed))).is_success
    _use(here, "b1")
    store = open_store(str(here.life.store))
    kept = store.shelf("me").plan()
    assert kept is not None and kept.profile_path == "" and set(kept.calendar_paths) <= {""}
    assert kept.books == (("shadow as it was", ""),)
    assert {one.id: one.sealed for one in store.shelf("me").feeds()}["web"] == "s1.here"
    assert "s1.theirs" not in {one.sealed for one in store.shelf("me").feeds()}


def _remade(members: dict[str, bytes], changed: dict[str, bytes]) -> dict[str, bytes]:
    import hashlib

    listed = json.loads(members["manifest.json"])["members"]
    for name, data in changed.items():
        listed[name] = {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    return _with_manifest(members | changed, members=listed)


def test_who_signs_in_who_sees_it_and_who_else_is_there_stay_as_they_are(tmp_path: Path) -> None:
    """Also where the backup says that a coach may see it who may no more."""
    with club(where=str(tmp_path / "s.sqlite")) as made:
        for name, role in (("ana", Role.RUNNER), ("ben", Role.RUNNER), ("coy", Role.COACH)):
            made.account(name, role)
        made.grant("ana", "coy", Sees.EVERYTHING, changes=True)
        made.store.shelf("ana").add_reports([report("then")])
        ana, ben = made.person("ana"), made.person("ben")
        taken = ana.ask("GET", "/runners/ana/export").content
        made.grant("ana", "coy", Sees.NOTHING)
        made.store.shelf("ana").add_reports([report("since")])
        bens = made.store.shelf("ben").stamp()
        path = "/runners/ana/backups/b1"
        assert ben.ask("PUT", path, content=taken, headers=FILE).status_code == 404
        assert ana.ask("PUT", path, content=taken, headers=FILE).status_code == 200
        assert ben.ask("POST", f"{path}/use").status_code == 404
        assert made.person("coy").ask("POST", f"{path}/use").status_code == 404
        assert ana.ask("POST", f"{path}/use").status_code == 200
        assert [one["id"] for one in ana.get("/runners/ana/reports")["items"]] == ["then"]
        assert ana.get("/me")["runner"] == "ana"
        assert [one.sees for one in made.store.shelf("ana").grants()] == [Sees.EVERYTHING, Sees.NOTHING]
        assert made.person("coy").ask("GET", "/runners/ana/reports").status_code == 404
        assert made.store.shelf("ben").stamp() == bens
        # What ana took along is ben's own where he brings it, and nothing of hers changes.
        anas = made.store.shelf("ana").stamp()
        own = "/runners/ben/backups/b1"
        assert ben.ask("PUT", own, content=taken, headers=FILE).json()["of"] == "ana"
        assert ben.ask("POST", f"{own}/use").status_code == 200
        assert [one.id for one in made.store.shelf("ben").reports()] == ["then"]
        assert made.store.shelf("ana").stamp() == anas


def test_what_is_kept_while_it_is_put_aside_lies_aside_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(str(tmp_path / "s.sqlite"))
    try:
        store.add_runner("me")
        store.shelf("me").add_reports([report("then")])
        file = tmp_path / "me.zip"
        _export(store, file)
        at = dt.datetime(2027, 1, 30, tzinfo=dt.UTC)
        asides.take_aside(store, "me", "b", file, now=at)
        put_aside, late = asides._put_aside, iter(["late"])

        def and_report(*given: Any) -> Any:
            laid = put_aside(*given)
            store.shelf("me").add_reports([report(name) for name in late])
            return laid

        monkeypatch.setattr(asides, "_put_aside", and_report)
        before = asides.use_aside(store, "me", "b", now=at)
        assert before is not None and before.counts["reports"] == 2
        assert [one.id for one in asides.asides(store, "me")] == [before.id]
        assert [one.id for one in store.shelf("me").reports()] == ["then"]
    finally:
        store.close()


def _export(store: Store, file: Path) -> None:
    from fullstride.store.export_one import export_one
    from fullstride.store.sql import SqlStore

    assert isinstance(store, SqlStore)
    with file.open("wb") as packed:
        export_one(store, "me", packed, dt.datetime(2027, 1, 30, tzinfo=dt.UTC))
