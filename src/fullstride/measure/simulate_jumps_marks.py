"""A simulated video of simulated jumps or bounds, marked frame by frame by somebody."""

from dataclasses import dataclass

import numpy as np

from fullstride.domain.motion import FrameMark, FrameMarks, Seen, Side
from fullstride.measure.simulate_jumps import SimulatedMotion, Style, TrueBounds, TrueSet


@dataclass(frozen=True, slots=True, kw_only=True)
class Camera:
    """A camera and its owner. An instant is seen in the first frame that is taken at or after it.

    `slip_frames` is the sd of how many frames a mark is put beside that; `first_s` is when, on the log's
    clock, the clip begins; `jumps` how many of each set are marked, None all.
    """

    frames_per_s: float = 240.0
    slip_frames: float = 0.4
    first_s: float = 0.0
    jumps: int | None = None

    def film(self, made: SimulatedMotion, seed: int) -> FrameMarks:
        """The marks, in true seconds of the clip: sets and bounding runs are numbered from 1, in time."""
        rng = np.random.default_rng([seed, 2])
        marks: list[FrameMark] = []
        done: list[TrueSet | TrueBounds] = [*made.sets, *made.bounds]
        for number, one in enumerate(sorted(done, key=_start_s), start=1):
            seen: list[tuple[float, Seen, Side]] = []
            if isinstance(one, TrueSet):
                for jump in one.jumps[: self.jumps]:
                    seen.append((jump.takeoff_s, Seen.TAKE_OFF, Side.UNKNOWN))
                    seen.append((jump.landing_s, Seen.LANDING, Side.UNKNOWN))
            else:
                for contact in one.contacts:
                    seen.append((contact.start_s, Seen.LANDING, contact.side))
                    seen.append((contact.end_s, Seen.TAKE_OFF, contact.side))
            marks += [
                FrameMark(time_s=self._frame_s(at_s, rng), seen=what, number=number, side=side)
                for at_s, what, side in seen
            ]
        distances = [one.distance_m for one in made.bounds]
        return FrameMarks(
            format="csv",
            frames_per_s=self.frames_per_s,
            marks=tuple(marks),
            exercise=_exercise(made),
            distance_m=distances[0] if distances else None,
            device="simulated",
        )

    def _frame_s(self, at_s: float, rng: np.random.Generator) -> float:
        slip = round(float(self.slip_frames * rng.standard_normal()))
        return float(np.ceil((at_s - self.first_s) * self.frames_per_s) + slip) / self.frames_per_s


def _start_s(one: TrueSet | TrueBounds) -> float:
    return one.start_s


def _exercise(made: SimulatedMotion) -> str:
    if made.bounds:
        return "bounding"
    return "hops" if all(one.style is Style.HOPS for one in made.sets) else "squat_jumps"
