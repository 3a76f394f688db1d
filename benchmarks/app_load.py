"""How the app bears many at once while its processes are killed: PostgreSQL, four processes of
`fullstride serve --workers`, 200 runners, and every few seconds one of the processes gone without a word.

Run as a script it says all that happened, and what else the machine had to do. Nothing that was acknowledged
may be missing or there twice, and no answer may be an error of the server: what was under way in a process
that is killed breaks off without any.
"""

import asyncio
import contextlib
import datetime as dt
import io
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import httpx  # noqa: E402
from tests.postgres_server import binaries, serving  # noqa: E402

from benchmarks.app_cpu import Spent, spent  # noqa: E402
from benchmarks.app_runners import Phone, Told  # noqa: E402
from benchmarks.app_wire import Wire  # noqa: E402
from benchmarks.made_archive import made_fit  # noqa: E402
from benchmarks.measured import Measured  # noqa: E402
from fullstride.domain.accounts import Account, Login, Role  # noqa: E402
from fullstride.formats.fit_shift import shift_fit  # noqa: E402
from fullstride.store import open_store  # noqa: E402
from fullstride.web.access import TOKEN_HEADER  # noqa: E402
from fullstride.web.accounts.cookies import csrf_of, new_token, sha256_of  # noqa: E402
from fullstride.workflows.recordings import rows  # noqa: E402
from fullstride.workflows.sample import RUNNER, make_sample  # noqa: E402

TODAY = dt.date(2027, 1, 29)
LIMIT_S, START_S, IMPORT_S = 0.1, 120, 120.0
CONNECTIONS, SPACE_S, MOST_RUNS = 200, 3_600, 24
_WHO = tuple(one.name for one in fields(Spent))
_PROGRAM = (sys.executable, "-c", "from fullstride.main import main; main()")


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """`pause_s` between two requests of a runner, on average; `archive`: how many runs are imported
    meanwhile."""

    runners: int = 200
    workers: int = 4
    seconds: float = 45
    kill_every_s: float = 4
    pause_s: float = 3
    archive: int = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """`lost` and `doubled`: acknowledged reports and runs that are not on the shelf, or more than once;
    `job`: the import in the end, None where there was none; `spent`: who worked how much, in `seconds`."""

    told: Told
    kills: int
    lost: list[str]
    doubled: list[str]
    job: dict[str, Any] | None
    spent: Spent | None
    seconds: float

    @property
    def faults(self) -> list[str]:
        """What must not be: answers other than 200, and whatever is missing or there twice."""
        return [*self.told.wrong, *self.lost, *self.doubled]

    @property
    def p95_read_s(self) -> float:
        return quantile(self.told.reads_s, 95)


def quantile(took_s: list[float], percent: int) -> float:
    return statistics.quantiles(took_s, n=100)[percent - 1] if len(took_s) > 1 else took_s[0]


def measurements() -> Iterator[Measured]:
    if binaries() is None:
        print("200 runners at once: PostgreSQL is not installed here, so this is left out")
        return
    outcome = bear_all(Load(seconds=40, archive=0))
    assert not outcome.faults, outcome.faults[:3]
    yield Measured(name="reads of 200 runners, p95", median=outcome.p95_read_s, limit=LIMIT_S)


def bear_all(load: Load) -> Outcome:
    """All of it on a PostgreSQL server of its own."""
    found = binaries()
    if found is None:
        raise SystemExit("PostgreSQL is not installed here; make test says how it gets here")
    with serving(found, connections=CONNECTIONS) as database, tempfile.TemporaryDirectory() as folder:
        where = database.new_database()
        store = open_store(where)
        make_sample(store, Path(folder), now=dt.datetime.combine(TODAY, dt.time(7), dt.UTC), squad=False)
        store.close()
        process = int((database.folder / "data" / "postmaster.pid").read_text().split("\n", 1)[0])
        return bear(load, where, database=process)


