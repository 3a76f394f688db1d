"""Kills the program at random instants while it logs, imports, adapts, migrates, backs up and restores, and
its database's server too, and looks each time what is left: every acknowledged word, no half of a plan, a
store that opens clean, a backup that is whole or absent.

    python faults.py --kills 200        # on each of the two databases
"""

import argparse
import collections
import contextlib
import datetime as dt
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fullstride.domain.accounts import Link, LinkKind
from fullstride.domain.errors import FullstrideError, StoreTrouble
from fullstride.domain.imports import Counts, ImportJob
from fullstride.store import Store, open_store, unpacking
from fullstride.store.backup import backup
from fullstride.store.doctor import look_over
from fullstride.store.restore import restore
from fullstride.store.sql import SqlStore
from kept_words import NOON, account, evidence, grant, made, match, plan, report
from postgres_server import Server, binaries, serving

LATER = NOON + dt.timedelta(days=400)
LIVES = {
    "hand in": 0.35,
    "join": 0.2,
    "forget": 0.25,
    "live": 0.35,
    "backup": 0.5,
    "migrate": 0.06,
    "restore": 1.0,
}  # seconds until a kill, at most
STORES = Path(__file__).parent / "files" / "stores"


# ---- what is killed ----------------------------------------------------------------------------------


def say(**facts: object) -> None:
    """In one write, so that a kill leaves a whole line or none."""
    os.write(1, json.dumps(facts).encode() + b"\n")


def live(where: str, token: str, **_: str) -> None:
    """Log, import, adapt, over and over; each word is acknowledged after it was kept."""
    store = open_store(where)
    store.add_runner("Mia")
    shelf = store.shelf("Mia")
    for number in range(10_000):
        ids = [f"{token} {number} {part}" for part in "abc"]
        shelf.add_reports([report(each, note="x" * random.randrange(3000)) for each in ids])
        say(reports=ids)
        file = shelf.add_original(f"{number}.fit", os.urandom(random.randrange(1, 60_000)), NOON)
        shelf.add_evidence(made(file.sha256), evidence(file.name), NOON)
        shelf.add_match(match(session=f"s{number}", sha256=file.sha256))
        shelf.add_import(NOON + dt.timedelta(seconds=number))
        say(original=file.sha256)
        last = shelf.plan()
        version = last.number + 1 if last else 1
        shelf.add_plan(plan(version, profile=os.urandom(random.randrange(1, 20_000)).hex()))
        say(plan=version)


def back_up(where: str, file: str, token: str) -> None:
    """A word and a backup, over and over."""
    store = open_store(where)
    assert isinstance(store, SqlStore)
    store.add_runner("Mia")
    for number in range(10_000):
        store.shelf("Mia").add_reports([report(f"{token} {number}")])
        say(reports=[f"{token} {number}"])
        backup(store, Path(file), LATER)
        say(backup=number, token=token)


def migrate(where: str, **_: str) -> None:
    open_store(where).close()
    say(opened=True)


def put_back(where: str, file: str, **_: str) -> None:
    """What is there is replaced by the same, with what was said since the backup kept aside."""
    for _ in range(10_000):
        with unpacking.opened(Path(file)) as whole:
            restore(whole, where, LATER)
        say(restored=True)


def upload(name: str, size: int) -> ImportJob:
    return ImportJob(id=name, runner="Mia", name="a.zip", size_bytes=size, created_at=NOON, changed_at=NOON)


def invitation(name: str) -> Link:
    return Link(token_sha256=name, kind=LinkKind.INVITATION, created_at=NOON, expires_at=LATER)


