"""Runs with known efforts, drawn by hand: for what draws and lists evidence."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from fullstride.domain.evidence import (
    Effort,
    Evidence,
    FoundBy,
    Grading,
    Measured,
    Quality,
    Refused,
    RepVerdict,
    SpeedSource,
    Standing,
    Verdict,
)
from fullstride.domain.trace import Trace

GOOD = Quality(grade=Grading.GOOD, source=SpeedSource.DEVICE, noise_mps=0.2, interval_s=1.0)
START = dt.datetime(2027, 1, 26, 17, 12, tzinfo=dt.UTC)
TOP = Measured(value=7.3, error=0.3)


def effort(
    kind: str, start_s: float, length_s: float, best: float, rest: float | None = None, **more: object
) -> Effort:
    made = Effort(
        kind=kind,
        start_s=start_s,
        end_s=start_s + length_s,
        found_by=FoundBy.BLIND,
        confidence=0.96,
        duration_s=Measured(value=length_s, error=2.0),
        distance_m=Measured(value=length_s * best * 0.93, error=7.0),
        best_3s_mps=Measured(value=best, error=0.3),
        mean_mps=Measured(value=best * 0.93, error=0.2),
        share_of_top=Measured(value=best / TOP.value, error=0.06),
        grade_pct=Measured(value=7.0 if kind == "hill_sprints" else -0.4, error=1.0),
        rest_before_s=None if rest is None else Measured(value=rest, error=3.0),
        series={"hill_sprints": 0, "strides": 1}.get(kind, 2),
    )
    return replace(made, **more)


def trace(
    length_s: int,
    efforts: Sequence[Effort],
    *,
    gaps: Sequence[tuple[int, int]] = (),
    seed: int = 3,
    hilly: bool = True,
) -> Trace:
    """Easy running with noise that is correlated in time, walked rests, and the efforts in it."""
    rng = np.random.default_rng(seed)
    white = rng.normal(0, 0.2, length_s + 8)
    speed = 3.0 + np.convolve(white, np.ones(9) / 3, mode="valid")[:length_s]
    seconds = np.arange(length_s)
    for before, one in zip([None, *efforts], efforts, strict=False):
        if before is not None and one.start_s - before.end_s < 300:
            rest = (seconds >= before.end_s) & (seconds < one.start_s)
            speed[rest] = 1.5 + 0.3 * (speed[rest] - 3.0)
    for one in efforts:
        inside = (seconds >= one.start_s) & (seconds < one.end_s)
        best = one.best_3s_mps.value if one.best_3s_mps else 5.0
        rise = np.minimum(1, (seconds[inside] - one.start_s + 1) / 4)
        speed[inside] = 2 + (best - 2) * rise + rng.normal(0, 0.08, inside.sum())
    for first, last in gaps:
        speed[first:last] = np.nan
    grade = 1.5 * np.sin(seconds / 97.0) if hilly else np.empty(0)
    if hilly:
        for one in efforts:
            if one.kind == "hill_sprints":
                grade[int(one.start_s) - 5 : int(one.end_s) + 5] = 7.0
    return Trace(speed_mps=np.maximum(speed, 0.0), grade_pct=grade)


def measured_run() -> tuple[Evidence, Trace]:
    """The run of the look's own picture: three hill sprints, six strides, two of them too hard."""
    hills = [
        effort("hill_sprints", at, 8, 5.6, rest) for at, rest in ((1260, None), (1420, 152), (1585, 157))
    ]
    starts = (4000, 4112, 4221, 4326, 4409, 4520)
    bests = (6.2, 6.4, 6.5, 7.1, 6.3, 7.2)
    rests = (None, 92, 88, 85, 64, 90)
    strides = [
        effort("strides", at, 20, best, rest) for at, best, rest in zip(starts, bests, rests, strict=True)
    ]
    standings = [(Standing.AS_ASKED,)] * 3 + [
        (Standing.TOO_HARD,),
        (Standing.REST_SHORT,),
        (Standing.TOO_HARD,),
    ]
    verdicts = (
        Verdict(
            exercise="strides",
            asked=6,
            done=6,
            say="Too hard for a relaxed stride: 2 of 6",
            notes=(
                "The fourth and the sixth were close to your max",
                "One rest was 64 s; the plan asks for 80 s or more before each",
            ),
            care=True,
            reps=tuple(RepVerdict(effort=3 + n, standings=one) for n, one in enumerate(standings)),
        ),
        Verdict(
            exercise="hill_sprints",
            asked=3,
            done=3,
            say="As planned, rests 152 and 157 s",
            reps=tuple(RepVerdict(effort=n, standings=(Standing.AS_ASKED,)) for n in range(3)),
        ),
    )
    evidence = Evidence(
        file="2027-01-26.fit",
        kind="run",
        start=START,
        duration_s=4800,
        distance_m=14020.0,
        quality=replace(
            GOOD, grade=Grading.FAIR, why=("One sample a second, open sky, speed as the watch gave it",)
        ),
        easy_mps=Measured(value=3.0, error=0.1),
        top_mps=TOP,
        efforts=(*hills, *strides),
        verdicts=verdicts,
        title="Easy 14 km",
        device="A watch",
    )
    return evidence, trace(4800, evidence.efforts)


def calm_run(length_s: int = 3600, **more: Any) -> tuple[Evidence, Trace]:
    """Nothing fast in it."""
    made = Evidence(
        file="calm.gpx", kind="run", start=START, duration_s=length_s, distance_m=length_s * 3.0, quality=GOOD
    )
    return replace(made, **more), trace(length_s, (), hilly=False)


def unfit_run() -> tuple[Evidence, Trace]:
    quality = Quality(
        grade=Grading.UNFIT,
        source=SpeedSource.POSITION,
        noise_mps=1.4,
        interval_s=30.0,
        why=("One position every 30 s: a sprint is over before the next",),
    )
    refused = Refused(
        what="Short fast efforts",
        why="the watch wrote one position every 30 s",
        instead="Set it to record every second, and run the strides again",
    )
    evidence, drawn = calm_run(quality=quality, refused=(refused,))
    return evidence, drawn


def many_reps(count: int = 40, length_s: int = 7200) -> tuple[Evidence, Trace]:
    efforts = tuple(
        effort("strides", 900 + 110 * n, 20, 6.0 + 0.2 * (n % 5), 90 if n else None) for n in range(count)
    )
    evidence = Evidence(
        file="many.fit",
        kind="run",
        start=START,
        duration_s=length_s,
        distance_m=length_s * 3.0,
        quality=GOOD,
        top_mps=TOP,
        efforts=efforts,
        title="A very long day of strides",
    )
    return evidence, trace(length_s, efforts)


def four_hours() -> tuple[Evidence, Trace]:
    efforts = tuple(effort("strides", 12000 + 100 * n, 15, 6.4, 85 if n else None) for n in range(4))
    evidence = Evidence(
        file="long.fit",
        kind="run",
        start=START,
        duration_s=14400,
        distance_m=42000.0,
        quality=GOOD,
        top_mps=TOP,
        efforts=efforts,
        title="Long run",
    )
    return evidence, trace(14400, efforts, gaps=((5000, 5900), (12160, 12190)))


def half_minute() -> tuple[Evidence, Trace]:
    one = effort("flat_sprints", 8, 7, 7.6, series=0)
    evidence = Evidence(
        file="short.fit",
        kind="run",
        start=None,
        duration_s=30,
        distance_m=120.0,
        quality=GOOD,
        efforts=(one,),
    )
    return evidence, trace(30, (one,), hilly=False)
