"""Import: recordings kept as they came, measured, and matched to the sessions that they show."""

import datetime as dt
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fullstride import __version__
from fullstride.domain.errors import BadUsage, UnreadableInput
from fullstride.domain.evidence import Evidence
from fullstride.domain.keeping import KeptPlan, Made, Match
from fullstride.domain.session import Session
from fullstride.workflows.due import matched_sessions
from fullstride.workflows.keeping import book_of, runner_of, sessions_ever
from fullstride.workflows.measuring import Asked, measure_recording

if TYPE_CHECKING:
    from fullstride.formats.members import Member
    from fullstride.rules.book import Book
    from fullstride.store.contract import Shelf

ALGORITHM = "measure"
BY_RUNNER, BY_DAY = "runner", "day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """One recording on the shelf. `again`: it was there before, measured by the same means."""

    name: str
    sha256: str
    evidence: Evidence
    again: bool = False

    @property
    def date(self) -> dt.date | None:
        return self.evidence.start.date() if self.evidence.start else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmatched:
    """A recording of a day with sessions that it can't be matched to without asking, and why."""

    recording: Imported
    candidates: tuple[Session, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """What became of the files: recordings, what they were matched to, what must be asked."""

    recordings: tuple[Imported, ...] = ()
    matches: tuple[Match, ...] = ()
    unmatched: tuple[Unmatched, ...] = ()
    unreadable: tuple[UnreadableInput, ...] = ()


def import_recordings(
    shelf: "Shelf", paths: Sequence[Path], *, session: Session | None = None, now: dt.datetime
) -> Import:
    """Keeps and measures every recording under `paths`, then matches what is beyond doubt.

    A file that can't be read never stops the rest. `session`: the runner says that the one recording shows
    this session. Raises BadUsage where that is said of several, StoreTrouble as the store does.
    """
    plans = shelf.plans()
    kept = plans[-1] if plans else None
    book = book_of(kept)
    asked = Asked(sessions=tuple(sessions_ever(plans).values()), top_mps=runner_of(kept).top_speed_mps)
    unreadable: list[UnreadableInput] = []
    found: dict[tuple[str, str], Imported] = {}
    for member in _listed(paths, unreadable):
        try:
            for each in _keep_one(shelf, member, asked, book, kept, now):
                found.setdefault((each.sha256, each.evidence.file), each)
        except UnreadableInput as error:
            unreadable.append(error)
    recordings = tuple(found.values())
    if session is not None and len({one.sha256 for one in recordings}) > 1:
        raise BadUsage(f"--session {session.id} is shown by one recording, and {len(recordings)} were named")
    _mark(shelf, recordings, now)
    if session is not None:
        matches = tuple(said_by_runner(shelf, one, session, now=now) for one in recordings[:1])
        return Import(recordings=recordings, matches=matches, unreadable=tuple(unreadable))
    matches, unmatched = _match(shelf, recordings, plans, book, now)
    return Import(recordings=recordings, matches=matches, unmatched=unmatched, unreadable=tuple(unreadable))


def said_by_runner(shelf: "Shelf", recording: Imported, session: Session, *, now: dt.datetime) -> Match:
    """Keeps that the runner said which session a recording shows."""
    match = Match(session=session.id, sha256=recording.sha256, said_at=now, by=BY_RUNNER)
    shelf.add_match(match)
    return match


def _listed(paths: Sequence[Path], unreadable: list[UnreadableInput]) -> "Iterator[Member]":
    from fullstride.formats.archives import Member, members

    for path in paths:
        try:
            listed = list(members(path))
        except UnreadableInput as error:
            unreadable.append(error)
            continue
        readable = [each for each in listed if isinstance(each, Member)]
        left_out = [each for each in listed if not isinstance(each, Member)]
        if not listed:
            unreadable.append(UnreadableInput(str(path), "", "holds no recording"))
        told = [each for each in left_out if not readable or not each.harmless]
        unreadable += [UnreadableInput(each.name, "", each.why) for each in told]
        yield from readable


def _keep_one(
    shelf: "Shelf", member: "Member", asked: Asked, book: "Book", kept: KeptPlan | None, now: dt.datetime
) -> Iterator[Imported]:
    """Reads first: only what is a recording is kept as one."""
    from fullstride.formats.archives import member_bytes, read_bytes

    data = member_bytes(member)
    recordings = read_bytes(member, data)
    name = Path(member.inside[-1] if member.inside else member.path).name
    sha256 = shelf.add_original(name, data, now).sha256
    for number, recording in enumerate(recordings, start=1):
        own_name = name if number == 1 else f"{name}, recording {number}"
        evidence = measure_recording(recording, file=own_name, book=book, asked=asked).evidence
        made = _made(sha256, number, evidence, asked, kept)
        new = shelf.add_evidence(made, evidence, now)
        yield Imported(name=member.name, sha256=sha256, evidence=evidence, again=not new)


def _made(sha256: str, number: int, evidence: Evidence, asked: Asked, kept: KeptPlan | None) -> Made:
    """By what the evidence was made: the book, the top speed and what the plan asked on that day."""
    start = evidence.start
    settings = {
        "books": [hashlib.sha256(text.encode()).hexdigest() for _, text in (kept.books if kept else ())],
        "top_mps": [asked.top_mps.value, asked.top_mps.error] if asked.top_mps else None,
        "sessions": sorted(f"{one.id} {one.dose}" for one in asked.on(start.date() if start else None)),
    }
    return Made(
        sha256=sha256,
        algorithm=ALGORITHM if number == 1 else f"{ALGORITHM} {number}",
        version=__version__,
        settings=json.dumps(settings, sort_keys=True, separators=(",", ":")),
    )


def _mark(shelf: "Shelf", recordings: Iterable[Imported], now: dt.datetime) -> None:
    """All recordings up to the latest that was handed in are taken to be here; of later days nothing is
    claimed."""
    starts = [one.evidence.start for one in recordings if one.evidence.start is not None]
    if not starts:
        return
    latest = min(max(starts, key=lambda each: each.timestamp()).astimezone(), now)
    before = shelf.imported_at()
    if before is None or latest > before:
        shelf.add_import(latest)


# ---- which session a recording shows ---------------------------------------------------------------


def _match(
    shelf: "Shelf", recordings: Sequence[Imported], plans: Sequence[KeptPlan], book: "Book", now: dt.datetime
) -> tuple[tuple[Match, ...], tuple[Unmatched, ...]]:
    """Beyond doubt is: the only session of its exercise on that day, and the only recording of that day
    that shows such efforts. Everything else is asked."""
    matched = dict(matched_sessions(shelf.matches()))
    of_days = _recordings_by_day(shelf)
    sessions = [one for one in sessions_ever(plans).values() if book.exercises[one.exercise].style == "run"]
    made: list[Match] = []
    asked: list[Unmatched] = []
    for recording in recordings:
        open_ = [one for one in sessions if one.date == recording.date and one.id not in matched]
        if not open_:
            continue
        known = recording.sha256 in matched.values()
        others = [one for sha256, one in of_days[open_[0].date] if sha256 != recording.sha256]
        seen = [one for one in open_ if shows(recording.evidence, one.exercise)]
        doubtful = [
            one
            for one in seen
            if sum(other.exercise == one.exercise for other in open_) > 1
            or any(shows(other, one.exercise) for other in others)
        ]
        for session in (one for one in seen if one not in doubtful):
            match = Match(session=session.id, sha256=recording.sha256, said_at=now, by=BY_DAY)
            shelf.add_match(match)
            matched[session.id] = recording.sha256
            made.append(match)
        if doubtful:
            why = "more than one recording or session of that day fits"
            asked.append(Unmatched(recording=recording, candidates=tuple(doubtful), why=why))
        elif not seen and not known:
            why = "it shows none of what was asked that day"
            asked.append(Unmatched(recording=recording, candidates=tuple(open_), why=why))
    return tuple(made), tuple(asked)


def _recordings_by_day(shelf: "Shelf") -> dict[dt.date, list[tuple[str, Evidence]]]:
    days: dict[dt.date, list[tuple[str, Evidence]]] = defaultdict(list)
    for made, evidence in shelf.evidence():
        if evidence.start is not None:
            days[evidence.start.date()].append((made.sha256, evidence))
    return days


def shows(evidence: Evidence, exercise: str) -> bool:
    """Whether a recording shows efforts of an exercise, by its verdict where there is one."""
    return any(verdict.exercise == exercise and verdict.done > 0 for verdict in evidence.verdicts)
