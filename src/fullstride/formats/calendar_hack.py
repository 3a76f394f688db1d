"""Calendar-hack plans, and plans near them: weeks of days, in JSON or YAML, laid back from a race.

The shape: `{"name", "type", "units": "mi"|"km", "schedule": [{"workouts": [seven of {"title",
"description", "distance", "tags"}]}]}`. Near it: `"weeks"` of plain lists, days that are strings,
a flat list of days, and days with a `dateOffset`.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from fullstride.domain.calendar import Calendar, Entry, Problem
from fullstride.domain.errors import UnreadableInput
from fullstride.formats import calendar_dates as dates
from fullstride.formats.quantities import unit_of
from fullstride.formats.titles import race_distance_in, race_distance_in_name
from fullstride.formats.undated import (
    TEXT_KEYS,
    TITLE_KEYS,
    PlanEntry,
    day_fields,
    lay_back_to_race,
    plan_entry,
)

_WEEK_LISTS = ("schedule", "weeks", "plan", "trainingPlan", "training_plan", "program")
_DAY_LISTS = ("workouts", "days", "sessions", "activities", "runs", "entries", "events")
_OFFSETS = ("dateOffset", "dayOffset", "day_offset", "offset")
_PLAN_ENDS = re.compile(r"\s*plan ends\b", re.I)
_DAY_NAMES = ("day", "weekday", "dayOfWeek", "day_of_week", "dow")
_DATES = ("date", "start_date_local", "startDate", "start", "day")


def read_plan_data(data: Any, name: str, *, race: dt.date | None, first: dt.date) -> Calendar:
    """The plan in `data` (what JSON or YAML held) with dates.

    Days that carry dates keep them; all others are laid back so that the last falls on `race`.
    Raises UnreadableInput when there are no days in it, or no dates and no race.
    """
    head: Mapping[str, Any] = data if isinstance(data, Mapping) else {}
    problems: list[Problem] = []
    unit = _unit(head)
    days = _days(data, name, problems)
    if days is None:
        raise UnreadableInput(name, "", "holds no weeks or days of a training plan that can be recognised")
    if _most_are_dated(days):
        return _dated(days, unit, head, name, first, problems)
    found: list[PlanEntry] = []
    labels = head.get("types") if isinstance(head.get("types"), Mapping) else {}
    for day, item in days:
        fields = day_fields(_with_label(item, labels), unit)
        if fields is not None:
            if fields["distance_m"] and _PLAN_ENDS.match(fields["title"]):
                # calendar-hack's way of naming the race itself
                fields |= {"title": "Goal race", "description": fields["title"]}
            found.append(plan_entry(day, **fields))
    if not found:
        raise UnreadableInput(name, "", "holds weeks, and no words in any of their days")
    laid = lay_back_to_race(found, last_day=max(day for day, _ in days), race=race, name=name)
    return replace(
        laid,
        name=_name(head),
        race_distance=_race(head, name) or laid.race_distance,
        problems=(*problems, *laid.problems),
    )


def _days(data: Any, name: str, problems: list[Problem]) -> list[tuple[int, Any]] | None:
    """(day number, what is said about it) for every day; None when nothing looks like days."""
    if isinstance(data, Mapping):
        dated = [(str(key), value) for key, value in data.items() if dates.whole(str(key)[:60])]
        if len(dated) * 2 > len(data):
            return [(0, one) for key, value in dated for one in _on_date(key, value)]
        for key in (*_WEEK_LISTS, *_DAY_LISTS):
            inner = data.get(key)
            if isinstance(inner, Mapping) and not any(dates.whole(str(k)[:60]) for k in inner):
                inner = [v for v in inner.values() if isinstance(v, list | Mapping)]
            if isinstance(inner, list | Mapping) and (days := _days(inner, name, problems)):
                return days
        return None
    if not isinstance(data, list) or not data:
        return None
    weeks = [_week(item) for item in data]
    if all(week is not None for week in weeks):
        if all(isinstance(day, Mapping) and _date_of(day) for week in weeks if week for day in _flat(week)):
            return [(0, day) for week in weeks if week for day in _flat(week)]
        return _count(weeks, name, problems)
    if all(_is_day(item) for item in data):
        offsets = [_offset(item) for item in data]
        if all(offset is not None for offset in offsets):
            low = min(o for o in offsets if o is not None)
            return [(o - low, item) for o, item in zip(offsets, data, strict=True) if o is not None]
        return list(enumerate(data))
    if len(data) == 1:
        return _days(data[0], name, problems)
    return None


def _count(weeks: Sequence[Any], name: str, problems: list[Problem]) -> list[tuple[int, Any]]:
    """Every week is seven days long, whatever it lists; the last may end early, on the race."""
    days: list[tuple[int, Any]] = []
    for index, week in enumerate(weeks):
        if len(week) > 7 or (len(week) < 7 and index < len(weeks) - 1):
            text = f"lists {len(week)} days instead of 7; they were taken in order from its first day"
            problems.append(Problem(file=name, place=f"week {index + 1}", text=text))
        for place, item in enumerate(week):
            several = item if isinstance(item, list) else [item]
            days.extend((index * 7 + min(place, 6), one) for one in several)
    return days


def _flat(week: Sequence[Any]) -> list[Any]:
    """The days of a week without the lists that hold two on one day, and without empty places."""
    return [one for day in week for one in (day if isinstance(day, list) else [day]) if one is not None]


def _week(item: Any) -> list[Any] | None:
    """The days of a week, or None when `item` is no week."""
    if isinstance(item, Mapping):
        for key in _DAY_LISTS:
            inner = item.get(key)
            if isinstance(inner, list):
                return _by_weekday(inner) or inner
            if isinstance(inner, Mapping):
                item = inner
        named = {dates.weekday_of(str(key)): value for key, value in item.items()}
        named.pop(None, None)
        return [named.get(day) for day in range(7)] if len(named) >= 3 else None
    if isinstance(item, list) and item and all(_is_day(d) or d is None or isinstance(d, list) for d in item):
        return item
    return None


def _by_weekday(days: list[Any]) -> list[Any] | None:
    """Seven places with the days that say which weekday they are; None when they do not say."""
    said = [
        next((dates.weekday_of(str(day[key])) for key in _DAY_NAMES if day.get(key) is not None), None)
        if isinstance(day, Mapping)
        else None
        for day in days
    ]
    if not days or None in said:
        return None
    return [[d for d, weekday in zip(days, said, strict=True) if weekday == place] for place in range(7)]


def _on_date(date: str, value: Any) -> list[Any]:
    """What a mapping from dates to days says about one: a text, a day, or a list of these."""
    several = value if isinstance(value, list) else [value]
    return [
        {**one, "date": date} if isinstance(one, Mapping) else {"title": one, "date": date}
        for one in several
        if isinstance(one, Mapping | str)
    ]


def _is_day(item: Any) -> bool:
    if isinstance(item, str):
        return True
    return isinstance(item, Mapping) and any(
        key in item for key in (*TITLE_KEYS, *TEXT_KEYS, "type", "distance", *_DATES)
    )


def _offset(item: Any) -> int | None:
    if not isinstance(item, Mapping):
        return None
    value = next((item[key] for key in _OFFSETS if key in item), None)
    return value if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 5000 else None


def _date_of(item: Any) -> dates.Written | None:
    if not isinstance(item, Mapping):
        return None
    return next((w for key in _DATES if (w := dates.whole(str(item.get(key) or "")[:60]))), None)


def _most_are_dated(days: Sequence[tuple[int, Any]]) -> bool:
    return sum(1 for _, item in days if _date_of(item) is not None) * 2 > len(days)


def _dated(
    days: Sequence[tuple[int, Any]],
    unit: str,
    head: Mapping[str, Any],
    name: str,
    first: dt.date,
    problems: list[Problem],
) -> Calendar:
    written = [(number, item, w) for number, (_, item) in enumerate(days, 1) if (w := _date_of(item))]
    resolved, remark = dates.resolve([w for _, _, w in written], first)
    if remark:
        problems.append(Problem(file=name, place="", text=remark))
    if len(written) < len(days):
        text = f"{len(days) - len(written)} days have no date that can be read and were left out"
        problems.append(Problem(file=name, place="", text=text))
    entries: list[Entry] = []
    for (number, item, _), date in zip(written, resolved, strict=True):
        fields = day_fields(item, unit)
        if date is None:
            problems.append(
                Problem(file=name, place=f"day {number}", text="its date is out of a plan's reach")
            )
        elif fields is not None:
            place = f"day {number}"
            entries.append(replace(plan_entry(0, place, **fields).entry, date=date))
    return Calendar(
        entries=tuple(entries), name=_name(head), race_distance=_race(head, name), problems=tuple(problems)
    )


def _with_label(item: Any, labels: Any) -> Any:
    """A day of type "general_aerobic" where the file says what its types are called."""
    if not isinstance(item, Mapping) or any(item.get(key) for key in TITLE_KEYS):
        return item
    kind = item.get("type")
    label = labels.get(kind) if isinstance(kind, str) and isinstance(labels, Mapping) else None
    if not isinstance(label, str) or not isinstance(kind, str):
        return item
    # A label that shares no word with its type misleads: type "rest", label "Recovery".
    shares = set(kind.lower().split("_")) & set(label.lower().replace("!", "").split())
    return {**item, "type": label} if shares else item


def _unit(head: Mapping[str, Any]) -> str:
    said = next((str(head[key]) for key in ("units", "unit", "distanceUnit") if head.get(key)), "")
    unit = unit_of(said)
    return unit if unit in ("mi", "km") else "km"


def _name(head: Mapping[str, Any]) -> str:
    return next((str(head[key])[:200] for key in ("name", "title") if isinstance(head.get(key), str)), "")


def _race(head: Mapping[str, Any], name: str) -> str:
    for text in (head.get("raceType"), head.get("distance"), head.get("type"), _name(head)):
        if isinstance(text, str) and (found := race_distance_in(text)):
            return found
    return race_distance_in_name(name)
