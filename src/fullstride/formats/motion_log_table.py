"""Tables of numbers of any size, read in pieces: a megabyte of text costs ten milliseconds.

Rows keep what they hold. A field that is no number is NaN; a line that has not the table's number of
fields tells nothing sure of any column and is left out, counted.
"""

import codecs
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from fullstride.domain.errors import UnreadableInput
from fullstride.domain.recording import Floats
from fullstride.formats.motion_log_clock import moments_us
from fullstride.formats.motion_log_dialect import Dialect, Shape, is_number, shape_of, split
from fullstride.formats.motion_log_filling import Filling
from fullstride.formats.reading import decode
from fullstride.formats.zip_sources import BytesSource, Source

HEAD = 1 << 16  # bytes that show what a table is
_PIECE = 1 << 20
_SMALL = 4 << 20  # below, numpy reads as fast as polars, whose import takes longer than the reading
_ROWS_LIMIT = 6_000_000  # four hours at 400 Hz
_LONGEST_LINE = 1 << 16
_UTF32, _UTF16 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE), (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LOOKED_BACK = 1 << 14
_MINUS = "\u2212".encode()
_HIGH = bytes(range(0x80, 0x100))  # spaces of other widths, which group digits


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """What was read: for each group of columns that was asked for its `numbers` (n, columns), and of clocks
    in words `moments_us` (n,), by their places.

    `left_out` counts lines that were no rows, `cut` is the end of a sentence on a file that breaks off.
    """

    rows: int
    numbers: dict[tuple[int, ...], Floats]
    moments_us: dict[int, Floats]
    left_out: int
    cut: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table found in a file. `shape` is how it is written."""

    name: str
    shape: Shape
    source: Source = field(repr=False)
    starts_at: int  # byte of its first row

    def read(self, groups: Sequence[tuple[int, ...]], moments: Sequence[int] = ()) -> Columns:
        """The columns at the places of each group, those of `moments` being dates or times of day.

        Raises UnreadableInput where hardly a line is a row.
        """
        return _Reading(self, groups, moments).all()


def open_table(source: Source, name: str) -> Table | None:
    """The table in a file; None where there is none. Raises UnreadableInput for what is not text."""
    source = _as_plain_bytes(source, name)
    head = source.at(0, HEAD)
    whole = len(head) == source.size
    try:
        text = head.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        cut_letter = not whole and error.start > len(head) - 4
        text = head.decode("utf-8-sig", "ignore") if cut_letter else head.decode("cp1252", "replace")
    shape = shape_of(text.replace("\r\n", "\n").replace("\r", " "), name, whole=whole)
    if shape is None:
        return None
    starts_at = 0
    for _ in range(shape.first):
        starts_at = head.index(b"\n", starts_at) + 1
    if not shape.first and head.startswith(codecs.BOM_UTF8):
        starts_at = len(codecs.BOM_UTF8)
    return Table(name=name, shape=shape, source=source, starts_at=starts_at)


def _as_plain_bytes(source: Source, name: str) -> Source:
    """The same text in an encoding in which digits are single bytes and lines end with a newline."""
    head = source.at(0, HEAD)
    if b"\0" in head or head.startswith(_UTF16):
        letter = 4 if head.startswith(_UTF32) else 2
        whole_letters = source.size // letter * letter  # of a file that was cut off in one
        return BytesSource(decode(source.at(0, whole_letters), name).encode())
    if b"\r" in head and b"\n" not in head:
        return BytesSource(source.at(0, source.size).replace(b"\r", b"\n"))
    return source


class _Reading:
    """One pass over a table's rows."""

    def __init__(self, table: Table, groups: Sequence[tuple[int, ...]], moments: Sequence[int]) -> None:
        self.table = table
        self.dialect: Dialect = table.shape.dialect
        self.places = [at for group in groups for at in group]
        self.small = table.source.size < _SMALL
        self.kept = {group: Filling(len(group)) for group in groups}
        self.moments: dict[int, list[Floats]] = {at: [] for at in moments}
        self.rows = self.lines = self.left_out = self.taken = 0
        self.cut = ""

    def all(self) -> Columns:
        for piece in self._pieces():
            self._take(piece)
            if self.rows >= _ROWS_LIMIT:
                self.cut = (
                    f"is longer than the {_ROWS_LIMIT // 1_000_000} million samples that are read of a log"
                )
                break
        if self.left_out > self.rows:
            reason = f"holds {self.left_out} lines that are no rows of numbers, and {self.rows} that are"
            raise UnreadableInput(self.table.name, "", reason)
        return Columns(
            rows=self.rows,
            numbers={group: kept.all() for group, kept in self.kept.items()},
            moments_us={at: _joined(blocks) for at, blocks in self.moments.items()},
            left_out=self.left_out,
            cut=self.cut,
        )

    def _pieces(self) -> Iterator[bytes]:
        """Whole lines, some megabytes at a time; the last line of the file only if it can be whole."""
        source, at, rest, before = self.table.source, self.table.starts_at, b"", b""
        while piece := source.at(at, _PIECE):
            at += len(piece)
            piece = rest + piece
            end = piece.rfind(b"\n") + 1
            rest = piece[end:]
            if len(rest) > _LONGEST_LINE:
                place = f"line {self._line_number(piece.count(10, 0, end))}"
                raise UnreadableInput(self.table.name, place, "runs on longer than any row does")
            if end:
                before = piece[max(0, end - _LOOKED_BACK) : end]
                yield piece[:end]
        if rest.strip():
            yield from self._last_line(rest, before)

    def _line_number(self, further: int) -> int:
        return self.table.shape.first + self.lines + further + 1

    def _last_line(self, rest: bytes, before: bytes) -> Iterator[bytes]:
        """The line without a line end, unless it may not be whole: its last number ends where others go on.

        Where those `before` it all have as many decimals, it was cut; where they have this many and that,
        nobody knows, so the row is left out and nothing is said of it.
        """
        fields = self._fields(rest)
        shown = [row[-1] for row in map(self._fields, before.split(b"\n")[1:]) if len(row) == len(fields)]
        shown += [row[-1] for row in self.table.shape.rows if row != tuple(fields)]
        decimals = {_decimals(field) for field in shown}
        if len(fields) < self.dialect.fields:
            self.cut = f"stops in the middle of line {self._line_number(0)}"
        elif decimals and _decimals(fields[-1]) >= min(decimals):
            yield rest + b"\n"
        elif (len(decimals) == 1 and min(decimals)) or not is_number(fields[-1]):
            self.cut = f"stops in the middle of line {self._line_number(0)}"

    def _fields(self, line: bytes) -> list[str]:
        return split(line.decode("utf-8", "replace"), self.dialect.separator)[: self.dialect.fields]

    def _take(self, piece: bytes) -> None:
        self.taken += len(piece)
        piece = self._regular(self._unquoted(piece))
        values = self._parsed(self._plain(piece))
        told = self._told(values)
        for at, kept in self.moments.items():
            separator = self.dialect.separator.encode()
            fields = (line.split(separator, at + 1)[at] for line in piece.split(b"\n")[:-1])
            kept.append(moments_us(list(fields if told is None else compress(fields, told))))
        self._keep(values if told is None else values[told])

    def _keep(self, values: Floats) -> None:
        self.rows += len(values)
        share = min(self.taken / max(self.taken, self.table.source.size - self.table.starts_at), 1.0)
        first = 0
        for group, kept in self.kept.items():
            kept.add(values[:, first : first + len(group)], share, _ROWS_LIMIT)
            first += len(group)

    def _told(self, values: Floats) -> NDArray[np.bool_] | None:
        """Which rows hold any number; None for all."""
        with np.errstate(invalid="ignore", over="ignore"):  # numbers too large to be any
            if not np.isnan(np.sum(values)):
                return None
        told: NDArray[np.bool_] = ~np.all(np.isnan(values), axis=1)
        self.left_out += int(np.count_nonzero(~told))
        return told

    def _unquoted(self, piece: bytes) -> bytes:
        """Without quotes; a comma inside them is no separator."""
        if self.dialect.separator == " ":
            return re.sub(rb"[ \t]*\n[ \t]*", b"\n", re.sub(rb"[ \t]+", b" ", b"\n" + piece))[1:]
        if b'"' not in piece:
            return piece
        if self.dialect.separator == ",":
            content = np.frombuffer(piece, np.uint8).copy()
            quotes = content == ord('"')
            inside = np.cumsum(quotes, dtype=np.uint8) & 1 == 1
            mark = ord(".") if self.dialect.decimal_comma else ord("'")
            content[inside & (content == ord("."))] = ord("'") if self.dialect.decimal_comma else ord(".")
            content[inside & (np.frombuffer(piece, np.uint8) == ord(","))] = mark
            piece = content.tobytes()
        return piece.replace(b'"', b"")

    def _regular(self, piece: bytes) -> bytes:
        """The lines with the table's number of fields, without a separator at their end, and no others."""
        separator, fields = self.dialect.separator.encode(), self.dialect.fields
        content = np.frombuffer(piece, np.uint8)
        marks = int(np.count_nonzero(content == separator[0]))
        lines = int(np.count_nonzero(content == ord("\n")))
        self.lines += lines
        first_has = piece.count(separator, 0, piece.find(b"\n"))  # the reader takes all for like the first
        if first_has == fields - 1 and marks == lines * (fields - 1):
            return piece
        ends = np.flatnonzero(content == ord("\n"))
        places = np.flatnonzero(content == separator[0])
        counts = np.diff(np.searchsorted(places, ends), prepend=0)
        starts = np.concatenate(([0], ends[:-1] + 1))
        last = places[np.clip(np.cumsum(counts) - 1, 0, max(0, len(places) - 1))] if len(places) else counts
        trailing = (counts == fields) & (last >= ends - 2)
        good = (counts == fields - 1) | trailing
        blank = ends - starts <= 1
        self.left_out += int(np.count_nonzero(~good & ~blank))
        edges = np.zeros(len(content) + 1, np.int8)
        np.add.at(edges, starts[good], 1)
        np.add.at(edges, ends[good] + 1, -1)
        kept = np.cumsum(edges[:-1], dtype=np.int8) > 0
        kept[last[trailing]] = False
        return content[kept].tobytes()

    def _plain(self, piece: bytes) -> bytes:
        """The piece with decimal points alone in its numbers. Raises UnreadableInput where they are mixed."""
        separator = self.dialect.separator
        if _MINUS in piece:
            piece = piece.replace(_MINUS, b"-")
        dropped = bytes(set(b"\r'\" \t") - set(separator.encode()))
        if not piece.isascii():
            dropped += _HIGH
        if self.dialect.decimal_comma and separator != ",":
            self._refuse_mixed(piece, b".")
            return piece.translate(bytes.maketrans(b",", b"."), dropped + b".")
        if separator != ",":
            self._refuse_mixed(piece, b",")
            dropped += b","
        there = bytes(one for one in dropped if one in piece)  # to drop none at all costs much
        return piece.translate(None, there) if there else piece

    def _refuse_mixed(self, piece: bytes, mark: bytes) -> None:
        """`mark` may only set groups of three digits apart here, or stand in dates and texts."""
        if mark not in piece:
            return
        m, s = re.escape(mark), re.escape(self.dialect.separator.encode())
        wrong = re.search(
            rb"(?:^|[" + s + rb"\n])[-+]?(?!\d{1,3}" + m + rb"\d{3}[\s" + s + rb"])\d*" + m + rb"\d+"
            rb"(?:[eE][-+]?\d+)?(?=[\s" + s + rb"])",
            piece,
        )
        if wrong:
            line = self._line_number(0) - piece.count(b"\n", wrong.start() + 1)
            reason = "mixes decimal points and decimal commas, so its numbers can't be told apart"
            raise UnreadableInput(self.table.name, f"line {line}", reason)

    def _parsed(self, plain: bytes) -> Floats:
        """(n, columns) of whole rows of plain numbers."""
        if not plain or plain.isspace():
            return np.empty((0, len(self.places)))
        values = self._by_numpy(plain) if self.small else None
        return self._by_polars(plain) if values is None else values

    def _by_numpy(self, plain: bytes) -> Floats | None:
        """None where a field is no number."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", UserWarning)  # about empty lines
                return np.loadtxt(
                    plain.decode("ascii", "replace").split("\n"),  # faster than a file
                    delimiter=self.dialect.separator,
                    usecols=self.places,
                    comments=None,
                    ndmin=2,
                )
        except ValueError:
            return None

    def _by_polars(self, plain: bytes) -> Floats:
        import polars as pl

        frame = pl.read_csv(
            plain,
            has_header=False,
            separator=self.dialect.separator,
            schema={f"{at}": pl.Float64 for at in range(self.dialect.fields)},
            columns=sorted(self.places),
            ignore_errors=True,
            truncate_ragged_lines=True,
            quote_char=None,
        )
        return frame.select(f"{at}" for at in self.places).to_numpy()


def _joined(blocks: list[Floats]) -> Floats:
    return np.concatenate(blocks) if blocks else np.empty(0)


def _decimals(field: str) -> int:
    """How long a number goes on after its point; 0 for one without."""
    return len(re.sub(r"^[^.,]*[.,]?", "", field))
