"""How well jumps and bounds are counted and measured: simulated, on force plates, in real pockets, on video.

`python benchmarks/motion_accuracy.py` prints docs/reference/motion-accuracy.md; `--write` writes it and what
it is made of (motion_accuracy.json), so that the page can be checked without the logs: they are other
people's, in `../shared/data/motion`, never part of this repository. `--processes` says how many to use: with
two it takes some ten minutes.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from multiprocessing import get_context
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks import motion_accuracy_real as recorded  # noqa: E402
from benchmarks.motion_accuracy_made import Case, Row, cases, rows_of, told  # noqa: E402
from benchmarks.motion_accuracy_sums import tables  # noqa: E402
from fullstride.domain.motion import Position  # noqa: E402

PAGE = ROOT / "docs" / "reference" / "motion-accuracy.md"
KEPT = Path(__file__).with_suffix(".json")
EVERY = 131  # which of the logs are kept whole, for a test to make again


def simulated(of: Sequence[Case], processes: int) -> list[list[Row]]:
    """The rows of every case, in order."""
    with get_context("spawn").Pool(processes) as pool:
        return pool.map(rows_of, of, chunksize=8)


def sampled(of: Sequence[Case], rows: Sequence[list[Row]]) -> list[dict[str, Any]]:
    """Some of the cases with what came of them, to be made again by a test."""
    return [{"case": told(of[at]), "rows": rows[at]} for at in range(0, len(of), EVERY)]


def case_of(kept: dict[str, Any]) -> Case:
    return Case(**(kept | {"position": Position(kept["position"])}))


def kept() -> dict[str, Any]:
    """The tables as they were when the page was written, and what the test needs."""
    return dict(json.loads(KEPT.read_text(encoding="utf-8")))


def page(lines: dict[str, str]) -> str:
    """The whole of docs/reference/motion-accuracy.md."""
    from benchmarks.motion_accuracy_text import TEXT

    return TEXT.format(**lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--words", action="store_true", help="write the page anew from what is kept")
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    if options.words:
        PAGE.write_text(page(kept()["tables"]), encoding="utf-8")
        return 0
    if not recorded.DATA.exists():
        print("The real logs are not here; this is the page as it was written.\n", file=sys.stderr)
        print(page(kept()["tables"]))
        return 1
    real = recorded.all_real()
    of = cases()
    rows = simulated(of, options.processes)
    lines = tables([row for each in rows for row in each], real)
    made = {"tables": lines, "real": real, "sample": sampled(of, rows)}
    text = page(lines)
    if options.write:
        KEPT.write_text(json.dumps(made, separators=(",", ":")) + "\n", encoding="utf-8")
        PAGE.write_text(text, encoding="utf-8")
    else:
        print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
