"""The stage on which simulated acts are done: the tape, what has come true, and how one squats and lands."""

from dataclasses import dataclass, field

import numpy as np

from fullstride.domain.motion_log import STANDARD_GRAVITY_MPS2
from fullstride.domain.recording import Floats
from fullstride.measure import simulate_jumps_forces as forces
from fullstride.measure.simulate_jumps_body import Tape
from fullstride.measure.simulate_jumps_words import TrueBounds, TrueSet

TOES_M = 0.09  # how much higher the centre of mass is at take-off than in standing


@dataclass(slots=True)
class Stage:
    """The tape, and what has come true so far."""

    rng: np.random.Generator
    origin_s: float
    tape: Tape = field(default_factory=Tape)
    sets: list[TrueSet] = field(default_factory=list)
    bounds: list[TrueBounds] = field(default_factory=list)

    @property
    def now_s(self) -> float:
        return self.origin_s + self.tape.now_s


def squat(stage: Stage, depth_m: float, seconds: float) -> None:
    stage.tape.add(_at_ease(-depth_m - stage.tape.height_m, seconds))


def stand_up(stage: Stage, seconds: float) -> None:
    stage.tape.add(_at_ease(-stage.tape.height_m, seconds))


def _at_ease(by_m: float, seconds: float) -> Floats:
    """So many metres in so many seconds, or in more where one would have to be pulled down."""
    way = forces.moved(by_m, seconds)
    while way.min(initial=0.0) < -STANDARD_GRAVITY_MPS2:
        seconds *= 1.1
        way = forces.moved(by_m, seconds)
    return way


def take_off(stage: Stage, flight_s: float) -> None:
    by_m = TOES_M - stage.tape.height_m
    late, steep = float(stage.rng.uniform(1.2, 3.6)), float(stage.rng.uniform(0.45, 0.7))
    push = forces.pushed_off(forces.take_off_mps(flight_s), by_m, late=late, steep=steep)
    stage.tape.add(push)
    stage.tape.add(forces.in_the_air(flight_s), left=False, right=False)


def land(stage: Stage, sharpness: float) -> None:
    """Most of a landing is taken within a fifth of a second; what is sunk after that is slow."""
    down_mps = -stage.tape.velocity_mps
    by_m = stage.tape.height_m + float(stage.rng.uniform(0.02, 0.1)) * down_mps / 1.5
    bump_s = float(stage.rng.uniform(0.05, 0.09))
    early = float(stage.rng.uniform(1.2, 2.2))
    bump_mps = knock(stage, sharpness, down_mps)
    stage.tape.add(forces.landed(down_mps, by_m, bump_mps, bump_s, early=early))


def knock(stage: Stage, sharpness: float, down_mps: float) -> float:
    """No two landings are alike: the part of the momentum that is given up at once differs by a third."""
    return min(sharpness * float(np.exp(0.3 * stage.rng.standard_normal())), 0.4) * down_mps
