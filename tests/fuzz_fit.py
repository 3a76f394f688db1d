"""A FIT file taken to pieces and put together wrongly: damage that a checksum does not give away.

The walk is written a second time here, plainly, so that it can say what a reader must have kept.
"""

import random
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from fullstride.formats.fit_crc import checksum

RECORD, TIME = 20, 253
_BYTE_VALUES = (0, 1, 2, 3, 7, 13, 16, 64, 127, 128, 131, 134, 136, 143, 253, 254, 255)
_NUMBERS = (0, 18, 19, 20, 21, 23, 26, 27, 34, 78, 206, 207, 0xFFFF)
_STAMPS = (0, 1, 0x0FFFFFFF, 0x10000000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF)


@dataclass(frozen=True)
class Piece:
    """A definition or a message; `end` is where it ended in the file it came from."""

    content: bytes
    end: int
    definition: bool = False
    record: bool = False  # one with a time


@cache
def pieces(data: bytes) -> tuple[Piece, ...]:
    """Everything in the first file of `data` up to where it can no longer be understood."""
    found: list[Piece] = []
    sizes: dict[int, tuple[int, bool]] = {}  # local type -> bytes of a message, whether it is a timed record
    at, stop = data[0], len(data) - 2
    while at < stop:
        head = data[at]
        if head & 0xC0 == 0x40:
            size, sizes[head & 15] = _definition(data, at)
            piece = Piece(data[at : at + size], at + size, definition=True)
        else:
            local = head >> 5 & 3 if head & 0x80 else head & 15
            if local not in sizes:
                break
            size, timed = sizes[local]
            piece = Piece(data[at : at + 1 + size], at + 1 + size, record=timed or (head & 0x80) > 0)
        if piece.end > stop:
            break
        found.append(piece)
        at = piece.end
    return tuple(found)


def _definition(data: bytes, at: int) -> tuple[int, tuple[int, bool]]:
    number = struct.unpack_from(">H" if data[at + 2] else "<H", data, at + 3)[0]
    fields = [data[at + 6 + 3 * each : at + 9 + 3 * each] for each in range(data[at + 5])]
    size, timed = 6 + 3 * len(fields), any(field[0] == TIME for field in fields)
    total = sum(field[1] for field in fields)
    if data[at] & 0x20:
        more = data[at + size]
        total += sum(data[at + size + 2 + 3 * each] for each in range(more))
        size += 1 + 3 * more
    return size, (total, number == RECORD and timed)


def whole(
    parts: Sequence[Piece | bytes], *, claimed: int | None = None, header: int = 14, crc: int | None = None
) -> bytes:
    """A file of these pieces with sizes and checksums that fit, unless another claim is made."""
    body = b"".join(part if isinstance(part, bytes) else part.content for part in parts)
    size = len(body) if claimed is None else claimed
    top = struct.pack("<BBHI4s", header, 0x20, 2132, size & 0xFFFFFFFF, b".FIT")
    if header == 14:
        top += struct.pack("<H", checksum(top))
    data = top + body
    return data + struct.pack("<H", checksum(data) if crc is None else crc)


def repaired(data: bytes) -> bytes:
    """The same bytes with a size and a checksum that fit, so that readers look further."""
    if len(data) < 17:
        return data
    top = data[:4] + struct.pack("<I", len(data) - 16) + data[8:-2]
    return top + struct.pack("<H", checksum(top))


# ---- damage to the pieces -------------------------------------------------------------------------------

Parts = list[Piece]


def _some(parts: Parts, rng: random.Random, *, definition: bool) -> int | None:
    places = [place for place, part in enumerate(parts) if part.definition is definition]
    return rng.choice(places) if places else None


def _patched(part: Piece, at: int, value: bytes) -> Piece:
    return replace(part, content=part.content[:at] + value + part.content[at + len(value) :])


