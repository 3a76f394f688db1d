"""Evidence: what was found in a recording, how it was found and how far it can be trusted."""

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from fullstride.domain.markers import Markers
from fullstride.domain.motion import Ask, Jumping, Position
from fullstride.domain.session import Reason
from fullstride.domain.spread import Spread


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

    HAND = "hand"  # the runner said so
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
    HEIGHT_FELL = "height fell"
    BOUNDS_SHORTER = "bounds shorter"
    NOT_ASKED = "not asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class RepVerdict:
    """One rep's standings; empty where nothing can be said against or for it.

    `effort` is an index into Evidence.efforts; of a log or a video into the sets, bounds or timed runs of
    its motion.
    """

    effort: int
    standings: tuple[Standing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """What could not be said, why, and what would settle it; `asks`: what the runner would have to tell."""

    what: str
    why: str
    instead: str
    asks: tuple[Ask, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Jump:
    """One jump: in the air [takeoff_s, landing_s), seconds after the first sample or frame.

    `contact_s` is the time on the ground before it, None for the first of a set. What could not be measured
    is None; the times then are only where in the log the jump is.
    """

    takeoff_s: float
    landing_s: float
    flight_s: Measured | None = None
    height_cm: Measured | None = None
    contact_s: Measured | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JumpSet:
    """Jumps that belong together, from the first take-off to the last landing. The count was counted.

    `rhythm_s` is from one take-off to the next, `height_cm` the set's mean with what is common to all its
    jumps in the error, `height_spread_cm` what its jumps differ by, the sensor's own scatter included.
    `drop_pct` is how much lower the last third was than the first, of the first; below 0 it grew.
    `useful` is the number of jumps before the height had fallen as far as the rule book allows; None where
    it did not, or where that can't be told. `rsi` is height (m) over contact (s), from a phone a trend number
    only. `calibrated`: the runner's own offset was taken off its flights, not the usual one of the position.
    """

    start_s: float
    end_s: float
    count: int
    jumps: tuple[Jump, ...] = ()
    rhythm_s: Measured | None = None
    height_cm: Measured | None = None
    height_spread_cm: float | None = None
    drop_pct: Measured | None = None
    useful: int | None = None
    rsi: Measured | None = None
    rest_before_s: float | None = None
    refused: tuple[Refused, ...] = ()
    calibrated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundRun:
    """Bounds that belong together, from the first contact to the last. The contacts were counted.

    `duration_s` is from the first contact to the last, `distance_m` taped by the runner; `contacts_30m` and
    `mean_mps` need it. `contact_s` and `flight_s` are means, with what one contact's error is in
    `contact_error_s`. `contacts_s` is when each contact was, seconds after the first sample or frame, in
    the order of time, () where only their number is known: to draw them, not to measure with.
    """

    start_s: float
    end_s: float
    contacts: int
    duration_s: Measured
    distance_m: float | None = None
    contacts_30m: Measured | None = None
    mean_mps: Measured | None = None
    cadence_spm: Measured | None = None  # both feet
    contact_s: Measured | None = None
    flight_s: Measured | None = None
    contact_error_s: float | None = None
    contacts_s: tuple[float, ...] = ()
    rest_before_s: float | None = None
    refused: tuple[Refused, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedRun:
    """A run from cone to cone, timed by the frames in which the hip passed them."""

    start_s: float
    end_s: float
    duration_s: Measured
    distance_m: float | None = None
    mean_mps: Measured | None = None


class Means(StrEnum):
    """By what a set was measured; marked video is what the phone's sensors are compared with."""

    PHONE = "phone"
    VIDEO = "video"


@dataclass(frozen=True, slots=True, kw_only=True)
class MotionEvidence:
    """What a phone log or a marked video shows: sets of jumps, bounding runs, runs between cones.

    `rate_hz` is samples or frames a second. `left_right_pct` is how much longer the right foot is on the
    ground than the left, pooled over all runs, None where it is within its error or nobody said which foot
    came first. `seen` are sentences on the log itself: uneven rate, gaps, clipping, gravity. `calibrated`:
    all sets are.
    """

    means: Means
    rate_hz: float
    position: Position = Position.UNKNOWN
    calibrated: bool = False
    sets: tuple[JumpSet, ...] = ()
    bounds: tuple[BoundRun, ...] = ()
    timed: tuple[TimedRun, ...] = ()
    left_right_pct: Measured | None = None
    seen: tuple[str, ...] = ()


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
    """All that one recording shows. `kind` of a log or a video is the exercise it was taken of."""

    file: str
    kind: str  # run, the other sport's name, or an exercise
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
    motion: MotionEvidence | None = None  # of phone logs and marked videos
    spread: Spread | None = None  # of a run, where its time went; what an audit is made of


_HOP_S, _GO_S = 0.35, 1.3  # on the ground; of simulated jumps every kind keeps to its side


def jumping_of(jumps: Sequence[Jump]) -> Jumping:
    """How the jumps of a set follow each other, by the usual time on the ground; one jump is one by one."""
    contacts_s = sorted(after.takeoff_s - before.landing_s for before, after in pairwise(jumps))
    usual_s = contacts_s[len(contacts_s) // 2] if contacts_s else math.inf
    if usual_s < _HOP_S:
        return Jumping.HOPS
    return Jumping.IN_ONE_GO if usual_s < _GO_S else Jumping.ONE_BY_ONE


def asked_of(evidence: Evidence) -> tuple[Ask, ...]:
    """What only the runner can tell of a recording, and what would let more of it be said."""
    motion = evidence.motion
    if motion is None:
        return ()
    parts: tuple[JumpSet | BoundRun, ...] = (*motion.sets, *motion.bounds)
    refused = [*evidence.refused, *(each for part in parts for each in part.refused)]
    asks = {ask for each in refused for ask in each.asks}
    worn = motion.means is not Means.PHONE or motion.position is not Position.UNKNOWN
    if not worn and (parts or Ask.EXERCISE in asks):
        asks.add(Ask.POSITION)
    if evidence.start is None and (parts or motion.timed or Ask.EXERCISE in asks):
        asks.add(Ask.DATE)  # without a day it is in no trend
    return tuple(ask for ask in Ask if ask in asks)
