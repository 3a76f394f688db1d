"""Broken FIT files, each with one disease."""

import random
import struct

from invalid_maker import COUNT, invalid, run
from made_fit import START, Made

RECORD, LAP, STEP, WORKOUT = 20, 19, 27, 26
TIME, PULSE, SPEED = (253, 4, "uint32"), (3, 1, "uint8"), (6, 2, "uint16")


@invalid("header-crc-zero.fit")
def _() -> bytes:
    return run().file(header_crc=0)


@invalid("header-of-12-bytes.fit")
def _() -> bytes:
    return run().file(header=12)


@invalid("header-alone.fit")
def _() -> bytes:
    return Made().file()[:14]


@invalid("header-size-with-a-flipped-bit.fit")
def _() -> bytes:
    return b"\x2e" + run().file()[1:]


@invalid("mark-with-a-flipped-bit.fit")
def _() -> bytes:
    return run().file().replace(b".FIT", b".FIV", 1)


@invalid("data-size-zero.fit")
def _() -> bytes:
    return run().file(data_size=0)


@invalid("two-to-the-32-records.fit")
def _() -> bytes:
    return run().file(data_size=2**32 - 1)


@invalid("checksum-wrong.fit")
def _() -> bytes:
    return run().file()[:-2] + b"\x12\x34"


@invalid("checksum-missing.fit")
def _() -> bytes:
    return run().file(crc=False)


@invalid("last-20-bytes-missing.fit")
def _() -> bytes:
    return run().file()[:-20]


