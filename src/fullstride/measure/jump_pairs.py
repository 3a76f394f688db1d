"""The same jumps in a phone's log and in a video, found by the pattern of their times and flights."""

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from fullstride.domain.evidence import Jump, JumpSet, Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One jump, seen twice. Both flights are known; each on its own clock."""

    phone: Jump
    video: Jump

    @property
    def longer_s(self) -> float:
        """How much longer the phone shows the flight."""
        return _flight(self.phone) - _flight(self.video)


@dataclass(frozen=True, slots=True, kw_only=True)
class JumpPairing:
    """Steps: the middle of each flight, on either clock; every way to lay one of the first marked jumps on
    one of the phone's gives a shift of the clocks, with which the nearest jumps are paired; a shift is worse
    the further its pairs lie apart in time and in the length of the flight, for every marked jump without a
    pair and, less, for every jump of the phone between the marked ones that nobody marked. The best shift is
    taken where no other is nearly as good.

    Needs: flights of both, in seconds; their middles do not move with what a phone adds at both ends. The
    clocks may differ by anything, not in their rates. `scatter_s` is how far the middles and flights of one
    jump differ by chance, `freedom` Student's, as one in twenty is off by 40 ms and more; `near_s` the
    furthest that two can be one jump. A shift is another one where it pairs no jump as the best does; `clear`
    is how much worse it must be (as -2 log likelihood). Over 800 simulated pairings of 3 to 12 marked jumps
    one was wrong; three of a set with pauses were found in 8 of 10, three of an even one are refused.
    """

    scatter_s: float = 0.012
    freedom: float = 4.0
    near_s: float = 0.15
    unmarked_cost: float = 2.0
    unpaired_cost: float = 12.0
    clear: float = 12.0
    worst: float = 12.0  # mean cost of a pair; above it these are other jumps
    fewest: int = 3
    most: int = 200
    unseen: int = 3  # of the first marked jumps, those that the phone may have missed

    def pair(self, phone: Sequence[JumpSet], video: Sequence[JumpSet]) -> tuple[Pair, ...] | Refused:
        ours, marked = _timed(phone), _timed(video)
        for found, whose, instead in (
            (marked, "of the marked jumps", "Mark take-off and landing of three jumps or more."),
            (ours, "of the jumps in the phone's log", "Take the log and the video of the same set."),
        ):
            if len(found) < self.fewest:
                why = f"the flights of only {len(found)} {whose} are known, and {self.fewest} are needed"
                return _refused(why, instead)
        if len(marked) > self.most:
            return _refused(
                f"{len(marked)} jumps are marked, more than {self.most}", "Mark the jumps of one set."
            )
        ways = self._ways(ours, marked)
        if not ways:
            return _refused(
                "the rhythm of the marked jumps is nowhere in the phone's log",
                "Take the log and the video of the same set, and look whether fps is the camera's rate.",
            )
        ordered = sorted(ways.items(), key=lambda way: way[1])
        best, cost = ordered[0]
        if any(other - cost < self.clear and not set(way) & set(best) for way, other in ordered[1:]):
            return _refused(
                "the marked jumps fit the phone's log in more than one place",
                "Mark every jump of the set, or more of them; an uneven rhythm helps too.",
            )
        return tuple(Pair(phone=ours[at], video=marked[place]) for place, at in best)

    def _ways(self, ours: Sequence[Jump], marked: Sequence[Jump]) -> dict[tuple[tuple[int, int], ...], float]:
        """Every way to pair (marked, phone's) that is good enough to be true, with its cost."""
        ways: dict[tuple[tuple[int, int], ...], float] = {}
        anchors = marked[: min(self.unseen + 1, len(marked) - self.fewest + 1)]
        for anchor in anchors:
            for one in ours:
                pairs = self._paired(ours, marked, _middle(one) - _middle(anchor))
                if len(pairs) >= self.fewest and pairs not in ways:
                    cost = self._cost(pairs, ours, marked)
                    if cost is not None:
                        ways[pairs] = cost
        return ways

    def _paired(
        self, ours: Sequence[Jump], marked: Sequence[Jump], shift_s: float
    ) -> tuple[tuple[int, int], ...]:
        pairs: list[tuple[int, int]] = []
        for place, mark in enumerate(marked):
            want_s = _middle(mark) + shift_s
            at = _nearest(ours, want_s)
            free = not pairs or pairs[-1][1] != at
            if free and abs(_middle(ours[at]) - want_s) <= self.near_s:
                pairs.append((place, at))
        return tuple(pairs)

    def _cost(
        self, pairs: Sequence[tuple[int, int]], ours: Sequence[Jump], marked: Sequence[Jump]
    ) -> float | None:
        """None where what was paired are other jumps."""
        apart = [_middle(ours[at]) - _middle(marked[place]) for place, at in pairs]
        longer = [_flight(ours[at]) - _flight(marked[place]) for place, at in pairs]
        own = sum(self._apart(values) for values in (apart, longer))
        if own / len(pairs) > self.worst:
            return None
        between = pairs[-1][1] - pairs[0][1] + 1 - len(pairs)
        return own + self.unpaired_cost * (len(marked) - len(pairs)) + self.unmarked_cost * between

    def _apart(self, values: Sequence[float]) -> float:
        """-2 log likelihood of values that should be one, by Student's t: single ones may be far off."""
        middle, freedom = median(values), self.freedom
        squares = (((value - middle) / self.scatter_s) ** 2 for value in values)
        return sum((freedom + 1) * math.log1p(square / freedom) for square in squares)


def _timed(sets: Sequence[JumpSet]) -> list[Jump]:
    jumps = [jump for one in sets for jump in one.jumps if jump.flight_s is not None]
    return sorted(jumps, key=_middle)


def _nearest(jumps: Sequence[Jump], want_s: float) -> int:
    after = bisect_left(jumps, want_s, key=_middle)
    near = range(max(0, after - 1), min(len(jumps), after + 1))
    return min(near, key=lambda at: abs(_middle(jumps[at]) - want_s))


def _middle(jump: Jump) -> float:
    return (jump.takeoff_s + jump.landing_s) / 2


def _flight(jump: Jump) -> float:
    return jump.flight_s.value if jump.flight_s is not None else math.nan


def _refused(why: str, instead: str) -> Refused:
    return Refused(what="Calibration", why=why, instead=instead)
