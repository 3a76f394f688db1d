"""Doctor sees every damage, says what to do, and changes nothing; what is left of a store can be saved."""

import datetime as dt
import json
import os
import random
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from fullstride.domain.errors import BadUsage, FullstrideError, StoreTrouble
from fullstride.store import journal, open_store, schema
from fullstride.store.doctor import Checkup, look_over
from fullstride.store.export import export_everything
from fullstride.store.lines import APP_SINCE
from fullstride.store.restore import restore
from fullstride.store.unpacking import opened
from helpers import run_here
from kept_words import NOON, plan, report
from make_store_fixture import FILES, fill
from old_stores import sqlite_of
from test_store_migrations import assert_filled

pytest_plugins = "filled_stores"
NOW = NOON + dt.timedelta(days=1)


@pytest.fixture
def journalled(path: Path, tmp_path: Path) -> Path:
    """A copy of a store whose program was killed: what was said last is in its journal."""
    store = open_store(str(path))
    for number in range(20):
        store.shelf("Mia").add_reports([report(f"late {number}", note="x" * 3000)])
    copy = tmp_path / "killed" / "store.sqlite"
    copy.parent.mkdir()
    for ending in ("", "-wal"):
        shutil.copy(f"{path}{ending}", f"{copy}{ending}")
    shutil.copytree(f"{path}-originals", f"{copy}-originals")
    store.close()
    return copy


def wrong(found: Checkup) -> str:
    return " | ".join(f"{each.what} / {each.means} / {each.do}" for each in found.findings if each.wrong)


def noted(found: Checkup) -> str:
    return " | ".join(each.what for each in found.findings if not each.wrong)


@pytest.mark.parametrize("form", range(1, schema.VERSION + 1))
def test_a_sound_store_of_every_form_is_sound_and_stays_as_it_is(form: int, tmp_path: Path) -> None:
    path = sqlite_of(form, tmp_path)
    before = path.read_bytes()
    found = look_over(str(path), NOW)
    assert found.is_sound and found.form == form, wrong(found)
    of_app = {"corrections": 2, "grants": 2, "accounts": 2, "feeds": 1, "service_keys": 1}
    assert found.counts == {
        "runners": 2, "reports": 4, "originals": 4, "evidence": 4, "matches": 4, "moves": 2, "imports": 2,
        "plans": 4, **(of_app if form >= APP_SINCE else {}),
    }  # fmt: skip
    assert path.read_bytes() == before
    assert ("older version" in noted(found)) == (form < schema.VERSION)


def test_a_store_on_a_server_is_looked_over_too(postgres: Any) -> None:
    url = postgres.new_database()
    with pytest.raises(StoreTrouble, match="There is no store"):
        look_over(url, NOW)
    store = open_store(url)
    fill(store)
    assert look_over(url, NOW).is_sound
    with store.engine.begin() as connection:  # type: ignore[attr-defined]
        for statement in (
            "ALTER TABLE reports DISABLE TRIGGER reports_kept",
            "UPDATE reports SET body = replace(body, '\"soreness\":4', '\"soreness\":1') WHERE key = 'r1'",
            "ALTER TABLE contents DISABLE TRIGGER contents_kept",
            "UPDATE contents SET data = 'ran', packed = false WHERE length(data) > 40",
        ):
            connection.exec_driver_sql(statement)
    said = wrong(look_over(url, NOW))
    assert "can't be read in 2 place(s)" in said and "checksum is wrong" in said
    assert "files that were handed in are gone" in said and "guard" in said
    store.close()


