"""How a simulated body does each act of a scene, and what is true of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import assert_never

import numpy as np

from fullstride.domain.motion import Side
from fullstride.domain.recording import Floats
from fullstride.measure import simulate_jumps_forces as forces
from fullstride.measure.simulate_jumps import (
    Act,
    Bounds,
    FalseStart,
    Fumble,
    Jog,
    Jumps,
    Stand,
    Style,
    TrueBounds,
    TrueContact,
    TrueJump,
    TrueSet,
    Walk,
)
from fullstride.measure.simulate_jumps_body import BodyTrack, Tape, leaned, rocked

TOES_M = 0.09  # how much higher the centre of mass is at take-off than in standing


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Performed:
    body: BodyTrack
    sets: tuple[TrueSet, ...]
    bounds: tuple[TrueBounds, ...]


@dataclass(slots=True)
class _Stage:
    """The tape, and what has come true so far."""

    rng: np.random.Generator
    origin_s: float
    tape: Tape = field(default_factory=Tape)
    sets: list[TrueSet] = field(default_factory=list)
    bounds: list[TrueBounds] = field(default_factory=list)

    @property
    def now_s(self) -> float:
        return self.origin_s + self.tape.now_s


def perform(acts: tuple[Act, ...], origin_s: float, rng: np.random.Generator) -> Performed:
    """The body that does these acts, with `origin_s` as the time of its first sample."""
    stage = _Stage(rng=rng, origin_s=origin_s)
    for act in acts:
        match act:
            case Stand():
                stage.tape.add(forces.still(act.duration_s))
            case Walk():
                _walk(stage, act)
            case Jog():
                _run(stage, act.steps, act.contact_s, act.flight_s, act.speed_mps)
            case Fumble():
                stage.tape.add(forces.still(act.duration_s), handled=1.0)
            case FalseStart():
                _false_start(stage, act)
            case Jumps():
                _jumps(stage, act)
            case Bounds():
                _bounds(stage, act)
            case _:
                assert_never(act)
    return Performed(body=stage.tape.track(), sets=tuple(stage.sets), bounds=tuple(stage.bounds))


# --- standing, walking, squatting -------------------------------------------------------------------------


def _walk(stage: _Stage, act: Walk) -> None:
    up = forces.stepped(act.duration_s, act.steps_hz, act.strength_mps2, act.knock_mps2)
    phase = np.pi * act.steps_hz * (np.arange(len(up)) + 0.5) / forces.BODY_HZ
    stage.tape.add(
        up,
        forward=-0.6 * act.strength_mps2 * np.sin(2.0 * phase),
        sideways=0.5 * act.strength_mps2 * np.sin(phase),
        speed_mps=0.75 * act.steps_hz,
        stride=0.35 * np.sin(phase),
    )


def _squat(stage: _Stage, depth_m: float, seconds: float) -> None:
    stage.tape.add(forces.moved(-depth_m - stage.tape.height_m, seconds))


def _stand_up(stage: _Stage, seconds: float) -> None:
    stage.tape.add(forces.moved(-stage.tape.height_m, seconds))


def _take_off(stage: _Stage, flight_s: float) -> None:
    by_m = TOES_M - stage.tape.height_m
    late, steep = float(stage.rng.uniform(1.2, 3.6)), float(stage.rng.uniform(0.45, 0.7))
    push = forces.pushed_off(forces.take_off_mps(flight_s), by_m, late=late, steep=steep)
    stage.tape.add(push)
    stage.tape.add(forces.in_the_air(flight_s), left=False, right=False)


def _land(stage: _Stage, sharpness: float) -> None:
    """Most of a landing is taken within a fifth of a second; what is sunk after that is slow."""
    down_mps = -stage.tape.velocity_mps
    by_m = stage.tape.height_m + float(stage.rng.uniform(0.02, 0.1)) * down_mps / 1.5
    bump_s = float(stage.rng.uniform(0.05, 0.09))
    early = float(stage.rng.uniform(1.2, 2.2))
    bump_mps = _knock(stage, sharpness, down_mps)
    stage.tape.add(forces.landed(down_mps, by_m, bump_mps, bump_s, early=early))


def _knock(stage: _Stage, sharpness: float, down_mps: float) -> float:
    """No two landings are alike: the part of the momentum that is given up at once differs by a third."""
    return min(sharpness * float(np.exp(0.3 * stage.rng.standard_normal())), 0.4) * down_mps


def _false_start(stage: _Stage, act: FalseStart) -> None:
    rng = stage.rng
    _squat(stage, float(rng.uniform(0.2, 0.35)), float(rng.uniform(0.4, 0.7)))
    stage.tape.add(forces.still(float(rng.uniform(0.1, 0.4))))
    if act.hop_s > 0.0:
        _squat(stage, 0.08, 0.3)
        _take_off(stage, act.hop_s)
        _land(stage, 0.1)
    _stand_up(stage, float(rng.uniform(0.4, 0.6)))
    stage.tape.add(forces.still(float(rng.uniform(0.8, 1.5))))


def _stumble(stage: _Stage) -> None:
    """Two or three quick steps to catch oneself, still low."""
    steps = int(stage.rng.integers(2, 4))
    up = forces.stepped(steps / 3.2, 3.2, 3.0, float(stage.rng.uniform(4.0, 9.0)))
    sway = np.sin(2.0 * np.pi * (np.arange(len(up)) + 0.5) / len(up))
    stage.tape.add(up, forward=2.5 * sway, sideways=1.5 * sway)


# --- sets of jumps ----------------------------------------------------------------------------------------


def _jumps(stage: _Stage, act: Jumps) -> None:
    rng = stage.rng
    falling = 1.0 - act.drop_pct / 100.0 * np.linspace(0.0, 1.0, act.count)
    drawn_cm = act.height_cm * falling + act.scatter_cm * rng.standard_normal(act.count)
    flights = [forces.flight_of(max(cm, 2.0) / 100.0) for cm in drawn_cm]
    depth_m = 0.12 if act.style is Style.HOPS else act.depth_m
    _squat(stage, depth_m, float(rng.uniform(0.45, 0.8)))
    if act.style in (Style.RESET, Style.PAUSE):
        stage.tape.add(forces.still(max(act.pause_s, 0.3)))
    true: list[TrueJump] = []
    last_s = None
    for number, flight_s in enumerate(flights):
        quick = act.style in (Style.CONTINUOUS, Style.HOPS)
        if number and quick and number - 1 not in act.stumbles:
            _rebound(stage, act, flight_s)
        else:
            if number:
                _between(stage, act, stumbled=number - 1 in act.stumbles)
            _take_off(stage, flight_s)
        landing_s = stage.now_s
        takeoff_s = landing_s - flight_s
        contact_s = takeoff_s - last_s if last_s is not None else None
        true.append(TrueJump(takeoff_s=takeoff_s, landing_s=landing_s, contact_s=contact_s))
        last_s = landing_s
    if not flights:
        _stand_up(stage, 0.5)
        return
    _land(stage, act.sharpness)
    if len(flights) - 1 in act.stumbles:
        _stumble(stage)
    _stand_up(stage, float(rng.uniform(0.5, 0.8)))
    stage.sets.append(TrueSet(style=act.style, jumps=tuple(true)))


def _rebound(stage: _Stage, act: Jumps, flight_s: float) -> None:
    rng = stage.rng
    down_mps, up_mps = -stage.tape.velocity_mps, forces.take_off_mps(flight_s)
    seconds = act.contact_s * (1.0 + act.contact_scatter * float(rng.standard_normal()))
    seconds = max(seconds, 0.5 * act.contact_s, 0.08)
    # The longer on the ground, the further landing and push-off stand apart.
    parting = float(np.clip(1.0 + 5.0 * (seconds - 0.15), 1.05, 6.0))
    bump_s = min(float(rng.uniform(0.03, 0.05)), seconds / 6.0)
    stage.tape.add(
        forces.contact(seconds, down_mps, up_mps, parting, _knock(stage, act.sharpness, down_mps), bump_s),
        forward=rocked(seconds, 0.6),
    )
    stage.tape.add(forces.in_the_air(flight_s), left=False, right=False)


def _between(stage: _Stage, act: Jumps, *, stumbled: bool) -> None:
    rng = stage.rng
    pause_s = act.pause_s * float(np.exp(0.25 * rng.standard_normal()))
    _land(stage, act.sharpness)
    if stumbled:
        _stumble(stage)
    if act.style is Style.PAUSE:
        _squat(stage, act.depth_m, float(rng.uniform(0.3, 0.6)))
        stage.tape.add(forces.still(pause_s))
        return
    _stand_up(stage, float(rng.uniform(0.4, 0.7)))
    stage.tape.add(forces.still(pause_s))
    _squat(stage, act.depth_m, float(rng.uniform(0.45, 0.8)))
    stage.tape.add(forces.still(float(rng.uniform(0.1, 0.6))))


# --- running and bounding ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """One contact and the flight after it."""

    contact_s: float
    flight_s: float
    speed_mps: float
    side: Side
    sharpness: float = 0.12
    bound: bool = False


def _run(stage: _Stage, steps: int, contact_s: float, flight_s: float, speed_mps: float) -> None:
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


def _bounds(stage: _Stage, act: Bounds) -> None:
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


def _contacts(stage: _Stage, steps: list[_Step]) -> list[TrueContact]:
    """From standing into the air, contact after contact, and down to standing again."""
    if not steps:
        return []
    rng, tape = stage.rng, stage.tape
    first_flight_s = forces.samples(0.7 * steps[0].flight_s) / forces.BODY_HZ
    _squat(stage, 0.05, 0.3)
    _take_off(stage, first_flight_s)
    steps = [replace(step, flight_s=forces.samples(step.flight_s) / forces.BODY_HZ) for step in steps]
    strides = _strides(steps)
    true = []
    for step, (on, off) in zip(steps, strides, strict=True):
        down_mps, up_mps = -tape.velocity_mps, forces.take_off_mps(step.flight_s)
        bump_s = min(float(rng.uniform(0.018, 0.032)), step.contact_s / 6.0)
        left = step.side is Side.LEFT
        start_s = stage.now_s
        force = forces.contact(
            step.contact_s, down_mps, up_mps, 1.15, _knock(stage, step.sharpness, down_mps), bump_s
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
    _land(stage, 0.1)
    _stand_up(stage, 0.5)
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
