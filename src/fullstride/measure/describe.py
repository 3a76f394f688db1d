"""What an effort was: its numbers, each with its error, and its kind.

The errors are one standard deviation, fitted on simulated runs (benchmarks/effort_accuracy.py, which
also writes how true they are into docs/reference/effort-accuracy.md).
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from fullstride.domain.evidence import Effort, Measured, SpeedSource
from fullstride.domain.recording import Floats
from fullstride.measure.aligning import Placed
from fullstride.measure.filters import mean_filter
from fullstride.measure.kinds import KindTeller
from fullstride.measure.lap_pieces import Whole, means_of
from fullstride.measure.signal import Signal


@dataclass(frozen=True, slots=True, kw_only=True)
class Describer:
    """Settings of describing. Speeds' errors are made of a share of the speed and of the noise."""

    best_share: float = 0.022  # of the speed: what smoothing and satellites leave open
    best_short: float = 0.20  # the same for an effort of no length, falling with its length
    best_short_s: float = 3.8
    best_high: float = 0.010  # by how much the best of many seconds is too fast
    best_high_s: float = 12.0
    best_high_noise: float = 0.9  # and for each m/s of noise
    best_noise: float = 1.3
    mean_share: float = 0.012
    mean_edges: float = 0.45  # of what the error of the length is to the length
    mean_edges_s: float = 2.5  # the most of that error that touches the mean: a plateau is a plateau
    mean_noise: float = 0.4
    mean_sparse: float = 0.15  # more, for each second between samples over the first
    sparse: float = 0.5  # the same of what is short
    length_counts: float = 0.8
    indirect_share: float = 0.03  # where speed is worked out from positions or distance
    even_s: float = 1.2  # samples nearer than this are every second
    cadence_error_spm: float = 1.0
    cadence_short: float = 0.03
    contact_error_ms: float = 2.5
    contact_short: float = 0.12
    short_s: float = 6.0
    top_late_s: float = 1.7
    top_error_s: float = 1.4
    top_share: float = 0.25
    top_most_s: float = 12.0  # a top that comes later is no end of an acceleration
    altitude_shifts_s: tuple[int, int] = (-7, 3)
    cadence_shifts_s: tuple[int, int] = (-8, 6)
    altitude_lasts_s: float = 6.0
    altitude_drift: float = 0.09  # metres in the root of a second
    altitude_share: float = 0.05
    flank_s: int = 12
    kinds: KindTeller = field(default_factory=KindTeller)

    def describe(
        self, placed: Sequence[Placed], signal: Signal, *, top_mps: Measured | None = None
    ) -> tuple[Effort, ...]:
        """One effort for each place, in order; a number that cannot be had is None.

        Steps: altitude and cadence follow the runner by other delays than the speed does: one shift
        for each is found from all efforts together, where they climb most and step fastest; then the
        numbers one by one; then series and kinds (measure.kinds).
        """
        parts = [_part(place, signal) for place in placed]
        climb = _shift(parts, self.altitude_shifts_s, lambda part, by: _slopes(part, by, signal))
        steps = _shift(parts, self.cadence_shifts_s, lambda part, by: _means(part, by, signal.cadence_spm))
        efforts = [
            with_share(self._numbers(place, part, climb, steps, signal), top_mps)
            for place, part in zip(placed, parts, strict=True)
        ]
        return self.kinds.tell(efforts)

    def _numbers(self, placed: Placed, part: slice, climb: int, steps: int, signal: Signal) -> Effort:
        cadence = _middle(signal.cadence_spm, part, steps)
        contact = _middle(signal.contact_time_ms, part, steps)
        speed = signal.speed_mps[part]
        seldom_s = max((signal.quality.interval_s or 1.0) - 1.0, 0.0)
        sparse = 1.0 + self.sparse * seldom_s
        effort = Effort(
            kind=placed.kind,
            start_s=placed.start_s,
            end_s=placed.end_s,
            found_by=placed.found_by,
            confidence=placed.confidence,
            duration_s=placed.duration_s,
            cadence_spm=self._with(cadence, self.cadence_error_spm, sparse * self.cadence_short, placed),
            contact_time_ms=self._with(contact, self.contact_error_ms, sparse * self.contact_short, placed),
        )
        if not len(speed) or not signal.known[part].any():
            return effort
        seconds = placed.duration_s.value
        noise = signal.quality.noise_mps or 0.0
        best = _best_3s(signal.speed_mps[max(part.start - 1, 0) : part.stop + 2])
        # The best of many noisy seconds is too fast; what smoothing takes from a short effort stays taken.
        many = seconds / (seconds + self.best_high_s)
        best -= (self.best_high * best + self.best_high_noise * noise) * many
        mean = float(speed.mean())
        by_best = self.best_share + sparse * self.best_short * math.exp(-seconds / self.best_short_s)
        length = placed.duration_s.error
        edges = self.mean_edges * min(length, self.mean_edges_s) / max(seconds, 1.0)
        by_mean = math.hypot(self.mean_share, edges) * (1.0 + self.mean_sparse * seldom_s)
        if signal.quality.source in (SpeedSource.POSITION, SpeedSource.DISTANCE):
            by_best, by_mean = by_best + self.indirect_share, by_mean + self.indirect_share
        best_mps = Measured(value=best, error=math.hypot(by_best * best, self.best_noise * noise))
        mean_mps = Measured(value=mean, error=math.hypot(by_mean * mean, self.mean_noise * noise))
        # A start put too late makes the rest faster: length and mean speed err against each other.
        relative = math.hypot(self.mean_share, self.length_counts * length / max(seconds, 1.0))
        relative *= 1.0 + self.mean_sparse * seldom_s
        return replace(
            effort,
            best_3s_mps=best_mps,
            mean_mps=mean_mps,
            distance_m=Measured(value=mean * seconds, error=mean * seconds * relative),
            easy_ratio=mean / signal.easy_mps.value if signal.easy_mps is not None else None,
            to_top_s=self._to_top(part, signal),
            grade_pct=self._grade(part, climb, signal),
        )

    def _with(self, value: float | None, error: float, short: float, placed: Placed) -> Measured | None:
        """A value with its error, which a short effort makes larger by a share of the value."""
        if value is None:
            return None
        shorter = short * value * math.exp(-placed.duration_s.value / self.short_s)
        return Measured(value=value, error=math.hypot(error, shorter))

    def _to_top(self, part: slice, signal: Signal) -> Measured | None:
        """From the first quick step to 95 % of the top; None where it cannot be timed."""
        if signal.quality.interval_s is None or signal.quality.interval_s > self.even_s:
            return None
        low = max(part.start - self.flank_s, 0)
        speed = signal.speed_mps[low : part.stop + 1]
        before = part.start - low
        if not signal.known[low : part.stop].all() or before < 4 or len(speed) < before + 4:
            return None
        fast = np.sort(speed[before:])
        top = float(np.median(fast[len(fast) // 2 :]))
        base = float(np.median(speed[: before - 2]))
        middle = _crossed(speed, base + 0.6 * (top - base), max(before - 4, 1), 1)
        if top <= base or middle is None:
            return None
        foot = _crossed(speed, base + 0.2 * (top - base), int(middle), -1)
        reached = _crossed(speed, 0.95 * top, int(middle), 1)
        if foot is None or reached is None:
            return None
        # The line through a fifth and three fifths of the rise meets the base where the rise began.
        began = foot - (middle - foot) / 2.0
        seconds = max(reached - began - self.top_late_s, 1.0)
        if seconds > self.top_most_s:
            return None
        return Measured(value=seconds, error=math.hypot(self.top_error_s, self.top_share * seconds))

    def _grade(self, part: slice, by: int, signal: Signal) -> Measured | None:
        """The slope of a line through altitude over ground, and what the altimeter's unrest makes of it."""
        if signal.grade_error_pct is None:
            return None
        found = _line(part, by, signal)
        if found is None:
            return None
        slope, spread_m2, ground_m = found
        # Undone from the error of the grade over 40 m; noise of altitude lasts some seconds.
        unrest_m = signal.grade_error_pct * 40.0 / (100.0 * math.sqrt(2.0))
        noise = unrest_m * math.sqrt(self.altitude_lasts_s / spread_m2)
        drift = self.altitude_drift * math.sqrt(part.stop - part.start) / ground_m
        error = math.hypot(noise, drift, self.altitude_share * slope)
        return Measured(value=100.0 * slope, error=100.0 * error)


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


def _part(placed: Placed, signal: Signal) -> slice:
    """The seconds of the signal that an effort covers, at least one where there are any."""
    first = min(max(round(placed.start_s - signal.origin_s), 0), max(len(signal) - 1, 0))
    return slice(first, min(max(round(placed.end_s - signal.origin_s), first + 1), len(signal)))


def _crossed(speed: Floats, level: float, start: int, step: int) -> float | None:
    """Where the speed crosses a level upward, walking from `start` by `step`, in fractional seconds."""
    place = start
    while 0 <= place < len(speed) - 1:
        if speed[place] < level <= speed[place + 1]:
            return place + (level - float(speed[place])) / float(speed[place + 1] - speed[place])
        place += step
    return None


def _shift(
    parts: Sequence[slice], shifts: tuple[int, int], tells: Callable[[slice, Whole], Floats | None]
) -> int:
    """The shift at which all parts together tell most; of equals the nearest to none."""
    nearest = np.array(sorted(range(shifts[0], shifts[1] + 1), key=abs))
    told = [values for part in parts if (values := tells(part, nearest)) is not None]
    return int(nearest[np.argmax(np.abs(np.sum(told, axis=0)))]) if told else 0


def _slopes(part: slice, by: Whole, signal: Signal) -> Floats | None:
    """The slope of altitude over a part's ground at every shift; None where altitude has holes."""
    first, last = part.start + int(by.min()), part.stop + int(by.max())
    if signal.grade_error_pct is None or first < 0 or last > len(signal):
        return None
    height, ground = signal.altitude_m[first:last], np.cumsum(signal.speed_mps[part])
    spread = float(np.sum((ground - ground.mean()) ** 2))
    if not np.isfinite(height).all() or spread < 1.0:
        return None
    slopes = np.correlate(height - height.mean(), ground - ground.mean(), mode="valid") / spread
    told: Floats = slopes[by - by.min()]
    return told


def _means(part: slice, by: Whole, values: Floats) -> Floats | None:
    """The mean of the later two thirds of a part at every shift; None where the values have holes."""
    begin = part.start + (part.stop - part.start) // 3
    first, last = begin + int(by.min()), part.stop + int(by.max())
    if first < 0 or last > len(values) or not np.isfinite(values[first:last]).all():
        return None
    summed = np.concatenate([[0.0], np.cumsum(values[first:last])])
    return means_of(summed, begin + by - first, part.stop + by - first)


def _line(part: slice, by: int, signal: Signal) -> tuple[float, float, float] | None:
    """Slope of altitude `by` seconds later over ground, the ground's squares and its length in m."""
    first, last = part.start + by, part.stop + by
    if first < 0 or last > len(signal):
        return None
    ground, height = np.cumsum(signal.speed_mps[part]), signal.altitude_m[first:last]
    told = np.isfinite(height)
    if told.sum() < 4 or ground[-1] - ground[0] < 10.0:
        return None
    length = float(ground[-1] - ground[0])
    ground = ground[told] - ground[told].mean()
    spread = float((ground**2).sum())
    return float((ground * height[told]).sum()) / spread, spread, length


def _middle(values: Floats, part: slice, by: int) -> float | None:
    """The median of a part, `by` seconds later and without its first third; None where half is missing."""
    first = part.start + by + (part.stop - part.start) // 3
    late = values[max(first, 0) : max(part.stop + by, 0)]
    told = late[np.isfinite(late) & (late > 0)]
    if not len(told) or len(told) < len(late) / 2:
        return None
    return float(np.median(told))
