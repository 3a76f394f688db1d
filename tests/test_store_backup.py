"""A backup holds every word and every file, goes into any database, and is whole or nothing."""

import contextlib
import datetime as dt
import io
import json
import os
import shutil
import sqlite3
import stat
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fullstride.domain.errors import BadUsage, FullstrideError, StoreTrouble, UnknownRunner, UnreadableInput
from fullstride.domain.keeping import KeptPlan, Match, Moved
from fullstride.domain.report import Report
from fullstride.store import Store, open_store
from fullstride.store.backup import backup
from fullstride.store.codec import checksum
from fullstride.store.doctor import look_over
from fullstride.store.export import export_everything
from fullstride.store.export_one import export_one
from fullstride.store.restore import restore, what_is_at
from fullstride.store.sql import SqlStore, open_sql
from fullstride.store.unpacking import opened
from fullstride.store.where import read_where
from helpers import run_here
from kept_words import NOON, any_word, plan, report
from make_store_fixture import FILES, RUNNERS, fill
from test_store_migrations import assert_filled


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture(params=["sqlite", "postgres"])
def new_place(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Places for stores that are not there yet, of one database."""
    if request.param == "postgres":
        return request.getfixturevalue("postgres").new_database
    numbers = iter(range(99))
    return lambda: str(tmp_path / f"stores{next(numbers)}" / "store.sqlite")


@contextlib.contextmanager
def using(where: str) -> Iterator[SqlStore]:
    store = open_store(where)
    assert isinstance(store, SqlStore)
    try:
        yield store
    finally:
        store.close()


def backed_up(where: str, file: Path) -> Path:
    with using(where) as store:
        return backup(store, file, NOON).file


def put(file: Path, where: str) -> Path | None:
    with opened(file) as whole:
        return restore(whole, where, NOON).aside


@pytest.fixture(scope="module")
def filled_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store that holds the fixture's words, and its backup."""
    folder = tmp_path_factory.mktemp("filled")
    with using(str(folder / "filled" / "store.sqlite")) as store:
        fill(store)
        backup(store, folder / "filled.zip", NOON)
    return folder


@pytest.fixture
def filled(filled_once: Path, tmp_path: Path) -> Path:
    """A backup of the fixture's words, with the store that it is of beside it."""
    shutil.copytree(filled_once, tmp_path, dirs_exist_ok=True)
    return tmp_path / "filled.zip"


def words_of(store: Store) -> dict[str, Any]:
    """All that a store tells."""
    told: dict[str, Any] = {"": store.accounts.all()}
    for name in store.runners():
        shelf = store.shelf(name)
        told[name] = [
            shelf.reports(),
            shelf.originals(),
            [shelf.read_original(each.sha256) for each in shelf.originals()],
            shelf.evidence(),
            shelf.matches(),
            shelf.moves(),
            shelf.imported_at(),
            shelf.plans(),
            shelf.corrections(),
            shelf.grants(),
            shelf.feeds(),
            shelf.service_keys(),
        ]
    return told


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


def _another_of_that_name(members: dict[str, bytes]) -> None:
    first = members["accounts.jsonl"].splitlines()[1]
    _say_account(members, json.loads(first), id="coach-2", name="RENATO")


def _anothers_shelf(members: dict[str, bytes]) -> None:
    """Who may sign in for Mia is said by the word, which the checksum is of, and by the line."""
    line = json.loads(members["accounts.jsonl"].splitlines()[1])
    members["accounts.jsonl"] += json.dumps(line | {"runner": "Mia", "key": "coach-2"}).encode() + b"\n"
    in_step(members)


def _say_account(members: dict[str, bytes], line: dict[str, Any], **fields: Any) -> None:
    word = line["word"] | fields
    body = json.dumps(word, sort_keys=True, separators=(",", ":"))
    line |= {"word": word, "key": word["id"], "sum": checksum(word["id"], body)}
    members["accounts.jsonl"] += json.dumps(line).encode() + b"\n"
    in_step(members)


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


# ---- what is no backup -------------------------------------------------------------------------------


def changed(file: Path, change: Callable[[dict[str, bytes]], None], **how: Any) -> Path:
    """The same backup with other members; `manifest` in step with them where it is among them as bytes."""
    with zipfile.ZipFile(file) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    change(members)
    other = file.with_name("changed.zip")
    with zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name, data, **how)
    return other


