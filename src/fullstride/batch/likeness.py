"""What a recording is recognised by when the same run comes in another file."""

import hashlib
from collections.abc import Iterator

import numpy as np

from fullstride.batch.words import Likeness
from fullstride.domain.recording import Floats, Recording

EIGHTHS = 8
WAY_STEPS = 250
EARTH_M = 6_371_000.0
HELD = 0.1  # the share of samples with a value from which a channel counts as recorded


def likeness(recording: Recording) -> Likeness:
    """Steps: a digest of start, times and channels; the share of the way covered by the end of each
    eighth of the elapsed time, from distance, else position, else speed; the mean pulse in each."""
    held = {name for name, values in recording.channels.items() if np.isfinite(values).mean() >= HELD}
    return Likeness(
        content=_content(recording),
        way=_way(recording),
        pulse=_pulse(recording),
        channels=len(held),
        device_speed="speed_mps" in held,
    )


def _content(recording: Recording) -> str:
    digest = hashlib.blake2b(digest_size=16)
    digest.update(f"{recording.start.timestamp() if recording.start else None}|{recording.sport}".encode())
    for name, values in [("time_s", recording.time_s), *sorted(recording.channels.items())]:
        digest.update(name.encode())
        digest.update(np.ascontiguousarray(values, dtype=np.float64).data)
    if not len(recording):  # all that is known of it
        digest.update(f"{recording.elapsed_s}|{recording.distance_m}|{recording.title}".encode())
    return digest.hexdigest()


def _edges(recording: Recording) -> Floats | None:
    time_s = recording.time_s
    if len(time_s) < 2 * EIGHTHS or not np.all(np.isfinite(time_s)) or np.any(np.diff(time_s) < 0):
        return None
    return np.linspace(time_s[0], time_s[-1], EIGHTHS + 1) if time_s[-1] > time_s[0] else None


def _way(recording: Recording) -> tuple[int, ...]:
    edges = _edges(recording)
    if edges is None:
        return ()
    ways = (_way_by(run_m, recording.time_s, edges) for run_m in _run_m(recording))
    return next((way for way in ways if way), ())


def _way_by(run_m: Floats, time_s: Floats, edges: Floats) -> tuple[int, ...]:
    kept = np.isfinite(run_m)
    if kept.sum() < 2 * EIGHTHS:
        return ()
    at_edge_m = np.interp(edges, time_s[kept], run_m[kept])
    whole_m = at_edge_m[-1] - at_edge_m[0]
    if not np.isfinite(whole_m) or whole_m < 100 or np.any(np.diff(at_edge_m) < 0):
        return ()
    return tuple(round(float(x)) for x in (at_edge_m[1:] - at_edge_m[0]) / whole_m * WAY_STEPS)


def _run_m(recording: Recording) -> Iterator[Floats]:
    """The distance run by each record, from what tells it best: a speed lags, and its sum drifts."""
    channels = recording.channels
    if "distance_m" in channels and np.isfinite(channels["distance_m"]).mean() >= HELD:
        yield channels["distance_m"]
    if "latitude_deg" in channels and "longitude_deg" in channels:
        yield _from_positions_m(channels["latitude_deg"], channels["longitude_deg"])
    if "speed_mps" in channels and np.isfinite(channels["speed_mps"]).mean() >= HELD:
        speed_mps = np.nan_to_num(channels["speed_mps"], nan=0.0)
        yield np.cumsum(speed_mps * np.minimum(np.diff(recording.time_s, prepend=recording.time_s[0]), 10))


def _from_positions_m(latitude_deg: Floats, longitude_deg: Floats) -> Floats:
    run_m = np.full(len(latitude_deg), np.nan)
    (known,) = np.nonzero(np.isfinite(latitude_deg) & np.isfinite(longitude_deg))
    north, east = np.radians(latitude_deg[known]), np.radians(longitude_deg[known])
    with np.errstate(invalid="ignore"):
        step = np.hypot(np.diff(north), np.diff(east) * np.cos(north[1:])) * EARTH_M
    run_m[known] = np.concatenate([[0.0], np.cumsum(step)]) if len(known) else 0.0
    return run_m


def _pulse(recording: Recording) -> tuple[int, ...]:
    edges, beats = _edges(recording), recording.channels.get("heart_rate_bpm")
    if edges is None or beats is None:
        return ()
    eighth = np.clip(np.searchsorted(edges, recording.time_s, side="right") - 1, 0, EIGHTHS - 1)
    kept = np.isfinite(beats)
    counts = np.bincount(eighth[kept], minlength=EIGHTHS)
    if np.any(counts == 0):
        return ()
    means = np.bincount(eighth[kept], weights=beats[kept], minlength=EIGHTHS) / counts
    return tuple(round(min(max(float(x), 0.0), 999.0)) for x in means)
