"""One recording in full: its evidence, its trace, and what the runner says of it."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from fullstride.domain.motion import AccelerationUnit, ClockUnit, Position, Side
from fullstride.web.schema.evidence import Evidence
from fullstride.web.schema.word import Date, Line, Stamp, Told, Word

LONGEST_S = 48 * 3600.0
LONGEST_EFFORT_S = 1800.0
Seconds = Annotated[float, Field(ge=0, le=LONGEST_S)]


class NewCorrection(Told):
    """One effort as it really was. `effort` is its place among those that are shown now, from 0; null for one
    that was not found. `removed`: it was none; else `start_s` and `end_s` are where it was, and `kind` what,
    "" to be told from how it was run."""

    number: Annotated[int, Field(ge=1, le=1_000)] = 1
    effort: Annotated[int, Field(ge=0, le=10_000)] | None = None
    removed: bool = False
    kind: Literal["", "strides", "flat_sprints", "hill_sprints", "bounding", "hill_bounding", "reps"] = ""
    start_s: Seconds | None = None
    end_s: Seconds | None = None

    @model_validator(mode="after")
    def _says_where(self) -> Self:
        if self.removed:
            if self.effort is None or self.start_s is not None or self.end_s is not None or self.kind:
                raise ValueError("what is removed is named by its effort, and nothing else is said of it")
            return self
        if self.start_s is None or self.end_s is None:
            raise ValueError("start_s and end_s say where it was")
        if not 1.0 <= self.end_s - self.start_s <= LONGEST_EFFORT_S:
            raise ValueError(f"an effort lasts from a second to {LONGEST_EFFORT_S:g} s")
        return self


class Correction(Word):
    """`was_start_s` and `was_end_s` are where the effort was found; null for one that was not."""

    id: str
    said_at: Stamp
    number: int
    effort: int | None
    was_start_s: float | None
    was_end_s: float | None
    removed: bool
    kind: str
    start_s: float | None
    end_s: float | None


class OneRecording(Evidence):
    """`number` tells the recordings of one file apart, from 1. `counts`: false where it was removed."""

    number: int
    counts: bool


class RecordingFile(Word):
    """A file as it came, and all that it shows. `sessions` are those that it shows, by id."""

    sha256: str
    name: str
    size_bytes: int
    kept_at: Stamp
    recordings: list[OneRecording]
    corrections: list[Correction]
    sessions: list[str]


class NewCounts(Told):
    """Whether recording `number` of a file counts; false removes it from everything that is worked out."""

    number: Annotated[int, Field(ge=1, le=1_000)] = 1
    counts: bool


class NewTold(Told):
    """What recording `number` of a file shows, as far as the runner says: of what exercise it is, where the
    phone was, the taped distance, the foot that landed first, units that the file names wrongly, and the day
    that it was made. What is left out stays as it was."""

    number: Annotated[int, Field(ge=1, le=1_000)] = 1
    exercise: Annotated[str, Field(max_length=40)] = ""
    position: Position = Position.UNKNOWN
    distance_m: Annotated[float, Field(ge=1, le=1000)] | None = None
    first_foot: Side = Side.UNKNOWN
    unit: AccelerationUnit = AccelerationUnit.AS_WRITTEN
    clock: ClockUnit = ClockUnit.AS_WRITTEN
    date: Date | None = None


class NewMatch(Told):
    """Which session a recording shows; null takes back what was said."""

    session: Line | None


class Trace(Word):
    """Speed and grade, one value for every `every_s` seconds after the first record; null where nothing was
    recorded. `grade_pct` is empty where the recording holds no usable altitude."""

    every_s: int
    speed_mps: list[float | None]
    grade_pct: list[float | None]
    easy_mps: float | None
