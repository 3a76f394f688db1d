"""Scales and their marks: minutes below, metres a second at the left, few and round."""

from dataclasses import dataclass
from typing import overload

import numpy as np

from fullstride.domain.recording import Floats

_TIME_STEPS_S = (5, 10, 15, 30, 60, 120, 180, 300, 600, 900, 1200, 1800, 3600, 7200, 14400, 28800, 86400)
_SPEED_STEPS_MPS = (0.5, 1.0, 2.0, 3.0, 4.0, 5.0, 10.0, 20.0)
MOST_LINES = 4  # hairlines above zero


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A straight map from [low, high] of the data to [start, end] of the drawing, in px."""

    low: float
    high: float
    start: float
    end: float

    @overload
    def __call__(self, value: float) -> float: ...
    @overload
    def __call__(self, value: Floats) -> Floats: ...
    def __call__(self, value: float | Floats) -> float | Floats:
        return self.start + (value - self.low) * (self.end - self.start) / ((self.high - self.low) or 1.0)


def speed_marks(top_mps: float) -> list[float]:
    """From 0 to the first round speed at or over `top_mps`: zero and at most four lines more."""
    top = max(top_mps, 1.0) if np.isfinite(top_mps) else 1.0
    step = next((one for one in _SPEED_STEPS_MPS if np.ceil(top / one - 1e-9) <= MOST_LINES), 50.0)
    return [step * count for count in range(int(np.ceil(top / step - 1e-9)) + 1)]


def time_marks(start_s: float, end_s: float, most: int) -> list[float]:
    """Round times in [start_s, end_s], at most `most` of them."""
    span = max(end_s - start_s, 1.0)
    days = _TIME_STEPS_S[-1] * int(np.ceil(span / _TIME_STEPS_S[-1] / most))
    step = next((one for one in _TIME_STEPS_S if span / one + 1 <= most + 0.5), days)
    first = int(np.ceil(start_s / step - 1e-9))
    return [float(step * count) for count in range(first, int(np.floor(end_s / step + 1e-9)) + 1)]


def time_words(marks: list[float]) -> list[str]:
    """Marks in minutes, the last with the unit: 0, 20, 40 min; under a minute apart 0:15, or in seconds."""
    if not marks:
        return []
    if all(mark % 60 == 0 for mark in marks):
        said = [f"{mark / 60:.0f}" for mark in marks]
        unit = "min"
    elif marks[-1] < 60:
        said, unit = [f"{mark:.0f}" for mark in marks], "s"
    else:
        said, unit = [f"{int(mark) // 60}:{int(mark) % 60:02d}" for mark in marks], "min"
    return [*said[:-1], f"{said[-1]}\u2009{unit}"]
