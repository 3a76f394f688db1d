"""Names of sessions that last: "2027w02-bounding-1", kept when a plan is made again."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from fullstride.domain.past import Past

Key = tuple[str, str]  # week, exercise


def name_sessions(places: Sequence[tuple[dt.date, str]], past: Past | None) -> list[str]:
    """An id for each place, unique in the plan and its past.

    A session that stays on its day keeps its id; one that moves inside its week takes an id that its
    exercise left free there. Ids of days that are fixed by now are never given again: somebody may have
    spoken of them.
    """
    before = past.before if past else ()
    ahead = [s for s in before if past is not None and s.date >= past.until]
    stays = {(s.date, s.exercise): s.id for s in ahead if (s.date, s.exercise) in set(places)}
    free: dict[Key, list[str]] = defaultdict(list)
    for session in ahead:
        if session.id not in stays.values():
            free[_week(session.date), session.exercise].append(session.id)
    taken = {session.id for session in (*before, *(past.kept if past else ()))}
    taken |= past.retired if past else frozenset()
    return [_name(date, exercise, stays, free, taken) for date, exercise in places]


def _name(
    date: dt.date,
    exercise: str,
    stays: dict[tuple[dt.date, str], str],
    free: dict[Key, list[str]],
    taken: set[str],
) -> str:
    kept = stays.get((date, exercise))
    if kept is not None:
        return kept
    week = _week(date)
    if free[week, exercise]:
        return free[week, exercise].pop(0)
    number = 1
    while (name := f"{week}-{exercise}-{number}") in taken:
        number += 1
    taken.add(name)
    return name


def _week(date: dt.date) -> str:
    year, number, _ = date.isocalendar()
    return f"{year}w{number:02d}"
