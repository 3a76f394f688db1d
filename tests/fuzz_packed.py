"""Damage to gzip and zip: what they claim, where they say it is, and how much comes out."""

import gzip
import random
import re
import struct
import zlib
from collections.abc import Callable, Mapping
from functools import cache

from made_archives import zipped

MEGABYTE = 1_000_000
_EXTREMES = (0, 1, 0x7FFF, 0xFFFF, 0xFFFFFFFF, 0x7FFFFFFF, 0x80000000)
# sign of a header -> its fields (offset, struct code)
_FIELDS = {
    b"PK\x03\x04": ((4, "H"), (6, "H"), (8, "H"), (14, "I"), (18, "I"), (22, "I"), (26, "H"), (28, "H")),
    b"PK\x01\x02": (
        (6, "H"), (8, "H"), (10, "H"), (16, "I"), (20, "I"), (24, "I"), (28, "H"), (30, "H"), (32, "H"),
        (34, "H"), (38, "I"), (42, "I"),
    ),
    b"PK\x05\x06": ((4, "H"), (6, "H"), (8, "H"), (10, "H"), (12, "I"), (16, "I"), (20, "H")),
}  # fmt: skip
_NAMES = (
    "../../../tmp/x.fit", "/etc/x.fit", "C:\\x.fit", "a\0b.fit", "n" * 65_000 + ".fit", ".fit", "x.fit/",
    "con.fit", "\u202etif.x", "a.fit\n\x1b[2J", "./a.fit", "a//b.fit",
)  # fmt: skip


def zipped_wrongly(files: Mapping[str, bytes], rng: random.Random) -> bytes:
    """A zip of the files whose names or headers lie."""
    renamed = {rng.choice(_NAMES) if rng.random() < 0.2 else name: content for name, content in files.items()}
    data = bytearray(zipped(renamed, rng.choice((0, 8)), streamed=rng.random() < 0.2))
    for _ in range(rng.choice((0, 1, 1, 3))):
        rng.choice(ZIP_DAMAGE)(data, rng)
    return bytes(data)


def headers(data: bytearray, rng: random.Random) -> None:
    """One field of one header has an extreme value."""
    sign = rng.choice(tuple(_FIELDS))
    places = [match.start() for match in re.finditer(re.escape(sign), data)]
    if not places:
        return
    place, (offset, code) = rng.choice(places), rng.choice(_FIELDS[sign])
    most = 0xFFFF if code == "H" else 0xFFFFFFFF
    value = rng.choice((*_EXTREMES, rng.getrandbits(16), len(data))) & most
    if place + offset + struct.calcsize(code) <= len(data):
        struct.pack_into("<" + code, data, place + offset, value)


def overlapping(data: bytearray, rng: random.Random) -> None:
    """Every entry says that it begins where the first one does."""
    places = [match.start() for match in re.finditer(rb"PK\x01\x02", data)]
    for place in places:
        if place + 46 <= len(data):
            struct.pack_into("<I", data, place + 42, 0)


def locked(data: bytearray, rng: random.Random) -> None:
    for sign, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        for match in re.finditer(re.escape(sign), data):
            if match.start() + offset < len(data):
                data[match.start() + offset] |= 1


def great_claims(data: bytearray, rng: random.Random) -> None:
    """The end of the table speaks of zip64 sizes and places."""
    at = data.rfind(b"PK\x05\x06")
    if at >= 0:
        end = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, *(rng.choice(
            (1, 2**32, 2**63, 2**64 - 1)) for _ in range(4)))  # fmt: skip
        data[at:at] = end + struct.pack("<4sIQI", b"PK\x06\x07", 0, rng.choice((at, 2**63, 0)), 1)


def deeper(data: bytearray, rng: random.Random) -> None:
    for step in range(rng.choice((1, 3, 12))):
        data[:] = zipped({f"{step}.zip": bytes(data)}, rng.choice((0, 8)))


def many(data: bytearray, rng: random.Random) -> None:
    """Thousands of empty files beside the others."""
    data[:] = zipped({f"{each}.fit": b"" for each in range(rng.choice((50, 400)))} | {"a.zip": bytes(data)})


ZIP_DAMAGE: tuple[Callable[[bytearray, random.Random], None], ...] = (
    headers,
    headers,
    headers,
    headers,
    overlapping,
    locked,
    great_claims,
    deeper,
    many,
)


@cache
def _zeros_packed(megabytes: int) -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    return b"".join([packer.compress(bytes(MEGABYTE)) for _ in range(megabytes)]) + packer.flush()


def gzipped_wrongly(data: bytes, rng: random.Random) -> bytes:
    """Packed again, in parts, with junk behind, with a long name, or a bomb in its place."""
    how = rng.randrange(8)
    if how == 0:
        return gzip.compress(data, mtime=0) * rng.choice((2, 5))
    if how == 1:
        for _ in range(rng.choice((1, 2, 3, 10))):
            data = gzip.compress(data, mtime=0)
        return data
    if how == 2:
        return gzip.compress(data, mtime=0) + rng.randbytes(rng.choice((1, 8, 3000)))
    if how == 3:
        half = rng.randrange(len(data) + 1)
        return gzip.compress(data[:half], mtime=0) + gzip.compress(data[half:], mtime=0)
    if how == 4:
        bomb = _zeros_packed(rng.choice((2, 50, 300)))
        return gzip.compress(bomb, mtime=0) if rng.random() < 0.5 else bomb
    if how == 5:  # begins as a recording and goes on as nothing
        return gzip.compress(data[:70_000] + bytes(20 * MEGABYTE), 1, mtime=0)
    packed = bytearray(gzip.compress(data, mtime=0))
    if how == 6:
        del packed[rng.randrange(len(packed)) :]
    else:
        packed[3] = rng.randrange(256)
    return bytes(packed)
