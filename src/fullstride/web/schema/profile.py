"""The runner, as the profile tells it, the gates, and the rules."""

from typing import Annotated, Any, Literal

from pydantic import Field

from fullstride.domain.motion import Jumping, Position
from fullstride.web.schema.word import Date, Line, Told, Word

MOST_TOML = 200_000  # characters
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Habit = Literal["none", "some", "regular"]
Demand = Literal["rest", "easy", "medium", "long", "hard", "race", "cross", "strength", "strides", "unknown"]
Scale = Annotated[int, Field(ge=0, le=10, strict=True)]
Days = Annotated[int, Field(ge=0, le=3650, strict=True)]
Number = Annotated[float, Field(ge=-10_000, le=10_000)]


class Race(Told):
    date: Date
    priority: Literal["A", "B"] = "A"
    distance: Line = ""
    name: Line = ""


class Gates(Told):
    """Reasons to hold back, as the runner answers; null: nothing said."""

    bone_pain: bool = False
    tendon_pain: Scale | None = None
    tendon_worse_next_morning: bool = False
    sharp_pain: bool = False
    other_pain: Scale | None = None
    soreness: Scale | None = None
    after_illness: bool = False
    tired: bool = False
    illness: bool = False
    covid_days: Days | None = None
    symptom_free_days: Days | None = None
    pregnant: bool = False
    months_postpartum: Annotated[int, Field(ge=0, le=240, strict=True)] | None = None
    missing_periods: bool = False
    low_energy: bool = False
    heart: bool = False
    injured: bool = False
    back_from_injury: bool = False
    cleared: Annotated[tuple[Line, ...], Field(max_length=100)] = ()


class Calibration(Told):
    """How much longer a phone at one position shows flights of one kind of jumps than video does."""

    position: Position
    jumping: Jumping = Jumping.UNKNOWN
    offset_ms: Number
    offset_error_ms: Number
    flight_error_ms: Number
    jumps: Annotated[int, Field(ge=1, le=10_000, strict=True)]
    date: Date | None = None
    device: Line = ""


class ProfileForm(Told):
    """Everything that the profile holds; what is left out is not said."""

    event: Line = ""
    born: Annotated[int, Field(ge=1900, le=2099, strict=True)] | None = None
    running_base_weeks: Annotated[int, Field(ge=0, le=2000, strict=True)] | None = None
    plyometrics: Habit | None = None
    strides: Habit | None = None
    bounding_first: bool = False
    races: Annotated[tuple[Race, ...], Field(max_length=100)] = ()
    never: Annotated[tuple[Weekday, ...], Field(max_length=7)] = ()
    empty: Literal["rest", "easy"] = "rest"
    template: dict[Weekday, Line] = Field(default_factory=dict)
    hill: bool | None = None
    gym: bool | None = None
    exercises: Annotated[tuple[Line, ...], Field(max_length=100)] | None = None
    pro_strides: bool = False
    openers: bool = False
    top_speed_mps: Annotated[float, Field(ge=2, le=12.5)] | None = None
    top_speed_error_mps: Annotated[float, Field(ge=0, le=3)] | None = None
    treat: Annotated[dict[Line, Demand], Field(max_length=1000)] = Field(default_factory=dict)
    gates: Gates = Gates()
    calibrations: Annotated[tuple[Calibration, ...], Field(max_length=100)] = ()


class Profile(Word):
    """The profile as a form and as its file. `pending`: the kept plan does not know it like that yet.
    `version` goes back in If-Match, so that nobody's change is overwritten unseen."""

    form: ProfileForm
    toml: str
    pending: bool
    version: str


class Toml(Told):
    toml: Annotated[str, Field(max_length=MOST_TOML)]


class OwnRules(Word):
    """What the runner or coach changed in the rule book. `pending`: as of Profile."""

    toml: str
    pending: bool


class Rule(Word):
    """`values` are the numbers that it was given."""

    id: str
    text: str
    source: str
    grade: Literal["A", "T", "P", "D"]
    values: dict[str, Any]


class ExerciseFault(Word):
    sees: str
    do: str


class Exercise(Word):
    id: str
    name: str
    effort: str
    intensity: str
    cues: list[str]
    faults: list[ExerciseFault]
    ladder: list[str]


class Rules(Word):
    rules: list[Rule]
    exercise: Exercise | None = None


class ExerciseName(Word):
    """`step_count` is how long its ladder is."""

    id: str
    name: str
    step_count: int


class GateWord(Word):
    """A reason to hold back, and what it means; `when` is its answer in the profile."""

    name: str
    when: str
    text: str
    clinician: bool


class BookWords(Word):
    """What the book knows by name, for questions and lists; `notice` is the one that the product gives."""

    exercises: list[ExerciseName]
    gates: list[GateWord]
    stops: list[Rule]
    notice: str
