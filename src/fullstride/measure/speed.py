"""The speed of a recording on its own samples: from the best channel there is, without the impossible."""

from dataclasses import dataclass

import numpy as np

from fullstride.domain.evidence import SpeedSource
from fullstride.domain.recording import Floats, Recording
from fullstride.measure.clock import Clock
from fullstride.measure.filters import mean_filter, spread

_EARTH_M = 6_371_008.8
_TURN_S = 6
_TURN_COSINE = -0.5  # a turn by more than 120°


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Speed:
    """`mps` (k,) at `time_s` (k,), both without NaN; `impossible` counts samples that were left out."""

    source: SpeedSource
    time_s: Floats
    mps: Floats
    impossible: int = 0


def find_speed(
    recording: Recording, clock: Clock, *, fastest_mps: float, enough_share: float, blur_s: int
) -> Speed:
    """The first source in the order of trust that covers nearly as much as the best covered one.

    Steps: device, foot pod, position, distance; one that covers less than `enough_share` of the best
    coverage, or never leaves zero, is passed over. Speeds below 0 or over `fastest_mps` are left out.
    Positions and distances are put on an even grid, blurred over `blur_s` seconds and differentiated.
    """
    channels = {
        name: np.asarray(values, dtype=float)[clock.rows] for name, values in recording.channels.items()
    }
    found: list[Speed] = []
    impossible = 0
    for source, name in ((SpeedSource.DEVICE, "speed_mps"), (SpeedSource.FOOTPOD, "footpod_speed_mps")):
        if name in channels:
            values = channels[name]
            told = np.isfinite(values)
            possible = told & (np.abs(values - fastest_mps / 2) <= fastest_mps / 2)
            impossible += int(told.sum() - possible.sum())
            found.append(
                Speed(
                    source=source, time_s=clock.time_s[possible], mps=values[possible], impossible=impossible
                )
            )
    if "latitude_deg" in channels and "longitude_deg" in channels:
        found.append(_from_position(clock.time_s, channels, fastest_mps, blur_s))
    if "distance_m" in channels:
        found.append(_from_distance(clock.time_s, channels["distance_m"], fastest_mps, blur_s))
    found = [speed for speed in found if len(speed.mps) >= 2 and (speed.mps > 0).any()]
    if not found:
        return Speed(source=SpeedSource.NONE, time_s=np.empty(0), mps=np.empty(0), impossible=impossible)
    most = max(_covered_s(speed) for speed in found)
    return next(speed for speed in found if _covered_s(speed) >= enough_share * most)


def sample_noise(time_s: Floats, mps: Floats) -> float | None:
    """One sample's error in m/s: how far samples lie off the line between their two neighbours."""
    if len(mps) < 30:
        return None
    before_s, after_s = np.diff(time_s)[:-1], np.diff(time_s)[1:]
    share = before_s / (before_s + after_s)
    off = mps[1:-1] - (1 - share) * mps[:-2] - share * mps[2:]
    near = (before_s + after_s <= 10) & (mps[1:-1] > 1.0)
    if near.sum() < 30:
        return None
    return spread((off / np.sqrt(1 + share**2 + (1 - share) ** 2))[near])


def _covered_s(speed: Speed) -> float:
    """How many seconds lie between samples that are near each other."""
    steps_s = np.diff(speed.time_s)
    return float(steps_s[steps_s <= 20].sum())


def _from_distance(time_s: Floats, distance_m: Floats, fastest_mps: float, blur_s: int) -> Speed:
    told = np.isfinite(distance_m)
    time_s, distance_m = time_s[told], np.maximum.accumulate(distance_m[told])
    if len(time_s) < 3:
        return Speed(source=SpeedSource.DISTANCE, time_s=np.empty(0), mps=np.empty(0))
    grid_s = np.arange(time_s[0], time_s[-1] + 1e-9)
    metres = np.interp(grid_s, time_s, distance_m)
    return _on_samples(SpeedSource.DISTANCE, time_s, grid_s, (metres,), fastest_mps, blur_s)


