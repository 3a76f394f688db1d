"""Where a log shows flights: falls that were pushed off before and are caught after."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fullstride.domain.recording import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Flight:
    """A fall over samples [first, end), the outermost crossings of 1 g. `fall_gs` is the speed lost in it,
    in g·s: about the time in the air; `rise_gs` is the speed upwards that it began with, NaN where that is
    not known. `pushed_gs` and `caught_gs` are what the ground gave shortly before and after, `landing_g` its
    highest push, `deep_s` how long the fall was nearly free.
    """

    first: int
    end: int
    fall_gs: float
    deep_s: float
    rise_gs: float
    pushed_gs: float
    caught_gs: float
    landing_g: float

    @property
    def middle(self) -> float:
        return (self.first + self.end) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class FlightFinding:
    """Steps: find where the pull is under 1 g; join neighbours whose bump between is smaller than
    `bump_share` of either (a phone knocks in its pocket), unless one is under `least_part` of the other (what
    a soft landing gives way after its knock is no flight); keep what falls, was pushed and is caught, and
    begins upwards: the speed at its start is summed from the last standing still (0), or from the flight
    before (half its fall, downwards). A flight begins with half its fall upwards; sinking into a squat,
    which looks like one otherwise, begins with none. Sums over more than `rest_s` drift and say nothing.

    What pulls down harder than free fall (`least_pull_g`) is the phone's own swing and counts no further.

    Needs: the upright pull in g at an even rate (`jumps_upright`). Units: g, s, g·s (speed over g).
    A flight of T seconds loses T g·s, and the slopes into and out of it some more. Running loses 0.12-0.17,
    walking 0.05, standing up from a squat 0.1-0.2 but without a landing behind it.
    """

    least_fall_gs: float = 0.09
    most_s: float = 1.1
    bump_share: float = 0.5
    least_part: float = 0.25
    deep_g: float = 0.5
    least_deep_s: float = 0.03
    least_free_share: float = 0.4
    least_pull_g: float = -0.3
    least_rise_share: float = 0.2
    most_rise_share: float = 2.5
    push_share: float = 0.3
    catch_share: float = 0.3
    least_landing_g: float = 1.4
    push_window_s: float = 0.7
    catch_window_s: float = 0.4
    quiet_g: float = 0.1
    quiet_s: float = 0.15
    chain_s: float = 1.5
    rest_s: float = 2.0

    def find(self, pull_g: Floats, rate_hz: float, clipped: NDArray[np.bool_] | None = None) -> list[Flight]:
        """Every flight, in the order of time. Pushes that hold `clipped` samples are weighed as whole."""
        flights: list[Flight] = []
        total = np.concatenate(([0.0], np.cumsum(pull_g - 1.0))) / rate_hz
        excess = np.concatenate(([0.0], np.cumsum(np.maximum(pull_g - 1.0, 0.0)))) / rate_hz
        cut = np.concatenate(([0], np.cumsum(clipped if clipped is not None else np.zeros(len(pull_g)))))
        deep = np.concatenate(([0], np.cumsum(pull_g < self.deep_g)))
        free = np.concatenate(([0.0], np.cumsum(np.maximum(pull_g, self.least_pull_g) - 1.0))) / rate_hz
        falls = self._falls(pull_g, free, cut, rate_hz)
        push, catch = round(self.push_window_s * rate_hz), round(self.catch_window_s * rate_hz)
        quiet = self._quiet(pull_g, rate_hz)
        chain, rest = self.chain_s * rate_hz, self.rest_s * rate_hz
        for first, end in falls:
            fall_gs = float(free[first] - free[end])
            deep_s = float(deep[end] - deep[first]) / rate_hz
            free_share = fall_gs * rate_hz / (end - first)
            if (
                fall_gs < self.least_fall_gs
                or deep_s < self.least_deep_s
                or free_share < self.least_free_share
            ):
                continue
            at = int(np.searchsorted(quiet, first)) - 1
            rested = int(quiet[at]) if at >= 0 and first - quiet[at] < rest else -1
            rise_gs = float(total[first] - total[rested]) if rested >= 0 else np.nan
            if flights and flights[-1].end >= rested and first - flights[-1].end < chain:
                last = flights[-1]
                rise_gs = float(total[first] - total[last.end]) - last.fall_gs / 2
                if cut[first] > cut[last.end]:
                    rise_gs = np.nan
            elif rested >= 0 and cut[first] > cut[rested]:
                rise_gs = np.nan
            before = max(first - push, flights[-1].end if flights else 0)
            after = min(end + catch, len(pull_g))
            whole = fall_gs  # what a clipped push was is not known, but it was more than what is left of it
            flight = Flight(
                first=first,
                end=end,
                fall_gs=fall_gs,
                deep_s=deep_s,
                rise_gs=rise_gs,
                pushed_gs=whole if cut[first] > cut[before] else float(excess[first] - excess[before]),
                caught_gs=whole if cut[after] > cut[end] else float(excess[after] - excess[end]),
                landing_g=float(pull_g[end:after].max(initial=0.0)),
            )
            if self._flown(flight):
                flights.append(flight)
        return flights

    def _flown(self, flight: Flight) -> bool:
        rise = flight.rise_gs / flight.fall_gs
        return (
            not (rise < self.least_rise_share or rise > self.most_rise_share)  # NaN may be one
            and flight.pushed_gs >= self.push_share * flight.fall_gs
            and flight.caught_gs >= self.catch_share * flight.fall_gs
            and flight.landing_g >= self.least_landing_g
        )

    def _quiet(self, pull_g: Floats, rate_hz: float) -> np.ndarray:
        """The samples at which the body has stood still for `quiet_s`."""
        width = max(round(self.quiet_s * rate_hz), 1)
        still = np.concatenate(([0], np.cumsum(np.abs(pull_g - 1.0) < self.quiet_g)))
        ends: np.ndarray = np.flatnonzero(still[width:] - still[:-width] == width) + width - 1
        return ends

    def _falls(self, pull_g: Floats, total: Floats, cut: Floats, rate_hz: float) -> list[tuple[int, int]]:
        """Stretches under 1 g, those that a small bump parts joined; a clipped bump is none."""
        above = pull_g >= 1.0
        edges = np.concatenate(([0], np.flatnonzero(above[1:] != above[:-1]) + 1, [len(pull_g)]))
        first, end = edges[:-1], edges[1:]
        below = ~above[first]
        first, end = first[below], end[below]
        area = total[first] - total[end]
        weighty = area > 0.015
        falls: list[tuple[int, int]] = []
        lost = 0.0
        longest = self.most_s * rate_hz
        for start, stop, fell in zip(
            first[weighty].tolist(), end[weighty].tolist(), area[weighty].tolist(), strict=True
        ):
            if falls:
                begun, ended = falls[-1]
                bump = float(total[start] - total[ended])
                less, more = sorted((lost, fell))
                small = bump < self.bump_share * less and cut[start] == cut[ended]
                if small and less >= self.least_part * more and stop - begun <= longest:
                    falls[-1] = (begun, stop)
                    lost += fell - bump
                    continue
            if stop - start <= longest:
                falls.append((start, stop))
                lost = fell
        return falls
