"""Take: records of guided sessions, and reports that another program wrote, each kept once."""

import datetime as dt
import difflib
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fullstride.domain.errors import BadUsage, UnreadableInput
from fullstride.domain.keeping import KeptPlan
from fullstride.domain.report import Completion, Form, Report
from fullstride.domain.session import Session
from fullstride.rules.dose import parts, say_dose
from fullstride.workflows.dating import AHEAD
from fullstride.workflows.keeping import Where, book_of, sessions_ever, shelf_at
from fullstride.workflows.logging import known_in_book

if TYPE_CHECKING:
    from fullstride.formats.done_file import Run
    from fullstride.guide.record import Record
    from fullstride.rules.book import Book
    from fullstride.store.contract import Shelf

ENDING = ".jsonl"
_OF_RECORDS = ("opened", "act", "record")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """Reports as they are on the shelf, how many were new, and files of which nothing was kept."""

    reports: tuple[Report, ...] = ()
    new: int = 0
    unreadable: tuple[UnreadableInput, ...] = ()


def take_files(shelf: "Shelf", paths: Sequence[Path], *, now: dt.datetime) -> Taken:
    """Keeps what the files say, those of a folder in the order of their names; a file whole or not at all.

    A file is a record of `fullstride do`, or holds reports as JSON Lines.
    """
    plans = shelf.plans()
    book = book_of(plans[-1] if plans else None)
    reports: list[Report] = []
    unreadable: list[UnreadableInput] = []
    new = 0
    for path in paths:
        try:
            for file in _files(path):
                try:
                    found = _reports_in(file, plans, book, now)
                except UnreadableInput as error:
                    unreadable.append(error)
                    continue
                new += shelf.add_reports(found)
                held = {one.id: one for one in shelf.reports()}  # other words under a known id are not kept
                reports += [held[one.id] for one in found]
        except UnreadableInput as error:
            unreadable.append(error)
    return Taken(reports=tuple(reports), new=new, unreadable=tuple(unreadable))


def _files(path: Path) -> Sequence[Path]:
    if not path.is_dir():
        return [path]
    found = sorted(each for each in path.iterdir() if each.suffix == ENDING and each.is_file())
    if not found:
        raise UnreadableInput(str(path), "", f"holds no file that ends in {ENDING}")
    return found


def _reports_in(file: Path, plans: Sequence[KeptPlan], book: "Book", now: dt.datetime) -> tuple[Report, ...]:
    from fullstride.formats.reading import read_bytes
    from fullstride.formats.report_file import LARGEST_FILE_BYTES, parse_reports

    data = read_bytes(file, LARGEST_FILE_BYTES)
    if _is_record(data):
        return _of_record(file, plans, book)
    found = tuple(parse_reports(data, str(file)))
    if not found:
        raise UnreadableInput(str(file), "", "holds no report")
    sessions = sessions_ever(plans)
    return tuple(_checked(one, str(file), sessions, book, now) for one in found)


def _is_record(data: bytes) -> bool:
    """Whether the first line is one of a guided session's."""
    first = data.lstrip(b"\xef\xbb\xbf \r\n\t").partition(b"\n")[0]
    try:
        row = json.loads(first)
    except (ValueError, RecursionError):
        return False
    return isinstance(row, dict) and any(key in row for key in _OF_RECORDS)


def _checked(
    report: Report, file: str, sessions: Mapping[str, Session], book: "Book", now: dt.datetime
) -> Report:
    """The report, where everything that it names is known."""
    place = f"report {report.id}"
    if report.said_at > now + AHEAD or report.date > (now + AHEAD).date():
        raise UnreadableInput(file, place, "speaks of a time that is yet to come")
    if report.session and report.session not in sessions:
        near = difflib.get_close_matches(report.session, sessions, n=3)
        hint = f"near it are {', '.join(near)}" if near else "no kept plan has one like it"
        raise UnreadableInput(file, place, f"there is no session {report.session[:60]!r}; {hint}")
    try:
        return known_in_book(report, book)
    except BadUsage as error:
        raise UnreadableInput(file, place, str(error)) from None


# ---- a guided session ------------------------------------------------------------------------------


def _of_record(file: Path, plans: Sequence[KeptPlan], book: "Book") -> tuple[Report, ...]:
    """The report that a record of `fullstride do` makes; none where nothing was begun in earnest."""
    from fullstride.formats.done_file import read_run

    run = read_run(file)
    if run is None:
        return ()
    report = report_of_record(*replayed(run, plans, book, str(file)))
    return (report,) if report else ()


def replayed(run: "Run", plans: Sequence[KeptPlan], book: "Book", file: str) -> "tuple[Record, Session]":
    """What was done in a guided session, and the session as it was asked for then.

    Raises UnreadableInput, naming `file`, where no kept plan asks for a session like that.
    """
    from fullstride.formats.done_file import header
    from fullstride.guide.record import record, replay
    from fullstride.guide.script import write_scripts

    for session in _versions(plans, str(run.header.get("session", ""))):
        (script,) = write_scripts([session], book)
        if header(script) == run.header:
            return record(replay(script, run.opened, run.events)), session
    named = str(run.header.get("session", ""))[:60]
    raise UnreadableInput(file, "", f"is the record of {named!r}, which no kept plan asks for like that")


def _versions(plans: Sequence[KeptPlan], id_: str) -> Iterator[Session]:
    """The session as each version of the plan has it, the last one first."""
    for kept in reversed(plans):
        yield from (session for session in kept.plan.sessions if session.id == id_)


def keep_record(where: Where, record: "Record") -> bool:
    """Keeps what a guided session says, where the kept plan asks for that session; whether it did."""
    with shelf_at(where) as shelf:
        for session in _versions(shelf.plans(), record.session):
            if session.date == record.date and say_dose(session.dose) == record.dose:
                report = report_of_record(record, session)
                if report is not None:
                    shelf.add_reports((report,))
                return report is not None
    return False


def report_of_record(record: "Record", session: Session) -> Report | None:
    """What a guided session says; None where it was broken off before anything was done.

    Its effort is the middle of those that were felt, its form the worst that was seen.
    """
    ended = record.ending is not None and record.ending.value in ("early", "stopped")
    if not record.done and not ended:
        return None
    felt = sorted(effort.felt for effort in record.efforts if effort.felt is not None)
    forms = {effort.form.value for effort in record.efforts if effort.form is not None}
    worst = next((form for form in (Form.GONE, Form.SLIPPING, Form.KEPT) if form.value in forms), None)
    whole = record.done >= record.parts
    counts_sets = session.dose.sets > 1 or parts(session.dose) != session.dose.sets * session.dose.reps
    done = math.floor(record.done * parts(session.dose) / record.parts) if record.parts else 0
    return Report(
        id=f"do-{record.session}-{record.opened.isoformat()}-{record.closed.isoformat()}",
        said_at=record.closed,
        date=record.opened.date(),
        session=record.session,
        completion=Completion.DONE if whole else Completion.PARTLY if record.done else Completion.NOT_DONE,
        sets=done if counts_sets and not whole else None,
        reps=done if not counts_sets and not whole else None,
        hard=felt[len(felt) // 2] if felt else None,
        form=worst,
        stopped_by=record.stopped_by.rule if record.stopped_by else "",
    )
