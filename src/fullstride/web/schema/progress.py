"""What changed, what a history shows, and which day held which work."""

import datetime as dt

from pydantic import Field

from fullstride.web.schema.evidence import Pair, Refused
from fullstride.web.schema.plan import Reason
from fullstride.web.schema.word import Sentence, Word


class TrendTest(Word):
    """One measurement; `value` with its error."""

    date: dt.date
    value: float
    error: float
    reps: int
    device: str
    file: str
    note: str


class TrendPoint(Word):
    date: dt.date
    value: float
    low: float
    high: float


class TrendChange(Word):
    """`low` to `high` holds the change 19 times in 20; `least` is the smallest that counts."""

    value: float
    low: float
    high: float
    unit: str
    least: float
    before: int
    after: int
    counted_from: dt.date
    worth: float | None
    more_sessions: int | None


class Followed(Word):
    measure: str
    name: str
    unit: str
    answer: str
    say: Sentence
    notes: list[Sentence]
    since: dt.date | None
    now: Pair | None
    change: TrendChange | None
    tests: list[TrendTest]
    left_out: list[TrendTest]
    not_counted: list[TrendTest]
    line: list[TrendPoint]
    refused: Refused | None
    because: list[Reason]


class ExerciseExposure(Word):
    """`sessions` week by week from `weeks_from` on."""

    exercise: str
    sessions: list[int]
    reps: int
    last: dt.date | None
    days_ago: int | None


class TrendExposure(Word):
    weeks_from: dt.date | None
    exercises: list[ExerciseExposure]
    all_out_s: list[Pair | None]
    all_out_share: float
    top_speed_mps: Pair | None
    top_speed_say: str


class Trend(Word):
    """With the keys that `fullstride trend --json` prints."""

    say: Sentence
    today: dt.date
    first: dt.date | None
    since: dt.date | None
    plan_began: bool
    sessions: int
    measures: list[Followed]
    exposure: TrendExposure
    cannot_know: list[str]
    unreadable: list[str]


class Sighting(Word):
    speed_mps: float
    date: dt.date
    file: str


class TopSpeed(Word):
    speed_mps: Pair | None
    at_least: bool
    from_profile: bool
    seen: list[Sighting]
    left_out: list[Sighting]


class BestEffort(Word):
    duration_s: int
    speed_mps: float
    date: dt.date
    file: str
    used: bool


class CriticalSpeed(Word):
    speed_mps: Pair | None
    reserve_m: Pair | None
    bests: list[BestEffort]


class MaxEffort(Word):
    date: dt.date
    days_ago: int
    kind: str
    file: str
    speed_mps: float | None
    share_of_top: float | None


class Band(Word):
    name: str
    low_mps: float
    high_mps: float | None
    time_s: int
    distance_m: int
    share_of_time: float
    runs: int
    last: dt.date | None


class AuditWeek(Word):
    start: dt.date
    runs: int
    distance_m: int
    strides: int
    flat_sprints: int
    hill_sprints: int
    possible: int


class Span(Word):
    from_: dt.date | None = Field(alias="from")
    to: dt.date | None
    weeks: int
    distance_m: int
    moving_s: int


class AuditUnreadable(Word):
    file: str
    error: str


class Duplicate(Word):
    file: str
    same_as: str


class Audit(Word):
    """With the keys that `fullstride audit --json` prints."""

    say: Sentence
    recordings: int
    runs: int
    span: Span
    last_max_effort: MaxEffort | None
    top_speed: TopSpeed | None
    critical_speed: CriticalSpeed | None
    easy_speed_mps: Pair | None
    fastest: Sighting | None
    range_top_mps: float | None
    speed_range: list[Band]
    unvisited: list[str]
    weeks: list[AuditWeek]
    strides_a_week: float | None
    sprints_a_week: float | None
    care: bool
    notes: list[Sentence]
    refused: list[Refused]
    cannot_know: list[str]
    because: list[Reason]
    other_sports: dict[str, int]
    unreadable: list[AuditUnreadable]
    duplicates: list[Duplicate]


class ExposureWork(Word):
    """`reps` null where nobody counted; `session` the plan's, null where no plan asked for it."""

    exercise: str
    reps: int | None
    recorded: bool
    session: str | None


class ExposureDay(Word):
    date: dt.date
    work: list[ExposureWork]


class Exposure(Word):
    first: dt.date
    last: dt.date
    days: list[ExposureDay]
