"""A training session of Polar Flow's export: JSON, in the naming of 2018 and in that of 2023 and later.

Its clock is the runner's own with the distance to UTC beside it, its speed is km/h, a bare NaN is a
sample that was not taken, and an altitude of 0 at the start is a sensor that has not settled.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from fullstride.domain.errors import UnreadableInput
from fullstride.domain.recording import Floats, Lap, Recording, Span
from fullstride.formats.broken_json import read_json
from fullstride.formats.reading import MEGABYTE
from fullstride.formats.recorded import (
    MICROSECONDS,
    RECORDINGS_LIMIT,
    both_feet,
    cut_short,
    instant,
    instant_us,
    instants_us,
    left_out,
    number,
    possible,
)
from fullstride.formats.sports import polar_sport, sport_named
from fullstride.formats.xml_text import as_utf8

_CHANNELS = {
    "heartrate": "heart_rate_bpm",
    "speed": "speed_mps",
    "distance": "distance_m",
    "altitude": "altitude_m",
    "cadence": "cadence_spm",
    "temperature": "temperature_c",
    "power": "power_w",
}
_KMH = 3.6
POLAR_LIMIT = 32 * MEGABYTE  # a day of all channels; seven hours at one sample a second make 9
_BEATS = frozenset({"rr", "rrintervals", "rrinterval", "ppi"})
_DURATION = re.compile(r"PT(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?")
_SAMPLES_LIMIT = 1_000_000
_ALL_SAMPLES_LIMIT = 4_000_000  # of all channels
_CHANNELS_LIMIT = 64
_CELLS_LIMIT = 8_000_000  # instants times channels: ten channels for nine days
_TOLD_LIMIT = 2000  # laps, and pauses
_LONGEST_US = 40.0 * 86_400 * MICROSECONDS  # what lies further from the start has a broken clock
_ZONES_MIN = 24.0 * 60
_TITLE_LIMIT = 300

Json = Mapping[str, object]


@dataclass(slots=True)
class _Series:
    """Everything sampled in one exercise: the file's name -> instants (µs) and values, and beats."""

    begin_us: float
    columns: dict[str, tuple[Floats, Floats]] = field(default_factory=dict)
    route: dict[str, tuple[Floats, Floats]] = field(default_factory=dict)
    beats_s: Floats = field(default_factory=lambda: np.empty(0))


def read_polar(data: bytes, name: str) -> tuple[Recording, ...]:
    """The exercises of one session, in its order: several in a multisport session.

    Raises UnreadableInput for other JSON and for a session without a start. A file that is cut off
    gives what stands before; `cut` of its last recording says so.
    """
    if len(data) > POLAR_LIMIT:
        raise UnreadableInput(name, "", f"is longer than {POLAR_LIMIT // MEGABYTE} MB, which no session is")
    text = as_utf8(data)[0].decode()
    try:
        session, line = read_json(text)
    except ValueError:
        raise UnreadableInput(name, "", "is no JSON that can be read") from None
    exercises = session.get("exercises") if isinstance(session, dict) else None
    if not isinstance(session, dict) or not isinstance(exercises, list):
        raise UnreadableInput(name, "", "is JSON, but no training session of Polar")
    damaged = "" if line is None else f"breaks off at line {line}"
    found = []
    read = exercises[:RECORDINGS_LIMIT]
    for exercise in read:
        damage = (damaged or left_out(len(exercises))) if exercise is read[-1] else ""
        recording = _recording(exercise, session, damage) if isinstance(exercise, dict) else None
        if recording is not None:
            found.append(recording)
    if not found:
        raise UnreadableInput(name, "", "holds no exercise with a start time")
    return tuple(found)


def _recording(exercise: Json, session: Json, damage: str) -> Recording | None:
    offset = _first_number((exercise, session), "timezoneOffsetMinutes", "timezoneOffset", "timeZoneOffset")
    offset_us = (offset or 0.0) * 60 * MICROSECONDS
    if offset is not None and abs(offset) > _ZONES_MIN:
        offset = None
    begin_us = instant_us(_text(exercise, "startTime") or _text(session, "startTime")) - offset_us
    if not math.isfinite(begin_us):
        return None
    series = _series(exercise, begin_us, offset_us)
    clocks = [instants for instants, _ in series.columns.values()] or [
        instants for instants, _ in series.route.values()
    ]
    instants = np.unique(np.concatenate(clocks)) if clocks else np.empty(0)
    start_us = float(instants[0]) if len(instants) else begin_us
    time_s = (instants - start_us) / MICROSECONDS
    sport, sub_sport = _sport(exercise.get("sport") or session.get("sport"))
    channels, extra = _channels(series, instants, sport)
    end_us = instant_us(_text(exercise, "stopTime")) - offset_us
    return Recording(
        format="polar",
        sport=sport,
        sub_sport=sub_sport,
        title=" ".join(_text(session, "name").split())[:_TITLE_LIMIT],
        device=_text(_object(session, "product"), "modelName")[:_TITLE_LIMIT],
        start=instant(start_us),
        utc_offset_s=None if offset is None else round(60 * offset),
        time_s=time_s,
        channels=channels,
        extra=extra,
        laps=tuple(_laps(exercise, (begin_us - start_us) / MICROSECONDS)),
        pauses=tuple(_pauses(exercise, offset_us, start_us)),
        rr_s=series.beats_s,
        elapsed_s=(end_us - begin_us) / MICROSECONDS if end_us >= begin_us else None,
        timer_s=_seconds(exercise, "duration"),
        distance_m=_metres(exercise),
        cut=cut_short(damage, float(time_s[-1]) if len(time_s) else 0.0),
    )


