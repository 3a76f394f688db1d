"""The rule book: every training rule of the program, as frozen words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Literal

from fullstride.domain.session import Dose, Reason
from fullstride.rules.audit import AuditRules
from fullstride.rules.squad import SquadRules
from fullstride.rules.trend import TrendRules
from fullstride.rules.words import Exercise, Rule, Says

Does = Literal[
    "go", "hold", "masters", "youth", "level_0", "no_jumps", "strides_only", "no_maximal", "no_impact", "none"
]
Cap = tuple[int, int]  # contacts in a session, contacts in any `days` days


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes(Rule):
    minimum: tuple[str, ...]  # exercises, the most wanted weekly minimum first


@dataclass(frozen=True, slots=True, kw_only=True)
class RestRule(Rule):
    k: float
    floor_s: int
    cap_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    rest: Rule
    never: Rule
    unknown: Rule
    own: Rule
    order: Rule
    opener: Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysApart(Rule):
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MaximalDays(Rule):
    first_weeks: int
    first_most: int
    most: int
    third_level: str
    third_running_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOnes(Rule):
    most: int
    first_week_together: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JumpDays(Rule):
    exercises: tuple[str, ...]
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    one_a_day: Rule
    not_running: DaysApart
    maximal_days: MaximalDays
    new: NewOnes
    jump_days: JumpDays


@dataclass(frozen=True, slots=True, kw_only=True)
class Phases(Rule):
    race_week_days: int
    taper_days: int
    short_taper_days: int
    short_plan_weeks: int
    base_share: float
    build_share: float
    early_peak_share: float
    no_race_base_share: float
    no_race_weeks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Light(Rule):
    share: float
    apart_weeks: int
    every_weeks: int
    sets_share: float
    sets_least: int
    fewer_maximal_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionGrowth(Rule):
    ratio: float
    days: int
    reps: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StepGrowth(Rule):
    a_week: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StepGate(Rule):
    clean: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    session: SessionGrowth
    step: StepGrowth
    gate: StepGate


@dataclass(frozen=True, slots=True, kw_only=True)
class Contacts(Rule):
    days: int
    levels: tuple[str, ...]  # from the lowest; "youth" stands beside them
    level_0: Cap
    beginner: Cap
    intermediate: Cap
    advanced: Cap
    youth: Cap
    level_by_habit: Mapping[str, str]

    def cap(self, level: str) -> Cap:
        return getattr(self, level)  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelUp(Rule):
    sessions: int
    weeks: int
    exercises: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RaceShare(Rule):
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RaceRecovery(Rule):
    """`days[i]` free of maximal work after a race of up to `to_m[i]` metres."""

    to_m: tuple[float, ...]
    days: tuple[int, ...]
    unknown_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RaceStrides(Rule):
    reps: int
    work_s: float
    most_s: float
    days: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RaceRules:
    b: RaceShare
    gap: Rule
    day: Rule
    after: Rule
    recovery: RaceRecovery
    strides: RaceStrides


@dataclass(frozen=True, slots=True, kw_only=True)
class Taper(Rule):
    """`sets_share` is what the plan keeps, `sets_most` what the rule's range still allows."""

    sets_share: float
    sets_most: float
    sets_least: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EventScale(Rule):
    exercise: str
    least: float
    scale: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    from_: int
    does: Does
    for_days: int | None = None
    until: str = ""
    steps_back: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate(Rule):
    """A stop by one answer of the profile: a yes (`does`) or a number (`bands`)."""

    when: str
    does: Does = "go"
    bands: tuple[Band, ...] = ()
    for_days: int | None = None
    until: str = ""
    steps_back: int = 0
    clinician: bool = False
    days: int | None = None
    symptom_free_days: int | None = None
    running_months: int | None = None
    maximal_months: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningBase(Rule):
    strides_weeks: int
    other_weeks: int
    runs_a_week: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Masters(Rule):
    from_age: int
    spacing_days: int
    step_weeks: int
    hill_sprint_weeks: int
    does: Does


@dataclass(frozen=True, slots=True, kw_only=True)
class Youth(Rule):
    under_age: int
    does: Does


