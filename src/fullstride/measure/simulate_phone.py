"""A simulated phone: what its place on the body, its pocket and its sensors make of a body's motion."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from fullstride.domain.motion import Position
from fullstride.domain.motion_log import STANDARD_GRAVITY_MPS2, MotionLog
from fullstride.domain.recording import Floats
from fullstride.measure.simulate_jumps_body import BodyTrack
from fullstride.measure.simulate_jumps_forces import BODY_HZ
from fullstride.measure.simulate_phone_mount import MOUNTS, Mount, worn

if TYPE_CHECKING:
    from scipy.spatial.transform import Rotation

Indices = NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """Where a phone is worn and how it writes. The defaults are a snug belt and a good sensor.

    `mount` None is the usual one of the position; `turned_rad` is how it lies (a rotation vector), None
    drawn; `turning_rads` how fast that slowly changes. `uneven` is the sd of the time between two samples
    as a share of it, written truly; `stamp_error_s` an error of the written times. `dropped` is a share of
    the samples; `gaps` are (start, length) in seconds. `clip_g` is each axis' limit. `quantum_mps2` is what
    values are rounded to: browsers round to 0.1. `gravity` False writes "linear acceleration".
    """

    position: Position = Position.BELT
    mount: Mount | None = None
    ideal: bool = False  # a sensor in the centre of mass that turns with nothing
    rate_hz: float = 100.0
    turned_rad: tuple[float, float, float] | None = None
    turning_rads: float = 0.005
    uneven: float = 0.01
    stamp_error_s: float = 0.0
    dropped: float = 0.0
    gaps: tuple[tuple[float, float], ...] = ()
    clip_g: float | None = 16.0
    noise_mps2: float = 0.02
    offset_mps2: float = 0.1  # sd of each axis' constant error
    scale_error: float = 0.005  # sd of each axis' factor, less 1
    quantum_mps2: float = 0.0
    gravity: bool = True
    says_gravity: bool = True
    says_position: bool = True
    gyroscope: bool = True
    on_the_right: bool = True  # the pocket, hand or foot
    origin_s: float = 0.0

    def write(self, body: BodyTrack, rng: np.random.Generator) -> MotionLog:
        """The log of a body's motion. Steps: the mount, the sensor's own low-pass, sampling, its errors."""
        said = self.position if self.says_position else Position.UNKNOWN
        if not len(body):
            return MotionLog(format="csv", device="simulated", position=said)
        mount = (
            Mount() if self.ideal else self.mount or MOUNTS.get(self.position, MOUNTS[Position.FRONT_POCKET])
        )
        felt = worn(body, self.position, mount, right=self.on_the_right, ideal=self.ideal, rng=rng)
        at = self._instants(len(body), rng)
        body_s = (np.arange(len(body)) + 0.5) / BODY_HZ
        force = np.column_stack([np.interp(at, body_s, axis) for axis in _heard(felt.force, self.rate_hz)])
        rate = np.column_stack([np.interp(at, body_s, axis) for axis in _heard(felt.rate, self.rate_hz)])
        pitch = np.interp(at, body_s, felt.pitch_rad)
        handled = np.interp(at, body_s, body.handled)
        turn, slow = self._turns(at, pitch, handled, rng)
        if not self.gravity:
            force = force - np.array([0.0, 0.0, STANDARD_GRAVITY_MPS2])
        axes = self._sensed(turn.apply(force), rng)
        spin = turn.apply(rate) + slow + rng.normal(0.0, 0.005, axes.shape)
        kept = self._kept(at, rng)
        written = self.origin_s + at + self.stamp_error_s * rng.standard_normal(len(at))
        return MotionLog(
            format="csv",
            time_s=written[kept],
            acceleration_mps2=axes[kept],
            rotation_time_s=written[kept] if self.gyroscope else np.empty(0),
            rotation_radps=spin[kept] if self.gyroscope else np.empty((0, 3)),
            gravity=self.gravity if self.says_gravity else None,
            device="simulated",
            position=said,
        )

    def _instants(self, count: int, rng: np.random.Generator) -> Floats:
        """When samples are taken, in seconds after the body's first."""
        size = int((count - 1) / BODY_HZ * self.rate_hz)
        steps = np.maximum(1.0 + self.uneven * rng.standard_normal(size), 0.05) / self.rate_hz
        at = 0.5 / BODY_HZ + np.cumsum(steps) - steps[:1].sum()
        return np.asarray(at[at < (count - 0.5) / BODY_HZ])

    def _turns(
        self, at: Floats, pitch: Floats, handled: Floats, rng: np.random.Generator
    ) -> "tuple[Rotation, Floats]":
        """How the phone lies at each instant, and the rates of its slow turning."""
        from scipy.spatial.transform import Rotation

        first = (
            Rotation.random(random_state=rng)
            if self.turned_rad is None
            else Rotation.from_rotvec(self.turned_rad)
        )
        step_s = np.diff(at, prepend=at[0] - 1.0 / self.rate_hz)[:, None]
        lasting = np.exp(-step_s.mean() / np.where(handled > 0.5, 0.25, 5.0))
        wander = _drifting(rng.standard_normal((len(at), 3)), lasting)
        slow = wander * np.where(handled > 0.5, 2.0, self.turning_rads)[:, None]
        turned = np.cumsum(slow * step_s, axis=0)
        around = np.zeros((len(at), 3))
        around[:, 1] = pitch
        return first * Rotation.from_rotvec(turned) * Rotation.from_rotvec(around), first.apply(slow)

    def _sensed(self, axes: Floats, rng: np.random.Generator) -> Floats:
        scale = 1.0 + self.scale_error * rng.standard_normal(3)
        axes = axes * scale + self.offset_mps2 * rng.standard_normal(3)
        axes = axes + self.noise_mps2 * rng.standard_normal(axes.shape)
        if self.clip_g is not None:
            limit = self.clip_g * STANDARD_GRAVITY_MPS2
            axes = np.clip(axes, -limit, limit)
        if self.quantum_mps2:
            axes = np.round(axes / self.quantum_mps2) * self.quantum_mps2
        return np.asarray(axes)

    def _kept(self, at: Floats, rng: np.random.Generator) -> Indices:
        kept = rng.random(len(at)) >= self.dropped
        for start_s, length_s in self.gaps:
            kept &= ~((at >= start_s) & (at < start_s + length_s))
        return np.flatnonzero(kept)


def _drifting(pushes: Floats, lasting: Floats) -> Floats:
    """Noise of sd 1 that lasts; `lasting` is only of two values, so two filters are joined."""
    from scipy.signal import lfilter

    made = np.zeros_like(pushes)
    for value in np.unique(lasting):
        here = lasting == value
        made[here] = lfilter([np.sqrt(1.0 - value**2)], [1.0, -value], pushes, axis=0)[here]
    return made


def _heard(axes: Floats, rate_hz: float) -> Floats:
    """What passes the sensor's own low-pass, at 0.4 of its rate; (3, m)."""
    from scipy.signal import butter, sosfilt

    corner_hz = 0.4 * rate_hz
    if corner_hz >= 0.45 * BODY_HZ:
        return axes
    sections = butter(2, corner_hz, fs=BODY_HZ, output="sos")
    settled = axes[:, :1]
    return np.asarray(settled + sosfilt(sections, axes - settled, axis=1))
