"""The rules by which a history is told: where the bands lie, what a max effort is, what a habit is."""

from dataclasses import dataclass

from fullstride.rules.words import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class BandRule(Rule):
    """Upper ends of the bands: as shares of critical speed, then the speeds that critical speed and its
    reserve give for races of so many metres, then as shares of top speed. Without a critical speed
    `slower_shares` of top speed stand in for what lies below 800 m pace."""

    easy_share: float
    marathon_share: float
    threshold_ratio: float
    race_to_m: int
    mile_to_m: int
    middle_share: float
    strides_share: float
    slower_shares: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRule(Rule):
    """The seconds that make a visit: at best `fast_s` from 800 m pace up, `slow_s` below."""

    slow_s: int
    fast_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MaxEffortRule(Rule):
    """`share` of the top speed for `seconds`."""

    share: float
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TopKnown(Rule):
    """`ratio` of top speed to the speed that lasts `aerobic_s`; `easy_ratio` of that to easy speed."""

    ratio: float
    aerobic_s: int
    easy_ratio: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GapRule(Rule):
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HabitRule(Rule):
    """Of the last `weeks`, those with strides: `some` or more, `regular` or more; a session has `reps`."""

    weeks: int
    reps: int
    some: int
    regular: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRules:
    bands: BandRule
    visited: VisitRule
    max_effort: MaxEffortRule
    top_known: TopKnown
    gap: GapRule
    habit: HabitRule
