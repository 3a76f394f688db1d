"""Rows that come in parts, kept in one array: what is put together at the end stands in memory twice."""

import numpy as np

from fullstride.domain.recording import Floats

_SPARE = 1.02  # rows grow shorter and longer along a file


class Filling:
    """An array of so many columns that grows: room is set aside for all rows, and taken up as they come."""

    def __init__(self, columns: int) -> None:
        self.rows = 0
        self._room: Floats = np.empty((0, columns))

    def add(self, values: Floats, share: float, most: int) -> None:
        """More rows (n, columns); `share` of all bytes are read now, and rows are hardly more than `most`."""
        before, self.rows = self.rows, self.rows + len(values)
        if self.rows > len(self._room):
            expected = max(self.rows, min(int(_SPARE * self.rows / share), most))
            room = np.empty((expected, self._room.shape[1]))
            room[:before] = self._room[:before]
            self._room = room
        self._room[before : self.rows] = values

    def all(self) -> Floats:
        """The rows so far, (n, columns), not copied."""
        return self._room[: self.rows]
