"""A table as a drawing: heads with the errors of their columns, a hairline a row."""

from collections.abc import Collection, Sequence

from fullstride.formats import run_ink, svg
from fullstride.formats.effort_table import KindTable, Row
from fullstride.formats.plot_parts import Room

MOST_ROWS = 60
_ROW, _GAP = 26.0, 18.0


def draw_table(
    table: KindTable, room: Room, y: float, *, gives_way: Sequence[str] = (), strong: Collection[str] = ()
) -> tuple[str, float]:
    """The table from `y` down, its columns as wide as they need; and where it ends.

    `gives_way` names the columns to leave out first where it is too wide; `strong` those to be read first.
    """
    rows = table.rows[:MOST_ROWS]
    widths = [_width(table, place) for place in range(len(table.columns))]
    number = max(svg.text_width(row.number, 13) for row in rows) + 6
    said = max((svg.text_width(_said(row), 13) for row in rows), default=0.0)
    shown = list(range(len(table.columns)))
    for key in gives_way:
        if number + sum(widths[place] + _GAP for place in shown) + said + _GAP <= room.right - room.left:
            break
        shown = [place for place in shown if table.columns[place].key != key]
    ends: list[float] = []
    at = room.left + number
    for place in shown:
        at += _GAP + widths[place]
        ends.append(at)
    parts = [
        run_ink.glyph_at(table.kind, room.left + 9, y + 10, 18),
        svg.text(
            room.left + 28, y + 15, svg.cut(table.name, 15, room.right - room.left - 28), "fs-strong fs-ink"
        ),
    ]
    y += 42
    for place, end in zip(shown, ends, strict=True):
        column = table.columns[place]
        parts.append(svg.text(end, y, column.head, "fs-label fs-ink3", anchor="end"))
        parts.append(svg.text(end, y + 15, column.error, "fs-label fs-ink3", anchor="end"))
    y += 22
    for row in rows:
        parts.append(svg.rule(room.left, y, room.right, y, "fs-hair"))
        base = y + 18
        parts.append(svg.text(room.left, base, row.number, "fs-small fs-bold fs-ink"))
        for place, end in zip(shown, ends, strict=True):
            key = table.columns[place].key
            face = "fs-care" if key in row.care else "fs-ink"
            weight = " fs-bold" if key in strong or key in row.care else ""
            parts.append(svg.text(end, base, row.cells[place], f"fs-small {face}{weight}", anchor="end"))
        if row.verdict:
            face = "fs-care fs-bold" if any(act for _, act in row.verdict) else "fs-ink2"
            words = svg.cut(_said(row), 13, max(0.0, room.right - at - _GAP))
            parts.append(svg.text(at + _GAP, base, words, f"fs-small {face}"))
        y += _ROW
    if len(table.rows) > len(rows):
        y += 18
        left = len(table.rows) - len(rows)
        parts.append(svg.text(room.left, y, f"{left} more are not listed here.", "fs-small fs-ink2"))
    return "".join(parts), y + 12


def _said(row: Row) -> str:
    return ", ".join(word for word, _ in row.verdict)


def _width(table: KindTable, place: int) -> float:
    column = table.columns[place]
    heads = max(svg.text_width(column.head, 12), svg.text_width(column.error, 12))
    return max(heads, *(svg.text_width(row.cells[place], 13.5) for row in table.rows))
