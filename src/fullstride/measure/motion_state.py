"""What a motion log shows of its own sensor: where it clips, when it lay still, whether it feels gravity."""

from dataclasses import dataclass

import numpy as np

from fullstride.domain.recording import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Clipping:
    """The lowest level at which an axis clips, None where none does, and the share of samples on a level."""

    level: float | None
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipFinding:
    """Steps: per axis and sign, count the samples at its extreme and in the tenfold band below it; a sensor
    that clips piles them up at the extreme, a movement thins out towards it.

    Needs: samples (n, 3) as written, `unit` of them 1 g. Units: g. `band` is the share of the extreme that
    counts as it, `least` the fewest samples that make a pile, `from_g` the lowest extreme at which a sensor
    clips.
    """

    band: float = 0.002
    least: int = 4
    from_g: float = 1.4

    def find(self, axes: Floats, unit: float = 1.0) -> Clipping:
        levels = []
        on = np.zeros(len(axes), dtype=bool)
        reached = np.empty(len(axes))
        for sign in (1.0, -1.0):
            for axis in axes.T:
                np.multiply(axis, sign / unit, out=reached)
                extreme = float(reached.max(initial=0.0))
                if extreme < self.from_g:
                    continue
                top = reached >= extreme * (1 - self.band)
                below = (reached >= extreme * (1 - 11 * self.band)) & ~top
                if top.sum() >= self.least and top.sum() > below.sum():
                    levels.append(extreme)
                    on |= top
        return Clipping(level=min(levels) if levels else None, share=float(on.mean()) if levels else 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """Stretches [first, end) of samples in which the sensor lay still, and what it read there, in g."""

    stretches: tuple[tuple[int, int], ...]
    reading_g: float | None  # the median over the stillest stretches; None where none is known


@dataclass(frozen=True, slots=True, kw_only=True)
class RestFinding:
    """Steps: cut the log into windows; still are those whose axes vary by less than `still_g` together.

    Needs: an even rate, (n, 3), in g.
    """

    window_s: float = 0.5
    still_g: float = 0.06

    def find(self, axes_g: Floats, known: np.ndarray, rate_hz: float, floor_g: float = 0.0) -> Rest:
        """Windows that read less than `floor_g` are left out: a long flight is still as well."""
        width, hop = round(self.window_s * rate_hz), round(self.window_s * rate_hz / 5)
        if len(axes_g) < width:
            return Rest(stretches=(), reading_g=None)
        starts = np.arange(0, len(axes_g) - width + 1, hop)
        spread2, mean = np.zeros(len(starts)), np.zeros((len(starts), 3))
        moved, sums = np.empty(len(axes_g)), np.zeros(len(axes_g) + 1)
        for axis in range(3):
            # Sums of squares lose their digits far from zero; within one axis the middle is near enough.
            middle = float(np.median(axes_g[:, axis]))
            np.subtract(axes_g[:, axis], middle, out=moved)
            np.cumsum(moved, out=sums[1:])
            first = (sums[starts + width] - sums[starts]) / width
            np.square(moved, out=moved)
            np.cumsum(moved, out=sums[1:])
            spread2 += (sums[starts + width] - sums[starts]) / width - first**2
            mean[:, axis] = first + middle
        unknown = np.concatenate(([0], np.cumsum(~known)))
        still = (spread2 < self.still_g**2) & (unknown[starts + width] == unknown[starts])
        still &= np.linalg.norm(mean, axis=1) >= floor_g
        if not still.any():
            return Rest(stretches=(), reading_g=None)
        reading = np.linalg.norm(mean[still], axis=1)
        quiet = spread2[still] <= np.quantile(spread2[still], 0.5)
        return Rest(
            stretches=_joined(starts[still], width),
            reading_g=float(np.median(reading[quiet])),
        )


def _joined(starts: np.ndarray, width: int) -> tuple[tuple[int, int], ...]:
    """Overlapping windows of one `width` as stretches."""
    cut = np.flatnonzero(np.diff(starts) > width)
    firsts = starts[np.concatenate(([0], cut + 1))]
    lasts = starts[np.concatenate((cut, [len(starts) - 1]))]
    return tuple((int(first), int(last) + width) for first, last in zip(firsts, lasts, strict=True))


def gravity_felt(axes_g: Floats, rate_hz: float, window_s: float = 2.0) -> float:
    """How much of a steady pull a log shows, in g: the median over windows of the mean's length.

    Whatever a body does, over seconds it gains no speed: what is left of the mean is gravity, as far as the
    phone keeps its attitude. Near 0 it was taken out of the log.
    """
    width = min(round(window_s * rate_hz), len(axes_g))
    if not width:
        return 0.0
    whole = len(axes_g) // width * width
    means = axes_g[:whole].reshape(-1, width, 3).mean(axis=1)
    return float(np.median(np.linalg.norm(means, axis=1)))
