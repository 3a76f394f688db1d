"""No number is given with more digits than its error allows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullstride.domain.evidence import Measured
from fullstride.formats.rounding import digits, rounded, said


@pytest.mark.parametrize(
    ("value", "error", "text"),
    [
        (7.2834, 0.31, "7.3 ± 0.3"),
        (7.2834, 0.131, "7.28 ± 0.13"),
        (117.4, 7.2, "117 ± 7"),
        (117.4, 13.0, "117 ± 13"),
        (20.04, 1.96, "20 ± 2"),
        (1234, 345, "1200 ± 300"),
    ],
)
def test_value_and_error_share_the_last_digit(value: float, error: float, text: str) -> None:
    assert said(Measured(value=value, error=error)) == text


@given(st.floats(-1e4, 1e4), st.floats(1e-5, 1e4))
def test_rounding_moves_a_value_by_less_than_half_its_error(value: float, error: float) -> None:
    pair = rounded(Measured(value=value, error=error))
    assert pair is not None
    assert abs(pair[0] - value) <= 0.51 * error
    assert abs(pair[1] - error) <= 0.35 * error


@given(st.floats(1e-5, 1e4))
def test_an_error_has_one_digit_or_two_when_it_starts_with_one(error: float) -> None:
    shown = f"{round(error, digits(error)):.6f}".replace(".", "").strip("0")
    assert len(shown) <= 2
