"""Simulated squat jumps, hops and bounds: what was done, known to a millisecond, and what a phone wrote.

Steps: the acts of a scene (standing, walking, sets of jumps, bounding runs, fumbling with the phone)
become the motion of a body at 1000 Hz (`simulate_jumps_acts`), in which every flight is free fall, every
contact's impulse is the change of momentum, and every set ends where it began (`simulate_jumps_forces`);
`simulate_phone` then writes the log. One seed gives one log, always.
"""

from dataclasses import dataclass, field

import numpy as np

from fullstride.domain.motion_log import MotionLog
from fullstride.measure.simulate_jumps_acts import perform
from fullstride.measure.simulate_jumps_body import BodyTrack
from fullstride.measure.simulate_jumps_words import (
    Act,
    Bounds,
    FalseStart,
    Fumble,
    Jog,
    Jumps,
    Stand,
    Style,
    TrueBounds,
    TrueContact,
    TrueJump,
    TrueSet,
    Walk,
)
from fullstride.measure.simulate_phone import Phone

__all__ = [
    "Act",
    "Bounds",
    "FalseStart",
    "Fumble",
    "Jog",
    "JumpScene",
    "Jumps",
    "SimulatedMotion",
    "Stand",
    "Style",
    "TrueBounds",
    "TrueContact",
    "TrueJump",
    "TrueSet",
    "Walk",
]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SimulatedMotion:
    """A log and what it is a log of. All true times are on the log's own clock (`log.time_s`)."""

    log: MotionLog
    sets: tuple[TrueSet, ...]
    bounds: tuple[TrueBounds, ...]
    body: BodyTrack  # sample i is the instant origin_s + (i + 0.5) / 1000
    origin_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class JumpScene:
    """Acts to be done one after the other, and the phone that writes them down."""

    acts: tuple[Act, ...] = (Stand(), Jumps(), Stand())
    phone: Phone = field(default_factory=Phone)

    def record(self, seed: int) -> SimulatedMotion:
        """Do it and write it down; the same seed gives the same log. Errors: none."""
        rng = np.random.default_rng(seed)
        done = perform(self.acts, self.phone.origin_s, rng)
        return SimulatedMotion(
            log=self.phone.write(done.body, np.random.default_rng([seed, 1])),
            sets=done.sets,
            bounds=done.bounds,
            body=done.body,
            origin_s=self.phone.origin_s,
        )
