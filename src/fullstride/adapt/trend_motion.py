"""What logs of a phone and marked videos are tests of: jump height, spring and the bounding index."""

import datetime as dt
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from fullstride.adapt.measured import apart
from fullstride.domain import trend as word
from fullstride.domain.evidence import (
    BoundRun,
    Evidence,
    JumpSet,
    Means,
    Measured,
    MotionEvidence,
    jumping_of,
)
from fullstride.domain.motion import Position
from fullstride.domain.trend import Test

JUMPS, HOPS, BOUNDS = "squat_jumps", "hops", "bounding"
_INDEX_M = 30.0
_LOOSE = (Position.UNKNOWN, Position.HAND)


@dataclass(frozen=True, slots=True, kw_only=True)
class MotionExaminer:
    """One test a day and exercise. None of them gets better by more jumps or longer sets.

    Jump height: of each of the first `fresh_sets` sets the first `fresh_jumps` jumps, the highest and the
    lowest left out: the same fresh jumps whether the dose is 2 x 10 s or 3 x 30 s. Spring: of ten hops the
    mean of the best five, as the 10/5 test has it. Bounding index: seconds times contacts over 30 m, the
    median of the day's runs on the flat.

    What one log's jumps have in common, the offset of this place on the body above all, cancels between
    logs taken the same way but for what differs each time the phone is put on: `anew` of it, all of it
    where nobody said where the phone was. Ways of measuring (video, or phone and place, calibrated or not,
    and the kind of jumps) are to a trend what watches are: what they differ by is in the book. Of a day that
    was measured in two ways the one stands that the runner uses more: it is the same day's form.

    `spread_share`: what single jumps or runs differ by, which weighs as much as `few` of them.
    """

    fresh_sets: int = 2
    fresh_jumps: int = 5
    least_jumps: int = 3
    hops: int = 10
    best_hops: int = 5
    anew: float = 0.5
    spread_share: float = 0.06
    few: int = 3

    def make(self, evidence: Sequence[Evidence]) -> tuple[Test, ...]:
        """In the order of days; logs without a day hold none."""
        days: dict[tuple[dt.date, str, str], list[Evidence]] = defaultdict(list)
        for one in apart(evidence):
            if one.motion is not None and one.start is not None:
                days[one.start.date(), one.kind, way_of(one, one.motion)].append(one)
        tests = [self._test(logs, day, kind, way) for (day, kind, way), logs in days.items()]
        return _once_a_day([test for test in tests if test is not None])

    def _test(self, logs: Sequence[Evidence], day: dt.date, kind: str, way: str) -> Test | None:
        motions = [one.motion for one in logs if one.motion is not None]
        anew = 1.0 if any(_is_loose(motion) for motion in motions) else self.anew
        sets = [each for motion in motions for each in motion.sets]
        runs = [each for motion in motions for each in motion.bounds]
        if kind == JUMPS:
            measure, found = word.JUMP_HEIGHT, self._height(sets, anew)
        elif kind == HOPS:
            measure, found = word.RSI, self._spring(sets, anew)
        elif kind == BOUNDS:
            measure, found = word.BOUNDING_INDEX, self._index(runs)
        else:
            return None
        if found is None:
            return None
        value, reps = found
        return Test(measure=measure, date=day, value=value, device=way, reps=reps, file=logs[0].file)

    def _height(self, sets: Sequence[JumpSet], anew: float) -> tuple[Measured, int] | None:
        """In cm, and how many jumps it was made of."""
        fresh = [(one, heights) for one in sets if len(heights := self._fresh(one)) >= self.least_jumps][
            : self.fresh_sets
        ]
        if not fresh:
            return None
        value = fmean(fmean(sorted(heights)[1:-1]) for _, heights in fresh)
        groups = [heights for _, heights in fresh]
        common = fmean(_common_cm(one) for one, _ in fresh)
        count = sum(map(len, groups))
        error = math.hypot(self._spread(groups, value) / math.sqrt(count), anew * common)
        return Measured(value=value, error=error), count

    def _fresh(self, jumps: JumpSet) -> list[float]:
        heights = [jump.height_cm.value for jump in jumps.jumps if jump.height_cm is not None]
        return heights[: self.fresh_jumps]

    def _spring(self, sets: Sequence[JumpSet], anew: float) -> tuple[Measured, int] | None:
        """Height (m) over contact (s); a first jump from standing has no contact before it."""
        made = [found for one in sets if (found := self._best_hops(one, anew)) is not None]
        if not made:
            return None
        error = math.sqrt(sum(one.error**2 for one in made)) / len(made)
        return Measured(value=fmean(one.value for one in made), error=error), self.hops * len(made)

    def _best_hops(self, hops: JumpSet, anew: float) -> Measured | None:
        """None where the set is no ten hops, or its spring was refused."""
        springs = list(_springs(hops))[: self.hops]
        if hops.rsi is None or len(springs) < self.hops - 1:
            return None
        best = fmean(sorted(springs, reverse=True)[: self.best_hops])
        error = self._spread([springs], best) / math.sqrt(self.best_hops)
        return Measured(value=best, error=math.hypot(error, anew * hops.rsi.error))

    def _index(self, runs: Sequence[BoundRun]) -> tuple[Measured, int] | None:
        """In seconds times contacts."""
        indices = [found for run in runs if (found := _index_of(run)) is not None]
        if not indices:
            return None
        value = median(one.value for one in indices)
        spread = self._spread([[one.value for one in indices]], value)
        # A median of a few is a quarter less sure than their mean.
        error = 1.25 * math.hypot(spread, fmean(one.error for one in indices)) / math.sqrt(len(indices))
        return Measured(value=value, error=error), len(indices)

    def _spread(self, groups: Sequence[Sequence[float]], value: float) -> float:
        """What values of one group differ by, held to what is usual where few tell."""
        usual = self.spread_share * value
        seen = sum((each - fmean(group)) ** 2 for group in groups for each in group)
        free = sum(len(group) - 1 for group in groups)
        return math.sqrt((seen + self.few * usual**2) / (free + self.few))


