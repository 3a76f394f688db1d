"""From a recording to a clean signal: even seconds, one speed, and how far it can be trusted."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from fullstride.domain.evidence import Measured, Quality
from fullstride.domain.recording import Floats, Recording
from fullstride.measure.clock import Clock, read_clock
from fullstride.measure.filters import median_filter, spread
from fullstride.measure.grade import GradeMaker
from fullstride.measure.quality import Facts, QualityJudge
from fullstride.measure.speed import Speed, find_speed, sample_noise

Flags = NDArray[np.bool_]


def _nothing() -> Floats:
    return np.empty(0)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Signal:
    """One run on an even grid of seconds: index i is second `origin_s` + i after the first record.

    All arrays are (n,). `speed_mps` is without spikes but not smoothed, never NaN, 0 where nothing is
    known; `known` where a sample stands near enough; `running` where the runner runs (not walks, not
    stands). The others are NaN where unknown. `cadence_spm` counts both feet. `grade_error_pct` is one
    standard deviation of any second's grade, None without altitude. `easy_mps` is the runner's own
    easy speed in this recording, None where there is no running. `origin_s` is 0 but where the clock
    of the recording jumps. `indoors` where the run was on a treadmill or under a roof. Heart rate and
    temperature (the watch's own) are (n,) or empty.
    """

    speed_mps: Floats
    known: Flags
    running: Flags
    cadence_spm: Floats
    altitude_m: Floats
    grade_pct: Floats
    contact_time_ms: Floats
    quality: Quality
    easy_mps: Measured | None = None
    grade_error_pct: float | None = None
    origin_s: float = 0.0
    indoors: bool = False
    heart_rate_bpm: Floats = field(default_factory=_nothing)
    temperature_c: Floats = field(default_factory=_nothing)

    def __len__(self) -> int:
        return len(self.speed_mps)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaning:
    """The settings of cleaning. `clean` makes the signal of a recording; it never raises on bad values."""

    longest_s: float = 48 * 3600.0  # longer recordings are a clock that jumped
    apart_s: float = 3 * 3600.0  # a gap at which such a recording is split
    swap_s: float = 5.0  # records out of order by less are put in order
    gap_s: float = 20.0  # without a sample for longer, the runner stands still
    longest_gap_s: float = 90.0  # up to here the distance may say that the runner ran on
    ran_on_share: float = 0.7  # of the distance that the speeds around a gap promise
    pause_s: float = 3.0  # the same inside a pause of the watch
    fastest_mps: float = 12.5
    enough_share: float = 0.7  # of the best covered source of speed
    blur_s: int = 5  # of positions and distances before they become speed
    spike_window_s: int = 7
    spike_sds: float = 3.0
    spike_floor_mps: float = 0.7
    step_rate_spm: float = 136.0  # nobody walks at this cadence
    walk_mps: float = 1.8
    slowest_run_mps: float = 1.4
    walk_share: float = 0.8  # of the middle speed, for those who run slower than others walk
    one_foot_spm: float = 120.0  # a running cadence below this counts one foot
    grade: GradeMaker = field(default_factory=GradeMaker)
    judge: QualityJudge = field(default_factory=QualityJudge)

    def clean(self, recording: Recording) -> Signal:
        """The signal of `recording`.

        Steps: the clock is put in order (measure.clock); the best speed is found and the impossible
        left out (measure.speed); everything is put on even seconds, gaps over `gap_s` standing still;
        spikes are replaced by the median around them (Hampel's filter); cadence told for one foot is
        doubled; running is told from walking, the easy speed and the grade follow, and the quality is
        judged (measure.quality).
        """
        clock = read_clock(recording, swap_s=self.swap_s, longest_s=self.longest_s, apart_s=self.apart_s)
        with np.errstate(all="ignore"):
            found = find_speed(
                recording,
                clock,
                fastest_mps=self.fastest_mps,
                enough_share=self.enough_share,
                blur_s=self.blur_s,
            )
            return self._on_seconds(recording, clock, found)

    def _on_seconds(self, recording: Recording, clock: Clock, found: Speed) -> Signal:
        grid_s = np.arange(clock.seconds, dtype=float)
        known = self._near(grid_s, found.time_s, recording, clock.origin_s)
        ran_on = known | self._ran_on(grid_s, found, recording, clock)
        speed = np.zeros(clock.seconds)
        if len(found.mps):
            speed[ran_on] = np.interp(grid_s[ran_on], found.time_s, found.mps)
        speed = self._without_spikes(speed)
        cadence = self._two_feet(self._channel(recording, clock, grid_s, "cadence_spm"), speed)
        running = self._running(speed, cadence, known)
        altitude = self._channel(recording, clock, grid_s, "altitude_m")
        grade, grade_error = self.grade.make(altitude, speed)
        steps_s = np.diff(found.time_s)
        near_s = steps_s[steps_s <= self.gap_s]
        typical = float(np.median(speed[running])) if running.any() else None
        quality = self.judge.judge(
            Facts(
                sport=recording.sport,
                records=len(recording.time_s),
                source=found.source,
                interval_s=float(np.median(near_s))
                if len(near_s)
                else (None if not len(steps_s) else float(np.median(steps_s))),
                noise_mps=sample_noise(found.time_s, found.mps),
                known_share=float(known.mean()) if len(known) else 0.0,
                impossible=found.impossible,
                twice=clock.twice,
                away=clock.away,
                running_s=int(running.sum()),
                typical_mps=typical,
            )
        )
        return Signal(
            speed_mps=speed,
            known=known,
            running=running,
            cadence_spm=cadence,
            altitude_m=altitude,
            grade_pct=grade,
            contact_time_ms=self._channel(recording, clock, grid_s, "contact_time_ms"),
            quality=quality,
            easy_mps=easy_speed(speed[running]),
            grade_error_pct=grade_error,
            origin_s=clock.origin_s,
            indoors=_is_indoors(recording),
            heart_rate_bpm=self._channel(recording, clock, grid_s, "heart_rate_bpm"),
            temperature_c=self._channel(recording, clock, grid_s, "temperature_c"),
        )

    def _near(self, grid_s: Floats, time_s: Floats, recording: Recording, origin_s: float) -> Flags:
        """Seconds between two samples that are near each other, and not in a pause."""
        if len(time_s) < 2:
            return np.zeros(len(grid_s), dtype=bool)
        after = np.clip(np.searchsorted(time_s, grid_s, side="right"), 1, len(time_s) - 1)
        between_s = time_s[after] - time_s[after - 1]
        known: Flags = (between_s <= self.gap_s) & (grid_s >= time_s[0]) & (grid_s <= time_s[-1])
        return known & ~(_paused(grid_s, recording, origin_s) & (between_s > self.pause_s))

    def _ran_on(self, grid_s: Floats, found: Speed, recording: Recording, clock: Clock) -> Flags:
        """Seconds in gaps over which the distance grew as if the runner had run on."""
        distance = recording.channels.get("distance_m")
        if distance is None or len(found.time_s) < 2:
            return np.zeros(len(grid_s), dtype=bool)
        distance = np.asarray(distance, dtype=float)[clock.rows]
        told = np.isfinite(distance)
        if told.sum() < 2:
            return np.zeros(len(grid_s), dtype=bool)
        at_m = np.interp(found.time_s, clock.time_s[told], distance[told])
        gap_s = np.diff(found.time_s)
        expected_mps = 0.5 * (found.mps[1:] + found.mps[:-1])
        on = (gap_s <= self.longest_gap_s) & (np.diff(at_m) / gap_s >= self.ran_on_share * expected_mps)
        on &= expected_mps > 1.0
        after = np.clip(np.searchsorted(found.time_s, grid_s, side="right"), 1, len(found.time_s) - 1)
        ran_on: Flags = on[after - 1] & (grid_s >= found.time_s[0]) & (grid_s <= found.time_s[-1])
        return ran_on & ~_paused(grid_s, recording, clock.origin_s)

    def _without_spikes(self, speed: Floats) -> Floats:
        """Hampel's filter: what stands far off the median of its neighbours becomes that median."""
        middle = median_filter(speed, self.spike_window_s)
        off = np.abs(speed - middle)
        limit = np.maximum(
            self.spike_sds * 1.4826 * median_filter(off, self.spike_window_s), self.spike_floor_mps
        )
        spikes = off > limit
        return np.where(spikes, middle, speed)

    def _channel(self, recording: Recording, clock: Clock, grid_s: Floats, name: str) -> Floats:
        """A channel on even seconds; NaN further than `gap_s` from its samples."""
        values = recording.channels.get(name)
        empty = np.full(len(grid_s), np.nan)
        if values is None:
            return empty
        values = np.asarray(values, dtype=float)[clock.rows]
        told = np.isfinite(values) & (np.abs(values) < 1e5)
        time_s, values = clock.time_s[told], values[told]
        if len(values) < 2:
            return empty
        after = np.clip(np.searchsorted(time_s, grid_s, side="right"), 1, len(time_s) - 1)
        near = (
            (time_s[after] - time_s[after - 1] <= self.gap_s) & (grid_s >= time_s[0]) & (grid_s <= time_s[-1])
        )
        return np.where(near, np.interp(grid_s, time_s, values), np.nan)

    def _two_feet(self, cadence_spm: Floats, speed: Floats) -> Floats:
        """The cadence of both feet, also where a file tells it for one."""
        at_run = cadence_spm[(speed > 2.2) & (cadence_spm > 0)]
        if len(at_run) >= 30 and np.median(at_run) < self.one_foot_spm:
            return cadence_spm * 2
        return cadence_spm

    def _running(self, speed: Floats, cadence_spm: Floats, known: Flags) -> Flags:
        moving = speed[known & (speed > 0.8)]
        if not len(moving):
            return np.zeros(len(speed), dtype=bool)
        slow = min(self.walk_mps, self.walk_share * float(np.median(moving)))
        told = np.isfinite(cadence_spm) & (cadence_spm > 0)
        by_feet = cadence_spm > self.step_rate_spm
        running: Flags = known & (speed > self.slowest_run_mps) & np.where(told, by_feet, speed > slow)
        return running


def _paused(grid_s: Floats, recording: Recording, origin_s: float) -> Flags:
    """Which of the rising `grid_s` lie within a pause."""
    first = np.searchsorted(grid_s, [pause.start_s - origin_s for pause in recording.pauses], side="right")
    end = np.searchsorted(grid_s, [pause.end_s - origin_s for pause in recording.pauses], side="left")
    lasts = end > first
    begun = np.bincount(first[lasts], minlength=len(grid_s) + 1)
    over = np.bincount(end[lasts], minlength=len(grid_s) + 1)
    inside: Flags = np.cumsum(begun - over)[: len(grid_s)] > 0
    return inside


def easy_speed(running_mps: Floats) -> Measured | None:
    """The speed the runner kept when doing nothing special; None without a minute of running.

    The middle of the slower bulk: from the 30th percentile, the median of what lies between 0.75 and
    1.2 of it, three times over; so that half a session of repetitions does not move it. The error
    counts one independent value a minute.
    """
    if len(running_mps) < 60:
        return None
    easy = float(np.percentile(running_mps, 30))
    bulk = running_mps
    for _ in range(3):
        bulk = running_mps[(running_mps > 0.75 * easy) & (running_mps < 1.2 * easy)]
        easy = float(np.median(bulk))
    return Measured(value=easy, error=1.25 * spread(bulk) / float(np.sqrt(max(1.0, len(bulk) / 60))))


def _is_indoors(recording: Recording) -> bool:
    """Whether the file says so; formats that cannot say so know neither place nor altitude indoors."""
    if any(word in recording.sub_sport.casefold() for word in ("treadmill", "indoor", "virtual")):
        return True
    told = [recording.channels.get(name) for name in ("latitude_deg", "altitude_m")]
    return recording.format != "fit" and not any(
        values is not None and np.isfinite(values).any() for values in told
    )
