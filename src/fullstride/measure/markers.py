"""What a run shows beside its short efforts: steady minutes, seconds at each fast speed, its end."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from fullstride.domain.evidence import Grading
from fullstride.domain.markers import FAST_BIN_MPS, FAST_FROM_MPS, Kick, Markers, Steady
from fullstride.domain.recording import Floats
from fullstride.measure.filters import mean_filter
from fullstride.measure.signal import Signal


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkerFinder:
    """The settings. Lengths in seconds, of the signal and not of training.

    A steady stretch lasts `stretch_s` and is judged by its last `read_s`, as the heart needs minutes to
    settle (Lamberts 2004); the first `begin_s` of a run are left out. It is level where neither its mean
    grade nor its ups and downs exceed `level_pct` and `rolling_pct`, even where the means of `piece_s`
    spread by no more than `even_share`.
    """

    begin_s: int = 360
    stretch_s: int = 360
    read_s: int = 120
    piece_s: int = 30
    even_share: float = 0.05
    running_share: float = 0.97
    level_pct: float = 1.0
    rolling_pct: float = 2.5
    told_share: float = 0.9  # of the seconds read that hold a channel
    pulse_bpm: tuple[float, float] = (60.0, 225.0)
    peak_s: int = 3
    fastest_mps: float = 12.0
    kick_m: float = 400.0
    kick_share: float = 0.08
    shortest_m: float = 1500.0
    at_work_share: float = 0.75  # of the middle speed: before and after this, the race is not on
    at_work_s: int = 31

    def find(self, signal: Signal) -> Markers | None:
        """The markers of a signal; None where its speed is unfit for any."""
        if signal.quality.grade is Grading.UNFIT or not len(signal):
            return None
        return Markers(
            steady=tuple(self._steady(signal)), fast_s=self._fast_s(signal), kick=self._kick(signal)
        )

    def _steady(self, signal: Signal) -> Iterator[Steady]:
        """Stretches that do not overlap, from the first that fits on."""
        at = self.begin_s
        while at + self.stretch_s <= len(signal):
            part = slice(at, at + self.stretch_s)
            if self._is_steady(signal, part):
                yield self._read(signal, at)
                at += self.stretch_s
            else:
                at += self.piece_s

    def _is_steady(self, signal: Signal, part: slice) -> bool:
        if float(np.mean(signal.running[part])) < self.running_share:
            return False
        speed = signal.speed_mps[part]
        pieces = speed.reshape(-1, self.piece_s).mean(axis=1)
        if float(pieces.std()) > self.even_share * float(speed.mean()):
            return False
        grade = signal.grade_pct[part]
        known = grade[np.isfinite(grade)]
        if not len(known):
            return True
        return abs(float(known.mean())) <= self.level_pct and float(known.std()) <= self.rolling_pct

    def _read(self, signal: Signal, at: int) -> Steady:
        end = slice(at + self.stretch_s - self.read_s, at + self.stretch_s)
        pulse = self._mean(signal.heart_rate_bpm, end)
        low, high = self.pulse_bpm
        return Steady(
            start_s=signal.origin_s + at,
            speed_mps=round(float(signal.speed_mps[end].mean()), 3),
            heart_rate_bpm=pulse if pulse is not None and low <= pulse <= high else None,
            cadence_spm=self._mean(signal.cadence_spm, end),
            temperature_c=self._mean(signal.temperature_c, end),
        )

    def _mean(self, values: Floats, part: slice) -> float | None:
        told = values[part]
        told = told[np.isfinite(told)]
        if len(told) < self.told_share * self.read_s:
            return None
        return round(float(told.mean()), 2)

    def _fast_s(self, signal: Signal) -> tuple[float, ...]:
        speed = mean_filter(signal.speed_mps, self.peak_s)
        fast = speed[signal.known & (speed >= FAST_FROM_MPS) & (speed <= self.fastest_mps)]
        if not len(fast):
            return ()
        bins = ((fast - FAST_FROM_MPS) / FAST_BIN_MPS + 1e-9).astype(int)
        return tuple(map(float, np.bincount(bins).tolist()))

    def _kick(self, signal: Signal) -> Kick | None:
        """The end of the race against the rest of it; what was walked or jogged around it is cut off."""
        work = self._at_work(signal)
        way_m = np.concatenate(([0.0], np.cumsum(signal.speed_mps[work])))
        length_m = float(way_m[-1])
        if length_m < self.shortest_m:
            return None
        last_m = min(self.kick_m, self.kick_share * length_m)
        turn_s, half_s = (_at(way_m, way) for way in (length_m - last_m, (length_m - last_m) / 2))
        total_s = len(way_m) - 1.0
        return Kick(
            last_m=round(last_m, 1),
            last_mps=round(last_m / max(total_s - turn_s, 1.0), 3),
            before_mps=round((length_m - last_m) / max(turn_s, 1.0), 3),
            first_half_mps=round((length_m - last_m) / 2 / max(half_s, 1.0), 3),
            second_half_mps=round((length_m - last_m) / 2 / max(turn_s - half_s, 1.0), 3),
        )

    def _at_work(self, signal: Signal) -> slice:
        moving = signal.speed_mps[signal.running]
        if not len(moving):
            return slice(0, 0)
        smooth = mean_filter(signal.speed_mps, self.at_work_s)
        on = np.flatnonzero(smooth >= self.at_work_share * float(np.median(moving)))
        return slice(int(on[0]), int(on[-1]) + 1) if len(on) else slice(0, 0)


def _at(way_m: Floats, metres: float) -> float:
    """When (s) so many metres were behind the runner."""
    return float(np.interp(metres, way_m, np.arange(len(way_m))))
