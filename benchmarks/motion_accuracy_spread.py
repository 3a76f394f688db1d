"""What estimates are worth beside the truth: shares with their interval, biases and spreads."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from fullstride.domain.motion import Position

Row = dict[str, Any]
Triple = list[float]
NEAT = {True: "by the protocol", False: "anything"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Estimates against the truth: bias and sd of the differences, and how many lie within the errors."""

    number: int
    bias: float
    sd: float
    stated: float
    within_1: float
    within_2: float

    def cells(self, digits: int, times: float = 1.0) -> str:
        size = " | ".join(
            f"{times * value:{sign}.{digits}f}"
            for value, sign in ((self.bias, "+"), (self.sd, ""), (self.stated, ""))
        )
        return f"{self.number} | {size} | {self.within_1:.0f} % | {self.within_2:.0f} %"


def spread(triples: Iterable[Triple | None]) -> Spread | None:
    """None of fewer than ten."""
    table = np.array([one for one in triples if one is not None])
    if len(table) < 10:
        return None
    off = table[:, 1] - table[:, 0]
    share = np.abs(off) / table[:, 2]
    return Spread(
        number=len(table),
        bias=float(off.mean()),
        sd=float(off.std(ddof=1)),
        stated=float(np.median(table[:, 2])),
        within_1=float(100 * (share <= 1).mean()),
        within_2=float(100 * (share <= 2).mean()),
    )


def interval(right: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share in percent, exact (Clopper and Pearson 1934)."""
    from scipy.stats import beta

    low = beta.ppf(0.025, right, of - right + 1) if right else 0.0
    high = beta.ppf(0.975, right + 1, of - right) if right < of else 1.0
    return 100 * float(low), 100 * float(high)


def share(right: int, of: int) -> str:
    if not of:
        return "– | –"
    low, high = interval(right, of)
    return f"{100 * right / of:.1f} % | {low:.1f} to {high:.1f} %"


def words(position: Position) -> str:
    return position.value.replace("_", " ")
