"""What `fullstride log` does: files, records and words onto the shelf, questions where they are due."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from fullstride import workflows
from fullstride.cli import door
from fullstride.cli.asking import ask, can_ask
from fullstride.cli.log_questions import ask_day, ask_session, ask_soreness
from fullstride.cli.log_screen import log_screen
from fullstride.domain.errors import BadUsage, UnreadableInput
from fullstride.domain.keeping import KeptPlan, shown_by
from fullstride.domain.report import Report
from fullstride.domain.session import Session
from fullstride.formats.log_answer import KeptRecording, log_answer
from fullstride.workflows.due import Asks, Due, due
from fullstride.workflows.importing import Import, import_recordings
from fullstride.workflows.keeping import sessions_ever
from fullstride.workflows.logging import Kept, Meant, keep_reports, meant, reports_of, says_something
from fullstride.workflows.matching import Unmatched, said_by_runner
from fullstride.workflows.taking import Taken, take_files

if TYPE_CHECKING:
    from fullstride.rules.book import Book
    from fullstride.store.contract import Shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What was asked for on the command line; `words` name a session or a day."""

    draft: Report
    words: str = ""
    date: dt.date | None = None
    files: tuple[Path, ...] = ()
    told: workflows.Told = field(default_factory=workflows.Told)
    sources: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """What is on the shelf now."""

    kept: Kept
    imported: Import
    taken: Taken

    @property
    def reports(self) -> tuple[Report, ...]:
        return (*self.taken.reports, *self.kept.reports)

    @property
    def new(self) -> int:
        return self.taken.new + self.kept.new

    @property
    def unreadable(self) -> tuple[UnreadableInput, ...]:
        return (*self.imported.unreadable, *self.taken.unreadable)

    def recordings(self) -> tuple[KeptRecording, ...]:
        asked = {id(one.recording): one for one in self.imported.unmatched}
        return tuple(
            KeptRecording(
                file=one.name,
                sha256=one.sha256,
                evidence=one.evidence,
                again=one.again,
                candidates=tuple(each.id for each in asked[id(one)].candidates) if id(one) in asked else (),
                why=asked[id(one)].why if id(one) in asked else "",
            )
            for one in self.imported.recordings
        )


def run_log(shelf: "Shelf", wanted: Wanted, *, now: dt.datetime, as_json: bool, ascii_only: bool) -> int:
    """Keeps what was said and handed in, says what was kept, and gives the exit code."""
    plans = shelf.plans()
    book = workflows.book_of(plans[-1] if plans else None)
    logged = Logged(kept=Kept(reports=(), new=0), imported=Import(), taken=Taken())
    if wanted.sources:
        logged = replace(logged, taken=take_files(shelf, wanted.sources, now=now))
    if wanted.files:
        logged = replace(logged, imported=_import(shelf, wanted, now, book))
    if wanted.draft.exercise or says_something(wanted.draft):
        reports = reports_of(wanted.draft, _about(shelf, wanted, logged, now), book)
        logged = replace(logged, kept=keep_reports(shelf, reports, now=now))
    elif not wanted.files and not wanted.sources:
        asked = _asked(shelf, wanted, now, book)
        if not asked:
            said = "Nothing was said, so nothing was kept; fullstride log --help shows how"
            return door.refuse(said, door.NO)
        logged = replace(logged, kept=keep_reports(shelf, asked, now=now))
    shown = shown_by(shelf.matches())
    _answer(logged, sessions_ever(plans), shown, book, as_json=as_json, ascii_only=ascii_only)
    for error in logged.unreadable:
        door.note(str(error))
    return door.BAD if logged.unreadable else door.YES


def _answer(
    logged: Logged,
    sessions: Mapping[str, Session],
    shown: Mapping[str, tuple[str, ...]],
    book: "Book",
    *,
    as_json: bool,
    ascii_only: bool,
) -> None:
    """`shown` gives for each session the recordings that show it, by their sha256."""
    if not as_json and not logged.reports and not logged.imported.recordings:
        if not logged.unreadable:
            door.note("There was nothing to keep: nothing was done in these records")
        return
    door.answer(
        lambda: log_answer(
            logged.reports, logged.new, logged.recordings(), logged.imported.matches, logged.unreadable
        ),
        lambda style: log_screen(
            logged.reports,
            logged.new,
            logged.recordings(),
            shown,
            sessions,
            book,
            style=style,
        ),
        as_json=as_json,
        ascii_only=ascii_only,
    )