@invalid("cut-in-half.fit")
def _() -> bytes:
    whole = run().file()
    return whole[: len(whole) // 2]


@invalid("noise-in-the-middle.fit")
def _() -> bytes:
    whole = bytearray(run(300).file())
    middle = len(whole) // 2
    whole[middle : middle + 400] = random.Random(1).randbytes(400)
    return bytes(whole)


@invalid("zeros-from-the-middle.fit")
def _() -> bytes:
    whole = run().file()
    return whole[: len(whole) // 2].ljust(4096, b"\0")


@invalid("junk-behind.fit")
def _() -> bytes:
    return run().file() + b"junk" * 50


@invalid("two-in-a-chain.fit")
def _() -> bytes:
    return run().file() + run(30, START + 9000).file()


@invalid("a-thousand-in-a-chain.fit")
def _() -> bytes:
    return b"".join(Made().file() for _ in range(1000)) + run().file()


@invalid("undefined-local-type.fit")
def _() -> bytes:
    return run().message(7, b"\1\2\3").records(COUNT, start=START + COUNT).file()


@invalid("definition-of-size-zero.fit")
def _() -> bytes:
    made = run().define(1, RECORD, [])
    for _ in range(5000):
        made.message(1, b"")
    return made.file()


@invalid("fields-of-size-zero.fit")
def _() -> bytes:
    made = run().define(1, RECORD, [(253, 0, "uint32"), (6, 0, "uint16")])
    for _ in range(5000):
        made.message(1, b"")
    return made.file()


@invalid("definition-of-255-fields.fit")
def _() -> bytes:
    made = run()
    made.body += struct.pack("<BBBHB", 0x41, 0, 0, RECORD, 255)
    return made.file()


@invalid("definition-again-and-again.fit")
def _() -> bytes:
    made = Made().file_id()
    for second in range(COUNT):
        made.records(1, start=START + second)
    return made.file()


@invalid("definitions-alone.fit")
def _() -> bytes:
    made = Made()
    for local in range(16):
        made.define(local, RECORD, [TIME, PULSE, SPEED])
    return made.file()


@invalid("misaligned-field.fit")
def _() -> bytes:
    made = Made().file_id().define(0, RECORD, [TIME, (5, 1, "uint32"), SPEED])
    for second in range(COUNT):
        made.pack(0, "IBH", START + second, second, 3000)
    return made.file()


@invalid("time-of-two-bytes.fit")
def _() -> bytes:
    made = Made().file_id().define(0, RECORD, [(253, 2, "uint16"), SPEED])
    for second in range(COUNT):
        made.pack(0, "HH", second, 3000)
    return made.file()


@invalid("both-byte-orders.fit")
def _() -> bytes:
    made = run().define(1, RECORD, [TIME, PULSE, SPEED], big=True)
    for second in range(COUNT, 2 * COUNT):
        made.pack(1, "IBH", START + second, 130, 3000, big=True)
    return made.file()


@invalid("byte-order-255.fit")
def _() -> bytes:
    made = run().define(1, RECORD, [TIME, PULSE, SPEED])
    made.body[-10 - 2] = 255
    return made.file()


@invalid("compressed-times.fit")
def _() -> bytes:
    made = run(1).define(1, RECORD, [PULSE, SPEED])
    for second in range(1, COUNT):
        made.compressed(1, START + second, struct.pack("<BH", 130, 3000))
    return made.file()


@invalid("compressed-times-from-nowhere.fit")
def _() -> bytes:
    made = Made().define(1, RECORD, [PULSE, SPEED])
    for second in range(COUNT):
        made.compressed(1, second, struct.pack("<BH", 130, 3000))
    return made.file()


@invalid("developer-field-undescribed.fit")
def _() -> bytes:
    made = Made().file_id().define(0, RECORD, [TIME, SPEED], developer=[(9, 4, 3)])
    for second in range(COUNT):
        made.pack(0, "IHI", START + second, 3000, 7)
    return made.file()


@invalid("developer-speeds-not-numbers.fit")
def _() -> bytes:
    made = Made().file_id().define(14, 207, [(3, 1, "uint8")]).message(14, b"\0")
    made.define(
        13, 206, [(0, 1, "uint8"), (1, 1, "uint8"), (2, 1, "uint8"), (3, 8, "string"), (8, 4, "string")]
    )
    made.pack(13, "BBB8s4s", 0, 0, 0x88, b"Speed", b"m/s")
    made.define(0, RECORD, [TIME], developer=[(0, 4, 0)])
    for second in range(COUNT):
        made.pack(0, "If", START + second, (float("nan"), float("inf"), -1.0, 3e38)[second % 4])
    return made.file()


@invalid("times-run-backwards.fit")
def _() -> bytes:
    made = Made().file_id().define(0, RECORD, [TIME, PULSE, SPEED])
    for second in range(COUNT):
        made.pack(0, "IBH", START - second, 130, 3000)
    return made.file()


@invalid("times-stand-still.fit")
def _() -> bytes:
    made = Made().file_id().define(0, RECORD, [TIME, PULSE, SPEED])
    for _ in range(COUNT):
        made.pack(0, "IBH", START, 130, 3000)
    return made.file()


@invalid("clock-jumps-a-century.fit")
def _() -> bytes:
    return run().records(COUNT, start=START + 3_000_000_000).file()


@invalid("clock-jumps-back-a-day.fit")
def _() -> bytes:
    """Most of the run lies before its first record."""
    return run(1, START + 86_400).records(300).file()


@invalid("stands-still.fit")
def _() -> bytes:
    made = Made().file_id().define(0, RECORD, [TIME, PULSE, SPEED])
    for second in range(300):
        made.pack(0, "IBH", START + second, 130, 0)
    return made.file()


@invalid("records-of-nothing.fit")
def _() -> bytes:
    made = Made().file_id().define(0, RECORD, [TIME, PULSE, SPEED])
    for _ in range(COUNT):
        made.message(0, b"\xff" * 7)
    return made.file()


@invalid("laps-outside-of-time.fit")
def _() -> bytes:
    made = run().define(1, LAP, [TIME, (2, 4, "uint32"), (7, 4, "uint32"), (71, 2, "uint16")])
    for stamp, begin, elapsed in ((0, 0, 0), (START, 2**32 - 2, 2**32 - 2), (START - 9, START + 9, 1000)):
        made.pack(1, "IIIH", stamp, begin, elapsed, 65_000)
    return made.file()


@invalid("steps-in-a-circle.fit")
def _() -> bytes:
    """Each step repeats from itself or from a later one, without end."""
    made = run().define(
        1, STEP, [(254, 2, "uint16"), (1, 1, "enum"), (2, 4, "uint32"), (4, 4, "uint32"), (7, 1, "enum")]
    )
    for step in range(4):
        made.pack(1, "HBIIB", step, 6, 3 - step, 2**32 - 2, 0)
    return made.file()


@invalid("name-of-broken-letters.fit")
def _() -> bytes:
    made = run().define(1, WORKOUT, [(4, 1, "enum"), (8, 12, "string")])
    return made.pack(1, "B12s", 1, b"\xff\xfe\x1b[2J\xc3(\n\xe2\x82x").file()


@invalid("settings.fit")
def _() -> bytes:
    return Made().file_id(kind=2).records(3).file()


@invalid("empty.fit")
def _() -> bytes:
    return b""


@invalid("zeros.fit")
def _() -> bytes:
    return bytes(5000)


@invalid("noise.fit")
def _() -> bytes:
    return random.Random(2).randbytes(5000)
