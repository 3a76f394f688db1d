"""A workout of an Apple Health export as a recording: its route, with the samples at the route's times."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from fullstride.domain.errors import UnreadableInput
from fullstride.domain.recording import Floats, Lap, Recording, Span
from fullstride.formats.apple_words import Samples, Workout

_NEAR_S = 2.5  # an instant's value belongs to the nearest record no further away


def read_workout(workout: Workout, route: bytes, name: str) -> Recording:
    """`route` is the GPX, b"" without one; its times are the recording's.

    Without a route the times are those of the speeds, or else of the distances. Samples over a span hold
    at every record within it, samples of an instant at the record next to it; nothing is filled in between.
    Raises UnreadableInput when there is no route that can be read and no speed.
    """
    damage = ""
    if workout.route:
        try:
            return _on_route(workout, _read_route(route, name))
        except UnreadableInput as error:
            if not _own_times(workout.samples).size:
                raise
            damage = f"has a route that can't be read ({error.reason}); what the watch measured was read"
    times = _own_times(workout.samples)
    if not times.size:
        raise UnreadableInput(name, "", "holds neither route nor speeds")
    channels = {kind: _at(times, samples, kind) for kind, samples in workout.samples.items()}
    return _told(
        workout,
        Recording(
            format="apple",
            start=workout.start + dt.timedelta(seconds=float(times[0])),
            time_s=times - times[0],
            channels=MappingProxyType(channels),
            cut=damage,
        ),
    )


def _read_route(route: bytes, name: str) -> Recording:
    from fullstride.formats.recordings import read_recordings

    longest = max(read_recordings(route, name), key=len)
    if longest.start is None:
        raise UnreadableInput(name, "", "has a route without times")
    return longest


def _on_route(workout: Workout, route: Recording) -> Recording:
    """The route's own channels stand; a speed that both have goes to `extra`."""
    zero = (route.start - workout.start).total_seconds() if route.start else 0.0
    joined = {kind: _at(route.time_s + zero, samples, kind) for kind, samples in workout.samples.items()}
    joined = {kind: values for kind, values in joined.items() if np.isfinite(values).any()}
    twice = {f"watch_{kind}": values for kind, values in joined.items() if kind in route.channels}
    return _told(
        workout,
        replace(
            route,
            channels=MappingProxyType({**joined, **route.channels}),
            extra=MappingProxyType({**route.extra, **twice}),
        ),
    )


def _told(workout: Workout, recording: Recording) -> Recording:
    """With what the export's list says of the workout."""
    zero = (recording.start - workout.start).total_seconds() if recording.start else 0.0
    return replace(
        recording,
        format="apple",
        sport=workout.sport or recording.sport,
        sub_sport=workout.sub_sport or recording.sub_sport,
        device=workout.device or recording.device,
        title="",
        utc_offset_s=workout.utc_offset_s,
        laps=tuple(Lap(start_s=lap.start_s - zero, end_s=lap.end_s - zero) for lap in workout.laps),
        pauses=tuple(Span(start_s=one.start_s - zero, end_s=one.end_s - zero) for one in workout.pauses)
        or recording.pauses,
        elapsed_s=(workout.end - workout.start).total_seconds(),
        timer_s=workout.duration_s,
        distance_m=workout.distance_m,
    )


def _own_times(samples: Mapping[str, Samples]) -> Floats:
    if "speed_mps" in samples:
        return np.unique(samples["speed_mps"].start_s.astype(float))
    if "distance_m" in samples:
        walked = samples["distance_m"]
        return np.unique(np.append(walked.start_s[:1], walked.end_s).astype(float))
    return np.empty(0)


def _at(times: Floats, samples: Samples, kind: str) -> Floats:
    """The samples at the times (n,), NaN where none is."""
    order = np.argsort(times, kind="stable")  # a clock may have jumped
    found = np.full(len(times), np.nan)
    if len(times):
        sorted_times = times[order]
        found[order] = (
            _summed(sorted_times, samples) if kind == "distance_m" else _held(sorted_times, samples)
        )
    return found


def _held(times: Floats, samples: Samples) -> Floats:
    start, end, value = (each.astype(float) for each in (samples.start_s, samples.end_s, samples.value))
    last = np.searchsorted(start, times, side="right") - 1
    within = (last >= 0) & (times < end[last])
    held = np.where(within, value[last], np.nan)
    at_once = end <= start
    return _placed(times, start[at_once], value[at_once], held)


def _summed(times: Floats, samples: Samples) -> Floats:
    """Distances of stretches as the distance from the start."""
    ends = np.append(samples.start_s[:1], samples.end_s).astype(float)
    total = np.append(0.0, np.cumsum(samples.value, dtype=float))
    return _placed(times, ends, total, np.full(len(times), np.nan))


def _placed(times: Floats, at: Floats, values: Floats, found: Floats) -> Floats:
    """`found` with each value at the time next to it, when that is near."""
    after = np.clip(np.searchsorted(times, at), 1, max(1, len(times) - 1))
    nearer = np.where(
        at - times[after - 1] <= times[np.minimum(after, len(times) - 1)] - at, after - 1, after
    )
    nearest = np.minimum(nearer, len(times) - 1)
    near = np.abs(times[nearest] - at) <= _NEAR_S
    found[nearest[near]] = values[near]
    return found
