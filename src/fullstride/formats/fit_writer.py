"""Writes FIT files: a header, definitions, data messages, and the two checksums.

Knows the format and nothing of what the numbers mean. Every value is written in its base field; the
profile's sub-fields (a duration that is "time" or "distance") are the reader's business.
"""

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

LONGEST_STRING_BYTES = 254
PROTOCOL = 0x10  # 1.0: everything here is in it, and the oldest watches read it
PROFILE = 21158  # the profile version the field numbers were taken from, as files write it
_HEADER_BYTES = 14
_DEFINITION = 0x40  # in a record's first byte; the local message type is always 0


class Base(IntEnum):
    """Base types, as they stand in a definition."""

    ENUM = 0x00
    UINT8 = 0x02
    STRING = 0x07
    UINT16 = 0x84
    UINT32 = 0x86
    UINT32Z = 0x8C


_SHAPES = {Base.ENUM: "B", Base.UINT8: "B", Base.UINT16: "<H", Base.UINT32: "<I", Base.UINT32Z: "<I"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    number: int
    base: Base
    value: int | str

    def content(self) -> bytes:
        """Raises ValueError for a string that is too long or a number out of range."""
        if isinstance(self.value, str):
            text = self.value.replace("\0", "").encode()
            if len(text) > LONGEST_STRING_BYTES:
                raise ValueError(f"a string of {len(text)} bytes; FIT holds {LONGEST_STRING_BYTES}")
            return text + b"\0"
        try:
            return struct.pack(_SHAPES[self.base], self.value)
        except struct.error as error:
            raise ValueError(f"field {self.number}: {error}") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    number: int
    fields: tuple[Field, ...]


def write_fit(messages: Iterable[Message]) -> bytes:
    """A whole FIT file. The same messages give the same bytes."""
    body = bytearray()
    defined = b""
    for message in messages:
        contents = [field.content() for field in message.fields]
        definition = struct.pack("<BBBHB", _DEFINITION, 0, 0, message.number, len(contents)) + b"".join(
            bytes((field.number, len(content), field.base))
            for field, content in zip(message.fields, contents, strict=True)
        )
        if definition != defined:
            body += definition
            defined = definition
        body += b"\0" + b"".join(contents)
    header = struct.pack("<BBHI4s", _HEADER_BYTES, PROTOCOL, PROFILE, len(body), b".FIT")
    whole = header + struct.pack("<H", checksum(header)) + bytes(body)
    return whole + struct.pack("<H", checksum(whole))


def checksum(content: bytes) -> int:
    """The CRC-16 that FIT uses (reflected polynomial 0xA001, start 0)."""
    crc = 0
    for byte in content:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    return crc


def cut(text: str, most_bytes: int) -> str:
    """The longest beginning of `text` that fits in so many bytes of UTF-8, whole characters only."""
    return text.encode()[:most_bytes].decode(errors="ignore")