def _from_position(time_s: Floats, channels: dict[str, Floats], fastest_mps: float, blur_s: int) -> Speed:
    latitude, longitude = channels["latitude_deg"], channels["longitude_deg"]
    told = (
        np.isfinite(latitude)
        & np.isfinite(longitude)
        & (np.abs(latitude) < 89.9)
        & (np.abs(longitude) <= 180)
    )
    told &= (latitude != 0) | (longitude != 0)
    time_s, latitude, longitude = (
        time_s[told],
        np.radians(latitude[told]),
        np.unwrap(np.radians(longitude[told])),
    )
    if len(time_s) < 3:
        return Speed(source=SpeedSource.POSITION, time_s=np.empty(0), mps=np.empty(0))
    north_m = _EARTH_M * (latitude - latitude[0])
    east_m = _EARTH_M * (longitude - longitude[0]) * np.cos(latitude)
    # A fix that is too far from both of its neighbours is a jump of the satellites, not of the runner.
    step_mps = np.hypot(np.diff(north_m), np.diff(east_m)) / np.diff(time_s)
    leaps = np.zeros(len(time_s), dtype=bool)
    leaps[1:-1] = (step_mps[:-1] > fastest_mps) & (step_mps[1:] > fastest_mps)
    time_s, north_m, east_m = time_s[~leaps], north_m[~leaps], east_m[~leaps]
    grid_s = np.arange(time_s[0], time_s[-1] + 1e-9)
    track = (np.interp(grid_s, time_s, north_m), np.interp(grid_s, time_s, east_m))
    return _on_samples(SpeedSource.POSITION, time_s, grid_s, track, fastest_mps, blur_s)


def _on_samples(
    source: SpeedSource,
    time_s: Floats,
    grid_s: Floats,
    track: tuple[Floats, ...],
    fastest_mps: float,
    blur_s: int,
) -> Speed:
    """The speed along a track on an even grid, told at the times of the samples it came from."""
    if len(grid_s) < 3:
        return Speed(source=source, time_s=np.empty(0), mps=np.empty(0))
    soft = [mean_filter(places, blur_s) for places in track]
    moves = [np.gradient(places) for places in soft]
    if len(moves) == 1:
        mps: Floats = np.abs(moves[0])
    else:
        mps = _past_turns(np.hypot(*moves), soft[0], soft[1])
    at_samples = np.interp(time_s, grid_s, mps)
    possible = at_samples <= fastest_mps
    return Speed(
        source=source,
        time_s=time_s[possible],
        mps=at_samples[possible],
        impossible=int((~possible).sum()),
    )


def _past_turns(mps: Floats, north_m: Floats, east_m: Floats) -> Floats:
    """The speed without the dips that rounded corners of a track leave where a runner turns about.

    Where the ways of six seconds before and after point away from each other, and both are those of
    somebody who runs, the speed is joined by a line from one side of the turn to the other.
    """
    reach = _TURN_S
    if len(mps) < 4 * reach:
        return mps
    came = np.stack(
        (north_m[reach:-reach] - north_m[: -2 * reach], east_m[reach:-reach] - east_m[: -2 * reach])
    )
    goes = np.stack(
        (north_m[2 * reach :] - north_m[reach:-reach], east_m[2 * reach :] - east_m[reach:-reach])
    )
    runs = 0.4 * reach * float(np.median(mps[mps > 1.0])) if (mps > 1.0).any() else np.inf
    long_came, long_goes = np.hypot(*came), np.hypot(*goes)
    about = (came * goes).sum(axis=0) < _TURN_COSINE * long_came * long_goes
    turns = reach + np.flatnonzero(about & (long_came > runs) & (long_goes > runs))
    kept = np.ones(len(mps), dtype=bool)
    for off in range(-reach, reach + 1):
        kept[np.clip(turns + off, 0, len(mps) - 1)] = False
    if not kept.any():
        return mps
    place = np.arange(len(mps))
    joined: Floats = np.interp(place, place[kept], mps[kept])
    return joined
