"""How well short efforts are found and measured: on real recordings, under stress, and on simulated runs.

`python benchmarks/effort_accuracy.py` prints docs/reference/effort-accuracy.md; `--write` writes it;
`--misses` lists every rep that the blind search missed or made up. The recordings are other people's,
in `../shared/data/runs`, never part of this repository; without them only the simulated half is made.
"""

import argparse
import math
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.effort_cases import (  # noqa: E402
    RUNS,
    SURE,
    WATCHES,
    Case,
    Finder,
    Score,
    blind,
    cases_of,
    marked,
    marked_by_laps,
    matched,
    over,
    planned,
    real,
    score,
    simulated,
    sources,
)
from fullstride.measure.simulate_scenes import WITH_EFFORTS, WITHOUT_EFFORTS, Scene  # noqa: E402
from fullstride.measure.stress import STRESSES, Shrunk  # noqa: E402

PAGE = ROOT / "docs" / "reference" / "effort-accuracy.md"
WATCH_SEEDS = 3
NUMBERS = {
    "duration_s": ("duration", "s", 1),
    "distance_m": ("distance", "m", 1),
    "best_3s_mps": ("best 3 s", "m/s", 2),
    "mean_mps": ("mean speed", "m/s", 2),
    "to_top_s": ("time to top", "s", 1),
    "cadence_spm": ("cadence", "1/min", 1),
    "contact_time_ms": ("contact time", "ms", 1),
    "grade_pct": ("grade", "%", 1),
    "rest_before_s": ("rest before", "s", 1),
}


def page() -> str:
    """The whole of docs/reference/effort-accuracy.md."""
    return real_half() + made_half()


def real_half() -> str:
    """The page up to the simulated runs; needs the recordings."""
    return _REAL.format(**real_tables())


def made_half() -> str:
    """The page from the simulated runs on."""
    return _MADE.format(**simulated_tables())


def real_tables() -> dict[str, str]:
    """The tables of the real recordings, by their names in the page's text."""
    short, long, none = real("short-reps"), real("long-reps"), real("no-reps")
    return {
        "blind": _rows(_by_source(short, blind)),
        "marks": _rows(_by_source(short, marked)),
        "plan": _rows(_plan(short)),
        "none": "\n".join(_without(none)),
        "long": "\n".join(_long(long)),
        "stress": "\n".join(_stress(short, none)),
    }


def simulated_tables() -> dict[str, str]:
    """The tables of the simulated runs, by their names in the page's text."""
    return {
        "scenes": _rows((scene.value, over(cases_of([scene]), blind)) for scene in WITH_EFFORTS),
        "scenes_without": "\n".join(
            f"| {scene.value} | {_an_hour(found)} | {found.inside} |"
            for scene in WITHOUT_EFFORTS
            for found in [over(cases_of([scene]), blind)]
        ),
        "scene_marks": "\n".join(_scene_marks()),
        "watches": _rows((name, over(cases_of(WITH_EFFORTS, name, WATCH_SEEDS), blind)) for name in WATCHES),
        "numbers": "\n".join(_numbers()),
    }


def _rows(named: Iterator[tuple[str, Score]]) -> str:
    return "\n".join(f"| {name} | {found.cells()} |" for name, found in named)


def _by_source(cases: tuple[Case, ...], finder: Finder) -> Iterator[tuple[str, Score]]:
    total = Score()
    for source, own in sources(cases):
        found = over(own, finder)
        total = total + found
        yield source, found
    sprints = [case for case in cases if case.reps and _typical_s(case) <= 12.0]
    yield "sprints of up to 12 s", over(sprints, finder)
    yield "**all**", total


def _typical_s(case: Case) -> float:
    return statistics.median(rep.duration_s for rep in case.reps)


def _plan(cases: tuple[Case, ...]) -> Iterator[tuple[str, Score]]:
    for name, stress in (("as recorded", None), ("surges × 0.45", Shrunk(keep=0.45))):
        yield name, over(cases, planned, stress)


def _without(cases: tuple[Case, ...]) -> Iterator[str]:
    total = Score()
    for source, own in sources(cases):
        found = over(own, blind)
        total = total + found
        yield f"| {source} | {len(own)} | {_an_hour(found)} |"
    trail = [case for case in cases if case.recording.sub_sport == "trail"]
    yield f"| of these, trail | {len(trail)} | {_an_hour(over(trail, blind))} |"
    yield f"| **all** | {len(cases)} | {_an_hour(total)} |"


def _an_hour(found: Score) -> str:
    return f"{found.hours:.1f} | {found.false} | {found.false_an_hour:.2f}"


