"""Columns of measured numbers: one error serves the column and stands in its head."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from fullstride.domain.evidence import Measured
from fullstride.formats import figures

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """`head` names it, `error` is the one error of the column ("± 2 s"), "" where there is none."""

    key: str
    head: str
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown(Generic[Row]):
    """How one column is made from what its rows tell of."""

    key: str
    head: str
    unit: str
    of: Callable[[Row], Measured | None]
    scale: float = 1.0
    in_cells: bool = True  # the unit stands in each cell, not only in the head

    def column(self, rows: Sequence[Row]) -> Column:
        error = self._error(rows)
        if error <= 0:
            return Column(key=self.key, head=self.head, error="" if self.in_cells else self.unit)
        said = figures.number(error, figures.decimals(error))
        unit = f"{figures.THIN}{self.unit}" if self.unit else ""
        return Column(key=self.key, head=self.head, error=f"±{figures.THIN}{said}{unit}")

    def cell(self, row: Row, rows: Sequence[Row]) -> str:
        """One row's value with the decimals of its whole column; "–" where it is not known."""
        measured = self.of(row)
        if measured is None:
            return "–"
        value = figures.number(measured.value * self.scale, figures.decimals(self._error(rows)))
        return f"{value}{figures.THIN}{self.unit}" if self.in_cells else value

    def is_known(self, rows: Sequence[Row]) -> bool:
        return any(self.of(row) is not None for row in rows)

    def _error(self, rows: Sequence[Row]) -> float:
        return figures.typical_error(self.of(row) for row in rows) * self.scale
