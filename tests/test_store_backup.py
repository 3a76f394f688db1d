"""A backup holds every word and every file, goes into any database, and is whole or nothing."""

import contextlib
import datetime as dt
import io
import json
import os
import stat
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fullstride.domain.errors import BadUsage, StoreTrouble, UnknownRunner
from fullstride.domain.keeping import KeptPlan, Match, Moved
from fullstride.domain.report import Report
from fullstride.store.backup import backup
from fullstride.store.doctor import look_over
from fullstride.store.export import export_everything
from fullstride.store.export_one import export_one
from fullstride.store.sql import open_sql
from fullstride.store.unpacking import opened
from fullstride.store.where import read_where
from helpers import run_here
from kept_words import NOON, any_word, plan, report
from made_backups import backed_up, changed, in_step, put, using, words_of
from make_store_fixture import FILES, fill
from old_stores import sqlite_of
from test_store_migrations import assert_filled

pytest_plugins = "filled_stores"


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def test_what_is_backed_up_is_restored_into_the_same_database(
    new_place: Callable[[], str], tmp_path: Path
) -> None:
    where, again = new_place(), new_place()
    with using(where) as store:
        fill(store)
        done = backup(store, tmp_path / "b.zip", NOON)
        assert done.counts == {
            "runners": 2, "reports": 4, "originals": 4, "evidence": 4, "matches": 4, "moves": 2, "imports": 2,
            "plans": 4, "corrections": 2, "grants": 2, "accounts": 2, "feeds": 1, "service_keys": 1,
        }  # fmt: skip
    assert put(done.file, again) is None
    with using(again) as store:
        assert_filled(store)
        assert store.shelf("Mia").add_reports([report("r2"), report("r3")]) == 1
        store.shelf("Mia").add_plan(plan(3))
        assert store.add_runner("Jo") and store.shelf("Jo").reports() == ()
    assert look_over(again, NOON + dt.timedelta(days=1)).is_sound


def test_what_one_runner_takes_home_is_theirs_alone_without_secrets_and_can_be_restored(
    new_place: Callable[[], str], tmp_path: Path
) -> None:
    file = tmp_path / "mia.zip"
    with using(new_place()) as store:
        fill(store)
        before = words_of(store)
        with file.open("wb") as out:
            done = export_one(store, "Mia", out, NOON)
        with pytest.raises(UnknownRunner):
            export_one(store, "Nobody", io.BytesIO(), NOON)
    assert done.counts["reports"] == 2 and done.counts["accounts"] == 0 and done.counts["feeds"] == 1
    with zipfile.ZipFile(file) as packed:
        assert {f"files/Mia/{name}" for name in FILES} <= set(packed.namelist())
        said = b"".join(packed.read(name) for name in packed.namelist())
    assert b"Zo\\u00eb" not in said and b"gAAAA" not in said and b"argon2" not in said
    again = new_place()
    put(file, again)
    with using(again) as store:
        told = words_of(store)
    feeds, keys = told["Mia"][-2:]
    assert told["Mia"][:-2] == before["Mia"][:-2] and told[""] == () and set(told) == {"", "Mia"}
    assert [each.sealed for each in (*feeds, *keys)] == ["", ""]


def test_a_backup_of_the_first_form_is_taken_back(filled: Path, tmp_path: Path) -> None:
    where = str(tmp_path / "again" / "store.sqlite")
    put(changed(filled, _of_first_form), where)
    with using(where) as store:
        assert_filled(store)
        assert store.accounts.all() == () and store.shelf("Mia").grants() == ()


def _of_first_form(members: dict[str, bytes]) -> None:
    for kind in ("corrections", "grants", "accounts", "feeds", "service_keys"):
        del members[f"{kind}.jsonl"]
    in_step(members)
    manifest = json.loads(members["manifest.json"])
    counts = {kind: count for kind, count in manifest["counts"].items() if f"{kind}.jsonl" in members}
    members["manifest.json"] = json.dumps(manifest | {"form": 1, "counts": counts}).encode()


def test_what_one_database_kept_is_restored_into_the_other(
    filled: Path, postgres: Any, tmp_path: Path
) -> None:
    on_server = postgres.new_database()
    put(filled, on_server)
    back = backed_up(on_server, tmp_path / "server.zip")
    with zipfile.ZipFile(filled) as one, zipfile.ZipFile(back) as other:
        members = sorted(one.namelist())
        assert members == sorted(other.namelist())
        for name in members:
            assert one.read(name) == other.read(name), name
    put(back, str(tmp_path / "home.sqlite"))
    with using(str(tmp_path / "home.sqlite")) as store:
        assert_filled(store)


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(any_word(Report), max_size=3, unique_by=lambda word: word.id),
    st.lists(any_word(Match), max_size=2),
    st.lists(any_word(Moved), max_size=2, unique_by=lambda word: word.id),
    st.lists(any_word(KeptPlan), max_size=2),
    st.binary(max_size=99),
    st.text(max_size=40),
)
def test_any_word_at_all_comes_back_the_same(
    tmp_path_factory: pytest.TempPathFactory,
    reports: list[Report],
    matches: list[Match],
    moves: list[Moved],
    plans: list[KeptPlan],
    data: bytes,
    name: str,
) -> None:
    folder = tmp_path_factory.mktemp("any")
    with using(str(folder / "a.sqlite")) as store:
        store.add_runner("Zoë B.")
        shelf = store.shelf("Zoë B.")
        for add, words in ((lambda each: shelf.add_reports([each]), reports), (shelf.add_match, matches),
                           (shelf.add_move, moves)):  # fmt: skip
            for word in words:
                with contextlib.suppress(BadUsage):  # an id that no database can hold
                    add(word)
        for number, word in enumerate(plans, start=1):
            shelf.add_plan(plan(number, plan=word.plan, profile=word.profile, made_at=word.made_at))
        with contextlib.suppress(BadUsage):
            shelf.add_original(name, data, NOON)
        before = words_of(store)
        backup(store, folder / "b.zip", NOON)
    export_everything(str(folder / "a.sqlite"), folder / "out", NOON)
    for number, source in enumerate((folder / "b.zip", folder / "out")):
        put(source, str(folder / f"{number}.sqlite"))
        with using(str(folder / f"{number}.sqlite")) as store:
            assert words_of(store) == before