@dataclass(frozen=True, slots=True, kw_only=True)
class GateRules:
    running_base: RunningBase
    masters: Masters
    youth: Youth
    answers: Mapping[str, Gate]  # by gate name: bone_pain, tendon_pain, …


@dataclass(frozen=True, slots=True, kw_only=True)
class Between(Rule):
    """One line of the table read between two sessions; the numbers that its line speaks of."""

    does: str
    twice: str = ""
    sleep_h: float | None = None
    days: int | None = None
    same_days: int | None = None
    back_days: int | None = None
    half_days: int | None = None
    sessions: int | None = None
    fade_pct: float | None = None
    pain: int | None = None
    soreness: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Layoff:
    """What a gap in one exercise costs; the numbers of the rule "between.layoff"."""

    same_days: int
    back_days: int
    half_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StopRule(Rule):
    """`height_pct` is how far jumps may fall within a set or from set to set, `contacts_30m` by how many
    contacts bounds may shorten, where that was measured."""

    say: str
    reps: int | None = None
    fade_pct: float | None = None
    poor_fade_pct: float | None = None
    of_first: int | None = None
    sets: int | None = None
    height_pct: int | None = None
    contacts_30m: int | None = None
    effort: int | None = None
    times: int | None = None
    exercises: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RepLength(Rule):
    """`share` of the length asked for by which a rep may differ and still be the rep that was asked."""

    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RestLength(Rule):
    """`share` of the rest asked for that may be missing before it counts as short."""

    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Clearly(Rule):
    """A measured value is over a line only when it clears it by `errors` of its own standard errors."""

    errors: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Judging:
    """How what was measured is held against what was asked."""

    length: RepLength
    rest: RestLength
    clearly: Clearly


@dataclass(frozen=True, slots=True, kw_only=True)
class NoLongerChallenging(Rule):
    exercise: str
    dose: str
    sessions: int
    effort: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    notice: str
    exercises: Mapping[str, Exercise]
    wishes: Wishes
    plain: Rule
    regular: Rule
    early: Rule
    second: Rule
    rest: Mapping[str, RestRule]  # by effort class
    days: Days
    total: Total
    phases: Phases
    light: Light
    growth: Growth
    contacts: Contacts
    level_up: LevelUp
    race: RaceRules
    taper: Taper
    event_scale: EventScale
    gates: GateRules
    between: tuple[Between, ...]
    stop: tuple[StopRule, ...]
    judging: Judging
    no_longer_challenging: NoLongerChallenging
    audit: AuditRules
    trend: TrendRules
    squad: SquadRules
    says: tuple[Says, ...] = field(default=())

    @property
    def stop_rules(self) -> tuple[Reason, ...]:
        """When to stop inside a session, as sentences."""
        return tuple(rule.reason() for rule in self.stop)

    def rest_s(self, exercise: Exercise, dose: Dose) -> int:
        """The shortest rest after each part of `dose`, in seconds: clamp(k x rep, floor, cap)."""
        rule = self.rest[exercise.effort]
        work_s = dose.work_s if dose.work_s is not None else exercise.rep_s or 0.0
        floor_s = max(rule.floor_s, exercise.rest.floor_s if exercise.rest else 0)
        return round(max(floor_s, min(rule.k * work_s, rule.cap_s)))

    @property
    def layoff(self) -> Layoff:
        rule = next(rule for rule in self.between if rule.does == "layoff")
        return Layoff(
            same_days=rule.same_days or 0, back_days=rule.back_days or 0, half_days=rule.half_days or 0
        )

    def rules(self) -> Iterator[Rule]:
        """Every rule in the order of the book."""
        yield from _rules_in(self)

    def rule(self, rule_id: str) -> Rule | None:
        return next((rule for rule in self.rules() if rule.id == rule_id), None)


def _rules_in(value: object) -> Iterator[Rule]:
    if isinstance(value, Rule):
        yield value
    if is_dataclass(value):
        for each in fields(value):
            yield from _rules_in(getattr(value, each.name))
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _rules_in(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _rules_in(inner)
