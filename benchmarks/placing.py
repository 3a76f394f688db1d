"""How long placing takes: proven optima for 16 and 52 weeks, and a thousand different runners.

The calendars are made: a marathon runner's weeks with a light one now and then, and for the thousand
one of a few shapes with days swapped by a seed.
"""

import datetime as dt
import random
import time
from collections.abc import Iterator, Sequence
from functools import partial

from benchmarks.measured import Measured, median_s
from fullstride.domain.calendar import Day, Demand
from fullstride.domain.runner import Habit, Runner
from fullstride.plan.make import last_day, make_plan
from fullstride.plan.problem import Problem, ground_of, pose
from fullstride.plan.solve import Solver
from fullstride.rules.gates import start_level
from fullstride.rules.load import load_book

FIRST = dt.date(2026, 12, 14)
RUNNERS = 1000
WEEKS = (
    ("rest", "easy", "hard", "easy", "easy", "easy", "long"),
    ("rest", "easy", "hard", "easy", "cross", "easy", "long"),
    ("rest", "easy", "hard", "medium", "easy", "easy", "long"),
    ("rest", "easy", "easy", "easy", "rest", "easy", "long"),
)
SHAPES = (
    ("rest", "easy", "hard", "easy", "rest", "easy", "long"),
    ("easy", "hard", "easy", "medium", "easy", "rest", "long"),
    ("rest", "hard", "easy", "hard", "easy", "easy", "long"),
    ("rest", "hard", "cross", "easy", "hard", "rest", "long"),
)
KM = {"easy": 9, "hard": 12, "medium": 15, "long": 24}


def measurements() -> Iterator[Measured]:
    for weeks, limit in ((16, 0.05), (52, 0.25)):
        problem = _problem([WEEKS[week % 4] for week in range(weeks)])
        took = median_s(partial(Solver().solve, problem), 9)
        yield Measured(name=f"{weeks} weeks solved and proven", median=took, limit=limit)
    begun = time.perf_counter()
    for number in range(RUNNERS):
        _plan_one(number)
    yield Measured(name="1,000 runners, 16 weeks each", median=time.perf_counter() - begun, limit=60.0)


def _problem(weeks: Sequence[Sequence[str]]) -> Problem:
    runner = Runner(event="marathon", running_base_weeks=30, plyometrics=Habit.SOME, hill=True, gym=False)
    book = load_book()
    last = last_day(FIRST, len(weeks))
    ground = ground_of(_days(weeks), runner, book, first=FIRST, last=last, season_start=FIRST)
    level = start_level(runner, book, first=FIRST)
    return pose(ground, levels={week.index: level for week in ground.season.weeks}, unlocked={})


def _plan_one(number: int) -> None:
    chance = random.Random(number)
    weeks = []
    shape = list(SHAPES[number % len(SHAPES)])
    for week in range(16):
        days = shape.copy()
        if chance.random() < 0.4:
            one, other = chance.sample(range(6), 2)
            days[one], days[other] = days[other], days[one]
        weeks.append(["rest" if day == "hard" and week % 4 == 3 else day for day in days])
    runner = Runner(
        event=chance.choice(("5k", "10k", "half", "marathon")),
        born=chance.randint(1960, 2005),
        running_base_weeks=chance.randint(4, 60),
        plyometrics=chance.choice(list(Habit)),
        hill=chance.random() < 0.8,
    )
    plan = make_plan(_days(weeks), runner, load_book(), first=FIRST, last=last_day(FIRST, 16))
    assert plan.optimal


def _days(weeks: Sequence[Sequence[str]]) -> list[Day]:
    flat = [demand for week in weeks for demand in week]
    return [
        Day(
            date=FIRST + dt.timedelta(days=index),
            demand=Demand(demand),
            title=demand,
            distance_m=1000.0 * KM[demand] if demand in KM else None,
        )
        for index, demand in enumerate(flat)
    ]
