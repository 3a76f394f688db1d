"""Sources: what a plan is made from on a server: calendars, profile and own rules, kept on the shelf.

Each is a feed that points to an original: what it was stays there, what it is now is what the feed names.
Two feeds are no calendars; their ids are none that anybody outside can name.
"""

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING, Protocol

from fullstride.domain.calendar import Calendar, Day, Demand, Skipped, Sure
from fullstride.domain.errors import BadUsage, FullstrideError, Outdated
from fullstride.domain.feeds import Feed
from fullstride.domain.keeping import KeptPlan
from fullstride.domain.runner import Runner
from fullstride.formats.reading import Copy
from fullstride.workflows.adapting import Asked
from fullstride.workflows.reading import Given, read, read_runner
from fullstride.workflows.renewing import renew

if TYPE_CHECKING:
    from fullstride.rules.book import Book
    from fullstride.store.contract import Shelf

PROFILE, RULES = "=profile", "=rules"
PROFILE_NAME, RULES_NAME = "your profile", "your rules"
MOST_CALENDARS = 20
_OF_PLAN = "plan-"
_RUNS = (Demand.EASY, Demand.STRIDES, Demand.MEDIUM, Demand.LONG, Demand.HARD, Demand.RACE)
_TICK = dt.timedelta(microseconds=1)  # a calendar stands behind those that were there


class Fetch(Protocol):
    """Reads a calendar from an address, once: its name and its bytes. Raises FullstrideError."""

    def __call__(self, address: str) -> Copy: ...


class Sealer(Protocol):
    """Keeps an address unreadable for whoever reads the store. Raises FullstrideError."""

    def seal(self, address: str) -> str: ...

    def open(self, sealed: str) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarRead:
    """A calendar and how it is read: `error` where it can't be."""

    feed: Feed
    calendar: Calendar
    days: tuple[Day, ...]
    error: str = ""

    @property
    def runs(self) -> int:
        """How many days ask for a run by their own words."""
        return sum(1 for day in self.days if day.title and day.demand in _RUNS and day.sure is not Sure.NONE)

    @property
    def left_out(self) -> tuple[Skipped, ...]:
        """What stands in the calendar and asks for nothing: what its file says so of, and what the words of a
        day that holds nothing else do."""
        idle = {day.date for day in self.days if not day.title}
        entries = (entry for entry in self.calendar.entries if entry.date in idle)
        passed = (Skipped(title=one.title, why="is read as no training", date=one.date) for one in entries)
        return (*self.calendar.skipped, *passed)

    @property
    def few_runs(self) -> bool:
        """Is this hardly a calendar that somebody trains by: no run, or less than one a week among more
        entries that are none?"""
        told = sum(1 for day in self.days if day.title) + len(self.left_out)
        weeks = (self.days[-1].date - self.days[0].date).days // 7 + 1 if self.days else 0
        return not self.error and (not self.runs or (self.runs < weeks and self.runs * 2 < told))


@dataclass(frozen=True, slots=True, kw_only=True)
class DayChange:
    """A day that is read otherwise than when the plan was made; None where it holds nothing."""

    date: dt.date
    was: Day | None
    now: Day | None


# ---- what is there ---------------------------------------------------------------------------------


def calendars(shelf: "Shelf") -> tuple[Feed, ...]:
    """The runner's calendars; where none was handed in here, those that the kept plan was made from."""
    return handed_in(shelf) or _of_plan(shelf)


def handed_in(shelf: "Shelf") -> tuple[Feed, ...]:
    """The calendars in use that the runner handed in here."""
    return tuple(feed for feed in shelf.feeds() if feed.id not in (PROFILE, RULES) and not feed.aside_at)


def put_aside(shelf: "Shelf") -> tuple[Feed, ...]:
    """The calendars whose place another plan took, and that may be used again."""
    return tuple(feed for feed in shelf.feeds() if feed.aside_at)


def _of_plan(shelf: "Shelf") -> tuple[Feed, ...]:
    kept = shelf.plan()
    if kept is None or not kept.calendars:
        return ()
    names = {original.sha256: original.name for original in shelf.originals()}
    races = kept.laid_back or (None,) * len(kept.calendars)
    return tuple(
        Feed(
            id=f"{_OF_PLAN}{number}",
            name=names.get(sha256, sha256[:12]),
            sealed="",
            added_at=kept.made_at,
            read_at=kept.made_at,
            sha256=sha256,
            race=race,
        )
        for number, (sha256, race) in enumerate(zip(kept.calendars, races, strict=True), start=1)
    )


def profile_text(shelf: "Shelf") -> str:
    """The profile as it stands; "" where nothing was said."""
    return _text(shelf, PROFILE, (kept.profile if (kept := shelf.plan()) else ""))


def profile_runner(shelf: "Shelf", today: dt.date) -> Runner:
    """The runner by the profile as it stands."""
    return read_runner(_profile(shelf), today)


def rules_text(shelf: "Shelf") -> str:
    """What the runner changed in the rule book; "" where nothing."""
    kept = shelf.plan()
    return _text(shelf, RULES, "\n".join(text for _, text in kept.books) if kept else "")


