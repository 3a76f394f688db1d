"""A recording: what a watch or a phone wrote down, as it wrote it, whatever the file was.

Readers make it and mend nothing: times may stand still or jump, values may be spikes. Cleaning is
`measure.signal`'s work.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# The channels whose meaning and unit every reader agrees on. Cadence counts both feet.
CHANNELS = (
    "speed_mps",  # as the device says it, never differentiated by us
    "footpod_speed_mps",
    "distance_m",
    "latitude_deg",
    "longitude_deg",
    "altitude_m",
    "heart_rate_bpm",
    "cadence_spm",
    "power_w",
    "contact_time_ms",
    "vertical_oscillation_mm",
    "step_length_mm",
    "temperature_c",
    "horizontal_accuracy_m",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of time [start_s, end_s), seconds after the first record."""

    start_s: float
    end_s: float

    @property
    def duration_s(self) -> float:
        return self.end_s - self.start_s


@dataclass(frozen=True, slots=True, kw_only=True)
class Lap:
    """A lap [start_s, end_s), seconds after the first record; `step` is the workout step it carried out."""

    start_s: float
    end_s: float
    timer_s: float | None = None  # without pauses
    distance_m: float | None = None
    trigger: str = ""  # manual, time, distance, session_end, fitness_equipment, …; "" when not said
    intensity: str = ""  # active, rest, warmup, cooldown, recovery, interval, other; "" when not said
    step: int | None = None  # index into WorkoutStep.index


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkoutStep:
    """One step of the workout that was loaded on the watch. A repeat has `repeat_from` and `repeat_times`."""

    index: int
    name: str = ""
    intensity: str = ""  # as in Lap
    duration_s: float | None = None
    distance_m: float | None = None
    reps: int | None = None
    repeat_from: int | None = None
    repeat_times: int | None = None
    speed_low_mps: float | None = None
    speed_high_mps: float | None = None
    note: str = ""


def _none() -> Mapping[str, Floats]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Recording:
    """One activity.

    `time_s` (n,) seconds after `start`, `channels` standard name -> (n,), `extra` the file's own name
    -> (n,) or (n, k), developer fields among them; NaN where nothing was recorded. `start` is aware,
    None where the file has no clock. `pauses` are the spans in which the runner stopped the watch.
    `cut` is a sentence's end that says where and why a damaged file stopped, "" when all was read:
    "stops at byte 51 204 where a record was expected; 41 min 12 s were read".
    """

    format: str  # fit, tcx, gpx, polar, apple
    sport: str = ""  # running, cycling, …; "" when not said
    sub_sport: str = ""  # trail, treadmill, track, …
    title: str = ""
    device: str = ""
    start: dt.datetime | None = None
    utc_offset_s: int | None = None  # of the runner's own clock, where the file says it
    time_s: Floats = field(default_factory=lambda: np.empty(0))
    channels: Mapping[str, Floats] = field(default_factory=_none)
    extra: Mapping[str, Floats] = field(default_factory=_none)
    laps: tuple[Lap, ...] = ()
    steps: tuple[WorkoutStep, ...] = ()
    pauses: tuple[Span, ...] = ()
    rr_s: Floats = field(default_factory=lambda: np.empty(0))  # beat to beat, where recorded
    elapsed_s: float | None = None  # as the device sums up
    timer_s: float | None = None
    distance_m: float | None = None
    cut: str = ""

    def __len__(self) -> int:
        return len(self.time_s)

    @property
    def duration_s(self) -> float:
        """From the first record to the last; 0 without records."""
        return float(self.time_s[-1] - self.time_s[0]) if len(self.time_s) else 0.0
