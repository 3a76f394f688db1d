"""Archives over the API: in pieces, with breaks, once, and gone on with by another worker."""

import datetime as dt
import io
import os
import signal
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from httpx import Response

from fullstride.domain.imports import ImportJob
from fullstride.store import open_store
from fullstride.workflows import clock, enduring
from fullstride.workflows.answering_files import job_answer
from fullstride.workflows.enduring import MOST_TRIES, endured
from fullstride.workflows.import_jobs import LEASE, work_one
from fullstride.workflows.importing import import_recordings
from helpers import EXAMPLES
from made_api import ME, Served, refused, served

RUN = EXAMPLES / "tuesday-run.fit"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    with served(tmp_path, monkeypatch, with_plan=False) as one:
        one.life.on("2027-01-30")
        yield one


def _archive() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("2027/tuesday-run.fit", RUN.read_bytes())
        archive.writestr("2027/again.fit", RUN.read_bytes())
        archive.writestr("jumps.csv", (EXAMPLES / "squat-jumps-marked.csv").read_bytes())
        archive.writestr("broken.fit", RUN.read_bytes()[:30])
        archive.writestr("notes.txt", "nothing")
    return packed.getvalue()


def _piece(here: Served, id_: str, offset: int, data: bytes) -> Response:
    response: Response = here.client.patch(
        f"{ME}/imports/{id_}",
        content=data,
        params={"offset": offset},
        headers={"Content-Type": "application/octet-stream"},
    )
    return response


def _over(here: Served, id_: str) -> dict[str, Any]:
    for _ in range(400):
        job: dict[str, Any] = here.get(f"/imports/{id_}")
        if job["state"] in ("done", "failed"):
            return job
        time.sleep(0.05)
    raise AssertionError(job)


def test_an_archive_comes_in_pieces_and_is_read_behind_the_answers(here: Served) -> None:
    data = _archive()
    begun = here.post("/imports", {"id": "all", "name": "export.zip", "size_bytes": len(data)}).json()
    assert (begun["state"], begun["received_bytes"]) == ("receiving", 0)
    half = len(data) // 2
    assert _piece(here, "all", 0, data[:half]).json()["received_bytes"] == half
    lost = _piece(here, "all", 0, data[:half]).json()
    assert lost["received_bytes"] == half  # an answer that was lost: go on from there
    again = here.post("/imports", {"id": "all", "name": "export.zip", "size_bytes": len(data)}).json()
    assert again["received_bytes"] == half
    assert _piece(here, "all", half, data[half:]).json()["state"] in ("waiting", "working", "done")

    job = _over(here, "all")
    assert (job["state"], job["error"]) == ("done", "")
    assert job["counts"]["new"] == 2
    assert job["counts"]["unreadable"] >= 1
    told = job["result"]["unreadable"]
    assert any(one["file"] == "export.zip/broken.fit" for one in told), told
    assert {one["kind"] for one in here.get("/recordings")["items"]} == {"run", "squat_jumps"}
    assert [one["id"] for one in here.get("/imports")["items"]] == ["all"]


def test_what_makes_no_sense_is_refused(here: Served) -> None:
    refused(here.client.get(f"{ME}/imports/none"), 404)
    refused(_piece(here, "none", 0, b"x"), 404)
    refused(here.client.delete(f"{ME}/imports/none"), 404)
    refused(here.post("/imports", {"id": "a", "name": "a.zip", "size_bytes": 0}), 422)
    refused(here.post("/imports", {"id": "a", "name": "a.zip", "size_bytes": 10**12}), 422)
    here.post("/imports", {"id": "a", "name": "a.zip", "size_bytes": 10})
    refused(here.post("/imports", {"id": "a", "name": "a.zip", "size_bytes": 11}), 400)
    refused(_piece(here, "a", 0, b"x" * 11), 400)
    assert here.client.delete(f"{ME}/imports/a").status_code == 204


def test_an_archive_without_recordings_fails_with_its_sentence(here: Served) -> None:
    data = b"no archive of any kind"
    here.post("/imports", {"id": "a", "name": "../secret/a.bin", "size_bytes": len(data)})
    _piece(here, "a", 0, data)
    job = _over(here, "a")
    assert job["state"] == "failed"
    assert job["error"].startswith("a.bin")
    assert "/tmp" not in job["error"]


def test_what_a_worker_leaves_another_goes_on_with_and_nothing_is_doubled(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "s.db"))
    try:
        store.add_runner("me")
        data, at_once = _archive(), clock.instant
        at = at_once()
        job = ImportJob(
            id="all", runner="me", name="a.zip", size_bytes=len(data), created_at=at, changed_at=at
        )
        store.jobs.begin(job)
        store.jobs.receive("me", "all", 0, data, at)
        looks = iter([False, True, True, True, True, True])
        assert work_one(store, "first", is_over=lambda: next(looks), now=at_once, today=at_once)
        left = store.jobs.get("me", "all")
        assert left is not None
        assert left.state == "waiting"
        kept = len(store.shelf("me").evidence())
        assert kept < 2
        assert work_one(store, "second", now=at_once, today=at_once)
        done = store.jobs.get("me", "all")
        assert done is not None
        assert done.state == "done"
        assert len(store.shelf("me").evidence()) == 2
        assert not work_one(store, "second", now=at_once, today=at_once)
    finally:
        store.close()


