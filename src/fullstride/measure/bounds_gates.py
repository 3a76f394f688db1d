"""Which of the runs found can be counted as bounds, and by how much the count may be off."""

from dataclasses import dataclass, field

import numpy as np

from fullstride.domain.motion import Position
from fullstride.domain.recording import Floats
from fullstride.measure.bounds_edges import BoundSteps
from fullstride.measure.bounds_legs import Alternation
from fullstride.measure.bounds_rhythm import StepRate, contacts_by_rhythm
from fullstride.measure.bounds_steps import Stretch
from fullstride.measure.motion import MotionSignal
from fullstride.measure.motion_filters import low_pass
from fullstride.measure.motion_gait import run_into_and_out


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A run found: bounds within a stretch; `down` and `up` (n,) are the samples of its contacts."""

    stretch: Stretch
    steps: BoundSteps

    @property
    def down(self) -> Floats:
        return self.stretch.down[self.steps.first : self.steps.last + 1]

    @property
    def up(self) -> Floats:
        return self.stretch.up[self.steps.first : self.steps.last + 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundGates:
    """The settings by which a run is counted, or not.

    Steps: length, rhythm and hardness as bounds have them; the load in the air well under that on the ground
    (in noise it is not); nothing missing; a second count by rhythm; the doubt at its edges. Somebody who
    bounds gets on: nobody stops from that within a step, so running is looked for at both ends
    (`run_into_and_out`), or legs that take turns (`Alternation`). Where neither shows, hops on the spot look
    the same, and the run stands only where somebody says that it is bounding, and its shape is not that of
    jumps: quicker than `spot_step_s`, at the belt less than `spot_contact_s` on the ground, legs that take
    turns or, at the belt or a place not known, a drive forward; a log with less than `silent_g` across
    gravity tells neither, and nothing speaks against what somebody says. In a pocket in which the phone feels
    more than `loose_g` in the air, where there should be nothing, each run may have one contact more or less.

    Units: s, g. Errors: none; every answer is a sentence or a number. Source: ours; nothing is published.
    """

    longest_s: float = 30.0
    longest_step_s: float = 0.72
    softest_g: float = 2.1
    largest_gap_s: float = 0.12
    agree_within: float = 0.6  # contacts
    agree_hand: float = 0.5
    # Where somebody says that it is bounding, a count with a doubt that is said is better than none.
    most_doubtful_told: int = 4
    most_doubtful_swung: int = 2
    evenness: float = 0.22  # usual step to step scatter over the step, past which there is no rhythm
    most_air_share: float = 0.6  # of the load on the ground
    most_air_share_belt: float = 0.3
    loose_g: float = 0.7
    gets_on: int = 2  # running steps before and after
    surely_turns: float = 2.0
    hardly_turns: float = 1.5
    drive_g: float = 0.15
    silent_g: float = 0.07
    spot_step_s: float = 0.6
    spot_contact_s: float = 0.32
    alternation: Alternation = field(default_factory=Alternation)
    rate: StepRate = field(default_factory=StepRate)

    def why_not(self, signal: MotionSignal, part: Part, shortest_flight_s: float, *, told: bool) -> str:
        """Why a run's contacts can't be said, or "". `told`: somebody says that it is bounding."""
        hz = signal.rate_hz
        start_s, end_s = float(part.down[0]) / hz, float(part.down[-1]) / hz
        usual_s = _usual_s(signal, part)
        if end_s - start_s > self.longest_s:
            return f"it goes on for {end_s - start_s:.0f} s, longer than anybody bounds"
        if usual_s > self.longest_step_s:
            return f"one takes {usual_s:.2f} s, as jumps do; bounds are quicker"
        if start_s < usual_s or end_s + 2 * usual_s > len(signal) / hz:
            return "the log begins or ends within it"
        return (
            self._rough(signal, part, shortest_flight_s)
            or self._torn(signal, start_s, end_s)
            or self._on_the_spot(signal, part, told=told)
            or self._uncounted(signal, part, start_s, end_s, told=told)
        )

    def doubtful(self, signal: MotionSignal, part: Part) -> int:
        """How many contacts the count may be off by."""
        if signal.position is Position.HAND:
            return max(part.steps.doubtful, 1)
        return part.steps.doubtful + int(self._loose(signal, part))

    def gets_somewhere(self, signal: MotionSignal, part: Part) -> bool:
        """Whether somebody runs into it or out of it, or its legs clearly take turns."""
        if sum(run_into_and_out(part.stretch, part.steps)) >= self.gets_on:
            return True
        turns = self._turns(signal, part)
        quick = _usual_s(signal, part) <= self.spot_step_s
        return quick and turns is not None and turns >= self.surely_turns

    def _rough(self, signal: MotionSignal, part: Part, shortest_flight_s: float) -> str:
        """Whether nothing lands as feet do, in one rhythm: somebody plays with the phone, or it is noise."""
        apart = float(np.mean(np.diff(part.down))) - float(np.mean(part.up - part.down))
        hardest = [
            signal.magnitude_g[int(down) : int(up) + 1].max()
            for down, up in zip(part.down, part.up, strict=True)
        ]
        within = self.softest_g if signal.clip_g is None else min(self.softest_g, 0.9 * signal.clip_g)
        if apart < 0.8 * shortest_flight_s * signal.rate_hz or float(np.median(hardest)) < within:
            return "nothing lands in it as a foot does"
        in_air, on_ground = self._airy(signal, part)
        most = self.most_air_share_belt if signal.position is Position.BELT else self.most_air_share
        if in_air > most * on_ground:
            return "nobody flies in it: between landings the phone feels as much as in them"
        periods = np.diff(part.down) / signal.rate_hz
        usual_s = float(np.median(periods))
        scatter = 1.4826 * float(np.median(np.abs(_detrended(periods) - usual_s)))
        return "its rhythm is not even" if scatter > self.evenness * usual_s else ""

    def _torn(self, signal: MotionSignal, start_s: float, end_s: float) -> str:
        torn = max(
            (
                min(gap.end_s - signal.origin_s, end_s) - max(gap.start_s - signal.origin_s, start_s)
                for gap in signal.gaps
            ),
            default=0.0,
        )
        return f"{torn:.1f} s of it are missing in the log" if torn > self.largest_gap_s else ""

    def _on_the_spot(self, signal: MotionSignal, part: Part, *, told: bool) -> str:
        """Why it is, or may be, jumping on the spot."""
        if self.gets_somewhere(signal, part):
            return ""
        if not told or self._loose(signal, part):
            return "nobody runs into it or out of it, and hops on the spot look the same to a phone"
        spot = "nobody runs into it or out of it, and {}: that is jumping on the spot"
        belt = signal.position is Position.BELT
        usual_s = _usual_s(signal, part)
        if usual_s > self.spot_step_s:
            return spot.format(f"one takes {usual_s:.2f} s")
        contact_s = float(np.mean(part.up - part.down)) / signal.rate_hz
        if belt and contact_s > self.spot_contact_s:
            return spot.format(f"feet are down for {contact_s:.2f} s")
        turns = self._turns(signal, part)
        if turns is None or turns >= self.hardly_turns:
            return ""
        if signal.position in (Position.BELT, Position.UNKNOWN):
            driven_g = self._driven_g(signal, part)
            seen = self.silent_g < driven_g < self.drive_g
            return spot.format("nothing drives forward in it") if seen else ""
        return spot.format("the legs don't take turns")

    def _uncounted(
        self, signal: MotionSignal, part: Part, start_s: float, end_s: float, *, told: bool
    ) -> str:
        """Why its contacts can't be counted."""
        count, hand = part.steps.contacts, signal.position is Position.HAND
        most = 1
        if told and not hand:
            belt = signal.position is Position.BELT
            most = self.most_doubtful_told if belt else self.most_doubtful_swung
        doubtful = part.steps.doubtful + 1 if hand else self.doubtful(signal, part)
        if doubtful > most:
            return "where its bounds begin and end can't be told within a contact"
        by_rhythm = contacts_by_rhythm(signal, start_s, end_s, self.rate)
        apart = abs(by_rhythm - count) if by_rhythm is not None else 0.0
        if apart > (self.agree_hand if hand else self.agree_within):
            return f"counted one by one it has {count} contacts, by rhythm {by_rhythm:.0f}"
        return ""

    def _loose(self, signal: MotionSignal, part: Part) -> bool:
        """Whether the phone moves so much beside the body that it is not light when that flies."""
        return signal.position is not Position.BELT and self._airy(signal, part)[0] > self.loose_g

    def _airy(self, signal: MotionSignal, part: Part) -> tuple[float, float]:
        """What the phone usually feels in the air and on the ground, in g."""
        first, end = int(part.down[0]), int(part.down[-1])
        felt = signal.magnitude_g[first:end]
        ground = np.zeros(len(felt), dtype=bool)
        for down, up in zip(part.down, part.up, strict=True):
            ground[int(down) - first : int(up) - first] = True
        in_air = float(np.median(felt[~ground])) if not ground.all() else np.inf
        return in_air, float(np.median(felt[ground])) if ground.any() else 0.0

    def _turns(self, signal: MotionSignal, part: Part) -> float | None:
        return self.alternation.find(signal, part.stretch.down[part.steps.first : part.steps.last + 2])

    def _driven_g(self, signal: MotionSignal, part: Part) -> float:
        """How much the phone is pushed across gravity, to and fro, as the root of a mean square."""
        hz, first, end = signal.rate_hz, int(part.down[0]), int(part.down[-1])
        from_, to = max(first - int(hz / 2), 0), min(end + int(hz / 2), len(signal))
        axes = low_pass(signal.axes_g[from_:to], hz, self.alternation.corner_hz)[first - from_ : end - from_]
        mean = axes.mean(axis=0)
        upright = mean / max(float(np.linalg.norm(mean)), 1e-9)
        across = axes - np.outer(axes @ upright, upright)
        return float(np.sqrt((across**2).mean()))


def _usual_s(signal: MotionSignal, part: Part) -> float:
    return float(np.median(np.diff(part.down))) / signal.rate_hz


def _detrended(values: Floats) -> Floats:
    """Without the difference of the legs and the slow fall of a run."""
    if len(values) < 5:
        return values
    numbers = np.arange(len(values))
    straight = np.polyval(np.polyfit(numbers, values, 1), numbers)
    left = values - straight
    for leg in (0, 1):
        left[numbers % 2 == leg] -= np.median(left[numbers % 2 == leg])
    return np.asarray(left + np.median(values))
