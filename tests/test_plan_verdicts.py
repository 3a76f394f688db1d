"""What the planner answers beside a plan: clashes, running out of time, reasons, and verdicts on edits."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from fullstride.domain.runner import Gates, Habit, Priority, Race, Runner
from fullstride.domain.session import Dose, Plan, Session, Status
from fullstride.formats.calendars import read_calendar
from fullstride.plan.check import check_plan
from fullstride.plan.demand import read_days
from fullstride.plan.explain import explain_day, told_afresh
from fullstride.plan.make import make_plan
from fullstride.plan.solve import Solver
from fullstride.rules.lexicon import packaged
from fullstride.rules.load import load_book
from plan_worlds import DAY, MONDAY, days_of

SEASON = days_of("rehmeel " * 17 + "rehereR")
RUNNER = Runner(plyometrics=Habit.SOME, running_base_weeks=30, hill=True, gym=False)
PLANS = Path(__file__).parents[2] / "shared" / "data" / "calendars" / "plans"


def planned(runner: Runner = RUNNER, weeks: str = "") -> Plan:
    days = days_of(weeks) if weeks else SEASON
    return make_plan(days, runner, load_book(), first=days[0].date, last=days[-1].date)


def broken(plan: Plan, runner: Runner = RUNNER) -> set[str]:
    return {violation.because.rule for violation in check_plan(plan, SEASON, runner, load_book())}


def edited(plan: Plan, exercise: str, change: Callable[[Session], Session], *, nth: int = 0) -> Plan:
    chosen = [session for session in plan.sessions if session.exercise == exercise][nth]
    return replace(plan, sessions=tuple(change(s) if s is chosen else s for s in plan.sessions))


def moved(to: dt.date) -> Callable[[Session], Session]:
    return lambda session: replace(session, date=to)


def week(number: int, weekday: int) -> dt.date:
    return MONDAY + (7 * (number - 1) + weekday) * DAY


# ---- the season itself ----------------------------------------------------------------------------


def test_a_season_reaches_bounding_and_grows_hill_sprints_and_strides() -> None:
    plan = planned()
    assert plan.status is Status.PLANNED
    assert plan.optimal
    reps = [s.dose.reps for s in plan.sessions if s.exercise == "hill_sprints"]
    assert max(reps) >= 5
    assert max(s.dose.reps for s in plan.sessions if s.exercise == "strides") == 6
    assert sum(s.exercise == "bounding" for s in plan.sessions) >= 4


def test_every_session_says_why_with_rules_of_the_book() -> None:
    book = load_book()
    for session in planned().sessions:
        assert session.because
        for reason in session.because:
            assert book.rule(reason.rule) is not None, reason.rule
            assert reason.source


def test_what_is_missing_says_why() -> None:
    plan = planned(weeks="rhhehhl " * 10)
    assert plan.unplaced
    assert all(gap.because for gap in plan.unplaced)


# ---- clashes, gates, time -------------------------------------------------------------------------


def test_asking_for_hill_sprints_without_a_hill_is_a_clash_of_two_wishes() -> None:
    plan = planned(replace(RUNNER, exercises=("strides", "hill_sprints"), hill=False))
    assert plan.status is Status.CLASH
    assert [wish.key for wish in plan.clash] == ["wishes.exercises hill_sprints", "places.hill"]
    assert all(wish.relax for wish in plan.clash)


def test_keeping_every_day_free_leaves_no_place_for_anything() -> None:
    week_days = frozenset({"tue", "fri", "sat", "wed", "thu", "mon", "sun"})
    plan = planned(replace(RUNNER, never=week_days))
    assert plan.status is Status.CLASH
    assert 1 <= len(plan.clash) < 7, "the smallest set: giving back one easy day is enough"


def test_a_day_kept_free_that_costs_one_exercise_is_no_clash() -> None:
    free = frozenset({"mon", "tue", "wed", "thu", "fri", "sun"})
    plan = planned(replace(RUNNER, exercises=("strides", "flat_sprints"), never=free))
    assert plan.status is Status.PLANNED
    assert {session.exercise for session in plan.sessions} == {"strides"}


def test_a_gate_that_stops_everything_is_named_in_the_clash() -> None:
    plan = planned(replace(RUNNER, gates=Gates(heart=True)))
    assert plan.status is Status.CLASH
    assert [wish.key for wish in plan.clash] == ["gates.heart"]


def test_a_cleared_gate_stops_nothing() -> None:
    plan = planned(replace(RUNNER, gates=Gates(heart=True, cleared=("heart",))))
    assert plan.status is Status.PLANNED


@pytest.mark.parametrize("level", [4, 5])
def test_a_tendon_between_hold_and_stop_leaves_strides_alone_until_it_is_said_to_be_less(level: int) -> None:
    plan = planned(replace(RUNNER, gates=Gates(tendon_pain=level)))
    assert {one.exercise for one in plan.sessions} == {"strides"}


def test_out_of_time_still_keeps_every_rule_and_says_what_is_not_proven() -> None:
    days = days_of("eeeeeel " * 30)
    runner = replace(RUNNER, gym=True)
    book = load_book()
    plan = make_plan(
        days, runner, book, first=days[0].date, last=days[-1].date, solver=Solver(work_limit=0.05)
    )
    assert plan.status is Status.OUT_OF_TIME
    assert plan.gap
    assert not check_plan(plan, days, runner, book)


# ---- explaining -----------------------------------------------------------------------------------


def test_explain_says_why_not_on_each_other_day_of_the_week() -> None:
    plan = planned()
    for session in plan.sessions[::7]:
        for told in explain_day(plan, SEASON, RUNNER, load_book(), session.date):
            others = {one.date for one in told.not_on}
            monday = session.date - session.date.weekday() * DAY
            assert others == {monday + offset * DAY for offset in range(7)} - {session.date}
            assert all(one.because for one in told.not_on)


def test_explain_names_the_rule_that_forbids_the_day_after_hard_work() -> None:
    days = days_of("rehehel " * 12)
    plan = make_plan(days, RUNNER, load_book(), first=days[0].date, last=days[-1].date)
    bounding = next(session for session in plan.sessions if session.exercise == "bounding")
    told = next(
        one
        for one in explain_day(plan, days, RUNNER, load_book(), bounding.date)
        if one.exercise == "bounding"
    )
    thursday = next(one for one in told.not_on if one.date.weekday() == 3)
    if bounding.date.weekday() != 3:
        assert thursday.never


def test_a_day_without_a_session_says_why_nothing_is_there() -> None:
    plan = planned()
    told = explain_day(plan, SEASON, RUNNER, load_book(), MONDAY)
    assert {one.session for one in told} == {None}
    assert {one.because[0].rule for one in told} == {"days.rest"}


def test_a_moved_session_is_told_afresh_and_the_others_as_they_were() -> None:
    plan = planned()
    session = next(s for s in plan.sessions if s.exercise == "squat_jumps")
    moved_plan = edited(plan, "squat_jumps", moved(session.date + 2 * DAY))
    days = tuple(replace(day, title=f"{day.title} {day.date}") for day in SEASON)
    told = told_afresh(moved_plan, days, RUNNER, load_book())
    again = next(s for s in told.sessions if s.id == session.id)
    assert again.beside.endswith(str(again.date))
    assert f"{session.date:%A} is" not in " ".join(reason.text for reason in again.because)
    assert told_afresh(plan, SEASON, RUNNER, load_book()) is plan


# ---- verdicts on edited plans ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("exercise", "change", "rule"),
    [
        ("strides", moved(week(3, 0)), "days.rest"),
        ("strides", moved(week(3, 2)), "days.opener"),
        ("strides", moved(week(3, 3)), "strides.day"),
        ("bounding", moved(week(9, 3)), "bounding.day"),
        ("squat_jumps", moved(week(17, 4)), "race.gap"),
        ("bounding", moved(week(2, 1)), "phases"),
        ("hill_sprints", moved(week(1, 1)), "hill_sprints.begins"),
        ("hill_sprints", moved(week(18, 5)), "race.gap"),
        ("strides", moved(week(18, 6)), "race.day"),
        ("strides", lambda s: replace(s, dose=replace(s.dose, reps=9)), "strides.ceiling"),
        ("squat_jumps", lambda s: replace(s, dose=replace(s.dose, sets=6)), "contacts"),
        ("squat_jumps", lambda s: replace(s, dose=replace(s.dose, work_s=30.0)), "squat_jumps.start"),
        ("bounding", lambda s: replace(s, rest_s=120), "bounding.rest"),
        ("strides", lambda s: replace(s, rest_s=30), "rest.relaxed"),
        ("hill_sprints", lambda s: replace(s, exercise="flat_sprints"), "flat_sprints.begins"),
        ("bounding", lambda s: replace(s, exercise="hill_bounding"), "hill_bounding.begins"),
        ("strides", lambda s: replace(s, exercise="handstands"), "book"),
        ("strides", lambda s: replace(s, date=MONDAY - DAY), "plan.dates"),
    ],
)
def test_the_checker_names_the_rule_that_an_edit_breaks(
    exercise: str, change: Callable[[Session], Session], rule: str
) -> None:
    plan = planned()
    assert not broken(plan)
    assert rule in broken(edited(plan, exercise, change))


def test_the_checker_names_work_on_two_days_running() -> None:
    plan = planned()
    hills = next(s for s in plan.sessions if s.exercise == "hill_sprints")
    twin = replace(
        hills, id="twin", date=hills.date + DAY, exercise="squat_jumps", dose=Dose(sets=2, reps=1, work_s=10)
    )
    assert "total.not_running" in broken(replace(plan, sessions=(*plan.sessions, twin)))


def test_the_checker_names_a_full_dose_after_a_long_gap() -> None:
    plan = planned()
    hills = [s for s in plan.sessions if s.exercise == "hill_sprints"]
    large = next(s for s in hills if s.dose.reps >= 5)
    gone = [s for s in hills if large.date < s.date < large.date + 22 * DAY]
    later = replace(large, id="later", date=large.date + 21 * DAY)
    kept = tuple(s for s in plan.sessions if s not in gone)
    assert "between.layoff" in broken(replace(plan, sessions=(*kept, later)))


def test_the_checker_judges_a_b_race_by_half_the_days() -> None:
    race = Race(date=week(8, 6), priority=Priority.B, distance_m=10000)
    runner = replace(RUNNER, races=(race, Race(date=week(18, 6), distance_m=21097)))
    plan = planned(runner)
    assert not broken(plan, runner)
    near = edited(plan, "squat_jumps", moved(week(8, 2)))
    assert "race.gap" in broken(near, runner)


# ---- real plans -----------------------------------------------------------------------------------


@pytest.mark.skipif(not PLANS.is_dir(), reason="the real plans are not beside this checkout")
@pytest.mark.parametrize("habit", [None, Habit.NONE, Habit.REGULAR])
def test_real_plans_are_planned_and_keep_every_rule(habit: Habit | None) -> None:
    book, race = load_book(), dt.date(2027, 4, 18)
    runner = Runner(plyometrics=habit)
    read = 0
    for path in sorted(PLANS.glob("calendar-hack_*.json")):
        if path.stem.endswith("schema"):
            continue
        calendar = read_calendar([path], race=race, first=dt.date(2026, 10, 1), last=race)
        assert calendar.first is not None
        assert calendar.last is not None
        days = read_days(
            calendar, runner, packaged(), first=calendar.first - 28 * DAY, last=calendar.last + 7 * DAY
        )
        plan = make_plan(days, runner, book, first=calendar.first, last=calendar.last)
        assert plan.status is Status.PLANNED, path.name
        assert not check_plan(plan, days, runner, book), path.name
        read += 1
    assert read >= 8
