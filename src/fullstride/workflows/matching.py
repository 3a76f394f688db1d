"""Match: which session of the plan a recording shows, beyond doubt or as the runner says."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fullstride.domain.evidence import Evidence
from fullstride.domain.keeping import KeptPlan, Match, shown_by
from fullstride.domain.session import Session
from fullstride.workflows.counting import evidence_of, matches_of
from fullstride.workflows.keeping import sessions_ever
from fullstride.workflows.motion import is_found

if TYPE_CHECKING:
    from fullstride.rules.book import Book
    from fullstride.store.contract import Shelf

BY_RUNNER, BY_DAY = "runner", "day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """One recording on the shelf. `again`: it was there before, measured by the same means. `session`: the
    recording itself says which one it shows. `algorithm` as in Made."""

    name: str
    sha256: str
    evidence: Evidence
    again: bool = False
    session: str = ""
    algorithm: str = "measure"

    @property
    def date(self) -> dt.date | None:
        return self.evidence.start.date() if self.evidence.start else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmatched:
    """A recording of a day with sessions that it can't be matched to without asking, and why."""

    recording: Imported
    candidates: tuple[Session, ...]
    why: str


def said_by_runner(shelf: "Shelf", recording: Imported, session: Session, *, now: dt.datetime) -> Match:
    """Keeps that the runner said which session a recording shows; logs of sets stand beside each other."""
    said = Match(
        session=session.id,
        sha256=recording.sha256,
        said_at=now,
        by=BY_RUNNER,
        adds=recording.evidence.motion is not None,
    )
    shelf.add_match(said)
    return said


def one_a_file(recordings: Sequence[Imported]) -> list[Imported]:
    """The first recording of each file."""
    return list({one.sha256: one for one in reversed(recordings)}.values())[::-1]


def match(
    shelf: "Shelf", recordings: Sequence[Imported], plans: Sequence[KeptPlan], book: "Book", now: dt.datetime
) -> tuple[tuple[Match, ...], tuple[Unmatched, ...]]:
    """Beyond doubt is: the only session of its exercise on that day, and the only recording of that day
    that shows such efforts. Everything else is asked."""
    matched = dict(shown_by(one for one in matches_of(shelf) if not one.adds))
    of_days = _recordings_by_day(shelf)
    everything = tuple(sessions_ever(plans).values())
    sessions = [one for one in everything if book.exercises[one.exercise].style == "run"]
    made: list[Match] = []
    asked: list[Unmatched] = []
    for recording in recordings:
        if recording.evidence.motion is not None:
            _match_sets(shelf, recording, everything, now, made, asked)
            continue
        open_ = [one for one in sessions if one.date == recording.date and one.id not in matched]
        if not open_:
            continue
        known = any(recording.sha256 in shas for shas in matched.values())
        others = [one for sha256, one in of_days[open_[0].date] if sha256 != recording.sha256]
        seen = [one for one in open_ if shows(recording.evidence, one.exercise)]
        doubtful = [
            one
            for one in seen
            if sum(other.exercise == one.exercise for other in open_) > 1
            or any(shows(other, one.exercise) for other in others)
        ]
        for session in (one for one in seen if one not in doubtful):
            found = Match(session=session.id, sha256=recording.sha256, said_at=now, by=BY_DAY)
            shelf.add_match(found)
            matched[session.id] = (recording.sha256,)
            made.append(found)
        if doubtful:
            why = "more than one recording or session of that day fits"
            asked.append(Unmatched(recording=recording, candidates=tuple(doubtful), why=why))
        elif not seen and not known:
            why = "it shows none of what was asked that day"
            asked.append(Unmatched(recording=recording, candidates=tuple(open_), why=why))
    return tuple(made), tuple(asked)


def _match_sets(
    shelf: "Shelf",
    recording: Imported,
    sessions: Sequence[Session],
    now: dt.datetime,
    made: list[Match],
    asked: list[Unmatched],
) -> None:
    """A log or a video belongs to the only session of its exercise on its day, beside all others of it."""
    fits = [one for one in sessions if one.id == recording.session] or [
        one for one in sessions if one.date == recording.date and one.exercise == recording.evidence.kind
    ]
    if not fits or not is_found(recording.evidence):
        return
    if len(fits) > 1:
        why = "more than one session of that day fits"
        asked.append(Unmatched(recording=recording, candidates=tuple(fits), why=why))
        return
    (session,) = fits
    if recording.sha256 not in shown_by(shelf.matches()).get(session.id, ()):
        found = Match(session=session.id, sha256=recording.sha256, said_at=now, by=BY_DAY, adds=True)
        shelf.add_match(found)
        made.append(found)


def _recordings_by_day(shelf: "Shelf") -> dict[dt.date, list[tuple[str, Evidence]]]:
    days: dict[dt.date, list[tuple[str, Evidence]]] = defaultdict(list)
    for made, evidence in evidence_of(shelf):
        if evidence.start is not None:
            days[evidence.start.date()].append((made.sha256, evidence))
    return days


def shows(evidence: Evidence, exercise: str) -> bool:
    """Whether a recording of a run shows efforts of an exercise, by its verdict where there is one."""
    if evidence.motion is not None:
        return False
    return any(verdict.exercise == exercise and verdict.done > 0 for verdict in evidence.verdicts)
