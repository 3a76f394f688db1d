"""Killed at any instant, the program loses nothing that it acknowledged and leaves nothing half done.

A few dozen kills; `make faults` does hundreds.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import faults
from faults_killer import Killer, killing
from faults_work import LATER
from fullstride.store import open_store
from fullstride.store.doctor import look_over
from kept_words import report
from old_stores import postgres_of, sqlite_of
from postgres_server import Server, binaries, serving

KILLS = 6


@pytest.fixture(scope="module")
def forks() -> Iterator[Killer]:
    with killing() as killer:
        yield killer


@pytest.fixture
def killer(forks: Killer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Killer:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    forks.known.forget()
    return forks


@pytest.fixture(params=["sqlite", "postgres"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return str(tmp_path / "store.sqlite")
    return str(request.getfixturevalue("postgres").new_database())


def test_killed_while_it_logs_imports_and_adapts(killer: Killer, where: str) -> None:
    faults.kill_living(killer, where, KILLS)


def test_killed_while_it_receives_files_and_works_on_them(killer: Killer, where: str) -> None:
    faults.kill_handing_in(killer, where, KILLS)


def test_killed_while_somebody_joins(killer: Killer, where: str) -> None:
    faults.kill_joining(killer, where, KILLS)


def test_killed_while_it_forgets_somebody(killer: Killer, where: str) -> None:
    faults.kill_forgetting(killer, where, KILLS)


def test_killed_while_a_backup_takes_the_place_of_what_is_kept(
    killer: Killer, where: str, tmp_path: Path
) -> None:
    faults.kill_changing_places(killer, where, tmp_path, KILLS)


def test_killed_while_it_backs_up(killer: Killer, where: str, tmp_path: Path) -> None:
    faults.kill_backups(killer, where, tmp_path, KILLS)


def test_killed_while_it_restores(killer: Killer, where: str, tmp_path: Path) -> None:
    faults.kill_living(killer, where, 1)
    faults.kill_restores(killer, where, tmp_path, 3)


def test_killed_while_it_migrates_a_store_in_a_file(killer: Killer, tmp_path: Path) -> None:
    for number in range(KILLS):
        faults.kill_migration(killer, str(sqlite_of(1, tmp_path / str(number))))


def test_killed_while_it_migrates_a_store_on_a_server(killer: Killer, postgres: Server) -> None:
    for _ in range(KILLS):
        faults.kill_migration(killer, postgres_of(1, postgres))


@pytest.mark.parametrize("how", ["immediate", "SIGKILL"])
def test_the_server_itself_is_killed(killer: Killer, how: str) -> None:
    """One of its own: others use the one of the session."""
    found = binaries()
    if found is None:
        pytest.skip("PostgreSQL's server is not installed")
    with serving(found) as server:
        faults.kill_server(killer, server, server.new_database(), how)


def test_what_looks_would_see_a_loss(killer: Killer, tmp_path: Path) -> None:
    """A test that can't fail proves nothing."""
    where = str(tmp_path / "store.sqlite")
    faults.kill_living(killer, where, 1)
    killer.known.reports.add("never kept")
    with pytest.raises(AssertionError, match=r"lost \d+ reports|nothing is left"):
        faults.look(where, killer.known)
    killer.known.forget()
    store = open_store(where)
    store.add_runner("Mia")
    store.shelf("Mia").add_reports([report("here")])
    store.close()
    shutil.rmtree(tmp_path / "store.sqlite-originals", ignore_errors=True)
    (tmp_path / "store.sqlite").write_bytes((tmp_path / "store.sqlite").read_bytes()[:-4096])
    with pytest.raises(AssertionError, match="does not open"):
        faults.look(where, killer.known)
    assert not look_over(where, LATER).is_sound
