"""The records of a FIT file as channels: the standard ones by our names, all others by the file's."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from fullstride.formats.fit_columns import Floats, Key
from fullstride.formats.fit_decode import DeveloperField, Table
from fullstride.formats.fit_profile import FIELDS, NUMBERS, RECORD, SEMICIRCLES

_NUMBER = NUMBERS[RECORD]
# Standard channel -> the fields that hold it, the better one first; the other fills its holes.
_NATIVE = {
    "speed_mps": ("enhanced_speed", "speed"),
    "distance_m": ("distance",),
    "latitude_deg": ("position_lat",),
    "longitude_deg": ("position_long",),
    "altitude_m": ("enhanced_altitude", "altitude"),
    "heart_rate_bpm": ("heart_rate",),
    "cadence_spm": ("cadence256", "cadence"),
    "power_w": ("power",),
    "contact_time_ms": ("stance_time",),
    "vertical_oscillation_mm": ("vertical_oscillation",),
    "step_length_mm": ("step_length",),
    "temperature_c": ("temperature",),
    "horizontal_accuracy_m": ("gps_accuracy",),
}
_USED = frozenset(_NUMBER[name] for names in _NATIVE.values() for name in names) | {
    _NUMBER[name] for name in ("timestamp", "compressed_speed_distance", "fractional_cadence")
}
# What developers call them, and the native fields they say they stand for.
_DEVELOPER_NAMES = {
    "speed": "footpod_speed_mps",
    "stryd speed": "footpod_speed_mps",
    "distance": "distance_m",
    "heart rate": "heart_rate_bpm",
    "cadence": "cadence_spm",
    "run cadence": "cadence_spm",
    "power": "power_w",
    "running power": "power_w",
    "run power": "power_w",
    "ground time": "contact_time_ms",
    "ground contact time": "contact_time_ms",
    "contact time": "contact_time_ms",
    "stance time": "contact_time_ms",
    "vertical oscillation": "vertical_oscillation_mm",
    "step length": "step_length_mm",
}
_DEVELOPER_NATIVE = {
    _NUMBER[name]: channel
    for channel, names in _NATIVE.items()
    for name in names
    if channel not in ("latitude_deg", "longitude_deg")
} | {_NUMBER[name]: "footpod_speed_mps" for name in ("speed", "enhanced_speed")}
# Units in which developers write a channel, and how many of ours one of theirs is. Cadence counts
# strides here, as in native fields.
_UNITS: Mapping[str, Mapping[str, float]] = {
    "footpod_speed_mps": {"m/s": 1, "mps": 1, "meters/second": 1, "km/h": 1 / 3.6, "kph": 1 / 3.6},
    "distance_m": {"m": 1, "meters": 1, "km": 1000},
    "altitude_m": {"m": 1, "meters": 1},
    "heart_rate_bpm": {"bpm": 1},
    "cadence_spm": {"rpm": 1, "strides/min": 1, "spm": 0.5, "steps/min": 0.5},
    "power_w": {"w": 1, "watts": 1, "watt": 1},
    "contact_time_ms": {"ms": 1, "milliseconds": 1, "s": 1000, "seconds": 1000},
    "vertical_oscillation_mm": {"mm": 1, "millimeters": 1, "cm": 10, "centimeters": 10, "m": 1000},
    "step_length_mm": {"mm": 1, "millimeters": 1, "cm": 10, "centimeters": 10, "m": 1000, "meters": 1000},
    "temperature_c": {"c": 1, "°c": 1, "celsius": 1},
    "horizontal_accuracy_m": {"m": 1, "meters": 1},
}
_MOST_STRIDES_PER_MIN = 130.0  # the median of a device that counts strides lies below


@dataclass(frozen=True, slots=True, kw_only=True)
class Channels:
    """`standard` as in `Recording.channels`, but cadence as written; `extra` as in `Recording.extra`."""

    standard: dict[str, Floats]
    extra: dict[str, Floats]


def read_channels(
    records: Table, developer: Mapping[tuple[int, int], DeveloperField], *, most_bytes: int
) -> Channels:
    """Every column of the records that holds anything. `extra` stops where it would take `most_bytes`."""
    keys = records.keys
    have = frozenset(keys)
    standard = {}
    for channel, names in _NATIVE.items():
        values = _filled(records, [_NUMBER[name] for name in names if _NUMBER[name] in have])
        if values is not None:
            standard[channel] = values
    if _NUMBER["compressed_speed_distance"] in have:
        for channel, values in _compressed(records):
            standard[channel] = _fill(standard.get(channel), values)
    if _NUMBER["fractional_cadence"] in have and "cadence_spm" in standard:
        part = _first(_scaled(records, _NUMBER["fractional_cadence"]))
        standard["cadence_spm"] = standard["cadence_spm"] + np.nan_to_num(part)
    for degrees in ("latitude_deg", "longitude_deg"):
        if degrees in standard:
            standard[degrees] = standard[degrees] / SEMICIRCLES
    standard = {channel: values for channel, values in standard.items() if _any(values)}

    extra: dict[str, Floats] = {}
    taken: dict[str, int] = {}
    size = 0
    for key in keys:
        if key in _USED or records.is_text(key):
            continue
        values = _scaled(records, key)
        size += values.nbytes
        if size > most_bytes:
            break
        if not _any(values):
            continue
        if isinstance(key, tuple):
            field = developer.get(key)
            channel, factor = _channel_of(field)
            if channel and channel not in standard and values.ndim == 1:
                standard[channel] = values * factor
                continue
            name = field.name if field is not None and field.name else f"developer_{key[0]}_{key[1]}"
        else:
            named = FIELDS[RECORD].get(key)
            name = named.name if named else f"field_{key}"
        times = taken[name] = taken.get(name, 0) + 1
        extra[name if times == 1 else f"{name} {times}"] = values
    return Channels(standard=standard, extra=extra)


def both_feet(strides: Floats) -> Floats:
    """Steps a minute from strides a minute, unless the device counted steps where strides belong."""
    moving = strides[strides > 0]
    if len(moving) and np.median(moving) > _MOST_STRIDES_PER_MIN:
        return strides
    return strides * 2


def _scaled(records: Table, key: Key) -> Floats:
    values = records.values(key)
    named = FIELDS[RECORD].get(key) if isinstance(key, int) else None
    if named is None:
        return values
    if named.scale != 1:
        values = values / named.scale
    return values - named.offset if named.offset else values


def _filled(records: Table, numbers: list[int]) -> Floats | None:
    values = None
    for number in numbers:
        if values is not None and not np.isnan(values).any():
            break
        values = _fill(values, _first(_scaled(records, number)))
    return values


def _first(values: Floats) -> Floats:
    """Of an array field the first value: no watch writes more in the fields that are channels."""
    return values if values.ndim == 1 else values[:, 0]


def _fill(values: Floats | None, better_than_none: Floats) -> Floats:
    return better_than_none if values is None else np.where(np.isnan(values), better_than_none, values)


def _compressed(records: Table) -> Iterator[tuple[str, Floats]]:
    """Speed and distance from three bytes: 12 bits of cm/s, then 12 of sixteenths of a metre, running on.

    The distance goes round every 256 m: what it has advanced since the record before is summed.
    """
    content = records.values(_NUMBER["compressed_speed_distance"])
    if content.ndim == 1 or content.shape[1] < 3:
        return
    low, middle, high = content[:, 0], content[:, 1], content[:, 2]
    speed = low + middle % 16 * 256
    yield "speed_mps", np.where(speed == 0xFFF, np.nan, speed / 100)
    there = np.isfinite(middle)
    bits = middle[there] // 16 + high[there] * 16
    distance = np.full(len(content), np.nan)
    distance[there] = np.cumsum(np.diff(bits, prepend=0) % 4096) / 16
    yield "distance_m", distance


def _channel_of(field: DeveloperField | None) -> tuple[str, float]:
    """Which standard channel a developer field measures, and the factor to our unit; "" for none."""
    if field is None:
        return "", 1
    channel = _DEVELOPER_NAMES.get(field.name.casefold(), "")
    if not channel and field.native_field is not None and field.native_message in (None, RECORD):
        channel = _DEVELOPER_NATIVE.get(field.native_field, "")
    factor = _UNITS.get(channel, {}).get(field.units.casefold())
    if channel and not field.units and field.native_field is not None:
        factor = 1  # it stands for a native field and has its unit
    return ("", 1) if factor is None else (channel, factor)


def _any(values: Floats) -> bool:
    return not bool(np.isnan(values).all())
