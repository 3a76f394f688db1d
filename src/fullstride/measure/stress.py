"""A recording made harder: weaker surges, fewer samples, jogged rests, no cadence, more noise.

Each stress is a frozen setting with one verb, `apply`; a recording without a device speed comes back as
it is. What is measured under a stress tells how far a finder leans on the runners it was shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Protocol

import numpy as np

from fullstride.domain.recording import Floats, Recording
from fullstride.measure.simulate_watch import wander

RUNNING_MPS = 1.8  # only to tell running seconds from the rest when a base is drawn


class Stress(Protocol):
    def apply(self, recording: Recording) -> Recording: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Shrunk:
    """Every surge keeps `keep` of its height above the local base; so do the cadence's.

    The base is the running median of running seconds over `base_s`. Noise above it shrinks as well.
    """

    keep: float = 0.45
    base_s: int = 241

    def apply(self, recording: Recording) -> Recording:
        changed = {}
        for name in ("speed_mps", "cadence_spm"):
            if name in recording.channels:
                values = recording.channels[name]
                base = _local_base(recording.time_s, values, recording.channels.get("speed_mps"), self.base_s)
                changed[name] = np.where(values > base, base + self.keep * (values - base), values)
        return _changed(recording, changed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """`share` of the samples, drawn by lot, is gone."""

    share: float = 0.5
    seed: int = 1

    def apply(self, recording: Recording) -> Recording:
        kept = np.random.default_rng(self.seed).random(len(recording)) >= self.share
        kept[[0, -1]] = True
        return replace(
            recording,
            time_s=recording.time_s[kept],
            channels=MappingProxyType({name: values[kept] for name, values in recording.channels.items()}),
            extra=MappingProxyType({name: values[kept] for name, values in recording.extra.items()}),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class JoggedRests:
    """Whoever walked or stood jogs instead, at `share` of the run's own median."""

    share: float = 0.8
    seed: int = 1

    def apply(self, recording: Recording) -> Recording:
        speed = recording.channels.get("speed_mps")
        if speed is None or not np.any(speed > RUNNING_MPS):
            return recording
        running = speed > RUNNING_MPS
        rng = np.random.default_rng(self.seed)
        floor = self.share * np.median(speed[running]) + 0.08 * wander(len(speed), 4.0, rng)
        changed = {"speed_mps": np.fmax(speed, floor)}
        cadence = recording.channels.get("cadence_spm")
        if cadence is not None and np.any(np.isfinite(cadence[running])):
            steady = 0.98 * float(np.nanmedian(cadence[running]))
            changed["cadence_spm"] = np.where(speed < floor, steady, cadence)
        return _changed(recording, changed)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoCadence:
    """Nothing that steps would tell: no cadence, contact time, step length or power."""

    names: tuple[str, ...] = (
        "cadence_spm",
        "contact_time_ms",
        "vertical_oscillation_mm",
        "step_length_mm",
        "power_w",
    )

    def apply(self, recording: Recording) -> Recording:
        left = {name: values for name, values in recording.channels.items() if name not in self.names}
        return replace(recording, channels=MappingProxyType(left), extra=MappingProxyType({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Noisy:
    """Noise of sd `noise_mps` that lasts `lasts_s`, on every moving second."""

    noise_mps: float = 0.3
    lasts_s: float = 2.0
    seed: int = 1

    def apply(self, recording: Recording) -> Recording:
        speed = recording.channels.get("speed_mps")
        if speed is None:
            return recording
        rng = np.random.default_rng(self.seed)
        noise = self.noise_mps * wander(int(recording.duration_s) + 2, self.lasts_s, rng)
        at = np.clip(recording.time_s - recording.time_s[0], 0, len(noise) - 1).astype(int)
        noisy = np.maximum(speed + noise[at] * np.clip(speed / 1.5, 0.0, 1.0), 0.0)
        return _changed(recording, {"speed_mps": noisy})


STRESSES: Mapping[str, Stress] = MappingProxyType(
    {
        "surges × 0.45": Shrunk(keep=0.45),
        "surges × 0.35": Shrunk(keep=0.35),
        "half the samples": Dropped(),
        "jogged rests": JoggedRests(),
        "no cadence": NoCadence(),
        "noise 0.3 m/s": Noisy(),
    }
)


def _local_base(time_s: Floats, values: Floats, speed: Floats | None, base_s: int) -> Floats:
    """The median of running seconds around each sample, (n,); NaN-free where anything was recorded."""
    from scipy.ndimage import median_filter

    running = np.isfinite(values)
    if speed is not None:
        running &= speed > RUNNING_MPS
    if not running.any():
        return np.where(np.isfinite(values), values, 0.0)
    time_s = np.maximum.accumulate(time_s)
    first = float(time_s[0])
    grid = np.arange(int(time_s[-1] - first) + 1) + first
    # Seconds that are no running borrow from the running around them.
    filled = np.interp(grid, time_s[running], values[running])
    base = median_filter(filled, size=base_s, mode="nearest")
    return np.asarray(np.interp(time_s, grid, base), dtype=np.float64)


def _changed(recording: Recording, changed: Mapping[str, Floats]) -> Recording:
    """With these channels; the distance follows the speed, and positions, which would not, are left out."""
    if not changed or "speed_mps" not in recording.channels:
        return recording
    channels = dict(recording.channels) | dict(changed)
    if "speed_mps" in changed and "distance_m" in channels:
        lost = np.nan_to_num(recording.channels["speed_mps"] - changed["speed_mps"])
        spent = np.diff(recording.time_s, prepend=recording.time_s[:1])
        channels["distance_m"] = channels["distance_m"] - np.cumsum(lost * np.clip(spent, 0.0, 10.0))
    for name in ("latitude_deg", "longitude_deg", "footpod_speed_mps", "step_length_mm", "power_w"):
        channels.pop(name, None)
    return replace(recording, channels=MappingProxyType(channels), extra=MappingProxyType({}))
