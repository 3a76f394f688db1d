"""Import: recordings kept as they came, measured, and matched to the sessions that they show."""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from fullstride import __version__
from fullstride.domain.corrections import Correction, taken_away, told_of
from fullstride.domain.errors import BadUsage, UnreadableInput
from fullstride.domain.evidence import Evidence
from fullstride.domain.history import RUN
from fullstride.domain.keeping import KeptPlan, Made, Match
from fullstride.domain.motion import AS_THE_FILE_SAYS, Told
from fullstride.domain.recording import Recording
from fullstride.domain.session import Session
from fullstride.workflows.calibrating import calibrations_now
from fullstride.workflows.counting import keep_told, take_away
from fullstride.workflows.keeping import book_of, runner_of, sessions_ever
from fullstride.workflows.matching import Imported, Unmatched, match, one_a_file, said_by_runner
from fullstride.workflows.measuring import Asked, measure_recording, measure_set
from fullstride.workflows.motion import session_named

if TYPE_CHECKING:
    from fullstride.formats.archives import Content
    from fullstride.formats.members import Member
    from fullstride.rules.book import Book
    from fullstride.store.contract import Shelf

ALGORITHM = "measure"
Known = Mapping[str, Sequence[tuple[str, Evidence]]]  # sha256 -> (algorithm, what was found by it)
NOTHING_KNOWN: Known = MappingProxyType({})
Step = Callable[[int, Sequence[Imported], Sequence[UnreadableInput]], None]


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
    step: "Step | None" = None,
) -> Import:
    """Keeps and measures every recording under `paths`, then matches what is beyond doubt.

    A file that can't be read never stops the rest. `session`: the runner says that the one recording, or
    these logs and videos of its sets, show this session; `told` is what else they say of logs.
    `step` is told after each file; what it raises ends the import, with all that was kept until then kept,
    and with it files that are on the shelf already are not measured again.
    Raises BadUsage where that is said of several, StoreTrouble as the store does.
    """
    plans = shelf.plans()
    kept = plans[-1] if plans else None
    book = book_of(kept)
    said = told
    if session is not None and not told.exercise and book.exercises[session.exercise].style == "jump":
        told = replace(told, exercise=session.exercise)
    asked = _asked(shelf, plans, kept, told)
    keeping = _Keeping(shelf=shelf, kept=kept, book=book, asked=asked, now=now, said=said)
    unreadable: list[UnreadableInput] = []
    found: dict[tuple[str, str], Imported] = {}
    known = _known(shelf) if step else NOTHING_KNOWN
    for number, member in enumerate(_listed(paths, unreadable), start=1):
        try:
            for each in keeping.keep(member, known):
                found.setdefault((each.sha256, each.evidence.file), each)
        except UnreadableInput as error:
            unreadable.append(error)
        if step:
            step(number, tuple(found.values()), unreadable)
    recordings = tuple(found.values())
    of_runs = [one for one in recordings if one.evidence.motion is None]
    if session is not None and len({one.sha256 for one in of_runs}) > 1:
        raise BadUsage(f"--session {session.id} is shown by one recording, and {len(of_runs)} were named")
    _mark(shelf, recordings, now)
    if session is not None:
        for one in recordings:
            take_away(shelf, one.sha256, one.algorithm, away=False, now=now)
        matches = tuple(said_by_runner(shelf, one, session, now=now) for one in one_a_file(recordings))
        return Import(recordings=recordings, matches=matches, unreadable=tuple(unreadable))
    away = taken_away(shelf.corrections())
    counted = [one for one in recordings if (one.sha256, one.algorithm) not in away]
    matches, unmatched = match(shelf, counted, plans, book, now)
    return Import(recordings=recordings, matches=matches, unmatched=unmatched, unreadable=tuple(unreadable))


def _known(shelf: "Shelf") -> Known:
    """What this version of the program found in files before, as far as it found all that it finds now."""
    found: dict[str, list[tuple[str, Evidence]]] = {}
    for made, evidence in shelf.evidence():
        if made.version == __version__ and not _lacks_spread(evidence):
            found.setdefault(made.sha256, []).append((made.algorithm, evidence))
    return found


def _lacks_spread(evidence: Evidence) -> bool:
    """Runs that were measured before their spread was kept are missing in an audit."""
    return evidence.kind == RUN and evidence.spread is None


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


def measure_again(shelf: "Shelf", sha256: str, *, now: dt.datetime) -> tuple[Imported, ...]:
    """Measures what was kept of a file once more, by what is asked and corrected now.

    Raises StoreTrouble where it is gone, UnreadableInput where it can't be read by itself.
    """
    from fullstride.formats.archives import Member, read_bytes

    plans = shelf.plans()
    kept = plans[-1] if plans else None
    name = next(one.name for one in shelf.originals() if one.sha256 == sha256)
    told = told_of(shelf.corrections(), sha256, ALGORITHM)
    before = {made.algorithm: found for made, found in shelf.evidence() if made.sha256 == sha256}
    asked = _asked(shelf, plans, kept, AS_THE_FILE_SAYS)
    keeping = _Keeping(shelf=shelf, kept=kept, book=book_of(kept), asked=asked, now=now)
    contents = read_bytes(Member(path=Path(name)), shelf.read_original(sha256), told)
    return tuple(keeping.measure(contents, sha256, name, name, before))


