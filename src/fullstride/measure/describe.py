"""What an effort was: its numbers, each with its error, and its kind.

The errors are one standard deviation, fitted on simulated runs (benchmarks/effort_accuracy.py, which
also writes how true they are into docs/reference/effort-accuracy.md).
"""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from fullstride.domain.evidence import Effort, Measured, SpeedSource
from fullstride.domain.recording import Floats
from fullstride.measure.aligning import Placed
from fullstride.measure.filters import mean_filter
from fullstride.measure.signal import Signal


@dataclass(frozen=True, slots=True, kw_only=True)
class Describer:
    """Settings of describing. Speeds' errors are made of a share of the speed and of the noise."""

    speed_share: float = 0.02  # of the speed: what smoothing and satellites leave open
    smoothed_share: float = 0.10  # the same for an effort of no length, falling with it
    smoothed_s: float = 6.0
    noise_factor: float = 1.0
    sparse_share: float = 0.02  # for each second between samples over the first
    indirect_share: float = 0.03  # where speed is worked out from positions or distance
    even_s: float = 1.2  # samples nearer than this are every second
    cadence_error_spm: float = 2.0
    contact_error_ms: float = 5.0
    top_error_s: float = 1.5
    altitude_lag_s: int = 2
    flank_s: int = 12
    hill_pct: float = 4.0
    hill_s: float = 20.0
    sprint_s: float = 16.0
    sprint_share: float = 0.95
    sprint_ratio: float = 1.6  # of easy speed, where the top speed is not known
    sprint_rest: float = 7.0  # rest as a multiple of the rep
    set_break: float = 2.5  # a rest this much longer than the others ends a series
    set_break_s: float = 240.0

    def describe(
        self, placed: Sequence[Placed], signal: Signal, *, top_mps: Measured | None = None
    ) -> tuple[Effort, ...]:
        """One effort for each place, in order; a number that cannot be had is None.

        Steps: numbers one by one (`_numbers`); series by their rests; the kind of a series from the
        middle of its efforts, unless the plan said it.
        """
        efforts = [with_share(self._numbers(place, signal), top_mps) for place in placed]
        efforts = self._series(efforts)
        return tuple(self._kinds(efforts))

    def _numbers(self, placed: Placed, signal: Signal) -> Effort:
        start, end = placed.start_s - signal.origin_s, placed.end_s - signal.origin_s
        first = min(max(round(start), 0), max(len(signal) - 1, 0))
        last = min(max(round(end), first + 1), len(signal))
        speed = signal.speed_mps[first:last]
        effort = Effort(
            kind=placed.kind,
            start_s=placed.start_s,
            end_s=placed.end_s,
            found_by=placed.found_by,
            confidence=placed.confidence,
            duration_s=placed.duration_s,
            cadence_spm=_middle(signal.cadence_spm[first:last], self.cadence_error_spm),
            contact_time_ms=_middle(signal.contact_time_ms[first:last], self.contact_error_ms),
        )
        if not len(speed) or not signal.known[first:last].any():
            return effort
        seconds = placed.duration_s.value
        share = self._share(seconds, signal)
        noise = (signal.quality.noise_mps or 0.0) * self.noise_factor
        best = _best_3s(signal.speed_mps[max(first - 1, 0) : last + 2])
        mean = float(speed.mean())
        best_mps = Measured(value=best, error=math.hypot(share * best, noise))
        mean_mps = Measured(
            value=mean, error=math.hypot(share * mean, noise / math.sqrt(max(seconds, 1.0) / 3))
        )
        relative = math.hypot(mean_mps.error / max(mean, 0.1), placed.duration_s.error / max(seconds, 1.0))
        return replace(
            effort,
            best_3s_mps=best_mps,
            mean_mps=mean_mps,
            distance_m=Measured(value=mean * seconds, error=mean * seconds * relative),
            easy_ratio=mean / signal.easy_mps.value if signal.easy_mps is not None else None,
            to_top_s=self._to_top(first, last, best, signal),
            grade_pct=self._grade(first, last, signal),
        )

    def _share(self, seconds: float, signal: Signal) -> float:
        """The part of a speed's error that grows with the speed."""
        share = self.speed_share + self.smoothed_share * math.exp(-seconds / self.smoothed_s)
        share += self.sparse_share * max((signal.quality.interval_s or 1.0) - 1.0, 0.0)
        if signal.quality.source in (SpeedSource.POSITION, SpeedSource.DISTANCE):
            share += self.indirect_share
        return share

    def _to_top(self, first: int, last: int, best_mps: float, signal: Signal) -> Measured | None:
        """From the first quick step to 95 % of the top; None where samples are too few to time it."""
        if signal.quality.interval_s is None or signal.quality.interval_s > self.even_s:
            return None
        low = max(first - self.flank_s, 0)
        speed = signal.speed_mps[low : last + 2]
        if not signal.known[low : last + 2].all() or len(speed) < 6:
            return None
        fast = np.flatnonzero(speed >= 0.95 * best_mps)
        if not len(fast):
            return None
        top = int(fast[0])
        base = float(np.median(speed[: max(first - low, 1)]))
        slow = np.flatnonzero(speed[:top] <= base + 0.1 * (best_mps - base))
        if not len(slow):
            return None
        return Measured(value=float(top - slow[-1]), error=self.top_error_s)

    def _grade(self, first: int, last: int, signal: Signal) -> Measured | None:
        """The slope of a line through altitude over ground, and what the altimeter's unrest makes of it."""
        if signal.grade_error_pct is None:
            return None
        part = slice(first, min(last, len(signal) - self.altitude_lag_s))
        ground = np.cumsum(signal.speed_mps[part])
        height = signal.altitude_m[part.start + self.altitude_lag_s : part.stop + self.altitude_lag_s]
        told = np.isfinite(height)
        if told.sum() < 4 or float(np.ptp(ground)) < 10.0:
            return None
        ground, height = ground[told] - ground[told].mean(), height[told]
        spread = float((ground**2).sum())
        slope = float((ground * height).sum()) / spread
        # Undone from the error of the grade over 40 m; noise of altitude lasts some 3 s.
        unrest_m = signal.grade_error_pct * 40.0 / (100.0 * math.sqrt(2.0))
        return Measured(value=100.0 * slope, error=100.0 * unrest_m * math.sqrt(3.0 / spread))

    def _series(self, efforts: list[Effort]) -> list[Effort]:
        """Numbers series from 1 and tells the rests within them."""
        if not efforts:
            return []
        rests = [two.start_s - one.end_s for one, two in itertools.pairwise(efforts)]
        usual = float(np.median(rests)) if rests else 0.0
        limit = max(self.set_break * usual, self.set_break_s)
        series, told = 1, [replace(efforts[0], series=1)]
        for effort, before, rest in zip(efforts[1:], efforts, rests, strict=False):
            within = rest <= limit
            series += not within
            error = math.hypot(effort.duration_s.error, before.duration_s.error) / math.sqrt(2.0)
            told.append(
                replace(
                    effort,
                    series=series,
                    rest_before_s=Measured(value=max(rest, 0.0), error=error) if within else None,
                )
            )
        return told

    def _kinds(self, efforts: Sequence[Effort]) -> list[Effort]:
        told = []
        for effort in efforts:
            series = [other for other in efforts if other.series == effort.series]
            told.append(effort if effort.kind else replace(effort, kind=self._kind(series)))
        return told

    def _kind(self, series: Sequence[Effort]) -> str:
        """Hill sprints are short and clearly uphill, flat sprints short and near the top; strides else."""
        seconds = float(np.median([effort.duration_s.value for effort in series]))
        grades = [effort.grade_pct for effort in series if effort.grade_pct is not None]
        if grades and seconds <= self.hill_s:
            grade = float(np.median([each.value for each in grades]))
            error = float(np.median([each.error for each in grades])) / math.sqrt(len(grades))
            if grade - error >= self.hill_pct:
                return "hill_sprints"
        shares = [effort.share_of_top.value for effort in series if effort.share_of_top is not None]
        if shares and np.median(shares) >= self.sprint_share:
            return "flat_sprints"
        rests = [effort.rest_before_s.value for effort in series if effort.rest_before_s is not None]
        ratios = [effort.easy_ratio for effort in series if effort.easy_ratio is not None]
        if shares or seconds > self.sprint_s or not rests or not ratios:
            return "strides"
        rested = float(np.median(rests)) >= self.sprint_rest * seconds
        return "flat_sprints" if rested and np.median(ratios) >= self.sprint_ratio else "strides"


def with_share(effort: Effort, top_mps: Measured | None) -> Effort:
    """The effort with its best 3 s as a share of the runner's top speed, where both are known."""
    best = effort.best_3s_mps
    if top_mps is None or best is None or top_mps.value <= 0:
        return replace(effort, share_of_top=None)
    share = best.value / top_mps.value
    error = share * math.hypot(best.error / max(best.value, 0.1), top_mps.error / top_mps.value)
    return replace(effort, share_of_top=Measured(value=share, error=error))


def _best_3s(speed: Floats) -> float:
    return float(np.max(mean_filter(speed, 3)[1:-1])) if len(speed) >= 3 else float(np.max(speed))


def _middle(values: Floats, error: float) -> Measured | None:
    """The median of the later two thirds, when a watch has caught up; None where half is missing."""
    late = values[len(values) // 3 :]
    told = late[np.isfinite(late) & (late > 0)]
    if not len(told) or len(told) < len(late) / 2:
        return None
    return Measured(value=float(np.median(told)), error=error)
