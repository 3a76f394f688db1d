"""Recordings of our own as files: what a watch would have written of a simulated run."""

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from fullstride.domain.recording import Recording
from fullstride.formats.fit_writer import Base, Field, Message, write_fit
from fullstride.measure.simulate import Doing, Land, Phase, Runner, SimulatedRun
from fullstride.measure.simulate_watch import Watch

FIT_EPOCH = dt.datetime(1989, 12, 31, tzinfo=dt.UTC)
SEMICIRCLES = 2**31 / 180
# channel -> FIT field of `record`, base, and how the value becomes its number
_RECORD = {
    "distance_m": (5, Base.UINT32, 100.0, 0.0),
    "speed_mps": (73, Base.UINT32, 1000.0, 0.0),
    "altitude_m": (78, Base.UINT32, 5.0, 500.0),
    "cadence_spm": (4, Base.UINT8, 0.5, 0.0),
    "heart_rate_bpm": (3, Base.UINT8, 1.0, 0.0),
    "contact_time_ms": (41, Base.UINT16, 10.0, 0.0),
}
_INVALID = {Base.UINT8: 0xFF, Base.UINT16: 0xFFFF, Base.UINT32: 0xFFFFFFFF}
_INTENSITIES = {"active": 0, "rest": 1, "warmup": 2, "cooldown": 3, "recovery": 4, "interval": 5}


def as_fit(recording: Recording) -> bytes:
    """The recording as a FIT activity: records, laps, one session; pauses and steps are left out."""
    return write_fit(_messages(recording))


def _messages(recording: Recording) -> Iterator[Message]:
    assert recording.start is not None
    first = round((recording.start - FIT_EPOCH).total_seconds())
    yield _message(0, (0, Base.ENUM, 4), (1, Base.UINT16, 255), (4, Base.UINT32, first))
    for row, time_s in enumerate(recording.time_s):
        yield _record(recording, row, first + round(float(time_s)))
    last = first + round(recording.duration_s)
    for lap in recording.laps:
        fields = [
            (253, Base.UINT32, first + round(lap.end_s)),
            (2, Base.UINT32, first + round(lap.start_s)),
            (7, Base.UINT32, round(1000 * (lap.end_s - lap.start_s))),
            (8, Base.UINT32, round(1000 * (lap.end_s - lap.start_s))),
            (9, Base.UINT32, round(100 * (lap.distance_m or 0))),
            (24, Base.ENUM, 0),
        ]
        if lap.intensity in _INTENSITIES:
            fields.append((23, Base.ENUM, _INTENSITIES[lap.intensity]))
        yield _message(19, *fields)
    yield _message(
        18,
        (253, Base.UINT32, last),
        (2, Base.UINT32, first),
        (5, Base.ENUM, 1 if recording.sport == "running" else 2),
        (7, Base.UINT32, 1000 * (last - first)),
        (8, Base.UINT32, 1000 * (last - first)),
    )
    yield _message(
        34,
        (253, Base.UINT32, last),
        (1, Base.UINT16, 1),
        (5, Base.UINT32, last + (recording.utc_offset_s or 0)),
    )


def _record(recording: Recording, row: int, stamp: int) -> Message:
    fields = [(253, Base.UINT32, stamp)]
    for channel, (number, base, scale, offset) in _RECORD.items():
        if channel in recording.channels:
            value = float(recording.channels[channel][row])
            fields.append(
                (number, base, round((value + offset) * scale) if np.isfinite(value) else _INVALID[base])
            )
    return _message(20, *fields)


def _message(number: int, *fields: tuple[int, Base, int]) -> Message:
    return Message(
        number=number, fields=tuple(Field(number=n, base=base, value=value) for n, base, value in fields)
    )


