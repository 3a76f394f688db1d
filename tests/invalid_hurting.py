"""Files made to hurt: each says little, and would cost seconds or gigabytes if it were taken at its word."""

import gzip
import json
import random

import made_archives
from invalid_maker import COUNT, invalid, run
from made_archives import apple_list, apple_route, apple_workout, gpx
from made_fit import START, Made

POINT = '<trkpt lat="50" lon="8"><time>2026-04-30T05:{:02d}:{:02d}Z</time></trkpt>'
LOCAL, TIMER = 1, 21


def padded(content: bytes, size: int) -> bytes:
    """In a gzip whose name of noise keeps it from being refused for its ratio."""
    noise = random.Random(4).randbytes(size).hex().encode()
    return gzip.compress(content.replace(b"NOISE", noise, 1), mtime=0)


@invalid("nothing-but-tags.gpx.gz")
def _() -> bytes:
    head, end = b"<gpx><!-- NOISE -->", b"</gpx>"
    return padded(head + gpx(COUNT)[35:-6] + b"<a/>" * 260_000 + end, 4500)


@invalid("nothing-but-brackets.json.gz")
def _() -> bytes:
    return padded(b'{"name": "NOISE", "exercises": [' + b"[]," * 350_000 + b"[]]}", 4500)


@invalid("comments-never-closed.gpx.gz")
def _() -> bytes:
    return gzip.compress(b"<!-- " * 20_000, mtime=0)


@invalid("eleven-hundred-tracks.gpx.gz")
def _() -> bytes:
    tracks = "".join(
        f"<trk><trkseg>{POINT.format(each // 60, each % 60)}</trkseg></trk>" for each in range(1100)
    )
    return gzip.compress(f"<gpx>{tracks}</gpx>".encode(), mtime=0)


@invalid("tracks-in-tracks.gpx")
def _() -> bytes:
    return gpx(COUNT).replace(b"<trk>", b"<trk>" * 50).replace(b"</trk>", b"</trk>" * 50)


@invalid("pauses-after-every-point.gpx.gz")
def _() -> bytes:
    """A pause after every point."""
    segments = "".join(f"<trkseg>{POINT.format(each // 60 % 60, each % 60)}</trkseg>" for each in range(3000))
    return gzip.compress(f"<gpx><trk>{segments}</trk></gpx>".encode(), mtime=0)


@invalid("definitions-without-end.fit.gz")
def _() -> bytes:
    made = run()
    for _ in range(126_000):
        made.define(LOCAL, 20, []).define(LOCAL, 21, [])
    made.define(2, 0xFF00, [(0, 250, "byte")])
    noise = random.Random(4)
    for _ in range(24):
        made.message(2, noise.randbytes(250))
    return gzip.compress(made.file(), mtime=0)


@invalid("pauses-without-end.fit.gz")
def _() -> bytes:
    made = run().define(LOCAL, TIMER, [(253, 4, "uint32"), (0, 1, "enum"), (1, 1, "enum")])
    for each in range(6000):
        made.pack(LOCAL, "IBB", START + each, 0, 0 if each % 2 else 4)
    return gzip.compress(made.file(), mtime=0)


@invalid("clock-jumps-with-every-record.fit")
def _() -> bytes:
    made = Made().file_id().define(0, 20, [(253, 4, "uint32"), (6, 2, "uint16")])
    clock = random.Random(5)
    for _ in range(2000):
        made.pack(0, "IH", START + clock.randrange(2**28), 3000)
    return made.file()


@invalid("channels-with-clocks-of-their-own.json.gz")
def _() -> bytes:
    """No two channels share an instant, so a table of all of them would be nearly empty, and gigabytes."""
    samples = [
        {"type": f"CHANNEL{each}", "intervalMillis": 1000 + each, "values": [1] * 2500} for each in range(64)
    ]
    exercise = {"startTime": "2026-04-30T08:00:00", "sport": "RUNNING", "samples": {"samples": samples}}
    return gzip.compress(json.dumps({"exercises": [exercise]}).encode(), mtime=0)


@invalid("strava-list-of-commas.zip")
def _() -> bytes:
    files = {"activities.csv": b"," * 900_000, "activities/1.fit": run().file()}
    return made_archives.zipped(files)


@invalid("apple-export-of-empty-elements.zip")
def _() -> bytes:
    whole = apple_list(apple_workout(apple_route("r.gpx")), "<a/>" * 100_000)
    files = {
        "apple_health_export/export.xml": whole,
        "apple_health_export/workout-routes/r.gpx": gpx(COUNT),
    }
    return made_archives.zipped(files)
