"""Marks moved onto the surges that they announce: one lag for all marks of a file, then each its own."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fullstride.domain.evidence import FoundBy, Measured
from fullstride.domain.recording import Floats, Span
from fullstride.measure.filters import mean_filter
from fullstride.measure.lap_marks import Mark
from fullstride.measure.lap_pieces import Whole, effort_speed, means_of
from fullstride.measure.signal import Signal


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """An effort's place in the recording, and how long it was."""

    start_s: float
    end_s: float
    found_by: FoundBy
    confidence: float
    duration_s: Measured
    kind: str = ""  # where the plan says it


@dataclass(frozen=True, slots=True, kw_only=True)
class Aligner:
    """How far marks are moved, and how much of a surge makes a mark believed.

    `run` and `hardly_run` are heights over the local base, as shares of the file's typical rep: a mark
    over the first is a rep that was run, one under the second was marked only.
    """

    most_lag_s: int = 14
    earlier_s: int = 6
    moved_most: float = 2.0  # times `easily_moved_s`, for a mark with something at its place
    easily_moved_s: float = 4.0
    flank_s: int = 12
    run: float = 0.5
    hardly_run: float = 0.2
    down: float = 0.4  # of the way from plateau to base: where an edge is
    mark_error_s: float = 1.35  # of the time between two marks as the time between first and last quick step
    seen_error_s: float = 2.5
    found_error_s: float = 2.0  # of a surge's length without marks
    found_share: float = 0.10
    most_of: float = 0.7
    slow_rest: float = 0.75  # of the rep: what was left of a window whose rep was cut short
    per_grade: float = 0.03

    def place(self, marks: tuple[Mark, ...], signal: Signal) -> tuple[Placed, ...]:
        """Every mark with its place, in order; errors of durations are one standard deviation.

        Steps: the lag is the shift at which all marked windows together stand highest over their
        flanks; each mark then moves a little further where it stands higher still, or far where
        nothing is there; its edges are where the speed crosses three fifths of the way from base to plateau.
        The time between the marks stands for the duration unless the edges clearly say otherwise.
        """
        if not marks or not len(signal):
            return ()
        effort = mean_filter(effort_speed(signal, self.per_grade), 3)
        summed = np.concatenate([[0.0], np.cumsum(effort)])
        shifts = np.arange(-self.earlier_s, self.most_lag_s + 1)
        heights = self._heights(marks, shifts, summed, signal.origin_s)
        # The middle of all marks and not their sum: a rep that was not run must not pull.
        middle = np.sort(heights, axis=0)[len(marks) // 4 :].mean(axis=0)
        lag = int(shifts[shifts >= 0][np.argmax(middle[shifts >= 0])])
        typical = max(float(np.median(heights[:, shifts == lag])), 1e-6)
        return tuple(
            self._placed(mark, own, shifts, lag, typical, effort, signal)
            for mark, own in zip(marks, heights, strict=True)
        )

    def _heights(self, marks: tuple[Mark, ...], shifts: Whole, summed: Floats, origin_s: float) -> Floats:
        """How far each mark's window stands, at each shift, over what is before and after it, in m/s."""
        starts = np.array([[round(mark.start_s - origin_s)] for mark in marks]) + shifts
        ends = np.array([[round(mark.end_s - origin_s)] for mark in marks]) + shifts
        before = means_of(summed, starts - self.flank_s, starts)
        after = means_of(summed, ends, ends + self.flank_s)
        heights: Floats = means_of(summed, starts, ends) - (before + after) / 2.0
        return heights

    def _placed(
        self,
        mark: Mark,
        heights: Floats,
        shifts: Whole,
        lag: int,
        typical: float,
        effort: Floats,
        signal: Signal,
    ) -> Placed:
        moved = (shifts - lag) / self.easily_moved_s
        worth = np.where(np.abs(moved) <= self.moved_most, heights - 0.125 * typical * moved**2, -np.inf)
        best = int(np.argmax(worth))
        if heights[best] < self.run * typical:
            best = int(np.argmax(heights))
        shift, height = int(shifts[best]), float(heights[best])
        start, end = mark.start_s + shift, mark.end_s + shift
        edges = self._edges(start - signal.origin_s, end - signal.origin_s, effort)
        share = height / typical
        duration = Measured(value=mark.duration_s, error=self.mark_error_s)
        if edges is not None:
            seen_s = edges[1] - edges[0]
            if abs(seen_s - mark.duration_s) <= max(4.0, 0.2 * mark.duration_s):
                # The surge is where the watch saw it; its length is known better from the marks.
                middle = (edges[0] + edges[1]) / 2.0 + signal.origin_s
                start, end = middle - mark.duration_s / 2.0, middle + mark.duration_s / 2.0
            elif self._cut_short(start - signal.origin_s, end - signal.origin_s, edges, effort):
                start, end = edges[0] + signal.origin_s, edges[1] + signal.origin_s
                duration = Measured(value=seen_s, error=self.seen_error_s)
        held = min(max(start, mark.start_s - self.earlier_s), mark.start_s + self.most_lag_s)
        start, end = (start, end) if held == start else (held, held + duration.value)
        return Placed(
            start_s=start,
            end_s=max(end, start + 1.0),
            found_by=mark.found_by,
            confidence=self._confidence(share, mark, _known(start, end, signal)),
            duration_s=duration,
        )

    def _cut_short(self, start: float, end: float, edges: tuple[float, float], effort: Floats) -> bool:
        """Whether the rest of a marked window was slow: the rep was not run to its end."""
        inside = effort[max(round(edges[0]), 0) : round(edges[1])]
        parts = (effort[max(round(start), 0) : round(edges[0])], effort[round(edges[1]) : round(end)])
        outside = np.concatenate(parts)
        if len(inside) < 3 or len(outside) < 4:
            return False
        return float(outside.mean()) < self.slow_rest * float(np.median(inside))

    def lengths(self, spans: Sequence[Span], signal: Signal) -> tuple[Measured, ...]:
        """How long surges that no mark explains were, from their own edges.

        Edges that leave most of one out are a dip within it: then it is as long as it was found.
        """
        effort = mean_filter(effort_speed(signal, self.per_grade), 3)
        told = []
        for span in spans:
            edges = self._edges(span.start_s - signal.origin_s, span.end_s - signal.origin_s, effort)
            seen_s = edges[1] - edges[0] if edges is not None else span.duration_s
            seconds = seen_s if seen_s >= self.most_of * span.duration_s else span.duration_s
            error = float(np.hypot(self.found_error_s, self.found_share * seconds))
            told.append(Measured(value=seconds, error=error))
        return tuple(told)

    def _edges(self, start: float, end: float, effort: Floats) -> tuple[float, float] | None:
        """Where the speed crosses three fifths of the way up, and down again; None where it does not."""
        size, length = len(effort), end - start
        low, high = max(round(start), 0), min(round(end), size)
        if high - low < 2:
            return None
        before = effort[max(low - self.flank_s, 0) : max(low - 2, 0)]
        after = effort[min(high + 3, size) : min(high + self.flank_s, size)]
        plateau = float(np.percentile(effort[low:high], 75))
        top = low + int(np.argmax(effort[low:high]))
        first, last = max(round(start - length / 2 - 4), 0), min(round(end + length / 2 + 5), size)
        rise = _crossing(effort, top, first, plateau, before, self.down)
        fall = _crossing(effort, top, last, plateau, after, self.down)
        return (rise, fall) if rise is not None and fall is not None and fall > rise else None

    def _confidence(self, share: float, mark: Mark, known: bool) -> float:
        trusted = 0.97 if mark.sure else 0.7
        if share >= self.run:
            return trusted
        if share >= self.hardly_run or not known:
            return min(trusted, 0.6)
        return 0.3


def _known(start_s: float, end_s: float, signal: Signal) -> bool:
    """Whether the signal says anything there at all."""
    first, last = max(round(start_s - signal.origin_s), 0), max(round(end_s - signal.origin_s), 0)
    known = signal.known[first:last]
    return len(known) > 0 and float(known.mean()) > 0.5


def _crossing(
    effort: Floats, top: int, limit: int, plateau: float, flank: Floats, down: float
) -> float | None:
    """Walking from the top to the limit, the first place under the level; None when there is none."""
    if not len(flank):
        return float(limit)
    level = plateau - down * (plateau - min(float(np.median(flank)), plateau))
    step = 1 if limit > top else -1
    for place in range(top, limit, step):
        beyond = place + step
        if not 0 <= beyond < len(effort):
            return float(place)
        if effort[beyond] < level <= effort[place]:
            passed = (effort[place] - level) / max(effort[place] - effort[beyond], 1e-9)
            return float(place + step * passed)
    return None
