"""What an Apple Health export says of one workout, apart from its route."""

import datetime as dt
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from fullstride.domain.recording import Lap, Span


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Samples:
    """One kind of sample of one source: seconds after the workout's start.

    Each `value` (n,) holds over [start_s, end_s). Single precision (10 ms in a day) keeps a member small.
    """

    start_s: NDArray[np.float32]
    end_s: NDArray[np.float32]
    value: NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Workout:
    """One workout. `number` counts from 1 in the order of the export; `samples` by channel's name.

    `route` says whether the member's file is the workout's route; without one the samples are all.
    """

    number: int
    sport: str
    start: dt.datetime
    end: dt.datetime
    source: str = ""  # the program or watch that wrote the workout
    route: bool = False
    sub_sport: str = ""
    device: str = ""
    utc_offset_s: int | None = None
    duration_s: float | None = None
    distance_m: float | None = None
    laps: tuple[Lap, ...] = ()
    pauses: tuple[Span, ...] = ()
    samples: dict[str, Samples] = field(default_factory=dict)
