"""Import: recordings kept as they came, measured, and matched to the sessions that they show."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from fullstride import __version__
from fullstride.domain.errors import BadUsage, UnreadableInput
from fullstride.domain.evidence import Evidence
from fullstride.domain.keeping import KeptPlan, Made, Match
from fullstride.domain.recording import Recording
from fullstride.domain.session import Session
from fullstride.workflows.keeping import book_of, runner_of, sessions_ever
from fullstride.workflows.matching import Imported, Unmatched, match, one_a_file, said_by_runner
from fullstride.workflows.measuring import Asked, measure_recording, measure_set
from fullstride.workflows.motion import AS_THE_FILE_SAYS, Told, session_named

if TYPE_CHECKING:
    from fullstride.formats.archives import Content
    from fullstride.formats.members import Member
    from fullstride.rules.book import Book
    from fullstride.store.contract import Shelf

ALGORITHM = "measure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """What became of the files: recordings, what they were matched to, what must be asked."""

    recordings: tuple[Imported, ...] = ()
    matches: tuple[Match, ...] = ()
    unmatched: tuple[Unmatched, ...] = ()
    unreadable: tuple[UnreadableInput, ...] = ()


def import_recordings(
    shelf: "Shelf",
    paths: Sequence[Path],
    *,
    session: Session | None = None,
    told: Told = AS_THE_FILE_SAYS,
    now: dt.datetime,
) -> Import:
    """Keeps and measures every recording under `paths`, then matches what is beyond doubt.

    A file that can't be read never stops the rest. `session`: the runner says that the one recording, or
    these logs and videos of its sets, show this session; `told` is what else they say of logs.
    Raises BadUsage where that is said of several, StoreTrouble as the store does.
    """
    plans = shelf.plans()
    kept = plans[-1] if plans else None
    book = book_of(kept)
    runner = runner_of(kept)
    if session is not None and not told.exercise and book.exercises[session.exercise].style == "jump":
        told = replace(told, exercise=session.exercise)
    asked = Asked(
        sessions=tuple(sessions_ever(plans).values()),
        top_mps=runner.top_speed_mps,
        told=told,
        calibrations=runner.calibrations,
    )
    unreadable: list[UnreadableInput] = []
    found: dict[tuple[str, str], Imported] = {}
    for member in _listed(paths, unreadable):
        try:
            for each in _keep_one(shelf, member, asked, book, kept, now):
                found.setdefault((each.sha256, each.evidence.file), each)
        except UnreadableInput as error:
            unreadable.append(error)
    recordings = tuple(found.values())
    of_runs = [one for one in recordings if one.evidence.motion is None]
    if session is not None and len({one.sha256 for one in of_runs}) > 1:
        raise BadUsage(f"--session {session.id} is shown by one recording, and {len(of_runs)} were named")
    _mark(shelf, recordings, now)
    if session is not None:
        matches = tuple(said_by_runner(shelf, one, session, now=now) for one in one_a_file(recordings))
        return Import(recordings=recordings, matches=matches, unreadable=tuple(unreadable))
    matches, unmatched = match(shelf, recordings, plans, book, now)
    return Import(recordings=recordings, matches=matches, unmatched=unmatched, unreadable=tuple(unreadable))


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
        evidence = _measured(recording, own_name, book, asked)
        made = _made(sha256, number, evidence, asked, kept)
        new = shelf.add_evidence(made, evidence, now)
        yield Imported(
            name=member.name,
            sha256=sha256,
            evidence=evidence,
            again=not new,
            session=session_named(recording),
        )


def _measured(recording: "Content", name: str, book: "Book", asked: Asked) -> Evidence:
    if isinstance(recording, Recording):
        return measure_recording(recording, file=name, book=book, asked=asked).evidence
    return measure_set(recording, file=name, book=book, asked=asked)


def _made(sha256: str, number: int, evidence: Evidence, asked: Asked, kept: KeptPlan | None) -> Made:
    """By what the evidence was made: the book, the top speed and what the plan asked on that day."""
    start = evidence.start
    settings: dict[str, object] = {
        "books": [hashlib.sha256(text.encode()).hexdigest() for _, text in (kept.books if kept else ())],
        "top_mps": [asked.top_mps.value, asked.top_mps.error] if asked.top_mps else None,
        "sessions": sorted(f"{one.id} {one.dose}" for one in asked.on(start.date() if start else None)),
    }
    if evidence.motion is not None:
        settings["told"] = str(asked.told)
        settings["calibrations"] = [str(one) for one in asked.calibrations]
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
