"""ICS calendars: what TrainingPeaks, Runna, calendar-hack, Google and the rest put into their feeds.

Single events are read here, line by line, because a season's archive holds tens of thousands; what
repeats goes to `ics_recurrence` and the iCalendar libraries. A test holds both ways equal.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from fullstride.domain.calendar import Calendar, Entry, Problem, Skipped
from fullstride.domain.errors import UnreadableInput
from fullstride.formats.ics_event import called, days_long, entry_of, is_utc, local_date, place, why_skipped
from fullstride.formats.ics_lines import Component, components
from fullstride.formats.titles import plain, race_distance_in

MAX_EVENTS = 60_000
MAX_LINES = 3_000_000
LOOK_BACK = dt.timedelta(days=60)  # before the plan's first day: enough to know the runner's usual
_RECURRING = ("RRULE", "RDATE", "RECURRENCE-ID", "EXRULE")
_TZID_LINE = re.compile(r"^TZID:(.{1,80})$", re.M)


def read_ics(
    text: str, name: str, *, first: dt.date, last: dt.date, since: dt.date | None = None
) -> Calendar:
    """Every event from `since` (60 days before `first`) up to `last`, repeats laid out, one entry a date.

    An event that can't be read becomes a problem; the rest still counts. Raises UnreadableInput when
    there is no calendar in the text.
    """
    if text.count("\n") > MAX_LINES:
        raise UnreadableInput(name, "", f"has more than {MAX_LINES} lines")
    head, events = components(text, frozenset({"VEVENT"}), MAX_EVENTS)
    if not events and "BEGIN:VCALENDAR" not in text.upper():
        raise UnreadableInput(name, "", "is no iCalendar file: it has no BEGIN:VCALENDAR")
    if len(events) > MAX_EVENTS:
        raise UnreadableInput(name, "", f"holds more than {MAX_EVENTS} events")
    start = since or first - min(LOOK_BACK, first - dt.date.min)
    done_until = first if _is_trainingpeaks(head, text) else None
    reading = _Reading(name, start, last, _zone(head, text), done_until)
    repeating: dict[str, list[Component]] = defaultdict(list)
    for event in events:
        if any(key in event.properties for key in _RECURRING):
            repeating[event.words("UID") or f"line {event.line}"].append(event)
        else:
            reading.single(event)
    if repeating:
        _lay_out(list(repeating.values()), reading)
    if reading.in_utc:
        reading.problem("", "times are in UTC and the calendar does not say its time zone; dates are UTC's")
    if not events:
        reading.problem("", "the calendar holds no events")
    elif not (reading.entries or reading.skipped or reading.problems):
        reading.problem("", f"none of its {len(events)} events lies between {reading.first} and {last}")
    calendar_name = plain(head.words("X-WR-CALNAME") or head.words("NAME"))
    return Calendar(
        entries=tuple(reading.entries),
        name=calendar_name,
        race_distance=race_distance_in(calendar_name),
        skipped=tuple(reading.skipped),
        problems=tuple(reading.problems),
    )


class _Reading:
    """What has been read so far."""

    def __init__(
        self, name: str, first: dt.date, last: dt.date, zone: ZoneInfo | None, done_until: dt.date | None
    ) -> None:
        self.name, self.first, self.last, self.zone = name, first, last, zone
        # TrainingPeaks: up to this day a time of day means that the workout is done
        self.done_until = done_until
        self.entries: list[Entry] = []
        self.skipped: list[Skipped] = []
        self.problems: list[Problem] = []
        self.in_utc = 0  # timed events that no zone makes local

    def problem(self, place: str, text: str) -> None:
        self.problems.append(Problem(file=self.name, place=place, text=text))

    def single(self, event: Component) -> None:
        start = event.get("DTSTART") or event.get("DUE")
        if start is None:
            self.problem(place(event), f"the event{called(event)} has no start date and was left out")
            return
        try:
            date, timed = local_date(start, self.zone)
            days = days_long(event, date, timed, self.zone)
        except ValueError:
            text = (
                f"the event{called(event)} starts on '{start.value[:40]}', which is no date; it was left out"
            )
            self.problem(place(event), text)
            return
        if not event.closed:
            self.problem(place(event), f"the event{called(event)} is cut off; what is there was read")
        self.keep(event, date, timed=timed, days=days)

    def keep(self, event: Component, date: dt.date, *, timed: bool, days: int) -> None:
        if not self.first <= date <= self.last:
            return
        title = plain(event.words("SUMMARY"))
        description = plain(event.words("DESCRIPTION"))
        why = why_skipped(event, title, description, days=days, timed=timed)
        if why:
            self.skipped.append(Skipped(title=title or "an event without a title", why=why, date=date))
            return
        if not title and not description:
            self.skipped.append(Skipped(title="an event without a title", why="says nothing", date=date))
            return
        if timed and self.zone is None and is_utc(event):
            self.in_utc += 1
        entry = entry_of(event, date, title, description, self.done_until is not None)
        if timed and self.done_until is not None and date <= self.done_until:
            entry = replace(entry, completed=True)
        self.entries.append(entry)


def _lay_out(groups: Sequence[Sequence[Component]], reading: "_Reading") -> None:
    from fullstride.formats.ics_recurrence import CannotRepeat, Layout  # loads the libraries: 0.2 s

    layout = Layout(reading.first, reading.last)
    for group in (part for same_uid in groups for part in _by_rule(same_uid)):
        try:
            for found in layout.occurrences(group):
                timed = isinstance(found.start, dt.datetime)
                date = found.start
                if isinstance(date, dt.datetime):
                    utc = date.tzinfo is not None and date.utcoffset() == dt.timedelta(0)
                    ours = reading.zone is not None and utc and is_utc(found.event)
                    date = (date.astimezone(reading.zone) if ours else date).date()
                reading.keep(found.event, date, timed=timed, days=found.days)
        except CannotRepeat as error:
            event = group[0]
            reading.problem(place(event), f"the event{called(event)} {error}; its first date was read")
            for one in group:
                reading.single(one)


def _by_rule(group: Sequence[Component]) -> list[list[Component]]:
    """One group for each rule: files with the same UID on different series keep them all."""
    rules = [e for e in group if "RECURRENCE-ID" not in e.properties]
    changes = [e for e in group if "RECURRENCE-ID" in e.properties]
    newest = max((_sequence(e) for e in rules), default=0)
    rules = [e for e in rules if _sequence(e) == newest]
    if len(rules) <= 1:
        return [[*rules, *changes]]
    return [[rules[0], *changes], *([rule] for rule in rules[1:])]


def _sequence(event: Component) -> int:
    words = event.words("SEQUENCE").strip()
    return int(words) if re.fullmatch(r"\d{1,9}", words) else 0


def _is_trainingpeaks(head: Component, text: str) -> bool:
    """TrainingPeaks gives planned workouts a date, and finished ones a time."""
    maker = f"{head.words('PRODID')} {head.words('X-WR-CALNAME')}".lower()
    return "dday.ical" in maker or "trainingpeaks" in maker or "\nDESCRIPTION:Workout type:" in text


def _zone(head: Component, text: str) -> ZoneInfo | None:
    """The zone the calendar says it lives in, or the only one it describes; None when none is known."""
    name = head.words("X-WR-TIMEZONE").strip() or head.words("TIMEZONE-ID").strip()
    if not name:
        described = {match[1].strip() for match in islice(_TZID_LINE.finditer(text), 20)}
        name = described.pop() if len(described) == 1 else ""
    if name.endswith(" Time"):  # Windows has its own names
        from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

        name = WINDOWS_TO_OLSON.get(name, "")
    if not re.fullmatch(r"[A-Za-z0-9_+\-/]{1,60}", name):
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
