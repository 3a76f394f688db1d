"""Recordings with their truth, real and simulated, and how what is found is held against it."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

from benchmarks.effort_left_out import learned_without
from fullstride.domain.evidence import Effort
from fullstride.domain.recording import Recording, Span
from fullstride.measure.efforts import SurgeFinder
from fullstride.measure.finding import EffortFinder, Expected
from fullstride.measure.lap_marks import MarkReader
from fullstride.measure.signal import Cleaning, Signal
from fullstride.measure.simulate import Simulated
from fullstride.measure.simulate_scenes import Draw, Scene
from fullstride.measure.simulate_watch import Watch
from fullstride.measure.stress import Stress

ROOT = Path(__file__).resolve().parents[1]
RUNS = ROOT.parent / "shared" / "data" / "runs"

EARLIEST_S, LATEST_S = -8.0, 15.0  # of a found start after the mark
LONGEST_S = 61.0  # reps of the blind target
SURE = 0.5  # an effort less sure is asked about, not counted
SEEDS = 6  # simulated runs of each kind

WATCHES = {
    "quick, every second": Watch(smoothing_s=3.0, delay_s=1.0, noise_mps=0.08),
    "slow, every second": Watch(
        smoothing_s=6.0, delay_s=4.0, noise_mps=0.06, every_other=True, cadence_delay_s=4.0
    ),
    "smart recording": Watch(smoothing_s=3.0, delay_s=1.5, noise_mps=0.08, smart=True),
    "bad sky": Watch(smoothing_s=4.0, delay_s=1.5, noise_mps=0.25, spikes_an_hour=4.0, gaps_an_hour=1.0),
    "positions only": Watch(says_speed=False, position_noise_m=1.5),
}

Finder = Callable[["Case", Recording], Sequence[Effort]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A recording with its truth: `reps` to be found, `spare` that may be, `longer` that hold none."""

    name: str
    source: str
    recording: Recording
    reps: tuple[Span, ...] = ()
    spare: tuple[Span, ...] = ()
    longer: tuple[Span, ...] = ()
    taught_without: str = ""  # the recordist from whom the finder must not have learned


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Counts over cases; `off_s` are the errors of the durations of what was found."""

    reps: int = 0
    hits: int = 0
    false: int = 0
    inside: int = 0  # short efforts inside a longer rep
    hours: float = 0.0
    off_s: tuple[float, ...] = ()

    def __add__(self, other: "Score") -> "Score":
        return Score(
            reps=self.reps + other.reps,
            hits=self.hits + other.hits,
            false=self.false + other.false,
            inside=self.inside + other.inside,
            hours=self.hours + other.hours,
            off_s=self.off_s + other.off_s,
        )

    @property
    def f1(self) -> float:
        counted = self.reps + self.hits + self.false
        return 2 * self.hits / counted if counted else 1.0

    @property
    def false_an_hour(self) -> float:
        return self.false / self.hours if self.hours else 0.0

    @property
    def mean_off_s(self) -> float:
        return sum(abs(each) for each in self.off_s) / len(self.off_s) if self.off_s else 0.0

    def cells(self) -> str:
        off = f"{self.mean_off_s:.1f} s" if self.off_s else "–"
        return f"{self.reps} | {self.hits} | {self.false} | {self.f1:.2f} | {off}"


def matched(reps: Sequence[Span], efforts: Sequence[Effort]) -> list[tuple[int, int]]:
    """Pairs (rep, effort), each at most once, whose start lies in the window after the mark.

    All windows are equally long, so that taking the earliest effort for each rep in turn matches most.
    """
    pairs, free = [], 0
    for place, rep in enumerate(reps):
        while free < len(efforts) and efforts[free].start_s < rep.start_s + EARLIEST_S:
            free += 1
        if free < len(efforts) and efforts[free].start_s <= rep.start_s + LATEST_S:
            pairs.append((place, free))
            free += 1
    return pairs


def score(case: Case, found: Sequence[Effort]) -> Score:
    """What was found against what is true; what meets only a spare rep counts for nothing."""
    sure = [effort for effort in found if effort.confidence >= SURE]
    pairs = matched(case.reps, sure)
    taken = {effort for _, effort in pairs}
    left = [effort for place, effort in enumerate(sure) if place not in taken]
    spare = {effort for _, effort in matched(case.spare, left)}
    off = [
        sure[effort].duration_s.value - (case.reps[rep].end_s - case.reps[rep].start_s)
        for rep, effort in pairs
    ]
    return Score(
        reps=len(case.reps),
        hits=len(pairs),
        false=len(left) - len(spare),
        inside=sum(any(_within(effort, longer) for longer in case.longer) for effort in left),
        hours=case.recording.duration_s / 3600.0,
        off_s=tuple(off),
    )


def _within(effort: Effort, longer: Span) -> bool:
    return longer.start_s <= (effort.start_s + effort.end_s) / 2.0 <= longer.end_s


# ---- finders ---------------------------------------------------------------------------------------


@lru_cache(maxsize=400)
def signal_of(recording: Recording) -> Signal:
    return Cleaning().clean(recording)


@cache
def finder_without(source: str) -> EffortFinder:
    """The finder as it would be had it never seen a recording of `source`; "" is today's."""
    if not source:
        return EffortFinder()
    return EffortFinder(surges=SurgeFinder(learned=learned_without(source)))


