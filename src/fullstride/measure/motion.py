"""The motion signal: a phone log brought to one even rate, with what is wrong with it said."""

from dataclasses import dataclass, field

import numpy as np

from fullstride.domain.evidence import Grading, Quality, Refused, SpeedSource
from fullstride.domain.motion import Position
from fullstride.domain.motion_log import STANDARD_GRAVITY_MPS2, MotionLog
from fullstride.domain.recording import Floats, Span


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MotionSignal:
    """A log at an even rate. Sample i is the instant `origin_s + i / rate_hz` on the log's own clock.

    `axes_g` (n, 3) and `magnitude_g` (n,) are accelerations with gravity, in units of it; `known` (n,) is
    False inside `gaps`, where values are drawn straight across. `written_hz` is the rate at which the log
    was written (median). `clip_g` is the level at which the sensor clips, None where it does not;
    `clipped_share` of the samples stand on it. `seen` are sentences on the log. `refused`: nothing can be
    measured in it, and why; then the arrays are empty.
    """

    rate_hz: float
    origin_s: float = 0.0
    axes_g: Floats = field(default_factory=lambda: np.empty((0, 3)))
    magnitude_g: Floats = field(default_factory=lambda: np.empty(0))
    known: np.ndarray = field(default_factory=lambda: np.empty(0, dtype=bool))
    written_hz: float = 0.0
    gaps: tuple[Span, ...] = ()
    clip_g: float | None = None
    clipped_share: float = 0.0
    position: Position = Position.UNKNOWN
    quality: Quality
    seen: tuple[str, ...] = ()
    refused: Refused | None = None

    def __len__(self) -> int:
        return len(self.magnitude_g)


@dataclass(frozen=True, slots=True, kw_only=True)
class MotionCleaning:
    """Steps: drop samples without a time or a value, sort, merge equal times, see gaps, draw a grid.

    Needs: acceleration with gravity. Units: m/s² in, g out.
    """

    rate_hz: float = 200.0
    gap_s: float = 0.04

    def clean(self, log: MotionLog) -> MotionSignal:
        """The signal of a log; expected failures are in `refused`, never raised."""
        good = np.isfinite(log.time_s) & np.isfinite(log.acceleration_mps2).all(axis=1)
        time_s, axes = log.time_s[good], log.acceleration_mps2[good] / STANDARD_GRAVITY_MPS2
        time_s, first = np.unique(time_s, return_index=True)
        axes = axes[first]
        quality = Quality(grade=Grading.GOOD, source=SpeedSource.NONE)
        if len(time_s) < 2:
            refused = Refused(what="Jumps", why="the log holds no samples", instead="")
            return MotionSignal(rate_hz=self.rate_hz, quality=quality, refused=refused)
        steps = np.diff(time_s)
        grid = np.arange(time_s[0], time_s[-1], 1 / self.rate_hz)
        even = np.column_stack([np.interp(grid, time_s, axes[:, axis]) for axis in range(3)])
        known = np.ones(len(grid), dtype=bool)
        gaps = []
        for at in np.flatnonzero(steps > self.gap_s):
            gaps.append(Span(start_s=float(time_s[at]), end_s=float(time_s[at + 1])))
            known[(grid > time_s[at]) & (grid < time_s[at + 1])] = False
        return MotionSignal(
            rate_hz=self.rate_hz,
            origin_s=float(time_s[0]),
            axes_g=even,
            magnitude_g=np.linalg.norm(even, axis=1),
            known=known,
            written_hz=1 / float(np.median(steps)),
            gaps=tuple(gaps),
            position=log.position,
            quality=quality,
        )
