"""Sessions drawn at random to be simulated: the kinds of run that rep detection must tell apart.

A scene's name says what is run; `draw` picks runner, land, watch and session for it from wide ranges
(easy pace 2.0-4.5 m/s, top speed 5-9.5 m/s, efforts of 5-60 s), so that what is fitted on drawn runs
has seen more than any collection of files.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from fullstride.measure.simulate import Doing, Land, Phase, Runner, SimulatedRun
from fullstride.measure.simulate_watch import Watch


class Scene(StrEnum):
    """With short efforts: the first seven. Without: the rest."""

    STRIDES = "strides"
    WEAK_STRIDES = "weak strides"  # under 1.25 × easy pace
    SPRINTS = "sprints"  # flat, up to 12 s
    HILL_SPRINTS = "hill sprints"
    UPHILL_REPS = "uphill reps"  # 25-60 s
    SHORT_REPS = "short reps"  # 25-60 s
    FARTLEK = "fartlek"
    EASY = "easy"
    HILLY = "hilly"
    TRAIL = "trail"
    LIGHTS = "traffic lights"
    RUN_WALK = "run and walk"
    LONG_REPS = "long reps"
    PROGRESSION = "progression"
    TREADMILL = "treadmill"
    BAD_PATCHES = "patches of bad reception"


WITH_EFFORTS = tuple(Scene)[:7]
WITHOUT_EFFORTS = tuple(Scene)[7:]
REPS = {  # kind, reps, seconds, share of top speed, rest as a multiple of the rep and at least, grade
    Scene.STRIDES: ("strides", (4, 10), (14, 26), (0.72, 0.9), (2.0, 6.0), 45.0, (0.0, 0.0)),
    Scene.WEAK_STRIDES: ("strides", (4, 8), (15, 26), (0.0, 0.0), (2.5, 6.0), 45.0, (0.0, 0.0)),
    Scene.SPRINTS: ("flat_sprints", (4, 10), (5, 12), (0.94, 1.0), (10.0, 18.0), 60.0, (0.0, 0.0)),
    Scene.HILL_SPRINTS: ("hill_sprints", (4, 10), (8, 13), (0.9, 1.0), (8.0, 18.0), 70.0, (5.0, 11.0)),
    Scene.UPHILL_REPS: ("hill_sprints", (5, 12), (25, 60), (0.62, 0.75), (1.5, 3.0), 45.0, (3.0, 8.0)),
    Scene.SHORT_REPS: ("strides", (4, 10), (25, 60), (0.66, 0.84), (1.0, 3.0), 40.0, (0.0, 0.0)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """How runs are drawn. `watch` None draws one as well; `marks` are the watch's, "" none."""

    watch: Watch | None = None
    marks: str = ""
    easy_mps: tuple[float, float] = (2.0, 4.5)
    top_over_easy: tuple[float, float] = (1.9, 2.7)
    before_s: tuple[float, float] = (500.0, 2400.0)
    after_s: tuple[float, float] = (60.0, 900.0)

    def draw(self, scene: Scene, seed: int) -> SimulatedRun:
        """A run of this kind; the same seed gives the same run."""
        rng = np.random.default_rng([seed, tuple(Scene).index(scene)])
        runner = self._runner(rng)
        watch = replace(self.watch or draw_watch(rng), marks=self.marks)
        land = Land(grade_sd_pct=float(rng.uniform(0.0, 1.5)))
        before, after = float(rng.uniform(*self.before_s)), float(rng.uniform(*self.after_s))
        if scene is Scene.TREADMILL:
            land, watch = Land(), replace(watch, altitude=False, positions=False, says_speed=True)
        if scene is Scene.BAD_PATCHES:
            watch = replace(
                watch,
                patches_an_hour=float(rng.uniform(5.0, 20.0)),
                patch_mps=float(rng.uniform(0.3, 1.0)),
            )
        if scene is Scene.HILLY:
            land = Land(grade_sd_pct=float(rng.uniform(2.5, 5.0)), wave_s=float(rng.uniform(90.0, 300.0)))
        main = _main(scene, runner, rng)
        phases = (
            *_easy(before, runner, "warmup"),
            *main,
            *_easy(after, runner, "cooldown"),
        )
        return SimulatedRun(phases=phases, runner=runner, land=land, watch=watch)

    def _runner(self, rng: np.random.Generator) -> Runner:
        easy = float(rng.uniform(*self.easy_mps))
        top = float(np.clip(easy * rng.uniform(*self.top_over_easy), 5.0, 9.5))
        return Runner(
            easy_mps=easy,
            top_mps=top,
            easy_cadence_spm=float(rng.normal(164.0, 7.0)),
            reaction_s=float(rng.uniform(0.3, 2.5)),
            reaction_sd_s=float(rng.uniform(0.3, 1.2)),
            wander=float(rng.uniform(0.015, 0.06)),
            wander_s=float(rng.uniform(30.0, 150.0)),
            drift=float(rng.normal(0.0, 0.05)),
        )


