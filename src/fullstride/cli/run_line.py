"""The whole run as one line of blocks, as wide as the terminal: the quiet running dim, efforts bright."""

import math
from itertools import groupby, pairwise

import numpy as np
from rich.text import Text

from fullstride.cli.cells import Brush
from fullstride.domain.evidence import Evidence
from fullstride.domain.recording import Floats
from fullstride.domain.trace import Trace
from fullstride.formats.axes import Scale, time_marks, time_words
from fullstride.formats.run_windows import length_s, top_mps

_BLOCKS = " ▁▂▃▄▅▆▇█"
_PLAIN = " .:-=+*%#"
_STEPS = len(_BLOCKS) - 1
_APART = 3  # cells between efforts, for each to be seen


def run_lines(
    evidence: Evidence, trace: Trace, brush: Brush, *, start_s: float = 0.0, end_s: float | None = None
) -> list[Text]:
    """Glyphs above the efforts, the run (two rows of blocks, in the plain drawing one), the minutes.

    The whole run, or the part from `start_s` to `end_s`. A cell is the mean speed of its stretch; a short
    effort is its highest second, so that a 10 s sprint in a run of four hours still stands out. A stretch
    without any record is blank.
    """
    width = brush.style.width
    across = Scale(low=start_s, high=end_s or length_s(evidence, trace), start=0, end=width)
    speed, owners = _cells(evidence, trace, across, width)
    if not np.isfinite(speed).any():
        return []
    rows = 1 if brush.style.ascii else 2
    top = max(top_mps(evidence, trace), 0.5)
    known = np.isfinite(speed)
    share = np.clip(np.where(known, speed, 0.0) / top, 0.0, 1.0)
    level = np.where(known, np.maximum(1, np.round(share * _STEPS * rows)), 0).astype(int)
    ramp = _PLAIN if brush.style.ascii else _BLOCKS
    kinds = [evidence.efforts[owner].kind if owner is not None else "" for owner in owners]
    drawn = [_stations(owners, kinds, brush)] if evidence.efforts else []
    for row in reversed(range(rows)):
        cells = [ramp[min(_STEPS, max(0, one - row * _STEPS))] for one in level.tolist()]
        drawn.append(_row(cells, kinds, brush))
    return [*drawn, _minutes(across, width, brush)]


def is_crowded(evidence: Evidence, trace: Trace, width: int) -> bool:
    """Whether efforts would touch in a line of the whole run, so that they need a closer look."""
    end = length_s(evidence, trace)
    cells = sorted(int((one.start_s + one.end_s) / 2 * width / end) for one in evidence.efforts)
    return any(b - a < _APART for a, b in pairwise(cells))


def _cells(evidence: Evidence, trace: Trace, across: Scale, width: int) -> tuple[Floats, list[int | None]]:
    """Speed (width,) and the effort in each cell, None for none."""
    speed = np.full(width, np.nan)
    owners: list[int | None] = [None] * width
    edges = [across.low + (across.high - across.low) * cell / width for cell in range(width + 1)]
    for cell, (first, last) in enumerate(pairwise(edges)):
        seconds = trace.speed_mps[max(0, int(first)) : max(int(last), int(first) + 1)]
        if np.isfinite(seconds).any():
            speed[cell] = np.nanmean(seconds)
    for index, effort in enumerate(evidence.efforts):
        inside = trace.speed_mps[max(0, int(effort.start_s)) : max(0, math.ceil(effort.end_s))]
        middle = int(across((effort.start_s + effort.end_s) / 2))
        if not 0 <= middle < width or not np.isfinite(inside).any():
            continue
        # A short effort may straddle two cells; it is drawn in the one that holds its middle.
        first, last = max(0, int(across(effort.start_s))), min(width, math.ceil(across(effort.end_s)))
        cells = list(range(first, last)) if last - first > 2 else [middle]
        for cell in cells:
            owners[cell] = index
        if len(cells) == 1:
            speed[middle] = np.nanmax(inside)
    return speed, owners


def _stations(owners: list[int | None], kinds: list[str], brush: Brush) -> Text:
    """The glyph of each effort over its middle cell."""
    drawn = Text()
    for (owner, kind), run in groupby(zip(owners, kinds, strict=True)):
        many = len(list(run))
        before = (many - 1) // 2
        drawn.append(" " * before)
        drawn.append(brush.sign(kind) if owner is not None else " ", brush.colour(kind) if kind else None)
        drawn.append(" " * (many - 1 - before))
    drawn.rstrip()
    return drawn


def _row(cells: list[str], kinds: list[str], brush: Brush) -> Text:
    drawn = Text()
    for kind, run in groupby(zip(kinds, cells, strict=True), key=lambda cell: cell[0]):
        drawn.append("".join(cell for _, cell in run), brush.colour(kind) if kind else "dim")
    return drawn


def _minutes(across: Scale, width: int, brush: Brush) -> Text:
    marks = time_marks(across.low, across.high, max(2, width // 14))
    line = ""
    for mark, word in zip(marks, time_words(marks), strict=True):
        said = brush.style.words(word)
        at = min(int(across(mark)), width - len(said))
        if at >= len(line):
            line = line.ljust(at) + said + " "
    return Text(line.rstrip(), "dim")
