"""The runner's top speed, from many recordings: robust against glitches, honest about what was not run."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fullstride.domain.evidence import Grading, Measured, SpeedSource
from fullstride.domain.history import RUN, RunSummary, ShortEffort, Sighting, TopSpeed


@dataclass(frozen=True, slots=True, kw_only=True)
class TopSpeedFinder:
    """The settings of the estimate; speeds are means over 3 s, shares are of the speed they belong to.

    Departs from a plain high percentile over all runs, because a runner who sprints in one run of ten
    would be given the speed of the other nine.
    """

    windows_weeks: tuple[int, ...] = (13, 52)  # the first counts unless a later one shows clearly more
    sure: float = 0.5  # the confidence from which an effort is one
    steady_share: float = 0.93  # of its best 3 s that a run holds for `steady_s`, where it was no glitch
    steady_s: int = 10
    near_share: float = 0.95  # of the fastest, from which efforts are all-out together
    apart_share: float = 0.9  # what nothing else reaches is left out, as a glitch of the watch
    held_share: float = 0.9  # what the same run must hold for `held_s` to bear it out
    held_s: int = 20
    percentile: float = 90.0
    noise_mps: float = 0.3  # of one second, where the recording does not tell
    bias_share: float = 0.03  # best 3 s of 8 to 25 s efforts are right within -3 to +4 % (simulated)
    rough_share: float = 0.06  # the same where only rough recordings exist
    hill_pct: float = 3.0  # uphill from here, the speed of an effort says nothing about the flat

    def find(
        self, runs: Sequence[RunSummary], until: dt.date, since: dt.date | None = None
    ) -> TopSpeed | None:
        """The top speed shown up to `until`; None where no run shows a usable speed.

        `since` is the first day of what is told, one more window that may show clearly more.

        Steps: of each run on the flat, outdoors and with the device's own speed, the efforts' best 3 s
        and the run's own (cut down where 10 s do not bear it out) are sightings; a sighting that is no
        effort, that the run does not hold for long and that nothing else comes near is left out; of
        those near the fastest the `percentile` is the top speed, its error from their spread and the
        known bias. Rough recordings count only where there are no others. `at_least` stays for the
        caller to settle.
        """
        usable = [run for run in runs if run.kind == RUN and run.date is not None and run.date <= until]
        good = [run for run in usable if _is_good(run)]
        rough = [run for run in usable if run.grade is not Grading.UNFIT and run.best_mps]
        begins = [until - dt.timedelta(weeks=weeks, days=-1) for weeks in self.windows_weeks]
        begins += [since] if since is not None and since < min(begins) else []
        found = self._over_windows(good, begins, self.bias_share)
        return found or self._over_windows(rough, begins, self.rough_share)

    def _over_windows(
        self, runs: Sequence[RunSummary], begins: Sequence[dt.date], bias: float
    ) -> TopSpeed | None:
        best: TopSpeed | None = None
        for since in begins:
            found = self._estimate([run for run in runs if run.date and run.date >= since], bias)
            if best is None or (found is not None and _clearly_more(found, best)):
                best = found
        return best or self._estimate(runs, bias)

    def _estimate(self, runs: Sequence[RunSummary], bias: float) -> TopSpeed | None:
        sightings: list[tuple[Sighting, bool, float]] = []
        for run in runs:
            sightings += self._sightings(run)
        sightings.sort(key=lambda one: -one[0].speed_mps)
        left_out: list[Sighting] = []
        while sightings and not self._borne_out(sightings):
            left_out.append(sightings.pop(0)[0])
        if not sightings:
            return None
        top_mps = sightings[0][0].speed_mps
        near = [one for one in sightings if one[0].speed_mps >= self.near_share * top_mps]
        speeds = np.array([one[0].speed_mps for one in near])
        value = float(np.percentile(speeds, self.percentile))
        noise_mps = float(np.median([one[2] for one in near])) / np.sqrt(3)
        spread_mps = max(float(speeds.std()), noise_mps) / np.sqrt(len(near))
        return TopSpeed(
            speed_mps=Measured(value=value, error=float(np.hypot(bias * value, spread_mps))),
            at_least=True,
            seen=tuple(one[0] for one in near),
            left_out=tuple(left_out),
        )

    def _sightings(self, run: RunSummary) -> list[tuple[Sighting, bool, float]]:
        """Speed, whether it can't be a glitch, and the noise of one second, in m/s."""
        noise = self.noise_mps if run.noise_mps is None else run.noise_mps
        made = self.efforts_mps(run)
        found = [(speed, True) for speed in made]
        own, held = self.peak_mps(run), run.best(self.held_s) or 0.0
        if own is not None and own * self.apart_share > max(made, default=0.0):
            is_held = held >= self.held_share * own
            found += [(own, True)] if is_held else [(own, False), (held, True)]
        assert run.date is not None
        return [
            (Sighting(speed_mps=speed, date=run.date, file=run.file), is_real, noise)
            for speed, is_real in found
            if speed > 0
        ]

    def _borne_out(self, sightings: Sequence[tuple[Sighting, bool, float]]) -> bool:
        """Whether the first is no glitch, or has another near it, or is of the only run there is."""
        first, is_real, _ = sightings[0]
        if is_real or len({one.file for one, _, _ in sightings}) == 1:
            return True
        return sightings[1][0].speed_mps >= self.apart_share * first.speed_mps

    def peak_mps(self, run: RunSummary) -> float | None:
        """The best 3 s of a run as far as its best 10 s bear them out."""
        short, steady = run.best(3), run.best(self.steady_s)
        if short is None:
            return None
        return short if steady is None else min(short, steady / self.steady_share)

    def efforts_mps(self, run: RunSummary) -> tuple[float, ...]:
        """The best 3 s of each sure effort on the flat."""
        return tuple(one.best_3s_mps for one in run.efforts if one.best_3s_mps and self.is_flat(one))

    def shown_mps(self, run: RunSummary) -> tuple[float, ...]:
        """Speeds of a run that are no chance: those of its efforts, and what it held for long."""
        return (*self.efforts_mps(run), run.best(self.held_s) or 0.0)

    def is_flat(self, effort: ShortEffort) -> bool:
        """An effort that is sure, and whose speed is one of the flat."""
        return effort.confidence >= self.sure and abs(effort.grade_pct or 0.0) < self.hill_pct


def _is_good(run: RunSummary) -> bool:
    own_speed = run.source is SpeedSource.FOOTPOD or (run.source is SpeedSource.DEVICE and not run.is_indoors)
    return own_speed and run.grade in (Grading.GOOD, Grading.FAIR) and bool(run.best_mps)


def _clearly_more(one: TopSpeed, other: TopSpeed) -> bool:
    error = float(np.hypot(one.speed_mps.error, other.speed_mps.error))
    return one.speed_mps.value - other.speed_mps.value > error
