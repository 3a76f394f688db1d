"""Finding short fast efforts in a signal, with nothing but the signal."""

from dataclasses import dataclass, field

import numpy as np

from fullstride.domain.evidence import Grading
from fullstride.measure.efforts_features import FEATURES, features_of
from fullstride.measure.efforts_judge import Learned, SeriesJudge, chance_of
from fullstride.measure.efforts_learned import LEARNED
from fullstride.measure.efforts_scan import Found, Places, Scan
from fullstride.measure.signal import Signal

_OVER_SUSTAINED = tuple(FEATURES).index("over_sustained")


@dataclass(frozen=True, slots=True, kw_only=True)
class Surge:
    """A short fast stretch [start_s, end_s), seconds after the first record.

    `confidence` (0-1) is the chance that it is an effort the runner meant; `series` numbers the
    series it belongs to from 1, 0 for one on its own; `base_mps` and `plateau_mps` are the speed
    around it and its own.
    """

    start_s: float
    end_s: float
    confidence: float
    series: int
    base_mps: float
    plateau_mps: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SurgeFinder:
    """The settings of the blind search.

    Indoors a watch without satellites guesses speed from the arm, and quicker steps alone look like a
    surge: one that is not `indoors_over` times as fast as what was sustained in the same run is no surer
    than `indoors_most`, so that the runner is asked.
    """

    scan: Scan = field(default_factory=Scan)
    judge: SeriesJudge = field(default_factory=SeriesJudge)
    learned: Learned = LEARNED
    shortest_s: float = 4.0
    longest_s: float = 75.0
    possible: float = 0.3  # what is less likely is not told
    over_easy: float = 1.05  # how much faster than easy running an effort is at least
    walked_mps: float = 2.0  # slower than this nobody runs
    only_reps_s: float = 600.0  # of running in surges from a walk, and hardly a minute elsewhere
    enough_else_s: float = 120.0
    indoors_over: float = 1.2
    indoors_most: float = 0.45

    def find(self, signal: Signal) -> tuple[Surge, ...]:
        """The surges in rising order of time, none overlapping; none where the signal is unfit.

        Steps: a generous scan for windows faster than both their flanks (measure.efforts_scan); plain
        features of each (measure.efforts_features); a logistic regression, then the same again with
        the support of candidates alike nearby (measure.efforts_judge). Who runs and walks by turns
        makes no efforts of it.
        """
        if signal.easy_mps is None or signal.quality.grade is Grading.UNFIT:
            return ()
        scene = self.scan.scene(signal, signal.easy_mps.value)
        found = self.scan.find(scene)
        if not len(found):
            return ()
        table = features_of(signal, scene, found)
        seconds = found.end - found.start
        odds = self.judge.judge(self.learned, table, found.start, seconds, found.plateau_mps / scene.easy_mps)
        chance = chance_of(odds)
        if signal.indoors:
            slow = table[:, _OVER_SUSTAINED] < np.log(self.indoors_over)
            chance = np.where(slow, np.minimum(chance, self.indoors_most), chance)
        kept = np.flatnonzero(
            (chance >= self.possible) & (seconds >= self.shortest_s) & (seconds <= self.longest_s)
        )
        if self._by_run_and_walk(signal, found, kept):
            return ()
        kept = kept[found.plateau_mps[kept] >= self.over_easy * scene.easy_mps]
        series = self.judge.series(found.start[kept], seconds[kept], found.plateau_mps[kept] / scene.easy_mps)
        return tuple(
            Surge(
                start_s=float(found.start[place] + signal.origin_s),
                end_s=float(found.end[place] + signal.origin_s),
                confidence=float(chance[place]),
                series=number,
                base_mps=float(max(found.before_mps[place], found.after_mps[place])),
                plateau_mps=float(found.plateau_mps[place]),
            )
            for place, number in zip(kept, series, strict=True)
        )

    def _by_run_and_walk(self, signal: Signal, found: Found, kept: Places) -> bool:
        """Whether the surges are the running of someone who runs and walks by turns, and no efforts."""
        base = np.minimum(found.before_mps[kept], found.after_mps[kept])
        if not len(kept) or float(np.median(base)) > self.walked_mps:
            return False
        elsewhere = signal.running & (signal.speed_mps > self.walked_mps)
        for place in kept:
            elsewhere[max(int(found.start[place]) - 8, 0) : int(found.end[place]) + 12] = False
        inside_s = float((found.end - found.start)[kept].sum())
        return inside_s > self.only_reps_s and elsewhere.sum() < self.enough_else_s
