"""What leads through a session, and what was done in one."""

import datetime as dt
from typing import Annotated

from pydantic import Field

from fullstride.guide.player import Act, Ending, Form, Outcome
from fullstride.web.schema.plan import Reason, Session
from fullstride.web.schema.report import Report
from fullstride.web.schema.word import Instant, Line, Stamp, Told, Word

MOST_EVENTS = 5_000


class ScriptHeader(Told):
    """What must still be true of a session for what was done in it to count; sent back as it came."""

    session: Line
    date: dt.date
    exercise: Line
    dose: Line
    rest_s: Annotated[int, Field(ge=0, le=86_400)]
    parts: Annotated[int, Field(ge=0, le=1_000)]


class Part(Word):
    number: int
    of: int
    label: str
    what: str
    work_s: float | None
    work_m: float | None
    times: int
    limit_s: float | None
    about_s: float | None


class StopRule(Word):
    """`sets`, `effort` and `times` are what a player counts itself."""

    reason: Reason
    say: str
    sets: int | None
    effort: int | None
    times: int | None


class Fault(Word):
    sees: str
    do: str


class Script(Word):
    """Everything that leads through a session, for playing it without the server."""

    session: Session
    header: ScriptHeader
    name: str
    style: str
    dose: str
    intensity: str
    warm_up: str
    warm_up_min: int
    count_in_s: int
    cues: list[str]
    how: list[str]
    parts: list[Part]
    rest_s: int
    rest_is_ours: bool
    recovery: str
    faults: list[Fault]
    stop_rules: list[StopRule]
    close: str
    needs: str
    notice: str
    place_today: int
    of_today: int
    after: str


class Scripts(Word):
    first: dt.date
    last: dt.date
    number: int
    scripts: list[Script]


class GuidedEvent(Told):
    """`value` is how hard the effort felt, of 10, where `act` is felt; `began` when it was begun, where it is
    recorded: made elsewhere, and over at `at`."""

    act: Act
    at: Instant
    value: Annotated[int, Field(ge=0, le=10)] | None = None
    began: Instant | None = None


class Guided(Told):
    """A guided session as it happened, told again event by event."""

    opened: Instant
    header: ScriptHeader
    events: Annotated[list[GuidedEvent], Field(max_length=MOST_EVENTS)]


class GuidedEffort(Word):
    part: int
    start: Stamp
    end: Stamp
    rest_before_s: float | None
    outcome: Outcome
    redone: bool
    form: Form | None
    felt: int | None


class GuidedRecord(Word):
    session: str
    date: dt.date
    exercise: str
    dose: str
    rest_s: int
    opened: Stamp
    closed: Stamp
    ending: Ending | None
    stopped_by: Reason | None
    parts: int
    done: int
    efforts: list[GuidedEffort]
    skipped: list[int]


class GuidedKept(Word):
    """What was done, and the report it became; null where nothing was begun in earnest. `new`: it was not
    kept before. `say`: what is doubtful about its day, "" where nothing is."""

    record: GuidedRecord
    report: Report | None
    new: bool
    say: str
