"""Scenes drawn at random: athletes, habits, places of the phone and devices of every kind.

Jumps of 5-45 cm, 3-40 in a set, 0.5-2.5 s from one to the next (more with a reset), up to four sets with
rests of minutes; bounding runs of 8-24 contacts of 0.12-0.25 s with 0.15-0.35 s in the air; hops.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from fullstride.domain.motion import Position, Side
from fullstride.measure.simulate_jumps import (
    Act,
    Bounds,
    FalseStart,
    Fumble,
    Jog,
    Jumps,
    JumpScene,
    Stand,
    Style,
    Walk,
)
from fullstride.measure.simulate_phone import Phone
from fullstride.measure.simulate_phone_mount import MOUNTS, Mount

WORN = (Position.BELT, Position.FRONT_POCKET, Position.BACK_POCKET, Position.HAND, Position.ANKLE)


class Asked(StrEnum):
    """What is drawn: one kind of jumping, or bounding."""

    RESET = "reset"
    PAUSE = "pause"
    CONTINUOUS = "continuous"
    HOPS = "hops"
    BOUNDS = "bounds"


@dataclass(frozen=True, slots=True, kw_only=True)
class JumpDraw:
    """How scenes are drawn. `position` and `rate_hz` None draw them as well.

    `tidy` keeps to the protocol: two seconds of standing around each set, nothing else, a good phone.
    """

    position: Position | None = None
    rate_hz: float | None = None
    tidy: bool = False

    def draw(self, asked: Asked, seed: int) -> JumpScene:
        """A scene of this kind; the same seed gives the same one."""
        rng = np.random.default_rng([seed, tuple(Asked).index(asked)])
        position = self.position or WORN[int(rng.integers(len(WORN)))]
        phone = draw_phone(rng, position, tidy=self.tidy)
        if self.rate_hz is not None:
            phone = replace(phone, rate_hz=self.rate_hz)
        main = _bounding(rng, tidy=self.tidy) if asked is Asked.BOUNDS else self._jumping(asked, rng)
        if self.tidy:
            return JumpScene(acts=main, phone=phone)
        before, after = _around(rng), _around(rng)[::-1]
        acts = (*before, *main, *after)
        if rng.random() < 0.3:
            phone = replace(phone, gaps=_gaps(rng))
        return JumpScene(acts=acts, phone=phone)

    def _jumping(self, asked: Asked, rng: np.random.Generator) -> tuple[Act, ...]:
        one = _set(Style(asked.value), rng)
        sets = 1 if self.tidy or rng.random() < 0.6 else int(rng.integers(2, 5))
        acts: list[Act] = []
        for number in range(sets):
            if number:
                acts += [Stand(duration_s=2.0), Walk(duration_s=float(rng.uniform(20.0, 150.0)))]
            acts.append(Stand(duration_s=2.0 if self.tidy else float(rng.uniform(1.0, 4.0))))
            if not self.tidy and rng.random() < 0.25:
                acts.append(FalseStart(hop_s=float(rng.choice([0.0, 0.06, 0.1]))))
            stumbles = (
                (int(rng.integers(one.count)),)
                if not self.tidy and asked is not Asked.HOPS and rng.random() < 0.2
                else ()
            )
            acts += [replace(one, stumbles=stumbles), Stand(duration_s=2.0)]
        return tuple(acts)


def _set(style: Style, rng: np.random.Generator) -> Jumps:
    height_cm = float(np.exp(rng.uniform(np.log(5.0), np.log(45.0))))
    hops = style is Style.HOPS
    if hops:
        height_cm = float(rng.uniform(5.0, 35.0))
    flight_s = float(np.sqrt(8.0 * height_cm / 100.0 / 9.81))
    quickest_s = max(0.22, 0.5 - flight_s)
    return Jumps(
        count=10 if hops and rng.random() < 0.5 else round(float(np.exp(rng.uniform(np.log(3), np.log(40))))),
        style=style,
        height_cm=height_cm,
        drop_pct=float(rng.choice([0.0, rng.uniform(0.0, 10.0), rng.uniform(10.0, 30.0)])),
        scatter_cm=height_cm * float(rng.uniform(0.02, 0.07)),
        contact_s=float(rng.uniform(0.15, 0.3) if hops else rng.uniform(quickest_s, 1.2)),
        contact_scatter=float(rng.uniform(0.02, 0.1)),
        pause_s=float(rng.uniform(0.3, 2.0)),
        depth_m=float(rng.uniform(0.18, 0.42)),
        sharpness=float(rng.uniform(0.05, 0.25)),
    )


def _bounding(rng: np.random.Generator, *, tidy: bool) -> tuple[Act, ...]:
    contact_s = float(rng.uniform(0.12, 0.25))
    # Nobody pushes with much more than five body weights.
    flight_s = float(rng.uniform(0.15, min(0.35, 2.2 * contact_s)))
    one = Bounds(
        contacts=int(rng.integers(8, 25)),
        contact_s=contact_s,
        flight_s=flight_s,
        scatter=float(rng.uniform(0.02, 0.08)),
        fade=min(float(rng.choice([0.0, rng.uniform(0.0, 0.2)])), 1.0 - 0.15 / flight_s),
        right_pct=float(rng.choice([0.0, rng.normal(0.0, 6.0)])),
        speed_mps=float(rng.uniform(3.5, 7.0)),
        first_side=Side.LEFT if rng.random() < 0.5 else Side.RIGHT,
        approach=int(rng.integers(0, 9)),
        run_out=int(rng.integers(2, 9)),
        sharpness=float(rng.uniform(0.05, 0.25)),
    )
    runs = 1 if tidy or rng.random() < 0.6 else int(rng.integers(2, 5))
    acts: list[Act] = []
    for number in range(runs):
        if number:
            acts.append(Walk(duration_s=float(rng.uniform(20.0, 120.0))))
        acts += [Stand(duration_s=2.0), one, Stand(duration_s=2.0)]
    return tuple(acts)


def _around(rng: np.random.Generator) -> list[Act]:
    """What comes before a set; after it the other way about."""
    acts: list[Act] = []
    if rng.random() < 0.6:
        acts.append(Fumble(duration_s=float(rng.uniform(2.0, 8.0))))
    if rng.random() < 0.5:
        walk = Walk(
            duration_s=float(rng.uniform(5.0, 40.0)),
            steps_hz=float(rng.uniform(1.6, 2.1)),
            strength_mps2=float(rng.uniform(1.2, 3.0)),
            knock_mps2=float(rng.uniform(1.0, 6.0)),
        )
        acts.append(walk)
    if rng.random() < 0.2:
        acts.append(Jog(steps=int(rng.integers(10, 60)), speed_mps=float(rng.uniform(2.2, 3.5))))
    acts.append(Stand(duration_s=float(rng.uniform(1.0, 4.0))))
    return acts


def _gaps(rng: np.random.Generator) -> tuple[tuple[float, float], ...]:
    count = int(rng.integers(1, 4))
    return tuple((float(rng.uniform(0.0, 60.0)), float(rng.uniform(0.02, 0.4))) for _ in range(count))


def draw_mount(rng: np.random.Generator, position: Position) -> Mount:
    """A mount of this position, stiffer or looser than the usual one."""
    usual, loose = MOUNTS[position], float(rng.uniform(0.6, 1.4))
    return replace(
        usual,
        shock=usual.shock * loose * float(rng.uniform(0.6, 1.2)),
        resonance_hz=usual.resonance_hz / loose * float(rng.uniform(0.85, 1.2)),
        damping=float(np.clip(usual.damping / loose, 0.15, 0.9)),
        crossed=usual.crossed * loose,
        rattle=usual.rattle * loose**2,
        lever_m=usual.lever_m * float(rng.uniform(0.6, 1.3)),
        arm_rad=usual.arm_rad * float(rng.uniform(0.3, 2.5)),
    )


def draw_phone(rng: np.random.Generator, position: Position, *, tidy: bool = False) -> Phone:
    """A phone: 50-400 Hz, of native apps or a browser; the tidy ones clip at 8 g or more and lose nothing."""
    browser = bool(rng.random() < 0.25)
    rate_hz = float(rng.choice([50.0, 60.0]) if browser else rng.choice([50.0, 100.0, 100.0, 200.0, 400.0]))
    clips = [8.0, 16.0] if tidy else [2.0, 4.0, 8.0, 8.0, 16.0, 16.0]
    return Phone(
        position=position,
        mount=draw_mount(rng, position),
        rate_hz=rate_hz * float(rng.uniform(0.97, 1.06)),
        turning_rads=float(rng.uniform(0.0, 0.02)),
        uneven=float(rng.choice([0.001, 0.02, 0.1])),
        stamp_error_s=float(rng.choice([0.0, 0.0005, 0.002])),
        dropped=0.0 if tidy else float(rng.choice([0.0, 0.0, 0.005, 0.03])),
        clip_g=float(rng.choice(clips)),
        noise_mps2=float(rng.uniform(0.01, 0.05)),
        quantum_mps2=0.1 if browser else float(rng.choice([0.0, 0.0012, 0.0024])),
        gyroscope=bool(rng.random() < 0.7),
        on_the_right=bool(rng.random() < 0.5),
        origin_s=float(rng.choice([0.0, rng.uniform(0.0, 0.05), rng.uniform(0.0, 5000.0)])),
    )
