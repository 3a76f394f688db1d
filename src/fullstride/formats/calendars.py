"""The one door for calendars: any file a runner has, sniffed by what is in it, then by its name."""

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path

from fullstride.domain.calendar import Calendar, Problem
from fullstride.domain.errors import UnreadableInput
from fullstride.formats.calendar_merge import merge
from fullstride.formats.reading import read_text, refuse_long_lines


def read_calendar(paths: Sequence[Path], *, race: dt.date | None, first: dt.date, last: dt.date) -> Calendar:
    """All files as one calendar: sorted, without doubles, without what is not training.

    `first` and `last` are the plan's first and last day: repeating events are laid out from 60 days
    before `first` up to `last`, and dates without a year are taken near `first`. `race` anchors plans
    that have no dates: their last day falls on it.

    What can't be read inside a file is a `Problem` with its place. A whole file that can't be read is
    a `Problem` with place "" and a text that begins "was not read: ", while the others are kept.
    Raises UnreadableInput when no file can be read at all.
    """
    read: list[Calendar] = []
    failed: list[UnreadableInput] = []
    for path in paths:
        try:
            read.append(_one(path, race, first, last))
        except UnreadableInput as error:
            failed.append(error)
    if failed and not read:
        worst = failed[0]
        more = f" (and {len(failed) - 1} more can't be read)" if len(failed) > 1 else ""
        raise UnreadableInput(worst.file, worst.place, worst.reason + more)
    unread = [
        Problem(file=e.file, place="", text=f"was not read: {f'{e.place}, ' if e.place else ''}{e.reason}")
        for e in failed
    ]
    return merge(read, unread)


def _one(path: Path, race: dt.date | None, first: dt.date, last: dt.date) -> Calendar:
    text, name = read_text(path), str(path)
    suffix = path.suffix.lower()
    start = text[:4096].lstrip().upper()
    if start.startswith("BEGIN:VCALENDAR") or suffix in (".ics", ".ical", ".ifb") or "BEGIN:VEVENT" in start:
        from fullstride.formats.calendar_ics import read_ics

        return read_ics(text, name, first=first, last=last)
    if start[:1] in ("{", "[") or suffix == ".json":
        from fullstride.formats.calendar_hack import read_plan_data
        from fullstride.formats.safe_data import load_json

        return read_plan_data(load_json(text, name), name, race=race, first=first)
    refuse_long_lines(text, name)
    if suffix in (".yaml", ".yml") or re.search(r"^(?:schedule|weeks)\s*:", text, re.M):
        from fullstride.formats.calendar_hack import read_plan_data
        from fullstride.formats.safe_data import load_yaml

        return read_plan_data(load_yaml(text, name), name, race=race, first=first)
    from fullstride.formats.calendar_csv import read_table

    table = read_table(text, name, first)
    if table is not None:
        return table
    raise UnreadableInput(name, "", _UNKNOWN)


_UNKNOWN = (
    "is no calendar that can be recognised; ICS, CSV with date and title, calendar-hack JSON or YAML, "
    "quick-plan CSV and lines like 'Monday, December 11: 6 miles' are"
)
