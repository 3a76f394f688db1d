"""A history: what is kept of each recording, and what all of them together show."""

import datetime as dt
import math
from dataclasses import dataclass

from fullstride.domain.evidence import FoundBy, Grading, Measured, Refused, SpeedSource
from fullstride.domain.session import Reason

# Every summary counts time and distance in the same narrow bins: bin i holds [i, i + 1) * BIN_MPS.
BIN_MPS = 0.1
BINS = 120  # up to 12 m/s; nobody who reads this runs faster
BEST_S = (3, 5, 10, 20, 30, 60, 120, 180, 300, 600, 1200, 1800, 3600)
RUN, OTHER = "run", "other"
_INDOORS = ("treadmill", "indoor", "virtual")


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

    `date` is the day by the runner's own clock, None where the file has no clock. `kind` is RUN, the
    other sport's name, or OTHER for what can't have been run. `bin_s` and `bin_m`, BINS long at most,
    are seconds and metres by speed up to the fastest; what stood still or was not recorded is in
    neither; `moving_s` is the sum of `bin_s`. `best_mps` (len(BEST_S),) is the best mean speed over each
    duration of BEST_S on ground that does not fall, None where the recording is shorter.
    """

    file: str
    format: str = ""
    kind: str = RUN
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

    @property
    def is_indoors(self) -> bool:
        """Whether the file says so; a watch then guesses the speed."""
        return any(word in self.sub_sport.lower() for word in _INDOORS)

    def best(self, seconds: float) -> float | None:
        """The best mean speed over the shortest duration of BEST_S that lasts `seconds` or more."""
        longer = (best for at_s, best in zip(BEST_S, self.best_mps, strict=False) if at_s >= seconds)
        return next(longer, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A speed that was seen, and where."""

    speed_mps: float
    date: dt.date
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TopSpeed:
    """The runner's top speed as the history shows it.

    `at_least`: nothing shows that the runner ever went all out, so the true one may well be higher.
    `seen` are the efforts that it rests on, the fastest first; `left_out` what no other effort comes
    near. It is `told` where the profile says it and no recording was asked.
    """

    speed_mps: Measured
    at_least: bool
    seen: tuple[Sighting, ...] = ()
    left_out: tuple[Sighting, ...] = ()
    told: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Best:
    """A best mean speed over a duration, and where it was run; `used` in the fit of critical speed."""

    duration_s: int
    speed_mps: float
    date: dt.date
    file: str
    used: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CriticalSpeed:
    """Distance = speed * time + reserve, through the best efforts of some minutes."""

    speed_mps: Measured
    reserve_m: Measured
    bests: tuple[Best, ...]

    def race_mps(self, distance_m: float) -> float:
        """The mean speed that the line gives for a distance; without end for what the reserve covers."""
        if distance_m <= self.reserve_m.value:
            return math.inf
        return self.speed_mps.value * distance_m / (distance_m - self.reserve_m.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A stretch [low, high) of the runner's own speed range; `high_mps` is None for the fastest.

    `share` is its part of the time; `runs` how many visited it, `last` the day of the last visit.
    `pace` is what a sentence calls it: "your 3k pace".
    """

    name: str
    pace: str
    low_mps: float
    high_mps: float | None
    time_s: float
    distance_m: float
    share: float
    runs: int
    last: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MaxEffort:
    """An all-out effort. `share` of the top speed; a hill sprint has none."""

    kind: str
    date: dt.date
    days_ago: int
    file: str
    speed_mps: float | None
    share: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """A week from Monday on: runs, and the efforts found in them."""

    start: dt.date
    runs: int
    distance_m: float
    strides: int
    flat_sprints: int
    hill_sprints: int
    possible: int  # efforts that may be none

    @property
    def sprints(self) -> int:
        return self.flat_sprints + self.hill_sprints


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What a history shows of a runner's speed. Days are from `first` to `last`, both counted.

    `runs` are those in the span; `recordings` all that were given, whatever the sport or the day.
    `say` is the article's question answered, `notes` what else is worth a sentence, `cannot_know` what
    no recording of this history can show; `care` when there is something to act on.
    """

    today: dt.date
    first: dt.date | None
    last: dt.date | None
    recordings: int
    runs: int
    distance_m: float
    moving_s: float
    other_sports: tuple[tuple[str, int], ...] = ()
    top_speed: TopSpeed | None = None
    critical_speed: CriticalSpeed | None = None
    fastest: Sighting | None = None  # best 3 s in the span
    range_top_mps: float | None = None  # where the bands end
    bands: tuple[Band, ...] = ()
    last_max_effort: MaxEffort | None = None
    weeks: tuple[Week, ...] = ()
    easy_mps: Measured | None = None
    refused: tuple[Refused, ...] = ()
    say: str = ""
    notes: tuple[str, ...] = ()
    cannot_know: tuple[str, ...] = ()
    care: bool = False
    because: tuple[Reason, ...] = ()

    @property
    def unvisited(self) -> tuple[Band, ...]:
        """The bands that no run of the span visited."""
        return tuple(band for band in self.bands if not band.runs)

    @property
    def week_count(self) -> int:
        """The span in weeks, one that was begun counted; 0 without a span."""
        if self.first is None or self.last is None:
            return 0
        return max(0, -(-((self.last - self.first).days + 1) // 7))
