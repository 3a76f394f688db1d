"""Pasted text: a line a day, "Monday, December 11: 6 miles", "2026-12-14 easy 8k", "Mo 14.12. locker".

Where lines name weekdays only, the weeks are taken from headings with a date ("Week of 14 December"),
or laid back from the race.
"""

import datetime as dt
import re
from dataclasses import replace

from fullstride.domain.calendar import Calendar, Entry, Problem
from fullstride.formats import calendar_dates as dates
from fullstride.formats import quantities
from fullstride.formats.titles import plain, race_distance_in_name
from fullstride.formats.undated import PlanEntry, lay_back_to_race

MAX_LINES = 20_000
_BULLET = re.compile(r"^\s*(?:[-*•–‣#>]+\s+|\d{1,3}[.)]\s+(?=[A-Za-z]))")
_SEPARATOR = re.compile(r"^[\s:;,|\-–—=>.]+")
_HEADING = re.compile(
    r"^(?:#+\s*)?(?:(?:training\s+)?week|woche|wk|kw|month|phase|total|summe|gesamt|weekly|mileage|block)\b",
    re.I,
)
_WEEK_OF = re.compile(
    r"^(?:#+\s*)?(?:training\s+)?(?:week|woche|wk|kw)?\s*(?:\d{1,2})?\s*[(:,\-–]?\s*"
    r"(?:(?:of|starting|beginning|from|ab|vom|w/c|week commencing)\s+)?(?P<rest>.*)",
    re.I,
)
_WEEKDAY_LINE = re.compile(r"(?P<day>[A-Za-zäöü]{2,10})\b\.?\s*(?P<rest>[:\-–—,|].*|\s\S.*)?", re.S)
_WEEK_BEFORE_DAY = re.compile(
    r"^(?:week|wk|woche)\s*\d{1,2}\s*[:,\-–]?\s+(?=(?:mo|tu|we|th|fr|sa|su|di|mi|do|so))", re.I
)
_NOTHING = re.compile(r"0(?:\.0)?\s*(?:miles?|mi|km|k|m|min)\.?", re.I)


def read_pasted(text: str, name: str, *, race: dt.date | None, first: dt.date) -> Calendar | None:
    """The days in `text`, or None when too few of its lines are days for it to be a calendar.

    Dates without a year are taken so that weekday and date agree, near `first`. Raises
    UnreadableInput when weeks have neither dates nor a `race`.
    """
    lines = text.split("\n")[:MAX_LINES]
    found, unread = _dated_lines(lines)
    filled = sum(1 for line in lines if line.strip() and not _HEADING.match(line.strip()))
    if found and (len(found) >= 3 or len(found) * 3 >= filled):
        return _with_dates(found, unread, name, first)
    return _weekday_lines(lines, name, race, first)


class _Line:
    """A line with a date, and the lines below it that belong to it."""

    def __init__(self, number: int, written: dates.Written, text: str) -> None:
        self.number, self.written, self.text = number, written, text
        self.below: list[str] = []


def _dated_lines(lines: list[str]) -> tuple[list[_Line], list[tuple[int, str]]]:
    """The days, and (number, text) of the lines that start as a day does but have no date to be read."""
    unread: list[tuple[int, str]] = []
    found: list[_Line] = []
    open_line: _Line | None = None
    for number, raw in enumerate(lines, start=1):
        line = _BULLET.sub("", raw.strip()) if len(raw) < 5000 else ""
        if not line or _HEADING.match(line):
            open_line = None
            continue
        written = dates.find_at_start(line)
        if written is None and found:
            written = dates.day_alone(line, found[-1].written)
        # "10/10 effort" below "Monday, December 11" is no date, "Friday 12/18" is one
        bare = written is not None and written.swappable and written.weekday is None
        other_style = found and bare and not found[0].written.swappable
        if written is None and dates.starts_as_a_day(line):
            unread.append((number, line))
            open_line = None
            continue
        if written is None or other_style or _is_range(line[written.length :]):
            if open_line is not None:
                open_line.below.append(line)
            continue
        open_line = _Line(number, written, _SEPARATOR.sub("", line[written.length :]).strip())
        found.append(open_line)
    return [line for line in found if line.text or line.below], unread


