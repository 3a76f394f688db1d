"""A simulated watch: what its smoothing, its sampling, its errors and its owner's buttons make of a run."""

import datetime as dt
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from fullstride.domain.recording import Floats, Lap, Recording, Span, WorkoutStep

Whole = NDArray[np.signedinteger]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Track:
    """What was run, every `step_s` seconds; all arrays (m,)."""

    step_s: float
    speed_mps: Floats
    grade_pct: Floats
    cadence_spm: Floats
    contact_time_ms: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """The moment at which the watch begins a lap or a step."""

    intensity: str  # warmup, active, interval, recovery, rest, cooldown
    start_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """How a watch sees and writes a run. The defaults are a good one.

    `smoothing_s` is the width of a causal moving mean, `delay_s` a pure delay; together they are the
    lag that a mark leads the speed by, beside the runner's reaction. `marks`: "" none, "steps" laps that
    name workout steps, "bare_steps" one lap for each step without saying which (COROS), "laps" a button
    at each change, "auto" a lap every kilometre and nothing else.
    """

    smoothing_s: float = 3.0
    delay_s: float = 1.0
    noise_mps: float = 0.08
    noise_lasts_s: float = 3.0
    spikes_an_hour: float = 0.0
    gaps_an_hour: float = 0.0
    patches_an_hour: float = 0.0  # of bad reception, 20-120 s long, with errors that last
    patch_mps: float = 0.8
    smart: bool = False
    every_other: bool = False  # each second value is drawn between its neighbours, as COROS does
    auto_pause: bool = False
    stops_in_rests: bool = False  # the owner presses stop in standing rests
    cadence: bool = True
    cadence_delay_s: float = 1.0
    cadence_lost: float = 0.0  # share of the seconds without cadence, in stretches
    contact_time: bool = False
    altitude: bool = True
    altitude_noise_m: float = 0.3
    altitude_drift_m: float = 1.5
    quantum_mps: float = 0.001
    says_speed: bool = True
    positions: bool = False
    position_noise_m: float = 2.0
    marks: str = ""
    distance_scale: float = 1.0

    def write(self, track: Track, marks: tuple[Marked, ...], rng: np.random.Generator) -> Recording:
        """The recording of a track. Marks are in true time; so are the laps, which is why speed lags them."""
        size = len(track.speed_mps)
        if not size:
            return Recording(format="fit", sport="running", device="simulated")
        each = round(1.0 / track.step_s)
        seconds = np.arange(0, size, each)
        true = track.speed_mps[seconds]
        seen = _late(track.speed_mps, self.smoothing_s, self.delay_s, track.step_s)[seconds]
        count = len(seconds)
        errors = self.noise_mps * wander(count, self.noise_lasts_s, rng)
        errors = errors + self._patches(count, rng) if self.patches_an_hour else errors
        # Standing still is seen as standing still: the noise of satellites shrinks with the speed.
        speed = np.maximum(seen + errors * np.clip(seen / 1.5, 0.15, 1.0), 0.0)
        _spike(speed, self.spikes_an_hour, rng)
        quantum = self.quantum_mps
        speed = np.round(speed / quantum) * quantum if quantum else speed
        if self.every_other:
            speed[1:-1:2] = (speed[:-2:2] + speed[2::2])[: len(speed[1:-1:2])] / 2.0
        time_s = np.arange(count, dtype=np.float64)
        distance = np.concatenate([[0.0], np.cumsum(speed[1:])]) * self.distance_scale
        channels: dict[str, Floats] = {"distance_m": np.round(distance, 2)}
        if self.says_speed:
            channels["speed_mps"] = speed
        if self.positions or not self.says_speed:
            channels |= _positions(track, seconds, self.position_noise_m, rng)
        if self.cadence:
            cadence = _late(track.cadence_spm, 2.0, self.cadence_delay_s, track.step_s)[seconds]
            cadence = np.round(cadence / 2.0) * 2.0
            if self.cadence_lost:
                cadence[wander(count, 20.0, rng) > _upper(self.cadence_lost)] = np.nan
            channels["cadence_spm"] = cadence
        if self.contact_time:
            contact = _late(track.contact_time_ms, 2.0, self.cadence_delay_s, track.step_s)[seconds]
            channels["contact_time_ms"] = np.where(true > 1.9, contact + rng.normal(0, 4, count), np.nan)
        if self.altitude:
            channels["altitude_m"] = self._altitude(track, seconds, rng)
        stopped = _still(true) if self.auto_pause or self.stops_in_rests else np.zeros(count, dtype=bool)
        kept = ~stopped & ~_lost(count, self.gaps_an_hour, rng)
        if self.smart:
            kept &= _smart(speed, rng)
        kept[[0, -1]] = True
        laps, steps = _laps(self.marks, marks, distance, count)
        return Recording(
            format="fit",
            sport="running",
            device="simulated",
            start=dt.datetime(2026, 3, 1, 7, 0, tzinfo=dt.UTC),
            time_s=time_s[kept],
            channels=MappingProxyType({name: values[kept] for name, values in channels.items()}),
            laps=laps,
            steps=steps,
            pauses=_runs(stopped),
            elapsed_s=float(count - 1),
            timer_s=float(count - 1 - stopped.sum()),
            distance_m=float(distance[-1]),
        )

    def _patches(self, count: int, rng: np.random.Generator) -> Floats:
        errors = np.zeros(count)
        for at in rng.integers(0, count, rng.poisson(self.patches_an_hour * count / 3600.0)):
            part = errors[int(at) : int(at) + int(rng.integers(20, 120))]
            part += self.patch_mps * wander(len(part), float(rng.uniform(3.0, 15.0)), rng)
        return errors

    def _altitude(self, track: Track, seconds: Whole, rng: np.random.Generator) -> Floats:
        climbed = np.cumsum(track.speed_mps * track.grade_pct / 100.0) * track.step_s
        count = len(seconds)
        air = self.altitude_drift_m * wander(count, 600.0, rng)
        noise = self.altitude_noise_m * wander(count, 3.0, rng)
        late = _late(climbed, 2.0, 1.0, track.step_s)[seconds]
        return np.asarray(np.round((100.0 + late + air + noise) * 5.0) / 5.0, dtype=np.float64)


