"""What goes wrong with a disk, a database or another program is one sentence, and nothing kept is lost."""

import contextlib
import os
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from fullstride.domain.errors import BadUsage, StoreTrouble
from fullstride.store import open_store
from fullstride.store.sql import SqlStore, open_sql
from fullstride.store.where import read_where
from helpers import ROOT
from kept_words import NOON, evidence, made, plan, report
from postgres_server import Server


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with a report and a file."""
    path = tmp_path / "store.sqlite"
    store = open_store(str(path))
    store.add_runner("Mia")
    store.shelf("Mia").add_reports([report("kept")])
    store.shelf("Mia").add_original("run.fit", b"run" * 1000, NOON)
    store.close()
    return path


def opened(path: Path, wait_s: float = 0.1) -> SqlStore:
    return open_sql(read_where(str(path)), create=True, wait_s=wait_s)


@contextlib.contextmanager
def unchanged(path: Path) -> Iterator[None]:
    """A sentence of trouble, and the first report is there and no other."""
    with pytest.raises(StoreTrouble) as caught:
        yield
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 300
    store = opened(path)
    assert [each.id for each in store.shelf("Mia").reports()] == ["kept"]
    store.close()


def test_a_store_is_its_owners_alone(path: Path) -> None:
    store = opened(path)
    store.shelf("Mia").add_reports([report("b")])
    for file in path.parent.rglob("*"):
        assert stat.S_IMODE(file.stat().st_mode) & 0o077 == 0, file
    store.close()


def test_where_a_store_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("FULLSTRIDE_STORE", raising=False)
    if sys.platform == "linux":
        assert read_where("").path == tmp_path / "data/fullstride/store.sqlite"
    monkeypatch.setenv("FULLSTRIDE_STORE", str(tmp_path / "mine.sqlite"))
    assert read_where("").path == tmp_path / "mine.sqlite"
    assert read_where(f"sqlite:///{tmp_path}/a.sqlite").path == tmp_path / "a.sqlite"
    assert read_where(str(tmp_path)).path == tmp_path / "store.sqlite"
    club = read_where("postgresql://mia:secret@club.example/squad?password=secret&sslmode=require")
    assert "secret" not in club.shown and club.url.startswith(
        "postgresql+psycopg://mia:secret@club.example/squad"
    )
    for wrong in ("mysql://club.example/squad", "sqlite://", "sqlite:///", "a\0b"):
        with pytest.raises(BadUsage):
            read_where(wrong)


def test_a_store_that_is_not_there_is_made_only_where_that_was_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "store.sqlite"
    with pytest.raises(StoreTrouble, match=r"There is no store at .* yet"):
        open_store(str(path), create=False)
    assert not path.parent.exists()
    path.parent.mkdir()
    path.touch()  # what is left of a program that was killed as it began one
    with pytest.raises(StoreTrouble, match=r"There is no store at .* yet"):
        open_store(str(path), create=False)
    open_store(str(path)).close()
    open_store(str(path), create=False).close()


def test_a_folder_that_can_not_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreTrouble, match="can't be read or written"):
        open_store(str(tmp_path / "file" / "store.sqlite"))


def test_a_store_that_another_program_has_locked_is_told_and_unharmed(path: Path) -> None:
    store = opened(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with unchanged(path):
        store.shelf("Mia").add_reports([report("late")])
    other.close()
    assert store.shelf("Mia").add_reports([report("late")]) == 1
    store.close()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA locking_mode=EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreTrouble, match="locked by another program; nothing was changed"):
        opened(path)
    other.close()


def test_a_full_disk_is_told_and_what_was_kept_stays(path: Path) -> None:
    store = opened(path)

    @sa.event.listens_for(store.engine, "begin")
    def _fill(connection: sa.Connection) -> None:
        connection.exec_driver_sql("PRAGMA max_page_count=1")

    with unchanged(path):
        store.shelf("Mia").add_reports([report(str(number), note="x" * 9000) for number in range(9)])
    with pytest.raises(StoreTrouble, match="disk is full; nothing was changed; make room"):
        store.shelf("Mia").add_reports([report("large", note="x" * 90_000)])
    store.close()


def test_a_full_disk_leaves_no_half_of_a_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = opened(path)

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with unchanged(path):
        store.shelf("Mia").add_original("next.fit", b"next", NOON)
    monkeypatch.undo()
    assert [each.name for each in store.shelf("Mia").originals()] == ["run.fit"]
    assert not list(path.parent.rglob("*.unfinished"))
    store.close()


def test_a_read_only_store_is_read_and_says_why_it_is_not_written(path: Path) -> None:
    store = opened(path)

    @sa.event.listens_for(store.engine, "begin")
    def _read_only(connection: sa.Connection) -> None:
        connection.exec_driver_sql("PRAGMA query_only=ON")

    assert len(store.shelf("Mia").reports()) == 1
    with pytest.raises(StoreTrouble, match="can't be written to; nothing was changed"):
        store.add_runner("Jo")
    store.close()


def test_a_damaged_store_is_refused_and_left_as_it_is(path: Path) -> None:
    whole = path.read_bytes()
    page = int.from_bytes(whole[16:18], "big")
    used = next(
        offset for offset in range(page, len(whole), page) if b'"id":"kept"' in whole[offset : offset + page]
    )
    broken = {
        "cut short": whole[: len(whole) // 2],
        "its header": b"\0" * 100 + whole[100:],
        "something else": b"GIF89a" * 2000,
        "a page of tables": whole[:page] + os.urandom(page) + whole[2 * page :],
        "the page of reports": whole[:used] + b"\xff" * 200 + whole[used + 200 :],
        "one letter": whole.replace(b'"soreness":4', b'"soreness":1'),
    }
    for name, data in broken.items():
        path.write_bytes(data)
        with pytest.raises(
            StoreTrouble, match="damaged; nothing in it was changed or mended; fullstride doctor"
        ):
            store = open_store(str(path))
            store.shelf("Mia").reports()
        assert path.read_bytes() == data, name


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE runners (name TEXT)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreTrouble, match="holds something else; nothing was changed"):
        open_store(str(path))
    assert path.read_bytes() == before


def test_a_file_that_was_altered_or_removed_is_told_and_may_be_handed_in_again(path: Path) -> None:
    store = opened(path)
    shelf = store.shelf("Mia")
    (original,) = shelf.originals()
    (place,) = (file for file in path.parent.rglob(original.sha256))
    for harm in (lambda: place.chmod(0o600) or place.write_bytes(b"ran"), place.unlink):
        harm()
        with pytest.raises(StoreTrouble, match=r"run\.fit is gone or no longer the same; hand it in again"):
            shelf.read_original(original.sha256)
        assert shelf.add_original("again.fit", b"run" * 1000, NOON) == original
        assert shelf.read_original(original.sha256) == b"run" * 1000
    assert set(store.originals.known()) == {original.sha256}
    store.close()


def test_a_server_that_is_not_there_is_told_without_the_password(tmp_path: Path) -> None:
    with pytest.raises(StoreTrouble, match="can't be reached") as caught:
        open_store(f"postgresql://mia:secret@/squad?host={tmp_path}&port=1")
    assert "secret" not in str(caught.value) and "\n" not in str(caught.value)
    with pytest.raises(StoreTrouble, match="address can't be read"):
        open_store("postgresql://mia@club.example:port/squad")


def test_a_database_that_is_not_there_is_told(postgres: Server) -> None:
    with pytest.raises(StoreTrouble, match='"nowhere" does not exist'):
        open_store(postgres.url("nowhere"))


def test_without_the_driver_a_server_is_refused_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreTrouble, match=r"needs psycopg, which is not installed"):
        open_store("postgresql://club.example/squad")


def test_what_a_server_acknowledged_is_there_after_it_lost_its_power(postgres: Server) -> None:
    url = postgres.new_database()
    store = open_store(url)
    store.add_runner("Mia")
    shelf = store.shelf("Mia")
    shelf.add_reports([report("a")])
    original = shelf.add_original("run.fit", os.urandom(5000), NOON)
    shelf.add_plan(plan())
    postgres.stop("immediate")
    with pytest.raises(StoreTrouble, match="can't be reached"):
        shelf.add_reports([report("b")])
    postgres.start()
    assert shelf.add_reports([report("a"), report("b")]) == 1
    assert len(shelf.read_original(original.sha256)) == 5000 and shelf.plan() == plan()
    store.close()


# ---- several programs at once ------------------------------------------------------------------------

_WRITER = """
import sys
from fullstride.domain.errors import Outdated
from fullstride.store import open_store
from kept_words import NOON, plan, report

