"""GPX 1.0 and 1.1: a recording for every track that has times."""

import numpy as np

from fullstride.domain.errors import NotARecording, UnreadableInput
from fullstride.domain.recording import Recording
from fullstride.formats.recorded import (
    MICROSECONDS,
    RECORDINGS_LIMIT,
    cut_short,
    instant,
    left_out,
    offset_s,
)
from fullstride.formats.sports import sport_named
from fullstride.formats.track_points import Points, chosen, points_of, silences, timed_rows
from fullstride.formats.xml_document import Element
from fullstride.formats.xml_tables import read_xml

# Garmin's TrackPointExtension, Cluetrust's gpxdata, and what Strava, Apple, Amazfit, OpenTracks and
# others write, by tag whatever the prefix.
_NAMES = {
    "lat": "latitude_deg",
    "lon": "longitude_deg",
    "ele": "altitude_m",
    "hr": "heart_rate_bpm",
    "heartrate": "heart_rate_bpm",
    "heart_rate": "heart_rate_bpm",
    "cad": "cadence_spm",
    "cadence": "cadence_spm",
    "runcadence": "cadence_spm",
    "atemp": "temperature_c",
    "temp": "temperature_c",
    "temperature": "temperature_c",
    "power": "power_w",
    "watts": "power_w",
    "powerinwatts": "power_w",
    "speed": "speed_mps",
    "distance": "distance_m",
    "hacc": "horizontal_accuracy_m",
    "accuracy": "horizontal_accuracy_m",
    "accuracy_horizontal": "horizontal_accuracy_m",
}
_TITLE_LIMIT = 300


def read_gpx(data: bytes, name: str) -> tuple[Recording, ...]:
    """The tracks of a GPX file in its order; segments are told apart by the pauses between them.

    Raises UnreadableInput for a file that is no GPX, NotARecording for one without times, which is a route.
    A damaged file gives what stands before the damage; `cut` of its last recording says so.
    """
    document = read_xml(data, name, root="gpx", point="trkpt")
    points = points_of(document, _NAMES, "time")
    device = " ".join(document.root.attributes.get("creator", "").split())[:_TITLE_LIMIT]
    found = [track for track in document.root.named("trk") if len(_rows(points, track))]
    if not found:
        raise _nothing(name, points, document.damage)
    tracks = found[:RECORDINGS_LIMIT]
    damage = document.damage or left_out(len(found))
    return tuple(_recording(track, points, device, damage if track is tracks[-1] else "") for track in tracks)


def _nothing(name: str, points: Points, damage: str) -> UnreadableInput:
    if damage:
        return UnreadableInput(name, "", f"{damage} before the first point with a time")
    if any(points.times):
        return UnreadableInput(name, "", "has times, but none between 1970 and 2200")
    if len(points.times):
        return NotARecording(name, "", "has no times, so it is a route or a course, not a recording")
    return NotARecording(name, "", "holds no track, so there is nothing that was recorded")


def _rows(points: Points, track: Element) -> np.ndarray:
    return timed_rows(points, track.first_row, track.end_row)


def _recording(track: Element, points: Points, device: str, damage: str) -> Recording:
    rows = _rows(points, track)
    start_us = float(points.instant_us[rows[0]])
    time_s = (points.instant_us[rows] - start_us) / MICROSECONDS
    sport, sub_sport = sport_named(track.said("type"))
    channels, extra = chosen(points, rows, sport)
    return Recording(
        format="gpx",
        sport=sport,
        sub_sport=sub_sport,
        title=track.said("name")[:_TITLE_LIMIT],
        device=device,
        start=instant(start_us),
        utc_offset_s=offset_s(points.times[rows[0]]),
        time_s=time_s,
        channels=channels,
        extra=extra,
        pauses=tuple(silences(track.children, rows, time_s)),
        cut=cut_short(damage, float(time_s[-1] - time_s[0])),
    )
