"""Simulated runs: what a runner did, known to a tenth of a second, and what a watch wrote of it.

Steps: the phases of a session become a true speed at 5 Hz (a mono-exponential approach to each
phase's speed, as in Furusawa, Hill & Parkinson 1927 and the sprint models built on it; strides with a
build-up; slow correlated variation; the grade's effect on speed), from which the truth of every short
effort is read; `measure.simulate_watch` then writes the recording. One seed gives one run, always.
"""

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from fullstride.domain.recording import Floats, Recording, Span
from fullstride.measure.simulate_watch import Marked, Track, Watch, wander

STEP_S = 0.2


class Doing(StrEnum):
    """What the runner is about in a phase."""

    RUN = "run"
    WALK = "walk"
    STAND = "stand"
    REP = "rep"  # a short effort: to be found
    LONG = "long"  # a fast stretch that is no short effort


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """A stretch run at one aim. `rise_s` is τ of the approach, `ramp_s` a build-up before it."""

    doing: Doing
    duration_s: float
    speed_mps: float
    rise_s: float = 3.0
    ramp_s: float = 0.0
    fade_per_s: float = 0.0  # share of the speed lost each second once it is reached
    grade_pct: float | None = None  # None: as the land lies
    kind: str = ""  # of a REP: strides, flat_sprints, hill_sprints
    intensity: str = ""  # what the watch's step or lap says; "" makes no mark
    cadence_ratio: float = 1.0  # over the runner's easy cadence


@dataclass(frozen=True, slots=True, kw_only=True)
class Runner:
    easy_mps: float = 2.8
    top_mps: float = 7.5
    easy_cadence_spm: float = 164.0
    reaction_s: float = 1.0  # from the mark to the first quick step
    reaction_sd_s: float = 0.0
    wander: float = 0.04  # sd of the slow variation, as a share of the speed
    wander_s: float = 60.0  # how long it lasts
    drift: float = -0.03  # share of the speed gained (lost) over the whole run

    def reactions(self, count: int, rng: np.random.Generator) -> Floats:
        """How long after each mark the runner acts, (count,); a button may also be pressed late."""
        drawn: Floats = rng.normal(self.reaction_s, self.reaction_sd_s, count)
        return drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Land:
    """Rolling ground: grade as a sum of waves; 0 is flat."""

    grade_sd_pct: float = 0.0
    wave_s: float = 240.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueEffort:
    """A short effort as it was run: from the first quick step to the first slowing one."""

    kind: str
    start_s: float
    end_s: float
    distance_m: float
    best_3s_mps: float
    mean_mps: float
    to_top_s: float
    cadence_spm: float
    contact_time_ms: float
    grade_pct: float
    easy_ratio: float

    @property
    def duration_s(self) -> float:
        return self.end_s - self.start_s


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Simulated:
    """A recording and what it is a recording of; `long_reps` are fast stretches that are no short effort."""

    recording: Recording
    efforts: tuple[TrueEffort, ...]
    long_reps: tuple[Span, ...]
    runner: Runner
    true_time_s: Floats  # (m,) at 5 Hz
    true_speed_mps: Floats  # (m,)


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatedRun:
    """A run to be recorded: who, what, where, with which watch."""

    phases: tuple[Phase, ...]
    runner: Runner = Runner()
    land: Land = Land()
    watch: Watch = field(default_factory=Watch)

    def record(self, seed: int) -> Simulated:
        """Run it and write it down; the same seed gives the same recording.

        Errors: none; a run without phases gives an empty recording.
        """
        rng = np.random.default_rng(seed)
        phases = tuple(phase for phase in self.phases if phase.duration_s >= STEP_S)
        ends = np.cumsum([round(phase.duration_s / STEP_S) for phase in phases]).astype(int)
        starts = np.concatenate([[0], ends[:-1]]).astype(int) if len(phases) else ends
        size = int(ends[-1]) if len(phases) else 0
        grade = _grade(phases, starts, ends, size, self.land, rng)
        speed = _speed(phases, starts, ends, grade, self.runner, rng)
        cadence = _cadence(phases, starts, ends, speed, self.runner, rng)
        contact = np.clip(420.0 - 38.0 * speed, 90.0, 400.0)
        track = Track(
            step_s=STEP_S, speed_mps=speed, grade_pct=grade, cadence_spm=cadence, contact_time_ms=contact
        )
        spans = [
            (phase, int(start) * STEP_S, int(end) * STEP_S)
            for phase, start, end in zip(phases, starts, ends, strict=True)
        ]
        marks = tuple(
            Marked(intensity=phase.intensity, start_s=max(start - reaction, 0.0))
            for (phase, start, _), reaction in zip(spans, self.runner.reactions(len(spans), rng), strict=True)
            if phase.intensity
        )
        efforts = tuple(
            _true_effort(phase, int(start), int(end), track, self.runner)
            for phase, start, end in zip(phases, starts, ends, strict=True)
            if phase.doing is Doing.REP
        )
        longer = tuple(
            Span(start_s=start, end_s=end) for phase, start, end in spans if phase.doing is Doing.LONG
        )
        return Simulated(
            recording=self.watch.write(track, marks, rng),
            efforts=efforts,
            long_reps=longer,
            runner=self.runner,
            true_time_s=np.arange(size, dtype=np.float64) * STEP_S,
            true_speed_mps=speed,
        )


