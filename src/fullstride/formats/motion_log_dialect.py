"""How a table of numbers is written, seen in its first lines: separator, decimals, where its rows begin.

Spreadsheets, phones and loggers differ in all of it, and none says so. A row is a line of at least four
fields of which three are numbers; what stands above the first is a header, its units, or a preamble.
"""

import contextlib
import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from fullstride.domain.errors import UnreadableInput
from fullstride.formats.motion_log_columns import Column, Role, axes_of, columns_of

_SEPARATORS = (";", "\t", "|", ",", " ")
_FEWEST = 4  # a time and three axes
_AXES = 3
_LOOKED_AT = 200  # lines above which rows must begin
_ROWS_SHOWN = 24  # rows that show how numbers are written
_NUMBER = re.compile(
    r"[-+\u2212]?(?:\d+(?:[.,'\u2019 \u00a0\u202f\u2009]\d+)*\.?|[.,]\d+)(?:[eE][-+]?\d+)?|nan", re.I
)
_COMMENT = re.compile(r"\s*(?:#|%|//|@)")
_EXCELS_HINT = re.compile(r'"?sep=(.)"?', re.I)
_UNIT_CELL = re.compile(
    r"[\[(]?(?:s|ms|us|µs|ns|sec|g|mg|no units?|cal|raw|m/s\^?2|m/s²|m/\(s\^?2\)\*?|rad/s|deg/s|°/s|dps|"
    r"local|[nuµ]?t|n/a|-|)[\])]?",
    re.I,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """One way to write a table. `separator` " " stands for any run of blanks; `fields` are those of a row."""

    separator: str
    decimal_comma: bool
    fields: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A table's dialect, its header ("" where a column has no name; () without one) and its first row.

    `first` counts the lines before the first row; `above` are those lines, `rows` the first rows' fields.
    """

    dialect: Dialect
    header: tuple[str, ...]
    units: tuple[str, ...]
    first: int
    above: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def shape_of(text: str, name: str, *, whole: bool) -> Shape | None:
    """The shape of the table that begins in `text`; None where no row of numbers is found.

    `whole`: the text is all of the file, so that its last line counts. Raises UnreadableInput where
    numbers are written so that they can't be told apart.
    """
    lines = text.split("\n")
    if not whole and len(lines) > 1:
        lines.pop()
    for first, line in enumerate(lines[:_LOOKED_AT]):
        if line.strip() and not _COMMENT.match(line):
            dialect = _dialect(lines[first : first + _ROWS_SHOWN], name, first)
            if dialect is not None and not _is_above_header(lines, first, dialect):
                return _shape(lines, first, dialect, name)
    return None


def _is_above_header(lines: Sequence[str], first: int, dialect: Dialect) -> bool:
    """Whether what looks like a row, as a serial number and ranges may, stands above the names of a log."""

    def names(line: str) -> bool:
        return _names_all_of_a_log(columns_of(_header_cells(line, dialect)))

    return not any(map(names, lines[:first])) and any(map(names, lines[first + 1 : first + _ROWS_SHOWN]))


def split(line: str, separator: str) -> list[str]:
    """The line's fields, without quotes and blanks around them."""
    if separator == " ":
        return line.split()
    fields = line.split(separator)
    if '"' in line:
        with contextlib.suppress(csv.Error):  # damage, or a line longer than any
            fields = next(csv.reader([line], delimiter=separator), [])
    return [field.strip() for field in fields]


def is_number(field: str) -> bool:
    return _NUMBER.fullmatch(field) is not None


def _dialect(lines: Sequence[str], name: str, first: int) -> Dialect | None:
    """The dialect in which the first of these lines is a row like most of those that follow."""
    best, best_rows, best_separator = 0.3, None, ""
    for separator in _SEPARATORS:
        if separator not in lines[0] and separator != " ":
            continue
        rows = [split(line, separator) for line in lines if line.strip()]
        if separator != " " and all(row and not row[-1] for row in rows):
            rows = [row[:-1] for row in rows]
        fields = len(rows[0])
        if fields < _FEWEST or sum(map(is_number, rows[0])) < _AXES:
            continue
        alike = sum(len(row) == fields for row in rows) / len(rows)
        numbers = sum(is_number(field) for row in rows for field in row) / sum(map(len, rows))
        if alike * numbers > best:
            best, best_rows, best_separator = alike * numbers, rows, separator
    if best_rows is None:
        return None
    comma = _decimal_comma(best_rows, name, first)
    return Dialect(separator=best_separator, decimal_comma=comma, fields=len(best_rows[0]))


def _decimal_comma(rows: Sequence[Sequence[str]], name: str, first: int) -> bool:
    """Whether a comma ends the whole part of numbers; its other use is to group digits by threes."""
    votes: Counter[str] = Counter()
    weak: Counter[str] = Counter()
    for row in rows:
        for field in row:
            marks = [mark for mark in field if mark in ".,"]
            if not marks or not is_number(field):
                continue
            if len(set(marks)) == 2:
                votes[marks[-1]] += 1
            elif len(marks) == 1 and not re.match(r"[-+]?[1-9]\d{0,2}[.,]\d{3}$", field):
                votes[marks[0]] += 1
            elif len(marks) == 1:
                weak[marks[0]] += 1
    if votes["."] and votes[","]:
        reason = (
            "holds decimal points and decimal commas side by side, so its numbers can't be told apart; "
            "export it again with one of them"
        )
        raise UnreadableInput(name, f"line {first + 1}", reason)
    told = votes if votes else weak
    return told[","] > told["."]


def _shape(lines: list[str], first: int, dialect: Dialect, name: str) -> Shape:
    above = lines[:first]
    _refuse_two_commas(above, dialect, name)
    header: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    for line in reversed(above):
        cells = _header_cells(line, dialect)
        if not cells:
            continue
        if not units and all(_UNIT_CELL.fullmatch(cell) for cell in cells):
            units = cells
            continue
        header = cells
        break
    rows = [split(line, dialect.separator) for line in lines[first : first + _ROWS_SHOWN] if line.strip()]
    return Shape(
        dialect=dialect,
        header=header,
        units=units if header else (),
        first=first,
        above=tuple(above),
        rows=tuple(tuple(row[: dialect.fields]) for row in rows if len(row) >= dialect.fields),
    )


def _header_cells(line: str, dialect: Dialect) -> tuple[str, ...]:
    """The line's cells where they can name the columns, each name one of a row's fields; else ()."""
    bare = re.sub(r"^\s*(?:#|%|//)+\s*", "", line)
    if not re.search(r"[^\W\d_]", bare) or _EXCELS_HINT.fullmatch(bare.strip()):
        return ()
    for separator in (dialect.separator, *(each for each in _SEPARATORS if each in bare)):
        glued = re.sub(r"\s+(?=[(\[])", "", bare) if separator == " " else bare
        cells = split(glued, separator)
        if len(cells) == dialect.fields + 1 and not cells[-1]:
            cells = cells[:-1]
        if len(cells) == dialect.fields - 1 and separator == dialect.separator and not is_number(cells[0]):
            cells = ["", *cells]  # a table with numbered rows, whose number has no name
        if len(cells) != dialect.fields:
            continue
        own = separator == dialect.separator and bare == line
        if own or _names_a_log(columns_of(cells)):
            return tuple(cells)  # a remark may have as many words as a row has fields
    return ()


def _names_a_log(columns: Sequence[Column]) -> bool:
    clocks = sum(each.role is Role.TIME for each in columns)
    return clocks > 0 or sum(each.axis is not None for each in columns) >= _AXES


def _names_all_of_a_log(columns: Sequence[Column]) -> bool:
    return any(each.role is Role.TIME for each in columns) and bool(axes_of(columns, Role.ACCELERATION))


def _refuse_two_commas(above: Sequence[str], dialect: Dialect, name: str) -> None:
    """Raise UnreadableInput where rows have more commas than their header: those of decimals."""
    if dialect.separator != ",":
        return
    for number, line in enumerate(above, start=1):
        names = split(line, ",")
        if _FEWEST <= len(names) < dialect.fields - 1 and any(
            each.role is Role.TIME for each in columns_of(names)
        ):
            reason = (
                f"names {len(names)} columns, and the rows have {dialect.fields}; where commas set off both "
                "decimals and columns, export it again with semicolons or decimal points"
            )
            raise UnreadableInput(name, f"line {number}", reason)