def test_what_doctor_says_on_the_command_line(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FULLSTRIDE_TODAY", NOW.date().isoformat())
    ran = run_here("doctor", "--store", path)
    assert ran.code == 0 and ran.out.startswith("Sound.")
    path.write_bytes(path.read_bytes().replace(b'"soreness":4', b'"soreness":1', 1))
    ran = run_here("doctor", "--store", path)
    said = " ".join(ran.out.split())
    assert ran.code == 1 and "1 thing to see to." in said and "fullstride restore BACKUP" in said
    told = json.loads(run_here("doctor", "--store", path, "--json").out)
    assert told["sound"] is False and told["findings"][0]["wrong"] is True
    assert run_here("doctor", "--store", tmp_path / "none.sqlite").code == 2
    assert run_here("doctor", "--store", "memory:").code == 2


def test_files_that_are_gone_or_altered_or_nobodys(path: Path) -> None:
    one, other = sorted(Path(f"{path}-originals").rglob("*" * 1 + "?" * 63))
    one.chmod(0o600)
    one.write_bytes(b"altered")
    other.unlink()
    assert "2 files that were handed in are gone or no longer the same" in wrong(look_over(str(path), NOW))
    store = open_store(str(path))
    for name, data in FILES.items():
        store.shelf("Mia").add_original(name, data, NOON)
    store.originals.keep("00" * 32, b"never named")  # type: ignore[attr-defined]
    store.close()
    found = look_over(str(path), NOW)
    assert found.is_sound and "1 files are kept that no word names" in noted(found)


def test_a_clock_that_was_set_back_is_seen(path: Path) -> None:
    found = look_over(str(path), NOON - dt.timedelta(days=30))
    assert not found.is_sound
    assert "were said after now, the last at 2027-01-29 12:00 UTC" in wrong(found)


def test_a_plan_that_was_taken_out_is_seen_and_so_is_a_guard(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TRIGGER plans_kept_delete")
        connection.execute("DELETE FROM plans WHERE number = 1 AND runner_id = 1")
    connection.close()
    said = wrong(look_over(str(path), NOW))
    assert "A version of the plan is missing (Mia, before version 2)" in said and "gone from plans" in said


def test_permissions_room_and_what_was_left_are_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.chmod(0o644)
    left = path.with_name(".store.sqlite.abc.unfinished")
    left.touch()
    os.utime(left, (NOON.timestamp(),) * 2)
    found = look_over(str(path), NOW)
    assert found.is_sound and "Others on this machine" in noted(found) and "1 unfinished" in noted(found)
    full = type("Full", (), {"free": 1_000_000})
    monkeypatch.setattr(shutil, "disk_usage", lambda _: full)
    monkeypatch.setattr(os, "access", lambda *_: False)
    said = wrong(look_over(str(path), NOW))
    assert "The disk has 1 MB left" in said and "may not be written to" in said


# ---- damage ------------------------------------------------------------------------------------------


def harms(whole: bytes) -> dict[str, bytes]:
    """The file of a store with bytes flipped, pages wiped or swapped, cut short."""
    dice = random.Random(7)
    page = int.from_bytes(whole[16:18], "big")
    pages = len(whole) // page
    damaged = {f"cut at {part} of 8": whole[: len(whole) * part // 8] for part in range(1, 8)}
    for number in range(pages):
        start = number * page
        damaged[f"page {number} wiped"] = whole[:start] + bytes(page) + whole[start + page :]
        damaged[f"page {number} noise"] = whole[:start] + dice.randbytes(page) + whole[start + page :]
    for number in range(40):
        place = dice.randrange(len(whole))
        flipped = bytearray(whole)
        flipped[place] ^= 1 << dice.randrange(8)
        damaged[f"bit {number} at {place}"] = bytes(flipped)
    return damaged


def words(where: str) -> list[Any]:
    store = open_store(where)
    try:
        told = []
        for name in store.runners():
            shelf = store.shelf(name)
            told.append((shelf.reports(), shelf.originals(), shelf.evidence(), shelf.matches(), shelf.moves(),
                         shelf.imported_at(), shelf.plans()))  # fmt: skip
        return told
    finally:
        store.close()


def test_any_damage_is_refused_or_told_and_nothing_is_mended(path: Path, tmp_path: Path) -> None:
    """Either every word is there still, or somebody says so: no word vanishes in silence, nothing crashes."""
    whole, before = path.read_bytes(), words(str(path))
    silent = 0
    for name, data in harms(whole).items():
        path.write_bytes(data)
        try:
            found = look_over(str(path), NOW)
        except StoreTrouble as error:
            assert "\n" not in str(error)
            found = None
        if found is None or not found.is_sound:
            if path.exists() and name.startswith("page"):
                assert path.read_bytes() == data, name
            continue
        silent += 1
        assert words(str(path)) == before, name
        for each in path.parent.glob("store.sqlite-[ws]*"):
            each.unlink()
    assert silent < 40  # of the bits: many fall on room that is free


def test_a_journal_that_was_garbled_is_refused_and_told(journalled: Path, tmp_path: Path) -> None:
    wal = journalled.with_name("store.sqlite-wal")
    whole, dice = wal.read_bytes(), random.Random(5)
    assert not journal.is_damaged(journalled)
    for _ in range(12):
        garbled = bytearray(whole)
        garbled[dice.randrange(len(whole) * 3 // 4)] ^= 1 << dice.randrange(8)
        wal.write_bytes(garbled)
        with pytest.raises(StoreTrouble, match="words in its journal can't be read"):
            open_store(str(journalled))
        assert "in a journal that can't be read" in wrong(look_over(str(journalled), NOW))
        assert wal.read_bytes() == garbled
    export_everything(str(journalled), tmp_path / "saved", NOW)
    assert wal.read_bytes() == garbled  # it was a copy that was read
    wal.write_bytes(whole[: len(whole) // 2])  # torn at its end, as by a loss of power
    assert look_over(str(journalled), NOW).is_sound


def test_what_is_left_of_a_damaged_store_is_saved_and_lives_on(path: Path, tmp_path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b'"soreness":4', b'"soreness":1', 1))
    ran = run_here("export", "--everything", "--out", tmp_path / "saved", "--store", path)
    assert ran.code == 1 and "not read" in ran.out and "its checksum is wrong" in ran.out
    assert json.loads((tmp_path / "saved" / "manifest.json").read_text())["counts"]["reports"] == 3
    with opened(tmp_path / "saved") as saved:
        aside = restore(saved, str(path), NOW).aside
    assert aside is not None and aside.is_dir()
    assert look_over(str(path), NOW).is_sound
    store = open_store(str(path))
    assert sum(len(store.shelf(name).reports()) for name in store.runners()) == 3
    store.close()


def test_even_of_a_store_with_wiped_pages_something_is_saved_without_a_crash(
    path: Path, tmp_path: Path
) -> None:
    for number, (name, data) in enumerate(harms(path.read_bytes()).items()):
        if "wiped" in name or "cut" in name:
            path.write_bytes(data)
            try:
                export_everything(str(path), tmp_path / f"saved{number}", NOW)
            except FullstrideError as error:
                assert "\n" not in str(error)
                assert not (tmp_path / f"saved{number}").exists()


def test_a_store_with_a_garbled_journal_is_put_aside_with_it(
    path: Path, journalled: Path, tmp_path: Path
) -> None:
    """A journal left beside another database would be played into it."""
    export_everything(str(path), tmp_path / "out", NOW)
    wal = journalled.with_name("store.sqlite-wal")
    garbled = bytearray(wal.read_bytes())
    garbled[5000] ^= 1
    wal.write_bytes(garbled)
    with opened(tmp_path / "out") as whole:
        aside = restore(whole, str(journalled), NOW).aside
    assert aside is not None and (aside / "store.sqlite-wal").read_bytes() == garbled
    assert not wal.exists() and look_over(str(journalled), NOW).is_sound


# ---- everything in open formats ----------------------------------------------------------------------


def test_an_export_read_back_has_the_same_words(path: Path, tmp_path: Path) -> None:
    done = export_everything(str(path), tmp_path / "out", NOW)
    assert done.files == 4 and not done.missing and not done.unreadable
    files = sorted(each.relative_to(tmp_path / "out").as_posix() for each in (tmp_path / "out").rglob("*.*"))
    assert "files/Mia/spring.ics" in files and "files/Zo%C3%AB/tuesday.fit" in files
    assert (tmp_path / "out/files/Mia/tuesday.fit").read_bytes() == FILES["tuesday.fit"]
    with opened(tmp_path / "out") as whole:
        restore(whole, str(tmp_path / "again.sqlite"), NOW)
    store = open_store(str(tmp_path / "again.sqlite"))
    assert_filled(store)
    store.close()
    for each in (tmp_path / "out").glob("*.jsonl"):
        for line in each.read_text("ascii").splitlines():
            assert json.loads(line)


def test_files_of_one_name_and_of_names_that_no_disk_takes_are_all_there(path: Path, tmp_path: Path) -> None:
    names = [
        "run.fit",
        "RUN.fit",
        "a/b/run.fit",
        "..",
        "",
        "c:\\runs\\run.fit",
        "x" * 300 + ".fit",
        "\udce4\0.fit",
    ]
    store = open_store(str(path))
    for number, name in enumerate(names):
        store.shelf("Mia").add_original(name, f"{number}".encode(), NOON)
    store.close()
    export_everything(str(path), tmp_path / "out", NOW)
    found = {each.read_bytes() for each in (tmp_path / "out" / "files" / "Mia").iterdir()}
    assert {f"{number}".encode() for number in range(len(names))} <= found


def test_an_export_writes_over_nothing(path: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").touch()
    with pytest.raises(BadUsage, match="not empty"):
        export_everything(str(path), tmp_path / "out", NOW)
    plan_too = run_here("export", "plan.json", "--everything", "--out", tmp_path / "new", "--store", path)
    assert plan_too.code == 2 and not (tmp_path / "new").exists()
    assert "Name a plan" in run_here("export", "--out", tmp_path / "new").err


def test_words_of_a_clock_that_was_set_back_are_kept_in_their_place(path: Path) -> None:
    store = open_store(str(path))
    shelf = store.shelf("Mia")
    shelf.add_reports([report("early", said_at=NOON - dt.timedelta(days=400))])
    shelf.add_plan(plan(3, made_at=NOON - dt.timedelta(days=400)))
    shelf.add_import(NOON - dt.timedelta(days=400))
    assert [each.id for each in shelf.reports()] == ["early", "r1", "r2"]
    last = shelf.plan()
    assert last is not None and last.number == 3 and shelf.imported_at() == NOON
    store.close()
    assert look_over(str(path), NOW).is_sound
