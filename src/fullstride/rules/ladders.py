"""Where a ladder begins, what a dose weighs and what a gap costs: sums that planning and adapting share."""

import math
from dataclasses import dataclass

from fullstride.domain.session import Dose
from fullstride.rules.book import Layoff
from fullstride.rules.dose import volume
from fullstride.rules.words import Exercise


def start_step(exercise: Exercise, level: str) -> int:
    """The step, from 1, that an exercise begins at for a runner of this contact level."""
    lowest = level == "level_0" and exercise.start.level_0
    return exercise.step_of(exercise.start.level_0 if lowest else exercise.start.dose)


def contacts_of(exercise: Exercise, dose: Dose) -> int:
    """Ground contacts of a session of `dose`."""
    if exercise.contacts is None:
        return 0
    per = exercise.contacts.per_m if dose.work_m is not None else exercise.contacts.per_s
    return math.ceil(per * volume(dose) - 1e-6)


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterGap:
    """The step to go on with, and what is said of it; "" where a gap changes nothing."""

    step: int
    said: str = ""


def after_gap(
    exercise: Exercise, step: int, *, start: int, gap_days: int, missed: bool, layoff: Layoff
) -> AfterGap:
    """What `gap_days` without an exercise cost a runner who stood at `step`; `start` is their start dose.

    A gap of up to two weeks costs a step only where sessions were `missed` in it: one that the plan made
    itself holds the ladder. A longer one costs half the volume, the longest the way back to the start.
    """
    start = min(start, step)
    if gap_days <= layoff.same_days or (gap_days <= layoff.back_days and not missed):
        return AfterGap(step=step)
    if gap_days <= layoff.back_days:
        back = max(start, step - 1)
        return AfterGap(step=back, said="one step back" if back < step else "")
    if gap_days <= layoff.half_days and step > start:
        ladder = exercise.doses()
        half = volume(ladder[step - 1]) / 2
        smaller = [at for at in range(start, step) if volume(ladder[at - 1]) <= half]
        said = "half the volume" if smaller else "half the volume, no less than the start dose"
        return AfterGap(step=max(smaller, default=start), said=said)
    return AfterGap(step=start, said="the start dose again" if start < step else "")
