"""A squad as its coach looks at it: who needs a word today, who is worth a look, who is on track."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from fullstride.domain.accounts import Sees
from fullstride.domain.calendar import Day
from fullstride.domain.session import Reason, Session


class Rank(StrEnum):
    NEEDS_YOU = "needs you"
    LOOK = "worth a look"
    ON_TRACK = "on track"


class Call(StrEnum):
    """What calls for the coach, the weightiest first: the order of the list."""

    RED_FLAG = "red flag"
    BLOCKED = "blocked"
    PAIN = "pain"
    MISSED = "missed"
    STEPPED_BACK = "stepped back"
    SILENT = "silent"
    LONG_GAP = "long without max effort"
    NOTHING_PLACED = "nothing placed"
    TOO_HARD = "too hard"
    GAP = "no max effort"
    BEGUN_AGAIN = "begun again"
    UNSAID = "not yet said"
    LEVEL = "level raised"

    @property
    def weight(self) -> int:
        """0 is the weightiest."""
        return _ORDER[self]

    @property
    def rank(self) -> Rank:
        return Rank.NEEDS_YOU if self.weight <= _ORDER[Call.NOTHING_PLACED] else Rank.LOOK


_ORDER = {call: place for place, call in enumerate(Call)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One thing about one runner: the fact, and what the book did about it by the rule `because`."""

    call: Call
    fact: str
    did: str
    because: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One runner in the list.

    `notes` stand the weightiest first; none: on track. `days` and `sessions` are those of last week and of
    this one, without what was missed. `number` is the version of the plan; `pending`: something was said
    since it was made, and `notes` tell what follows when it is adapted. `heard` is the last day of which
    there is a word or a recording. `off` are those of the `sessions` that are not begun as things stand now,
    whether or not the plan was made again since. `shares` is what the runner lets the coach see, `changes`
    whether the coach may change it.
    """

    runner: str
    event: str
    notes: tuple[Note, ...] = ()
    days: tuple[Day, ...] = ()
    sessions: tuple[Session, ...] = ()
    number: int = 0
    pending: bool = False
    heard: dt.date | None = None
    shares: Sees = Sees.EVERYTHING
    changes: bool = True
    off: frozenset[str] = frozenset()

    @property
    def rank(self) -> Rank:
        return self.notes[0].call.rank if self.notes else Rank.ON_TRACK


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A runner of whom nothing can be told, and why; everybody else's list stands. `is_new`: they joined, and
    have no plan yet. `changes`: whether the coach may change their plan."""

    runner: str
    reason: str
    is_new: bool = False
    changes: bool = True

    @staticmethod
    def new(runner: str, *, changes: bool = True) -> "Unread":
        return Unread(runner=runner, reason="Joined, no plan yet.", is_new=True, changes=changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Squad:
    """The whole list on `today`: rows by weight, then by name."""

    today: dt.date
    rows: tuple[Row, ...] = ()
    unread: tuple[Unread, ...] = ()

    def of(self, rank: Rank) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.rank is rank)


def in_order(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The weightiest call first; within one, by name."""
    last = len(Call)
    return tuple(
        sorted(rows, key=lambda row: (row.notes[0].call.weight if row.notes else last, row.runner.casefold()))
    )
