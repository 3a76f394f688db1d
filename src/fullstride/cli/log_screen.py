"""What `fullstride log` says: what was kept, what a recording shows, what has to be said still."""

from collections.abc import Iterable, Mapping, Sequence

from rich.text import Text

from fullstride.cli.screens import hanging
from fullstride.cli.style import Style, paragraph
from fullstride.domain.evidence import asked_of
from fullstride.domain.motion import Ask
from fullstride.domain.report import Report
from fullstride.domain.session import Session
from fullstride.formats import saying
from fullstride.formats.evidence_words import found, says
from fullstride.formats.log_answer import KeptRecording
from fullstride.formats.report_words import report_words, session_words
from fullstride.rules.book import Book

MOST_ROWS = 12
_DAY = "YYYY-MM-DD"


def log_screen(
    reports: Sequence[Report],
    new: int,
    recordings: Sequence[KeptRecording],
    shown: Mapping[str, tuple[str, ...]],
    sessions: Mapping[str, Session],
    book: Book,
    *,
    style: Style,
) -> list[Text]:
    """Reports as they are kept, recordings with the sessions that they show, and what to do next.

    `shown` gives for each session the recordings that show it, by their sha256.
    """
    lines = [*_reports(reports, new, sessions, book, style)]
    if recordings:
        lines += [Text()] if lines else []
        lines += _recordings(recordings, shown, sessions, book, style)
    if reports or shown or any(one.evidence.start for one in recordings):
        lines += [Text(), *paragraph("", "fullstride adapt decides what follows from it.", style)]
    return lines


def _reports(
    reports: Sequence[Report], new: int, sessions: Mapping[str, Session], book: Book, style: Style
) -> list[Text]:
    if not reports:
        return []
    lead = "Kept." if new else "This was kept before; nothing is new."
    if new and new < len(reports):
        lead = f"Kept {new} of {len(reports)}; the others were kept before."
    lines = paragraph(lead, "", style)
    for report in reports[:MOST_ROWS]:
        lines += _indented(report_words(report, sessions.get(report.session), book), style)
    if len(reports) > MOST_ROWS:
        lines += _indented(f"And {len(reports) - MOST_ROWS} more.", style)
    return lines


def _recordings(
    recordings: Sequence[KeptRecording],
    shown: Mapping[str, tuple[str, ...]],
    sessions: Mapping[str, Session],
    book: Book,
    style: Style,
) -> list[Text]:
    count = saying.counted(len(recordings), "recording")
    again = sum(one.again for one in recordings)
    known = f"{again} of them known already." if again and again < len(recordings) else ""
    lead = f"{count}, kept before." if again == len(recordings) else f"{count} kept."
    lines = paragraph(lead, known, style)
    by_file: dict[str, list[Session]] = {}
    for session in sorted((sessions[id_] for id_ in shown), key=lambda one: (one.date, one.order)):
        for sha256 in shown[session.id]:
            by_file.setdefault(sha256, []).append(session)
    told = sorted(recordings, key=lambda one: (not one.candidates, one.sha256 not in by_file))
    for one in told[:MOST_ROWS]:
        lines += _recording(one, by_file.get(one.sha256, ()), sessions, book, style)
    if len(told) > MOST_ROWS:
        lines += _indented(f"And {len(told) - MOST_ROWS} more.", style)
    return lines


def _recording(
    one: KeptRecording,
    shown: Iterable[Session],
    sessions: Mapping[str, Session],
    book: Book,
    style: Style,
) -> list[Text]:
    date = saying.long_date(one.evidence.start.date()) if one.evidence.start else "no date"
    names = saying.listed([session_words(session, book) for session in shown])
    what = says(one.evidence, book) if one.evidence.verdicts else f"{found(one.evidence, book)} found"
    head = f"{date}: {names}. {what}" if names else f"{date}: {what}"
    lines = _indented(f"{one.evidence.file}, {saying.sentence(head)}", style)
    if Ask.DATE in asked_of(one.evidence):
        kept = "no trend counts it" if names else "it counts for no session and in no trend"
        lines += [Text("  " + line.plain) for line in _indented(f"Without a day {kept}. Say the day:", style)]
        lines += hanging("", f"fullstride log {one.file} --date {_DAY}", style, label_width=3)
    if one.candidates:
        said = f"Not matched: {one.why}. If it shows one of these, say which:"
        lines += [Text("  " + line.plain) for line in _indented(said, style)]
        for id_ in one.candidates:
            command = f"fullstride log {one.file} --session {id_}"
            lines += hanging("", f"{session_words(sessions[id_], book)}: {command}", style, label_width=3)
    return lines


def _indented(text: str, style: Style) -> list[Text]:
    return [Text("  " + line) for line in style.wrap(text, style.width - 2)]
