"""What is left of an XML recording: a small tree, and a table of its points."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from fullstride.domain.recording import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """An element that is no point. `first_row` to `end_row` are the points in it, `text` that of a leaf."""

    name: str
    attributes: Mapping[str, str]
    text: str
    children: tuple["Element", ...]
    first_row: int
    end_row: int

    def named(self, *names: str) -> Iterator["Element"]:
        """The outermost elements, from this one on, that have one of the names, in the file's order.

        None is within another, so that no point belongs to two of them.
        """
        waiting = [self]
        while waiting:
            element = waiting.pop()
            if element.name in names:
                yield element
            else:
                waiting.extend(reversed(element.children))

    def child(self, *path: str) -> "Element | None":
        """The first child of that name, and so on down the path."""
        found: Element | None = self
        for name in path:
            found = next((each for each in found.children if each.name == name), None) if found else None
        return found

    def said(self, *path: str) -> str:
        """The text there, without spaces around it; "" where there is none."""
        found = self.child(*path)
        return " ".join(found.text.split()) if found else ""


Piece = tuple[Sequence[int], Sequence[bytes]]  # rows, and what stands in them


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """`columns` path -> pieces; paths are local names such as "HeartRateBpm/Value" or "@lat".

    `damage` is "" or how the file fails: "breaks off at line 812 (mismatched tag)".
    """

    root: Element
    rows: int
    columns: Mapping[str, tuple[Piece, ...]]
    damage: str = ""

    def numbers(self, path: str) -> Floats:
        """The column as (rows,) numbers; NaN where there is none or no finite number."""
        found = np.full(self.rows, np.nan)
        for rows, values in self.columns.get(path, ()):
            found[np.asarray(rows, dtype=np.intp)] = _numbers(values)
        found[~np.isfinite(found)] = np.nan
        return found

    def texts(self, path: str) -> list[bytes]:
        """The column as written, one for every row; b"" where there is none."""
        found = [b""] * self.rows
        for rows, values in self.columns.get(path, ()):
            for row, value in zip(rows, values, strict=True):
                found[row] = value
        return found


def _numbers(values: Sequence[bytes]) -> Floats:
    try:
        return np.array(list(map(float, values)))
    except ValueError:
        known = {value: _number(value) for value in set(values)}
        return np.array([known[value] for value in values])


def _number(value: bytes) -> float:
    try:
        return float(value)
    except ValueError:
        return float("nan")
