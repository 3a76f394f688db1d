"""Comma-, semicolon-, tab- or bar-separated text as rows of cells, with the line each row starts on."""

import csv
import io
from dataclasses import dataclass

from fullstride.domain.errors import UnreadableInput

MAX_ROWS = 30_000
_SEPARATORS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Row:
    line: int
    cells: tuple[str, ...]


def rows(text: str, separator: str, name: str) -> list[Row]:
    """Every row that is not empty, cells stripped. Raises UnreadableInput for a table out of all bounds."""
    found: list[Row] = []
    reader = csv.reader(io.StringIO(text), delimiter=separator, skipinitialspace=True)
    line = 1
    try:
        for cells in reader:
            stripped = tuple(cell.strip() for cell in cells)
            if any(stripped):
                found.append(Row(line, stripped))
            line = reader.line_num + 1
            if len(found) > MAX_ROWS:
                raise UnreadableInput(name, f"line {line}", f"has more than {MAX_ROWS} rows")
    except csv.Error as error:
        raise UnreadableInput(name, f"line {line}", f"is not a table here ({error})") from None
    return found


def separators_by_use(text: str) -> list[str]:
    """The separators that the first lines use, the likeliest first: same count on most lines, then many."""
    lines = [line for line in text[:20_000].split("\n") if line.strip()][:40]

    def use(separator: str) -> tuple[int, int]:
        counts = [line.count(separator) for line in lines]
        return sum(1 for count in counts if count), max(counts, default=0)

    used = [s for s in _SEPARATORS if use(s)[0]]
    return sorted(used, key=use, reverse=True)