def hand_in(where: str, token: str, **_: str) -> None:
    """Uploads in pieces, and the work on them, over and over; what another left is taken over."""
    store = open_store(where)
    store.add_runner("Mia")
    for number in range(10_000):
        name = f"{token} {number}"
        data = os.urandom(random.randrange(1, 60_000))
        at = NOON + dt.timedelta(seconds=number)
        store.jobs.begin(upload(name, len(data)))
        while (job := store.jobs.get("Mia", name)) and job.received_bytes < len(data):
            piece = data[job.received_bytes :][: random.randrange(1, 30_000)]
            store.jobs.receive("Mia", name, job.received_bytes, piece, at)
        say(upload=name, sha256=hashlib.sha256(data).hexdigest())
        while job := store.jobs.claim(name, LATER, LATER):  # what the dead one had is free at once
            with store.jobs.file("Mia", job.id) as path:
                size = path.stat().st_size
                assert size == job.size_bytes, f"{size} bytes of {job.size_bytes}"
            store.shelf("Mia").add_reports([report(f"of {job.id}")])
            assert store.jobs.finish("Mia", job.id, name, at, Counts(found=1, done=1))
            say(worked=job.id)


def join(where: str, token: str, **_: str) -> None:
    """Invitations taken up, over and over: the link, the account, its shelf and its grant go together."""
    store = open_store(where)
    for number in range(10_000):
        name = f"{token} {number}"
        store.accounts.add_link(invitation(name))
        store.accounts.join(name, account(name, name, runner=name), NOON, grant=grant())
        say(joined=name)


def forget(where: str, token: str, **_: str) -> None:
    """Somebody comes with files and a word, and asks to be forgotten, over and over."""
    store = open_store(where)
    for number in range(10_000):
        name = f"{token} {number}"
        store.accounts.add_link(invitation(name))
        store.accounts.join(name, account(name, name, runner=name), NOON, grant=grant())
        shelf = store.shelf(name)
        shelf.add_original("run.fit", name.encode() * 50, NOON)
        shelf.add_reports([report(name)])
        say(come=name)
        store.forget_runner(name)
        say(gone=name)


WORK = {
    "hand in": hand_in,
    "join": join,
    "forget": forget,
    "live": live,
    "backup": back_up,
    "migrate": migrate,
    "restore": put_back,
}


def fork_off() -> None:
    """Starts a process for each line on stdin; all is loaded already, so that it is at work at once."""
    _warm_up()
    for line in sys.stdin:
        asked = json.loads(line)
        pid = os.fork()
        if not pid:
            os._exit(_work(**asked))
        say(pid=pid)
        _, status = os.waitpid(pid, 0)
        say(ended=status)


def _warm_up() -> None:
    """Each verb once, without a kill: kills are to hit the work and not the loading of libraries."""
    quiet = os.dup(1)
    with tempfile.TemporaryDirectory() as name, Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        where, file = f"{name}/store.sqlite", Path(name) / "b.zip"
        store = open_store(where)
        assert isinstance(store, SqlStore)
        store.add_runner("Mia")
        store.shelf("Mia").add_plan(plan(1))
        backup(store, file, LATER)
        store.close()
        with unpacking.opened(file) as whole:
            restore(whole, where, LATER)
    os.dup2(quiet, 1)
    with contextlib.suppress(ImportError):
        import psycopg  # noqa: F401


def _work(work: str, **asked: str) -> int:
    random.seed()
    try:
        say(ready=True)
        WORK[work](**asked)
    except FullstrideError as error:
        say(error=str(error))
    except BaseException:
        say(traceback=traceback.format_exc())
    return 0


# ---- who kills and looks -----------------------------------------------------------------------------


@dataclass
class Acknowledged:
    """What must be there, whatever happened."""

    reports: set[str] = field(default_factory=set)
    originals: set[str] = field(default_factory=set)
    uploads: dict[str, str] = field(default_factory=dict)  # name -> sha256
    worked: set[str] = field(default_factory=set)
    joined: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    plans: int = 0
    backups: int = 0
    kills: collections.Counter[str] = field(default_factory=collections.Counter)
    words: int = 0

    def take(self, facts: dict[str, Any]) -> None:
        self.words += not facts.keys() & {"pid", "ready", "ended", "error"}
        self.reports.update(facts.get("reports", ()))
        self.plans = max(self.plans, facts.get("plan", 0))
        self.backups += "backup" in facts
        if "original" in facts:
            self.originals.add(facts["original"])
        if "upload" in facts:
            self.uploads[facts["upload"]] = facts["sha256"]
        for name in ("worked", "joined", "gone"):
            if name in facts:
                getattr(self, name).add(facts[name])

    def forget(self) -> None:
        """For another store."""
        self.reports, self.originals, self.plans, self.backups = set(), set(), 0, 0
        self.uploads, self.worked, self.joined, self.gone = {}, set(), set(), set()


