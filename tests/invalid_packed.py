"""Broken gzips, zips and exports of other services, each with one disease."""

import gzip
import random
import struct

import made_archives
from invalid_maker import COUNT, DEEP, MEGABYTE, invalid, run
from made_archives import apple_list, apple_route, apple_workout, gpx

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
