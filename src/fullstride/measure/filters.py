"""Small filters for even 1 Hz rows of numbers; all keep the length and shrink their window at the ends."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from fullstride.domain.recording import Floats

_MAD_TO_SD = 1.4826


def mean_filter(values: Floats, width: int) -> Floats:
    """The mean over `width` (odd) neighbours."""
    if width < 2 or len(values) < 2:
        return values
    half = width // 2
    total = np.concatenate(([0.0], np.cumsum(values)))
    place = np.arange(len(values))
    low, high = np.maximum(place - half, 0), np.minimum(place + half + 1, len(values))
    mean: Floats = (total[high] - total[low]) / (high - low)
    return mean


def median_filter(values: Floats, width: int) -> Floats:
    """The median over `width` (odd) neighbours; the ends are held."""
    if width < 2 or not len(values):
        return values
    half = width // 2
    held = np.concatenate((np.full(half, values[0]), values, np.full(half, values[-1])))
    middle: Floats = np.partition(sliding_window_view(held, width), half, axis=1)[:, half]
    return middle


def spread(values: Floats) -> float:
    """The standard deviation, not led astray by a few wild values; 0 without values."""
    if not len(values):
        return 0.0
    return float(_MAD_TO_SD * np.median(np.abs(values - np.median(values))))
