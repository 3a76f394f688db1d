"""Tables in which a quote was opened and never closed: without care it swallows the rows below it."""

import csv

from fullstride.formats import calendar_dates as dates


def without_lost_quotes(text: str, separator: str) -> tuple[str, list[int]]:
    """`text` without the quotes that nobody closed, and the numbers of the lines they stood in.

    A quote counts as lost when, before it is closed, a line follows with a date in the same column as
    in the line that opened it. Text of several lines inside quotes stays as it is.
    """
    if '"' not in text:
        return text, []
    lines = text.split("\n")
    lost: list[int] = []
    opened: int | None = None
    column = -1
    for index, line in enumerate(lines):
        if opened is not None and column >= 0 and _has_date(line, separator, column):
            lines[opened] = _without_its_last_quote(lines[opened], separator)
            lost.append(opened + 1)
            opened = None
        if opened is not None:
            if '"' in line and not _stays_open('"' + line, separator):
                opened = None
        elif '"' in line and _stays_open(line, separator):
            opened, column = index, _date_column(line, separator)
    return "\n".join(lines), lost


def _stays_open(line: str, separator: str) -> bool:
    """Whether a quote is still open at the end of the line, so that the next line belongs to it."""
    try:
        return len(list(csv.reader([line + "\n", "next"], delimiter=separator, skipinitialspace=True))) == 1
    except csv.Error:
        return False


def _date_column(line: str, separator: str) -> int:
    cells = line.split(separator)
    return next((at for at, cell in enumerate(cells[:40]) if dates.whole(cell.strip(' "'))), -1)


def _has_date(line: str, separator: str, column: int) -> bool:
    cells = line.split(separator, column + 1)
    return len(cells) > max(column, 1) and dates.whole(cells[column].strip(' "')) is not None


def _without_its_last_quote(line: str, separator: str) -> str:
    before, _, after = line.rpartition('"')
    return line.replace('"', "") if _stays_open(before + after, separator) else before + after
