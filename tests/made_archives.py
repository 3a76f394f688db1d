"""Recordings, zips and exports of other services, made by hand."""

import datetime as dt
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from made_fit import START, Made

UTC = dt.UTC
FIT_EPOCH = dt.datetime(1989, 12, 31, tzinfo=UTC)
START_FIT = FIT_EPOCH + dt.timedelta(seconds=START)


def gpx(
    count: int = 5, start: dt.datetime = dt.datetime(2026, 4, 30, 5, 12, tzinfo=UTC), extension: str = ""
) -> bytes:
    """One point a second, running north."""
    points = "".join(
        f'<trkpt lat="{50 + second * 3e-5:.6f}" lon="8.0"><ele>100</ele>'
        f"<time>{start + dt.timedelta(seconds=second):%Y-%m-%dT%H:%M:%SZ}</time>{extension}</trkpt>"
        for second in range(count)
    )
    return f'<?xml version="1.0"?><gpx version="1.1"><trk><trkseg>{points}</trkseg></trk></gpx>'.encode()


def fit(count: int = 5, kind: int = 4, start: int = START) -> bytes:
    return Made().file_id(kind).records(count, start=start).file()


def zipped(
    files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED, *, streamed: bool = False
) -> bytes:
    """A zip; `streamed` as programs write that can't go back: sizes stand behind the files."""
    whole = io.BytesIO()
    with zipfile.ZipFile(_OneWay(whole) if streamed else whole, "w", method) as made:
        for name, content in files.items():
            made.writestr(zipfile.ZipInfo(name), content, method)  # its date is fixed
    return whole.getvalue()


class _OneWay(io.RawIOBase):
    def __init__(self, target: io.BytesIO) -> None:
        self._target = target

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        return self._target.write(data)


def unpacked(folder: Path, files: Mapping[str, bytes]) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def apple_list(*elements: str, doctype: str = "", end: str = "</HealthData>") -> bytes:
    prologue = (
        doctype or "<!DOCTYPE HealthData [\n<!ELEMENT HealthData (ExportDate,Me,(Record|Workout)*)>\n]>"
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{prologue}\n<HealthData locale="de_DE">\n'
        '<ExportDate value="2026-05-02 10:00:00 +0200"/>\n' + "\n".join(elements) + "\n" + end
    ).encode()


def apple_time(second: float) -> str:
    """So many seconds after 07:12 in Berlin."""
    moment = dt.datetime(2026, 4, 30, 7, 12, tzinfo=UTC) + dt.timedelta(seconds=second)
    return f"{moment:%Y-%m-%d %H:%M:%S} +0200"


def apple_workout(
    *inner: str, kind: str = "Running", start_s: float = 0, end_s: float = 600, more: str = ""
) -> str:
    return (
        f'<Workout workoutActivityType="HKWorkoutActivityType{kind}" duration="{(end_s - start_s) / 60}" '
        'durationUnit="min" sourceName="Apple\u00a0Watch" device="&lt;&lt;HKDevice: 0x28&gt;, '
        'name:Apple Watch, manufacturer:Apple Inc., model:Watch, hardware:Watch6,2, software:9.1&gt;" '
        f'startDate="{apple_time(start_s)}" endDate="{apple_time(end_s)}" {more}>'
        + "".join(inner)
        + "</Workout>"
    )


def apple_route(file: str) -> str:
    return f'<WorkoutRoute sourceName="Watch"><FileReference path="/workout-routes/{file}"/></WorkoutRoute>'


def apple_sample(
    kind: str,
    unit: str,
    value: float,
    start_s: float,
    end_s: float | None = None,
    source: str = "Apple\u00a0Watch",
) -> str:
    return (
        f'<Record type="HKQuantityTypeIdentifier{kind}" sourceName="{source}" unit="{unit}" '
        f'creationDate="{apple_time(start_s)}" startDate="{apple_time(start_s)}" '
        f'endDate="{apple_time(start_s if end_s is None else end_s)}" value="{value}"/>'
    )
