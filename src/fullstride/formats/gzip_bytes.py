"""Gzip unpacked in memory, never further than asked, as far as it is whole."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

_GZIP = b"\x1f\x8b"
_STEP = 1 << 16
_SMALL_STEP = 256
_WITH_HEADER = 31  # zlib's word for gzip


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpacked:
    """`data` is what came out; `whole` False where the packing is damaged or cut off after it.

    `full` is True where there is more than was asked for.
    """

    data: bytes
    whole: bool = True
    full: bool = False


def is_gzip(data: bytes) -> bool:
    return data.startswith(_GZIP)


def gunzip(data: bytes, limit: int) -> Unpacked:
    """At most `limit` bytes of all members of the file, one after the other."""
    parts: list[bytes] = []
    left = limit
    rest = data
    while is_gzip(rest):
        packing = zlib.decompressobj(_WITH_HEADER)
        while not packing.eof:
            before = packing.copy()
            try:
                part = packing.decompress(rest, min(_STEP, left + 1))
            except zlib.error:
                parts += _up_to_the_damage(before, rest)
                return Unpacked(data=b"".join(parts)[:limit], whole=False)
            if not part and not packing.eof:
                return Unpacked(data=b"".join(parts), whole=False)
            parts.append(part)
            left -= len(part)
            if left < 0:
                return Unpacked(data=b"".join(parts)[:limit], full=True)
            rest = packing.unused_data if packing.eof else packing.unconsumed_tail
    return Unpacked(data=b"".join(parts))


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
