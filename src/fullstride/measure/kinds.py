"""Which efforts belong together, how long they were rested for, and what kind of work they were."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from fullstride.domain.evidence import Effort, Measured


@dataclass(frozen=True, slots=True, kw_only=True)
class KindTeller:
    """Where one kind ends and another begins; of signals, not of training."""

    hill_pct: float = 4.0
    hill_s: float = 20.0
    sprint_s: float = 16.0
    stride_s: float = 40.0  # what lasts longer is neither a stride nor a sprint, whatever its speed
    sprint_share: float = 0.95
    sprint_ratio: float = 1.6  # of easy speed, where the top speed is not known
    sprint_rest: float = 7.0  # rest as a multiple of the rep
    set_break: float = 2.5  # a rest this much longer than the others ends a series
    set_break_s: float = 240.0
    as_long: float = 1.6  # at most, for efforts of one series
    as_steep_pct: float = 3.0

    def tell(self, efforts: Sequence[Effort]) -> tuple[Effort, ...]:
        """The efforts, in order of time, with series, rests and kinds.

        Steps: a rest much longer than the usual one begins a new series, and so do efforts of another
        length or slope; the kind of a series comes
        from the middle of its efforts, but an effort that has one already (from the plan) keeps it.
        """
        return tuple(self._kinds(self._series(efforts)))

    def _series(self, efforts: Sequence[Effort]) -> list[Effort]:
        """Numbers series from 1 and tells the rests within them."""
        rests = [two.start_s - one.end_s for one, two in pairwise(efforts)]
        limit = max(self.set_break * float(np.median(rests)), self.set_break_s) if rests else 0.0
        told: list[Effort] = []
        series: list[Effort] = []
        number = 1
        for place, effort in enumerate(efforts):
            rest_s = rests[place - 1] if place else 0.0
            # One odd rep is no new series; two are.
            others = efforts[place : place + 2]
            if series and (rest_s > limit or not any(self._belongs(each, series) for each in others)):
                number, series = number + 1, []
            rest = None
            if series:
                error = math.hypot(effort.duration_s.error, series[-1].duration_s.error) / math.sqrt(2.0)
                rest = Measured(value=max(rest_s, 0.0), error=error)
            series.append(effort)
            told.append(replace(effort, series=number, rest_before_s=rest))
        return told

    def _belongs(self, effort: Effort, series: Sequence[Effort]) -> bool:
        """Whether an effort is about as long and as steep as a series."""
        usual_s = float(np.median([other.duration_s.value for other in series]))
        longer = max(effort.duration_s.value, usual_s) / max(min(effort.duration_s.value, usual_s), 1.0)
        sure = abs(effort.duration_s.value - usual_s) > 2.0 * effort.duration_s.error
        if longer > self.as_long and sure:
            return False
        grades = [other.grade_pct.value for other in series if other.grade_pct is not None]
        if effort.grade_pct is None or not grades:
            return True
        steeper = abs(effort.grade_pct.value - float(np.median(grades)))
        return steeper <= max(self.as_steep_pct, 2.0 * effort.grade_pct.error)

    def _kinds(self, efforts: Sequence[Effort]) -> list[Effort]:
        told = []
        for effort in efforts:
            series = [other for other in efforts if other.series == effort.series]
            told.append(effort if effort.kind else replace(effort, kind=self._kind(series)))
        return told

    def _kind(self, series: Sequence[Effort]) -> str:
        """Hill sprints are short and clearly uphill, flat sprints short and near the top; strides else.

        What is too long for any of them is "reps".
        """
        seconds = float(np.median([effort.duration_s.value for effort in series]))
        if seconds > self.stride_s:
            return "reps"
        grades = [effort.grade_pct for effort in series if effort.grade_pct is not None]
        if grades and seconds <= self.hill_s:
            grade = float(np.median([each.value for each in grades]))
            error = float(np.median([each.error for each in grades])) / math.sqrt(len(grades))
            if grade - error >= self.hill_pct:
                return "hill_sprints"
        rests = [effort.rest_before_s.value for effort in series if effort.rest_before_s is not None]
        rested = bool(rests) and float(np.median(rests)) >= self.sprint_rest * seconds
        short = seconds <= self.sprint_s and rested
        shares = [effort.share_of_top for effort in series if effort.share_of_top is not None]
        if shares:
            share = float(np.median([each.value for each in shares]))
            # What a watch takes from a short sprint may be what it lacks.
            lacking = float(np.median([each.error for each in shares])) if short else 0.0
            return "flat_sprints" if share + lacking >= self.sprint_share else "strides"
        ratios = [effort.easy_ratio for effort in series if effort.easy_ratio is not None]
        fast = bool(ratios) and float(np.median(ratios)) >= self.sprint_ratio
        return "flat_sprints" if short and fast else "strides"
