"""The samples of an Apple Health export that fall into given workouts."""

from array import array
from bisect import bisect_right
from collections.abc import Sequence

import numpy as np

from fullstride.formats.apple_values import (
    METRES,
    QUANTITY,
    SECONDS,
    Attributes,
    Collector,
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

Rows = tuple["array[float]", "array[float]", "array[float]"]  # start, end, value


class SampleCollector(Collector):
    """The samples within the given workouts."""

    def __init__(self, runs: Sequence[Workout]) -> None:
        self._runs = sorted(runs, key=lambda run: run.start)
        self._starts = [run.start.timestamp() for run in self._runs]
        self._ends = [run.end.timestamp() for run in self._runs]
        self._found: dict[tuple[int, str, str], Rows] = {}
        self._kept = 0
        self._hours: dict[str, float | None] = {}  # the epoch's seconds of each hour, as it is written

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag != "Record":
            return
        channel = _CHANNELS.get(attributes.get("type", ""))
        if channel is None:
            return
        begin = self._epoch_s(attributes.get("startDate", ""))
        if begin is None:
            return
        last = bisect_right(self._starts, begin) - 1
        for run in range(last, max(-1, last - 4), -1):  # the same run may be there from several programs
            if begin <= self._ends[run]:
                self._keep(run, channel, begin, attributes)

    def _keep(self, run: int, channel: str, begin: float, said: Attributes) -> None:
        value, factor = number(said.get("value")), _factor(channel, said.get("unit", ""))
        end = self._epoch_s(said.get("endDate", "")) or begin
        if value is None or factor is None or self._kept >= _MOST:
            return
        value *= factor
        if channel == "cadence_spm":
            if not 0 < end - begin <= _WIDEST_S:
                return
            value *= 60.0 / (end - begin)
        elif end - begin > _WIDEST_S and channel != "distance_m":
            return
        key = run, channel, said.get("sourceName", "")
        if key not in self._found:
            self._found[key] = array("f"), array("f"), array("f")
        starts, ends, values = self._found[key]
        starts.append(begin - self._starts[run])
        ends.append(end - self._starts[run])
        values.append(value if abs(value) < 1e30 else float("nan"))
        self._kept += 1

    def _epoch_s(self, text: str) -> float | None:
        """As `instant`, a hundred times a microsecond: hours are looked up, minutes and seconds added."""
        hour = text[:13] + text[19:]
        if hour not in self._hours:
            if len(self._hours) > 100_000:
                self._hours.clear()
            found = instant(f"{text[:13]}:00:00{text[19:]}")
            self._hours[hour] = found.timestamp() if found else None
        base = self._hours[hour]
        minute, second = text[14:16], text[17:19]
        if base is None or not (minute.isdigit() and second.isdigit()):
            return None
        return base + 60 * int(minute) + int(second)

    def chosen(self) -> dict[int, dict[str, Samples]]:
        """The samples by the workout's number and the channel: of the source that recorded the workout, or of
        the one with most, because a phone and a watch both count the same steps."""
        best: dict[tuple[int, str], tuple[tuple[bool, int], Rows]] = {}
        for (run, channel, source), rows in self._found.items():
            rank = plain(source) == self._runs[run].source, len(rows[0])
            if (run, channel) not in best or rank > best[run, channel][0]:
                best[run, channel] = rank, rows
        chosen: dict[int, dict[str, Samples]] = {}
        for (run, channel), (_, rows) in best.items():
            chosen.setdefault(self._runs[run].number, {})[channel] = _sorted(rows)
        self._found.clear()
        return chosen


def _sorted(rows: Rows) -> Samples:
    start, end, value = (np.frombuffer(each, dtype=np.float32) for each in rows)
    order = np.argsort(start, kind="stable")
    return Samples(start_s=start[order], end_s=end[order], value=value[order])


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
