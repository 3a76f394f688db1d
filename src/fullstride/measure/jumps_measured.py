"""The jumps of a set as evidence: each one, the set's rhythm and its reactive strength."""

import numpy as np
from numpy.typing import NDArray

from fullstride.domain.evidence import Jump, Measured
from fullstride.domain.recording import Floats
from fullstride.measure.jumps_flights import Flight
from fullstride.measure.jumps_timing import Timed, height_cm, height_slope
from fullstride.measure.motion import MotionSignal


def on_level(signal: MotionSignal, inside: slice = slice(None)) -> NDArray[np.bool_] | None:
    """The samples at which an axis stands on the sensor's level; None where it does not clip."""
    if signal.clip_g is None:
        return None
    standing: NDArray[np.bool_] = np.abs(signal.axes_g[inside]).max(axis=1) >= 0.97 * signal.clip_g
    return standing


def without_gaps(timed: Timed, flights: list[Flight], known: np.ndarray, rate_hz: float) -> Timed:
    """The times without those of flights that a gap in the log touches."""
    near = round(0.05 * rate_hz)
    flight_s = timed.flight_s.copy()
    for at, flight in enumerate(flights):
        if not known[max(flight.first - near, 0) : flight.end + near].all():
            flight_s[at] = np.nan
    return Timed(
        takeoff_s=timed.takeoff_s,
        landing_s=timed.landing_s,
        flight_s=flight_s,
        common_s=timed.common_s,
        single_s=timed.single_s,
    )


def the_jumps(
    timed: Timed, flights: list[Flight], rate_hz: float, *, heights: bool, flights_too: bool
) -> tuple[Jump, ...]:
    """The jumps of a set; what could not be timed says only where in the log it is."""
    error_s = float(np.hypot(timed.common_s, timed.single_s))
    jumps: list[Jump] = []
    for at, flight in enumerate(flights):
        flight_s = float(timed.flight_s[at])
        if not np.isfinite(flight_s) or not flights_too:
            first_s, end_s = flight.first / rate_hz, flight.end / rate_hz
            jumps.append(Jump(takeoff_s=first_s, landing_s=end_s))
            continue
        takeoff_s = float(timed.takeoff_s[at])
        before = jumps[-1] if jumps else None
        on_ground = before is not None and before.flight_s is not None
        jumps.append(
            Jump(
                takeoff_s=takeoff_s,
                landing_s=float(timed.landing_s[at]),
                flight_s=Measured(value=flight_s, error=error_s),
                height_cm=_height(flight_s, error_s) if heights else None,
                contact_s=Measured(value=takeoff_s - before.landing_s, error=error_s)
                if on_ground and before is not None
                else None,
            )
        )
    return tuple(jumps)


def _height(flight_s: float, error_s: float) -> Measured:
    flight = np.array([flight_s])
    return Measured(value=float(height_cm(flight)[0]), error=float(height_slope(flight)[0]) * error_s)


def mean_rhythm(flights: list[Flight], rate_hz: float, timed: Timed) -> Measured | None:
    """The mean time from one take-off to the next; offsets take no part in it.

    Where the first or the last could not be timed, from the middle of one flight to that of the next.
    """
    if len(flights) < 2:
        return None
    at_s = timed.takeoff_s
    if not np.isfinite([at_s[0], at_s[-1]]).all():
        at_s = np.array([flight.middle for flight in flights]) / rate_hz
    count = len(at_s) - 1
    error_s = np.sqrt(2) * timed.single_s / count  # the first and the last one's place
    return Measured(value=float(at_s[-1] - at_s[0]) / count, error=float(error_s))


def reactive_strength(jumps: tuple[Jump, ...], timed: Timed) -> Measured | None:
    """Height in m over time on the ground in s, the mean of the set: a trend number only."""
    pairs = [
        (jump.flight_s.value, jump.contact_s.value)
        for jump in jumps
        if jump.flight_s is not None and jump.contact_s is not None and jump.contact_s.value > 0.05
    ]
    if len(pairs) < 3:
        return None
    flight_s, contact_s = np.array(pairs).T

    def strength(off_s: float) -> Floats:
        ratio: Floats = height_cm(flight_s + off_s) / 100 / (contact_s - off_s)
        return ratio

    each = strength(0.0)
    common = float((strength(0.01) - strength(-0.01)).mean()) / 0.02 * timed.common_s
    return Measured(
        value=float(each.mean()),
        error=float(np.hypot(common, each.std(ddof=1) / np.sqrt(len(each)))),
    )
