"""Gzip unpacked in memory, never further than asked, as far as it is whole."""

import zlib
from dataclasses import dataclass

_GZIP = b"\x1f\x8b"
_STEP = 1 << 16
_SMALL_STEP = 256
_WITH_HEADER = 31  # zlib's word for gzip


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpacked:
    """`data` is what came out; `whole` False where the packing is damaged or cut off after it; `full`
    True where there is more than was asked for."""

    data: bytes
    whole: bool = True
    full: bool = False


def is_gzip(data: bytes) -> bool:
    return data.startswith(_GZIP)


def gunzip(data: bytes, limit: int) -> Unpacked:
    """At most `limit` bytes of every member of the file, one after the other."""
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
                parts.append(_up_to_the_damage(before, rest, left))
                return Unpacked(data=b"".join(parts), whole=False)
            if not part and not packing.eof:
                return Unpacked(data=b"".join(parts), whole=False)
            parts.append(part)
            left -= len(part)
            if left < 0:
                return Unpacked(data=b"".join(parts)[:limit], full=True)
            rest = packing.unused_data if packing.eof else packing.unconsumed_tail
    return Unpacked(data=b"".join(parts))


def _up_to_the_damage(packing: "zlib._Decompress", rest: bytes, left: int) -> bytes:
    parts: list[bytes] = []
    while left > 0:
        try:
            part = packing.decompress(rest, min(_SMALL_STEP, left))
        except zlib.error:
            break
        if not part:
            break
        parts.append(part)
        left -= len(part)
        rest = packing.unconsumed_tail
    return b"".join(parts)
