"""Where in a signal something short may have been fast: a generous list, to be judged later."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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
    rise_share: float = 0.7  # of the way from flank to plateau: where an effort begins
    fall_share: float = 0.82  # and where it ends: runners ease out of an effort more slowly than into it
    early_s: float = 2.0  # the watch shows a start later than it was
    floor_share: float = 0.8  # of easy speed: a flank slower than this counts as this fast
    overlap_share: float = 0.4  # windows that share more of the shorter are one
    within_share: float = 0.4  # but for one this much shorter that stands out this much inside it
    smooth_s: int = 3
    rough_mps: float = 0.15
    rough_smooth_s: int = 7
    climb_from_pct: float = 1.5
    climb_to_pct: float = 10.0
    climb_smooth_s: int = 13
    most_candidates: int = 400

    def scene(self, signal: Signal, easy_mps: float) -> Scene:
        """Smooth, the more the rougher the signal; raise the speed on climbs by what they cost."""
        noise = signal.quality.noise_mps or 0.0
        speed = signal.speed_mps
        if noise >= self.rough_mps:
            speed = mean_filter(median_filter(speed, self.rough_smooth_s), self.smooth_s)
        else:
            speed = mean_filter(speed, self.smooth_s)
        effort = speed
        if signal.grade_error_pct is not None:
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
        edges = [self._edges(scene, int(first), int(wide)) for first, wide in zip(start, length, strict=True)]
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
        flank = int(np.clip(round(self.flank_share * length), *self.flank_s))
        begin = np.arange(count - length + 1)
        inside = (total[begin + length] - total[begin]) / length
        before_end = np.maximum(begin - self.guard_s, 0)
        before = (total[before_end] - total[np.maximum(before_end - flank, 0)]) / flank
        after_start = np.minimum(begin + length + self.guard_s, count)
        after = (total[np.minimum(after_start + flank, count)] - total[after_start]) / flank
        contrast: Floats = inside - np.maximum(before, after)
        return contrast

    def _edges(self, scene: Scene, start: int, length: int) -> _Edges:
        """The edges of one window set right, and its three levels.

        An edge is the point that splits best: the sum of what lies above the half-way level inside,
        less what lies above it outside, is greatest there; so short dips and bumps do not move it.
        """
        effort, easy_mps = scene.effort, scene.easy_mps
        end, count = start + length, len(effort)
        reach = int(0.5 * length) + 4
        flank = int(np.clip(round(self.flank_share * length), *self.flank_s))
        inside = effort[start:end]
        plateau = float(np.partition(inside, int(0.65 * (length - 1)))[int(0.65 * (length - 1))])
        before_part = effort[max(start - self.guard_s - flank, 0) : max(start - self.guard_s, 0)]
        after_part = effort[end + self.guard_s : end + self.guard_s + flank]
        before = float(before_part.mean()) if len(before_part) else 0.0
        after = float(after_part.mean()) if len(after_part) else 0.0
        middle = start + length // 2
        low, high = max(start - reach, 0), min(end + reach, count)
        floor = min(self.floor_share * easy_mps, plateau)
        rise_from, fall_to = max(before, floor), max(after, floor)
        rise_at = rise_from + self.rise_share * (plateau - rise_from)
        fall_at = fall_to + self.fall_share * (plateau - fall_to)
        rise = max(low + _crossing(effort[low:middle], rise_at) - self.early_s, 0.0)
        fall = high - 1 - _crossing(effort[middle:high][::-1], fall_at)
        return (rise, fall, before, after, plateau)


def _crossing(part: Floats, level: float) -> float:
    """The point that best splits `part` into below and above the level; short dips do not move it."""
    place = int(np.argmin(np.append(0.0, np.cumsum(part - level))))
    if not 0 < place < len(part):
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
