"""The rules by which a squad is sorted: who needs the coach, and who is worth a look."""

from dataclasses import dataclass

from fullstride.rules.words import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockedRule(Rule):
    """`quiet` are gates that nobody is called for: they pass by themselves."""

    quiet: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PainRule(Rule):
    """Pain of `level` (0-10) or more, said within `days`; or one of `gates` in force."""

    level: int
    days: int
    gates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedRule(Rule):
    """`times` days running on which all work was missed, the last of them within `days`."""

    times: int
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SteppedBackRule(Rule):
    """`times` sessions running ended early by one of `rules`, for `days` after the last of them."""

    rules: tuple[str, ...]
    times: int
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BegunAgainRule(Rule):
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysRule(Rule):
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TooHardRule(Rule):
    """`sessions` running of `exercise`, each felt `effort` (0-10) or more, or with `share` of its reps too
    fast."""

    exercise: str
    sessions: int
    effort: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsaidRule(Rule):
    sessions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SquadRules:
    """In the order of the list: the first eight need the coach, the others are worth a look."""

    red_flag: Rule
    blocked: BlockedRule
    pain: PainRule
    missed: MissedRule
    stepped_back: SteppedBackRule
    silent: DaysRule
    long_gap: DaysRule
    nothing_placed: DaysRule
    too_hard: TooHardRule
    gap: DaysRule
    begun_again: BegunAgainRule
    unsaid: UnsaidRule
    level: DaysRule
