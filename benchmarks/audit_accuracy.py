"""How well the audit knows a runner, on simulated histories: top and critical speed, the last max effort.

`python benchmarks/audit_accuracy.py` prints docs/reference/audit-accuracy.md; `--write` writes it. Each
history is one runner with one watch, both drawn at random; the runs go the whole way from the recording
to the audit, efforts are found by the speed alone.
"""

import argparse
import datetime as dt
import statistics
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np

from fullstride.domain.evidence import Grading
from fullstride.domain.history import Audit, RunSummary
from fullstride.domain.recording import Recording
from fullstride.measure.finding import find_efforts
from fullstride.measure.history import Auditor, summarise
from fullstride.measure.signal import Cleaning
from fullstride.measure.simulate import Doing, Phase, Runner, SimulatedRun
from fullstride.measure.simulate_scenes import WITHOUT_EFFORTS, Draw, draw_watch
from fullstride.measure.simulate_watch import Watch
from fullstride.rules.load import load_book

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "audit-accuracy.md"
TODAY = dt.date(2026, 12, 14)
RUNNERS = 24
SPRINTED_DAYS_AGO = 40
TESTS_S = (200.0, 420.0, 1200.0)
SETTLED = 2.0  # errors
WITHOUT = 16  # histories without a short effort
TOP_OVER_EASY = 2.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """A runner as made; speeds in m/s."""

    easy: float
    critical: float
    reserve_m: float
    top: float
    watch: Watch


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """One runner's runs, by what was done in them."""

    truth: Truth
    easy: tuple[RunSummary, ...]
    strides: tuple[RunSummary, ...]
    sprints: tuple[RunSummary, ...]
    tests: tuple[RunSummary, ...]


@cache
def histories(count: int = RUNNERS) -> tuple[History, ...]:
    return tuple(_history(seed) for seed in range(count))


def audited(*runs: RunSummary) -> Audit:
    return Auditor(rules=load_book().audit).audit(runs, TODAY)


@cache
def without_efforts(count: int = WITHOUT) -> tuple[tuple[float, Audit], ...]:
    """True top speed, and the audit of hills, trails, lights, long reps and the like, a run of each."""
    return tuple(_without(seed) for seed in range(count))


def page() -> str:
    """The whole of docs/reference/audit-accuracy.md."""
    made = histories()
    return "\n".join([*_HEAD, *_speeds(made), *_refusals(made), *_TAIL]) + "\n"


_HEAD = (
    "# How well the audit knows you",
    "",
    "Made by `python benchmarks/audit_accuracy.py --write`, not by hand; a test makes a part of it again.",
    f"{RUNNERS} runners are simulated, each with a watch of their own: critical speed 2.8 to 5.4 m/s, top",
    "speed 1.4 to 1.8 times what they hold for five minutes, watches that are quick or slow, save every",
    "second or when they like. The truth is known, and the runs go the whole way from the recording to the",
    "audit.",
)
_TAIL = (
    "",
    "A watch that smooths over 5 s and more never shows the true top of a sprint; that is most of the bias.",
    "Whether somebody really went all out, no watch sees: short strides that are quick enough pass for",
    "sprints.",
)


def _speeds(made: Sequence[History]) -> list[str]:
    full = [(one.truth, audited(*one.easy, *one.strides, *one.sprints, *one.tests)) for one in made]
    tops = [(audit.top_speed.speed_mps, truth.top) for truth, audit in full if audit.top_speed]
    slow = [
        (audit.top_speed.speed_mps, truth.top)
        for truth, audit in full
        if audit.top_speed and truth.watch.smoothing_s >= 5
    ]
    lines = [
        (audit.critical_speed.speed_mps, truth.critical) for truth, audit in full if audit.critical_speed
    ]
    rows = (
        ("top speed", tops),
        ("top speed, a watch that smooths over 5 s or more", slow),
        ("critical speed", lines),
    )
    return [
        "",
        "## Runners who sprint, stride and race",
        "",
        "| | runners | said too low (−) or high by | spread of that | truth within two errors |",
        "| --- | --- | --- | --- | --- |",
        *(_row(name, pairs) for name, pairs in rows),
    ]


def _row(name: str, pairs: Sequence[tuple[object, float]]) -> str:
    off = [100 * (said.value / truth - 1) for said, truth in pairs]  # type: ignore[attr-defined]
    near = sum(abs(said.value - truth) <= SETTLED * said.error for said, truth in pairs)  # type: ignore[attr-defined]
    bias = f"{statistics.mean(off):.1f} %".replace("-", "−")
    return f"| {name} | {len(pairs)} | {bias} | {statistics.stdev(off):.1f} % | {near} of {len(pairs)} |"