def draw_watch(rng: np.random.Generator) -> Watch:
    """A watch of any kind: slow or quick, every second or smart, under open or bad sky."""
    smart = bool(rng.random() < 0.3)
    return Watch(
        smoothing_s=float(rng.choice([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0])),
        delay_s=float(rng.uniform(0.0, 4.0)),
        cadence_delay_s=float(rng.uniform(0.0, 6.0)),
        noise_mps=float(rng.uniform(0.05, 0.3)) if rng.random() < 0.3 else float(rng.uniform(0.04, 0.15)),
        noise_lasts_s=float(rng.uniform(1.5, 8.0)),
        spikes_an_hour=float(rng.choice([0.0, 0.0, 2.0, 6.0])),
        gaps_an_hour=float(rng.choice([0.0, 0.0, 0.0, 1.0, 4.0])),
        smart=smart,
        every_other=not smart and bool(rng.random() < 0.25),
        auto_pause=bool(rng.random() < 0.2),
        stops_in_rests=bool(rng.random() < 0.1),
        cadence=bool(rng.random() < 0.85),
        cadence_lost=float(rng.choice([0.0, 0.0, 0.0, 0.1])),
        contact_time=bool(rng.random() < 0.3),
        altitude=bool(rng.random() < 0.9),
        altitude_noise_m=float(rng.uniform(0.1, 0.6)),
        altitude_drift_m=float(rng.uniform(0.5, 3.0)),
        quantum_mps=float(rng.choice([0.001, 0.001, 0.028, 0.1])),
        distance_scale=float(rng.normal(1.0, 0.015)),
    )


def _easy(duration_s: float, runner: Runner, intensity: str = "") -> tuple[Phase, ...]:
    warm = min(300.0, duration_s / 3.0) if intensity == "warmup" else 0.0
    slow = Phase(doing=Doing.RUN, duration_s=warm, speed_mps=0.92 * runner.easy_mps, intensity=intensity)
    run = Phase(
        doing=Doing.RUN,
        duration_s=duration_s - warm,
        speed_mps=runner.easy_mps,
        rise_s=20.0 if warm else 4.0,
        intensity="" if warm else intensity,
    )
    return (slow, run) if warm else (run,)


def _rest(how: str, duration_s: float, runner: Runner) -> Phase:
    doing, speed = {
        "jog": (Doing.RUN, 0.85 * runner.easy_mps),
        "easy": (Doing.RUN, runner.easy_mps),
        "walk": (Doing.WALK, 1.4),
        "stand": (Doing.STAND, 0.0),
    }[how]
    return Phase(
        doing=doing, duration_s=duration_s, speed_mps=speed, rise_s=2.5, intensity="recovery", grade_pct=0.0
    )


