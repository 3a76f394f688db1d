"""The wishes, counted on a finished placement: the solver-free twin of `model.tiers`.

Smaller is better, and an earlier number is never given up for a later one.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence

from fullstride.plan.problem import Problem, race_stride_days, urgency

_DAY = dt.timedelta(days=1)
Placed = Sequence[tuple[dt.date, str]]


def wish_values(problem: Problem, placed: Placed) -> dict[str, int]:
    """Each wish by name, in its order, with what is missing to it.

    A session that stands where none is allowed, in a plan edited by hand, fulfils no wish.
    """
    ground = problem.ground
    places = {(place.exercise, place.date): place for place in problem.places}
    here = [places[id_, date] for date, id_ in placed if (id_, date) in places]
    counts = Counter((place.exercise, place.week) for place in here)
    offered = Counter((place.exercise, place.week) for place in problem.places)
    stood = {(place.exercise, place.date) for place in here}
    values: dict[str, int] = {"your own moves": -len(stood & set(problem.chosen))}
    for id_ in problem.wanted:
        values[f"minimum {id_}"] = sum(
            max(0, min(least, offered[key]) - counts[key])
            for key, least in problem.least.items()
            if key[0] == id_
        )
    values["strides before a race"] = sum(
        not stood & set(places) for places in race_stride_days(problem).values()
    )
    values["one easy run plain"] = _crowded_weeks(problem, {place.date for place in here})
    values["disliked"] = sum(place.dislikes for place in here)
    values["second sessions"] = -len(here)
    on_day: dict[dt.date, set[str]] = defaultdict(set)
    for place in here:
        on_day[place.date].add(place.exercise)
    values["preferred"] = -sum(place.likes for place in here)
    for place in here:
        beside = ground.book.exercises[place.exercise].beside
        if beside is not None:
            values["preferred"] -= beside.weight * len(on_day[place.date] & set(beside.exercises))
    values["least change"] = -len(stood & problem.before)
    standing = set(placed)
    values["same weekday"] = -sum((date + 7 * _DAY, id_) in standing for date, id_ in placed)
    values["earlier date"] = sum(place.date.weekday() * urgency(problem, place.exercise) for place in here)
    return values


def _crowded_weeks(problem: Problem, taken: set[dt.date]) -> int:
    """Weeks that have easy runs, and none of them left plain."""
    return sum(1 for dates in problem.easy_days.values() if dates and all(date in taken for date in dates))
