"""Doses as a coach writes them: "4 x 20 s", "3 x 30 m", "8 x 10 s at 8 %", "2 x 8 reps"."""

import math
import re
from functools import lru_cache

from fullstride.domain.session import Dose

_SHAPE = re.compile(
    r"^(?P<count>\d{1,3}) ?[x×] ?(?P<amount>\d{1,4}(?:\.\d+)?) ?(?P<unit>s|m|reps)"
    r"(?: at (?P<grade>\d{1,2}(?:\.\d+)?) ?%)?(?: (?P<note>[^\d].{0,40}))?$"
)


@lru_cache(maxsize=4096)
def read_dose(text: str, *, part: str) -> Dose:
    """The dose that `text` says; `part` is what is counted first, a "rep" or a "set".

    Raises ValueError with a sentence when the text has another shape.
    """
    found = _SHAPE.match(text.strip())
    if found is None:
        raise ValueError(f"{text!r} is not a dose like '4 x 20 s', '3 x 30 m' or '2 x 8 reps'")
    count, amount, unit = int(found["count"]), float(found["amount"]), found["unit"]
    if count == 0 or amount == 0:
        raise ValueError(f"{text!r} asks for nothing")
    sets, reps = (count, 1) if part == "set" else (1, count)
    return Dose(
        sets=sets,
        reps=int(amount) if unit == "reps" else reps,
        work_s=amount if unit == "s" else None,
        work_m=amount if unit == "m" else None,
        grade_pct=float(found["grade"]) if found["grade"] else None,
        note=found["note"] or "",
    )


def parts(dose: Dose) -> int:
    """How many times the work is done: sets of strength and jumps, reps of running and bounding."""
    return dose.sets if dose.work_s is None and dose.work_m is None else dose.sets * dose.reps


def volume(dose: Dose) -> float:
    """The size of a session in its own unit: seconds, metres, or reps."""
    work = dose.work_s if dose.work_s is not None else dose.work_m
    return dose.sets * dose.reps * (1.0 if work is None else work)


def with_parts(dose: Dose, count: int) -> Dose:
    """The same work, done `count` times."""
    sets_count = dose.sets > 1 or (dose.work_s is None and dose.work_m is None)
    return Dose(
        sets=count if sets_count else 1,
        reps=dose.reps if sets_count else count,
        work_s=dose.work_s,
        work_m=dose.work_m,
        grade_pct=dose.grade_pct,
        note=dose.note,
    )


def say_dose(dose: Dose) -> str:
    """ "3 × 30 m", with a thin space before the unit."""
    count = parts(dose)
    if dose.work_s is not None:
        text = f"{count} × {dose.work_s:g}\u2009s"
    elif dose.work_m is not None:
        text = f"{count} × {dose.work_m:g}\u2009m"
    else:
        text = f"{dose.sets} × {dose.reps}"
    if dose.grade_pct is not None:
        text += f" at {dose.grade_pct:g}\u2009%"
    return f"{text} {dose.note}" if dose.note else text


def rounded(share: float, count: int, least: int) -> int:
    """`share` of `count`, rounded half up, but `least` at the least and never more than `count`."""
    return min(count, max(least, math.floor(share * count + 0.5)))
