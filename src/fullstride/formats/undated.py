"""Plans without dates: what a day of one holds, and laying the days back from a race."""

import datetime as dt
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from fullstride.domain.calendar import Calendar, Entry, Problem
from fullstride.domain.errors import NoDates, UnreadableInput
from fullstride.formats import quantities
from fullstride.formats.calendar_dates import WEEKDAY_NAMES
from fullstride.formats.titles import one_line, placeholder_distance, plain, race_distance_in, without_braces

MAX_DAYS = 1500

TITLE_KEYS = ("title", "summary", "name", "workout", "activity", "session", "run", "runTitle")
TEXT_KEYS = (
    "description",
    "details",
    "detail",
    "notes",
    "note",
    "comments",
    "comment",
    "desc",
    "instructions",
    "items",
)
# Sessions of a week in their order, where the plan does not name their days: the last on the week's last
# day (the long run, or the race), hard ones (as a rule 1, 3 and the last) not on neighbouring days.
SESSION_DAYS = {
    1: (6,),
    2: (2, 6),
    3: (1, 3, 6),
    4: (1, 2, 4, 6),
    5: (1, 2, 3, 4, 6),
    6: (1, 2, 3, 4, 5, 6),
    7: (0, 1, 2, 3, 4, 5, 6),
}
# A day may name a race in passing ("half marathon pace"); at a plan's very end that is no matter.
_RACE_WORDS = re.compile(
    r"\b(?:race|marathon|half|competition|wettkampf|goal|parkrun|26\.2|42\.2|13\.1|21\.1)\b", re.I
)
_GOAL_WORDS = re.compile(
    r"\bgoal[ -](?:race|marathon|half|event)|\bgoal\b.{0,20}\brace\b|\brace day\b|\nrace$", re.I
)
_LATE_RACE = re.compile(r"\brace\b(?!\s*(?:pace|effort|week))|^(?:half[ -]?)?marathon\b(?!.*pace)", re.I)
_KIND_KEYS = (
    "type",
    "tags",
    "kind",
    "category",
    "workoutType",
    "workout_type",
    "run_type",
    "type_of_run",
    "runType",
    "cat",
)
_DISTANCE_KEYS = ("distance", "totalDistance", "total_distance", "mileage")
_DISTANCE_KEYS_IN = {
    "km": ("km", "distance_km", "distanceKm", "kilometers", "kilometres"),
    "mi": ("miles", "distance_miles", "distanceMiles", "distance_mi"),
    "m": ("distance_m", "distance_meters", "distanceMeters"),
}
_LONGEST_DAY = 350  # km or mi
_SECOND_KEYS = ("moving_time", "movingTime", "duration_s", "duration_seconds", "durationSeconds")
_MINUTE_KEYS = ("duration", "minutes", "duration_min", "duration_minutes", "durationMinutes")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanEntry:
    """An entry with its day counted from the plan's first day; the entry's own date means nothing yet."""

    day: int
    entry: Entry


def plan_entry(day: int, place: str = "", **fields: Any) -> PlanEntry:
    where = place or f"week {day // 7 + 1}, day {day % 7 + 1}"
    return PlanEntry(day=day, entry=Entry(date=dt.date.min, place=where, **fields))


def lay_back_to_race(
    found: Sequence[PlanEntry],
    *,
    race: dt.date | None,
    name: str,
    last_day: int | None = None,
    weekdays: Sequence[int] = (),
) -> Calendar:
    """The plan with dates: its goal race, else its last day (`last_day`, if that is empty), on `race`.

    A plan that ends without a word of a race is laid back from its last day all the same, and a
    Problem says so, as for a plan whose days have weekdays (`weekdays` of its days 0 to 6, Monday
    being 0) and whose race is on another one than `race`. Raises NoDates when there is no race date,
    UnreadableInput when the plan is out of reach.
    """
    if race is None:
        raise NoDates(
            name,
            "",
            "is a plan without dates; give the race date with --race DATE, and it is laid back from there",
        )
    end = max(last_day or 0, *(one.day for one in found))
    if end > MAX_DAYS:
        raise UnreadableInput(name, "", f"is a plan of {end + 1} days; {MAX_DAYS} is the most")
    at_end = [one.entry for one in found if one.day == end]
    problems: tuple[Problem, ...] = ()
    anchor = end
    if not any(_RACE_WORDS.search(_all_words(entry)) for entry in at_end):
        goals = [one.day for one in found if one.day > end - 28 and _GOAL_WORDS.search(_all_words(one.entry))]
        goals += [one.day for one in found if one.day > end - 7 and _LATE_RACE.search(one.entry.title)]
        anchor = max(goals, default=end)
        if not goals:
            last = f"'{at_end[0].title[:60]}'" if at_end else "an empty day"
            text = f"the plan ends with {last} and names no race; that day was laid on the race date, {race}"
            problems = (Problem(file=name, place="", text=text),)
    if weekdays and weekdays[anchor % 7] != race.weekday():
        text = (
            f"the plan ends on a {WEEKDAY_NAMES[weekdays[anchor % 7]]} and your race is on a {race:%A}; "
            "every day was moved along by as much"
        )
        problems = (*problems, Problem(file=name, place="", text=text))
    entries = tuple(replace(one.entry, date=race + dt.timedelta(days=one.day - anchor)) for one in found)
    goal = next((one.entry for one in found if one.day == anchor), None)
    distance = race_distance_in(f"{goal.title} {goal.description}") if goal else ""
    return Calendar(entries=entries, race_distance=distance, problems=problems)