def in_step(members: dict[str, bytes]) -> None:
    """A manifest that says what there is."""
    import hashlib

    manifest = json.loads(members.pop("manifest.json"))
    manifest["members"] = {
        name: {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in members.items()
    }
    members["manifest.json"] = json.dumps(manifest).encode()


def _drop_member(members: dict[str, bytes]) -> None:
    del members["reports.jsonl"]


def _add_member(members: dict[str, bytes]) -> None:
    members["more.jsonl"] = b""


def _climb(members: dict[str, bytes]) -> None:
    members["../../evil"] = b"x"
    in_step(members)


def _absolute(members: dict[str, bytes]) -> None:
    members["/etc/evil"] = b"x"
    in_step(members)


def _alter_word(members: dict[str, bytes]) -> None:
    members["reports.jsonl"] = members["reports.jsonl"].replace(b'"soreness":4', b'"soreness":1', 1)
    in_step(members)


def _lose_word(members: dict[str, bytes]) -> None:
    members["reports.jsonl"] = members["reports.jsonl"].split(b"\n", 1)[1]
    in_step(members)


def _twice(members: dict[str, bytes]) -> None:
    members["reports.jsonl"] += members["reports.jsonl"]
    in_step(members)


def _of_nobody(members: dict[str, bytes]) -> None:
    members["runners.jsonl"] = b'{"name": "Mia"}\n'
    in_step(members)


def _lose_plan(members: dict[str, bytes]) -> None:
    members["plans.jsonl"] = members["plans.jsonl"].split(b"\n", 1)[1]
    in_step(members)


def _lose_file(members: dict[str, bytes]) -> None:
    del members[next(name for name in members if name.startswith("originals/"))]
    in_step(members)


def _other_bytes(members: dict[str, bytes]) -> None:
    members[next(name for name in members if name.startswith("originals/"))] = b"other"
    in_step(members)


def _no_end(members: dict[str, bytes]) -> None:
    members["moves.jsonl"] = members["moves.jsonl"][:-1]
    in_step(members)


def _no_json(members: dict[str, bytes]) -> None:
    members["moves.jsonl"] = b"[" * 100_000 + b"\n"
    in_step(members)


def _no_manifest(members: dict[str, bytes]) -> None:
    del members["manifest.json"]


def _other_manifest(members: dict[str, bytes]) -> None:
    members["manifest.json"] = b'{"what": "all that a fullstride store holds", "form": 1, "members": 3}'


def _newer(members: dict[str, bytes]) -> None:
    members["manifest.json"] = members["manifest.json"].replace(b'"form": 2', b'"form": 9', 1)


def _strange_name(members: dict[str, bytes]) -> None:
    members["runners.jsonl"] = b'{"name": "Mia\\u0000"}\n'
    in_step(members)


def _no_letters(members: dict[str, bytes]) -> None:
    members["moves.jsonl"] = members["moves.jsonl"].replace(b'"key": "m1"', b'"key": "\\ud800"', 1)
    in_step(members)


def _without_end(members: dict[str, bytes]) -> None:
    in_step(members)
    members["manifest.json"] = members["manifest.json"].replace(b'"bytes": ', b'"bytes": 1e999, "b": ', 1)


HARMS = {name[1:]: value for name, value in list(globals().items()) if callable(value) and name in (
    "_drop_member", "_add_member", "_climb", "_absolute", "_alter_word", "_lose_word", "_twice", "_of_nobody",
    "_lose_plan", "_lose_file", "_other_bytes", "_no_end", "_no_json", "_no_manifest", "_other_manifest",
    "_another_of_that_name", "_anothers_shelf", "_newer", "_strange_name", "_no_letters", "_without_end",
)}  # fmt: skip


@pytest.mark.parametrize("harm", HARMS)
def test_what_is_no_whole_backup_replaces_nothing(harm: str, filled: Path, tmp_path: Path) -> None:
    where = str(tmp_path / "mine" / "store.sqlite")
    with using(where) as store:
        fill(store)
    other = changed(filled, HARMS[harm])
    ran = run_here("restore", other, "--yes", "--store", where)
    assert ran.code == 2 and "changed.zip" in ran.err and ran.err.count("\n") == 1, ran
    assert not ran.out and len(ran.err) < 400
    with using(where) as store:
        assert_filled(store)
    assert not list(tmp_path.rglob("*before*")) and not list(tmp_path.rglob("*evil*"))


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fullstride.store.unpacking._UNSUSPICIOUS", 1 << 20)
    bomb = tmp_path / "bomb.zip"
    zeros = bytes(1 << 22)
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        members = {}
        for name in ("runners", "reports", "originals", "evidence", "matches", "moves", "imports", "plans"):
            with packed.open(f"{name}.jsonl", "w", force_zip64=True) as file:
                for _ in range(2):
                    file.write(zeros)
            members[f"{name}.jsonl"] = {"bytes": 2 * len(zeros), "sha256": "0" * 64}
        manifest = {"what": "all that a fullstride store holds", "form": 1, "made_at": NOON.isoformat()}
        manifest |= {"counts": {}, "missing": [], "unreadable": [], "members": members}
        packed.writestr("manifest.json", json.dumps(manifest))
    with pytest.raises(UnreadableInput, match=r"would unpack to 0\.1 GB of nothing"), opened(bomb):
        pass


def test_a_backup_cut_short_or_flipped_anywhere_is_refused_in_a_sentence(
    filled: Path, tmp_path: Path
) -> None:
    whole = filled.read_bytes()
    other = tmp_path / "other.zip"
    for length in range(0, len(whole), 211):
        other.write_bytes(whole[:length])
        with pytest.raises(UnreadableInput), opened(other):
            pass
    for place in range(0, len(whole), 131):
        flipped = bytearray(whole)
        flipped[place] ^= 0x41
        other.write_bytes(flipped)
        with contextlib.suppress(FullstrideError), opened(other) as read:  # a date of a member may be flipped
            assert read.manifest.counts["reports"] == 4
            assert [line.body for line in read.lines("reports")]


def test_an_export_that_leads_out_of_its_folder_is_refused(filled: Path, tmp_path: Path) -> None:
    export_everything(str(tmp_path / "filled" / "store.sqlite"), tmp_path / "out", NOON)
    secret = tmp_path / "secret"
    secret.write_bytes(FILES["tuesday.fit"])
    place = next((tmp_path / "out" / "files" / "Mia").glob("tuesday*"))
    place.unlink()
    place.symlink_to(secret)
    with pytest.raises(UnreadableInput, match="it is missing"), opened(tmp_path / "out"):
        pass


# ---- what was there before ---------------------------------------------------------------------------


def test_what_was_there_is_kept_aside_and_comes_back(
    filled: Path, new_place: Callable[[], str], tmp_path: Path
) -> None:
    where = new_place()
    with using(where) as store:
        store.add_runner("Old")
        store.shelf("Old").add_reports([report("old")])
        store.shelf("Old").add_original("old.fit", b"old", NOON)
        before = words_of(store)
    aside = put(filled, where)
    assert aside is not None and aside.exists()
    with using(where) as store:
        assert_filled(store)
    put(aside, where)
    with using(where) as store:
        assert words_of(store) == before


def test_a_shelf_from_before_writes_to_nobody_else(filled: Path, postgres: Any) -> None:
    """On a server others may have it open while it is restored."""
    where = postgres.new_database()
    with using(where) as store:
        store.add_runner("Old")
        shelf = store.shelf("Old")
        put(filled, where)
        with pytest.raises(StoreTrouble):
            shelf.add_reports([report("late")])
        assert all("late" not in {each.id for each in store.shelf(name).reports()} for name in RUNNERS)


def test_nothing_is_replaced_while_another_program_has_the_file_open(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fullstride.store.engines.WAIT_S", 0.2)
    where = tmp_path / "store.sqlite"
    with using(str(where)) as store:
        store.add_runner("Old")
        other = sqlite3.connect(where)
        other.execute("SELECT * FROM runners").fetchall()
        with pytest.raises(StoreTrouble, match="is in use by another program; nothing was changed"):
            put(filled, str(where))
        other.close()
        assert store.runners() == ("Old",)
    put(filled, str(where))


def test_a_damaged_store_is_put_aside_as_it_is(filled: Path, tmp_path: Path) -> None:
    where = tmp_path / "store.sqlite"
    with using(str(where)) as store:
        fill(store)
    broken = where.read_bytes()[:20_000]
    where.write_bytes(broken)
    assert "damaged" in what_is_at(str(where)).damaged
    aside = put(filled, str(where))
    assert aside is not None and (aside / "store.sqlite").read_bytes() == broken
    with using(str(where)) as store:
        assert_filled(store)


def test_it_asks_before_it_replaces(filled: Path, tmp_path: Path) -> None:
    where = str(tmp_path / "store.sqlite")
    assert run_here("restore", filled, "--store", where).code == 0  # nothing was there
    again = run_here("restore", filled, "--store", where)
    assert again.code == 1 and "--yes" in again.err and "nothing was changed" in again.err and not again.out
    told = json.loads(run_here("restore", filled, "--store", where, "--json").out)
    assert told["restored"] is False and told["aside"] is None
    told = json.loads(run_here("restore", filled, "--store", where, "--json", "--yes").out)
    assert told["restored"] is True and Path(told["aside"]).exists()
    assert run_here("restore", tmp_path / "none.zip", "--store", where).code == 2


def test_a_small_disk_is_told_before_anything_is_written(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shutil

    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(9, 9, 9))  # type: ignore[attr-defined]
    with pytest.raises(StoreTrouble, match="MB of room"):
        put(filled, str(tmp_path / "store.sqlite"))


def test_a_store_in_memory_is_no_place_to_restore_into(filled: Path) -> None:
    with pytest.raises(BadUsage):
        put(filled, "memory:")
    assert run_here("backup", filled, "--store", "memory:").code == 2


def test_an_older_form_is_backed_up_as_this_one(tmp_path: Path) -> None:
    from test_store_migrations import sqlite_of

    old = str(sqlite_of(1, tmp_path))
    put(backed_up(old, tmp_path / "b.zip"), str(tmp_path / "new.sqlite"))
    store = open_sql(read_where(str(tmp_path / "new.sqlite")), create=False)
    assert_filled(store)
    store.close()
