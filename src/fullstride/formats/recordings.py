"""The door to recordings: what a file is shows in its first bytes, never in its name."""

import gc
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from fullstride.domain.errors import UnreadableInput
from fullstride.domain.recording import Recording
from fullstride.formats.gzip_bytes import first_bytes, gunzip, is_gzip
from fullstride.formats.reading import MEGABYTE, read_bytes

RECORDING_LIMIT = 64 * MEGABYTE  # on disk and unpacked: a TCX of two days at one point a second
_PACKED_TWICE = 2
_LOOK = 1 << 16  # bytes that show what a file is
_RATIO_LIMIT = 250  # GPX packs to a thirtieth at best
_SHOWN = 12
_SHOWN_OF_TEXT = 1000
_PARTED = re.compile(r"[,;\t|]")

Reader = Callable[[bytes, str], tuple[Recording, ...]]

_OTHERS = (
    (b"PK\x03\x04", "is a zip archive, not one recording; give it to a command that reads archives"),
    (b"PK\x05\x06", "is an empty zip archive"),
    (b"7z\xbc\xaf", "is a 7-Zip archive; unpack it first"),
    (b"Rar!", "is a RAR archive; unpack it first"),
    (b"BZh", "is packed with bzip2; unpack it first"),
    (b"\xfd7zXZ", "is packed with xz; unpack it first"),
    (b"%PDF", "is a PDF, not a recording"),
    (b"\x89PNG", "is a picture, not a recording"),
    (b"\xff\xd8\xff", "is a picture, not a recording"),
    (b"SQLite format 3", "is a database, not a recording"),
    (
        b"\xd0\xcf\x11\xe0",
        "is an Excel file; export a phone's log as CSV instead (phyphox: Export Data, CSV)",
    ),
)
_NO_RECORDING = "is neither FIT, TCX, GPX nor a Polar session"
_LOG = "phone's log (columns time, x, y and z, all with points or all with commas)"
_MARKS = "marks of a video (fps above, columns frame and event)"
_DESCRIBED = "motion-logs.md and frame-marks.md in docs/reference describe both"
_ROOT = re.compile(r"<(?![?!])(?:[\w.-]+:)?([\w.-]+)")
_KNOWN_ROOTS = {
    "kml": "is KML, a drawing on a map without times; export TCX, GPX or FIT instead",
    "html": "is a web page, not a recording; the download may have asked for a login",
    "HealthData": "is Apple's whole health export; give its export.zip or folder",
}


def read_recording_file(path: Path) -> tuple[Recording, ...]:
    """The recordings in one file of at most `RECORDING_LIMIT` bytes. Raises UnreadableInput."""
    return read_recordings(read_bytes(path, RECORDING_LIMIT), str(path))


def read_recordings(data: bytes, name: str) -> tuple[Recording, ...]:
    """The recordings in `data`: FIT, TCX, GPX or a Polar session, each also packed with gzip.

    `name` is for errors only. Raises UnreadableInput for anything else, for a packed file that unpacks
    to more than any recording, and as the readers do.
    """
    damaged = False
    for _ in range(_PACKED_TWICE):
        if not is_gzip(data):
            break
        data, whole = _unpacked(data, name)
        damaged = damaged or not whole
    with _collector_at_rest():
        recordings = _reader(data, name)(data, name)
    if not damaged or recordings[-1].cut:
        return recordings
    note = "is damaged in its gzip packing, so its end may be missing"
    return (*recordings[:-1], replace(recordings[-1], cut=note))


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Readers build hundreds of thousands of small things and no cycles: looking for some is lost time."""
    at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if at_work:
            gc.enable()


def _unpacked(data: bytes, name: str) -> tuple[bytes, bool]:
    """The bytes in the gzip and whether all came out; a look comes first, so that a bomb costs nothing."""
    head = first_bytes(data, _LOOK)
    if not head:
        raise UnreadableInput(name, "", "is packed with gzip, and nothing can be unpacked from it")
    if not is_gzip(head):
        _reader(head, name)
    limit = min(RECORDING_LIMIT, max(MEGABYTE, _RATIO_LIMIT * len(data)))
    unpacked = gunzip(data, limit)
    if unpacked is None:
        reason = f"unpacks to more than {limit / MEGABYTE:.0f} MB, which no recording does"
        raise UnreadableInput(name, "", reason)
    return unpacked.data, unpacked.whole


def _reader(data: bytes, name: str) -> Reader:
    """The reader for what the bytes are. Raises UnreadableInput where there is none."""
    if not data:
        raise UnreadableInput(name, "", "is empty")
    if _may_be_fit(data):
        from fullstride.formats.fit_recording import read_fit

        return read_fit
    for magic, reason in _OTHERS:
        if data.startswith(magic):
            raise UnreadableInput(name, "", reason)
    if is_gzip(data):
        raise UnreadableInput(name, "", "is packed with gzip more than twice")
    text = _beginning(data)
    if text.startswith("<"):
        return _xml_reader(text, name)
    if text.startswith(("{", "[")):
        from fullstride.formats.polar import read_polar

        return read_polar
    if not data.strip():
        raise UnreadableInput(name, "", "is empty")
    raise _unknown(data, name)


def _may_be_fit(data: bytes) -> bool:
    """The mark ".FIT", or a header as long as FIT's with a mark that one flipped byte may have hit."""
    mark = data[8:12]
    like = sum(one == other for one, other in zip(mark, b".FIT", strict=False))
    return like == 4 or (like == 3 and data[0] in (12, 14))


def _beginning(data: bytes) -> str:
    from fullstride.formats.xml_text import as_utf8

    return as_utf8(data[:_LOOK])[0].decode()


def _xml_reader(text: str, name: str) -> Reader:
    commented = text.rfind("-->") + 3  # beyond it, a comment would be looked for in vain, over and over
    text = re.sub(r"<!--.*?-->", "", text[:commented], flags=re.DOTALL) + text[commented:]
    found = _ROOT.search(text)
    root = found[1] if found else ""
    if root == "TrainingCenterDatabase":
        from fullstride.formats.tcx import read_tcx

        return read_tcx
    if root == "gpx":
        from fullstride.formats.gpx import read_gpx

        return read_gpx
    known = _KNOWN_ROOTS.get(root) or (_KNOWN_ROOTS["html"] if "<!doctype html" in text.lower() else None)
    other = f"is XML that begins with <{root[:40]}>, neither TCX nor GPX"
    none = "begins as XML and has no element, so it is neither TCX nor GPX"
    raise UnreadableInput(name, "", known or (other if root else none))


def _unknown(data: bytes, name: str) -> UnreadableInput:
    lines = [line for line in _beginning(data)[:_SHOWN_OF_TEXT].splitlines() if line.strip()]
    cells = [len(_PARTED.findall(line)) for line in lines[:2]]
    if not all(line.expandtabs().isprintable() for line in lines):
        reason = f"{_NO_RECORDING}; its first bytes are {data[:_SHOWN].hex(' ')}"
    elif sum(cells) > 1 and all(cells):
        reason = f"is a table, yet no {_LOG} and no {_MARKS}; {_DESCRIBED}"
    else:
        reason = f"{_NO_RECORDING}; what is read of text is a {_LOG}, or {_MARKS}; {_DESCRIBED}"
    return UnreadableInput(name, "", reason)
