"""How a simulated body does each act of a scene, and what is true of it."""

from dataclasses import dataclass
from typing import assert_never

import numpy as np

from fullstride.measure import simulate_jumps_forces as forces
from fullstride.measure.simulate_jumps_body import BodyTrack, rocked
from fullstride.measure.simulate_jumps_stage import Stage, knock, land, squat, stand_up, take_off
from fullstride.measure.simulate_jumps_steps import bound, run
from fullstride.measure.simulate_jumps_words import (
    Act,
    Bounds,
    FalseStart,
    Fumble,
    Jog,
    Jumps,
    Stand,
    Style,
    TrueBounds,
    TrueJump,
    TrueSet,
    Walk,
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Performed:
    body: BodyTrack
    sets: tuple[TrueSet, ...]
    bounds: tuple[TrueBounds, ...]


def perform(acts: tuple[Act, ...], origin_s: float, rng: np.random.Generator) -> Performed:
    """The body that does these acts, with `origin_s` as the time of its first sample."""
    stage = Stage(rng=rng, origin_s=origin_s)
    for act in acts:
        match act:
            case Stand():
                stage.tape.add(forces.still(act.duration_s))
            case Walk():
                _walk(stage, act)
            case Jog():
                run(stage, act.steps, act.contact_s, act.flight_s, act.speed_mps)
            case Fumble():
                stage.tape.add(forces.still(act.duration_s), handled=1.0)
            case FalseStart():
                _false_start(stage, act)
            case Jumps():
                _jumps(stage, act)
            case Bounds():
                bound(stage, act)
            case _:
                assert_never(act)
    return Performed(body=stage.tape.track(), sets=tuple(stage.sets), bounds=tuple(stage.bounds))


# --- standing, walking, squatting -------------------------------------------------------------------------


def _walk(stage: Stage, act: Walk) -> None:
    up = forces.stepped(act.duration_s, act.steps_hz, act.strength_mps2, act.knock_mps2)
    phase = np.pi * act.steps_hz * (np.arange(len(up)) + 0.5) / forces.BODY_HZ
    stage.tape.add(
        up,
        forward=-0.6 * act.strength_mps2 * np.sin(2.0 * phase),
        sideways=0.5 * act.strength_mps2 * np.sin(phase),
        speed_mps=0.75 * act.steps_hz,
        stride=0.35 * np.sin(phase),
    )


def _false_start(stage: Stage, act: FalseStart) -> None:
    rng = stage.rng
    squat(stage, float(rng.uniform(0.2, 0.35)), float(rng.uniform(0.4, 0.7)))
    stage.tape.add(forces.still(float(rng.uniform(0.1, 0.4))))
    if act.hop_s > 0.0:
        squat(stage, 0.08, 0.3)
        take_off(stage, act.hop_s)
        land(stage, 0.1)
    stand_up(stage, float(rng.uniform(0.4, 0.6)))
    stage.tape.add(forces.still(float(rng.uniform(0.8, 1.5))))


def _stumble(stage: Stage) -> None:
    """Two or three quick steps to catch oneself, still low."""
    steps = int(stage.rng.integers(2, 4))
    up = forces.stepped(steps / 3.2, 3.2, 3.0, float(stage.rng.uniform(4.0, 9.0)))
    sway = np.sin(2.0 * np.pi * (np.arange(len(up)) + 0.5) / len(up))
    stage.tape.add(up, forward=2.5 * sway, sideways=1.5 * sway)


# --- sets of jumps ----------------------------------------------------------------------------------------


def _jumps(stage: Stage, act: Jumps) -> None:
    rng = stage.rng
    falling = 1.0 - act.drop_pct / 100.0 * np.linspace(0.0, 1.0, act.count)
    drawn_cm = act.height_cm * falling + act.scatter_cm * rng.standard_normal(act.count)
    flights = [forces.flight_of(max(cm, 2.0) / 100.0) for cm in drawn_cm]
    depth_m = 0.12 if act.style is Style.HOPS else act.depth_m
    squat(stage, depth_m, float(rng.uniform(0.45, 0.8)))
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
            take_off(stage, flight_s)
        landing_s = stage.now_s
        takeoff_s = landing_s - flight_s
        contact_s = takeoff_s - last_s if last_s is not None else None
        true.append(TrueJump(takeoff_s=takeoff_s, landing_s=landing_s, contact_s=contact_s))
        last_s = landing_s
    if not flights:
        stand_up(stage, 0.5)
        return
    land(stage, act.sharpness)
    if len(flights) - 1 in act.stumbles:
        _stumble(stage)
    stand_up(stage, float(rng.uniform(0.5, 0.8)))
    stage.sets.append(TrueSet(style=act.style, jumps=tuple(true)))


def _rebound(stage: Stage, act: Jumps, flight_s: float) -> None:
    rng = stage.rng
    down_mps, up_mps = -stage.tape.velocity_mps, forces.take_off_mps(flight_s)
    seconds = act.contact_s * (1.0 + act.contact_scatter * float(rng.standard_normal()))
    seconds = max(seconds, 0.5 * act.contact_s, 0.08)
    # The longer on the ground, the further landing and push-off stand apart.
    parting = float(np.clip(1.0 + 5.0 * (seconds - 0.15), 1.05, 6.0))
    bump_s = min(float(rng.uniform(0.03, 0.05)), seconds / 6.0)
    stage.tape.add(
        forces.contact(seconds, down_mps, up_mps, parting, knock(stage, act.sharpness, down_mps), bump_s),
        forward=rocked(seconds, 0.6),
    )
    stage.tape.add(forces.in_the_air(flight_s), left=False, right=False)


def _between(stage: Stage, act: Jumps, *, stumbled: bool) -> None:
    rng = stage.rng
    pause_s = act.pause_s * float(np.exp(0.25 * rng.standard_normal()))
    land(stage, act.sharpness)
    if stumbled:
        _stumble(stage)
    if act.style is Style.PAUSE:
        squat(stage, act.depth_m, float(rng.uniform(0.3, 0.6)))
        stage.tape.add(forces.still(pause_s))
        return
    stand_up(stage, float(rng.uniform(0.4, 0.7)))
    stage.tape.add(forces.still(pause_s))
    squat(stage, act.depth_m, float(rng.uniform(0.45, 0.8)))
    stage.tape.add(forces.still(float(rng.uniform(0.1, 0.6))))
