"""Whether something changed: tests before against tests after, and how far that can be trusted.

Only this much is assumed: what a test shows is a level, plus the change if it came after, plus errors of
which the rule book knows about how large they are, and the tests themselves tell the rest.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fullstride.domain.recording import Floats

MOST_MORE = 30  # sessions; who needs more than these will not wait for them
_BISECTIONS = 60


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sample:
    """Tests of one measure on the scale they are compared on. All arrays are (n,), in order of `day`.

    `error` is one standard deviation of the value as its own recording tells it; `spread` what two tests
    of the same runner on two days differ by besides, `device` what two watches do, both as the book has
    it. `watch` numbers the watches.
    """

    day: Floats
    value: Floats
    error: Floats
    after: NDArray[np.bool_]
    watch: NDArray[np.int_]
    spread: float
    device: float

    def __len__(self) -> int:
        return len(self.value)

    def only(self, kept: NDArray[np.bool_]) -> "Sample":
        return Sample(
            day=self.day[kept],
            value=self.value[kept],
            error=self.error[kept],
            after=self.after[kept],
            watch=self.watch[kept],
            spread=self.spread,
            device=self.device,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The change with its 90 % interval; `least` is the smallest change that so many tests can tell.

    `more` is how many further sessions would bring `least` down to what was asked for: 0 where it is
    there already, None where MOST_MORE would not.
    """

    value: float
    low: float
    high: float
    least: float
    more: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparing:
    """The settings. Shares are of the variance between days.

    `trust`: the book's error weighs as much as this many tests. `slow_shares`: how much of what differs
    from day to day may last for weeks (form, season, a watch's moods) and `slow_odds` how likely each is;
    `slow_days` how long it lasts. `far`: errors from which a test is left out, never more than
    `most_left_out` of all, but one where there are enough to outvote it. `rounds` in which the size of the
    errors is found beside what watches differ by.
    """

    trust: float = 3.0
    slow_shares: tuple[float, ...] = (0.0, 0.2, 0.4)
    slow_odds: tuple[float, ...] = (0.45, 0.3, 0.25)
    slow_days: float = 14.0
    interval: float = 0.9
    far: float = 3.5
    most_left_out: float = 0.15
    outvoted_by: int = 4
    rounds: int = 4

    def outliers(self, sample: Sample) -> NDArray[np.bool_]:
        """Which tests (n,) stand so far from the others of their side that something else was measured.

        Distances are from the side's median in units of the error; that error is told by the median
        distance and by the book together, so that three tests are not enough to outvote it.
        """
        far = np.zeros(len(sample))
        for side in (sample.after, ~sample.after):
            if side.any():
                far[side] = sample.value[side] - np.median(sample.value[side])
        far = np.abs(far) / np.sqrt(_variance(sample))
        others = far[far > 0]  # the median itself, of an odd side, stands nowhere
        seen = (1.4826 * float(np.median(others))) ** 2 if len(others) else 0.0
        scale = math.sqrt((self.trust + len(far) * seen) / (self.trust + len(far)))
        out = far > self.far * scale
        most = max(int(self.most_left_out * len(far)), int(len(far) > self.outvoted_by))
        if out.sum() > most:
            out &= far >= np.sort(far)[-most] if most else False
        return np.asarray(out, dtype=bool)

    def compare(self, sample: Sample, *, worth: float = 0.0) -> Compared:
        """The change from before to after; both sides need a test.

        Steps: for every share of slow error, generalised least squares of level and change, in which
        watches have offsets of their own; the size of all other errors is unknown but for what the book
        weighs, which makes the change Student's t (Gelman et al., Bayesian Data Analysis, 3rd ed., 14.2); the
        shares are weighed by how likely they make the tests; the interval is that of the mixture.
        `worth` is the change that further tests should be able to tell, 0 for none.
        """
        fits = [self._fit(sample, share) for share in self.slow_shares]
        weights = _weights(np.array([fit.evidence for fit in fits]), self.slow_odds)
        low, middle, high = (
            _quantile(fits, weights, share)
            for share in (0.5 - self.interval / 2, 0.5, 0.5 + self.interval / 2)
        )
        least = (high - low) / 2
        return Compared(
            value=middle,
            low=low,
            high=high,
            least=least,
            more=self._more(sample, fits, weights, worth, least),
        )

    def _fit(self, sample: Sample, slow: float) -> "_Fit":
        """Even days do not make two watches alike: what these differ by stays as the book has it, while the
        size of all else is found, in a few rounds."""
        fit = self._fit_at(sample, slow, 1.0)
        if len(np.unique(sample.watch)) > 1 and sample.device > 0:
            for _ in range(self.rounds):
                fit = self._fit_at(sample, slow, fit.scale2)
        return fit

    def _fit_at(self, sample: Sample, slow: float, scale2: float) -> "_Fit":
        design = np.column_stack([np.ones(len(sample)), sample.after.astype(float)])
        inverse, log_size = _inverted(self._shape(sample, slow, scale2))
        precision = design.T @ inverse @ design
        spread = np.linalg.inv(precision)
        found = spread @ design.T @ inverse @ sample.value
        rest = sample.value - design @ found
        free = self.trust + len(sample) - 2
        scale2 = (expected(self.trust) + float(rest @ inverse @ rest)) / free
        evidence = -0.5 * (log_size + float(np.linalg.slogdet(precision)[1]) + free * math.log(scale2))
        return _Fit(
            middle=float(found[1]),
            error=math.sqrt(scale2 * float(spread[1, 1])),
            free=free,
            scale2=scale2,
            slow=slow,
            evidence=evidence,
        )

    def _shape(self, sample: Sample, slow: float, scale2: float) -> Floats:
        """The covariance (n, n) of the tests, but for the factor `scale2` that they tell themselves."""
        apart = np.abs(sample.day[:, None] - sample.day[None, :])
        quick = np.diag(sample.error**2 + (1 - slow) * sample.spread**2)
        lasting = slow * sample.spread**2 * np.exp(-apart / self.slow_days)
        same = sample.watch[:, None] == sample.watch[None, :]
        shape: Floats = quick + lasting + sample.device**2 / scale2 * same
        return shape

    def _more(
        self, sample: Sample, fits: "Sequence[_Fit]", weights: Floats, target: float, least: float
    ) -> int | None:
        """Further sessions at the runner's own pace until a change of `target` would show."""
        if target <= 0:
            return None
        if least <= target:
            return 0
        best = fits[int(np.argmax(weights))]
        scale2 = float(weights @ [fit.scale2 for fit in fits])
        pace = float(np.median(np.diff(np.unique(sample.day)))) if len(np.unique(sample.day)) > 1 else 7.0
        last = int(np.argmax(sample.day))
        for count in range(1, MOST_MORE + 1):
            longer = Sample(
                day=np.append(sample.day, sample.day[last] + pace * np.arange(1, count + 1)),
                value=np.append(sample.value, np.zeros(count)),
                error=np.append(sample.error, np.full(count, float(np.median(sample.error)))),
                after=np.append(sample.after, np.ones(count, dtype=bool)),
                watch=np.append(sample.watch, np.full(count, sample.watch[last])),
                spread=sample.spread,
                device=sample.device,
            )
            design = np.column_stack([np.ones(len(longer)), longer.after.astype(float)])
            inverse, _ = _inverted(self._shape(longer, best.slow, scale2))
            error = math.sqrt(scale2 * float(np.linalg.inv(design.T @ inverse @ design)[1, 1]))
            if _t_quantile(best.free + count, 0.5 + self.interval / 2) * error <= target:
                return count
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fit:
    middle: float
    error: float
    free: float
    scale2: float
    slow: float
    evidence: float


