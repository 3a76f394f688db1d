"""Made calendars for the planner's tests: weeks of demands, and runners to go with them."""

import datetime as dt
from collections.abc import Sequence

from hypothesis import strategies as st

from fullstride.domain.calendar import Day, Demand, OwnWork
from fullstride.domain.runner import Gates, Habit, Priority, Race, Runner
from fullstride.plan.places import Ground
from fullstride.plan.problem import Problem, ground_of, pose
from fullstride.rules.gates import start_level
from fullstride.rules.load import load_book

MONDAY = dt.date(2026, 12, 14)
DAY = dt.timedelta(days=1)
_LETTERS = {
    "r": Demand.REST,
    "e": Demand.EASY,
    "m": Demand.MEDIUM,
    "l": Demand.LONG,
    "h": Demand.HARD,
    "R": Demand.RACE,
    "c": Demand.CROSS,
    "g": Demand.STRENGTH,
    "s": Demand.STRIDES,
    "u": Demand.UNKNOWN,
}
_KM = {"e": 8.0, "m": 14.0, "l": 22.0, "h": 12.0, "R": 21.0, "s": 8.0}


def days_of(weeks: str, *, first: dt.date = MONDAY) -> tuple[Day, ...]:
    """Days from letters, a word a week: "rehmeel" is rest, easy, hard, medium, easy, easy, long."""
    days = []
    for index, letter in enumerate(weeks.replace(" ", "")):
        km = _KM.get(letter)
        days.append(
            Day(
                date=first + index * DAY,
                demand=_LETTERS[letter],
                title=_LETTERS[letter].value,
                distance_m=None if km is None else km * 1000,
                race_distance_m=21097 if letter == "R" else None,
                own=(OwnWork(exercise="strides", text="strides"),) if letter == "s" else (),
            )
        )
    return tuple(days)


def ground(days: Sequence[Day], runner: Runner | None = None) -> Ground:
    first, last = days[0].date, days[-1].date
    return ground_of(days, runner or Runner(), load_book(), first=first, last=last, season_start=first)


def problem(days: Sequence[Day], runner: Runner | None = None, *, level: str | None = None) -> Problem:
    at = ground(days, runner)
    level = level or start_level(at.runner, at.book, first=at.season.first)
    return pose(at, levels={week.index: level for week in at.season.weeks}, unlocked={})


def calendars(*, least_weeks: int = 1, most_weeks: int = 20) -> st.SearchStrategy[tuple[Day, ...]]:
    """Calendars that look like training: mostly easy days, some of everything, own work here and there."""
    day = st.sampled_from("reeeeemlhhcgsuR" + "e" * 4 + "r" * 2)
    week = st.lists(day, min_size=7, max_size=7).map("".join)
    steady = st.tuples(week, st.integers(least_weeks, most_weeks)).map(lambda pair: [pair[0]] * pair[1])
    mixed = st.lists(week, min_size=least_weeks, max_size=most_weeks)
    kms = st.lists(st.sampled_from([0.6, 0.8, 1.0, 1.1]), min_size=most_weeks, max_size=most_weeks)
    works = st.lists(
        st.tuples(
            st.integers(0, 7 * most_weeks - 1),
            st.sampled_from(["hill_sprints", "circuit", "squat_jumps", "bounding"]),
            st.sampled_from([0, 20, 60, 150]),
        ),
        max_size=4,
    )
    return st.tuples(st.one_of(steady, mixed), kms, works).map(_calendar)


def _calendar(
    made: tuple[list[str], list[float], list[tuple[int, str, int]]],
) -> tuple[Day, ...]:
    weeks, kms, works = made
    from dataclasses import replace

    days = list(days_of("".join(weeks)))
    for index, day in enumerate(days):
        if day.distance_m is not None:
            days[index] = replace(day, distance_m=day.distance_m * kms[index // 7])
    for index, exercise, contacts in works:
        if index < len(days) and days[index].demand in (Demand.EASY, Demand.CROSS):
            work = OwnWork(exercise=exercise, text=exercise, contacts=contacts)
            days[index] = replace(days[index], own=(*days[index].own, work))
    return tuple(days)


def runners() -> st.SearchStrategy[Runner]:
    """Runners of every kind that changes the plan."""
    weekday = st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])
    names = ["strides", "squat_jumps", "bounding", "hill_bounding", "hill_sprints", "flat_sprints"]
    names += ["dynamic_strength", "circuit"]
    race = st.builds(
        Race,
        date=st.integers(-5, 160).map(lambda offset: MONDAY + offset * DAY),
        priority=st.sampled_from([Priority.A, Priority.B, Priority.B]),
        distance_m=st.sampled_from([None, 5000.0, 21097.0, 42195.0]),
    )
    return st.builds(
        Runner,
        event=st.sampled_from(["", "800m", "1500m", "5k", "10k", "half", "marathon"]),
        born=st.sampled_from([None, None, 1991, 1975, 2013]),
        running_base_weeks=st.sampled_from([None, 0, 5, 30]),
        plyometrics=st.sampled_from([None, *Habit]),
        strides=st.sampled_from([None, *Habit]),
        races=st.lists(race, max_size=2, unique_by=lambda one: one.date).map(tuple),
        never=st.sets(weekday, max_size=2).map(frozenset),
        hill=st.sampled_from([None, True, False]),
        gym=st.sampled_from([None, True, False]),
        exercises=st.one_of(st.none(), st.none(), st.sets(st.sampled_from(names), min_size=1).map(tuple)),
        pro_strides=st.booleans(),
        openers=st.booleans(),
        bounding_first=st.booleans(),
        gates=st.sampled_from(
            [
                Gates(),
                Gates(),
                Gates(),
                Gates(tendon_pain=3),
                Gates(tendon_pain=6),
                Gates(soreness=5),
                Gates(pregnant=True),
                Gates(months_postpartum=2),
                Gates(covid_days=3),
                Gates(back_from_injury=True),
            ]
        ),
    )
