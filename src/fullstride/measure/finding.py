"""All short efforts of a recording, by what is trusted most: workout steps, laps, the plan, the signal."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from fullstride.domain.evidence import Effort, FoundBy, Measured
from fullstride.domain.recording import Recording, Span
from fullstride.measure.aligning import Aligner, Placed
from fullstride.measure.describe import Describer
from fullstride.measure.efforts import Surge, SurgeFinder
from fullstride.measure.lap_marks import MarkReader
from fullstride.measure.signal import Signal


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """Work that a plan asked for on the day: `reps` of `duration_s` or `distance_m`."""

    exercise: str
    reps: int
    duration_s: float | None = None
    distance_m: float | None = None
    rest_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A surge with its place; `level_mps` is the speed it was run at."""

    level_mps: float
    place: Placed


@dataclass(frozen=True, slots=True, kw_only=True)
class EffortFinder:
    """Joins marks, plan and blind search.

    `possible` is the least confidence of what is told at all, `sure` that of a surge which no mark
    explains in a file with marks. `length_sd` and `level_sd` say how alike, in logarithms, the reps of
    one session are; `asked_for` is what a plan adds to the log odds of a surge that fits it.
    """

    marks: MarkReader = field(default_factory=MarkReader)
    aligner: Aligner = field(default_factory=Aligner)
    surges: SurgeFinder = field(default_factory=SurgeFinder)
    describer: Describer = field(default_factory=Describer)
    possible: float = 0.3
    sure: float = 0.8
    remote: float = 0.01  # the least likely surge that a plan may choose
    length_sd: float = 0.4
    level_sd: float = 0.15
    asked_for: float = 1.5
    as_long: float = 1.5  # at most, and at least its inverse, for reps of one kind
    series: int = 3  # so many unmarked surges alike are a series of their own
    asked_about: float = 0.45
    enough: float = 0.5  # of the asked reps that must be there for the plan to speak for any
    near_s: float = 6.0
    stands_out: float = 1.25  # over the longer rep it lies in

    def find(
        self,
        recording: Recording,
        signal: Signal,
        *,
        expected: Sequence[Expected] = (),
        blind: bool = False,
        top_mps: Measured | None = None,
    ) -> tuple[Effort, ...]:
        """The efforts in order of time, none overlapping; with `blind` nothing but the signal is asked.

        Steps: marks are read and moved onto their surges; surges inside a longer marked rep go; of the
        others those that fit the plan best are found by it; what neither explains is told as blind
        where it is sure enough. Everything is then described (measure.describe).
        """
        # A plan may speak for a surge that is too unlikely to be told without it.
        possible = self.remote if expected and not blind else self.possible
        found = self._found(replace(self.surges, possible=possible).find(signal), signal)
        reps: tuple[Placed, ...] = ()
        if not blind:
            marks = self.marks.read(recording, signal)
            reps = tuple(
                replace(mark, kind=_kind_of(mark, expected))
                for mark in self.aligner.place(marks.reps, signal)
            )
            found = [
                each
                for each in found
                if not any(self._inside(each, longer, signal) for longer in marks.longer)
            ]
            marked = bool(reps)
            for each in expected:
                reps += self._by_plan(each, self._free(found, reps), reps)
            found = [
                each
                for each in self._free(found, reps)
                if each.place.confidence >= (self.sure if marked else self.possible)
            ]
        rest = [each.place for each in found]
        if reps:
            rest = [self._unmarked(one, reps, rest) for one in rest]
        whole = Span(start_s=signal.origin_s, end_s=signal.origin_s + len(signal))
        ordered = _apart(sorted((*reps, *rest), key=lambda one: one.start_s), whole)
        return self.describer.describe(ordered, signal, top_mps=top_mps)

    def _found(self, surges: Sequence[Surge], signal: Signal) -> list[_Found]:
        spans = [Span(start_s=surge.start_s, end_s=surge.end_s) for surge in surges]
        return [
            _Found(
                level_mps=surge.plateau_mps,
                place=Placed(
                    start_s=surge.start_s,
                    end_s=surge.start_s + duration.value,
                    found_by=FoundBy.BLIND,
                    confidence=surge.confidence,
                    duration_s=duration,
                ),
            )
            for surge, duration in zip(surges, self.aligner.lengths(spans, signal), strict=True)
        ]

    def _free(self, found: Sequence[_Found], reps: Sequence[Placed]) -> list[_Found]:
        """Those that are at no rep's place."""
        return [
            each
            for each in found
            if not any(
                each.place.start_s < rep.end_s + self.near_s and each.place.end_s > rep.start_s - self.near_s
                for rep in reps
            )
        ]

    def _unmarked(self, one: Placed, reps: Sequence[Placed], rest: Sequence[Placed]) -> Placed:
        """A surge beside marked or planned reps: one more of them, one of its own series, or possible."""
        own_s = one.duration_s.value
        like = [other for other in reps if _alike(own_s, other.duration_s.value, self.as_long)]
        kin = [other for other in rest if _alike(own_s, other.duration_s.value, self.as_long)]
        if like or len(kin) >= self.series:
            return one
        return replace(one, confidence=min(one.confidence, self.asked_about))

    def _inside(self, found: _Found, longer: Span, signal: Signal) -> bool:
        """Whether a surge is a bump in a longer fast rep, and not something run on top of it."""
        middle = (found.place.start_s + found.place.end_s) / 2.0
        if not longer.start_s - self.near_s <= middle <= longer.end_s + self.near_s:
            return False
        first, last = (max(round(at - signal.origin_s), 0) for at in (longer.start_s, longer.end_s))
        speed = signal.speed_mps[first:last]
        return not len(speed) or found.level_mps < self.stands_out * float(np.median(speed))

    def _by_plan(
        self, expected: Expected, free: Sequence[_Found], reps: Sequence[Placed]
    ) -> tuple[Placed, ...]:
        """The surges, up to as many as were asked for, that are most like what was asked and alike."""
        wanted = expected.reps - sum(one.kind == expected.exercise for one in reps)
        odds = np.array([self._odds(expected, each) for each in free])
        if wanted <= 0 or not len(free):
            return ()
        level = np.log([max(each.level_mps, 0.1) for each in free])
        best = np.argsort(-odds)[:wanted]
        odds = odds - 0.5 * np.minimum(np.abs(level - np.median(level[best])) / self.level_sd, 4.0) ** 2
        chosen = [int(each) for each in np.argsort(-odds)[:wanted] if odds[each] > _logit(self.possible)]
        if len(chosen) < self.enough * wanted:
            # A plan that was hardly run speaks for nobody.
            return ()
        return tuple(
            replace(
                free[each].place,
                found_by=FoundBy.PLAN,
                confidence=float(1.0 / (1.0 + math.exp(-odds[each]))),
                kind=expected.exercise,
            )
            for each in sorted(chosen)
        )

    def _odds(self, expected: Expected, found: _Found) -> float:
        length = found.place.duration_s.value
        asked = expected.duration_s or length
        if expected.duration_s is None and expected.distance_m is not None:
            asked, length = expected.distance_m, length * found.level_mps
        off = min(abs(math.log(max(length, 1.0) / max(asked, 1.0))) / self.length_sd, 4.0)
        return _logit(found.place.confidence) + self.asked_for - 0.5 * off**2