def _long(cases: tuple[Case, ...]) -> Iterator[str]:
    for source, own in sources(cases):
        cells = [str(len(own)), str(sum(len(case.longer) for case in own))]
        cells += [str(over(own, finder).inside) for finder in (blind, marked)]
        yield f"| {source} | {' | '.join(cells)} |"


def _stress(short: tuple[Case, ...], none: tuple[Case, ...]) -> Iterator[str]:
    made = cases_of(WITH_EFFORTS)[::2]
    for name, stress in {"as recorded": None, **STRESSES}.items():
        found, false = over(short, blind, stress), over(none, blind, stress)
        by_marks, on_made = over(short, marked, stress), over(made, blind, stress)
        cells = f"{by_marks.f1:.2f} | {false.false_an_hour:.2f} | {on_made.f1:.2f}"
        yield f"| {name} | {found.cells()} | {cells} |"


def _scene_marks() -> Iterator[str]:
    for scene in Scene:
        cells = []
        for finder in (marked, marked_by_laps):
            found = over(cases_of([scene]), finder)
            f1 = f"{found.f1:.2f}" if found.reps else "–"
            cells.append(f"{found.hits} | {found.false} | {f1}")
        yield f"| {scene.value} | {found.reps} | {' | '.join(cells)} |"


def numbers(watch: str, *, by_marks: bool) -> dict[str, list[tuple[float, float, float]]]:
    """For each number, the truth, the estimate and its stated error, of all efforts that were found."""
    told: dict[str, list[tuple[float, float, float]]] = {name: [] for name in NUMBERS}
    for scene in WITH_EFFORTS:
        for case, run in simulated(scene, watch, WATCH_SEEDS):
            found = [
                effort
                for effort in (marked if by_marks else blind)(case, case.recording)
                if effort.confidence >= SURE
            ]
            before = -1
            for place, effort in matched(case.reps, found):
                true, seen = run.efforts[place], found[effort]
                for name in NUMBERS:
                    estimate = getattr(seen, name)
                    if name == "rest_before_s":
                        if place == 0 or before != place - 1:
                            continue
                        truth = true.start_s - run.efforts[place - 1].end_s
                    else:
                        truth = getattr(true, name)
                    if estimate is not None:
                        told[name].append((truth, estimate.value, estimate.error))
                before = place
    return told


def _numbers() -> Iterator[str]:
    for watch in WATCHES:
        for by_marks in (True, False):
            for name, triples in numbers(watch, by_marks=by_marks).items():
                if len(triples) >= 20:
                    what, unit, digits = NUMBERS[name]
                    how = "marks" if by_marks else "blind"
                    yield f"| {watch} | {how} | {what}, {unit} | {_spread(triples, digits)} |"


def _spread(triples: list[tuple[float, float, float]], digits: int) -> str:
    off = [estimate - truth for truth, estimate, _ in triples]
    middle = statistics.median(off)
    root = math.sqrt(statistics.fmean(each**2 for each in off))
    stated = statistics.median(error for _, _, error in triples)
    within = [abs(estimate - truth) / error for truth, estimate, error in triples]
    one, two = (100 * statistics.fmean(each <= limit for each in within) for limit in (1, 2))
    cells = (
        f"{middle:+.{digits}f}",
        f"{root:.{digits}f}",
        f"{stated:.{digits}f}",
        f"{one:.0f} %",
        f"{two:.0f} %",
    )
    return f"{len(triples)} | {' | '.join(cells)}"


