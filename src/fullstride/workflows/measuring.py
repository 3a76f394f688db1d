"""Measure: from a recording to evidence, held against the plan of its day."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from fullstride.domain.corrections import Correction
from fullstride.domain.evidence import Effort, Evidence, Grading, Measured, Quality, Refused
from fullstride.domain.history import RUN, RunSummary
from fullstride.domain.motion import AS_THE_FILE_SAYS, Calibration, FrameMarks, Told
from fullstride.domain.session import Session
from fullstride.domain.spread import Spread
from fullstride.workflows.motion import measure_motion

if TYPE_CHECKING:
    from fullstride.domain.motion_log import MotionLog
    from fullstride.domain.recording import Recording
    from fullstride.measure.finding import Expected
    from fullstride.measure.signal import Signal
    from fullstride.rules.book import Book


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What recordings are held against: the sessions of a plan, and the runner's top speed where known.

    `by_book`: what no session asked for is held against the book, else it is only counted. `blind`: laps,
    workout steps and the plan take no part in finding. `told` is what the runner says of phone logs and
    marked videos, `calibrations` how their phone compares with video.
    """

    sessions: tuple[Session, ...] = ()
    top_mps: Measured | None = None
    by_book: bool = True
    blind: bool = False
    told: Told = AS_THE_FILE_SAYS
    calibrations: tuple[Calibration, ...] = ()

    def on(self, date: dt.date | None) -> tuple[Session, ...]:
        return tuple(session for session in self.sessions if session.date == date)


NOTHING_ASKED = Asked()


def sessions_of(plan: Path) -> tuple[Session, ...]:
    """What a plan file asks. Raises UnreadableInput where it is no plan."""
    from fullstride.formats.plan_file import read_plan

    return read_plan(plan).sessions


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Found:
    """One recording's evidence, the signal it was found in, and what a history keeps of it."""

    evidence: Evidence
    signal: "Signal"
    summary: RunSummary


def measure_recording(
    recording: "Recording",
    *,
    file: str,
    book: "Book",
    asked: Asked = NOTHING_ASKED,
    corrections: Sequence[Correction] = (),
) -> Found:
    """Signal, efforts and verdicts of one recording; `file` is the name the runner gave it, `corrections`
    what they say of its efforts."""
    from fullstride.measure.corrected import Correcting
    from fullstride.measure.finding import find_efforts
    from fullstride.measure.markers import MarkerFinder
    from fullstride.measure.signal import Cleaning
    from fullstride.measure.summary import Summarising, duration_s, local_start

    signal = Cleaning().clean(recording)
    start = local_start(recording)
    sessions = asked.on(start.date() if start else None)
    efforts: tuple[Effort, ...] = ()
    if signal.quality.grade is not Grading.UNFIT:
        efforts = find_efforts(
            recording,
            signal,
            expected=() if asked.blind else _expected(sessions, book),
            blind=asked.blind,
            top_mps=asked.top_mps,
        )
    if corrections:
        efforts = Correcting().correct(efforts, corrections, signal, top_mps=asked.top_mps)
    summary = replace(Summarising().summarise(signal, efforts, recording), file=file)
    evidence = Evidence(
        file=file,
        kind=summary.kind,
        start=start,
        duration_s=duration_s(recording, signal),
        distance_m=summary.distance_m,
        quality=signal.quality,
        easy_mps=signal.easy_mps,
        efforts=efforts,
        cut=recording.cut,
        title=recording.title,
        device=recording.device,
        markers=MarkerFinder().find(signal) if summary.kind == RUN else None,
        spread=_spread(summary) if summary.kind == RUN else None,
    )
    return Found(
        evidence=judge(evidence, sessions, book, top_mps=asked.top_mps, by_book=asked.by_book),
        signal=signal,
        summary=summary,
    )


def _spread(summary: RunSummary) -> Spread:
    return Spread(
        sub_sport=summary.sub_sport,
        format=summary.format,
        moving_s=summary.moving_s,
        has_elevation=summary.has_elevation,
        bin_s=summary.bin_s,
        bin_m=tuple(round(one, 2) for one in summary.bin_m),
        best_mps=tuple(None if one is None else round(one, 3) for one in summary.best_mps),
    )


def measure_set(
    source: "MotionLog | FrameMarks", *, file: str, book: "Book", asked: Asked = NOTHING_ASKED
) -> Evidence:
    """What a phone log or a marked video shows; `file` is the name the runner gave it."""
    return measure_motion(
        source,
        file=file,
        book=book,
        sessions=asked.sessions,
        told=asked.told,
        calibrations=asked.calibrations,
    )


def judge(
    evidence: Evidence,
    sessions: Sequence[Session],
    book: "Book",
    *,
    top_mps: Measured | None,
    by_book: bool = True,
) -> Evidence:
    """`evidence` with shares of `top_mps`, and held against the `sessions` of its day."""
    from fullstride.measure.describe import with_share
    from fullstride.measure.judge import Judge

    efforts = tuple(with_share(effort, top_mps) for effort in evidence.efforts)
    judging = Judge(book=book)
    verdicts, refused = judging.judge(efforts, sessions, evidence.quality, top_mps, by_book=by_book)
    return replace(
        evidence,
        efforts=efforts,
        top_mps=top_mps,
        verdicts=verdicts,
        refused=(*_unfit(evidence.quality), *refused),
    )


def _expected(sessions: Sequence[Session], book: "Book") -> "tuple[Expected, ...]":
    """What the plan lets us look for: the running sessions of the day, in their order."""
    from fullstride.measure.finding import Expected

    running = [s for s in sessions if s.exercise in book.exercises]
    return tuple(
        Expected(
            exercise=session.exercise,
            reps=session.dose.sets * session.dose.reps,
            duration_s=session.dose.work_s,
            distance_m=session.dose.work_m,
            rest_s=session.rest_s,
        )
        for session in sorted(running, key=lambda each: each.order)
        if book.exercises[session.exercise].style == "run"
    )


def _unfit(quality: Quality) -> tuple[Refused, ...]:
    if quality.grade is not Grading.UNFIT:
        return ()
    return (
        Refused(
            what="Short fast efforts",
            why=quality.why[0].rstrip(".") if quality.why else "the speed in this recording is unfit",
            instead="",
        ),
    )
