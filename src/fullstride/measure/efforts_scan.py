"""Where in a signal something short may have been fast: a generous list, to be judged later."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fullstride.domain.evidence import SpeedSource
from fullstride.domain.recording import Floats
from fullstride.measure.filters import mean_filter, median_filter
from fullstride.measure.signal import Signal

Places = NDArray[np.intp]
_Edges = tuple[float, float, float, float, float]  # start, end, before, after, plateau


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scene:
    """What the search looks at: `speed` (n,) smoothed, `effort` (n,) the same raised on climbs."""

    speed: Floats
    effort: Floats
    easy_mps: float
    noise_mps: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Found:
    """Candidates, all (k,): [start, end) in fractional grid seconds, and the level of their flanks."""

    start: Floats
    end: Floats
    before_mps: Floats
    after_mps: Floats
    plateau_mps: Floats

    def __len__(self) -> int:
        return len(self.start)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """Settings of the search for candidates.

    A window of every length in `lengths_s` slides over the signal; what counts is how much faster it
    is than the faster of its two flanks. The lengths over `longest_s` are there so that a bump in a
    long repetition loses to the repetition.
    """

    lengths_s: tuple[int, ...] = (6, 9, 13, 18, 26, 37, 52, 74, 110, 170)
    shortest_s: float = 3.0
    longest_s: float = 85.0
    touch_s: float = 3.0
    guard_s: int = 3  # between window and flank, for the rise and the fall
    flank_share: float = 0.7
    flank_s: tuple[int, int] = (8, 22)
    least_share: float = 0.06  # of easy speed: a smaller contrast is no candidate
    length_power: float = 0.25
    plateau_rank: float = 0.65  # of the window's seconds that are slower than its plateau
    plain_share: float = 0.08  # of easy speed: a contrast in the bare speed that will do to set the edges
    rise_share: float = 0.7  # of the way from flank to plateau: where an effort begins
    fall_share: float = 0.82  # and where it ends: runners ease out of an effort more slowly than into it
    edge_rounds: int = 2
    early_s: float = 2.0  # the watch shows a start later than it was
    floor_share: float = 0.8  # of easy speed: a flank slower than this counts as this fast
    overlap_share: float = 0.4  # windows that share more of the shorter are one
    within_share: float = 0.4  # but for one this much shorter that stands out this much inside it
    smooth_s: int = 3
    rough_mps: float = 0.15
    rough_smooth_s: int = 7
    climb_from_pct: float = 1.5
    climb_to_pct: float = 10.0
    climb_smooth_s: int = 21
    most_candidates: int = 400

    def scene(self, signal: Signal, easy_mps: float) -> Scene:
        """Smooth, the more the rougher the signal; raise the speed on climbs by what they cost.

        A speed worked out from positions is not raised: where it is off, the grade is off with it.
        """
        noise = signal.quality.noise_mps or 0.0
        speed = signal.speed_mps
        if noise >= self.rough_mps:
            speed = mean_filter(median_filter(speed, self.rough_smooth_s), self.smooth_s)
        else:
            speed = mean_filter(speed, self.smooth_s)
        effort = speed
        rough = signal.quality.source in (SpeedSource.POSITION, SpeedSource.DISTANCE)
        if signal.grade_error_pct is not None and not rough:
            lasting_pct = mean_filter(np.nan_to_num(signal.grade_pct), self.climb_smooth_s)
            sure_pct = np.clip(
                lasting_pct - signal.grade_error_pct - self.climb_from_pct, 0, self.climb_to_pct
            )
            effort = speed * climb_cost(np.where(signal.running, sure_pct, 0.0) / 100)
        return Scene(speed=speed, effort=effort, easy_mps=easy_mps, noise_mps=noise)

    def find(self, scene: Scene) -> Found:
        """Candidates in rising order, none overlapping.

        Steps: of all windows that stand out from both flanks the best are kept; their edges are set
        right; those too long to be short efforts go; of two that still overlap the one that rises
        higher stays, but where they only touch, the later gives way.
        """
        start, length = self._windows(scene)
        bare, effort = _Pace(scene.speed), _Pace(scene.effort)
        edges = [
            self._edges(bare, effort, scene.easy_mps, first, wide)
            for first, wide in zip(start.tolist(), length.tolist(), strict=True)
        ]
        apart: list[_Edges] = []
        for edge in sorted(edges):
            if not self.shortest_s <= edge[1] - edge[0] <= self.longest_s:
                continue
            last = apart[-1] if apart else None
            if last is None or edge[0] >= last[1]:
                apart.append(edge)
            elif edge[1] - last[1] >= self.shortest_s and last[1] - edge[0] <= self.touch_s:
                apart.append((last[1], *edge[1:]))
            elif _rise(edge) > _rise(last):
                apart[-1] = edge
        columns = np.array(apart, dtype=float).reshape(-1, 5).T
        return Found(
            start=columns[0],
            end=columns[1],
            before_mps=columns[2],
            after_mps=columns[3],
            plateau_mps=columns[4],
        )

    def _windows(self, scene: Scene) -> tuple[Places, Places]:
        """The best windows, none overlapping by half: starts and lengths."""
        count = len(scene.effort)
        total = np.concatenate(([0.0], np.cumsum(scene.effort)))
        starts, lengths, heights = [], [], []
        for wide in self.lengths_s:
            if wide + 2 >= count:
                continue
            contrast = self._contrast(total, count, wide)
            ends = np.concatenate(([-np.inf], contrast, [-np.inf]))
            peak = np.flatnonzero(
                (contrast > self.least_share * scene.easy_mps)
                & (contrast >= ends[:-2])
                & (contrast > ends[2:])
            )
            starts.append(peak)
            lengths.append(np.full(len(peak), wide))
            heights.append(contrast[peak])
        if not starts:
            return np.empty(0, dtype=np.intp), np.empty(0, dtype=np.intp)
        start, length, height = np.concatenate(starts), np.concatenate(lengths), np.concatenate(heights)
        order = np.argsort(-height * length**self.length_power, kind="stable")
        start, length, height = start[order], length[order], height[order]
        end = start + length
        kept: list[int] = []
        alive = np.arange(len(start))
        while len(alive) and len(kept) < self.most_candidates:
            best = alive[0]
            kept.append(int(best))
            shared = np.minimum(end[alive], end[best]) - np.maximum(start[alive], start[best])
            apart = shared < self.overlap_share * np.minimum(length[alive], length[best])
            within = length[alive] < self.within_share * length[best]
            alive = alive[apart | (within & (height[alive] > self.within_share * height[best]))]
        return start[kept], length[kept]

    def _contrast(self, total: Floats, count: int, length: int) -> Floats:
        """How much faster each window is than the faster of its flanks; beyond the ends nobody runs."""
        flank = self._flank_s(length)
        begin = np.arange(count - length + 1)
        inside = (total[begin + length] - total[begin]) / length
        before_end = np.maximum(begin - self.guard_s, 0)
        before = (total[before_end] - total[np.maximum(before_end - flank, 0)]) / flank
        after_start = np.minimum(begin + length + self.guard_s, count)
        after = (total[np.minimum(after_start + flank, count)] - total[after_start]) / flank
        contrast: Floats = inside - np.maximum(before, after)
        return contrast

    def _flank_s(self, length: int) -> int:
        shortest, longest = self.flank_s
        return min(max(round(self.flank_share * length), shortest), longest)

    def _edges(self, bare: "_Pace", effort: "_Pace", easy_mps: float, start: int, length: int) -> _Edges:
        """The edges of one window set right, and its three levels.

        Edges are set in the bare speed where that shows the window at all, else in what the climb
        costs. They are set twice: runners jog into a sprint, and once the jog is cut off the plateau
        shows.
        """
        end, flank = start + length, self._flank_s(length)
        before_from, before_to = start - self.guard_s - flank, start - self.guard_s
        after_from, after_to = end + self.guard_s, end + self.guard_s + flank
        pace = bare
        before, after = pace.mean(before_from, before_to), pace.mean(after_from, after_to)
        plateau = pace.plateau(start, end, self.plateau_rank)
        if plateau - max(before, after) < self.plain_share * easy_mps:
            pace = effort
            before, after = pace.mean(before_from, before_to), pace.mean(after_from, after_to)
            plateau = pace.plateau(start, end, self.plateau_rank)
        reach, middle = int(0.5 * length) + 4, start + length // 2
        low, high = max(start - reach, 0), min(end + reach, len(pace.mps))
        rise, fall = float(start), float(end)
        for _ in range(self.edge_rounds):
            floor = min(self.floor_share * easy_mps, plateau)
            rise_from, fall_to = max(before, floor), max(after, floor)
            rise_at = rise_from + self.rise_share * (plateau - rise_from)
            fall_at = fall_to + self.fall_share * (plateau - fall_to)
            rise = low + _crossing(pace.mps[low:middle], rise_at)
            fall = high - 1 - _crossing(pace.mps[middle:high][::-1], fall_at)
            plateau = pace.plateau(round(rise), round(fall), self.plateau_rank)
            middle = min(max((round(rise) + round(fall)) // 2, low + 1), high - 1)
        return (
            max(rise - self.early_s, 0.0),
            fall,
            effort.mean(before_from, before_to),
            effort.mean(after_from, after_to),
            effort.plateau(round(rise), round(fall), self.plateau_rank),
        )


class _Pace:
    """A pace (n,) and its running sum, for many questions about stretches [start, end)."""

    __slots__ = ("_sums", "mps")

    def __init__(self, mps: Floats) -> None:
        self.mps = mps
        self._sums = [0.0, *np.cumsum(mps).tolist()]

    def mean(self, start: int, end: int) -> float:
        """The mean of what of the stretch lies inside; 0 where nothing does."""
        start, end = max(start, 0), min(end, len(self.mps))
        return (self._sums[end] - self._sums[start]) / (end - start) if end > start else 0.0

    def plateau(self, start: int, end: int, rank: float) -> float:
        """How fast it was for most of the stretch."""
        inside = self.mps[start : max(end, start + 1)]
        place = int(rank * (len(inside) - 1))
        return float(np.partition(inside, place)[place])


def _crossing(part: Floats, level: float) -> float:
    """The point that best splits `part` into below and above the level; short dips do not move it.

    The sum of what lies above the level, from that point on, is the greatest there is.
    """
    sums = np.cumsum(part - level)
    place = int(sums.argmin()) + 1
    if sums[place - 1] >= 0:
        return 0.0
    if place == len(part):
        return float(place)
    below, above = float(part[place - 1]), float(part[place])
    if below >= level or above <= level:
        return float(place)
    return place - 1 + (level - below) / (above - below)


def climb_cost(grade: Floats) -> Floats:
    """What a metre costs uphill over what it costs on the flat: Minetti and others 2002, running."""
    cost: Floats = (
        1 + (((((155.4 * grade - 30.4) * grade - 43.3) * grade + 46.3) * grade + 19.5) * grade) / 3.6
    )
    return cost


def _rise(edge: _Edges) -> float:
    return edge[4] - max(edge[2], edge[3])
