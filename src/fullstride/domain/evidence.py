"""Evidence: what was found in a recording, how it was found and how far it can be trusted."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from fullstride.domain.markers import Markers
from fullstride.domain.session import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A number with its error: one standard deviation, in the same unit."""

    value: float
    error: float


class Grading(StrEnum):
    """How good a signal is for finding and timing short fast efforts."""

    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"
    UNFIT = "unfit"


class SpeedSource(StrEnum):
    DEVICE = "device"
    FOOTPOD = "foot pod"
    POSITION = "position"
    DISTANCE = "distance"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """`why` are sentences, the weightiest first; `noise_mps` the error of one second's speed."""

    grade: Grading
    source: SpeedSource
    why: tuple[str, ...] = ()
    noise_mps: float | None = None
    interval_s: float | None = None  # typical spacing of the samples


class FoundBy(StrEnum):
    """What an effort's place in the recording rests on, the most trusted first."""

    STEPS = "steps"
    LAPS = "laps"
    PLAN = "plan"
    BLIND = "blind"


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """A short fast effort [start_s, end_s), seconds after the first record.

    `kind` is an exercise of the rule book: strides, flat_sprints or hill_sprints. `confidence` (0-1)
    is the chance that it is an effort at all; under 0.5 it is only possible, and the runner is asked.
    """

    kind: str
    start_s: float
    end_s: float
    found_by: FoundBy
    confidence: float
    duration_s: Measured
    distance_m: Measured | None = None
    best_3s_mps: Measured | None = None
    mean_mps: Measured | None = None
    easy_ratio: float | None = None  # mean speed over the runner's own easy speed around it
    share_of_top: Measured | None = None  # best 3 s over the runner's top speed
    to_top_s: Measured | None = None  # from the start to 95 % of the effort's own top
    cadence_spm: Measured | None = None
    contact_time_ms: Measured | None = None
    grade_pct: Measured | None = None
    rest_before_s: Measured | None = None  # from the end of the rep before, in the same series
    series: int = 0  # efforts of one series belong together


class Standing(StrEnum):
    """How one rep stands to what was asked."""

    AS_ASKED = "as asked"
    TOO_HARD = "too hard"
    TOO_SLOW = "too slow"
    REST_SHORT = "rest short"
    TOO_SHORT = "too short"
    TOO_LONG = "too long"
    TOO_FLAT = "too flat"
    NOT_ASKED = "not asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class RepVerdict:
    """One rep's standings; empty where nothing can be said against or for it."""

    effort: int  # index into Evidence.efforts
    standings: tuple[Standing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """What could not be said, why, and what would settle it."""

    what: str
    why: str
    instead: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One exercise of the day against what was asked of it.

    `say` is the one sentence that a runner understands; `notes` what else is worth a sentence;
    `because` the rules it rests on. `fade_pct` is how much slower the last reps were than the first
    three, None with fewer than four; `stop_at` the rep (from 1) after which the stop rule would have
    ended the session.
    """

    exercise: str
    asked: int | None  # reps; None when no plan was given
    done: int
    say: str
    notes: tuple[str, ...] = ()
    care: bool = False  # something to act on
    session: str = ""  # id in the plan
    fade_pct: Measured | None = None
    stop_at: int | None = None
    reps: tuple[RepVerdict, ...] = ()
    because: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All that one recording shows."""

    file: str
    kind: str  # run, or the other sport's name
    start: dt.datetime | None
    duration_s: float
    distance_m: float | None
    quality: Quality
    easy_mps: Measured | None = None  # the runner's own easy speed in this recording
    top_mps: Measured | None = None  # the top speed that shares are shares of
    efforts: tuple[Effort, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    refused: tuple[Refused, ...] = ()
    cut: str = ""  # as in Recording
    title: str = ""
    device: str = ""
    markers: Markers | None = None  # what a trend is made of, beside the efforts
