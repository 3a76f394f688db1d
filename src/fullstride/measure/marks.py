"""Marked video to evidence: the reference that a phone's sensors are compared with."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from fullstride.domain.evidence import Means, MotionEvidence, Refused
from fullstride.domain.motion import FrameMarks, Seen
from fullstride.measure.marks_cones import MarkedCones
from fullstride.measure.marks_error import Marking, rate_hz
from fullstride.measure.marks_jumps import HOPS, MarkedJumps
from fullstride.measure.marks_runs import MarkedBounds

JUMPING = ("squat_jumps", HOPS)
BOUNDING = ("bounding", "hill_bounding")
BETWEEN_CONES = ("strides", "flat_sprints", "hill_sprints")
FILMED = (*JUMPING, *BOUNDING, *BETWEEN_CONES)
_SLOW_CONTACT_S = 0.35  # hops and bounds are shorter on the ground


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedVideo:
    """Steps: what was filmed, as the marks say it or show it; then its jumps, bounds or runs between cones,
    each with the error that the frames and the marking person leave.

    Needs: marks in the order of time, take-offs and landings by turns. Units: seconds in, cm and m/s out.
    Refuses what no body does, and what the frame rate can't show. Sources: see `Marking`.
    """

    marking: Marking = field(default_factory=Marking)
    jumps: MarkedJumps = field(default_factory=MarkedJumps)
    bounds: MarkedBounds = field(default_factory=MarkedBounds)
    cones: MarkedCones = field(default_factory=MarkedCones)

    def measure(self, marks: FrameMarks) -> MotionEvidence | Refused:
        """What the marks show; Refused where not even a count or a time can be said."""
        kind = kind_of(marks)
        if isinstance(kind, Refused):
            return kind
        marks = replace(marks, exercise=kind)
        error = self.marking.of(marks)
        evidence = MotionEvidence(
            means=Means.VIDEO, rate_hz=round(marks.frames_per_s, 3), seen=(*marks.taken, *_seen(marks, kind))
        )
        found: MotionEvidence | Refused
        if kind in JUMPING:
            sets = self.jumps.measure(marks, error)
            found = sets if isinstance(sets, Refused) else replace(evidence, sets=sets)
        elif kind in BOUNDING:
            bounds = self.bounds.measure(marks, error)
            found = (
                bounds
                if isinstance(bounds, Refused)
                else replace(
                    evidence,
                    bounds=bounds.runs,
                    left_right_pct=bounds.left_right_pct,
                    seen=(*evidence.seen, *bounds.seen),
                )
            )
        else:
            timed = self.cones.measure(marks, error)
            found = timed if isinstance(timed, Refused) else replace(evidence, timed=timed)
        return found


def kind_of(marks: FrameMarks, asked: Collection[str] = ()) -> str | Refused:
    """What was filmed: as the marks say it, else as far as they show it; `asked` are the day's exercises,
    which settle what marks alone can't. Cones alone are strides where nothing else was asked."""
    if marks.exercise in FILMED:
        return marks.exercise
    shown = _shown(marks)
    meant = [kind for kind in FILMED if kind in asked and kind in shown]
    if len(meant) == 1 or len(shown) == 1:
        return (meant or shown)[0]
    if shown in (BETWEEN_CONES, BOUNDING):
        return shown[0]
    return Refused(
        what="What was filmed",
        why="contacts this short may be hops or bounds, and the file does not say which",
        instead="Write the exercise into it, as in '# exercise: hops', or name it with --as.",
    )


def _shown(marks: FrameMarks) -> tuple[str, ...]:
    """What the marks may be of."""
    feet = [mark for mark in marks.marks if mark.seen is not Seen.CONE]
    if not feet:
        return BETWEEN_CONES
    contacts = [
        two.time_s - one.time_s
        for one, two in pairwise(feet)
        if one.seen is Seen.LANDING and two.seen is Seen.TAKE_OFF and one.number == two.number
    ]
    if contacts and median(contacts) > _SLOW_CONTACT_S:
        return ("squat_jumps",)
    if any(mark.side for mark in feet) or marks.distance_m is not None:
        return BOUNDING
    return (HOPS, *BOUNDING) if contacts else ("squat_jumps",)


def _seen(marks: FrameMarks, kind: str) -> list[str]:
    """What of the marks is not used, and why."""
    feet = [mark for mark in marks.marks if mark.seen is not Seen.CONE]
    said = []
    if kind in JUMPING and feet and feet[-1].seen is Seen.TAKE_OFF:
        said.append("The last take-off has no landing after it and is not counted")
    if kind in BETWEEN_CONES and feet:
        said.append("Of a run between cones only the time is measured, not its contacts")
    if kind in JUMPING and len(feet) < len(marks.marks):
        said.append("Cones say nothing of jumps and are left out")
    if marks.frames_per_s / rate_hz(marks) > 1.2:
        said.append(f"The times are worth {rate_hz(marks):.0f} frames a second, not {marks.frames_per_s:g}")
    return said
