"""Sets of jumps from the take-offs and landings that were marked in a video."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import fmean, median, stdev

from fullstride.domain.evidence import Jump, JumpSet, Measured, Refused
from fullstride.domain.motion import FrameMark, FrameMarks, Seen
from fullstride.measure.marks_error import LOOK_AT_RATE, MarkError, height_cm, height_error_cm, reaches

HOPS = "hops"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flight:
    """In the air from one mark to the next; `contact_s` on the ground before, None for the first of a set."""

    takeoff_s: float
    landing_s: float
    contact_s: float | None

    @property
    def flight_s(self) -> float:
        return self.landing_s - self.takeoff_s


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedJumps:
    """Steps: pair take-offs with landings; part sets by their number and by pauses; refuse what no body does;
    heights by h = g·t²/8, contacts between landing and next take-off, RSI, the drop from the first third of
    a set to its last.

    `height_from_fps`: below it a jump of 25 cm is uncertain by clearly more than the 1.5 cm by which one
    person's jumps differ anyway (at 30 frames a second 2.6 cm, at 50 1.6). `hops_from_fps`: below it a hop's
    contact of 0.2 s is uncertain by more than 3 %. The limits of flight and height are those of bodies.
    """

    height_from_fps: float = 50.0
    hops_from_fps: float = 120.0
    pause_s: float = 15.0  # no set holds a longer one
    flight_s: tuple[float, float] = (0.1, 1.0)
    highest_cm: float = 100.0
    contact_s: float = 0.05  # no shorter one
    rebound_s: float = 1.0  # with a longer contact there is no rebound, so no RSI
    best_hops: int = 5  # of the 10/5 test

    def measure(self, marks: FrameMarks, error: MarkError) -> tuple[JumpSet, ...] | Refused:
        groups = self._groups(marks.marks)
        flights = [one for group in groups for one in group]
        if not flights:
            return Refused(
                what="Jumps",
                why="no take-off is marked with a landing after it",
                instead="Mark the first frame without contact and the first with contact again.",
            )
        usual_s = median(one.flight_s for one in flights)
        if self._impossible(usual_s):
            return Refused(what="Jumps", why=f"a jump {_nonsense(usual_s)}", instead=LOOK_AT_RATE)
        sets: list[JumpSet] = []
        for group in groups:
            found = self._set(group, marks, error)
            rest_s = found.start_s - sets[-1].end_s if sets else None
            sets.append(replace(found, rest_before_s=rest_s))
        return tuple(sets)

    def _groups(self, marks: Sequence[FrameMark]) -> list[list[Flight]]:
        """Whole flights, a list for each set; a take-off that never lands is none."""
        groups: list[list[Flight]] = []
        number = 0
        up_s: float | None = None
        down_s: float | None = None
        for mark in marks:
            if mark.seen is Seen.CONE:
                continue
            paused = down_s is not None and mark.time_s - down_s > self.pause_s
            if mark.number != number or paused:
                groups.append([])
                number, up_s, down_s = mark.number, None, None
            if mark.seen is Seen.TAKE_OFF:
                up_s = mark.time_s
                continue
            if up_s is not None:
                groups[-1].append(
                    Flight(
                        takeoff_s=up_s,
                        landing_s=mark.time_s,
                        contact_s=None if down_s is None else up_s - down_s,
                    )
                )
            up_s, down_s = None, mark.time_s
        return [group for group in groups if group]

    def _impossible(self, flight_s: float) -> bool:
        return not self.flight_s[0] <= flight_s <= self.flight_s[1] or height_cm(flight_s) > self.highest_cm

    def _set(self, group: Sequence[Flight], marks: FrameMarks, error: MarkError) -> JumpSet:
        refused = self._refused(group, marks, error)
        timed = reaches(marks, self.height_from_fps) and not any(
            self._impossible(one.flight_s) or _under(one.contact_s, self.contact_s) for one in group
        )
        by_contact = timed and (marks.exercise != HOPS or reaches(marks, self.hops_from_fps))
        jumps = tuple(self._jump(one, error, timed=timed, by_contact=by_contact) for one in group)
        found = JumpSet(
            start_s=group[0].takeoff_s,
            end_s=group[-1].landing_s,
            count=len(group),
            jumps=jumps,
            rhythm_s=_rhythm(group, error),
            refused=refused,
        )
        if not timed:
            return found
        heights = [height_cm(one.flight_s) for one in group]
        mean_s = fmean(one.flight_s for one in group)
        return replace(
            found,
            height_cm=Measured(
                value=fmean(heights),
                error=height_error_cm(mean_s, error.mean(mean_s, len(group)).error),
            ),
            height_spread_cm=stdev(heights) if len(heights) > 1 else None,
            drop_pct=drop_pct(heights, height_error_cm(mean_s, error.span_s)),
            rsi=self._rsi(group, error, test=marks.exercise == HOPS) if by_contact else None,
        )

    def _jump(self, one: Flight, error: MarkError, *, timed: bool, by_contact: bool) -> Jump:
        flight = error.one(one.flight_s)
        height = Measured(value=height_cm(one.flight_s), error=height_error_cm(one.flight_s, flight.error))
        return Jump(
            takeoff_s=one.takeoff_s,
            landing_s=one.landing_s,
            flight_s=flight if timed else None,
            height_cm=height if timed else None,
            contact_s=error.one(one.contact_s) if by_contact and one.contact_s is not None else None,
        )

    def _rsi(self, group: Sequence[Flight], error: MarkError, *, test: bool) -> Measured | None:
        """Height (m) over the contact before it: the mean of all, or of the best five of the 10/5 test."""
        rebounds = [one for one in group if one.contact_s is not None and one.contact_s <= self.rebound_s]
        rebounds.sort(key=_rsi_of, reverse=True)
        chosen = rebounds[: self.best_hops] if test else rebounds
        if not chosen or (test and len(chosen) < self.best_hops) or 2 * len(rebounds) < len(group):
            return None
        own, shared = zip(*(_rsi_errors(one, error) for one in chosen), strict=True)
        single = math.sqrt(sum(each * each for each in own)) / len(chosen)
        return Measured(value=fmean(map(_rsi_of, chosen)), error=math.hypot(single, fmean(shared)))

    def _refused(self, group: Sequence[Flight], marks: FrameMarks, error: MarkError) -> tuple[Refused, ...]:
        odd = [number for number, one in enumerate(group, start=1) if self._impossible(one.flight_s)]
        if odd:
            why = f"jump {odd[0]} of the set {_nonsense(group[odd[0] - 1].flight_s)}"
            return (Refused(what="Flight and height", why=why, instead="Look at the marks of this jump."),)
        short = [number for number, one in enumerate(group, start=1) if _under(one.contact_s, self.contact_s)]
        if short:
            why = f"before jump {short[0]} there are less than {1000 * self.contact_s:.0f} ms on the ground"
            return (Refused(what="Flight and height", why=why, instead="Look at the marks of this jump."),)
        usual_s = median(one.flight_s for one in group)
        rate = f"{marks.frames_per_s:g} frames a second"
        if marks.resolution_s * marks.frames_per_s > 1:
            rate = f"times written to {1000 * marks.resolution_s:.0f} ms"
        if not reaches(marks, self.height_from_fps):
            span = error.one(usual_s).error
            why = (
                f"{rate} leave {1000 * span:.0f} ms of each flight open, "
                f"{height_error_cm(usual_s, span):.1f} cm of a jump"
            )
            instead = "Film at 120 frames a second or more; 240 is best."
            return (Refused(what="Flight and height", why=why, instead=instead),)
        if marks.exercise == HOPS and not reaches(marks, self.hops_from_fps):
            why = f"{rate} leave {1000 * error.span_s:.0f} ms of each contact open"
            instead = "Film hops at 120 frames a second or more; 240 is best."
            return (Refused(what="Contact time and RSI", why=why, instead=instead),)
        return ()


def drop_pct(heights_cm: Sequence[float], one_cm: float) -> Measured | None:
    """How much lower the last third was than the first, in per cent of the first; None under six jumps.

    The error is that of two means of jumps which scatter round their own line by as much as these do, and by
    `one_cm`, the random error of one jump, at least.
    """
    number = len(heights_cm)
    third = number // 3
    if third < 2:
        return None
    first, last = fmean(heights_cm[:third]), fmean(heights_cm[-third:])
    middle = (number - 1) / 2
    spread = sum((place - middle) ** 2 for place in range(number))
    slope = sum((place - middle) * height for place, height in enumerate(heights_cm)) / spread
    off = [height - fmean(heights_cm) - slope * (place - middle) for place, height in enumerate(heights_cm)]
    scatter = max(math.sqrt(sum(each * each for each in off) / (number - 2)), one_cm)
    ratio = last / first
    error = scatter / first * math.sqrt((1 + ratio * ratio) / third)
    return Measured(value=100 * (1 - ratio), error=100 * error)


def _rhythm(group: Sequence[Flight], error: MarkError) -> Measured | None:
    if len(group) < 2:
        return None
    steps = [two.takeoff_s - one.takeoff_s for one, two in pairwise(group)]
    return Measured(value=fmean(steps), error=error.span_s / len(steps))


def _rsi_of(one: Flight) -> float:
    return height_cm(one.flight_s) / 100 / (one.contact_s or math.inf)


def _rsi_errors(one: Flight, error: MarkError) -> tuple[float, float]:
    """Of one RSI: by itself, and by the habit. The take-off is a mark of both, flight and contact."""
    up, down = 2 / one.flight_s, 1 / (one.contact_s or math.inf)
    own = error.mark_s * math.sqrt(2 * up * up + 2 * down * down + 2 * up * down)
    return _rsi_of(one) * own, _rsi_of(one) * error.habit_s * (up + down)


def _under(contact_s: float | None, least_s: float) -> bool:
    return contact_s is not None and contact_s < least_s


def _nonsense(flight_s: float) -> str:
    return f"would be {flight_s:.2f} s in the air, {height_cm(flight_s):.0f} cm high"
