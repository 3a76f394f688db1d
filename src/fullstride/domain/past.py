"""What lies behind a plan when it is made again: what was done, and where each exercise stands by that."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from fullstride.domain.runner import Gates
from fullstride.domain.session import Dose, Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A session of ours that was done, on the day it was done, with as much of its dose as was done."""

    session: str  # id in the plan
    exercise: str
    date: dt.date
    step: int
    dose: Dose
    contacts: int
    clean: bool  # complete, kept its form, and neither pain, soreness nor fade speak against it


@dataclass(frozen=True, slots=True, kw_only=True)
class Footing:
    """Where an exercise stands on its ladder by what was done.

    `clean` counts clean sessions in a row at `step`; `awaited` how many more they are once an answer is in
    that is asked on `asked`: how sore the legs are two days later. `at_ceiling` counts sessions towards
    unlocking what comes after. `missed`: sessions since `last` were missed, so that a gap is a layoff and not
    the plan's.
    """

    exercise: str
    step: int
    clean: int = 0
    awaited: int = 0
    asked: dt.date | None = None
    at_ceiling: int = 0
    last: dt.date | None = None
    since: dt.date | None = None  # when this step was first done
    missed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """Answers to the gates of the rule book, given on a day."""

    date: dt.date
    gates: Gates


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """All that a plan made again has to go on from.

    Dates before `until` are fixed: `kept` are the plan's sessions on them that were done or not yet spoken
    of. `done` reaches back as far as rules look. `level` is the contact level reached and `level_from` the
    Monday on which it was raised; `level_sessions` clean jump sessions, the first on `level_since`, count
    towards the next. `answered` holds what the runner said of every gate, the profile's answers included,
    each with the day it was given. `chosen` are places that the runner asked for, as (date, exercise), and
    `left_out` those that they left out: a week with one holds one session of that exercise less.
    `before` the whole plan as it was, for the least change and for ids that stay; `retired` ids of earlier
    versions, which are never given again.
    """

    until: dt.date
    kept: tuple[Session, ...] = ()
    done: tuple[Done, ...] = ()
    footings: Mapping[str, Footing] = field(default_factory=lambda: MappingProxyType({}))
    last_step: dt.date | None = None  # when any exercise last stepped up
    level: str = ""  # "": the level that the profile starts at
    level_from: dt.date | None = None
    level_sessions: int = 0
    level_since: dt.date | None = None
    answered: tuple[Answered, ...] = ()
    chosen: tuple[tuple[dt.date, str], ...] = ()
    left_out: tuple[tuple[dt.date, str], ...] = ()
    before: tuple[Session, ...] = ()
    retired: frozenset[str] = frozenset()
