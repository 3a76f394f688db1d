"""The whole of `measure` in a warm process: bytes to evidence, laps, blind search and verdicts included.

CPU time, the least of several turns. The runs of 80 minutes and more at ../shared/data/runs
where they are, and always our own example of 72 minutes, whose promise is cut down to its length.
"""

import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measured import Measured

ROOT = Path(__file__).resolve().parent.parent
RUNS = ROOT.parent / "shared" / "data" / "runs"
LONG = ("short-reps/xthirty77__455148512257015815.fit", "no-reps/sports-alliance__6782987395.fit")
LIMIT_MS, PROMISED_MIN = 25.0, 80.0
TURNS = 15


def measurements() -> Iterator[Measured]:
    for path in (ROOT / "examples" / "tuesday-run.fit", *(RUNS / name for name in LONG)):
        if path.exists():
            yield _whole(path)
        else:
            print(f"{path.name} is not here and is not measured")


def _whole(path: Path) -> Measured:
    from fullstride.batch.measuring import MeasureFile
    from fullstride.formats.archives import Member

    work, member = MeasureFile(), Member(path=path, size=path.stat().st_size)
    took = []
    minutes = 0.0
    for _ in range(TURNS):
        begun = time.process_time()
        found = work(member)
        took.append(time.process_time() - begun)
        minutes = found.measurements[0].evidence.duration_s / 60
    return Measured(
        name=f"measure, {minutes:.0f} min at 1 Hz, CPU",
        median=1000 * min(took),
        limit=LIMIT_MS * min(1.0, minutes / PROMISED_MIN),
        unit="ms",
    )
