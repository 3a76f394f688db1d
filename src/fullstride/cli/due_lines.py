"""What only the runner can say, and the command that says it."""

from collections.abc import Sequence

from rich.text import Text

from fullstride.cli.screens import dimmed
from fullstride.cli.style import Style, paragraph
from fullstride.formats import saying
from fullstride.formats.remarks import exercise_name
from fullstride.formats.report_words import session_words
from fullstride.rules.book import Book
from fullstride.workflows.due import Asks, Due

MOST_DUE = 3


def due_lines(due: Sequence[Due], book: Book, style: Style) -> list[Text]:
    """The latest questions, after an empty line; nothing where there are none."""
    if not due:
        return []
    lines = [Text(), *paragraph("Still to be said", "", style)]
    latest = sorted(due, key=lambda one: one.date)[-MOST_DUE:]
    for one in latest:
        lines += _indented(_question(one, book), style, 2)
        lines += dimmed(_indented(_command(one), style, 4))
    more = len(due) - len(latest)
    if more > 0:
        lines += _indented(f"And {more} more; fullstride log asks them all.", style, 2)
    return lines


def _question(one: Due, book: Book) -> str:
    when = saying.long_date(one.date)
    if one.asks is Asks.DAY and one.report is not None and one.report.clock is not None:
        about = session_words(one.session, book) if one.report.session else "how you are"
        clock = f"{saying.long_date(one.report.clock)} {one.report.clock.year}"
        return f"A phone's clock said {clock} for what was said of {about}; it is kept for {when}: which day?"
    if one.asks is Asks.PAIN:
        if one.pain is None:
            return f"Pain stopped {session_words(one.session, book)} on {when}: where, and how bad is it?"
        place = one.pain.place[:1].upper() + one.pain.place[1:]
        return f"{place}, {one.pain.level} of 10 on {when}: how is it now?"
    if one.asks is Asks.SORENESS:
        return f"How sore are your legs since the {exercise_name(book, one.session.exercise)} of {when}?"
    return f"{session_words(one.session, book)} on {when}: done?"


def _command(one: Due) -> str:
    if one.asks is Asks.DAY:
        return "fullstride serve (Today asks for the day)"
    if one.asks is Asks.PAIN:
        like = f"{one.pain.place} 0 {one.pain.kind.value}" if one.pain else "where 0 sharp"
        return f'fullstride log --pain "{like}" (0 to 10; 0: it is gone)'
    if one.asks is Asks.SORENESS:
        return f"fullstride log {one.session.id} --soreness-48h 0 (to 10)"
    return f"fullstride log {one.session.id} --done (--partly, --not-done)"


def _indented(text: str, style: Style, indent: int) -> list[Text]:
    return [Text(" " * indent + line) for line in style.wrap(text, style.width - indent)]
