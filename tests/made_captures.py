"""Captures of simulated sets, as a phone's page would hand them in."""

import datetime as dt
import io
import json
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

from fullstride.domain.motion_log import MotionLog
from fullstride.measure.simulate_jumps import Bounds, Jumps, JumpScene, SimulatedMotion, Stand, Style, Walk

STAND, WALK = Stand(duration_s=3.0), Walk(duration_s=20.0)


@cache
def jump_log(counts: tuple[int, ...] = (6, 7, 8), seed: int = 5) -> SimulatedMotion:
    """Sets of squat jumps with a reset after each jump, a walk of 20 s between them."""
    sets = [Jumps(count=count, style=Style.RESET, height_cm=26.0) for count in counts]
    return JumpScene(acts=tuple(act for one in sets for act in (WALK, STAND, one, STAND))).record(seed)


@cache
def bound_log(runs: int = 3, seed: int = 4) -> SimulatedMotion:
    """Bounding runs from stand to stand, with rests of 20 s: what the log shows, not what rests should be."""
    return JumpScene(
        acts=(STAND, *(act for _ in range(runs) for act in (Bounds(), STAND, WALK, STAND)))
    ).record(seed)


def capture(log: MotionLog, started: dt.datetime, **told: Any) -> bytes:
    """Our own JSON of a log; `told` are further keys of the format."""
    rows = zip(log.time_s - log.time_s[0], log.acceleration_mps2, strict=True)
    facts = {
        "format": "fullstride motion capture",
        "version": 1,
        "started_at": started.isoformat(),
        "utc_offset_s": 0,
        "device": "a phone",
        "position": "belt",
        "gravity": True,
        **told,
        "acceleration": [
            [round(1000 * float(at), 1), *(round(float(axis), 2) for axis in axes)] for at, axes in rows
        ],
    }
    return json.dumps(facts).encode()


def phyphox(log: MotionLog, started: dt.datetime) -> dict[str, bytes]:
    """The files of phyphox's zip, by their names in it."""
    head = '"Time (s)","Acceleration x (m/s^2)","Acceleration y (m/s^2)","Acceleration z (m/s^2)"\n'
    rows = (
        ",".join(f"{value:.9E}" for value in (at, *axes))
        for at, axes in zip(log.time_s - log.time_s[0], log.acceleration_mps2, strict=True)
    )
    text = started.strftime("%Y-%m-%d %H:%M:%S.000 UTC+00:00")
    ended = float(log.time_s[-1] - log.time_s[0])
    marks = [("START", 0.0, started.timestamp(), text), ("PAUSE", ended, started.timestamp() + ended, text)]
    times = '"event","experiment time","system time","system time text"\n' + "".join(
        f'"{event}",{at:.9E},{unix:.3f},"{said}"\n' for event, at, unix, said in marks
    )
    return {
        "Raw Data.csv": (head + "\n".join(rows) + "\n").encode(),
        "meta/time.csv": times.encode(),
        "meta/device.csv": b'"property","value"\n"deviceModel","a phone"\n',
    }


def zipped(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def write(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path