def as_tcx(recording: Recording) -> bytes:
    """The recording as TCX: one lap, time, distance, cadence of one foot and the watch's own speed."""
    assert recording.start is not None
    points = []
    for row, time_s in enumerate(recording.time_s):
        at = recording.start + dt.timedelta(seconds=float(time_s))
        speed, distance = (recording.channels[name][row] for name in ("speed_mps", "distance_m"))
        points.append(
            f"<Trackpoint><Time>{at:%Y-%m-%dT%H:%M:%SZ}</Time><DistanceMeters>{distance:.2f}</DistanceMeters>"
            f"<Extensions><ns3:TPX><ns3:Speed>{speed:.3f}</ns3:Speed></ns3:TPX></Extensions></Trackpoint>"
        )
    total = recording.duration_s
    start = f"{recording.start:%Y-%m-%dT%H:%M:%SZ}"
    return (
        '<?xml version="1.0" encoding="UTF-8"?><TrainingCenterDatabase '
        'xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2" '
        'xmlns:ns3="http://www.garmin.com/xmlschemas/ActivityExtension/v2"><Activities>'
        f'<Activity Sport="Running"><Id>{start}</Id><Lap StartTime="{start}">'
        f"<TotalTimeSeconds>{total}</TotalTimeSeconds><Track>{''.join(points)}</Track></Lap></Activity>"
        "</Activities></TrainingCenterDatabase>"
    ).encode()


def as_polar(recording: Recording) -> bytes:
    """The recording as a Polar Flow session: one exercise with speed and distance, a value a second."""
    assert recording.start is not None
    start, last = f"{recording.start:%Y-%m-%dT%H:%M:%S}", round(recording.duration_s)
    seconds = np.arange(last + 1)
    speed = np.interp(seconds, recording.time_s, recording.channels["speed_mps"]) * 3.6
    samples = [
        {"dateTime": f"{recording.start + dt.timedelta(seconds=int(s)):%Y-%m-%dT%H:%M:%S}", "value": v}
        for s, v in zip(seconds, np.round(speed, 2).tolist(), strict=True)
    ]
    exercise = {
        "startTime": start,
        "timezoneOffset": 0,
        "duration": f"PT{last}S",
        "sport": "RUNNING",
        "samples": {"speed": samples},
    }
    return json.dumps({"exportVersion": "1.6", "startTime": start, "exercises": [exercise]}).encode()


def sample() -> Recording:
    """The recording in examples/: an easy run with three hill sprints and six strides, two of them too hard.

    `python tests/made_recordings.py` writes it again.
    """
    runner = Runner(easy_mps=2.85, top_mps=7.3, wander=0.02, reaction_s=0.6)
    hill = Phase(
        doing=Doing.REP,
        duration_s=8,
        speed_mps=5.4,
        rise_s=1.1,
        grade_pct=7,
        kind="hill_sprints",
        cadence_ratio=1.25,
    )
    easy = Phase(doing=Doing.RUN, duration_s=1380, speed_mps=2.85)
    phases = [easy]
    for rest_s in (152, 157, 60):
        phases += [hill, Phase(doing=Doing.WALK, duration_s=rest_s, speed_mps=1.3, grade_pct=-1)]
    phases.append(replace(easy, duration_s=1700))
    for share, rest_s in ((0.83, 92), (0.86, 88), (0.84, 85), (0.975, 64), (0.85, 90), (0.99, 60)):
        stride = Phase(
            doing=Doing.REP,
            duration_s=20,
            speed_mps=7.3 * share,
            rise_s=1.5,
            ramp_s=2.0,
            grade_pct=0,
            kind="strides",
            cadence_ratio=1.2,
        )
        phases += [stride, Phase(doing=Doing.WALK, duration_s=rest_s, speed_mps=1.4, grade_pct=0)]
    phases.append(replace(easy, duration_s=240))
    watch = Watch(smoothing_s=2.0, delay_s=1.0, noise_mps=0.09, contact_time=True)
    run = SimulatedRun(phases=tuple(phases), runner=runner, land=Land(grade_sd_pct=0.4), watch=watch)
    start = dt.datetime(2027, 1, 26, 17, 5, tzinfo=dt.UTC)
    return replace(run.record(26).recording, start=start, utc_offset_s=0)


if __name__ == "__main__":
    place = Path(__file__).resolve().parent.parent / "examples" / "tuesday-run.fit"
    place.write_bytes(as_fit(sample()))
