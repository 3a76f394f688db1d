"""What tells an effort from a bump: a row of plain numbers for every candidate."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from fullstride.domain.recording import Floats
from fullstride.measure.efforts_scan import Found, Places, Scene
from fullstride.measure.filters import mean_filter, spread
from fullstride.measure.signal import Flags, Signal

# The columns in order, with the way each may speak: 1 only for an effort, -1 only against, 0 either way.
# "Contrast" is over the faster flank, in parts of the easy speed; where the runner rests, a flank counts
# as four fifths of easy speed, so that a rest makes no effort of what follows.
FEATURES = {
    "peak": 1,  # log of the plateau over easy speed, up to 1.8
    "contrast": 1,  # log of the contrast
    "contrast_flat": 1,  # log of the same without raising the speed on climbs
    "clear": 1,  # log of the contrast over the signal's own unrest
    "valley": 1,  # log of the plateau over the shallower valley within half a minute, in parts of easy speed
    "rise": 1,  # speed gained over the start, in parts of easy speed, up to 0.5
    "fall": 1,
    "box": 0,  # how full the plateau is: 1 for a box, 0.5 for a triangle
    "seconds": 0,  # log of the duration over 15 s
    "too_short": -1,  # log of 7 s over the duration where that is shorter
    "too_long": -1,  # log of the duration over 50 s where that is longer
    "cadence": 1,  # over that of the other running, less 1; 0 where unknown
    "cadence_jump": 1,  # over the faster flank's, less 1
    "cadence_unknown": 0,
    "down": -1,  # per cent of descent
    "steeper_down": -1,  # per cent of descent more than around it
    "up": 0,
    "stood_before": 0,  # share of the ten seconds before
    "over_sustained": 1,  # log of the plateau over the fastest two minutes without a rest
    "flat_peak": 1,  # log of the plateau as run, not raised on climbs, over easy speed, up to 1.8
    "of_session_top": 1,  # log of the plateau over the session's top
    "fast_around": -1,  # log of the speed three minutes around over easy speed
    "known": 1,  # share of its seconds near a sample
    "noise": -1,  # of one second, in parts of easy speed
    "rough_source": -1,  # 1 where speed is worked out from positions or distance
}


def features_of(signal: Signal, scene: Scene, found: Found) -> Floats:
    """The features (k, len(FEATURES)) of candidates; every number finite."""
    easy, count = scene.easy_mps, len(scene.effort)
    start = np.clip(np.round(found.start).astype(np.intp), 0, count - 1)
    end = np.clip(np.maximum(np.round(found.end).astype(np.intp), start + 2), 1, count)
    duration = np.maximum(found.end - found.start, 2.0)
    floor = 0.8 * easy
    effort, speed = _Sums(scene.effort), _Sums(scene.speed)
    flank = np.clip(0.7 * duration, 8, 22).astype(np.intp)
    before, after = np.maximum(found.before_mps, floor), np.maximum(found.after_mps, floor)
    plateau = found.plateau_mps
    faster = np.maximum(before, after)
    inner_from, inner_to = start + (end - start) // 5, end - (end - start) // 5
    flat = speed.mean(inner_from, inner_to)
    flat_flank = np.maximum(speed.mean(start - 3 - flank, start - 3), speed.mean(end + 3, end + 3 + flank))
    contrast = (plateau - faster) / easy
    running = signal.running & signal.known
    unrest = _unrest(scene, running)
    valleys = _valley(scene.effort, start - 30, start), _valley(scene.effort, end, end + 30)
    valley = plateau - np.maximum(*valleys)
    standing = _Sums((scene.speed < 0.5).astype(float))
    around = effort.total(start - 90, end + 90) - effort.total(start - 8, end + 8)
    around_s = effort.seconds(start - 90, end + 90) - effort.seconds(start - 8, end + 8)
    sustained = max(_sustained(scene.effort), 0.8 * easy)
    top = max(float(np.percentile(scene.effort[running], 99.5)), 0.5 * easy) if running.any() else easy
    cadence, cadence_jump, cadence_known = _cadence(signal, found, start, end, running)
    grade = _Sums(np.nan_to_num(signal.grade_pct))
    slope = grade.mean(start, end)
    slope_around = 0.5 * (grade.mean(start - 30, start - 5) + grade.mean(end + 5, end + 30))
    known = _Sums(signal.known.astype(float)).mean(start - 2, end + 2)
    rough = float(signal.quality.source.value in ("position", "distance"))
    ones = np.ones(len(found))
    with np.errstate(all="ignore"):
        table = np.column_stack(
            (
                _log(plateau / easy, 0.5, 1.8),
                _log(contrast, 0.02, 1.0),
                _log((flat - np.maximum(flat_flank, floor)) / easy, 0.02, 1.0),
                _log(np.maximum(contrast, 0.02) / (unrest / easy + 0.02), 0.1, 3.5),
                _log(valley / easy, 0.02, 1.0),
                np.clip((effort.mean(start, start + 5) - effort.mean(start - 5, start)) / easy, -0.5, 0.5),
                np.clip((effort.mean(end - 5, end) - effort.mean(end, end + 5)) / easy, -0.5, 0.5),
                np.clip(
                    (effort.mean(start, end) - faster) / np.maximum(plateau - faster, 0.05 * easy), 0, 1.2
                ),
                np.log(duration / 15),
                np.maximum(np.log(7 / duration), 0),
                np.maximum(np.log(duration / 50), 0),
                cadence,
                cadence_jump,
                1 - cadence_known,
                np.clip(-slope, 0, 12),
                np.clip(slope_around - slope, 0, 10),
                np.clip(slope, 0, 12),
                standing.mean(start - 10, start),
                _log(plateau / sustained, 0.6, 1.4),
                _log(flat / easy, 0.5, 1.8),
                _log(plateau / top, 0.5, 1.0),
                _log(around / np.maximum(around_s, 1) / easy, 0.5, 1.5),
                known,
                ones * min(scene.noise_mps / easy, 0.3),
                ones * rough,
            )
        )
    features: Floats = np.nan_to_num(table)
    return features


def _log(values: Floats, low: float, high: float) -> Floats:
    logs: Floats = np.log(np.clip(values, low, high))
    return logs


class _Sums:
    """Means over many stretches [start, end) at once; a stretch is cut at the ends of the signal."""

    __slots__ = ("_count", "_sums")

    def __init__(self, values: Floats) -> None:
        self._count = len(values)
        self._sums = np.concatenate(([0.0], np.cumsum(values)))

    def total(self, start: Places, end: Places) -> Floats:
        sums: Floats = self._sums.take(end, mode="clip") - self._sums.take(start, mode="clip")
        return sums

    def seconds(self, start: Places, end: Places) -> Floats:
        return (self._inside(end) - self._inside(start)).astype(float)

    def _inside(self, place: Places) -> Places:
        """As np.clip does, which takes four times as long for the few places here."""
        return np.minimum(np.maximum(place, 0), self._count)

    def mean(self, start: Places, end: Places) -> Floats:
        """Zero where nothing of the stretch is inside the signal."""
        return self.total(start, end) / np.maximum(self.seconds(start, end), 1)


def _unrest(scene: Scene, running: Flags) -> float:
    """How much the speed of plain running changes within a quarter of a minute."""
    apart = 15
    both = running[apart:] & running[:-apart]
    if both.sum() < 60:
        return 0.1 * scene.easy_mps
    level = mean_filter(scene.effort, 5)
    return spread((level[apart:] - level[:-apart])[both])


def _sustained(effort: Floats) -> float:
    """The fastest two minutes, told by their slowest quarter minute: rests drag a session of reps down."""
    level = mean_filter(effort, 15)[::5]
    if len(level) < 24:
        return 0.0
    return float(sliding_window_view(level, 24).min(axis=1).max())


def _valley(effort: Floats, start: Places, end: Places) -> Floats:
    """The lowest five-second mean in each stretch; zero where it lies outside the signal."""
    level = mean_filter(effort, 5)
    if not len(start):
        return np.empty(0)
    place = start[:, None] + np.arange(30)[None, :]
    inside = (place >= 0) & (place < np.minimum(end, len(level))[:, None])
    lowest: Floats = np.where(inside, level[np.clip(place, 0, len(level) - 1)], np.inf).min(axis=1)
    return np.where(np.isfinite(lowest), lowest, 0.0)


def _cadence(
    signal: Signal,
    found: Found,
    start: Places,
    end: Places,
    running: Flags,
) -> tuple[Floats, Floats, Floats]:
    """Cadence over the other running's and over the faster flank's, less 1, and whether it is known."""
    told = np.isfinite(signal.cadence_spm) & (signal.cadence_spm > 0)
    outside = told & running
    for first, last in zip(start, end, strict=True):
        outside[max(first - 3, 0) : last + 8] = False
    nothing = np.zeros(len(found))
    if outside.sum() < 30:
        return nothing, nothing, nothing
    usual = float(np.median(signal.cadence_spm[outside]))
    steps, counts = _Sums(np.where(told, signal.cadence_spm, 0.0)), _Sums(told.astype(float))

    def mean(first: Places, last: Places) -> Floats:
        return steps.total(first, last) / np.maximum(counts.total(first, last), 1)

    known = counts.total(start + 2, end) > 0.5 * np.maximum(end - start - 2, 1)
    inside = mean(start + 2, np.maximum(end, start + 4))
    flank = np.maximum(mean(start - 14, start - 3), mean(end + 6, end + 17))
    flank = np.where(flank > 0, np.maximum(flank, 0.9 * usual), usual)
    ratio = np.where(known, inside / usual - 1, 0.0)
    jump = np.where(known, inside / flank - 1, 0.0)
    return np.clip(ratio, -0.1, 0.2), np.clip(jump, -0.1, 0.2), known.astype(float)
