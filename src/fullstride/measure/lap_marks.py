"""Short efforts that the runner or the watch marked: workout steps, and laps by the button.

Marks say that a rep was meant, not when the watch saw it: its speed follows the mark by the runner's
reaction and the watch's smoothing. `measure.aligning` moves them onto the surges.
"""

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from fullstride.domain.evidence import FoundBy
from fullstride.domain.recording import Floats, Lap, Recording, Span
from fullstride.measure.lap_pieces import (
    WORK,
    Piece,
    effort_speed,
    means_of,
    pieces_of,
    runs_of,
    sound,
    steps_tell,
    with_counted_speed,
    with_speeds,
)
from fullstride.measure.signal import Signal, easy_speed


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A rep as it was marked, [start_s, end_s) seconds after the first record, before any lag."""

    start_s: float
    end_s: float
    found_by: FoundBy
    sure: bool = True  # False for a lap that stands alone

    @property
    def duration_s(self) -> float:
        return self.end_s - self.start_s


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """`reps` in order of time; `longer` are fast stretches too long for a short effort, lag included.

    `lag_s` is how far the speed follows the laps, 0 where laps can't tell.
    """

    reps: tuple[Mark, ...] = ()
    longer: tuple[Span, ...] = ()
    lag_s: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkReader:
    """What counts as a marked rep. Speeds are relative to the runner's own easy speed."""

    shortest_s: float = 3.0
    longest_s: float = 78.0
    most_lag_s: int = 20
    known_better: float = 1.1  # by how much distances of laps must set them further apart to be used
    believed_s: float = 30.0  # a step for work this short needs no look at the speed
    faster: float = 1.08  # than easy, for laps and longer steps
    alone_faster: float = 1.2  # the same for a single lap
    than_neighbours: float = 1.1
    slow_beside: float = 0.9
    alike: float = 0.94  # speeds of fast laps that were one rep
    as_long: float = 1.4  # as the other reps, at most, and at least its inverse
    nearly_as_fast: float = 0.8
    kin: float = 1.3  # how much longer reps of one kind are than others, at most
    mostly: float = 0.4  # of alike laps that must be faster than easy
    per_grade: float = 0.03  # what a per cent of climb costs
    same_distance: float = 0.02
    enough_easy_s: int = 120
    only_reps_s: float = 600.0  # of running in reps and nowhere else

    def read(self, recording: Recording, signal: Signal) -> Marks:
        """The marks of a recording; none where laps are automatic or there are none.

        Steps: stopped time is cut out of laps; laps that an automatic lap split are joined; the lag
        that sets the laps' speeds furthest apart is found for all laps together; a lap is a rep when
        its step is for work and short, or when it is short, faster than easy and faster than what is
        around it. Runs of fast laps are one rep.
        """
        laps = [lap for lap in recording.laps if sound(lap)]
        if len(laps) < 2 or not len(signal):
            return Marks()
        told = steps_tell(recording, laps)
        if not told and self._automatic(laps):
            return Marks()
        pieces = pieces_of(recording, laps, told=told)
        effort = effort_speed(signal, self.per_grade)
        summed = np.concatenate([[0.0], np.cumsum(effort)])
        lag = self._lag(pieces, summed, signal.origin_s)
        seen = with_speeds(pieces, summed, lag - signal.origin_s)
        # Some watches know a lap's distance better than they show it second by second.
        counted = [with_counted_speed(piece) for piece in seen]
        pieces = counted if self._apart(counted) > self.known_better * self._apart(seen) else seen
        easy = self._easy(signal, pieces, float(lag), told)
        fast = self._work_steps(pieces, easy) if told else self._fast_laps(pieces, easy)
        return self._marks(pieces, fast, told, easy, float(lag))

    def _automatic(self, laps: list[Lap]) -> bool:
        """Laps of one distance that the watch counts by itself."""
        if all(lap.trigger == "distance" for lap in laps[:-1]):
            return True
        metres = [lap.distance_m for lap in laps[:-1] if lap.distance_m]
        if len(metres) < max(len(laps) - 1, 2) or any(lap.trigger == "manual" for lap in laps[:-1]):
            return False
        middle = float(np.median(metres))
        return all(abs(each - middle) <= self.same_distance * middle for each in metres)

    def _lag(self, pieces: list[Piece], summed: Floats, origin_s: float) -> int:
        """The shift at which neighbouring laps differ most."""
        shifts = np.arange(self.most_lag_s + 1)[:, None]
        starts = np.array([round(piece.start_s - origin_s) for piece in pieces]) + shifts
        ends = np.array([round(piece.end_s - origin_s) for piece in pieces]) + shifts
        seconds = np.array([piece.duration_s for piece in pieces])
        short = np.minimum(seconds[1:], seconds[:-1]) <= self.longest_s
        apart = np.abs(np.diff(means_of(summed, starts, ends), axis=1)) @ short
        return int(np.argmax(apart))

    def _apart(self, pieces: list[Piece]) -> float:
        """How much neighbouring laps differ in speed, where one of them is short."""
        return sum(
            abs(one.speed_mps - two.speed_mps)
            for one, two in pairwise(pieces)
            if min(one.duration_s, two.duration_s) <= self.longest_s
        )

    def _fast_laps(self, pieces: list[Piece], easy_mps: float) -> list[bool]:
        """Laps faster than easy that are not the slow one beside a faster lap.

        A lap as long as such reps, and nearly as fast, that stands out as well is one of them: a rep
        that was run badly. Where most of such laps are no faster than easy, none is a rep.
        """
        fast = []
        for place, piece in enumerate(pieces):
            near = [pieces[each].speed_mps for each in (place - 1, place + 1) if 0 <= each < len(pieces)]
            own = piece.speed_mps
            late = max(piece.late_mps, own)
            fast.append(late >= self.faster * easy_mps and own >= self.slow_beside * max(near))
        out = [self._stands_out(pieces, range(place, place + 1)) for place in range(len(pieces))]
        short = [
            piece
            for place, piece in enumerate(pieces)
            if fast[place] and out[place] and 0.0 < piece.duration_s <= self.longest_s
        ]
        if not short:
            return fast
        seconds = float(np.median([piece.duration_s for piece in short]))
        level = float(np.median([piece.speed_mps for piece in short]))
        alike = [
            out[place]
            and 1.0 / self.as_long <= piece.duration_s / seconds <= self.as_long
            and piece.speed_mps >= self.nearly_as_fast * level
            for place, piece in enumerate(pieces)
        ]
        fast_share = sum(fast[place] for place in np.flatnonzero(alike)) / max(sum(alike), 1)
        if fast_share < self.mostly:
            return [own and not same for own, same in zip(fast, alike, strict=True)]
        return [own or same for own, same in zip(fast, alike, strict=True)]

    def _easy(self, signal: Signal, pieces: list[Piece], lag_s: float, told: bool) -> float:
        """The easy speed, from running outside of laps that stand out; 0 where there is none but reps.

        Who ran for long in short laps and nowhere else went by run and walk: then the run is the easy
        speed.
        """
        outside = signal.running.copy()
        inside_s = 0.0
        for place, piece in enumerate(pieces):
            work = piece.word in WORK if told else self._stands_out(pieces, range(place, place + 1))
            if work:
                first = max(round(piece.start_s + lag_s - signal.origin_s) - 8, 0)
                last = max(round(piece.end_s + lag_s - signal.origin_s) + 12, 0)
                outside[first:last] = False
                inside_s += piece.duration_s
        found = easy_speed(signal.speed_mps[outside]) if outside.sum() >= self.enough_easy_s else None
        if found is None and inside_s > self.only_reps_s:
            found = signal.easy_mps
        return found.value if found is not None else 0.0

    def _work_steps(self, pieces: list[Piece], easy_mps: float) -> list[bool]:
        """Steps for work; the longer short ones only if most of them were faster than easy."""
        work = [piece.word in WORK for piece in pieces]
        short = [
            piece.speed_mps
            for piece, works in zip(pieces, work, strict=True)
            if works and self.believed_s < piece.duration_s <= self.longest_s
        ]
        run = bool(short) and float(np.median(short)) >= self.faster * easy_mps
        return [
            works
            and (
                (piece.word == "interval" and piece.duration_s <= self.believed_s)
                or (run and piece.duration_s <= self.longest_s)
                or piece.speed_mps >= self.faster * easy_mps
            )
            for piece, works in zip(pieces, work, strict=True)
        ]

    def _marks(
        self, pieces: list[Piece], fast: list[bool], told: bool, easy_mps: float, lag_s: float
    ) -> Marks:
        reps: list[Mark] = []
        longer: list[Span] = []
        groups = list(runs_of(pieces, fast, separate=told, alike=self.alike))
        lengths = np.array([pieces[group[-1]].end_s - pieces[group[0]].start_s for group in groups])
        lengths = np.maximum(lengths, 1e-3)  # a damaged lap may last no time at all
        for group, duration_s in zip(groups, lengths, strict=True):
            first, last = pieces[group[0]], pieces[group[-1]]
            # Reps that straddle the limit are of one kind, and go by the middle of them.
            kin = lengths[np.abs(np.log(lengths / duration_s)) <= np.log(self.kin)]
            if np.median(kin) > self.longest_s:
                longer.append(Span(start_s=first.start_s + lag_s, end_s=last.end_s + lag_s))
                continue
            if duration_s < self.shortest_s:
                continue
            believed = told and first.word == "interval"
            if believed or self._stands_out(pieces, group):
                by = FoundBy.STEPS if told else FoundBy.LAPS
                reps.append(Mark(start_s=first.start_s, end_s=last.end_s, found_by=by))
        if len(reps) == 1 and not told:
            lone = reps[0]
            speed = next(piece.speed_mps for piece in pieces if piece.start_s == lone.start_s)
            reps = [replace(lone, sure=False)] if speed >= self.alone_faster * easy_mps else []
        return Marks(reps=tuple(reps), longer=tuple(longer), lag_s=lag_s)

    def _stands_out(self, pieces: list[Piece], group: range) -> bool:
        """Whether a rep is faster than the laps on both its sides; a stop of the watch is slow enough."""
        own = max(pieces[place].speed_mps for place in group)
        for place, other in ((group[0], group[0] - 1), (group[-1], group[-1] + 1)):
            if not 0 <= other < len(pieces):
                continue
            near = pieces[other]
            stopped_s = max(near.start_s - pieces[place].end_s, pieces[place].start_s - near.end_s)
            if stopped_s < 5.0 and own < self.than_neighbours * near.speed_mps:
                return False
        return True
