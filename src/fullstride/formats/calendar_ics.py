"""ICS calendars: what TrainingPeaks, Runna, calendar-hack, Google and the rest put into their feeds.

Single events are read here, line by line, because a season's archive holds tens of thousands; what
repeats goes to `ics_recurrence` and the iCalendar libraries. A test holds both ways equal.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from fullstride.domain.calendar import Calendar, Entry, Problem, Skipped
from fullstride.domain.errors import UnreadableInput
from fullstride.formats import quantities
from fullstride.formats.ics_lines import Component, Property, components
from fullstride.formats.titles import plain, race_distance_in

MAX_EVENTS = 200_000
MAX_LINES = 3_000_000
MAX_PROBLEMS = 50
LOOK_BACK = dt.timedelta(days=60)  # before the plan's first day: enough to know the runner's usual
_RECURRING = ("RRULE", "RDATE", "RECURRENCE-ID", "EXRULE")
_TIMESTAMP = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ](\d{2}):?(\d{2})(?::?(\d{2}))?(Z?))?")
_SPORT = re.compile(
    r"(run|bike|ride|swim|strength|brick|walk|crosstrain|cross-train|mtn bike|x-train|custom|day off|"
    r"rowing|row|xc-ski|ski|other|lauf|rad|schwimmen)\s*:\s+(?=\S)",
    re.I,
)
_TOLD = re.compile(
    r"^(workout type|planned time|distance planned|planned distance|actual time|actual distance)"
    r"[ \t]*:[ \t]*(.*)$",
    re.I | re.M,
)
_WORKOUT_WORDS = re.compile(
    r"\b(run|runs|running|jog|easy|tempo|interval|intervals|long|strides?|race|rest|recovery|workout|training|"
    r"hills?|sprints?|fartlek|threshold|marathon|half|5k|10k|parkrun|track|reps?|lauf|dauerlauf|gym|strength|"
    r"yoga|swim|bike|ride|cross|x-train|\d+(?:[.,]\d+)?\s?(?:km|k|mi|miles|min))\b",
    re.I,
)


def read_ics(text: str, name: str, *, first: dt.date, last: dt.date) -> Calendar:
    """Every event from 60 days before `first` up to `last`, repeats laid out, one entry a date.

    An event that can't be read becomes a problem; the rest still counts. Raises UnreadableInput when
    there is no calendar in the text.
    """
    if text.count("\n") > MAX_LINES:
        raise UnreadableInput(name, "", f"has more than {MAX_LINES} lines")
    head, events = components(text, frozenset({"VEVENT"}))
    if not events and "BEGIN:VCALENDAR" not in text.upper():
        raise UnreadableInput(name, "", "is no iCalendar file: it has no BEGIN:VCALENDAR")
    if len(events) > MAX_EVENTS:
        raise UnreadableInput(name, "", f"holds {len(events)} events; {MAX_EVENTS} is the most")
    start = first - min(LOOK_BACK, first - dt.date.min)
    reading = _Reading(name, start, last, _zone(head), _is_trainingpeaks(head))
    repeating: dict[str, list[Component]] = defaultdict(list)
    for event in events:
        if any(key in event.properties for key in _RECURRING):
            repeating[event.words("UID") or f"line {event.line}"].append(event)
        else:
            reading.single(event)
    if repeating:
        _lay_out(list(repeating.values()), reading)
    if not events:
        reading.problem("", "the calendar holds no events")
    elif not reading.entries and not reading.problems:
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
        self, name: str, first: dt.date, last: dt.date, zone: ZoneInfo | None, timed_means_done: bool
    ) -> None:
        self.name, self.first, self.last, self.zone = name, first, last, zone
        self.timed_means_done = timed_means_done
        self.entries: list[Entry] = []
        self.skipped: list[Skipped] = []
        self.problems: list[Problem] = []

    def problem(self, place: str, text: str) -> None:
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(Problem(file=self.name, place=place, text=text))
        elif len(self.problems) == MAX_PROBLEMS:
            more = "more events could not be read; only the first are listed"
            self.problems.append(Problem(file=self.name, place="", text=more))

    def single(self, event: Component) -> None:
        start = event.get("DTSTART") or event.get("DUE")
        if start is None:
            self.problem(_place(event), f"the event{_called(event)} has no start date and was left out")
            return
        try:
            date, timed = local_date(start, self.zone)
            days = _days_long(event, date, timed, self.zone)
        except ValueError:
            text = (
                f"the event{_called(event)} starts on '{start.value[:40]}', which is no date; it was left out"
            )
            self.problem(_place(event), text)
            return
        if not event.closed:
            self.problem(_place(event), f"the event{_called(event)} is cut off; what is there was read")
        self.keep(event, date, timed=timed, days=days)

    def keep(self, event: Component, date: dt.date, *, timed: bool, days: int) -> None:
        if not self.first <= date <= self.last:
            return
        title = plain(event.words("SUMMARY"))
        description = plain(event.words("DESCRIPTION"))
        why = _why_skipped(event, title, description, days)
        if why:
            self.skipped.append(Skipped(title=title or "an event without a title", why=why, date=date))
            return
        if not title and not description:
            self.skipped.append(Skipped(title="an event without a title", why="says nothing", date=date))
            return
        entry = _entry(event, date, title, description, self.timed_means_done)
        if timed and self.timed_means_done:
            entry = replace(entry, completed=True)
        self.entries.append(entry)


def local_date(prop: Property, zone: ZoneInfo | None) -> tuple[dt.date, bool]:
    """(date on the runner's wall, whether a time of day was given). Raises ValueError for no date.

    A time in UTC is moved into the calendar's own `zone`, when it names one; every other time is
    already written in local time, whatever its TZID, known or not.
    """
    match = _TIMESTAMP.fullmatch(prop.value.strip())
    if match is None:
        raise ValueError(prop.value)
    date = dt.date(int(match[1]), int(match[2]), int(match[3]))
    if match[4] is None or prop.parameters.get("VALUE", "").upper() == "DATE":
        return date, False
    hour, minute, second = int(match[4]), int(match[5]), min(int(match[6] or 0), 59)
    time = dt.time(hour % 24 if hour == 24 else hour, minute, second)
    if match[7] and zone is not None and dt.MINYEAR < date.year < dt.MAXYEAR:
        return dt.datetime.combine(date, time, dt.UTC).astimezone(zone).date(), True
    return date, True


def _days_long(event: Component, start: dt.date, timed: bool, zone: ZoneInfo | None) -> int:
    """Calendar days an event covers; DTEND is the first day, or moment, after it."""
    end = event.get("DTEND")
    if end is None:
        match = re.match(r"\s*P(\d{1,5})([DW])", event.words("DURATION"), re.I)
        return int(match[1]) * (7 if match[2].upper() == "W" else 1) if match else 1
    try:
        date, end_timed = local_date(end, zone)
    except ValueError:
        return 1
    return max(1, (date - start).days + (1 if timed and end_timed else 0))


def _why_skipped(event: Component, title: str, description: str, days: int) -> str:
    if event.words("STATUS").strip().upper() == "CANCELLED":
        return "cancelled"
    if days > 2:
        return f"a banner over {days} days"
    transparent = event.words("TRANSP").strip().upper() == "TRANSPARENT"
    if transparent and not _WORKOUT_WORDS.search(f"{title}\n{description}"):
        return "a note that takes no time and names no training"
    return ""


def _entry(event: Component, date: dt.date, title: str, description: str, trainingpeaks: bool) -> Entry:
    told: dict[str, str] = {}
    if ":" in description:
        for match in _TOLD.finditer(description):
            told.setdefault(match[1].lower(), match[2].strip())
    sport = told.get("workout type", "").lower()
    if prefix := _SPORT.match(title):
        sport = sport or prefix[1].lower()
        if trainingpeaks or "workout type" in told:
            title = title[prefix.end() :]
    planned = told.get("distance planned") or told.get("planned distance") or ""
    seconds = quantities.duration_s(told.get("planned time", ""))
    estimate = event.words("X-WORKOUT-ESTIMATED-DURATION").strip()
    if seconds is None and re.fullmatch(r"\d{1,6}", estimate):
        seconds = float(estimate) or None
    return Entry(
        date=date,
        title=title or description.split("\n")[0],
        description=description,
        sport=sport,
        kind=", ".join(p.text.lower() for p in event.properties.get("CATEGORIES", ())),
        distance_m=quantities.distance_m(planned) or quantities.distance_in_title(title),
        duration_s=seconds,
        completed=bool(told.get("actual time") or told.get("actual distance")),
        place=_place(event),
    )


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
                    ours = reading.zone is not None and utc and _is_utc(found.event)
                    date = (date.astimezone(reading.zone) if ours else date).date()
                reading.keep(found.event, date, timed=timed, days=found.days)
        except CannotRepeat as error:
            event = group[0]
            reading.problem(_place(event), f"the event{_called(event)} {error}; its first date was read")
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


def _is_utc(event: Component) -> bool:
    start = event.get("DTSTART")
    return start is not None and start.value.strip().endswith("Z")


def _is_trainingpeaks(head: Component) -> bool:
    """TrainingPeaks gives planned workouts a date and finished ones a time."""
    maker = f"{head.words('PRODID')} {head.words('X-WR-CALNAME')}".lower()
    return "dday.ical" in maker or "trainingpeaks" in maker


def _zone(head: Component) -> ZoneInfo | None:
    """The zone the calendar says it lives in; None when it says none that is known."""
    name = head.words("X-WR-TIMEZONE").strip() or head.words("TIMEZONE-ID").strip()
    if not re.fullmatch(r"[A-Za-z0-9_+\-/]{1,60}", name):
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _place(event: Component) -> str:
    return f"line {event.line}"


def _called(event: Component) -> str:
    title = plain(event.words("SUMMARY"))[:60]
    return f" '{title}'" if title else ""