def expected(trust: float) -> float:
    """The squares that the book's tests stand for: so that its error is the middle of what is expected.

    The median of chi-square with `trust` degrees of freedom (Wilson & Hilferty 1931).
    """
    return trust * (1.0 - 2.0 / (9.0 * trust)) ** 3 if trust > 0 else 0.0


def _variance(sample: Sample) -> Floats:
    variance: Floats = sample.error**2 + sample.spread**2
    return variance


def _inverted(shape: Floats) -> tuple[Floats, float]:
    """The inverse (n, n) and the log of the determinant of a covariance."""
    inverse: Floats = np.asarray(np.linalg.inv(shape), dtype=np.float64)
    return inverse, float(np.linalg.slogdet(shape)[1])


def _weights(evidence: Floats, odds: Sequence[float]) -> Floats:
    weight = np.exp(evidence - evidence.max()) * np.asarray(odds)
    shares: Floats = np.asarray(weight / weight.sum(), dtype=np.float64)
    return shares


def _quantile(fits: Sequence[_Fit], weights: Floats, share: float) -> float:
    """Where the mixture of Student's t has `share` of its chance below, by bisection."""
    from scipy.special import stdtr

    middles, errors = (np.array([getattr(fit, name) for fit in fits]) for name in ("middle", "error"))
    free = np.array([fit.free for fit in fits])
    # Every part's own quantile lies between the least and the greatest of them.
    own = [fit.middle + fit.error * _t_quantile(fit.free, share) for fit in fits]
    low, high = min(own), max(own)
    for _ in range(_BISECTIONS):
        middle = 0.5 * (low + high)
        if float(weights @ stdtr(free, (middle - middles) / errors)) < share:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)


def _t_quantile(free: float, share: float) -> float:
    from scipy.special import stdtrit

    return float(stdtrit(free, share))