def _refusals(made: Sequence[History]) -> list[str]:
    sprinted = [audited(*one.easy, *one.strides, *one.sprints) for one in made]
    striding = [audited(*one.easy, *one.strides) for one in made]
    easy = [audited(*one.easy) for one in made]
    found = sum(
        audit.last_max_effort is not None and audit.last_max_effort.days_ago == SPRINTED_DAYS_AGO
        for audit in sprinted
    )
    rows = (
        ("sprints, 40 days ago: the last max effort was 40 days ago", found),
        ("strides only: no max effort is made up", sum(audit.last_max_effort is None for audit in striding)),
        ("strides only: top speed is “at least”", sum(_at_least(audit) for audit in striding)),
        ("easy runs only: no max effort is made up", sum(audit.last_max_effort is None for audit in easy)),
        ("easy runs only: critical speed is refused", sum(audit.critical_speed is None for audit in easy)),
        ("easy runs only: strides and sprint are never visited", sum(_unvisited(audit) for audit in easy)),
    )
    mixed = without_efforts()
    none = "hills, trails, traffic lights, long reps, progressions, no short effort"
    more = (
        (f"{none}: no max effort is made up", sum(audit.last_max_effort is None for _, audit in mixed)),
        (f"{none}: top speed is “at least”, and not above the true one", sum(map(_is_modest, mixed))),
        (f"{none}: strides and sprint are never visited", sum(_unvisited(audit) for _, audit in mixed)),
    )
    return [
        "",
        "## What must not be made up",
        "",
        "| | right in |",
        "| --- | --- |",
        *(f"| {name} | {count} of {len(made)} |" for name, count in rows),
        *(f"| {name} | {count} of {len(mixed)} |" for name, count in more),
    ]


def _is_modest(one: tuple[float, Audit]) -> bool:
    true_mps, audit = one
    return _at_least(audit) and (audit.top_speed is None or audit.top_speed.speed_mps.value < true_mps)


def _at_least(audit: Audit) -> bool:
    return audit.top_speed is None or audit.top_speed.at_least


def _unvisited(audit: Audit) -> bool:
    return {"strides", "sprint"} <= {band.name for band in audit.unvisited}


def _history(seed: int) -> History:
    rng = np.random.default_rng(seed)
    critical, reserve_m = float(rng.uniform(2.8, 5.4)), float(rng.uniform(100, 300))
    top = min(9.4, (critical + reserve_m / 300) * float(rng.uniform(1.4, 1.8)))
    truth = Truth(
        easy=critical * float(rng.uniform(0.66, 0.85)),
        critical=critical,
        reserve_m=reserve_m,
        top=top,
        watch=draw_watch(rng),
    )
    warm = _run(truth, 900.0)
    sprints = (warm, *_reps(truth, 6, 9.0, (0.95, 1.0), "flat_sprints", 150.0, rng))
    strides = [(warm, *_reps(truth, 5, 20.0, (0.78, 0.88), "strides", 60.0, rng)) for _ in range(3)]
    tests = [(warm, _all_out(truth, seconds), _run(truth, 300.0)) for seconds in TESTS_S]

    def made(sessions: Sequence[tuple[Phase, ...]], first_day_ago: int) -> tuple[RunSummary, ...]:
        return tuple(
            _recorded(truth, phases, first_day_ago + 7 * place, 100 * seed + 10 * first_day_ago + place)
            for place, phases in enumerate(sessions)
        )

    return History(
        truth=truth,
        easy=made([(_run(truth, 2400.0),)] * 3, 2),
        strides=made(strides, 3),
        sprints=made([sprints], SPRINTED_DAYS_AGO),
        tests=made(tests, 5),
    )


def _without(seed: int) -> tuple[float, Audit]:
    rng = np.random.default_rng(seed)
    watch, easy = draw_watch(rng), float(rng.uniform(2.2, 3.8))
    draw = Draw(watch=watch, easy_mps=(easy, easy), top_over_easy=(TOP_OVER_EASY, TOP_OVER_EASY))
    runs = [
        _summed(draw.draw(scene, 10 * seed + place).record(10 * seed + place).recording, 3 * place + 1)
        for place, scene in enumerate(WITHOUT_EFFORTS)
    ]
    return TOP_OVER_EASY * easy, audited(*runs)


def _run(truth: Truth, seconds: float) -> Phase:
    return Phase(doing=Doing.RUN, duration_s=seconds, speed_mps=truth.easy, rise_s=8.0)


def _all_out(truth: Truth, seconds: float) -> Phase:
    speed = truth.critical + truth.reserve_m / seconds
    return Phase(doing=Doing.LONG, duration_s=seconds, speed_mps=speed, rise_s=2.0)


def _reps(
    truth: Truth,
    count: int,
    seconds: float,
    shares: tuple[float, float],
    kind: str,
    rest_s: float,
    rng: np.random.Generator,
) -> list[Phase]:
    phases = []
    walk = Phase(doing=Doing.WALK, duration_s=rest_s, speed_mps=1.4, rise_s=2.0)
    for share in rng.uniform(*shares, count):
        speed = float(share) * truth.top
        rep = Phase(
            doing=Doing.REP, duration_s=seconds, speed_mps=speed, rise_s=1.2, kind=kind, grade_pct=0.0
        )
        phases += [rep, walk]
    return phases


def _recorded(truth: Truth, phases: tuple[Phase, ...], days_ago: int, seed: int) -> RunSummary:
    runner = Runner(easy_mps=truth.easy, top_mps=truth.top)
    return _summed(
        SimulatedRun(phases=phases, runner=runner, watch=truth.watch).record(seed).recording, days_ago
    )


def _summed(recording: Recording, days_ago: int) -> RunSummary:
    day = TODAY - dt.timedelta(days=days_ago)
    recording = replace(recording, start=dt.datetime.combine(day, dt.time(8), dt.UTC))
    signal = Cleaning().clean(recording)
    efforts = find_efforts(recording, signal, blind=True) if signal.quality.grade is not Grading.UNFIT else ()
    return replace(summarise(signal, efforts, recording), file=f"{day}.fit")


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
