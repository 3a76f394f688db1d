"""The whole run as one line of blocks, as wide as the terminal: the quiet running dim, efforts bright."""

import math
from itertools import groupby

import numpy as np
from rich.text import Text

from fullstride.cli.cells import Brush
from fullstride.domain.evidence import Evidence
from fullstride.domain.recording import Floats
from fullstride.domain.trace import Trace
from fullstride.formats.axes import time_marks, time_words
from fullstride.formats.run_windows import length_s, top_mps

_BLOCKS = " ▁▂▃▄▅▆▇█"
_PLAIN = " .:-=+*%#"
_STEPS = len(_BLOCKS) - 1


def run_lines(evidence: Evidence, trace: Trace, brush: Brush) -> list[Text]:
    """Glyphs above the efforts, the run (two rows of blocks, in the plain drawing one), the minutes.

    A cell is the mean speed of its stretch, in an effort the highest second, so that a 10 s sprint in a
    run of four hours still stands out. A stretch without any record is blank.
    """
    width = brush.style.width
    end = length_s(evidence, trace)
    speed, kinds = _cells(evidence, trace, width, end)
    if not np.isfinite(speed).any():
        return []
    rows = 1 if brush.style.ascii else 2
    top = max(top_mps(evidence, trace), 0.5)
    known = np.isfinite(speed)
    share = np.clip(np.where(known, speed, 0.0) / top, 0.0, 1.0)
    level = np.where(known, np.maximum(1, np.round(share * _STEPS * rows)), 0).astype(int)
    ramp = _PLAIN if brush.style.ascii else _BLOCKS
    drawn = [_stations(kinds, brush)] if evidence.efforts else []
    for row in reversed(range(rows)):
        cells = [ramp[min(_STEPS, max(0, one - row * _STEPS))] for one in level.tolist()]
        drawn.append(_row(cells, kinds, brush))
    return [*drawn, _minutes(end, width, brush)]


def _cells(evidence: Evidence, trace: Trace, width: int, end: float) -> tuple[Floats, list[str]]:
    """Speed (width,) and the kind of effort in each cell, "" for none."""
    speed = np.full(width, np.nan)
    kinds = [""] * width
    for cell in range(width):
        first, last = int(cell * end / width), max(int((cell + 1) * end / width), int(cell * end / width) + 1)
        seconds = trace.speed_mps[first:last]
        if np.isfinite(seconds).any():
            speed[cell] = np.nanmean(seconds)
    for effort in evidence.efforts:
        first = max(0, min(width - 1, int(effort.start_s * width / end)))
        last = max(first + 1, min(width, math.ceil(effort.end_s * width / end)))
        inside = trace.speed_mps[max(0, int(effort.start_s)) : max(0, math.ceil(effort.end_s))]
        if np.isfinite(inside).any():
            # A short effort may straddle two cells; it is drawn in the one that holds its middle.
            middle = min(width - 1, max(0, int((effort.start_s + effort.end_s) / 2 * width / end)))
            cells = range(first, last) if last - first > 2 else [middle]
            for cell in cells:
                kinds[cell] = effort.kind
            if len(cells) < 3:
                speed[list(cells)] = np.nanmax(inside)
    return speed, kinds


def _stations(kinds: list[str], brush: Brush) -> Text:
    """The glyph of each effort over its middle cell."""
    drawn = Text()
    for kind, run in groupby(kinds):
        many = len(list(run))
        if not kind:
            drawn.append(" " * many)
            continue
        before = (many - 1) // 2
        drawn.append(" " * before)
        drawn.append(brush.sign(kind), brush.colour(kind))
        drawn.append(" " * (many - 1 - before))
    drawn.rstrip()
    return drawn


def _row(cells: list[str], kinds: list[str], brush: Brush) -> Text:
    drawn = Text()
    for kind, run in groupby(zip(kinds, cells, strict=True), key=lambda cell: cell[0]):
        drawn.append("".join(cell for _, cell in run), brush.colour(kind) if kind else "dim")
    return drawn


def _minutes(end: float, width: int, brush: Brush) -> Text:
    marks = time_marks(0, end, max(2, width // 14))
    line = ""
    for mark, word in zip(marks, time_words(marks), strict=True):
        said = brush.style.words(word)
        at = min(int(mark * width / end), width - len(said))
        if at >= len(line):
            line = line.ljust(at) + said + " "
    return Text(line.rstrip(), "dim")
