"""The workouts of an Apple Health export, of iOS 16 and later and of before."""

import contextlib
import datetime as dt
import re
from collections.abc import Sequence
from itertools import pairwise
from zoneinfo import ZoneInfo

from fullstride.domain.recording import Lap, Span
from fullstride.formats.apple_values import (
    METRES,
    QUANTITY,
    SECONDS,
    Attributes,
    Collector,
    instant,
    number,
    plain,
)
from fullstride.formats.apple_words import Workout
from fullstride.formats.sports import sport_named

_WORKOUTS_MOST = 30_000  # three a day for 27 years
_DETAILS_MOST = 20_000  # of one workout
_ELEMENTS_BASE, _ELEMENT_BYTES = 50_000, 20  # so many in any list, and one for so many bytes
_DEEPEST = 100  # elements within elements; Apple's lists have five
_LONGEST_S = 48 * 3600.0
_NAMED_APART = {
    "SwimBikeRun": "triathlon",
    "WheelchairRunPace": "wheelchair",
    "WheelchairWalkPace": "wheelchair",
}


class TooMuch(Exception):
    """Elements within elements without end, or millions of empty ones: no list of Apple's.

    The parser would remember them all, or spend its time on nothing.
    """


class WorkoutCollector(Collector):
    """`found` are the workouts and the routes they name, in their order."""

    def __init__(self) -> None:
        self.found: list[tuple[Workout, str]] = []
        self._inside: list[str] = []
        self._depth = self._elements = 0
        self._number = 0
        self._workout: Attributes = {}
        self._details: list[tuple[str, Attributes]] = []
        self._route = ""

    def fed(self, size: int) -> None:
        """To be told after every piece how many bytes there were. Raises TooMuch."""
        if self._elements > _ELEMENTS_BASE + size // _ELEMENT_BYTES:
            raise TooMuch

    def start(self, tag: str, attributes: Attributes) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth > _DEEPEST:
            raise TooMuch
        if tag == "Workout":
            self._workout, self._details, self._route, self._inside = dict(attributes), [], "", []
        elif self._inside == ["Workout"] and len(self._details) < _DETAILS_MOST:
            self._details.append((tag, dict(attributes)))
        elif tag == "FileReference" and "WorkoutRoute" in self._inside:
            self._route = self._route or attributes.get("path", "")
        self._inside.append(tag)

    def end(self, tag: str) -> None:
        self._depth -= 1
        if tag in self._inside:
            del self._inside[len(self._inside) - 1 - self._inside[::-1].index(tag) :]
        if tag == "Workout" and self._workout and len(self.found) < _WORKOUTS_MOST:
            self._number += 1
            workout = _workout(self._number, self._workout, self._details)
            if workout:
                self.found.append((workout, self._route))
            self._workout = {}


def _workout(place: int, said: Attributes, details: Sequence[tuple[str, Attributes]]) -> Workout | None:
    start, end = instant(said.get("startDate", "")), instant(said.get("endDate", ""))
    if not start or not end or not 0 < (end - start).total_seconds() <= _LONGEST_S:
        return None
    kind = said.get("workoutActivityType", "").removeprefix("HKWorkoutActivityType")
    sport, sub_sport = (_NAMED_APART[kind], "") if kind in _NAMED_APART else sport_named(kind)
    notes = {each.get("key", ""): each.get("value", "") for tag, each in details if tag == "MetadataEntry"}
    if sport == "running" and notes.get("HKIndoorWorkout") == "1":
        sub_sport = "treadmill"
    events = [each for tag, each in details if tag == "WorkoutEvent"]
    length_s = (end - start).total_seconds()
    duration, per = number(said.get("duration")), SECONDS.get(said.get("durationUnit", "min"))
    return Workout(
        number=place,
        sport=sport,
        sub_sport=sub_sport,
        start=start,
        end=end,
        source=plain(said.get("sourceName", "")),
        device=_device(said),
        utc_offset_s=_offset_s(start, notes.get("HKTimeZone", "")),
        duration_s=duration * per if duration is not None and per else None,
        distance_m=_distance_m(said, details),
        laps=_laps(events, start, length_s),
        pauses=_pauses(events, start, length_s),
    )


def _distance_m(said: Attributes, details: Sequence[tuple[str, Attributes]]) -> float | None:
    """From the statistics of iOS 16 and later, or the attributes before."""
    sums = [
        (each.get("sum"), each.get("unit", ""))
        for tag, each in details
        if tag == "WorkoutStatistics" and each.get("type", "").startswith(f"{QUANTITY}Distance")
    ]
    for text, unit in (*sums, (said.get("totalDistance"), said.get("totalDistanceUnit", ""))):
        value = number(text)
        if value is not None and unit in METRES:
            return value * METRES[unit]
    return None


def _offset_s(start: dt.datetime, zone: str) -> int:
    """The workout's own zone where it is said; dates are written in that of the phone at the export."""
    with contextlib.suppress(KeyError, ValueError, OSError):
        own = start.astimezone(ZoneInfo(zone)).utcoffset() if zone else None
        if own is not None:
            return round(own.total_seconds())
    offset = start.utcoffset()
    return round(offset.total_seconds()) if offset is not None else 0


def _device(said: Attributes) -> str:
    """ "Apple Watch (Watch6,2)" from "<<HKDevice: …>, name:Apple Watch, …, hardware:Watch6,2, …>"."""
    parts = dict(re.findall(r"(name|hardware):(.*?)(?:, \w+:|>|$)", said.get("device", "")))
    parts |= dict(re.findall(r"(hardware):(.*?)(?:, \w+:|>|$)", said.get("device", "")))
    name = plain(parts.get("name", "") or said.get("sourceName", ""))
    return f"{name} ({parts['hardware']})" if parts.get("hardware") else name


def _at_s(event: Attributes, start: dt.datetime, length_s: float) -> float | None:
    at = instant(event.get("date", ""))
    return min(max((at - start).total_seconds(), 0.0), length_s) if at else None


def _pauses(events: Sequence[Attributes], start: dt.datetime, length_s: float) -> tuple[Span, ...]:
    found: list[Span] = []
    since: float | None = None
    for event in (*events, {"type": "Resume", "date": ""}):
        kind = event.get("type", "").removeprefix("HKWorkoutEventType")
        at = _at_s(event, start, length_s) if event.get("date") else length_s
        if at is None:
            continue
        if kind in ("Pause", "MotionPaused") and since is None:
            since = at
        elif kind in ("Resume", "MotionResumed") and since is not None:
            if at > since:
                found.append(Span(start_s=since, end_s=at))
            since = None
    return tuple(found)


def _laps(events: Sequence[Attributes], start: dt.datetime, length_s: float) -> tuple[Lap, ...]:
    """Laps with their own length, or between the marks of those without; segments overlap and are no laps."""
    found: list[Lap] = []
    marks = [0.0]
    for event in events:
        at = _at_s(event, start, length_s)
        if event.get("type") != "HKWorkoutEventTypeLap" or at is None:
            continue
        length = number(event.get("duration")) or 0.0
        end = min(at + length * SECONDS.get(event.get("durationUnit", "min"), 60.0), length_s)
        if end > at:
            found.append(Lap(start_s=at, end_s=end))
        else:
            marks.append(at)
    if found or len(marks) == 1:
        return tuple(found)
    return tuple(Lap(start_s=a, end_s=b) for a, b in pairwise([*sorted(marks), length_s]) if b > a)
