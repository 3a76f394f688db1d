"""The rhythm of continuous jumping by autocorrelation, which knows nothing of single jumps."""

from dataclasses import dataclass

import numpy as np

from fullstride.domain.recording import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """`period_s` is the time of one jump, `cycles` how many of them the stretch holds, `clarity` (to 1) how
    alike one is to the next: under 0.8 they are not to be trusted. `steady` is the share of the windows in
    which the period is about the usual one."""

    period_s: float
    cycles: float
    clarity: float
    steady: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RhythmFinding:
    """Steps: thin to 50 Hz, cut at `most_g` (landing and push-off are two peaks, the flight one trough) and
    blur by `blur_s`; part into windows of `window_s`; correlate each with itself; the period is the shortest
    peak between `shortest_s` and `longest_s` that reaches `share` of the highest; cycles are the sum of time
    over period, window by window, so that a tempo may wander.

    Needs: the pull in g at an even rate, a stretch of at least two periods. Units: s.
    Source: autocorrelation as in gait analysis (Moe-Nilssen and Helbostad, Estimation of gait cycle
    characteristics by trunk accelerometry, Journal of Biomechanics, 2004); cut, blur and windows are ours. By
    FFT, n log n.
    """

    shortest_s: float = 0.28
    longest_s: float = 1.6
    share: float = 0.8
    window_s: float = 6.0
    hop_s: float = 0.5
    most_g: float = 1.0
    blur_s: float = 0.16

    def find(self, pull_g: Floats, rate_hz: float) -> Rhythm | None:
        """The rhythm of the whole stretch; None where it is too short for one."""
        return self.of_axes(np.clip(pull_g, 0.0, self.most_g)[:, None], rate_hz)

    def of_axes(self, axes_g: Floats, rate_hz: float) -> Rhythm | None:
        """The rhythm of several axes together, (n, k), uncut: each is held against itself, with its sign."""
        thin = max(round(rate_hz / 50), 1)
        thin_hz = rate_hz / thin
        count = len(axes_g) // thin
        if count < 3 * self.shortest_s * thin_hz:
            return None
        values = axes_g[: count * thin].reshape(count, thin, -1).mean(axis=1)
        wide = max(round(self.blur_s * thin_hz), 1)
        blur = np.ones(wide) / wide
        values = np.column_stack([np.convolve(axis, blur, mode="same") for axis in values.T])
        width = min(round(self.window_s * thin_hz), count)
        hop = max(round(self.hop_s * thin_hz), 1)
        starts = np.unique(np.append(np.arange(0, count - width + 1, hop), count - width))
        likeness = _likeness(values[starts[:, None] + np.arange(width)])
        low = round(self.shortest_s * thin_hz)
        high = min(round(self.longest_s * thin_hz), 2 * width // 3)
        if high <= low + 1:
            return None
        found = [_period(row, low, high, self.share) for row in likeness]
        lags = np.array([lag for lag, _ in found])
        clear = np.array([height for _, height in found])
        seen = lags > 0
        if not seen.any():
            return None
        period_s = lags / thin_hz
        middle_s = (starts + width / 2) / thin_hz
        usual_s = float(np.median(period_s[seen]))
        # A window that hears the double or the half beat does not outvote its neighbours.
        ratio = np.maximum(period_s, 1e-9) / usual_s
        near = seen & (ratio > 0.7) & (ratio < 1.4)
        at_s = (np.arange(count) + 0.5) / thin_hz
        cycles = float(np.sum(1 / np.interp(at_s, middle_s[near], period_s[near])) / thin_hz)
        return Rhythm(
            period_s=usual_s,
            cycles=cycles * len(axes_g) / (count * thin),
            clarity=float(np.median(clear * near)),
            steady=float(near.mean()),
        )


def _likeness(windows: Floats) -> Floats:
    """The correlation of each window (m, width, k) with itself, its axes summed, later by 0, 1, 2 … samples;
    1 at 0, the overlap's shrinking allowed for."""
    width = windows.shape[1]
    centred = windows - windows.mean(axis=1, keepdims=True)
    size = 1 << (2 * width - 1).bit_length()
    spectrum = np.fft.rfft(centred, size, axis=1)
    products = np.fft.irfft((np.abs(spectrum) ** 2).sum(axis=2), size, axis=1)[:, :width]
    square = np.cumsum((centred**2).sum(axis=2), axis=1)
    squares = np.concatenate((np.zeros((len(windows), 1)), square), axis=1)
    lag = np.arange(width)
    head = squares[:, width - lag]
    tail = squares[:, -1:] - squares[:, lag]
    likeness: Floats = products / np.maximum(np.sqrt(head * tail), 1e-9)
    return likeness


def _period(likeness: Floats, low: int, high: int, share: float) -> tuple[float, float]:
    """The lag of the shortest peak as high as `share` of the highest, drawn as a parabola, and its height."""
    inner = likeness[low : high + 1]
    peak = np.flatnonzero((inner[1:-1] >= inner[:-2]) & (inner[1:-1] > inner[2:])) + 1
    if not len(peak):
        return 0.0, 0.0
    best = float(inner[peak].max())
    if best <= 0:
        return 0.0, 0.0
    at = int(peak[inner[peak] >= share * best][0])
    before, here, after = inner[at - 1 : at + 2]
    bend = before - 2 * here + after
    shift = 0.5 * (before - after) / bend if bend < 0 else 0.0
    return float(low + at + shift), float(here)
