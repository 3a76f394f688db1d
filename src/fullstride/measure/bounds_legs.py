"""Whether contacts are of one leg after the other, or of both at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from fullstride.domain.evidence import Measured
from fullstride.domain.motion import Side
from fullstride.domain.recording import Floats
from fullstride.measure.motion import MotionSignal
from fullstride.measure.motion_filters import low_pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternation:
    """The settings by which legs are told apart.

    Steps: each step, from one coming down to the next, as `points` values of what the low-passed axes feel
    across gravity; what is particular to every other step, half the mean difference of neighbours, squared;
    over what steps of the same leg differ by, squared, without the `wildest` of them. Legs that take turns,
    and the thigh, the arm or the hips that swing with them, give a large one; both legs at once give what
    chance gives, one over the number of steps, which is taken off. Units: none, as both are squares of g.

    Returned is 1 and twice that: how much more unlike a neighbour is than the next but one.
    """

    points: int = 24
    corner_hz: float = 8.0
    fewest: int = 6
    wildest: float = 0.1

    def find(self, signal: MotionSignal, down: Floats) -> float | None:
        """How much more unlike neighbours are, a ratio, of steps that begin at these samples."""
        shapes = self.shapes(signal, down)
        if len(shapes) < self.fewest:
            return None
        felt = shapes.mean(axis=(0, 1))
        upright = felt / max(float(np.linalg.norm(felt)), 1e-9)
        across = shapes - (shapes @ upright)[..., None] * upright
        other = across[1:-1] - (across[:-2] + across[2:]) / 2
        turns = np.where(np.arange(len(other)) % 2, -1.0, 1.0)
        half = np.tensordot(turns, other, axes=1) / (2 * len(other))
        same = np.sort(((across[2:] - across[:-2]) ** 2).sum(axis=(1, 2)))
        scatter = float(same[: max(int((1 - self.wildest) * len(same)), 1)].mean()) / 2
        share = float((half**2).sum()) / max(scatter, 1e-9)
        return 1.0 + 2.0 * max(share - 1 / len(shapes), 0.0)

    def shapes(self, signal: MotionSignal, down: Floats) -> Floats:
        """(n - 1, points, 3): the axes from each coming down to the next."""
        if len(down) < 2:
            return np.empty((0, self.points, 3))
        hz = signal.rate_hz
        start, end = max(int(down[0] - hz), 0), min(int(down[-1] + hz), len(signal))
        axes = low_pass(signal.axes_g[start:end], hz, self.corner_hz)
        share = np.arange(self.points) / self.points
        at = down[:-1, None] + share * np.diff(down)[:, None] - start
        samples = np.arange(end - start)
        return np.stack([np.interp(at, samples, axes[:, axis]) for axis in range(3)], axis=2)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Feet:
    """The contacts of one run, as samples; one foot after the other."""

    down: Floats
    up: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class FeetFinder:
    """The settings by which left and right are compared.

    Steps: which foot began in each run, by whether what is particular to every other step looks as in the
    first run or the other way round (runs in which that can't be seen are left out); contacts of each foot,
    pooled over `fewest_runs` or more; the difference, said only past `sure` standard deviations. What a
    sensor beside the middle makes of two like legs is not known; `floor_pct` stands for it. Needs: the belt;
    the first run's first foot.
    """

    sure: float = 2.0
    floor_pct: float = 4.0
    alike: float = 0.5
    fewest_a_side: int = 6
    fewest_runs: int = 2
    alternation: Alternation = field(default_factory=Alternation)

    def find(
        self, signal: MotionSignal, runs: Sequence[Feet], first_side: Side
    ) -> tuple[Measured | None, tuple[str, ...]]:
        """How much longer the right foot is on the ground, in per cent, or None; and what there is to say."""
        if not runs:
            return None, ()
        signs = [self._sign(signal, runs[0], run) if number else 1 for number, run in enumerate(runs)]
        odd: list[Floats] = []
        even: list[Floats] = []
        for run, sign in zip(runs, signs, strict=True):
            contact_s = (run.up - run.down) / signal.rate_hz
            # a fading run would favour the foot that came first
            numbers = np.arange(len(contact_s))
            contact_s = contact_s - np.polyval(np.polyfit(numbers, contact_s, 1), numbers) + contact_s.mean()
            if sign:
                first, second = (even, odd) if sign > 0 else (odd, even)
                first.append(contact_s[::2])
                second.append(contact_s[1::2])
        if len(even) < self.fewest_runs:
            return None, (f"Left and right are compared over {self.fewest_runs} runs or more",)
        left, right = (even, odd) if first_side is Side.LEFT else (odd, even)
        left_s, right_s = np.concatenate(left), np.concatenate(right)
        if min(len(left_s), len(right_s)) < self.fewest_a_side:
            return None, ("Too few contacts a side to compare left and right",)
        mean_s = (left_s.mean() + right_s.mean()) / 2
        error_s = np.sqrt(left_s.var(ddof=1) / len(left_s) + right_s.var(ddof=1) / len(right_s))
        apart_pct = 100 * float(right_s.mean() - left_s.mean()) / float(mean_s)
        error_pct = float(np.hypot(100 * error_s / mean_s, self.floor_pct))
        if abs(apart_pct) <= self.sure * error_pct:
            return None, (f"Left and right differ by less than shows ({2 * error_pct:.0f} %)",)
        return Measured(value=apart_pct, error=error_pct), ()

    def _sign(self, signal: MotionSignal, first: Feet, run: Feet) -> int:
        """1 where a run began with the first run's foot, -1 with the other, 0 where that can't be seen."""
        one, other = self._particular(signal, first), self._particular(signal, run)
        size = float(np.linalg.norm(one) * np.linalg.norm(other))
        like = float((one * other).sum()) / size if size > 0 else 0.0
        return 0 if abs(like) < self.alike else (1 if like > 0 else -1)

    def _particular(self, signal: MotionSignal, run: Feet) -> Floats:
        shapes = self.alternation.shapes(signal, run.down)
        return np.asarray(shapes[::2].mean(axis=0) - shapes[1::2].mean(axis=0))