def bear(load: Load, where: str, *, database: int | None = None) -> Outcome:
    """All of it over a store that holds the sample; `database` is the number of its process, if there is."""
    with contextlib.ExitStack() as ends:
        tokens = make_runners(where, load.runners)
        server, url = ends.enter_context(served(where, load.workers))
        return asyncio.run(_under_load(load, where, tokens, server, url, database))


def make_runners(where: str, runners: int) -> dict[str, str]:
    """The season of the sample's runner, on as many shelves as wanted, each with an account that is signed
    in: what its browser holds, by its name."""
    store = open_store(where)
    now = dt.datetime.combine(TODAY, dt.time(7), dt.UTC)
    tokens = {f"runner-{number:03}": new_token() for number in range(runners)}
    try:
        plans = store.shelf(RUNNER).plans()
        for name, token in tokens.items():
            store.add_runner(name)
            for plan in plans:
                store.shelf(name).add_plan(plan)
            account = Account(
                id=name,
                name=name,
                password_hash="nobody's",
                roles=(Role.RUNNER,),
                created_at=now,
                runner=name,
            )
            login = Login(
                token_sha256=sha256_of(token),
                account=name,
                csrf=sha256_of(csrf_of(token)),
                created_at=now,
                seen_at=now,
                expires_at=now + dt.timedelta(days=30),
                device="",
            )
            store.accounts.add(account)
            store.accounts.add_login(login, account.password_hash)
    finally:
        store.close()
    return tokens


