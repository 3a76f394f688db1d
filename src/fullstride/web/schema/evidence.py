"""What a recording shows, with the keys that `fullstride measure --json` prints.

A measured number stands beside its error, one standard deviation, or is null where it could not be had.
"""

import datetime as dt
from typing import Literal

from fullstride.domain.evidence import FoundBy, Grading, Means, SpeedSource, Standing
from fullstride.domain.motion import Ask, Position
from fullstride.web.schema.plan import Reason
from fullstride.web.schema.word import Sentence, Stamp, Word


class Pair(Word):
    value: float
    error: float


class Refused(Word):
    """What could not be said, why, and what would settle it."""

    what: str
    why: str
    instead: Sentence


class Speeds(Word):
    best_3s: float | None = None
    mean: float | None = None


class EffortErrors(Word):
    """One standard deviation of each number that could be had, under the same key."""

    duration_s: float | None = None
    distance_m: float | None = None
    share_of_top: float | None = None
    time_to_top_s: float | None = None
    cadence_spm: float | None = None
    contact_time_ms: float | None = None
    grade_pct: float | None = None
    rest_before_s: float | None = None
    speed_mps: Speeds


class Effort(Word):
    """[start_s, end_s) in seconds after the first record."""

    kind: str
    start_s: float
    end_s: float
    duration_s: float | None
    distance_m: float | None
    share_of_top: float | None
    time_to_top_s: float | None
    cadence_spm: float | None
    contact_time_ms: float | None
    grade_pct: float | None
    rest_before_s: float | None
    speed_mps: Speeds
    times_easy_speed: float | None
    errors: EffortErrors
    found_by: FoundBy
    confidence: float
    series: int


class Jump(Word):
    takeoff_s: float
    landing_s: float
    flight_s: Pair | None
    height_cm: Pair | None
    contact_s: Pair | None


class JumpSet(Word):
    start_s: float
    end_s: float
    count: int
    rhythm_s: Pair | None
    height_cm: Pair | None
    height_spread_cm: float | None
    drop_pct: Pair | None
    useful: int | None
    rsi: Pair | None
    rsi_is: str | None
    rest_before_s: float | None
    jumps: list[Jump]
    refused: list[Refused]


class Bounds(Word):
    start_s: float
    end_s: float
    contacts: int
    duration_s: Pair | None
    distance_m: float | None
    contacts_30m: Pair | None
    mean_mps: Pair | None
    cadence_spm: Pair | None
    contact_s: Pair | None
    flight_s: Pair | None
    one_contact_error_s: float | None
    rest_before_s: float | None
    refused: list[Refused]


class TimedRun(Word):
    start_s: float
    end_s: float
    duration_s: Pair | None
    distance_m: float | None
    mean_mps: Pair | None


class Motion(Word):
    """What a phone's log or a marked video shows; `seen` are sentences on the log itself."""

    means: Means
    rate_hz: float
    position: Position
    calibrated: bool
    seen: list[str]
    sets: list[JumpSet]
    bounds: list[Bounds]
    timed: list[TimedRun]
    left_right_pct: Pair | None


class RepVerdict(Word):
    """`effort` counts from 0 in what was found."""

    effort: int
    standings: list[Standing]


class Verdict(Word):
    """One exercise of the day against what was asked; `asked` null where no plan asked."""

    exercise: str
    session: str | None
    asked: int | None
    done: int
    say: Sentence
    notes: list[Sentence]
    care: bool
    fade_pct: float | None
    fade_error_pct: float | None
    stop_after_rep: int | None
    reps: list[RepVerdict]
    because: list[Reason]


class Evidence(Word):
    """`ask`: what only the runner can tell of a log, and what would let more of it be said."""

    file: str
    kind: str
    title: str
    device: str
    start: Stamp | None
    duration_s: float
    distance_m: float | None
    quality: Grading
    quality_why: list[str]
    speed_from: SpeedSource
    noise_mps: float | None
    sample_every_s: float | None
    easy_speed_mps: Pair | None
    top_speed_mps: Pair | None
    efforts: list[Effort]
    motion: Motion | None
    verdict: str | None
    verdicts: list[Verdict]
    refused: list[Refused]
    ask: list[Ask]
    cut: str | None


class HandedIn(Evidence):
    """One recording that was handed in. `again`: it was here before."""

    sha256: str
    again: bool


class Matched(Word):
    """`by` "day" was beyond doubt; "runner" is what the runner said."""

    session: str
    sha256: str
    by: Literal["runner", "day"]


class Unmatched(Word):
    """Sessions that a recording might show, and why that has to be asked."""

    file: str
    sha256: str
    sessions: list[str]
    why: str


class Unreadable(Word):
    file: str
    place: str
    error: str


class Import(Word):
    """What became of what was handed in."""

    recordings: list[HandedIn]
    matches: list[Matched]
    unmatched: list[Unmatched]
    unreadable: list[Unreadable]


class RecordingRow(Word):
    """One recording in a list. `number` tells those of one file apart; `says` is what there is to say of it;
    `count` how many efforts, sets, bounds or timed runs were found."""

    sha256: str
    number: int
    file: str
    title: str
    kind: str
    date: dt.date | None
    start: Stamp | None
    duration_s: float
    distance_m: float | None
    quality: Grading
    says: str
    care: bool
    count: int
    sessions: list[str]


class Recordings(Word):
    items: list[RecordingRow]
    next: str | None
