"""Bounding runs from the landings and take-offs that were marked in a video."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import fmean, median, stdev

from fullstride.domain.evidence import BoundRun, Measured, Refused
from fullstride.domain.motion import FrameMark, FrameMarks, Seen, Side
from fullstride.measure.marks_cones import timed_run
from fullstride.measure.marks_error import LOOK_AT_RATE, MarkError, reaches

_OTHER = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT, Side.UNKNOWN: Side.UNKNOWN}
_STEP_ENDS = math.sqrt(2 / 12)  # first and last contact are each anywhere within a step of the tape's ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """On the ground from `landing_s`; `takeoff_s` is None where the clip ends before."""

    landing_s: float
    takeoff_s: float | None
    side: Side = Side.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundsMarked:
    runs: tuple[BoundRun, ...]
    left_right_pct: Measured | None
    seen: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedBounds:
    """Steps: pair landings with take-offs; part runs by their number and by pauses; count; time from the
    first landing to the last, or between cones where they are marked; contacts and flights where the frames
    allow; feet as they are named, or one after the other from one that is.

    `contact_from_fps`: below it frames cost 4-7 % of a contact of 100-180 ms, and count and time are all that
    is said. The taped distance is taken as that from the first contact to the last, each of which is anywhere
    within a step of the tape's ends. Left and right are told apart only where Student's t is `sure` of it.
    """

    contact_from_fps: float = 120.0
    pause_s: float = 8.0  # no flight and no contact of a run is longer
    flight_s: tuple[float, float] = (0.01, 1.0)
    contact_s: tuple[float, float] = (0.04, 0.8)
    speed_mps: tuple[float, float] = (1.0, 12.5)
    fewest_a_side: int = 3
    sure: float = 0.95

    def measure(self, marks: FrameMarks, error: MarkError) -> BoundsMarked | Refused:
        groups = self._groups([mark for mark in marks.marks if mark.seen is not Seen.CONE])
        if not groups:
            return Refused(
                what="Bounding",
                why="fewer than three contacts are marked in every run",
                instead="Mark the landing and the take-off of each contact.",
            )
        nonsense = self._nonsense(groups)
        if nonsense:
            return Refused(what="Bounding", why=nonsense, instead=LOOK_AT_RATE)
        fine = reaches(marks, self.contact_from_fps)
        runs: list[BoundRun] = []
        named: list[tuple[Contact, ...]] = []
        seen: list[str] = []
        for number, contacts in groups:
            cones = [mark for mark in marks.marks if mark.seen is Seen.CONE and mark.number == number]
            run = self._run(contacts, cones, marks, error, fine=fine)
            rest_s = run.start_s - runs[-1].end_s if runs else None
            runs.append(replace(run, rest_before_s=rest_s))
            told = _with_sides(contacts)
            if told is None:
                seen.append(
                    f"The feet named in run {number} do not alternate, so it is left out of left and right"
                )
            else:
                named.append(told)
        left_right, words = self._left_right(named, error) if fine else (None, ())
        return BoundsMarked(runs=tuple(runs), left_right_pct=left_right, seen=(*seen, *words))

    def _groups(self, marks: Sequence[FrameMark]) -> list[tuple[int, tuple[Contact, ...]]]:
        """Runs of three contacts or more, with their number in the file."""
        groups: list[tuple[int, list[FrameMark]]] = []
        for mark in marks:
            last = groups[-1] if groups else None
            if last is None or last[0] != mark.number or mark.time_s - last[1][-1].time_s > self.pause_s:
                groups.append((mark.number, []))
            groups[-1][1].append(mark)
        found = [(number, _contacts(group)) for number, group in groups]
        return [(number, contacts) for number, contacts in found if len(contacts) >= 3]

    def _nonsense(self, groups: Iterable[tuple[int, Sequence[Contact]]]) -> str:
        """What no runner does, in words; "" where all is well."""
        for number, contacts in groups:
            for kind, spans, (least_s, most_s) in (
                ("on the ground", _on_ground(contacts), self.contact_s),
                ("in the air", _in_air(contacts), self.flight_s),
            ):
                odd = next((at for at, span in enumerate(spans, 1) if not least_s <= span <= most_s), None)
                if odd is not None:
                    return f"contact {odd} of run {number} would be {spans[odd - 1]:.3f} s {kind}"
        return ""

    def _run(
        self,
        contacts: Sequence[Contact],
        cones: Sequence[FrameMark],
        marks: FrameMarks,
        error: MarkError,
        *,
        fine: bool,
    ) -> BoundRun:
        count, distance_m = len(contacts), marks.distance_m
        duration_s = contacts[-1].landing_s - contacts[0].landing_s
        ground, air = _on_ground(contacts), _in_air(contacts)
        run = BoundRun(
            start_s=contacts[0].landing_s,
            end_s=contacts[-1].landing_s,
            contacts=count,
            duration_s=Measured(value=duration_s, error=error.span_s),
            distance_m=distance_m,
            contacts_s=tuple(one.landing_s for one in contacts),
            cadence_spm=_over(60.0 * (count - 1), Measured(value=duration_s, error=error.span_s)),
            refused=() if fine else (self._too_coarse(marks, error, median(ground)),),
        )
        if distance_m is not None:
            run = self._with_distance(run, distance_m, cones, error)
        if not fine:
            return run
        return replace(
            run,
            contact_s=error.mean(fmean(ground), len(ground)),
            flight_s=error.mean(fmean(air), len(air)),
            contact_error_s=error.one(0.0).error,
        )

    def _with_distance(
        self, run: BoundRun, distance_m: float, cones: Sequence[FrameMark], error: MarkError
    ) -> BoundRun:
        timed = timed_run(cones, distance_m, error) if len(cones) == 2 else None
        speed = timed.mean_mps if timed is not None else None
        if speed is None:
            mean = distance_m / run.duration_s.value
            ends = math.hypot(_STEP_ENDS / (run.contacts - 1), error.span_s / run.duration_s.value)
            speed = Measured(value=mean, error=mean * ends)
        if not self.speed_mps[0] <= speed.value <= self.speed_mps[1]:
            why = f"{distance_m:g} m with these contacts would be {speed.value:.1f} m/s"
            refused = Refused(what="Speed and contacts in 30 m", why=why, instead="Look at distance_m.")
            return replace(run, distance_m=None, refused=(*run.refused, refused))
        # the runner counts feet between two lines; the last foot may be a little before the line
        contacts = Measured(value=run.contacts * 30 / distance_m, error=30 / distance_m / math.sqrt(12))
        return replace(run, mean_mps=speed, contacts_30m=contacts)

    def _too_coarse(self, marks: FrameMarks, error: MarkError, contact_s: float) -> Refused:
        share = 100 * error.span_s / contact_s
        return Refused(
            what="Contact and flight",
            why=f"{marks.frames_per_s:g} frames a second leave {1000 * error.span_s:.0f} ms of each contact "
            f"open, {share:.0f} % of it",
            instead="Film bounding at 120 frames a second or more; 240 is best.",
        )

    def _left_right(
        self, runs: Sequence[Sequence[Contact]], error: MarkError
    ) -> tuple[Measured | None, tuple[str, ...]]:
        """How much longer the right foot is on the ground, in per cent of both, over all runs."""
        feet = {
            side: [
                one.takeoff_s - one.landing_s
                for run in runs
                for one in run
                if one.side is side and one.takeoff_s is not None
            ]
            for side in (Side.LEFT, Side.RIGHT)
        }
        left, right = feet[Side.LEFT], feet[Side.RIGHT]
        if min(len(left), len(right)) < self.fewest_a_side:
            return None, ()
        spread = max(error.span_s, math.hypot(stdev(left), stdev(right)) / math.sqrt(2))
        means = {side: _foot(spans, spread) for side, spans in feet.items()}
        apart_s = means[Side.RIGHT].value - means[Side.LEFT].value
        error_s = math.hypot(means[Side.LEFT].error, means[Side.RIGHT].error)
        said = (
            f"On the ground {_ms(means[Side.LEFT])} left, {_ms(means[Side.RIGHT])} right, "
            f"over {len(left)} and {len(right)} contacts",
        )
        if abs(apart_s) <= _students_t(self.sure, len(left) + len(right) - 2) * error_s:
            return None, said
        both_s = (means[Side.LEFT].value + means[Side.RIGHT].value) / 2
        return Measured(value=100 * apart_s / both_s, error=100 * error_s / both_s), said


def _contacts(marks: Sequence[FrameMark]) -> tuple[Contact, ...]:
    found = []
    for place, mark in enumerate(marks):
        if mark.seen is Seen.LANDING:
            off = marks[place + 1] if place + 1 < len(marks) else None
            side = mark.side or (off.side if off else Side.UNKNOWN)
            found.append(Contact(landing_s=mark.time_s, takeoff_s=off.time_s if off else None, side=side))
    return tuple(found)


def _on_ground(contacts: Iterable[Contact]) -> list[float]:
    return [one.takeoff_s - one.landing_s for one in contacts if one.takeoff_s is not None]


def _in_air(contacts: Sequence[Contact]) -> list[float]:
    return [two.landing_s - one.takeoff_s for one, two in pairwise(contacts) if one.takeoff_s is not None]


def _with_sides(contacts: Sequence[Contact]) -> tuple[Contact, ...] | None:
    """Every contact with its foot, where all are named or one is; None where the names contradict that."""
    if all(one.side for one in contacts):
        return tuple(contacts)
    known = next((place for place, one in enumerate(contacts) if one.side), None)
    if known is None:
        return tuple(contacts)
    first = contacts[known].side if known % 2 == 0 else _OTHER[contacts[known].side]
    sides = [first if place % 2 == 0 else _OTHER[first] for place in range(len(contacts))]
    if any(one.side and one.side is not side for one, side in zip(contacts, sides, strict=True)):
        return None
    return tuple(replace(one, side=side) for one, side in zip(contacts, sides, strict=True))


def _over(number: float, duration: Measured) -> Measured:
    value = number / duration.value
    return Measured(value=value, error=value * duration.error / duration.value)


def _students_t(sure: float, freedom: int) -> float:
    from scipy.special import stdtrit

    return float(stdtrit(freedom, (1 + sure) / 2))


def _foot(spans_s: Sequence[float], spread_s: float) -> Measured:
    return Measured(value=fmean(spans_s), error=spread_s / math.sqrt(len(spans_s)))


def _ms(one: Measured) -> str:
    return f"{1000 * one.value:.0f} ± {max(1.0, 1000 * one.error):.0f} ms"
