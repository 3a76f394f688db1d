"""How true the trend's statements are, on simulated runners whose real change is known.

`python benchmarks/trend_calibration.py` prints docs/reference/trend-accuracy.md; `--write` writes it. Each
row is RUNNERS runners; each has tests as `adapt.trend` gets them, and goes the whole way to the answer.
"""

import argparse
import datetime as dt
import math
import sys
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np

from fullstride.adapt.trend import Since, Trending
from fullstride.domain import trend as word
from fullstride.domain.evidence import Measured
from fullstride.domain.recording import Floats
from fullstride.domain.trend import Answer, Test
from fullstride.rules.load import load_book
from fullstride.rules.trend import MeasureRule, TrendRules

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "trend-accuracy.md"
RUNNERS = 4000
FIRST = dt.date(2026, 3, 2)
LEVEL_MPS = 7.2
LASTS_DAYS = 14.0
SPREADS = 0.35  # runners differ in how much their days do: sd of the log
LASTING = 0.15  # of the variance, in every other runner
MOST_TESTS = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Runners of one kind. `tests`: before and after, None for 3 to MOST_TESTS of each, drawn.

    `spread`: how much their days differ, as a multiple of the book's error. `lasting`: None for the
    ordinary mix. `glitches`: the share of tests that show something else altogether.
    """

    name: str
    tests: tuple[int, int] | None = None
    change: float = 0.0
    spread: float = 1.0
    lasting: float | None = None
    glitches: float = 0.0
    new_watch: bool = False
    measure: str = word.TOP_SPEED


WORLDS = (
    World(name="3 tests before, 3 after", tests=(3, 3)),
    World(name="4 before, 6 after", tests=(4, 6)),
    World(name="6 before, 6 after", tests=(6, 6)),
    World(name="12 before, 12 after", tests=(12, 12)),
    World(name="25 before, 10 after", tests=(25, 10)),
    World(name="3 to 15 each; 3 % slower", change=-0.03),
    World(name="3 to 15 each; 1 % faster", change=0.01),
    World(name="3 to 15 each; 3 % faster", change=0.03),
    World(name="3 to 15 each; 6 % faster", change=0.06),
    World(name="nobody's errors last from one test to the next", lasting=0.0),
    World(name="everybody's do: a seventh lasts for two weeks", lasting=LASTING),
    World(name="one test in twelve is a glitch, 4 to 10 errors off", glitches=1 / 12),
    World(name="a new watch on some day, off by 2 % or so", new_watch=True),
    World(name="days differ by 0.8 of what the book says", spread=0.8),
    World(name="days differ by 1.25 of what the book says", spread=1.25),
    World(name="heart rate instead of top speed", measure=word.HEART_RATE),
    World(name="fade instead of top speed, in points", measure=word.FADE),
    World(name="jump height, the phone always in one place", measure=word.JUMP_HEIGHT),
    World(name="jump height, 9 % higher, as trials see it", measure=word.JUMP_HEIGHT, change=0.09),
    World(
        name="jump height, from some day on in another way, off by 10 % or so",
        measure=word.JUMP_HEIGHT,
        new_watch=True,
    ),
    World(name="bounding index", measure=word.BOUNDING_INDEX),
)

# Where it breaks: told below the table, and held to nothing.
STRESS = World(name="a third of everybody's errors lasts for two weeks", lasting=1 / 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Shares are of the runners of whom something could be said; `band` of all days of their lines,
    where one watch showed one level."""

    world: World
    told: float
    holds: float
    more: float
    less: float
    half: float
    band: float


@cache
def row(world: World, runners: int = RUNNERS, seed: int = 0) -> Row:
    rng = np.random.default_rng([seed, sum(map(ord, world.name))])
    rules = load_book().trend
    rule = replace(rules.measures[world.measure], worth=0.0)
    told = holds = more = less = 0
    halves: list[float] = []
    bands: list[float] = []
    for _ in range(runners):
        tests, since, truth = _runner(world, rule, rng)
        found = Trending(rules=_only(rules, world.measure, rule)).follow(
            world.measure, rule, tests, since=Since(date=since), today=tests[-1].date
        )
        if found.change is None or found.line is None:
            continue
        true = 100 * math.expm1(world.change) if rule.scale == "ratio" else world.change
        told += 1
        holds += found.change.low <= true <= found.change.high
        is_change = found.answer is not Answer.NOT_YET
        more += is_change and found.change.value > 0
        less += is_change and found.change.value < 0
        halves.append(found.change.half)
        if not world.change and not world.new_watch:
            low, high = found.line.low, found.line.high
            bands.append(float(np.mean([a <= truth <= b for a, b in zip(low, high, strict=True)])))
    return Row(
        world=world,
        told=told / runners,
        holds=holds / told,
        more=more / told,
        less=less / told,
        half=float(np.median(halves)),
        band=float(np.mean(bands)) if bands else math.nan,
    )


