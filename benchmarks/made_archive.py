"""An archive of as many runs as wanted, each on a day of its own.

Copies of the real recordings beside this repository, moved in time; runs made here where those are absent.
"""

import datetime as dt
import re
import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np

from fullstride.formats.fit_crc import checksum

REAL = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "runs"
FIT_EPOCH = dt.date(1989, 12, 31)
FIRST = dt.date(2005, 1, 1)
# Fields that hold an instant beside field 253: of file_id, session, lap and activity.
INSTANTS = {0: (4,), 18: (2,), 19: (2,), 34: (5,)}
INSTANT, DEVICE_DAY_S = 253, 86_400
ISO_DATE = re.compile(rb"\b(\d{4}-\d\d-\d\d)(?=T)")
ON_DAY = Callable[[dt.date], bytes]


def fill(folder: Path, runs: int) -> str:
    """Writes `runs` files into `folder`; says what they are made of."""
    folder.mkdir(parents=True, exist_ok=True)
    real = sorted(path for path in REAL.rglob("*") if path.suffix in (".fit", ".tcx", ".gpx"))
    sources = [(path.suffix, _moved(path)) for path in real] or [(".fit", _fit_moved(made_fit()))]
    for number in range(runs):
        suffix, on_day = sources[number % len(sources)]
        content = on_day(FIRST + dt.timedelta(days=number))
        (folder / f"{number:05}{suffix}").write_bytes(content)
    return "real ones" if real else "a made one"


def _moved(path: Path) -> ON_DAY:
    data = path.read_bytes()
    return _fit_moved(data) if path.suffix == ".fit" else _text_moved(data)


def _text_moved(data: bytes) -> ON_DAY:
    pieces = ISO_DATE.split(data)  # text, date, text, …
    days = {old: dt.date.fromisoformat(old.decode()) for old in set(pieces[1::2])}
    first = days[pieces[1]]

    def on_day(day: dt.date) -> bytes:
        moved = {old: str(was + (day - first)).encode() for old, was in days.items()}
        return b"".join(moved[piece] if place % 2 else piece for place, piece in enumerate(pieces))

    return on_day


def _fit_moved(data: bytes) -> ON_DAY:
    little, big = _instants(data)
    content = np.frombuffer(data, np.uint8)
    seconds = int.from_bytes(data[little[0] : little[0] + 4], "little") if little else 0

    def on_day(day: dt.date) -> bytes:
        later_s = ((day - FIT_EPOCH).days - seconds // DEVICE_DAY_S) * DEVICE_DAY_S
        moved = content.copy()
        for places, order in ((little, "<u4"), (big, ">u4")):
            where = np.array(places, dtype=np.int64)[:, None] + np.arange(4)
            instants = content[where].copy().view(order).astype(np.int64)
            real = (instants > 0x10000000) & (instants < 0xFFFFFFFF)  # less is seconds since power-on
            moved[where] = np.where(real, instants + later_s, instants).astype(order).view(np.uint8)
        body = moved[:-2].tobytes()
        return body + checksum(body).to_bytes(2, "little")

    return on_day


def _instants(data: bytes) -> tuple[list[int], list[int]]:
    """Where the instants stand in a FIT file, by byte order; a plain walk over its messages."""
    little: list[int] = []
    big: list[int] = []
    shapes: dict[int, tuple[int, bool, list[int]]] = {}  # size, big-endian, places of instants
    at, end = data[0], data[0] + int.from_bytes(data[4:8], "little")
    while at < min(end, len(data) - 2):
        head = data[at]
        at += 1
        if not head & 0x80 and head & 0x40:
            order = ">" if data[at + 1] else "<"
            number, fields = struct.unpack_from(order + "HB", data, at + 2)
            shape, size = [], 0
            for field in range(fields):
                name, width, _ = data[at + 5 + 3 * field : at + 8 + 3 * field]
                if width == 4 and (name == INSTANT or name in INSTANTS.get(number, ())):
                    shape.append(size)
                size += width
            at += 5 + 3 * fields
            if head & 0x20:
                size += sum(data[at + 2 + 3 * field] for field in range(data[at]))
                at += 1 + 3 * data[at]
            shapes[head & 0x0F] = (size, order == ">", shape)
            continue
        local = head >> 5 & 0x03 if head & 0x80 else head & 0x0F
        if local not in shapes:
            break
        size, is_big, shape = shapes[local]
        (big if is_big else little).extend(at + place for place in shape)
        at += size
    return little, big


def made_fit(minutes: int = 60) -> bytes:
    """An easy run at 1 Hz with six strides near its end: speed, distance, pulse and cadence."""
    seconds = np.arange(minutes * 60)
    speed = 3.0 + 0.1 * np.sin(seconds / 40)
    for begun in range(len(seconds) - 900, len(seconds) - 180, 120):
        speed[begun : begun + 20] = 6.0
    record = np.zeros(
        len(seconds),
        dtype=[
            ("head", "u1"),
            ("time", "<u4"),
            ("metres", "<u4"),
            ("speed", "<u2"),
            ("beat", "u1"),
            ("step", "u1"),
        ],
    )
    record["head"] = 1
    record["time"] = 1_000_000_000 + seconds
    record["metres"] = np.cumsum(speed) * 100
    record["speed"] = speed * 1000
    record["beat"] = 140 + 10 * (speed > 4)
    record["step"] = 85
    body = struct.pack("<BBBHB", 0x40, 0, 0, 0, 1) + bytes((0, 1, 0)) + bytes((0, 4))
    body += struct.pack("<BBBHB", 0x41, 0, 0, 20, 5)
    body += bytes((253, 4, 0x86, 5, 4, 0x86, 6, 2, 0x84, 3, 1, 0x02, 4, 1, 0x02)) + record.tobytes()
    data = struct.pack("<BBHI4sH", 14, 0x20, 2132, len(body), b".FIT", 0) + body
    return data + checksum(data).to_bytes(2, "little")
