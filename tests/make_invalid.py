"""Writes tests/files/invalid/: small files of our own making, each named after its one disease.

`python tests/make_invalid.py` writes them all again, byte for byte. What each must give stands in
test_invalid_files.py. Every damage seen in the field or found by the fuzzer has its file here.
"""

import gzip
import json
import random
import struct
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import made_archives
from made_archives import apple_list, apple_route, apple_workout, gpx
from made_fit import START, Made

FOLDER = Path(__file__).resolve().parent / "files" / "invalid"
COUNT = 45  # records of the run that falls ill, one a second
DEEP = 100_000
MEGABYTE = 1_000_000
RECORD, LAP, STEP, WORKOUT = 20, 19, 27, 26
TIME, PULSE, SPEED = (253, 4, "uint32"), (3, 1, "uint8"), (6, 2, "uint16")

Make = Callable[[], bytes]
_MAKERS: dict[str, Make] = {}


def invalid(name: str) -> Callable[[Make], Make]:
    def keep(make: Make) -> Make:
        _MAKERS[name] = make
        return make

    return keep


def made() -> Mapping[str, Make]:
    """What makes each file, by its name."""
    return _MAKERS


def run(count: int = COUNT, start: int = START) -> Made:
    return Made().file_id().records(count, start=start)


# ---- FIT ------------------------------------------------------------------------------------------------


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


# ---- GPX and TCX ----------------------------------------------------------------------------------------

TIMES = [f"2026-04-30T05:{second // 60:02d}:{second % 60:02d}Z" for second in range(COUNT)]


def tcx(*points: str, head: str = '<?xml version="1.0"?>') -> bytes:
    return (
        f"{head}<TrainingCenterDatabase><Activities><Activity Sport='Running'><Id>{TIMES[0]}</Id>"
        f"<Lap StartTime='{TIMES[0]}'><Track>{''.join(points)}</Track></Lap></Activity></Activities>"
        "</TrainingCenterDatabase>"
    ).encode()


def point(time: str, distance: object = 0, speed: object = 3) -> str:
    return (
        f"<Trackpoint><Time>{time}</Time><DistanceMeters>{distance}</DistanceMeters>"
        f"<Extensions><TPX><Speed>{speed}</Speed></TPX></Extensions></Trackpoint>"
    )


def run_tcx(**more: str) -> bytes:
    return tcx(*(point(time, 3 * second) for second, time in enumerate(TIMES)), **more)


@invalid("gpx-that-is-html.gpx")
def _() -> bytes:
    return b"<!DOCTYPE html>\n<html><head><title>Log in</title></head><body>Please log in.</body></html>\n"


@invalid("kml.gpx")
def _() -> bytes:
    return b'<?xml version="1.0"?><kml><Placemark/></kml>'


@invalid("tcx-named-fit.fit")
def _() -> bytes:
    return run_tcx()


@invalid("fit-named-gpx.gpx")
def _() -> bytes:
    return run().file()


