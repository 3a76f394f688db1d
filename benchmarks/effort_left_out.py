"""What the finder would have learned without each recordist, so that nobody is judged by his own runs.

Kept in benchmarks/effort_left_out.json by `python benchmarks/fit_left_out.py --write`. `same_teacher` tells
whether the kept ones were taught like the finder of today.
"""

from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from fullstride.measure.efforts_judge import Learned
from fullstride.measure.efforts_learned import LEARNED

KEPT = Path(__file__).with_name("effort_left_out.json")


@cache
def _kept() -> dict[str, Learned]:
    return TypeAdapter(dict[str, Learned]).validate_json(KEPT.read_bytes())


def learned_without(source: str) -> Learned:
    """What was learned from all recordings but those of `source`; KeyError for one that is not kept."""
    return _kept()[source]


def same_teacher() -> bool:
    """Whether the lesson of all, kept beside the others, is what the finder uses today."""
    return _kept()[""] == LEARNED
