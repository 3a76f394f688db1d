"""Contacts counted by rhythm: a second opinion, that knows nothing of single contacts."""

from dataclasses import dataclass

import numpy as np

from fullstride.domain.recording import Floats
from fullstride.measure.bounds_steps import StepFinder
from fullstride.measure.motion import MotionSignal
from fullstride.measure.motion_filters import low_pass


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRate:
    """The settings of the search for a step rate in a spectrum.

    Steps: the load (magnitude, low-passed) and how hard it knocks (the logarithm of what is quick in it, so
    that a pocket's strong leg does not hide the other); the spectrum of each under a Hann window; the
    frequency at which both together are strongest. Needs: `shortest_s` of one rhythm, between `slowest_hz`
    and `fastest_hz`. Errors: what is shorter is None; it does not say whether there is a rhythm at all.
    """

    slowest_hz: float = 1.25
    fastest_hz: float = 4.2
    load_hz: float = 6.0
    shortest_s: float = 1.2

    def find(self, signal: MotionSignal, start_s: float, end_s: float) -> float | None:
        """Steps a second between two instants, seconds after the first sample; None where it is too short."""
        hz = signal.rate_hz
        start, end = max(round(start_s * hz), 0), min(round(end_s * hz), len(signal))
        if end - start < self.shortest_s * hz:
            return None
        magnitude = signal.magnitude_g[start:end]
        quick = magnitude - low_pass(magnitude, hz, 10.0)
        knocks = np.log(np.maximum(low_pass(quick**2, hz, 5.0), 0.0) + 1e-3)
        load = low_pass(magnitude, hz, self.load_hz)
        size = 1 << int(np.ceil(np.log2(max(32 * hz, 2 * len(load)))))
        at_hz = np.fft.rfftfreq(size, 1.0 / hz)
        within = (at_hz >= self.slowest_hz) & (at_hz <= self.fastest_hz)
        together = _strengths(load, size)[within] + 0.5 * _strengths(knocks, size)[within]
        return float(at_hz[within][together.argmax()])


def contacts_by_peaks(
    signal: MotionSignal, start_s: float, end_s: float, steps: StepFinder | None = None
) -> int:
    """How many contacts begin in [start_s, end_s), counted one by one (seconds after the first sample)."""
    hz = signal.rate_hz
    wide = round(hz)
    start, end = round(start_s * hz), round(end_s * hz)
    stretch = (steps or StepFinder()).contacts(signal, max(start - wide, 0), min(end + wide, len(signal)))
    if stretch is None:
        return 0
    return int(((stretch.peak >= start) & (stretch.peak < end)).sum())


def contacts_by_rhythm(
    signal: MotionSignal, start_s: float, end_s: float, rate: StepRate | None = None
) -> float | None:
    """How many contacts fit from one at `start_s` to one at `end_s`, by the step rate alone; not whole."""
    steps_hz = (rate or StepRate()).find(signal, start_s, end_s)
    return None if steps_hz is None else 1.0 + (end_s - start_s) * steps_hz


def _strengths(values: Floats, size: int) -> Floats:
    made = np.abs(np.fft.rfft((values - values.mean()) * np.hanning(len(values)), size))
    return np.asarray(made / max(float(made.max()), 1e-12))
