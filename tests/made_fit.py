"""FIT files made by hand, whole or broken, and what fitdecode says of any."""

import io
import struct
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import fitdecode

from fullstride.formats.fit_writer import checksum

# Base types as they stand in a definition: name -> (number, struct code).
BASES = {
    "enum": (0x00, "B"),
    "sint8": (0x01, "b"),
    "uint8": (0x02, "B"),
    "string": (0x07, "s"),
    "uint8z": (0x0A, "B"),
    "byte": (0x0D, "B"),
    "sint16": (0x83, "h"),
    "uint16": (0x84, "H"),
    "sint32": (0x85, "i"),
    "uint32": (0x86, "I"),
    "float32": (0x88, "f"),
    "float64": (0x89, "d"),
    "uint16z": (0x8B, "H"),
    "uint32z": (0x8C, "I"),
    "sint64": (0x8E, "q"),
    "uint64": (0x8F, "Q"),
    "uint64z": (0x90, "Q"),
}
START = 1_000_000_000  # a FIT time in 2021


def size_of(base: str) -> int:
    return struct.calcsize(BASES[base][1])


@dataclass
class Made:
    """Records, one after another."""

    body: bytearray = field(default_factory=bytearray)

    def define(
        self,
        local: int,
        number: int,
        fields: Sequence[tuple[int, int, str]],
        *,
        developer: Sequence[tuple[int, int, int]] | None = None,
        big: bool = False,
    ) -> "Made":
        """Fields are (number, bytes, base); developer fields (number, bytes, index)."""
        order = ">" if big else "<"
        head = 0x40 | local | (0x20 if developer is not None else 0)
        self.body += struct.pack(f"{order}BBBHB", head, 0, big, number, len(fields))
        for one, size, base in fields:
            self.body += bytes((one, size, BASES[base][0]))
        if developer is not None:
            self.body += bytes((len(developer),)) + b"".join(bytes(one) for one in developer)
        return self

    def message(self, local: int, content: bytes) -> "Made":
        self.body += bytes((local,)) + content
        return self

    def compressed(self, local: int, low: int, content: bytes) -> "Made":
        """With the low five bits of its time in the header."""
        self.body += bytes((0x80 | local << 5 | low & 0x1F,)) + content
        return self

    def pack(self, local: int, codes: str, *values: object, big: bool = False) -> "Made":
        return self.message(local, struct.pack((">" if big else "<") + codes, *values))

    def file_id(self, kind: int = 4, maker: int = 1, product: int = 3113) -> "Made":
        fields = [(0, 1, "enum"), (1, 2, "uint16"), (2, 2, "uint16")]
        return self.define(15, 0, fields).pack(15, "BHH", kind, maker, product)

    def records(self, count: int, *, start: int = START, local: int = 0, speed: int = 3000) -> "Made":
        """One a second with heart rate and speed."""
        self.define(local, 20, [(253, 4, "uint32"), (3, 1, "uint8"), (6, 2, "uint16")])
        for second in range(count):
            self.pack(local, "IBH", start + second, 120 + second % 60, speed + second % 100)
        return self

    def file(
        self,
        *,
        header: int = 14,
        header_crc: int | None = None,
        data_size: int | None = None,
        crc: bool = True,
    ) -> bytes:
        size = len(self.body) if data_size is None else data_size
        top = struct.pack("<BBHI4s", header, 0x20, 2132, size, b".FIT")
        if header == 14:
            top += struct.pack("<H", checksum(top) if header_crc is None else header_crc)
        whole = top + bytes(self.body)
        return whole + struct.pack("<H", checksum(whole)) if crc else whole


def told_by_fitdecode(data: bytes) -> dict[int, list[fitdecode.FitDataMessage]]:
    """Every message by its number, in order; what came before an error is kept."""
    messages = defaultdict(list)
    reader = fitdecode.FitReader(
        io.BytesIO(data),
        processor=None,
        check_crc=fitdecode.CrcCheck.DISABLED,
        error_handling=fitdecode.ErrorHandling.IGNORE,
    )
    try:
        for frame in reader:
            if isinstance(frame, fitdecode.FitDataMessage):
                messages[frame.def_mesg.global_mesg_num].append(frame)
    except fitdecode.FitError:
        pass
    return messages
