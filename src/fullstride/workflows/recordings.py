"""Recordings: handed in over the net, listed, looked at closely, and said which session they show."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from fullstride.domain.corrections import Correction, taken_away, told_of
from fullstride.domain.errors import BadUsage, UnitUnknown, UnreadableInput
from fullstride.domain.evidence import Evidence, Means, Refused
from fullstride.domain.keeping import Made, Match, Original, shown_by
from fullstride.domain.motion import AS_THE_FILE_SAYS, Position, Told
from fullstride.domain.session import Session
from fullstride.formats.reading import Copy
from fullstride.workflows.counting import evidence_of, matches_of, refuse_ahead, take_away
from fullstride.workflows.held import HeldShelf
from fullstride.workflows.importing import (
    ALGORITHM,
    Import,
    import_recordings,
    measure_again,
)
from fullstride.workflows.keeping import sessions_ever
from fullstride.workflows.logging import no_session
from fullstride.workflows.matching import BY_RUNNER, Imported, said_by_runner

if TYPE_CHECKING:
    from fullstride.domain.trace import Trace
    from fullstride.measure.calibrating import Calibrated
    from fullstride.store.contract import Shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One recording on the shelf. `number` tells those of one file apart; `sessions` are shown by it.
    `counts`: it was not taken away."""

    made: Made
    evidence: Evidence
    number: int
    sessions: tuple[str, ...]
    counts: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file on the shelf with all that it shows, and what the runner corrected in it."""

    original: Original
    rows: tuple[Row, ...]
    corrections: tuple[Correction, ...]
    sessions: tuple[str, ...]


def hand_in(
    shelf: "Shelf", path: Path, *, session: str = "", told: Told = AS_THE_FILE_SAYS, now: dt.datetime
) -> Import:
    """Keeps and measures the recordings in a file that came over the net, and matches them.

    `path` lies in a folder of its own, which nobody is told of. `session` is the id of the session that the
    runner says it shows, "" for none. Raises UnreadableInput where nothing in it can be read, BadUsage for
    a session that is none.
    """
    refuse_ahead(told, now)
    named = _session(shelf, session, now.date()) if session else None
    found = import_recordings(shelf, (path,), session=named, told=told, now=now)
    unreadable = tuple(_own_name(error, path) for error in found.unreadable)
    if not found.recordings and unreadable:
        raise unreadable[0]
    recordings = tuple(replace(one, name=one.evidence.file) for one in found.recordings)
    asked = {(one.recording.sha256, one.recording.evidence.file): one for one in found.unmatched}
    return replace(
        found,
        recordings=recordings,
        unmatched=tuple(
            replace(asked[key], recording=one)
            for one in recordings
            if (key := (one.sha256, one.evidence.file)) in asked
        ),
        unreadable=unreadable,
    )


def _own_name(error: UnreadableInput, path: Path) -> UnreadableInput:
    """The same without the folder that the file lay in for a moment."""
    prefix = f"{path.parent}/"
    file, reason = error.file.replace(prefix, ""), error.reason.replace(prefix, "")
    if isinstance(error, UnitUnknown):
        return UnitUnknown(file, error.place, reason, error.ask)
    return UnreadableInput(file, error.place, reason)


def _session(shelf: "Shelf", id_: str, today: dt.date) -> Session:
    plans = shelf.plans()
    found = sessions_ever(plans).get(id_)
    if found is None:
        raise BadUsage(no_session(plans, id_[:60], today))
    return found


def rows(shelf: "Shelf") -> tuple[Row, ...]:
    """Every recording on the shelf, those that were taken away too."""
    held = HeldShelf(shelf)
    shows = _shows(matches_of(held))
    away = taken_away(held.corrections())
    return tuple(
        Row(
            made=made,
            evidence=evidence,
            number=number_of(made),
            sessions=shows.get(made.sha256, ()),
            counts=(made.sha256, made.algorithm) not in away,
        )
        for made, evidence in held.evidence()
    )


def file_of(shelf: "Shelf", sha256: str) -> File | None:
    """A file with recordings in it; None where there is none on this shelf."""
    found = tuple(one for one in rows(shelf) if one.made.sha256 == sha256)
    if not found:
        return None
    original = next(one for one in shelf.originals() if one.sha256 == sha256)
    said = tuple(one for one in shelf.corrections() if one.sha256 == sha256 and one.is_of_effort)
    return File(
        original=original,
        rows=tuple(sorted(found, key=lambda one: one.number)),
        corrections=said,
        sessions=found[0].sessions,
    )


def number_of(made: Made | Correction) -> int:
    """Which recording of its file, from 1."""
    rest = made.algorithm.removeprefix(ALGORITHM).strip()
    return int(rest) if rest.isdigit() else 1


def _shows(matches: Sequence[Match]) -> dict[str, tuple[str, ...]]:
    """sha256 -> the sessions that the file shows."""
    found: dict[str, tuple[str, ...]] = {}
    for session, shas in shown_by(matches).items():
        for sha256 in shas:
            found[sha256] = (*found.get(sha256, ()), session)
    return found


def say_shown(shelf: "Shelf", file: File, session: str | None, *, now: dt.datetime) -> None:
    """Keeps which session a file shows; None takes back what was said or found. Raises BadUsage."""
    if session is not None:
        named = _session(shelf, session, now.date())
        first = file.rows[0]
        if session not in file.sessions:
            one = Imported(name=file.original.name, sha256=file.original.sha256, evidence=first.evidence)
            said_by_runner(shelf, one, named, now=now)
        return
    others = shown_by(shelf.matches())
    for each in file.sessions:
        shelf.add_match(Match(session=each, sha256="", said_at=now, by=BY_RUNNER))
        for left in others[each]:
            if left != file.original.sha256:  # taking back one takes back all that stood beside it
                shelf.add_match(Match(session=each, sha256=left, said_at=now, by=BY_RUNNER, adds=True))


def count(
    shelf: "Shelf", file: File, number: int, *, counts: bool, now: dt.datetime, said_by: str = ""
) -> None:
    """Keeps that one recording of a file counts, or that it does not: a wrong file, one thing recorded twice.
    Nothing is deleted, so that either can be taken back. Raises BadUsage where there is no such recording."""
    row = next((one for one in file.rows if one.number == number), None)
    if row is None:
        raise BadUsage(f"{file.original.name} has no recording {number}")
    take_away(shelf, row.made.sha256, row.made.algorithm, away=not counts, now=now, said_by=said_by)


def hand_in_marks(shelf: "Shelf", path: Path, *, session: str = "", now: dt.datetime) -> Import:
    """`hand_in` for marks that the app made: those of a clip that was marked before stand in for the earlier
    ones, which are taken away. The same clip has the same title, date and exercise."""
    found = hand_in(shelf, path, session=session, now=now)
    new = {one.sha256 for one in found.recordings}
    for one in found.recordings:
        take_away(shelf, one.sha256, one.algorithm, away=False, now=now)
        clip = _clip(one.evidence)
        for made, evidence in evidence_of(shelf) if clip else ():
            if made.sha256 not in new and _clip(evidence) == clip:
                take_away(shelf, made.sha256, made.algorithm, away=True, now=now)
    return found


def _clip(evidence: Evidence) -> tuple[str, str, dt.datetime] | None:
    """Which clip was marked; None for what is no video, and where nobody said."""
    motion = evidence.motion
    if motion is None or motion.means is not Means.VIDEO or not evidence.title or evidence.start is None:
        return None
    return evidence.title, evidence.kind, evidence.start


def correct(shelf: "Shelf", file: File, correction: Correction, *, now: dt.datetime) -> bool:
    """Keeps what the runner says of one effort of a file, and measures the file by it. The file stays as it
    is, and what was found stands beside it. False where other words were kept under this id.

    Raises BadUsage where there is no such effort, StoreTrouble, UnreadableInput.
    """
    row = next((one for one in file.rows if one.made.algorithm == correction.algorithm), None)
    if row is None:
        raise BadUsage(f"{file.original.name} has no recording {number_of(correction)}")
    if row.evidence.motion is not None:
        raise BadUsage("Sets are corrected in their marks; hand the marks of the video in again")
    known = next((one for one in shelf.corrections() if one.id == correction.id), None)
    if known is None:
        known = _placed(correction, row.evidence)
        shelf.add_correction(known)
    elif not _same(known, correction):
        return False
    measure_again(shelf, file.original.sha256, now=now)
    return True


def _placed(correction: Correction, evidence: Evidence) -> Correction:
    """With where the effort is now, so that it is known again."""
    if correction.end_s is not None and correction.end_s > evidence.duration_s + 1:
        raise BadUsage(f"The recording ends at {evidence.duration_s:.0f} s, before the effort does")
    if correction.effort is None:
        return correction
    if correction.effort >= len(evidence.efforts):
        raise BadUsage(f"There is no effort {correction.effort}; {len(evidence.efforts)} were found")
    effort = evidence.efforts[correction.effort]
    return replace(correction, was_start_s=effort.start_s, was_end_s=effort.end_s)


def _same(one: Correction, two: Correction) -> bool:
    says = ("sha256", "algorithm", "effort", "removed", "kind", "start_s", "end_s")
    return all(getattr(one, name) == getattr(two, name) for name in says)


def trace(shelf: "Shelf", sha256: str, number: int) -> "Trace | None":
    """Speed and grade of a recording, second by second; None for what is no run, and where there is none.

    Raises StoreTrouble where the file is gone.
    """
    from fullstride.domain.recording import Recording
    from fullstride.formats.archives import Member, read_bytes
    from fullstride.measure.signal import Cleaning
    from fullstride.measure.tracing import trace_of

    original = next((one for one in shelf.originals() if one.sha256 == sha256), None)
    if original is None:
        return None
    told = told_of(shelf.corrections(), sha256, ALGORITHM)
    contents = read_bytes(Member(path=Path(original.name)), shelf.read_original(sha256), told)
    if not 1 <= number <= len(contents):
        return None
    recording = contents[number - 1]
    return trace_of(Cleaning().clean(recording)) if isinstance(recording, Recording) else None


def calibrate_kept(
    shelf: "Shelf", log: str, marks: str, *, position: Position, keep: bool, now: dt.datetime
) -> "tuple[Calibrated | Refused, bool]":
    """How a phone's log and a video's marks, both on the shelf, agree; added to the profile where that is
    wanted, and whether it was. Raises BadUsage for files that are not there, and as `calibrate`."""
    from fullstride.formats.profile_text import with_calibration
    from fullstride.workflows.calibrating import calibrate
    from fullstride.workflows.sources import profile_text, put_profile

    found = calibrate(_kept(shelf, log), _kept(shelf, marks), position=position, today=now.date())
    if isinstance(found, Refused) or not keep:
        return found, False
    put_profile(shelf, with_calibration(profile_text(shelf), found.calibration), now=now)
    return found, True


def _kept(shelf: "Shelf", sha256: str) -> Copy:
    original = next((one for one in shelf.originals() if one.sha256 == sha256), None)
    if original is None:
        raise BadUsage("The log or the marks are not here; hand them in first")
    return Copy(name=original.name, data=shelf.read_original(sha256))
