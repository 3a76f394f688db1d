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
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import httpx  # noqa: E402
from tests.postgres_server import binaries, serving  # noqa: E402

from benchmarks.app_runners import Phone, Told  # noqa: E402
from benchmarks.made_archive import made_fit  # noqa: E402
from benchmarks.measured import Measured  # noqa: E402
from fullstride.formats.fit_shift import shift_fit  # noqa: E402
from fullstride.store import open_store  # noqa: E402
from fullstride.workflows.recordings import rows  # noqa: E402
from fullstride.workflows.sample import RUNNER, make_sample  # noqa: E402

TODAY = dt.date(2027, 1, 29)
LIMIT_S, START_S, IMPORT_S = 0.1, 120, 120.0
CONNECTIONS, DAY_S = 200, 86_400
_PROGRAM = (sys.executable, "-c", "from fullstride.main import main; main()")


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """`pause_s` between two requests of a runner, on average; `archive`: how many runs are imported
    meanwhile."""

    runners: int = 200
    workers: int = 4
    seconds: float = 60
    kill_every_s: float = 4
    pause_s: float = 3
    archive: int = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """`lost` and `doubled`: acknowledged reports and runs that are not on the shelf, or more than once;
    `job`: the import in the end, None where there was none; `busy`: the machine's load, at its highest."""

    told: Told
    kills: int
    lost: list[str]
    doubled: list[str]
    job: dict[str, Any] | None
    busy: float

    @property
    def faults(self) -> list[str]:
        """What must not be: answers other than 200, and whatever is missing or there twice."""
        return [*self.told.wrong, *self.lost, *self.doubled]

    @property
    def p95_read_s(self) -> float:
        return statistics.quantiles(self.told.reads_s, n=20)[-1]


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
        return bear(load, where)


def bear(load: Load, where: str) -> Outcome:
    """All of it over a store that holds the sample."""
    with contextlib.ExitStack() as ends:
        names = make_runners(where, load.runners)
        server, url = ends.enter_context(served(where, load.workers))
        return asyncio.run(_under_load(load, where, names, server, url))


def make_runners(where: str, runners: int) -> list[str]:
    """The season of the sample's runner, on as many shelves as wanted."""
    store = open_store(where)
    try:
        plans = store.shelf(RUNNER).plans()
        names = [f"runner-{number:03}" for number in range(runners)]
        for name in names:
            store.add_runner(name)
            for plan in plans:
                store.shelf(name).add_plan(plan)
    finally:
        store.close()
    return names


@contextlib.contextmanager
def served(where: str, workers: int) -> Iterator[tuple[int, str]]:
    """A server with its workers: its process and its address."""
    place = os.environ | {
        "FULLSTRIDE_STORE": where,
        "FULLSTRIDE_TODAY": TODAY.isoformat(),
        "FULLSTRIDE_KEY": "a key for a store that is gone afterwards",
    }
    asked = ("serve", "--port", "0", "--squad", "--runner", RUNNER, "--workers", str(workers))
    process = subprocess.Popen([*_PROGRAM, *asked], env=place, stdout=subprocess.PIPE, text=True)
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


async def _under_load(load: Load, where: str, names: list[str], server: int, url: str) -> Outcome:
    told = Told()
    busy: list[float] = []
    runs = _runs(load.runners + load.archive)
    ends = time.monotonic() + load.seconds
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=url, timeout=60, limits=limits) as client:
        phones = [
            Phone(
                client=client,
                runner=name,
                fit=runs[number],
                today=TODAY,
                pause_s=load.pause_s,
                ends=ends,
                told=told,
                chance=random.Random(number),
            )
            for number, name in enumerate(names)
        ]
        killing = asyncio.create_task(_kill(server, load.kill_every_s, busy))
        importing = [phones[0].hand_in_archive(_zipped(runs[load.runners :]))] if load.archive else []
        await asyncio.gather(*(phone.live() for phone in phones), *importing)
        killing.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await killing
        job = await phones[0].import_ended(IMPORT_S) if load.archive else None
    lost, doubled = _held_against(where, told)
    return Outcome(
        told=told,
        kills=len(busy),
        lost=lost,
        doubled=doubled,
        job=job,
        busy=max(busy, default=os.getloadavg()[0]),
    )


async def _kill(server: int, every_s: float, busy: list[float]) -> None:
    """Kills a worker again and again; notes how much the machine had to do each time."""
    chance = random.Random(0)
    while True:
        await asyncio.sleep(every_s)
        there = await asyncio.to_thread(_workers, server)
        if there:
            with contextlib.suppress(ProcessLookupError):
                os.kill(chance.choice(there), signal.SIGKILL)
                busy.append(os.getloadavg()[0])


def _workers(server: int) -> list[int]:
    listed = subprocess.run(
        ["ps", "-A", "-ww", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True
    ).stdout
    lines = [line.split(None, 2) for line in listed.splitlines()]
    return [int(one[0]) for one in lines if int(one[1]) == server]


def _runs(count: int) -> list[bytes]:
    """Short runs, each on a day of its own."""
    made = made_fit(20)
    return [shift_fit(made, number * DAY_S) for number in range(count)]


def _zipped(runs: list[bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number, run in enumerate(runs):
            archive.writestr(f"{number:04}.fit", run)
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
            lost += [f"{name}'s run is gone"] * (len(files) < told.uploads.get(name, 0))
            doubled += [f"{name}'s run {one[:8]} is there twice" for one, n in files.items() if n > 1]
    finally:
        store.close()
    return lost, doubled


def main() -> int:
    load, began = Load(), os.getloadavg()[0]
    outcome = bear_all(load)
    told = outcome.told
    reads = statistics.quantiles(told.reads_s, n=20)
    print(f"{load.runners} runners, {load.workers} workers, {outcome.kills} killed in {load.seconds:g} s")
    print(
        f"load of the machine {began:.1f} before, up to {outcome.busy:.1f} meanwhile, {os.cpu_count()} cores"
    )
    print(f"answers {dict(told.answers)}, broken off and sent again {told.broken}")
    print(f"{len(told.reads_s)} reads: median {reads[9] * 1e3:.0f} ms, p95 {reads[-1] * 1e3:.0f} ms")
    print(f"{len(told.writes_s)} reports, p95 {statistics.quantiles(told.writes_s, n=20)[-1] * 1e3:.0f} ms")
    print(f"lost {len(outcome.lost)}, doubled {len(outcome.doubled)}, runs {len(told.uploads)}")
    if outcome.job is not None:
        print(f"the import is {outcome.job['state']}: {outcome.job['counts']} {outcome.job['error']}")
    for one in outcome.faults[:10]:
        print("  ", one)
    return 1 if outcome.faults else 0


if __name__ == "__main__":
    sys.exit(main())
