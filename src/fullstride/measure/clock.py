"""The clock of a recording put in order: which records stand on one forward-running clock, and where."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fullstride.domain.recording import Floats, Recording

Indices = NDArray[np.intp]

_MOST_PIECES = 10_000  # looked at, the longest first


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Clock:
    """`rows` of the recording in rising order of time, `time_s` theirs; the rest was left out.

    `origin_s` is where the even grid begins, in seconds after the first record: 0 but for files whose
    clock jumps by days. `twice_s` and `away_s` say how much was left out as told twice, or too far off.
    """

    rows: Indices
    time_s: Floats
    origin_s: float
    seconds: int
    twice: int
    away: int


def read_clock(recording: Recording, *, swap_s: float, longest_s: float, apart_s: float) -> Clock:
    """Keep the records that agree on one clock.

    Steps: records without time go; small swaps (`swap_s`) are sorted; at every larger step backward
    the recording is split, and the longest pieces that do not overlap in time are kept. Should what
    is left span more than `longest_s`, it is split at gaps of `apart_s` and only the piece with most
    records stays. Of records with one time the last stays.
    """
    count = min([len(recording.time_s), *(len(values) for values in recording.channels.values())])
    time_s = np.asarray(recording.time_s[:count], dtype=float)
    rows = np.flatnonzero(np.isfinite(time_s) & (np.abs(time_s) < 1e12))
    if not len(rows):
        return Clock(rows=rows, time_s=np.empty(0), origin_s=0.0, seconds=0, twice=0, away=0)
    first_s = float(time_s[rows[0]])
    told = len(rows)
    rows = _one_way(time_s, rows, swap_s)
    rows = rows[np.argsort(time_s[rows], kind="stable")]
    twice = told - len(rows)
    rows = rows[np.append(np.diff(time_s[rows]) > 0, True)]
    within = len(rows)
    if time_s[rows[-1]] - time_s[rows[0]] > longest_s:
        pieces = np.split(rows, np.flatnonzero(np.diff(time_s[rows]) > apart_s) + 1)
        rows = max(pieces, key=len)
        rows = rows[time_s[rows] - time_s[rows[0]] <= longest_s]
    kept_s = time_s[rows] - first_s
    jumped = len(rows) < told
    origin_s = float(np.floor(kept_s[0])) if jumped else 0.0
    return Clock(
        rows=rows,
        time_s=kept_s - origin_s,
        origin_s=origin_s,
        seconds=int(np.floor(kept_s[-1] - origin_s)) + 1,
        twice=twice,
        away=within - len(rows),
    )


def _one_way(time_s: Floats, rows: Indices, swap_s: float) -> Indices:
    """The rows without what runs over the same stretch of time again; the longest pieces win."""
    steps_s = np.diff(time_s[rows])
    if not (steps_s < -swap_s).any():
        return rows
    first = np.append(0, np.flatnonzero(steps_s < -swap_s) + 1)
    end = np.append(first[1:], len(rows))
    starts_s = np.minimum.reduceat(time_s[rows], first)
    ends_s = np.maximum.reduceat(time_s[rows], first)
    kept: list[tuple[int, float, float]] = []  # place, start, end
    for place in np.argsort(first - end, kind="stable")[:_MOST_PIECES].tolist():
        start_s, end_s = float(starts_s[place]), float(ends_s[place])
        if all(end_s < other_start or start_s > other_end for _, other_start, other_end in kept):
            kept.append((place, start_s, end_s))
        if len(kept) >= 100:  # a file of nothing but jumps
            break
    return np.concatenate([rows[first[place] : end[place]] for place, _, _ in kept])
