"""Bounding runs in a motion signal: contacts counted, timed from the first to the last."""

import math
from dataclasses import dataclass, field

import numpy as np

from fullstride.domain.evidence import BoundRun, Measured, Refused
from fullstride.domain.motion import Position, Side
from fullstride.measure.bounds_edges import BoundSteps, EdgeFinder
from fullstride.measure.bounds_legs import Feet, FeetFinder
from fullstride.measure.bounds_rhythm import StepRate, contacts_by_rhythm
from fullstride.measure.bounds_steps import StepFinder, Stretch
from fullstride.measure.motion import MotionSignal

_WHAT = "Bounds"
_WEAR = "Wear the phone in a snug belt at the lower back, and stand still for 2 s before each run."
_STEP_ENDS = math.sqrt(2 / 12)  # first and last contact are each anywhere within a step of the tape's ends


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundsFound:
    """All runs of a log in order of time. `left_right_pct` is how much longer the right foot is on the ground
    than the left, None where that is within its error; `seen` are sentences on the runs."""

    runs: tuple[BoundRun, ...]
    left_right_pct: Measured | None = None
    seen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A run found: bounds within a stretch, and the contacts' samples."""

    stretch: Stretch
    steps: BoundSteps

    @property
    def down(self) -> np.ndarray:
        return self.stretch.down[self.steps.first : self.steps.last + 1]

    @property
    def up(self) -> np.ndarray:
        return self.stretch.up[self.steps.first : self.steps.last + 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundFinder:
    """The settings of the search for bounding runs.

    Steps: contacts of all lively stretches (`StepFinder`); which of them are bounds (`EdgeFinder`); a second
    count by rhythm (`StepRate`); sizes. **A contact counts when a bound is taken from it**: a push-off from
    a stand is none, nor is the landing that leads into the run-out. A run's time is from its first coming
    down to its last, so that n contacts are n - 1 steps; mean speed is the taped distance over that time, as
    though the tape began and ended under these two feet (each is within a step of it: in the error, with
    `time_error_s`). Contact and flight are the time above and below 0.6 g along gravity.

    Needs: gravity in the acceleration; 25 Hz or more; the phone at the belt, or in a pocket, where the edges
    of a run are known within a contact only; in a hand the count stands only where both ways of counting
    agree. Units: seconds after the first sample. Errors: `contact_error_s` is one standard deviation of one
    contact or flight, `mean_error_s` of a run's mean: running contacts from the trunk are known to ±45 to
    ±60 ms (limits of agreement) once their offset is, and nobody has published any of bounding. Source: the
    prototype on 466 treadmill contacts in motion.md; no other way of counting bounds is published. Refused:
    no rhythm, running, jumping that goes on (`longest_s`), gaps in every run, an ankle.
    """

    steps: StepFinder = field(default_factory=StepFinder)
    edges: EdgeFinder = field(default_factory=EdgeFinder)
    # where the phone swings, running looks more like bounds
    edges_loose: EdgeFinder = field(
        default_factory=lambda: EdgeFinder(shortest_flight_s=0.2, doubt_share=0.09)
    )
    rate: StepRate = field(default_factory=StepRate)
    feet: FeetFinder = field(default_factory=FeetFinder)
    longest_s: float = 30.0
    longest_step_s: float = 0.72
    softest_g: float = 2.1
    largest_gap_s: float = 0.12
    agree_within: float = 0.6  # contacts
    agree_hand: float = 0.5
    evenness: float = 0.22  # usual step to step scatter over the step, past which there is no rhythm
    time_error_s: float = 0.1
    mean_error_s: float = 0.03
    contact_error_s: float = 0.045
    most_clipped: float = 0.15

    def find(
        self, signal: MotionSignal, *, distance_m: float | None = None, first_side: Side = Side.UNKNOWN
    ) -> BoundsFound | Refused:
        """The runs of a log. `distance_m` is taped, of every run; `first_side` the foot that came first."""
        if signal.refused is not None:
            return signal.refused
        if signal.position is Position.ANKLE:
            return Refused(what=_WHAT, why="an ankle feels every other contact only", instead=_WEAR)
        stretches = self.steps.find(signal)
        edges = self.edges if self._steady(signal) else self.edges_loose
        parts = [
            _Part(stretch=stretch, steps=steps) for stretch in stretches for steps in edges.find(stretch)
        ]
        seen: list[str] = []
        kept: list[_Part] = []
        reasons: list[str] = []
        for part in parts:
            why = self._not_counted(signal, part)
            if why:
                reasons.append(why)
            else:
                kept.append(part)
        if not kept:
            return self._nothing(stretches, reasons)
        hz = signal.rate_hz
        for part, why in zip([one for one in parts if one not in kept], reasons, strict=True):
            seen.append(f"The run at {_clock(part.down[0] / hz)} is left out: {why}")
        runs: list[BoundRun] = []
        for part in kept:
            rest_s = float(part.down[0]) / hz - runs[-1].end_s if runs else None
            runs.append(self._run(signal, part, distance_m, rest_s))
            seen += self._doubts(signal, part)
        left_right, said = self._left_right(signal, kept, first_side)
        return BoundsFound(runs=tuple(runs), left_right_pct=left_right, seen=(*seen, *said))

    # --- what is a run ------------------------------------------------------------------------------------

    def _not_counted(self, signal: MotionSignal, part: _Part) -> str:
        """Why a run's contacts can't be said; "" where they can."""
        hz, count = signal.rate_hz, part.steps.contacts
        start_s, end_s = float(part.down[0]) / hz, float(part.down[-1]) / hz
        periods = np.diff(part.down) / hz
        usual_s = float(np.median(periods))
        if end_s - start_s > self.longest_s:
            return f"it goes on for {end_s - start_s:.0f} s, longer than anybody bounds"
        if usual_s > self.longest_step_s:
            return f"one takes {usual_s:.2f} s, as jumps do; bounds are quicker"
        if start_s < usual_s or end_s + 2 * usual_s > len(signal) / hz:
            return "the log begins or ends within it"
        if not self._lands(signal, part):
            return "nothing lands in it as a foot does"
        scatter = 1.4826 * float(np.median(np.abs(_detrended(periods) - usual_s)))
        if scatter > self.evenness * usual_s:
            return "its rhythm is not even"
        torn = max(
            (_overlap(gap.start_s, gap.end_s, start_s, end_s) for gap in self._gaps(signal)), default=0.0
        )
        if torn > self.largest_gap_s:
            return f"{torn:.1f} s of it are missing in the log"
        hand = signal.position is Position.HAND
        if part.steps.doubtful > (0 if hand else 1):
            return "where its bounds begin and end can't be told within a contact"
        by_rhythm = contacts_by_rhythm(signal, start_s, end_s, self.rate)
        apart = abs(by_rhythm - count) if by_rhythm is not None else 0.0
        if apart > (self.agree_hand if hand else self.agree_within):
            return f"counted one by one it has {count} contacts, by rhythm {by_rhythm:.0f}"
        return ""

    def _lands(self, signal: MotionSignal, part: _Part) -> bool:
        """Whether contacts are as hard, and as far apart, as bounds are: nobody plays with the phone."""
        apart = float(np.mean(np.diff(part.down))) - float(np.mean(part.up - part.down))
        if apart < 0.8 * self.edges.shortest_flight_s * signal.rate_hz:
            return False
        hardest = [
            signal.magnitude_g[int(down) : int(up) + 1].max()
            for down, up in zip(part.down, part.up, strict=True)
        ]
        within = self.softest_g if signal.clip_g is None else min(self.softest_g, 0.9 * signal.clip_g)
        return float(np.median(hardest)) >= within

    def _gaps(self, signal: MotionSignal) -> list["_Gap"]:
        return [_Gap(gap.start_s - signal.origin_s, gap.end_s - signal.origin_s) for gap in signal.gaps]

    def _nothing(self, stretches: tuple[Stretch, ...], reasons: list[str]) -> Refused:
        if reasons:
            usual = max(set(reasons), key=reasons.count)
            which = "the only run can't" if len(reasons) == 1 else f"none of {len(reasons)} runs can"
            why = f"{which} be counted: {usual}"
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
            return Refused(
                what=_WHAT,
                why=f"this is running: {60 / usual_s:.0f} steps a minute, each {air}",
                instead="Bounds are 0.2 s and more in the air. Give a log of bounding.",
            )
        return Refused(
            what=_WHAT,
            why="no four contacts follow one another as bounds do",
            instead="Was it squat jumps? Then say --as squat_jumps. " + _WEAR,
        )

    # --- what is said of it -------------------------------------------------------------------------------

    def _run(
        self, signal: MotionSignal, part: _Part, distance_m: float | None, rest_s: float | None
    ) -> BoundRun:
        hz, count = signal.rate_hz, part.steps.contacts
        start_s, end_s = float(part.down[0]) / hz, float(part.down[-1]) / hz
        usual_s = (end_s - start_s) / (count - 1)
        doubt = 0.5 * part.steps.doubtful if self._steady(signal) else max(0.5, 0.5 * part.steps.doubtful)
        timing_s = math.hypot(0.04 if self._steady(signal) else 0.05, usual_s * part.steps.doubtful / 2)
        duration = Measured(value=end_s - start_s, error=timing_s)
        contact_s, flight_s, refused = self._ground_and_air(signal, part)
        contacts_30m = mean_mps = None
        if distance_m is not None and distance_m > 0:
            scale = 30.0 / distance_m
            contacts_30m = Measured(value=count * scale, error=scale * math.hypot(1 / math.sqrt(12), doubt))
            share = math.hypot(self.time_error_s / duration.value, _STEP_ENDS / (count - 1))
            mean_mps = Measured(value=distance_m / duration.value, error=distance_m / duration.value * share)
        else:
            refused = (
                *refused,
                Refused(
                    what="Speed and contacts in 30 m",
                    why="nobody said how far it was",
                    instead="Tape the distance and give it.",
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
            cadence_spm=Measured(value=cadence, error=cadence * 0.03 / duration.value),
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
        self, signal: MotionSignal, part: _Part
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

    def _doubts(self, signal: MotionSignal, part: _Part) -> list[str]:
        at = _clock(float(part.down[0]) / signal.rate_hz)
        said = []
        if part.steps.doubtful:
            said.append(
                f"The run at {at} may have one contact more or less: an edge step is between run and bound"
            )
        if part.steps.uneven:
            said.append(f"In the run at {at} one step is no bound; it is counted as a contact")
        return said

    def _left_right(
        self, signal: MotionSignal, parts: list[_Part], first_side: Side
    ) -> tuple[Measured | None, tuple[str, ...]]:
        if first_side is Side.UNKNOWN or signal.position is not Position.BELT:
            return None, ()
        feet = [
            Feet(down=part.down, up=part.up)
            for part in parts
            if not part.steps.doubtful and not part.steps.uneven
        ]
        return self.feet.find(signal, feet, first_side)


@dataclass(frozen=True, slots=True)
class _Gap:
    start_s: float
    end_s: float


def _detrended(values: np.ndarray) -> np.ndarray:
    """Without the difference of the legs and the slow fall of a run."""
    if len(values) < 5:
        return values
    numbers = np.arange(len(values))
    straight = np.polyval(np.polyfit(numbers, values, 1), numbers)
    left = values - straight
    for leg in (0, 1):
        left[numbers % 2 == leg] -= np.median(left[numbers % 2 == leg])
    return np.asarray(left + np.median(values))


def _overlap(start: float, end: float, other_start: float, other_end: float) -> float:
    return max(0.0, min(end, other_end) - max(start, other_start))


def _clock(seconds: float) -> str:
    return f"{int(seconds // 60)}:{int(seconds % 60):02d}"
