"""The points of a TCX or GPX file as channels, each under the name all readers agree on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from fullstride.domain.recording import Floats, Span
from fullstride.formats.recorded import both_feet, instants_us, possible, running_total
from fullstride.formats.xml_document import Document, Element


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """All points of a file: `instant_us` (n,), NaN where there is no time, and columns of numbers."""

    instant_us: Floats
    times: list[bytes]
    channels: Mapping[str, Floats]
    extra: Mapping[str, Floats]


def points_of(document: Document, names: Mapping[str, str], time: str) -> Points:
    """Columns by what their last tag (or the one around <Value>) is called, in lower case.

    `names` tag -> channel; where several tags mean one channel, the first one's gaps are filled from
    the next. Numbers under any other tag are kept in `extra` under that tag, or the whole path where
    two paths end alike.
    """
    channels: dict[str, Floats] = {}
    extra: dict[str, Floats] = {}
    for path in document.columns:
        if path == time:
            continue
        values = document.numbers(path)
        if np.isnan(values).all():
            continue
        tag = _tag(path)
        channel = names.get(tag.lower())
        if channel is None:
            extra[path if tag in extra else tag] = values
            continue
        values = possible(channel, values)
        if channel == "distance_m" and not running_total(values):
            extra[tag] = values
            continue
        known = channels.get(channel)
        channels[channel] = values if known is None else np.where(np.isnan(known), values, known)
    times = document.texts(time)
    return Points(instant_us=instants_us(times), times=times, channels=channels, extra=extra)


def _tag(path: str) -> str:
    parts = path.removeprefix("@").split("/")
    return parts[-2] if parts[-1] == "Value" and len(parts) > 1 else parts[-1]


def chosen(points: Points, rows: np.ndarray, sport: str) -> tuple[dict[str, Floats], dict[str, Floats]]:
    """Channels and extra of some rows; without what is empty there, cadence in steps of both feet."""
    channels = {name: values[rows] for name, values in points.channels.items()}
    extra = {name: values[rows] for name, values in points.extra.items()}
    if "cadence_spm" in channels:
        channels["cadence_spm"] = both_feet(channels["cadence_spm"], sport)
    if "latitude_deg" in channels and "longitude_deg" in channels:
        nowhere = np.isnan(channels["latitude_deg"]) | np.isnan(channels["longitude_deg"])
        for name in ("latitude_deg", "longitude_deg"):
            channels[name] = np.where(nowhere, np.nan, channels[name])
    return _kept(channels), _kept(extra)


def _kept(columns: Mapping[str, Floats]) -> dict[str, Floats]:
    return {name: values for name, values in columns.items() if not np.isnan(values).all()}


def silences(stretches: Sequence[Element], rows: np.ndarray, time_s: Floats) -> list[Span]:
    """From the last point of each stretch to the first of the next; those without points are passed over.

    `rows` (n,) and `time_s` (n,) are the timed points of the whole recording.
    """
    first = np.searchsorted(rows, [each.first_row for each in stretches])
    end = np.searchsorted(rows, [each.end_row for each in stretches])
    first, end = first[end > first], end[end > first]
    starts, ends = time_s[end[:-1] - 1], time_s[first[1:]]
    later = ends > starts
    return [
        Span(start_s=start, end_s=end)
        for start, end in zip(starts[later].tolist(), ends[later].tolist(), strict=True)
    ]


def timed_rows(points: Points, first_row: int, end_row: int) -> np.ndarray:
    """The rows of a stretch that have a time; a point without one has no place in a recording."""
    return first_row + np.flatnonzero(np.isfinite(points.instant_us[first_row:end_row]))
