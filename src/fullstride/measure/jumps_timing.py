"""When a jump leaves the ground and lands, and how high it was: from the slopes of its flight."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from fullstride.domain.evidence import Measured
from fullstride.domain.motion import Calibration, Jumping, Position
from fullstride.domain.motion_log import STANDARD_GRAVITY_MPS2
from fullstride.domain.recording import Floats
from fullstride.measure.jumps_flights import Flight

_CM = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Offset:
    """How much longer than it is a flight shows at one position: `offset_s` is taken off every one.

    `offset_error_s` is what that differs by from runner to runner and from one way of wearing it to
    another, `flight_error_s` what single flights of one set differ by beside it; both one standard deviation.
    """

    offset_s: float
    offset_error_s: float
    flight_error_s: float


# How these came about: see JumpTiming.
OFFSETS: Mapping[Position, Offset] = MappingProxyType(
    {
        Position.BELT: Offset(offset_s=-0.015, offset_error_s=0.025, flight_error_s=0.012),
        Position.FRONT_POCKET: Offset(offset_s=-0.027, offset_error_s=0.035, flight_error_s=0.015),
        Position.BACK_POCKET: Offset(offset_s=-0.027, offset_error_s=0.035, flight_error_s=0.015),
        Position.ANKLE: Offset(offset_s=-0.069, offset_error_s=0.025, flight_error_s=0.012),
        Position.HAND: Offset(offset_s=-0.020, offset_error_s=0.060, flight_error_s=0.030),
        Position.UNKNOWN: Offset(offset_s=-0.020, offset_error_s=0.045, flight_error_s=0.015),
    }
)


# What one runner's phone differs by between kinds of jumps. 40 simulated runners: at belts jumps in one go
# show 14 ms longer than one by one, hops 7; in front pockets hops show 15 to 19 ms longer than either. How
# deep the squat is, or how long the feet stay down, makes 2 to 5.
OTHER_KIND_S = 0.008


def own_for(position: Position, jumping: Jumping, calibrations: Sequence[Calibration]) -> Calibration | None:
    """The last calibration of this position and kind of jumps; else the last that does not say its kind."""
    here = [one for one in calibrations if position in (one.position, Position.UNKNOWN)]
    for kind in (jumping, Jumping.UNKNOWN):
        own = next((one for one in reversed(here) if one.jumping is kind), None)
        if own is not None:
            return own
    return None


def offset_of(position: Position, calibration: Calibration | None = None) -> Offset:
    """The runner's own offset where there is one, else the usual one of the position."""
    if calibration is None:
        return OFFSETS[position]
    other_kind_s = OTHER_KIND_S if calibration.jumping is Jumping.UNKNOWN else 0.0
    return Offset(
        offset_s=calibration.offset_s,
        offset_error_s=math.hypot(calibration.offset_error_s, other_kind_s),
        flight_error_s=calibration.flight_error_s,
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Timed:
    """Take-offs, landings and flights of a set, (n,), in seconds after the first sample.

    NaN where one could not be timed. `common_s` is the error that all flights share, `single_s` the rest.
    """

    takeoff_s: Floats
    landing_s: Floats
    flight_s: Floats
    common_s: float
    single_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class JumpTiming:
    """Steps: where the pull leaves 1 g and passes `level_g`, outermost, on either side of a flight; the line
    through both, its slope the median of the set's, is drawn on to 0 g, where the foot leaves the ground;
    the position's offset is taken off.

    Needs: the upright pull in g at an even rate, the flights of one set. Units: s.
    Source: height from the time in the air, Bosco, Luhtanen and Komi (A simple method for measurement of
    mechanical power in jumping, European Journal of Applied Physiology, 1983); where on the slope a flight
    begins is what sensors differ by, and the line drawn on to 0 g is ours. On the way from 1 g to 0 a slow
    push-off takes 0.1 s longer than a hop. With the line drawn on, simulated belts show flights 24 ± 11 ms
    too short (every style, mount and phone drawn at random), pockets 27 ± 14, ankles 69 ± 7; with the
    crossings alone belts showed them 67 ± 64 ms too long. 21 squat jumps on force plates
    (github.com/andrewlba/ACL_squat_jump), each person's offset that of the other six: 1 ms, height SD 0.76
    cm; with the crossings alone 80 ms and 1.21 cm. The belt's offset stands between simulator and plates.
    A squat is pushed off from more slowly than a landing is rebounded from: in sets of rebounds the first
    take-off showed `first_s` later than the others (95 simulated sets, at belts 7 ms, in front pockets 8).
    The errors are wider than both, as no phone has yet been compared with a force plate in the open. A
    calibration from marked video replaces them.
    """

    level_g: float = 0.5
    first_s: float = 0.008
    least_flight_s: float = 0.08

    def time(
        self,
        pull_g: Floats,
        flights: Sequence[Flight],
        rate_hz: float,
        offset: Offset,
        written_hz: float,
        *,
        rebounds: bool = False,
    ) -> Timed:
        """`rebounds`: every jump but the first is taken off from a landing, without a pause."""
        edges = np.array([self._edges(pull_g, flight) for flight in flights]).reshape(-1, 4) / rate_hz
        # As far as it is from 1 g to the level, so far it is in this measure from the level to 0 g.
        on = self.level_g / (1 - self.level_g)
        takeoff_s = edges[:, 1] + on * np.nanmedian(edges[:, 1] - edges[:, 0]) + offset.offset_s / 2
        takeoff_s[0] -= self.first_s if rebounds else 0.0
        landing_s = edges[:, 2] - on * np.nanmedian(edges[:, 3] - edges[:, 2]) - offset.offset_s / 2
        flight_s = landing_s - takeoff_s
        flight_s[~(flight_s >= self.least_flight_s)] = np.nan
        return Timed(
            takeoff_s=takeoff_s,
            landing_s=landing_s,
            flight_s=flight_s,
            common_s=offset.offset_error_s,
            single_s=float(np.hypot(offset.flight_error_s, 0.29 / max(written_hz, 1.0))),
        )

    def _edges(self, pull_g: Floats, flight: Flight) -> tuple[float, float, float, float]:
        """Where the pull crosses 1 g, the level, the level and 1 g, in samples."""
        first, end = flight.first, flight.end
        below = np.flatnonzero(pull_g[first:end] < self.level_g)
        if not len(below) or first == 0 or end >= len(pull_g):
            return (np.nan,) * 4
        low, high = first + int(below[0]), first + int(below[-1])
        return (
            _crossing(pull_g, first, 1.0),
            _crossing(pull_g, low, self.level_g),
            _crossing(pull_g, high + 1, self.level_g),
            _crossing(pull_g, end, 1.0),
        )


def _crossing(pull_g: Floats, at: int, level_g: float) -> float:
    """Where, between the sample before `at` and it, the pull passes the level."""
    before, here = float(pull_g[at - 1]), float(pull_g[at])
    return at - 1 + (level_g - before) / (here - before) if here != before else float(at)


def height_cm(flight_s: Floats) -> Floats:
    """How far a body rises that flies for so long: g t² / 8."""
    height: Floats = STANDARD_GRAVITY_MPS2 * flight_s**2 / 8 * _CM
    return height


def height_slope(flight_s: Floats) -> Floats:
    """How many cm of height one second of flight is worth: g t / 4."""
    slope: Floats = STANDARD_GRAVITY_MPS2 * flight_s / 4 * _CM
    return slope


def mean_height(timed: Timed) -> tuple[Measured | None, float | None]:
    """The set's mean height with its error, and what its jumps differ by, in cm."""
    flight_s = timed.flight_s[np.isfinite(timed.flight_s)]
    if not len(flight_s):
        return None, None
    heights = height_cm(flight_s)
    slope = float(height_slope(flight_s).mean())
    scatter = float(heights.std(ddof=1)) if len(heights) > 1 else None
    single = slope * timed.single_s
    own = max(scatter or 0.0, single) / np.sqrt(len(heights))
    error = float(np.hypot(slope * timed.common_s, own))
    return Measured(value=float(heights.mean()), error=error), scatter


def drop_off(timed: Timed, least: int = 6) -> Measured | None:
    """How much lower the last third of a set was than its first, in percent of the first.

    None with fewer than `least` timed jumps. The error is of what single jumps differ by beside the trend,
    and of the offset, which weighs more on lower jumps.
    """
    number = np.flatnonzero(np.isfinite(timed.flight_s))
    if len(number) < least:
        return None
    flight_s = timed.flight_s[number]
    third = len(number) // 3
    heights = height_cm(flight_s)
    trend = np.polyfit(number, heights, 1)
    beside = np.std(heights - np.polyval(trend, number), ddof=2)
    single = max(float(beside), float(height_slope(flight_s).mean()) * timed.single_s)

    def drop(off_s: float) -> float:
        moved = height_cm(np.maximum(flight_s + off_s, 0.02))
        return float(100 * (1 - moved[-third:].mean() / moved[:third].mean()))

    value = drop(0.0)
    offset = (drop(-timed.common_s) - drop(timed.common_s)) / 2
    scatter = 100 * single * np.sqrt(2 / third) / float(heights[:third].mean())
    return Measured(value=value, error=float(np.hypot(offset, scatter)))
