"""The dose of each session, told as a coach would: what was planned before, so what is planned now."""

import datetime as dt

import pytest

from fullstride.domain.runner import Gates, Habit, Race, Runner
from fullstride.plan.ladder import Ladders, climb
from fullstride.rules.dose import read_dose, say_dose
from fullstride.rules.load import load_book
from plan_worlds import DAY, MONDAY, days_of, ground

EASY = "rererel "


def doses(ladders: Ladders, exercise: str) -> list[str]:
    return [say_dose(one.dose).replace("\u2009", " ") for one in ladders.sessions if one.exercise == exercise]


def weekly(
    exercise: str, weeks: int, *, weekday: int = 1, skip: tuple[int, ...] = ()
) -> list[tuple[dt.date, str]]:
    return [(MONDAY + (7 * week + weekday) * DAY, exercise) for week in range(weeks) if week + 1 not in skip]


def test_a_step_comes_after_two_full_sessions_and_light_weeks_hold_the_ladder() -> None:
    climbed = climb(ground(days_of(EASY * 8)), weekly("strides", 8), level="beginner")
    # the fifth week is light at the latest: 60 % of the sets, and it counts for nothing
    assert doses(climbed, "strides") == [
        "4 × 20 s",
        "4 × 20 s",
        "5 × 20 s",
        "5 × 20 s",
        "3 × 20 s",
        "6 × 20 s",
        "6 × 20 s",
        "6 × 20 s",
    ]


def test_only_one_exercise_steps_in_a_week_the_one_that_has_waited_longest() -> None:
    placed = weekly("strides", 4) + weekly("squat_jumps", 4)
    climbed = climb(ground(days_of(EASY * 4)), placed, level="beginner")
    assert doses(climbed, "strides") == ["4 × 20 s", "4 × 20 s", "5 × 20 s", "5 × 20 s"]
    assert doses(climbed, "squat_jumps") == ["3 × 15 s", "3 × 15 s", "3 × 15 s", "3 × 20 s"]


def test_a_ladder_waits_where_the_contacts_of_the_level_stop_it() -> None:
    climbed = climb(ground(days_of(EASY * 4)), weekly("bounding", 4), level="beginner")
    assert doses(climbed, "bounding") == ["3 × 30 m"] * 4
    assert climbed.sessions[-1].why.rule == "contacts"


def test_someone_new_to_jumping_starts_at_two_sets_of_ten() -> None:
    runner = Runner(plyometrics=Habit.NONE)
    climbed = climb(ground(days_of(EASY * 4), runner), weekly("squat_jumps", 4), level="level_0")
    assert doses(climbed, "squat_jumps") == ["2 × 10 s", "2 × 10 s", "2 × 15 s", "2 × 15 s"]


def test_twelve_jump_sessions_over_eight_weeks_raise_the_level() -> None:
    placed = weekly("squat_jumps", 12) + weekly("squat_jumps", 12, weekday=3)
    climbed = climb(ground(days_of(EASY * 12)), placed, level="beginner")
    assert climbed.levels[9] == "beginner", "55 days after the first: not yet eight weeks"
    assert climbed.levels[10] == "intermediate"


@pytest.mark.parametrize(
    ("gap_weeks", "then"),
    [(1, "5 × 20 s"), (2, "5 × 20 s"), (4, "4 × 20 s"), (6, "4 × 20 s")],
)
def test_a_planned_gap_of_two_weeks_holds_and_a_longer_one_costs(gap_weeks: int, then: str) -> None:
    weeks = 4 + gap_weeks
    skip = tuple(range(5, 4 + gap_weeks))
    days = days_of("".join("rererel " for _ in range(weeks)))
    climbed = climb(ground(days), weekly("strides", weeks, skip=skip), level="beginner")
    last = climbed.sessions[-1]
    week = ground(days).season.week_of(last.date)
    if not week.light:
        assert doses(climbed, "strides")[-1] == then


def test_the_hill_unlocks_after_two_sessions_at_the_ceiling_of_bounding() -> None:
    climbed = climb(ground(days_of(EASY * 12)), weekly("bounding", 12), level="advanced")
    assert doses(climbed, "bounding").count("5 × 30 m") >= 2
    second = [one.date for one in climbed.sessions if say_dose(one.dose).startswith("5")][1]
    assert climbed.unlocked["hill_bounding"] == (second - MONDAY).days // 7 + 2


def test_the_taper_halves_and_the_last_strides_before_a_race_are_four_short_ones() -> None:
    race = Race(date=MONDAY + (7 * 12 - 1) * DAY, distance_m=10000)
    at = ground(days_of(EASY * 12), Runner(races=(race,)))
    placed = weekly("strides", 12) + weekly("strides", 12, weekday=4)
    climbed = climb(at, placed, level="beginner")
    assert doses(climbed, "strides")[-2:] == ["3 × 20 s", "4 × 15 s"]


def test_a_tendon_that_says_hold_holds_every_ladder() -> None:
    runner = Runner(gates=Gates(tendon_pain=3))
    climbed = climb(ground(days_of(EASY * 4), runner), weekly("strides", 4), level="beginner")
    assert doses(climbed, "strides") == ["4 × 20 s"] * 4


def test_from_forty_five_on_a_step_comes_every_second_week() -> None:
    runner = Runner(born=1975)
    placed = weekly("strides", 4) + weekly("squat_jumps", 4)
    climbed = climb(ground(days_of(EASY * 4), runner), placed, level="level_0")
    assert doses(climbed, "strides") == ["4 × 20 s", "4 × 20 s", "5 × 20 s", "5 × 20 s"]
    assert doses(climbed, "squat_jumps") == ["2 × 10 s"] * 4


@pytest.mark.parametrize(
    ("exercise", "dose", "rest"),
    [
        ("bounding", "3 x 30 m", 180),
        ("hill_sprints", "2 x 8 s", 144),
        ("hill_sprints", "8 x 12 s", 216),
        ("strides", "4 x 20 s", 80),
        ("strides", "4 x 15 s", 60),
        ("squat_jumps", "3 x 15 s", 150),
        ("squat_jumps", "3 x 30 s", 300),
        ("flat_sprints", "3 x 30 m", 120),
        ("dynamic_strength", "2 x 8 reps", 120),
    ],
)
def test_rest_is_k_times_the_rep_between_floor_and_cap(exercise: str, dose: str, rest: int) -> None:
    book = load_book()
    known = book.exercises[exercise]
    assert book.rest_s(known, read_dose(dose, part=known.part)) == rest
