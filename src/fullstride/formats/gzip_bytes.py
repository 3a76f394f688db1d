"""Gzip unpacked in memory, never further than asked, as far as it is whole."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

_GZIP = b"\x1f\x8b"
_PORTION = 1 << 14  # of packed bytes; unpacks to 16 MB at most
_MEMBERS_LIMIT = 1000
_SMALL_STEP = 256
_WITH_HEADER = 31  # zlib's word for gzip


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpacked:
    """`data` is what came out; `whole` False where the packing is damaged or cut off after it."""

    data: bytes
    whole: bool


def is_gzip(data: bytes) -> bool:
    return data.startswith(_GZIP)


def first_bytes(data: bytes, count: int) -> bytes:
    """The first `count` bytes in a gzip, or as many as can be unpacked."""
    found = b""
    for part, _ in unpacked_parts(data, count):
        found += part or b""
        if len(found) >= count:
            break
    return found[:count]


def gunzip(data: bytes, limit: int) -> Unpacked | None:
    """All members of a gzip, one after the other; None where they are more than `limit` bytes."""
    parts: list[bytes] = []
    left = limit
    whole = True
    for part, _ in unpacked_parts(data, limit + 1):
        whole = whole and part is not None
        parts.append(part or b"")
        left -= len(parts[-1])
        if left < 0:
            return None
    return Unpacked(data=b"".join(parts), whole=whole)


def unpacked_parts(data: bytes, most: int) -> Iterator[tuple[bytes | None, int]]:
    """What comes out, in parts of at most `most` bytes, each with how many packed bytes were read so far;
    None at the end where that isn't sound."""
    at = 0
    for _ in range(_MEMBERS_LIMIT):
        if not data.startswith(_GZIP, at):
            return
        packing = zlib.decompressobj(_WITH_HEADER)
        while not packing.eof:
            portion = data[at : at + _PORTION]
            before = packing.copy()
            try:
                part = packing.decompress(portion, most)
            except zlib.error:
                yield from ((part, at + len(portion)) for part in _up_to_the_damage(before, portion))
                yield None, at
                return
            at += len(portion) - len(packing.unused_data) - len(packing.unconsumed_tail)
            yield part, at
            if not portion:
                yield None, at
                return
    yield None, at


def _up_to_the_damage(packing: "zlib._Decompress", rest: bytes) -> Iterator[bytes]:
    """What comes out before the damage, in ever smaller steps: the step with an error in it is lost."""
    for step in (_SMALL_STEP, 1):
        while True:
            before = packing.copy()
            try:
                part = packing.decompress(rest, step)
            except zlib.error:
                packing = before
                break
            if not part:
                return
            yield part
            rest = packing.unconsumed_tail
