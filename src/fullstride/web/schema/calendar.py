"""The runner's own calendars, how they are read, and the plan that is placed into them."""

import datetime as dt
from typing import Annotated

from pydantic import Field

from fullstride.web.schema.plan import Day, Session
from fullstride.web.schema.season import PlanBody
from fullstride.web.schema.word import Date, Sentence, Stamp, Told, Word


class SkippedEntry(Word):
    date: dt.date | None
    title: str
    why: str


class CalendarProblem(Word):
    """A place in a readable file that could not be read."""

    file: str
    place: str
    text: Sentence


class CalendarRow(Word):
    """One calendar and how it is read. `from_address`: it can be fetched again. `days` is how many are
    training or rest, from `first` to `last`; `error` is a sentence where it could not be read at all. `race`
    is the day that it is laid back from, null where it has dates of its own. `runs` are the days among them
    that ask for a run by their own words; `few_runs`: so few that hardly anybody trains by this. `problems`
    counts places that could not be read."""

    id: str
    name: str
    from_address: bool
    added_at: Stamp
    read_at: Stamp | None
    days: int
    first: dt.date | None
    last: dt.date | None
    skipped: int
    problems: int
    error: str
    race: dt.date | None
    runs: int
    few_runs: bool


class PutAside(Word):
    """A calendar whose place another plan took `at` some moment, `by` whose word: "" where nobody has a name.
    What has the same `at` comes back together."""

    id: str
    name: str
    from_address: bool
    at: Stamp
    by: str


class Calendars(Word):
    """Those in use, and those that may be used again."""

    items: list[CalendarRow]
    put_aside: list[PutAside]


class CalendarDetail(CalendarRow):
    """With each day as it is read, and the words that decided it."""

    read: list[Day]
    left_out: list[SkippedEntry]
    unread: list[CalendarProblem]


class DayChange(Word):
    """A day that is read otherwise than when the plan was made; null where it holds nothing."""

    date: dt.date
    was: Day | None
    now: Day | None


class CalendarKept(Word):
    """`changes` are the days ahead that the plan does not know like that; empty without a plan."""

    calendar: CalendarRow
    changes: list[DayChange]


class NewAddress(Told):
    """Where a calendar is fetched from; `race` is the last day of a plan without dates."""

    url: Annotated[str, Field(min_length=1, max_length=2_000, pattern=r"^(https?|webcal)://")]
    race: Date | None = None


class Reread(Told):
    """`race`: from now on the last day of a plan without dates."""

    race: Date | None = None


class NewPlan(Told):
    """`keep`: the plan becomes the one that everything goes on from; `replace`: in place of one that is kept.
    `race` is the day that plans without dates are laid back from."""

    first: Date | None = None
    weeks: Annotated[int, Field(ge=1, le=208)] | None = None
    race: Date | None = None
    keep: bool = False
    replace: bool = False


class Placed(PlanBody):
    """The answer of placing: planned, a clash of wishes, or the best that was found in time. `kept` is the
    number of the version, null where it was not kept."""

    solve_s: float
    sessions: list[Session]
    days: list[Day]
    problems: list[CalendarProblem]
    kept: int | None
