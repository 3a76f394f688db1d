"""One measured thing and what was promised for it."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """`median` and `limit` in `unit`; a ratio of 1 is as promised, under it is better."""

    name: str
    median: float
    limit: float
    unit: str = "s"

    @property
    def ratio(self) -> float:
        return self.median / self.limit


def median_s(work: Callable[[], object], times: int) -> float:
    """The median of `times` runs in seconds, after one that warms up."""
    work()
    runs = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        runs.append(time.perf_counter() - begun)
    return statistics.median(runs)
