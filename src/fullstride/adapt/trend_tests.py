"""What each recording is a test of: one value a session and measure, with its error."""

import datetime as dt
import math
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from fullstride.adapt.trend_motion import MotionExaminer
from fullstride.domain import trend as word
from fullstride.domain.evidence import Effort, Evidence, Grading, Measured, Standing
from fullstride.domain.history import RUN
from fullstride.domain.markers import Steady
from fullstride.domain.recording import Floats
from fullstride.domain.trend import Test

NO_TOPS: Mapping[dt.date, Measured] = MappingProxyType({})
FLAT, STRIDES = "flat_sprints", "strides"


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """The shares of top speed between which a stride is relaxed; from the book."""

    least: float
    most: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Examiner:
    """The settings: of what was recorded, not of training.

    `sure`: the confidence from which an effort is one; `hill_pct`: from this grade on its speed is none
    of the flat. `top_quantile` of a session's efforts is its top speed: unlike the fastest of them it
    does not grow with their number. `spread_share`: what efforts of a session differ by, where too few
    tell. `near`: speeds within this share of the usual one are brought to it, by the slope the runner's
    own runs show (`pulse_slope` and `step_slope` weigh in as much as `slope_weight` runs: log over log).
    """

    zone: Zone
    within_c: float
    sure: float = 0.5
    hill_pct: float = 3.0
    top_quantile: float = 0.75
    spread_share: float = 0.02
    few_reps: int = 3
    fade_reps: int = 4
    near: float = 0.08
    pulse_slope: float = 0.5
    step_slope: float = 0.6
    slope_weight: float = 5.0
    slope_range: float = 0.02  # of log speed: how far apart the runs are that the weight is worth
    pulse_error: float = 0.005
    step_error: float = 0.01
    shortest_error_pct: float = 0.5
    motion: MotionExaminer = field(default_factory=MotionExaminer)

    def make(
        self,
        evidence: Sequence[Evidence],
        races: Set[dt.date] = frozenset(),
        tops: Mapping[dt.date, Measured] = NO_TOPS,
        *,
        asked_only: bool = False,
    ) -> tuple[Test, ...]:
        """The tests that some recordings hold, by day. Those without a day, and of other sports, hold none.

        `races` are days on which a race was run: on them the finishing kick is looked at. `tops` is the
        runner's top speed by day: who gets faster strides faster, and as relaxed as before. On other days
        the share of it stands that the recording was measured with. `asked_only`: reps are held against each
        other and their zone only where a plan asked for them; a workout of its own is none of it.
        """
        runs = sorted(
            (one for one in evidence if one.kind == RUN and one.start is not None),
            key=lambda one: (_day(one), one.file),
        )
        fit = [one for one in runs if one.quality.grade in (Grading.GOOD, Grading.FAIR)]
        alone: tuple[Callable[[Evidence], Test | None], ...] = (self._top_speed, self._rep_quality)
        of_reps: tuple[Callable[[Evidence], Test | None], ...] = (
            self._fade,
            lambda each: self._control(each, tops.get(_day(each))),
            self._evenness,
        )
        asked = [one for one in fit if not asked_only or any(each.session for each in one.verdicts)]
        made = [test for one in fit for make in alone if (test := make(one)) is not None]
        made += [test for one in asked for make in of_reps if (test := make(one)) is not None]
        made += [test for one in fit if _day(one) in races and (test := self._kick(one)) is not None]
        made += [*self._pulse(runs), *self._step_length(fit), *self.motion.make(evidence)]
        return tuple(sorted(made, key=lambda test: (test.date, test.measure, test.file)))

    # ---- from the efforts of one session ------------------------------------------------------------

    def _top_speed(self, evidence: Evidence) -> Test | None:
        bests = self._bests(evidence, FLAT)
        if not bests:
            return None
        speeds = np.array([best.value for best in bests])
        value = float(np.quantile(speeds, self.top_quantile, method="median_unbiased"))
        return _test(word.TOP_SPEED, evidence, value, self._mean_error(bests, value), len(bests))

    def _evenness(self, evidence: Evidence) -> Test | None:
        bests = self._bests(evidence, STRIDES)
        if len(bests) < self.fade_reps:
            return None
        speeds = np.array([best.value for best in bests])
        spread = 100 * float(speeds.std(ddof=1) / speeds.mean())
        error = spread / math.sqrt(2 * (len(bests) - 1))
        return _test(word.STRIDE_EVENNESS, evidence, spread, max(error, self.shortest_error_pct), len(bests))

    def _control(self, evidence: Evidence, top: Measured | None) -> Test | None:
        """Each stride counts by how likely it was in its zone: a noisy watch is not taken at its word."""
        strides = self._efforts(evidence, STRIDES)
        told = [one.share_of_top if top is None else _share(one.best_3s_mps, top) for one in strides]
        shares = [one for one in told if one is not None]
        if len(shares) < self.few_reps:
            return None
        inside = [_chance_between(share, self.zone) for share in shares]
        value = float(np.mean(inside))
        error = math.sqrt(max(value * (1 - value), 0.05) / len(inside))
        return _test(word.STRIDE_CONTROL, evidence, 100 * value, 100 * error, len(inside))

    def _fade(self, evidence: Evidence) -> Test | None:
        fades = [one for one in evidence.verdicts if one.fade_pct is not None and one.done >= self.fade_reps]
        if not fades:
            return None
        weights = np.array(
            [1 / max(one.fade_pct.error, self.shortest_error_pct) ** 2 for one in fades if one.fade_pct]
        )
        values = np.array([one.fade_pct.value for one in fades if one.fade_pct])
        value = float(weights @ values / weights.sum())
        return _test(
            word.FADE, evidence, value, 1 / math.sqrt(float(weights.sum())), sum(one.done for one in fades)
        )

    def _rep_quality(self, evidence: Evidence) -> Test | None:
        asked = [one for one in evidence.verdicts if one.asked and one.reps]
        reps = sum(max(one.asked or 0, one.done) for one in asked)
        if not reps:
            return None
        good = sum(rep.standings == (Standing.AS_ASKED,) for one in asked for rep in one.reps)
        share = min(1.0, good / reps)
        error = math.sqrt(max(share * (1 - share), 0.05) / reps)
        return _test(word.REP_QUALITY, evidence, 100 * share, 100 * error, reps)

    def _kick(self, evidence: Evidence) -> Test | None:
        kick = evidence.markers.kick if evidence.markers else None
        if kick is None or kick.before_mps <= 0 or kick.first_half_mps <= 0:
            return None
        paced = 100 * (kick.second_half_mps / kick.first_half_mps - 1)
        halves = (
            "even halves"
            if abs(paced) < 1
            else f"second half {abs(paced):.0f}\u2009% {'quicker' if paced > 0 else 'slower'}"
        )
        value = 100 * (kick.last_mps / kick.before_mps - 1)
        return _test(word.KICK, evidence, value, 1.0, 1, note=f"the last {kick.last_m:.0f}\u2009m; {halves}")

    # ---- brought to the same speed over all sessions -------------------------------------------------

    def _pulse(self, runs: Sequence[Evidence]) -> Iterator[Test]:
        stretches = {at: self._steady(one) for at, one in enumerate(runs)}
        told = self._alike([each for found in stretches.values() for each in found])
        points = {
            at: [(one.speed_mps, one.heart_rate_bpm) for one in found if one in told and one.heart_rate_bpm]
            for at, found in stretches.items()
        }
        for at, value, error, count in self._same_speed(points, self.pulse_slope, self.pulse_error):
            yield _test(word.HEART_RATE, runs[at], value, error, count)

    def _steady(self, evidence: Evidence) -> tuple[Steady, ...]:
        found = evidence.markers.steady if evidence.markers else ()
        return tuple(one for one in found if one.heart_rate_bpm is not None)

    def _alike(self, stretches: Sequence[Steady]) -> set[Steady]:
        """Those in weather like the most: what the watch says of its own warmth, where it says it."""
        warmth = [one.temperature_c for one in stretches if one.temperature_c is not None]
        middle = float(np.median(warmth)) if warmth else 0.0
        return {
            one
            for one in stretches
            if one.temperature_c is None or abs(one.temperature_c - middle) <= self.within_c
        }

    def _step_length(self, runs: Sequence[Evidence]) -> Iterator[Test]:
        points = {
            at: [
                (one.mean_mps.value, 60 * one.mean_mps.value / one.cadence_spm.value)
                for kind in (STRIDES, FLAT)
                for one in self._efforts(evidence, kind)
                if one.mean_mps and one.cadence_spm and one.cadence_spm.value > 0
            ]
            for at, evidence in enumerate(runs)
        }
        for at, value, error, count in self._same_speed(points, self.step_slope, self.step_error):
            if count >= self.few_reps:
                yield _test(word.STEP_LENGTH, runs[at], value, error, count)

    def _same_speed(
        self, points: Mapping[int, Sequence[tuple[float, float]]], prior: float, error: float
    ) -> Iterator[tuple[int, float, float, int]]:
        """Session, value at the runner's usual speed, error, and how many points it is the mean of.

        Steps: the usual speed is the median over sessions of each one's median; points near it stay; the
        slope of log value over log speed comes from within sessions, held to `prior` where they say little.
        """
        middles = [float(np.median([speed for speed, _ in found])) for found in points.values() if found]
        if not middles:
            return
        usual = float(np.median(middles))
        limit = math.log1p(self.near)
        logs: dict[int, Floats] = {}
        for at, found in points.items():
            pairs = np.log(np.array([(speed / usual, value) for speed, value in found if speed > 0]))
            near = pairs[np.abs(pairs[:, 0]) <= limit] if len(pairs) else pairs
            if len(near):
                logs[at] = near
        within = [near - near.mean(axis=0) for near in logs.values()]
        held = self.slope_weight * self.slope_range**2
        above = sum(float(one[:, 0] @ one[:, 1]) for one in within) + held * prior
        slope = above / (sum(float(one[:, 0] @ one[:, 0]) for one in within) + held)
        for at, near in logs.items():
            brought = near[:, 1] - slope * near[:, 0]
            value = math.exp(float(brought.mean()))
            yield at, value, value * error / math.sqrt(min(len(near), 4)), len(near)

    # ---- small help -----------------------------------------------------------------------------------

    def _efforts(self, evidence: Evidence, kind: str) -> list[Effort]:
        return [
            one
            for one in evidence.efforts
            if one.kind == kind
            and one.confidence >= self.sure
            and (one.grade_pct is None or abs(one.grade_pct.value) < max(self.hill_pct, one.grade_pct.error))
        ]

    def _bests(self, evidence: Evidence, kind: str) -> list[Measured]:
        return [one.best_3s_mps for one in self._efforts(evidence, kind) if one.best_3s_mps is not None]

    def _mean_error(self, bests: Sequence[Measured], value: float) -> float:
        """Of a session's value: its efforts differ by what they themselves show, or by what is usual."""
        speeds = np.array([best.value for best in bests])
        usual = self.spread_share * value
        seen = float(np.sum((speeds - speeds.mean()) ** 2))
        spread = math.sqrt((seen + self.few_reps * usual**2) / (len(speeds) - 1 + self.few_reps))
        return 1.3 * spread / math.sqrt(len(speeds))  # an upper quartile is less sure than a mean


def _test(measure: str, evidence: Evidence, value: float, error: float, reps: int, note: str = "") -> Test:
    return Test(
        measure=measure,
        date=_day(evidence),
        value=Measured(value=value, error=error),
        device=evidence.device,
        reps=reps,
        file=evidence.file,
        note=note,
    )


def _day(evidence: Evidence) -> dt.date:
    assert evidence.start is not None
    return evidence.start.date()


def _share(best: Measured | None, top: Measured) -> Measured | None:
    if best is None:
        return None
    value = best.value / top.value
    return Measured(value=value, error=value * math.hypot(best.error / best.value, top.error / top.value))


def _chance_between(share: Measured, zone: Zone) -> float:
    error = max(share.error, 1e-6) * math.sqrt(2)
    return 0.5 * (math.erf((zone.most - share.value) / error) - math.erf((zone.least - share.value) / error))
