"""A history: what is kept of each recording, and what all of them together show."""

import datetime as dt
from dataclasses import dataclass

from fullstride.domain.evidence import FoundBy, Grading, SpeedSource

# Every summary counts time and distance in the same narrow bins: bin i holds [i, i + 1) * BIN_MPS.
BIN_MPS = 0.25
BINS = 48  # up to 12 m/s; nobody who reads this runs faster
BEST_S = (3, 5, 10, 20, 30, 60, 120, 180, 300, 600, 1200, 1800, 3600)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortEffort:
    """What a history keeps of one effort; the fields are those of `evidence.Effort`, values only."""

    kind: str
    start_s: float
    duration_s: float
    best_3s_mps: float | None
    best_3s_error_mps: float | None
    grade_pct: float | None
    found_by: FoundBy
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSummary:
    """One recording, small enough to keep thousands of, flat enough to be a row of a table.

    `date` is the day by the runner's own clock, None where the file has no clock. `kind` is "run" or the
    other sport's name. `bin_s` and `bin_m` (BINS,) are seconds and metres by speed; what stood still or
    was not recorded is in neither. `best_mps` (len(BEST_S),) is the best mean speed over each duration
    of BEST_S on ground that does not fall, None where the recording is shorter. `moving_s` is their sum.
    """

    file: str
    format: str = ""
    kind: str = "run"
    sub_sport: str = ""  # trail, treadmill, track, …
    title: str = ""
    device: str = ""
    start: dt.datetime | None = None
    date: dt.date | None = None
    duration_s: float = 0.0
    moving_s: float = 0.0
    distance_m: float | None = None
    grade: Grading = Grading.UNFIT
    source: SpeedSource = SpeedSource.NONE
    noise_mps: float | None = None
    interval_s: float | None = None
    has_elevation: bool = False
    channels: tuple[str, ...] = ()
    easy_mps: float | None = None
    bin_s: tuple[float, ...] = ()
    bin_m: tuple[float, ...] = ()
    best_mps: tuple[float | None, ...] = ()
    efforts: tuple[ShortEffort, ...] = ()
    cut: str = ""  # as in Recording
