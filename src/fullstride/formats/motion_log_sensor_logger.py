"""Sensor Logger: a table a sensor, all with the same columns; what they are is in their names.

Its Accelerometer has gravity taken out, its TotalAcceleration (Android only) has not. On iOS the two are to
be added, and signs differ from Android's in all axes, which no size of an acceleration shows. As JSON the
tables come as one list of flat objects, one a sample, each naming its sensor, with all values as texts.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

from fullstride.domain.errors import UnreadableInput
from fullstride.domain.motion_log import MotionLog
from fullstride.formats.broken_json import read_json
from fullstride.formats.motion_log_choice import Hint
from fullstride.formats.motion_log_columns import Role
from fullstride.formats.motion_log_csv import Part, read_part
from fullstride.formats.motion_log_join import with_gravity, with_rotation
from fullstride.formats.motion_log_table import open_table
from fullstride.formats.recorded import cut_short
from fullstride.formats.zip_sources import BytesSource

_TOTAL, _MOVES, _PULL, _RAW = "totalacceleration", "accelerometer", "gravity", "accelerometeruncalibrated"
_TURNS = ("gyroscope", "gyroscopeuncalibrated")
ACCELERATIONS = (_TOTAL, _MOVES, _RAW)
METADATA = "metadata"
_HINTS = {
    _TOTAL: Hint(linear=False, unit="m/s²"),
    _MOVES: Hint(linear=True, unit="m/s²"),
    _RAW: Hint(linear=False),  # in g on iOS unless standardised
    _PULL: Hint(role=Role.GRAVITY, unit="m/s²"),
    **{stem: Hint(role=Role.ROTATION, unit="rad/s") for stem in _TURNS},
    **{f"magnetometer{rest}": Hint(role=Role.OTHER) for rest in ("", "uncalibrated")},
}
_SHOWS = re.compile(rb'\s*\[\s*\{[^{}]{0,400}"sensor"\s*:')
_SENSORS_MOST = 100
_KEYS = ("time", "seconds_elapsed", "x", "y", "z")


def stem_of(name: str) -> str:
    """ "Accelerometer Uncalibrated.csv" -> "accelerometeruncalibrated"; "Gravity (1).csv" -> "gravity"."""
    file = PurePosixPath(name.replace("\\", "/")).name
    return re.sub(r"\(\d+\)|[\s_-]\d+$|[\s_-]", "", file.partition(".")[0]).casefold()


def hint_of(name: str) -> Hint | None:
    """What a table's file name says of its bare x, y, z."""
    return _HINTS.get(stem_of(name))


def sensor_log(
    stems: Collection[str],
    part: Callable[[str], Part],
    told: Mapping[str, str],
    name: str,
    *,
    rotation: bool = True,
) -> MotionLog:
    """The log of one recording: the best acceleration there is, and rotation where it is wanted.

    `part` reads the table of a stem; `told` is the recording's metadata. Raises UnreadableInput.
    """
    best = _acceleration(stems, part)
    if best is None:
        raise UnreadableInput(name, "", "holds no acceleration; record the accelerometer as well")
    wanted = [stem for stem in _TURNS if rotation and stem in stems]
    log = with_rotation(best, [found for stem in wanted if (found := _tried(part, stem))])
    return replace(log, device=told.get("device name", ""), utc_offset_s=_offset_s(log, told))


def is_sensor_json(head: bytes) -> bool:
    return _SHOWS.match(head) is not None


def read_sensor_json(data: bytes, name: str, *, rotation: bool = True) -> MotionLog:
    """The log in Sensor Logger's JSON. Raises UnreadableInput."""
    try:
        rows, line = read_json(data.decode("utf-8-sig", "replace"))
    except ValueError:
        raise UnreadableInput(name, "", "is not JSON") from None
    tables, told = _tables(rows)

    def part(stem: str) -> Part:
        text = "\n".join((",".join(_KEYS), *tables[stem], "")).encode()
        place = f"{name}/{stem}"
        table = open_table(BytesSource(text), place)
        if table is None:
            raise UnreadableInput(place, "", "holds no rows of numbers")
        return read_part(table, _HINTS[stem])

    log = sensor_log(tables, part, told, name, rotation=rotation)
    if line is None:
        return log
    return replace(log, cut=cut_short(f"stops in the middle of line {line}", log_length_s(log)))


def log_length_s(log: MotionLog) -> float:
    """From the earliest moment of a log to its latest."""
    known = log.time_s[log.time_s == log.time_s]
    return float(known.max() - known.min()) if len(known) else 0.0


def _acceleration(stems: Collection[str], part: Callable[[str], Part]) -> Part | None:
    """The best acceleration there is. Raises UnreadableInput where there are some, and none can be read."""
    why: UnreadableInput | None = None
    moves: Part | None = None
    for stem in ACCELERATIONS:
        if stem not in stems:
            continue
        try:
            found: Part | None = part(stem)
            if stem == _MOVES:
                moves = found
                pulled = part(_PULL) if _PULL in stems else None
                found = with_gravity(_in_unit_of(pulled, moves), pulled) if moves and pulled else None
        except UnreadableInput as error:
            why = why or error
            continue
        if found is not None and found.acceleration is not None and len(found.clock.time_s):
            return found
    if moves is None and why:
        raise why
    return moves


def _in_unit_of(pulled: Part, moves: Part) -> Part:
    """In the unit that gravity shows: iOS writes both in g, unless standardised, and says so nowhere."""
    if moves.acceleration is None or pulled.gravity_is_times == 1.0:
        return moves
    return replace(moves, acceleration=moves.acceleration * pulled.gravity_is_times)


def _tried(part: Callable[[str], Part], stem: str) -> Part | None:
    try:
        return part(stem)
    except UnreadableInput:
        return None


def _offset_s(log: MotionLog, told: Mapping[str, str]) -> int | None:
    zone = told.get("recording timezone", "")
    if log.start is None or not zone:
        return log.utc_offset_s
    try:
        ahead = log.start.astimezone(ZoneInfo(zone)).utcoffset()
    except (ValueError, OSError, KeyError):
        return log.utc_offset_s  # a zone that this machine doesn't know
    return int(ahead.total_seconds()) if ahead is not None else None


def _tables(rows: object) -> tuple[dict[str, list[str]], dict[str, str]]:
    """Rows of text for each sensor that is read, and the metadata."""
    tables: dict[str, list[str]] = {}
    told: dict[str, str] = {}
    for row in rows if isinstance(rows, list) else ():
        if not isinstance(row, dict):
            continue
        stem = stem_of(str(row.get("sensor", "")))
        if stem == METADATA:
            told = {str(key): str(value) for key, value in row.items()}
        elif stem in _HINTS:
            cells = [str(row.get(key, "")).replace(",", "").replace("\n", "")[:40] for key in _KEYS]
            tables.setdefault(stem, []).append(",".join(cells))
    return tables, told