def _all_words(entry: Entry) -> str:
    return f"{entry.title}\n{entry.description}\n{entry.kind}"


def day_fields(item: Any, unit: str) -> dict[str, Any] | None:
    """The fields of an `Entry` that one day of a plan holds, whatever it calls them.

    `item` is a string or a mapping; `unit` ("mi", "km") is the plan's own. None when nothing is said.
    """
    if isinstance(item, str):
        item = {"title": item}
    if not isinstance(item, Mapping):
        return None
    kind = _words(_first(item, _KIND_KEYS))
    unit = quantities.unit_of(str(_first(item, ("distanceUnit", "unit", "units")) or "")) or unit
    unit = next((u for u, keys in _DISTANCE_KEYS_IN.items() if _first(item, keys) is not None), unit)
    raw_title, raw_text = _words(_first(item, TITLE_KEYS)), _words(_first(item, TEXT_KEYS))
    low, high = _distance(item, unit) or placeholder_distance(raw_title, unit) or (0.0, 0.0)
    if high > _LONGEST_DAY:
        unit = "m"  # nobody runs 800 km in a day; training platforms write metres
    distance_m = quantities.metres((low + high) / 2, unit)
    title = one_line(plain(without_braces(raw_title, unit)))
    text = plain(without_braces(raw_text, unit))
    if not title and text and not kind:
        title, text = text.split("\n")[0], text.partition("\n")[2]
    if not title and kind:
        # "general_aerobic" with a distance: the kind is the title
        title = kind.replace("_", " ").capitalize() + (f" {round(low, 1):g} {unit}" if distance_m else "")
        kind = kind.replace("_", " ")
    if not title:
        return None
    speed = _words(_first(item, ("speed", "pace", "intensity")))
    if speed and speed.lower() not in f"{title} {text}".lower():
        text = f"{text}\n{speed}".strip()
    return {
        "title": title,
        "description": "" if text == title else text.removeprefix(f"{title}\n"),
        "sport": _words(_first(item, ("sport",))).lower(),
        "kind": kind.lower() if kind.lower() != title.lower() else "",
        "distance_m": distance_m or quantities.distance_in_title(title),
        "duration_s": _duration(item),
    }


def _distance(item: Mapping[str, Any], unit: str) -> tuple[float, float] | None:
    value = _first(item, (*_DISTANCE_KEYS, *_DISTANCE_KEYS_IN.get(unit, ())))
    if isinstance(value, str):
        found = quantities.distance_m(value, unit)
        far = found / quantities.METRES_IN[unit] if found else 0.0
        return (far, far) if found else None
    ends = value if isinstance(value, list) else [value]
    numbers = [
        float(v) for v in ends if isinstance(v, int | float) and not isinstance(v, bool) and 0 < v < 1e6
    ]
    return (numbers[0], numbers[-1]) if numbers else None


def _duration(item: Mapping[str, Any]) -> float | None:
    for keys, each in ((_MINUTE_KEYS, 60.0), (_SECOND_KEYS, 1.0)):
        value = _first(item, keys)
        if isinstance(value, str):
            return quantities.duration_s(value)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return value * each if math.isfinite(value) and 0 < value * each <= 48 * 3600 else None
    return None


def _first(item: Mapping[str, Any], keys: Sequence[str]) -> Any:
    return next((item[key] for key in keys if item.get(key) not in (None, "", [])), None)


def _words(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_words(v) for v in value if isinstance(v, str | int | float))
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return str(value)[:20_000].strip()
    return ""
