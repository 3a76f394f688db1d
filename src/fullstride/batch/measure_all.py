"""Every recording under some paths, measured: listed, read, told apart, and judged by the top speed that
they show where nobody said one."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fullstride.batch.here import engine_for
from fullstride.batch.measuring import FileMeasured, MeasureFile, Measurement, judged_again
from fullstride.batch.words import MeasuredRun
from fullstride.domain.errors import NotARecording, UnreadableInput
from fullstride.formats.archives import Member, Skipped, members
from fullstride.rules.load import OwnBook, load_book
from fullstride.workflows.measuring import Asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Recordings:
    """What the runner handed in. `jobs`: how many processes, None for one a core."""

    paths: tuple[Path, ...]
    asked: Asked
    books: tuple[OwnBook, ...] = ()
    jobs: int | None = None
    today: dt.date


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AllMeasured:
    """What became of them, in the order in which they were named.

    `same_as` gives, for a recording that shows the same run as a better one, that other's name.
    `unreadable` has what could not be read; files that are no recordings are left out in silence,
    unless they were named themselves.
    """

    measurements: tuple[Measurement, ...] = ()
    unreadable: tuple[UnreadableInput, ...] = ()
    same_as: Mapping[str, str] = field(default_factory=dict)


def measure_all(recordings: Recordings) -> AllMeasured:
    """Measures every recording; a file that can't be read never stops the rest."""
    listed, unreadable = _listed(recordings.paths)
    named = {str(path) for path in recordings.paths}
    work = MeasureFile(asked=recordings.asked, books=recordings.books)
    results: dict[str, FileMeasured] = {}
    for outcome in engine_for(len(listed), recordings.jobs).outcomes(work, listed):
        lost = UnreadableInput(outcome.item.name, "", outcome.lost)
        results[outcome.item.name] = outcome.result or FileMeasured(unreadable=lost)
    measured: list[Measurement] = []
    for member in listed:
        result = results[member.name]
        measured += result.measurements
        error = result.unreadable
        if error is not None and (member.name in named or not isinstance(error, NotARecording)):
            unreadable.append(error)
    counted = _with_top(measured, recordings)
    return AllMeasured(
        measurements=counted,
        unreadable=tuple(unreadable),
        same_as=_same_as(counted) if len(counted) > 1 else {},
    )


def _listed(paths: Iterable[Path]) -> tuple[list[Member], list[UnreadableInput]]:
    """Every file once, and those that the listing itself could not open."""
    listed: dict[str, Member] = {}
    unreadable: list[UnreadableInput] = []
    for path in paths:
        found = 0
        left_out: list[Skipped] = []
        try:
            for each in members(path):
                if isinstance(each, Member):
                    listed.setdefault(each.name, each)
                    found += 1
                else:
                    left_out.append(each)
        except UnreadableInput as error:
            unreadable.append(error)
            continue
        if not found and not left_out:
            unreadable.append(UnreadableInput(str(path), "", "holds no recording"))
        # What holds no recording is only worth a word where it is all that was named.
        told = [each for each in left_out if not found or not each.harmless]
        unreadable += [UnreadableInput(each.name, "", each.why) for each in told]
    return list(listed.values()), unreadable


def _with_top(measured: Sequence[Measurement], recordings: Recordings) -> tuple[Measurement, ...]:
    """Judged by the top speed that the recordings show, where the runner told none and they show one.

    A speed that was never meant as a maximum is no measure: by it, every stride would be too hard.
    """
    if recordings.asked.top_mps is not None or len(measured) < 2:
        return tuple(measured)
    from fullstride.workflows.auditing import audit_runs

    book = load_book(recordings.books)
    summaries = (each.summary for each in measured if each.summary is not None)
    top = audit_runs(summaries, today=recordings.today, book=book).top_speed
    if top is None or top.at_least:
        return tuple(measured)
    return judged_again(measured, recordings.asked, recordings.books, top.speed_mps)


def _same_as(measured: Sequence[Measurement]) -> dict[str, str]:
    from fullstride.batch.duplicates import SameRun, candidate

    runs = (
        MeasuredRun(summary=each.summary, likeness=each.likeness)
        for each in measured
        if each.summary is not None and each.likeness is not None
    )
    candidates = [candidate(run) for run in runs]
    return {found.file: found.of for found in SameRun().find(candidates)}
