"""How long a squad takes: a thousand runners with weeks of reports behind them, in a real SQLite store,
adapted, made a plan again and kept, on two cores.

Sixteen lives are put on a thousand shelves (see made_squad); making them is not counted. Said beside the
time by the clock: the processor's own seconds for a runner, as the machine may have other work to do, and
the most memory that any one process took.
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

RUNNERS, CORES = 1000, 2
LIMIT_S, LOOK_LIMIT_S, MEMORY_LIMIT_MB = 120.0, 30.0, 400.0


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

        begun, used = time.perf_counter(), _children_s()
        found = adapt_squad(squad, today=TODAY, now=now, keep=True, told=_quiet)
        took, used = time.perf_counter() - begun, _children_s() - used
        assert len(found.squad.rows) == RUNNERS, found.squad.unread[:3]
        yield Measured(name="1,000 runners adapted and re-planned", median=took, limit=LIMIT_S)
        yield Measured(
            name="the processor's own, a runner", median=used / RUNNERS, limit=CORES * LIMIT_S / RUNNERS
        )
        peak = max(
            resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        )
        yield Measured(name="memory of a process", median=peak / 1e3, limit=MEMORY_LIMIT_MB, unit="MB")


def _quiet(progress: Progress) -> None:
    """Nobody looks."""


def _children_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
