"""Critical speed: the line through the distances that a runner's best efforts of some minutes cover."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fullstride.domain.evidence import Grading, Measured, Refused
from fullstride.domain.history import RUN, Best, CriticalSpeed, RunSummary

_WHAT = "your critical speed"


@dataclass(frozen=True, slots=True, kw_only=True)
class CriticalSpeedFinder:
    """The settings of the fit `distance = critical speed * time + reserve` (two parameters, distance on
    time: Hill 1927, Galbraith 2014), which lets an effort of 2 to 20 min decide.

    Departs from the tests in the literature, which are run all-out: here the efforts are whatever the
    runner did, so the fit is refused where they do not look like best efforts, and `field_share` is
    added to the error.
    """

    durations_s: tuple[int, ...] = (120, 180, 300, 600, 1200)
    windows_weeks: tuple[int, ...] = (13, 26)
    fewest: int = 3
    least_span: float = 3.0  # the longest over the shortest duration
    below_share: float = 0.03  # a best that lies so far under the line was not all-out
    reserve_m: tuple[float, float] = (50.0, 500.0)  # outside of it no runner's reserve is found
    over_easy: float = 1.1  # critical speed over easy speed, at least
    field_share: float = 0.05

    def find(
        self, runs: Sequence[RunSummary], until: dt.date, easy_mps: float | None
    ) -> CriticalSpeed | Refused:
        """Critical speed from the best efforts up to `until`, or why it can't be said.

        Steps: the best mean speed over each of `durations_s`, of all runs of the window, on ground that
        does not fall; those that a longer one matches are dropped; a line by least squares; the point
        farthest below it is dropped while it is `below_share` under it and `fewest` remain; the error
        by leaving each point out in turn (jackknife), `field_share` on top of it.
        """
        refused: CriticalSpeed | Refused | None = None
        for weeks in self.windows_weeks:
            since = until - dt.timedelta(weeks=weeks)
            found = self._fit(self._bests(runs, since, until), easy_mps)
            if isinstance(found, CriticalSpeed):
                return found
            refused = refused or found
        assert refused is not None
        return refused

    def _bests(self, runs: Sequence[RunSummary], since: dt.date, until: dt.date) -> list[Best]:
        bests: dict[int, Best] = {}
        for run in runs:
            if run.kind != RUN or run.date is None or not since < run.date <= until:
                continue
            if run.is_indoors or run.grade not in (Grading.GOOD, Grading.FAIR):
                continue
            for seconds in self.durations_s:
                speed = run.best(seconds)
                if speed and (seconds not in bests or speed > bests[seconds].speed_mps):
                    bests[seconds] = Best(duration_s=seconds, speed_mps=speed, date=run.date, file=run.file)
        ordered = [bests[seconds] for seconds in sorted(bests)]
        return [
            one
            for place, one in enumerate(ordered)
            if place + 1 == len(ordered) or one.speed_mps > ordered[place + 1].speed_mps
        ]

    def _fit(self, bests: Sequence[Best], easy_mps: float | None) -> CriticalSpeed | Refused:
        used = list(bests)
        if not self._enough(used):
            return _refused("too few hard efforts of 2 to 20 min were recorded")
        while True:
            speed, reserve_m = _line(used)
            below = [speed + reserve_m / one.duration_s - one.speed_mps for one in used]
            worst = int(np.argmax(below))
            rest = used[:worst] + used[worst + 1 :]
            if below[worst] < self.below_share * used[worst].speed_mps or not self._enough(rest):
                break
            used = rest
        low_m, high_m = self.reserve_m
        if max(below) >= self.below_share * used[worst].speed_mps:
            return _refused("the best efforts of 2 to 20 min do not lie on one line")
        if reserve_m < low_m:
            return _refused("the best 2 min are hardly faster than the best 20: they were not run hard")
        if reserve_m > high_m:
            return _refused("the longer efforts were not run hard")
        if easy_mps is not None and speed < self.over_easy * easy_mps:
            return _refused("the best efforts of 2 to 20 min are hardly faster than your easy runs")
        left = np.array([_line(used[:i] + used[i + 1 :]) for i in range(len(used))])
        count = len(used)
        speed_sd, reserve_sd = np.sqrt((count - 1) / count * ((left - left.mean(axis=0)) ** 2).sum(axis=0))
        kept = {one.duration_s for one in used}
        return CriticalSpeed(
            speed_mps=Measured(value=speed, error=float(np.hypot(speed_sd, self.field_share * speed))),
            reserve_m=Measured(value=reserve_m, error=float(reserve_sd)),
            bests=tuple(
                Best(
                    duration_s=one.duration_s,
                    speed_mps=one.speed_mps,
                    date=one.date,
                    file=one.file,
                    used=one.duration_s in kept,
                )
                for one in bests
            ),
        )

    def _enough(self, bests: Sequence[Best]) -> bool:
        return len(bests) >= self.fewest and (bests[-1].duration_s >= self.least_span * bests[0].duration_s)


def _line(bests: Sequence[Best]) -> tuple[float, float]:
    """Slope in m/s and intercept in m of distance on time."""
    seconds = np.array([one.duration_s for one in bests], dtype=float)
    metres = seconds * np.array([one.speed_mps for one in bests])
    off = seconds - seconds.mean()
    slope = float((off * metres).sum() / (off**2).sum())
    return slope, float(metres.mean() - slope * seconds.mean())


def _refused(why: str) -> Refused:
    return Refused(
        what=_WHAT,
        why=why,
        instead="Race, or run hard for 3, 6 and 12 min on three days within a few weeks.",
    )
