"""What repeats in an ICS calendar, laid out inside a window by the iCalendar libraries.

Two guards stand before the libraries. Only the lines about time are handed to them, so that a broken
note can't lose a series. And a rule must be of a kind that surely ends: a rule that never matches
("30 February") would be searched up to the year 9999.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import icalendar
import recurring_ical_events

from fullstride.formats.ics_lines import Component

MAX_SERIES = 500  # alive inside the window; a busy family has some dozens
MAX_PERIODS = 150_000  # days, weeks, months or years walked through, in one file
MAX_OCCURRENCES = 50_000
_SEARCH = 200  # periods charged for a rule that has to look for its days
_INDEX = "X-FULLSTRIDE-INDEX"
_DAYS_IN = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 28, "YEARLY": 365}
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# What the libraries are known to raise on bad values; anything they find wrong means the same to us.
_LIBRARY_ERRORS = (
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    IndexError,
    ArithmeticError,
    RecursionError,
)


class CannotRepeat(Exception):
    """The series can't be laid out; `str(error)` says why, as the end of a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One date of a series. `start` is a `date` or a `datetime`, naive when it is local time."""

    event: Component
    start: dt.date | dt.datetime
    days: int


class Layout:
    """Lays out series inside [first, last], within a budget for the whole file."""

    def __init__(self, first: dt.date, last: dt.date) -> None:
        self.first, self.last = first, last
        self._series = 0
        self._periods = 0
        self._occurrences = 0

    def occurrences(self, group: Sequence[Component]) -> list[Occurrence]:
        """The dates of one UID's events: a rule with its exceptions. Raises CannotRepeat."""
        if len(group) == 1 and self._over(group[0]):
            return []
        self._series += 1
        if self._series > MAX_SERIES:
            raise CannotRepeat(f"repeats, and {MAX_SERIES} repeating events is the most that is followed")
        lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Fullstride//reader//EN"]
        for index, event in enumerate(group):
            self._charge(event)
            lines += ["BEGIN:VEVENT", "UID:series", f"{_INDEX}:{index}"]
            lines += [_cleaned(line) for line in event.raw]
            lines.append("END:VEVENT")
        lines.append("END:VCALENDAR")
        try:
            calendar = icalendar.Calendar.from_ical("\r\n".join(lines) + "\r\n")
            found = recurring_ical_events.of(calendar).between(self.first, self.last + dt.timedelta(days=1))
            self._occurrences += len(found)
            if self._occurrences > MAX_OCCURRENCES:
                raise CannotRepeat(f"repeats, and {MAX_OCCURRENCES} repeats is the most that is laid out")
            return [_occurrence(item, group) for item in found]
        except _LIBRARY_ERRORS:
            rules = [p.value for event in group for p in event.properties.get("RRULE", ())]
            told = f" ({rules[0][:60]})" if rules else ""
            raise CannotRepeat(f"repeats in a way that can't be read{told}") from None

    def _over(self, event: Component) -> bool:
        """Whether a rule ended before the window, or starts after it: most of a long archive does."""
        if "RDATE" in event.properties:
            return False
        start = event.get("DTSTART")
        if start is not None and start.value[:8] > f"{self.last:%Y%m%d}" and start.value[:8].isdigit():
            return True
        rules = event.properties.get("RRULE", [])
        until = rule_parts(rules[0].value).get("UNTIL", "")[:8] if len(rules) == 1 else ""
        eve = self.first - dt.timedelta(days=2)  # UNTIL is in UTC, the window in local days
        return until.isdigit() and len(until) == 8 and until < f"{eve:%Y%m%d}"

    def _charge(self, event: Component) -> None:
        for rule in event.properties.get("RRULE", ()):
            parts = rule_parts(rule.value)
            trouble = trouble_with(parts)
            if trouble:
                raise CannotRepeat(trouble)
            start = event.get("DTSTART")
            year = int(start.value[:4]) if start and start.value[:4].isdigit() else 1
            days = max(0, (self.last.year - year + 1) * 366)
            self._periods += days // (_DAYS_IN[parts["FREQ"]] * int(parts.get("INTERVAL", "1"))) + 1
            if len(parts.keys() - {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY"}):
                self._periods += _SEARCH
            if self._periods > MAX_PERIODS:
                raise CannotRepeat("repeats too often since too long ago to be followed")
        dates = sum(p.value.count(",") + 1 for k in ("RDATE", "EXDATE") for p in event.properties.get(k, ()))
        self._periods += dates
        if dates > 5000:
            raise CannotRepeat(f"repeats on a list of {dates} dates; 5000 is the most")


def rule_parts(rule: str) -> dict[str, str]:
    """ "FREQ=WEEKLY;BYDAY=MO" -> {"FREQ": "WEEKLY", "BYDAY": "MO"}, upper case."""
    pairs = (part.split("=", 1) for part in rule.strip().upper().split(";") if "=" in part)
    return {key.strip(): value.strip() for key, value in pairs}


def trouble_with(parts: dict[str, str]) -> str:
    """Why a rule is not followed, as the end of a sentence; "" for a rule that surely has dates."""
    freq = parts.get("FREQ", "")
    if freq not in _DAYS_IN:
        return f"repeats '{freq.lower()[:20]}'; only daily, weekly, monthly and yearly repeats are followed"
    interval = parts.get("INTERVAL", "1")
    if not re.fullmatch(r"[1-9]\d{0,2}", interval):
        return f"repeats with an interval of '{interval[:20]}', which can't be followed"
    if not re.fullmatch(r"\d{1,12}", parts.get("COUNT", "1")):
        return f"repeats '{parts['COUNT'][:20]}' times, which can't be followed"
    unknown = parts.keys() - _ALLOWED[freq] - {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"}
    if unknown:
        return f"repeats by a rule with {', '.join(sorted(unknown))[:60]}, which is not followed"
    return "" if _has_days(freq, int(interval), parts) else "repeats on days that never come"


_ALLOWED = {
    "DAILY": {"BYDAY", "BYMONTH"},
    "WEEKLY": {"BYDAY", "BYMONTH"},
    "MONTHLY": {"BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS"},
    "YEARLY": {"BYDAY", "BYMONTH", "BYMONTHDAY"},
}


def _has_days(freq: str, interval: int, parts: dict[str, str]) -> bool:
    """Whether the rule can be sure to find a date within some decades."""
    by_day = [d for d in parts.get("BYDAY", "").split(",") if d]
    months = [int(m) for m in parts.get("BYMONTH", "").split(",") if re.fullmatch(r"\d{1,2}", m)]
    month_days = [int(d) for d in parts.get("BYMONTHDAY", "").split(",") if re.fullmatch(r"[+-]?\d{1,2}", d)]
    place = parts.get("BYSETPOS", "")
    if any(not 1 <= m <= 12 for m in months) or any(not 1 <= abs(d) <= 31 for d in month_days):
        return False
    if any(not re.fullmatch(r"[+-]?\d{0,2}(?:MO|TU|WE|TH|FR|SA|SU)", d) for d in by_day):
        return False
    ordinals = [abs(int(d[:-2])) for d in by_day if d[:-2] not in ("", "+", "-")]
    if any(not 1 <= n <= 5 for n in ordinals) or (ordinals and freq in ("DAILY", "WEEKLY")):
        return False
    if interval > 1 and (months or (freq == "DAILY" and by_day)) and freq != "YEARLY":
        return False  # every second month from January never meets one that is even
    if month_days:
        reach = [_LONGEST[m - 1] for m in months] or [29 if interval % 12 == 0 else 31]
        if min(abs(d) for d in month_days) > max(reach):
            return False
        if min(abs(d) for d in month_days) > 28 and interval > 1 and (months or freq == "YEARLY"):
            return False
        if ordinals or place:
            return False
    if place:
        known = re.fullmatch(r"[+-]?[1-9]", place)
        return bool(known) and not ordinals and bool(by_day) and abs(int(place)) <= 4 * len(by_day)
    return True


def _occurrence(item: Any, group: Sequence[Component]) -> Occurrence:
    start = item["DTSTART"].dt
    end = item["DTEND"].dt if "DTEND" in item else start
    if not isinstance(start, dt.date) or not isinstance(end, dt.date):
        raise ValueError(f"{start} to {end} is no span of time")
    timed = isinstance(start, dt.datetime)
    span = (_date(end) - _date(start)).days + (1 if timed else 0)
    return Occurrence(event=group[int(item[_INDEX])], start=start, days=max(1, span))


def _date(value: dt.date | dt.datetime) -> dt.date:
    return value.date() if isinstance(value, dt.datetime) else value


def _cleaned(line: str) -> str:
    """A time line as the libraries expect it: a bare date is marked as one."""
    name, colon, value = line.partition(":")
    if name.upper() in ("DTSTART", "DTEND", "RECURRENCE-ID") and re.fullmatch(r"\d{8}", value.strip()):
        return f"{name};VALUE=DATE{colon}{value.strip()}"
    return line
