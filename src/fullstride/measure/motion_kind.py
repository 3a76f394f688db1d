"""What a motion log is a log of, where its rhythm leaves no doubt: squat jumps or bounding."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from fullstride.domain.evidence import Jump, JumpSet, Refused
from fullstride.domain.motion import Ask, Position
from fullstride.domain.recording import Floats
from fullstride.measure.bounds import BoundFinder
from fullstride.measure.bounds_steps import StepFinder
from fullstride.measure.jumps import JumpFinder
from fullstride.measure.motion import MotionSignal
from fullstride.measure.motion_filters import low_pass
from fullstride.measure.motion_gait import BoundingFinder, Running, RunningFinder, Springs

SQUAT_JUMPS, BOUNDING = "squat_jumps", "bounding"
_ASK = "Say which: --as squat_jumps or --as bounding."
_ASK_HOPS = "Say which: --as hops, --as squat_jumps or --as bounding."


@dataclass(frozen=True, slots=True, kw_only=True)
class MotionKind:
    """The settings by which kinds of logs are told apart.

    Bounding: every run of `run_contacts` and more is surely bounds (`BoundingFinder`) and can be counted
    (`BoundFinder`), and hardly a flight lies elsewhere. Squat jumps: sets of `fewest` and more (`JumpFinder`)
    that fly alike and in which the phone is light, a squat's time or more from one to the next and no step
    between them, nobody running; or springing on the spot that goes on for longer than anybody bounds, with
    longer flights than running has. Short hops and bounds from a stand to a stand look alike: that is asked.
    Needs: gravity in the acceleration. Units: s, g. Errors: whatever is not told is Refused; a wrong word
    would cost the runner more than a question.
    """

    steps: StepFinder = field(default_factory=StepFinder)
    running: RunningFinder = field(default_factory=RunningFinder)
    bounding: BoundingFinder = field(default_factory=BoundingFinder)
    bounds: BoundFinder = field(default_factory=BoundFinder)
    jumps: JumpFinder = field(default_factory=JumpFinder)
    fewest: int = 3
    unlike: float = 0.25
    run_contacts: int = 6
    goes_on_s: float = 35.0
    steps_near: int = 2
    squat_s: float = 0.8
    pause_s: float = 20.0
    stride_s: float = 1.3
    beside_s: float = 1.5
    ground_g: float = 0.75
    longest_light_s: float = 0.12
    most_felt_g: float = 0.6
    few: float = 0.2

    def tell(self, signal: MotionSignal) -> str | Refused:
        """ "squat_jumps", "bounding", or what makes it impossible to tell."""
        if signal.refused is not None:
            return signal.refused
        if signal.position is Position.ANKLE:
            return _unclear("an ankle feels every other contact of bounds, and every one of jumps")
        stretches = self.steps.find(signal)
        springs = self.bounding.find(signal, stretches)
        found = self.jumps.find(signal)
        sets = () if isinstance(found, Refused) else found
        jumps = [jump for one in sets if self._alike(one) for jump in one.jumps]
        if springs:
            return self._by_springs(signal, springs, jumps)
        ran = self.running.find(signal, stretches)
        if sum(_within(jump, ran, signal, self.beside_s) for jump in jumps) > self.few * len(jumps):
            return _unclear("somebody runs in this log, and neither bounds nor jumps stand out")
        return self._by_jumps(signal, jumps)

    def _by_springs(
        self, signal: MotionSignal, springs: Sequence[Springs], jumps: Sequence[Jump]
    ) -> str | Refused:
        inside = sum(_within(jump, springs, signal, 0.0) for jump in jumps)
        contacts = sum(one.contacts for one in springs)
        goes_on = max(one.seconds for one in springs) > self.goes_on_s
        ran = any(one.ran >= self.steps_near for one in springs)
        if goes_on and not ran and inside >= (1 - self.few) * contacts:
            return SQUAT_JUMPS
        main = [one for one in springs if one.contacts >= self.run_contacts]
        few = len(jumps) - inside <= self.few * contacts
        if main and few and all(one.bounding for one in main) and not self._uncounted(signal):
            return BOUNDING
        return _unclear("hops on the spot and bounds have the same rhythm", _ASK_HOPS)

    def _alike(self, one: JumpSet) -> bool:
        """Whether a set has jumps enough, of which one flies about as long as the next."""
        flown_s = [jump.landing_s - jump.takeoff_s for jump in one.jumps]
        return one.count >= self.fewest and float(np.std(flown_s)) <= self.unlike * float(np.mean(flown_s))

    def _uncounted(self, signal: MotionSignal) -> bool:
        """Whether no bounds could be counted, as where the phone is not light in the air."""
        return isinstance(self.bounds.find(signal, told=True), Refused)

    def _by_jumps(self, signal: MotionSignal, jumps: Sequence[Jump]) -> str | Refused:
        if not jumps:
            return _unclear("hardly any flight stands out in it")
        apart_s = np.diff([(jump.takeoff_s + jump.landing_s) / 2 for jump in jumps])
        within = apart_s < self.pause_s
        if within.sum() < 2 or float(np.median(apart_s[within])) < self.squat_s:
            return _unclear("its flights follow one another neither as bounds nor as squat jumps do")
        load = low_pass(signal.magnitude_g, signal.rate_hz, 10.0)
        flown = (
            slice(*(round(at_s * signal.rate_hz) for at_s in (one.takeoff_s, one.landing_s))) for one in jumps
        )
        felt_g = [float(np.median(load[one])) for one in flown if one.start < one.stop]
        if not felt_g or float(np.median(felt_g)) > self.most_felt_g:
            return _unclear("the phone is not as light between a push and a landing as one that flies")
        # A bounding leg's pocket may hide every other flight, but not that the other foot comes down.
        light_s = [
            self._light_s(load[round(one.landing_s * signal.rate_hz) : round(end_s * signal.rate_hz)], signal)
            for one, end_s in ((one, later.takeoff_s) for one, later in pairwise(jumps))
            if end_s - one.landing_s < self.stride_s
        ]
        swings = signal.position is not Position.BELT
        if swings and light_s and float(np.median(light_s)) > self.longest_light_s:
            return _unclear("something happens between its flights that is no squat")
        return SQUAT_JUMPS

    def _light_s(self, load: Floats, signal: MotionSignal) -> float:
        """The longest time without load between two flights, their own slopes left out."""
        edge = int(0.06 * signal.rate_hz)
        light = load[edge:-edge] < self.ground_g if len(load) > 2 * edge else np.empty(0, dtype=bool)
        edges = np.flatnonzero(np.diff(np.concatenate([[0], light.astype(np.int8), [0]])))
        return float((edges[1::2] - edges[::2]).max(initial=0)) / signal.rate_hz


def _within(jump: Jump, spans: Sequence[Running | Springs], signal: MotionSignal, beside_s: float) -> bool:
    """Whether a jump is in one of the spans, or so near to it."""
    at = jump.takeoff_s * signal.rate_hz
    beside = beside_s * signal.rate_hz
    return any(one.first - beside <= at <= one.last + beside for one in spans)


def _unclear(why: str, instead: str = _ASK) -> Refused:
    return Refused(what="Squat jumps or bounding", why=why, instead=instead, asks=(Ask.EXERCISE,))
