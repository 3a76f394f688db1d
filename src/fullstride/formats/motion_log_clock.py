"""Clocks of logs: seconds since a start, milliseconds or nanoseconds since 1970, dates, times of day."""

import datetime as dt
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from fullstride.domain.recording import Floats
from fullstride.formats.motion_log_units import clock_unit, some_known
from fullstride.formats.recorded import instant, instants_us, offset_s

_EPOCH_S = (9.4e8, 4.2e9)  # 2000 to 2100
_STRAY_S = 12 * 3600.0
_LONG_BEFORE_S = 600.0
_ZONED = re.compile(rb".*(?:[Zz]|[+-]\d\d:?\d\d|[+-]\d\d)")
_TIME_OF_DAY = re.compile(rb"(?:(\d{1,2}):)?(\d{1,2}):(\d{1,2})(?:[.,:](\d{1,9}))?")
_FRACTION = re.compile(rb"(.*\d\d)[.,:_](\d{3,9})")  # no clock writes a second with three digits
_TRIED = 50
_MONTHS = (b"jan", b"feb", b"mar", b"apr", b"may", b"jun", b"jul", b"aug", b"sep", b"oct", b"nov", b"dec")
_NAMED_MONTH = re.compile(rb"(\d{1,2})[- ](" + b"|".join(_MONTHS) + rb")[a-z]*\.?[- ](\d{4})", re.I)
_DATE = re.compile(
    rb"(\d{1,4})[-./](\d{1,2})[-./](\d{1,4})[T ,]+(\d{1,2})[:.-](\d{1,2})[:.-](\d{1,2})(?:[.,:_](\d{1,9}))?"
    rb"(?:\s*([AaPp])\.?[Mm]\.?)?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """`time_s` (n,) in seconds; `start` is the aware instant of 0, None where none is told.

    `zero_s` is what a clock that ran long before the log, like one since the phone was started, read at 0.
    """

    time_s: Floats
    start: dt.datetime | None = None
    utc_offset_s: int | None = None
    said: str = ""
    origin_us: float = float("nan")  # of `time_s` 0, since 1970
    zero_s: float = 0.0

    def length_s(self) -> float:
        """From the earliest to the latest moment; 0 where no time is known."""
        known = self.time_s[np.isfinite(self.time_s)]
        return float(np.ptp(known)) if len(known) else 0.0

    def started_by(self, other: "Clock") -> "Clock":
        """This clock, with the start that another clock of the same rows tells."""
        if other.start is None:
            return self
        apart = other.time_s - self.time_s
        apart = apart[np.isfinite(apart)]
        if not len(apart):
            return self
        origin = other.origin_us + 1e6 * float(np.median(apart))
        if not _EPOCH_S[0] < 1e-6 * origin < _EPOCH_S[1]:
            return self  # the two clocks have nothing to do with each other
        return replace(self, start=instant(origin), utc_offset_s=other.utc_offset_s, origin_us=origin)


def clock_of_numbers(values: Floats, stated: str, *, told: str = "") -> Clock | None:
    """A clock of numbers; None where their unit isn't stated and doesn't show."""
    unit = clock_unit(values, stated, told=told)
    if unit is None:
        return None
    known = some_known(values)
    middle_s = float(np.median(known)) * unit.factor if len(known) else 0.0
    if not _EPOCH_S[0] < middle_s < _EPOCH_S[1]:
        zero = _first_near(values, unit.factor) if len(known) else 0.0
        if min(abs(zero) * unit.factor, abs(middle_s)) < _LONG_BEFORE_S:
            zero = 0.0  # also where the first time alone is late, as of a row that lost its decimal comma
        time_s = (values - zero) * unit.factor if zero or unit.factor != 1.0 else values
        return Clock(time_s=time_s, said=unit.said, zero_s=zero * unit.factor)
    return _since_1970(values, unit.factor, unit.said)


def clock_of_moments(us: Floats, shown: str) -> Clock | None:
    """A clock of dates or times of day, one of which was `shown`; None where hardly one could be read."""
    if not _mostly(us):
        return None
    clock = _since_1970(us, 1e-6, "")
    first = shown.strip("\"' ").encode()
    if _ZONED.fullmatch(first[16:]) and _mostly(instants_us([first])):
        return replace(clock, utc_offset_s=offset_s(first))
    return replace(clock, start=None)


def moments_us(texts: Sequence[bytes]) -> Floats:
    """Dates and times as microseconds since 1970, times of day since midnight; NaN where one is neither."""
    plain = [text.strip(b"\"' \r") for text in texts]
    tried = plain[:_TRIED]
    if _mostly(instants_us(tried)) or not any(map(math.isfinite, map(_us, tried))):
        return instants_us(plain)
    seconds = _WholeSeconds()
    parts = [_FRACTION.fullmatch(text) for text in plain]
    return np.array(
        [
            seconds[part[1]] + float(part[2]) * 10.0 ** (6 - len(part[2])) if part else seconds[text]
            for text, part in zip(plain, parts, strict=True)
        ],
        dtype=np.float64,
    )


class _WholeSeconds(dict[bytes, float]):
    """Microseconds of a date or time, found once for the hundred samples of a second."""

    def __missing__(self, text: bytes) -> float:
        self[text] = value = _us(text)
        return value


def _since_1970(values: Floats, factor: float, said: str) -> Clock:
    """Seconds since the first moment."""
    origin = _first_near(values, factor)
    origin_us = origin * factor * 1e6
    return Clock(time_s=(values - origin) * factor, start=instant(origin_us), said=said, origin_us=origin_us)


def _first_near(values: Floats, factor: float) -> float:
    """The first value that is near the others: phones begin logs with a stale one."""
    middle = float(np.percentile(some_known(values), 50, method="lower"))  # one of them
    return float(values[int(np.argmax(np.abs(values - middle) * factor < _STRAY_S))])


def _mostly(values: Floats) -> bool:
    return len(values) > 0 and bool(np.count_nonzero(np.isfinite(values)) > len(values) / 2)


def _us(text: bytes) -> float:
    """Microseconds of "30.04.2026 07:12:00,250", of "4/30/2026 7:12:00.25 PM", or of "07:12:00.250"."""
    if found := _TIME_OF_DAY.fullmatch(text):
        hours, minutes, seconds = (int(part or 0) for part in found.groups()[:3])
        return (3600 * hours + 60 * minutes + seconds) * 1e6 + _fraction_us(found[4])
    in_digits = _NAMED_MONTH.sub(
        lambda date: b"%b.%d.%b" % (date[1], 1 + _MONTHS.index(date[2].lower()), date[3]), text
    )
    if found := _DATE.fullmatch(in_digits):
        one, two, three, hour, minute, second = (int(part) for part in found.groups()[:6])
        year, month, day = (one, two, three) if one > 31 else (three, two, one)
        if b"/" in text and one <= 12 and one <= 31:
            month, day = one, two
        if found[8]:
            hour = hour % 12 + 12 * (found[8] in b"Pp")
        try:
            moment = dt.datetime(year, month, day, hour, minute, second, tzinfo=dt.UTC)
        except ValueError:
            return float("nan")
        return moment.timestamp() * 1e6 + _fraction_us(found[7])
    return float("nan")


def _fraction_us(digits: bytes | None) -> float:
    return float(f"0.{digits.decode()}") * 1e6 if digits else 0.0