def blind(case: Case, recording: Recording) -> Sequence[Effort]:
    return finder_without(case.taught_without).find(recording, signal_of(recording), blind=True)


def marked(case: Case, recording: Recording) -> Sequence[Effort]:
    return finder_without(case.taught_without).find(recording, signal_of(recording))


def marked_by_laps(case: Case, recording: Recording) -> Sequence[Effort]:
    return marked(case, with_laps(recording))


def planned(case: Case, recording: Recording) -> Sequence[Effort]:
    """Without marks, but told how many reps of what length were asked for, in whole seconds."""
    longest = [rep.duration_s for rep in case.reps]
    seconds = float(round(sum(longest) / len(longest)))
    expected = (Expected(exercise="strides", reps=len(longest), duration_s=seconds),)
    finder = finder_without(case.taught_without)
    return finder.find(without_marks(recording), signal_of(recording), expected=expected)


def without_marks(recording: Recording) -> Recording:
    return replace(recording, laps=(), steps=())


def with_laps(recording: Recording) -> Recording:
    """The same with laps by the button instead of workout steps."""
    laps = (replace(lap, step=None, intensity="", trigger="manual") for lap in recording.laps)
    return replace(recording, laps=tuple(laps), steps=())


# ---- real recordings --------------------------------------------------------------------------------


@cache
def real(folder: str) -> tuple[Case, ...]:
    """The recordings of a folder with their truth; the marks of `short-reps`, the laps of `long-reps`."""
    from fullstride.formats.recordings import read_recordings

    truth: dict[str, list[Span]] = {}
    with (RUNS / "truth.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            span = Span(start_s=float(row["t_start_s"]), end_s=float(row["t_end_s"]))
            truth.setdefault(row["file"], []).append(span)
    cases = []
    for path in sorted((RUNS / folder).iterdir()):
        recording = read_recordings(path.read_bytes(), path.name)[0]
        name, source = f"{folder}/{path.name}", path.name.split("__")[0]
        reps = truth.get(name, [])
        marks = MarkReader().read(recording, signal_of(recording))
        cases.append(
            Case(
                name=name,
                source=source,
                taught_without=source,
                recording=recording,
                reps=tuple(rep for rep in reps if rep.duration_s <= LONGEST_S),
                spare=tuple(rep for rep in reps if rep.duration_s > LONGEST_S)
                + (tuple(Span(start_s=m.start_s, end_s=m.end_s) for m in marks.reps) if not reps else ()),
                longer=marks.longer if folder == "long-reps" else (),
            )
        )
    return tuple(cases)


def over(cases: Iterable[Case], finder: Finder, stress: Stress | None = None) -> Score:
    total = Score()
    for case in cases:
        recording = stress.apply(case.recording) if stress else case.recording
        total = total + score(case, finder(case, recording))
    return total


def sources(cases: Sequence[Case]) -> Iterator[tuple[str, list[Case]]]:
    for source in sorted({case.source for case in cases}):
        yield source, [case for case in cases if case.source == source]


# ---- simulated runs ---------------------------------------------------------------------------------


@cache
def simulated(scene: Scene, watch: str = "", seeds: int = SEEDS) -> tuple[tuple[Case, Simulated], ...]:
    """Runs of a scene with workout steps, by a watch of `WATCHES` or by one drawn for each."""
    made = []
    for seed in range(seeds):
        run = Draw(watch=WATCHES.get(watch), marks="steps").draw(scene, seed).record(seed)
        case = Case(
            name=f"{scene.value} {seed}",
            source=scene.value,
            recording=run.recording,
            reps=tuple(Span(start_s=each.start_s, end_s=each.end_s) for each in run.efforts),
            longer=run.long_reps,
        )
        made.append((case, run))
    return tuple(made)


def cases_of(scenes: Iterable[Scene], watch: str = "", seeds: int = SEEDS) -> list[Case]:
    return [case for scene in scenes for case, _ in simulated(scene, watch, seeds)]
