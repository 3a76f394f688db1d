"""What a runner says, and what is still to be said."""

import datetime as dt
from typing import Annotated

from pydantic import Field

from fullstride.domain.report import Completion, Form, PainKind
from fullstride.formats.plan_schema import MOST_REPS
from fullstride.formats.report_file import LONGEST_NOTE, MOST_HOURS, MOST_PAINS
from fullstride.web.schema.plan import Question
from fullstride.web.schema.word import Date, Instant, Line, Scale, Stamp, Text, Told, Word

Times = Annotated[int, Field(ge=0, le=MOST_REPS, strict=True)]


class Pain(Told):
    """`level` 0 says that a pain is gone."""

    place: Annotated[Line, Field(max_length=100)]
    level: Scale
    kind: PainKind
    worse_next_morning: bool = False


class NewReport(Told):
    """One thing that the runner says; what is left out is not said. Scales go from 0 to 10.

    `session` is an id of the plan, or "" for a report on a day; then `exercise` may name work that no plan
    asked for. `said_at` is the phone's clock, now where it is left out. With `corrects`, the id of a report
    that is kept, nothing else is said but its right day.
    """

    date: Date
    said_at: Instant | None = None
    session: Line = ""
    exercise: Line = ""
    completion: Completion | None = None
    sets: Times | None = None
    reps: Times | None = None
    hard: Scale | None = None
    form: Form | None = None
    contacts_30m: Times | None = None
    stopped_by: Line = ""
    pain: Annotated[list[Pain], Field(max_length=MOST_PAINS)] | None = None
    soreness: Scale | None = None
    soreness_48h: Scale | None = None
    sleep_h: Annotated[float, Field(ge=0, le=MOST_HOURS)] | None = None
    recovery_low: bool | None = None
    ill: bool | None = None
    injured: bool | None = None
    cleared: Annotated[tuple[Line, ...], Field(max_length=MOST_PAINS)] = ()
    note: Annotated[Text, Field(max_length=LONGEST_NOTE)] = ""
    corrects: Line = ""


class Report(Word):
    """A report as it is kept; a key that is not there was not said. `said_by`: who said it in the runner's
    name. `clock`: the day that the sender's clock gave, where that can't be and `date` is a guess;
    `corrects`: the report that it stands in place of."""

    id: str
    said_at: Stamp
    date: dt.date
    session: str | None = None
    exercise: str | None = None
    completion: Completion | None = None
    sets: int | None = None
    reps: int | None = None
    hard: int | None = None
    form: Form | None = None
    contacts_30m: int | None = None
    stopped_by: str | None = None
    pain: list[Pain] | None = None
    soreness: int | None = None
    soreness_48h: int | None = None
    sleep_h: float | None = None
    recovery_low: bool | None = None
    ill: bool | None = None
    injured: bool | None = None
    cleared: list[str] | None = None
    note: str | None = None
    said_by: str | None = None
    clock: dt.date | None = None
    corrects: str | None = None


class ReportKept(Word):
    """`new`: it was not kept before. `say`: what is doubtful about its day, "" where nothing is."""

    report: Report
    new: bool
    say: str


class Reports(Word):
    items: list[Report]
    next: str | None


class Dues(Word):
    """What only the runner can say, the oldest first."""

    due: list[Question]
