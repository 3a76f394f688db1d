"""The sound files that the fuzzer damages: our own of every kind, and real ones where they are."""

import datetime as dt
import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fullstride.measure.simulate_scenes import Draw, Scene
from made_archives import UTC, apple_list, apple_route, apple_sample, apple_workout, gpx, zipped
from made_recordings import as_fit, as_polar, as_tcx

RECORDINGS = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "runs"
LARGEST_SEED = 400_000


@dataclass(frozen=True)
class Seed:
    """One file, or with `tree` the files of a folder or zip of that name."""

    name: str
    data: bytes = b""
    tree: Mapping[str, bytes] | None = None


@cache
def own_seeds() -> tuple[Seed, ...]:
    run = Draw(marks="steps").draw(Scene.STRIDES, 3).record(3).recording
    fit, tcx, polar, track = as_fit(run), as_tcx(run), as_polar(run), gpx(600)
    short_tcx = tcx[:20_000]
    return (
        Seed("run.fit", fit),
        Seed("run.tcx", tcx),
        Seed("run.gpx", track),
        Seed("training-session.json", polar),
        Seed("run.fit.gz", gzip.compress(fit, mtime=0)),
        Seed("run.tcx.gz", gzip.compress(tcx, mtime=0)),
        Seed("runs.zip", zipped({"a.fit": fit, "b.tcx": short_tcx, "c.gpx": track})),
        Seed("nested.zip", zipped({"DI_CONNECT/part.zip": zipped({"a.fit": fit})})),
        Seed("strava.zip", tree=_strava(fit, track)),
        Seed("garmin.zip", tree=_garmin(fit)),
        Seed("apple.zip", tree=_apple()),
        Seed("folder", tree={"a.fit": fit, "deep/b.tcx": short_tcx, "deep/c.gpx": track, "d.json": polar}),
    )


@cache
def seeds() -> tuple[Seed, ...]:
    """Our own, and the real recordings of a size that many can be tried."""
    real = sorted(RECORDINGS.glob("*/*.*")) if RECORDINGS.is_dir() else []
    found = tuple(Seed(path.name, path.read_bytes()) for path in real if path.stat().st_size < LARGEST_SEED)
    return (*own_seeds(), *found)


def _strava(fit: bytes, track: bytes) -> dict[str, bytes]:
    listed = (
        "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Filename,Distance\n"
        '1,"Apr 30, 2026, 5:12:00 AM",Morning,Run,,activities/1.fit.gz,10\n'
        '2,"May 1, 2026, 5:12:00 AM","Two\nlines",Run,,activities/2.gpx,10\n'
        '3,"May 2, 2026, 5:12:00 AM",Gone,Run,,activities/3.gpx,10\n'
    )
    return {
        "activities.csv": listed.encode(),
        "activities/1.fit.gz": gzip.compress(fit, mtime=0),
        "activities/2.gpx": track,
    }


def _garmin(fit: bytes) -> dict[str, bytes]:
    start_ms = dt.datetime(2026, 4, 30, 5, 12, tzinfo=UTC).timestamp() * 1000
    listed = [{"summarizedActivitiesExport": [{"name": "Strides", "startTimeGmt": start_ms}]}]
    folder = "DI_CONNECT/DI-Connect-"
    return {
        f"{folder}Fitness/x_summarizedActivities.json": json.dumps(listed).encode(),
        f"{folder}Uploaded-Files/UploadedFiles_0_Part1.zip": zipped({"x_1.fit": fit}),
    }


def _apple() -> dict[str, bytes]:
    samples = [
        apple_sample(kind, unit, value, second, second + 5)
        for second in range(0, 600, 5)
        for kind, unit, value in (
            ("RunningSpeed", "km/hr", 11.5),
            ("HeartRate", "count/min", 150),
            ("DistanceWalkingRunning", "km", 0.016),
        )
    ]
    inner = (
        '<MetadataEntry key="HKTimeZone" value="Europe/Berlin"/>',
        '<WorkoutEvent type="HKWorkoutEventTypePause" date="2026-04-30 07:14:00 +0200"/>',
    )
    workouts = (apple_workout(*inner, apple_route("r.gpx")), apple_workout(start_s=3600, end_s=4200))
    return {
        "apple_health_export/export.xml": apple_list(*samples, *workouts),
        "apple_health_export/workout-routes/r.gpx": gpx(600),
    }