def _grade(
    phases: tuple[Phase, ...],
    starts: Floats,
    ends: Floats,
    size: int,
    land: Land,
    rng: np.random.Generator,
) -> Floats:
    rolling = land.grade_sd_pct * wander(size, land.wave_s / STEP_S, rng)
    grade = np.convolve(rolling, np.ones(50) / 50, mode="same") if size else rolling
    for phase, start, end in zip(phases, starts, ends, strict=True):
        if phase.grade_pct is not None:
            grade[int(start) : int(end)] = phase.grade_pct
    return np.asarray(grade, dtype=np.float64)


def _speed(
    phases: tuple[Phase, ...],
    starts: Floats,
    ends: Floats,
    grade: Floats,
    runner: Runner,
    rng: np.random.Generator,
) -> Floats:
    from scipy.signal import lfilter

    size = len(grade)
    speed, now = np.zeros(size), 0.0
    slow = 1.0 + runner.wander * wander(size, runner.wander_s / STEP_S, rng)
    slow *= 1.0 + runner.drift * np.linspace(-0.5, 0.5, size)
    for phase, first, last in zip(phases, starts, ends, strict=True):
        part = slice(int(first), int(last))
        count = part.stop - part.start
        passed = np.arange(1, count + 1) * STEP_S
        aim = np.full(count, phase.speed_mps)
        if phase.ramp_s:
            aim = now + (phase.speed_mps - now) * np.clip(passed / phase.ramp_s, 0.0, 1.0)
        if phase.fade_per_s:
            aim *= 1.0 - phase.fade_per_s * np.clip(passed - 4.0 * phase.rise_s - phase.ramp_s, 0.0, None)
        if phase.doing in (Doing.RUN, Doing.LONG):
            aim *= slow[part]
        if phase.doing is Doing.RUN and phase.grade_pct is None:
            # About what holds effort level: Minetti 2002 is steeper uphill, runners push there.
            aim *= np.clip(1.0 - np.where(grade[part] > 0, 0.035, 0.018) * grade[part], 0.55, 1.2)
        kept = float(np.exp(-STEP_S / phase.rise_s))
        held, _ = lfilter([1.0 - kept], [1.0, -kept], aim, zi=[kept * now])
        speed[part] = np.maximum(held, 0.0)
        now = float(speed[part.stop - 1])
    # A stride's own unevenness, nothing a watch sees much of.
    return np.asarray(speed * (1.0 + 0.01 * wander(size, 2.0 / STEP_S, rng)), dtype=np.float64)


def _cadence(
    phases: tuple[Phase, ...],
    starts: Floats,
    ends: Floats,
    speed: Floats,
    runner: Runner,
    rng: np.random.Generator,
) -> Floats:
    aim = np.empty(len(speed))
    for phase, start, end in zip(phases, starts, ends, strict=True):
        part = slice(int(start), int(end))
        if phase.doing is Doing.REP:
            aim[part] = runner.easy_cadence_spm * phase.cadence_ratio
        else:
            # Steps quicken by about a tenth when speed rises by half (Cavanagh & Kram 1989).
            ratio = np.clip(speed[part] / runner.easy_mps, 0.3, 2.0) ** 0.25
            aim[part] = runner.easy_cadence_spm * phase.cadence_ratio * ratio
    walking = speed < 1.9
    aim[walking] = np.clip(60.0 + 35.0 * speed[walking], 0.0, 125.0)
    aim[speed < 0.4] = 0.0
    return np.asarray(aim * (1.0 + 0.01 * wander(len(speed), 5.0 / STEP_S, rng)), dtype=np.float64)


def _true_effort(phase: Phase, start: int, end: int, track: Track, runner: Runner) -> TrueEffort:
    speed = track.speed_mps[start:end]
    window = min(round(3.0 / STEP_S), len(speed))
    best = float(np.max(np.convolve(speed, np.ones(window) / window, mode="valid")))
    return TrueEffort(
        kind=phase.kind or "strides",
        start_s=start * STEP_S,
        end_s=end * STEP_S,
        distance_m=float(speed.sum() * STEP_S),
        best_3s_mps=best,
        mean_mps=float(speed.mean()),
        to_top_s=float(np.argmax(speed >= 0.95 * best) * STEP_S),
        cadence_spm=float(np.median(track.cadence_spm[start:end])),
        contact_time_ms=float(np.median(track.contact_time_ms[start:end])),
        grade_pct=float(np.mean(track.grade_pct[start:end])),
        easy_ratio=float(speed.mean() / runner.easy_mps),
    )
