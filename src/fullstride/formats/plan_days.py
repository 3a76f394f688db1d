"""Where a plan's days are in JSON, YAML or a script: weeks of days, a flat list, offsets, weekdays, dates."""

from collections.abc import Mapping, Sequence
from typing import Any

from fullstride.domain.calendar import Problem
from fullstride.domain.errors import UnreadableInput
from fullstride.formats import calendar_dates as dates
from fullstride.formats.undated import SESSION_DAYS, TEXT_KEYS, TITLE_KEYS

_WEEK_LISTS = ("schedule", "weeks", "plan", "trainingPlan", "training_plan", "program")
_DAY_LISTS = ("workouts", "days", "sessions", "activities", "runs", "entries", "events")
_OFFSETS = ("dateOffset", "dayOffset", "day_offset", "offset")
_DAY_NAMES = ("day", "weekday", "dayOfWeek", "day_of_week", "dow")
_DATES = ("date", "start_date_local", "startDate", "start", "day")


def find_days(data: Any, name: str, problems: list[Problem]) -> list[tuple[int, Any]] | None:
    """(day number, what is said about it) for every day; None when nothing looks like days."""
    if isinstance(data, Mapping):
        dated = [(str(key), value) for key, value in data.items() if dates.whole(str(key)[:60])]
        if len(dated) * 2 > len(data):
            return [(0, one) for key, value in dated for one in _on_date(key, value)]
        for key in (*_WEEK_LISTS, *_DAY_LISTS):
            inner = data.get(key)
            if isinstance(inner, Mapping) and not any(dates.whole(str(k)[:60]) for k in inner):
                inner = [v for v in inner.values() if isinstance(v, list | Mapping)]
            if isinstance(inner, list | Mapping) and (days := find_days(inner, name, problems)):
                return days
        return None
    if not isinstance(data, list) or not data:
        return None
    weeks = [_week(item) for item in data]
    if all(week is not None for week in weeks):
        if all(isinstance(day, Mapping) and date_of(day) for week in weeks if week for day in _flat(week)):
            return [(0, day) for week in weeks if week for day in _flat(week)]
        return _count(weeks, name, problems)
    if all(_is_day(item) for item in data):
        offsets = [_offset(item) for item in data]
        if all(offset is not None for offset in offsets):
            low = min(o for o in offsets if o is not None)
            return [(o - low, item) for o, item in zip(offsets, data, strict=True) if o is not None]
        return list(enumerate(data))
    if len(data) == 1:
        return find_days(data[0], name, problems)
    return None


def _count(weeks: Sequence[Any], name: str, problems: list[Problem]) -> list[tuple[int, Any]]:
    """Every week is seven days long, whatever it lists; the last may end early, on the race.

    Where no week lists seven, they are sessions without days, and are spread over the week.
    """
    longest = max(len(week) for week in weeks)
    if longest > 3 * 7:
        raise UnreadableInput(
            name, "", f"lists {longest} days as one week; of several plans, keep one in the file"
        )
    spread = longest < 7 and len(weeks) > 1
    if spread:
        text = "the file lists a week's sessions and not their days; they were spread over it in their order"
        problems.append(Problem(file=name, place="", text=text))
    days: list[tuple[int, Any]] = []
    for index, week in enumerate(weeks):
        if not spread and (len(week) > 7 or (len(week) < 7 and index < len(weeks) - 1)):
            text = f"lists {len(week)} days instead of 7; they were taken in order from its first day"
            problems.append(Problem(file=name, place=f"week {index + 1}", text=text))
        places = SESSION_DAYS[len(week)] if spread and week else range(len(week))
        for place, item in zip(places, week, strict=True):
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


def date_of(item: Any) -> dates.Written | None:
    """The date that a day carries itself, under any of the usual names."""
    if not isinstance(item, Mapping):
        return None
    return next((w for key in _DATES if (w := dates.whole(str(item.get(key) or "")[:60]))), None)
