"""What a plan file may hold, and how to say what is wrong with one.

Types are strict (a date is text, a count is a number), values have sensible bounds, and keys that
mean nothing here are let be unless they look like a slip of the pen.
"""

import datetime as dt
import difflib
import unicodedata
from typing import Annotated, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from fullstride.domain.errors import UnreadableInput
from fullstride.domain.session import (
    Disliked,
    Dose,
    Grade,
    Phase,
    Reason,
    Session,
    Status,
    Unplaced,
    Week,
    Wish,
)

MOST_REPS = 500  # in a session; more is a slip of the pen
FIRST_DATE, LAST_DATE = dt.date(1970, 1, 1), dt.date(2199, 12, 31)


def _whole(value: object) -> object:
    """Some programs write 180.0 for 180."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _sensible(date: dt.date) -> dt.date:
    if not FIRST_DATE <= date <= LAST_DATE:
        raise ValueError(f"should lie between {FIRST_DATE.year} and {LAST_DATE.year}")
    return date


def _without_controls(text: str) -> str:
    """Words come from calendars, and calendars hold anything; control characters say nothing."""
    return "".join(" " if _is_control(character) else character for character in text)


def _no_controls(text: str) -> str:
    """In a name they would be a trap."""
    if any(_is_control(character) or character == "\n" for character in text):
        raise ValueError("holds a character that can't be printed")
    return text


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs") and character not in "\n\t"


def _exercise_id(text: str) -> str:
    """ "Hill sprints" and "hill-sprints" are hill_sprints."""
    words = text.lower().replace("-", " ").replace("_", " ").split()
    if not words:
        raise ValueError("is empty")
    return "_".join(words)


Text = Annotated[str, Field(max_length=100_000), AfterValidator(_without_controls)]
Name = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_no_controls)]
Exercise = Annotated[Name, AfterValidator(_exercise_id)]
Date = Annotated[dt.date, AfterValidator(_sensible)]
Count = Annotated[int, Field(ge=0, le=1_000_000), BeforeValidator(_whole)]
Times = Annotated[int, Field(ge=1, le=200), BeforeValidator(_whole)]


class _Part(BaseModel):
    model_config = ConfigDict(strict=True, extra="allow", allow_inf_nan=False, frozen=True)

    @model_validator(mode="after")
    def _no_lookalikes(self) -> Self:
        """Keys of someone else's are let be, but one that is nearly ours is a slip that would be lost."""
        for key in self.model_extra or ():
            if meant := difflib.get_close_matches(key.lower(), type(self).model_fields, n=1, cutoff=0.75):
                raise ValueError(f"has a key {key[:40]!a} that means nothing here; {meant[0]!a} would")
        return self


class _Reason(_Part):
    rule: Text
    text: Text
    source: Text = ""
    grade: Grade = Grade.DEFAULT

    def word(self) -> Reason:
        return Reason(rule=self.rule, text=self.text, source=self.source, grade=self.grade)


class _Session(_Part):
    id: Name | None = None
    date: Date
    exercise: Exercise
    step: Times = 1
    sets: Times | None = None
    reps: Times | None = None
    work_s: Annotated[float, Field(gt=0, le=3600)] | None = None
    work_m: Annotated[float, Field(gt=0, le=10_000)] | None = None
    rest_s: Annotated[Count, Field(le=86_400)] | None = None
    effort: Text = ""
    contacts: Count = 0
    minutes: Count = 0
    beside: Text = ""
    because: tuple[_Reason, ...] = ()
    grade_pct: Annotated[float, Field(ge=-50, le=100)] | None = None
    note: Text = ""
    opener: bool = False
    eased: bool = False
    order: Count = 0

    @model_validator(mode="after")
    def _has_a_dose(self) -> Self:
        if self.sets is None and self.reps is None and self.work_s is None and self.work_m is None:
            raise ValueError("says no dose; sets, reps, work_s or work_m would")
        if (self.sets or 1) * (self.reps or 1) > MOST_REPS:
            raise ValueError(f"asks for more than {MOST_REPS} reps")
        return self

    def word(self, made_id: str) -> Session:
        return Session(
            id=self.id or made_id,
            date=self.date,
            exercise=self.exercise,
            step=self.step,
            dose=Dose(
                sets=self.sets or 1,
                reps=self.reps or 1,
                work_s=self.work_s,
                work_m=self.work_m,
                grade_pct=self.grade_pct,
                note=self.note,
            ),
            rest_s=self.rest_s,
            effort=self.effort,
            contacts=self.contacts,
            minutes=self.minutes,
            beside=self.beside,
            opener=self.opener,
            eased=self.eased,
            order=self.order,
            because=tuple(reason.word() for reason in self.because),
        )


