"""How much faster TCX and GPX are read than by the programs others use, in the same run.

The files are the recordings in `../shared/data/runs` (third-party, never part of this repository), or
two made ones where those are absent. What is promised is a third of the peer's time.
"""

import datetime as dt
import importlib.util
import math
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from benchmarks.measured import Measured
from fullstride.formats.gpx import read_gpx
from fullstride.formats.tcx import read_tcx

RUNS = Path(__file__).resolve().parents[1].parent / "shared" / "data" / "runs" / "no-reps"
TIMES = 7
POINTS = 4800  # 80 minutes at one a second
PROMISED = 3.0


def measurements() -> Iterator[Measured]:
    with tempfile.TemporaryDirectory() as folder:
        files = sorted([*RUNS.glob("*.tcx"), *RUNS.glob("*.gpx")]) or _made(Path(folder))
        for path in files:
            data = path.read_bytes().lstrip()  # one begins with spaces, which stops the peer
            copy = Path(folder) / f"raced{path.suffix}"
            copy.write_bytes(data)
            yield from _against_peer(copy, data)


def _against_peer(path: Path, data: bytes) -> Iterator[Measured]:
    tcx = path.suffix == ".tcx"
    if importlib.util.find_spec("tcxreader" if tcx else "gpxpy") is None:
        return
    ours = partial(read_tcx if tcx else read_gpx, data, path.name)
    took, against = _alternating(ours, partial(_tcxreader if tcx else _gpxpy, path))
    name = f"{len(data) / 1e6:.1f} MB {path.suffix[1:].upper()} read"
    yield Measured(name=name, median=1000 * took, limit=1000 * against / PROMISED, unit="ms")


def _alternating(ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[float, float]:
    """The medians of both, measured in turn so that a busy machine is as hard on one as on the other."""
    runs: tuple[list[float], list[float]] = ([], [])
    ours()
    for _ in range(TIMES):
        for work, found in zip((ours, theirs), runs, strict=True):
            begun = time.process_time()
            work()
            found.append(time.process_time() - begun)
    return statistics.median(runs[0]), statistics.median(runs[1])


def _tcxreader(path: Path) -> object:
    from tcxreader.tcxreader import TCXReader

    return TCXReader().read(str(path), only_gps=False)


def _gpxpy(path: Path) -> object:
    import gpxpy

    with path.open(encoding="utf-8") as file:
        return gpxpy.parse(file)


def _made(folder: Path) -> list[Path]:
    """Eighty minutes at one point a second, with what Garmin's own exports hold."""
    begun = dt.datetime(2026, 4, 30, 6, 0, tzinfo=dt.UTC)
    tcx, gpx = [], []
    for second in range(POINTS):
        clock = f"{begun + dt.timedelta(seconds=second):%Y-%m-%dT%H:%M:%S}.000Z"
        speed = 3 + math.sin(second / 60)
        latitude, longitude = 47 + second * 2.7e-5, 8.5 + 1e-3 * math.sin(second / 300)
        tcx.append(
            f"          <Trackpoint>\n            <Time>{clock}</Time>\n            <Position>\n"
            f"              <LatitudeDegrees>{latitude!r}</LatitudeDegrees>\n"
            f"              <LongitudeDegrees>{longitude!r}</LongitudeDegrees>\n            </Position>\n"
            f"            <AltitudeMeters>{400 + second / 100:.1f}</AltitudeMeters>\n"
            f"            <DistanceMeters>{3.0 * second!r}</DistanceMeters>\n            <HeartRateBpm>\n"
            f"              <Value>{140 + second % 20}</Value>\n            </HeartRateBpm>\n"
            "            <Extensions>\n              <ns3:TPX>\n"
            f"                <ns3:Speed>{speed!r}</ns3:Speed>\n"
            f"                <ns3:RunCadence>{84 + second % 3}</ns3:RunCadence>\n              </ns3:TPX>\n"
            "            </Extensions>\n          </Trackpoint>\n"
        )
        gpx.append(
            f'      <trkpt lat="{latitude!r}" lon="{longitude!r}">\n'
            f"        <ele>{400 + second / 100:.1f}</ele>\n        <time>{clock}</time>\n"
            "        <extensions>\n          <ns3:TrackPointExtension>\n"
            f"            <ns3:hr>{140 + second % 20}</ns3:hr>\n"
            f"            <ns3:cad>{84 + second % 3}</ns3:cad>\n"
            "          </ns3:TrackPointExtension>\n        </extensions>\n      </trkpt>\n"
        )
    (folder / "made.tcx").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/'
        'TrainingCenterDatabase/v2" xmlns:ns3="http://www.garmin.com/xmlschemas/ActivityExtension/v2">\n'
        f'<Activities><Activity Sport="Running"><Id>2026-04-30T06:00:00.000Z</Id>\n'
        f'<Lap StartTime="2026-04-30T06:00:00.000Z"><TotalTimeSeconds>{POINTS}</TotalTimeSeconds>'
        "<DistanceMeters>14400</DistanceMeters><Calories>800</Calories><Intensity>Active</Intensity>"
        f"<TriggerMethod>Manual</TriggerMethod><Track>\n{''.join(tcx)}</Track></Lap></Activity></Activities>"
        "</TrainingCenterDatabase>\n"
    )
    (folder / "made.gpx").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<gpx version="1.1" creator="made" xmlns="http://www.topografix.com'
        '/GPX/1/1" xmlns:ns3="http://www.garmin.com/xmlschemas/TrackPointExtension/v1">\n<trk><type>running</type>'
        f"<trkseg>\n{''.join(gpx)}</trkseg></trk></gpx>\n"
    )
    return [folder / "made.tcx", folder / "made.gpx"]
