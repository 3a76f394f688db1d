"""`make bench`: measures what was promised and prints medians and ratios. Exits 1 when one is missed.

A benchmark is a module in this folder with `measurements()`, which yields `Measured`. Name some on the
command line to run only those.
"""

import importlib
import sys
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))


def main(names: Sequence[str]) -> int:
    missed = 0
    print(f"{'':<40} {'median':>12} {'promised':>12}   ratio")
    for path in sorted(HERE.glob("*.py")):
        if names and path.stem not in names:
            continue
        if path.stem in ("run", "measured") or "def measurements(" not in path.read_text():
            continue
        for one in importlib.import_module(f"benchmarks.{path.stem}").measurements():
            missed += one.ratio > 1
            median, limit = f"{one.median:.3g} {one.unit}", f"{one.limit:g} {one.unit}"
            print(f"{one.name:<40} {median:>12} {limit:>12} {one.ratio:>7.2f}", flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
