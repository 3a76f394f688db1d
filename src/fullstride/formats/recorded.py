"""What every reader of points needs: instants, believable numbers, steps, and sentences about damage.

A value that no runner and no sensor can have is as good as none and becomes NaN; what is merely odd
stays, for `measure.signal` to judge.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence

import numpy as np

from fullstride.domain.recording import Floats

# Lowest and highest of each channel that can be meant. Zero beats a minute is a lost strap.
_POSSIBLE = {
    "speed_mps": (0.0, 100.0),
    "footpod_speed_mps": (0.0, 100.0),
    "distance_m": (0.0, 1e7),
    "latitude_deg": (-90.0, 90.0),
    "longitude_deg": (-180.0, 180.0),
    "altitude_m": (-1000.0, 20_000.0),
    "heart_rate_bpm": (1.0, 300.0),
    "cadence_spm": (0.0, 500.0),
    "power_w": (0.0, 5000.0),
    "contact_time_ms": (1.0, 5000.0),
    "vertical_oscillation_mm": (0.0, 1000.0),
    "step_length_mm": (0.0, 5000.0),
    "temperature_c": (-90.0, 90.0),
    "horizontal_accuracy_m": (0.0, 1e5),
}
# One foot never lands more often than this a minute, and both hardly ever less.
_ONE_FOOT_AT_MOST = {"": 120.0, "running": 120.0, "walking": 75.0, "hiking": 75.0}
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_YEARS = range(1970, 2200)
MICROSECONDS = 1_000_000
_MINUTE = re.compile(rb"(\d{4})-(\d\d)-(\d\d)[T t](\d\d):(\d\d)")
_REST = re.compile(rb"(?::(\d\d)(?:[.,](\d{1,12}))?)?\s*(?:[Zz]|([+-])(\d\d):?(\d\d)?)?")
_TO_MINUTE = 16  # characters
RECORDINGS_LIMIT = 1000  # of one file; a year of a watch's memory has some hundreds


def possible(channel: str, values: Floats) -> Floats:
    """The values with NaN for what this channel can't be."""
    lowest, highest = _POSSIBLE[channel]
    return np.where((values >= lowest) & (values <= highest), values, np.nan)


def both_feet(cadence: Floats, sport: str) -> Floats:
    """Steps a minute of a cadence that may count one foot only, as most watches' files do.

    Which it is shows in the middle of what was recorded: 85 is one foot of a runner, 170 both.
    """
    at_most = _ONE_FOOT_AT_MOST.get(sport)
    moving = cadence[cadence > 0]
    if at_most is None or not len(moving) or float(np.median(moving)) > at_most:
        return cadence
    return 2 * cadence


def running_total(values: Floats) -> bool:
    """Whether these are metres since the start rather than since the point before."""
    known = values[np.isfinite(values)]
    return len(known) < 2 or float(np.mean(np.diff(known) < 0)) < 0.05


class _Minutes(dict[bytes, float]):
    """Microseconds since 1970 of "2026-04-30T07:12"; NaN for what is no date and time."""

    def __missing__(self, key: bytes) -> float:
        found = _MINUTE.fullmatch(key)
        value = float("nan")
        if found and int(found[1]) in _YEARS:
            try:
                minute = dt.datetime(*map(int, found.groups()), tzinfo=dt.UTC)  # type: ignore[arg-type,misc]
            except ValueError:
                pass
            else:
                value = float((minute - _EPOCH) // dt.timedelta(microseconds=1))
        self[key] = value
        return value


class _Rests(dict[bytes, float]):
    """Microseconds to add for ":12.250+02:00", the rest of an instant after its minute."""

    def __missing__(self, key: bytes) -> float:
        found = _REST.fullmatch(key)
        value = float("nan")
        if found:
            whole, fraction, sign, hours, minutes = found.groups()
            zone = 60 * (60 * int(hours or 0) + int(minutes or 0)) * (-1 if sign == b"-" else 1)
            part = int((fraction or b"").ljust(6, b"0")[:6])
            seconds = int(whole or 0)
            if seconds <= 60:
                value = float((seconds - zone) * MICROSECONDS + part)
        self[key] = value
        return value


def instants_us(values: Sequence[bytes]) -> Floats:
    """ISO 8601 date and times as whole microseconds since 1970 UTC; NaN where one is none.

    A time without a zone is taken as UTC, as both formats ask for.
    """
    minutes, rests = _Minutes(), _Rests()
    return np.array(
        [minutes[value[:_TO_MINUTE]] + rests[value[_TO_MINUTE:]] for value in map(bytes.strip, values)],
        dtype=np.float64,
    )


def instant_us(text: str) -> float:
    """One of `instants_us`."""
    return float(instants_us([text.encode()])[0])


def instant(us: float) -> dt.datetime:
    """The aware instant so many microseconds after 1970."""
    return _EPOCH + dt.timedelta(microseconds=round(us))


def offset_s(value: bytes) -> int | None:
    """What the runner's own clock is ahead of UTC, where a time says it; "Z" does not."""
    found = _REST.fullmatch(value.strip()[_TO_MINUTE:])
    if not found or not found[3]:
        return None
    ahead = 60 * (60 * int(found[4]) + int(found[5] or 0))
    return -ahead if found[3] == b"-" else ahead


def number(text: str, lowest: float = 0.0, highest: float = 1e9) -> float | None:
    """The number a text is; None for none, or one that can't be."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if lowest <= value <= highest else None


def total(values: Iterable[float | None]) -> float | None:
    """The sum of what is known; None when nothing is."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def cut_short(damage: str, read_s: float) -> str:
    """The end of the sentence that says where a damaged file stops; "" for a whole one."""
    return f"{damage}; {spoken(read_s)} were read" if damage else ""


def left_out(found: int) -> str:
    """What to say of a file with more recordings than are read of one; "" for others."""
    if found <= RECORDINGS_LIMIT:
        return ""
    return f"holds {found} recordings, of which the first {RECORDINGS_LIMIT} were read"


def spoken(seconds: float) -> str:
    """ "1 h 02 min 03 s", "41 min 12 s", "9 s"."""
    minutes, rest = divmod(max(0, round(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes:02d} min {rest:02d} s"
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"
