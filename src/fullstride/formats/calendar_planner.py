"""Garmin-planner YAML: "W01S02 Hills:" with structured steps, weeks and sessions numbered, days not said."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from fullstride.domain.calendar import Calendar, Entry, Problem, Step
from fullstride.formats import calendar_dates as dates
from fullstride.formats.titles import plain, race_distance_in, race_distance_in_name
from fullstride.formats.undated import SESSION_DAYS, PlanEntry, lay_back_to_race, plan_entry
from fullstride.formats.workout_steps import repeats, step, total_distance_m, total_duration_s

_KEY = re.compile(r"W(\d{1,2})\s*[SD](\d{1,2})\b[\s:.-]*(.*)", re.I | re.S)
_MAX_STEPS = 500


def is_planner(data: Any) -> bool:
    return isinstance(data, Mapping) and any(_KEY.fullmatch(str(key)) for key in data)


def read_planner(data: Mapping[Any, Any], name: str, *, race: dt.date | None, first: dt.date) -> Calendar:
    """The sessions on the dates they carry; else weeks of seven days, the last session on `race`.

    A file without dates does not say on which weekdays its sessions are; they are spread in their
    order and a Problem says so. Raises UnreadableInput without dates, a race day of its own or `race`.
    """
    raw_config = data.get("config")
    config: Mapping[str, Any] = raw_config if isinstance(raw_config, Mapping) else {}
    paces: dict[str, str] = {}
    for table in (config.get("paces"), config.get("heart_rates"), data.get("paces")):
        if isinstance(table, Mapping):
            paces |= {str(k): str(v) for k, v in list(table.items())[:100]}
    weeks: dict[int, list[_Session]] = {}
    for key, value in data.items():
        if match := _KEY.fullmatch(str(key)):
            session = _session(int(match[1]), int(match[2]), match[3], value, paces)
            weeks.setdefault(int(match[1]), []).append(session)
    prefix = str(config.get("name_prefix") or "").strip()
    all_sessions = [session for sessions in weeks.values() for session in sessions]
    if all(session.written is not None for session in all_sessions):
        return _dated(all_sessions, prefix, name, first)
    found: list[PlanEntry] = []
    # "W17" to "W00" counts the weeks that are left
    numbers = list(weeks)
    for place, number in enumerate(numbers if numbers[0] > numbers[-1] else sorted(numbers)):
        sessions = sorted(weeks[number], key=lambda session: session.number)
        days = SESSION_DAYS.get(len(sessions)) or tuple(min(i, 6) for i in range(len(sessions)))
        found.extend(
            PlanEntry(day=place * 7 + day, entry=session.entry)
            for day, session in zip(days, sessions, strict=True)
        )
    laid = lay_back_to_race(found, race=race or _race_day(config), name=name)
    text = (
        "the file numbers the sessions of a week and does not name their days; they were spread over the "
        "week in their order. Move what stands wrong in your calendar"
    )
    return replace(
        laid,
        name=prefix[:200],
        race_distance=race_distance_in(prefix) or race_distance_in_name(name) or laid.race_distance,
        problems=(Problem(file=name, place="", text=text), *laid.problems),
    )


@dataclass(frozen=True, slots=True)
class _Session:
    number: int
    entry: Entry
    written: dates.Written | None  # the date it carries


def _session(week: int, number: int, title: str, value: Any, paces: Mapping[str, str]) -> _Session:
    steps = tuple(_steps(value, 1, paces))[:_MAX_STEPS]
    facts = [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []
    date = next((str(item["date"]) for item in facts if "date" in item), "")
    sport = next((str(item["sport_type"]) for item in facts if "sport_type" in item), "")
    found = plan_entry(
        0,
        f"W{week:02}S{number:02}",
        title=plain(title) or f"Session {number}",
        description="\n".join(_told(one) for one in steps),
        sport=sport.lower()[:40],
        steps=steps,
        distance_m=total_distance_m(steps),
        duration_s=total_duration_s(steps),
    )
    return _Session(number, found.entry, dates.whole(date))


def _dated(sessions: Sequence[_Session], prefix: str, name: str, first: dt.date) -> Calendar:
    resolved, _ = dates.resolve([s.written for s in sessions if s.written is not None], first)
    entries = [
        replace(session.entry, date=date)
        for session, date in zip(sessions, resolved, strict=True)
        if date is not None
    ]
    lost = len(sessions) - len(entries)
    text = f"{lost} sessions carry a date out of a plan's reach and were left out"
    return Calendar(
        entries=tuple(entries),
        name=prefix[:200],
        race_distance=race_distance_in(prefix) or race_distance_in_name(name),
        problems=(Problem(file=name, place="", text=text),) if lost else (),
    )


def _race_day(config: Mapping[str, Any]) -> dt.date | None:
    written = dates.whole(str(config.get("race_day") or ""))
    return dates.resolve([written], dt.date(2000, 1, 1))[0][0] if written and written.year else None


def _steps(value: Any, times: int, paces: Mapping[str, str], depth: int = 0) -> list[Step]:
    found: list[Step] = []
    items = value if isinstance(value, list) else [value]
    for item in items[:_MAX_STEPS]:
        if not isinstance(item, Mapping) or depth > 5:
            continue
        for word, inner in item.items():
            if word in ("date", "sport_type"):
                continue
            if re.match(r"repeat\b", str(word), re.I):
                count = min(times * repeats(str(word)[6:]), 1000)
                found.extend(_steps(inner, count, paces, depth + 1))
            else:
                found.append(
                    step(str(word), str(inner if inner is not None else ""), times=times, paces=paces)
                )
    return found


def _told(one: Step) -> str:
    """A step in words, so that what reads titles and descriptions sees it too."""
    if one.distance_m is not None:
        amount = f"{one.distance_m / 1000:g} km" if one.distance_m >= 2000 else f"{one.distance_m:g} m"
    elif one.duration_s is not None:
        amount = f"{one.duration_s / 60:g} min" if one.duration_s >= 120 else f"{one.duration_s:g} s"
    else:
        amount = ""
    count = f"{one.times} x " if one.times > 1 else ""
    return " ".join(
        part for part in (f"{one.kind}:", f"{count}{amount}".strip(), one.target, one.note) if part
    )