def _late(values: Floats, smoothing_s: float, delay_s: float, step_s: float) -> Floats:
    width, behind = max(round(smoothing_s / step_s), 1), round(delay_s / step_s)
    padded = np.concatenate([np.full(width - 1 + behind, values[0]), values])
    summed = np.cumsum(np.concatenate([[0.0], padded]))
    mean = (summed[width:] - summed[:-width]) / width
    return np.asarray(mean[: len(values)], dtype=np.float64)


def wander(count: int, lasts: float, rng: np.random.Generator) -> Floats:
    """Noise of sd 1 whose correlation falls to 1/e in `lasts` samples: AR(1), (count,)."""
    from scipy.signal import lfilter

    kept = float(np.exp(-1.0 / max(lasts, 1e-6)))
    pushed = rng.standard_normal(count) * np.sqrt(1.0 - kept**2)
    pushed[:1] = rng.standard_normal()
    return np.asarray(lfilter([1.0], [1.0, -kept], pushed), dtype=np.float64)


def _upper(share: float) -> float:
    from scipy.stats import norm

    return float(norm.isf(share))


def _spike(speed: Floats, an_hour: float, rng: np.random.Generator) -> None:
    for at in rng.integers(0, len(speed), rng.poisson(an_hour * len(speed) / 3600.0)):
        part = slice(int(at), int(at) + int(rng.integers(1, 4)))
        speed[part] = np.maximum(speed[part] + rng.choice([-1.0, 1.0]) * rng.uniform(1.5, 5.0), 0.0)


def _lost(count: int, an_hour: float, rng: np.random.Generator) -> Flags:
    lost = np.zeros(count, dtype=bool)
    for at in rng.integers(0, count, rng.poisson(an_hour * count / 3600.0)):
        lost[int(at) : int(at) + int(rng.integers(4, 40))] = True
    return lost


