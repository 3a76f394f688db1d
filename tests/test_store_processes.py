"""Several processes, each with several threads, use one store at once, as the workers of a server do."""

import datetime as dt
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from fullstride.domain.accounts import Link, LinkKind
from fullstride.domain.imports import Counts, ImportJob
from fullstride.store import Store, open_store
from kept_words import NOON, plan, report

HOUR = dt.timedelta(hours=1)
PROCESSES, THREADS, ROUNDS = 3, 4, 8
JOBS = 6


@pytest.fixture(params=["sqlite", "postgres"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return str(tmp_path / "store.sqlite")
    return str(request.getfixturevalue("postgres").new_database())


def work(where: str, name: str) -> dict[str, list[str]]:
    """What a worker does in its threads: the links and uploads that it got."""
    store = open_store(where)
    with ThreadPoolExecutor(THREADS) as pool:
        told = list(pool.map(lambda thread: _serve(store, f"{name}-{thread}"), range(THREADS)))
    store.close()
    return {kind: [each for one in told for each in one[kind]] for kind in ("links", "jobs")}


def _serve(store: Store, name: str) -> dict[str, list[str]]:
    got: dict[str, list[str]] = {"links": [], "jobs": []}
    for number in range(ROUNDS):
        shelf = store.shelf("Mia")
        assert shelf.plan() == plan(1)
        shelf.add_reports([report(f"{name}-{number}")])
        store.attempts.add(["everybody", name], NOON, HOUR)
        if store.accounts.use_link(f"link {number}", NOON):
            got["links"].append(f"link {number}")
        if job := store.jobs.claim(f"{name}-{number}", NOON, NOON + HOUR):
            assert store.jobs.finish("Mia", job.id, f"{name}-{number}", NOON, Counts(done=1))
            got["jobs"].append(job.id)
    return got


def test_workers_of_several_processes_miss_nothing_and_get_nothing_twice(where: str) -> None:
    store = open_store(where)
    store.add_runner("Mia")
    store.shelf("Mia").add_plan(plan(1))
    for number in range(ROUNDS):
        token = f"link {number}"
        store.accounts.add_link(
            Link(token_sha256=token, kind=LinkKind.RESET, created_at=NOON, expires_at=NOON + HOUR)
        )
    for number in range(JOBS):
        job = ImportJob(
            id=f"job {number}", runner="Mia", name="a.zip", size_bytes=1, created_at=NOON, changed_at=NOON
        )
        store.jobs.begin(job)
        store.jobs.receive("Mia", job.id, 0, b"x", NOON)
    processes = [
        subprocess.Popen(
            [sys.executable, __file__, where, str(number)],
            cwd=Path(__file__).parent,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(PROCESSES)
    ]
    said = [process.communicate(timeout=120)[0] for process in processes]
    assert [process.returncode for process in processes] == [0] * PROCESSES
    got = [json.loads(each) for each in said]
    assert sorted(each for one in got for each in one["links"]) == [f"link {n}" for n in range(ROUNDS)]
    assert sorted(each for one in got for each in one["jobs"]) == [f"job {n}" for n in range(JOBS)]
    assert len(store.shelf("Mia").reports()) == PROCESSES * THREADS * ROUNDS
    assert store.attempts.tallies(["everybody"], NOON)[0].count == PROCESSES * THREADS * ROUNDS
    store.close()


if __name__ == "__main__":
    print(json.dumps(work(sys.argv[1], sys.argv[2])))  # noqa: T201
