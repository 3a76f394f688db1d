"""Flights made sets of jumps: what belongs together, and what is no jump at all."""

from bisect import bisect
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from fullstride.measure.filters import median_filter
from fullstride.measure.jumps_flights import Flight


@dataclass(frozen=True, slots=True, kw_only=True)
class SetFinding:
    """Steps: leave out the steps of a run (small falls in quick succession); part where nothing flies for
    `rests` times the usual interval, `least_rest_s` or more, `longest_rest_s` at most; in each part
    keep, the higher first, what falls at least `sure` of its higher falls and keeps `apart_sure` of the usual
    interval away from others, then what falls `maybe` of them and is `apart` to `within` of it away (a squat
    down, a bounce of the phone are nearer, a false start is farther); drop parts that are no jumping.

    Units: s, and g·s of speed lost (about the time in the air). A runner's step loses up to 0.16 and comes
    every 0.3-0.42 s, of which it flies less than `step_share`; a single fall under `single_gs` is no jump.
    Falls under `surely_gs` are jumps where many follow one another steadily, or where they are `alike_gs` and
    differ by less than `alike` of their size.
    """

    rests: float = 3.0
    least_rest_s: float = 7.0
    longest_rest_s: float = 20.0
    step_s: float = 0.42
    step_gs: float = 0.17
    step_share: float = 0.45
    sure: float = 0.75
    maybe: float = 0.5
    apart: float = 0.7
    apart_sure: float = 0.25
    within: float = 1.6
    surely_gs: float = 0.17
    alike_gs: float = 0.17
    alike: float = 0.15
    least_alike: int = 3
    least_row: int = 5
    least_row_gs: float = 0.11
    single_gs: float = 0.2

    def find(self, flights: list[Flight], rate_hz: float) -> list[list[Flight]]:
        """The sets, in the order of time."""
        sets: list[list[Flight]] = []
        for part in self._parts(self._without_steps(flights, rate_hz), rate_hz):
            kept = self._fitting(part, rate_hz)
            sets.extend(again for again in self._parts(kept, rate_hz) if self._jumped(again, rate_hz))
        return sets

    def _without_steps(self, flights: list[Flight], rate_hz: float) -> list[Flight]:
        if len(flights) < 2:
            return flights
        apart_s = np.diff([flight.middle for flight in flights]) / rate_hz
        nearest_s = np.minimum(np.append(apart_s, np.inf), np.insert(apart_s, 0, np.inf))
        fall_gs = np.array([flight.fall_gs for flight in flights])
        usual_s, usual_gs = median_filter(nearest_s, 5), median_filter(fall_gs, 5)
        most_gs = np.minimum(self.step_gs, self.step_share * usual_s)
        step = (usual_s < self.step_s) & (usual_gs < most_gs) & (fall_gs < self.step_gs)
        return [flight for flight, walked in zip(flights, step.tolist(), strict=True) if not walked]

    def _fitting(self, part: list[Flight], rate_hz: float) -> list[Flight]:
        """The flights of a part that are of one kind and keep their distance."""
        high = float(np.quantile([flight.fall_gs for flight in part], 0.75))
        sure_s = [flight.middle / rate_hz for flight in part if flight.fall_gs >= self.sure * high]
        usual_s = float(np.median(np.diff(sure_s))) if len(sure_s) > 1 else 1.0
        kept: list[Flight] = []
        middles: list[float] = []

        def fits(flight: Flight, apart: float, within: float) -> bool:
            middle_s = flight.middle / rate_hz
            at = bisect(middles, middle_s)
            away = [abs(middle_s - other_s) / usual_s for other_s in middles[max(at - 1, 0) : at + 1]]
            fitting = not away or apart <= min(away) <= within
            if fitting:
                middles.insert(at, middle_s)
                kept.insert(at, flight)
            return fitting

        falling = sorted(part, key=lambda flight: -flight.fall_gs)
        doubtful = []
        for flight in falling:
            if flight.fall_gs >= self.sure * high:
                fits(flight, self.apart_sure, np.inf)
            elif flight.fall_gs >= self.maybe * high:
                doubtful.append(flight)
        # One that is taken may bring its neighbour within reach, as where a set tires towards its end.
        while left := [flight for flight in doubtful if not fits(flight, self.apart, self.within)]:
            if len(left) == len(doubtful):
                break
            doubtful = left
        return kept

    def _parts(self, flights: list[Flight], rate_hz: float) -> list[list[Flight]]:
        apart_s = np.diff([flight.middle for flight in flights]) / rate_hz
        near_s = apart_s[apart_s < self.longest_rest_s]
        usual_s = float(np.median(near_s)) if len(near_s) else 0.0
        rest_s = min(max(self.rests * usual_s, self.least_rest_s), self.longest_rest_s)
        edges = [0, *(np.flatnonzero(apart_s > rest_s) + 1).tolist(), len(flights)]
        return [flights[first:end] for first, end in pairwise(edges) if end > first]

    def _jumped(self, part: list[Flight], rate_hz: float) -> bool:
        """Whether a part is jumping, by how far its falls go and how they follow each other."""
        falls_gs = np.array([flight.fall_gs for flight in part])
        fall_gs = float(np.median(falls_gs))
        if len(part) < 2:
            return fall_gs >= self.single_gs
        apart_s = np.diff([flight.middle for flight in part]) / rate_hz
        if fall_gs >= self.surely_gs:
            return True
        alike = len(part) >= self.least_alike and float(falls_gs.std()) < self.alike * fall_gs
        if alike and fall_gs >= self.alike_gs:
            return True
        steady = float(np.std(apart_s)) < 0.3 * float(np.mean(apart_s))
        return len(part) >= self.least_row and fall_gs >= self.least_row_gs and steady
