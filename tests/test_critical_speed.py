"""Critical speed: right where a runner went all out for minutes, refused with a reason where not."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullstride.domain.evidence import Grading, Refused
from fullstride.domain.history import BEST_S, CriticalSpeed, RunSummary
from fullstride.measure.critical_speed import CriticalSpeedFinder
from made_history import CRITICAL, EASY, TODAY, Season, summary


def fit(runs: list[RunSummary] | tuple[RunSummary, ...], easy_mps: float | None = EASY) -> object:
    return CriticalSpeedFinder().find(runs, TODAY, easy_mps)


def with_bests(speed_at: dict[int, float], ago: int = 7, **more: object) -> RunSummary:
    """A run whose best mean speeds are these; over other durations it is easy."""
    day = TODAY - dt.timedelta(days=ago)
    best = tuple(speed_at.get(seconds, EASY) for seconds in BEST_S)
    return replace(summary(day, minutes=90.0, **more), best_mps=best)  # type: ignore[arg-type]


def on_the_line(critical: float, reserve_m: float, seconds: tuple[int, ...]) -> dict[int, float]:
    return {each: critical + reserve_m / each for each in seconds}


def test_all_out_efforts_of_3_7_and_20_min_give_the_true_critical_speed() -> None:
    found = fit(Season(weeks=8).runs())
    assert isinstance(found, CriticalSpeed)
    assert abs(found.speed_mps.value - CRITICAL) < 2 * found.speed_mps.error
    assert found.speed_mps.error / found.speed_mps.value < 0.1
    assert 5000 / found.race_mps(5000) == pytest.approx(5000 / (CRITICAL * 5000 / 4800), rel=0.03)


@given(critical=st.floats(2.5, 6.5), reserve_m=st.floats(80.0, 400.0))
def test_points_on_a_line_give_that_line(critical: float, reserve_m: float) -> None:
    runs = [with_bests(on_the_line(critical, reserve_m, (120, 180, 300, 600, 1200)))]
    found = fit(runs, easy_mps=0.75 * critical)
    assert isinstance(found, CriticalSpeed)
    assert found.speed_mps.value == pytest.approx(critical, rel=1e-6)
    assert found.reserve_m.value == pytest.approx(reserve_m, rel=1e-5)
    assert all(best.used for best in found.bests)


def test_an_effort_that_was_not_all_out_is_left_aside() -> None:
    bests = on_the_line(4.0, 200.0, (120, 180, 300, 1200)) | {600: 4.0 + 200 / 600 - 0.3}
    found = fit([with_bests(bests)])
    assert isinstance(found, CriticalSpeed)
    assert [best.duration_s for best in found.bests if not best.used] in ([600], [])
    assert found.speed_mps.value == pytest.approx(4.0, abs=0.1)


@pytest.mark.parametrize(
    ("runs", "why"),
    [
        ([], "too few"),
        ([with_bests({})], "too few"),
        ([with_bests(dict.fromkeys((120, 180, 300, 600, 1200), 4.0))], "too few"),
        ([with_bests(on_the_line(4.0, 10.0, (120, 180, 300, 600, 1200)))], "not run hard"),
        ([with_bests(on_the_line(3.4, 800.0, (120, 180, 300, 600, 1200)))], "longer efforts"),
        ([with_bests(on_the_line(3.0, 120.0, (120, 180, 300, 600, 1200)))], "easy runs"),
        ([with_bests(on_the_line(4.0, 200.0, (120, 180)))], "too few|one line|longer efforts"),
        ([with_bests(on_the_line(4.0, 200.0, (120, 300, 1200)), ago=300)], "too few"),
        ([with_bests(on_the_line(4.0, 200.0, (120, 300, 1200)), grade=Grading.POOR)], "too few"),
        ([with_bests(on_the_line(4.0, 200.0, (120, 300, 1200)), kind="cycling")], "too few"),
        ([with_bests(on_the_line(4.0, 200.0, (120, 300, 1200)), sub_sport="treadmill")], "too few"),
    ],
)
def test_what_does_not_look_like_best_efforts_is_refused_with_its_reason(
    runs: list[RunSummary], why: str
) -> None:
    found = fit(runs)
    assert isinstance(found, Refused)
    assert any(part in found.why for part in why.split("|")), found.why
    assert found.instead


def test_easy_runs_alone_are_refused() -> None:
    assert isinstance(fit(Season(weeks=8, tests=False).runs()), Refused)


def test_best_efforts_of_half_a_year_count_where_the_last_weeks_hold_too_few() -> None:
    found = fit([with_bests(on_the_line(4.0, 200.0, (120, 300, 600, 1200)), ago=150), with_bests({}, ago=5)])
    assert isinstance(found, CriticalSpeed)
