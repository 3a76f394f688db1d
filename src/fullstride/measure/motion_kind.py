"""What a motion log is a log of, where its rhythm leaves no doubt: squat jumps or bounding."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from fullstride.domain.evidence import Refused
from fullstride.domain.motion import Ask, Position
from fullstride.domain.recording import Floats
from fullstride.measure.bounds_edges import BoundSteps, EdgeFinder
from fullstride.measure.bounds_gates import run_into_and_out
from fullstride.measure.bounds_legs import Alternation
from fullstride.measure.bounds_steps import Indices, StepFinder, Stretch
from fullstride.measure.motion import MotionSignal
from fullstride.measure.motion_filters import low_pass

SQUAT_JUMPS, BOUNDING = "squat_jumps", "bounding"
_ASK = "Say which: --as squat_jumps or --as bounding."


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Springs:
    """Steps that spring from one to the next without a pause, and the running before and after them."""

    down: Floats
    steps: BoundSteps
    before: int
    after: int
    seconds: float
    turns: float | None  # how much legs take turns (Alternation)


@dataclass(frozen=True, slots=True, kw_only=True)
class MotionKind:
    """The settings by which kinds of logs are told apart.

    Bounding: every run springs from step to step quicker than anybody squats, ends within `longest_run_s`,
    and is run into and out of: `steps_both` running steps on each side, or `steps_together` in all where
    legs also seem to take turns. Nobody runs into jumps on the spot; which leg lands, a phone at the belt
    hardly sees, so that alone is no proof. Squat jumps: at least three flights, a squat's time or more from
    one to the next and no step between them, nobody running; or springing on the spot that goes on for longer
    than anybody bounds, with longer flights than running has. Short hops and bounds from a stand to a stand
    look alike: that is asked. Needs: gravity in the acceleration. Errors: whatever is not told is Refused;
    a wrong word would cost the runner more than a question.
    """

    steps: StepFinder = field(default_factory=StepFinder)
    edges: EdgeFinder = field(default_factory=lambda: EdgeFinder(shortest_flight_s=0.2))
    alternation: Alternation = field(default_factory=Alternation)
    slowest_run_s: float = 0.45  # a running step
    steps_both: int = 2
    steps_together: int = 3
    turns: float = 1.5
    longest_run_s: float = 25.0
    goes_on_s: float = 35.0
    flight_s: float = 0.17
    flight_g: float = 0.5
    squat_s: float = 0.8
    pause_s: float = 10.0
    ground_g: float = 0.75
    few: float = 0.2

    def tell(self, signal: MotionSignal) -> str | Refused:
        """ "squat_jumps", "bounding", or what makes it impossible to tell."""
        if signal.refused is not None:
            return signal.refused
        if signal.position is Position.ANKLE:
            return _unclear("an ankle feels every other contact of bounds, and every one of jumps")
        stretches = self.steps.find(signal)
        springs = [
            self._springs(signal, stretch, steps)
            for stretch in stretches
            for steps in self.edges.find(stretch)
        ]
        begin, over, load = self._flights(signal)
        lone = ~_near(begin, [(int(one.down[0]), int(one.down[-1])) for one in springs], 0)
        if springs:
            return self._by_springs(signal, springs, int(lone.sum()))
        ran = [span for stretch in stretches for span in self._running(stretch)]
        if _near(begin, ran, int(1.5 * signal.rate_hz)).sum() > self.few * len(begin):
            return _unclear("somebody runs in this log, and neither bounds nor jumps stand out")
        return self._by_flights(signal, begin, over, load)

    def _by_springs(self, signal: MotionSignal, springs: list[_Springs], lone: int) -> str | Refused:
        longest_s = max(one.seconds for one in springs)
        if longest_s > self.goes_on_s and not any(
            one.before + one.after >= self.steps_both for one in springs
        ):
            return SQUAT_JUMPS
        main = [one for one in springs if one.steps.contacts >= 6]
        hand = signal.position is Position.HAND
        few = lone <= self.few * sum(one.steps.contacts for one in springs)
        if (
            main
            and few
            and longest_s <= self.longest_run_s
            and not hand
            and all(self._is_run(one) for one in main)
        ):
            return BOUNDING
        return _unclear("hops on the spot and bounds have the same rhythm")

    def _is_run(self, one: _Springs) -> bool:
        if min(one.before, one.after) >= self.steps_both:
            return True
        turning = one.turns is not None and one.turns >= self.turns
        return turning and one.before + one.after >= self.steps_together

    def _springs(self, signal: MotionSignal, stretch: Stretch, steps: BoundSteps) -> _Springs:
        down = stretch.down[steps.first : steps.last + 2]
        before, after = run_into_and_out(stretch, steps, self.slowest_run_s)
        return _Springs(
            down=down,
            steps=steps,
            before=before,
            after=after,
            seconds=float(down[-1] - down[0]) / signal.rate_hz,
            turns=self.alternation.find(signal, down),
        )

    def _running(self, stretch: Stretch) -> list[tuple[int, int]]:
        """Where three running steps and more follow one another, as samples."""
        runs = (stretch.period_s < self.slowest_run_s) & (stretch.period_s > 0.22) & (stretch.air_s > 0.04)
        edges = np.flatnonzero(np.diff(np.concatenate([[0], runs.astype(np.int8), [0]])))
        return [
            (int(stretch.peak[first]), int(stretch.peak[last]))
            for first, last in edges.reshape(-1, 2).tolist()
            if last - first >= 3
        ]

    def _by_flights(self, signal: MotionSignal, begin: Indices, over: Indices, load: Floats) -> str | Refused:
        if len(begin) < 3:
            return _unclear("hardly any flight stands out in it")
        apart_s = np.diff(begin) / signal.rate_hz
        within = apart_s < self.pause_s
        if within.sum() < 2 or float(np.median(apart_s[within])) < self.squat_s:
            return _unclear("its flights follow one another neither as bounds nor as squat jumps do")
        # A bounding leg's pocket may hide every other flight, but not that the other foot comes down.
        torn = [
            self._unloaded_s(load[start:end], signal.rate_hz)
            for start, end, near in zip(over[:-1], begin[1:], within, strict=True)
            if near and (end - start) / signal.rate_hz < 1.3
        ]
        if torn and float(np.median(torn)) > 0.06:
            return _unclear("something happens between its flights that is no squat")
        return SQUAT_JUMPS

    def _flights(self, signal: MotionSignal) -> tuple[Indices, Indices, Floats]:
        load = low_pass(signal.magnitude_g, signal.rate_hz, 10.0)
        edges = np.flatnonzero(np.diff(np.concatenate([[0], (load < self.flight_g).astype(np.int8), [0]])))
        begin, over = edges[::2], edges[1::2]
        long = over - begin >= self.flight_s * signal.rate_hz
        landed = np.array(
            [load[end : end + int(0.25 * signal.rate_hz)].max(initial=0.0) > 1.5 for end in over], dtype=bool
        )
        kept = long & landed
        return begin[kept], over[kept], load

    def _unloaded_s(self, load: Floats, rate_hz: float) -> float:
        """The longest time without load between two flights, their own slopes left out."""
        edge = int(0.06 * rate_hz)
        light = load[edge:-edge] < self.ground_g if len(load) > 2 * edge else np.empty(0, dtype=bool)
        edges = np.flatnonzero(np.diff(np.concatenate([[0], light.astype(np.int8), [0]])))
        return float((edges[1::2] - edges[::2]).max(initial=0)) / rate_hz


def _near(places: Indices, spans: list[tuple[int, int]], within: int) -> NDArray[np.bool_]:
    """Which places are in one of the spans, or so near to it."""
    near = np.zeros(len(places), dtype=bool)
    for start, end in spans:
        near |= (places >= start - within) & (places <= end + within)
    return near


def _unclear(why: str) -> Refused:
    return Refused(what="Squat jumps or bounding", why=why, instead=_ASK, asks=(Ask.EXERCISE,))
