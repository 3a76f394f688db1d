"""Files, folders, zips and exports as sources of recordings: listed first, read one by one.

A file is an archive of itself. Listing opens nothing but tables of contents; each `Member` is read on
its own, in any process.
"""

from collections.abc import Iterator
from pathlib import Path

from fullstride.domain.recording import Recording
from fullstride.formats.members import Member, Skipped

__all__ = ["Member", "Skipped", "member_bytes", "members", "read_bytes", "read_member"]


def members(path: Path) -> Iterator[Member | Skipped]:
    """Everything under `path` that may hold recordings, in the order of names; what is left out, and why.

    `path` is a file, a folder (walked to its depths; hidden files are left alone), a zip, or an export of
    Strava, Garmin or Apple Health, as a zip or unpacked. One bad file never stops the rest: it comes as
    `Skipped`. Raises UnreadableInput only when `path` itself isn't there.
    """
    raise NotImplementedError


def member_bytes(member: Member) -> bytes:
    """The member's file, unpacked in memory (.gz is left to the reader). Raises UnreadableInput."""
    raise NotImplementedError


def read_bytes(member: Member, data: bytes) -> tuple[Recording, ...]:
    """The recordings in `data`, which is `member_bytes(member)`; hints stand in where the file is silent."""
    raise NotImplementedError


def read_member(member: Member) -> tuple[Recording, ...]:
    """The member's recordings; () for a sound file that holds none (settings, monitoring, a course).

    Raises UnreadableInput when nothing of it can be read.
    """
    return read_bytes(member, member_bytes(member))
