"""From words to a plan, and back from a plan file: place, judge, explain."""

import datetime as dt
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from fullstride.domain.calendar import Calendar, Day, Demand
from fullstride.domain.errors import BadUsage, FullstrideError, UnreadableInput
from fullstride.domain.runner import Priority, Runner
from fullstride.workflows.reading import (
    MOST_WEEKS,
    WEEK,
    Given,
    Reading,
    long_ago,
    monday,
    read_book,
    read_calendar,
    read_days,
    read_runner,
    with_named_race,
)

if TYPE_CHECKING:
    from fullstride.domain.session import Plan, Violation
    from fullstride.formats.plan_setting import Setting
    from fullstride.formats.reading import Copy
    from fullstride.plan.explain import Explanation
    from fullstride.rules.book import Book

DEFAULT_WEEKS = 12
WEEKS_REMEMBERED = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A plan and what it was made from."""

    plan: "Plan"
    reading: Reading
    book: "Book"
    given: Given


def place(given: Given) -> Placed:
    """Puts the work into the runner's weeks: from today (or `first`) to the A-race, else twelve weeks.

    Raises BadUsage where there is nothing to plan in: no calendar and no weekly template, or one that
    ended before the first day.
    """
    from fullstride.plan.make import last_day, make_plan

    book = read_book(given.books)
    runner = read_runner(given.profile, given.today, book)
    calendar = read_calendar(given)
    first = _first_day(given, calendar, runner)
    start = remembered(calendar, first)
    far = max(horizon(calendar, runner, first), last_day(first, given.weeks or DEFAULT_WEEKS)) + WEEK
    days = read_days(calendar, runner, start, far)
    named = with_named_race(runner, calendar, days, given.race)
    if named != runner:
        runner, days = named, read_days(calendar, named, start, max(far, given.race or far))
    last = last_day(first, given.weeks or weeks_to_race(days, runner, first))
    begun = time.perf_counter()
    plan = make_plan(days, runner, book, first=first, last=last)
    plan = replace(plan, solve_s=time.perf_counter() - begun)
    reading = Reading(calendar=calendar, runner=runner, days=days)
    return Placed(plan=plan, reading=reading, book=book, given=given)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A plan out of a file, with the days, the runner and the book it is to be seen with; `note` says what
    could not be found."""

    plan: "Plan"
    days: tuple[Day, ...]
    runner: Runner
    book: "Book"
    note: str = ""


def setting_of(placed: Placed) -> "Setting":
    """What a plan file keeps beside the plan."""
    from fullstride.formats.plan_setting import Setting

    plan, given = placed.plan, placed.given
    near = (day for day in placed.reading.days if plan.first - 4 * WEEK <= day.date <= plan.last + WEEK)
    return Setting(
        days=tuple(near),
        profile=_writable(given.profile) if given.profile is not None else "",
        books=tuple(_writable(book) for book in given.books),
    )


def _writable(source: "Path | Copy") -> str:
    """A path as text; bytes in it that are no text become "?"."""
    from fullstride.formats.reading import shown_name

    return shown_name(source).encode("utf-8", "replace").decode()


def reopen(path: Path, given: Given, *, runner_matters: bool = False) -> Opened:
    """A plan file with the days it was made for; what `given` names takes the place of what it kept.

    The profile that the plan was made with is read again only where `runner_matters`; where it is gone, the
    runner is one of whom nothing is known, and `note` says so. Raises UnreadableInput where a book is gone.
    """
    from fullstride.formats.plan_file import read_plan
    from fullstride.formats.plan_setting import read_setting

    plan, setting = read_plan(path), read_setting(path)
    profile, note = given.profile, ""
    if profile is None and setting.profile and runner_matters:
        profile = _found(setting.profile, path)
        if profile is None:
            note = f"The profile {setting.profile} was not found; judged without it; give --profile"
    books = given.books or tuple(_found_book(own, path) for own in setting.books)
    book = read_book(books)
    runner = read_runner(profile, given.today, book)
    days = setting.days
    if given.calendars:
        first = given.first or plan.first
        calendar = read_calendar(replace(given, first=first))
        start = remembered(calendar, plan.first)
        days = read_days(calendar, runner, start, plan.last + WEEK)
        named = with_named_race(runner, calendar, days, given.race)
        days = days if named == runner else read_days(calendar, named, start, plan.last + WEEK)
    if runner_matters and not days and not runner.template:
        raise BadUsage(f"{path} does not say which days it is for; name its calendar with --calendar")
    return Opened(plan=plan, days=days, runner=runner, book=book, note=note)


