"""What the runner leaves out: its place stays empty, and nothing is added to stand in for it."""

import datetime as dt
from collections.abc import Iterable

from fullstride.plan.places import Ground
from fullstride.plan.season import SeasonWeek

_WEEK = dt.timedelta(days=7)


def left_out_of(ground: Ground, exercise: str, week: SeasonWeek) -> int:
    """How many sessions of an exercise the runner left out of a week."""
    return sum(id_ == exercise for _, id_ in _of_week(ground, week))


def maximal_left_out(ground: Ground, week: SeasonWeek) -> int:
    """How many days with maximal work the runner left out of a week: no other is added for them."""
    exercises = ground.book.exercises
    return len({date for date, id_ in _of_week(ground, week) if id_ in exercises and exercises[id_].maximal})


def shut_by_runner(ground: Ground, exercises: Iterable[str]) -> frozenset[tuple[dt.date, str]]:
    """The places that were left out, and on the same days all that held nothing before."""
    past = ground.past
    if past is None or not past.left_out:
        return frozenset()
    days = {date for date, _ in past.left_out}
    stood = {(one.date, one.exercise) for one in past.before} | set(past.chosen)
    new = {(date, id_) for date in days for id_ in exercises} - stood
    return frozenset(new | set(past.left_out))


def _of_week(ground: Ground, week: SeasonWeek) -> list[tuple[dt.date, str]]:
    left_out = ground.past.left_out if ground.past else ()
    return [(date, id_) for date, id_ in left_out if week.start <= date < week.start + _WEEK]
