"""Bounding runs in a motion signal: contacts counted, timed from the first to the last."""

import math
from dataclasses import dataclass, field, replace

import numpy as np

from fullstride.domain.evidence import BoundRun, Measured, Refused
from fullstride.domain.motion import Ask, Position, Side
from fullstride.measure.bounds_edges import EdgeFinder
from fullstride.measure.bounds_gates import BoundGates, Part
from fullstride.measure.bounds_legs import Feet, FeetFinder
from fullstride.measure.bounds_steps import StepFinder, Stretch
from fullstride.measure.motion import MotionSignal

_WHAT = "Bounds"
_WEAR = "Wear the phone in a snug belt at the lower back, and stand still for 2 s before each run."
_SPOT = (
    "Was it hops or jumps? Then say --as squat_jumps. If not, say --as bounding, and run into your bounds "
    "and out of them."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundsFound:
    """All runs of a log in order of time. `left_right_pct` is how much longer the right foot is on the ground
    than the left, None where that is within its error; `seen` are sentences on the runs."""

    runs: tuple[BoundRun, ...]
    left_right_pct: Measured | None = None
    seen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundFinder:
    """The settings of the search for bounding runs.

    Steps: contacts of all lively stretches (`StepFinder`); which of them are bounds (`EdgeFinder`); a second
    count by rhythm (`StepRate`); sizes. **A contact counts when a bound is taken from it**: a push-off from
    a stand is none, nor is the landing that leads into the run-out; one on which somebody stops counts too.
    A run's time is from its first coming down to its last, so that n contacts are n - 1 steps; mean speed is
    the taped distance over that time, as though the tape began and ended under these two feet (each is within
    a step of it: in the error, with `time_error_s`). Contact and flight are the time above and below 0.6 g
    along gravity.

    Needs: gravity in the acceleration; 25 Hz or more; the phone at the belt, or in a pocket, where the edges
    of a run are known within a contact or two; in a hand the count stands only where both ways of counting
    agree. Units: seconds after the first sample. Errors: `contact_error_s` is one standard deviation of one
    contact or flight, `mean_error_s` of a run's mean: running contacts from the trunk are known to ±45 to
    ±60 ms (limits of agreement) once their offset is (ours, on 466 contacts of one runner's sacrum; Alcantara
    2022), and nobody has published any of bounding, nor a way of counting bounds. `ends_error_s` is of the
    time between two comings down, at the belt; `swung_contacts` of the count where the phone swings.
    Refused (`BoundGates` says which runs are): no rhythm, running, jumping, gaps in every run, an ankle.
    """

    steps: StepFinder = field(default_factory=StepFinder)
    edges: EdgeFinder = field(default_factory=EdgeFinder)
    # where the phone swings, running looks more like bounds
    edges_loose: EdgeFinder = field(
        default_factory=lambda: EdgeFinder(shortest_flight_s=0.2, doubt_share=0.09)
    )
    told_flight_s: float = 0.13  # at the belt, where somebody says that bounds are there
    told_alone_s: float = 0.15  # where no running is around them
    told_flight_loose_s: float = 0.17
    feet: FeetFinder = field(default_factory=FeetFinder)
    gates: BoundGates = field(default_factory=BoundGates)
    fastest_mps: float = 10.5  # no one who bounds is faster
    tape_ends: float = 0.8  # of a step: where in the first and the last one the tape began and ended
    time_error_s: float = 0.1
    ends_error_s: float = 0.04
    swung_contacts: float = 0.3
    mean_error_s: float = 0.03
    contact_error_s: float = 0.045
    most_clipped: float = 0.15

    def find(
        self,
        signal: MotionSignal,
        *,
        distance_m: float | None = None,
        first_side: Side = Side.UNKNOWN,
        told: bool = False,
    ) -> BoundsFound | Refused:
        """The runs of a log. `distance_m` is taped, of every run; `first_side` the foot that came first.

        `told`: somebody says that it is of bounding, so that flights nearly as short as running's, and runs
        that nobody runs into or out of, may be taken for bounds.
        """
        if signal.refused is not None:
            return signal.refused
        if signal.position is Position.ANKLE:
            return Refused(what=_WHAT, why="an ankle feels every other contact only", instead=_WEAR)
        stretches = self.steps.find(signal)
        edges = self._edges(signal, told=told)
        parts = [Part(stretch=one, steps=steps) for one in stretches for steps in edges.find(one)]
        seen: list[str] = []
        kept: list[Part] = []
        reasons: list[str] = []
        for part in parts:
            why = self.gates.why_not(signal, part, edges.shortest_flight_s, told=told)
            if why:
                reasons.append(why)
            else:
                kept.append(part)
        if not kept:
            return self._nothing(stretches, reasons, told=told)
        hz = signal.rate_hz
        for part, why in zip([one for one in parts if one not in kept], reasons, strict=True):
            seen.append(f"The run at {_clock(part.down[0] / hz)} is left out: {why}")
        runs: list[BoundRun] = []
        for part in kept:
            rest_s = float(part.down[0]) / hz - runs[-1].end_s if runs else None
            runs.append(self._run(signal, part, distance_m, rest_s))
            seen += self._doubts(signal, part)
        left_right, said = self._left_right(signal, parts, kept, first_side)
        return BoundsFound(runs=tuple(runs), left_right_pct=left_right, seen=(*seen, *said))

    def _edges(self, signal: MotionSignal, *, told: bool) -> EdgeFinder:
        steady = self._steady(signal)
        edges = self.edges if steady else self.edges_loose
        if not told:
            return edges
        told_s = self.told_flight_s if steady else self.told_flight_loose_s
        alone_s = edges.shortest_flight_s
        all_s = self.told_alone_s if steady else math.inf
        return replace(edges, shortest_flight_s=told_s, alone_flight_s=alone_s, take_all_s=all_s)

    # --- what is a run ------------------------------------------------------------------------------------

    def _nothing(self, stretches: tuple[Stretch, ...], reasons: list[str], *, told: bool) -> Refused:
        if reasons:
            usual = max(set(reasons), key=reasons.count)
            which = "the only run can't" if len(reasons) == 1 else f"none of {len(reasons)} runs can"
            why = f"{which} be counted: {usual}"
            if "on the spot" in usual:
                return Refused(what=_WHAT, why=why, instead=_SPOT, asks=(Ask.EXERCISE,))
            return Refused(what=_WHAT, why=why, instead=_WEAR)
        steps = sum(len(stretch) for stretch in stretches)
        if steps < self.edges.fewest:
            return Refused(
                what=_WHAT,
                why="nobody runs or bounds in this log",
                instead="Start the recording before the first run, and look at where the phone was.",
            )
        air_s = np.concatenate([stretch.air_s for stretch in stretches])
        period_s = np.concatenate([stretch.period_s for stretch in stretches])
        usual_s = float(np.median(period_s))
        if usual_s < 0.5 and float(np.median(air_s)) < self.edges.shortest_flight_s:
            air = f"{np.median(air_s):.2f} s in the air"
            if told:
                return Refused(
                    what=_WHAT,
                    why=f"its steps, each {air}, can't be told from running",
                    instead="Film a run and mark the contacts, or bound further.",
                )
            return Refused(
                what=_WHAT,
                why=f"this is running: {60 / usual_s:.0f} steps a minute, each {air}",
                instead="Bounds are 0.2 s and more in the air. Give a log of bounding.",
            )
        return Refused(
            what=_WHAT,
            why="no four contacts follow one another as bounds do",
            instead="Was it squat jumps? Then say --as squat_jumps. " + _WEAR,
            asks=(Ask.EXERCISE,),
        )

    # --- what is said of it -------------------------------------------------------------------------------

    def _run(
        self, signal: MotionSignal, part: Part, distance_m: float | None, rest_s: float | None
    ) -> BoundRun:
        hz, count = signal.rate_hz, part.steps.contacts
        start_s, end_s = float(part.down[0]) / hz, float(part.down[-1]) / hz
        usual_s = (end_s - start_s) / (count - 1)
        steady = self._steady(signal)
        swung = self.swung_contacts if self.gates.doubtful(signal, part) > part.steps.doubtful else 0.0
        off = math.hypot(0.5 * part.steps.doubtful, swung)
        doubt = off if steady else max(off, self.swung_contacts)
        timing_s = math.hypot(self.ends_error_s * (1.0 if steady else 1.25), usual_s * off)
        duration = Measured(value=end_s - start_s, error=timing_s)
        contact_s, flight_s, refused = self._ground_and_air(signal, part)
        contacts_30m = mean_mps = None
        if distance_m is not None and distance_m > 0:
            scale = 30.0 / distance_m
            share = math.hypot(self.time_error_s / duration.value, self.tape_ends / (count - 1))
            mean_mps = Measured(value=distance_m / duration.value, error=distance_m / duration.value * share)
            contacts_30m = Measured(value=count * scale, error=scale * math.hypot(1 / math.sqrt(12), doubt))
        if mean_mps is not None and mean_mps.value > self.fastest_mps:
            why = f"{distance_m:g}\u2009m in {duration.value:.1f}\u2009s is faster than anybody bounds"
            instead = "Give the distance that was bounded between the first contact and the last."
            again = Refused(what="Speed and contacts in 30 m", why=why, instead=instead, asks=(Ask.DISTANCE,))
            refused = (*refused, again)
            contacts_30m = mean_mps = None
        elif mean_mps is None:
            refused = (
                *refused,
                Refused(
                    what="Speed and contacts in 30 m",
                    why="nobody said how far it was",
                    instead="Tape the distance and give it.",
                    asks=(Ask.DISTANCE,),
                ),
            )
        cadence = 60.0 / usual_s
        return BoundRun(
            start_s=start_s,
            end_s=end_s,
            contacts=count,
            duration_s=duration,
            distance_m=distance_m,
            contacts_30m=contacts_30m,
            mean_mps=mean_mps,
            # the ends' doubt is of the count; the rhythm between them is known better
            cadence_spm=Measured(value=cadence, error=cadence * 0.75 * self.ends_error_s / duration.value),
            contact_s=contact_s,
            flight_s=flight_s,
            contact_error_s=self.contact_error_s if contact_s is not None else None,
            contacts_s=tuple(round(float(at) / hz, 4) for at in part.down),
            rest_before_s=rest_s,
            refused=refused,
        )

    def _steady(self, signal: MotionSignal) -> bool:
        return signal.position is Position.BELT

    def _ground_and_air(
        self, signal: MotionSignal, part: Part
    ) -> tuple[Measured | None, Measured | None, tuple[Refused, ...]]:
        """Means of contact and flight with their error, or why there are none."""
        why = ""
        if signal.position is not Position.BELT:
            place = "in a hand" if signal.position is Position.HAND else "in a pocket"
            why = (
                f"the phone swings {place}"
                if signal.position is not Position.UNKNOWN
                else ("nobody said where the phone was")
            )
        elif signal.clipped_share > self.most_clipped:
            why = f"{100 * signal.clipped_share:.0f} % of the samples are clipped"
        if why:
            refused = Refused(
                what="Contact and flight", why=why, instead="Wear it in a snug belt, or film it."
            )
            return None, None, (refused,)
        hz = signal.rate_hz
        contact_s = float(np.mean(part.up - part.down)) / hz
        period_s = float(part.down[-1] - part.down[0]) / hz / (part.steps.contacts - 1)
        return (
            Measured(value=contact_s, error=self.mean_error_s),
            Measured(value=period_s - contact_s, error=self.mean_error_s),
            (),
        )

    def _doubts(self, signal: MotionSignal, part: Part) -> list[str]:
        at = _clock(float(part.down[0]) / signal.rate_hz)
        said = []
        off = self.gates.doubtful(signal, part)
        if off:
            why = "an edge step is between run and bound"
            if signal.position is Position.HAND:
                why = "a hand swings the phone"
            elif not part.steps.doubtful:
                why = "the phone is not light in its flights"
            contacts = "one contact" if off == 1 else f"up to {off} contacts"
            said.append(f"The run at {at} may have {contacts} more or less: {why}")
        if not self.gates.gets_somewhere(signal, part):
            said.append(
                f"The run at {at} may be hops on the spot: nobody runs into it or out of it, and then a "
                "phone can't tell them from bounds"
            )
        if part.steps.as_running:
            said.append(
                f"The flights of the run at {at} are as short as running's, {part.steps.flight_s:.2f} s: "
                "steps that were run into it or out of it are counted too"
            )
        if part.steps.uneven:
            said.append(f"In the run at {at} one step is no bound; it is counted as a contact")
        return said

    def _left_right(
        self, signal: MotionSignal, parts: list[Part], kept: list[Part], first_side: Side
    ) -> tuple[Measured | None, tuple[str, ...]]:
        if first_side is Side.UNKNOWN or signal.position is not Position.BELT:
            return None, ()
        sure = [part for part in kept if not part.steps.doubtful and not part.steps.uneven]
        if parts[0] not in sure:  # its first foot is the one that was named
            return None, ("Left and right are not compared: which foot began the first run is in doubt",)
        return self.feet.find(signal, [Feet(down=part.down, up=part.up) for part in sure], first_side)


def _clock(seconds: float) -> str:
    return f"{int(seconds // 60)}:{int(seconds % 60):02d}"
