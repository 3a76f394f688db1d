"""An archive of 2,000 runs, each on a day of its own: files a second and memory, in fresh processes.

Time is all of it: start, listing, reading, measuring, duplicates, Parquet. Memory is the sum of what is
resident in the program and all processes it started, looked up ten times a second; pages that several of
them share are counted in each, so the true need is lower.
"""

import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.made_archive import fill
from benchmarks.measured import Measured

RUNS = 2000
ROUNDS = 3
MEMORY_MB = 500.0
PROMISED = {4: 150.0, 2: 80.0}  # files a second, by cores
_READ = """
import json, sys
from pathlib import Path
from fullstride.batch.run import ArchiveReader
from fullstride.batch.work import measure_member
from fullstride.batch.engine import Processes
if __name__ == "__main__":
    reader = ArchiveReader(work=measure_member, keep=Path(sys.argv[2]), fresh=True)
    done = reader.read([Path(sys.argv[1])])
    print(json.dumps({"counted": done.counted, "unreadable": len(done.unreadable)}))
"""


def measurements() -> Iterator[Measured]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made_of = fill(folder / "runs", RUNS)
        for cores, promised in PROMISED.items():
            if len(os.sched_getaffinity(0)) < cores:
                continue
            rounds = [_read(folder, cores) for _ in range(ROUNDS)]
            title = f"{RUNS:,} runs ({made_of}), {cores} cores"
            yield Measured(
                name=f"{title}: a file",
                median=1000 * statistics.median(took for took, _ in rounds) / RUNS,
                limit=1000 / promised,
                unit="ms",
            )
            yield Measured(
                name=f"{title}: memory", median=max(peak for _, peak in rounds), limit=MEMORY_MB, unit="MB"
            )


def _read(folder: Path, cores: int) -> tuple[float, float]:
    """Seconds and the peak of memory in MB of one reading on some of our cores."""
    ours = sorted(os.sched_getaffinity(0))[:cores]
    begun = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", _READ, str(folder / "runs"), str(folder / "kept")],
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        os.sched_setaffinity(program.pid, ours)  # before it starts others
        peak = 0.0
        while program.poll() is None:
            peak = max(peak, sum(map(_resident_mb, _family(program.pid))))
            time.sleep(0.1)
        took = time.perf_counter() - begun
        assert program.stdout is not None
        answer = json.loads(program.stdout.read())
    assert answer == {"counted": RUNS, "unreadable": 0}, answer
    return took, peak


def _family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    below: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parent = stat.read_text().rpartition(")")[2].split()[1]
            below.setdefault(int(parent), []).append(int(stat.parent.name))
    family = [pid]
    for each in family:
        family += below.get(each, [])
    return family


def _resident_mb(pid: int) -> float:
    with contextlib.suppress(OSError, IndexError):
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    return 0.0
