"""Kills the program at random instants while it logs, imports, adapts, migrates, backs up and restores, and
its database's server too, and looks each time what is left: every acknowledged word, no half of a plan, a
store that opens clean, a backup that is whole or absent.

    python faults.py --kills 200        # on each of the two databases
"""

import argparse
import contextlib
import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from faults_killer import Acknowledged, Killer, killing
from faults_work import LATER, come
from fullstride.domain.errors import StoreTrouble
from fullstride.store import Store, open_store, unpacking
from fullstride.store.backup import backup
from fullstride.store.doctor import look_over
from fullstride.store.export_one import export_one
from fullstride.store.sql import SqlStore
from fullstride.workflows.asides import asides, take_aside
from kept_words import NOON, report
from old_stores import postgres_of, sqlite_of
from postgres_server import Server, binaries, serving


def _expect_all(store: Store, known: Acknowledged) -> None:
    if "Mia" not in store.runners():
        assert not known.reports, "nothing is left"
        return
    shelf = store.shelf("Mia")
    lost = known.reports - {each.id for each in shelf.reports()}
    assert not lost, f"lost {len(lost)} reports: {sorted(lost)[:3]}"
    assert known.originals <= {each.sha256 for each in shelf.originals()}, "a file is lost"
    numbers = [each.number for each in shelf.plans()]
    assert numbers == list(range(1, len(numbers) + 1)), numbers
    assert len(numbers) >= known.plans, f"plan {known.plans} is lost"


def look(where: str, known: Acknowledged, file: Path | None = None) -> None:
    """AssertionError where anything acknowledged is lost or anything is half there."""
    try:
        store = open_store(where)
    except StoreTrouble as error:
        raise AssertionError(f"the store does not open: {error}") from error
    with contextlib.closing(store):
        _expect_all(store, known)
    found = look_over(where, LATER)
    assert found.is_sound, [each.what for each in found.findings if each.wrong]
    if file is not None and (file.exists() or known.backups):
        with unpacking.opened(file):
            pass


# ---- a round of each kind ----------------------------------------------------------------------------


def kill_living(killer: Killer, where: str, times: int) -> None:
    for _ in range(times):
        killer.kill("live", where=where)
        look(where, killer.known)


def kill_handing_in(killer: Killer, where: str, times: int) -> None:
    for _ in range(times):
        killer.kill("hand in", where=where)
        look(where, killer.known)
        with contextlib.closing(open_store(where)) as store:
            for name, sha256 in killer.known.uploads.items():
                _expect_upload(store, name, sha256, worked=name in killer.known.worked)


def _expect_upload(store: Store, name: str, sha256: str, *, worked: bool) -> None:
    job = store.jobs.get("Mia", name)
    assert job is not None and job.received_bytes == job.size_bytes, f"upload {name} is lost"
    assert job.state.is_over or not worked, f"the work on {name} is lost"
    if job.state.is_over:
        assert f"of {name}" in {each.id for each in store.shelf("Mia").reports()}
    else:
        with store.jobs.file("Mia", name) as path:
            assert hashlib.sha256(path.read_bytes()).hexdigest() == sha256, f"bytes of {name} are others"


def kill_joining(killer: Killer, where: str, times: int) -> None:
    for _ in range(times):
        killer.kill("join", where=where)
        with contextlib.closing(open_store(where)) as store:
            accounts = {each.id for each in store.accounts.all()}
            assert killer.known.joined <= accounts, "an account is lost"
            assert accounts == set(store.runners()), "an account has no shelf, or a shelf no account"
            assert all(store.shelf(name).grants() for name in accounts), "a grant is missing"
            open_ = {each.token_sha256 for each in store.accounts.links(NOON)}
            assert not open_ & accounts, "a link that was used still works"
        assert look_over(where, LATER).is_sound


def kill_forgetting(killer: Killer, where: str, times: int) -> None:
    for number in range(times):
        killer.kill("forget", where=where)
        with contextlib.closing(open_store(where)) as store:
            assert isinstance(store, SqlStore)
            runners = set(store.runners())
            assert not killer.known.gone & runners, "who was forgotten is there"
            assert {each.id for each in store.accounts.all()} == runners
            named: set[str] = set()
            for name in runners:
                for original in store.shelf(name).originals():
                    store.shelf(name).read_original(original.sha256)
                    named.add(original.sha256)
            left = set(store.originals.known()) - named
        # One that was just handed in may be kept without its word yet; what was named once is gone.
        assert len(left) <= number + 1 and not any(_of(name) in left for name in killer.known.gone)
        assert look_over(where, LATER).is_sound