@invalid("cut-in-half.gpx")
def _() -> bytes:
    whole = gpx(COUNT)
    return whole[: whole.index(b"</trkpt>", len(whole) // 2) + 20]


@invalid("cut-in-half.tcx")
def _() -> bytes:
    whole = run_tcx()
    return whole[: whole.index(b"</Trackpoint>", len(whole) // 2) + 30]


@invalid("entity-bomb.tcx")
def _() -> bytes:
    levels = "".join(
        f'<!ENTITY a{level} "{f"&a{level - 1};" * 10 if level else "ha" * 50}">' for level in range(12)
    )
    points = [point(time, "&a11;") for time in TIMES]
    return tcx(*points, head=f'<?xml version="1.0"?><!DOCTYPE x [{levels}]>')


@invalid("entity-from-outside.gpx")
def _() -> bytes:
    outside = b'<!DOCTYPE gpx [<!ENTITY host SYSTEM "file:///etc/hostname">]>'
    return gpx(COUNT).replace(b"<gpx", outside + b"<gpx", 1).replace(b"<trk>", b"<trk><name>&host;</name>", 1)


@invalid("nan-speeds.gpx")
def _() -> bytes:
    wrong = ("NaN", "-1", "1e999", "Infinity", "", "fast")
    whole = gpx(COUNT, extension="<extensions><speed>SPEED</speed></extensions>").decode()
    for place in range(COUNT):
        whole = whole.replace("SPEED", wrong[place % len(wrong)], 1)
    return whole.encode()


@invalid("places-off-the-earth.gpx")
def _() -> bytes:
    return gpx(COUNT).replace(b'lon="8.0"', b'lon="1e308"').replace(b'lat="50.0', b'lat="950.0')


@invalid("numbers-past-all-size.tcx")
def _() -> bytes:
    return tcx(*(point(time, "1e999", "9" * 400) for time in TIMES[:20]))


@invalid("times-run-backwards.tcx")
def _() -> bytes:
    return tcx(*(point(time, 3 * second) for second, time in enumerate(reversed(TIMES))))


@invalid("times-that-are-none.tcx")
def _() -> bytes:
    none = ("-1", "", "NaN", "2026-02-30T25:61:61Z", "0000-00-00T00:00:00Z", "99999-01-01T00:00:00Z")
    return tcx(*map(point, none), *map(point, TIMES))


@invalid("times-of-nobody.tcx")
def _() -> bytes:
    return tcx(*(point("yesterday") for _ in TIMES))


@invalid("points-twice.tcx")
def _() -> bytes:
    return tcx(*(point(time, 3 * second) * 2 for second, time in enumerate(TIMES)))


@invalid("clock-jumps-a-century.gpx")
def _() -> bytes:
    whole = gpx(COUNT)
    middle = whole.index(b"<trkpt", len(whole) // 2)
    return whole[:middle] + whole[middle:].replace(b"<time>2026", b"<time>2126")


@invalid("year-9999.gpx")
def _() -> bytes:
    return gpx(COUNT).replace(b"<time>2026", b"<time>9999")


@invalid("no-times.gpx")
def _() -> bytes:
    whole = gpx(COUNT)
    while b"<time>" in whole:
        at = whole.index(b"<time>")
        whole = whole[:at] + whole[whole.index(b"</time>", at) + 7 :]
    return whole


@invalid("no-points.gpx")
def _() -> bytes:
    return gpx(0)


@invalid("one-point.gpx")
def _() -> bytes:
    return gpx(1)


@invalid("prefix-undeclared.gpx")
def _() -> bytes:
    return gpx(COUNT, extension="<extensions><gpxdata:cadence>85</gpxdata:cadence></extensions>")


@invalid("nested-without-end.gpx.gz")
def _() -> bytes:
    deep = b"<trkseg>" * DEEP
    return gzip.compress(gpx(COUNT).replace(b"</trkseg>", b"</trkseg>" + deep, 1), mtime=0)


@invalid("attribute-of-900-kilobytes.gpx.gz")
def _() -> bytes:
    return gzip.compress(gpx(COUNT).replace(b"<trk>", b'<trk a="' + b"v" * 900_000 + b'">', 1), mtime=0)


@invalid("comment-never-closed.gpx")
def _() -> bytes:
    whole = gpx(COUNT)
    middle = whole.index(b"<trkpt", len(whole) // 2)
    return whole[:middle] + b"<!-- " + whole[middle:]


@invalid("bare-ampersands.tcx")
def _() -> bytes:
    return run_tcx().replace(b"<Lap", b"<Notes>Fast & loose &nbsp; &#0; \x01\x00</Notes><Lap", 1)


@invalid("says-utf-16-and-is-not.tcx")
def _() -> bytes:
    return run_tcx(head='<?xml version="1.0" encoding="UTF-16"?>')


@invalid("utf-16-without-saying-so.tcx")
def _() -> bytes:
    return run_tcx(head="").decode().encode("utf-16-le")


@invalid("zeros-in-the-middle.tcx")
def _() -> bytes:
    whole = bytearray(run_tcx())
    middle = whole.index(b"<Trackpoint>", len(whole) // 2)
    whole[middle : middle + 512] = bytes(512)
    return bytes(whole)


# ---- JSON -----------------------------------------------------------------------------------------------


def polar(values: object) -> bytes:
    samples = [{"type": "SPEED", "intervalMillis": 1000, "values": values}]
    exercise = {"startTime": "2026-04-30T08:00:00", "sport": "RUNNING", "samples": {"samples": samples}}
    return json.dumps({"exercises": [exercise]}).encode()


@invalid("cut-in-half.json")
def _() -> bytes:
    return polar([10.5] * 2 * COUNT)[:-300]


@invalid("nan-speeds.json")
def _() -> bytes:
    return polar([10.5, float("nan"), float("inf"), -1, None, "fast", [], {}] * 10)


@invalid("numbers-past-all-size.json")
def _() -> bytes:
    return polar([10.5] * COUNT).replace(b"10.5", b"1" + b"0" * 5000, 1).replace(b"10.5", b"1e999", 1)


@invalid("interval-of-zero.json")
def _() -> bytes:
    return polar([10.5] * COUNT).replace(b"1000", b"0", 1)


@invalid("interval-of-nothing.json")
def _() -> bytes:
    return polar([10.5] * COUNT).replace(b"1000", b"1e-300", 1)


@invalid("interval-of-years.json")
def _() -> bytes:
    return polar([10.5] * COUNT).replace(b"1000", b"1e300", 1)


@invalid("nested-without-end.json.gz")
def _() -> bytes:
    deep = b"[" * DEEP + b"]" * DEEP
    return gzip.compress(
        polar([10.5] * COUNT).replace(b'"exercises"', b'"a": ' + deep + b', "exercises"'), mtime=0
    )


@invalid("exercises-that-are-none.json")
def _() -> bytes:
    return b'{"exercises": [null, 3, "run", [], {"startTime": 7, "samples": {"samples": [1]}}]}'


# ---- gzip -----------------------------------------------------------------------------------------------


@invalid("gzip-cut-in-half.gpx.gz")
def _() -> bytes:
    packed = gzip.compress(gpx(600), mtime=0)
    return packed[: len(packed) // 2]


@invalid("gzip-in-two-parts.gpx.gz")
def _() -> bytes:
    whole = gpx(COUNT)
    return gzip.compress(whole[:2000], mtime=0) + gzip.compress(whole[2000:], mtime=0)


@invalid("gzip-with-junk-behind.gpx.gz")
def _() -> bytes:
    return gzip.compress(gpx(COUNT), mtime=0) + b"\0" * 512


@invalid("gzip-checksum-wrong.gpx.gz")
def _() -> bytes:
    packed = gzip.compress(gpx(COUNT), mtime=0)
    return packed[:-8] + b"\0\0\0\0" + packed[-4:]


@invalid("gzip-four-times.gpx.gz")
def _() -> bytes:
    data = gpx(COUNT)
    for _ in range(4):
        data = gzip.compress(data, mtime=0)
    return data


@invalid("gzip-header-alone.fit.gz")
def _() -> bytes:
    return gzip.compress(b"", mtime=0)[:10]


@invalid("zeros-10-gb.gpx.gz")
def _() -> bytes:
    """A thousand gzips of ten megabytes of zeros, packed once more."""
    return gzip.compress(gzip.compress(bytes(10 * MEGABYTE), mtime=0) * 1000, mtime=0)


@invalid("gpx-that-goes-on-as-zeros.gpx.gz")
def _() -> bytes:
    return gzip.compress(gpx(COUNT)[:-20] + bytes(10 * MEGABYTE), mtime=0)


# ---- zip ------------------------------------------------------------------------------------------------


def zipped(*files: tuple[str, bytes]) -> bytearray:
    return bytearray(made_archives.zipped(dict(files)))


# a field's place in the table of contents and in each file's own header
FLAGS, METHOD, CHECKSUM, SIZE, PLACE = (8, 6, "H"), (10, 8, "H"), (16, 14, "I"), (24, 22, "I"), (42, 0, "I")


def lying(data: bytearray, field: tuple[int, int, str], value: int, *, everywhere: bool = False) -> bytes:
    """The same field changed in every line of the table, or `everywhere` in the files' headers too."""
    for sign, offset in ((b"PK\x01\x02", field[0]), (b"PK\x03\x04", field[1])):
        at = data.find(sign)
        while at >= 0 and (everywhere or offset == field[0]):
            struct.pack_into(f"<{field[2]}", data, at + offset, value)
            at = data.find(sign, at + 4)
    return bytes(data)


def two() -> bytearray:
    return zipped(("a.fit", run().file()), ("b.gpx", gpx(COUNT)))


@invalid("zip-cut-in-half.zip")
def _() -> bytes:
    whole = two()
    return bytes(whole[: whole.index(b"b.gpx") + 200])


@invalid("zip-table-lost.zip")
def _() -> bytes:
    whole = two()
    return bytes(whole[: whole.index(b"PK\x01\x02")])


@invalid("zip-empty.zip")
def _() -> bytes:
    return bytes(zipped())


@invalid("zip-entries-overlap.zip")
def _() -> bytes:
    return lying(two(), PLACE, 0)


@invalid("zip-entries-beyond-the-end.zip")
def _() -> bytes:
    return lying(two(), PLACE, 0x7FFFFFFF)


@invalid("zip-locked.zip")
def _() -> bytes:
    return lying(two(), FLAGS, 1, everywhere=True)


@invalid("zip-of-a-strange-method.zip")
def _() -> bytes:
    return lying(two(), METHOD, 98, everywhere=True)


@invalid("zip-checksum-wrong.zip")
def _() -> bytes:
    return lying(two(), CHECKSUM, 1, everywhere=True)


@invalid("zip-claims-4-gb.zip")
def _() -> bytes:
    return lying(two(), SIZE, 0xFFFFFFFE, everywhere=True)


@invalid("zip-claims-nothing.zip")
def _() -> bytes:
    return lying(two(), SIZE, 0, everywhere=True)


@invalid("zip-table-of-lies.zip")
def _() -> bytes:
    """Only the table is wrong; the files' own headers are sound."""
    return lying(bytearray(lying(bytearray(lying(two(), SIZE, 7)), METHOD, 98)), CHECKSUM, 1)


@invalid("zip64-claims-without-end.zip")
def _() -> bytes:
    whole = two()
    at = whole.rfind(b"PK\x05\x06")
    most = 2**64 - 1
    end = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, most, most, most, most)
    return bytes(whole[:at]) + end + struct.pack("<4sIQI", b"PK\x06\x07", 0, at, 1) + bytes(whole[at:])


@invalid("zip-names-that-leave.zip")
def _() -> bytes:
    data = run().file()
    return bytes(zipped(("../../a.fit", data), ("/etc/b.fit", data), ("C:\\c.fit", data), ("d.fit", data)))


@invalid("zip-name-with-nul.zip")
def _() -> bytes:
    return bytes(zipped(("aXb.fit", run().file())).replace(b"aXb.fit", b"a\0b.fit"))


@invalid("zip-name-of-60000-letters.zip.gz")
def _() -> bytes:
    return gzip.compress(bytes(zipped(("n" * 60_000 + ".fit", run().file()))), mtime=0)


@invalid("zip-same-name-twice.zip")
def _() -> bytes:
    return bytes(zipped(("a.fit", run().file()), ("b.fit", run(30).file())).replace(b"b.fit", b"a.fit"))


@invalid("zip-twelve-deep.zip")
def _() -> bytes:
    data = run().file()
    for _ in range(12):
        data = bytes(zipped(("x.zip", data)))
    return data


@invalid("zip-quine-like.zip")
def _() -> bytes:
    """Each level holds the next one sixteen times: 16^5 files at the bottom."""
    data = bytes(zipped(("a.fit", run(5).file())))
    for _ in range(5):
        data = bytes(zipped(*((f"{each:x}.zip", data) for each in range(16))))
    return data


@invalid("zip-of-zeros.zip")
def _() -> bytes:
    return bytes(zipped(("zeros.gpx", bytes(15 * MEGABYTE)), ("a.fit", run().file())))


@invalid("zip-named-fit.fit")
def _() -> bytes:
    return bytes(two())


# ---- exports --------------------------------------------------------------------------------------------


@invalid("apple-export-cut-off.zip")
def _() -> bytes:
    whole = apple_list(
        apple_workout(apple_route("r.gpx")), apple_workout(apple_route("gone.gpx"), start_s=5000)
    )
    return bytes(
        zipped(
            ("apple_health_export/export.xml", whole[:-40]),
            ("apple_health_export/workout-routes/r.gpx", gpx(COUNT)),
        )
    )


@invalid("apple-export-nested-without-end.zip")
def _() -> bytes:
    whole = apple_list(apple_workout(apple_route("r.gpx")), "<Workout " + "a='b'>" + "<x>" * DEEP)
    return bytes(
        zipped(
            ("apple_health_export/export.xml", whole),
            ("apple_health_export/workout-routes/r.gpx", gpx(COUNT)),
        )
    )


@invalid("strava-list-of-noise.zip")
def _() -> bytes:
    noise = random.Random(3).randbytes(3000)
    return bytes(
        zipped(("activities.csv", noise), ("activities/1.fit.gz", gzip.compress(run().file(), mtime=0)))
    )


@invalid("strava-list-quote-never-closed.zip")
def _() -> bytes:
    listed = (
        b'Id,Date,Name,Type,File\n1,x,"Never closed,Run,activities/1.fit\n2,"y",a\0b,Run,activities/1.fit\n'
    )
    return bytes(zipped(("activities.csv", listed * 3), ("activities/1.fit", run().file())))


@invalid("garmin-list-nested-without-end.zip")
def _() -> bytes:
    return bytes(
        zipped(
            ("DI_CONNECT/x_summarizedActivities.json", b'[{"a":' * DEEP),
            ("DI_CONNECT/part.zip", bytes(zipped(("a.fit", run().file())))),
        )
    )


@invalid("garmin-list-of-wrong-kinds.zip")
def _() -> bytes:
    rows = b'1, {"name": 3, "startTimeGmt": 1e999}, {"name": "x", "startTimeGmt": NaN}'
    last = b'{"name": "y", "beginTimestamp": 1' + b"0" * 400 + b"}"
    listed = b'[3, null, {"summarizedActivitiesExport": [' + rows + b", " + last + b"]}]"
    return bytes(
        zipped(("DI_CONNECT/x_summarizedActivities.json", listed), ("DI_CONNECT/a.fit", run().file()))
    )


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, make in _MAKERS.items():
        (FOLDER / name).write_bytes(make())
    total = sum((FOLDER / name).stat().st_size for name in _MAKERS)
    sys.stdout.write(f"{len(_MAKERS)} files, {total} bytes\n")


if __name__ == "__main__":
    main()