def _main(scene: Scene, runner: Runner, rng: np.random.Generator) -> tuple[Phase, ...]:
    if scene in REPS:
        return _reps(scene, runner, rng)
    make = {
        Scene.FARTLEK: _fartlek,
        Scene.EASY: _plain,
        Scene.HILLY: _plain,
        Scene.BAD_PATCHES: _plain,
        Scene.TRAIL: _trail,
        Scene.LIGHTS: _lights,
        Scene.RUN_WALK: _run_walk,
        Scene.LONG_REPS: _long_reps,
        Scene.PROGRESSION: _progression,
        Scene.TREADMILL: _treadmill,
    }[scene]
    return make(runner, rng)


def _reps(scene: Scene, runner: Runner, rng: np.random.Generator) -> tuple[Phase, ...]:
    kind, (fewest, most), seconds, share, times, least, slope = REPS[scene]
    reps, sets = int(rng.integers(fewest, most + 1)), int(rng.choice([1, 1, 1, 2]))
    duration, level = float(rng.uniform(*seconds)), float(rng.uniform(*share))
    grade = float(rng.uniform(*slope))
    # A hill costs about 3 % of the top speed for each per cent of grade.
    speed = runner.top_mps * level * max(1.0 - 0.03 * grade, 0.6)
    if scene is Scene.WEAK_STRIDES:
        speed = runner.easy_mps * float(rng.uniform(1.17, 1.25))
    speed = max(speed, runner.easy_mps * (1.15 if not grade else 1.05))
    rest_s = max(float(rng.uniform(*times)) * duration, least)
    how = str(rng.choice(["walk", "jog", "stand", "easy"], p=[0.4, 0.35, 0.15, 0.1]))
    built = kind == "strides" and duration < 30.0
    phases: list[Phase] = []
    for number in range(reps):
        spread = float(rng.normal(1.0, 0.03))
        phases.append(
            Phase(
                doing=Doing.REP,
                duration_s=duration * float(rng.normal(1.0, 0.04)),
                speed_mps=min(speed * spread, 1.02 * runner.top_mps),
                rise_s=float(rng.uniform(0.9, 1.5)) if not built else float(rng.uniform(1.2, 2.2)),
                ramp_s=float(rng.uniform(2.0, 6.0)) if built else 0.0,
                fade_per_s=float(rng.uniform(0.0, 0.008)) if kind == "flat_sprints" else 0.0,
                grade_pct=grade if grade else 0.0,
                kind=kind,
                intensity="interval",
                cadence_ratio=float(np.clip(1.0 + 0.35 * (speed / runner.easy_mps - 1.0), 1.05, 1.35)),
            )
        )
        longer = 2.5 if sets == 2 and number == reps // 2 - 1 else 1.0
        rest = _rest(how, rest_s * longer * float(rng.normal(1.0, 0.1)), runner)
        phases.append(replace(rest, grade_pct=-0.7 * grade if how in ("jog", "walk", "easy") else 0.0))
    return tuple(phases)


def _fartlek(runner: Runner, rng: np.random.Generator) -> tuple[Phase, ...]:
    phases: list[Phase] = []
    for _ in range(int(rng.integers(6, 13))):
        phases.append(
            Phase(
                doing=Doing.REP,
                duration_s=float(rng.uniform(12.0, 58.0)),
                speed_mps=runner.easy_mps * float(rng.uniform(1.3, 1.6)),
                rise_s=2.0,
                kind="strides",
                intensity="interval",
                cadence_ratio=1.1,
            )
        )
        phases.append(_rest("easy", float(rng.uniform(50.0, 180.0)), runner))
    return tuple(phases)


def _plain(runner: Runner, rng: np.random.Generator) -> tuple[Phase, ...]:
    return _easy(float(rng.uniform(600.0, 2400.0)), runner)


