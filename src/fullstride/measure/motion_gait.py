"""How somebody gets on in a motion log: running and bounding, as against jumping on the spot."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from fullstride.domain.motion import Position
from fullstride.domain.recording import Floats
from fullstride.measure.bounds_edges import BoundSteps, EdgeFinder, over_stride
from fullstride.measure.bounds_legs import Alternation
from fullstride.measure.bounds_steps import StepFinder, Stretch
from fullstride.measure.motion import MotionSignal


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """Steps over samples [first, last], of which one usually takes `step_s` and flies `air_s`."""

    first: int
    last: int
    step_s: float
    air_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Springs:
    """Contacts over samples [first, last] that spring from one to the next without a pause: `seconds` of
    them, with `ran` running steps before and after. `bounding`: surely bounds, and no jumps on the spot."""

    first: int
    last: int
    contacts: int
    seconds: float
    ran: int
    gets_on: bool
    bounding: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningFinder:
    """The settings by which running is found.

    Steps: of the contacts of each lively stretch, `fewest` and more that follow one another within
    `slowest_s`, each with some air before the next (`least_air_s`; walking has none), the two legs' taken
    together, as a pocket shows one leg's longer. That is running where the air is usually less than
    `most_air_s`, or `most_air_slow_s` where a step takes `brisk_s` and more; or, as a swinging phone shows it
    longer, less than `most_air_turning_s` with legs that take turns (`Alternation` of `turns` and more).
    Nobody jumps so: 4 cm high is 0.18 s in the air, and 150 a minute of those leave 0.22 s to land, stop and
    push off in. Slower hops may be as low: a real one, 138 a minute, shows 0.19 s.

    Needs: the stretches of a log by `StepFinder`. Units: s. Errors: none; no running gives none.
    """

    slowest_s: float = 0.45
    quickest_s: float = 0.22
    least_air_s: float = 0.04
    brisk_s: float = 0.40
    most_air_s: float = 0.19
    most_air_slow_s: float = 0.14
    most_air_turning_s: float = 0.24
    turns: float = 3.0
    fewest: int = 4
    alternation: Alternation = field(default_factory=Alternation)

    def find(self, signal: MotionSignal, stretches: Sequence[Stretch]) -> tuple[Running, ...]:
        """All running, in the order of time."""
        return tuple(one for stretch in stretches for one in self._of(signal, stretch))

    def _of(self, signal: MotionSignal, stretch: Stretch) -> list[Running]:
        air_s = over_stride(stretch.air_s)
        quick = (stretch.period_s > self.quickest_s) & (stretch.period_s < self.slowest_s)
        quick &= (air_s > self.least_air_s) & (air_s < self.most_air_turning_s)
        edges = np.flatnonzero(np.diff(np.concatenate([[0], quick.astype(np.int8), [0]])))
        found: list[Running] = []
        for first, last in edges.reshape(-1, 2).tolist():
            usual_s = float(np.median(air_s[first:last]))
            if last - first < self.fewest or not both_legs_fly(stretch.air_s[first:last]):
                continue
            step_s = float(np.median(stretch.period_s[first:last]))
            low = usual_s < (self.most_air_s if step_s < self.brisk_s else self.most_air_slow_s)
            if not low and not (step_s < self.brisk_s and self._turning(signal, stretch, first, last)):
                continue
            found.append(
                Running(
                    first=int(stretch.peak[first]),
                    last=int(stretch.peak[last]),
                    step_s=step_s,
                    air_s=usual_s,
                )
            )
        return found

    def _turning(self, signal: MotionSignal, stretch: Stretch, first: int, last: int) -> bool:
        turns = self.alternation.find(signal, stretch.down[first : last + 1])
        return turns is not None and turns >= self.turns


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundingFinder:
    """The settings by which springs are known for bounding, and not for jumps on the spot.

    Steps: contacts with `EdgeFinder`'s flights between them, `fewest` and more, over within `longest_s`, none
    usually longer than `longest_step_s`, both legs' in the air, and one sign that nobody gives on the spot:
    running steps into them and out of them, `steps_both` on each side or `steps_surely` in all, or
    `steps_together` with legs that also seem to take turns (`hardly_turns`); or legs that surely take turns,
    by `turns_steady` at the belt and `turns_swung` in a pocket. That is so much because of two real logs of
    jumping (github.com/brantlii/Phyphox-390): a pocket shows jumps from side to side as 14, and some on the
    spot as 6. A hand swings as it likes, and an ankle feels one leg: they know none.

    Needs: the stretches of a log by `StepFinder`. Errors: none; what is not sure is not found.
    """

    edges: EdgeFinder = field(default_factory=lambda: EdgeFinder(shortest_flight_s=0.2))
    alternation: Alternation = field(default_factory=Alternation)
    fewest: int = 6
    longest_s: float = 25.0
    longest_step_s: float = 0.62
    steps_both: int = 2
    steps_surely: int = 5
    steps_together: int = 3
    hardly_turns: float = 1.5
    turns_steady: float = 4.0
    turns_swung: float = 18.0

    def find(self, signal: MotionSignal, stretches: Sequence[Stretch]) -> tuple[Springs, ...]:
        """All that springs from step to step, in the order of time; `bounding` where that is sure."""
        return tuple(
            self._springs(signal, stretch, steps)
            for stretch in stretches
            for steps in self.edges.find(stretch)
            if both_legs_fly(stretch.air_s[steps.first : steps.last])
        )

    def _springs(self, signal: MotionSignal, stretch: Stretch, steps: BoundSteps) -> Springs:
        down = stretch.down[steps.first : steps.last + 2]
        seconds = float(down[-1] - down[0]) / signal.rate_hz
        ran = run_into_and_out(stretch, steps)
        turns = self.alternation.find(signal, down) or 1.0
        belt = signal.position is Position.BELT
        takes_turns = turns >= (self.turns_steady if belt else self.turns_swung)
        run_into = (
            min(ran) >= self.steps_both
            or sum(ran) >= self.steps_surely
            or (sum(ran) >= self.steps_together and turns >= self.hardly_turns)
        )
        like_bounds = (
            steps.contacts >= self.fewest
            and seconds <= self.longest_s
            and float(np.median(np.diff(down))) <= self.longest_step_s * signal.rate_hz
        )
        if signal.position in (Position.HAND, Position.ANKLE):
            like_bounds = False
        return Springs(
            first=int(down[0]),
            last=int(down[-1]),
            contacts=steps.contacts,
            seconds=seconds,
            ran=sum(ran),
            gets_on=like_bounds and (run_into or takes_turns),
            bounding=like_bounds and (run_into or (takes_turns and belt)),
        )


def both_legs_fly(air_s: Floats, alike: float = 0.6) -> bool:
    """Whether there is air after every load, (n,): of a jump that is landed and pushed off in two humps,
    which looks like two steps, there is air after the second only."""
    if len(air_s) < 2:
        return True
    less, more = sorted((float(np.median(air_s[::2])), float(np.median(air_s[1::2]))))
    return less >= alike * more


def run_into_and_out(
    stretch: Stretch, steps: BoundSteps, slowest_s: float = 0.45, least_air_s: float = 0.04
) -> tuple[int, int]:
    """How many of the four steps before bounds, and after them, are running steps."""
    runs = (stretch.period_s < slowest_s) & (stretch.air_s > least_air_s)
    runs &= stretch.air_s < 0.75 * steps.flight_s
    before, after = runs[max(steps.first - 4, 0) : steps.first], runs[steps.last + 1 : steps.last + 5]
    return int(before.sum()), int(after.sum())


@dataclass(frozen=True, slots=True, kw_only=True)
class GotOnFinder:
    """Steps: contacts (`StepFinder`); where somebody runs with them (`RunningFinder`) or surely bounds
    (`BoundingFinder`): flights there are no jumps on the spot. Needs: any place but the ankle, which feels
    the steps of one leg: there nothing is found. Errors: none."""

    steps: StepFinder = field(default_factory=StepFinder)
    running: RunningFinder = field(default_factory=RunningFinder)
    bounding: BoundingFinder = field(default_factory=BoundingFinder)

    def find(self, signal: MotionSignal) -> tuple[Running | Springs, ...]:
        """Where somebody gets on."""
        if signal.position is Position.ANKLE:
            return ()
        stretches = self.steps.find(signal)
        bounds = [one for one in self.bounding.find(signal, stretches) if one.gets_on]
        return (*self.running.find(signal, stretches), *bounds)
