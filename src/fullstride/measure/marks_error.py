"""What a mark in a video is worth: the frames' share, the person's, and what all marks have in common."""

import math
from dataclasses import dataclass

from fullstride.domain.evidence import Measured
from fullstride.domain.motion import FrameMarks
from fullstride.domain.motion_log import STANDARD_GRAVITY_MPS2

NOMINAL = 0.99  # 29.97, 59.94, 119.88 and 239.76 are called 30, 60, 120 and 240
LOOK_AT_RATE = (
    "Look whether fps is the rate at which the camera took the clip; where the times are those of the slowed "
    "clip, write its playing rate as played_fps."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkError:
    """One standard deviation each, in seconds.

    `mark_s` of one mark by itself, `habit_s` of every flight of one person's marks alike: what makes one
    flight too long makes all of them too long, and the contacts too short.
    """

    mark_s: float
    habit_s: float

    @property
    def span_s(self) -> float:
        """Of the time between two marks, beside the habit."""
        return math.sqrt(2) * self.mark_s

    def one(self, duration_s: float) -> Measured:
        """A single flight or contact."""
        return Measured(value=duration_s, error=math.hypot(self.span_s, self.habit_s))

    def mean(self, duration_s: float, number: int) -> Measured:
        """The mean of `number` flights or contacts that share no mark."""
        return Measured(value=duration_s, error=math.hypot(self.span_s / math.sqrt(number), self.habit_s))


@dataclass(frozen=True, slots=True, kw_only=True)
class Marking:
    """What marks of a clip are worth.

    Steps: an event lies anywhere in the frame before the one that is marked, so frames cost a mark
    1 / (rate × √12), and a flight or a contact √2 of that: 13.6, 6.8, 3.4 and 1.7 ms at 30, 60, 120 and 240
    frames a second. The lag of half a frame is the same for take-offs and landings and cancels. Times written
    more coarsely than frames cost as much again. `slip_frames` is how far a person's mark is by chance from
    the right frame (one mark in six is a frame beside it), `marking_s` what they add to one mark and
    `habit_s` to all flights alike, whatever the camera.

    Source: what two published comparisons leave over when the frames' share is taken out. My Jump, frames by
    hand against force plates (2015): 0.5 cm, so 4 ms of a flight of half a second, 2.3 without the frames if
    they were 120 a second. Runmatic at 240: 4.8 ms of flight and 5.6 of contact, 4.5 and 5.3 without. All
    settings together give 5.7 ms at 240. Slips weigh more the longer a frame is, 12.6 ms at 60 all told: how
    often one slips is ours, and more than in the first of these, for whoever marks less carefully. A person's
    habit is what such studies call bias: 1.1 cm, 9 ms of flight, in the first of these, 12 ms of contact in
    Watkins 2020; when a shoe has left the floor is not known better than by some 10 ms either, as force
    plates differ by their thresholds.
    """

    slip_frames: float = 0.4
    marking_s: float = 0.002
    habit_s: float = 0.004

    def of(self, marks: FrameMarks) -> MarkError:
        coarse_s = math.hypot(1 / marks.frames_per_s, marks.resolution_s) / math.sqrt(12)
        slip_s = self.slip_frames / marks.frames_per_s
        return MarkError(mark_s=math.hypot(coarse_s, slip_s, self.marking_s), habit_s=self.habit_s)


def rate_hz(marks: FrameMarks) -> float:
    """The rate that the marks are worth: the camera's, or less where times were written more coarsely."""
    return 1 / math.hypot(1 / marks.frames_per_s, marks.resolution_s)


def reaches(marks: FrameMarks, frames_per_s: float) -> bool:
    """Whether a clip's marks are worth so many frames a second, as cameras count them."""
    return rate_hz(marks) >= NOMINAL * frames_per_s


def height_cm(flight_s: float) -> float:
    """h = g·t²/8: a body that lands as it took off."""
    return 100 * STANDARD_GRAVITY_MPS2 * flight_s**2 / 8


def height_error_cm(flight_s: float, error_s: float) -> float:
    return 100 * STANDARD_GRAVITY_MPS2 * flight_s / 4 * error_s
