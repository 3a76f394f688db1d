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
from fullstride.formats.plan_days import date_of, find_days
from fullstride.formats.quantities import unit_of
from fullstride.formats.titles import race_distance_in, race_distance_in_name
from fullstride.formats.undated import TITLE_KEYS, PlanEntry, day_fields, lay_back_to_race, plan_entry

MOST_DAYS = 10_000
_GOALS = ("goal_event", "goal", "race", "event")
_PLAN_ENDS = re.compile(r"\s*plan ends\b", re.I)


def read_plan_data(data: Any, name: str, *, race: dt.date | None, first: dt.date) -> Calendar:
    """The plan in `data` (what JSON or YAML held) with dates.

    Days that carry dates keep them; all others are laid back from `race`, or from the race day that the
    file names (see `lay_back_to_race`). Raises UnreadableInput when there are no days in it, or neither
    dates nor a race.
    """
    head: Mapping[str, Any] = data if isinstance(data, Mapping) else {}
    problems: list[Problem] = []
    days = find_days(data, name, problems)
    if days is None:
        raise UnreadableInput(name, "", "holds no weeks or days of a training plan that can be recognised")
    if len(days) > MOST_DAYS:
        raise UnreadableInput(name, "", f"lists {len(days)} days; {MOST_DAYS} is the most")
    unit = _unit(head, [item for _, item in days])
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
    laid = lay_back_to_race(
        found, last_day=max(day for day, _ in days), race=race or _race_day(head), name=name
    )
    return replace(
        laid,
        name=_name(head),
        race_distance=_race(head, name) or laid.race_distance,
        problems=(*problems, *laid.problems),
    )


def _most_are_dated(days: Sequence[tuple[int, Any]]) -> bool:
    return sum(1 for _, item in days if date_of(item) is not None) * 2 > len(days)


def _dated(
    days: Sequence[tuple[int, Any]],
    unit: str,
    head: Mapping[str, Any],
    name: str,
    first: dt.date,
    problems: list[Problem],
) -> Calendar:
    written = [(number, item, w) for number, (_, item) in enumerate(days, 1) if (w := date_of(item))]
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


def _unit(head: Mapping[str, Any], days: Sequence[Any]) -> str:
    """The plan's unit, "mi" or "km": as it says, else as its days' own words repeat their distances."""
    said = next((str(head[key]) for key in ("units", "unit", "distanceUnit") if head.get(key)), "")
    unit = unit_of(said)
    if unit in ("mi", "km"):
        return unit
    votes = {"mi": 0, "km": 0}
    for day in days:
        value = str(day.get("distance") or "") if isinstance(day, Mapping) else ""
        if not re.fullmatch(r"[\d.]{1,6}(?:-[\d.]{1,6})?", value):
            continue
        words = " ".join(str(text)[:500] for text in day.values() if isinstance(text, str))
        after = re.search(rf"(?<![\d.]){re.escape(value)}\s*-?\s*(mi|miles?|km|k)\b", words, re.I)
        votes["mi" if after and after[1].lower().startswith("m") else "km"] += 1 if after else 0
    return "mi" if votes["mi"] > votes["km"] else "km"


def _race_day(head: Mapping[str, Any]) -> dt.date | None:
    """The race date that the file names itself; `--race` goes before it."""
    goal: Mapping[str, Any] = next((head[k] for k in _GOALS if isinstance(head.get(k), Mapping)), {})
    told = (goal.get("date"), *(head.get(key) for key in ("race_date", "raceDate", "race_day", "raceDay")))
    written = next((w for value in told if value and (w := dates.whole(str(value)[:60]))), None)
    return dates.resolve([written], dt.date(2000, 1, 1))[0][0] if written and written.year else None


def _name(head: Mapping[str, Any]) -> str:
    return next((str(head[key])[:200] for key in ("name", "title") if isinstance(head.get(key), str)), "")


def _race(head: Mapping[str, Any], name: str) -> str:
    for text in (head.get("raceType"), head.get("distance"), head.get("type"), _name(head)):
        if isinstance(text, str) and (found := race_distance_in(text)):
            return found
    return race_distance_in_name(name)
