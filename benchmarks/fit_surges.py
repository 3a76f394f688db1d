"""Teach the judge of surges: makes src/fullstride/measure/efforts_learned.py.

`python benchmarks/fit_surges.py` shows what it learned, `--write` writes it, `--without SOURCE` leaves a
recordist out. Teachers are simulated runs of every kind, most of them made harder, and the recordings of
`../shared/data/runs` with their marks; without those the simulated runs teach alone.

Each feature may speak in one direction only (efforts_features.FEATURES), so that few recordings cannot
teach nonsense; within that it is a plain logistic regression with a small penalty.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.effort_cases import EARLIEST_S, LATEST_S, RUNS, real  # noqa: E402
from fullstride.domain.recording import Floats, Recording, Span  # noqa: E402
from fullstride.measure.efforts_features import FEATURES, features_of  # noqa: E402
from fullstride.measure.efforts_judge import Learned, SeriesJudge, Weights, chance_of  # noqa: E402
from fullstride.measure.efforts_scan import Found, Scan  # noqa: E402
from fullstride.measure.signal import Cleaning  # noqa: E402
from fullstride.measure.simulate_scenes import Draw, Scene, draw_watch  # noqa: E402
from fullstride.measure.simulate_watch import wander  # noqa: E402
from fullstride.measure.stress import Dropped, JoggedRests, NoCadence, Noisy, Shrunk, Stress  # noqa: E402

MODULE = ROOT / "src" / "fullstride" / "measure" / "efforts_learned.py"
FIRST_SEED = 1000  # accuracy is measured on the seeds before
SEEDS = 70
REAL_WEIGHT = 2.0  # against one simulated run
PENALTY = 1.0
POSITIONS_ONLY = 0.2  # share of simulated watches that write no speed
ROUNDS = 2
SUPPORT_SIGNS = (1, 1, 1, 1, 1)
# Their surges may be real, but nobody marked them: they teach neither way.
SILENT = ("unlabelled-strides", "455704940568936448", "6860622783")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lesson:
    """The candidates of one run: `answer` 1 effort, 0 none, -1 not to be learned from."""

    table: Floats
    answer: Floats
    start: Floats
    seconds: Floats
    speed: Floats
    weight: float


def learn(without: str = "", seeds: int = SEEDS) -> Learned:
    """What all runs teach but those of one recordist; `seeds` simulated runs of each kind."""
    lessons = [*simulated_lessons(seeds), *(lesson for source, lesson in real_lessons() if source != without)]
    single = _fit([lesson.table for lesson in lessons], lessons, tuple(FEATURES.values()))
    judge = SeriesJudge()
    alone = [single.logit(lesson.table) for lesson in lessons]
    odds, rounds = alone, []
    for _ in range(ROUNDS):
        tables = [
            judge.support(first, now, lesson.start, lesson.seconds, lesson.speed)
            for first, now, lesson in zip(alone, odds, lessons, strict=True)
        ]
        weights = _fit(tables, lessons, SUPPORT_SIGNS)
        rounds.append(weights)
        odds = [weights.logit(table) for table in tables]
    return Learned(single=single, rounds=tuple(rounds))


@cache
def simulated_lessons(seeds: int = SEEDS) -> tuple[Lesson, ...]:
    lessons = []
    for scene in Scene:
        for seed in range(FIRST_SEED, FIRST_SEED + seeds):
            rng = np.random.default_rng([seed, 7])
            watch = draw_watch(rng)
            if rng.random() < POSITIONS_ONLY:
                noise_m = float(rng.uniform(0.5, 2.5))
                watch = replace(watch, says_speed=False, positions=True, position_noise_m=noise_m)
            run = Draw(watch=watch).draw(scene, seed).record(seed)
            marks = [Span(start_s=effort.start_s, end_s=effort.end_s) for effort in run.efforts]
            recording = run.recording
            if "speed_mps" not in recording.channels:
                recording = _jittered(_positions_only(recording), rng)
            elif rng.random() < 0.4:
                recording = varied(recording, marks[0].start_s if marks else recording.duration_s, rng)
            if rng.random() < 0.65:
                recording = _stress(seed, rng).apply(recording)
            lesson = _lesson(recording, marks, weight=1.0)
            if lesson is not None:
                lessons.append(lesson)
    return tuple(lessons)


@cache
def real_lessons() -> tuple[tuple[str, Lesson], ...]:
    """Source and lesson of each marked recording, as it is and under every stress."""
    if not RUNS.exists():
        return ()
    lessons = []
    for case in (case for folder in ("short-reps", "long-reps", "no-reps") for case in real(folder)):
        if any(name in case.name for name in SILENT):
            continue
        marks = sorted((*case.reps, *(case.spare if case.reps else ())), key=lambda mark: mark.start_s)
        for recording in _hardened(case.recording):
            lesson = _lesson(recording, marks, weight=REAL_WEIGHT)
            if lesson is not None:
                lessons.append((case.source, lesson))
    return tuple(lessons)


def _hardened(recording: Recording) -> Iterator[Recording]:
    yield recording
    fixed: tuple[Stress, ...] = (Shrunk(keep=0.45), Shrunk(keep=0.35), NoCadence())
    drawn = (
        stress
        for seed in (11, 12)
        for stress in (Dropped(seed=seed), JoggedRests(seed=seed), Noisy(seed=seed))
    )
    for stress in (*fixed, *drawn):
        yield stress.apply(recording)
    if {"speed_mps", "latitude_deg"} <= set(recording.channels):
        bare = _positions_only(recording)
        yield bare
        yield NoCadence().apply(bare)


def _positions_only(recording: Recording) -> Recording:
    gone = ("speed_mps", "distance_m")
    left = {name: values for name, values in recording.channels.items() if name not in gone}
    return replace(recording, channels=MappingProxyType(left))


def _jittered(recording: Recording, rng: np.random.Generator) -> Recording:
    """Positions that jump about within seconds, as those of phones and of bad sky do."""
    channels = dict(recording.channels)
    sd_deg, lasts_s = float(rng.uniform(0.2, 2.0)) / 111_320.0, float(rng.uniform(1.5, 10.0))
    for name in ("latitude_deg", "longitude_deg"):
        channels[name] = channels[name] + sd_deg * wander(len(recording), lasts_s, rng)
    if rng.random() < 0.5:
        channels.pop("cadence_spm", None)
    return replace(recording, channels=MappingProxyType(channels))


def _stress(seed: int, rng: np.random.Generator) -> Stress:
    stresses: tuple[Stress, ...] = (
        Shrunk(keep=float(rng.uniform(0.35, 0.7))),
        Dropped(seed=seed, share=float(rng.uniform(0.3, 0.6))),
        JoggedRests(seed=seed),
        NoCadence(),
        Noisy(seed=seed, noise_mps=float(rng.uniform(0.15, 0.35)), lasts_s=float(rng.uniform(1.0, 4.0))),
    )
    return stresses[int(rng.integers(len(stresses)))]


def varied(recording: Recording, until_s: float, rng: np.random.Generator) -> Recording:
    """The same run with stretches at another pace before `until_s`, as warm-ups and easy runs have."""
    speed = recording.channels.get("speed_mps")
    if speed is None or len(speed) < 300:
        return recording
    seconds = int(recording.time_s[-1]) + 2
    factor = np.ones(seconds)
    now, last = float(rng.uniform(0.0, 200.0)), until_s - float(rng.uniform(20.0, 120.0))
    while now < last - 60.0:
        end = min(now + float(rng.uniform(120.0, 900.0)), last)
        if rng.random() < 0.6:
            factor[int(now) : int(end)] = rng.uniform(0.9, 1.45)
        now = end + float(rng.uniform(0.0, 400.0))
    soft = np.convolve(np.pad(factor, 7, mode="edge"), np.ones(15) / 15, mode="valid")
    channels = dict(recording.channels)
    channels["speed_mps"] = speed * soft[np.clip(recording.time_s.astype(int), 0, seconds - 1)]
    for name in ("latitude_deg", "longitude_deg", "distance_m"):
        channels.pop(name, None)
    return replace(recording, channels=MappingProxyType(channels))


def _lesson(recording: Recording, marks: Sequence[Span], weight: float) -> Lesson | None:
    signal = Cleaning().clean(recording)
    if signal.easy_mps is None:
        return None
    scan = Scan()
    scene = scan.scene(signal, signal.easy_mps.value)
    found = scan.find(scene)
    return Lesson(
        table=features_of(signal, scene, found),
        answer=_answers(found, marks),
        start=found.start,
        seconds=found.end - found.start,
        speed=found.plateau_mps / scene.easy_mps,
        weight=weight,
    )


def _answers(found: Found, marks: Sequence[Span]) -> Floats:
    """1 for the best candidate at each mark, -1 for others that touch one, 0 for the rest."""
    answer = np.zeros(len(found))
    pairs = []
    for number, mark in enumerate(marks):
        shared = np.minimum(found.end, mark.end_s + 12.0) - np.maximum(found.start, mark.start_s)
        answer[shared > 2.0] = -1
        late = found.start - mark.start_s
        times = (found.end - found.start) / mark.duration_s
        fits = (late >= EARLIEST_S) & (late <= LATEST_S) & (times > 0.4) & (times < 2.5)
        rise = found.plateau_mps - np.maximum(found.before_mps, found.after_mps)
        pairs += [(-float(rise[place]), int(place), number) for place in np.flatnonzero(fits)]
    taken: set[tuple[str, int]] = set()
    for _, place, number in sorted(pairs):
        if {("found", place), ("mark", number)} & taken:
            continue
        taken |= {("found", place), ("mark", number)}
        answer[place] = 1
    return answer


def _fit(tables: Sequence[Floats], lessons: Sequence[Lesson], signs: Sequence[int]) -> Weights:
    """Logistic regression, each weight held to its sign, by L-BFGS-B."""
    from scipy.optimize import minimize

    table = np.vstack(tables)
    answer = np.concatenate([lesson.answer for lesson in lessons])
    weight = np.concatenate([np.full(len(lesson.answer), lesson.weight) for lesson in lessons])
    known = answer >= 0
    table, answer, weight = table[known], answer[known], weight[known]
    middle, spread = table.mean(axis=0), np.maximum(table.std(axis=0), 0.01)
    scaled = np.column_stack((np.clip((table - middle) / spread, -4.0, 4.0), np.ones(len(table))))

    def loss(numbers: Floats) -> tuple[float, Floats]:
        odds = scaled @ numbers
        total = float(np.sum(weight * (np.logaddexp(0.0, odds) - answer * odds)))
        slope = scaled.T @ (weight * (chance_of(odds) - answer))
        slope[:-1] += PENALTY * numbers[:-1]
        return total + 0.5 * PENALTY * float(np.sum(numbers[:-1] ** 2)), slope

    limits = {1: (0.0, None), -1: (None, 0.0), 0: (None, None)}
    bounds = [*(limits[sign] for sign in signs), (None, None)]
    best = minimize(
        loss, np.zeros(len(bounds)), jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 500}
    ).x
    return Weights(
        middle=_rounded(middle),
        spread=_rounded(spread),
        weight=_rounded(best[:-1]),
        bias=round(float(best[-1]), 4),
    )


def _rounded(numbers: Floats) -> tuple[float, ...]:
    return tuple(round(float(number), 4) + 0.0 for number in numbers)


def source_of(learned: Learned) -> str:
    """The module that holds what was learned."""
    lines = [
        '"""What the judge of surges has learned; made by benchmarks/fit_surges.py, not by hand."""',
        "",
        "from fullstride.measure.efforts_judge import Learned, Weights",
        "",
        "# fmt: off",
        "LEARNED = Learned(",
        "    single=Weights(",
        *_weights_lines(learned.single, tuple(FEATURES), "        "),
        "    ),",
        "    rounds=(",
    ]
    for weights in learned.rounds:
        lines += ["        Weights(", *_weights_lines(weights, (), "            "), "        ),"]
    return "\n".join([*lines, "    ),", ")", "# fmt: on", ""])


def _weights_lines(weights: Weights, names: Sequence[str], margin: str) -> Iterator[str]:
    for field in ("middle", "spread", "weight"):
        yield f"{margin}{field}=("
        for place, number in enumerate(getattr(weights, field)):
            name = f"  # {names[place]}" if names and field == "weight" else ""
            yield f"{margin}    {number},{name}"
        yield f"{margin}),"
    yield f"{margin}bias={weights.bias},"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--without", default="", metavar="SOURCE")
    options = parser.parse_args()
    text = source_of(learn(options.without))
    if options.write:
        MODULE.write_text(text, encoding="utf-8")
    else:
        print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
