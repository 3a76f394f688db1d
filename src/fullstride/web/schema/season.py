"""The whole season, and why a session stands where it stands."""

import datetime as dt
from typing import Literal

from fullstride.web.schema.adapt import BrokenRule
from fullstride.web.schema.plan import Day, Decision, Reason, Session, SessionOff
from fullstride.web.schema.word import Stamp, Word

Status = Literal["done", "partly", "not done", "missed", "not yet said", "ahead"]


class SeasonDay(Day):
    """A day of the runner's own calendar; `km` null where it does not say how far it goes."""

    km: float | None


class SeasonSession(Session):
    """A session with its name and what became of it; `done_on` null where it was not done, `off` where it may
    be begun."""

    name: str
    dose: str
    status: Status
    done_on: dt.date | None
    off: SessionOff | None


class PlanWeek(Word):
    start: dt.date
    phase: Literal["base", "build", "peak", "taper", "race"]
    light: bool
    contacts: int
    maximal_days: int
    level: str
    km: float | None
    note: str


class Unplaced(Word):
    exercise: str
    week: dt.date
    because: list[Reason]


class Disliked(Word):
    """A place taken although a wish speaks against it."""

    session: str
    because: Reason


class OtherWork(Word):
    """Work that was done and that no plan asked for."""

    exercise: str
    date: dt.date


class Wish(Word):
    """Something asked for that takes part in a clash, and what relaxing it would mean."""

    key: str
    text: str
    relax: str


class OwnWish(Word):
    """A session that the runner moved from the day `on` to the day `to`, or left out: then `to` is null. Its
    `id` takes it back."""

    id: str
    session: str
    exercise: str
    on: dt.date
    to: dt.date | None


class PlanBody(Word):
    """A plan with the keys that `fullstride plan --json` prints."""

    status: Literal["planned", "clash", "out_of_time"]
    optimal: bool
    gap: str
    title: str
    first: dt.date
    last: dt.date
    season_start: dt.date
    until: dt.date | None
    weeks: list[PlanWeek]
    unplaced: list[Unplaced]
    disliked: list[Disliked]
    clash: list[Wish]
    assumptions: list[str]
    advice: list[str]


class Season(PlanBody):
    """The kept plan as it stands; `number` is its version, `days` the runner's own from the Monday of its
    first week to the Sunday of its last, `wishes` what the runner moved and left out."""

    number: int
    made_at: Stamp
    race: dt.date | None
    days: list[SeasonDay]
    sessions: list[SeasonSession]
    others: list[OtherWork]
    decisions: list[Decision]
    wishes: list[OwnWish]


class NotOn(Word):
    """`never`: a hard rule forbids it; else it is only that another day suits better."""

    date: dt.date
    never: bool
    because: list[Reason]


class NotOnDay(Word):
    date: dt.date
    because: list[Reason]


class WhySession(Word):
    """One session of a day; `id` null where the day holds none: `because` says why it is not there."""

    id: str | None
    exercise: str
    because: list[Reason]
    though: list[Reason]
    not_on: list[NotOn]


class Why(Word):
    because: list[Reason]
    not_on: list[NotOnDay]
    sessions: list[WhySession]


class SeasonChecked(Word):
    """Each rule that the kept plan breaks, by date; none where it keeps them all."""

    violations: list[BrokenRule]
