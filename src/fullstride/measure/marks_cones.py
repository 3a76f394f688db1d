"""Runs from cone to cone, timed by the frames of a video in which the hip passes them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from fullstride.domain.evidence import Measured, Refused, TimedRun
from fullstride.domain.motion import FrameMark, FrameMarks, Seen
from fullstride.measure.marks_error import LOOK_AT_RATE, MarkError

_USUAL_MPS = 6.0  # where no distance is told
PLACE_M = 0.10  # how well a person sees from beside the course when the hip is at a cone


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedCones:
    """Steps: two cones a run, timed by the frames in which the hip passes them; speed from the distance.

    `place_m` is how well a person sees from beside the course when the hip is at a cone, one standard
    deviation; `speeds_mps` what runners do.
    """

    place_m: float = PLACE_M
    speeds_mps: tuple[float, float] = (1.0, 12.5)

    def measure(self, marks: FrameMarks, error: MarkError) -> tuple[TimedRun, ...] | Refused:
        runs: dict[int, list[FrameMark]] = {}
        for mark in marks.marks:
            if mark.seen is Seen.CONE:
                runs.setdefault(mark.number, []).append(mark)
        found: list[TimedRun] = []
        for number, cones in runs.items():
            if len(cones) != 2:
                cones_said = "1 cone is" if len(cones) == 1 else f"{len(cones)} cones are"
                return Refused(
                    what="Time between cones",
                    why=f"{cones_said} marked in run {number}, and two make a time",
                    instead="Mark the first and the last cone, and number the runs in a column run.",
                )
            run = timed_run(cones, marks.distance_m, error, self.place_m)
            speed = run.mean_mps
            if speed is not None and not self.speeds_mps[0] <= speed.value <= self.speeds_mps[1]:
                return Refused(
                    what="Speed between cones",
                    why=f"run {number} would be {speed.value:.1f} m/s",
                    instead=f"Look at distance_m. {LOOK_AT_RATE}",
                )
            found.append(run)
        if not found:
            return Refused(
                what="Time between cones",
                why="no cone is marked",
                instead="Mark the frame in which the hip passes each of two cones.",
            )
        return tuple(found)


def timed_run(
    cones: Sequence[FrameMark], distance_m: float | None, error: MarkError, place_m: float = PLACE_M
) -> TimedRun:
    """From the first of two cones to the second; `place_m` as in MarkedCones."""
    start_s, end_s = cones[0].time_s, cones[1].time_s
    duration_s = end_s - start_s
    mean_mps = distance_m / duration_s if distance_m is not None else _USUAL_MPS
    error_s = math.hypot(error.span_s, math.sqrt(2) * place_m / mean_mps)
    return TimedRun(
        start_s=start_s,
        end_s=end_s,
        duration_s=Measured(value=duration_s, error=error_s),
        distance_m=distance_m,
        mean_mps=None
        if distance_m is None
        else Measured(value=mean_mps, error=mean_mps * error_s / duration_s),
    )
