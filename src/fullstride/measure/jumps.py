"""Sets of squat jumps, of continuous jumping and of hops in a phone's log."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from fullstride.domain.evidence import Jump, JumpSet, Measured, Refused, jumping_of
from fullstride.domain.motion import Calibration, Position
from fullstride.domain.recording import Floats
from fullstride.measure.jumps_cycles import CycleFinding, Cycles
from fullstride.measure.jumps_flights import Flight, FlightFinding
from fullstride.measure.jumps_gates import BELT, HeightGates
from fullstride.measure.jumps_measured import (
    mean_rhythm,
    on_level,
    reactive_strength,
    the_jumps,
    without_gaps,
)
from fullstride.measure.jumps_rhythm import RhythmFinding
from fullstride.measure.jumps_sets import SetFinding
from fullstride.measure.jumps_timing import JumpTiming, Timed, drop_off, mean_height, offset_of, own_for
from fullstride.measure.jumps_upright import Upright
from fullstride.measure.motion import MotionSignal


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondCount:
    """Jumps counted by the rhythm alone, how clear it is (to 1), and whether it agrees with the other count
    within one jump in every uninterrupted stretch."""

    count: float
    clarity: float
    agrees: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class JumpFinder:
    """Steps: the upright pull (`Upright`); flights, which are pushed off, fall freely and are caught
    (`FlightFinding`); sets of them, without steps, false starts and squats (`SetFinding`); the count of
    continuous jumping against a second one by autocorrelation (`RhythmFinding`), which must agree within
    one; take-off and landing (`JumpTiming`), height h = g t² / 8, contact = period - flight; and for each
    number the question whether it can be said (`HeightGates`).

    Needs: a MotionSignal with gravity at 25 Hz or more. Units: s after the first sample, cm, percent.
    Counts are refused where the two of them disagree, and where an arm swings the phone so that no flight
    shows: stillness left out, the mean |a| is over `most_count_g` and less than `least_light` of it under
    `light_g`, or less than `least_inside` of it in a set (hard knocks in a pocket weigh as much, but between
    them a jumper is light).
    Then, but only of a log that somebody says is of jumps, as running swings an arm alike, the swings
    themselves are counted in two ways (`CycleFinding`). A sensor that clips under `cutting_clip_g` takes so
    much off the pushes that they can't be weighed against the flights.
    Source: the parts named above name theirs; that two counts must agree is ours.
    """

    upright: Upright = field(default_factory=Upright)
    flights: FlightFinding = field(default_factory=FlightFinding)
    # A foot stands still in every step, and what it sums up from there tells its steps from jumps. It comes
    # to rest as it lands, and so feels less of the catch than the trunk above it.
    ankle_flights: FlightFinding = field(
        default_factory=lambda: FlightFinding(rest_s=np.inf, catch_share=0.15)
    )
    sets: SetFinding = field(default_factory=SetFinding)
    # One foot comes down in every other step of a run, so what follows more quickly than that are jumps; and
    # where it comes to rest, low jumps look lower than at the trunk, but each like the last.
    ankle_sets: SetFinding = field(default_factory=lambda: SetFinding(step_s=0.2, alike_gs=0.13))
    rhythm: RhythmFinding = field(default_factory=RhythmFinding)
    timing: JumpTiming = field(default_factory=JumpTiming)
    gates: HeightGates = field(default_factory=HeightGates)
    cycles: CycleFinding = field(default_factory=CycleFinding)
    continuous_s: float = 1.6
    least_continuous: int = 5
    most_uncounted: float = 0.2
    most_rise_share: float = 1.1
    most_rise_share_ankle: float = 1.6  # of the catch, which the rise is summed up from, it feels a part
    most_off: float = 1.2
    most_count_g: float = 2.0
    light_g: float = 0.6
    least_light: float = 0.1
    least_inside: float = 0.5
    cutting_clip_g: float = 5.0

    def find(
        self, signal: MotionSignal, *, calibrations: Sequence[Calibration] = (), told: bool = False
    ) -> tuple[JumpSet, ...] | Refused:
        """Every set of the log, in the order of time; a refusal where not even a count can be said.

        Of the `calibrations` each set takes the one that is of its kind of jumps (`own_for`). `told`:
        somebody says that the log is of jumps, so that swings of the phone may be counted for them.
        """
        if signal.refused is not None:
            return signal.refused
        found = self._flown(signal, calibrations)
        swings = self.cycles.find(signal) if told and isinstance(found, Refused) else []
        return _swung(swings, signal.rate_hz) if swings else found

    def _flown(
        self, signal: MotionSignal, calibrations: Sequence[Calibration]
    ) -> tuple[JumpSet, ...] | Refused:
        """The sets whose flights show."""
        felt_g = _felt_moving(signal)
        mean_g = float(felt_g.mean())
        why = f"the phone swings ({mean_g:.1f} g on average, not 1), so no flight shows in the log"
        swings = Refused(what="The count of jumps", why=why, instead=BELT)
        hard = mean_g > self.most_count_g
        if hard and np.quantile(felt_g, self.least_light) > self.light_g:
            return swings
        pull_g, found = self._sets(signal)
        if not found:
            why = "nothing in the log was pushed off, flew and landed"
            return Refused(what="Squat jumps", why=why, instead=BELT)
        inside_s = sum(one[-1].end - one[0].first for one in found) / signal.rate_hz
        if hard and inside_s < self.least_inside * len(felt_g) / signal.rate_hz:
            return swings
        sets: list[JumpSet] = []
        uncounted = 0
        for one in found:
            jumped = self._measured(signal, pull_g, one, calibrations, sets[-1] if sets else None)
            if jumped is not None:
                sets.append(jumped)
            else:
                uncounted += len(one)
        if uncounted > self.most_uncounted * sum(len(one) for one in found):
            why = "two ways of counting disagree: the jumps do not follow each other in one rhythm"
            return Refused(what="The count of jumps", why=why, instead=BELT)
        return tuple(sets)

    def both_counts(
        self, signal: MotionSignal, *, told: bool = False
    ) -> tuple[tuple[int, SecondCount | None], ...]:
        """Of every stretch that looks like a set, its flights counted and its rhythm's count, whether they
        agree or not; of swings where `find` counts those; nothing of a refused signal."""
        if signal.refused is not None:
            return ()
        if told and isinstance(self._flown(signal, ()), Refused):
            swings = self.cycles.find(signal)
            counts = [SecondCount(count=one.second_count, clarity=one.clarity, agrees=True) for one in swings]
            if swings:
                return tuple((one.count, count) for one, count in zip(swings, counts, strict=True))
        pull_g, found = self._sets(signal)
        return tuple((len(one), self.second_count(pull_g, one, signal.rate_hz)) for one in found)

    def _sets(self, signal: MotionSignal) -> tuple[Floats, list[list[Flight]]]:
        """The upright pull, and the flights of each set."""
        pull_g = self.upright.pull(signal)
        cut = on_level(signal) if (signal.clip_g or np.inf) < self.cutting_clip_g else None
        finding = self.ankle_flights if signal.position is Position.ANKLE else self.flights
        sets = self.ankle_sets if signal.position is Position.ANKLE else self.sets
        return pull_g, sets.find(finding.find(pull_g, signal.rate_hz, cut), signal.rate_hz)

    def second_count(self, pull_g: Floats, flights: list[Flight], rate_hz: float) -> SecondCount | None:
        """Continuous jumps counted by autocorrelation; None of jumps with pauses between.

        The flights only say where the set begins and ends, and where it was interrupted.
        """
        middle = np.array([flight.middle for flight in flights])
        if len(middle) < self.least_continuous:
            return None
        apart_s = np.diff(middle) / rate_hz
        usual_s = float(np.median(apart_s))
        if usual_s > self.continuous_s:
            return None
        edges = np.concatenate(([0], np.flatnonzero(apart_s > 1.6 * usual_s) + 1, [len(middle)]))
        count, off, weights, clarities = 0.0, 0.0, [0], [0.0]
        for first, end in pairwise(edges.tolist()):
            if end - first < self.least_continuous:
                count += end - first
                continue
            rhythm = self.rhythm.find(pull_g[int(middle[first]) : int(middle[end - 1])], rate_hz)
            here = (rhythm.cycles if rhythm is not None else 0.0) + 1
            count += here
            # A rhythm known to a hundredth counts a hundred jumps to one.
            off = max(off, abs(here - (end - first)) - 0.01 * (end - first))
            weights.append(end - first)
            clarities.append(rhythm.clarity if rhythm is not None else 0.0)
        clarity = float(np.average(clarities, weights=weights)) if sum(weights) else 0.0
        return SecondCount(count=count, clarity=clarity, agrees=off <= self.most_off)

    def _thrown_up(self, flights: list[Flight], position: Position) -> bool:
        """Whether jumps with pauses begin as fast upwards as they fall long; what only shakes does not."""
        shares = np.array([flight.rise_gs / flight.fall_gs for flight in flights])
        known = shares[np.isfinite(shares)]
        most = self.most_rise_share_ankle if position is Position.ANKLE else self.most_rise_share
        return not len(known) or float(np.median(known)) <= most

    def _measured(
        self,
        signal: MotionSignal,
        pull_g: Floats,
        flights: list[Flight],
        calibrations: Sequence[Calibration],
        before: JumpSet | None,
    ) -> JumpSet | None:
        """One set; None where its count can't be said."""
        rate_hz = signal.rate_hz
        second = self.second_count(pull_g, flights, rate_hz)
        clarity = second.clarity if second is not None else 1.0
        if not (second.agrees if second is not None else self._thrown_up(flights, signal.position)):
            return None

        def time(own: Calibration | None) -> Timed:
            offset = offset_of(signal.position, own)
            timed = self.timing.time(
                pull_g, flights, rate_hz, offset, signal.written_hz, rebounds=second is not None
            )
            return without_gaps(timed, flights, signal.known, rate_hz)

        timed = time(None)
        usual = the_jumps(timed, flights, rate_hz, heights=False, flights_too=True)
        own = own_for(signal.position, jumping_of(usual), calibrations)
        timed = time(own) if own is not None else timed
        refused = self.gates.refuse(signal, flights, clarity, own=own is not None)
        if not np.isfinite(timed.flight_s).any() and not refused:
            why = "gaps in the log cut every flight of the set"
            refused = (Refused(what="Jump heights", why=why, instead="Close other apps while recording."),)
        by_hand = signal.position is Position.HAND
        jumps = the_jumps(timed, flights, rate_hz, heights=not refused, flights_too=not by_hand)
        start_s, end_s = jumps[0].takeoff_s, jumps[-1].landing_s
        height, spread = mean_height(timed) if not refused else (None, None)
        return JumpSet(
            start_s=start_s,
            end_s=end_s,
            count=len(flights),
            jumps=jumps,
            rhythm_s=mean_rhythm(flights, rate_hz, timed),
            height_cm=height,
            height_spread_cm=spread,
            drop_pct=drop_off(timed) if not refused else None,
            rsi=reactive_strength(jumps, timed) if not refused and second is not None else None,
            rest_before_s=start_s - before.end_s if before is not None else None,
            refused=refused,
            calibrated=own is not None,
        )


