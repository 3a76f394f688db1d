"""What is wrong with a motion log, in sentences, and how good it is for all that."""

from collections.abc import Sequence

import numpy as np

from fullstride.domain.evidence import Grading, Quality, SpeedSource
from fullstride.domain.recording import Floats, Span
from fullstride.measure.motion_state import Clipping, Rest


def what_is_wrong(
    steps: Floats, usual_s: float, gaps: Sequence[Span], clipping: Clipping, rest: Rest
) -> list[str]:
    """A sentence for everything that a reader of the numbers should know of the log."""
    said = []
    uneven = float((np.abs(steps - usual_s) > 0.5 * usual_s).mean())
    if 1 / usual_s < 80:
        said.append(f"{rate(1 / usual_s)} samples a second; 100 or more time a flight better.")
    if uneven > 0.05:
        said.append(f"The rate is uneven: {uneven:.0%} of the steps are half as long again or short.")
    if gaps:
        longest_s = max(gap.duration_s for gap in gaps)
        one = len(gaps) == 1
        many = (
            "There is a gap in the log, of" if one else f"There are {len(gaps)} gaps in the log, the longest"
        )
        where = "it" if one else "one"
        said.append(f"{many} {longest_s:.2f} s; a jump in {where} is not measured, and may not be counted.")
    if clipping.level is not None:
        said.append(f"The sensor clips at {clipping.level:.1f} g, in {clipping.share:.1%} of samples.")
    if rest.reading_g is None:
        said.append("The phone is never still, so what it reads at rest, its 1 g, is not known.")
    elif abs(rest.reading_g - 1) > 0.03:
        said.append(f"At rest the phone reads {rest.reading_g:.2f} g; that was taken for 1 g.")
    return said


def graded(
    steps: Floats,
    usual_s: float,
    gaps: Sequence[Span],
    clipping: Clipping,
    rest: Rest,
    why: Sequence[str],
) -> Quality:
    """The log's grade, by its rate, its gaps, where it clips and whether its 1 g is known."""
    rate_hz, missing = 1 / usual_s, sum(gap.duration_s for gap in gaps) / float(steps.sum())
    low = clipping.level is not None and clipping.level < 3
    if rate_hz < 45 or missing > 0.05 or (low and clipping.share > 0.1):
        grade = Grading.POOR
    elif rate_hz < 80 or missing > 0.005 or low or rest.reading_g is None:
        grade = Grading.FAIR
    else:
        grade = Grading.GOOD
    return Quality(grade=grade, source=SpeedSource.NONE, why=tuple(why), interval_s=usual_s)


def rate(rate_hz: float) -> str:
    """ "100", "12.5": samples a second."""
    return f"{rate_hz:.0f}" if rate_hz >= 10 else f"{rate_hz:.1f}"
