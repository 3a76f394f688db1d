"""Cycles of a phone that an arm swings: all that a log of jumping jacks can say, counted in two ways."""

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from fullstride.domain.evidence import Jump, JumpSet, Measured, Refused
from fullstride.domain.motion import Position
from fullstride.domain.recording import Floats
from fullstride.measure.jumps_gates import BELT
from fullstride.measure.jumps_rhythm import RhythmFinding
from fullstride.measure.motion import MotionSignal
from fullstride.measure.motion_filters import low_pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycles:
    """A stretch of swinging: cycle i is over samples [begins[i], begins[i + 1]), the last as long as usual.

    `second_count` is what the rhythm counts in the same stretch, `clarity` (to 1) how alike one cycle is to
    the next, `period_s` the usual time of one.
    """

    begins: tuple[int, ...]
    end: int
    second_count: float
    clarity: float
    period_s: float

    @property
    def count(self) -> int:
        return len(self.begins)


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleFinding:
    """Steps: stretches in which the phone is swung: the mean |a| over `mean_s` is `edge_g` or more, that of
    the whole `least_mean_g`, and a tenth of the time at most |a| (below `low_hz`) is under `least_low_g`, as
    a trunk feels less, a foot stands still in every step, and a runner's hand comes by 1 g in each; their
    rhythm, by correlating the three axes with themselves (`RhythmFinding.of_axes`); and, knowing only about
    how long a cycle is, the half waves of the axis along which the phone is swung most, passed between half
    and one and a half times the rhythm. A half wave under `least_wave` of the usual is none; of those to
    either side the fewer are counted, as arms begin and end at rest.

    Needs: a MotionSignal. Units: g, s. Two swings, up and down, are one cycle: both ways hear it as one, as
    they know the axes and their signs, where |a| is often alike on the way up and down.
    A runner who swings as hard takes no longer than `least_period_s` for two steps, and is not counted.
    A stretch is none with fewer than `least_cycles`, with a rhythm that is the usual one in less than
    `least_near` of its windows or clear to less than `least_clarity`, or where the counts differ by more than
    `most_off`: a swing that changes its tempo or stops in between has no count.
    Source: the two counts and the bounds of a believable rhythm are those of `RhythmFinding`; the axes in
    place of |a| are ours: on three logs of jumping jacks with the phone in the hand (phyphox390) peaks of the
    low-passed |a| were 63, 82 and 107 where both ways here say 62, 65 and 60.
    """

    mean_s: float = 1.5
    edge_g: float = 1.5
    least_mean_g: float = 2.0
    least_low_g: float = 1.15
    low_hz: float = 10.0
    rhythm: RhythmFinding = field(default_factory=RhythmFinding)
    least_period_s: float = 0.75
    least_wave: float = 0.4
    least_cycles: int = 5
    least_near: float = 0.8
    least_clarity: float = 0.7
    most_off: float = 1.2

    def find(self, signal: MotionSignal) -> list[Cycles]:
        """The stretches that have a count, in the order of time; none where the phone is not in a hand."""
        if signal.position not in (Position.HAND, Position.UNKNOWN):
            return []
        found = [self._counted(signal, first, end) for first, end in self._swung(signal)]
        return [one for one in found if one is not None]

    def _swung(self, signal: MotionSignal) -> list[tuple[int, int]]:
        """The stretches in which an arm swings the phone, as samples."""
        half = max(round(self.mean_s * signal.rate_hz / 2), 1)
        total = np.concatenate(([0.0], np.cumsum(signal.magnitude_g)))
        place = np.arange(len(signal))
        low, high = np.maximum(place - half, 0), np.minimum(place + half, len(signal))
        swung = (total[high] - total[low]) / (high - low) >= self.edge_g
        edges = np.flatnonzero(np.diff(np.concatenate(([0], swung.astype(np.int8), [0]))))
        return [
            (first, end)
            for first, end in edges.reshape(-1, 2).tolist()
            if total[end] - total[first] >= self.least_mean_g * (end - first)
        ]

    def _counted(self, signal: MotionSignal, first: int, end: int) -> Cycles | None:
        rate_hz = signal.rate_hz
        rhythm = self.rhythm.of_axes(signal.axes_g[first:end], rate_hz)
        if rhythm is None or rhythm.steady < self.least_near or rhythm.clarity < self.least_clarity:
            return None
        if rhythm.period_s < self.least_period_s:
            return None
        begins = self._waves(signal.axes_g[first:end], rate_hz, rhythm.period_s) + first
        if len(begins) < self.least_cycles:
            return None
        felt_g = low_pass(signal.magnitude_g[begins[0] : begins[-1]], rate_hz, self.low_hz)
        if np.quantile(felt_g, 0.1) < self.least_low_g:
            return None
        inside = self.rhythm.of_axes(signal.axes_g[begins[0] : begins[-1]], rate_hz)
        second = 1 + (inside.cycles if inside is not None else 0.0)
        if abs(second - len(begins)) > self.most_off:
            return None
        return Cycles(
            begins=tuple(begins.tolist()),
            end=min(int(begins[-1]) + round(rhythm.period_s * rate_hz), len(signal)),
            second_count=second,
            clarity=rhythm.clarity,
            period_s=rhythm.period_s,
        )

    def _waves(self, axes_g: Floats, rate_hz: float, period_s: float) -> np.ndarray:
        """Where the half waves to one side begin along the axis of the greatest swing, as samples."""
        slow = low_pass(axes_g, rate_hz, 0.5 / period_s)
        passed = low_pass(axes_g - slow, rate_hz, 1.5 / period_s)
        _, ways = np.linalg.eigh(passed.T @ passed)
        along = passed @ ways[:, -1]
        edges = np.flatnonzero(np.diff(np.sign(along), prepend=0.0, append=0.0))
        first, last = edges[:-1], edges[1:]
        height = np.array([along[a + (b - a) // 2] for a, b in zip(first, last, strict=True)])
        waves = np.abs(height) >= self.least_wave * np.median(np.abs(height))
        up: np.ndarray = first[waves & (height > 0)]
        down: np.ndarray = first[waves & (height < 0)]
        return up if len(up) <= len(down) else down


def swung_sets(swings: list[Cycles], rate_hz: float) -> tuple[JumpSet, ...]:
    """Sets of which nothing is known but how often an arm swung the phone."""
    why = (
        "an arm swings the phone, so what is counted are its swings up and down: one a jump where the arms "
        "go once a jump, one every two hops in jumping jacks"
    )
    sets: list[JumpSet] = []
    for one in swings:
        edges_s = np.append(one.begins, one.end) / rate_hz
        rhythm_s = float(edges_s[-2] - edges_s[0]) / (one.count - 1)
        off = max(abs(one.second_count - one.count), 0.1) / (one.count - 1)
        sets.append(
            JumpSet(
                start_s=float(edges_s[0]),
                end_s=float(edges_s[-1]),
                count=one.count,
                jumps=tuple(Jump(takeoff_s=a, landing_s=b) for a, b in pairwise(edges_s.tolist())),
                rhythm_s=Measured(value=rhythm_s, error=rhythm_s * off),
                rest_before_s=float(edges_s[0]) - sets[-1].end_s if sets else None,
                refused=(Refused(what="Jump heights", why=why, instead=BELT),),
            )
        )
    return tuple(sets)
