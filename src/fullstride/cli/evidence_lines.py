"""What every terminal picture of evidence shares: its title, verdicts, tables, and what can't be said."""

from collections.abc import Collection, Mapping, Sequence

from rich.cells import cell_len
from rich.text import Text

from fullstride.cli.cells import Brush
from fullstride.cli.style import Style, paragraph
from fullstride.domain.evidence import Evidence, Refused, Verdict
from fullstride.formats import saying
from fullstride.formats.effort_table import KindTable, Row

_CARE = "bold yellow"
_LEAST_VERDICT = 10
_WITH_YEAR = 60
_GAP = 2
_PLAIN = Style(ascii=True, encoding="ascii")
_SHORT_HEADS: Mapping[str, str] = {
    "share": "of max",
    "rest": "rest",
    "rhythm": "every",
    "spread": "differ by",
}


def title_lines(title: str, facts: str, style: Style) -> list[Text]:
    """The title in bold with the facts at the right; below it where there is no room."""
    facts = style.words(facts)
    safe = style.words(title)
    if cell_len(safe) <= style.width - cell_len(facts) - _GAP:
        gap = " " * (style.width - cell_len(safe) - cell_len(facts))
        return [Text.assemble((safe, "bold"), gap, facts)]
    return [*paragraph(safe, "", style), Text(facts)]


def row_line(evidence: Evidence, called: str, says: str, style: Style) -> Text:
    """One recording of many as one line: date, name, and the one sentence about it."""
    date = saying.short_date(evidence.start.date()) if evidence.start else ""
    dated = 13 if style.width >= _WITH_YEAR else 8
    if evidence.start and dated > 8:
        date += f" {evidence.start.year}"
    room = style.width - dated
    first = min(24, room // 3)
    care = any(one.care for one in evidence.verdicts)
    return Text.assemble(
        (style.cut(date, dated), "dim"),
        style.cut(called, first),
        "  ",
        (style.cut(says, room - first - 2).rstrip(), "bold" if care else ""),
    )


def verdict_lines(verdict: Verdict, brush: Brush) -> list[Text]:
    """The glyph, the sentence in bold, what else is worth saying below it."""
    first = said_lines(verdict.exercise, verdict.say, brush)
    rest = " ".join(saying.sentence(one) for one in verdict.notes)
    return [*first, *(paragraph("", rest, brush.style, indent=2) if rest else [])]


def said_lines(exercise: str, say: str, brush: Brush) -> list[Text]:
    """One sentence in bold after the glyph of what it speaks of."""
    lines = paragraph(saying.sentence(say), "", brush.style, indent=2)
    if lines:
        lines[0] = Text.assemble((brush.sign(exercise), brush.colour(exercise)), lines[0][1:])
    return lines


def refused_lines(refused: Refused, style: Style) -> list[Text]:
    """A dashed bar where the answer would have been: what, why, and what would settle it."""
    bar = "|" if style.ascii else "╎"
    told = " ".join(saying.sentence(one) for one in (refused.why, refused.instead) if one)
    said = [
        *paragraph(f"Cannot be said yet: {saying.lower_first(refused.what.strip())}", "", style, indent=2),
        *(paragraph("", told, style, indent=2) if told else []),
    ]
    return [Text.assemble((bar, "dim"), line[1:]) for line in said]


# ---- the table -------------------------------------------------------------------------------------


def table_lines(
    table: KindTable, brush: Brush, *, gives_way: Sequence[str], strong: Collection[str]
) -> list[Text]:
    """The name of the kind, two lines of heads, a line a row with its verdict at the end.

    `gives_way` names the columns that go first where it is narrow; `strong` those to be read first.
    """
    style = brush.style
    shown = list(range(len(table.columns)))
    widths = [_width(table, column, style) for column in shown]
    plain = [_width(table, column, _PLAIN) for column in shown]  # both drawings leave out the same
    number = max(cell_len(row.number) for row in table.rows) + 1
    verdicts = [_said(row, style) for row in table.rows]
    needs = max([_LEAST_VERDICT, *(cell_len(said) for said in verdicts)]) if any(verdicts) else 0
    for key in gives_way:
        if number + sum(plain[n] + _GAP for n in shown) + (needs + _GAP if needs else 0) <= style.width:
            break
        shown = [n for n in shown if table.columns[n].key != key]
    room = style.width - number - sum(widths[n] + _GAP for n in shown) - _GAP
    name = Text.assemble(
        (brush.sign(table.kind), brush.colour(table.kind)),
        " ",
        (style.cut(table.name, style.width - 2).rstrip(), "bold"),
    )
    heads = Text(" " * number, "dim")
    errors = Text(" " * number, "dim")
    for n in shown:
        column = table.columns[n]
        heads.append(" " * _GAP + _right(_SHORT_HEADS.get(column.key, column.head), widths[n], style))
        errors.append(" " * _GAP + _right(column.error, widths[n], style))
    errors.rstrip()
    rows = []
    for row in table.rows:
        line = Text(row.number.rjust(number), "bold")
        for n in shown:
            key = table.columns[n].key
            weight = _CARE if key in row.care else "bold" if key in strong else ""
            line.append(" " * _GAP)
            line.append(_right(row.cells[n], widths[n], style), weight or "not bold")
        _end(line, row, room, style)
        rows.append(line)
    return [name, heads, *([errors] if errors.plain.strip() else []), *rows]


def _end(line: Text, row: Row, room: int, style: Style) -> None:
    said = _said(row, style)
    if said and room >= _LEAST_VERDICT:
        care = any(act for _, act in row.verdict)
        line.append(" " * _GAP + style.cut(said, room).rstrip(), _CARE if care else "not bold")
    line.rstrip()


def _said(row: Row, style: Style) -> str:
    return style.words(", ".join(word for word, _ in row.verdict))


def _width(table: KindTable, column: int, style: Style) -> int:
    head = table.columns[column]
    texts = [_SHORT_HEADS.get(head.key, head.head), head.error, *(row.cells[column] for row in table.rows)]
    return max(cell_len(style.words(text)) for text in texts)


def _right(text: str, width: int, style: Style) -> str:
    safe = style.words(text)
    return " " * max(0, width - cell_len(safe)) + safe
