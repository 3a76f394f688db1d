"""A signal as a trace: what is drawn of a recording, second by second."""

import numpy as np

from fullstride.domain.trace import Trace
from fullstride.measure.signal import Signal

LONGEST_TRACE_S = 48 * 3600
NO_TRACE = Trace(speed_mps=np.empty(0))


def trace_of(signal: Signal) -> Trace:
    """The signal's speed and grade from the first record on, NaN where nothing was recorded."""
    before = round(signal.origin_s)
    if len(signal) + before > LONGEST_TRACE_S:  # a clock that jumped by days: nothing to draw in one line
        return NO_TRACE
    earlier = max(0, -before)  # a clock that jumped back may have what is before the first record
    lead = np.full(max(0, before), np.nan)
    speed = np.where(signal.known, signal.speed_mps, np.nan)[earlier:]
    grade = signal.grade_pct[earlier:]
    return Trace(
        speed_mps=np.concatenate([lead, speed]),
        grade_pct=np.concatenate([lead, grade]) if np.isfinite(grade).any() else np.empty(0),
    )