def _still(speed: Floats) -> Flags:
    """Standing for more than 3 s, less those 3 s: when a watch has noticed."""
    still = speed < 0.5
    for _ in range(3):
        still = still & np.concatenate([[False], still[:-1]])
    return np.asarray(still)


def _smart(speed: Floats, rng: np.random.Generator) -> Flags:
    """One sample in about 4 s, more where speed changes: 4-8 in a sprint of 10-15 s."""
    kept = np.zeros(len(speed), dtype=bool)
    last, chances = 0, rng.random(len(speed))
    for at in range(len(speed)):
        chance = 0.17 + 0.4 * min(abs(speed[at] - speed[last]) / 0.6, 1.0)
        if chances[at] < chance or at - last >= 10:
            kept[at], last = True, at
    return kept


def _runs(flags: Flags) -> tuple[Span, ...]:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(np.int8)))
    return tuple(
        Span(start_s=float(start), end_s=float(end))
        for start, end in zip(edges[::2], edges[1::2], strict=True)
    )


def _positions(track: Track, seconds: Whole, noise_m: float, rng: np.random.Generator) -> dict[str, Floats]:
    heading = 0.6 * wander(len(track.speed_mps), 120.0 / track.step_s, rng)
    count = len(seconds)
    metres_a_degree = 111_320.0
    east = (np.cumsum(track.speed_mps * np.sin(heading)) * track.step_s)[seconds]
    north = (np.cumsum(track.speed_mps * np.cos(heading)) * track.step_s)[seconds]
    # Errors of positions last: most of what is wrong now was wrong a second ago.
    east, north = (way + noise_m * wander(count, 40.0, rng) for way in (east, north))
    return {
        "latitude_deg": np.round(north / metres_a_degree, 7),
        "longitude_deg": np.round(east / metres_a_degree, 7),
    }


def _laps(
    how: str, marks: tuple[Marked, ...], distance: Floats, count: int
) -> tuple[tuple[Lap, ...], tuple[WorkoutStep, ...]]:
    if how == "auto":
        crossed = np.searchsorted(distance, np.arange(1000.0, float(distance[-1]), 1000.0))
        begins = [0.0, *map(float, crossed)]
        words, trigger = [""] * len(begins), "distance"
        indices: list[int | None] = [None] * len(begins)
    elif how and marks:
        begins = [float(round(mark.start_s)) for mark in marks]
        words = [mark.intensity if how != "laps" else "" for mark in marks]
        kinds = list(dict.fromkeys(words))
        indices = [kinds.index(word) if how == "steps" else None for word in words]
        trigger = "manual" if how == "laps" else "time"
    else:
        return (), ()
    ends = [*begins[1:], float(count - 1)]
    metres = [float(np.interp(end, np.arange(count), distance)) for end in (*begins, ends[-1])]
    laps = tuple(
        Lap(
            start_s=begin,
            end_s=end,
            timer_s=end - begin,
            distance_m=metres[number + 1] - metres[number],
            trigger=trigger,
            intensity=words[number],
            step=indices[number],
        )
        for number, (begin, end) in enumerate(zip(begins, ends, strict=True))
        if end > begin
    )
    return laps, _steps(laps)


def _steps(laps: tuple[Lap, ...]) -> tuple[WorkoutStep, ...]:
    """The workout that laps with step indices carried out; a step that came again is in a repeat."""
    first = {lap.step: lap for lap in reversed(laps) if lap.step is not None}
    steps = [
        WorkoutStep(index=index, intensity=lap.intensity, duration_s=lap.timer_s)
        for index, lap in sorted(first.items())
    ]
    times = max((sum(lap.step == step.index for lap in laps) for step in steps), default=0)
    if times > 1:
        again = min(step.index for step in steps if sum(lap.step == step.index for lap in laps) > 1)
        steps.append(WorkoutStep(index=len(steps), repeat_from=again, repeat_times=times))
    return tuple(steps)
