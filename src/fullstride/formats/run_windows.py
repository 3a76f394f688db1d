"""Which parts of a run are drawn close up, and what of the speed is left where a pixel holds seconds."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fullstride.domain.evidence import Effort, Evidence
from fullstride.domain.recording import Floats
from fullstride.domain.trace import Trace
from fullstride.formats import figures, saying
from fullstride.formats.effort_table import numbers, series, series_name
from fullstride.rules.book import Book

MOST_REPS = 10  # side by side, for their numbers to be read
MOST_WINDOWS = 12
LONGEST_REST_S = 600  # past it the reps no longer share one picture
LEAST_SPAN_S = 120
_PAD_SHARE, _LEAST_PAD_S, _MOST_PAD_S = 0.12, 20.0, 75.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A close-up of [start_s, end_s). `efforts` are indices; `is_all`: there are no others of their kind."""

    start_s: float
    end_s: float
    efforts: tuple[int, ...]
    is_all: bool


def windows(evidence: Evidence, length_s: float) -> tuple[Window, ...]:
    """A close-up for each series; a long one is told in even parts. At most MOST_WINDOWS, in order."""
    found: list[Window] = []
    for group in series(evidence):
        for part in _parts(group, evidence.efforts):
            of = sum(one.kind == evidence.efforts[part[0]].kind for one in evidence.efforts)
            found.append(_window(part, evidence.efforts, length_s, is_all=len(part) == of))
    return tuple(found[:MOST_WINDOWS])


def _parts(group: Sequence[int], efforts: Sequence[Effort]) -> list[list[int]]:
    near: list[list[int]] = []
    for index in group:
        if near and efforts[index].start_s - efforts[near[-1][-1]].end_s <= LONGEST_REST_S:
            near[-1].append(index)
        else:
            near.append([index])
    parts: list[list[int]] = []
    for run in near:
        count = -(-len(run) // MOST_REPS)
        parts += [part.tolist() for part in np.array_split(run, count)]
    return parts


def _window(part: Sequence[int], efforts: Sequence[Effort], length_s: float, *, is_all: bool) -> Window:
    """A little before the first and after the last, and never so short that seconds look like minutes."""
    first, last = efforts[part[0]].start_s, max(efforts[index].end_s for index in part)
    pad = min(_MOST_PAD_S, max(_LEAST_PAD_S, _PAD_SHARE * (last - first)))
    pad = max(pad, (LEAST_SPAN_S - (last - first)) / 2)
    start, end = max(0.0, first - pad), min(length_s, last + pad)
    if end - start < 10:
        start, end = max(0.0, first - 10), max(length_s, last) + 10
    return Window(start_s=start, end_s=end, efforts=tuple(part), is_all=is_all)


def window_name(window: Window, evidence: Evidence, book: Book | None) -> str:
    """ "Strides, 6 × 20 s" where all of a kind are in it, else which: "Strides, 3 to 12"."""
    efforts = [evidence.efforts[index] for index in window.efforts]
    if window.is_all:
        return series_name(efforts, book)
    called = [numbers(evidence)[index] for index in window.efforts]
    counted = saying.numbers(int(one) for one in called if one.isdigit())
    return f"{figures.exercise_name(efforts[0].kind, book)}, {counted or 'possible'}"


def thinned(speed_mps: Floats, most: int, keep: Sequence[tuple[float, float]]) -> tuple[Floats, Floats]:
    """Speed (n,) as at most `most` points: (seconds, speed). Means, but the highest second inside `keep`.

    So a 15 s rep stays as tall as it was in a run of four hours, and easy running stays calm. A point is
    NaN only where all its seconds are.
    """
    n = len(speed_mps)
    if n <= most:
        return np.arange(n, dtype=np.float64) + 0.5, speed_mps
    width = -(-n // most)
    rows = -(-n // width)
    padded = np.full(rows * width, np.nan)
    padded[:n] = speed_mps
    blocks = padded.reshape(rows, width)
    known = np.isfinite(blocks)
    count = known.sum(axis=1)
    with np.errstate(invalid="ignore"):
        values = np.where(count > 0, np.where(known, blocks, 0.0).sum(axis=1) / np.maximum(count, 1), np.nan)
    highest = np.where(known, blocks, -np.inf).max(axis=1)
    for start, end in keep:
        rows_in = slice(max(0, int(start // width)), max(0, int(np.ceil(end / width))))
        values[rows_in] = np.where(count[rows_in] > 0, highest[rows_in], np.nan)
    return (np.arange(rows, dtype=np.float64) + 0.5) * width, values


def length_s(evidence: Evidence, trace: Trace) -> float:
    """How long the drawing is: the trace, or what the evidence says where the trace is empty."""
    return max(float(len(trace.speed_mps)), evidence.duration_s, 1.0)


def top_mps(evidence: Evidence, trace: Trace) -> float:
    """The speed that the drawing must reach: the fastest effort, or the fastest second of a calm run.

    A lone spike outside the efforts does not count, so that it can't press the run flat; a calm run
    keeps room above its line, so that it looks as calm as it was.
    """
    speed = trace.speed_mps[np.isfinite(trace.speed_mps)]
    calm = max(float(np.percentile(speed, 99.5)), 2 * float(np.median(speed))) if len(speed) else 1.0
    bests = [one.best_3s_mps.value for one in evidence.efforts if one.best_3s_mps]
    return max([calm, *bests, 0.1])  # of who stood still, too