def _only(rules: TrendRules, measure: str, rule: MeasureRule) -> TrendRules:
    return replace(rules, measures={measure: rule})


def _runner(world: World, rule: MeasureRule, rng: np.random.Generator) -> tuple[list[Test], dt.date, float]:
    """The tests of one runner, the day that divides them, and the level that their first watch shows."""
    before, after = world.tests or (int(n) for n in rng.integers(3, MOST_TESTS + 1, 2))
    count = before + after
    days = np.cumsum(rng.integers(4, 11, count))
    is_after = np.arange(count) >= before
    spread = rule.error * world.spread * math.exp(SPREADS * float(rng.normal()))
    own = rule.error * rng.uniform(0.15, 0.65, count)  # what each recording knows of its error
    lasting = (LASTING if rng.random() < 0.5 else 0.0) if world.lasting is None else world.lasting
    off = rng.normal(size=count) * np.hypot(math.sqrt(1 - lasting) * spread, own * spread / rule.error)
    off += _slow(days.astype(float), rng) * math.sqrt(lasting) * spread
    glitched = rng.random(count) < world.glitches
    off += glitched * rng.choice([-1.0, 1.0], count) * rng.uniform(4, 10, count) * spread
    watch = (np.arange(count) >= rng.integers(1, count)) if world.new_watch else np.zeros(count, dtype=bool)
    off += np.where(watch, math.sqrt(2) * rule.device * float(rng.normal()), 0.0)
    off += world.change * is_after
    level = math.log(LEVEL_MPS) if rule.scale == "ratio" else 3.0
    tests = []
    for at in range(count):
        value, error = level + float(off[at]), float(own[at])
        if rule.scale == "ratio":
            value, error = math.exp(value), error * math.exp(value)
        tests.append(
            Test(
                measure=world.measure,
                date=FIRST + dt.timedelta(days=int(days[at])),
                value=Measured(value=value, error=error),
                device="new" if watch[at] else "old",
                file=f"{at}.fit",
            )
        )
    return tests, tests[before].date, math.exp(level) if rule.scale == "ratio" else level


def _slow(days: Floats, rng: np.random.Generator) -> Floats:
    """What wanders with a memory of two weeks, of variance 1."""
    apart = np.abs(days[:, None] - days[None, :])
    root = np.linalg.cholesky(np.exp(-apart / LASTS_DAYS) + 1e-9 * np.eye(len(days)))
    wandered: Floats = root @ rng.normal(size=len(days))
    return wandered


_HEAD = f"""\
# How true a trend is

Made by `python benchmarks/trend_calibration.py --write`, not by hand; a test makes a part of it again.
{RUNNERS} runners are simulated for each row. Their real change is known; 0 where the row says nothing. Their
days differ by what the rule book says for top speed (3 %), two in three of them by 0.7 to 1.4 of that; in
every other runner a seventh of what differs lasts for two weeks, as form and weather do. Each recording
brings a small error of its own. Tests come every 4 to 10 days, 3 to {MOST_TESTS} before and after, from one
watch, where the row does not say otherwise.

A good 90 % interval holds the real change in 90 of 100 runners: fewer would be boasting, more would be
mumbling. “Faster” and “slower” are said only of a change beyond the smallest that so many tests can tell.
Where nothing changed, “faster” may be said in 5 of 100 runners at most. “Told of”: the others had a test left
out and then too few.

| Runners | told of | 90 % interval holds the truth | half its width | says faster | says slower |
| --- | --- | --- | --- | --- | --- |
"""
_TAIL = """
The last rows say “faster” for more of the measure. Where it breaks: if a third of the errors of every
runner lasted for two weeks, the interval would hold the truth in {stress_holds} and “faster” would be
said wrongly in {stress_more}. The band around the line of the first five rows
holds the runner's real level on {bands} of its days.

What no table can promise: that what changed was the speed work. A runner who loses weight, rests or races
changes as well, and the tests cannot tell why.
"""


def page() -> str:
    rows = [row(world) for world in WORLDS]
    lines = [
        f"| {one.world.name} | {one.told:.0%} | {one.holds:.1%} | {_half(one)} "
        f"| {one.more:.1%} | {one.less:.1%} |"
        for one in rows
    ]
    bands = f"{min(one.band for one in rows[:5]):.0%} to {max(one.band for one in rows[:5]):.0%}"
    stress = row(STRESS)
    tail = _TAIL.format(
        bands=bands.replace("%", " %"),
        stress_holds=f"{stress.holds:.0%}".replace("%", " %"),
        stress_more=f"{stress.more:.1%}".replace("%", " %"),
    )
    table = "\n".join(lines).replace(" %", "%").replace("%", " %")
    return f"{_HEAD}{table}\n{tail}"


def _half(one: Row) -> str:
    rule = load_book().trend.measures[one.world.measure]
    return f"{one.half:.1f}%" if rule.scale == "ratio" else f"{one.half:.1f} points"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the page instead of printing it")
    text = page()
    if parser.parse_args().write:
        PAGE.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main()
