"""One series of efforts close up: the line in the exercise's colour, its error, its target, its rests."""

import math

import numpy as np

from fullstride.domain.evidence import Effort, Evidence, Measured, Standing
from fullstride.domain.recording import Floats
from fullstride.domain.trace import Trace
from fullstride.formats import axes, figures, run_ink, svg
from fullstride.formats import evidence_words as words
from fullstride.formats.effort_table import numbers
from fullstride.formats.run_windows import Window, top_mps, window_name
from fullstride.rules.book import Book
from fullstride.rules.words import SpeedRange

_HEAD, _NUMBERS, _PLOT, _BELOW, _TICKS, _GRADE = 30.0, 40.0, 190.0, 22.0, 24.0, 40.0
_ZONE_STOPS = 25


def height(trace: Trace) -> float:
    """How high a close-up is, in px; with grade it is a strip higher."""
    return _HEAD + _NUMBERS + _PLOT + _BELOW + _TICKS + (_GRADE if knows_grade(trace) else 0) + 16


def knows_grade(trace: Trace) -> bool:
    return bool(len(trace.grade_pct) == len(trace.speed_mps) and np.isfinite(trace.grade_pct).any())


def closeup(evidence: Evidence, trace: Trace, book: Book | None, window: Window, y: float, key: str) -> str:
    """The close-up from `y` down. `key` makes the ids of its drawing its own on a page with many."""
    across = axes.Scale(low=window.start_s, high=window.end_s, start=run_ink.LEFT, end=run_ink.RIGHT)
    zone = _zone_of(evidence, book, window)
    high = max(top_mps(evidence, trace), _zone_top(zone, evidence.top_mps))
    marks = axes.speed_marks(high)
    base = y + _HEAD + _NUMBERS + _PLOT
    up = axes.Scale(low=0, high=marks[-1], start=base, end=base - _PLOT)
    kind = evidence.efforts[window.efforts[0]].kind
    parts = [_head(evidence, book, window, y)]
    if zone and evidence.top_mps:
        parts.append(_zone(zone, evidence.top_mps, kind, up, key))
        parts.append(_zone_word(zone, evidence, book, window, across, up))
    parts += [_hairline(mark, up, is_last=mark == marks[-1]) for mark in marks]
    parts.append(_speed(evidence, trace, window, across, up))
    parts += _reps(evidence, book, window, across, y + _HEAD)
    parts += _below(evidence, window, across, base + 17)
    parts += _minutes(window, across, base + _BELOW + 18)
    if knows_grade(trace):
        parts.append(_grade(trace, window, across, base + _BELOW + _TICKS))
    return "".join(parts)


def _head(evidence: Evidence, book: Book | None, window: Window, y: float) -> str:
    icon = run_ink.glyph_at(evidence.efforts[window.efforts[0]].kind, 33, y + 10, 18)
    return icon + svg.text(54, y + 15, window_name(window, evidence, book), "fs-strong fs-ink")


# ---- the target ------------------------------------------------------------------------------------


def _zone_of(evidence: Evidence, book: Book | None, window: Window) -> SpeedRange | None:
    known = book.exercises.get(evidence.efforts[window.efforts[0]].kind) if book else None
    return known.speed if known and evidence.top_mps else None


def _zone_word(
    zone: SpeedRange,
    evidence: Evidence,
    book: Book | None,
    window: Window,
    across: axes.Scale,
    up: axes.Scale,
) -> str:
    """What the wash stands for, at the end where no rep is near."""
    first, last = (evidence.efforts[index] for index in (window.efforts[0], window.efforts[-1]))
    known = book.exercises.get(first.kind) if book else None
    said = "relaxed" if known and known.effort == "relaxed" else "asked"
    share = ((zone.least or 0.0) + (zone.most or 1.0)) / 2
    y = up(min(share * (evidence.top_mps.value if evidence.top_mps else 0.0), up.high)) + 4
    room_left, room_right = across(first.start_s) - run_ink.LEFT, run_ink.RIGHT - across(last.end_s)
    if max(room_left, room_right) < svg.text_width(said, 12) + 10:
        return ""
    if room_left >= room_right - 1:
        return svg.text(run_ink.LEFT + 6, y, said, "fs-label fs-ink2")
    return svg.text(run_ink.RIGHT - 6, y, said, "fs-label fs-ink2", anchor="end")


def _zone_top(zone: SpeedRange | None, top: Measured | None) -> float:
    if zone is None or top is None:
        return 0.0
    return (zone.most or 1.0) * (top.value + top.error)


