"""Histories with known answers: a runner of known speeds, whose runs are simulated and summed up."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from fullstride.domain.evidence import Effort, FoundBy, Grading, Measured, SpeedSource
from fullstride.domain.history import BEST_S, BIN_MPS, RunSummary, ShortEffort
from fullstride.measure.history import summarise
from fullstride.measure.signal import Cleaning
from fullstride.measure.simulate import Doing, Phase, Runner, SimulatedRun

TODAY = dt.date(2026, 12, 14)
EASY, CRITICAL, RESERVE_M, TOP = 2.9, 4.0, 200.0, 7.5
RUNNER = Runner(easy_mps=EASY, top_mps=TOP)


def easy(seconds: float = 2400.0) -> Phase:
    return Phase(doing=Doing.RUN, duration_s=seconds, speed_mps=EASY, rise_s=8.0, grade_pct=0.0)


def all_out(seconds: float) -> Phase:
    """As far as critical speed and reserve let this runner go."""
    speed = CRITICAL + RESERVE_M / seconds
    return Phase(doing=Doing.LONG, duration_s=seconds, speed_mps=speed, rise_s=2.0, grade_pct=0.0)


def reps(
    count: int, seconds: float, share: float, kind: str, rest_s: float, grade_pct: float = 0.0
) -> tuple[Phase, ...]:
    speed = share * TOP * (1 - 0.03 * grade_pct)
    rep = Phase(
        doing=Doing.REP, duration_s=seconds, speed_mps=speed, rise_s=1.2, kind=kind, grade_pct=grade_pct
    )
    walk = Phase(doing=Doing.WALK, duration_s=rest_s, speed_mps=1.4, rise_s=2.0, grade_pct=0.0)
    return (rep, walk) * count


SPRINTS = reps(6, 9.0, 0.98, "flat_sprints", 150.0)
STRIDES = reps(5, 20.0, 0.83, "strides", 60.0)
HILLS = reps(5, 10.0, 0.95, "hill_sprints", 150.0, grade_pct=7.0)


@cache
def simulated(phases: tuple[Phase, ...], seed: int) -> RunSummary:
    """The summary of a run; its efforts are the true ones, as a good finder would tell them."""
    made = SimulatedRun(phases=phases, runner=RUNNER).record(seed)
    recording = replace(made.recording, sport="running")
    signal = Cleaning().clean(recording)
    efforts = [
        Effort(
            kind=one.kind,
            start_s=one.start_s,
            end_s=one.end_s,
            found_by=FoundBy.BLIND,
            confidence=0.9,
            duration_s=Measured(value=one.duration_s, error=1.0),
            best_3s_mps=Measured(value=one.best_3s_mps, error=0.2),
            grade_pct=Measured(value=one.grade_pct, error=1.0),
        )
        for one in made.efforts
    ]
    return summarise(signal, efforts, recording)


def on(day: dt.date, *phases: Phase, seed: int = 0) -> RunSummary:
    """A simulated run of that day."""
    return replace(simulated(phases, seed), date=day, file=f"{day}.fit")


@dataclass(frozen=True)
class Season:
    """Three runs a week, and what was done on some of the days; weeks are counted back from today."""

    weeks: int = 26
    sprints: Iterable[int] = ()
    strides: Iterable[int] = ()
    hills: Iterable[int] = ()
    tests: bool = True  # all-out for 3, 7 and 20 min in the last weeks

    def runs(self) -> tuple[RunSummary, ...]:
        tested = {1: 200.0, 3: 420.0, 5: 1200.0} if self.tests else {}
        found = []
        for week in range(self.weeks):
            day = TODAY - dt.timedelta(weeks=week, days=1)
            first = SPRINTS if week in set(self.sprints) else HILLS if week in set(self.hills) else ()
            second = STRIDES if week in set(self.strides) else ()
            third = (all_out(tested[week]), easy(300.0)) if week in tested else ()
            for place, more in enumerate((first, second, third)):
                found.append(
                    on(day - dt.timedelta(days=2 * place), easy(), *more, seed=(3 * week + place) % 7)
                )
        return tuple(found)


def summary(
    day: dt.date,
    *,
    fastest_mps: float = 4.0,
    minutes: float = 40.0,
    speed_mps: float = EASY,
    file: str = "",
    grade: Grading = Grading.GOOD,
    source: SpeedSource = SpeedSource.DEVICE,
    efforts: tuple[ShortEffort, ...] = (),
    held_mps: float | None = None,
    **more: object,
) -> RunSummary:
    """A run written down by hand: even at `speed_mps`, `fastest_mps` for 3 s, `held_mps` for 5 and 10 s."""
    bins = int(speed_mps / BIN_MPS) + 1
    seconds = minutes * 60
    held = speed_mps if held_mps is None else held_mps
    best = tuple(
        (fastest_mps if at_s == 3 else held if at_s <= 10 else speed_mps) if at_s <= seconds else None
        for at_s in BEST_S
    )
    made = RunSummary(
        file=file or f"{day}.fit",
        date=day,
        duration_s=seconds,
        moving_s=seconds,
        distance_m=seconds * speed_mps,
        grade=grade,
        source=source,
        noise_mps=0.1,
        interval_s=1.0,
        has_elevation=True,
        easy_mps=speed_mps,
        bin_s=(0.0,) * (bins - 1) + (seconds,),
        bin_m=(0.0,) * (bins - 1) + (seconds * speed_mps,),
        best_mps=best,
        efforts=efforts,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def effort(kind: str, best_mps: float, *, confidence: float = 0.9, grade_pct: float = 0.0) -> ShortEffort:
    return ShortEffort(
        kind=kind,
        start_s=600.0,
        duration_s=9.0,
        best_3s_mps=best_mps,
        best_3s_error_mps=0.2,
        grade_pct=grade_pct,
        found_by=FoundBy.BLIND,
        confidence=confidence,
    )
