"""How long a squad takes: a thousand runners with weeks of reports behind them, in a real SQLite store,
adapted, made a plan again and kept, on two cores.

Sixteen lives are put on a thousand shelves (see made_squad); making them is not counted. Said beside the
time by the clock: the processor's own seconds for deciding and planning of a runner, as the machine may
have other work to do, and what the list adds to the memory of the process that keeps it.
"""

import datetime as dt
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.made_squad import TODAY, make_squad
from benchmarks.measured import Measured
from fullstride.batch.squad import Everybody, adapt_squad, look_at_squad
from fullstride.batch.words import Progress
from fullstride.store import open_store
from fullstride.workflows.squad import adapt_runner

RUNNERS, CORES, SAMPLE = 1000, 2, 48
LIMIT_S, LOOK_LIMIT_S, MEMORY_LIMIT_MB = 120.0, 30.0, 100.0


def measurements() -> Iterator[Measured]:
    with tempfile.TemporaryDirectory() as folder:
        store = str(Path(folder) / "store.sqlite")
        make_squad(Path(folder) / "files", store, runners=RUNNERS)
        squad = Everybody(store=store, jobs=CORES)
        now = dt.datetime.combine(TODAY, dt.time(7), dt.UTC)

        begun = time.perf_counter()
        seen = look_at_squad(squad, today=TODAY, told=_quiet)
        took = time.perf_counter() - begun
        assert len(seen.rows) == RUNNERS, seen.unread[:3]
        yield Measured(name="1,000 runners looked at", median=took, limit=LOOK_LIMIT_S)

        used = _own_s(store, now)
        yield Measured(name="the processor's own, a runner", median=used, limit=CORES * LIMIT_S / RUNNERS)

        begun, before = time.perf_counter(), _peak_mb()
        found = adapt_squad(squad, today=TODAY, now=now, keep=True, told=_quiet)
        took = time.perf_counter() - begun
        assert len(found.squad.rows) == RUNNERS, found.squad.unread[:3]
        yield Measured(name="1,000 runners adapted and re-planned", median=took, limit=LIMIT_S)
        grown = _peak_mb() - before
        yield Measured(name="its list in memory", median=grown, limit=MEMORY_LIMIT_MB, unit="MB")


def _own_s(store: str, now: dt.datetime) -> float:
    """The processor's seconds for one runner, all told, over a few of them in this process."""
    kept = open_store(store, create=False)
    try:
        names = kept.runners()[:SAMPLE]
        adapt_runner(kept.shelf(names[0]), today=TODAY, now=now)  # loads what has to be loaded
        begun = time.process_time()
        for name in names:
            adapt_runner(kept.shelf(name), today=TODAY, now=now)
        return (time.process_time() - begun) / len(names)
    finally:
        kept.close()


def _quiet(progress: Progress) -> None:
    """Nobody looks."""


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