def _zone(zone: SpeedRange, top: Measured, kind: str, up: axes.Scale, key: str) -> str:
    """The asked speeds as a wash that fades over the error of the top speed they are shares of."""
    low, high = (zone.least or 0.0) * top.value, (zone.most * top.value if zone.most else math.inf)
    spread = max(top.error, 0.02 * top.value)
    lowest, highest = max(0.0, low - 2 * spread), min(up.high, high + 2 * spread)
    stops = []
    for step in range(_ZONE_STOPS):
        speed = lowest + (highest - lowest) * step / (_ZONE_STOPS - 1)
        inside = _below_normal((speed - low) / spread) - _below_normal((speed - high) / spread)
        at = f'offset="{step / (_ZONE_STOPS - 1):.3f}"'
        stops.append(f'<stop {at} stop-color="currentColor" stop-opacity="{0.2 * inside:.3f}"/>')
    name = f"fs-zone-{key}"
    y1, y2 = up(lowest), up(highest)
    corner = f'x="{run_ink.LEFT}" y="{svg.num(y2)}"'
    fade = f'<linearGradient id="{name}" x1="0" y1="1" x2="0" y2="0">{"".join(stops)}</linearGradient>'
    return (
        f'<g class="{run_ink.colour_class(kind)}"><defs>{fade}</defs>'
        f'<rect {corner} width="{run_ink.RIGHT - run_ink.LEFT:.0f}" '
        f'height="{svg.num(y1 - y2)}" fill="url(#{name})"/></g>'
    )


def _below_normal(deviations: float) -> float:
    return (
        0.5 * (1 + math.erf(deviations / math.sqrt(2)))
        if math.isfinite(deviations)
        else float(deviations > 0)
    )


# ---- the line --------------------------------------------------------------------------------------


def _hairline(mark: float, up: axes.Scale, *, is_last: bool) -> str:
    said = f"{mark:g}\u2009m/s" if is_last else f"{mark:g}"
    return svg.rule(run_ink.LEFT, up(mark), run_ink.RIGHT, up(mark), "fs-hair") + svg.text(
        run_ink.LEFT - 8, up(mark) + 4, said, "fs-label fs-ink3", anchor="end"
    )


def _speed(evidence: Evidence, trace: Trace, window: Window, across: axes.Scale, up: axes.Scale) -> str:
    first, last = max(0, int(window.start_s)), min(len(trace.speed_mps), math.ceil(window.end_s))
    speed = np.minimum(trace.speed_mps[first:last], up.high * 1.04)
    seconds: Floats = np.arange(first, last, dtype=np.float64) + 0.5
    x = np.clip(across(seconds), run_ink.LEFT, run_ink.RIGHT)
    y = np.minimum(up(speed), up(0.0))
    parts: list[str] = []
    noise = evidence.quality.noise_mps
    if noise:
        band = svg.ribbon(x, np.minimum(up(speed - noise), up(0.0)), up(speed + noise))
        parts.append(f'<path class="fs-band" d="{band}"/>')
    parts.append(f'<path class="fs-line" d="{svg.polyline(x, y)}"/>')
    parts += [_rep_line(evidence.efforts[index], seconds, x, y) for index in window.efforts]
    for a, b in svg.runs(~np.isfinite(speed)):
        left, right = float(x[a]), float(x[b - 1])
        parts.append(svg.rule(left, up(0.0) - 4, right, up(0.0) - 4, "fs-gap"))
        if right - left > 70:
            parts.append(
                svg.text(
                    (left + right) / 2, up(0.0) - 12, "not recorded", "fs-label fs-ink3", anchor="middle"
                )
            )
    return "".join(parts)


def _rep_line(effort: Effort, seconds: Floats, x: Floats, y: Floats) -> str:
    inside = (seconds > effort.start_s - 0.5) & (seconds < effort.end_s + 0.5)
    path = svg.polyline(x, np.where(inside, y, np.nan))
    maybe = "" if effort.confidence >= words.SURE_FROM else " fs-maybe"
    return f'<path class="fs-rep{maybe} {run_ink.colour_class(effort.kind)}" d="{path}"/>' if path else ""


# ---- the words round it ----------------------------------------------------------------------------


