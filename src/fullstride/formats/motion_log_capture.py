"""Our own capture of a phone's motion as JSON, strict so that other apps can write it without doubt.

A capture that breaks off keeps its whole rows.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn

import numpy as np

from fullstride.domain.errors import UnreadableInput
from fullstride.domain.motion import Position
from fullstride.domain.motion_log import MotionLog
from fullstride.formats.broken_json import read_json
from fullstride.formats.motion_log_samples import Samples
from fullstride.formats.recorded import instant, instant_us, offset_s, spoken
from fullstride.formats.zip_sources import Source

CAPTURE = b'"fullstride motion capture"'
VERSION = 1
_MS = 1e-3
_DEGREE = np.pi / 180
_TEXT_LIMIT = 200
_SETS_MOST = 100
_LONGEST_M = 1000
_ZONE_MOST_S = 16 * 3600
_WORDS = (
    "format version started_at utc_offset_s app device position exercise session set "
    "distance_m gravity clock acceleration rotation"
)
KEYS = frozenset(_WORDS.split())
_ZONED = re.compile(r".*(?:[Zz]|[+-]\d\d:?\d\d)")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


def read_capture(source: Source, name: str, *, rotation: bool = True) -> MotionLog:
    """The log of a capture, its rotation where it is wanted. Raises UnreadableInput with the place of what is
    wrong."""
    return _Capture(name).read(source, rotation=rotation)


@dataclass(slots=True)
class _Capture:
    name: str
    cut: str = ""

    def read(self, source: Source, *, rotation: bool) -> MotionLog:
        wanted = ("acceleration", "rotation") if rotation else ("acceleration",)
        samples = Samples(source, self.name, wanted)
        self.cut = samples.cut
        keys = self._object(samples.rest)
        self._check_keys(keys)
        none = (np.empty(0), np.empty((0, 3)))
        time_s, axes = samples.arrays.get("acceleration", none)
        turning_s, turns = samples.arrays.get("rotation", none)
        for array, unit in ((time_s, _MS), (turning_s, _MS), (turns, _DEGREE)):
            array *= unit
        if not len(time_s):
            self._refuse("acceleration", "holds no samples")
        if not isinstance(keys.get("gravity"), bool):
            self._refuse("gravity", "must be true or false: whether gravity is in the acceleration")
        started, zone_s = self._start(keys)
        return MotionLog(
            format="fullstride",
            time_s=time_s,
            acceleration_mps2=axes,
            rotation_time_s=turning_s,
            rotation_radps=turns,
            gravity=bool(keys["gravity"]),
            start=instant(started),
            utc_offset_s=zone_s,
            device=self._text(keys, "device") or self._text(keys, "app"),
            exercise=self._name(keys, "exercise"),
            position=self._position(keys),
            session=self._text(keys, "session"),
            set_number=self._set(keys),
            distance_m=self._distance(keys),
            cut=f"{self.cut}; {spoken(float(np.ptp(time_s)))} were read" if self.cut else "",
        )

    def _object(self, rest: bytes) -> Mapping[str, object]:
        try:
            value, line = read_json(rest.decode("utf-8-sig"))
        except UnicodeDecodeError:
            self._refuse("", "is not UTF-8, as JSON is")
        except ValueError:
            self._refuse("", "is not JSON")
        if line is not None:
            self.cut = self.cut or f"stops in the middle of line {line}"
        if not isinstance(value, dict):
            self._refuse("", "must be one JSON object")
        return value

    def _check_keys(self, keys: Mapping[str, object]) -> None:
        if keys.get("format") != CAPTURE.decode().strip('"'):
            self._refuse("format", f"must be {CAPTURE.decode()}")
        version = keys.get("version")
        if version != VERSION or isinstance(version, bool):
            self._refuse("version", f"is {_shown(version)}; this program reads version {VERSION}")
        for key in keys:
            if key not in KEYS and not key.startswith("x-"):
                self._refuse(_shown(key)[1:-1], 'means nothing here; keys of your own begin with "x-"')

    def _start(self, keys: Mapping[str, object]) -> tuple[float, int | None]:
        said = keys.get("started_at")
        us = instant_us(said) if isinstance(said, str) and _ZONED.fullmatch(said) else float("nan")
        if not isinstance(said, str) or not np.isfinite(us):
            self._refuse(
                "started_at", 'must be an instant with its zone, like "2027-01-29T18:30:00.250+01:00"'
            )
        zone = keys.get("utc_offset_s")
        if zone is None:
            return us, offset_s(said.encode())
        if type(zone) is not int or abs(zone) > _ZONE_MOST_S:
            self._refuse("utc_offset_s", "must be whole seconds ahead of UTC")
        return us, zone

    def _text(self, keys: Mapping[str, object], key: str) -> str:
        said = keys.get(key)
        if said is None:
            return ""
        if not isinstance(said, str) or len(said) > _TEXT_LIMIT:
            self._refuse(key, f"must be a text of at most {_TEXT_LIMIT} letters")
        return said

    def _name(self, keys: Mapping[str, object], key: str) -> str:
        said = self._text(keys, key)
        if said and not _NAME.fullmatch(said):
            self._refuse(key, "must be a name like squat_jumps")
        return said

    def _position(self, keys: Mapping[str, object]) -> Position:
        said = self._text(keys, "position") or Position.UNKNOWN
        if said not in set(Position):
            self._refuse("position", f"must be one of {', '.join(Position)}")
        return Position(said)

    def _set(self, keys: Mapping[str, object]) -> int | None:
        said = keys.get("set")
        if said is not None and (type(said) is not int or not 1 <= said <= _SETS_MOST):
            self._refuse("set", f"must be a whole number from 1 to {_SETS_MOST}")
        return said if isinstance(said, int) else None

    def _distance(self, keys: Mapping[str, object]) -> float | None:
        said = keys.get("distance_m")
        if said is None:
            return None
        if type(said) not in (int, float) or not 0 < float(said) <= _LONGEST_M:  # type: ignore[arg-type]
            self._refuse("distance_m", f"must be metres, above 0 and at most {_LONGEST_M}")
        return float(said)  # type: ignore[arg-type]

    def _refuse(self, place: str, reason: str) -> NoReturn:
        raise UnreadableInput(self.name, place, reason)


def _shown(value: object) -> str:
    text = repr(value) if isinstance(value, str | int | float | bool | None) else "something else"
    return text if len(text) <= 40 else f"{text[:40]}…"
