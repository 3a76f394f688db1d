"""One recording in the terminal: the verdict, the run as a line, its efforts as a table.

80 columns and no more; where the terminal is narrower, columns go before words do.
"""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text

from fullstride.cli.cells import Brush
from fullstride.cli.run_line import is_crowded, run_lines
from fullstride.cli.style import Style, paragraph
from fullstride.domain.evidence import Evidence, Grading, Refused
from fullstride.domain.trace import Trace
from fullstride.formats import evidence_words as words
from fullstride.formats import saying
from fullstride.formats.effort_table import KindTable, Row, effort_tables, found_by
from fullstride.formats.run_windows import length_s, window_name, windows
from fullstride.rules.book import Book

_CARE = "bold yellow"
_SHORT_HEADS = {"share": "of max", "rest": "rest"}
_GIVES_WAY = ("grade", "distance", "lasted", "share", "rest", "at")  # the first to go where it is narrow
_LEAST_VERDICT = 10
_MOST_CLOSE = 4
_WITH_YEAR = 60
_GAP = 2


def measure_picture(evidence: Evidence, trace: Trace | None, book: Book, *, style: Style) -> list[Text]:
    """What one recording shows, as lines no wider than `style.width`.

    Title and facts; the verdicts; the run as a line with its efforts, and close up where they would
    touch (left out without a trace); a table for each kind; how good the signal is; what cannot be said.
    """
    brush = Brush.of(book, style)
    lines = [*_title(evidence, style), Text()]
    for verdict in evidence.verdicts:
        lines += _verdict(verdict.exercise, verdict.say, verdict.notes, brush)
    if evidence.verdicts:
        lines.append(Text())
    elif not evidence.efforts and evidence.quality.grade is not Grading.UNFIT:
        lines += [*paragraph("No short fast effort", "was found in this run.", style), Text()]
    elif evidence.efforts:
        meant = "it was" if len(evidence.efforts) == 1 else "they were"
        ask = f"You know best whether {meant} meant."
        lines += [*paragraph(words.says(evidence, book), ask, style), Text()]
    lines += _run(evidence, trace, book, brush) if trace is not None else []
    for table in effort_tables(evidence, book):
        lines += [*_table(table, brush), Text()]
    lines += _quality(evidence, style)
    for refused in evidence.refused:
        lines += [Text(), *_refused(refused, style)]
    return lines


def measure_row(evidence: Evidence, book: Book, *, style: Style) -> Text:
    """One recording of many as one line: date, title, and the one sentence about it."""
    date = saying.short_date(evidence.start.date()) if evidence.start else ""
    called = evidence.title or (words.sport(evidence) if evidence.start else evidence.file)
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
        (style.cut(words.says(evidence, book), room - first - 2).rstrip(), "bold" if care else ""),
    )


def _run(evidence: Evidence, trace: Trace, book: Book, brush: Brush) -> list[Text]:
    """The whole run; where its efforts would touch, each series of them again, close up."""
    drawn = run_lines(evidence, trace, brush)
    lines = [*drawn, Text()] if drawn else []
    if not drawn or not is_crowded(evidence, trace, brush.style.width):
        return lines
    close = [one for one in windows(evidence, length_s(evidence, trace)) if len(one.efforts) > 1]
    for one in close[:_MOST_CLOSE]:
        name = brush.style.cut(window_name(one, evidence, book), brush.style.width).rstrip()
        lines += [Text(name, "dim")] if len(close) > 1 else []
        lines += [*run_lines(evidence, trace, brush, start_s=one.start_s, end_s=one.end_s), Text()]
    return lines


# ---- words -----------------------------------------------------------------------------------------


def _title(evidence: Evidence, style: Style) -> list[Text]:
    parts = [words.length(evidence.duration_s)]
    parts += [saying.kilometres(evidence.distance_m)] if evidence.distance_m else []
    facts = style.words(", ".join(parts))
    title = style.words(words.title(evidence))
    room = style.width - cell_len(facts) - _GAP
    if cell_len(title) <= room:
        gap = " " * (style.width - cell_len(title) - cell_len(facts))
        return [Text.assemble((title, "bold"), gap, facts)]
    return [*paragraph(title, "", style), Text(facts)]


