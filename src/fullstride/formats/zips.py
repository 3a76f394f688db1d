"""Zips read where they lie, within bounds: nothing is written to disk, nothing larger than it may be.

Sizes, names and places in a zip are claims. A claim is checked before memory is given to it: no file may
swell more than 200-fold, share its bytes with another, or have a name that leaves the archive.
"""

import contextlib
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass, replace

from fullstride.domain.errors import UnreadableInput
from fullstride.formats.reading import MEGABYTE
from fullstride.formats.recordings import RECORDING_LIMIT
from fullstride.formats.zip_salvage import salvaged
from fullstride.formats.zip_sources import CHUNK, InflatedSource, Source, SourceFile, WindowSource

_SWELL = 200  # GPX, TCX and Apple's export shrink to a tenth or a thirtieth
_SMALL = 1 << 20  # whatever the ratio, this does no harm
_TABLE_MOST = 24 << 20  # bytes of a table of contents: 200,000 files
_STORED, _DEFLATED = 0, 8
_METHODS = {
    1: "shrink",
    6: "implode",
    9: "deflate64",
    12: "bzip2",
    14: "LZMA",
    93: "zstd",
    95: "xz",
    98: "PPMd",
}
_OUTSIDE = re.compile(r"/|[A-Za-z]:|(?:.*/)?\.\.(?:/|$)")
_DAMAGED = (
    zipfile.BadZipFile,
    OSError,
    ValueError,
    NotImplementedError,
    EOFError,
    OverflowError,
    struct.error,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One file of a zip, as the zip claims. `crc` is None where not even a claim was found."""

    name: str
    size: int
    packed: int
    offset: int  # of its local header
    method: int = _DEFLATED
    crc: int | None = None
    locked: bool = False


class Zip:
    """The files of one zip.

    `entries` by name as users write it (UTF-8, slashes), sorted. `left_out` are (name, why) of those that
    are never read, `damage` what is wrong with the zip as a whole, "" when nothing is. A zip whose
    table of contents is damaged or cut off is searched for its files.
    """

    def __init__(self, source: Source, name: str) -> None:
        self.name = name
        self._source = source
        self.damage = ""
        try:
            infos = zipfile.ZipFile(SourceFile(source, _TABLE_MOST)).infolist()
        except _DAMAGED:
            found = [Entry(**each) for each in salvaged(source)]
            plural = "file was" if len(found) == 1 else "files were"
            self.damage = f"is damaged or was cut off; {len(found)} {plural} found in it"
        else:
            found = [_entry(each) for each in infos]
        self.left_out: list[tuple[str, str]] = []
        self.entries = self._kept(found)

    def read(self, name: str, most: int = RECORDING_LIMIT) -> bytes:
        """The file's bytes, or as many as can be unpacked (see `wounds`). Raises UnreadableInput."""
        data, failure = b"", None
        try:
            data = self._unpacked(self._entry(name), most)
        except UnreadableInput as error:
            failure = error
        if failure or self.wounds(name, data):
            with contextlib.suppress(UnreadableInput):
                other = self._said_beside(name)
                better = self._unpacked(other, most)
                if zlib.crc32(better) == other.crc:
                    self.entries[name] = other
                    return better
        if failure:
            raise failure
        return data

    def wounds(self, name: str, data: bytes) -> str:
        """What is wrong with `data`, which `read` gave: the rest of a sentence, "" when it is whole."""
        return self.wounds_of(name, len(data), zlib.crc32(data))

    def wounds_of(self, name: str, length: int, crc: int) -> str:
        """The same of a file that `source` gave, by how many bytes came and their checksum."""
        entry = self.entries[name]
        if entry.crc is None or (length == entry.size and crc == entry.crc):
            return ""
        if length < entry.size:
            return f"is damaged inside its zip; {length} of {entry.size} bytes could be unpacked"
        return "is damaged inside its zip (its checksum is wrong), so values may be wrong too"

    def source(self, name: str, swell: int = _SWELL) -> Source:
        """The file, to be read piece by piece; `swell` is how many bytes one packed byte may become.

        Raises UnreadableInput.
        """
        entry = self._entry(name)
        self._check(entry, swell)
        packed = self._packed(entry)
        return packed if entry.method == _STORED else InflatedSource(packed, entry.size)

    def _entry(self, name: str) -> Entry:
        entry = self.entries.get(name)
        if entry is None:
            raise self._unreadable(name, "isn't in the zip any more")
        return entry

    def _unpacked(self, entry: Entry, most: int) -> bytes:
        self._check(entry)
        if entry.size > most:
            said = f"claims {_mega(entry.size)} MB, and no recording is larger than {_mega(most)} MB"
            raise self._unreadable(entry.name, said)
        source = self._packed(entry)
        return source.at(0, entry.size) if entry.method == _STORED else _inflated(source, entry.size)

    def _said_beside(self, name: str) -> Entry:
        """What the file's own header says, where damage may have hit the table of contents."""
        entry = self._entry(name)
        for found in salvaged(WindowSource(self._source, entry.offset, 30 + 1024)):
            if found["offset"] == 0 and found["crc"] is not None:
                told = Entry(**found)
                return replace(
                    entry, size=told.size, method=told.method, crc=told.crc, locked=told.locked
                )  # but not how far it reaches: files whose claims overlap could fill any memory
        raise self._unreadable(name, "has no header of its own")

    def _check(self, entry: Entry, swell: int = _SWELL) -> None:
        if entry.locked:
            raise self._unreadable(
                entry.name, "is locked with a password; unpack the zip and name the folder"
            )
        if entry.method not in (_STORED, _DEFLATED):
            method = _METHODS.get(entry.method, f"method {entry.method}")
            raise self._unreadable(
                entry.name,
                f"is packed in a way we can't unpack ({method}); unpack the zip and name the folder",
            )
        packed = min(entry.packed, self._source.size)  # it may claim more than there is
        if entry.size > max(_SMALL, swell * packed):
            raise self._unreadable(
                entry.name,
                f"claims to unpack from {entry.packed} bytes to {_mega(entry.size)} MB, as no recording does",
            )

    def _packed(self, entry: Entry) -> Source:
        head = self._source.at(entry.offset, 30)
        if len(head) < 30 or head[:4] != b"PK\x03\x04":
            raise self._unreadable(entry.name, "isn't where the zip says it is; the zip is damaged")
        name_length, extra_length = struct.unpack("<HH", head[26:30])
        return WindowSource(self._source, entry.offset + 30 + name_length + extra_length, entry.packed)

    def _unreadable(self, name: str, reason: str) -> UnreadableInput:
        return UnreadableInput(f"{self.name}/{name}", "", reason)

    def _kept(self, found: list[Entry]) -> dict[str, Entry]:
        kept: dict[str, Entry] = {}
        end = 0
        for entry in sorted(found, key=lambda each: each.offset):
            start, end_before = entry.offset, end
            end = max(end, start + 30 + entry.packed)
            if entry.name.endswith("/"):
                continue
            if _OUTSIDE.match(entry.name):
                self.left_out.append((entry.name, "has a name that points outside the zip"))
            elif start < end_before:
                self.left_out.append((entry.name, "shares its bytes with another file, as no sound zip does"))
            else:
                if entry.name in kept:
                    self.left_out.append((entry.name, "is in the zip twice; the later one is read"))
                kept[entry.name] = entry
        return dict(sorted(kept.items()))


def _entry(info: zipfile.ZipInfo) -> Entry:
    return Entry(
        name=_name(info),
        size=info.file_size,
        packed=info.compress_size,
        offset=info.header_offset,
        method=info.compress_type,
        crc=info.CRC,
        locked=bool(info.flag_bits & 1),
    )


def _name(info: zipfile.ZipInfo) -> str:
    """UTF-8 that doesn't say so (macOS) as UTF-8, anything else without a flag as code page 437."""
    name = info.filename
    if not info.flag_bits & 0x800 and not name.isascii():
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return name.replace("\\", "/")


def _inflated(source: Source, size: int) -> bytes:
    """Up to `size` bytes; those before the damage where there is some."""
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(source.at(0, source.size), max(1, size))[:size]
    except zlib.error:
        pass
    inflater, found, place = zlib.decompressobj(-zlib.MAX_WBITS), bytearray(), 0
    step = CHUNK
    saved = inflater.copy()
    while len(found) < size and (piece := source.at(place, step)):
        try:
            found += inflater.decompress(piece, size - len(found))
        except zlib.error:
            if step == 1:
                break
            step, inflater = 1 if step < CHUNK else 256, saved.copy()
            continue
        place += len(piece)
        saved = inflater.copy() if step > 1 else saved
    return bytes(found)


def _mega(size: int) -> str:
    return f"{-(-size // MEGABYTE):,}".replace(",", "\u2009")
