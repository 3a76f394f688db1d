"""The plan: sessions on dates, each with its dose and its reasons, and what could not be placed."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    """How well a rule is founded."""

    ARTICLE = "A"
    TRIAL = "T"
    PRACTICE = "P"
    DEFAULT = "D"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A rule as it applies here and now: its id, a sentence about this day, its source and grade."""

    rule: str
    text: str
    source: str
    grade: Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """How much: `sets` x `reps` of `work_s` seconds or `work_m` metres.

    Strides 4 x 20 s are sets=1, reps=4; squat jumps 3 x 15 s are sets=3, reps=1; strength 2 x 8 is
    sets=2, reps=8 with neither seconds nor metres.
    """

    sets: int
    reps: int
    work_s: float | None = None
    work_m: float | None = None
    grade_pct: float | None = None
    note: str = ""  # "build-up at 90 %", "flying": what the numbers do not say


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One piece of work on one date.

    `rest_s` is the *earliest* next start, between reps (between sets where a set is the unit), None
    only where a plan from elsewhere does not say; `minutes` what it adds to the day; `beside` the
    runner's own training of that day.
    """

    id: str
    date: dt.date
    exercise: str
    step: int  # on the exercise's ladder, from 1
    dose: Dose
    rest_s: int | None
    effort: str  # effort class of the rule book
    contacts: int
    minutes: int
    beside: str = ""
    opener: bool = False  # before the main work of a hard day
    eased: bool = False  # by a light week, taper or race: ladders don't climb by it
    order: int = 0  # on a shared day: lower first, fresh work before tired
    because: tuple[Reason, ...] = ()


class Phase(StrEnum):
    BASE = "base"
    BUILD = "build"
    PEAK = "peak"
    TAPER = "taper"
    RACE = "race"


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    start: dt.date  # a Monday, except that the first week may start later
    phase: Phase
    light: bool
    contacts: int  # of ours and the runner's own
    maximal_days: int
    level: str  # contact level
    km: float | None = None
    note: str = ""  # what a coach would say about this week, "" when nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    exercise: str
    week: dt.date
    because: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disliked:
    """A place taken although a wish speaks against it, because nothing better was free."""

    session: str
    because: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """A rule that a plan breaks, on the date where it shows."""

    date: dt.date
    because: Reason


class Status(StrEnum):
    PLANNED = "planned"
    CLASH = "clash"
    OUT_OF_TIME = "out_of_time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Something the runner asked for that takes part in a clash, and what relaxing it would mean."""

    key: str  # as in the profile: "week.never mon", "wishes.exercises bounding"
    text: str
    relax: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The answer to "where does the max-effort work go?", whichever way it went.

    On a clash `sessions` is empty and `clash` holds the smallest set of wishes that can't hold
    together. Out of time: the best found; `gap` says in words how far it is from proven.
    `forecast` weeks are drawn as if all goes well.
    """

    status: Status
    optimal: bool
    solve_s: float
    first: dt.date
    last: dt.date
    season_start: dt.date
    sessions: tuple[Session, ...] = ()
    weeks: tuple[Week, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    disliked: tuple[Disliked, ...] = ()
    clash: tuple[Wish, ...] = ()
    assumptions: tuple[str, ...] = ()  # what was taken for granted because nobody said
    advice: tuple[str, ...] = ()  # what the runner could say or change to get more
    gap: str = ""
    title: str = ""  # "Marathon, Sunday 18 April 2027"
    until: dt.date | None = None  # made again on the way: the days before this one are fixed
