"""The runner's own calendar, first as a file says it (`Entry`), then as training (`Day`)."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Demand(StrEnum):
    """What a day asks of the runner."""

    REST = "rest"
    EASY = "easy"
    MEDIUM = "medium"  # medium-long: takes no dose, is not "long" for its neighbours
    LONG = "long"
    HARD = "hard"
    RACE = "race"
    CROSS = "cross"
    STRENGTH = "strength"
    STRIDES = "strides"  # easy, with strides of the runner's own
    UNKNOWN = "unknown"  # planned around as hard


class Sure(StrEnum):
    """How much the words decide. A word, not a number: nobody measured a probability."""

    CLEAR = "clear"  # the words say it, or the runner did
    LIKELY = "likely"  # the words suggest it, the week or the runner's usual settles it
    GUESS = "guess"  # a weak reading that nothing contradicts
    NONE = "none"  # nothing decided it


class StepKind(StrEnum):
    WARMUP = "warmup"
    WORK = "work"
    RECOVERY = "recovery"
    COOLDOWN = "cooldown"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a structured workout, as the source wrote it. `times` > 1 for a step in a repeat."""

    kind: StepKind
    times: int = 1
    duration_s: float | None = None
    distance_m: float | None = None
    target: str = ""  # "@ 4:45/km", "Z2", as written
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing a calendar says about one date, before anyone reads it as training."""

    date: dt.date
    title: str
    description: str = ""
    sport: str = ""  # the source's own word for the sport ("run", "bike"), lower case, or ""
    kind: str = ""  # the source's own type or tags ("long run", "x-train"), lower case, or ""
    distance_m: float | None = None  # the middle of a range
    duration_s: float | None = None
    steps: tuple[Step, ...] = ()
    completed: bool = False
    place: str = ""  # where it stands in the file: "line 12", "week 3, Tuesday"


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """An entry that is not training, and why it was left out."""

    title: str
    why: str
    date: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something in a readable file that could not be read; the rest of the file still counts."""

    file: str
    place: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """All that the files say. `first` and `last` are the span they speak of, both included."""

    entries: tuple[Entry, ...]
    first: dt.date | None = None
    last: dt.date | None = None
    name: str = ""
    race_distance: str = ""  # what the plan is for, where the file says so: "half", "marathon", "5k"…
    skipped: tuple[Skipped, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWork:
    """Max-effort work that the runner's calendar already holds."""

    exercise: str  # an exercise id of the rule book, "circuit" for a class
    text: str  # the words that said so
    reps: int | None = None
    contacts: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One date as the program reads it."""

    date: dt.date
    demand: Demand
    title: str = ""
    why: str = ""  # the words that decided it, as a short sentence
    sure: Sure = Sure.CLEAR
    distance_m: float | None = None
    duration_s: float | None = None
    own: tuple[OwnWork, ...] = ()
    alternatives: tuple[Demand, ...] = ()  # the other half of "easy or cross"
    race_distance_m: float | None = None  # on a race day, where it is known
    in_calendar: bool = True  # False: outside the span the calendar speaks of
