"""The smallest set of the runner's own wishes that can't hold together, and what to relax."""

import calendar
import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from fullstride.domain.runner import WEEKDAYS, Runner
from fullstride.domain.session import Plan, Wish
from fullstride.plan.places import Ground, is_open, unavailable
from fullstride.plan.problem import ground_of

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Setting:
    """One thing the runner said that may stand in the way, and the runner without it."""

    wish: Wish
    without: Callable[[Runner], Runner]


def find_clash(ground: Ground, plan: Plan) -> tuple[Wish, ...]:
    """The runner's own wishes that can't hold together, the smallest set of them.

    Two kinds: an exercise asked for by name whose place the profile denies (hill sprints without a
    hill); and settings that leave no place for anything at all. Empty otherwise: what the calendar, the
    rules or a free day leave no room for is told under `unplaced`, and the rest is planned.
    """
    asked = ground.runner.exercises or ()
    for id_ in asked:
        exercise = ground.book.exercises.get(id_)
        if exercise is not None and unavailable(ground, exercise) is not None:
            return _smallest(ground, (id_,), (_asked(ground, id_),))
    known = [id_ for id_ in asked or ground.book.exercises if id_ in ground.book.exercises]
    if plan.sessions or any(_has_place(ground, id_) for id_ in known):
        return ()
    return _smallest(ground, known, tuple(_asked(ground, id_) for id_ in asked if id_ in known))


def _has_place(ground: Ground, id_: str) -> bool:
    exercise = ground.book.exercises[id_]
    if unavailable(ground, exercise) is not None:
        return False
    days = (ground.season.last - ground.season.first).days + 1
    dates = (ground.season.first + offset * _DAY for offset in range(days))
    return any(is_open(ground, exercise, date) for date in dates)


def _smallest(ground: Ground, ids: Sequence[str], wishes: Sequence[Wish]) -> tuple[Wish, ...]:
    """Relax one setting after the other; a setting stays in the set when relaxing it opens a place."""
    settings = _settings(ground)
    if not _possible(ground, ids, relaxed=settings):
        return ()
    in_force = settings
    for setting in settings:
        fewer = [other for other in in_force if other is not setting]
        if not _possible(ground, ids, relaxed=[each for each in settings if each not in fewer]):
            in_force = fewer
    return (*wishes, *(setting.wish for setting in in_force))


def _possible(ground: Ground, ids: Sequence[str], *, relaxed: Sequence[_Setting]) -> bool:
    runner = ground.runner
    for setting in relaxed:
        runner = setting.without(runner)
    season = ground.season
    freed = ground_of(
        ground.days.values(),
        runner,
        ground.book,
        first=season.first,
        last=season.last,
        season_start=season.start,
    )
    return any(_has_place(freed, id_) for id_ in ids)


def _settings(ground: Ground) -> list[_Setting]:
    """All that the runner said which may close days or exercises."""
    runner = ground.runner
    found = [
        _setting(
            f"week.never {day}",
            f"You keep {name} free.",
            f"Give {name} back.",
            partial(_freeing, day),
        )
        for day, name in zip(WEEKDAYS, calendar.day_name, strict=True)
        if day in runner.never
    ]
    if runner.hill is False:
        found.append(
            _setting("places.hill", "There is no hill.", "Find a hill.", lambda r: replace(r, hill=True))
        )
    if runner.gym is False:
        found.append(
            _setting("places.gym", "There is no gym.", "Find a gym.", lambda r: replace(r, gym=True))
        )
    for stop in ground.stops:
        field = ground.book.gates.answers[stop.name].when
        found.append(
            _setting(
                f"gates.{field}",
                stop.reason.text,
                "Change the answer when it is over.",
                partial(_clearing, field),
            )
        )
    return found


def _freeing(day: str, runner: Runner) -> Runner:
    return replace(runner, never=runner.never - {day})


def _clearing(field: str, runner: Runner) -> Runner:
    return replace(runner, gates=replace(runner.gates, cleared=(*runner.gates.cleared, field)))


def _setting(key: str, text: str, relax: str, without: Callable[[Runner], Runner]) -> _Setting:
    return _Setting(wish=Wish(key=key, text=text, relax=relax), without=without)


def _asked(ground: Ground, id_: str) -> Wish:
    name = ground.book.exercises[id_].name
    return Wish(key=f"wishes.exercises {id_}", text=f"You ask for {name.lower()}.", relax="Leave it out.")
