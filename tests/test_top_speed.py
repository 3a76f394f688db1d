"""Top speed: what a history shows, no more; a glitch never sets it."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullstride.domain.evidence import Grading, SpeedSource
from fullstride.domain.history import RunSummary, TopSpeed
from fullstride.measure.top_speed import TopSpeedFinder
from made_history import SPRINTS, STRIDES, TODAY, TOP, Season, easy, effort, on, summary


def found(runs: list[RunSummary] | tuple[RunSummary, ...], until: dt.date = TODAY) -> TopSpeed:
    top = TopSpeedFinder().find(runs, until)
    assert top is not None
    return top


def days(*ago: int) -> list[dt.date]:
    return [TODAY - dt.timedelta(days=each) for each in ago]


def test_sprints_in_two_of_many_runs_give_the_true_top_speed_within_two_errors() -> None:
    top = found(Season(weeks=12, sprints=(2, 6), strides=range(12)).runs())
    assert abs(top.speed_mps.value - TOP) < 2 * top.speed_mps.error
    assert 0.1 < top.speed_mps.error < 0.6


@pytest.mark.parametrize("seed", range(5))
def test_one_session_of_sprints_is_enough(seed: int) -> None:
    top = found([on(days(3)[0], easy(600.0), *SPRINTS, seed=seed)])
    assert abs(top.speed_mps.value - TOP) < 2 * top.speed_mps.error


def test_a_glitch_of_three_seconds_that_five_do_not_bear_out_changes_little() -> None:
    calm = [summary(day, fastest_mps=4.0, held_mps=3.9) for day in days(1, 3, 5, 8)]
    wild = [*calm, summary(days(2)[0], fastest_mps=9.5, held_mps=3.9)]
    assert found(wild).speed_mps.value < 1.15 * found(calm).speed_mps.value


def test_a_fast_moment_that_nothing_comes_near_is_left_out_and_named() -> None:
    calm = [summary(day, fastest_mps=5.0, held_mps=4.8) for day in days(1, 3, 5, 8)]
    glitch = summary(days(2)[0], fastest_mps=9.0, held_mps=8.5)
    top = found([*calm, glitch])
    assert top.speed_mps.value == pytest.approx(5.0, abs=0.1)
    assert [one.file for one in top.left_out] == [glitch.file]


def test_a_found_effort_needs_nobody_to_bear_it_out() -> None:
    calm = [summary(day, fastest_mps=5.0, held_mps=4.8) for day in days(1, 3, 5)]
    fast = summary(days(2)[0], efforts=(effort("flat_sprints", 7.2),))
    assert found([*calm, fast]).speed_mps.value == pytest.approx(7.2)


@pytest.mark.parametrize(
    "more",
    [
        {"grade": Grading.POOR},
        {"grade": Grading.UNFIT},
        {"source": SpeedSource.POSITION},
        {"sub_sport": "treadmill"},
        {"kind": "cycling"},
    ],
    ids=str,
)
def test_what_is_no_good_run_outdoors_does_not_count_where_others_do(more: dict[str, object]) -> None:
    good = [summary(day, fastest_mps=5.0, held_mps=4.9) for day in days(1, 3)]
    odd = summary(days(2)[0], fastest_mps=9.0, held_mps=9.0, efforts=(effort("flat_sprints", 9.0),))
    odd = replace(odd, **more)  # type: ignore[arg-type]
    assert found([*good, odd]).speed_mps.value == pytest.approx(5.0, abs=0.1)


def test_rough_recordings_count_where_there_are_no_others_with_a_larger_error() -> None:
    good = found([summary(day, fastest_mps=5.0, held_mps=4.9) for day in days(1, 3)])
    poor = found([summary(day, fastest_mps=5.0, held_mps=4.9, grade=Grading.POOR) for day in days(1, 3)])
    assert poor.speed_mps.error > 1.5 * good.speed_mps.error


def test_an_uphill_or_unsure_effort_says_nothing_about_the_flat() -> None:
    day = days(1)[0]
    run = summary(
        day,
        fastest_mps=5.0,
        held_mps=4.9,
        efforts=(
            effort("hill_sprints", 6.5, grade_pct=8.0),
            effort("flat_sprints", 8.5, confidence=0.3),
            effort("flat_sprints", 8.8, grade_pct=-6.0),
        ),
    )
    assert found([run]).speed_mps.value == pytest.approx(5.0)


def test_what_was_much_faster_last_summer_still_stands() -> None:
    lately = [summary(day, fastest_mps=5.0, held_mps=4.9) for day in days(1, 3, 5)]
    summer = summary(days(200)[0], efforts=(effort("flat_sprints", 7.4), effort("flat_sprints", 7.3)))
    top = found([*lately, summer])
    assert top.speed_mps.value == pytest.approx(7.4, abs=0.1)
    assert {one.date for one in top.seen} == set(days(200))


def test_what_is_years_old_counts_only_where_nothing_newer_is() -> None:
    old = summary(days(900)[0], efforts=(effort("flat_sprints", 7.4),))
    assert found([old]).speed_mps.value == pytest.approx(7.4)
    assert found([old, summary(days(1)[0], fastest_mps=5.0, held_mps=4.9)]).speed_mps.value < 6


def test_runs_after_the_day_asked_for_are_not_seen() -> None:
    runs = [summary(days(30)[0], fastest_mps=5.0, held_mps=4.9), on(days(2)[0], easy(600.0), *SPRINTS)]
    assert found(runs, until=days(10)[0]).speed_mps.value < 6


@given(
    speeds=st.lists(st.floats(2.0, 11.0), min_size=1, max_size=12),
    share=st.floats(0.1, 1.0),
)
def test_the_estimate_lies_within_what_was_seen(speeds: list[float], share: float) -> None:
    runs = [
        summary(day, fastest_mps=speed, held_mps=max(0.5, share * speed))
        for day, speed in zip(days(*range(1, 13)), speeds, strict=False)
    ]
    top = found(runs)
    assert 0 < top.speed_mps.value <= max(speeds) + 1e-9
    assert top.speed_mps.error > 0


@given(order=st.permutations(range(6)))
def test_the_order_of_the_runs_does_not_matter(order: list[int]) -> None:
    runs = [
        replace(summary(day, fastest_mps=4.0 + place / 5, held_mps=4.0), file=str(place))
        for place, day in enumerate(days(1, 2, 3, 4, 5, 6))
    ]
    assert found([runs[place] for place in order]).speed_mps == found(runs).speed_mps


def test_strides_alone_give_their_own_speed() -> None:
    top = found([on(days(ago)[0], easy(600.0), *STRIDES, seed=ago) for ago in (1, 8, 15)])
    assert top.speed_mps.value == pytest.approx(0.83 * TOP, rel=0.06)
