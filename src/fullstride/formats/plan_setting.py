"""What a plan was made from, kept inside its file, so that the file alone can be explained and drawn.

The days are kept as they were read. The profile is kept by name only: what it says about a runner's
health has no business in a file that gets passed around.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from fullstride.domain.calendar import Day, Demand, OwnWork, Sure
from fullstride.domain.session import Plan
from fullstride.formats.answers import day_json
from fullstride.formats.plan_file import write_plan
from fullstride.formats.plan_schema import Date, Name, Text, unreadable
from fullstride.formats.reading import TEXT_LIMIT, read_text

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """`profile` and `books` are paths as the runner gave them, "" for no profile."""

    days: tuple[Day, ...] = ()
    profile: str = ""
    books: tuple[str, ...] = ()


def plan_answer(plan: Plan, setting: Setting) -> Json:
    """The plan as the contract's JSON object, with what it was made from."""
    return write_plan(plan) | _setting(setting)


def plan_file(plan: Plan, setting: Setting) -> bytes:
    """The file to keep: `plan_answer` without `solve_s`, so that the same input gives the same bytes."""
    kept = plan_answer(plan, setting)
    del kept["solve_s"]
    return (json.dumps(kept, indent=2, ensure_ascii=False) + "\n").encode()


def _setting(setting: Setting) -> Json:
    return {
        "days": [_day(day) for day in setting.days],
        "made_with": {"profile": setting.profile, "books": list(setting.books)},
    }


def read_setting(path: Path) -> Setting:
    """What the plan file at `path` says it was made from; an empty setting when it says nothing.

    Raises UnreadableInput with the file and the place.
    """
    name = str(path)
    try:
        parsed = _File.model_validate_json(read_text(path, TEXT_LIMIT).encode())
    except ValidationError as error:
        raise unreadable(name, error) from None
    return Setting(
        days=tuple(day.word() for day in parsed.days),
        profile=parsed.made_with.profile,
        books=parsed.made_with.books,
    )


def _day(day: Day) -> Json:
    more = {
        "distance_m": day.distance_m,
        "duration_s": day.duration_s,
        "alternatives": [demand.value for demand in day.alternatives],
        "race_distance_m": day.race_distance_m,
    }
    own = [
        {"exercise": work.exercise, "text": work.text, "reps": work.reps, "contacts": work.contacts}
        for work in day.own
    ]
    said = {key: value for key, value in more.items() if value}
    outside = {} if day.in_calendar else {"in_calendar": False}
    return day_json(day) | {"own": own} | said | outside


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, allow_inf_nan=False)


class _Own(_Part):
    exercise: Name
    text: Text = ""
    reps: Annotated[int, Field(ge=0, le=10_000)] | None = None
    contacts: Annotated[int, Field(ge=0, le=100_000)] = 0


class _Day(_Part):
    date: Date
    demand: Demand
    title: Text = ""
    why: Text = ""
    sure: Sure = Sure.CLEAR
    own: tuple[_Own, ...] = ()
    distance_m: float | None = None
    duration_s: float | None = None
    alternatives: tuple[Demand, ...] = ()
    race_distance_m: float | None = None
    in_calendar: bool = True

    def word(self) -> Day:
        return Day(
            date=self.date,
            demand=self.demand,
            title=self.title,
            why=self.why,
            sure=self.sure,
            distance_m=self.distance_m,
            duration_s=self.duration_s,
            own=tuple(OwnWork(**work.model_dump()) for work in self.own),
            alternatives=self.alternatives,
            race_distance_m=self.race_distance_m,
            in_calendar=self.in_calendar,
        )


class _MadeWith(_Part):
    profile: Text = ""
    books: tuple[Text, ...] = ()


class _File(_Part):
    days: Annotated[tuple[_Day, ...], Field(max_length=20_000)] = ()
    made_with: _MadeWith = _MadeWith()
