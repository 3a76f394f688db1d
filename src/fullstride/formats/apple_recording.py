"""A workout of an Apple Health export as a recording: its route, with the samples at the route's times."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from fullstride.domain.errors import UnreadableInput
from fullstride.domain.recording import Floats, Lap, Recording, Span
from fullstride.formats.apple_words import Samples, Workout

_NEAR_S = 2.5  # a sample belongs to the nearest record no further away


def read_workout(workout: Workout, route: bytes, name: str) -> Recording:
    """`route` is the GPX, b"" without one; its times are the recording's.

    Without a route the times are those of the speeds, or else of the distances. A sample stands at the one
    record next to the middle of its span, so that it can be seen how seldom the watch took one.
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
        return np.unique(_middle(samples["speed_mps"]))
    if "distance_m" in samples:
        walked = samples["distance_m"]
        return np.unique(np.append(walked.start_s[:1], walked.end_s).astype(float))
    return np.empty(0)


def _at(times: Floats, samples: Samples, kind: str) -> Floats:
    """The samples at the times (n,), NaN where none is."""
    found = np.full(len(times), np.nan)
    if len(times):
        order = np.argsort(times, kind="stable")  # a clock may have jumped
        at, values = _summed(samples) if kind == "distance_m" else (_middle(samples), samples.value)
        nearest = order[_nearest(times[order], at)]
        near = np.abs(times[nearest] - at) <= _NEAR_S
        found[nearest[near]] = values[near]
    return found


def _nearest(times: Floats, at: Floats) -> NDArray[np.intp]:
    """The place of the time next to each of `at`; `times` are sorted."""
    after = np.minimum(np.searchsorted(times, at), len(times) - 1)
    before = np.maximum(after - 1, 0)
    return np.where(at - times[before] <= times[after] - at, before, after)


def _middle(samples: Samples) -> Floats:
    """When a mean over a span was most nearly the momentary value."""
    middle: Floats = (samples.start_s.astype(float) + samples.end_s.astype(float)) / 2
    return middle


def _summed(samples: Samples) -> tuple[Floats, Floats]:
    """Distances of stretches as the distance from the start, at the stretches' ends."""
    ends = np.append(samples.start_s[:1], samples.end_s).astype(float)
    return ends, np.append(0.0, np.cumsum(samples.value, dtype=float))
