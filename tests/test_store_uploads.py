"""Uploads, the work on them, what is fetched from elsewhere, and forgetting: one contract for every store."""

import dataclasses
import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa

from fullstride.domain.accounts import Link, LinkKind
from fullstride.domain.errors import BadUsage, StoreTrouble, UnknownRunner
from fullstride.domain.imports import Counts, ImportJob, JobState
from fullstride.store import Shelf, Store, open_store
from fullstride.store.doctor import look_over
from fullstride.store.sql import SqlStore
from kept_words import (
    NOON,
    account,
    correction,
    evidence,
    feed,
    grant,
    made,
    match,
    move,
    plan,
    report,
    service_key,
)
from test_store_accounts import at_once, login

pytest_plugins = "opened_stores"
Opening = Callable[[], Store]
HOUR = dt.timedelta(hours=1)


def upload(id: str = "u1", size: int = 6, **fields: Any) -> ImportJob:  # noqa: A002
    before = ImportJob(
        id=id, runner="Mia", name="archive.zip", size_bytes=size, created_at=NOON, changed_at=NOON
    )
    return dataclasses.replace(before, **fields)


def received(store: Store, id: str = "u1", data: bytes = b"abcdef", at: dt.datetime = NOON) -> ImportJob:  # noqa: A002
    store.jobs.begin(upload(id, len(data), created_at=at, changed_at=at))
    job = store.jobs.receive("Mia", id, 0, data, at)
    assert job is not None and job.state is JobState.WAITING
    return job


@pytest.fixture
def mias(store: Store) -> Store:
    store.add_runner("Mia")
    return store


# ---- receiving ---------------------------------------------------------------------------------------


def test_an_upload_is_begun_once_by_its_id(mias: Store) -> None:
    job = mias.jobs.begin(upload())
    assert job == upload() and mias.jobs.begin(upload(name="again.zip", state=JobState.DONE)) == job
    with pytest.raises(BadUsage, match="another id"):
        mias.jobs.begin(upload(size=7))
    with pytest.raises(BadUsage):
        mias.jobs.begin(upload("u2", size=-1))
    with pytest.raises(UnknownRunner):
        mias.jobs.begin(upload(runner="Jo"))
    assert mias.jobs.get("Mia", "u1") == job and mias.jobs.get("Mia", "x") is None
    assert mias.jobs.get("Jo", "u1") is None


def test_pieces_go_on_where_the_last_one_ended_and_nowhere_else(opening: Opening) -> None:
    store = opening()
    store.add_runner("Mia")
    store.jobs.begin(upload())
    for offset, data, expected in ((0, b"abc", 3), (0, b"abc", 3), (4, b"x", 3), (3, b"", 3), (3, b"de", 5)):
        job = opening().jobs.receive("Mia", "u1", offset, data, NOON)  # by another process each time
        assert job is not None and job.received_bytes == expected
        assert job.state is JobState.RECEIVING
    with pytest.raises(BadUsage, match="more came"):
        store.jobs.receive("Mia", "u1", 5, b"fg", NOON)
    job = store.jobs.receive("Mia", "u1", 5, b"f", NOON + HOUR)
    assert job is not None and job.state is JobState.WAITING and job.changed_at == NOON + HOUR
    assert store.jobs.receive("Mia", "u1", 6, b"", NOON) == job
    assert store.jobs.receive("Mia", "x", 0, b"a", NOON) is None
    with opening().jobs.file("Mia", "u1") as path:
        assert path.read_bytes() == b"abcdef"
    with pytest.raises(StoreTrouble, match="hand it in again"), store.jobs.file("Mia", "x"):
        pass


def test_an_empty_file_is_received_at_once(mias: Store) -> None:
    assert mias.jobs.begin(upload(size=0)).state is JobState.WAITING
    with mias.jobs.file("Mia", "u1") as path:
        assert path.read_bytes() == b""


def test_the_same_piece_twice_at_once_is_there_once(mias: Store) -> None:
    data = os.urandom(40_000)
    mias.jobs.begin(upload(size=80_000))
    assert all(job is not None for job in at_once(lambda _: mias.jobs.receive("Mia", "u1", 0, data, NOON), 4))
    mias.jobs.receive("Mia", "u1", 40_000, data, NOON)
    with mias.jobs.file("Mia", "u1") as path:
        assert path.read_bytes() == data + data


