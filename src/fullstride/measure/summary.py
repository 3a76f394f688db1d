"""What a history keeps of one recording: where its time went, how fast it was at best, its efforts."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fullstride.domain.evidence import Effort
from fullstride.domain.history import BEST_S, BIN_MPS, BINS, OTHER, RUN, RunSummary, ShortEffort
from fullstride.domain.recording import Floats, Recording
from fullstride.measure.quality import is_run
from fullstride.measure.signal import Signal


@dataclass(frozen=True, slots=True, kw_only=True)
class Summarising:
    """The settings of a summary.

    Grades are of the ground, in percent. A stretch that falls by more than `falling_pct` (the error of
    the grade on top of it) is no best effort; from `long_s` on the line is `long_falling_pct`, for a
    little help counts over minutes.
    """

    smooth_s: int = 5  # of the speeds that are counted by bins
    moving_mps: float = 0.5
    ride_mps: float = 6.8  # nobody runs faster for `ride_s`
    ride_s: float = 300.0
    falling_pct: float = 3.0
    long_s: int = 120
    long_falling_pct: float = 1.0

    def summarise(self, signal: Signal, efforts: Sequence[Effort], recording: Recording) -> RunSummary:
        """The summary of one recording; the caller names its file.

        Steps: known seconds are counted by their speed, smoothed over `smooth_s`; for every duration of
        BEST_S the fastest stretch on ground that does not fall is looked up in running sums.
        """
        bin_s, bin_m = self._bins(signal)
        return RunSummary(
            file="",
            format=recording.format,
            kind=self._kind(recording.sport, sum(bin_m), sum(bin_s)),
            sub_sport=recording.sub_sport,
            title=recording.title,
            device=recording.device,
            start=recording.start,
            date=local_date(recording),
            duration_s=duration_s(recording, signal),
            moving_s=round(sum(bin_s), 1),
            distance_m=_distance_m(recording, signal),
            grade=signal.quality.grade,
            source=signal.quality.source,
            noise_mps=signal.quality.noise_mps,
            interval_s=signal.quality.interval_s,
            has_elevation=bool(np.isfinite(signal.grade_pct).any()),
            channels=tuple(sorted(recording.channels)),
            easy_mps=signal.easy_mps.value if signal.easy_mps else None,
            bin_s=bin_s,
            bin_m=bin_m,
            best_mps=self._bests(signal),
            efforts=tuple(short(effort) for effort in efforts),
            cut=recording.cut,
        )

    def _kind(self, sport: str, metres: float, seconds: float) -> str:
        """RUN, or what it is instead; a ride under a runner's name, or none, is no run."""
        if is_run(sport):
            return OTHER if seconds >= self.ride_s and metres > self.ride_mps * seconds else RUN
        return sport.strip().lower()

    def _bins(self, signal: Signal) -> tuple[tuple[float, ...], tuple[float, ...]]:
        known = signal.known.astype(float)
        near = np.ones(self.smooth_s)
        if not len(known):
            return (), ()
        told = np.maximum(np.convolve(known, near, "full"), 1e-9)
        cut = slice(self.smooth_s // 2, self.smooth_s // 2 + len(known))
        speed = (np.convolve(signal.speed_mps * known, near, "full") / told)[cut]
        speed = speed[signal.known & (speed > self.moving_mps)]
        bins = np.minimum((speed / BIN_MPS).astype(int), BINS - 1)
        seconds = np.bincount(bins)
        metres = np.bincount(bins, weights=speed)
        return tuple(map(float, seconds.tolist())), tuple(np.round(metres, 1).tolist())

    def _bests(self, signal: Signal) -> tuple[float | None, ...]:
        way_m = _sums(signal.speed_mps)
        climb_m = _sums(np.nan_to_num(signal.grade_pct) * signal.speed_mps)
        unsure_pct = signal.grade_error_pct or 0.0
        return tuple(self._best(way_m, climb_m, unsure_pct, seconds) for seconds in BEST_S)

    def _best(self, way_m: Floats, climb_m: Floats, unsure_pct: float, seconds: int) -> float | None:
        if len(way_m) <= seconds:
            return None
        metres = way_m[seconds:] - way_m[:-seconds]
        grade_pct = (climb_m[seconds:] - climb_m[:-seconds]) / np.maximum(metres, 1e-9)
        limit_pct = self.long_falling_pct if seconds >= self.long_s else self.falling_pct + unsure_pct
        level = metres[grade_pct >= -limit_pct]
        return round(float(level.max()) / seconds, 3) if len(level) and level.max() > 0 else None


def _distance_m(recording: Recording, signal: Signal) -> float:
    """As the file tells, else as measured; a file that breaks off may tell of what is not in it."""
    told, measured_m = recording.distance_m, float(signal.speed_mps.sum())
    if told is None or not np.isfinite(told) or told < 0 or (recording.cut and measured_m > 0):
        return measured_m
    return told


def duration_s(recording: Recording, signal: Signal) -> float:
    """From the first record to the last, or where the clock jumps, over what was kept of it."""
    told, kept = recording.duration_s, float(max(0, len(signal) - 1))
    return told if kept <= told < kept + 1 or (told >= 0 and not len(signal)) else kept


def local_start(recording: Recording) -> dt.datetime | None:
    """The start by the runner's own clock.

    Where the file tells no offset, its own zone counts; where that is UTC, the place does: an hour for
    every 15 degrees of longitude.
    """
    start = recording.start
    if start is None:
        return None
    offset_s = recording.utc_offset_s
    if offset_s is None:
        if start.utcoffset():
            return start
        east = recording.channels.get("longitude_deg", np.empty(0))
        east = east[np.isfinite(east)]
        offset_s = round(float(east[0]) / 15) * 3600 if len(east) and abs(east[0]) <= 180 else 0
    try:
        return start.astimezone(dt.timezone(dt.timedelta(seconds=offset_s)))
    except (OverflowError, ValueError):  # a clock in year 1, an offset of days
        return start


def local_date(recording: Recording) -> dt.date | None:
    """The day of the recording by the runner's own clock."""
    start = local_start(recording)
    return start.date() if start else None


def short(effort: Effort) -> ShortEffort:
    """An effort with what a history keeps of it."""
    best = effort.best_3s_mps
    return ShortEffort(
        kind=effort.kind,
        start_s=effort.start_s,
        duration_s=effort.duration_s.value,
        best_3s_mps=best.value if best else None,
        best_3s_error_mps=best.error if best else None,
        grade_pct=effort.grade_pct.value if effort.grade_pct else None,
        found_by=effort.found_by,
        confidence=effort.confidence,
    )


def _sums(values: Floats) -> Floats:
    return np.concatenate(([0.0], np.cumsum(values)))
