"""The columns of FIT messages: every message with one definition read at once, no object per record."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.generic]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

# A field of a message: its number, or (developer index, number) for a developer's own field.
Key = int | tuple[int, int]

_STRING, _BYTE = 0x07, 0x0D
_FLOAT = np.dtype(np.float64)


@dataclass(frozen=True, slots=True)
class Base:
    """A base type: how it lies in the file and which value means "nothing"; None: not a single one."""

    code: str
    size: int
    invalid: int | None


# By the low five bits, as in a definition. NaN speaks for itself; of bytes, all must be 255.
_BASES = {
    0x00: Base("u1", 1, 0xFF),
    0x01: Base("i1", 1, 0x7F),
    0x02: Base("u1", 1, 0xFF),
    0x03: Base("i2", 2, 0x7FFF),
    0x04: Base("u2", 2, 0xFFFF),
    0x05: Base("i4", 4, 0x7FFFFFFF),
    0x06: Base("u4", 4, 0xFFFFFFFF),
    _STRING: Base("S", 1, None),
    0x08: Base("f4", 4, None),
    0x09: Base("f8", 8, None),
    0x0A: Base("u1", 1, 0),
    0x0B: Base("u2", 2, 0),
    0x0C: Base("u4", 4, 0),
    _BYTE: Base("u1", 1, None),
    0x0E: Base("i8", 8, 0x7FFFFFFFFFFFFFFF),
    0x0F: Base("u8", 8, 0xFFFFFFFFFFFFFFFF),
    0x10: Base("u8", 8, 0),
}
_BYTES = _BASES[_BYTE]


@dataclass(frozen=True, slots=True)
class Field:
    """Where a field lies in a message, from the message's first byte, and how many values it holds."""

    at: int
    size: int
    base: Base
    width: int
    is_text: bool


@lru_cache(maxsize=4096)
def field(at: int, size: int, base_number: int) -> Field:
    """A field whose size is no multiple of its type, or of no known type, is read as bytes."""
    base = _BASES.get(base_number & 0x1F, _BYTES)
    if size % base.size:
        base = _BYTES
    is_text = base.code == "S"
    return Field(at, size, base, 1 if is_text else size // base.size, is_text)


@dataclass(frozen=True, slots=True)
class Definition:
    """What the messages of one kind are made of. Of a field that is there twice, the first counts."""

    number: int
    order: str  # "<" or ">"
    size: int
    fields: dict[Key, Field]
    developer: tuple[tuple[tuple[int, int], int, int], ...]  # (key, at, size), of types told elsewhere


def message_number(content: bytes) -> int:
    """Which kind of message a definition is for."""
    return int.from_bytes(content[2:4], "big" if content[1] else "little")


@lru_cache(maxsize=512)
def read_definition(content: bytes) -> Definition:
    """`content` is a definition as it stands in the file, without its header byte."""
    end = 5 + 3 * content[4]
    fields: dict[Key, Field] = {}
    at = 1
    for place in range(5, end, 3):
        key, size, base_number = content[place : place + 3]
        if size and key not in fields:
            fields[key] = field(at, size, base_number)
        at += size
    developer = []
    for place in range(end + 1, len(content), 3):
        key, size, index = content[place : place + 3]
        if size:
            developer.append(((index, key), at, size))
        at += size
    order = ">" if content[1] else "<"
    return Definition(message_number(content), order, at, fields, tuple(developer))


def printable(text: str) -> str:
    """Names come from strangers' files and end up on screens: nothing in them may steer a terminal."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


@dataclass(frozen=True, slots=True)
class Rows:
    """The messages of one definition, side by side: `first` + i × `stride` is where message i starts."""

    buffer: bytes | NDArray[np.uint8]
    first: int
    stride: int
    count: int
    order: str

    def raw(self, one: Field) -> Array:
        """(n,), or (n, k) of an array field, as the file has it."""
        if one.is_text:
            code, shape, strides = f"S{one.size}", (self.count,), (self.stride,)
            return np.ndarray(shape, code, self.buffer, self.first + one.at, strides)
        code, width = self.order + one.base.code, one.width
        if width == 1:
            return np.ndarray((self.count,), code, self.buffer, self.first + one.at, (self.stride,))
        wide, steps = (self.count, width), (self.stride, one.base.size)
        return np.ndarray(wide, code, self.buffer, self.first + one.at, steps)

    def values(self, one: Field) -> Floats:
        """(n,) or (n, k), NaN where there is nothing; only numbers."""
        raw = self.raw(one)
        if one.base.code == "f4":
            with np.errstate(invalid="ignore"):  # there are NaNs that complain
                return raw.astype(_FLOAT)
        values = raw.astype(_FLOAT)
        invalid = one.base.invalid
        if invalid is not None:
            # Up to 32 bits a float is exact, and comparing floats in place is the fastest.
            values[(values if one.base.size <= 4 else raw) == invalid] = np.nan
        elif one.base is _BYTES:
            values[~self.valid(one)] = np.nan
        return values

    def valid(self, one: Field) -> Bools:
        """Like `raw`: where there is something. Of a field of bytes all or none."""
        raw = self.raw(one)
        if one.is_text:
            return np.asarray(raw != b"")
        if one.base is _BYTES:
            some = raw != 0xFF
            return some if some.ndim == 1 else np.repeat(some.any(axis=1)[:, None], some.shape[1], axis=1)
        if one.base.invalid is None:
            return np.asarray(~np.isnan(raw))
        return np.asarray(raw != one.base.invalid)


def lay_out(data: bytes, offsets: NDArray[np.int64], size: int, order: str) -> Rows:
    """Messages of `size` bytes at `offsets`, in place if they follow one another, else gathered."""
    count = len(offsets)
    first = int(offsets[0])
    if count == 1 or int(offsets[-1]) - first == (count - 1) * size:
        return Rows(data, first, size, count, order)
    every = np.ndarray((len(data) - size + 1,), f"V{size}", data, 0, (1,))
    gathered = every[offsets].view(np.uint8)
    return Rows(gathered, 0, size, count, order)
