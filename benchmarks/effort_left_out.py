"""What the finder would have learned without each recordist, so that nobody is judged by his own runs.

`python benchmarks/effort_left_out.py --write` teaches the judge of surges once for every recordist of
`../shared/data/runs`, without his recordings, and keeps it in benchmarks/effort_left_out.json; it takes
some minutes and is due whenever benchmarks/fit_surges.py has taught anew. `same_teacher` tells whether
the kept ones were taught like the finder of today.
"""

import argparse
import json
import sys
from dataclasses import asdict
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from fullstride.measure.efforts_judge import Learned  # noqa: E402
from fullstride.measure.efforts_learned import LEARNED  # noqa: E402

KEPT = ROOT / "benchmarks" / "effort_left_out.json"


@cache
def _kept() -> dict[str, Learned]:
    return TypeAdapter(dict[str, Learned]).validate_json(KEPT.read_bytes())


def learned_without(source: str) -> Learned:
    """What was learned from all recordings but those of `source`; KeyError for one that is not kept."""
    return _kept()[source]


def same_teacher() -> bool:
    """Whether the lesson of all, kept beside the others, is what the finder uses today."""
    return _kept()[""] == LEARNED


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    from benchmarks.effort_cases import real
    from benchmarks.fit_surges import learn

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
