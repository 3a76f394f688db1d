"""What follows from what was done, and a session on another day."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from fullstride.web.schema.plan import BareSession, Decision, Question, Reason
from fullstride.web.schema.word import Date, Line, Sentence, Told, Word


class Change(Word):
    """How one session of the plan before differs from the plan after."""

    kind: Literal["moved", "added", "dropped", "more", "less"]
    exercise: str
    was: BareSession | None
    now: BareSession | None
    because: list[Reason]


class NotMoved(Word):
    """A place that was asked for and can't be had."""

    date: dt.date
    exercise: str
    because: list[Reason]


class Adapted(Word):
    """With the keys that `fullstride adapt --json` prints; `number` is the version that holds now."""

    applied: bool
    number: int
    decisions: list[Decision]
    changes: list[Change]
    not_moved: list[NotMoved]
    asks: list[Question]
    notes: list[Sentence]


class ApplyAdapt(Told):
    """The version of the plan that was looked at."""

    number: Annotated[int, Field(ge=1, le=1_000_000)]


class NewMove(Told):
    """`to` null leaves the session out."""

    session: Line
    to: Date | None


class CheckMove(Told):
    """`in_full`: say what else would change, too, which takes a second."""

    session: Line
    to: Date
    in_full: bool = False


class BrokenRule(Reason):
    """A rule that is broken, or that a move would break, on the day where it shows."""

    date: dt.date


class MoveChecked(Word):
    """`never`: a hard rule forbids it; else `because` is why another day suits better. `in_full` null where
    it was not asked for."""

    session: str
    to: dt.date
    never: bool
    because: list[Reason]
    breaks: list[BrokenRule]
    in_full: Adapted | None


class Moved(Word):
    """`applied`: the session stands there now. `adapted` is all that changed with it, null where this move
    was kept before."""

    applied: bool
    number: int
    adapted: Adapted | None


class MoveUndone(Word):
    """`applied`: the plan is as if this had never been asked for; else `not_moved` says why it can't be."""

    applied: bool
    number: int
    changes: list[Change]
    not_moved: list[NotMoved]