def _series(exercise: Json, begin_us: float, offset_us: float) -> _Series:
    found = _Series(begin_us)
    samples = _object(exercise, "samples")
    for one in islice(
        _objects(samples.get("samples")), _CHANNELS_LIMIT
    ):  # since 2023: a list of channels, each with its interval
        values = _numbers(one.get("values"))
        interval_us = 1000 * (number(str(one.get("intervalMillis")), 1.0) or 1000.0)
        _keep(
            found,
            _text(one, "type"),
            begin_us + interval_us * np.arange(len(values), dtype=np.float64),
            values,
        )
    # before: a list of instants for each channel
    for name, listed in islice(samples.items(), 2 * _CHANNELS_LIMIT):
        if name == "samples" or not isinstance(listed, list):
            continue
        points = list(_objects(listed))
        instants = _instants(points, "dateTime") - offset_us
        if name == "recordedRoute":
            _keep_route(found, points, instants)
        elif _plain(name) in _BEATS:
            found.beats_s = _numbers([_seconds(point, "duration") for point in points])
        else:
            _keep(found, name, instants, _numbers([point.get("value") for point in points]))
    route = _object(_object(exercise, "routes"), "route")
    origin_us = instant_us(_text(route, "startTime")) - offset_us
    points = list(_objects(route.get("wayPoints")))
    elapsed_ms = np.clip(
        _numbers([point.get("elapsedMillis") for point in points]), -_LONGEST_US, _LONGEST_US
    )
    _keep_route(found, points, (origin_us if math.isfinite(origin_us) else begin_us) + 1000 * elapsed_ms)
    return found


def _keep(series: _Series, name: str, instants: Floats, values: Floats) -> None:
    if _plain(name) in _BEATS:
        series.beats_s = values / 1000
        return
    timed = _near(series, instants)
    room = _ALL_SAMPLES_LIMIT - sum(len(known) for known, _ in series.columns.values())
    if name and timed.any() and len(series.columns) < _CHANNELS_LIMIT and len(instants) <= room:
        series.columns.setdefault(name, (instants[timed], values[timed]))


def _near(series: _Series, instants: Floats) -> NDArray[np.bool_]:
    return np.isfinite(instants) & (np.abs(instants - series.begin_us) <= _LONGEST_US)


def _keep_route(series: _Series, points: list[Json], instants: Floats) -> None:
    timed = _near(series, instants)
    if not timed.any():
        return
    for name in ("latitude", "longitude", "altitude"):
        values = _numbers([point.get(name) for point in points])
        series.route[name] = (instants[timed], values[timed])


def _channels(series: _Series, instants: Floats, sport: str) -> tuple[dict[str, Floats], dict[str, Floats]]:
    channels: dict[str, Floats] = {}
    extra: dict[str, Floats] = {}
    room = _CELLS_LIMIT // max(1, len(instants))  # channels that share no instant would take any memory
    for name, (when, values) in islice(series.columns.items(), room):
        column = _placed(instants, when, values)
        channel = _CHANNELS.get(_plain(name))
        if channel is None:
            extra[name] = column
        else:
            channels[channel] = possible(channel, column / _KMH if channel == "speed_mps" else column)
    for name, channel in (
        ("latitude", "latitude_deg"),
        ("longitude", "longitude_deg"),
        ("altitude", "altitude_m"),
    ):
        if name in series.route and channel not in channels:
            channels[channel] = possible(channel, _placed(instants, *series.route[name]))
    if "cadence_spm" in channels:
        channels["cadence_spm"] = both_feet(channels["cadence_spm"], sport)
    if "altitude_m" in channels:
        channels["altitude_m"] = _settled(channels["altitude_m"])
    return _kept(channels), _kept(extra)


