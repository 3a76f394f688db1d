"""Tables of one recording brought together: rotation beside acceleration, gravity added where it is out."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from fullstride.domain.motion_log import MotionLog
from fullstride.domain.recording import Floats
from fullstride.formats.motion_log_csv import Part

_FURTHEST_S = 1.0  # gravity turns slowly; beyond this of its last sample it is not known
ADDED = "gravity was added to an acceleration without it"


def with_rotation(part: Part, others: Iterable[Part]) -> MotionLog:
    """The part's log, with rotation of its own or else of the first other table that has any."""
    log = part.log()
    for other in others:
        if part.rotation is None and other.rotation is not None:
            return replace(log, rotation_time_s=aligned(other, part), rotation_radps=other.rotation)
    return log


def with_gravity(part: Part, pulled: Part) -> Part | None:
    """The part with gravity added from another table; None where the two can't be brought together."""
    if part.acceleration is None or pulled.only_gravity is None or len(pulled.clock.time_s) < 2:
        return None
    drawn = _at_times(aligned(pulled, part), pulled.only_gravity, part.clock.time_s)
    return replace(
        part,
        acceleration=part.acceleration + drawn,
        gravity=True,
        taken=tuple(dict.fromkeys((*part.taken, *pulled.taken, ADDED))),
        cut=part.cut or pulled.cut,
    )


def aligned(part: Part, to: Part) -> Floats:
    """The part's times on the clock of another, whose zero may be another instant."""
    one, other = part.clock, to.clock
    if one.start is None or other.start is None:
        return one.time_s + (one.zero_s - other.zero_s)
    return one.time_s + (one.start - other.start).total_seconds()


def _at_times(clock: Floats, axes: Floats, at: Floats) -> Floats:
    """The axes drawn straight to other times; NaN far from any sample."""
    known = np.isfinite(clock) & np.isfinite(axes).all(axis=1)
    if not known.any():
        return np.full((len(at), 3), np.nan)
    order = np.argsort(clock[known], kind="stable")
    times, values = clock[known][order], axes[known][order]
    drawn = np.column_stack([np.interp(at, times, values[:, axis]) for axis in range(3)])
    drawn[~np.isfinite(at) | (at < times[0] - _FURTHEST_S) | (at > times[-1] + _FURTHEST_S)] = np.nan
    return drawn