def _felt_moving(signal: MotionSignal) -> Floats:
    """|a| where the phone moves."""
    moves = np.ones(len(signal), dtype=bool)
    for span in signal.still:
        first, end = ((at_s - signal.origin_s) * signal.rate_hz for at_s in (span.start_s, span.end_s))
        moves[max(round(first), 0) : max(round(end), 0)] = False
    return signal.magnitude_g[moves] if moves.any() else signal.magnitude_g


def _swung(swings: list[Cycles], rate_hz: float) -> tuple[JumpSet, ...]:
    """Sets of which nothing is known but how often an arm swung the phone."""
    why = (
        "an arm swings the phone, so what is counted are its swings up and down: one a jump where the arms "
        "go once a jump, one every two hops in jumping jacks"
    )
    sets: list[JumpSet] = []
    for one in swings:
        edges_s = np.append(one.begins, one.end) / rate_hz
        rhythm_s = float(edges_s[-2] - edges_s[0]) / (one.count - 1)
        off = max(abs(one.second_count - one.count), 0.1) / (one.count - 1)
        sets.append(
            JumpSet(
                start_s=float(edges_s[0]),
                end_s=float(edges_s[-1]),
                count=one.count,
                jumps=tuple(Jump(takeoff_s=a, landing_s=b) for a, b in pairwise(edges_s.tolist())),
                rhythm_s=Measured(value=rhythm_s, error=rhythm_s * off),
                rest_before_s=float(edges_s[0]) - sets[-1].end_s if sets else None,
                refused=(Refused(what="Jump heights", why=why, instead=BELT),),
            )
        )
    return tuple(sets)
