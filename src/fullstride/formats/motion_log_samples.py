"""The arrays of samples taken out of a capture's JSON, in pieces: as JSON, an hour of them is millions of
lists. What is left is small and is read as JSON; in the place of each array stands an empty one.
"""

import re
from collections.abc import Collection, Iterator
from typing import NoReturn

import numpy as np

from fullstride.domain.errors import UnreadableInput
from fullstride.domain.recording import Floats
from fullstride.formats.motion_log_filling import Filling
from fullstride.formats.reading import MEGABYTE
from fullstride.formats.zip_sources import Source, stream

_ARRAY = re.compile(rb'(?<!\\)"(acceleration|rotation)"\s*:\s*\[')
_END = re.compile(rb"\]\s*\]")
_BLANKS = b" \t\r\n"
_SAMPLE = 4  # numbers: t, x, y, z
_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|null|NaN|-?Infinity")
_LONGEST_ROW = 1 << 10
_BESIDE_MOST = 4 * MEGABYTE
_ROWS_MOST = 6_000_000  # four hours at 400 Hz


class Samples:
    """One pass over a capture: `arrays` holds the times (n,) and axes (n, 3) of each of the `wanted`, `rest`
    all else as JSON; `cut` says in which array it broke off, "" in none.

    Raises UnreadableInput with the place of a sample that is none.
    """

    def __init__(self, source: Source, name: str, wanted: Collection[str]) -> None:
        self.arrays: dict[str, tuple[Floats, Floats]] = {}
        self.cut = ""
        self._name, self._wanted, self._size = name, wanted, source.size
        self._pieces = stream(source)
        self._text = b""
        kept = []
        while found := self._next_array():
            key = found[1].decode()
            if key in self.arrays:
                self._refuse(key, "is there twice")
            kept.append(self._text[: found.end()] + b"]")
            self._text = self._text[found.end() :]
            self.arrays[key] = self._array(key)
        self.rest = b"".join((*kept, self._text))

    def _next_array(self) -> re.Match[bytes] | None:
        """Where the next array begins in the text, which is all that is left where there is none."""
        while not (found := _ARRAY.search(self._text)) and (piece := next(self._pieces, b"")):
            self._text += piece
            if len(self._text) > _BESIDE_MOST + len(piece):
                self._refuse("", f"holds more than {_BESIDE_MOST // MEGABYTE} MB beside its samples")
        return found

    def _array(self, key: str) -> tuple[Floats, Floats]:
        """The samples up to the end of their array; the text then begins behind it."""
        time_ms, axes = Filling(1), Filling(_SAMPLE - 1)
        taken = 0
        for rows, size in self._rows(key):
            taken += size
            if key not in self._wanted or not rows:
                continue
            values = self._parsed(key, rows, time_ms.rows)
            share = min(taken / self._size, 1.0) if self._size else 1.0
            time_ms.add(values[:, :1], share, _ROWS_MOST)
            axes.add(values[:, 1:], share, _ROWS_MOST)
            if time_ms.rows > _ROWS_MOST:
                self._refuse(key, f"holds more than {_ROWS_MOST // 1_000_000} million samples")
        return time_ms.all()[:, 0], axes.all()

    def _rows(self, key: str) -> Iterator[tuple[bytes, int]]:
        """Whole samples without blanks, "[0,1,2,3],[4,5,6,7]", and of how many bytes they were made."""
        begun = False
        while True:
            plain = self._text.translate(None, _BLANKS)
            if not begun and plain.startswith(b"]"):
                self._text = self._text[self._text.index(b"]") + 1 :]
                return
            end = plain.find(b"]]")
            if end >= 0 and (found := _END.search(self._text)):
                yield plain[: end + 1], found.end()
                self._text = self._text[found.end() :]
                return
            last = plain.rfind(b"],")
            if last >= 0:
                yield plain[: last + 1], len(self._text)
                begun, plain = True, plain[last + 2 :]
            if len(plain) > _LONGEST_ROW:
                self._refuse(key, "must be a list of [t, x, y, z]")
            self._text = plain
            piece = next(self._pieces, b"")
            if not piece:
                self.cut = f"stops in the middle of its {key}"
                self._text = b""
                yield plain[: plain.rfind(b"]") + 1], len(plain)
                return
            self._text += piece

    def _parsed(self, key: str, rows: bytes, before: int) -> Floats:
        """(n, 4) of whole samples: t in milliseconds, x, y, z; null is NaN in all but t."""
        if not (rows.startswith(b"[") and rows.endswith(b"]")):
            self._refuse(key, "must be a list of [t, x, y, z]")
        lines = rows[1:-1].replace(b"],[", b"\n")
        spelt = lines.replace(b"null", b"nan") if b"n" in lines else lines
        try:
            texts = spelt.decode("ascii").split("\n")
            values = np.loadtxt(texts, delimiter=",", comments=None, ndmin=2)
            sound = values.shape == (len(texts), _SAMPLE)
        except ValueError:
            sound = False
        if not sound:
            wrong = next((at for at, row in enumerate(lines.split(b"\n")) if not _is_sample(row)), 0)
            self._refuse(f"{key}[{before + wrong}]", "must be four numbers: t in milliseconds, x, y, z")
        timeless = np.flatnonzero(~np.isfinite(values[:, 0]))
        if len(timeless):
            self._refuse(f"{key}[{before + timeless[0]}]", "has no t")
        return values

    def _refuse(self, place: str, reason: str) -> NoReturn:
        raise UnreadableInput(self._name, place, reason)


def _is_sample(row: bytes) -> bool:
    cells = row.split(b",")
    return len(cells) == _SAMPLE and all(_NUMBER.fullmatch(cell) for cell in cells)