def test_a_backup_is_one_moment_of_a_store_in_use(new_place: Callable[[], str], tmp_path: Path) -> None:
    """Of two words that are kept at once it holds both or none, and all that came before."""
    where, stop = new_place(), threading.Event()
    with using(where) as store:
        store.add_runner("Mia")

        def go_on() -> None:
            shelf, number = store.shelf("Mia"), 0
            while not stop.is_set():
                number += 1
                shelf.add_reports([report(f"{number} a"), report(f"{number} b")])
                shelf.add_original(f"{number}.fit", f"{number}".encode(), NOON)
                shelf.add_plan(plan(number))

        thread = threading.Thread(target=go_on)
        thread.start()
        try:
            for number in range(6):
                backup(store, tmp_path / f"{number}.zip", NOON)
        finally:
            stop.set()
            thread.join()
    for number in range(6):
        with opened(tmp_path / f"{number}.zip") as whole:
            counts = whole.manifest.counts
            assert counts["reports"] % 2 == 0
            assert counts["plans"] <= counts["originals"] <= counts["reports"] // 2 <= counts["plans"] + 1


def test_a_backup_is_its_owners_alone_and_leaves_nothing_beside_it(filled: Path) -> None:
    assert stat.S_IMODE(filled.stat().st_mode) == 0o600
    assert not [each for each in filled.parent.iterdir() if "unfinished" in each.name]


def test_an_older_backup_is_replaced_and_nothing_else_is(filled: Path, tmp_path: Path) -> None:
    where = str(tmp_path / "filled" / "store.sqlite")
    before = filled.read_bytes()
    with using(where) as store:
        store.shelf("Mia").add_reports([report("r9")])
    assert backed_up(where, filled) == filled and filled.read_bytes() != before
    precious = tmp_path / "plan.json"
    precious.write_text("{}")
    with pytest.raises(BadUsage, match="is no backup; it stays as it is"):
        backed_up(where, precious)
    assert precious.read_text() == "{}"
    with pytest.raises(BadUsage, match="can't be written"):
        backed_up(where, tmp_path / "nowhere" / "b.zip")
    assert backed_up(where, tmp_path).name == "fullstride-2027-01-29-120000.zip"


def test_what_a_killed_backup_left_is_cleared_away_by_a_later_one(filled: Path, tmp_path: Path) -> None:
    left = tmp_path / ".filled.zip.abc_12.unfinished"
    left.write_bytes(b"PK")
    os.utime(left, (NOON.timestamp(),) * 2)
    backed_up(str(tmp_path / "filled" / "store.sqlite"), filled)
    assert left.exists()  # that backup may be at work still
    os.utime(left, (NOON.timestamp() - 90_000,) * 2)
    backed_up(str(tmp_path / "filled" / "store.sqlite"), filled)
    assert not left.exists()


def test_without_room_there_is_no_backup_and_the_old_one_stays(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = filled.read_bytes()

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    with using(str(tmp_path / "filled" / "store.sqlite")) as store:
        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(BadUsage, match=r"no space left on device\); no backup was made"):
            backup(store, filled, NOON)
        monkeypatch.undo()
    assert filled.read_bytes() == before
    assert sorted(each.name for each in tmp_path.iterdir()) == ["filled", "filled.zip"]


def test_a_damaged_store_is_not_backed_up(tmp_path: Path) -> None:
    where = tmp_path / "store.sqlite"
    with using(str(where)) as store:
        fill(store)
    where.write_bytes(where.read_bytes().replace(b'"soreness":4', b'"soreness":1'))
    with pytest.raises(StoreTrouble, match="is damaged"):
        backed_up(str(where), tmp_path / "b.zip")
    assert not (tmp_path / "b.zip").exists()


def test_a_file_that_is_gone_is_told_and_the_rest_is_backed_up(tmp_path: Path) -> None:
    where = str(tmp_path / "store.sqlite")
    with using(where) as store:
        fill(store)
        digest = next(each.sha256 for each in store.shelf("Mia").originals() if each.name == "tuesday.fit")
        next(tmp_path.rglob(digest)).unlink()
    ran = run_here("backup", tmp_path / "b.zip", "--store", where)
    assert ran.code == 1 and "Without 1 file. tuesday.fit" in ran.out
    assert json.loads(run_here("backup", tmp_path / "b.zip", "--store", where, "--json").out)["missing"] == [
        "tuesday.fit"
    ]
    put(tmp_path / "b.zip", str(tmp_path / "again.sqlite"))
    with using(str(tmp_path / "again.sqlite")) as store:
        shelf = store.shelf("Mia")
        with pytest.raises(StoreTrouble, match=r"tuesday\.fit is gone"):
            shelf.read_original(digest)
        shelf.add_original("tuesday.fit", FILES["tuesday.fit"], NOON)
        assert shelf.read_original(digest) == FILES["tuesday.fit"]


def test_an_older_form_is_backed_up_as_this_one(tmp_path: Path) -> None:
    old = str(sqlite_of(1, tmp_path))
    put(backed_up(old, tmp_path / "b.zip"), str(tmp_path / "new.sqlite"))
    store = open_sql(read_where(str(tmp_path / "new.sqlite")), create=False)
    assert_filled(store)
    store.close()
