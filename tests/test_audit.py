"""The audit tells the truth about histories whose truth is known, and says what it can't know."""

import datetime as dt
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullstride.domain.evidence import Grading, Measured
from fullstride.domain.history import Audit, RunSummary
from fullstride.domain.runner import Habit, Runner
from fullstride.measure.history import Auditor, Stretch
from fullstride.rules.load import load_book
from fullstride.workflows import profile_from
from made_history import CRITICAL, EASY, TODAY, TOP, Season, easy, effort, on, summary

BOOK = load_book()


def audit(runs: object, today: dt.date = TODAY, **more: object) -> Audit:
    return Auditor(rules=BOOK.audit).audit(runs, today, **more)  # type: ignore[arg-type]


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


def names(found: Audit) -> list[str]:
    return [band.name for band in found.bands]


# ---- the article's question ------------------------------------------------------------------------


def test_it_answers_the_articles_question_in_one_sentence() -> None:
    found = audit(Season(weeks=31, sprints=(28, 29)).runs())
    assert found.last_max_effort is not None
    days = found.last_max_effort.days_ago
    assert 190 <= days <= 204
    assert found.say == (
        f"In 26 weeks you ran {found.distance_m / 1000:,.0f}\u2009km; nothing was faster than your "
        f"800 m pace; the last max effort was {days} days ago."
    )
    assert [band.name for band in found.unvisited] == ["strides", "sprint"]
    assert found.care and "28 days" in found.notes[0]


def test_a_runner_who_sprints_reaches_the_end_of_the_range() -> None:
    found = audit(Season(sprints=(1, 3), strides=range(26)).runs())
    assert "up to a full sprint" in found.say
    assert found.last_max_effort is not None and found.last_max_effort.days_ago == 8
    assert found.top_speed is not None and not found.top_speed.at_least
    assert not found.care
    assert "sprint" not in [band.name for band in found.unvisited]


def test_strides_are_not_taken_for_sprints() -> None:
    """The fastest of a history is not a top speed: who only strides has no known max effort."""
    found = audit(Season(strides=range(26)).runs())
    assert found.top_speed is not None and found.top_speed.at_least
    assert found.last_max_effort is None
    assert found.range_top_mps is not None and found.range_top_mps > found.top_speed.speed_mps.value
    assert [band.name for band in found.unvisited] == ["sprint"]
    assert "no max effort" in found.say and found.care


def test_easy_runs_alone_say_so() -> None:
    found = audit(Season(tests=False).runs())
    assert found.critical_speed is None and found.refused
    assert found.top_speed is not None and found.top_speed.at_least
    assert found.range_top_mps is not None and found.range_top_mps > 1.3 * EASY
    assert {"strides", "sprint"} <= {band.name for band in found.unvisited}
    assert "your 3k pace" not in found.say


def test_an_all_out_effort_of_years_ago_is_not_forgotten() -> None:
    old = Season(sprints=(1, 3)).runs()
    long_ago = tuple(replace(run, date=run.date - dt.timedelta(days=900)) for run in old if run.date)
    found = audit((*Season(strides=range(26)).runs(), *long_ago))
    assert found.top_speed is not None and found.top_speed.at_least
    assert found.last_max_effort is not None and found.last_max_effort.days_ago == 908
    assert found.last_max_effort.share is not None and found.last_max_effort.share > 0.9
    assert "the last max effort was 908 days ago" in found.say
    assert any("since 19 June 2024 shows that you went all out" in note for note in found.notes)


def test_a_hill_sprint_is_a_max_effort_whatever_its_speed() -> None:
    found = audit(Season(weeks=10, hills=(2,), tests=False).runs())
    assert found.last_max_effort is not None
    assert (found.last_max_effort.kind, found.last_max_effort.days_ago) == ("hill_sprints", 15)
    assert found.last_max_effort.speed_mps is None


def test_an_unsure_effort_is_no_max_effort_and_no_stride() -> None:
    run = summary(ago(3), efforts=(effort("hill_sprints", 4.0, confidence=0.4),))
    found = audit([run])
    assert found.last_max_effort is None
    assert sum(week.possible for week in found.weeks) == 1
    assert not any(week.sprints for week in found.weeks)


def test_a_top_speed_from_the_profile_stands_above_the_recordings() -> None:
    told = Measured(value=9.0, error=0.2)
    found = audit(Season(sprints=(1,)).runs(), told_top=told)
    assert found.top_speed is not None and found.top_speed.told
    assert found.range_top_mps == 9.0
    assert found.last_max_effort is None  # 7.5 is no 95 % of 9


# ---- speeds and bands ------------------------------------------------------------------------------


