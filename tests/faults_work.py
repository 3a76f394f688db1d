"""What faults.py kills: a process that logs, imports, joins, forgets, backs up, restores or migrates, over
and over, and says each thing in a line of its own once it was kept. `faults_killer.Killer` starts it.
"""

import contextlib
import datetime as dt
import hashlib
import json
import os
import random
import sys
import tempfile
import traceback
from pathlib import Path

from fullstride.domain.accounts import Link, LinkKind
from fullstride.domain.errors import FullstrideError
from fullstride.domain.imports import Counts, ImportJob
from fullstride.store import Store, open_store, unpacking
from fullstride.store.backup import backup
from fullstride.store.restore import restore
from fullstride.store.sql import SqlStore
from fullstride.workflows.asides import asides, use_aside
from kept_words import NOON, account, evidence, grant, made, match, plan, report

LATER = NOON + dt.timedelta(days=400)


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


def come(store: Store, name: str) -> None:
    """The link, the account, its shelf and its grant."""
    invited = Link(token_sha256=name, kind=LinkKind.INVITATION, created_at=NOON, expires_at=LATER)
    store.accounts.add_link(invited)
    store.accounts.join(name, account(name, name, runner=name), NOON, grant=grant())


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
        come(store, name)
        say(joined=name)


def forget(where: str, token: str, **_: str) -> None:
    """Somebody comes with files and a word, and asks to be forgotten, over and over."""
    store = open_store(where)
    for number in range(10_000):
        name = f"{token} {number}"
        come(store, name)
        shelf = store.shelf(name)
        shelf.add_original("run.fit", name.encode() * 50, NOON)
        shelf.add_reports([report(name)])
        say(come=name)
        store.forget_runner(name)
        say(gone=name)


def change_places(where: str, **_: str) -> None:
    """What lies beside a shelf takes its place, and what was there lies beside it, over and over."""
    store = open_store(where)
    while True:
        newest = asides(store, "Mia")[0]
        use_aside(store, "Mia", newest.id, now=dt.datetime.now(dt.UTC))
        say(used=newest.id)


WORK = {
    "change places": change_places,
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


if __name__ == "__main__":
    fork_off()
