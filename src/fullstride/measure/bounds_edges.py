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
    belong to it; `uneven` whether a step that is no bound lies between (a stumble); `as_running` whether the
    flights are as short as running's and nothing shorter is around them, so that steps into the bounds and
    out of them may be among the contacts.
    """

    first: int
    last: int
    flight_s: float
    doubtful: int
    uneven: bool
    as_running: bool = False

    @property
    def contacts(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeFinder:
    """The settings by which bounds are told from the steps around them.

    Steps: a step's flight is a mean of two opinions, its time without load and, as contacts hardly change,
    how much longer it takes than the others, each compared with the same leg's (in a pocket the legs look
    different). Approach and run-out are running; half-way between its flights and the run's own usual one
    is the limit, `usual_share` of the usual one where nobody runs. What is within `doubt_share` of the limit
    is doubtful. A run's usual flight is `shortest_flight_s` at least: running has less. One under
    `alone_flight_s` is taken only with running of still shorter flights around it, from which it stands out
    (or of `take_all_s`, where somebody says that it is bounding, up to `most_as_running` contacts), and what
    is within `least_doubt_s` of the limit is doubtful up to three steps from an edge; nor is so short a bound
    taken off to more softly than `soft_share` of the same leg's usual load.

    Where nobody runs in, the first load has no air before it: it is a push-off from a stand and no contact,
    unless it is as hard and as short as the same leg's contacts (within `like_hard` and `like_firm`): then
    somebody walked or stepped into the bounds. Where nobody runs out, the same is asked of the load that ends
    the last flight: a contact on which somebody stops, or both feet that land.
    """

    shortest_flight_s: float = 0.18
    alone_flight_s: float = 0.0
    take_all_s: float = np.inf
    most_as_running: int = 30
    longest_period_s: float = 0.75
    lowest_share: float = 0.5
    usual_share: float = 0.65
    run_flight_s: float = 0.13  # of the running steps around a run, where there are hardly any to see
    longest_share: float = 1.45
    highest_share: float = 0.85
    running_most: float = 0.8
    running_least_s: float = 0.03
    least_scatter_s: float = 0.006
    stood_s: float = 0.15
    steady_share: float = 0.1
    steady_weight: float = 0.85
    doubt_share: float = 0.06
    least_doubt_s: float = 0.012
    no_air_s: float = 0.04
    soft_share: float = 0.75
    like_hard: tuple[float, float] = (0.85, 1.25)
    like_firm: tuple[float, float] = (0.65, 1.45)
    fewest: int = 4

    def find(self, stretch: Stretch) -> tuple[BoundSteps, ...]:
        """The runs of bounds in a stretch; none where its flights are no bounds'."""
        if len(stretch) < self.fewest:
            return ()
        smooth = over_stride(stretch.air_s)
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
        """Steps [start, end) are roughly a run: its middle tells what its bounds are like, twice."""
        third = (end - start) // 3
        core = slice(start + third, max(end - third, start + third + 3))
        for _ in range(2):
            steps = self._steps(stretch, core, slice(max(start - 6, 0), min(end + 6, len(stretch.period_s))))
            if steps is None:
                return None
            core = slice(steps.first + 1, max(steps.last, steps.first + 4))
        return steps

    def _steps(self, stretch: Stretch, core: slice, looked: slice) -> BoundSteps | None:
        """The bounds in the steps `looked` at, when those of the `core` are bounds."""
        flight_s = float(np.median(over_stride(stretch.air_s)[core]))
        if flight_s < self.shortest_flight_s:
            return None
        flights = self._flights(stretch, core, flight_s)
        outside = np.zeros(len(flights), dtype=bool)
        outside[looked] = True
        outside[core] = False
        short = flight_s < self.alone_flight_s
        soft = stretch.hard_g[:-1] < self.soft_share * _usual_by_leg(stretch.hard_g, core)[:-1]
        soft &= short
        running = self._running(flights, flight_s, outside, soft)
        as_running = short and len(running) < 2
        if as_running and flight_s < self.take_all_s:
            return None
        limit = self._limit(running, flight_s)
        longest_s = min(self.longest_share * float(np.median(stretch.period_s[core])), self.longest_period_s)
        bound = (flights >= limit) & (stretch.period_s <= longest_s) & ~soft
        bound[: looked.start] = bound[looked.stop :] = False
        spans = _spans(bound, bridge=1)
        if not spans:
            return None
        first, last = max(spans, key=lambda span: span[1] - span[0])
        while first < last and self._pushed_off(stretch, first):
            first += 1
        if last - first < self.fewest or (as_running and last - first > self.most_as_running):
            return None
        inner = slice(first + 1, last - 1)
        if first and not stretch.touched[first - 1] and bool(bound[first - 1]):
            first -= self._like_a_contact(stretch, first - 1, inner)
        # Flights hardly longer than running's differ by as much as they are known to, far into the run.
        doubt_s = max(self.doubt_share * flight_s, self.least_doubt_s if short else 0.0)
        near = np.abs(flights - limit) < doubt_s
        wide = 3 if short else 1
        edges = {*range(first - wide, first + wide), *range(last - wide, last + wide)}
        edges &= set(range(looked.start, looked.stop))
        # Bounds beyond the edges: something between was taken for what it is not.
        beyond = int(bound[max(first - 5, 0) : first].sum() + bound[last : last + 5].sum())
        uneven = not bool(bound[first:last].all())
        last += self._stops_on(stretch, last) and self._like_a_contact(stretch, last, inner)
        return BoundSteps(
            first=first,
            last=last - 1,
            flight_s=flight_s,
            doubtful=3 * (beyond > 1) + sum(bool(near[step]) for step in edges),
            uneven=uneven,
            as_running=as_running,
        )

    def _pushed_off(self, stretch: Stretch, number: int) -> bool:
        """Whether this is no coming down: a push-off from a stand."""
        before = stretch.air_s[number - 1] if number else 0.0
        return not stretch.touched[number] and bool(before < self.no_air_s)

    def _stops_on(self, stretch: Stretch, number: int) -> bool:
        """Whether nobody runs on from this contact: nothing follows it, or nothing with air before it."""
        return number == len(stretch) - 1 or bool(stretch.air_s[number] < self.no_air_s)

    def _like_a_contact(self, stretch: Stretch, number: int, inner: slice) -> bool:
        """Whether a load at an edge is what the same leg's contacts between the edges are."""
        hard = stretch.hard_g[number] / _usual_by_leg(stretch.hard_g, inner)[number]
        firm = stretch.firm_s[number] / _usual_by_leg(stretch.firm_s, inner)[number]
        return bool(
            self.like_hard[0] <= hard <= self.like_hard[1] and self.like_firm[0] <= firm <= self.like_firm[1]
        )

    def _running(
        self, flights: Floats, flight_s: float, outside: NDArray[np.bool_], soft: NDArray[np.bool_]
    ) -> Floats:
        """The flights, of those outside, that are clearly shorter, or taken off to more softly."""
        shorter = (flights < self.running_most * flight_s) | soft
        return flights[outside & shorter & (flights > self.running_least_s)]

    def _limit(self, running: Floats, flight_s: float) -> float:
        """Half-way between the bounds' flights and those of the running around them, where there is any."""
        if len(running) < 2:
            return max(self.usual_share * flight_s, (flight_s + self.run_flight_s) / 2)
        limit = (flight_s + float(np.median(running))) / 2
        return min(max(limit, self.lowest_share * flight_s), self.highest_share * flight_s)

    def _flights(self, stretch: Stretch, core: slice, flight_s: float) -> Floats:
        """Each step's flight by two opinions. Where time in the air is steady, that is believed (in running,
        contacts are longer); else both are weighed by how steady they are in the middle of the run.

        A step much longer than the others says nothing of its flight: somebody stood.
        """
        air = stretch.air_s - _usual_by_leg(stretch.air_s, core)
        period = stretch.period_s - _usual_by_leg(stretch.period_s, core)
        apart = np.abs(_usual_by_leg(stretch.air_s, core) - np.median(stretch.air_s[core])).max()
        scatter = self.least_scatter_s + np.array([np.median(np.abs(each[core])) for each in (air, period)])
        weight = float(np.clip(scatter[1] ** 2 / (scatter**2).sum(), 0.35, 0.8))
        if max(apart, scatter[0] - self.least_scatter_s) < self.steady_share * flight_s:
            weight = self.steady_weight
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


def over_stride(air_s: Floats) -> Floats:
    """The time in the air, (n,), of both legs together: half of each step's and a quarter of those beside."""
    if len(air_s) < 2:
        return air_s
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
