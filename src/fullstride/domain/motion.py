"""Motion: where a phone was worn, what was marked in slow-motion video, and how the two agree."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Position(StrEnum):
    """Where the phone was worn. What can be measured depends on it."""

    BELT = "belt"  # a snug belt, at the lower back
    FRONT_POCKET = "front_pocket"
    BACK_POCKET = "back_pocket"
    HAND = "hand"
    ANKLE = "ankle"
    UNKNOWN = "unknown"


class Jumping(StrEnum):
    """How the jumps of a set follow each other. What a phone adds to a flight differs from one to another."""

    ONE_BY_ONE = "one_by_one"  # with a pause, or standing up, before each
    IN_ONE_GO = "in_one_go"  # from the landing into the next jump
    HOPS = "hops"  # stiff, short on the ground
    UNKNOWN = "unknown"


class AccelerationUnit(StrEnum):
    G = "g"
    MPS2 = "m/s2"
    AS_WRITTEN = ""


class ClockUnit(StrEnum):
    S = "s"
    MS = "ms"
    US = "us"
    NS = "ns"
    AS_WRITTEN = ""


class Ask(StrEnum):
    """What of a log only the runner knows, and what would let it be measured: a field of `Told` each."""

    EXERCISE = "exercise"
    POSITION = "position"
    DISTANCE = "distance_m"
    UNIT = "unit"
    CLOCK = "clock"
    DATE = "date"


class Seen(StrEnum):
    """What somebody saw happen in a frame."""

    TAKE_OFF = "take-off"  # the first frame without contact
    LANDING = "landing"  # the first frame with contact again
    CONE = "cone"  # the hip passes a cone


class Side(StrEnum):
    LEFT = "left"
    RIGHT = "right"
    UNKNOWN = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the runner says of a log or of marks; what is left out is as the file says it.

    `distance_m` is the taped distance of a run; `unit` that of accelerations, `clock` that of the times;
    `date` the day that it was made.
    """

    exercise: str = ""
    position: Position = Position.UNKNOWN
    distance_m: float | None = None
    first_side: Side = Side.UNKNOWN
    unit: AccelerationUnit = AccelerationUnit.AS_WRITTEN
    clock: ClockUnit = ClockUnit.AS_WRITTEN
    date: dt.date | None = None

    def over(self, before: "Told") -> "Told":
        """Both together; what is said here takes the place of what was said before."""
        return Told(
            exercise=self.exercise or before.exercise,
            position=self.position if self.position is not Position.UNKNOWN else before.position,
            distance_m=self.distance_m or before.distance_m,
            first_side=self.first_side or before.first_side,
            unit=self.unit or before.unit,
            clock=self.clock or before.clock,
            date=self.date or before.date,
        )


AS_THE_FILE_SAYS = Told()


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameMark:
    """Something seen at `time_s`, in true seconds of the clip; `number` is the set or run it belongs to."""

    time_s: float
    seen: Seen
    number: int = 1
    side: Side = Side.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameMarks:
    """What was marked in one clip, in the order of time.

    `frames_per_s` is the rate at which the camera took it, whatever it is played at. `distance_m` is taped:
    between the cones, or of the bounding. `format` is csv or fullstride. `resolution_s` is how finely the
    times were written, in true seconds; 0 where they are frames. `taken` as in MotionLog.
    """

    format: str
    frames_per_s: float
    marks: tuple[FrameMark, ...] = ()
    exercise: str = ""
    distance_m: float | None = None
    start: dt.datetime | None = None
    device: str = ""
    title: str = ""
    resolution_s: float = 0.0
    taken: tuple[str, ...] = ()
    cut: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """How much longer a phone at one position shows flights than video does, of one runner.

    `offset_s` is subtracted from every flight; `offset_error_s` is how well it is known, `flight_error_s`
    what single flights still differ by (both one standard deviation), over `jumps` marked jumps. `jumping`:
    for which jumps it holds; UNKNOWN where it was made before that was kept.
    """

    position: Position
    offset_s: float
    offset_error_s: float
    flight_error_s: float
    jumps: int
    date: dt.date | None = None
    device: str = ""
    jumping: Jumping = Jumping.UNKNOWN
