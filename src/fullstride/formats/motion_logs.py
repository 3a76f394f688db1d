"""The door to motion logs: what a phone's sensors wrote down, by what is in it and not by its name.

phyphox and Sensor Logger as zips and as single tables, Sensor Logger's JSON, any table with a clock and
three axes, and our own capture as JSON; each also packed with gzip. A log is read from the disk in pieces,
so that an hour of it fits into little memory.
"""

import stat
from dataclasses import replace
from pathlib import Path

from fullstride.domain.errors import UnreadableInput
from fullstride.domain.motion import AS_THE_FILE_SAYS, Told
from fullstride.domain.motion_log import MotionLog
from fullstride.formats.gzip_bytes import first_bytes, is_gzip
from fullstride.formats.motion_log_capture import CAPTURE, read_capture
from fullstride.formats.motion_log_choice import is_motion_table
from fullstride.formats.motion_log_csv import read_part
from fullstride.formats.motion_log_gzip import GunzippedSource
from fullstride.formats.motion_log_sensor_logger import hint_of, is_sensor_json, read_sensor_json
from fullstride.formats.motion_log_table import HEAD, open_table
from fullstride.formats.motion_log_zip import holds_motion_log, is_motion_zip, read_motion_zip
from fullstride.formats.reading import MEGABYTE, read_bytes
from fullstride.formats.zip_sources import BytesSource, FileSource, Source

__all__ = [
    "HEAD",
    "MOTION_LIMIT",
    "holds_motion_log",
    "is_motion_log",
    "is_motion_zip",
    "read_motion_log",
    "read_motion_log_file",
]

MOTION_LIMIT = 256 * MEGABYTE  # an hour of six channels at 400 Hz makes 150 to 200
_JSON_LIMIT = 64 * MEGABYTE
_IN_MEMORY = 8 * MEGABYTE
_OTHERS = (
    (b"\xd0\xcf\x11\xe0", "is an Excel file; export the log as CSV instead (phyphox: Export Data, CSV)"),
    (b"%PDF", "is a PDF, not a motion log"),
    (b"\x89PNG", "is a picture, not a motion log"),
    (b"\xff\xd8\xff", "is a picture, not a motion log"),
    (b"SQLite format 3", "is a database; export the log as a zip of CSV files instead"),
    (b"7z\xbc\xaf", "is a 7-Zip archive; unpack it first"),
    (b"Rar!", "is a RAR archive; unpack it first"),
)
_ZIP = b"PK\x03\x04"


def is_motion_log(head: bytes, name: str) -> bool:
    """Whether a file that begins with `head` (its first `HEAD` bytes, or all of them) is a motion log.

    Of a zip only the first names show in its head; `is_motion_zip` tells from all of them. `name` counts
    for nothing but bare x, y, z, as in Sensor Logger's Accelerometer.csv.
    """
    if is_gzip(head):
        head = first_bytes(head, HEAD)
    if head.startswith(_ZIP):
        return _zip_shows_log(head)
    if not head or any(head.startswith(magic) for magic, _ in _OTHERS):
        return False
    text = head.lstrip(b"\xef\xbb\xbf \r\n\t")
    if text.startswith((b"{", b"[")):
        return CAPTURE in text or is_sensor_json(text)
    if text.startswith(b"<"):
        return False
    try:
        table = open_table(BytesSource(head), name)
    except UnreadableInput:
        return False
    return table is not None and is_motion_table(table.shape, hint_of(name))


def read_motion_log(
    data: bytes, name: str, told: Told = AS_THE_FILE_SAYS, *, rotation: bool = True
) -> MotionLog:
    """The log in `data`. `name` is for errors, and tells what bare x, y, z are; `told`: its units, where the
    runner said them; `rotation`: whether a gyroscope's share is wanted. Raises UnreadableInput."""
    return _read(BytesSource(data), name, told, rotation=rotation)


def read_motion_log_file(path: Path, *, rotation: bool = True) -> MotionLog:
    """The log in a file of at most `MOTION_LIMIT` bytes, read in pieces. Raises UnreadableInput."""
    name = str(path)
    try:
        status = path.stat()
        large = stat.S_ISREG(status.st_mode) and _IN_MEMORY < status.st_size <= MOTION_LIMIT
        source: Source = FileSource(path) if large else BytesSource(read_bytes(path, MOTION_LIMIT))
    except (OSError, ValueError):
        source = BytesSource(read_bytes(path, MOTION_LIMIT))  # says what is wrong
    return _read(source, name, AS_THE_FILE_SAYS, rotation=rotation)


def _read(source: Source, name: str, told: Told, *, rotation: bool) -> MotionLog:
    if source.size > MOTION_LIMIT:
        most = MOTION_LIMIT // MEGABYTE
        reason = f"is {source.size // MEGABYTE} MB; {most} MB is the most that is read of a log"
        raise UnreadableInput(name, "", reason)
    head = source.at(0, HEAD)
    if not head.strip():
        raise UnreadableInput(name, "", "is empty")
    if is_gzip(head):
        return _read_gzip(source, name, told, rotation=rotation)
    for magic, reason in _OTHERS:
        if head.startswith(magic):
            raise UnreadableInput(name, "", reason)
    if head.startswith(_ZIP):
        return read_motion_zip(source, name, told, rotation=rotation)
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"{", b"[")):
        return _read_json(source, name, rotation=rotation)
    table = open_table(source, name)
    if table is None:
        reason = "is no motion log: no line of it holds a time and three accelerations"
        raise UnreadableInput(name, "", reason)
    part = read_part(table, hint_of(name), told, rotation=rotation)
    if part.acceleration is None:
        reason = "holds no acceleration along x, y and z; record the accelerometer (with g)"
        raise UnreadableInput(name, "", reason)
    return part.log()


def _read_gzip(source: Source, name: str, told: Told, *, rotation: bool) -> MotionLog:
    unpacked = GunzippedSource(source.at(0, source.size), name, MOTION_LIMIT)
    if is_gzip(unpacked.at(0, HEAD)):
        raise UnreadableInput(name, "", "is packed with gzip more than once")
    log = _read(unpacked, name, told, rotation=rotation)
    if unpacked.whole or log.cut:
        return log
    return replace(log, cut="is damaged in its gzip packing, so its end may be missing")


def _read_json(source: Source, name: str, *, rotation: bool) -> MotionLog:
    head = source.at(0, HEAD)
    if CAPTURE in head:
        return read_capture(source, name, rotation=rotation)
    if is_sensor_json(head):
        data = source.at(0, _JSON_LIMIT + 1)
        if len(data) > _JSON_LIMIT:
            reason = f"is more than {_JSON_LIMIT // MEGABYTE} MB of JSON; export so long a log as CSV"
            raise UnreadableInput(name, "", reason)
        return read_sensor_json(data, name, rotation=rotation)
    raise UnreadableInput(name, "", "is JSON, but no motion log that we know")


def _zip_shows_log(head: bytes) -> bool:
    names, at = [], 0
    while (at := head.find(_ZIP, at)) >= 0 and at + 30 < len(head):
        length = int.from_bytes(head[at + 26 : at + 28], "little")
        names.append(head[at + 30 : at + 30 + length].decode("utf-8", "replace"))
        at += 30
    return holds_motion_log(names)
