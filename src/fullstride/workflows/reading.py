"""From files to words: a calendar as it is read, the runner, the book."""

import datetime as dt
import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from fullstride.domain.calendar import Calendar, Day, Demand
from fullstride.domain.errors import UnreadableInput
from fullstride.domain.runner import Priority, Race, Runner

if TYPE_CHECKING:
    from fullstride.formats.reading import Copy
    from fullstride.rules.book import Book
    from fullstride.rules.load import OwnBook

MOST_WEEKS = 208
LONGEST_SILENCE_DAYS = 56  # a calendar that says nothing for longer is two calendars
LONGEST_LOOK_BACK = dt.timedelta(weeks=520)
CONTEXT = dt.timedelta(days=60)  # what lies further off says nothing about a runner's usual week
WEEK, DAY = dt.timedelta(days=7), dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the runner hands in: files as they named them, or copies of files that were kept; the race that
    undated plans are laid back from, the first day and the number of weeks where they said so, and today.
    `layered`: each calendar takes the days that it speaks of from those before it."""

    today: dt.date
    calendars: "tuple[Path | Copy, ...]" = ()
    profile: "Path | Copy | None" = None
    books: "tuple[Path | Copy, ...]" = ()
    race: dt.date | None = None
    first: dt.date | None = None
    weeks: int | None = None
    layered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A calendar as it was read: what the files say, who runs, and what each day asks."""

    calendar: Calendar
    runner: Runner
    days: tuple[Day, ...]


def read(given: Given) -> Reading:
    """How the program reads a calendar: `weeks` of it from `first` on, or from today or its own first day
    where that is later; without either from a year ago on; one that ended before that is read whole, ten
    years back at most."""
    runner = read_runner(given.profile, given.today)
    calendar = read_calendar(given, since=long_ago(given))
    start, end = _window(given, calendar)
    spoken = [entry.date for entry in calendar.entries if start <= entry.date <= end]
    lately = [date for date in spoken if date >= given.today - 52 * WEEK]
    if lately and given.first is None:
        spoken = lately
    if not spoken:
        return Reading(calendar=calendar, runner=runner, days=())
    first = start if given.first or given.weeks else min(spoken)
    days = read_days(calendar, runner, first, end if given.weeks else max(spoken))
    return Reading(calendar=calendar, runner=runner, days=tuple(_without_silence(days, set(spoken))))


def _window(given: Given, calendar: Calendar) -> tuple[dt.date, dt.date]:
    """The first and last day to show."""
    if not given.weeks:
        return given.first or long_ago(given), given.today + MOST_WEEKS * WEEK
    start = given.first or max(given.today, calendar.first or given.today)
    return start, start + given.weeks * WEEK - DAY


def read_runner(profile: "Path | Copy | None", today: dt.date, book: "Book | None" = None) -> Runner:
    """The profile, or a runner about whom nothing is known.

    Raises UnreadableInput for a year of birth that is yet to come and, where there is a `book` to look
    in, for a wish that names no exercise of it.
    """
    if profile is None:
        return Runner()
    from fullstride.formats.profile import parse_profile
    from fullstride.formats.reading import TEXT_LIMIT, shown_name, text_of

    name = shown_name(profile)
    runner = parse_profile(text_of(profile, TEXT_LIMIT, may_be_empty=True), name)
    if runner.born is not None and runner.born > today.year:
        raise UnreadableInput(name, "runner.born", f"is {runner.born}, a year that is yet to come")
    if book is not None:
        _refuse_unknown_wishes(runner, book, name)
    return runner


def _refuse_unknown_wishes(runner: Runner, book: "Book", name: str) -> None:
    known = list(book.exercises)
    for wished in runner.exercises or ():
        if wished not in known:
            near = difflib.get_close_matches(wished.lower().replace(" ", "_"), known, n=1)
            hint = f"{near[0]!r} would" if near else f"those are {', '.join(known)}"
            reason = f"{wished!r} is no exercise of the book; {hint}"
            raise UnreadableInput(name, "wishes.exercises", reason)


def keep_profile(runner: Runner, path: Path, remarks: Sequence[str] = ()) -> None:
    """Writes the profile, whole or not at all; `remarks` stand above it as comments."""
    from fullstride.formats.files import write_files
    from fullstride.formats.profile import write_profile

    write_files(path.parent, {path.name: write_profile(runner, remarks).encode()})


def read_own_books(own: "Sequence[Path | Copy]") -> "tuple[OwnBook, ...]":
    """The runner's or coach's own files, as text."""
    from fullstride.formats.reading import TEXT_LIMIT, shown_name, text_of
    from fullstride.rules.load import OwnBook

    return tuple(OwnBook(name=shown_name(one), text=text_of(one, TEXT_LIMIT)) for one in own)


def read_book(own: "Sequence[Path | Copy]") -> "Book":
    """The rule book, with the runner's or coach's own files laid over it."""
    from fullstride.rules.load import load_book

    return load_book(read_own_books(own))


def read_calendar(given: Given, *, since: dt.date | None = None) -> Calendar:
    """The files as one calendar: from 60 days before the first day on, or from `since` on."""
    if not given.calendars:
        return Calendar(entries=())
    from fullstride.formats import calendars

    first = given.first or given.today
    last = max(first, given.today) + MOST_WEEKS * WEEK
    return calendars.read_calendar(
        given.calendars, race=given.race, first=first, last=last, since=since, layered=given.layered
    )


def read_days(calendar: Calendar, runner: Runner, first: dt.date, last: dt.date) -> tuple[Day, ...]:
    """What each day from `first` to `last` asks, read with the weeks around them and not with decades."""
    from fullstride.plan import demand
    from fullstride.rules import lexicon

    near = tuple(entry for entry in calendar.entries if first - CONTEXT <= entry.date <= last + CONTEXT)
    around = replace(calendar, entries=near)
    return demand.read_days(around, runner, lexicon.packaged(), first=first, last=last)


def with_named_race(runner: Runner, calendar: Calendar, days: Sequence[Day], race: dt.date | None) -> Runner:
    """The runner with the race that `--race` named, where neither the profile nor the calendar knows it."""
    known = {day.date for day in days if day.demand is Demand.RACE} | {one.date for one in runner.races}
    if race is None or race in known:
        return runner
    priority = Priority.B if any(one.priority is Priority.A for one in runner.races) else Priority.A
    named = Race(date=race, priority=priority, distance=calendar.race_distance, name="Race")
    return replace(runner, races=tuple(sorted((*runner.races, named), key=lambda one: one.date)))


def long_ago(given: Given) -> dt.date:
    """Where a calendar that has passed is still looked at."""
    near = min(given.first or given.today, given.today)
    return near - min(LONGEST_LOOK_BACK, near - dt.date.min)


def monday(date: dt.date) -> dt.date:
    return date - dt.timedelta(days=date.weekday())


def _without_silence(days: Sequence[Day], spoken: set[dt.date]) -> Iterator[Day]:
    """The days, without stretches of which the calendar says nothing for weeks on end."""
    silent: list[Day] = []
    for day in days:
        if day.date in spoken:
            if len(silent) <= LONGEST_SILENCE_DAYS:
                yield from silent
            silent = []
            yield day
        else:
            silent.append(day)
    if len(silent) <= LONGEST_SILENCE_DAYS:
        yield from silent
