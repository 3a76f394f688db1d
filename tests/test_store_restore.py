"""What is no whole backup replaces nothing; what was there before is kept aside."""

import contextlib
import json
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fullstride.domain.errors import BadUsage, FullstrideError, StoreTrouble, UnreadableInput
from fullstride.store.codec import checksum
from fullstride.store.export import export_everything
from fullstride.store.restore import what_is_at
from fullstride.store.unpacking import opened
from helpers import run_here
from kept_words import NOON, report
from made_backups import changed, in_step, put, using, words_of
from make_store_fixture import FILES, RUNNERS, fill
from test_store_migrations import assert_filled

pytest_plugins = "filled_stores"


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


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
