"""A phone held against a slow-motion video of the same jumps."""

from typing import Annotated

from pydantic import Field

from fullstride.domain.motion import Jumping, Position
from fullstride.web.schema.evidence import Refused
from fullstride.web.schema.word import SHA256_PATTERN, Sentence, Told, Word

Sha256 = Annotated[str, Field(pattern=SHA256_PATTERN)]


class NewCalibration(Told):
    """A capture and the marks of a clip, both handed in before, by their sha256. `position` is where the
    phone was, where the capture does not say; `keep`: add what is found to the profile."""

    capture: Sha256
    marks: Sha256
    position: Position = Position.UNKNOWN
    keep: bool = True


class CalibrationWord(Word):
    position: Position
    jumping: Jumping
    offset_ms: float
    offset_error_ms: float
    flight_error_ms: float
    jumps: int
    date: str | None
    device: str


class CalibrationJump(Word):
    phone_s: float
    video_s: float
    phone_flight_ms: float
    video_flight_ms: float
    longer_ms: float
    video_height_cm: float | None
    phone_height_cm: float | None


class Agreement(Word):
    """`limits` hold the next single jump 19 times in 20."""

    bias: float
    bias_error: float
    limits: list[float]


class Calibrated(Word):
    """With the keys that `fullstride calibrate --json` prints; `profile` is where it was kept, null for
    nowhere."""

    say: Sentence
    refused: Refused | None
    calibration: CalibrationWord | None
    jumps: list[CalibrationJump]
    flights_ms: Agreement | None = None
    heights_cm: Agreement | None = None
    profile: str | None