def _verdict(exercise: str, say: str, notes: Sequence[str], brush: Brush) -> list[Text]:
    """The glyph, the sentence in bold, what else is worth saying below it."""
    first = paragraph(saying.sentence(say), "", brush.style, indent=2)
    if first:
        first[0] = Text.assemble((brush.sign(exercise), brush.colour(exercise)), first[0][1:])
    rest = " ".join(saying.sentence(one) for one in notes)
    return [*first, *(paragraph("", rest, brush.style, indent=2) if rest else [])]


def _quality(evidence: Evidence, style: Style) -> list[Text]:
    strong, fit = words.signal(evidence.quality)
    told = [saying.sentence(why) for why in evidence.quality.why]
    told += [found_by(evidence)] if evidence.efforts else []
    told += [saying.sentence(f"the file {evidence.cut}")] if evidence.cut else []
    return paragraph(f"{strong},", f"{fit}. {' '.join(told)}".strip(), style)


def _refused(refused: Refused, style: Style) -> list[Text]:
    """A dashed bar where the answer would have been: what, why, and what would settle it."""
    bar = "|" if style.ascii else "╎"
    told = " ".join(saying.sentence(one) for one in (refused.why, refused.instead) if one)
    said = [
        *paragraph(f"Cannot be said yet: {saying.lower_first(refused.what.strip())}", "", style, indent=2),
        *(paragraph("", told, style, indent=2) if told else []),
    ]
    return [Text.assemble((bar, "dim"), line[1:]) for line in said]


# ---- the table -------------------------------------------------------------------------------------


def _table(table: KindTable, brush: Brush) -> list[Text]:
    """The name of the kind, two lines of heads, a line an effort with its verdict at the end."""
    style = brush.style
    shown = list(range(len(table.columns)))
    widths = [_width(table, column, style) for column in shown]
    number = max(cell_len(row.number) for row in table.rows) + 1
    verdicts = [_said(row, style) for row in table.rows]
    needs = max([_LEAST_VERDICT, *(cell_len(said) for said in verdicts)]) if any(verdicts) else 0
    for key in _GIVES_WAY:
        if number + sum(widths[n] + _GAP for n in shown) + (needs + _GAP if needs else 0) <= style.width:
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
    rows = [_line(row, number, shown, widths, table, style, room) for row in table.rows]
    errors.rstrip()
    return [name, heads, *([errors] if errors.plain.strip() else []), *rows]


def _line(
    row: Row,
    number: int,
    shown: Sequence[int],
    widths: Sequence[int],
    table: KindTable,
    style: Style,
    room: int,
) -> Text:
    line = Text(row.number.rjust(number), "bold")
    for n in shown:
        key = table.columns[n].key
        weight = _CARE if key in row.care else "bold" if key == "best" else ""
        line.append(" " * _GAP)
        line.append(_right(row.cells[n], widths[n], style), weight or "not bold")
    said = _said(row, style)
    if said and room >= _LEAST_VERDICT:
        care = any(act for _, act in row.verdict)
        line.append(" " * _GAP + style.cut(said, room).rstrip(), _CARE if care else "not bold")
    line.rstrip()
    return line


def _said(row: Row, style: Style) -> str:
    return style.words(", ".join(word for word, _ in row.verdict))


def _width(table: KindTable, column: int, style: Style) -> int:
    head = table.columns[column]
    texts = [_SHORT_HEADS.get(head.key, head.head), head.error, *(row.cells[column] for row in table.rows)]
    return max(cell_len(style.words(text)) for text in texts)


def _right(text: str, width: int, style: Style) -> str:
    safe = style.words(text)
    return " " * max(0, width - cell_len(safe)) + safe
