"""What was decided between two sessions, and what it changed in the plan."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from fullstride.domain.session import Reason, Session


class Verb(StrEnum):
    PROGRESS = "progress"  # one step forward
    HOLD = "hold"  # the same again
    REGRESS = "regress"  # back by some steps, or to the start
    SWAP = "swap"  # something milder stands in for a while
    BLOCK = "block"  # not for a while, or until the runner says that it is over
    STOP = "stop"  # a red flag: see a clinician; until cleared in so many words


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One exercise, decided by the first line of the book's table that holds.

    `say` is the sentence of a coach's notebook; `facts` what was used, each a short phrase; `would_change`
    what would make it come out differently. Steps count from 1; `until` is the first day on which a swap or
    block no longer holds, None where it does not end by itself.
    """

    exercise: str
    date: dt.date
    verb: Verb
    step: int
    to_step: int
    because: Reason
    say: str
    facts: tuple[str, ...] = ()
    would_change: str = ""
    until: dt.date | None = None
    instead: str = ""  # exercise id of what stands in, in a swap
    clinician: bool = False


class Kind(StrEnum):
    MOVED = "moved"
    ADDED = "added"
    DROPPED = "dropped"
    MORE = "more"  # same place, larger dose
    LESS = "less"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How one session of the plan before differs from the plan after, and why."""

    kind: Kind
    exercise: str
    was: Session | None
    now: Session | None
    because: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NotMoved:
    """A place that the runner asked for and can't have, with the rules that forbid it."""

    date: dt.date
    exercise: str
    because: tuple[Reason, ...]
