"""Contacts of one foot after the other, in a motion signal: walking apart, all that runs or bounds."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fullstride.domain.motion import Position
from fullstride.domain.recording import Floats
from fullstride.measure.motion import MotionSignal
from fullstride.measure.motion_filters import low_pass, peaks

Indices = NDArray[np.intp]

_LIVELY_BLOCK_S = 0.1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stretch:
    """A stretch [start, end) of samples in which somebody is lively, and its n contacts in order of time.

    `peak` (n,) are the samples at which each contact's load is greatest, `down` and `up` (n,) where the
    foot comes down and leaves (samples, not whole), `touched` (n,) whether there was air before it, so
    that it is a coming down and no push-off from a stand. `air_s` (n - 1,) is the time without load
    from each contact to the next, `period_s` (n - 1,) from coming down to coming down. All indices are of the
    signal. `hard_g` (n,) is each contact's greatest load, `firm_s` (n,) how long it stays over half of that.
    """

    start: int
    end: int
    peak: Indices
    down: Floats
    up: Floats
    touched: NDArray[np.bool_]
    air_s: Floats
    period_s: Floats
    hard_g: Floats
    firm_s: Floats

    def __len__(self) -> int:
        return len(self.peak)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFinder:
    """The settings of the search for contacts.

    Steps: stretches in which the magnitude leaves 1 g by `lively_g` on average over a second (walking at a
    belt does not); the local time from step to step by autocorrelation (`step_period`); peaks of the
    magnitude, low-passed at `load_hz`; of these the chain that is strongest and most even, by dynamic
    programming, as beats are found in music (Ellis 2007), because in a pocket the other leg's contacts
    are weak and the thigh's swing makes peaks of its own; then air and ground by the acceleration along
    the stretch's mean direction (gravity's, over whole steps), low-passed at `air_hz`, under `air_g`.

    Needs: gravity in the acceleration, 25 Hz or more. Departs from the prototype (magnitude at 1 g):
    along gravity at 0.6 g the air was 1 ms too short (sd 17 ms) on 31 treadmill runs of one runner, by
    the magnitude 41 ms (sd 25 ms). Errors: none; nothing lively gives no stretches.
    """

    lively_g: float = 0.40
    shortest_s: float = 1.2
    load_hz: float = 6.0
    air_hz: float = 10.0
    air_g: float = 0.6
    prominence_g: float = 0.25
    bump_g: float = 0.9  # less load does not end a flight: the phone swings
    even_within: float = 0.35  # of ln(step / usual step)
    evenness: float = 24.0  # what more than that costs, squared, in units of strength
    # a knock that no longer one follows and its dip are a foot coming down softly, no end of a flight
    knock_s: float = 0.08
    dip_s: float = 0.07
    quickest_s: float = 0.23
    touch_g: float = 0.4
    touch_s: float = 0.04

    def find(self, signal: MotionSignal) -> tuple[Stretch, ...]:
        """The stretches of a log, in rising order of time."""
        found = (self.contacts(signal, start, end) for start, end in self._lively(signal))
        return tuple(stretch for stretch in found if stretch is not None)

    def contacts(self, signal: MotionSignal, start: int, end: int) -> Stretch | None:
        """The contacts between two samples; None where there are not two."""
        hz = signal.rate_hz
        if end - start < self.shortest_s * hz:
            return None
        axes, magnitude = signal.axes_g[start:end], signal.magnitude_g[start:end]
        load = low_pass(magnitude, hz, self.load_hz)
        tops, prominence_g = peaks(load, apart=max(int(0.12 * hz), 1), prominence=self.prominence_g)
        if len(tops) < 2:
            return None
        soft = low_pass(axes, hz, self.load_hz)
        at_s, period_s = step_periods(load, soft, hz)
        strength = np.sqrt(np.minimum(prominence_g, 4.0)) + 2.0 * np.sqrt(self._knocks(magnitude, tops, hz))
        expected_s = np.interp(tops / hz, at_s, period_s)
        tops = tops[_strongest_chain(tops / hz, strength, expected_s, self.even_within, self.evenness)]
        tops = _without_quick_ones(tops, int(self.quickest_s * hz))
        if len(tops) < 2:
            return None
        mean = axes[tops[0] : tops[-1]].mean(axis=0)
        along = low_pass(axes @ (mean / max(float(np.linalg.norm(mean)), 1e-9)), hz, self.air_hz)
        return self._stretch(along, tops, start, end, hz, steady=signal.position is Position.BELT)

    def _stretch(
        self, along: Floats, peaks: Indices, start: int, end: int, hz: float, *, steady: bool
    ) -> Stretch:
        bump_g = self.bump_g if steady else self.air_g
        begin, over = _unloaded(along, self.air_g, bump_g)
        count = len(peaks)
        # Which contact each piece of air comes after. At a belt two with a load between them are no flight;
        # elsewhere the phone's own swing is such a load.
        after = np.searchsorted(peaks, begin) - 1
        length_s = np.zeros(count + 1)
        together = np.maximum if steady else np.add
        together.at(length_s, after, (over - begin) / hz)
        begin, over = _unloaded(along, self.air_g, bump_g, dip=self.dip_s * hz, knock=self.knock_s * hz)
        reach = 0.6 * hz
        last = np.searchsorted(over, peaks, side="right") - 1
        came = np.where(last >= 0, over[last] if len(over) else 0, -1)
        earlier = np.concatenate([[-1], peaks[:-1]])
        down = _like_the_others(
            peaks,
            _crossings(along, came - 1, self.air_g),
            came > np.maximum(earlier, peaks - reach),
            -0.1 * hz,
        )
        following = np.searchsorted(begin, peaks)
        went = (
            np.concatenate([begin, [len(along) + count]])[following]
            if len(begin)
            else np.full(count, len(along))
        )
        later = np.concatenate([peaks[1:], [len(along)]])
        up = _like_the_others(
            peaks, _crossings(along, went - 1, self.air_g), went < np.minimum(later, peaks + reach), 0.1 * hz
        )
        hard_g, firm_s = _loads(along, peaks, hz)
        light = np.concatenate([[0], np.cumsum(along < self.touch_g)])
        looked = np.maximum(down.astype(int) - int(0.3 * hz), 0)
        return Stretch(
            start=start,
            end=end,
            peak=peaks + start,
            down=down + start,
            up=up + start,
            touched=light[peaks] - light[looked] >= self.touch_s * hz,
            air_s=length_s[: count - 1],
            period_s=np.diff(down) / hz,
            hard_g=hard_g,
            firm_s=firm_s,
        )

    def _lively(self, signal: MotionSignal) -> list[tuple[int, int]]:
        """Where somebody runs, bounds or jumps, with a second to each side."""
        block = max(round(_LIVELY_BLOCK_S * signal.rate_hz), 1)
        blocks = len(signal) // block
        if blocks < 10:
            return [(0, len(signal))] if len(signal) else []
        off = np.abs(signal.magnitude_g[: blocks * block] - 1.0).reshape(blocks, block).mean(axis=1)
        lively = np.convolve(off, np.full(10, 0.1), "same") > self.lively_g
        turns = np.flatnonzero(np.diff(np.concatenate([[0], lively.astype(np.int8), [0]])))
        spans: list[list[int]] = []
        for first, last in turns.reshape(-1, 2).tolist():
            if spans and first - spans[-1][1] < 10:
                spans[-1][1] = last
            else:
                spans.append([first, last])
        wide = 8
        return [
            (max(first - wide, 0) * block, min((last + wide) * block, len(signal)))
            for first, last in spans
            if (last - first) * _LIVELY_BLOCK_S >= self.shortest_s
        ]

    def _knocks(self, magnitude: Floats, peaks: Indices, hz: float) -> Floats:
        """How hard each peak's foot came down: what is quick in the magnitude, shortly before it."""
        quick = magnitude - low_pass(magnitude, hz, 10.0)
        power = np.maximum(low_pass(quick**2, hz, 8.0), 0.0)
        before, after = int(0.12 * hz), max(int(0.06 * hz), 1)
        return np.array([np.sqrt(power[max(peak - before, 0) : peak + after].max()) for peak in peaks])


