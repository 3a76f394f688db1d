"""The runner, as the profile tells it. Every field has a default: a profile may be empty."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from fullstride.domain.calendar import Demand
from fullstride.domain.evidence import Measured
from fullstride.domain.motion import Calibration

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Habit(StrEnum):
    """How much of a kind of work the runner has done lately."""

    NONE = "none"
    SOME = "some"
    REGULAR = "regular"


class Priority(StrEnum):
    A = "A"
    B = "B"


@dataclass(frozen=True, slots=True, kw_only=True)
class Race:
    date: dt.date
    priority: Priority = Priority.A
    distance: str = ""  # as written: "half", "10k", "15 km"
    distance_m: float | None = None
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gates:
    """The stops of the rule book's gates, as the runner answers them. None: nothing said."""

    bone_pain: bool = False
    tendon_pain: int | None = None  # 0-10
    tendon_worse_next_morning: bool = False
    sharp_pain: bool = False
    other_pain: int | None = None  # 0-10: a strained muscle, or what is none of the kinds above
    soreness: int | None = None  # 0-10
    after_illness: bool = False  # well again, since the day that this was said
    tired: bool = False  # slept too little, or felt recovery clearly below the own usual for days
    illness: bool = False
    covid_days: int | None = None  # days since it began
    symptom_free_days: int | None = None
    pregnant: bool = False
    months_postpartum: int | None = None
    missing_periods: bool = False
    low_energy: bool = False
    heart: bool = False  # chest pain, fainting, known heart disease
    injured: bool = False  # something stops the running
    back_from_injury: bool = False
    cleared: tuple[str, ...] = ()  # gates that a clinician has cleared, by name


@dataclass(frozen=True, slots=True, kw_only=True)
class Runner:
    """Who runs. Units: `running_base_weeks` weeks of three runs or more; `top_speed_mps` the mean over the
    best 3 s, as timed on a track or found in the runner's own recordings."""

    event: str = ""  # 800m 1500m 5k 10k half marathon, or "" when not said
    born: int | None = None  # year
    running_base_weeks: int | None = None
    plyometrics: Habit | None = None
    strides: Habit | None = None
    top_speed_mps: Measured | None = None
    races: tuple[Race, ...] = ()
    never: frozenset[str] = frozenset()  # of WEEKDAYS
    empty: Demand = Demand.REST
    template: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))  # weekday -> title
    hill: bool | None = None
    gym: bool | None = None
    exercises: tuple[str, ...] | None = None  # None: all that fit
    pro_strides: bool = False
    openers: bool = False
    bounding_first: bool = False  # the setting that flips "squat jumps first"
    treat: Mapping[str, Demand] = field(default_factory=lambda: MappingProxyType({}))
    gates: Gates = field(default_factory=Gates)
    calibrations: tuple[Calibration, ...] = ()  # of a phone, one a position; the last of a position holds