def _is_range(rest: str) -> bool:
    """ "14 Dec - 20 Dec": a heading over several days, not a day."""
    match = re.match(r"\s*(?:-|–|—|to|bis)\s*", rest)
    return bool(
        match and match.end() and (after := dates.find_at_start(rest[match.end() :])) and after.length
    )


def _with_dates(found: list[_Line], unread: list[tuple[int, str]], name: str, first: dt.date) -> Calendar:
    resolved, remark = dates.resolve([line.written for line in found], first)
    problems = [Problem(file=name, place="", text=remark)] if remark else []
    for number, said in unread:
        text = f"'{said[:40]}' starts with a weekday but has no date that can be read; it was left out"
        problems.append(Problem(file=name, place=f"line {number}", text=text))
    entries: list[Entry] = []
    for line, date in zip(found, resolved, strict=True):
        place = f"line {line.number}"
        if date is None:
            text = f"'{line.written.day}.{line.written.month}.' is no date in a plan's reach"
            problems.append(Problem(file=name, place=place, text=text))
            continue
        if dates.weekday_disagrees(line.written, date):
            text = f"{date} is a {date:%A}, not the weekday written there; the date was kept"
            problems.append(Problem(file=name, place=place, text=text))
        entries.append(replace(_entry(line.text, line.below, place), date=date))
    return Calendar(
        entries=tuple(entries), race_distance=race_distance_in_name(name), problems=tuple(problems)
    )


def _entry(text: str, below: list[str], place: str) -> Entry:
    words = [said for line in (text, *below) if (said := plain(line))]
    title = words[0] if words else ""
    if _NOTHING.fullmatch(title):
        title = f"Rest ({title})"
    return Entry(
        date=dt.date.min,
        title=title,
        description="\n".join(words[1:]),
        distance_m=quantities.distance_in_title(title),
        place=place,
    )


def _weekday_lines(lines: list[str], name: str, race: dt.date | None, first: dt.date) -> Calendar | None:
    """Lines that start with a weekday: a new week begins at a heading or when the days start over."""
    found: list[PlanEntry] = []
    starts: dict[int, dates.Written] = {}
    week, before, filled = 0, -1, 0
    for number, raw in enumerate(lines, start=1):
        line = _WEEK_BEFORE_DAY.sub("", _BULLET.sub("", raw.strip())) if len(raw) < 5000 else ""
        if not line:
            continue
        match = _WEEKDAY_LINE.fullmatch(line)
        day = dates.weekday_of(match["day"]) if match else None
        rest = _SEPARATOR.sub("", match["rest"] or "").strip() if match else ""
        if day is None or not rest:
            heading = _WEEK_OF.match(line)
            written = dates.find_at_start(heading["rest"]) if heading else None
            if written is not None or _HEADING.match(line):
                if before >= 0:
                    week, before = week + 1, -1
                if written is not None:
                    starts[week] = written
            else:
                filled += 1
            continue
        filled += 1
        if day <= before:
            week += 1
        before = day
        entry = _entry(rest, [], f"line {number}")
        found.append(PlanEntry(day=week * 7 + day, entry=entry))
    if len(found) < 3 or len(found) * 2 < filled:
        return None
    weeks = {one.day // 7 for one in found}
    if weeks <= starts.keys():
        return _in_dated_weeks(found, starts, name, first)
    return lay_back_to_race(found, race=race, name=name, weekdays=range(7))


def _in_dated_weeks(
    found: list[PlanEntry], starts: dict[int, dates.Written], name: str, first: dt.date
) -> Calendar:
    order = sorted(starts)
    resolved, remark = dates.resolve([starts[week] for week in order], first)
    by_week = dict(zip(order, resolved, strict=True))
    problems = [Problem(file=name, place="", text=remark)] if remark else []
    entries: list[Entry] = []
    for one in found:
        start = by_week[one.day // 7]
        if start is None:
            text = "its week has no date in a plan's reach"
            problems.append(Problem(file=name, place=one.entry.place, text=text))
            continue
        offset = (one.day % 7 - start.weekday()) % 7
        entries.append(replace(one.entry, date=start + dt.timedelta(days=offset)))
    return Calendar(entries=tuple(entries), problems=tuple(problems))