def find_efforts(
    recording: Recording,
    signal: Signal,
    *,
    expected: Sequence[Expected] = (),
    blind: bool = False,
    top_mps: Measured | None = None,
) -> tuple[Effort, ...]:
    """The efforts of a recording with the finder's own settings (EffortFinder.find)."""
    return EffortFinder().find(recording, signal, expected=expected, blind=blind, top_mps=top_mps)


def _logit(chance: float) -> float:
    held = min(max(chance, 1e-4), 1.0 - 1e-4)
    return math.log(held / (1.0 - held))


def _alike(one: float, two: float, times: float) -> bool:
    return 1.0 / times <= one / max(two, 1e-9) <= times


def _kind_of(placed: Placed, expected: Sequence[Expected]) -> str:
    """The exercise of the plan whose reps are most nearly as long; "" where none is near."""

    def off(each: Expected) -> float:
        # A rep asked for in metres takes some time between a sprint's and a jog's.
        asked = each.duration_s or (each.distance_m or 0.0) / 5.0
        return abs(math.log(placed.duration_s.value / max(asked, 1.0)))

    nearest = min(expected, key=off, default=None)
    return nearest.exercise if nearest is not None and off(nearest) < math.log(2) else ""


def _apart(placed: list[Placed], whole: Span) -> tuple[Placed, ...]:
    """Within the recording and without overlap: a later start ends the effort before it."""
    kept: list[Placed] = []
    for each in placed:
        one = replace(each, start_s=max(each.start_s, whole.start_s), end_s=min(each.end_s, whole.end_s))
        if one.end_s < one.start_s + 1.0 or (kept and one.start_s < kept[-1].start_s + 1.0):
            continue
        if kept and one.start_s < kept[-1].end_s:
            kept[-1] = replace(kept[-1], end_s=one.start_s)
        kept.append(one)
    return tuple(kept)
