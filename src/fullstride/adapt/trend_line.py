"""A slow line through tests, with the band in which it lies."""

import math
from dataclasses import dataclass

import numpy as np

from fullstride.adapt.trend_change import Sample, expected
from fullstride.domain.recording import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracing:
    """The settings: how quickly the line may bend, and by how much in units of the book's error.

    `trust` as in Comparing; `rises` are tried and weighed by how likely they make the tests.
    """

    bend_days: float = 60.0
    rises: tuple[float, ...] = (0.15, 0.5, 1.0, 2.0)
    trust: float = 3.0
    interval: float = 0.9

    def trace(self, sample: Sample, days: Floats) -> tuple[Floats, Floats, Floats]:
        """Middle, low and high end of the line at each of `days` (m,).

        A Gaussian process with Matérn 3/2 covariance around an unknown level (Rasmussen & Williams 2006,
        2.7), in the terms of the watch with the most tests, from which others are off by offsets of their
        own; the size of all errors is unknown but for what the book weighs, so the band is Student's t.
        """
        from scipy.special import stdtrit

        apart = np.abs(sample.day[:, None] - sample.day[None, :])
        away = np.abs(days[:, None] - sample.day[None, :])
        noise = np.diag(sample.error**2 + sample.spread**2) + self._other_watches(sample)
        free = self.trust + len(sample) - 1
        middles, variances, evidence = [], [], []
        for rise in self.rises:
            size = (rise * sample.spread) ** 2
            inverse = np.linalg.inv(noise + size * self._bend(apart))
            cross = size * self._bend(away)
            ones = np.ones(len(sample))
            level_precision = float(ones @ inverse @ ones)
            level = float(ones @ inverse @ sample.value) / level_precision
            rest = sample.value - level
            scale2 = (expected(self.trust) + float(rest @ inverse @ rest)) / free
            lack = 1.0 - cross @ inverse @ ones
            variance = size - np.einsum("ij,jk,ik->i", cross, inverse, cross) + lack**2 / level_precision
            middles.append(level + cross @ inverse @ rest)
            variances.append(scale2 * np.maximum(variance, 0.0))
            log_size = -float(np.linalg.slogdet(inverse)[1])
            evidence.append(-0.5 * (log_size + math.log(level_precision) + free * math.log(scale2)))
        weight = np.exp(np.array(evidence) - max(evidence))
        weight /= weight.sum()
        middle = weight @ np.array(middles)
        variance = weight @ (np.array(variances) + (np.array(middles) - middle) ** 2)
        reach = float(stdtrit(free, 0.5 + self.interval / 2)) * np.sqrt(variance)
        return middle, middle - reach, middle + reach

    def _other_watches(self, sample: Sample) -> Floats:
        main = np.bincount(sample.watch).argmax() if len(sample) else 0
        same = (sample.watch[:, None] == sample.watch[None, :]) & (sample.watch != main)[:, None]
        offsets: Floats = 2 * sample.device**2 * same
        return offsets

    def _bend(self, apart: Floats) -> Floats:
        near = math.sqrt(3.0) * apart / self.bend_days
        bent: Floats = (1.0 + near) * np.exp(-near)
        return bent