_REAL = """# How well short efforts are found and measured

This page is made by `benchmarks/effort_accuracy.py --write`; a test fails when it is out of date.

A rep counts as found when an effort of confidence 0.5 or more starts from 8 s before to 15 s after its
mark, each effort for one rep only; every other effort of that confidence is made up. *F1* is twice the
found over reps, found and made up together. *Length off* is the mean of how far the durations of what
was found are from the marked ones (real) or the true ones (simulated), without sign.

## On real recordings

They are public recordings of other people and are not part of this repository: a row is a recordist,
with one watch or two. **Every row is by a finder that has learned nothing from that recordist**: what it
knows comes from the others and from simulated runs (`benchmarks/fit_left_out.py`). Its settings,
beside what is learned, were chosen with all of these recordings in view, and with so few of them that
flatters a little.

The truth is what laps and workout steps say, and they are not gospel: two of the COROS reps were begun
13 to 15 s after the mark, one Enduro rep 11 s before it, and one was broken off; and two stretches of the
Forerunner 25 that count as made up (at 306 and 1259 s) were run as fast as any rep, only nobody marked
them. Reps over 61 s count neither for nor against.

### With nothing but the signal (`--blind`)

| Recordist | Reps | Found | Made up | F1 | Length off |
|---|---|---|---|---|---|
{blind}

### By workout steps and laps

| Recordist | Reps | Found | Made up | F1 | Length off |
|---|---|---|---|---|---|
{marks}

Marks give the length of a rep as well as its place, so that the lengths agree by design; how true that
is can be seen on the simulated runs below. A surge that no mark explains is told as well when it is sure
and like the marked ones; others are asked about: a rule made after the stretch at 306 s had been counted
as made up here, and how laps are read was settled on these very files too. No recordist was left out of
that, so these rows flatter more than the blind ones.

### By the plan, without laps and steps

The plan says how many reps of how many seconds; the surges that fit it best are taken. How much a plan
counts was chosen on these recordings.

| Recordings | Reps | Found | Made up | F1 | Length off |
|---|---|---|---|---|---|
{plan}

### Where there are no reps

| Recordist | Recordings | Hours | Made up | In an hour |
|---|---|---|---|---|
{none}

### In sessions of longer reps

Short efforts reported inside a rep over 78 s that steps or laps mark.

| Recordist | Recordings | Longer reps | Inside, blind | Inside, by marks |
|---|---|---|---|---|
{long}

### Under stress, blind

Every recording made harder: all that stands over the local base shrunk to a share, cadence with it; a
random half of the samples dropped; walked and standing rests turned into jogs; no cadence; noise of
0.3 m/s that lasts 2 s. The last three columns are what the same stress does to the same reps when their
marks are read (F1), to the recordings without reps (made up in an hour, blind) and to simulated runs
(F1, blind).

| Stress | Reps | Found | Made up | F1 | Length off | By marks, F1 | No reps, in an hour | Simulated, F1 |
|---|---|---|---|---|---|---|---|---|
{stress}

"""

_MADE = """## On simulated runs

Runner, watch, land and session are drawn from wide ranges (`measure.simulate_scenes`): easy pace 2.0 to
4.5 m/s, top speed 5 to 9.5 m/s, efforts of 5 to 60 s, watches that smooth over 1 to 8 s and show the
speed up to 4 s late, every second or by smart recording, with noise that lasts, spikes, gaps and pauses.
What the finder learned and the errors of the numbers were fitted on other seeds of the same ranges; but
how much a plan counts, and how much noise adds to the error of the best 3 s, were chosen with the tables
below in view. A watch unlike all of these is not in them.

### Efforts of each kind, blind

| Scene | Reps | Found | Made up | F1 | Length off |
|---|---|---|---|---|---|
{scenes}

### Runs without efforts, blind

| Scene | Hours | Made up | In an hour | Inside longer reps |
|---|---|---|---|---|
{scenes_without}

### By marks

| Scene | Reps | Found by steps | Made up | F1 | Found by laps | Made up | F1 |
|---|---|---|---|---|---|---|---|
{scene_marks}

### By the kind of watch, blind

| Watch | Reps | Found | Made up | F1 | Length off |
|---|---|---|---|---|---|
{watches}

### The numbers of an effort, and the truth of their errors

*Bias* is the median of estimate less truth, *spread* the root of its mean square, *stated* the median of
the errors that come with the estimates. An honest error holds about 68 % of the truths within one and
95 % within two. The speeds of sprints under 8 s are too low by what the watch's smoothing takes; this is
not corrected, since no file says how much its watch smooths, but the error grows to hold it.

| Watch | Found by | Number | Efforts | Bias | Spread | Stated | Within 1 | Within 2 |
|---|---|---|---|---|---|---|---|---|
{numbers}
"""


def _misses() -> None:
    for folder in ("short-reps", "long-reps", "no-reps"):
        for case in real(folder):
            found = [effort for effort in blind(case, case.recording) if effort.confidence >= SURE]
            pairs = matched(case.reps, found)
            print(case.name, score(case, found).cells())
            for rep in sorted(set(range(len(case.reps))) - {rep for rep, _ in pairs}):
                print(f"  missed {case.reps[rep].start_s:.0f} s, {case.reps[rep].duration_s:.0f} s long")
            taken = {effort for _, effort in pairs}
            for place, effort in enumerate(found):
                if place not in taken:
                    print(f"  made up {effort.start_s:.0f}-{effort.end_s:.0f} s, {effort.confidence:.2f}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    if not RUNS.exists():
        print(f"The recordings are not here ({RUNS.name}); this is the simulated half of the page.\n")
        print(made_half())
        return 1
    if options.misses:
        _misses()
        return 0
    text = page()
    if options.write:
        PAGE.write_text(text, encoding="utf-8")
    else:
        print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
