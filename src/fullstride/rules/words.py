"""The sentence shapes that the rule book is written in.

Every rule has an id (its place in the book: "bounding.before.hard"), a sentence, a source and a grade;
the shapes below add the numbers. `why` and `why_not` are the same rule spoken about one day, with
{day}, {previous}, {next}, {demand}, {other}… filled in by whoever explains.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Literal

from fullstride.domain.session import Dose, Grade, Reason
from fullstride.rules.dose import read_dose

PhaseName = Literal["base", "build", "early_peak", "late_peak", "peak", "taper", "race"]
DemandName = Literal["easy", "medium", "long", "hard", "cross", "strength", "strides"]


class Verdict(StrEnum):
    FORBIDDEN = "forbidden"
    DISLIKED = "disliked"
    FINE = "fine"
    PREFERRED = "preferred"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    id: str
    text: str
    source: str
    grade: Grade
    why: str = ""
    why_not: str = ""

    def reason(self, template: str = "", **facts: object) -> Reason:
        """This rule as a reason; `template` (or the rule's own sentence) is filled with `facts`."""
        text = _ONE.sub(r"1 \1", (template or self.text).format_map(_Facts(self, facts)))
        return Reason(rule=self.id, text=text[:1].upper() + text[1:], source=self.source, grade=self.grade)


_ONE = re.compile(r"\b1 (day|week|session|contact|maximal day|rep)s\b")  # "1 days" is never right


class _Facts(dict[str, object]):
    """What a sentence speaks of: the facts of the day, else the rule's own numbers, else an ellipsis."""

    def __init__(self, rule: Rule, facts: Mapping[str, object]) -> None:
        super().__init__(facts)
        self.rule = rule

    def __missing__(self, key: str) -> object:
        value = getattr(self.rule, key, "…")
        return value.replace(" x ", " × ") if isinstance(value, str) else value  # a dose, as it is printed


@dataclass(frozen=True, slots=True, kw_only=True)
class Start(Rule):
    dose: str
    level_0: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceiling(Rule):
    dose: str
    pro: str = ""
    pro_after_weeks: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OptIn(Rule):
    """More days a week for a runner who asks and runs often enough."""

    most: int
    running_days: int
    pro_most: int


Range = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekly(Rule):
    """Sessions a week by phase: (minimum wished, maximum)."""

    base: Range = (0, 0)
    build: Range = (0, 0)
    peak: Range = (0, 0)
    taper: Range = (0, 0)
    race: Range = (0, 0)
    events: Mapping[str, Mapping[str, Range]] = field(default_factory=dict)
    opt_in: OptIn | None = None

    def of(self, phase: str, event: str) -> Range:
        own = self.events.get(event, {})
        return own.get(phase) or getattr(self, phase)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRule(Rule):
    on: tuple[DemandName, ...]
    opener: tuple[DemandName, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour(Rule):
    """What the day before, or after, means for this exercise."""

    verdict: Verdict
    weight: int = 1
    first_times: int = 0  # the first so many sessions it is disliked, whatever the verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside(Rule):
    verdict: Verdict
    exercises: tuple[str, ...]
    weight: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Spacing(Rule):
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InPhases(Rule):
    allowed: tuple[PhaseName, ...]
    events: Mapping[str, tuple[PhaseName, ...]] = field(default_factory=dict)

    def of(self, event: str) -> tuple[PhaseName, ...]:
        return self.events.get(event, self.allowed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Begins(Rule):
    """From plan week `week`; after earlier weeks that contain other work; or when unlocked.

    `weeks_of` counts weeks per exercise, `unless` names a habit of the profile that stands in for
    them, `unlocked_by` an exercise that must have had `at_ceiling` sessions at its ceiling.
    """

    week: int = 1
    weeks_of: Mapping[str, int] = field(default_factory=dict)
    unless: Literal["", "plyometrics", "strides"] = ""
    unlocked_by: str = ""
    at_ceiling: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactsPer(Rule):
    per_s: float = 0.0
    per_m: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RestFloor(Rule):
    floor_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeRace(Rule):
    """The last session this many days before an A-race; `half`: at half the reps."""

    days: int
    half: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeedRange(Rule):
    """How fast a rep is meant to be, as shares of the runner's own top speed; None: no bound.

    `build_up` stands in for `least` where the dose is a build-up.
    """

    least: float | None = None
    most: float | None = None
    build_up: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    sees: str
    do: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """One exercise of the book: what it is, how it is said, and every rule about it."""

    id: str
    name: str
    short: str
    effort: str
    maximal: bool
    impact: bool
    style: Literal["run", "jump", "strength"]
    part: Literal["rep", "set"]
    order: int
    intensity: str
    cues: tuple[str, ...]
    warm_up: str
    warm_up_min: int
    recovery: str
    needs: str
    faults: tuple[Fault, ...]
    ladder: tuple[str, ...]
    start: Start
    step: Rule
    ceiling: Ceiling
    weekly: Weekly
    day: DayRule
    spacing: Spacing
    phases: InPhases
    begins: Begins
    race: BeforeRace
    before: Mapping[Literal["long", "hard"], Neighbour] = field(default_factory=dict)
    after: Mapping[Literal["long", "hard"], Neighbour] = field(default_factory=dict)
    beside: Beside | None = None
    contacts: ContactsPer | None = None
    rest: RestFloor | None = None
    speed: SpeedRange | None = None
    place: Literal["", "hill", "gym"] = ""
    how: tuple[str, ...] = ()
    moves: tuple[str, ...] = ()
    on_request: bool = False
    replaced_by: tuple[str, ...] = ()
    succeeds: str = ""
    rep_s: float | None = None  # how long a rep in metres, or a set of lifts, takes
    max_s: float | None = None
    fit_category: int | None = None
    fit_name: int | None = None
    glyph: str = ""  # one character for the terminal; the eight of the book have their own

    def doses(self) -> tuple[Dose, ...]:
        return _doses(self.ladder, self.part)

    def step_of(self, dose_text: str) -> int:
        """The place on the ladder, from 1, of a dose as written there."""
        return self.ladder.index(dose_text) + 1


@lru_cache(maxsize=256)
def _doses(ladder: tuple[str, ...], part: str) -> tuple[Dose, ...]:
    return tuple(read_dose(text, part=part) for text in ladder)


@dataclass(frozen=True, slots=True, kw_only=True)
class Says:
    """A statement of the founding article and what the program does with it."""

    id: str
    text: str
    does: str
    rules: tuple[str, ...] = ()