class Killer:
    """Starts work, kills it, and remembers what was acknowledged."""

    def __init__(self) -> None:
        self.known = Acknowledged()
        self._forks = subprocess.Popen(
            [sys.executable, Path(__file__), "--fork-off"],
            cwd=Path(__file__).parent,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def close(self) -> None:
        assert self._forks.stdin and self._forks.stdout
        self._forks.stdin.close()
        self._forks.wait(60)
        self._forks.stdout.close()

    def begin(self, work: str, **asked: str) -> int:
        assert self._forks.stdin
        self._forks.stdin.write(json.dumps({"work": work, **asked}) + "\n")
        self._forks.stdin.flush()
        facts = [self._line(), self._line()]  # in either order
        return next(int(each["pid"]) for each in facts if "pid" in each)

    def end(self, work: str, pid: int) -> None:
        """SIGKILL, and what it had acknowledged until then."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        self.known.kills[work] += 1
        self.wait()

    def wait(self) -> list[str]:
        """Until it has ended; gives the sentences of what went wrong in a foreseeable way."""
        said: list[str] = []
        while True:
            facts = self._line()
            assert "traceback" not in facts, facts["traceback"]
            self.known.take(facts)
            if "error" in facts:
                said.append(facts["error"])
            if "ended" in facts:
                return said

    def _line(self) -> dict[str, Any]:
        assert self._forks.stdout
        facts: dict[str, Any] = json.loads(self._forks.stdout.readline())
        return facts

    def kill(self, work: str, **asked: str) -> None:
        """At any instant, from before it opens the store on."""
        pid = self.begin(work, **asked)
        time.sleep(random.uniform(0, LIVES[work]))
        self.end(work, pid)


@contextlib.contextmanager
def killing() -> Iterator[Killer]:
    killer = Killer()
    try:
        yield killer
    finally:
        killer.close()


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
    for number in range(times):
        killer.kill("live", where=where, token=f"{number}-{random.getrandbits(32):x}")
        look(where, killer.known)


def kill_handing_in(killer: Killer, where: str, times: int) -> None:
    for number in range(times):
        killer.kill("hand in", where=where, token=f"{number}-{random.getrandbits(32):x}")
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
    for number in range(times):
        killer.kill("join", where=where, token=f"{number}-{random.getrandbits(32):x}")
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
        killer.kill("forget", where=where, token=f"{number}-{random.getrandbits(32):x}")
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


def _of(name: str) -> str:
    return hashlib.sha256(name.encode() * 50).hexdigest()


def kill_backups(killer: Killer, where: str, folder: Path, times: int) -> None:
    file = folder / "backup.zip"
    for number in range(times):
        killer.kill("backup", where=where, file=str(file), token=f"{number}-{random.getrandbits(32):x}")
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
    killer.begin("live", where=where, token=f"{how}-{random.getrandbits(32):x}")
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


def old_sqlite(folder: Path) -> str:
    folder.mkdir()
    shutil.copy(STORES / "v1.sqlite", folder / "store.sqlite")
    shutil.copytree(STORES / "v1.sqlite-originals", folder / "store.sqlite-originals")
    (folder / "store.sqlite").chmod(0o600)
    return str(folder / "store.sqlite")


def old_postgres(server: Server) -> str:
    import psycopg

    url = server.new_database()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute((STORES / "v1.sql").read_bytes())
    return url


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
            kill_migration(killer, old_postgres(server) if server else old_sqlite(inside / f"old-{each}"))
        told(f"{sum(killer.known.kills.values())} of {kills} kills")


def told(text: str) -> None:
    sys.stderr.write(text + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--fork-off", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.fork_off:
        fork_off()
        return
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
