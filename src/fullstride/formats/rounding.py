"""No number with more digits than its error allows: value and error share the last digit."""

import math

from fullstride.domain.evidence import Measured


def digits(error: float) -> int:
    """Decimals that a number with this error is given to: its error has one digit, two from 1 to 1.9.

    Negative for tens and hundreds. An error of 0 allows six decimals.
    """
    if not math.isfinite(error) or error <= 0:
        return 6
    exponent = math.floor(math.log10(error))
    leading = round(error / 10**exponent, 9)
    decimals = -exponent + (1 if leading < 1.95 else 0)
    return min(decimals, 6)


def rounded(number: Measured | None) -> tuple[float, float] | None:
    """(value, error), both to the last digit that the error allows."""
    if number is None:
        return None
    places = digits(number.error)
    return round(number.value, places), round(number.error, places)


def said(number: Measured, unit: str = "") -> str:
    """ "7.3 ± 0.3 m/s"."""
    places = max(0, digits(number.error))
    value, error = rounded(number) or (number.value, number.error)
    text = f"{value:.{places}f} ± {error:.{places}f}"
    return f"{text}\u2009{unit}" if unit else text
