"""Garmin-planner YAML: "W01S02 Hills:" with structured steps, weeks and sessions numbered, days not said."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from fullstride.domain.calendar import Calendar, Problem, Step
from fullstride.formats.titles import plain, race_distance_in, race_distance_in_name
from fullstride.formats.undated import PlanEntry, lay_back_to_race, plan_entry
from fullstride.formats.workout_steps import repeats, step, total_distance_m, total_duration_s

_KEY = re.compile(r"W(\d{1,2})\s*[SD](\d{1,2})\b[\s:.-]*(.*)", re.I | re.S)
_MAX_STEPS = 500
# Sessions of a week in their order, the last on the week's last day (the long run, or the race), hard
# ones (as a rule 1, 3 and the last) not on neighbouring days.
_DAYS = {
    1: (6,),
    2: (2, 6),
    3: (1, 3, 6),
    4: (1, 2, 4, 6),
    5: (1, 2, 3, 4, 6),
    6: (1, 2, 3, 4, 5, 6),
    7: (0, 1, 2, 3, 4, 5, 6),
}


def is_planner(data: Any) -> bool:
    return isinstance(data, Mapping) and any(_KEY.fullmatch(str(key)) for key in data)


def read_planner(data: Mapping[Any, Any], name: str, *, race: dt.date | None) -> Calendar:
    """The sessions with dates: weeks of seven days, the last session on `race`.

    The file does not say on which weekdays its sessions are; they are spread in their order and a
    Problem says so. Raises UnreadableInput without a `race`.
    """
    raw_config = data.get("config")
    config: Mapping[str, Any] = raw_config if isinstance(raw_config, Mapping) else {}
    raw_paces = config.get("paces")
    paces = {str(k): str(v) for k, v in raw_paces.items()} if isinstance(raw_paces, Mapping) else {}
    weeks: dict[int, list[tuple[int, str, Any]]] = {}
    for key, value in data.items():
        if match := _KEY.fullmatch(str(key)):
            weeks.setdefault(int(match[1]), []).append((int(match[2]), match[3].strip(), value))
    found: list[PlanEntry] = []
    first_week = min(weeks)
    for number, sessions in weeks.items():
        sessions.sort(key=lambda session: session[0])
        days = _DAYS.get(len(sessions)) or tuple(min(i, 6) for i in range(len(sessions)))
        for day, (session, title, value) in zip(days, sessions, strict=True):
            steps = tuple(_steps(value, 1, paces))[:_MAX_STEPS]
            fields = {
                "title": plain(title) or f"Session {session}",
                "description": "\n".join(_told(one) for one in steps),
                "steps": steps,
                "distance_m": total_distance_m(steps),
                "duration_s": total_duration_s(steps),
            }
            place = f"W{number:02}S{session:02}"
            found.append(plan_entry((number - first_week) * 7 + day, place, **fields))
    prefix = str(config.get("name_prefix") or "").strip()
    laid = lay_back_to_race(found, race=race, name=name)
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


def _steps(value: Any, times: int, paces: Mapping[str, str], depth: int = 0) -> list[Step]:
    found: list[Step] = []
    items = value if isinstance(value, list) else [value]
    for item in items[:_MAX_STEPS]:
        if not isinstance(item, Mapping) or depth > 5:
            continue
        for word, inner in item.items():
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
