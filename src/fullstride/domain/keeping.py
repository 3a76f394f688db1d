"""What is kept for a runner, for good: nothing here is ever overwritten, later words stand beside it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fullstride.domain.calendar import Day
from fullstride.domain.decision import Change, Decision, NotMoved
from fullstride.domain.session import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A file as it came, kept by its content. `sha256` in hex; `name` as the runner gave it."""

    sha256: str
    name: str
    size_bytes: int
    kept_at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """By what something derived was made: made again by the same, it is the same."""

    sha256: str  # of the original
    algorithm: str  # "measure"
    version: str
    settings: str  # what else it depends on, as canonical JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Which recording shows a session, as the runner confirmed or as was beyond doubt.

    `sha256` "" takes an earlier match back. `adds`: the recording stands beside those matched before, as a
    log of a phone does that was started for each set.
    """

    session: str
    sha256: str
    said_at: dt.datetime
    by: str  # "runner" or "day": the only session and the only recording of a day
    adds: bool = False


def shown_by(matches: Iterable[Match]) -> Mapping[str, tuple[str, ...]]:
    """Session -> sha256 of the recordings that show it, none where they were taken back.

    Of those that do not add, the last word holds; those that add stand beside it.
    """
    alone: dict[str, str] = {}
    beside: dict[str, list[str]] = {}
    for match in matches:
        if not match.sha256:
            alone.pop(match.session, None)
            beside.pop(match.session, None)
        elif not match.adds:
            alone[match.session] = match.sha256
        elif match.sha256 not in (others := beside.setdefault(match.session, [])):
            others.append(match.sha256)
    named = dict.fromkeys([*alone, *beside])
    return {
        session: (*([alone[session]] if session in alone else []), *beside.get(session, []))
        for session in named
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A session that the runner wants on another day, or not at all: then `to` is None.

    `on` is the day it stood on, and `number` the version of the plan that this made; None and 0 in what an
    older program kept. `undoes`: the id of one that is taken back.
    """

    id: str
    said_at: dt.datetime
    session: str
    exercise: str
    to: dt.date | None
    on: dt.date | None = None
    number: int = 0
    undoes: str = ""


def held_to(moves: Iterable[Moved]) -> tuple[Moved, ...]:
    """What the runner still wants: of each session the last that was not taken back."""
    said = tuple(moves)
    back = {one.undoes for one in said}
    return tuple({one.session: one for one in said if not one.undoes and one.id not in back}.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPlan:
    """A version of the plan with all that it was made from, and what led to it.

    `number` counts from 1 for each runner. `profile` and `books` (name, text) are TOML as it was read;
    `calendars` the originals by sha256, `race` the date that those without dates are laid back from where
    `laid_back` has no day of their own for them, calendar by calendar;
    `layered`: each calendar takes the days that it speaks of from those before it. The first version has no
    decisions.
    """

    number: int
    made_at: dt.datetime
    today: dt.date
    plan: Plan
    days: tuple[Day, ...]
    profile: str = ""
    profile_path: str = ""
    books: tuple[tuple[str, str], ...] = ()
    calendars: tuple[str, ...] = ()
    calendar_paths: tuple[str, ...] = ()
    race: dt.date | None = None
    decisions: tuple[Decision, ...] = ()
    changes: tuple[Change, ...] = ()
    not_moved: tuple[NotMoved, ...] = ()
    layered: bool = False
    laid_back: tuple[dt.date | None, ...] = ()
