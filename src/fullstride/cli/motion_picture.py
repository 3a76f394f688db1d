"""One phone log or marked video in the terminal: the verdict, its numbers, a strip a set, its tables.

80 columns and no more; where the terminal is narrower, columns go before words do.
"""

from rich.text import Text

from fullstride.cli.cells import Brush
from fullstride.cli.evidence_lines import (
    refused_lines,
    row_line,
    said_lines,
    table_lines,
    title_lines,
    verdict_lines,
)
from fullstride.cli.motion_strip import run_strips, set_strips
from fullstride.cli.style import Style, paragraph
from fullstride.domain.evidence import Evidence
from fullstride.formats import figures
from fullstride.formats import motion_words as words
from fullstride.formats.motion_numbers import numbers
from fullstride.formats.motion_table import GIVES_WAY, STRONG, motion_tables, part_numbers
from fullstride.rules.book import Book


def motion_picture(evidence: Evidence, book: Book, *, style: Style) -> list[Text]:
    """What one log or video shows, as lines no wider than `style.width`.

    Title and length; the verdicts, or what was counted; the numbers with their errors; a strip for each
    set or run; a table for each kind; by what it was measured; what cannot be said.
    """
    brush = Brush.of(book, style)
    length = figures.length(evidence.duration_s)
    lines = [*title_lines(words.title(evidence, book), length, style), Text()]
    lines += _said(evidence, book, brush)
    told = " ".join(numbers(evidence))
    if told:
        lines += [*paragraph("", told, style, indent=2), Text()]
    lines += _strips(evidence, brush)
    for table in motion_tables(evidence, book):
        lines += [*table_lines(table, brush, gives_way=GIVES_WAY, strong=STRONG), Text()]
    strong, fit = words.means(evidence)
    how = " ".join(words.how(evidence))
    lines += paragraph(f"{strong},", f"{fit}. {how}".strip(), style)
    for refused in words.refusals(evidence):
        lines += [Text(), *refused_lines(refused, style)]
    return lines


def motion_row(evidence: Evidence, book: Book, *, style: Style) -> Text:
    """One log or video of many as one line: date, what it is of, and the one sentence about it."""
    return row_line(evidence, words.called(evidence, book), words.says(evidence, book), style)


def _said(evidence: Evidence, book: Book, brush: Brush) -> list[Text]:
    lines: list[Text] = []
    for verdict in evidence.verdicts:
        lines += verdict_lines(verdict, brush)
    found = words.found(evidence, book)
    if not lines and (found or not words.refusals(evidence)):
        lines += said_lines(evidence.kind, words.says(evidence, book), brush)
    return [*lines, Text()] if lines else []


def _strips(evidence: Evidence, brush: Brush) -> list[Text]:
    motion = evidence.motion
    if motion is None:
        return []
    lines: list[Text] = []
    if motion.sets:
        lines += [
            *set_strips(motion.sets, part_numbers(evidence, motion.sets), evidence.kind, brush),
            Text(),
        ]
    for runs in (motion.bounds, motion.timed):
        if runs:
            lines += [*run_strips(runs, part_numbers(evidence, runs), evidence.kind, brush), Text()]
    return lines
