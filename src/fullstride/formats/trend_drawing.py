"""One measure drawn as SVG: a line in its band, a dot a test, where the count was divided."""

import datetime as dt

import numpy as np

from fullstride.domain.trend import Followed, Trend
from fullstride.formats import saying, svg
from fullstride.formats.axes import Scale
from fullstride.formats.trend_axes import date_marks, now_words, value_axis

_WIDE, _HIGH = 360.0, 176.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 6.0, 312.0, 10.0, 148.0
_LABEL_PX = 13.0
_LABEL_GAP = 8.0
_MOST_DATES = 5
_YEAR = dt.timedelta(days=366)


def draw_trend(one: Followed, trend: Trend) -> str:
    """An inline drawing; its accessible name says what the eye would see. "" without tests.

    Colours are the page's own tokens: classes grid, band, trend, dot, out, aside and cut.
    """
    tests = (*one.tests, *one.left_out)
    if not tests:
        return ""
    axis = value_axis(one)
    first, last = min(test.date for test in tests), max(test.date for test in tests)
    ends = (float(first.toordinal()), float(max(last, first + dt.timedelta(days=1)).toordinal()))
    across = Scale(low=ends[0], high=ends[1], start=_LEFT + 6, end=_RIGHT - 6)
    up = Scale(low=axis.low, high=axis.high, start=_BOTTOM, end=_TOP)
    parts = [
        svg.rule(_LEFT, up(mark), _RIGHT, up(mark), "grid")
        + svg.text(_WIDE - 2, up(mark) + 4, axis.say(mark), "mark", anchor="end")
        for mark in axis.marks
    ]
    if one.line is not None:
        x = across(np.array([float(day.toordinal()) for day in one.line.dates]))
        middle, low, high = (up(np.array(each)) for each in (one.line.middle, one.line.low, one.line.high))
        parts.append(f'<path class="band" d="{svg.ribbon(x, low, high)}"/>')
        parts.append(f'<path class="trend" d="{svg.polyline(x, middle)}"/>')
    parts.append(_cut(one, trend, across, (first, last)))
    for test in one.tests:
        kind = "dot aside" if test in one.aside else "dot"
        parts.append(_dot(across(float(test.date.toordinal())), up(test.value.value), kind))
    parts += [
        _dot(across(float(test.date.toordinal())), up(test.value.value), "dot out") for test in one.left_out
    ]
    taken = 0.0
    for day, word in date_marks(first, last, _MOST_DATES):
        at = across(float(day.toordinal()))
        half = svg.text_width(word, _LABEL_PX) / 2
        at = min(max(at, _LEFT + half), _RIGHT - half)
        if at - half < taken:
            continue  # one word never stands on another
        taken = at + half + _LABEL_GAP
        parts.append(svg.text(at, _HIGH - 6, word, "mark", anchor="middle"))
    return (
        f'<svg class="plot" viewBox="0 0 {_WIDE:g} {_HIGH:g}" role="img" '
        f'aria-label="{svg.words(_spoken(one, first, last))}">{"".join(parts)}</svg>'
    )


def _cut(one: Followed, trend: Trend, across: Scale, span: tuple[dt.date, dt.date]) -> str:
    """A dotted line at the day that divides before from after, with its word at the emptier side."""
    if one.since is None or not span[0] < one.since <= span[1]:
        return ""
    at = across(float(one.since.toordinal()))
    by_plan = trend.plan_began and one.since == trend.since
    year = f" {one.since.year}" if span[1] - span[0] > _YEAR else ""
    word = "plan began" if by_plan else f"since {saying.short_date(one.since)}{year}"
    anchor = "end" if at > (_LEFT + _RIGHT) / 2 else "start"
    return svg.rule(at, _TOP, at, _BOTTOM, "cut") + svg.text(
        at - 5 if anchor == "end" else at + 5, _BOTTOM - 6, word, "mark", anchor=anchor
    )


def _dot(x: float, y: float, kind: str) -> str:
    return f'<circle class="{kind}" cx="{svg.num(x)}" cy="{svg.num(y)}" r="3.2"/>'


def _spoken(one: Followed, first: dt.date, last: dt.date) -> str:
    now = f", now {now_words(one)}" if one.now else ""
    return f"{one.name}: {saying.counted(len(one.tests), 'test')}, {saying.span(first, last)}{now}"
