"""The rules by which a trend is told: how well each measure is known, and what is looked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from fullstride.rules.words import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRule(Rule):
    """One measure.

    `scale`: "ratio" is compared in percent, "plain" in its own `unit`. `error` is what two tests of the
    same runner differ by from day to day, one standard deviation, and `device` what two watches do, or two
    other ways of measuring, whose name is `devices`: shares of the value, or in the unit. `worth` is the
    change that trials see, 0 where none says. `within_c`: tests count within so many degrees of each other.
    `dips`: trials see it fall in the first weeks of a plan. `always` is said beside every answer; `missing`
    and `do` where there are too few tests.
    """

    name: str
    unit: str = ""
    better: Literal["more", "less", ""] = ""
    up: str
    down: str
    noise: str
    scale: Literal["ratio", "plain"]
    error: float
    device: float = 0.0
    devices: str = "watches"
    worth: float = 0.0
    least: int = 3
    within_c: float = 0.0
    dips: bool = False
    always: str = ""
    missing: str
    do: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DipRule(Rule):
    weeks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LookBackRule(Rule):
    """Without a plan, the tests of the last `weeks`, or of the later half, are held against those before."""

    weeks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposureRule(Rule):
    """How many weeks of exposure are told, and from which share of top speed a second counts as fast."""

    weeks: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SureRule(Rule):
    """A change is stated where it is `margin` times half its 90 % interval."""

    margin: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendRules:
    sure: SureRule
    dip: DipRule
    look_back: LookBackRule
    exposure: ExposureRule
    measures: Mapping[str, MeasureRule]
    cannot_know: tuple[str, ...] = ()