def test_uploads_are_each_runners_own_and_listed_the_newest_first(mias: Store) -> None:
    mias.add_runner("Jo")
    for number in range(3):
        mias.jobs.begin(upload(f"u{number}", created_at=NOON + number * HOUR))
    jos = mias.jobs.begin(upload("u1", runner="Jo"))
    assert [job.id for job in mias.jobs.of("Mia")] == ["u2", "u1", "u0"]
    assert [job.id for job in mias.jobs.of("Mia", limit=1)] == ["u2"]
    assert mias.jobs.of("Jo") == (jos,)
    assert mias.jobs.remove("Mia", "u1") and not mias.jobs.remove("Mia", "u1")
    assert mias.jobs.of("Jo") == (jos,)


# ---- the work ----------------------------------------------------------------------------------------


def test_the_one_that_waits_longest_is_taken_first(mias: Store) -> None:
    received(mias, "late", at=NOON + HOUR)
    received(mias, "early")
    mias.jobs.begin(upload("half", size=9))
    now, until = NOON + 2 * HOUR, NOON + 3 * HOUR
    taken = [mias.jobs.claim(f"w{number}", now, until) for number in range(3)]
    assert [job and job.id for job in taken] == ["early", "late", None]
    assert taken[0] is not None and taken[0].tries == 1 and taken[0].worker == "w0"
    assert taken[0].state is JobState.WORKING and taken[0].leased_until == until


def test_of_many_workers_one_gets_a_job(mias: Store) -> None:
    received(mias)
    taken = at_once(lambda number: mias.jobs.claim(f"w{number}", NOON, NOON + HOUR))
    assert sum(job is not None for job in taken) == 1


def test_what_a_dead_worker_had_is_taken_over_and_it_is_not_heard_any_more(mias: Store) -> None:
    received(mias)
    jobs, half = mias.jobs, Counts(found=4, done=2)
    assert jobs.claim("dead", NOON, NOON + HOUR)
    assert jobs.renew("Mia", "u1", "dead", NOON, NOON + 2 * HOUR, half)
    assert jobs.claim("other", NOON + HOUR, NOON + 3 * HOUR) is None
    taken = jobs.claim("other", NOON + 2 * HOUR, NOON + 3 * HOUR)
    assert taken is not None and taken.tries == 2 and taken.counts == half
    assert not jobs.renew("Mia", "u1", "dead", NOON, NOON + 9 * HOUR, Counts())
    assert not jobs.finish("Mia", "u1", "dead", NOON, Counts()) and not jobs.abandon(
        "Mia", "u1", "dead", NOON
    )
    with jobs.file("Mia", "u1") as path:
        assert path.read_bytes() == b"abcdef"
    done = Counts(found=4, done=4, new=3, known=1)
    assert jobs.finish("Mia", "u1", "other", NOON + 3 * HOUR, done, result='{"new":3}')
    job = jobs.get("Mia", "u1")
    assert job is not None and job.state is JobState.DONE and job.counts == done
    assert (job.result, job.error, job.worker, job.leased_until) == ('{"new":3}', "", "", None)
    assert not jobs.renew("Mia", "u1", "other", NOON, NOON, done)
    with pytest.raises(StoreTrouble), jobs.file("Mia", "u1"):
        pass


def test_work_that_failed_says_why_and_work_given_back_waits(mias: Store) -> None:
    received(mias)
    jobs = mias.jobs
    jobs.claim("w", NOON, NOON + HOUR)
    assert jobs.abandon("Mia", "u1", "w", NOON)
    job = jobs.get("Mia", "u1")
    assert job is not None and job.state is JobState.WAITING and job.worker == ""
    jobs.claim("w", NOON, NOON + HOUR)
    assert jobs.finish("Mia", "u1", "w", NOON, Counts(found=1, unreadable=1), error="It is no archive")
    job = jobs.get("Mia", "u1")
    assert job is not None and job.state is JobState.FAILED and job.error == "It is no archive"


