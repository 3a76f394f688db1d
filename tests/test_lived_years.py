"""Whatever a runner does, says or leaves unsaid: no plan made again breaks a rule, and nothing raises."""

import datetime as dt
from dataclasses import replace

import pytest
from benchmarks.life_calendar import DAY
from benchmarks.lived_year import Year

from fullstride.domain.keeping import KeptPlan

WEEKS = 14


@pytest.mark.parametrize("seed", range(3000, 3005))
def test_no_sequence_of_reports_yields_a_plan_that_a_checker_or_a_stranger_refuses(seed: int) -> None:
    """Calendar, profile and body change at random; each plan is judged as `benchmarks.lived_year` says, which
    `python -m benchmarks.lived_years` does for many more."""
    found = Year(seed, weeks=WEEKS).live()
    assert found.wrong == []
    assert found.adapts > 0


def test_a_new_season_begins_with_its_own_start_doses_and_what_was_said_of_the_body_holds_on() -> None:
    year = Year(3003, weeks=60)
    year.live()
    firsts = {kept.plan.first for kept in year.shelf.plans()}
    assert len(firsts) > 1
    for first in firsts:
        made = [kept for kept in year.shelf.plans() if kept.plan.first == first]
        assert [one for kept in made[1:] for one in _footed_elsewhere(kept, made[0])] == []


def _footed_elsewhere(kept: KeptPlan, begun: KeptPlan) -> list[dt.date]:
    """Sessions of the first two days that stand higher than a new season begins."""
    start = {one.exercise: one.step for one in reversed(begun.plan.sessions)}
    early = [one for one in kept.plan.sessions if one.date < kept.plan.first + 2 * DAY]
    return [one.date for one in early if one.step > start.get(one.exercise, one.step)]


def test_the_eyes_see_a_dose_that_is_too_large_and_a_session_on_a_rest_day() -> None:
    """Two rules broken by hand in a plan that was fine are found, so that silence means something."""
    year = _Tampering(3001, weeks=10)
    found = year.live()
    assert any("doses:" in text for text in found.wrong)
    assert any("days:" in text for text in found.wrong)


class _Tampering(Year):
    """A year in which somebody doubles a dose and moves a session to a rest day before it is judged."""

    def _judge(self, made, today):  # type: ignore[no-untyped-def]
        plan = made.after.plan
        ahead = [one for one in plan.sessions if one.date > today]
        rests = [
            day.date for day in made.after.days if day.demand == "rest" and today < day.date <= plan.last
        ]
        if ahead and rests:
            last = ahead[-1]
            bad = replace(
                last, date=rests[-1], step=last.step + 3, dose=replace(last.dose, reps=4 * last.dose.reps)
            )
            plan = replace(plan, sessions=tuple(bad if one is last else one for one in plan.sessions))
            made = replace(made, after=replace(made.after, plan=plan))
        super()._judge(made, today)