def _asked(shelf: "Shelf", plans: Sequence[KeptPlan], kept: KeptPlan | None, told: Told) -> Asked:
    runner = runner_of(kept)
    return Asked(
        sessions=tuple(sessions_ever(plans).values()),
        top_mps=runner.top_speed_mps,
        by_book=False,
        told=told,
        calibrations=calibrations_now(shelf, kept),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Keeping:
    """Keeps and measures files by what one runner's plans ask."""

    shelf: "Shelf"
    kept: KeptPlan | None
    book: "Book"
    asked: Asked
    now: dt.datetime
    said: Told = AS_THE_FILE_SAYS  # in so many words, of logs

    def keep(self, member: "Member", known: Known = NOTHING_KNOWN) -> Iterator[Imported]:
        """Reads first: only what is a recording is kept as one. `known` is not measured again."""
        from fullstride.formats.archives import member_bytes, read_bytes

        data = member_bytes(member)
        sha256 = hashlib.sha256(data).hexdigest()
        if sha256 in known:
            for algorithm, evidence in known[sha256]:
                yield Imported(
                    name=member.name, sha256=sha256, evidence=evidence, again=True, algorithm=algorithm
                )
            return
        before = told_of(self.shelf.corrections(), sha256, ALGORITHM)
        contents = read_bytes(member, data, self.asked.told.over(before))
        name = Path(member.inside[-1] if member.inside else member.path).name
        self.shelf.add_original(name, data, self.now)
        here = self
        if contents[0].start is not None:  # a day said of several files is of those that tell none
            asked = replace(self.asked, told=replace(self.asked.told, date=None))
            here = replace(self, said=replace(self.said, date=None), asked=asked)
        if not isinstance(contents[0], Recording):
            keep_told(self.shelf, sha256, ALGORITHM, here.said, now=self.now)
        yield from here.measure(contents, sha256, name, member.name, {})

    def measure(
        self,
        contents: "Sequence[Content]",
        sha256: str,
        name: str,
        shown: str,
        before: Mapping[str, Evidence],
    ) -> Iterator[Imported]:
        """Evidence of each recording of a file; `before` is what was found in it, by algorithm: what an
        archive told of it is known from there."""
        said = self.shelf.corrections()
        corrections = [one for one in said if one.sha256 == sha256 and one.is_of_effort]
        for number, content in enumerate(contents, start=1):
            own_name = name if number == 1 else f"{name}, recording {number}"
            algorithm = algorithm_of(number)
            corrected = [one for one in corrections if one.algorithm == algorithm]
            told = _as_it_was_told(content, before.get(algorithm))
            asked = replace(self.asked, told=self.asked.told.over(told_of(said, sha256, algorithm)))
            evidence = _measured(told, own_name, self.book, asked, corrected)
            tellings = [one for one in said if one.is_telling_of(sha256, algorithm)]
            made = _made(sha256, number, evidence, asked, self.kept, corrected or tellings)
            new = self.shelf.add_evidence(made, evidence, self.now)
            yield Imported(
                name=shown,
                sha256=sha256,
                evidence=evidence,
                again=not new,
                session=session_named(content),
                algorithm=algorithm,
            )


def algorithm_of(number: int) -> str:
    """As in Made: by what a recording of a file, counted from 1, was measured."""
    return ALGORITHM if number == 1 else f"{ALGORITHM} {number}"


def _as_it_was_told(content: "Content", before: Evidence | None) -> "Content":
    if before is None or not isinstance(content, Recording):
        return content
    return replace(content, title=content.title or before.title, start=content.start or before.start)


def _measured(
    content: "Content", name: str, book: "Book", asked: Asked, corrections: Sequence[Correction]
) -> Evidence:
    if isinstance(content, Recording):
        return measure_recording(content, file=name, book=book, asked=asked, corrections=corrections).evidence
    return measure_set(content, file=name, book=book, asked=asked)


def _made(
    sha256: str,
    number: int,
    evidence: Evidence,
    asked: Asked,
    kept: KeptPlan | None,
    corrections: Sequence[Correction],
) -> Made:
    """By what the evidence was made: the book, the top speed, what the plan asked on that day, and what the
    runner corrected."""
    start = evidence.start
    settings: dict[str, object] = {
        "books": [hashlib.sha256(text.encode()).hexdigest() for _, text in (kept.books if kept else ())],
        "top_mps": [asked.top_mps.value, asked.top_mps.error] if asked.top_mps else None,
        "sessions": sorted(f"{one.id} {one.dose}" for one in asked.on(start.date() if start else None)),
    }
    if not settings["sessions"]:
        settings["unasked"] = 1  # else what was judged before without a session would stand for this
    if evidence.spread is not None:
        settings["spread"] = 1  # else what was found before without it would stand for this
    if corrections:
        settings["corrections"] = [one.id for one in corrections]
    if evidence.motion is not None:
        settings["told"] = str(asked.told)
        settings["calibrations"] = [str(one) for one in asked.calibrations]
    return Made(
        sha256=sha256,
        algorithm=algorithm_of(number),
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