def test_what_is_over_or_given_up_is_cleared(mias: Store) -> None:
    received(mias, "done")
    mias.jobs.claim("w", NOON, NOON + HOUR)
    mias.jobs.finish("Mia", "done", "w", NOON, Counts())
    received(mias, "waits")
    mias.jobs.begin(upload("half"))
    mias.jobs.receive("Mia", "half", 0, b"ab", NOON + HOUR)
    assert mias.jobs.prune(over_before=NOON, idle_before=NOON + HOUR) == 0
    assert mias.jobs.prune(over_before=NOON + HOUR, idle_before=NOON + 2 * HOUR) == 2
    assert [job.id for job in mias.jobs.of("Mia")] == ["waits"]


# ---- corrections, feeds, keys ------------------------------------------------------------------------


def test_corrections_are_kept_once_by_their_id_in_the_order_in_which_they_came(mias: Store) -> None:
    shelf = mias.shelf("Mia")
    shelf.add_evidence(made(), evidence(), NOON)
    first, second = correction("b"), correction("a", removed=True, said_at=NOON - HOUR)
    assert shelf.add_correction(first) and shelf.add_correction(second)
    assert not shelf.add_correction(correction("b", removed=True))
    assert shelf.corrections() == (first, second)
    assert shelf.evidence() == ((made(), evidence()),)


def test_a_feed_is_put_in_anothers_place_read_and_removed(mias: Store) -> None:
    shelf = mias.shelf("Mia")
    shelf.put_feed(feed("b"))
    shelf.put_feed(feed("a", added_at=NOON + HOUR))
    assert shelf.feed_read("b", NOON + HOUR, sha256="ab")
    assert shelf.feed_read("b", NOON + 2 * HOUR, error="The server did not answer")
    assert not shelf.feed_read("x", NOON)
    last = feed("b", read_at=NOON + 2 * HOUR, sha256="ab", error="The server did not answer")
    assert shelf.feeds() == (last, feed("a", added_at=NOON + HOUR))
    shelf.put_feed(feed("b", sealed="new"))
    assert shelf.feeds()[0] == feed("b", sealed="new")
    assert shelf.remove_feed("b") and not shelf.remove_feed("b")
    assert [each.id for each in shelf.feeds()] == ["a"]


def test_a_service_has_one_key(mias: Store) -> None:
    shelf = mias.shelf("Mia")
    for key in (service_key("strava"), service_key(), service_key(sealed="new")):
        shelf.put_service_key(key)
    assert shelf.service_keys() == (service_key(sealed="new"), service_key("strava"))
    assert shelf.remove_service_key("strava") and not shelf.remove_service_key("strava")


# ---- forgetting --------------------------------------------------------------------------------------


def fill_all(store: Store, name: str, account_id: str) -> Shelf:
    """Something of each kind, and a file that others hand in too."""
    store.add_runner(name)
    shelf = store.shelf(name)
    shelf.add_original("own.fit", f"secret of {name}".encode() * 50, NOON)
    shelf.add_original("race.gpx", b"<gpx/>", NOON)
    shelf.add_reports([report(note=f"secret of {name}")])
    shelf.add_evidence(made(), evidence(title=f"secret of {name}"), NOON)
    shelf.add_match(match())
    shelf.add_move(move())
    shelf.add_import(NOON)
    shelf.add_plan(plan(1, profile=f"# secret of {name}\n"))
    shelf.add_correction(correction())
    shelf.add_grant(grant())
    shelf.put_feed(feed(sealed=f"secret of {name}"))
    shelf.put_service_key(service_key())
    store.accounts.add(account(account_id, name, runner=name))
    store.accounts.add_login(login(f"{ord(name[0]):02x}", account=account_id), account().password_hash)
    for number, link in enumerate(({"runner": name}, {"coach": account_id}, {"account": account_id})):
        token = f"{account_id}{number}"
        made_ = Link(token_sha256=token, kind=LinkKind.RESET, created_at=NOON, expires_at=NOON + HOUR, **link)
        store.accounts.add_link(made_)
    store.jobs.begin(upload("u1", 20, runner=name))
    store.jobs.receive(name, "u1", 0, f"secret of {name}".encode(), NOON)
    return shelf


def everything(shelf: Shelf) -> list[Any]:
    return [
        *(shelf.reports(), shelf.originals(), shelf.evidence(), shelf.matches(), shelf.moves()),
        *(shelf.plans(), shelf.corrections(), shelf.grants(), shelf.feeds(), shelf.service_keys()),
    ]


