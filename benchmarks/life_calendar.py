"""Synthetic runners and their calendars: weeks that look like training, and what a coach changes."""

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from fullstride.domain.calendar import Day, Demand, OwnWork
from fullstride.domain.runner import Gates, Habit, Priority, Race, Runner

DAY = dt.timedelta(days=1)
FIRST = dt.date(2026, 12, 14)  # a Monday
YEAR_WEEKS = 52
SHAPES = (
    "rest easy hard easy rest easy long",
    "rest easy hard medium easy easy long",
    "rest easy hard easy easy easy long",
    "easy hard easy medium easy rest long",
    "rest hard easy hard easy easy long",
    "rest hard cross easy hard rest long",
    "rest easy easy rest easy rest long",
    "easy hard easy easy hard easy long",
    "cross easy strides easy rest hard long",
    "rest easy rest easy rest easy easy",
)
KM = {"easy": 9.0, "hard": 12.0, "medium": 15.0, "long": 24.0, "strides": 9.0}
DISTANCES_M = (5000.0, 10000.0, 21097.0, 42195.0, None)
EXERCISES = (
    "strides",
    "squat_jumps",
    "bounding",
    "hill_bounding",
    "hill_sprints",
    "flat_sprints",
    "dynamic_strength",
    "circuit",
)


# ---- the runner and the calendar -------------------------------------------------------------------


def made_runner(chance: random.Random) -> Runner:
    asked: tuple[str, ...] | None = None
    if chance.random() < 0.15:
        asked = tuple(sorted({"strides", *chance.sample(EXERCISES, 3)}))
    return Runner(
        event=chance.choice(("", "800m", "1500m", "5k", "10k", "half", "marathon")),
        born=chance.choice((None, 1962, 1975, 1984, 1991, 1999, 2004, 2012)),
        running_base_weeks=chance.choice((None, None, 0, 4, 12, 60)),
        plyometrics=chance.choice((None, *Habit)),
        strides=chance.choice((None, *Habit)),
        never=frozenset(chance.sample(("mon", "thu", "fri", "sat"), chance.choice((0, 0, 0, 1)))),
        hill=chance.choice((None, True, True, False)),
        gym=chance.choice((None, True, False)),
        exercises=asked,
        pro_strides=chance.random() < 0.15,
        openers=chance.random() < 0.2,
        bounding_first=chance.random() < 0.15,
        gates=chance.choice((Gates(),) * 12 + _GATES),
    )


_GATES = (
    Gates(tendon_pain=3),
    Gates(tendon_pain=6),
    Gates(soreness=5),
    Gates(months_postpartum=2),
    Gates(pregnant=True),
    Gates(covid_days=3),
    Gates(back_from_injury=True),
    Gates(missing_periods=True),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """One season: the plan's first and last day."""

    first: dt.date
    last: dt.date


def made_calendar(chance: random.Random) -> tuple[dict[dt.date, Day], tuple[Stretch, ...]]:
    """A year and some weeks of days, and the seasons in it; most end with a race."""
    days: dict[dt.date, Day] = {}
    stretches: list[Stretch] = []
    start, shape = FIRST - 28 * DAY, chance.choice(SHAPES).split()
    own = chance.choice(("", "", "", "circuit", "hill_sprints", "squat_jumps", "strides"))
    for week in range(YEAR_WEEKS + 34):
        if week % 13 == 0:
            shape = chance.choice(SHAPES).split()
        light = week % 4 == 3
        for offset, word in enumerate(_week(chance, shape, light=light)):
            date = start + (7 * week + offset) * DAY
            km = KM[word] * (0.7 if light else 1.0) * (1 + 0.01 * (week % 13)) if word in KM else None
            days[date] = _day(date, word, km, own if offset == 1 else "")
    monday = FIRST
    while monday < FIRST + 7 * YEAR_WEEKS * DAY:
        weeks = chance.randint(8, 26)
        last = monday + (7 * weeks - 1) * DAY
        if chance.random() < 0.85:
            _race(days, last - chance.choice((0, 0, 0, 1)) * DAY, chance.choice(DISTANCES_M))
        for _ in range(chance.choice((0, 0, 1, 1, 2))):
            _race(days, monday + (7 * chance.randint(2, weeks - 2) + 6) * DAY, chance.choice(DISTANCES_M))
        stretches.append(Stretch(first=monday + chance.choice((0, 0, 0, 2, 5)) * DAY, last=last))
        monday += 7 * (weeks + chance.choice((0, 0, 1, 2))) * DAY
    return days, tuple(stretches)


def _week(chance: random.Random, shape: Sequence[str], *, light: bool) -> list[str]:
    words = list(shape)
    if chance.random() < 0.35:
        one, other = chance.sample(range(6), 2)
        words[one], words[other] = words[other], words[one]
    if chance.random() < 0.03:
        words[chance.randrange(6)] = "unknown"
    return ["easy" if word == "hard" and light else word for word in words]


def _day(date: dt.date, word: str, km: float | None, own: str = "") -> Day:
    works = (OwnWork(exercise="strides", text="strides"),) if word == "strides" else ()
    if own and word in ("easy", "cross"):
        works = (*works, OwnWork(exercise=own, text=own, contacts=40 if own in _JUMPS else 0))
    return Day(
        date=date,
        demand=Demand(word),
        title=word,
        distance_m=None if km is None else 1000 * km,
        own=works,
    )


_JUMPS = ("circuit", "squat_jumps")


def _race(days: dict[dt.date, Day], date: dt.date, metres: float | None) -> None:
    days[date] = Day(
        date=date, demand=Demand.RACE, title="Race", distance_m=metres or 10000.0, race_distance_m=metres
    )


def changed_days(days: dict[dt.date, Day], chance: random.Random, today: dt.date, last: dt.date) -> None:
    """The coach changes the calendar from tomorrow on: other days, a race more, a race on another day."""
    kind = chance.choice(("days", "days", "race more", "race moved"))
    races = [date for date in days if today < date <= last and days[date].demand is Demand.RACE]
    if kind == "race more":
        _race(days, today + chance.randint(3, 40) * DAY, chance.choice(DISTANCES_M))
    elif kind == "race moved" and races:
        old = chance.choice(races)
        new = old + chance.choice((-14, -7, -1, 1, 7, 14)) * DAY
        if new > today and new in days:
            days[old], days[new] = replace(days[new], date=old), replace(days[old], date=new)
    else:
        shape = chance.choice(SHAPES).split()
        for offset in range(chance.randint(1, 28)):
            date = today + (1 + offset) * DAY
            if date in days and days[date].demand is not Demand.RACE:
                word = shape[date.weekday()]
                days[date] = _day(date, word, KM.get(word))


def changed_runner(runner: Runner, chance: random.Random, today: dt.date) -> Runner:
    match chance.randrange(6):
        case 0:
            return replace(runner, never=frozenset(chance.sample(("mon", "tue", "fri"), 1)))
        case 1:
            return replace(runner, hill=not runner.hill)
        case 2:
            return replace(runner, exercises=None if runner.exercises else EXERCISES[:4])
        case 3:
            return replace(runner, gates=chance.choice((Gates(), Gates(), *_GATES)))
        case 4:
            race = Race(
                date=today + chance.randint(10, 80) * DAY,
                priority=chance.choice((Priority.A, Priority.B)),
                distance_m=chance.choice(DISTANCES_M),
            )
            return replace(runner, races=(race,))
        case _:
            return replace(runner, gym=not runner.gym, openers=not runner.openers)