def _text(shelf: "Shelf", id_: str, otherwise: str) -> str:
    feed = next((one for one in shelf.feeds() if one.id == id_), None)
    return shelf.read_original(feed.sha256).decode() if feed else otherwise


def own_book(shelf: "Shelf") -> "Book":
    """The rule book with the runner's changes laid over it."""
    from fullstride.rules.load import OwnBook, load_book

    text = rules_text(shelf)
    return load_book((OwnBook(name=RULES_NAME, text=text),) if text.strip() else ())


def read_calendar(shelf: "Shelf", feed: Feed, *, today: dt.date) -> CalendarRead:
    """How one calendar is read, with the runner's own words for its titles."""
    kept = shelf.plan()
    copy = copy_of_feed(shelf, feed)
    try:
        reading = read(
            Given(today=today, calendars=(copy,), profile=_profile(shelf), race=kept.race if kept else None)
        )
    except FullstrideError as error:
        return CalendarRead(feed=feed, calendar=Calendar(entries=()), days=(), error=str(error))
    return CalendarRead(feed=feed, calendar=reading.calendar, days=reading.days)


def changed_days(shelf: "Shelf", kept: KeptPlan, *, today: dt.date) -> tuple[DayChange, ...]:
    """The days ahead that are read otherwise than when the plan was made. Raises UnreadableInput."""
    asked = asked_of(shelf)
    renewed = renew(shelf, kept, calendars=asked.calendars, profile=asked.profile, today=today)
    was = {day.date: day for day in kept.days}
    now = {day.date: day for day in renewed.days}
    dates = sorted(date for date in was.keys() | now.keys() if today <= date <= kept.plan.last)
    return tuple(
        DayChange(date=date, was=was.get(date), now=now.get(date))
        for date in dates
        if _asks(was.get(date)) != _asks(now.get(date))
    )


def _asks(day: Day | None) -> tuple[object, ...]:
    return (day.demand, day.title, day.own) if day is not None else ()


# ---- handed in -------------------------------------------------------------------------------------


def put_calendar(shelf: "Shelf", id_: str, copy: Copy, *, sealed: str = "", now: dt.datetime) -> Feed:
    """Keeps a calendar that can be read, in the place of one with this id, whose day it is laid back from
    where the copy has none. The first one that is handed in here brings those of the kept plan along.

    Raises UnreadableInput, NoDates where a plan needs such a day, and BadUsage for too many.
    """
    there = calendars(shelf)
    if len(there) >= MOST_CALENDARS and id_ not in {one.id for one in there}:
        raise BadUsage(f"{MOST_CALENDARS} calendars are the most; take one away first")
    before = next((one for one in there if one.id == id_), None)
    if copy.race is None and before is not None:
        copy = replace(copy, race=before.race)
    read(Given(today=now.date(), calendars=(copy,), profile=_profile(shelf), race=_race(shelf)))
    _take_along(shelf, there)
    sha256 = shelf.add_original(copy.name, copy.data, now).sha256
    feed = Feed(
        id=id_,
        name=copy.name,
        sealed=sealed,
        added_at=before.added_at if before else max([now, *(one.added_at + _TICK for one in there)]),
        read_at=now,
        sha256=sha256,
        race=copy.race,
    )
    shelf.put_feed(feed)
    return feed


def lay_back(shelf: "Shelf", feed: Feed, race: dt.date, *, now: dt.datetime) -> Feed:
    """Reads a kept calendar again with its last day on `race`. Raises FullstrideError."""
    return put_calendar(
        shelf, feed.id, replace(copy_of_feed(shelf, feed), race=race), sealed=feed.sealed, now=now
    )


def remove_calendar(shelf: "Shelf", id_: str) -> bool:
    """Takes a calendar away; what was planned from it stays until the plan is made again. False where there
    is none."""
    if id_ in {one.id for one in put_aside(shelf)}:
        return shelf.remove_feed(id_)
    there = calendars(shelf)
    if id_ not in {one.id for one in there}:
        return False
    _take_along(shelf, there)
    shelf.remove_feed(id_)
    return True


def set_aside(shelf: "Shelf", feeds: Sequence[Feed], *, by: str, now: dt.datetime) -> None:
    """Takes calendars out of use, with their addresses, for as long as nobody removes them: those of the kept
    plan hold then. One that lies aside already is not put there twice."""
    known = {_what(feed) for feed in put_aside(shelf)}
    taken = {feed.id for feed in shelf.feeds()}
    own = (f"aside-{now:%Y%m%dT%H%M%S%f}-{number}" for number in count(1))  # one's old id may be taken anew
    free = (id_ for id_ in own if id_ not in taken)
    for feed in feeds:
        if _what(feed) not in known:
            id_ = next(free)
            shelf.put_feed(replace(feed, id=id_, aside_at=now, aside_by=by))
        shelf.remove_feed(feed.id)


def _what(feed: Feed) -> tuple[str, str, dt.date | None]:
    return feed.sealed or feed.name, feed.sha256, feed.race


