"""One phone log or marked video in the report: a row of the list, and under it its drawing and its tables."""

import math
from collections.abc import Sequence

from fullstride.domain.evidence import BoundRun, Evidence, MotionEvidence, TimedRun
from fullstride.formats import figures, svg
from fullstride.formats import motion_words as words
from fullstride.formats.axes import Scale
from fullstride.formats.motion_numbers import numbers
from fullstride.formats.motion_plot import SLIM, MotionPicture, draw_motion_plots
from fullstride.formats.motion_table import motion_tables
from fullstride.formats.page_parts import esc
from fullstride.formats.report_runs import (
    SPARK_TALL,
    SPARK_WIDE,
    Entry,
    colour,
    folded,
    how,
    refusals,
    row,
    spark_svg,
    table,
    verdicts,
)
from fullstride.formats.trend_axes import axis_over

_MOST_DOTS = 90  # in the row's drawing; of more, every so many
_MOST_LINES = 6


def motion_entry(picture: MotionPicture) -> Entry:
    """The row of one log or video. Its drawing is made here and needs no script: one for a wide page, one
    for a phone's."""
    evidence, book = picture.evidence, picture.book
    counted = words.counted(evidence)
    care = any(one.care for one in evidence.verdicts)
    marks = [mark for mark, holds in (("efforts", counted), ("care", care), ("unfit", not counted)) if holds]
    says = words.says(evidence, book)
    told = " ".join(numbers(evidence))
    worth = f'<p class="worth">{esc(told)}</p>' if told else ""
    tables = "".join(table(one) for one in motion_tables(evidence, book))
    measured = how(words.means(evidence), words.how(evidence), evidence.file)
    limits = refusals(words.refusals(evidence))
    body = f"{verdicts(evidence, says)}{worth}{_drawn(picture)}{tables}{measured}{limits}"
    facts = [figures.length(evidence.duration_s)]
    called = words.called(evidence, book)
    head = row(evidence, called, facts, _spark(evidence), [evidence.kind] if counted else [], says)
    return Entry(
        file=evidence.file,
        start=evidence.start,
        duration_s=evidence.duration_s,
        distance_m=0.0,
        efforts=(),
        possible=0,
        care=care,
        fit=bool(counted),
        say=says,
        html=folded(marks, head, body),
        counted=counted,
    )


def _drawn(picture: MotionPicture) -> str:
    wide = draw_motion_plots(picture)
    if not wide:
        return ""
    slim = draw_motion_plots(picture, room=SLIM)
    return f'<figure class="drawn wide">{wide}</figure><figure class="drawn slim">{slim}</figure>'


def _spark(evidence: Evidence) -> str:
    """Every jump a dot at its height, sets apart, dashes where none is known; of runs a line each, as long
    as it took."""
    motion = evidence.motion
    if motion is None:
        return spark_svg("")
    ours = f" {colour(evidence.kind)}"
    if not motion.sets:
        return spark_svg(f'<path class="e{ours}" d="{_lines(motion)}"/>')
    dots = _dots(motion)
    if not dots:
        return spark_svg(f'<path class="n" d="M3 {SPARK_TALL / 2:.0f}H{SPARK_WIDE - 3}"/>')
    return spark_svg(f'<path class="d{ours}" d="{dots}"/>')


def _dots(motion: MotionEvidence) -> str:
    heights: list[float] = []
    for one in motion.sets:
        heights += [math.nan] * 2 if heights else []
        heights += [jump.height_cm.value if jump.height_cm else math.nan for jump in one.jumps]
    known = [height for height in heights if not math.isnan(height)]
    if not known:
        return ""
    axis = axis_over(known)
    up = Scale(low=axis.low, high=axis.high, start=SPARK_TALL - 3, end=3)
    each = -(-len(heights) // _MOST_DOTS)
    across = Scale(low=0, high=max(1, len(heights) - 1), start=3, end=SPARK_WIDE - 3)
    return "".join(
        f"M{svg.num(across(place))} {svg.num(up(height))}h.1"
        for place, height in enumerate(heights)
        if not math.isnan(height) and place % each == 0
    )


def _lines(motion: MotionEvidence) -> str:
    runs: Sequence[BoundRun | TimedRun] = (motion.bounds or motion.timed)[:_MOST_LINES]
    longest = max((one.duration_s.value for one in runs), default=0.0)
    across = Scale(low=0, high=longest or 1.0, start=3, end=SPARK_WIDE - 3)
    step = SPARK_TALL / (len(runs) + 1)
    return "".join(
        f"M3 {svg.num(step * number)}H{svg.num(across(max(0.0, one.duration_s.value)))}"
        for number, one in enumerate(runs, 1)
    )