def test_speeds_are_right_within_their_errors() -> None:
    found = audit(Season(sprints=(1, 3)).runs())
    assert found.top_speed and found.critical_speed and found.easy_mps
    for measured, truth in (
        (found.top_speed.speed_mps, TOP),
        (found.critical_speed.speed_mps, CRITICAL),
        (found.easy_mps, EASY),
    ):
        assert abs(measured.value - truth) < 2 * measured.error


def test_bands_rise_without_gaps_and_hold_all_time_and_distance() -> None:
    runs = Season(sprints=(1, 3), strides=range(8)).runs()
    found = audit(runs)
    assert names(found) == [
        "easy",
        "marathon",
        "threshold",
        "5k and 3k",
        "mile",
        "800 m",
        "strides",
        "sprint",
    ]
    for one, after in pairwise(found.bands):
        assert one.high_mps == after.low_mps and after.low_mps > one.low_mps
    assert found.bands[-1].high_mps is None
    here = [run for run in runs if found.first and run.date and run.date >= found.first]
    assert sum(band.time_s for band in found.bands) == pytest.approx(sum(run.moving_s for run in here))
    assert sum(band.share for band in found.bands) == pytest.approx(1)
    assert found.bands[0].share > 0.9


def test_passing_through_a_speed_on_the_way_up_is_no_visit() -> None:
    found = audit(Season(weeks=8, sprints=(1,), tests=False).runs())
    by_name = {band.name: band for band in found.bands}
    assert by_name["sprint"].runs == 1
    assert by_name["70 to 80 %"].time_s > 3 and by_name["70 to 80 %"].runs == 0


@given(
    st.lists(
        st.tuples(
            st.integers(0, 400),
            st.floats(0.6, 5.5),
            st.floats(0.0, 6.0),
            st.floats(1.0, 240.0),
            st.sampled_from(list(Grading)),
            st.lists(
                st.tuples(
                    st.sampled_from(["strides", "flat_sprints", "hill_sprints"]),
                    st.floats(1.0, 11.0),
                    st.floats(0.0, 1.0),
                    st.floats(-12.0, 12.0),
                ),
                max_size=3,
            ),
        ),
        max_size=14,
    )
)
@settings(max_examples=150, deadline=None)
def test_any_history_is_told_without_contradiction(days: list[tuple[object, ...]]) -> None:
    runs = [
        summary(
            ago(day),  # type: ignore[arg-type]
            speed_mps=speed,  # type: ignore[arg-type]
            fastest_mps=speed + more,  # type: ignore[operator]
            minutes=minutes,  # type: ignore[arg-type]
            grade=grade,  # type: ignore[arg-type]
            efforts=tuple(
                effort(kind, best, confidence=sure, grade_pct=slope)
                for kind, best, sure, slope in made  # type: ignore[attr-defined]
            ),
            file=str(place),
        )
        for place, (day, speed, more, minutes, grade, made) in enumerate(days)
    ]
    found = audit(runs)
    assert found.say.endswith(".")
    assert ("no max effort" in found.say) == (found.runs > 0 and found.last_max_effort is None)
    if found.top_speed and found.top_speed.at_least and found.bands:
        assert found.bands[-1].runs == 0 and "full sprint" not in found.say
    assert all(0 <= band.share <= 1 for band in found.bands)
    assert all(band.runs <= found.runs and (band.last is None) == (band.runs == 0) for band in found.bands)
    if found.last_max_effort:
        assert found.last_max_effort.days_ago >= 0
    assert sum(week.runs for week in found.weeks) == found.runs
    text = " ".join([found.say, *found.notes, *found.cannot_know])
    assert "nan" not in text and "inf" not in text and "  " not in text


# ---- the days --------------------------------------------------------------------------------------


def test_the_span_is_the_last_26_weeks_from_monday_on_or_as_asked() -> None:
    runs = Season(weeks=40, tests=False).runs()
    found = audit(runs)
    assert (found.last, found.week_count, len(found.weeks)) == (TODAY, 26, 26)
    assert found.first is not None and found.first.weekday() == 0
    short = audit(runs, stretch=Stretch(weeks=4))
    assert short.week_count == 4 and short.runs < found.runs
    exact = audit(runs, stretch=Stretch(first=ago(20), last=ago(10)))
    assert (exact.first, exact.last) == (ago(20), ago(10))
    assert exact.runs == sum(ago(20) <= (run.date or TODAY) <= ago(10) for run in runs)


def test_a_span_that_begins_after_the_newest_run_says_which_that_is() -> None:
    run = summary(dt.date(2024, 3, 1))
    found = audit([run], stretch=Stretch(first=dt.date(2026, 1, 1)))
    assert found.say == "There is no run from 1 January 2026 on; the newest is of 1 March 2024."
    assert found.week_count == 0 and not found.weeks


def test_a_young_history_begins_with_its_first_week() -> None:
    found = audit([summary(ago(9)), summary(ago(2))])
    assert found.first == ago(14) and found.week_count == len(found.weeks)


