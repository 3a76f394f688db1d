"""Filters for motion signals in numpy alone: loading scipy.signal takes longer than measuring an hour."""

import numpy as np
from numpy.typing import NDArray

from fullstride.domain.recording import Floats


def low_pass(values: Floats, rate_hz: float, corner_hz: float) -> Floats:
    """A second-order Butterworth filter forwards and back along the first axis, without delay.

    By its gain, 1 / (1 + (f / corner)^4), on the spectrum; the ends are carried on point-mirrored for three
    periods of the corner.
    """
    count = len(values)
    if count < 16 or corner_hz >= rate_hz / 2:
        return values
    pad = min(round(3 * rate_hz / corner_hz), count - 1)
    head = 2 * values[:1] - values[pad:0:-1]
    tail = 2 * values[-1:] - values[-2 : -pad - 2 : -1]
    longer = np.concatenate((head, values, tail))
    size = _smooth_size(len(longer))
    spectrum = np.fft.rfft(longer, size, axis=0)
    gain = 1 / (1 + (np.fft.rfftfreq(size, 1 / rate_hz) / corner_hz) ** 4)
    spectrum *= gain.reshape((-1,) + (1,) * (values.ndim - 1))
    passed: Floats = np.fft.irfft(spectrum, size, axis=0)[pad : pad + count]
    return passed


def peaks(values: Floats, *, apart: int, prominence: float) -> tuple[NDArray[np.intp], Floats]:
    """Where a curve (n,) peaks, in order, and how far each peak stands out of the curve around it.

    Steps: the maxima; the higher first, those `apart` samples or more from any that is kept; of these the
    ones of `prominence` or more: down to the higher of the two lowest places on the way to anything higher.
    A flat top is its middle. The same as scipy.signal.find_peaks.
    """
    rising = np.diff(values)
    turns = np.flatnonzero(rising)  # flat stretches are stepped over
    up = rising[turns] > 0
    tops = np.flatnonzero(up[:-1] & ~up[1:])
    at = (turns[tops] + 1 + turns[tops + 1]) // 2
    kept = _far_apart(at, values[at], apart)
    out = _prominences(values, at)
    chosen = kept & (out >= prominence)
    return at[chosen], out[chosen]


def _far_apart(at: NDArray[np.intp], height: Floats, apart: int) -> NDArray[np.bool_]:
    places = at.tolist()
    kept = [True] * len(places)
    for here in np.argsort(height)[::-1].tolist():
        if not kept[here]:
            continue
        for step in (-1, 1):
            other = here + step
            while 0 <= other < len(places) and abs(places[other] - places[here]) < apart:
                kept[other] = False
                other += step
    return np.array(kept, dtype=bool)


def _prominences(values: Floats, at: NDArray[np.intp]) -> Floats:
    """Of every peak, with the lowest places between them."""
    if not len(at):
        return np.empty(0)
    lowest = np.minimum.reduceat(values, np.concatenate(([0], at)))  # [k]: from peak k - 1 to peak k
    heights = values[at].tolist()
    before = _bases(heights, lowest[:-1].tolist())
    after = _bases(heights[::-1], lowest[:0:-1].tolist())[::-1]
    return np.asarray(values[at] - np.maximum(before, after))


def _bases(heights: list[float], lowest: list[float]) -> list[float]:
    """The lowest place before each peak and after the last higher one; [k] of `lowest` is before peak k."""
    higher: list[tuple[float, float]] = []  # peaks ever lower, each with the lowest place before it
    bases = []
    for height, low in zip(heights, lowest, strict=True):
        base = low
        while higher and higher[-1][0] <= height:
            base = min(base, higher.pop()[1])
        bases.append(base)
        higher.append((height, base))
    return bases


def _smooth_size(count: int) -> int:
    """The next size of at least `count` that is 2, 3 or 5 times a power of two: an FFT of it is quick."""
    power = 1 << max(count - 1, 1).bit_length()
    return next(size for size in (5 * power // 8, 3 * power // 4, power) if size >= count)
