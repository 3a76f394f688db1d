"""Renew: what a kept plan was made from, as it is now: calendars, profile and books that have changed."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fullstride.domain.calendar import Calendar, Day, Demand
from fullstride.domain.keeping import KeptPlan
from fullstride.domain.runner import Priority, Runner
from fullstride.workflows.keeping import own_race, read_source, whole_path
from fullstride.workflows.planning import horizon, remembered
from fullstride.workflows.reading import MOST_WEEKS, WEEK, monday, read_days, with_named_race

if TYPE_CHECKING:
    from fullstride.formats.reading import Copy
    from fullstride.rules.book import Book
    from fullstride.store.contract import Shelf

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewed:
    """All that the next version of a plan is made from, and a sentence for each thing that is new.

    `originals` are calendars to be kept, with their names; `calendars` the sha256 of all. `last` is the
    day on which the season ends now.
    """

    book: "Book"
    runner: Runner
    days: tuple[Day, ...]
    last: dt.date
    profile: str
    profile_path: str
    books: tuple[tuple[str, str], ...]
    calendars: tuple[str, ...]
    calendar_paths: tuple[str, ...]
    laid_back: tuple[dt.date | None, ...]
    originals: "tuple[Copy, ...]"
    notes: tuple[str, ...]


def renew(
    shelf: "Shelf",
    kept: KeptPlan,
    *,
    calendars: "Sequence[Path | Copy]",
    profile: "Path | Copy | None",
    books: "Sequence[Path | Copy] | None" = None,
    today: dt.date,
) -> Renewed:
    """Reads what the runner hands in (`books` None: the same as before); else what was remembered, where it
    is still there and has changed; else the copies that were kept.

    Days before `today` stay as they were read then. Raises UnreadableInput for a file that can't be read.
    """
    from fullstride.formats.profile import parse_profile
    from fullstride.rules.load import OwnBook, load_book

    notes: list[str] = []
    if books is None:
        own = tuple((name, _again(name, text, notes)) for name, text in kept.books)
    else:
        own = tuple((one.name, read_source(one)) for one in books)
    book = load_book(tuple(OwnBook(name=name, text=text) for name, text in own))
    path = whole_path(profile) if profile is not None else kept.profile_path
    text = read_source(profile) if profile is not None else _again(kept.profile_path, kept.profile, notes)
    runner = parse_profile(text, path or "the kept profile") if text else Runner()
    sources, paths = _calendars(shelf, kept, calendars, notes)
    digests = tuple(hashlib.sha256(source.data).hexdigest() for source in sources)
    laid_back = tuple(map(own_race, sources))
    same = digests == kept.calendars and text == kept.profile and own == kept.books
    same = same and laid_back == (kept.laid_back or (None,) * len(sources))
    if same and (kept.race is None or kept.race in {race.date for race in runner.races}):
        days = kept.days
    else:
        runner, days = _days(sources, runner, kept, today)
    return Renewed(
        book=book,
        runner=runner,
        days=days,
        last=_last(kept, days, runner, today),
        profile=text,
        profile_path=path,
        books=own,
        calendars=digests,
        calendar_paths=paths,
        laid_back=laid_back,
        originals=tuple(sources),
        notes=tuple(notes),
    )


def _again(path: str, text: str, notes: list[str]) -> str:
    """The text of a file that is still there, told where it has changed; else as it was kept."""
    if not path or not Path(path).is_file():
        return text
    now = read_source(Path(path))
    if now != text:
        notes.append(f"{Path(path).name} has changed since, and is read as it is now.")
    return now


def _calendars(
    shelf: "Shelf", kept: KeptPlan, given: "Sequence[Path | Copy]", notes: list[str]
) -> "tuple[list[Copy], tuple[str, ...]]":
    from fullstride.formats.reading import Copy, copy_of, read_bytes

    if given:
        return [copy_of(one) for one in given], tuple(map(whole_path, given))
    names = {original.sha256: original.name for original in shelf.originals()}
    found: list[Copy] = []
    races = kept.laid_back or (None,) * len(kept.calendars)
    for sha256, path, race in zip(kept.calendars, kept.calendar_paths, races, strict=True):
        if Path(path).is_file():
            data = read_bytes(Path(path))
            found.append(Copy(name=Path(path).name, data=data))
            if hashlib.sha256(data).hexdigest() != sha256:
                notes.append(f"{Path(path).name} has changed since, and is read as it is now.")
        else:
            name = names.get(sha256, sha256[:12])
            found.append(Copy(name=name, data=shelf.read_original(sha256), race=race))
    return found, kept.calendar_paths


def _days(
    sources: "Sequence[Copy]", runner: Runner, kept: KeptPlan, today: dt.date
) -> tuple[Runner, tuple[Day, ...]]:
    """The runner and what each day asks, read like the first time; the days behind as they were then."""
    from fullstride.formats.calendars import read_calendar

    first = kept.plan.first
    calendar = Calendar(entries=())
    if sources:
        far = max(first, today) + MOST_WEEKS * WEEK
        calendar = read_calendar(list(sources), race=kept.race, first=first, last=far, layered=kept.layered)
    start = remembered(calendar, first)
    end = max(horizon(calendar, runner, first), kept.plan.last) + WEEK
    days = read_days(calendar, runner, start, end)
    named = with_named_race(runner, calendar, days, kept.race)
    if named != runner:
        days = read_days(calendar, named, start, max(end, kept.race or end))
    then = {day.date: day for day in kept.days if day.date < today}
    now = {day.date: day for day in days}
    return named, tuple(day for _, day in sorted((now | then).items()))


def _last(kept: KeptPlan, days: Sequence[Day], runner: Runner, today: dt.date) -> dt.date:
    """The season's end: as it was, or with the week of the next A-race where that is another one now."""
    from fullstride.workflows.keeping import runner_of

    before = _next_race(kept.days, runner_of(kept), today)
    now = _next_race(days, runner, today)
    if now is None or now == before:
        return kept.plan.last
    return min(monday(now) + 6 * _DAY, monday(kept.plan.first) + MOST_WEEKS * WEEK - _DAY)


def _next_race(days: Sequence[Day], runner: Runner, today: dt.date) -> dt.date | None:
    """The profile's next A-race, else the last race of the calendar."""
    named = [race.date for race in runner.races if race.priority is Priority.A and race.date >= today]
    found = [day.date for day in days if day.demand is Demand.RACE and day.date >= today]
    return min(named) if named else max(found, default=None)
