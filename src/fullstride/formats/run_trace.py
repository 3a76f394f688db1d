"""From what was measured to what is drawn: the trace of a signal, and evidence on the trace's own clock."""

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from fullstride.domain.evidence import Evidence
from fullstride.domain.trace import Trace

if TYPE_CHECKING:
    from fullstride.measure.signal import Signal


def trace_of(evidence: Evidence, signal: "Signal") -> tuple[Evidence, Trace]:
    """The trace of `signal`, and `evidence` with times that count from the trace's first second.

    They differ only where the clock of the recording jumps and a part of it was measured. What was not
    recorded is NaN in the trace; grade is left out where it was not measured.
    """
    speed = np.where(signal.known, signal.speed_mps, np.nan)
    grade = signal.grade_pct if signal.grade_error_pct is not None else np.empty(0)
    trace = Trace(speed_mps=speed, grade_pct=np.where(signal.known, grade, np.nan) if len(grade) else grade)
    if not signal.origin_s:
        return evidence, trace
    efforts = tuple(
        replace(one, start_s=one.start_s - signal.origin_s, end_s=one.end_s - signal.origin_s)
        for one in evidence.efforts
    )
    return replace(evidence, efforts=efforts, duration_s=float(len(speed))), trace
