"""Before against after: what the comparison does with few tests, odd ones, and another watch."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullstride.adapt.trend_change import MOST_MORE, Comparing, Sample
from fullstride.adapt.trend_line import Tracing


def sample(
    before: list[float], after: list[float], *, watches: list[int] | None = None, error: float = 0.01
) -> Sample:
    count = len(before) + len(after)
    return Sample(
        day=np.array([7.0 * week for week in range(count)]),
        value=np.array([*before, *after]),
        error=np.full(count, error),
        after=np.arange(count) >= len(before),
        watch=np.array(watches or [0] * count),
        spread=0.03,
        device=0.02,
    )


EVEN = [0.01, -0.02, 0.0, 0.02, -0.01]
UP = [value + 0.1 for value in EVEN]


def test_a_large_change_is_found_and_none_is_not() -> None:
    found, none = Comparing().compare(sample(EVEN, UP)), Comparing().compare(sample(EVEN, EVEN))
    assert found.low > 0.05 and found.high < 0.15 and abs(found.value - 0.1) < 0.01
    assert none.low < 0 < none.high and abs(none.value) < 0.01


def test_more_tests_tell_less_of_a_change() -> None:
    few, many = Comparing().compare(sample(EVEN, UP)), Comparing().compare(sample(EVEN * 4, UP * 4))
    assert many.least < 0.7 * few.least


def test_another_watch_makes_the_change_less_sure() -> None:
    same = Comparing().compare(sample(EVEN, UP))
    other = Comparing().compare(sample(EVEN, UP, watches=[0] * 5 + [1] * 5))
    assert other.least > 1.2 * same.least


def test_further_sessions_are_counted_until_the_change_would_show_or_never_would() -> None:
    comparing = Comparing()
    assert comparing.compare(sample(EVEN, EVEN), worth=0.2).more == 0
    some = comparing.compare(sample(EVEN * 4, EVEN), worth=0.012).more
    assert some is not None and 0 < some <= MOST_MORE
    assert comparing.compare(sample(EVEN[:3], EVEN), worth=0.003).more is None
    assert comparing.compare(sample(EVEN, EVEN)).more is None


def test_one_test_far_from_all_others_is_left_out_and_half_of_them_never() -> None:
    comparing = Comparing()
    assert comparing.outliers(sample(EVEN, [*UP, 0.6])).tolist() == [False] * 10 + [True]
    assert not comparing.outliers(sample(EVEN, UP)).any()
    assert comparing.outliers(sample([0.0, 0.9, 0.0, 0.9], [0.9, 0.0, 0.0])).sum() <= 1


VALUES = st.lists(st.floats(-0.3, 0.3), min_size=1, max_size=12)


@given(VALUES, VALUES)
def test_whatever_the_tests_the_interval_lies_around_the_change(
    before: list[float], after: list[float]
) -> None:
    made = sample(before, after)
    found = Comparing().compare(made)
    assert np.isfinite([found.low, found.value, found.high]).all()
    assert found.low <= found.value <= found.high
    mirrored = Comparing().compare(sample([-value for value in before], [-value for value in after]))
    assert mirrored.value == pytest.approx(-found.value, abs=1e-6)


@given(VALUES)
def test_the_line_lies_in_its_band_and_near_the_tests(values: list[float]) -> None:
    made = sample(values, [])
    middle, low, high = Tracing().trace(made, np.linspace(0, made.day[-1], 9))
    assert (low <= middle).all() and (middle <= high).all()
    assert middle.min() >= min(values) - 0.05 and middle.max() <= max(values) + 0.05
