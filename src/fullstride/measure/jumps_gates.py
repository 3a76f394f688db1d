"""Why a log has no jumps, or the heights of a set can't be said, whatever was counted in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from fullstride.domain.evidence import Refused
from fullstride.domain.motion import Ask, Position
from fullstride.measure.jumps_flights import Flight
from fullstride.measure.jumps_measured import on_level
from fullstride.measure.motion import MotionSignal
from fullstride.measure.motion_gait import Running, Springs

BELT = "Wear the phone in a snug belt at the lower back, hands on the hips."
_STAND = "Stand still for 2 s before and after the set."
_WHAT = "Jump heights"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeightGates:
    """Heights are refused with the phone in the hand, where the rhythm is unclear (under `least_clarity`),
    where the sensor clips beyond use (under `least_clip_g`, or in more than `most_clipped` of the set), where
    the mean |a| over whole jumps is no 1 g (`least_mean_g` to `most_mean_g`; with the runner's own
    calibration up to `most_mean_own_g`), and where no stillness shows what 1 g reads.

    Needs: a MotionSignal and the flights of one set. Units: g. Whoever ends as high and as fast as they began
    has felt 1 g on average, by Newton; a phone that feels more moves beside the body.
    """

    least_clarity: float = 0.8
    least_mean_g: float = 0.9
    most_mean_g: float = 1.15
    most_mean_own_g: float = 1.7
    least_clip_g: float = 1.5
    most_clipped: float = 0.3

    def refuse(
        self, signal: MotionSignal, flights: list[Flight], clarity: float, *, own: bool
    ) -> tuple[Refused, ...]:
        """Why heights can't be said of a set; nothing where they can. `own`: there is a calibration."""
        inside = slice(int(flights[0].middle), int(flights[-1].middle) + 1)
        standing = on_level(signal, inside)
        clipped = float(standing.mean()) if standing is not None else 0.0
        refused = []
        if signal.position is Position.HAND:
            refused.append(Refused(what=_WHAT, why="a hand swings the phone while you fly", instead=BELT))
        if clarity < self.least_clarity:
            why = f"the rhythm is unclear: one jump is like the next to {clarity:.0%} only"
            refused.append(Refused(what=_WHAT, why=why, instead="Jump on the spot, one jump like the next."))
        if signal.clip_g is not None and (signal.clip_g < self.least_clip_g or clipped > self.most_clipped):
            why = f"the sensor clips at {signal.clip_g:.1f} g, in {clipped:.0%} of the set"
            refused.append(Refused(what=_WHAT, why=why, instead="Set a wider range, 8 g or more."))
        elif len(flights) > 1:
            mean_g = float(signal.magnitude_g[inside].mean())
            most_g = self.most_mean_own_g if own else self.most_mean_g
            least_g = 0.0 if clipped > 0.01 else self.least_mean_g
            if not least_g <= mean_g <= most_g:
                why = f"over whole jumps the phone feels {mean_g:.2f} g, not 1: it moves beside the body"
                refused.append(Refused(what=_WHAT, why=why, instead=BELT))
        if not signal.calibrated:
            why = "the phone is never still in the log, so what it reads at 1 g is not known"
            refused.append(Refused(what=_WHAT, why=why, instead=_STAND))
        return tuple(refused)


def nothing_jumped(got_on: Sequence[Running | Springs]) -> Refused:
    """What to say of a log without a set of jumps, in which somebody may run or bound."""
    what = "Jumps"
    if any(isinstance(one, Springs) for one in got_on):
        return Refused(
            what=what,
            why="its steps spring on from one leg to the other, as bounds do",
            instead="Was it bounding? Then say --as bounding.",
            asks=(Ask.EXERCISE,),
        )
    if got_on:
        why = "this is running: its steps are too quick, and too short in the air, to be jumps on the spot"
        return Refused(what=what, why=why, instead="Give the log of a set of jumps.")
    return Refused(what=what, why="nothing in the log was pushed off, flew and landed", instead=BELT)
