"""What a trend is drawn on: where its axes begin and end, and their few marks."""

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

from fullstride.domain.evidence import Measured
from fullstride.domain.trend import Followed, Trend
from fullstride.formats import saying
from fullstride.formats.rounding import said

_STEPS = (1.0, 2.0, 5.0)
MOST_MARKS = 4
_MARGIN = 0.08  # of the height, above and below


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """[low, high] with `marks` inside it, said with `places` decimals."""

    low: float
    high: float
    marks: tuple[float, ...]
    places: int

    def say(self, mark: float) -> str:
        text = f"{abs(mark):.{self.places}f}"
        return f"−{text}" if mark < 0 and float(text) else text


def value_axis(followed: Followed) -> Axis:
    """Around everything drawn, beginning where the story is: two to four round marks."""
    values = [test.value.value for test in (*followed.tests, *followed.left_out)]
    line = [] if followed.line is None else [*followed.line.low, *followed.line.high]
    return axis_over(values, line)


def axis_over(values: Sequence[float], around: Sequence[float] = ()) -> Axis:
    """Over `values` and what is drawn `around` them; below nought only where a value is."""
    low, high = min((*values, *around)), max((*values, *around))
    room = max((high - low) * _MARGIN, abs(high) * 1e-3, 1e-9)
    low, high = low - room, high + room
    step = _step(high - low)
    low, high = math.floor(low / step) * step, math.ceil(high / step) * step
    if min(values) >= 0:
        low = max(low, 0.0)  # no share and no speed is less than nothing
    count = round((high - low) / step)
    places = max(0, -math.floor(math.log10(step) + 1e-9))
    return Axis(
        low=low, high=high, marks=tuple(low + step * place for place in range(count + 1)), places=places
    )


def _step(span: float) -> float:
    """The smallest round step that needs no more than MOST_MARKS lines, the ends counted, or one more."""
    exponent = math.floor(math.log10(span)) - 1
    while True:
        for lead in _STEPS:
            step: float = lead * 10.0**exponent
            if span / step <= MOST_MARKS - 1:
                return step
        exponent += 1


def date_marks(first: dt.date, last: dt.date, most: int) -> list[tuple[dt.date, str]]:
    """The first days of months where the span holds two or more of them, else its two ends."""
    months: list[dt.date] = []
    day = first.replace(day=1)
    while day <= last:
        if day >= first:
            months.append(day)
        day = (day + dt.timedelta(days=32)).replace(day=1)
    if len(months) < 2:
        ends = [first] if first == last else [first, last]
        return [(end, saying.short_date(end)) for end in ends]
    each = -(-len(months) // most)
    is_long = len(months) > 12
    return [
        (month, saying.MONTHS[month.month - 1][:3] + (f" {month.year}" if is_long else ""))
        for month in months[::each]
    ]


def now_words(followed: Followed) -> str:
    """ "7.3 ± 0.3 m/s", of a share of something "44 ± 6 %"; "" where no line could be drawn."""
    unit = "%" if followed.unit.startswith("%") else followed.unit
    return said(followed.now, unit).replace("-", "−") if followed.now else ""


def fast_words(trend: Trend) -> str:
    """The seconds near top speed, of the weeks that hold a recorded run."""
    known = [one for one in trend.fast_s if one is not None]
    whole = Measured(value=sum(one.value for one in known), error=sum(one.error for one in known))
    lead = f"Above {100 * trend.fast_share:.0f}\u2009% of your top speed"
    if not known:
        return f"{lead}: no run was recorded in these weeks."
    last = trend.fast_s[-1]
    now = "no run recorded in this one" if last is None else f"{_seconds(last)} in this one"
    unseen = len(trend.fast_s) - len(known)
    blank = f" Of {unseen} of these {len(trend.fast_s)} weeks no run was recorded." if unseen > 1 else ""
    return f"{lead}: {_seconds(whole)} in these weeks, {now}.{blank}"


def _seconds(number: Measured) -> str:
    return f"{number.value:.0f} ± {math.ceil(number.error)}\u2009s"