def _once_a_day(tests: Sequence[Test]) -> tuple[Test, ...]:
    used = Counter((test.measure, test.device) for test in tests)
    days: dict[tuple[dt.date, str], Test] = {}
    for test in sorted(tests, key=lambda each: (used[each.measure, each.device], each.device)):
        days[test.date, test.measure] = test
    return tuple(sorted(days.values(), key=lambda each: (each.date, each.measure)))


def way_of(evidence: Evidence, motion: MotionEvidence) -> str:
    """How something was measured: "video, in one go", "phone, belt, calibrated, one by one"; of other
    distances than 30 m theirs.

    Who jumps up out of the landing jumps another height than out of a squat, and a phone shows the two
    differently: that is another way as well.
    """
    taped = {round(run.distance_m) for run in motion.bounds if run.distance_m is not None}
    far = [f"{distance} m" for distance in sorted(taped - {round(_INDEX_M)})]
    if motion.means is Means.VIDEO:
        return ", ".join(["video", *_kinds(evidence, motion), *far])
    place = motion.position.value.replace("_", " ")
    own = ["calibrated"] if motion.calibrated else []
    return ", ".join([evidence.device or "phone", place, *own, *_kinds(evidence, motion), *far])


def _kinds(evidence: Evidence, motion: MotionEvidence) -> list[str]:
    """How the squat jumps were jumped that a height is known of; of hops it is no question."""
    measured = [one for one in motion.sets if one.height_cm is not None] if evidence.kind == JUMPS else []
    return sorted({jumping_of(one.jumps).value.replace("_", " ") for one in measured})


def _is_loose(motion: MotionEvidence) -> bool:
    return motion.means is Means.PHONE and motion.position in _LOOSE


def _common_cm(jumps: JumpSet) -> float:
    """What all jumps of a set have in common, of the error of its mean."""
    if jumps.height_cm is None:
        return 0.0
    heights = [jump.height_cm.value for jump in jumps.jumps if jump.height_cm is not None]
    spread = jumps.height_spread_cm or 0.0
    return math.sqrt(max(0.0, jumps.height_cm.error**2 - spread**2 / max(1, len(heights))))


def _springs(hops: JumpSet) -> Iterator[float]:
    for hop in hops.jumps:
        if hop.height_cm is not None and hop.contact_s is not None and hop.contact_s.value > 0:
            yield hop.height_cm.value / 100 / hop.contact_s.value


def _index_of(run: BoundRun) -> Measured | None:
    """Over 30 m, by its own speed and contacts; None without a taped distance."""
    if run.contacts_30m is None or run.mean_mps is None or run.mean_mps.value <= 0:
        return None
    value = _INDEX_M / run.mean_mps.value * run.contacts_30m.value
    share = math.hypot(
        run.mean_mps.error / run.mean_mps.value, run.contacts_30m.error / max(run.contacts_30m.value, 1.0)
    )
    return Measured(value=value, error=share * value)
