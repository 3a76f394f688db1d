"""A trace: the cleaned speed that evidence was found in, kept for drawing it."""

from dataclasses import dataclass, field

import numpy as np

from fullstride.domain.recording import Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trace:
    """One value a second; value i is the second [i, i + 1) after the first record.

    `speed_mps` (n,) is cleaned and NaN where nothing was recorded. `grade_pct` is (n,), NaN where not
    known, or empty where the recording holds no usable altitude.
    """

    speed_mps: Floats
    grade_pct: Floats = field(default_factory=lambda: np.empty(0))
