"""How candidates are judged: each by its features, then in the light of the others like it."""

from dataclasses import dataclass

import numpy as np

from fullstride.domain.recording import Floats

_FARTHEST = 4.0  # standard deviations that a feature may speak for


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """A logistic regression: one number of each kind a feature, learned by benchmarks/fit_surges.py."""

    middle: tuple[float, ...]
    spread: tuple[float, ...]
    weight: tuple[float, ...]
    bias: float

    def logit(self, table: Floats) -> Floats:
        """The log odds (k,) of rows of features (k, m)."""
        scaled = (table - np.array(self.middle)) / np.array(self.spread)
        odds: Floats = np.clip(scaled, -_FARTHEST, _FARTHEST) @ np.array(self.weight) + self.bias
        return odds


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """`single` judges a candidate by itself, each of `rounds` once more with the others' support."""

    single: Weights
    rounds: tuple[Weights, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesJudge:
    """How much candidates speak for each other: the nearer in length and speed, the more.

    Runners repeat themselves: a rep has the length (log, sd `length_sd`) and the speed (log, sd
    `speed_sd`) of its neighbours within `window_s`. Equal rests are not asked for.
    """

    window_s: float = 450.0
    length_sd: float = 0.35
    speed_sd: float = 0.10
    together: float = 0.15  # so alike, at least, are neighbours of one series
    surest: float = 8.0  # log odds beyond which a candidate speaks no louder

    def judge(self, learned: Learned, table: Floats, start: Floats, seconds: Floats, speed: Floats) -> Floats:
        """Log odds (k,) of candidates with features (k, m): alone, then round by round with the others."""
        alone = learned.single.logit(table)
        odds = alone
        for weights in learned.rounds:
            odds = weights.logit(self.support(alone, odds, start, seconds, speed))
        return odds

    def support(self, alone: Floats, odds: Floats, start: Floats, seconds: Floats, speed: Floats) -> Floats:
        """What a round sees (k, 5) of each: the odds alone, how many are like it, the best of them, how
        many others there are, and by how much (a logarithm) it falls short of their speed."""
        if not len(odds):
            return np.empty((0, 5))
        near, alike = self._kinship(start, seconds, speed)
        chance = chance_of(odds)
        kin = alike * chance
        others = near @ chance
        theirs = (near @ (chance * speed) + speed) / (others + 1.0)
        return np.column_stack(
            (
                np.clip(alone, -self.surest, self.surest),
                np.log1p(kin.sum(axis=1)),
                kin.max(axis=1),
                np.log1p(others),
                np.minimum(np.log(np.maximum(speed, 0.2) / np.maximum(theirs, 0.2)), 0.0),
            )
        )

    def _kinship(self, start: Floats, seconds: Floats, speed: Floats) -> tuple[Floats, Floats]:
        """For each pair (k, k), nobody with himself: whether near, and how alike (0-1) where near."""
        length, level = np.log(np.maximum(seconds, 2.0)), np.log(np.maximum(speed, 0.2))
        near = (np.abs(start[:, None] - start[None]) <= self.window_s).astype(float)
        np.fill_diagonal(near, 0.0)
        off = ((length[:, None] - length[None]) / self.length_sd) ** 2
        off += ((level[:, None] - level[None]) / self.speed_sd) ** 2
        return near, near * np.exp(-0.5 * off)

    def series(self, start: Floats, seconds: Floats, speed: Floats) -> list[int]:
        """The series of each effort, from 1 in order of time; 0 for one that is alone."""
        _, alike = self._kinship(start, seconds, speed)
        number = list(range(len(start)))
        for later in range(len(start)):
            for earlier in range(later):
                if alike[later, earlier] >= self.together and number[later] != number[earlier]:
                    old, new = number[later], number[earlier]
                    number = [new if each == old else each for each in number]
        shared = [each for each in dict.fromkeys(number) if number.count(each) > 1]
        return [shared.index(each) + 1 if each in shared else 0 for each in number]


def chance_of(odds: Floats) -> Floats:
    """The probability of log odds."""
    chance: Floats = 1.0 / (1.0 + np.exp(-np.clip(odds, -30.0, 30.0)))
    return chance