class _Week(_Part):
    start: Date
    phase: Phase = Phase.BASE
    light: bool = False
    contacts: Count = 0
    maximal_days: Count = 0
    level: Text = ""
    km: Annotated[float, Field(ge=0, le=10_000)] | None = None
    note: Text = ""

    def word(self) -> Week:
        return Week(
            start=self.start,
            phase=self.phase,
            light=self.light,
            contacts=self.contacts,
            maximal_days=self.maximal_days,
            level=self.level,
            km=self.km,
            note=self.note,
        )


class _Unplaced(_Part):
    exercise: Exercise
    week: Date
    because: tuple[_Reason, ...] = ()

    def word(self) -> Unplaced:
        reasons = tuple(reason.word() for reason in self.because)
        return Unplaced(exercise=self.exercise, week=self.week, because=reasons)


class _Disliked(_Part):
    session: Name
    because: _Reason

    def word(self) -> Disliked:
        return Disliked(session=self.session, because=self.because.word())


class _Wish(_Part):
    key: Text
    text: Text
    relax: Text = ""

    def word(self) -> Wish:
        return Wish(key=self.key, text=self.text, relax=self.relax)


class PlanFile(_Part):
    status: Status = Status.PLANNED
    optimal: bool = False
    solve_s: Annotated[float, Field(ge=0)] = 0.0
    gap: Text = ""
    title: Text = ""
    first: Date | None = None
    last: Date | None = None
    season_start: Date | None = None
    until: Date | None = None
    sessions: Annotated[tuple[_Session, ...], Field(max_length=20_000)]
    weeks: tuple[_Week, ...] = ()
    unplaced: tuple[_Unplaced, ...] = ()
    disliked: tuple[_Disliked, ...] = ()
    clash: tuple[_Wish, ...] = ()
    assumptions: tuple[Text, ...] = ()
    advice: tuple[Text, ...] = ()


_SENTENCES = {
    "missing": "is missing",
    "float_type": "should be a number",
    "int_type": "should be a whole number",
    "int_from_float": "should be a whole number",
    "int_parsing_size": "is far too large",
    "string_type": "should be text in quotes",
    "bool_type": "should be true or false",
    "tuple_type": "should be a list in [ ]",
    "model_type": "should be an object in {{ }}",
    "datetime_type": 'should be an instant like "2027-01-29T18:30:00+01:00"',
    "datetime_parsing": 'should be an instant like "2027-01-29T18:30:00+01:00"',
    "datetime_from_date_parsing": 'should be an instant like "2027-01-29T18:30:00+01:00"',
    "date_type": 'should be a date like "2027-01-29"',
    "date_parsing": 'should be a date like "2027-01-29"',
    "date_from_datetime_parsing": 'should be a date like "2027-01-29"',
    "date_from_datetime_inexact": 'should be a date like "2027-01-29", without a time',
    "string_too_short": "is empty",
    "finite_number": "should be a number",
    "enum": "should be one of {expected}",
    "greater_than": "should be more than {gt:g}",
    "greater_than_equal": "should be {ge:g} or more",
    "less_than_equal": "should be {le:g} or less",
    "string_too_long": "is longer than {max_length} characters",
    "too_long": "holds more than {max_length} entries",
    "value_error": "{error}",
    "json_invalid": "is not JSON: {error}",
}


def unreadable(file: str, error: ValidationError) -> UnreadableInput:
    """The first thing that pydantic found wrong, in our words and with its place."""
    first = error.errors(include_url=False, include_input=False)[0]
    place = ""
    for part in first["loc"]:
        place += f"[{part}]" if isinstance(part, int) else f".{part}" if place else part
    sentence = _SENTENCES.get(first["type"])
    reason = sentence.format(**first.get("ctx", {})) if sentence else first["msg"]
    return UnreadableInput(file, place, " ".join(reason.split()))
