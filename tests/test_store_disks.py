"""A disk that is full, or that may not be written to, loses nothing; what is locked is read still."""

import datetime as dt
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from fullstride.store import open_store
from fullstride.store.doctor import look_over
from fullstride.store.unpacking import opened
from helpers import ROOT, run_here
from kept_words import NOON
from test_store_doctor import wrong

pytest_plugins = "filled_stores"
NOW = NOON + dt.timedelta(days=1)


_FILL = """
import datetime as dt, os, sys
from pathlib import Path
from fullstride.domain.errors import FullstrideError
from fullstride.store import open_store
from fullstride.store.backup import backup
from kept_words import NOON, plan, report

where, file = sys.argv[1:]
store = open_store(where)
store.add_runner("Mia")
shelf = store.shelf("Mia")
kept, said = 0, set()
def attempt(verb):
    try:
        verb()
        return 1
    except FullstrideError as error:
        assert "\\n" not in str(error)
        said.add(str(error).split(";")[0])
        return 0
for number in range(400):
    kept += attempt(lambda: shelf.add_reports([report(str(number), note="x" * 5000)]))
    attempt(lambda: shelf.add_original("a.fit", os.urandom(20_000), NOON))
    last = shelf.plan()
    attempt(lambda: shelf.add_plan(plan((last.number if last else 0) + 1, profile=os.urandom(9_000).hex())))
    if number % 40 == 0:
        attempt(lambda: backup(store, Path(file), NOON))
print(kept, *said, sep="\\n")
"""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(disk)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no small disk can be mounted here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def fill_up(where: Path, file: Path, before: str = "") -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", before + _FILL, str(where), str(file)],
        cwd=ROOT / "tests",
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def assert_nothing_lost(where: Path, kept: int, file: Path) -> None:
    store = open_store(str(where))
    shelf = store.shelf("Mia")
    assert len(shelf.reports()) == kept
    assert all(shelf.read_original(each.sha256) for each in shelf.originals())
    numbers = [each.number for each in shelf.plans()]
    assert numbers == list(range(1, len(numbers) + 1))
    store.close()
    if file.exists():
        with opened(file):
            pass
    assert not list(where.parent.rglob("*.unfinished"))


def test_a_disk_that_runs_full_loses_nothing_and_is_told(small_disk: Path, tmp_path: Path) -> None:
    where, file = small_disk / "store.sqlite", small_disk / "b.zip"
    kept, *said = fill_up(where, file)
    assert 0 < int(kept) < 400
    assert any("the disk is full" in each for each in said), said
    assert any("no space left" in each for each in said), said
    assert "The disk has 0 MB left" in wrong(look_over(str(where), NOW))
    larger = tmp_path / "larger"
    shutil.copytree(small_disk, larger)
    assert_nothing_lost(larger / "store.sqlite", int(kept), larger / "b.zip")


@pytest.mark.skipif(sys.platform == "win32", reason="the system has no limits of this kind")
def test_files_that_may_not_grow_lose_nothing(tmp_path: Path) -> None:
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, 1_500_000))\n"
    where, file = tmp_path / "store.sqlite", tmp_path / "b.zip"
    kept, *said = fill_up(where, file, limit)
    assert 0 < int(kept) < 400 and said
    assert_nothing_lost(where, int(kept), file)


@pytest.fixture
def nobody() -> list[str]:
    """How to run as a user without rights: root may write anywhere."""
    if os.name != "posix" or os.geteuid() != 0:
        return []
    if not shutil.which("setpriv"):
        pytest.skip("nothing here gives up the rights of root")
    return ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]


def test_what_may_not_be_written_to_is_told_in_a_sentence(
    path: Path, nobody: list[str], tmp_path: Path
) -> None:
    for each in (tmp_path, *tmp_path.parents[:2]):
        each.chmod(0o755)
    path.chmod(0o644)
    code = "from fullstride.main import main; main()"
    for arguments in (
        ["backup", str(tmp_path / "b.zip"), "--store", str(path)],
        ["doctor", "--store", str(path)],
        ["export", "--everything", "--out", str(tmp_path / "out"), "--store", str(path)],
        ["restore", str(path), "--store", str(path)],
    ):
        if not nobody:
            tmp_path.chmod(0o555)
        done = subprocess.run(
            [*nobody, sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False
        )
        tmp_path.chmod(0o755)
        if nobody and "Permission denied" in done.stderr and "Traceback" not in done.stderr:
            pytest.skip("a user without rights can't start Python here")
        assert "Traceback" not in done.stderr + done.stdout, done.stderr
        assert done.returncode in (1, 2) and (done.stderr or done.stdout), arguments
    assert look_over(str(path), NOW).is_sound


def test_locked_by_another_program_doctor_and_backup_still_read(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert look_over(str(path), NOW).is_sound
    assert run_here("backup", tmp_path / "b.zip", "--store", path).code == 0
    other.close()
