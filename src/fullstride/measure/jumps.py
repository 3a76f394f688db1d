"""Sets of squat jumps, of continuous jumping and of hops in a phone's log."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from fullstride.domain.evidence import JumpSet, Refused, jumping_of
from fullstride.domain.motion import Calibration, Position
from fullstride.domain.recording import Floats
from fullstride.measure.jumps_cycles import CycleFinding, swung_sets
from fullstride.measure.jumps_flights import Flight, FlightFinding
from fullstride.measure.jumps_gates import BELT, HeightGates, nothing_jumped
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
from fullstride.measure.motion_filters import low_pass
from fullstride.measure.motion_gait import GotOnFinder, Running, Springs

_UNEVEN = "two ways of counting disagree: the jumps do not follow each other in one rhythm"
_FELT = "between a push and a landing the phone is not light, as it is when somebody flies with it"


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
    got_on: GotOnFinder = field(default_factory=GotOnFinder)
    rhythm: RhythmFinding = field(default_factory=RhythmFinding)
    timing: JumpTiming = field(default_factory=JumpTiming)
    gates: HeightGates = field(default_factory=HeightGates)
    cycles: CycleFinding = field(default_factory=CycleFinding)
    continuous_s: float = 1.6
    least_continuous: int = 5
    most_uncounted: float = 0.2
    most_rise_share: float = 1.1
    most_rise_share_ankle: float = 1.6  # of the catch, which the rise is summed up from, it feels a part
    most_felt_g: float = 0.35
    felt_hz: float = 10.0
    beside_s: float = 0.5
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
        return swung_sets(swings, signal.rate_hz) if swings else found

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
        got_on = self.got_on.find(signal)
        pull_g, found = self._sets(signal, got_on)
        if not found:
            return nothing_jumped(got_on)
        inside_s = sum(one[-1].end - one[0].first for one in found) / signal.rate_hz
        if hard and inside_s < self.least_inside * len(felt_g) / signal.rate_hz:
            return swings
        sets: list[JumpSet] = []
        uncounted: Counter[str] = Counter()
        for one in found:
            second = self.second_count(pull_g, one, signal.rate_hz)
            why = self._why_not(signal, one, second)
            if why:
                uncounted[why] += len(one)
                continue
            before = sets[-1] if sets else None
            sets.append(self._measured(signal, pull_g, one, second, calibrations, before))
        if uncounted.total() > self.most_uncounted * sum(len(one) for one in found):
            return Refused(what="The count of jumps", why=uncounted.most_common(1)[0][0], instead=BELT)
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
        pull_g, found = self._sets(signal, self.got_on.find(signal))
        return tuple((len(one), self.second_count(pull_g, one, signal.rate_hz)) for one in found)

    def _sets(
        self, signal: MotionSignal, got_on: Sequence[Running | Springs]
    ) -> tuple[Floats, list[list[Flight]]]:
        """The upright pull, and the flights of each set, without those of somebody who gets on."""
        pull_g = self.upright.pull(signal)
        cut = on_level(signal) if (signal.clip_g or np.inf) < self.cutting_clip_g else None
        ankle = signal.position is Position.ANKLE
        flights = (self.ankle_flights if ankle else self.flights).find(pull_g, signal.rate_hz, cut)
        beside = self.beside_s * signal.rate_hz
        flights = [
            flight
            for flight in flights
            if not any(one.first - beside <= flight.middle <= one.last + beside for one in got_on)
        ]
        return pull_g, (self.ankle_sets if ankle else self.sets).find(flights, signal.rate_hz)

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

    def _why_not(self, signal: MotionSignal, flights: list[Flight], second: SecondCount | None) -> str:
        """Why the count of a set can't be said, or "".

        Jumps in one rhythm are counted twice. Those with pauses begin as fast upwards as they fall long, and
        at some time in the air the phone feels next to nothing, on any axis: what is only shaken does not.
        """
        if second is not None:
            return "" if second.agrees else _UNEVEN
        ankle = signal.position is Position.ANKLE
        shares = np.array([flight.rise_gs / flight.fall_gs for flight in flights])
        known = shares[np.isfinite(shares)]
        most = self.most_rise_share_ankle if ankle else self.most_rise_share
        if len(known) and float(np.median(known)) > most:
            return _UNEVEN
        begin = max(flights[0].first - round(signal.rate_hz), 0)  # a second more, for the filter's ends
        around_g = signal.magnitude_g[begin : flights[-1].end + round(signal.rate_hz)]
        felt_g = low_pass(around_g, signal.rate_hz, self.felt_hz)
        least_g = [float(felt_g[flight.first - begin : flight.end - begin].min()) for flight in flights]
        return _FELT if not ankle and float(np.median(least_g)) > self.most_felt_g else ""

    def _measured(
        self,
        signal: MotionSignal,
        pull_g: Floats,
        flights: list[Flight],
        second: SecondCount | None,
        calibrations: Sequence[Calibration],
        before: JumpSet | None,
    ) -> JumpSet:
        rate_hz = signal.rate_hz
        clarity = second.clarity if second is not None else 1.0

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