def _reps(evidence: Evidence, book: Book | None, window: Window, across: axes.Scale, y: float) -> list[str]:
    """Best 3 s above each rep, and under it the one word to act on; words that would touch are left out."""
    judged = words.standings(evidence)
    efforts = [evidence.efforts[index] for index in window.efforts]
    places = figures.decimals(figures.typical_error(one.best_3s_mps for one in efforts)) or 1
    parts: list[str] = []
    number_free = word_free = -math.inf
    for index, effort in zip(window.efforts, efforts, strict=True):
        x = across((effort.start_s + effort.end_s) / 2)
        best = effort.best_3s_mps
        said = figures.number(best.value, places) if best else "–"
        half = svg.text_width(said, 15) / 2
        if x - half > number_free:
            parts.append(svg.text(x, y + 14, said, "fs-strong fs-ink", anchor="middle"))
            number_free = x + half + 2
        care = [
            word
            for word, act in words.rep_words(effort, judged.get(index, ()), book)
            if act and "rest" not in word
        ]
        asked = care or (["was it one?"] if effort.confidence < words.SURE_FROM else [])
        half = svg.text_width(asked[0], 12) / 2 if asked else 0.0
        if asked and x - half > word_free:
            kind = "fs-care-label fs-care" if care else "fs-label fs-ink2"
            parts.append(svg.text(x, y + 30, asked[0], kind, anchor="middle"))
            word_free = x + half + 3
    return parts


def _below(evidence: Evidence, window: Window, across: axes.Scale, y: float) -> list[str]:
    """The reps' numbers, and between them the rests."""
    judged, called = words.standings(evidence), numbers(evidence)
    parts: list[str] = []
    free = -math.inf
    for place, index in enumerate(window.efforts):
        effort = evidence.efforts[index]
        x = across((effort.start_s + effort.end_s) / 2)
        number = called[index]
        half = svg.text_width(number, 12) / 2
        if place and effort.rest_before_s:
            is_short = Standing.REST_SHORT in judged.get(index, ())
            before = evidence.efforts[window.efforts[place - 1]]
            middle = across((before.end_s + effort.start_s) / 2)
            said = figures.seconds(effort.rest_before_s.value)
            kind = "fs-care-label fs-care" if is_short else "fs-label fs-ink3"
            for told in [f"{said}, short", said] if is_short else [said]:
                room = svg.text_width(told, 12) / 2 + 3
                if middle - room > free and middle + room < x - half - 3:
                    parts.append(svg.text(middle, y, told, kind, anchor="middle"))
                    break
        if x - half > free:
            parts.append(svg.text(x, y, number, "fs-care-label fs-ink", anchor="middle"))
            free = x + half + 3
    return parts


def _minutes(window: Window, across: axes.Scale, y: float) -> list[str]:
    marks = axes.time_marks(window.start_s, window.end_s, 7)
    return [
        svg.text(
            across(mark),
            y,
            word,
            "fs-label fs-ink3",
            anchor="start"
            if across(mark) < run_ink.LEFT + 20
            else "end"
            if across(mark) > run_ink.RIGHT - 24
            else "middle",
        )
        for mark, word in zip(marks, axes.time_words(marks), strict=True)
    ]


def _grade(trace: Trace, window: Window, across: axes.Scale, y: float) -> str:
    """Grade as a low hill line round a hairline, with its steepest in numbers."""
    first, last = max(0, int(window.start_s)), min(len(trace.speed_mps), math.ceil(window.end_s))
    grade = trace.grade_pct[first:last]
    if not np.isfinite(grade).any():
        return ""
    steepest = max(4.0, float(np.nanmax(np.abs(grade))))
    middle, half = y + 22, 14.0
    up = axes.Scale(low=0, high=steepest, start=middle, end=middle - half)
    x = np.clip(across(np.arange(first, last, dtype=np.float64) + 0.5), run_ink.LEFT, run_ink.RIGHT)
    area = svg.ribbon(x, np.full_like(x, middle), up(grade))
    marks = [svg.text(run_ink.LEFT - 8, middle + 4, "grade", "fs-label fs-ink3", anchor="end")]
    highest, lowest = float(np.nanmax(grade)), float(np.nanmin(grade))
    told = highest if highest >= -lowest else lowest
    at = first + int(np.nanargmax(grade) if told == highest else np.nanargmin(grade))
    said = f"{figures.number(told, 0)}\u2009%"
    edge = svg.text_width(said, 12)
    where = min(max(float(across(at + 0.5)) + 8, run_ink.LEFT), run_ink.RIGHT - edge)
    height_y = middle - half + 6 if told > 0 else middle + half + 2
    if abs(told) >= 2:
        marks.append(svg.text(where, height_y, said, "fs-label fs-ink2"))
    return (
        svg.rule(run_ink.LEFT, middle, run_ink.RIGHT, middle, "fs-hair")
        + f'<path class="fs-area" d="{area}"/>'
        + "".join(marks)
    )