def kill_changing_places(killer: Killer, where: str, folder: Path, times: int) -> None:
    """Two states of a shelf: whichever is there is there whole, the other one can be had back, and neither
    the account nor anybody else's shelf knows of it."""
    file = folder / "Mia.zip"
    then, now = {"then"}, {"then", "now"}  # reports, and a file by each of their names
    with contextlib.closing(open_store(where)) as store:
        assert isinstance(store, SqlStore)
        for name in ("Mia", "Jo"):
            come(store, name)
        store.shelf("Jo").add_reports([report("jo")])
        for name in ("then", "now"):
            store.shelf("Mia").add_original("run.fit", name.encode() * 9_000, NOON)
            store.shelf("Mia").add_reports([report(name)])
            if name == "then":
                with file.open("wb") as packed:
                    export_one(store, "Mia", packed, NOON)
        take_aside(store, "Mia", "first", file, now=NOON)
    for _ in range(times):
        killer.kill("change places", where=where)
        with contextlib.closing(open_store(where)) as store:
            assert isinstance(store, SqlStore)
            shelf = store.shelf("Mia")
            here = {one.id for one in shelf.reports()}
            assert here in (then, now), f"half of it is there: {here}"
            files = [shelf.read_original(one.sha256) for one in shelf.originals()]
            assert sorted(files) == sorted(name.encode() * 9_000 for name in here)
            assert {each.name for each in store.accounts.all()} == {"Mia", "Jo"}
            assert len(shelf.grants()) == 1 and len(store.shelf("Jo").reports()) == 1
            lying = {one.counts["reports"] for one in asides(store, "Mia")}
            assert len(now if here == then else then) in lying, "the other state is gone"
        assert look_over(where, LATER).is_sound


def _of(name: str) -> str:
    return hashlib.sha256(name.encode() * 50).hexdigest()


def kill_backups(killer: Killer, where: str, folder: Path, times: int) -> None:
    file = folder / "backup.zip"
    for _ in range(times):
        killer.kill("backup", where=where, file=str(file))
        look(where, killer.known, file)
        strange = {each.name for each in folder.glob("*.zip")} - {file.name}
        assert not strange, strange


def kill_restores(killer: Killer, where: str, folder: Path, times: int) -> None:
    file = folder / "put-back.zip"
    store = open_store(where)
    assert isinstance(store, SqlStore)
    backup(store, file, LATER)
    store.close()
    for _ in range(times):
        killer.kill("restore", where=where, file=str(file))
        look(where, killer.known)
        for aside in folder.glob("*-before-*.zip"):
            with unpacking.opened(aside):
                pass
            aside.unlink()


def kill_migration(killer: Killer, old: str) -> None:
    """`old` is a store of the first form, with the words of the fixture."""
    known = killer.known
    killer.kill("migrate", where=old)
    known.forget()
    known.reports, known.plans = {"r1", "r2"}, 2
    look(old, known)
    known.forget()


def kill_server(killer: Killer, server: Server, where: str, how: str) -> None:
    """While somebody lives: by a stop without goodbye, or SIGKILL for all its processes."""
    killer.begin("live", where=where)
    time.sleep(random.uniform(0, 0.6))
    if how == "SIGKILL":
        pid = int((server.folder / "data" / "postmaster.pid").read_text().split()[0])
        children = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False)
        for each in (pid, *map(int, children.stdout.split())):
            with contextlib.suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        time.sleep(0.2)
        # Who has no parent that asks how it ended still seems to run; a restarted machine has no such.
        for lock in (server.folder / "data" / "postmaster.pid", *server.folder.glob(".s.PGSQL.*.lock")):
            lock.unlink(missing_ok=True)
    else:
        server.stop("immediate")
    killer.known.kills[f"server {how}"] += 1
    said = killer.wait()
    assert len(said) == 1 and "\n" not in said[0], said
    server.start()
    look(where, killer.known)


def rounds(killer: Killer, folder: Path, kills: int, server: Server | None) -> None:
    """`kills` in all on one database, spread over all kinds; another store every few."""
    number = 0
    while sum(killer.known.kills.values()) < kills:
        number += 1
        inside = folder / str(number)
        inside.mkdir(parents=True)
        where = server.new_database() if server else str(inside / "store.sqlite")
        killer.known.forget()
        kill_living(killer, where, 12)
        kill_backups(killer, where, inside, 6)
        kill_restores(killer, where, inside, 3)
        for kind, kill in (("h", kill_handing_in), ("j", kill_joining), ("f", kill_forgetting)):
            apart = server.new_database() if server else str(inside / f"{kind}.sqlite")
            killer.known.forget()
            kill(killer, apart, 6)
        killer.known.forget()
        if server:
            for how in ("immediate", "SIGKILL"):
                kill_server(killer, server, where, how)
        for each in range(6):
            old = postgres_of(1, server) if server else str(sqlite_of(1, inside / f"old-{each}"))
            kill_migration(killer, old)
        told(f"{sum(killer.known.kills.values())} of {kills} kills")


def told(text: str) -> None:
    sys.stderr.write(text + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    asked = parser.parse_args()
    found = binaries()
    with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as held:
        os.environ["XDG_DATA_HOME"] = str(Path(name) / "data")
        databases: dict[str, Server | None] = {"SQLite": None}
        if found is None:
            told("PostgreSQL is not installed here; only SQLite is tried.")
        else:
            databases["PostgreSQL"] = held.enter_context(serving(found))
        for database, server in databases.items():
            began = time.monotonic()
            with killing() as killer:
                rounds(killer, Path(name) / database, asked.kills, server)
            known = killer.known
            kinds = ", ".join(f"{count} {work}" for work, count in sorted(known.kills.items()))
            told(
                f"{database}: {sum(known.kills.values())} kills ({kinds}), {known.words} acknowledgements, "
                f"nothing lost, in {time.monotonic() - began:.0f} s"
            )


if __name__ == "__main__":
    main()
