"""A trend: tests of the same thing on many days, what they say of a change, and what they can't say."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from fullstride.domain.evidence import Measured, Refused
from fullstride.domain.session import Reason

# What can be followed; the rule book says how well. Jumps and bounding come from a phone.
TOP_SPEED = "top_speed"
REP_QUALITY = "rep_quality"
FADE = "fade"
STRIDE_CONTROL = "stride_control"
STRIDE_EVENNESS = "stride_evenness"
HEART_RATE = "heart_rate_at_speed"
STEP_LENGTH = "step_length_at_speed"
KICK = "finishing_kick"
JUMP_HEIGHT = "jump_height"
RSI = "rsi"
BOUNDING_INDEX = "bounding_index"


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """What one session shows of one measure, with the error that its own recording tells.

    `reps` is how many efforts, runs or jumps the value was made of; `note` what a reader must know
    of this test: the pacing of a race.
    """

    __test__ = False  # no test of the program

    measure: str
    date: dt.date
    value: Measured
    device: str = ""
    reps: int = 1
    file: str = ""
    note: str = ""


class Answer(StrEnum):
    """`CHANGED` is for measures of which neither more nor less is better."""

    BETTER = "better"
    WORSE = "worse"
    CHANGED = "changed"
    NOT_YET = "not yet"
    UNKNOWN = "cannot be said"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """From the tests before to those after, with its 90 % interval; `unit` is "%", "points" where the
    measure itself is a percentage, or the measure's own.

    `least` is the smallest change that so many tests can tell from noise. `worth` is the change that
    trials see, `more_sessions` how many would bring `least` down to it: 0 where it is there, None where
    no reasonable number would, or where no trial says what to look for.
    """

    value: float
    low: float
    high: float
    unit: str
    least: float
    before: int
    after: int
    counted_from: dt.date
    worth: float | None = None
    more_sessions: int | None = None

    @property
    def half(self) -> float:
        return (self.high - self.low) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A slow line through the tests with its 90 % band, in the measure's unit; all of one length."""

    dates: tuple[dt.date, ...]
    middle: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """One measure: the answer first, then what it rests on.

    `say` is the verdict, `notes` the sentences after it; `refused` stands in their place where nothing
    can be said. `since` divides this measure's tests: the trend's own day, or the middle of the tests where
    there are too few before that. `left_out` are tests that stand too far from all others, `aside` those
    of the weeks that are drawn but not counted.
    """

    measure: str
    name: str
    unit: str
    answer: Answer
    say: str
    since: dt.date | None = None
    notes: tuple[str, ...] = ()
    tests: tuple[Test, ...] = ()
    left_out: tuple[Test, ...] = ()
    aside: tuple[Test, ...] = ()
    now: Measured | None = None
    change: Change | None = None
    line: Line | None = None
    refused: Refused | None = None
    because: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """How often an exercise was done: sessions in each of the last weeks, the oldest first."""

    exercise: str
    sessions: tuple[int, ...]
    reps: int  # in those weeks
    last: dt.date | None
    days_ago: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """What all tests together say. `since` divides before from after; `plan_began` where it is the plan's
    first day. `weeks_from` is the Monday of the first week of the exposures; `fast_s` the seconds above
    `fast_share` of top speed in each of those weeks, None for one without a recorded run, empty where no top
    speed is known. `top_say`: what the audit of the same recordings says of the top speed, "" where it says
    nothing."""

    today: dt.date
    first: dt.date | None
    since: dt.date | None
    plan_began: bool
    sessions: int  # recordings that hold a test of anything
    say: str
    measures: tuple[Followed, ...] = ()
    weeks_from: dt.date | None = None
    exposures: tuple[Exposure, ...] = ()
    fast_s: tuple[Measured | None, ...] = ()
    fast_share: float = 0.0
    top_mps: Measured | None = None
    top_say: str = ""
    cannot_know: tuple[str, ...] = ()
