"""Logs of phones and marks of videos: files that show sets of jumps and bounds, not runs."""

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from fullstride.domain.errors import UnreadableInput
from fullstride.domain.motion import AS_THE_FILE_SAYS, FrameMarks, Told
from fullstride.domain.motion_log import MotionLog

ENDINGS = ("csv", "tsv", "txt", "json", "zip", "gz")
_NO_TABLES = (b"<", b"%PDF", b"SQLite format 3", b"\x89PNG", b"\xff\xd8\xff")
_BESIDE = "meta"  # phyphox keeps the instants of a log in a folder of this name
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the same files are always the same zip


def shows_sets(head: bytes, name: str = "") -> bool:
    """Whether a file that begins so is a motion log or holds frame marks."""
    from fullstride.formats.frame_marks import is_frame_marks
    from fullstride.formats.motion_logs import is_motion_log

    if not head or head[8:12] == b".FIT" or head.startswith(_NO_TABLES):
        return False
    return is_motion_log(head, name) or is_frame_marks(head, name)


def read_sets(data: bytes, name: str, told: Told = AS_THE_FILE_SAYS) -> MotionLog | FrameMarks | None:
    """The log or the marks in `data`, as far as they are measured: no rotation; None where it is neither.

    Raises UnreadableInput as the readers do.
    """
    from fullstride.formats.frame_marks import is_frame_marks, read_frame_marks
    from fullstride.formats.motion_logs import HEAD, is_motion_zip, read_motion_log
    from fullstride.formats.zip_sources import BytesSource

    head = data[:HEAD]
    if not shows_sets(head, name) and not is_motion_zip(BytesSource(data)):
        return None
    if is_frame_marks(head, name):
        return read_frame_marks(data, name)
    return read_motion_log(data, name, told, rotation=False)


def read_log_file(path: Path) -> MotionLog | None:
    """The log in a file of the disk, without rotation, read in pieces; None where it is none.

    Raises UnreadableInput.
    """
    from fullstride.formats.frame_marks import is_frame_marks
    from fullstride.formats.motion_logs import HEAD, is_motion_zip, read_motion_log_file
    from fullstride.formats.zip_sources import FileSource

    try:
        source = FileSource(path)
    except OSError:
        return None  # reading it whole says what is wrong
    head = source.at(0, HEAD)
    if is_frame_marks(head, str(path)) or not (shows_sets(head, str(path)) or is_motion_zip(source)):
        return None
    return read_motion_log_file(path, rotation=False)


def log_folders(names: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Folders that are the zip of a logging app, unpacked: folder ("" for the top) -> names of its files."""
    from fullstride.formats.motion_logs import holds_motion_log

    folders: dict[str, list[str]] = defaultdict(list)
    for name in names:
        folder = name.rpartition("/")[0]
        above, _, last = folder.rpartition("/")
        folders[above if last == _BESIDE else folder].append(name)
    return {
        folder: tuple(held)
        for folder, held in folders.items()
        if holds_motion_log([name.removeprefix(f"{folder}/") if folder else name for name in held])
    }


def pack(folder: Path, names: Iterable[str]) -> bytes:
    """Files below a folder as the zip that they came in. Raises UnreadableInput."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in names:
            try:
                data = (folder / name).read_bytes()
            except OSError as error:
                raise UnreadableInput(str(folder / name), "", f"can't be read ({error.strerror})") from None
            archive.writestr(zipfile.ZipInfo(name, _LONG_AGO), data)
    return packed.getvalue()