where, name, until = sys.argv[1:]
store = open_store(where)
store.add_runner("Mia")
shelf = store.shelf("Mia")
print("ready", flush=True)
sys.stdin.readline()
while True:
    last = shelf.plan()
    number = last.number + 1 if last else 1
    if number > int(until):
        break
    added = shelf.add_reports([report(f"both {number}"), report(f"{name} {number}")])
    shelf.add_original(f"{number}.fit", f"run {number}".encode() * 99, NOON)
    try:
        shelf.add_plan(plan(number, profile=name))
        print(number, flush=True)
    except Outdated:
        print(0, flush=True)
store.close()
"""


def writer(where: str, name: str, until: int) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", _WRITER, where, name, str(until)],
        cwd=ROOT / "tests",
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.fixture(params=["sqlite", "postgres"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return str(tmp_path / "new" / "store.sqlite")
    return str(request.getfixturevalue("postgres").new_database())


def test_of_two_programs_that_keep_a_plan_at_once_one_is_first_and_nothing_is_lost(where: str) -> None:
    """Both begin a store that is not there yet, too."""
    both = [writer(where, name, 25) for name in ("one", "other")]
    said = [process.communicate("go\n", timeout=120)[0].split()[1:] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    kept = sorted(int(number) for each in said for number in each if number != "0")
    assert kept == list(range(1, 26))  # each number was kept by one of them
    store = open_store(where)
    shelf = store.shelf("Mia")
    for version in shelf.plans():
        winner = said[0 if version.profile == "one" else 1]
        assert str(version.number) in winner
    ids = {each.id for each in shelf.reports()}
    assert {f"both {number}" for number in kept} <= ids
    assert len(shelf.originals()) == 25
    store.close()


def test_what_was_acknowledged_before_a_kill_is_there_and_no_half_of_the_rest(where: str) -> None:
    number = 0
    for _ in range(4):
        process = writer(where, "one", 10_000)
        assert process.stdin and process.stdout
        process.stdin.write("go\n")
        process.stdin.flush()
        assert process.stdout.readline() == "ready\n"
        for _ in range(3):
            number = int(process.stdout.readline())
        process.send_signal(signal.SIGKILL)
        number = max([number, *map(int, process.stdout.read().split())])
        process.wait()
        process.stdin.close()
        process.stdout.close()
        store = open_store(where)
        shelf = store.shelf("Mia")
        plans = shelf.plans()
        assert [each.number for each in plans] == list(range(1, len(plans) + 1))
        assert len(plans) in (number, number + 1)  # the last may have been kept before it could say so
        ids = {each.id for each in shelf.reports()}
        assert all({f"both {n}", f"one {n}"} <= ids for n in range(1, len(plans) + 1))
        assert all(shelf.read_original(each.sha256) for each in shelf.originals())
        store.close()


def test_one_store_serves_many_threads(where: str) -> None:
    from concurrent.futures import ThreadPoolExecutor

    store = open_store(where)
    store.add_runner("Mia")

    def work(number: int) -> bool:
        shelf = store.shelf("Mia")
        shelf.add_reports([report(str(number))])
        return shelf.add_evidence(made(version=str(number % 4)), evidence(), NOON)

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(work, range(40))) == 4
    assert len(store.shelf("Mia").reports()) == 40
    store.close()
