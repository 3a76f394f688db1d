"""What a runner says: after a session, two days later, or about a day."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Completion(StrEnum):
    DONE = "done"
    PARTLY = "partly"
    NOT_DONE = "not done"


class Form(StrEnum):
    KEPT = "kept"
    SLIPPING = "slipping"
    GONE = "gone"


class PainKind(StrEnum):
    """What hurts, as the gates of the rule book tell it apart."""

    BONE = "bone"  # one can point to it; worse as you run, on hopping, at rest or at night
    TENDON = "tendon"
    MUSCLE = "muscle"  # a strain; soreness of the muscles is asked for by itself
    SHARP = "sharp"  # sudden, or a limp
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pain:
    """`level` 0-10; 0 says that a pain is gone."""

    place: str
    level: int
    kind: PainKind
    worse_next_morning: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One thing that a runner said, kept as it was said.

    `id` is the sender's own: the same id twice is one report. Reports of the same session add up; where
    two speak of the same thing, the one said later holds. None and "" everywhere: nothing said of it.
    `session` is an id of the plan, or "" for a report on a day; then `exercise` may name work that no plan
    asked for. Scales are whole numbers from 0 to 10.
    """

    id: str
    said_at: dt.datetime  # aware
    date: dt.date  # the day that it speaks of
    session: str = ""
    exercise: str = ""
    completion: Completion | None = None
    sets: int | None = None  # as many as were done
    reps: int | None = None
    hard: int | None = None
    form: Form | None = None
    contacts_30m: int | None = None  # of bounding: how often a foot met the ground in 30 m
    stopped_by: str = ""  # the stop rule of the book that ended the session early
    pain: tuple[Pain, ...] | None = None  # (): asked, and nothing hurts
    soreness: int | None = None  # of the muscles, on `date`
    soreness_48h: int | None = None  # asked again two days after a session
    sleep_h: float | None = None
    recovery_low: bool | None = None  # felt clearly below the own usual
    ill: bool | None = None  # fever, chest or whole body
    injured: bool | None = None  # True: something stops the running; False: over, coming back
    cleared: tuple[str, ...] = ()  # gates of the book that the runner says are over, by name
    note: str = ""
    said_by: str = ""  # somebody else, who said it in the runner's name
    clock: dt.date | None = None  # what the sender's clock gave where that can't be; `date` is a guess then
    corrects: str = ""  # the id of a report that this one stands in place of: the same, of another day