def judge(path: Path, given: Given) -> "tuple[Opened, tuple[Violation, ...]]":
    """Every rule that the plan in a file breaks, whoever made it."""
    from fullstride.plan.check import check_plan

    opened = reopen(path, given, runner_matters=True)
    return opened, check_plan(opened.plan, opened.days, opened.runner, opened.book)


def explain(path: Path, date: dt.date, given: Given) -> "tuple[Opened, tuple[Explanation, ...]]":
    """Why each session of `date` stands there and why not on each other day of its week; for a day
    without one, why not there."""
    from fullstride.plan.explain import explain_day

    opened = reopen(path, given, runner_matters=True)
    plan = opened.plan
    if not plan.first <= date <= plan.last:
        raise BadUsage(f"{date} is outside the plan, which goes from {plan.first} to {plan.last}")
    return opened, explain_day(plan, opened.days, opened.runner, opened.book, date)


def _found(named: str, plan: Path) -> Path | None:
    """A file that a plan was made with: as it was named then, seen from the folders that the plan lies in,
    or beside the plan; None where it is gone."""
    path = Path(named)
    places = [path, *(folder / path for folder in plan.resolve().parents), plan.parent / path.name]
    return next((place for place in places if place.is_file()), None)


def _found_book(named: str, plan: Path) -> Path:
    found = _found(named, plan)
    if found is None:
        raise UnreadableInput(named, "", "the plan was made with it and it is gone; name it with --book")
    return found


def _first_day(given: Given, calendar: Calendar, runner: Runner) -> dt.date:
    """Today or the day that was named; the calendar's own first day where it starts later."""
    if not given.calendars and not runner.template:
        raise BadUsage(
            "There is no calendar to plan in; name one with --calendar, or give the profile a week."
        )
    first = given.first or given.today
    if given.calendars and not runner.template and (calendar.last is None or calendar.last < first):
        raise _nothing_ahead(given, first)
    if given.first is None and calendar.first is not None and not runner.template:
        return max(first, calendar.first)
    return first


def _nothing_ahead(given: Given, first: dt.date) -> FullstrideError:
    """Why a calendar has no day to plan in: it has passed, or it holds no training at all."""
    from fullstride.formats.reading import shown_name

    name = shown_name(given.calendars[0])
    whole = read_calendar(given, since=long_ago(given))
    if whole.first is None or whole.last is None:
        problem = next(iter(whole.problems), None)
        return UnreadableInput(name, "", problem.text if problem else "holds no training")
    return BadUsage(
        f"{name} ends on {whole.last}, before {first}; --from {monday(whole.first)} plans inside it"
    )


def told_afresh(opened: Opened) -> "Plan":
    """The plan of a file, with the reasons of sessions that were moved by hand worked out again."""
    from fullstride.plan import explain

    return explain.told_afresh(opened.plan, opened.days, opened.runner, opened.book)


def remembered(calendar: Calendar, first: dt.date) -> dt.date:
    """How far back the runner's own days matter to a plan: their volume, and what they did before."""
    return max(min(calendar.first or first, first), first - WEEKS_REMEMBERED * WEEK)


def horizon(calendar: Calendar, runner: Runner, first: dt.date) -> dt.date:
    """How far to look for the race that the plan ends with."""
    dates = [race.date for race in runner.races if race.date < first + MOST_WEEKS * WEEK]
    return max([first, *dates, *([calendar.last] if calendar.last else [])])


def weeks_to_race(days: Sequence[Day], runner: Runner, first: dt.date) -> int:
    """Weeks, Monday to Sunday, up to the profile's next A-race, else the calendar's last race."""
    named = [race.date for race in runner.races if race.priority is Priority.A and race.date >= first]
    found = [day.date for day in days if day.demand is Demand.RACE and day.date >= first]
    race = min(named) if named else max(found, default=None)
    if race is None:
        return DEFAULT_WEEKS
    return min(MOST_WEEKS, (monday(race) - monday(first)).days // 7 + 1)