def _kept(columns: Mapping[str, Floats]) -> dict[str, Floats]:
    return {name: values for name, values in columns.items() if not np.isnan(values).all()}


def _placed(instants: Floats, when: Floats, values: Floats) -> Floats:
    """The values at the nearest of the recording's instants; what lies beyond its ends is left out."""
    column = np.full(len(instants), np.nan)
    after = np.clip(np.searchsorted(instants, when), 1 if len(instants) > 1 else 0, len(instants) - 1)
    before = np.maximum(after - 1, 0)
    nearest = np.where(when - instants[before] < instants[after] - when, before, after)
    step = float(np.median(np.diff(instants))) if len(instants) > 1 else 1.0
    close = np.abs(instants[nearest] - when) <= step
    column[nearest[close]] = values[close]
    return column


def _settled(altitude: Floats) -> Floats:
    """Without the zeros before the altimeter's first reading; a run at the sea's level keeps its own."""
    other = np.flatnonzero(altitude != 0.0)
    if not len(other) or abs(altitude[other[0]]) < 3.0:
        return altitude
    settled = altitude.copy()
    settled[: other[0]] = np.nan
    return settled


def _laps(exercise: Json, begin_s: float) -> Iterator[Lap]:
    """The runner's own laps, or where there are none the watch's."""
    laps = exercise.get("laps")
    by_hand = laps.get("laps") if isinstance(laps, dict) else laps
    alone = laps.get("autoLaps") if isinstance(laps, dict) else exercise.get("autoLaps")
    trigger, listed = ("manual", by_hand) if by_hand else ("distance", alone)
    end_s = begin_s
    for lap in islice(_objects(listed), _TOLD_LIMIT):
        lasted_s, split_s = _seconds(lap, "duration"), _seconds(lap, "splitTime")
        if lasted_s is None:
            continue
        end_s = end_s + lasted_s if split_s is None else begin_s + split_s
        yield Lap(
            start_s=end_s - lasted_s,
            end_s=end_s,
            timer_s=lasted_s,
            distance_m=_metres(lap),
            trigger=trigger,
        )


def _pauses(exercise: Json, offset_us: float, start_us: float) -> Iterator[Span]:
    for pause in islice(_objects(exercise.get("pauseTimes")), _TOLD_LIMIT):
        first, last = (instant_us(_text(pause, key)) - offset_us for key in ("startTime", "endTime"))
        if last > first:
            yield Span(start_s=(first - start_us) / MICROSECONDS, end_s=(last - start_us) / MICROSECONDS)


def _sport(said: object) -> tuple[str, str]:
    if isinstance(said, dict):
        return polar_sport(str(said.get("id")))
    return sport_named(said) if isinstance(said, str) else ("", "")


def _plain(name: str) -> str:
    return name.replace("_", "").lower()


def _object(holder: Json, key: str) -> Json:
    found = holder.get(key)
    return found if isinstance(found, dict) else {}


def _objects(listed: object) -> Iterator[Json]:
    if isinstance(listed, list):
        yield from (each for each in listed[:_SAMPLES_LIMIT] if isinstance(each, dict))


def _text(holder: Json, key: str) -> str:
    found = holder.get(key)
    return found if isinstance(found, str) else ""


def _instants(points: Iterable[Json], key: str) -> Floats:
    return instants_us([_text(point, key).encode("utf-8", "replace") for point in points])


def _numbers(values: object) -> Floats:
    """Numbers of a list; NaN for null, words, and what is not finite."""
    listed = values[:_SAMPLES_LIMIT] if isinstance(values, list) else []
    plain = [each if isinstance(each, float) or type(each) is int else math.nan for each in listed]
    try:
        found = np.array(plain, dtype=np.float64)
    except OverflowError:
        found = np.array([each if isinstance(each, float) else math.nan for each in plain])
    found[~np.isfinite(found)] = np.nan
    return found


def _first_number(holders: Iterable[Json], *keys: str) -> float | None:
    for holder in holders:
        for key in keys:
            found = number(str(holder.get(key)), lowest=-1e9)
            if found is not None:
                return found
    return None


def _metres(holder: Json) -> float | None:
    found = _first_number((holder,), "distanceMeters", "distance")
    return found if found is not None and found >= 0 else None


def _seconds(holder: Json, key: str) -> float | None:
    """`key` as "PT1H2M3.5S", or `keyMillis` as a number."""
    found = number(str(holder.get(key + "Millis")))
    if found is not None:
        return found / 1000
    parts = _DURATION.fullmatch(_text(holder, key))
    if parts is None:
        return None
    hours, minutes, seconds = (number(part or "0") or 0.0 for part in parts.groups())
    return 3600 * hours + 60 * minutes + seconds
