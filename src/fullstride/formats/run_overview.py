"""The whole run as one quiet line, with its efforts as stations on it."""

from itertools import pairwise

import numpy as np

from fullstride.domain.evidence import Evidence
from fullstride.domain.recording import Floats
from fullstride.domain.trace import Trace
from fullstride.formats import axes, run_ink, svg
from fullstride.formats.effort_table import series
from fullstride.formats.run_windows import Window, length_s, thinned, top_mps

HEIGHT = 118.0
_GLYPH_Y, _GLYPH = 10.0, 15.0
_TOP, _BASE, _TICKS_Y = 26.0, 92.0, 110.0
_POINTS = 880


def overview(evidence: Evidence, trace: Trace, close: tuple[Window, ...], y: float) -> str:
    """The strip, HEIGHT px high, from `y` down: glyphs, line, boxes round the close-ups, minutes."""
    end = length_s(evidence, trace)
    across = axes.Scale(low=0, high=end, start=run_ink.LEFT, end=run_ink.RIGHT)
    up = axes.Scale(low=0, high=top_mps(evidence, trace) * 1.05, start=y + _BASE, end=y + _TOP)
    parts = [svg.rule(run_ink.LEFT, y + _BASE, run_ink.RIGHT, y + _BASE, "fs-hair")]
    if end > 600:  # a short run is its own close-up
        parts += [_box(one, across, y) for one in close]
    at, speed = thinned(trace.speed_mps, _POINTS, [(one.start_s, one.end_s) for one in evidence.efforts])
    parts.append(f'<path class="fs-line" d="{svg.polyline(across(at), _within(up(speed), y))}"/>')
    width = float(at[1] - at[0]) if len(at) > 1 else 1.0
    for effort in evidence.efforts:
        inside = (at > effort.start_s - width / 2) & (at < effort.end_s + width / 2)
        path = svg.polyline(across(at), np.where(inside, _within(up(speed), y), np.nan))
        if path:
            parts.append(f'<path class="fs-rep {run_ink.colour_class(effort.kind)}" d="{path}"/>')
    parts += [_gap(across(float(a)), across(float(b)), y) for a, b in svg.runs(~np.isfinite(trace.speed_mps))]
    return "".join([*parts, *_stations(evidence, across, y), *_minutes(end, across, y)])


def _within(values: Floats, y: float) -> Floats:
    """A spike may reach up to the glyphs, never out of the strip."""
    highest: Floats = np.maximum(values, y + _TOP - 4)
    return highest


def _box(window: Window, across: axes.Scale, y: float) -> str:
    left, right = across(window.start_s) + 1, across(window.end_s) - 1
    size = f'x="{svg.num(left)}" y="{svg.num(y + _TOP - 6)}" width="{svg.num(max(4.0, right - left))}"'
    return f'<rect class="fs-box" {size} height="{svg.num(_BASE - _TOP + 10)}" rx="5"/>'


def _gap(left: float, right: float, y: float) -> str:
    return "" if right - left < 2 else svg.rule(left, y + _BASE, right, y + _BASE, "fs-gap")


def _stations(evidence: Evidence, across: axes.Scale, y: float) -> list[str]:
    """A glyph above each effort; where they would touch, one for the series and how many it stands for."""
    parts: list[str] = []
    free = run_ink.LEFT - _GLYPH
    for group in series(evidence):
        efforts = [evidence.efforts[index] for index in group]
        at = [across((one.start_s + one.end_s) / 2) for one in efforts]
        if min([b - a for a, b in pairwise(at)], default=_GLYPH) >= _GLYPH and at[0] - _GLYPH / 2 > free:
            parts += [run_ink.glyph_at(efforts[0].kind, x, y + _GLYPH_Y, _GLYPH) for x in at]
            free = at[-1] + _GLYPH / 2
            continue
        said = f"{len(at)}"
        middle = max((at[0] + at[-1]) / 2, free + _GLYPH / 2 + 2)
        parts.append(run_ink.glyph_at(efforts[0].kind, middle, y + _GLYPH_Y, _GLYPH))
        free = middle + _GLYPH / 2
        if len(at) > 1:
            parts.append(svg.text(free + 3, y + _GLYPH_Y + 4, said, "fs-label fs-ink2"))
            free += 5 + svg.text_width(said, 12)
    return parts


def _minutes(end: float, across: axes.Scale, y: float) -> list[str]:
    marks = axes.time_marks(0, end, 6)
    return [
        svg.text(
            across(mark),
            y + _TICKS_Y,
            word,
            "fs-label fs-ink3",
            anchor="start" if mark == 0 else "end" if across(mark) > run_ink.RIGHT - 24 else "middle",
        )
        for mark, word in zip(marks, axes.time_words(marks), strict=True)
    ]