def _about(shelf: "Shelf", wanted: Wanted, logged: Logged, now: dt.datetime) -> Meant:
    """The sessions that the words of the options are about."""
    plans = shelf.plans()
    today = now.date()
    if wanted.draft.exercise:
        return Meant(sessions=(), date=wanted.date or today)
    if not wanted.words and wanted.files:
        sessions = sessions_ever(plans)
        named = {recording.sha256 for recording in logged.imported.recordings}
        held = shown_by(shelf.matches())
        shown = [sessions[id_] for id_, shas in held.items() if named.intersection(shas)]
        if len(shown) != 1:
            raise BadUsage("The recordings are kept; say of which session the rest is, with --session ID")
        return Meant(sessions=(shown[0],), date=wanted.date or min(shown[0].date, today))
    only_sore = replace(wanted.draft, soreness_48h=None)
    if not wanted.words and wanted.date is None and plans and not says_something(only_sore):
        open_ = [one for one in due(shelf, today=today) if one.asks is Asks.SORENESS]
        if not open_:
            raise BadUsage("No session of two days ago waits for it; name the one it is about")
        first = [one for one in open_ if one.date == open_[0].date]
        return Meant(sessions=tuple(one.session for one in first), date=first[0].date)
    return meant(plans, wanted.words, date=wanted.date, today=today)


# ---- recordings ------------------------------------------------------------------------------------


def _import(shelf: "Shelf", wanted: Wanted, now: dt.datetime, book: "Book") -> Import:
    session = None
    if wanted.words:
        named = meant(shelf.plans(), wanted.words, date=wanted.date, today=now.date()).sessions
        if len(named) != 1:
            raise BadUsage(f"{wanted.words!r} is not one session; name the one that the recording shows")
        session = named[0]
    told = replace(wanted.told, date=wanted.date)
    found = import_recordings(shelf, wanted.files, session=session, told=told, now=now)
    if not found.unmatched or not can_ask():
        return found
    answered = [(one, _ask_which(one, book)) for one in found.unmatched]
    matches = [said_by_runner(shelf, one.recording, chosen, now=now) for one, chosen in answered if chosen]
    return replace(
        found,
        matches=(*found.matches, *matches),
        unmatched=tuple(one for one, chosen in answered if chosen is None),
    )


def _ask_which(unmatched: Unmatched, book: "Book") -> Session | None:
    from fullstride.formats.report_words import session_words

    listed = "".join(
        f"\n  {number} {session_words(session, book)}"
        for number, session in enumerate(unmatched.candidates, start=1)
    )

    def read(text: str) -> Session | None:
        if not text.strip() or text.strip().lower() in ("none", "no", "0"):
            return None
        if text.isascii() and text.isdigit() and 1 <= int(text) <= len(unmatched.candidates):
            return unmatched.candidates[int(text) - 1]
        raise ValueError(f"A number from 1 to {len(unmatched.candidates)}, or Enter for none.")

    name = unmatched.recording.evidence.file
    return ask(f"Which session does {name} show? {unmatched.why}; Enter for none{listed}\n", read)


# ---- questions -------------------------------------------------------------------------------------


def _asked(shelf: "Shelf", wanted: Wanted, now: dt.datetime, book: "Book") -> tuple[Report, ...]:
    """What the runner answers: about the sessions named, else about all that is open, then about the day."""
    today = now.date()
    plans = shelf.plans()
    draft = wanted.draft
    open_ = due(shelf, today=today) if plans else ()
    told: list[Report] = []
    if wanted.words or wanted.date:
        about = meant(plans, wanted.words, date=wanted.date, today=today)
        asked = [ask_session(ask, one, draft, book, today) for one in about.sessions]
        told += [replace(one, date=about.date) for one in asked]
        day = replace(draft, date=about.date)
    else:
        told += _ask_open(shelf, plans, open_, draft, book, today)
        day = draft
    hurting = [one.pain for one in open_ if one.pain is not None and day is draft]
    asked_48h = any(one.soreness_48h is not None for one in told)  # said of the legs today
    told.append(ask_day(ask, day, hurting=hurting, sore=not asked_48h))
    sessions = sessions_ever(plans)
    said = [one for one in told if says_something(one)]
    made = [
        reports_of(one, Meant(sessions=(sessions[one.session],) if one.session else (), date=one.date), book)
        for one in said
    ]
    numbered = [report for reports in made for report in reports]
    if draft.id:
        return tuple(
            replace(one, id=draft.id if number == 1 else f"{draft.id}/{number}")
            for number, one in enumerate(numbered, start=1)
        )
    return tuple(numbered)


def _ask_open(
    shelf: "Shelf",
    plans: Sequence[KeptPlan],
    open_: Sequence[Due],
    draft: Report,
    book: "Book",
    today: dt.date,
) -> list[Report]:
    if not plans:
        return []
    kept = plans[-1]
    said = {report.session for report in shelf.reports() if report.completion is not None}
    told = [ask_session(ask, one.session, draft, book, today) for one in open_ if one.asks is Asks.DONE]
    todays = [one for one in kept.plan.sessions if one.date == today and one.id not in said]
    told += [ask_session(ask, session, draft, book, today) for session in todays]
    sore = [one for one in open_ if one.asks is Asks.SORENESS]
    return told + [ask_soreness(ask, one.session, draft, one.date, book) for one in sore]
