"""A squad as its coach looks at it."""

import base64
import datetime as dt
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from fullstride.web.schema.plan import Reason
from fullstride.web.schema.word import Date, Line, Sentence, Told, Word

MOST_FILE = 7_000_000  # letters of base64, for some 5 MB; a calendar of three years takes a tenth of one


def _base64(data: str) -> str:
    try:
        base64.b64decode(data, validate=True)
    except ValueError:
        raise ValueError("is not written in base64") from None
    return data


class SquadSession(Word):
    """`off`: it is not begun as things stand now, even where the plan still holds it."""

    id: str
    exercise: str
    step: int
    off: bool


class SquadDay(Word):
    date: dt.date
    demand: str
    sessions: list[SquadSession]


class SquadNote(Word):
    """What calls for the coach: the fact, and what the book did about it."""

    call: str
    fact: str
    did: str
    because: Reason


class SquadRow(Word):
    """`pending`: something follows from what was said that is not in the plan yet. `notes` and `heard` are
    empty where the runner `shares` the plan alone; `changes`: you may change it."""

    runner: str
    event: str
    rank: Literal["needs you", "worth a look", "on track"]
    notes: list[SquadNote]
    number: int
    pending: bool
    heard: dt.date | None
    shares: Literal["plan and status", "everything"]
    changes: bool
    days: list[SquadDay]


class SquadUnread(Word):
    """A runner of whom nothing can be said, and why; `new`: they joined, and have no plan yet; `changes`: the
    coach may change their plan."""

    runner: str
    reason: Sentence
    new: bool
    changes: bool


class Squad(Word):
    """With the keys that `fullstride squad --json` prints."""

    today: dt.date
    say: Sentence
    runners: int
    needs_you: int
    worth_a_look: int
    on_track: int
    rows: list[SquadRow]
    unread: list[SquadUnread]


class AdaptSquad(Told):
    """`apply`: keep it. `runners` are those meant; all who may be changed where it is left out."""

    apply: bool = False
    runners: Annotated[tuple[str, ...], Field(max_length=500)] | None = None


class SquadAdapted(Squad):
    applied: bool
    news: int
    plans_changed: int
    sessions_changed: int
    decisions: dict[str, int]
    not_kept: list[SquadUnread]


class TemplateFile(Told):
    """A calendar as a file: what it is called, and its bytes in base64."""

    name: Line
    data: Annotated[str, Field(min_length=1, max_length=MOST_FILE), AfterValidator(_base64)]

    @property
    def bytes(self) -> bytes:
        return base64.b64decode(self.data)


class TakeIn(Told):
    """A template to runners who are there: `calendars` of the coach's own shelf, by id, and `files`, which
    are kept for those runners alone; they take the place of the runners' own.

    `rules`: what the coach changed in the book goes with it, for those who changed nothing; `keep` false only
    looks at what each would get.
    """

    runners: Annotated[tuple[str, ...], Field(min_length=1, max_length=500)]
    calendars: Annotated[tuple[str, ...], Field(max_length=20)] = ()
    files: Annotated[tuple[TemplateFile, ...], Field(max_length=20)] = ()
    first: Date | None = None
    weeks: Annotated[int, Field(ge=1, le=208)] | None = None
    race: Date | None = None
    replace: bool = False
    rules: bool = False
    keep: bool = True


class Added(Word):
    """What a runner got, or would get. `exercises`: how many sessions of each; `unplaced`: how often a week's
    work found no place; `rules`: whose changes of the book it was placed by, "book" where there are none;
    `puts_away`: their own calendars whose place it takes, by name."""

    runner: str
    sessions: int
    exercises: dict[str, int]
    weeks: int
    unplaced: int
    rules: Literal["template", "own", "book"]
    puts_away: list[str]


class TakenIn(Word):
    """`kept` false: it was only looked at."""

    kept: bool
    added: list[Added]
    not_added: list[SquadUnread]
