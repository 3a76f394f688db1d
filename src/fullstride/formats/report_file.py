"""Reports as JSON Lines, one a line, with the keys of the word itself; read strictly, line by line.

A key that means nothing here is refused: a slip of the pen in a report would be lost in silence, and
with it a pain.
"""

import datetime as dt
import difflib
import json
from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from fullstride.domain.errors import UnreadableInput
from fullstride.domain.report import Completion, Form, Pain, PainKind, Report
from fullstride.formats.plan_schema import FIRST_DATE, LAST_DATE, MOST_REPS, Date, Name, Text, unreadable

LARGEST_FILE_BYTES = 16_000_000
LONGEST_NOTE = 2_000  # characters
MOST_PAINS = 20
MOST_HOURS = 24
Json = dict[str, Any]


def write_reports(reports: Iterable[Report]) -> bytes:
    """One report a line."""
    return b"".join(
        json.dumps(report_json(report), ensure_ascii=False).encode() + b"\n" for report in reports
    )


def report_json(report: Report) -> Json:
    """A report as it is written: what was not said is left out."""
    told: Json = {}
    for field in fields(report):
        value = getattr(report, field.name)
        if value is None or value == "" or (field.name == "cleared" and not value):
            continue
        told[field.name] = _plain(value)
    return told


def _plain(value: object) -> object:
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Pain):
        said = {"place": value.place, "level": value.level, "kind": value.kind.value}
        return said | ({"worse_next_morning": True} if value.worse_next_morning else {})
    return value


def read_reports(path: Path) -> tuple[Report, ...]:
    """Every report of a file. Raises UnreadableInput with the file and the line."""
    from fullstride.formats.reading import read_bytes

    return tuple(parse_reports(read_bytes(path, LARGEST_FILE_BYTES), str(path)))


def parse_reports(data: bytes, file: str) -> Iterator[Report]:
    """The reports in `data`; `file` is what an error calls it. Empty lines are let be."""
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if line.strip():
            yield parse_report(line, file, f"line {number}")


def parse_report(data: bytes, file: str, place: str) -> Report:
    """One report. Raises UnreadableInput with the file, the `place` and the key."""
    try:
        return _Report.model_validate_json(data).word()
    except ValidationError as error:
        found = unreadable(file, error)
        where = f"{place}, {found.place}" if found.place else place
        raise UnreadableInput(file, where, found.reason) from None


def _aware(instant: dt.datetime) -> dt.datetime:
    if instant.tzinfo is None:
        raise ValueError('should say its time zone, like "2027-01-29T18:30:00+01:00"')
    if not FIRST_DATE.year < instant.year < LAST_DATE.year:
        raise ValueError(f"should lie between {FIRST_DATE.year} and {LAST_DATE.year}")
    return instant


Scale = Annotated[int, Field(ge=0, le=10)]
Times = Annotated[int, Field(ge=0, le=MOST_REPS)]


class _Part(BaseModel):
    model_config = ConfigDict(strict=True, extra="allow", allow_inf_nan=False, frozen=True)

    @model_validator(mode="after")
    def _nothing_else(self) -> Self:
        for key in self.model_extra or ():
            known = type(self).model_fields
            meant = difflib.get_close_matches(key.lower(), known, n=1)
            hint = f"{meant[0]!r} would" if meant else f"known are {', '.join(known)}"
            raise ValueError(f"has a key {key[:40]!a} that means nothing here; {hint}")
        return self


class _Pain(_Part):
    place: Annotated[Text, Field(max_length=100)]
    level: Scale
    kind: PainKind
    worse_next_morning: bool = False

    def word(self) -> Pain:
        return Pain(
            place=self.place, level=self.level, kind=self.kind, worse_next_morning=self.worse_next_morning
        )


class _Report(_Part):
    id: Name
    said_at: Annotated[dt.datetime, AfterValidator(_aware)]
    date: Date
    session: Annotated[Text, Field(max_length=200)] = ""
    exercise: Annotated[Text, Field(max_length=200)] = ""
    completion: Completion | None = None
    sets: Times | None = None
    reps: Times | None = None
    hard: Scale | None = None
    form: Form | None = None
    contacts_30m: Times | None = None
    stopped_by: Annotated[Text, Field(max_length=200)] = ""
    pain: Annotated[tuple[_Pain, ...], Field(max_length=MOST_PAINS)] | None = None
    soreness: Scale | None = None
    soreness_48h: Scale | None = None
    sleep_h: Annotated[float, Field(ge=0, le=MOST_HOURS)] | None = None
    recovery_low: bool | None = None
    ill: bool | None = None
    injured: bool | None = None
    cleared: Annotated[tuple[Name, ...], Field(max_length=MOST_PAINS)] = ()
    note: Annotated[Text, Field(max_length=LONGEST_NOTE)] = ""
    said_by: Annotated[Text, Field(max_length=200)] = ""
    clock: Date | None = None
    corrects: Annotated[Text, Field(max_length=200)] = ""

    def word(self) -> Report:
        told = {field.name: getattr(self, field.name) for field in fields(Report)}
        pains = None if self.pain is None else tuple(pain.word() for pain in self.pain)
        return Report(**(told | {"pain": pains}))
