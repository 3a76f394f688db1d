"""Days, sessions, reasons and decisions, with the keys that the command line prints."""

import datetime as dt
from typing import Literal

from fullstride.domain.report import PainKind
from fullstride.web.schema.word import Sentence, Word


class Reason(Word):
    rule: str
    text: Sentence
    source: str
    grade: Literal["A", "T", "P", "D"]


class OwnWork(Word):
    exercise: str
    text: str


class Day(Word):
    """A day of the runner's own calendar."""

    date: dt.date
    demand: str
    title: str
    why: str
    sure: str
    own: list[OwnWork]


class BareSession(Word):
    """A session of the plan, without its reasons. Of `work_s` and `work_m` the one is there that a rep is
    measured in."""

    id: str
    date: dt.date
    exercise: str
    step: int
    sets: int
    reps: int
    work_s: float | None = None
    work_m: float | None = None
    rest_s: int | None
    effort: str
    contacts: int
    minutes: float
    beside: str
    grade_pct: float | None
    note: str
    opener: bool
    eased: bool
    order: int


class Session(BareSession):
    """A session of the plan, and why it stands there and holds what it holds."""

    because: list[Reason]


class SessionOff(Word):
    """Why a session is not begun as things stand now, though the plan may still hold it; `until` is the first
    day on which that no longer holds, null where it does not end by itself; `meanwhile` what to do."""

    say: Sentence
    because: Reason
    until: dt.date | None
    meanwhile: Sentence


class TodaySession(Session):
    """A session with what leads through it; `off` where it is not to be begun, else null."""

    name: str
    dose: str
    intensity: str
    warm_up: str
    cues: list[str]
    needs: str
    status: str
    off: SessionOff | None


class Decision(Word):
    exercise: str
    date: dt.date
    verb: str
    step: int | None
    to_step: int | None
    say: Sentence
    because: Reason
    facts: list[str]
    would_change: str | None
    until: dt.date | None
    instead: str | None
    clinician: bool


class OpenPain(Word):
    """What was last said of a place that hurts."""

    place: str
    level: int
    kind: PainKind


class Question(Word):
    """Something only the runner can say: "done" or "soreness_48h" of a session, or "pain": how a place is
    now, or, where `pain` is null, where it hurts that stopped the session; or "day": on which day it was that
    `report` speaks of, whose sender's clock said `clock`; then `session` and `exercise` are "" where it was
    said of a day."""

    asks: str
    session: str
    exercise: str
    date: dt.date
    pain: OpenPain | None
    report: str | None
    clock: dt.date | None


class Coming(Word):
    """Some days of the kept plan; `week` is which of its `weeks` the first day is in, null outside of it.
    `held`: what keeps from work as things stand now, whatever stands on these days."""

    first: dt.date
    last: dt.date
    number: int
    week: int | None
    weeks: int
    days: list[Day]
    sessions: list[TodaySession]
    next: Session | None
    held: list[SessionOff]
    decisions: list[Decision]
    due: list[Question]
