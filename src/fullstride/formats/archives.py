"""Files, folders, zips and exports as sources of recordings: listed first, read one by one.

A file is an archive of itself. Listing looks at tables of contents and, where a name doesn't tell, at first
bytes; each `Member` is read on its own, in any process.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from fullstride.domain.errors import UnreadableInput
from fullstride.domain.motion import AS_THE_FILE_SAYS, FrameMarks, Told
from fullstride.domain.motion_log import MotionLog
from fullstride.domain.recording import Recording
from fullstride.formats import garmin_export, reading, sets
from fullstride.formats.file_kinds import Kind, kind_by_name
from fullstride.formats.file_trees import opened
from fullstride.formats.listing import Listing
from fullstride.formats.members import Member, Skipped
from fullstride.formats.recordings import RECORDING_LIMIT, read_recordings
from fullstride.formats.zip_sources import BytesSource
from fullstride.formats.zips import Zip

__all__ = ["Content", "Member", "Skipped", "member_bytes", "members", "read_bytes", "read_member"]

_ZIP_SIGN = b"PK\x03\x04"
Content = Recording | MotionLog | FrameMarks  # what one file can hold


def members(path: Path) -> Iterator[Member | Skipped]:
    """Everything under `path` that may hold recordings, in the order of names; what is left out, and why.

    `path` is a file, a folder (walked to its depths; hidden files are left alone), a zip, or an export of
    Strava, Garmin or Apple Health, as a zip or unpacked. One bad file never stops the rest: it comes as
    `Skipped`. Raises UnreadableInput only when `path` itself isn't there.
    """
    try:
        path.stat()
    except (OSError, ValueError):
        reason = "is a link that leads nowhere" if path.is_symlink() else "there is no such file or folder"
        raise UnreadableInput(str(path), "", reason) from None
    yield from Listing(path).everything()


def member_bytes(member: Member) -> bytes:
    """The member's file, unpacked from its zips (.gz is left to the reader); b"" for a workout without route.

    Raises UnreadableInput.
    """
    if member.workout and not member.workout.route:
        return b""
    if member.together:
        return sets.pack(member.path, member.together)
    if member.inside:
        return opened(member.path, member.inside[:-1]).read(member.inside[-1], _largest(member.inside[-1]))
    return reading.read_bytes(member.path, _largest(member.path.name))


def _largest(name: str) -> int:
    """Bytes of the largest file that is read: an hour of a phone's sensors is more than any run."""
    from fullstride.formats.motion_logs import MOTION_LIMIT

    return MOTION_LIMIT if name.casefold().endswith(sets.ENDINGS) else RECORDING_LIMIT


def read_bytes(member: Member, data: bytes, told: Told = AS_THE_FILE_SAYS) -> tuple[Content, ...]:
    """What is in `data`, which is `member_bytes(member)`; hints stand in where a recording is silent, and
    what the runner `told` of units where a log is.

    Raises UnreadableInput, and NotARecording for a sound file that is none (settings, a course, a route).
    """
    if member.workout:
        from fullstride.formats.apple_recording import read_workout

        return (read_workout(member.workout, data, member.name),)
    log_or_marks = sets.read_sets(data, member.name, told)
    if log_or_marks is not None:
        return (log_or_marks,)
    wounds = opened(member.path, member.inside[:-1]).wounds(member.inside[-1], data) if member.inside else ""
    found = _read_zip(data, member.name) if data[:4] == _ZIP_SIGN else read_recordings(data, member.name)
    return tuple(_with_hints(each, member, wounds) for each in found)


def read_member(member: Member) -> tuple[Content, ...]:
    """What the member holds, at least one; a log of the disk is read in pieces.

    Raises as `member_bytes` and `read_bytes` do.
    """
    if not member.inside and not member.together and not member.workout:
        log = sets.read_log_file(member.path)
        if log is not None:
            return (log,)
    return read_bytes(member, member_bytes(member))


def _read_zip(data: bytes, name: str) -> tuple[Recording, ...]:
    """A zip under another name, as single activities are sent: all that is readable in it, not zips."""
    packed = Zip(BytesSource(data), name)
    found: list[Recording] = []
    why = UnreadableInput(name, "", "is a zip that holds no recording")
    for inner in packed.entries:
        if kind_by_name(inner) in (Kind.RECORDING, Kind.DOUBT):
            try:
                found += read_recordings(packed.read(inner), f"{name}/{inner}")
            except UnreadableInput as error:
                why = error
    if not found:
        raise why
    return tuple(found)


def _with_hints(recording: Recording, member: Member, wounds: str) -> Recording:
    title = member.title  # the runner's own; a watch names its profile
    if not title and member.export and recording.start:
        title = garmin_export.titles(member.export).at(recording.start)
    cut = recording.cut or wounds
    return replace(
        recording,
        title=title or recording.title,
        sport=recording.sport or member.sport,
        start=recording.start or member.start,
        cut=cut,
    )
