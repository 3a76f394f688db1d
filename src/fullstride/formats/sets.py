"""Logs of phones and marks of videos: files that show sets of jumps and bounds, not runs."""

from fullstride.domain.motion import FrameMarks
from fullstride.domain.motion_log import MotionLog
from fullstride.formats.gzip_bytes import first_bytes, gunzip, is_gzip

ENDINGS = ("csv", "tsv", "txt", "json", "zip", "gz")
_LOOK = 1 << 16  # bytes that show what a file is
_NO_TABLES = (b"<", b"%PDF", b"SQLite format 3", b"\x89PNG", b"\xff\xd8\xff")


def shows_sets(head: bytes, name: str = "") -> bool:
    """Whether a file that begins so is a motion log or holds frame marks."""
    from fullstride.formats.frame_marks import is_frame_marks
    from fullstride.formats.motion_logs import is_motion_log

    if not head or head[8:12] == b".FIT" or head.startswith(_NO_TABLES):
        return False
    return is_motion_log(head, name) or is_frame_marks(head, name)


def read_sets(data: bytes, name: str) -> MotionLog | FrameMarks | None:
    """The log or the marks in `data`, also packed with gzip; None where it is neither.

    Raises UnreadableInput as the readers do.
    """
    from fullstride.formats.frame_marks import read_frame_marks
    from fullstride.formats.motion_logs import MOTION_LIMIT, is_motion_log, read_motion_log

    if is_gzip(data):
        if not shows_sets(first_bytes(data, _LOOK), name):
            return None
        unpacked = gunzip(data, MOTION_LIMIT)
        data = unpacked.data if unpacked else b""
    head = data[:_LOOK]
    if not shows_sets(head, name):
        return None
    return read_motion_log(data, name) if is_motion_log(head, name) else read_frame_marks(data, name)
