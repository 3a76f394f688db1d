"""Calibrate: a phone's log and a video of the same jumps to the phone's own offset, kept in the profile."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from fullstride.domain.errors import BadUsage, UnreadableInput
from fullstride.domain.evidence import JumpSet, Refused
from fullstride.domain.motion import Calibration, FrameMarks, Position
from fullstride.domain.motion_log import MotionLog
from fullstride.workflows.keeping import runner_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fullstride.domain.keeping import KeptPlan
    from fullstride.formats.reading import Copy
    from fullstride.measure.calibrating import Calibrated
    from fullstride.store.contract import Shelf


def calibrate(
    log: "Path | Copy", marks: "Path | Copy", *, position: Position, today: dt.date
) -> "Calibrated | Refused":
    """How the phone of `log` agrees with the video of `marks`, and what to subtract from its flights.

    The position is the one named, else the one the log names. Raises UnreadableInput for a file that is no
    log, or holds no marks, and BadUsage where nobody says where the phone was worn.
    """
    from fullstride.measure.calibrating import Calibrating, raw
    from fullstride.measure.jumps import JumpFinder
    from fullstride.measure.motion import MotionCleaning

    seen, filmed = _log(log), _marks(marks)
    worn = position if position is not Position.UNKNOWN else seen.position
    if worn is Position.UNKNOWN:
        raise BadUsage(f"{_name(log)} does not say where the phone was worn; name it, as in --position belt")
    signal = MotionCleaning().clean(replace(seen, position=worn))
    if signal.refused is not None:
        return signal.refused
    by_video = _filmed_sets(filmed)
    if isinstance(by_video, Refused):
        return by_video
    by_phone = JumpFinder().find(signal, calibrations=(raw(worn),))
    before = JumpFinder().find(signal)
    if isinstance(by_phone, Refused):
        return by_phone
    untold = _without_flights(by_phone, "the phone's log")
    if untold is not None:
        return untold
    return Calibrating().calibrate(
        by_phone,
        by_video,
        worn,
        before=() if isinstance(before, Refused) else before,
        date=_day(seen) or _day(filmed) or today,
        device=seen.device,
    )


def calibrations_now(shelf: "Shelf", kept: "KeptPlan | None") -> tuple[Calibration, ...]:
    """The runner's calibrations by the profile as it stands: where it was handed in, else its file, which
    `calibrate` may have added to since, else as the plan knows it."""
    from fullstride.formats.profile import parse_profile
    from fullstride.formats.reading import TEXT_LIMIT, read_text
    from fullstride.workflows.sources import PROFILE, profile_text

    path = Path(kept.profile_path) if kept is not None and kept.profile_path else None
    handed_in = any(feed.id == PROFILE for feed in shelf.feeds())
    try:
        if path is not None and path.is_file() and not handed_in:
            return parse_profile(read_text(path, TEXT_LIMIT, may_be_empty=True), str(path)).calibrations
        return parse_profile(profile_text(shelf), "the kept profile").calibrations
    except UnreadableInput:
        return runner_of(kept).calibrations  # what is wrong with it is said where a plan is made from it


def refuse_no_profile(path: Path) -> None:
    """Raises UnreadableInput where the profile that is to be written into can't be read."""
    from fullstride.formats.profile import read_profile

    read_profile(path)


def keep_calibration(calibration: Calibration, path: Path) -> None:
    """Adds the calibration to the profile, whole or not at all; all that stands there stays as written.

    Raises UnreadableInput where the profile lists its calibrations in a way that can't be added to.
    """
    from fullstride.formats.files import write_files
    from fullstride.formats.profile import parse_profile, with_calibration
    from fullstride.formats.reading import TEXT_LIMIT, read_bytes, read_text

    text = with_calibration(read_text(path, TEXT_LIMIT, may_be_empty=True), calibration)
    try:
        parse_profile(text, str(path))
    except UnreadableInput:
        reason = "can't be added to; write it as [[calibrations]] with its keys below"
        raise UnreadableInput(str(path), "calibrations", reason) from None
    if b"\r\n" in read_bytes(path, TEXT_LIMIT):
        text = text.replace("\n", "\r\n")
    write_files(path.parent, {path.name: text.encode()})


def _log(path: "Path | Copy") -> MotionLog:
    found = _read(path)
    if isinstance(found, MotionLog):
        return found
    held = "holds the marks of a video" if found else "is no phone's log that can be read"
    raise UnreadableInput(_name(path), "", f"{held}; the log comes first, then the marks")


def _marks(path: "Path | Copy") -> FrameMarks:
    found = _read(path)
    if isinstance(found, FrameMarks):
        return found
    if found is not None:
        raise UnreadableInput(_name(path), "", "is a phone's log; the log comes first, then the marks")
    from fullstride.formats.frame_marks import read_frame_marks
    from fullstride.formats.reading import copy_of

    return read_frame_marks(copy_of(path).data, _name(path))  # which says what is missing


def _read(path: "Path | Copy") -> MotionLog | FrameMarks | None:
    from fullstride.formats.motion_logs import MOTION_LIMIT
    from fullstride.formats.reading import copy_of
    from fullstride.formats.sets import read_sets

    return read_sets(copy_of(path, MOTION_LIMIT).data, _name(path))


def _name(source: "Path | Copy") -> str:
    from fullstride.formats.reading import shown_name

    return shown_name(source)


def _filmed_sets(filmed: FrameMarks) -> tuple[JumpSet, ...] | Refused:
    from fullstride.measure.marks import JUMPING, MarkedVideo

    found = MarkedVideo().measure(replace(filmed, exercise=filmed.exercise or "squat_jumps"))
    if isinstance(found, Refused):
        return found
    if not found.sets:
        return Refused(
            what="Calibration",
            why=f"the video is of {filmed.exercise.replace('_', ' ')}, and a calibration needs jumps",
            instead=f"Film {' or '.join(JUMPING).replace('_', ' ')} with the phone on.",
        )
    return _without_flights(found.sets, "the video") or found.sets


def _without_flights(sets: "Sequence[JumpSet]", whose: str) -> Refused | None:
    """Why no flight of these sets is known; None where one is."""
    if any(jump.flight_s is not None for one in sets for jump in one.jumps):
        return None
    refused = next((each for one in sets for each in one.refused), None)
    why = f"{whose} gives no flights" + (f": {refused.why}" if refused else "")
    return Refused(what="Calibration", why=why, instead=refused.instead if refused else "")


def _day(source: MotionLog | FrameMarks) -> dt.date | None:
    if source.start is None:
        return None
    if isinstance(source, MotionLog) and source.utc_offset_s is not None:
        return source.start.astimezone(dt.timezone(dt.timedelta(seconds=source.utc_offset_s))).date()
    return source.start.date()
