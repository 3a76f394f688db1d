"""A motion log: what a phone's sensors wrote down of a set, as they wrote it."""

import datetime as dt
from dataclasses import dataclass, field

import numpy as np

from fullstride.domain.motion import Position
from fullstride.domain.recording import Floats

STANDARD_GRAVITY_MPS2 = 9.80665


def _no_axes() -> Floats:
    return np.empty((0, 3))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MotionLog:
    """One log of an accelerometer, in SI units, otherwise as it was written.

    Readers mend nothing: times may stand still, jump or run backwards, the rate may vary, values may clip.
    `time_s` (n,) seconds on the log's own clock, `acceleration_mps2` (n, 3) along the sensor's axes, NaN
    where nothing was recorded; `rotation_time_s` (m,) and `rotation_radps` (m, 3) of a gyroscope, empty
    without one. `gravity`: whether gravity is in the acceleration, as the file says; None where it does
    not. `start` is the aware instant at which `time_s` is 0. `exercise`, `position` and `distance_m` (taped)
    are what the file itself says of them, as are the id of the `session` in the plan and the `set_number` in
    it. `taken` are sentences about what the reader had to take for
    granted ("the columns name no unit; a phone at rest reads 9.8, so it is m/s²"). `cut` as in Recording.
    """

    format: str  # phyphox, sensor_logger, fullstride, csv
    time_s: Floats = field(default_factory=lambda: np.empty(0))
    acceleration_mps2: Floats = field(default_factory=_no_axes)
    rotation_time_s: Floats = field(default_factory=lambda: np.empty(0))
    rotation_radps: Floats = field(default_factory=_no_axes)
    gravity: bool | None = None
    start: dt.datetime | None = None
    utc_offset_s: int | None = None
    device: str = ""
    title: str = ""
    exercise: str = ""
    position: Position = Position.UNKNOWN
    distance_m: float | None = None
    session: str = ""
    set_number: int | None = None
    taken: tuple[str, ...] = ()
    cut: str = ""

    def __len__(self) -> int:
        return len(self.time_s)
