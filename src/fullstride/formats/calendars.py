"""The one door for calendars: any file a runner has, sniffed by what is in it, then by its name."""

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from fullstride.domain.calendar import Calendar, Problem
from fullstride.domain.errors import BadUsage, UnreadableInput
from fullstride.formats.calendar_dates import FIRST_YEAR, LAST_YEAR
from fullstride.formats.calendar_merge import laid_over, merge
from fullstride.formats.reading import Copy, decode, read_text, refuse_odd_lines

__all__ = ["Copy", "read_calendar"]


def read_calendar(
    paths: Sequence[Path | Copy],
    *,
    race: dt.date | None,
    first: dt.date,
    last: dt.date,
    since: dt.date | None = None,
    layered: bool = False,
) -> Calendar:
    """All files as one calendar: sorted, without doubles, without what is not training.

    `first` and `last` are the plan's first and last day: repeating events are laid out from `since`, or
    60 days before `first`, up to `last`, and dates without a year are taken near `first`. `race` anchors
    plans that have no dates: their last day falls on it, or on the day that a Copy brings along. `layered`:
    a file takes the days that it speaks of from the files before it.

    What can't be read inside a file is a `Problem` with its place. A whole file that can't be read is
    a `Problem` with place "" and a text that begins "was not read: ", while the others are kept.
    Raises UnreadableInput when no file can be read at all, NoDates where that is for want of `race`, and
    BadUsage for a race outside 1980-2100.
    """
    for day in (race, *(path.race for path in paths if isinstance(path, Copy))):
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise BadUsage(f"A race on {day} is out of reach; {FIRST_YEAR} to {LAST_YEAR} can be planned")
    read: list[Calendar] = []
    failed: list[UnreadableInput] = []
    for path in paths:
        try:
            read.append(_one(path, race, first, last, since))
        except UnreadableInput as error:
            failed.append(error)
    if failed and not read:
        worst = failed[0]
        more = f" (and {len(failed) - 1} more can't be read)" if len(failed) > 1 else ""
        raise type(worst)(worst.file, worst.place, worst.reason + more)
    unread = [
        Problem(file=e.file, place="", text=f"was not read: {f'{e.place}, ' if e.place else ''}{e.reason}")
        for e in failed
    ]
    return merge(laid_over(read) if layered else read, unread)


def _one(
    path: Path | Copy, race: dt.date | None, first: dt.date, last: dt.date, since: dt.date | None
) -> Calendar:
    if isinstance(path, Copy):
        text, name, suffix = decode(path.data, path.name), path.name, Path(path.name).suffix.lower()
        race = path.race or race
    else:
        text, name, suffix = read_text(path), str(path), path.suffix.lower()
    start = text[:4096].lstrip()
    if suffix in (".ics", ".ical") or start.upper().startswith("BEGIN:V") or "BEGIN:VEVENT" in start.upper():
        from fullstride.formats.calendar_ics import read_ics

        return read_ics(text, name, first=first, last=last, since=since)
    if start[:1] == "<":
        raise UnreadableInput(
            name, "", "is a web page or XML; copy its text into a .txt file, one day a line"
        )
    if suffix == ".json" or start[:1] in ("{", "["):
        return _plan_data(_json(text, name), name, race, first)
    refuse_odd_lines(text, name)
    if suffix in (".ts", ".js", ".mjs") or _CODE.search(start):
        from fullstride.formats.literals import load_literal

        return _plan_data(load_literal(text, name), name, race, first)
    if suffix in (".yaml", ".yml") or _YAML.search(text):
        from fullstride.formats.safe_data import load_yaml

        return _plan_data(load_yaml(text, name), name, race, first)
    return _lines(text, name, race, first)


def _json(text: str, name: str) -> Any:
    """Strict JSON; where a person has left commas or comments in it, what is meant."""
    from fullstride.formats.literals import load_literal
    from fullstride.formats.safe_data import load_json

    try:
        return load_json(text, name)
    except UnreadableInput as error:
        try:
            value = load_literal(text, name)
        except UnreadableInput:
            raise error from None
        if not isinstance(value, dict | list) or not value:
            raise
        return value


def _plan_data(data: Any, name: str, race: dt.date | None, first: dt.date) -> Calendar:
    from fullstride.formats.calendar_hack import read_plan_data
    from fullstride.formats.calendar_planner import is_planner, read_planner

    if is_planner(data):
        return read_planner(data, name, race=race, first=first)
    return read_plan_data(data, name, race=race, first=first)


def _lines(text: str, name: str, race: dt.date | None, first: dt.date) -> Calendar:
    from fullstride.formats.calendar_csv import read_table
    from fullstride.formats.calendar_hack_csv import read_hack_csv
    from fullstride.formats.calendar_pasted import read_pasted
    from fullstride.formats.calendar_quick_plan import read_week_table
    from fullstride.formats.calendar_week_rows import read_week_rows
    from fullstride.formats.calendar_weeks_to_go import read_weeks_to_go

    found = (
        read_hack_csv(text, name, race=race, first=first)
        or read_week_table(text, name, race=race, first=first)
        or read_weeks_to_go(text, name, race=race)
        or read_table(text, name, first)
        or read_week_rows(text, name, race=race)
        or read_pasted(text, name, race=race, first=first)
    )
    if found is None:
        raise UnreadableInput(name, "", _UNKNOWN)
    return found


_YAML = re.compile(r"^(?:schedule|weeks|workouts|W\d\dS\d\d\b.*)\s*:\s*$", re.M)
_CODE = re.compile(r"^\s*(?:export\s+default|export\s+const|const|let|var|module\.exports|import)\b", re.M)
_UNKNOWN = (
    "is no calendar that can be recognised; ICS, CSV with date and title, calendar-hack JSON or YAML, "
    "quick-plan CSV and lines like 'Monday, December 11: 6 miles' are"
)