def _like_the_others(peaks: Indices, seen: Floats, there: NDArray[np.bool_], usual: float) -> Floats:
    """Where a foot comes down or leaves: as seen, else as far from its peak as the others' (or `usual`)."""
    away = float(np.median((seen - peaks)[there])) if there.any() else usual
    return np.where(there, seen, peaks + away)


def _loads(along: Floats, peaks: Indices, hz: float, wide_s: float = 0.4) -> tuple[Floats, Floats]:
    """The greatest load near each peak, and for how many seconds around it more than half of that is felt."""
    wide, near = int(wide_s * hz), max(int(0.1 * hz), 1)
    around = along[np.clip(peaks[:, None] + np.arange(-wide, wide + 1), 0, len(along) - 1)]
    top = wide - near + around[:, wide - near : wide + near + 1].argmax(axis=1)
    hard = around[np.arange(len(peaks)), top]
    under = around < hard[:, None] / 2
    place = np.arange(2 * wide + 1)
    begin = np.where(under & (place < top[:, None]), place, -1).max(axis=1, initial=-1)
    over = np.where(under & (place > top[:, None]), place, 2 * wide + 1).min(axis=1, initial=2 * wide + 1)
    return hard, (over - begin - 1) / hz


def step_periods(
    load: Floats, axes: Floats, rate_hz: float, *, window_s: float = 3.0, hop_s: float = 0.5
) -> tuple[Floats, Floats]:
    """The time from one foot's contact to the other's, along a stretch: (instants in s, periods in s).

    Steps: autocorrelation of the load and of the axes in windows of `window_s`; a stride is the lag at which
    both come back, a step half of it. A step at which the load is opposite is none: that is a stride taken
    for a step. Among like ones the shorter wins.
    """
    every = max(int(rate_hz // 50), 1)
    hz = rate_hz / every
    at_s, of_load = _autocorrelations(load[::every, None], hz, window_s, hop_s)
    _, of_axes = _autocorrelations(axes[::every], hz, window_s, hop_s)
    lags = np.arange(int(0.26 * hz), int(0.72 * hz) + 1)
    both = (of_load + of_axes) / 2
    strides = np.minimum(2 * lags[:, None] + np.array([-1, 0, 1]), both.shape[1] - 1)
    stride = both[:, strides].max(axis=2)
    step = of_load[:, np.minimum(lags, of_load.shape[1] - 1)]
    score = stride + np.where(step < 0, step, 0.5 * np.minimum(step, 0.3)) - 0.15 * lags / hz
    return at_s, lags[score.argmax(axis=1)] / hz


def _autocorrelations(values: Floats, hz: float, window_s: float, hop_s: float) -> tuple[Floats, Floats]:
    """Of windows (w, n, axes), summed over the axes, as shares of each window's power; (instants, (w, n))."""
    size = min(len(values), int(window_s * hz))
    starts = np.arange(0, len(values) - size + 1, max(int(hop_s * hz), 1))
    windows = np.lib.stride_tricks.sliding_window_view(values, size, axis=0)[starts]
    windows = windows - windows.mean(axis=2, keepdims=True)
    padded = 1 << (2 * size - 1).bit_length()
    power = (np.abs(np.fft.rfft(windows, padded, axis=2)) ** 2).sum(axis=1)
    like = np.fft.irfft(power, padded, axis=1)[:, :size]
    overlap = np.arange(size, 0, -1) / size
    return np.asarray((starts + size / 2) / hz), like / (like[:, :1] * overlap + 1e-9)


def _strongest_chain(
    at_s: Floats, strength: Floats, expected_s: Floats, within: float, evenness: float
) -> Indices:
    """Of peaks, those that together are strongest less what their unevenness costs.

    The strongest chain of all, then the strongest of what is left before it and after it.
    """
    when, strong, expected = at_s.tolist(), strength.tolist(), expected_s.tolist()
    chosen: list[int] = []
    left = [(0, len(when))]
    while left:
        first, last = left.pop()
        if last - first < 2:
            continue
        chain = _chain(when[first:last], strong[first:last], expected[first:last], within, evenness)
        if len(chain) < 2:
            continue
        chosen += [first + place for place in chain]
        left += [(first, first + chain[0]), (first + chain[-1] + 1, last)]
    return np.array(sorted(chosen), dtype=np.intp)


def _without_quick_ones(peaks: Indices, quickest: int) -> Indices:
    """Without what comes too soon after its neighbour and, left out, leaves one even step."""
    kept = peaks.tolist()
    for place in range(len(kept) - 3, 1, -1):
        before, after = kept[place] - kept[place - 1], kept[place + 1] - kept[place]
        usual = (kept[place - 1] - kept[place - 2] + kept[place + 2] - kept[place + 1]) / 2
        if min(before, after) < quickest and abs(before + after - usual) < 0.15 * usual:
            del kept[place]
    return np.array(kept, dtype=np.intp)


def _chain(
    when: list[float], strong: list[float], expected: list[float], within: float, evenness: float
) -> list[int]:
    best, before = list(strong), [-1] * len(strong)
    for here in range(1, len(when)):
        for there in range(here - 1, -1, -1):
            ratio = (when[here] - when[there]) / expected[here]
            if ratio > 1.9:
                break
            if ratio < 0.5:
                continue
            worth = best[there] + strong[here] - evenness * max(abs(math.log(ratio)) - within, 0.0) ** 2
            if worth > best[here]:
                best[here], before[here] = worth, there
    at = max(range(len(best)), key=best.__getitem__)
    chain = []
    while at >= 0:
        chain.append(at)
        at = before[at]
    return chain[::-1]


def _unloaded(
    along: Floats, level: float, bump: float, *, dip: float = 0.0, knock: float = 0.0
) -> tuple[Indices, Indices]:
    """[begin, over) of what is under a level, over bumps that stay under another; without what is as short as
    a `dip`, follows a load as short as a `knock` and is half as long as what was unloaded before that."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], (along < level).astype(np.int8), [0]])))
    begin, over = edges[::2], edges[1::2]
    if len(begin) < 2:
        return begin, over
    length = over - begin
    dips = (length[1:] <= dip) & (begin[1:] - over[:-1] <= knock) & (2 * length[1:] <= length[:-1])
    kept = np.concatenate([[True], ~dips])
    begin, over = begin[kept], over[kept]
    # The highest load from each end to the next beginning; the last stretch is of no interest.
    highest = np.maximum.reduceat(along, over[:-1])[: len(over) - 1]
    apart = highest >= bump
    return begin[np.concatenate([[True], apart])], over[np.concatenate([apart, [True]])]


def _crossings(values: Floats, before: Indices, level: float) -> Floats:
    """Where between each of these samples and the next a level is crossed."""
    before = np.clip(before, 0, len(values) - 2)
    low, high = values[before], values[before + 1]
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(high != low, (level - low) / (high - low), 0.0)
    return np.asarray(before + np.clip(share, 0.0, 1.0))