def _trail(runner: Runner, rng: np.random.Generator) -> tuple[Phase, ...]:
    phases: list[Phase] = []
    for _ in range(int(rng.integers(4, 12))):
        steep = float(rng.uniform(4.0, 14.0))
        up = Phase(
            doing=Doing.RUN if steep < 10 else Doing.WALK,
            duration_s=float(rng.uniform(60.0, 300.0)),
            speed_mps=runner.easy_mps * max(1.0 - 0.045 * steep, 0.45),
            rise_s=6.0,
            grade_pct=steep,
        )
        down = Phase(
            doing=Doing.RUN,
            duration_s=float(rng.uniform(15.0, 120.0)),
            speed_mps=runner.easy_mps * float(rng.uniform(1.15, 1.6)),
            rise_s=5.0,
            grade_pct=-float(rng.uniform(5.0, 15.0)),
            cadence_ratio=float(rng.uniform(0.95, 1.08)),
        )
        phases += [up, down, *_easy(float(rng.uniform(20.0, 240.0)), runner)]
    return tuple(phases)


def _lights(runner: Runner, rng: np.random.Generator) -> tuple[Phase, ...]:
    phases: list[Phase] = []
    for _ in range(int(rng.integers(6, 15))):
        wait = Phase(
            doing=Doing.STAND,
            duration_s=float(rng.uniform(8.0, 70.0)),
            speed_mps=0.0,
            rise_s=1.5,
            grade_pct=0.0,
        )
        # Off again a little too quickly, as runners do.
        hurry = Phase(
            doing=Doing.RUN,
            duration_s=float(rng.uniform(6.0, 20.0)),
            speed_mps=runner.easy_mps * float(rng.uniform(1.0, 1.1)),
            rise_s=1.5,
        )
        phases += [wait, hurry, *_easy(float(rng.uniform(40.0, 300.0)), runner)]
    return tuple(phases)


def _run_walk(runner: Runner, rng: np.random.Generator) -> tuple[Phase, ...]:
    phases: list[Phase] = []
    run_s, walk_s = float(rng.uniform(80.0, 300.0)), float(rng.uniform(30.0, 90.0))
    for _ in range(int(rng.integers(6, 14))):
        phases += [*_easy(run_s, runner), _rest("walk", walk_s, runner)]
    return tuple(phases)


def _long_reps(runner: Runner, rng: np.random.Generator) -> tuple[Phase, ...]:
    phases: list[Phase] = []
    duration, level = float(rng.uniform(100.0, 480.0)), float(rng.uniform(1.15, 1.5))
    how = str(rng.choice(["walk", "jog", "stand", "easy"]))
    for _ in range(int(rng.integers(3, 9))):
        phases.append(
            Phase(
                doing=Doing.LONG,
                duration_s=duration,
                speed_mps=runner.easy_mps * level * float(rng.normal(1.0, 0.02)),
                rise_s=3.0,
                intensity="interval",
                cadence_ratio=1.02,
            )
        )
        phases.append(_rest(how, float(rng.uniform(60.0, 240.0)), runner))
    return tuple(phases)


def _progression(runner: Runner, rng: np.random.Generator) -> tuple[Phase, ...]:
    steps = int(rng.integers(2, 6))
    phases = [
        Phase(
            doing=Doing.LONG,
            duration_s=float(rng.uniform(240.0, 600.0)),
            speed_mps=runner.easy_mps * (1.0 + 0.35 * (number + 1) / steps),
            rise_s=10.0,
        )
        for number in range(steps)
    ]
    return tuple(phases)


def _treadmill(runner: Runner, rng: np.random.Generator) -> tuple[Phase, ...]:
    phases: list[Phase] = []
    for _ in range(int(rng.integers(3, 8))):
        speed = runner.easy_mps * float(rng.uniform(0.9, 1.25))
        phases.append(
            Phase(doing=Doing.RUN, duration_s=float(rng.uniform(120.0, 600.0)), speed_mps=speed, rise_s=4.0)
        )
    return tuple(phases)