def use_again(shelf: "Shelf", id_: str, *, now: dt.datetime) -> Feed | None:
    """Brings a calendar back into use with all that were put aside with it; those in use are put aside. The
    plan changes when it is made again. None where nothing of that id lies aside."""
    asides = put_aside(shelf)
    wanted = next((feed for feed in asides if feed.id == id_), None)
    if wanted is None:
        return None
    back = [feed for feed in asides if feed.aside_at == wanted.aside_at]
    set_aside(shelf, calendars(shelf), by=shelf.runner, now=now)
    for feed in back:
        shelf.put_feed(replace(feed, aside_at=None, aside_by=""))
    return next(feed for feed in calendars(shelf) if feed.id == id_)


def reread(
    shelf: "Shelf",
    feed: Feed,
    *,
    race: dt.date | None = None,
    fetch: Fetch,
    sealer: Sealer,
    now: dt.datetime,
) -> Feed:
    """Fetches a calendar again from its address; `race` is its last day from now on. Raises FullstrideError,
    and notes that on the feed."""
    try:
        copy = replace(fetch(sealer.open(feed.sealed)), race=race or feed.race)
        read(Given(today=now.date(), calendars=(copy,), profile=_profile(shelf), race=_race(shelf)))
    except FullstrideError as error:
        shelf.feed_read(feed.id, now, error=str(error))
        raise
    sha256 = shelf.add_original(copy.name, copy.data, now).sha256
    read_now = replace(feed, read_at=now, sha256=sha256, error="", race=copy.race)
    if copy.race == feed.race:
        shelf.feed_read(feed.id, now, sha256=sha256)
    else:
        shelf.put_feed(read_now)
    return read_now


def profile_version(text: str) -> str:
    """What a profile is told apart by from another state of it."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def put_profile(shelf: "Shelf", text: str, *, now: dt.datetime, over: str = "") -> None:
    """Keeps the profile. Raises UnreadableInput naming the key.

    `over` is the version that it was made from, "" where that is not told. Raises Outdated where another one
    is kept by now.
    """
    if over and over != profile_version(profile_text(shelf)):
        raise Outdated(
            "Your profile was changed elsewhere since you opened it; nothing of yours was kept; "
            "read it again, then change it"
        )
    read_runner(Copy(name=PROFILE_NAME, data=text.encode()), now.date(), own_book(shelf))
    _put_text(shelf, PROFILE, "runner.toml", text, now)


def put_rules(shelf: "Shelf", text: str, *, now: dt.datetime) -> None:
    """Keeps what the runner changes in the rule book. Raises UnreadableInput naming the key."""
    from fullstride.rules.load import OwnBook, load_book

    if text.strip():
        load_book((OwnBook(name=RULES_NAME, text=text),))
    _put_text(shelf, RULES, "rules.toml", text, now)


def _put_text(shelf: "Shelf", id_: str, name: str, text: str, now: dt.datetime) -> None:
    sha256 = shelf.add_original(name, text.encode(), now).sha256
    shelf.put_feed(Feed(id=id_, name=name, sealed="", added_at=now, read_at=now, sha256=sha256))


def _take_along(shelf: "Shelf", there: Sequence[Feed]) -> None:
    known = {feed.id for feed in shelf.feeds()}
    for feed in there:
        if feed.id not in known:
            shelf.put_feed(feed)


# ---- what a plan is made from ----------------------------------------------------------------------


def given_of(
    shelf: "Shelf",
    *,
    today: dt.date,
    first: dt.date | None = None,
    weeks: int | None = None,
    race: dt.date | None = None,
) -> Given:
    """All that is on the shelf, for placing a season."""
    kept = shelf.plan()
    return Given(
        today=today,
        calendars=tuple(copy_of_feed(shelf, feed) for feed in calendars(shelf)),
        profile=_profile(shelf),
        books=_books(shelf),
        race=race,
        first=first,
        weeks=weeks,
        layered=bool(kept and kept.layered),
    )


def asked_of(shelf: "Shelf", *, moves: Sequence[str] = ()) -> Asked:
    """What was handed in here since, for making the kept plan again; the rest is as the plan remembers it."""
    ids = {feed.id for feed in shelf.feeds()}
    own = handed_in(shelf)
    return Asked(
        calendars=tuple(copy_of_feed(shelf, feed) for feed in own),
        profile=_profile(shelf) if PROFILE in ids else None,
        books=_books(shelf) if RULES in ids else None,
        moves=tuple(moves),
    )


def copy_of_feed(shelf: "Shelf", feed: Feed) -> Copy:
    """What a feed names now."""
    return Copy(name=feed.name, data=shelf.read_original(feed.sha256), race=feed.race)


def _profile(shelf: "Shelf") -> Copy | None:
    text = profile_text(shelf)
    return Copy(name=PROFILE_NAME, data=text.encode()) if text.strip() else None


def _books(shelf: "Shelf") -> tuple[Copy, ...]:
    text = rules_text(shelf)
    return (Copy(name=RULES_NAME, data=text.encode()),) if text.strip() else ()


def _race(shelf: "Shelf") -> dt.date | None:
    kept = shelf.plan()
    return kept.race if kept else None