def test_what_a_worker_kept_that_died_is_counted_as_new_by_the_next(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "s.db"))
    try:
        store.add_runner("me")
        data, at = _archive(), clock.instant()
        for id_ in ("killed", "after"):
            job = ImportJob(
                id=id_, runner="me", name="a.zip", size_bytes=len(data), created_at=at, changed_at=at
            )
            store.jobs.begin(job)
        store.jobs.receive("me", "killed", 0, data, at)
        assert store.jobs.claim("dies", at, at + LEASE)
        import_recordings(store.shelf("me"), (RUN,), now=clock.instant())
        later = at + LEASE
        assert work_one(store, "next", now=lambda: later, today=lambda: later)
        done = store.jobs.get("me", "killed")
        assert done is not None
        assert (done.state, done.counts.known) == ("done", 0)
        assert done.counts.new == len(store.shelf("me").evidence())
        store.jobs.receive("me", "after", 0, data, at)
        assert work_one(store, "next", now=clock.instant, today=clock.instant)
        again = store.jobs.get("me", "after")
        assert again is not None
        assert (again.counts.new, again.counts.known) == (0, done.counts.new)
    finally:
        store.close()


def test_an_import_whose_worker_died_says_that_it_waits_until_another_has_it(here: Served) -> None:
    data = _archive()
    job = {"id": "left", "name": "a.zip", "size_bytes": len(data)}
    assert here.post("/imports", job).json()["state"] == "receiving"
    store, at = open_store(str(here.life.store)), clock.instant()
    until = at + dt.timedelta(seconds=1)
    try:
        store.jobs.receive("me", "left", 0, data, at)
        left = store.jobs.claim("dies", at, until)
        assert left is not None
        assert [job_answer(left, when)["state"] for when in (at, until)] == ["working", "waiting"]
        assert _over(here, "left")["state"] == "done"  # the server's own worker looks for what others left
    finally:
        store.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process can't be copied here")
def test_a_file_by_itself_that_ended_the_program_is_set_aside_and_others_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each death is one of a process that really died while it read the file."""
    monkeypatch.setattr(enduring, "_PATIENCE_S", 0.1)
    deadly = tmp_path / "deadly.fit"
    deadly.write_bytes(RUN.read_bytes() + b"\0")
    with served(tmp_path, monkeypatch, with_plan=False) as here:
        here.life.on("2027-01-30")
        for _ in range(MOST_TRIES):
            _die_reading(here.life.store, deadly)
        kind = {"Content-Type": "application/octet-stream"}
        for path in ("recordings/a", "captures/a"):
            again = here.client.put(
                f"{ME}/{path}", content=deadly.read_bytes(), params={"name": "deadly.fit"}, headers=kind
            )
            assert refused(again, 422) == (
                f"deadly.fit: ended the program {MOST_TRIES} times and is left alone."
            )
        other = here.client.put(
            f"{ME}/recordings/b", content=RUN.read_bytes(), params={"name": "run.fit"}, headers=kind
        )
        assert other.status_code == 200


def test_a_file_that_is_sent_many_times_at_once_ended_nothing(tmp_path: Path) -> None:
    file = tmp_path / "run.fit"
    file.write_bytes(RUN.read_bytes())
    store = open_store(str(tmp_path / "s.sqlite"))

    def read(_: int) -> bool:
        with endured(store.attempts, "me", file, clock.now()):
            time.sleep(0.2)
        return True

    try:
        with ThreadPoolExecutor(2 * MOST_TRIES) as many:
            assert all(many.map(read, range(2 * MOST_TRIES)))
    finally:
        store.close()


def _die_reading(store: Path, file: Path) -> None:
    child = os.fork()
    if not child:
        with endured(open_store(str(store)).attempts, "me", file, clock.now()):
            os.kill(os.getpid(), signal.SIGKILL)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def test_a_file_that_ends_each_worker_is_given_up_with_a_reason_and_one_that_was_given_back_is_not(
    tmp_path: Path,
) -> None:
    at, hour = clock.instant(), dt.timedelta(hours=1)
    store = open_store(str(tmp_path / "s.sqlite"))
    try:
        store.add_runner("me")
        for name in ("deadly", "patient"):
            job = ImportJob(id=name, runner="me", name="a.zip", size_bytes=3, created_at=at, changed_at=at)
            store.jobs.begin(job)
        store.jobs.receive("me", "deadly", 0, b"abc", at)
        for number in range(MOST_TRIES):
            assert store.jobs.claim(f"w{number}", at + number * hour, at + (number + 1) * hour)
        assert work_one(store, "last", now=lambda: at + MOST_TRIES * hour, today=clock.now)
        given_up = store.jobs.get("me", "deadly")
        assert given_up is not None
        assert (given_up.state, given_up.error) == (
            "failed",
            f"a.zip: ended the program {MOST_TRIES} times and is left alone",
        )
        store.jobs.receive("me", "patient", 0, b"abc", at)
        for number in range(MOST_TRIES):  # servers that were ended, as they are for a new version
            assert store.jobs.claim(f"w{number}", at, at + hour)
            assert store.jobs.abandon("me", "patient", f"w{number}", at)
        assert work_one(store, "last", now=lambda: at, today=clock.now)
        read = store.jobs.get("me", "patient")
        assert read is not None
        assert "left alone" not in read.error
    finally:
        store.close()
