"""Laps as they were run: without stops, put together where a watch split them, with their speeds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from fullstride.domain.recording import Floats, Lap, Recording, Span
from fullstride.measure.signal import Signal

Whole = NDArray[np.signedinteger]

WORK = ("interval", "active")
_LONGEST_S = 1e7  # some months: beyond it a clock is broken
REST = ("rest", "recovery", "warmup", "cooldown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A lap, or several that were one, without the stretches in which the watch was stopped."""

    start_s: float
    end_s: float
    word: str
    step: int | None
    speed_mps: float = 0.0
    late_mps: float = 0.0  # of its later part, when a runner who builds up is fast
    distance_m: float | None = None

    @property
    def duration_s(self) -> float:
        return self.end_s - self.start_s


def sound(span: Lap | Span) -> bool:
    """Whether a lap or a pause has a beginning and an end that a recording can have."""
    return -_LONGEST_S < span.start_s < span.end_s < _LONGEST_S


def effort_speed(signal: Signal, per_grade: float) -> Floats:
    """Speed with climbs paid for, (n,): what the runner puts in. Descents are left as they are."""
    if signal.grade_error_pct is None:
        return signal.speed_mps
    climb = np.clip(np.nan_to_num(signal.grade_pct) - signal.grade_error_pct, 0.0, 15.0)
    paid: Floats = signal.speed_mps * (1.0 + per_grade * climb)
    return paid


def steps_tell(recording: Recording, laps: list[Lap]) -> bool:
    """Whether laps say which part of the workout they were; one word for all of them says nothing."""
    words = {_word(recording, lap) for lap in laps}
    return bool(words & set(WORK)) and bool(words & set(REST))


def _word(recording: Recording, lap: Lap) -> str:
    if lap.step is not None:
        step = next((step for step in recording.steps if step.index == lap.step), None)
        if step is not None and step.intensity:
            return step.intensity
    return lap.intensity


def _pieces(recording: Recording, laps: list[Lap], told: bool) -> Iterator[tuple[Lap, Piece]]:
    pauses = [pause for pause in recording.pauses if sound(pause)]
    for lap in laps:
        span = _without_stops(lap, pauses)
        counted = lap.distance_m is not None and 0.0 <= lap.distance_m < _LONGEST_S
        yield (
            lap,
            Piece(
                start_s=span.start_s,
                end_s=span.end_s,
                word=_word(recording, lap) if told else "",
                step=lap.step,
                distance_m=lap.distance_m if counted else None,
            ),
        )


def _without_stops(lap: Lap, pauses: Sequence[Span]) -> Span:
    """The longest stretch of a lap in which the watch ran."""
    start_s = lap.start_s
    stretches: list[Span] = []
    for pause in pauses:
        if pause.end_s <= lap.start_s or pause.start_s >= lap.end_s:
            continue
        stretches.append(Span(start_s=start_s, end_s=max(pause.start_s, start_s)))
        start_s = min(pause.end_s, lap.end_s)
    stretches.append(Span(start_s=start_s, end_s=lap.end_s))
    return max(stretches, key=lambda stretch: stretch.duration_s)


def pieces_of(recording: Recording, laps: list[Lap], *, told: bool) -> list[Piece]:
    """The laps in order, the parts of one step that automatic laps by distance split put together.

    `told` says whether the words of the laps' steps mean anything (`steps_tell`).
    """
    by_distance = {step.index for step in recording.steps if step.distance_m is not None}
    whole: list[Piece] = []
    split = False
    for lap, piece in _pieces(recording, laps, told):
        if split and piece.step == whole[-1].step:
            metres = (whole[-1].distance_m or 0.0) + (piece.distance_m or 0.0)
            whole[-1] = replace(whole[-1], end_s=piece.end_s, distance_m=metres)
        else:
            whole.append(piece)
        split = lap.trigger == "distance" and lap.step is not None and lap.step not in by_distance
    return whole


def with_speeds(pieces: list[Piece], summed: Floats, by_s: float) -> list[Piece]:
    """The laps with their mean speed `by_s` later, from sums of the speed; 0 outside of it."""
    shifted = []
    for piece in pieces:
        start, end = piece.start_s + by_s, piece.end_s + by_s
        late = start + 0.4 * (end - start)
        shifted.append(
            replace(
                piece,
                speed_mps=mean_of(summed, round(start), round(end)),
                late_mps=mean_of(summed, round(late), round(end)),
            )
        )
    return shifted


def with_counted_speed(piece: Piece) -> Piece:
    """The lap with the speed that its own distance and duration make."""
    return replace(piece, speed_mps=(piece.distance_m or 0.0) / max(piece.duration_s, 1.0))


def mean_of(summed: Floats, start: int, end: int) -> float:
    """The mean of elements [start, end) of an array whose running sums, from 0, are `summed`."""
    return float(means_of(summed, np.array([start]), np.array([end]))[0])


def means_of(summed: Floats, starts: Whole, ends: Whole) -> Floats:
    """The means of elements [start, end) for arrays of any one shape; 0 where nothing lies between."""
    last = len(summed) - 1
    low, high = (np.minimum(np.maximum(each, 0), last) for each in (starts, ends))
    means: Floats = np.where(high > low, summed[high] - summed[low], 0.0) / np.maximum(high - low, 1)
    return means


def runs_of(pieces: list[Piece], fast: list[bool], *, separate: bool, alike: float) -> Iterator[range]:
    """Neighbouring fast laps of one speed as one; steps of a workout are each their own."""
    place = 0
    while place < len(pieces):
        end = place + 1
        if fast[place]:
            while (
                not separate
                and end < len(pieces)
                and fast[end]
                and _alike(pieces[end - 1], pieces[end], alike)
                and pieces[end].start_s - pieces[end - 1].end_s < 5.0
            ):
                end += 1
            yield range(place, end)
        place = end


def _alike(one: Piece, two: Piece, share: float) -> bool:
    return min(one.speed_mps, two.speed_mps) >= share * max(one.speed_mps, two.speed_mps)
