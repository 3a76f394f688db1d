"""How a simulated body runs and bounds: contact after contact, one foot after the other."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from fullstride.domain.motion import Side
from fullstride.domain.recording import Floats
from fullstride.measure import simulate_jumps_forces as forces
from fullstride.measure.simulate_jumps_body import leaned, rocked
from fullstride.measure.simulate_jumps_stage import Stage, knock, land, squat, stand_up, take_off
from fullstride.measure.simulate_jumps_words import Bounds, TrueBounds, TrueContact


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """One contact and the flight after it."""

    contact_s: float
    flight_s: float
    speed_mps: float
    side: Side
    sharpness: float = 0.12
    bound: bool = False


def run(stage: Stage, steps: int, contact_s: float, flight_s: float, speed_mps: float) -> None:
    spread = 1.0 + 0.04 * stage.rng.standard_normal((steps, 2))
    sides = _sides(Side.LEFT)
    _contacts(
        stage,
        [
            _Step(
                contact_s=contact_s * float(spread[number, 0]),
                flight_s=flight_s * float(spread[number, 1]),
                speed_mps=speed_mps,
                side=next(sides),
            )
            for number in range(steps)
        ],
    )


def bound(stage: Stage, act: Bounds) -> None:
    rng = stage.rng
    total = act.approach + act.contacts + act.run_out
    spread = np.exp(act.scatter * rng.standard_normal((total, 2)))
    other = Side.RIGHT if act.first_side is Side.LEFT else Side.LEFT
    sides = _sides(act.first_side if act.approach % 2 == 0 else other)
    steps: list[_Step] = []
    for number in range(total):
        before, after = number < act.approach, number >= act.approach + act.contacts
        bound = not before and not after
        side = next(sides)
        share = (number - act.approach) / max(act.contacts - 1, 1) if bound else 0.0
        longer = 1.0 + act.right_pct / 200.0 * (1.0 if side is Side.RIGHT else -1.0)
        if bound:
            contact_s, flight_s = act.contact_s * longer, act.flight_s * (1.0 - act.fade * share)
            speed_mps = act.speed_mps
        else:
            contact_s, flight_s = 0.21, 0.11
            nearing = (number + 1) / (act.approach + 1) if before else 1.0
            leaving = 1.0 - (number - act.approach - act.contacts + 1) / (act.run_out + 1) if after else 1.0
            speed_mps = act.speed_mps * min(nearing, leaving) * 0.9
        steps.append(
            _Step(
                contact_s=contact_s * float(spread[number, 0]),
                flight_s=flight_s * float(spread[number, 1]),
                speed_mps=speed_mps,
                side=side,
                sharpness=act.sharpness,
                bound=bound,
            )
        )
    made = [true for true, step in zip(_contacts(stage, steps), steps, strict=True) if step.bound]
    if made:
        distance_m = act.speed_mps * (made[-1].start_s - made[0].start_s)
        stage.bounds.append(TrueBounds(contacts=tuple(made), distance_m=distance_m))


def _contacts(stage: Stage, steps: list[_Step]) -> list[TrueContact]:
    """From standing into the air, contact after contact, and down to standing again."""
    if not steps:
        return []
    rng, tape = stage.rng, stage.tape
    first_flight_s = forces.samples(0.7 * steps[0].flight_s) / forces.BODY_HZ
    squat(stage, 0.05, 0.3)
    take_off(stage, first_flight_s)
    steps = [replace(step, flight_s=forces.samples(step.flight_s) / forces.BODY_HZ) for step in steps]
    strides = _strides(steps)
    true = []
    for step, (on, off) in zip(steps, strides, strict=True):
        down_mps, up_mps = -tape.velocity_mps, forces.take_off_mps(step.flight_s)
        bump_s = min(float(rng.uniform(0.018, 0.032)), step.contact_s / 6.0)
        left = step.side is Side.LEFT
        start_s = stage.now_s
        force = forces.contact(
            step.contact_s, down_mps, up_mps, 1.15, knock(stage, step.sharpness, down_mps), bump_s
        )
        tape.add(
            force,
            left=left,
            right=not left,
            forward=rocked(step.contact_s, 1.1 * step.speed_mps),
            sideways=leaned(step.contact_s, 1.2 if left else -1.2),
            speed_mps=step.speed_mps,
            stride=on,
        )
        end_s = stage.now_s
        tape.add(
            forces.in_the_air(step.flight_s), left=False, right=False, speed_mps=step.speed_mps, stride=off
        )
        true.append(TrueContact(start_s=start_s, end_s=end_s, flight_s=step.flight_s, side=step.side))
    land(stage, 0.1)
    stand_up(stage, 0.5)
    return true


def _strides(steps: list[_Step]) -> Iterator[tuple[Floats, Floats]]:
    """How far the left thigh is swung in each contact and flight: back while its foot is down."""
    for step in steps:
        on, off = forces.samples(step.contact_s), forces.samples(step.flight_s)
        swing = min(0.25 + 0.06 * step.speed_mps, 0.6) * (1.0 if step.side is Side.LEFT else -1.0)
        wave = swing * np.cos(np.pi * (np.arange(on + off) + 0.5) / (on + off))
        yield wave[:on], wave[on:]


def _sides(first: Side) -> Iterator[Side]:
    other = Side.RIGHT if first is Side.LEFT else Side.LEFT
    while True:
        yield first
        yield other
