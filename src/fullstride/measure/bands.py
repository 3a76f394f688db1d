"""The runner's own speed range in bands: where they lie, what was spent in them, who visited them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from fullstride.domain.history import BIN_MPS, Band, CriticalSpeed, RunSummary
from fullstride.rules.audit import AuditRules

_NARROWEST_MPS = BIN_MPS  # a band that is narrower than a bin says nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A band that ends at `high_mps`, None for the last. `fast`: a few seconds in it are a visit."""

    name: str
    pace: str
    high_mps: float | None
    fast: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """A run of the span and the best 3 s of it and of each of its efforts, those that can be trusted."""

    run: RunSummary
    peaks_mps: tuple[float, ...]


def edges(top_mps: float, critical: CriticalSpeed | None, rules: AuditRules) -> tuple[Edge, ...]:
    """The bands in rising order, without those that are too narrow to be told from the next."""
    rule = rules.bands
    middle_mps, strides_mps = rule.middle_share * top_mps, rule.strides_share * top_mps
    slow: list[tuple[str, str, float]]
    if critical is None:
        slow, before = [], ""
        for share in rule.slower_shares:
            percent = f"{share:.0%}".replace("%", " %")
            name = f"{before} to {percent}" if before else f"under {percent}"
            slow.append((name, f"{percent} of your top speed", share * top_mps))
            before = percent.removesuffix(" %")
    else:
        speed = critical.speed_mps.value
        slow = [
            ("easy", "your easy pace", rule.easy_share * speed),
            ("marathon", "your marathon pace", rule.marathon_share * speed),
            ("threshold", "your threshold pace", rule.threshold_ratio * speed),
            ("5k and 3k", "your 3k pace", critical.race_mps(rule.race_to_m)),
            ("mile", "your mile pace", critical.race_mps(rule.mile_to_m)),
        ]
    found: list[Edge] = []
    last_mps = 0.0
    for name, pace, high_mps in slow:
        capped = min(high_mps, middle_mps)
        if capped - last_mps >= _NARROWEST_MPS:
            found.append(Edge(name=name, pace=pace, high_mps=capped, fast=False))
            last_mps = capped
    if middle_mps - last_mps >= _NARROWEST_MPS:
        name, pace = _middle(rule.slower_shares, rule.middle_share, critical)
        found.append(Edge(name=name, pace=pace, high_mps=middle_mps, fast=True))
    strides = Edge(name="strides", pace="the speed of strides", high_mps=strides_mps, fast=True)
    return (*found, strides, Edge(name="sprint", pace="your sprint", high_mps=None, fast=True))


def _middle(slower: Sequence[float], middle: float, critical: CriticalSpeed | None) -> tuple[str, str]:
    if critical is not None:
        return "800 m", "your 800 m pace"
    low = f"{slower[-1]:.0%}".removesuffix("%") if slower else "0"
    return f"{low} to {middle:.0%}".replace("%", " %"), f"{middle:.0%} of your top speed".replace("%", " %")


def fill(found: Sequence[Edge], visitors: Iterable[Visitor], rules: AuditRules) -> tuple[Band, ...]:
    """The bands with the time, distance and visits that the runs spent in them.

    Time and distance within a bin are taken as even.
    """
    lows = [0.0, *(edge.high_mps for edge in found if edge.high_mps is not None)]
    seconds, metres = [0.0] * len(found), [0.0] * len(found)
    visits: list[list[RunSummary]] = [[] for _ in found]
    for visitor in visitors:
        own_s = _between(visitor.run.bin_s, lows)
        own_m = _between(visitor.run.bin_m, lows)
        for place, edge in enumerate(found):
            seconds[place] += own_s[place]
            metres[place] += own_m[place]
            if _visits(visitor, edge, lows[place], own_s[place], rules):
                visits[place].append(visitor.run)
    total_s = sum(seconds) or 1.0
    return tuple(
        Band(
            name=edge.name,
            pace=edge.pace,
            low_mps=lows[place],
            high_mps=edge.high_mps,
            time_s=seconds[place],
            distance_m=metres[place],
            share=seconds[place] / total_s,
            runs=len(visits[place]),
            last=max((run.date for run in visits[place] if run.date), default=None),
        )
        for place, edge in enumerate(found)
    )


def _visits(visitor: Visitor, edge: Edge, low_mps: float, spent_s: float, rules: AuditRules) -> bool:
    """Who only passes through a fast band, on the way up to a faster one, is no visitor."""
    held = visitor.run.best(rules.visited.slow_s) or 0.0
    if not edge.fast:
        return spent_s >= rules.visited.slow_s and held >= low_mps
    high_mps = float("inf") if edge.high_mps is None else edge.high_mps
    return any(low_mps <= speed < high_mps for speed in (*visitor.peaks_mps, held))


def _between(bins: Sequence[float], lows: Sequence[float]) -> list[float]:
    """What `bins` hold from each of `lows` to the next, the last to the end."""
    sums = [0.0, *accumulate(bins)]

    def up_to(speed_mps: float) -> float:
        place = speed_mps / BIN_MPS
        whole = int(place)
        if whole >= len(bins):
            return sums[-1]
        return sums[whole] + (place - whole) * bins[whole]

    return [high - low for low, high in pairwise([*map(up_to, lows), sums[-1]])]
