"""One recording in the terminal: the verdict, the run as a line, its efforts as a table.

80 columns and no more; where the terminal is narrower, columns go before words do.
"""

from rich.text import Text

from fullstride.cli.cells import Brush
from fullstride.cli.evidence_lines import refused_lines, row_line, table_lines, title_lines, verdict_lines
from fullstride.cli.run_line import is_crowded, run_lines
from fullstride.cli.style import Style, paragraph
from fullstride.domain.evidence import Evidence, Grading
from fullstride.domain.trace import Trace
from fullstride.formats import evidence_words as words
from fullstride.formats import figures, saying
from fullstride.formats.effort_table import effort_tables, found_by
from fullstride.formats.run_windows import length_s, window_name, windows
from fullstride.rules.book import Book

_GIVES_WAY = ("grade", "distance", "lasted", "share", "rest", "at")  # the first to go where it is narrow
_STRONG = frozenset({"best"})
_MOST_CLOSE = 4


def measure_picture(evidence: Evidence, trace: Trace | None, book: Book, *, style: Style) -> list[Text]:
    """What one recording shows, as lines no wider than `style.width`.

    Title and facts; the verdicts; the run as a line with its efforts, and close up where they would
    touch (left out without a trace); a table for each kind; how good the signal is; what cannot be said.
    """
    brush = Brush.of(book, style)
    lines = [*_title(evidence, style), Text()]
    for verdict in evidence.verdicts:
        lines += verdict_lines(verdict, brush)
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
        lines += [*table_lines(table, brush, gives_way=_GIVES_WAY, strong=_STRONG), Text()]
    lines += _quality(evidence, style)
    for refused in evidence.refused:
        lines += [Text(), *refused_lines(refused, style)]
    return lines


def measure_row(evidence: Evidence, book: Book, *, style: Style) -> Text:
    """One recording of many as one line: date, title, and the one sentence about it."""
    called = evidence.title or (words.sport(evidence) if evidence.start else evidence.file)
    return row_line(evidence, called, words.says(evidence, book), style)


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
    parts = [figures.length(evidence.duration_s)]
    parts += [saying.kilometres(evidence.distance_m)] if evidence.distance_m else []
    return title_lines(words.title(evidence), ", ".join(parts), style)


def _quality(evidence: Evidence, style: Style) -> list[Text]:
    strong, fit = words.signal(evidence.quality)
    told = [saying.sentence(why) for why in evidence.quality.why]
    told += [found_by(evidence)] if evidence.efforts else []
    told += [saying.sentence(f"the file {evidence.cut}")] if evidence.cut else []
    return paragraph(f"{strong},", f"{fit}. {' '.join(told)}".strip(), style)
