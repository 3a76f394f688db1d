"""A measured number in print, with the digits its error leaves, and how many of which exercise.

The drawing, the terminal, the report and the answers print the same numbers the same way.
"""

import math
from collections.abc import Iterable

from fullstride.domain.evidence import Measured
from fullstride.formats import saying
from fullstride.rules.book import Book

THIN = "\u2009"
MINUS = "−"


def decimals(error: float) -> int:
    """How many decimals an error leaves worth printing: its first digit, two when that is a 1."""
    if not math.isfinite(error) or error <= 0:
        return 0
    exponent = math.floor(math.log10(error))
    first = round(error / 10**exponent, 6)
    return max(0, -exponent + (1 if first < 2 and exponent < 0 else 0))


def number(value: float, places: int) -> str:
    """ "6.2", "−1", with a true minus and never "−0"."""
    text = f"{value:.{places}f}"
    if not text.strip("-0."):
        text = text.lstrip("-")
    return text.replace("-", MINUS)


def with_error(measured: Measured, unit: str, *, scale: float = 1.0) -> str:
    """ "7.3 ± 0.3 m/s": value and error share the last digit."""
    error = abs(measured.error * scale)
    places = decimals(error)
    value = number(measured.value * scale, places)
    if not math.isfinite(error) or error <= 0:
        return f"{value}{THIN}{unit}"
    return f"{value}{THIN}±{THIN}{number(error, places)}{THIN}{unit}"


def typical_error(measured: Iterable[Measured | None]) -> float:
    """One error for a column: the root mean square of its errors; 0 for none."""
    errors = [one.error for one in measured if one is not None and math.isfinite(one.error)]
    return math.sqrt(sum(error * error for error in errors) / len(errors)) if errors else 0.0


def seconds(duration_s: float) -> str:
    """ "64 s"; from two minutes "2:24"."""
    whole = round(duration_s)
    return f"{whole}{THIN}s" if whole < 120 else clock(whole)


def clock(at_s: float) -> str:
    """ "6:40", "66:40", from 100 minutes "1:46:40"."""
    whole = max(0, round(at_s))
    if whole < 6000:
        return saying.clock(whole)
    return f"{whole // 3600}:{whole % 3600 // 60:02d}:{whole % 60:02d}"


def length(duration_s: float) -> str:
    """How long a recording is: "45 s", "80 min", "4 h 02 min"."""
    if duration_s < 120:
        return f"{round(duration_s)}{THIN}s"
    minutes = round(duration_s / 60)
    if minutes < 120:
        return f"{minutes}{THIN}min"
    return f"{minutes // 60}{THIN}h {minutes % 60:02d}{THIN}min"


def exercise_name(kind: str, book: Book | None) -> str:
    """ "Hill sprints"."""
    known = book.exercises.get(kind) if book else None
    return known.name if known else kind.replace("_", " ").capitalize()


def count_of(number_of: int, kind: str, book: Book | None) -> str:
    """ "1 stride", "3 hill sprints"."""
    plural = saying.lower_first(exercise_name(kind, book))
    return saying.counted(number_of, plural.removesuffix("s"), plural)
