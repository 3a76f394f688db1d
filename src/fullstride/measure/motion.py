"""The motion signal: a phone log brought to one even rate, with what is wrong with it said."""

from dataclasses import dataclass, field

import numpy as np

from fullstride.domain.evidence import Grading, Quality, Refused, SpeedSource
from fullstride.domain.motion import Ask, Position
from fullstride.domain.motion_log import STANDARD_GRAVITY_MPS2, MotionLog
from fullstride.domain.recording import Floats, Span
from fullstride.measure.motion_clock import ClockMending, Timed
from fullstride.measure.motion_grade import graded, rate, what_is_wrong
from fullstride.measure.motion_grid import cell_means, crowded_merged, curves, even_grid, in_blocks
from fullstride.measure.motion_state import ClipFinding, Rest, RestFinding, gravity_felt

_WHAT = "Jumps and bounds"
_WITH_GRAVITY = "Record the acceleration with gravity: in phyphox that is “Acceleration (with g)”."
_UNIT = "Name the unit, g or m/s², in the column's title."
_UNREAL_MPS2 = 1e9  # no sensor's, in no unit: such a number is none
_UNREAL_S = 1e11  # three thousand years
_AGAIN = "Record at 100 samples a second or more, 2 s of standing still before and after the set."


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MotionSignal:
    """A log at an even rate. Sample i is the instant `origin_s + i / rate_hz` on the log's own clock.

    `axes_g` (n, 3) and `magnitude_g` (n,) are accelerations with gravity, in units of it; `known` (n,) is
    False inside `gaps`, where values are drawn straight across. `written_hz` is the rate at which the log
    was written (median). `clip_g` is the level at which the sensor clips, None where it does not;
    `clipped_share` of the samples stand on it. `still` are the stretches in which the phone lay or stood
    still; `calibrated` says that what it read there was taken for 1 g. `seen` are sentences on the log.
    `refused`: nothing can be measured in it, and why; then the arrays are empty.
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
    still: tuple[Span, ...] = ()
    calibrated: bool = False
    position: Position = Position.UNKNOWN
    quality: Quality
    seen: tuple[str, ...] = ()
    refused: Refused | None = None

    def __len__(self) -> int:
        return len(self.magnitude_g)


@dataclass(frozen=True, slots=True, kw_only=True)
class MotionCleaning:
    """Steps: drop samples without a time or a value; set the clock right (`ClockMending`); see gaps and
    clipping; draw the even grid (means of what was written where the log is denser than it, cubics where it
    is thinner); see whether gravity is in the log; take what the phone reads at rest for 1 g; grade.

    Needs: acceleration with gravity at 25 Hz or more, for 3 s or more. Units: m/s² in, g out.
    `gap_s`: steps longer than this, and than 1.75 usual ones, are gaps. `least_hz` and `least_s` are what a
    log must have. A phone may read up to `scale_off` beside 1 g at rest (a sensor's scale and zero errors);
    further off the unit is wrong. Less than `no_gravity_g` of a steady pull is no gravity,
    and more than `most_felt_g` (an arm that swings the phone feels 3) is no g. `longest_s` of
    log at most are read (an hour of grid is 25 MB).
    """

    rate_hz: float = 200.0
    gap_s: float = 0.04
    least_hz: float = 24.0
    least_s: float = 3.0
    longest_s: float = 6 * 3600.0
    scale_off: float = 0.15
    no_gravity_g: float = 0.45
    most_felt_g: float = 5.0
    clock: ClockMending = field(default_factory=ClockMending)
    clips: ClipFinding = field(default_factory=ClipFinding)
    rests: RestFinding = field(default_factory=RestFinding)

    def clean(self, log: MotionLog) -> MotionSignal:
        """The signal of a log; expected failures are in `refused`, never raised."""
        rows = min(len(log.time_s), len(log.acceleration_mps2))
        axes = np.asarray(log.acceleration_mps2, dtype=float)[:rows]  # m/s² and uncopied up to the grid
        time_s = np.asarray(log.time_s, dtype=float)[:rows]
        good = (np.abs(time_s) < _UNREAL_S) & ((axes < _UNREAL_MPS2) & (axes > -_UNREAL_MPS2)).all(axis=1)
        lost = rows - int(good.sum())
        timed = self.clock.mend(time_s[good], axes[good]) if lost else self.clock.mend(time_s, axes)
        del time_s, axes
        seen = list(timed.said)
        if lost:
            seen.append(f"{lost} of {rows} samples hold no value and were left out.")
        steps = np.diff(timed.time_s)
        usual_s = _usual_step(steps) if len(steps) else np.inf
        refused = self._unreadable(log, timed, usual_s)
        if refused is not None:
            return self._refused(log, refused, seen)
        if (steps > self.longest_s).any() or timed.time_s[-1] - timed.time_s[0] > self.longest_s:
            keep = timed.time_s < timed.time_s[0] + self.longest_s
            timed = Timed(time_s=timed.time_s[keep], values=timed.values[keep])
            steps = np.diff(timed.time_s)
            seen.append(f"Only the first {self.longest_s / 3600:.0f} h of the log were read.")
        origin_s = float(timed.time_s[0])
        even, known, gaps = self._even(timed, steps, usual_s)
        felt_g = gravity_felt(even[known] if gaps and known.any() else even, self.rate_hz)
        rest = self.rests.find(even, known, self.rate_hz, floor_g=0.5 * felt_g if felt_g > 0.3 else 0.0)
        refused = self._without_gravity(felt_g, rest)
        if refused is not None:
            return self._refused(log, refused, seen, 1 / usual_s)
        scale = rest.reading_g if rest.reading_g is not None else 1.0
        even /= scale
        clipping = self.clips.find(timed.values, STANDARD_GRAVITY_MPS2)
        why = what_is_wrong(steps, usual_s, gaps, clipping, rest)
        return MotionSignal(
            rate_hz=self.rate_hz,
            origin_s=origin_s,
            axes_g=even,
            magnitude_g=np.sqrt(np.einsum("ij,ij->i", even, even)),
            known=known,
            written_hz=1 / usual_s,
            gaps=gaps,
            clip_g=clipping.level / scale if clipping.level is not None else None,
            clipped_share=clipping.share,
            still=tuple(
                Span(start_s=origin_s + first / self.rate_hz, end_s=origin_s + end / self.rate_hz)
                for first, end in rest.stretches
            ),
            calibrated=rest.reading_g is not None,
            position=log.position,
            quality=graded(steps, usual_s, gaps, clipping, rest, why),
            seen=(*why, *seen),
        )

    def _unreadable(self, log: MotionLog, timed: Timed, usual_s: float) -> Refused | None:
        """Why a log can't be brought to an even rate at all."""
        if log.gravity is False:
            return Refused(
                what=_WHAT,
                why="the log is of linear acceleration, with gravity taken out: a flight does not show in it",
                instead=_WITH_GRAVITY,
            )
        if len(timed.time_s) < 2:
            return Refused(what=_WHAT, why="the log holds no samples that can be read", instead=_AGAIN)
        length_s = float(timed.time_s[-1] - timed.time_s[0])
        rate_hz = 1 / usual_s
        if rate_hz < self.least_hz:
            why = f"{rate(rate_hz)} samples a second are too few; a landing lasts a tenth of one"
            return Refused(what=_WHAT, why=why, instead=_AGAIN)
        if length_s < self.least_s:
            why = f"the log is {length_s:.1f} s long; a set needs {self.least_s:.0f} s or more"
            if rate_hz > 2000:
                why = f"the log's times say {rate_hz:.0f} samples a second; their unit can't be seconds"
            return Refused(what=_WHAT, why=why, instead=_AGAIN)
        return None

    def _even(
        self, timed: Timed, steps: Floats, usual_s: float
    ) -> tuple[Floats, np.ndarray, tuple[Span, ...]]:
        """The axes in g on an even grid from the first time on, whether known there, and the gaps."""
        time_s, values = timed.time_s, timed.values
        grid = even_grid(time_s, self.rate_hz)
        dense = 1 / usual_s > 1.2 * self.rate_hz
        drawn_s, drawn = (time_s, values) if dense else crowded_merged(time_s, values, usual_s / 5)
        way = cell_means if dense else curves
        even = in_blocks(way, drawn_s, drawn, grid)
        wide = np.flatnonzero(steps > max(self.gap_s, 1.75 * usual_s))
        known = np.ones(len(grid), dtype=bool)
        for at in wide:
            known[np.searchsorted(grid, time_s[at], "right") : np.searchsorted(grid, time_s[at + 1])] = False
        for axis in range(3 if len(wide) else 0):
            even[~known, axis] = np.interp(grid[~known], time_s, values[:, axis])
        even /= STANDARD_GRAVITY_MPS2
        gaps = tuple(Span(start_s=float(time_s[at]), end_s=float(time_s[at + 1])) for at in wide)
        return even, known, gaps

    def _without_gravity(self, felt_g: float, rest: Rest) -> Refused | None:
        """Why a log can't be of acceleration with gravity, in the unit it is said to be in."""
        reading_g = rest.reading_g
        if reading_g is None:
            if felt_g < self.no_gravity_g:
                why = f"gravity is not in the log: over seconds it averages {felt_g:.2f} g, not 1"
                return Refused(what=_WHAT, why=why, instead=_WITH_GRAVITY)
            if felt_g > self.most_felt_g:
                why = f"over seconds the log averages {felt_g:.1f} g, not 1: its unit can't be right"
                return Refused(what=_WHAT, why=why, instead=_UNIT, asks=(Ask.UNIT,))
            return None
        if abs(reading_g - 1) <= self.scale_off:
            return None
        if reading_g < 0.07 or (reading_g < 0.5 and not 0.08 < reading_g < 0.13):
            why = f"gravity is not in the log: at rest it reads {reading_g:.2f} g, not 1"
            return Refused(what=_WHAT, why=why, instead=_WITH_GRAVITY)
        why = f"at rest the log reads {reading_g:.2f} g, not 1: its unit or its sensor's scale is wrong"
        return Refused(what=_WHAT, why=why, instead=_UNIT, asks=(Ask.UNIT,))

    def _refused(
        self, log: MotionLog, refused: Refused, seen: list[str], written_hz: float = 0.0
    ) -> MotionSignal:
        because = refused.why[:1].upper() + refused.why[1:] + "."
        quality = Quality(grade=Grading.UNFIT, source=SpeedSource.NONE, why=(because,))
        return MotionSignal(
            rate_hz=self.rate_hz,
            written_hz=written_hz,
            position=log.position,
            quality=quality,
            seen=tuple(seen),
            refused=refused,
        )


def _usual_step(steps: Floats) -> float:
    """The median step; the mean of the short ones where bunches of rows make the median meaningless."""
    median_s = float(np.median(steps))
    short = steps[steps < max(0.5, 2 * median_s)]
    mean_s = float(short.mean()) if len(short) else median_s
    return median_s if median_s > 0.5 * mean_s else mean_s
