"""Teach the judge of surges once for every recordist of `../shared/data/runs`, without his recordings.

`python benchmarks/fit_left_out.py --write` keeps what was learned in benchmarks/effort_left_out.json; it
takes some minutes and is due whenever benchmarks/fit_surges.py has taught anew.
"""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.effort_cases import real  # noqa: E402
from benchmarks.effort_left_out import KEPT  # noqa: E402
from benchmarks.fit_surges import learn  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    cases = [case for folder in ("short-reps", "long-reps", "no-reps") for case in real(folder)]
    taught = {source: learn(source) for source in ["", *sorted({case.source for case in cases})]}
    text = json.dumps({source: asdict(each) for source, each in taught.items()}, indent=1) + "\n"
    if options.write:
        KEPT.write_text(text, encoding="utf-8")
    else:
        print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
