"""TCX: a recording for every activity, and for every part of a multisport session."""

import math
from collections.abc import Sequence

import numpy as np

from fullstride.domain.errors import NotARecording, UnreadableInput
from fullstride.domain.recording import Floats, Lap, Recording, Span
from fullstride.formats.recorded import (
    MICROSECONDS,
    RECORDINGS_LIMIT,
    cut_short,
    instant,
    instant_us,
    left_out,
    number,
    offset_s,
    total,
)
from fullstride.formats.sports import sport_named
from fullstride.formats.track_points import Points, chosen, points_of, silences, timed_rows
from fullstride.formats.xml_document import Document, Element
from fullstride.formats.xml_tables import read_xml

_NAMES = {
    "latitudedegrees": "latitude_deg",
    "longitudedegrees": "longitude_deg",
    "altitudemeters": "altitude_m",
    "distancemeters": "distance_m",
    "heartratebpm": "heart_rate_bpm",
    "cadence": "cadence_spm",
    "runcadence": "cadence_spm",
    "speed": "speed_mps",
    "watts": "power_w",
}
_TRIGGERS = {"manual": "manual", "distance": "distance", "location": "position", "time": "time"}
_INTENSITIES = {
    "active": "active",
    "resting": "rest",
    "rest": "rest",
    "warmup": "warmup",
    "cooldown": "cooldown",
}
_TITLE_LIMIT = 300
_LAPS_LIMIT = 2000
# How well the gaps of a lap must add up to the time that its own total leaves out.
_PAUSE_ERROR_S = 3.0
_PAUSE_ERROR_SHARE = 0.05


def read_tcx(data: bytes, name: str) -> tuple[Recording, ...]:
    """The activities of a TCX file, in its order.

    Raises UnreadableInput for a file that is no TCX and where no time can be read, NotARecording for a
    course or a workout to come. A damaged file gives what stands before the damage; `cut` of its last
    recording says so.
    """
    document = read_xml(data, name, root="TrainingCenterDatabase", point="Trackpoint")
    points = points_of(document, _NAMES, "Time")
    activities = [each for each in document.root.named("Activity", "Run", "Biking") if each.child("Lap")]
    read, end = activities[:RECORDINGS_LIMIT], document.damage or left_out(len(activities))
    found = []
    for activity in read:
        damage = end if activity is read[-1] else ""
        recording = _recording(activity, points, damage)
        if recording is not None:
            found.append(recording)
    if not found:
        raise _nothing(name, document, activities)
    return tuple(found)


def _nothing(name: str, document: Document, activities: Sequence[Element]) -> UnreadableInput:
    if document.damage:
        return UnreadableInput(name, "", f"{document.damage} before the first point with a time")
    if activities:
        return UnreadableInput(
            name, "", "has no time that can be read, neither in its points nor in its laps"
        )
    if any(document.root.named("Course")):
        return NotARecording(name, "", "holds a course, not something that was recorded")
    if any(document.root.named("Workout")):
        return NotARecording(name, "", "holds a workout to come, not something that was recorded")
    return UnreadableInput(name, "", "holds no activity, so there is nothing that was recorded")


def _recording(activity: Element, points: Points, damage: str) -> Recording | None:
    rows = timed_rows(points, activity.first_row, activity.end_row)
    laps = [lap for lap in activity.children if lap.name == "Lap"][:_LAPS_LIMIT]
    starts_us = [instant_us(lap.attributes.get("StartTime", "")) for lap in laps]
    starting = [*points.instant_us[rows[:1]], *starts_us, instant_us(activity.said("Id"))]
    start_us = next((float(us) for us in starting if math.isfinite(us)), None)
    if start_us is None:
        return None
    time_s = (points.instant_us[rows] - start_us) / MICROSECONDS
    lap_words = _laps(laps, (np.array(starts_us) - start_us) / MICROSECONDS, time_s, rows)
    sport, sub_sport = sport_named(activity.attributes.get("Sport", ""))
    channels, extra = chosen(points, rows, sport)
    said = activity.child("Notes") or activity.child("Training", "Plan", "Name")
    return Recording(
        format="tcx",
        sport=sport,
        sub_sport=sub_sport,
        title=" ".join(said.text.split())[:_TITLE_LIMIT] if said else "",
        device=activity.said("Creator", "Name")[:_TITLE_LIMIT],
        start=instant(start_us),
        utc_offset_s=offset_s(points.times[rows[0]]) if len(rows) else None,
        time_s=time_s,
        channels=channels,
        extra=extra,
        laps=lap_words,
        pauses=_pauses(_between_tracks(laps, rows, time_s), lap_words, time_s),
        timer_s=total(lap.timer_s for lap in lap_words),
        distance_m=total(lap.distance_m for lap in lap_words),
        cut=cut_short(damage, float(time_s[-1] - time_s[0]) if len(time_s) else 0.0),
    )


