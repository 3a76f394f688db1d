"""Our own capture of a phone's motion as JSON, strict so that other apps can write it without doubt.

The two arrays of samples are taken out of the text before the rest is read as JSON: an hour of them would
make millions of small lists. A capture that breaks off keeps its whole rows.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn

import numpy as np

from fullstride.domain.errors import UnreadableInput
from fullstride.domain.motion import Position
from fullstride.domain.motion_log import MotionLog
from fullstride.domain.recording import Floats
from fullstride.formats.broken_json import read_json
from fullstride.formats.recorded import instant, instant_us, offset_s, spoken

CAPTURE = b'"fullstride motion capture"'
VERSION = 1
_ARRAY = re.compile(rb'(?<!\\)"(acceleration|rotation)"\s*:\s*\[')
_END = re.compile(rb"\]\s*\]|^\s*\]")
_SAMPLE = 4  # numbers: t, x, y, z
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


def read_capture(data: bytes, name: str) -> MotionLog:
    """The log of a capture. Raises UnreadableInput with the place of what is wrong."""
    return _Capture(name).read(data)


@dataclass(slots=True)
class _Capture:
    name: str
    cut: str = ""

    def read(self, data: bytes) -> MotionLog:
        rest, arrays = self._lifted(data)
        keys = self._object(rest)
        self._check_keys(keys)
        moved = self._samples("acceleration", arrays)
        turned = self._samples("rotation", arrays)
        if not len(moved):
            self._refuse("acceleration", "holds no samples")
        if not isinstance(keys.get("gravity"), bool):
            self._refuse("gravity", "must be true or false: whether gravity is in the acceleration")
        started, zone_s = self._start(keys)
        length_s = float(np.nanmax(moved[:, 0]) - np.nanmin(moved[:, 0])) * _MS
        return MotionLog(
            format="fullstride",
            time_s=moved[:, 0] * _MS,
            acceleration_mps2=np.ascontiguousarray(moved[:, 1:]),
            rotation_time_s=turned[:, 0] * _MS,
            rotation_radps=turned[:, 1:] * _DEGREE,
            gravity=bool(keys["gravity"]),
            start=instant(started),
            utc_offset_s=zone_s,
            device=self._text(keys, "device") or self._text(keys, "app"),
            exercise=self._name(keys, "exercise"),
            position=self._position(keys),
            session=self._text(keys, "session"),
            set_number=self._set(keys),
            distance_m=self._distance(keys),
            cut=f"{self.cut}; {spoken(length_s)} were read" if self.cut else "",
        )

    def _lifted(self, data: bytes) -> tuple[bytes, dict[str, bytes]]:
        """The text without its arrays of samples, and the inside of each."""
        arrays: dict[str, bytes] = {}
        kept, at = [], 0
        while found := _ARRAY.search(data, at):
            key = found[1].decode()
            if key in arrays:
                self._refuse(key, "is there twice")
            end = _END.search(data, found.end())
            kept.append(data[at : found.end()] + b"]")
            if end is None:
                arrays[key] = data[found.end() : data.rfind(b"]", found.end()) + 1]
                self.cut = f"stops in the middle of its {key}"
                at = len(data)
                break
            arrays[key] = data[found.end() : end.start() + (1 if end[0].count(b"]") > 1 else 0)]
            at = end.end()
        return b"".join((*kept, data[at:])), arrays

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

    def _samples(self, key: str, arrays: Mapping[str, bytes]) -> Floats:
        """(n, 4): t in milliseconds, x, y, z; null is NaN in all but t."""
        body = re.sub(rb"\s+", b"", arrays.get(key, b""))
        if not body:
            return np.empty((0, _SAMPLE))
        if not (body.startswith(b"[") and body.endswith(b"]")):
            self._refuse(key, "must be a list of [t, x, y, z]")
        rows = body[1:-1].split(b"],[")
        wrong = next((at for at, row in enumerate(rows) if row.count(b",") != _SAMPLE - 1), None)
        if wrong is not None:
            self._refuse(f"{key}[{wrong}]", "must be four numbers: t in milliseconds, x, y, z")
        text = body[1:-1].replace(b"],[", b"\n").replace(b"null", b"nan").replace(b"NaN", b"nan")
        try:
            values = np.loadtxt(text.decode("ascii").split("\n"), delimiter=",", comments=None, ndmin=2)
        except ValueError:
            wrong = next(at for at, row in enumerate(rows) if not _are_numbers(row))
            self._refuse(f"{key}[{wrong}]", "must be four numbers: t in milliseconds, x, y, z")
        timeless = np.flatnonzero(~np.isfinite(values[:, 0]))
        if len(timeless):
            self._refuse(f"{key}[{timeless[0]}]", "has no t")
        return values

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


def _are_numbers(row: bytes) -> bool:
    try:
        return (
            len([float(b"nan" if cell in (b"null", b"NaN") else cell) for cell in row.split(b",")]) == _SAMPLE
        )
    except ValueError:
        return False


def _shown(value: object) -> str:
    text = repr(value) if isinstance(value, str | int | float | bool | None) else "something else"
    return text if len(text) <= 40 else f"{text[:40]}…"