def test_a_history_that_ended_long_ago_is_told_up_to_its_end() -> None:
    found = audit(Season(weeks=10, sprints=(1,)).runs(), today=TODAY + dt.timedelta(days=700))
    assert found.last == ago(1)
    assert found.last_max_effort is not None and found.last_max_effort.days_ago == 708
    assert any("701 days old" in note for note in found.notes)


def test_runs_without_a_date_or_dated_ahead_are_named_not_counted() -> None:
    odd = [replace(summary(ago(0)), date=None), summary(TODAY + dt.timedelta(days=40))]
    found = audit([summary(ago(1)), *odd])
    assert found.runs == 1
    assert any("no date" in say for say in found.cannot_know)
    assert any("after today" in say for say in found.cannot_know)
    assert "dated after today" in audit(odd[1:]).say and "no date" in audit(odd[:1]).say


# ---- the edges -------------------------------------------------------------------------------------


def test_no_recordings_and_no_runs_are_answers() -> None:
    for runs in ([], [summary(ago(1), kind="cycling")]):
        found = audit(runs)
        assert found.say == "There is no run in these recordings." and not found.bands and not found.care
    assert audit([summary(ago(1), kind="cycling")]).other_sports == (("cycling", 1),)


def test_one_run_is_told_as_one_run() -> None:
    found = audit([on(ago(2), easy())])
    assert found.say.startswith("In one run you ran 7.0\u2009km; nothing was faster than ")


@pytest.mark.parametrize("grade", [Grading.POOR, Grading.UNFIT])
def test_rough_runs_count_for_their_distance_only(grade: Grading) -> None:
    fine = [summary(ago(day)) for day in (1, 3)]
    found = audit([*fine, summary(ago(2), speed_mps=3.4, grade=grade)])
    assert found.distance_m == pytest.approx(sum(2400 * speed for speed in (EASY, EASY, 3.4)))
    assert sum(band.time_s for band in found.bands) == pytest.approx(4800)
    assert any("too rough" in say for say in found.cannot_know)


def test_what_the_files_lack_is_said() -> None:
    runs = [
        summary(ago(1), has_elevation=False),
        summary(ago(2), sub_sport="treadmill"),
        summary(ago(3), cut="x"),
    ]
    said = " ".join(audit(runs).cannot_know)
    assert "no altitude" in said and "indoors" in said and "damaged" in said and "bounding" in said


def test_thousands_of_runs_are_all_counted() -> None:
    made = (effort("strides", 6.0),) * 4
    runs = [summary(ago(place % 170), file=str(place), efforts=made) for place in range(3000)]
    found = audit(runs)
    assert found.runs == found.recordings == sum(week.runs for week in found.weeks) == 3000
    assert sum(week.strides for week in found.weeks) == 12000


# ---- the profile -----------------------------------------------------------------------------------


def told(runs: tuple[RunSummary, ...], runner: Runner | None = None, today: dt.date = TODAY) -> Runner:
    return profile_from(runs, today=today, book=BOOK, runner=runner or Runner())[0]


def test_a_history_fills_the_profile() -> None:
    runner = told(Season(weeks=40, sprints=(1, 3), strides=range(12)).runs())
    assert runner.running_base_weeks in (39, 40, 41)
    assert runner.strides is Habit.REGULAR
    assert runner.top_speed_mps is not None and abs(runner.top_speed_mps.value - TOP) < 0.5
    assert len(str(runner.top_speed_mps.value)) <= len("7.45")  # no more digits than its error allows


def test_a_break_ends_the_running_base() -> None:
    runs = tuple(
        run for run in Season(weeks=30, tests=False).runs() if not ago(70) < (run.date or TODAY) < ago(50)
    )
    assert (told(runs).running_base_weeks or 0) < 9


@pytest.mark.parametrize(
    ("weeks", "habit"), [((), Habit.NONE), ((1, 4, 7), Habit.SOME), (range(10), Habit.REGULAR)]
)
def test_the_habit_of_strides_is_what_was_done(weeks: object, habit: Habit) -> None:
    assert told(Season(weeks=14, strides=weeks, tests=False).runs()).strides is habit  # type: ignore[arg-type]


def test_what_the_runner_said_stands() -> None:
    said = Runner(running_base_weeks=3, strides=Habit.NONE, top_speed_mps=Measured(value=8.0, error=0.1))
    assert told(Season(weeks=14, strides=range(14), sprints=(1,)).runs(), said) == said


def test_an_old_history_tells_nothing_of_weeks_and_strides() -> None:
    runner = told(Season(weeks=14, strides=range(14)).runs(), today=TODAY + dt.timedelta(days=900))
    assert (runner.running_base_weeks, runner.strides) == (None, None)


def test_a_top_speed_that_nobody_reached_on_purpose_is_not_written_down() -> None:
    assert told(Season(strides=range(20)).runs()).top_speed_mps is None