def _laps(laps: Sequence[Element], said_s: Floats, time_s: Floats, rows: np.ndarray) -> tuple[Lap, ...]:
    """Each from its start to the next one's; the last to its last point, or as long as it says.

    A lap is where its points are: some watches count its StartTime without the pauses before it, and
    then its first point counts.
    """
    starts: list[tuple[float, Element, Floats]] = []
    before_s = -math.inf  # the last point of the lap before
    for lap, start_s in zip(laps, said_s, strict=True):
        own = time_s[slice(*np.searchsorted(rows, (lap.first_row, lap.end_row)))]
        if len(own) and not before_s <= start_s <= own[0]:
            start_s = own[0]
        if math.isfinite(start_s):
            starts.append((float(start_s), lap, own))
        before_s = float(own[-1]) if len(own) else before_s
    found = []
    for at, (start_s, lap, own) in enumerate(starts):
        timer_s = number(lap.said("TotalTimeSeconds"))
        end_s = float(max([start_s + (timer_s or 0.0), *own[-1:]]))
        if at + 1 < len(starts) and starts[at + 1][0] >= start_s:
            end_s = starts[at + 1][0]
        found.append(
            Lap(
                start_s=start_s,
                end_s=end_s,
                timer_s=timer_s,
                distance_m=number(lap.said("DistanceMeters")),
                trigger=_TRIGGERS.get(lap.said("TriggerMethod").lower(), ""),
                intensity=_INTENSITIES.get(lap.said("Intensity").lower(), ""),
            )
        )
    return tuple(found)


def _between_tracks(laps: Sequence[Element], rows: np.ndarray, time_s: Floats) -> list[Span]:
    """The watch was stopped between two tracks of one lap."""
    several = ([track for track in lap.children if track.name == "Track"] for lap in laps)
    return [span for tracks in several if len(tracks) > 1 for span in silences(tracks, rows, time_s)]


def _pauses(between: Sequence[Span], laps: Sequence[Lap], time_s: Floats) -> tuple[Span, ...]:
    """Those between tracks, and the gaps that a lap's own total leaves out.

    A lap whose TotalTimeSeconds is shorter than it lasted was paused for the difference. The longest
    gaps between its points are where, if they add up to it; otherwise nothing is said.
    """
    found = list(between)
    steps_s = np.diff(time_s)
    usual_s = float(np.median(steps_s)) if len(steps_s) else 0.0
    gaps = np.flatnonzero(steps_s > max(_PAUSE_ERROR_S, 2 * usual_s))
    gaps = gaps[np.argsort(-steps_s[gaps], kind="stable")]
    for lap in laps:
        if lap.timer_s is None:
            continue
        known_s = sum(span.duration_s for span in between if lap.start_s <= span.start_s < lap.end_s)
        missing_s = lap.end_s - lap.start_s - lap.timer_s - known_s
        error_s = max(_PAUSE_ERROR_S, _PAUSE_ERROR_SHARE * missing_s)
        spans = []
        for at in gaps[(time_s[gaps] >= lap.start_s) & (time_s[gaps] < lap.end_s)]:
            if missing_s <= error_s:
                break
            span = Span(start_s=float(time_s[at]), end_s=float(time_s[at + 1]))
            if span not in between:
                spans.append(span)
                missing_s -= span.duration_s - usual_s
        if abs(missing_s) <= error_s:
            found += spans
    return tuple(sorted(found, key=lambda span: span.start_s))
