"""Which steps of a stretch are bounds, and where bounds begin and end."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fullstride.domain.recording import Floats
from fullstride.measure.bounds_steps import Stretch


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundSteps:
    """The contacts [first, last] of a stretch from each of which a bound is taken.

    `flight_s` is the usual flight between them. `doubtful` is how many contacts at the edges may or may not
    belong to it; `uneven` whether a step that is no bound lies between (a stumble).
    """

    first: int
    last: int
    flight_s: float
    doubtful: int
    uneven: bool

    @property
    def contacts(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeFinder:
    """The settings by which bounds are told from the steps around them.

    Steps: a step's flight is the mean of two opinions, its time without load and, as contacts hardly change,
    how much longer it takes than the others, each compared with the same leg's (in a pocket the legs look
    different). Approach and run-out are running; half-way between its flights and the run's own usual one
    is the limit, `usual_share` of the usual one where nobody runs. What is within `doubt_share` of the limit
    is doubtful. A run's usual flight is `shortest_flight_s` at least: running has less.
    """

    shortest_flight_s: float = 0.18
    longest_period_s: float = 0.75
    lowest_share: float = 0.5
    usual_share: float = 0.65
    longest_share: float = 1.45
    highest_share: float = 0.85
    running_most: float = 0.8
    running_least_s: float = 0.03
    least_scatter_s: float = 0.006
    stood_s: float = 0.15
    doubt_share: float = 0.06
    no_air_s: float = 0.04
    fewest: int = 4

    def find(self, stretch: Stretch) -> tuple[BoundSteps, ...]:
        """The runs of bounds in a stretch; none where its flights are no bounds'."""
        if len(stretch) < self.fewest:
            return ()
        smooth = _over_stride(stretch.air_s)
        quick = stretch.period_s <= self.longest_period_s
        likely = (smooth >= 0.85 * self.shortest_flight_s) & quick
        runs: list[BoundSteps] = []
        for start, end in _spans(likely, bridge=1):
            if end - start >= self.fewest - 1:
                run = self._run(stretch, start, end)
                if run is not None and (not runs or run.first > runs[-1].last):
                    runs.append(run)
        return tuple(runs)

    def _run(self, stretch: Stretch, start: int, end: int) -> BoundSteps | None:
        """Steps [start, end) are roughly a run: its usual flight, then its edges again, step by step."""
        core = slice(start + (end - start) // 5, max(end - (end - start) // 5, start + 3))
        flight_s = float(np.median(_over_stride(stretch.air_s)[core]))
        low, high = max(start - 6, 0), min(end + 6, len(stretch.period_s))
        flights = self._flights(stretch, core, flight_s)
        around = np.ones(high - low, dtype=bool)
        around[core.start - low : core.stop - low] = False
        limit = self._limit(flights[low:high], around, flight_s)
        usual_s = float(np.median(stretch.period_s[core]))
        bound = (flights >= limit) & (
            stretch.period_s <= min(self.longest_share * usual_s, self.longest_period_s)
        )
        spans = [span for span in _spans(bound[low:high], bridge=1) if span[1] - span[0] >= self.fewest - 1]
        if not spans or flight_s < self.shortest_flight_s:
            return None
        first, last = max(spans, key=lambda span: span[1] - span[0])
        first, last = first + low, last + low
        if not stretch.touched[first] and (first == 0 or stretch.air_s[first - 1] < self.no_air_s):
            first += 1  # a push-off from a stand
        if last - first < self.fewest:
            return None
        near = np.abs(flights - limit) < self.doubt_share * flight_s
        edges = {first - 1, first, last - 1, last} & set(range(low, high))
        doubtful = sum(bool(near[step]) for step in edges)
        uneven = not bool(bound[first:last].all())
        return BoundSteps(first=first, last=last - 1, flight_s=flight_s, doubtful=doubtful, uneven=uneven)

    def _limit(self, flights: Floats, around: NDArray[np.bool_], flight_s: float) -> float:
        """Half-way between the bounds' flights and those of the running around them, where there is any."""
        running = flights[
            around & (flights < self.running_most * flight_s) & (flights > self.running_least_s)
        ]
        if len(running) < 2:
            return self.usual_share * flight_s
        limit = (flight_s + float(np.median(running))) / 2
        return min(max(limit, self.lowest_share * flight_s), self.highest_share * flight_s)

    def _flights(self, stretch: Stretch, core: slice, flight_s: float) -> Floats:
        """Each step's flight by two opinions, weighed by how steady each is in the middle of the run.

        A step much longer than the others says nothing of its flight: somebody stood.
        """
        air = stretch.air_s - _usual_by_leg(stretch.air_s, core)
        period = stretch.period_s - _usual_by_leg(stretch.period_s, core)
        scatter = self.least_scatter_s + np.array([np.median(np.abs(each[core])) for each in (air, period)])
        weight = float(np.clip(scatter[1] ** 2 / (scatter**2).sum(), 0.35, 0.8))
        weights = np.where(period > self.stood_s, 1.0, weight)
        return np.asarray(flight_s + weights * air + (1.0 - weights) * period)


def _usual_by_leg(values: Floats, core: slice) -> Floats:
    """The median of the core's values, of the same leg."""
    numbers = np.arange(len(values))
    usual = np.full(len(values), float(np.median(values[core])))
    for leg in (0, 1):
        own = values[core][numbers[core] % 2 == leg]
        if len(own) >= 3:
            usual[numbers % 2 == leg] = np.median(own)
    return usual


def _over_stride(air_s: Floats) -> Floats:
    padded = np.concatenate([air_s[1:2], air_s, air_s[-2:-1]])
    return np.asarray((padded[:-2] + 2.0 * padded[1:-1] + padded[2:]) / 4.0)


def _spans(wanted: NDArray[np.bool_], bridge: int) -> list[tuple[int, int]]:
    """[start, end) of what is wanted, over holes of `bridge` where as much and more lies on both sides."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], wanted.astype(np.int8), [0]])))
    joined: list[tuple[int, int]] = []
    for start, end in edges.reshape(-1, 2).tolist():
        if (
            joined
            and start - joined[-1][1] <= bridge
            and end - start >= 3
            and joined[-1][1] - joined[-1][0] >= 3
        ):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
