"""The loop, one paragraph a verb. The only place where a calendar's way through the rooms is joined:

bytes → formats → calendar words → plan.demand → plan → formats → bytes.

Every verb takes words and paths and gives words; `today` is an argument. What a verb needs is loaded
when it is called, so that a command starts as fast as it can.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fullstride.domain.calendar import Calendar, Day, Demand
from fullstride.domain.errors import BadUsage, UnreadableInput
from fullstride.domain.runner import Priority, Runner

if TYPE_CHECKING:
    from fullstride.domain.session import Plan
    from fullstride.rules.book import Book

DEFAULT_WEEKS, MOST_WEEKS = 12, 208
LONGEST_SILENCE_DAYS = 56  # a calendar that says nothing for longer is two calendars
LONG_AGO = dt.date(1980, 3, 3)
_WEEK, _DAY = dt.timedelta(days=7), dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the runner hands in: files as they named them, the race that undated plans are laid back
    from, the first day and the number of weeks where they said so, and today."""

    today: dt.date
    calendars: tuple[Path, ...] = ()
    profile: Path | None = None
    books: tuple[Path, ...] = ()
    race: dt.date | None = None
    first: dt.date | None = None
    weeks: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A calendar as it was read: what the files say, who runs, and what each day asks."""

    calendar: Calendar
    runner: Runner
    days: tuple[Day, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A plan and what it was made from."""

    plan: "Plan"
    reading: Reading
    book: "Book"


def read(given: Given) -> Reading:
    """How the program reads a calendar: all of its days, or `weeks` of them from `first` on."""
    runner = read_runner(given.profile)
    calendar = _calendar(given, since=given.first or LONG_AGO)
    start = given.first or LONG_AGO
    end = start + given.weeks * _WEEK - _DAY if given.weeks else given.today + MOST_WEEKS * _WEEK
    spoken = [entry.date for entry in calendar.entries if start <= entry.date <= end]
    if not spoken:
        return Reading(calendar=calendar, runner=runner, days=())
    days = _days(calendar, runner, given.first or min(spoken), end if given.weeks else max(spoken))
    return Reading(calendar=calendar, runner=runner, days=tuple(_without_silence(days, set(spoken))))


def place(given: Given) -> Placed:
    """Puts the work into the runner's weeks: from today (or `first`) to the A-race, else twelve weeks.

    Raises BadUsage where there is nothing to plan in: no calendar and no weekly template, or one that
    ended before the first day.
    """
    from fullstride.plan.plan import make_plan

    runner, book = read_runner(given.profile), read_book(given.books)
    calendar = _calendar(given, since=given.first or given.today)
    first = _first_day(given, calendar, runner)
    seen = _days(calendar, runner, min(calendar.first or first, first), _horizon(calendar, runner, first))
    weeks = given.weeks or _weeks_to_race(seen, runner, first)
    wanted = seen[-1].date if seen else first
    last = max(wanted, _monday(first) + weeks * _WEEK + _WEEK)
    days = _days(calendar, runner, min(calendar.first or first, first), last)
    plan = make_plan(days, runner, book, first=first, weeks=weeks, today=given.today)
    return Placed(plan=plan, reading=Reading(calendar=calendar, runner=runner, days=days), book=book)


def read_runner(profile: Path | None) -> Runner:
    """The profile, or a runner about whom nothing is known."""
    if profile is None:
        return Runner()
    from fullstride.formats.profile import read_profile

    return read_profile(profile)


def keep_profile(runner: Runner, path: Path) -> None:
    """Writes the profile, whole or not at all."""
    from fullstride.formats.files import write_files
    from fullstride.formats.profile import write_profile

    write_files(path.parent, {path.name: write_profile(runner).encode()})


def read_book(own: Sequence[Path]) -> "Book":
    """The rule book, with the runner's or coach's own files laid over it."""
    from fullstride.formats.reading import TEXT_LIMIT, read_text
    from fullstride.rules.load import OwnBook, load_book

    return load_book([OwnBook(name=str(path), text=read_text(path, TEXT_LIMIT)) for path in own])


def _calendar(given: Given, *, since: dt.date) -> Calendar:
    if not given.calendars:
        return Calendar(entries=())
    from fullstride.formats.calendars import read_calendar

    near = given.first or given.today
    last = max(near, given.today) + MOST_WEEKS * _WEEK
    calendar = read_calendar(given.calendars, race=given.race, first=near, last=last)
    if not calendar.entries and since < near:
        return read_calendar(given.calendars, race=given.race, first=since, last=last)
    return calendar


def _days(calendar: Calendar, runner: Runner, first: dt.date, last: dt.date) -> tuple[Day, ...]:
    from fullstride.plan.demand import read_days
    from fullstride.rules import lexicon

    return read_days(calendar, runner, lexicon.packaged(), first=first, last=last)


def _first_day(given: Given, calendar: Calendar, runner: Runner) -> dt.date:
    """Today or the day that was named; the calendar's own first day where it starts later."""
    if not given.calendars and not runner.template:
        raise BadUsage(
            "There is no calendar to plan in; name one with --calendar, or give the profile a week."
        )
    if given.calendars and not calendar.entries:
        problem = next(iter(calendar.problems), None)
        reason = problem.text if problem else "holds no training"
        raise UnreadableInput(str(given.calendars[0]), "", f"{reason}; --from names an earlier first day")
    first = given.first or given.today
    if calendar.last is not None and calendar.last < first and not runner.template:
        raise BadUsage(
            f"{given.calendars[0]} ends on {calendar.last}, before {first}; "
            f"--from {_monday(calendar.first or calendar.last)} plans inside it"
        )
    if given.first is None and calendar.first is not None and not runner.template:
        return max(first, calendar.first)
    return first


def _horizon(calendar: Calendar, runner: Runner, first: dt.date) -> dt.date:
    """How far to look for the race that the plan ends with."""
    dates = [race.date for race in runner.races if race.date < first + MOST_WEEKS * _WEEK]
    return max([first, *dates, *([calendar.last] if calendar.last else [])])


def _weeks_to_race(days: Sequence[Day], runner: Runner, first: dt.date) -> int:
    """Weeks, Monday to Sunday, up to the profile's next A-race, else the calendar's last race."""
    named = [race.date for race in runner.races if race.priority is Priority.A and race.date >= first]
    found = [day.date for day in days if day.demand is Demand.RACE and day.date >= first]
    race = min(named) if named else max(found, default=None)
    if race is None:
        return DEFAULT_WEEKS
    return min(MOST_WEEKS, (_monday(race) - _monday(first)).days // 7 + 1)


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


def _monday(date: dt.date) -> dt.date:
    return date - dt.timedelta(days=date.weekday())
