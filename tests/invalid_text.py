"""Broken GPX, TCX and JSON, each with one disease."""

import gzip
import json

from invalid_maker import COUNT, DEEP, invalid, run
from made_archives import gpx

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
