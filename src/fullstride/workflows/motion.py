"""Measure a set: from a phone's log, or the marks of its slow-motion video, to evidence."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from fullstride.domain.errors import BadUsage
from fullstride.domain.evidence import Evidence, Grading, Means, MotionEvidence, Quality, Refused, SpeedSource
from fullstride.domain.motion import AS_THE_FILE_SAYS, Calibration, FrameMarks, Position, Told

if TYPE_CHECKING:
    from fullstride.domain.motion_log import MotionLog
    from fullstride.domain.recording import Recording
    from fullstride.domain.session import Session
    from fullstride.measure.motion import MotionSignal
    from fullstride.rules.book import Book

HOPS = "hops"  # ten hops on the spot: a test, no exercise of the book
JUMPING = ("squat_jumps", HOPS)
BOUNDING = ("bounding", "hill_bounding")
BETWEEN_CONES = ("strides", "flat_sprints", "hill_sprints")
UNKNOWN_KIND = "motion"


def exercise_named(text: str) -> str:
    """The name of what a log can show: "Squat jumps" is squat_jumps. Raises BadUsage for anything else."""
    name = "_".join(text.strip().lower().replace("-", " ").replace("_", " ").split())
    known = (*JUMPING, *BOUNDING, *BETWEEN_CONES)
    if name not in known:
        raise BadUsage(f"{text!r} is nothing that a log or a video shows; those are {', '.join(known)}")
    return name


def measure_motion(
    source: "MotionLog | FrameMarks",
    *,
    file: str,
    book: "Book",
    sessions: Sequence["Session"] = (),
    told: Told = AS_THE_FILE_SAYS,
    calibrations: Sequence[Calibration] = (),
) -> Evidence:
    """What a log or a marked video shows, held against those of `sessions` that are of its day."""
    from fullstride.measure.judge_motion import MotionJudge

    start = _on_its_day(_local_start(source), told.date)
    named = tuple(one for one in sessions if one.id == session_named(source))
    of_day = named or tuple(one for one in sessions if start is not None and one.date == start.date())
    if isinstance(source, FrameMarks):
        evidence = _of_video(source, of_day, told)
    else:
        evidence = _of_log(source, of_day, told, calibrations)
    evidence = replace(
        evidence, file=file, start=start, cut=source.cut, title=source.title, device=source.device
    )
    if evidence.motion is None or not is_found(evidence):
        return evidence
    motion, verdicts = MotionJudge(book=book).judge(
        evidence.motion, evidence.kind, [one for one in of_day if one.exercise == evidence.kind]
    )
    return replace(evidence, motion=motion, verdicts=verdicts)


def session_named(source: "Recording | MotionLog | FrameMarks") -> str:
    """The id of the session that a capture says it is of, "" where it says none."""
    return getattr(source, "session", "")


def is_found(evidence: Evidence) -> bool:
    """Whether a log or a video gave anything but a refusal."""
    motion = evidence.motion
    return motion is not None and bool(motion.sets or motion.bounds or motion.timed)


def _of_log(
    log: "MotionLog", sessions: Sequence["Session"], told: Told, calibrations: Sequence[Calibration]
) -> Evidence:
    from fullstride.measure.motion import MotionCleaning

    position = told.position if told.position is not Position.UNKNOWN else log.position
    signal = MotionCleaning().clean(replace(log, position=position))
    motion = MotionEvidence(
        means=Means.PHONE,
        rate_hz=round(signal.written_hz, 1),
        position=position,
        seen=(*log.taken, *signal.seen),
    )
    evidence = Evidence(
        file="",
        kind=told.exercise or log.exercise or UNKNOWN_KIND,
        start=None,
        duration_s=len(signal) / signal.rate_hz,
        distance_m=None,
        quality=signal.quality,
        motion=motion,
    )
    if signal.refused is not None:
        return _refusing(evidence, signal.refused)
    said = told.exercise or log.exercise or _asked_of(sessions)
    kind = said or _kind_of(signal)
    if isinstance(kind, Refused):
        return _refusing(evidence, kind)
    evidence = replace(evidence, kind=kind)
    told = replace(told, exercise=said, distance_m=told.distance_m or log.distance_m)
    found = _found_in(signal, kind, motion, told, calibrations)
    if isinstance(found, Refused):
        return replace(evidence, refused=(found,))
    return replace(evidence, motion=found)


def _asked_of(sessions: Sequence["Session"]) -> str:
    """What the day asks for, where that is one thing that a log shows; "" where it is none or several."""
    asked = {one.exercise for one in sessions if one.exercise in (*JUMPING, *BOUNDING)}
    return asked.pop() if len(asked) == 1 else ""


def _kind_of(signal: "MotionSignal") -> str | Refused:
    """What the rhythm tells."""
    from fullstride.measure.motion_kind import MotionKind

    return MotionKind().tell(signal)


def _found_in(
    signal: "MotionSignal",
    kind: str,
    motion: MotionEvidence,
    told: Told,
    calibrations: Sequence[Calibration],
) -> MotionEvidence | Refused:
    if kind in JUMPING:
        from fullstride.measure.calibrating import unlike
        from fullstride.measure.jumps import JumpFinder

        own = [one for one in calibrations if one.position is motion.position]
        sets = JumpFinder().find(signal, calibrations=own, told=bool(told.exercise))
        if isinstance(sets, Refused):
            return sets
        calibrated = all(one.calibrated for one in sets)
        return replace(motion, sets=sets, calibrated=calibrated, seen=(*motion.seen, *unlike(sets, own)))
    if kind in BOUNDING:
        from fullstride.measure.bounds import BoundFinder

        found = BoundFinder().find(
            signal, distance_m=told.distance_m, first_side=told.first_side, told=bool(told.exercise)
        )
        if isinstance(found, Refused):
            return found
        return replace(
            motion,
            bounds=found.runs,
            left_right_pct=found.left_right_pct,
            seen=(*motion.seen, *found.seen),
        )
    return Refused(
        what=kind.replace("_", " ").capitalize(),
        why="a phone's sensors do not show how fast it was",
        instead="Give the watch's recording, or mark the cones in a video.",
    )


def _of_video(marks: FrameMarks, sessions: Sequence["Session"], told: Told) -> Evidence:
    from fullstride.measure.marks import MarkedVideo, kind_of

    marks = replace(
        marks,
        exercise=told.exercise or marks.exercise,
        distance_m=told.distance_m or marks.distance_m,
    )
    kind = kind_of(marks, frozenset(one.exercise for one in sessions))
    times = [mark.time_s for mark in marks.marks]
    evidence = Evidence(
        file="",
        kind=UNKNOWN_KIND if isinstance(kind, Refused) else kind,
        start=None,
        duration_s=max(times) - min(times) if times else 0.0,
        distance_m=None,
        quality=Quality(grade=Grading.GOOD, source=SpeedSource.NONE, interval_s=1 / marks.frames_per_s),
        motion=MotionEvidence(means=Means.VIDEO, rate_hz=marks.frames_per_s),
    )
    if isinstance(kind, Refused):
        return _refusing(evidence, kind)
    found = MarkedVideo().measure(replace(marks, exercise=kind))
    if isinstance(found, Refused):
        return _refusing(evidence, found)
    return replace(evidence, motion=found)


def _refusing(evidence: Evidence, refused: Refused) -> Evidence:
    quality = replace(evidence.quality, grade=Grading.UNFIT, why=evidence.quality.why or (refused.why,))
    return replace(evidence, quality=quality, refused=(refused,))


def _on_its_day(start: dt.datetime | None, day: dt.date | None) -> dt.datetime | None:
    """The start on the day that the runner says; what tells no time of day was made at noon, as marks are."""
    if day is None:
        return start
    return start.combine(day, start.timetz()) if start else dt.datetime.combine(day, dt.time(12), dt.UTC)


def _local_start(source: "MotionLog | FrameMarks") -> dt.datetime | None:
    """The start by the runner's own clock, where the file says how far that is from UTC."""
    if source.start is None or isinstance(source, FrameMarks) or source.utc_offset_s is None:
        return source.start
    return source.start.astimezone(dt.timezone(dt.timedelta(seconds=source.utc_offset_s)))
