"""A plan made again on the way keeps every rule, changes as little as it can, and says why."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullstride.domain.calendar import Day
from fullstride.domain.decision import Kind
from fullstride.domain.past import Answered
from fullstride.domain.runner import Gates, Runner
from fullstride.domain.session import Plan, Status
from fullstride.plan.check import check_plan
from fullstride.plan.make import make_plan
from fullstride.plan.remake import remake
from fullstride.plan.solve import Solver
from fullstride.rules.load import load_book
from made_past import past_of
from plan_worlds import DAY, MONDAY, calendars, days_of, runners

BOOK = load_book()
WEEK = "rehemel"
SEASON = " ".join([WEEK] * 15 + ["rehemeR"])


def planned(days: tuple[Day, ...], runner: Runner, *, work_limit: float = 3.0) -> Plan:
    return make_plan(
        days, runner, BOOK, first=days[0].date, last=days[-1].date, solver=Solver(work_limit=work_limit)
    )


@pytest.mark.parametrize("weeks", range(16))
def test_when_all_goes_as_planned_nothing_changes(weeks: int) -> None:
    days, runner = days_of(SEASON), Runner()
    before = planned(days, runner)
    until = MONDAY + weeks * 7 * DAY + (weeks % 5) * DAY
    again = remake(days, runner, BOOK, before=before, past=past_of(before, BOOK, until))
    assert again.changes == ()
    assert [(s.id, s.date, s.dose) for s in again.plan.sessions] == [
        (s.id, s.date, s.dose) for s in before.sessions
    ]


@settings(max_examples=60, deadline=None)
@given(days=calendars(least_weeks=3, most_weeks=14), runner=runners(), data=st.data())
def test_whatever_was_missed_or_done_on_another_day_the_new_plan_keeps_every_rule(
    days: tuple[Day, ...], runner: Runner, data: st.DataObject
) -> None:
    before = planned(days, runner, work_limit=0.3)
    if before.status is Status.CLASH:
        return
    until = days[0].date + data.draw(st.integers(0, len(days))) * DAY
    passed = [s.id for s in before.sessions if s.date < until]
    missed = data.draw(st.sets(st.sampled_from(passed))) if passed else set()
    done_on = {
        s.id: min(max(s.date + data.draw(st.integers(-2, 5)) * DAY, days[0].date), until - DAY)
        for s in before.sessions
        if s.date < until and data.draw(st.integers(0, 3)) == 0
    }
    answered = (Answered(date=until, gates=runner.gates),)
    past = past_of(before, BOOK, until, missed=missed, done_on=done_on, answered=answered)
    after = remake(days, runner, BOOK, before=before, past=past, solver=Solver(work_limit=0.3)).plan
    assert check_plan(after, days, runner, BOOK, answered=answered) == ()
    stranger = check_plan(replace(after, until=None), days, replace(runner, gates=Gates()), BOOK)
    assert [v for v in stranger if v.date >= until] == []
    assert not missed & {s.id for s in after.sessions}
    ids = [s.id for s in after.sessions]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("day", [0, 14, 16, 48])
def test_a_session_done_in_another_week_than_planned_is_one_week_of_jumps_and_not_two(day: int) -> None:
    """Bounding waits for three earlier weeks with jumps, by the plan's days and by the days of doing."""
    days, runner = days_of(SEASON), Runner(exercises=("squat_jumps", "bounding"))
    before = planned(days, runner)
    jumps = [s for s in before.sessions if s.exercise == "squat_jumps"]
    moved = next(s for s in jumps if week_of(s.date) == 2)
    on, until = MONDAY + day * DAY, MONDAY + 49 * DAY
    missed = {s.id for s in before.sessions if s.date < until} - {moved.id}
    past = past_of(before, BOOK, until, missed=missed, done_on={moved.id: on})
    after = remake(days, runner, BOOK, before=before, past=past).plan
    began = next(week_of(s.date) for s in after.sessions if s.exercise == "bounding")
    later = {week_of(s.date) for s in after.sessions if s.exercise == "squat_jumps" and s.date >= until}
    assert later >= {8, 9}
    assert began == 10, "as soon as two more weeks have held jumps"


def week_of(date: dt.date) -> int:
    return (date - MONDAY).days // 7 + 1


def test_a_tendon_that_hurts_takes_jumps_and_hills_for_a_week_and_strides_stay() -> None:
    days, runner = days_of(SEASON), Runner()
    before = planned(days, runner)
    until = MONDAY + 4 * 7 * DAY
    answered = (Answered(date=until, gates=Gates(tendon_pain=6)),)
    again = remake(days, runner, BOOK, before=before, past=past_of(before, BOOK, until, answered=answered))
    near = [s for s in again.plan.sessions if until <= s.date < until + 7 * DAY]
    assert {s.exercise for s in near} == {"strides"}
    dropped = [c for c in again.changes if c.kind is Kind.DROPPED]
    assert dropped
    assert {c.because[0].rule for c in dropped} == {"gate.tendon_pain"}


def test_a_move_that_the_rules_allow_is_made_and_nothing_else_moves_further_than_it_must() -> None:
    days, runner = days_of(SEASON), Runner()
    before = planned(days, runner)
    until = MONDAY + 3 * 7 * DAY
    strides = next(s for s in before.sessions if s.date >= until and s.exercise == "strides")
    free = next(
        until + offset * DAY
        for offset in range(7)
        if days_by(days)[until + offset * DAY].demand == "easy"
        and not any(s.date == until + offset * DAY and s.exercise == "strides" for s in before.sessions)
    )
    past = past_of(before, BOOK, until, chosen=[(free, "strides")])
    again = remake(days, runner, BOOK, before=before, past=past, asked=[(free, "strides")])
    assert again.not_moved == ()
    assert any(s.date == free and s.exercise == "strides" for s in again.plan.sessions)
    assert strides.id in {s.id for s in again.plan.sessions}


def days_by(days: tuple[Day, ...]) -> dict[dt.date, Day]:
    return {day.date: day for day in days}


def test_a_move_onto_a_forbidden_day_is_refused_with_the_rule() -> None:
    days, runner = days_of(SEASON), Runner()
    before = planned(days, runner)
    until = MONDAY + 7 * 7 * DAY
    thursday_after_hard = until + 3 * DAY  # "rehemel": Wednesday is hard
    asked = [(thursday_after_hard, "bounding")]
    past = past_of(before, BOOK, until, chosen=asked)
    again = remake(days, runner, BOOK, before=before, past=past, asked=asked)
    assert [one.because[0].rule for one in again.not_moved] == ["bounding.before.hard"]
    assert again.changes == ()


def test_a_race_that_moves_moves_what_is_before_it_and_the_past_stays() -> None:
    days, runner = days_of(SEASON), Runner()
    before = planned(days, runner)
    until = MONDAY + 6 * 7 * DAY
    later = days_of(" ".join([WEEK] * 17 + ["rehemeR"]))
    past = past_of(before, BOOK, until)
    again = remake(later, runner, BOOK, before=before, past=past, last=later[-1].date)
    assert [s for s in again.plan.sessions if s.date < until] == [
        s for s in before.sessions if s.date < until
    ]
    assert check_plan(again.plan, later, runner, BOOK) == ()
    assert any(s.date > before.last for s in again.plan.sessions)
