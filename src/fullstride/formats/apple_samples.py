"""The samples of an Apple Health export that fall into given workouts."""

import functools
import html
import re
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

import numpy as np

from fullstride.formats.apple_values import (
    METRES,
    QUANTITY,
    SECONDS,
    instant,
    number,
    plain,
)
from fullstride.formats.apple_words import Samples, Workout

_MOST = 20_000_000  # 240 MB; ten years of daily running are a tenth
_WIDEST_S = 30.0  # a sample over a longer time says nothing of a short effort
_CHANNELS = {
    f"{QUANTITY}HeartRate": "heart_rate_bpm",
    f"{QUANTITY}RunningSpeed": "speed_mps",
    f"{QUANTITY}RunningPower": "power_w",
    f"{QUANTITY}RunningGroundContactTime": "contact_time_ms",
    f"{QUANTITY}RunningVerticalOscillation": "vertical_oscillation_mm",
    f"{QUANTITY}RunningStrideLength": "step_length_mm",  # Apple's stride is one step
    f"{QUANTITY}StepCount": "cadence_spm",
    f"{QUANTITY}DistanceWalkingRunning": "distance_m",
}
_WANTED = frozenset(kind.encode() for kind in _CHANNELS)
_SAMPLE, _TYPE, _START, _END = b"<Record ", b'type="', b'startDate="', b'endDate="'
_VALUE, _UNIT, _SOURCE = b' value="', b' unit="', b'sourceName="'
_TAG = re.compile(rb'(?:[\w:.-]+\s*=\s*"[^"]*"\s*)*')
_TAG_MOST = 1 << 14  # bytes
_HOURS_MOST = 100_000

Rows = tuple["array[float]", "array[float]", "array[float]"]  # start, end, value


class SampleCollector:
    """The samples within the given workouts.

    The list holds millions of samples, all alike and nearly all of other hours, so the parser is spared
    them: the text is cut before each one, and only those of a wanted kind that start within a run are read
    whole. Damage costs the samples that it hits and no other.
    """

    def __init__(self, runs: Sequence[Workout]) -> None:
        self._runs = sorted(runs, key=lambda run: run.start)
        self._starts = [run.start.timestamp() for run in self._runs]
        self._ends = [run.end.timestamp() for run in self._runs]
        self._last_ends = list(accumulate(self._ends, max))
        self._found: dict[tuple[int, str, str], Rows] = {}
        self._kept = 0
        self._waiting = b""
        self._hours: dict[bytes, float | None] = {}

    def feed(self, piece: bytes) -> None:
        """The list's next bytes."""
        piece = self._waiting + piece
        last = piece.rfind(_SAMPLE)
        whole = len(piece) - last > _TAG_MOST  # the last one's tag has ended
        self._waiting = piece[-len(_SAMPLE) :] if last < 0 or whole else piece[last:]
        self._take(piece if whole else piece[: max(0, last)])

    def _take(self, piece: bytes) -> None:
        for sample in piece.split(_SAMPLE)[1:]:
            at = sample.find(_TYPE) + len(_TYPE)
            if at < len(_TYPE) or sample[at : sample.find(b'"', at)] not in _WANTED:
                continue
            begin = self._instant_s(sample, _START)
            if begin is None:
                continue
            last = bisect_right(self._starts, begin) - 1
            if last < 0 or self._last_ends[last] < begin:
                continue
            tag = _TAG.match(sample)
            channel = _CHANNELS.get(_said(tag[0], _TYPE)) if tag else None
            if tag is None or channel is None:
                continue
            end = self._instant_s(tag[0], _END)
            for run in range(last, max(-1, last - 4), -1):  # several programs may have written the same run
                if begin <= self._ends[run]:
                    self._keep(run, channel, (begin, begin if end is None else end), tag[0])

    def _instant_s(self, sample: bytes, key: bytes) -> float | None:
        """Seconds of the epoch; hours are looked up, for reading each date would take most of the time."""
        at = sample.find(key) + len(key)
        hour = sample[at : at + 13] + sample[at + 19 : at + 25]
        if hour not in self._hours:
            if len(self._hours) > _HOURS_MOST:
                self._hours.clear()
            text = hour.decode("ascii", "replace")
            found = instant(f"{text[:13]}:00:00{text[13:]}")
            self._hours[hour] = found.timestamp() if found else None
        start = self._hours[hour]
        minute, second = sample[at + 14 : at + 16], sample[at + 17 : at + 19]
        if start is None or not (minute.isdigit() and second.isdigit()):
            return None
        return start + 60 * int(minute) + int(second)

    def _keep(self, run: int, channel: str, span: tuple[float, float], tag: bytes) -> None:
        begin, end = span
        value, factor = number(_said(tag, _VALUE)), _factor(channel, _said(tag, _UNIT))
        if value is None or factor is None or self._kept >= _MOST:
            return
        value *= factor
        if channel == "cadence_spm":
            if not 0 < end - begin <= _WIDEST_S:
                return
            value *= 60.0 / (end - begin)
        elif end - begin > _WIDEST_S and channel != "distance_m":
            return
        key = run, channel, _source(_said(tag, _SOURCE))
        if key not in self._found:
            self._found[key] = array("f"), array("f"), array("f")
        starts, ends, values = self._found[key]
        starts.append(begin - self._starts[run])
        ends.append(end - self._starts[run])
        values.append(value if abs(value) < 1e30 else float("nan"))
        self._kept += 1

    def chosen(self) -> dict[int, dict[str, Samples]]:
        """The samples by the workout's number and the channel: of the source that recorded the workout, or of
        the one with most, because a phone and a watch both count the same steps."""
        self._take(self._waiting)
        best: dict[tuple[int, str], tuple[tuple[bool, int], Rows]] = {}
        for (run, channel, source), rows in self._found.items():
            rank = source == self._runs[run].source, len(rows[0])
            if (run, channel) not in best or rank > best[run, channel][0]:
                best[run, channel] = rank, rows
        chosen: dict[int, dict[str, Samples]] = {}
        for (run, channel), (_, rows) in best.items():
            chosen.setdefault(self._runs[run].number, {})[channel] = _sorted(rows)
        return chosen


def _sorted(rows: Rows) -> Samples:
    start, end, value = (np.frombuffer(each, dtype=np.float32) for each in rows)
    order = np.argsort(start, kind="stable")
    return Samples(start_s=start[order], end_s=end[order], value=value[order])


def _said(tag: bytes, key: bytes) -> str:
    at = tag.find(key) + len(key)
    return tag[at : tag.find(b'"', at)].decode("utf-8", "replace") if at >= len(key) else ""


@functools.lru_cache(maxsize=1000)
def _source(written: str) -> str:
    return plain(html.unescape(written))


@functools.lru_cache(maxsize=1000)
def _factor(channel: str, unit: str) -> float | None:
    """What turns a value of this unit into the channel's; None for a unit that isn't known."""
    if channel in ("distance_m", "step_length_mm", "vertical_oscillation_mm"):
        metres = METRES.get(unit)
        return metres and metres * (1000.0 if channel.endswith("_mm") else 1.0)
    if channel == "speed_mps":
        way, _, time = unit.partition("/")
        return METRES[way] / SECONDS[time] if way in METRES and time in SECONDS else None
    if channel == "heart_rate_bpm":
        return {"count/min": 1.0, "count/s": 60.0}.get(unit)
    if channel == "contact_time_ms":
        return {"ms": 1.0, "s": 1000.0}.get(unit)
    return 1.0
