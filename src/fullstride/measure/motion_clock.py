"""A motion log's clock set right: rows in order, every row an instant of its own."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from fullstride.domain.recording import Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Timed:
    """Rows in the order of time: `time_s` (n,) rising strictly, `values` (n, k); `said`: what was mended."""

    time_s: Floats
    values: Floats
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockMending:
    """Steps: leave out single rows whose time is `stray_s` or more from that of both neighbours, where those
    follow each other; see whether rows were shuffled (sort them) or the clock was set back (row order is the
    truth: what follows is moved on); drop rows that say the same twice; spread rows that share one tick of a
    coarse clock over that tick; keep the longest part where the clock leaps by an hour or more.

    `overlap_s`: parts that overlap by less than this are rows out of place, not a clock set back.
    `most_set_back` backward steps at most are a clock that was set; more are shuffled rows.
    Where more than `bunched` of the rows come within `close` of the mean step, they came in bunches.
    """

    overlap_s: float = 0.1
    most_set_back: int = 20
    close: float = 0.2
    bunched: float = 0.3
    leap_s: float = 3600.0
    stray_s: float = 1.0

    def mend(self, time_s: Floats, values: Floats) -> Timed:
        """`time_s` (n,) and `values` (n, k), finite, as they were written; an empty log stays empty."""
        if len(time_s) < 2:
            return Timed(time_s=time_s, values=values)
        said: list[str] = []
        rows = None  # of an hour the values are the heavy part: they are put in order once, at the end
        kept = self._without_strays(time_s)
        if kept is not None:
            lost = len(time_s) - int(kept.sum())
            time_s, values = time_s[kept], values[kept]
            rows_were, their = ("rows were", "Their") if lost > 1 else ("row was", "Its")
            said.append(f"{lost} {rows_were} left out. {their} time is far from that of the rows around.")
        if (np.diff(time_s) < 0).any():
            time_s, rows, sentence = self._in_order(time_s, values)
            said.append(sentence)
        bunched_s = self._bunches(time_s)
        if bunched_s is not None:
            time_s = bunched_s
            said.append("The rows came in bunches; each bunch was spread up to the next.")
        if (np.diff(time_s) == 0).any():
            rows = np.arange(len(time_s)) if rows is None else rows
            time_s, rows, sentences = _one_instant_each(time_s, values, rows)
            said.extend(sentences[: 1 if bunched_s is not None else 2])
        rising = np.concatenate(([True], np.diff(time_s) > 0))  # far from zero a clock has no fine steps left
        if not rising.all():
            time_s, rows = time_s[rising], np.flatnonzero(rising) if rows is None else rows[rising]
        if rows is not None:
            values = values[rows]
        leaps = np.flatnonzero(np.diff(time_s) > self.leap_s)
        if len(leaps):
            edges = np.concatenate(([0], leaps + 1, [len(time_s)]))
            longest = int(np.argmax(np.diff(edges)))
            part = slice(edges[longest], edges[longest + 1])
            said.append(
                f"The clock leaps {len(leaps)} time{'s' * (len(leaps) > 1)} by an hour or more; "
                "only the longest part between is read."
            )
            time_s, values = time_s[part], values[part]
        return Timed(time_s=time_s, values=values, said=tuple(said))

    def _without_strays(self, time_s: Floats) -> np.ndarray | None:
        """Which rows are left; None for all. Of shuffled rows all stray, and none is left out."""
        steps = np.diff(time_s)
        back = int(np.count_nonzero(steps < 0))
        if not 0 < back <= self.most_set_back:
            return None
        far = np.abs(steps) >= self.stray_s
        around = steps[:-1] + steps[1:]
        stray = far[:-1] & far[1:] & (around >= 0) & (around < self.stray_s)
        return np.concatenate(([True], ~stray, [True])) if stray.any() else None

    def _in_order(self, time_s: Floats, values: Floats) -> tuple[Floats, np.ndarray, str]:
        """The times in order, which row stands at each, and what to say of it."""
        back = np.flatnonzero(np.diff(time_s) < 0)
        parts = np.split(np.arange(len(time_s)), back + 1) if len(back) <= self.most_set_back else []
        if parts and self._overlap(time_s, values, parts):
            usual_s = float(np.median(np.diff(time_s)))
            moved = time_s.copy()
            for before, part in pairwise(parts):
                late_s = moved[before[-1]] + usual_s - time_s[part[0]]
                if late_s > usual_s:
                    moved[part] += late_s
            again = np.argsort(moved, kind="stable")
            sentence = (
                f"The log's clock was set back {len(back)} time{'s' * (len(back) > 1)}; "
                "what follows was moved on, in the order of the rows."
            )
            return moved[again], again, sentence
        order = np.argsort(time_s, kind="stable")
        return time_s[order], order, "The rows were not in the order of time; they were sorted."

    def _bunches(self, time_s: Floats) -> Floats | None:
        """The times with every row of a bunch at its first one; None where rows do not come in bunches."""
        step_s = np.diff(time_s)
        usual_s = float(step_s[step_s < 0.5].sum()) / max(len(time_s), 1)
        close = step_s < self.close * usual_s
        if (close & (step_s > 0)).mean() <= self.bunched:
            return None
        group = np.concatenate(([0], np.cumsum(~close)))
        firsts = np.concatenate(([0], np.flatnonzero(~close) + 1))
        together: Floats = time_s[firsts][group]
        return together

    def _overlap(self, time_s: Floats, values: Floats, parts: list[np.ndarray]) -> bool:
        """Whether two parts tell of the same time, and not the same of it (a doubled part does)."""
        spans = sorted((float(time_s[part[0]]), float(time_s[part[-1]])) for part in parts)
        reach = spans[0][1]
        overlapping = False
        for start, end in spans[1:]:
            overlapping |= start < reach - self.overlap_s
            reach = max(reach, end)
        if not overlapping:
            return False
        order = np.lexsort((*values.T, time_s))
        shared = np.flatnonzero(np.diff(time_s[order]) == 0)
        twice = (values[order[shared + 1]] == values[order[shared]]).all(axis=1).sum()
        return bool(twice < 0.05 * (len(order) - 1))


def _one_instant_each(
    time_s: Floats, values: Floats, rows: np.ndarray
) -> tuple[Floats, np.ndarray, list[str]]:
    """Equal times parted: the same row twice is one, different rows are spread up to the next time.

    `rows` says which of the values stands at each time; the times and rows that are left are given back.
    What is said of rows that stand twice comes first, what is said of shared times last.
    """
    shared_at = np.flatnonzero(np.diff(time_s) == 0)
    same = np.zeros(len(time_s), dtype=bool)
    same[shared_at + 1] = (values[rows[shared_at + 1]] == values[rows[shared_at]]).all(axis=1)
    said = []
    if same.any():
        twice = int(same.sum())
        rows_stand = "1 row stands" if twice == 1 else f"{twice} rows stand"
        said.append(f"{rows_stand} in the log twice and {'was' if twice == 1 else 'were'} read once.")
        time_s, rows = time_s[~same], rows[~same]
    first = np.concatenate(([0], np.flatnonzero(np.diff(time_s) > 0) + 1))
    tick_s, count = time_s[first], np.diff(np.append(first, len(time_s)))
    if len(tick_s) == len(time_s) or len(tick_s) < 2:
        return tick_s, rows[first], said
    step_s = np.diff(tick_s, append=2 * tick_s[-1] - tick_s[-2])
    usual_s = float(np.median(step_s / count))  # a gap behind a tick is not filled by it
    room_s = np.minimum(step_s, 1.5 * usual_s * count)
    place = np.arange(len(time_s)) - np.repeat(first, count)
    shared = int((count > 1).sum())
    where = "one place" if shared == 1 else f"{shared} places"
    said.append(f"In {where} several rows share one time; they were spread up to the next.")
    spread: Floats = np.repeat(tick_s, count) + place * np.repeat(room_s / count, count)
    return spread, rows, said