def _in_definition(parts: Parts, rng: random.Random) -> None:
    """Another size, base, number of a field, byte order, message, count of fields or local type."""
    place = _some(parts, rng, definition=True)
    if place is None:
        return
    part = parts[place]
    fields = max(1, (len(part.content) - 6) // 3)
    at = 6 + 3 * rng.randrange(fields)
    what = rng.randrange(8)
    value = bytes((rng.choice(_BYTE_VALUES),))
    if what < 3 and at + what < len(part.content):  # number, size, base of one field
        parts[place] = _patched(part, at + what, value)
    elif what == 3:
        parts[place] = _patched(part, 2, rng.choice((b"\0", b"\1", b"\2", b"\xff")))
    elif what == 4:
        parts[place] = _patched(part, 3, struct.pack("<H", rng.choice(_NUMBERS)))
    elif what == 5:
        parts[place] = _patched(part, 5, value)
    elif what == 6:
        parts[place] = _patched(part, 0, bytes((0x40 | rng.randrange(16) | rng.choice((0, 0x20)),)))
    else:
        parts[place] = _patched(part, at, bytes((TIME, rng.choice((0, 1, 2, 4, 8, 255)), 0x86)))


def _every_size(parts: Parts, rng: random.Random) -> None:
    """All fields of one definition have the same wrong size."""
    place = _some(parts, rng, definition=True)
    if place is not None:
        content = bytearray(parts[place].content)
        content[7::3] = bytes([rng.choice((0, 1, 255))]) * len(content[7::3])
        parts[place] = replace(parts[place], content=bytes(content))


def _without(parts: Parts, rng: random.Random) -> None:
    place = _some(parts, rng, definition=rng.random() < 0.7)
    if place is not None:
        del parts[place]


def _again(parts: Parts, rng: random.Random) -> None:
    place = rng.randrange(len(parts))
    some = parts[place : place + rng.choice((1, 2, 50))]
    parts[place:place] = some * rng.choice((1, 10, 200))


def _swapped(parts: Parts, rng: random.Random) -> None:
    for _ in range(rng.choice((1, 10, 300))):
        one, other = rng.randrange(len(parts)), rng.randrange(len(parts))
        parts[one], parts[other] = parts[other], parts[one]


def _backwards(parts: Parts, rng: random.Random) -> None:
    places = [place for place, part in enumerate(parts) if part.record]
    for place, part in zip(places, [parts[place] for place in reversed(places)], strict=True):
        parts[place] = part


def _stamped(parts: Parts, rng: random.Random) -> None:
    """Numbers of four bytes that no device writes, in messages."""
    for _ in range(rng.choice((1, 5, 100))):
        place = _some(parts, rng, definition=False)
        if place is not None and len(parts[place].content) > 5:
            at = rng.randrange(1, len(parts[place].content) - 3)
            value = rng.choice((*_STAMPS, rng.getrandbits(32)))
            parts[place] = _patched(parts[place], at, struct.pack("<I", value))


def _compressed(parts: Parts, rng: random.Random) -> None:
    """Headers with five bits of time where whole messages stand."""
    for _ in range(rng.choice((1, 20))):
        place = _some(parts, rng, definition=False)
        if place is not None:
            head = 0x80 | (parts[place].content[0] & 3) << 5 | rng.randrange(32)
            parts[place] = _patched(parts[place], 0, bytes((head,)))


def _other_local(parts: Parts, rng: random.Random) -> None:
    place = _some(parts, rng, definition=False)
    if place is not None:
        parts[place] = _patched(parts[place], 0, bytes((rng.randrange(16),)))


def _redefined(parts: Parts, rng: random.Random) -> None:
    """The definition again before every message."""
    made: Parts = []
    latest: Parts = []
    for part in parts:
        latest = [part] if part.definition else latest
        made += [part] if part.definition else [*latest, part]
    parts[:] = made


def _developed(parts: Parts, rng: random.Random) -> None:
    """Developer fields that nobody described, or more of them than the message holds."""
    place = _some(parts, rng, definition=True)
    if place is not None:
        count = rng.choice((0, 1, 3, 255))
        fields = bytes(rng.choice(_BYTE_VALUES) for _ in range(3 * min(count, 8)))
        content = bytes((parts[place].content[0] | 0x20,)) + parts[place].content[1:]
        parts[place] = replace(parts[place], content=content + bytes((count,)) + fields)


DAMAGE: tuple[Callable[[Parts, random.Random], None], ...] = (
    _in_definition,
    _in_definition,
    _in_definition,
    _every_size,
    _without,
    _again,
    _swapped,
    _backwards,
    _stamped,
    _compressed,
    _other_local,
    _redefined,
    _developed,
)


def put_together_wrongly(data: bytes, rng: random.Random) -> bytes:
    """The file after one to five of these, nearly always with sizes and checksums that fit."""
    if len(data) < 17 or data[8:12] != b".FIT":
        return data
    parts = list(pieces(data))
    for _ in range(rng.choice((1, 1, 2, 5))):
        if parts:
            rng.choice(DAMAGE)(parts, rng)
    parts = parts[:50_000]
    claimed = rng.choice((None, None, None, None, 0, 2**32 - 1, rng.getrandbits(32), len(data) // 2))
    made = whole(parts, claimed=claimed, header=rng.choice((14, 14, 14, 12, 255, 0)))
    return made + made * rng.choice((0, 0, 0, 1, 3)) + rng.randbytes(rng.choice((0, 0, 0, 2, 500)))