@contextlib.contextmanager
def served(where: str, workers: int) -> Iterator[tuple[int, str]]:
    """A server with its workers: its process and its address."""
    place = os.environ | {
        "FULLSTRIDE_STORE": where,
        "FULLSTRIDE_TODAY": TODAY.isoformat(),
        "FULLSTRIDE_KEY": "a key for a store that is gone afterwards",
    }
    asked = ("serve", "--port", "0", "--runner", RUNNER, "--workers", str(workers))
    process = subprocess.Popen(
        [*_PROGRAM, *asked], env=place, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        assert process.stdout is not None
        url = process.stdout.readline().partition(" is at ")[2].partition(";")[0]
        _await(url)
        yield process.pid, url
    finally:
        process.terminate()
        process.wait(60)
        assert process.stdout is not None
        process.stdout.close()


def _await(url: str) -> None:
    until = time.monotonic() + START_S
    while True:
        try:
            httpx.get(f"{url}/api/v1/me", timeout=START_S)
        except httpx.TransportError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
        else:
            return


async def _under_load(
    load: Load, where: str, tokens: dict[str, str], server: int, url: str, database: int | None
) -> Outcome:
    told = Told()
    kills: list[int] = []
    made = made_fit(20)
    host, _, port = url.removeprefix("http://").partition(":")
    before, begun = spent(server, database), time.monotonic()
    phones = [
        Phone(
            wire=Wire(
                host=host,
                port=int(port),
                headers={"Cookie": f"fullstride={token}"},
                changing={TOKEN_HEADER: csrf_of(token)},
            ),
            runner=name,
            run=partial(_run, made, number),
            today=TODAY,
            pause_s=load.pause_s,
            ends=begun + load.seconds,
            told=told,
            chance=random.Random(number),
        )
        for number, (name, token) in enumerate(tokens.items())
    ]
    killing = asyncio.create_task(_kill(server, load.kill_every_s, kills))
    importer = replace(phones[0], wire=replace(phones[0].wire))
    importing = [importer.hand_in_archive(_zipped(made, load))] if load.archive else []
    await asyncio.gather(*(phone.live() for phone in phones), *importing)
    seconds, after = time.monotonic() - begun, spent(server, database)
    killing.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await killing
    job = await importer.import_ended(IMPORT_S) if load.archive else None
    lost, doubled = _held_against(where, told)
    return Outcome(
        told=told,
        kills=len(kills),
        lost=lost,
        doubled=doubled,
        job=job,
        spent=after.since(before) if after and before else None,
        seconds=seconds,
    )


async def _kill(server: int, every_s: float, kills: list[int]) -> None:
    """Kills a worker again and again."""
    chance = random.Random(0)
    while True:
        await asyncio.sleep(every_s)
        there = await asyncio.to_thread(_workers, server)
        if there:
            with contextlib.suppress(ProcessLookupError):
                kills.append(chance.choice(there))
                os.kill(kills[-1], signal.SIGKILL)


def _workers(server: int) -> list[int]:
    listed = subprocess.run(
        ["ps", "-A", "-ww", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True
    ).stdout
    lines = [line.split(None, 2) for line in listed.splitlines()]
    return [int(one[0]) for one in lines if int(one[1]) == server]


def _run(made: bytes, runner: int, number: int) -> bytes:
    """A short run, each at another time."""
    return shift_fit(made, (runner * MOST_RUNS + number) * SPACE_S)


def _zipped(made: bytes, load: Load) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(load.archive):
            archive.writestr(f"{number:04}.fit", _run(made, load.runners + 1, number))
    return packed.getvalue()


def _held_against(where: str, told: Told) -> tuple[list[str], list[str]]:
    """What was acknowledged and is not kept, and what is kept more than once."""
    lost, doubled = [], []
    store = open_store(where, create=False)
    try:
        for name, acknowledged in told.reports.items():
            shelf = store.shelf(name)
            kept = Counter(report.id for report in shelf.reports())
            lost += [f"report {one} is gone" for one in acknowledged if not kept[one]]
            doubled += [f"report {one} is there {times} times" for one, times in kept.items() if times > 1]
            files = Counter(row.made.sha256 for row in rows(shelf))
            lost += [f"{name}'s run is gone"] * max(0, told.uploads[name] - len(files))
            doubled += [f"{name}'s run {one[:8]} is there twice" for one, n in files.items() if n > 1]
    finally:
        store.close()
    return lost, doubled


def main() -> int:
    load, began = Load(), os.getloadavg()[0]
    outcome = bear_all(load)
    told, requests = outcome.told, sum(map(len, outcome.told.took_s.values()))
    print(
        f"{load.runners} runners, each {load.pause_s:g} s at the screen between two requests; "
        f"{load.workers} workers, {outcome.kills} killed in {outcome.seconds:.0f} s"
    )
    print(
        f"{requests} requests, {requests / outcome.seconds:.0f} a second; answers {dict(told.answers)}, "
        f"broken off and sent again {told.broken}"
    )
    for kind, took_s in sorted(told.took_s.items()):
        _tell(kind, took_s)
    _tell("all reads", told.reads_s)
    if outcome.spent is not None:
        shares = {name: getattr(outcome.spent, name) / outcome.seconds for name in _WHO}
        told_shares = ", ".join(f"{name} {share:.2f}" for name, share in shares.items())
        print(f"cores in use, of {os.cpu_count()}: {told_shares}; load of the machine before {began:.1f}")
    print(
        f"lost {len(outcome.lost)}, doubled {len(outcome.doubled)}, of "
        f"{sum(map(len, told.reports.values()))} reports and {told.uploads.total()} runs"
    )
    if outcome.job is not None:
        print(f"the import is {outcome.job['state']}: {outcome.job['counts']} {outcome.job['error']}")
    for one in outcome.faults[:10]:
        print("  ", one)
    return 1 if outcome.faults else 0


def _tell(kind: str, took_s: list[float]) -> None:
    p50, p95, p99 = (quantile(took_s, percent) * 1e3 for percent in (50, 95, 99))
    print(f"{kind:15} {len(took_s):5}: p50 {p50:5.0f}, p95 {p95:5.0f}, p99 {p99:5.0f} ms")


if __name__ == "__main__":
    sys.exit(main())
