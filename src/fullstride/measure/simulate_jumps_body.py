"""A simulated body, a thousand times a second: how its centre of mass, its legs and its arms move."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from fullstride.domain.recording import Floats
from fullstride.measure.simulate_jumps_forces import BODY_HZ, samples

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BodyTrack:
    """What a body did, at `BODY_HZ`; all arrays (m,).

    Accelerations are of the centre of mass, without gravity: `up_mps2`, `forward_mps2`, `sideways_mps2`
    (to the left). `left_down`, `right_down`: that foot is on the ground. `stride_rad` is how far the left
    thigh is swung forward in a stride (the right one is opposite), `depth_m` how far the hips are lowered,
    `handled` from 0 to 1 how much the phone is being handled.
    """

    up_mps2: Floats
    forward_mps2: Floats
    sideways_mps2: Floats
    speed_mps: Floats
    left_down: Flags
    right_down: Flags
    stride_rad: Floats
    depth_m: Floats
    handled: Floats

    def __len__(self) -> int:
        return len(self.up_mps2)


@dataclass(slots=True)
class Tape:
    """The track as it is being made: pieces one after the other. `height_m` and `velocity_mps` are kept."""

    up: list[Floats] = field(default_factory=list)
    forward: list[Floats] = field(default_factory=list)
    sideways: list[Floats] = field(default_factory=list)
    speed: list[Floats] = field(default_factory=list)
    left: list[Flags] = field(default_factory=list)
    right: list[Flags] = field(default_factory=list)
    stride: list[Floats] = field(default_factory=list)
    handled: list[Floats] = field(default_factory=list)
    count: int = 0
    height_m: float = 0.0
    velocity_mps: float = 0.0

    @property
    def now_s(self) -> float:
        return self.count / BODY_HZ

    def add(
        self,
        up: Floats,
        *,
        left: bool = True,
        right: bool = True,
        forward: Floats | None = None,
        sideways: Floats | None = None,
        speed_mps: float = 0.0,
        stride: Floats | None = None,
        handled: float = 0.0,
    ) -> None:
        """One more piece; what is not given is nothing."""
        size, step_s = len(up), 1.0 / BODY_HZ
        left_s = (size - np.arange(size) - 0.5) * step_s
        self.height_m += self.velocity_mps * size * step_s + float((up * left_s).sum()) * step_s
        self.velocity_mps += float(up.sum()) * step_s
        nothing = np.zeros(size)
        self.up.append(up)
        self.forward.append(nothing if forward is None else forward)
        self.sideways.append(nothing if sideways is None else sideways)
        self.speed.append(np.full(size, speed_mps))
        self.left.append(np.full(size, left))
        self.right.append(np.full(size, right))
        self.stride.append(nothing if stride is None else stride)
        self.handled.append(np.full(size, handled))
        self.count += size

    def track(self) -> BodyTrack:
        """All that was put on, as one."""
        up = _joined(self.up)
        velocity = np.cumsum(up) / BODY_HZ
        height = np.cumsum(velocity) / BODY_HZ
        return BodyTrack(
            up_mps2=up,
            forward_mps2=_joined(self.forward),
            sideways_mps2=_joined(self.sideways),
            speed_mps=_joined(self.speed),
            left_down=np.concatenate([np.zeros(0, dtype=bool), *self.left]),
            right_down=np.concatenate([np.zeros(0, dtype=bool), *self.right]),
            stride_rad=_joined(self.stride),
            depth_m=np.maximum(-height, 0.0),
            handled=_joined(self.handled),
        )


def rocked(seconds: float, strength_mps2: float) -> Floats:
    """Braking and then driving in one contact, with nothing left of it at the end."""
    s = (np.arange(samples(seconds)) + 0.5) / samples(seconds)
    return np.asarray(-strength_mps2 * np.sin(2.0 * np.pi * s))


def leaned(seconds: float, strength_mps2: float) -> Floats:
    """A push to one side in one contact; the next, to the other side, takes it back."""
    s = (np.arange(samples(seconds)) + 0.5) / samples(seconds)
    return np.asarray(strength_mps2 * np.sin(np.pi * s))


def _joined(pieces: list[Floats]) -> Floats:
    return np.concatenate([np.zeros(0), *pieces])
