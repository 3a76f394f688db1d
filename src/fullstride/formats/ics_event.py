"""One event of an ICS calendar: its date on the runner's wall, why it is no training, what it says."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

from fullstride.domain.calendar import Entry
from fullstride.formats import quantities
from fullstride.formats.ics_lines import Component, Property
from fullstride.formats.script_text import OURS
from fullstride.formats.titles import one_line, plain

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


def days_long(event: Component, start: dt.date, timed: bool, zone: ZoneInfo | None) -> int:
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


def why_skipped(event: Component, title: str, description: str, *, days: int, timed: bool) -> str:
    """Why the event is no training, for the list of what was left out; "" when it may be."""
    if _is_from_us(event):
        return "Fullstride's own session"
    if event.words("STATUS").strip().upper() == "CANCELLED":
        return "cancelled"
    names_training = bool(_WORKOUT_WORDS.search(f"{title}\n{description}"))
    if days > 2 or (days == 2 and not timed and not names_training):
        return f"a banner over {days} days"
    if event.words("TRANSP").strip().upper() == "TRANSPARENT" and not names_training:
        return "a note that takes no time and names no training"
    return ""


def _is_from_us(event: Component) -> bool:
    """Whether an earlier plan wrote it; some calendars give it a UID of their own but keep the category."""
    if event.words("UID").strip().endswith(OURS):
        return True
    return any(category.text.strip() == "Fullstride" for category in event.properties.get("CATEGORIES", ()))


def entry_of(event: Component, date: dt.date, title: str, description: str, trainingpeaks: bool) -> Entry:
    """The event as an entry. `trainingpeaks`: titles start with the sport, "Run: Easy hour"."""
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
        title=one_line(title) or description.split("\n")[0],
        description="" if description == title else description,
        sport=sport,
        kind=", ".join(p.text.lower() for p in event.properties.get("CATEGORIES", ())),
        distance_m=quantities.distance_m(planned) or quantities.distance_in_title(title),
        duration_s=seconds,
        completed=bool(told.get("actual time") or told.get("actual distance")),
        place=place(event),
    )


def is_utc(event: Component) -> bool:
    start = event.get("DTSTART")
    return start is not None and start.value.strip().endswith("Z")


def place(event: Component) -> str:
    return f"line {event.line}"


def called(event: Component) -> str:
    """ " 'Long run'", to go into a sentence about the event; "" when it has no title."""
    title = plain(event.words("SUMMARY"))[:60]
    return f" '{title}'" if title else ""