def test_who_asks_is_forgotten_wholly_and_nobody_else_is(opening: Opening) -> None:
    store = opening()
    mia, jo = fill_all(store, "Mia", "a1"), fill_all(store, "Jo", "a2")
    before = everything(jo)
    assert store.forget_runner("Mia") and not store.forget_runner("Mia")
    again = opening()
    assert again.runners() == ("Jo",) and [each.id for each in again.accounts.all()] == ["a2"]
    assert again.accounts.login("4d" * 32, NOON) is None and again.accounts.login("4a" * 32, NOON)
    assert {each.token_sha256[:2] for each in again.accounts.links(NOON)} == {"a2"}
    assert again.jobs.of("Mia") == () and len(again.jobs.of("Jo")) == 1
    theirs = again.shelf("Jo")
    assert everything(theirs) == before
    for original in theirs.originals():
        assert theirs.read_original(original.sha256)
    assert not any(everything(mia)) and mia.plan() is None and mia.imported_at() is None


def test_a_shelf_that_was_open_keeps_nothing_for_who_is_forgotten_and_not_for_the_next(
    store: Store,
) -> None:
    shelf = fill_all(store, "Mia", "a1")
    store.forget_runner("Mia")
    store.add_runner("Ann")
    store.add_runner("Mia")
    for add in (
        lambda: shelf.add_reports([report()]),
        lambda: shelf.add_plan(plan(1)),
        lambda: shelf.add_original("x", b"x", NOON),
        lambda: shelf.put_feed(feed()),
        lambda: shelf.add_correction(correction()),
    ):
        with pytest.raises(StoreTrouble, match="all of theirs was deleted"):
            add()
    assert not any(everything(store.shelf("Ann"))) and not any(everything(store.shelf("Mia")))


def test_nothing_of_who_is_forgotten_is_left_in_any_file(tmp_path: Path) -> None:
    where = tmp_path / "store.sqlite"
    store = open_store(str(where))
    fill_all(store, "Mia", "a1")
    fill_all(store, "Jo", "a2")
    store.forget_runner("Mia")
    kept = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert not [path for path, data in kept.items() if b"secret of Mia" in data]
    assert [path for path, data in kept.items() if b"secret of Jo" in data]
    store.close()
    assert look_over(str(where), NOON + 24 * HOUR).is_sound


def test_nothing_of_who_is_forgotten_is_left_in_any_table(postgres: Any) -> None:
    url = postgres.new_database()
    store = open_store(url)
    fill_all(store, "Mia", "a1")
    fill_all(store, "Jo", "a2")
    store.forget_runner("Mia")
    with psycopg.connect(url) as connection:
        counts = {
            name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # type: ignore[index]
            for (name,) in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        }
    assert counts["contents"] == 2 and counts["pieces"] == counts["jobs"] == counts["forgotten"] == 1
    assert all(count <= 1 for name, count in counts.items() if name not in ("contents", "originals", "links"))
    store.close()
    assert look_over(url, NOON + 24 * HOUR).is_sound


def test_only_the_rows_of_who_is_forgotten_pass_the_guard(opening: Opening) -> None:
    store = opening()
    if not isinstance(store, SqlStore):
        pytest.skip("memory has no guard")
    fill_all(store, "Mia", "a1")
    store.add_runner("Jo")
    store.forget_runner("Jo")
    for table in ("reports", "runners", "plans", "grants", "forgotten"):
        with pytest.raises(StoreTrouble, match="never altered"), store.writing() as connection:
            connection.execute(sa.text(f"DELETE FROM {table}"))


def test_a_file_handed_in_while_another_who_had_it_is_forgotten_stays(opening: Opening) -> None:
    one, other = opening(), opening()
    for round_ in range(5):
        names = [f"Mia {round_}", f"Jo {round_}"]
        for name in names:
            one.add_runner(name)
        data = b"the same race %d" % round_
        one.shelf(names[0]).add_original("race.gpx", data, NOON)
        theirs = other.shelf(names[1])

        def do(number: int, name: str = names[0], data: bytes = data, theirs: Shelf = theirs) -> None:
            if number:
                theirs.add_original("race.gpx", data, NOON)
            else:
                one.forget_runner(name)

        at_once(do, 2)
        (original,) = theirs.originals()
        assert theirs.read_original(original.sha256) == data
