"""The files of a zip whose table of contents is lost: a download that broke off, a damaged end.

Every file in a zip has a small header of its own in front of it. They are searched for from the start.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypedDict

from fullstride.formats.zip_sources import Source

_LAYOUT = struct.Struct("<4sHHHHHIIIHH")
_SIGN, _DESCRIPTOR = b"PK\x03\x04", b"PK\x07\x08"
_PIECE = 1 << 20
_NAME_MOST = 1024
_MOST = 200_000  # files, and signs that begin none
_SIZE_UNKNOWN = 64 << 20  # what a file of unknown size may unpack to
_LOCKED, _SIZES_LATER, _UTF8 = 1, 8, 0x800
_LARGER = 0xFFFFFFFF  # says that the size is elsewhere


class Found(TypedDict):
    """The fields of `zips.Entry`."""

    name: str
    size: int
    packed: int
    offset: int
    method: int
    crc: int | None
    locked: bool


class _Fields(NamedTuple):
    sign: bytes
    version: int
    flags: int
    method: int
    time: int
    date: int
    crc: int
    packed: int
    size: int
    name_length: int
    extra_length: int

    @property
    def sizes_known(self) -> bool:
        return self.packed != _LARGER and bool(self.packed or not self.flags & _SIZES_LATER)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Header:
    place: int
    fields: _Fields
    name: bytes
    before: bytes  # up to 16 bytes in front of it

    @property
    def content(self) -> int:
        return self.place + _LAYOUT.size + self.fields.name_length + self.fields.extra_length


def salvaged(source: Source) -> list[Found]:
    """The files found by their own headers, in the order of their places.

    Where a file's sizes are written behind it (as programs do that pack while sending), it reaches to the
    next header, and how much it unpacks to is known only if those sizes are found there.
    """
    found: list[Found] = []
    headers = _headers(source)
    header = next(headers, None)
    while header is not None and len(found) < _MOST:
        following = next(headers, None)
        if following:
            found.append(_found(header, following.place, following.before))
        else:
            found.append(_found(header, source.size, source.at(source.size - 16, 16)))
        header = following
    return found


def _found(header: _Header, end: int, before_end: bytes) -> Found:
    fields, room = header.fields, max(0, end - header.content)
    crc: int | None = fields.crc
    packed, size = fields.packed, fields.size
    if not fields.sizes_known:
        crc, packed, size = None, room, min(_SIZE_UNKNOWN, 200 * room)
        if len(before_end) == 16 and before_end.startswith(_DESCRIPTOR):
            crc, packed, size = struct.unpack("<III", before_end[4:])
    return Found(
        name=_text(header.name, fields.flags),
        size=size,
        packed=min(packed, room),
        offset=header.place,
        method=fields.method,
        crc=crc,
        locked=bool(fields.flags & _LOCKED),
    )


def _headers(source: Source) -> Iterator[_Header]:
    start, search, wrong = 0, 0, 0  # of the piece at hand; of what isn't searched yet; signs without a file
    piece = source.at(0, _PIECE)
    while piece and wrong < _MOST:
        more = source.at(start + len(piece), _PIECE)
        settled = start + len(piece) - (_LAYOUT.size + _NAME_MOST if more else 0)
        while (at := piece.find(_SIGN, max(0, search - start))) >= 0 and start + at < settled:
            header = _header(piece, at, start)
            search = start + at + 1
            wrong += header is None
            if wrong > _MOST:
                break
            if header:
                search = header.content + (header.fields.packed if header.fields.sizes_known else 0)
                yield header
        keep = min(len(piece), _LAYOUT.size + _NAME_MOST + 16)
        start, piece = start + len(piece) - keep, piece[-keep:] + more if more else b""
        search = max(search, settled)


def _header(piece: bytes, at: int, start: int) -> _Header | None:
    if len(piece) < at + _LAYOUT.size:
        return None
    fields = _Fields(*_LAYOUT.unpack_from(piece, at))
    name = piece[at + _LAYOUT.size : at + _LAYOUT.size + fields.name_length]
    sound = 0 < fields.name_length == len(name) <= _NAME_MOST and fields.version & 0xFF <= 63
    if not sound or any(byte < 32 for byte in name):
        return None
    return _Header(place=start + at, fields=fields, name=name, before=piece[max(0, at - 16) : at])


def _text(name: bytes, flags: int) -> str:
    try:
        text = name.decode("utf-8")
    except UnicodeError:
        text = name.decode("utf-8", "replace") if flags & _UTF8 else name.decode("cp437")
    return text.replace("\\", "/")
