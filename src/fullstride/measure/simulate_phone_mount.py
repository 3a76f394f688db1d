"""What a phone feels where it is worn: soft tissue, loose pockets, swinging legs and arms."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from fullstride.domain.motion import Position
from fullstride.domain.motion_log import STANDARD_GRAVITY_MPS2 as GRAVITY
from fullstride.domain.recording import Floats
from fullstride.measure.simulate_jumps_body import BodyTrack, Flags
from fullstride.measure.simulate_jumps_forces import BODY_HZ


@dataclass(frozen=True, slots=True, kw_only=True)
class Mount:
    """How a phone hangs on the body: a mass on a spring, and what else moves.

    `shock` is how much of a landing's velocity the bone beneath gives up all at once, `shock_s` for how
    long: it stops before the rest of the body does. `resonance_hz` (0: stiff) and `damping` are of the
    tissue and cloth between bone and phone; `crossed` is the share of shock and wobble that goes fore-aft
    and sideways; `rattle` the strength of the shaking after knocks, as a share of them. `lever_m` is how
    far the phone is from the joint it swings about, `swing` the share of the thigh's (trunk's) angle it
    follows, `arm_rad` how far the arms swing with each jump, `fidget_rad` the sd of what legs, trunk or
    arms turn by beside all that, more the harder one jumps.
    """

    shock: float = 0.0
    shock_s: float = 0.03
    resonance_hz: float = 0.0
    damping: float = 0.5
    crossed: float = 0.0
    rattle: float = 0.0
    lever_m: float = 0.0
    swing: float = 0.0
    arm_rad: float = 0.0
    fidget_rad: float = 0.0


MOUNTS: Mapping[Position, Mount] = MappingProxyType(
    {
        Position.BELT: Mount(
            shock=0.33,
            shock_s=0.042,
            resonance_hz=17.0,
            damping=0.5,
            crossed=0.45,
            rattle=0.05,
            lever_m=0.1,
            swing=0.3,
            fidget_rad=0.02,
        ),
        Position.FRONT_POCKET: Mount(
            shock=0.75,
            shock_s=0.06,
            resonance_hz=8.5,
            damping=0.32,
            crossed=0.4,
            rattle=0.08,
            lever_m=0.15,
            swing=0.6,
            fidget_rad=0.025,
        ),
        Position.BACK_POCKET: Mount(
            shock=1.1,
            shock_s=0.05,
            resonance_hz=9.5,
            damping=0.3,
            crossed=0.5,
            rattle=0.15,
            lever_m=0.12,
            swing=0.4,
            fidget_rad=0.025,
        ),
        Position.HAND: Mount(
            shock=0.4,
            shock_s=0.07,
            resonance_hz=6.5,
            damping=0.45,
            crossed=0.3,
            rattle=0.0,
            lever_m=0.4,
            arm_rad=0.03,
            fidget_rad=0.018,
        ),
        Position.ANKLE: Mount(
            resonance_hz=30.0, damping=0.4, crossed=0.3, rattle=0.1, lever_m=0.35, swing=1.2, fidget_rad=0.05
        ),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Felt:
    """Specific force (m/s², gravity included: at rest 9.8 up) and rate of turning, in the body's own
    directions: (3, m) forward, left, up; and the pitch of what carries the phone, (m,)."""

    force: Floats
    rate: Floats
    pitch_rad: Floats


def worn(
    body: BodyTrack, position: Position, mount: Mount, *, right: bool, ideal: bool, rng: np.random.Generator
) -> Felt:
    """What is felt at this position."""
    moved = np.stack([body.forward_mps2, body.sideways_mps2, body.up_mps2])
    if ideal:
        moved[2] += GRAVITY
        return Felt(force=moved, rate=np.zeros_like(moved), pitch_rad=np.zeros(len(body)))
    if position is Position.ANKLE:
        down = body.right_down if right else body.left_down
        moved[2], moved[0] = _foot(body, down)
    pitch = _pitch(body, position, mount, right=right)
    if mount.fidget_rad:
        pitch = pitch + mount.fidget_rad * _fidgeted(body, rng)
    spin = np.gradient(pitch) * BODY_HZ
    rate = np.zeros_like(moved)
    rate[1] = -spin
    # Turning about a joint: drawn to it by spin², and along the arc by its change. A thigh hangs below the
    # hip; the small of the back stands above it.
    lever_m = -mount.lever_m if position is Position.BELT else mount.lever_m
    along = np.gradient(spin) * BODY_HZ
    moved[2] += lever_m * (spin**2 * np.cos(pitch) + along * np.sin(pitch))
    moved[0] += lever_m * (along * np.cos(pitch) - spin**2 * np.sin(pitch))
    moved += _sway(body, rng)
    bone = moved[2].copy()
    if mount.shock:
        moved += _shocks(body, mount, rng)
    if mount.resonance_hz:
        moved = _sprung(moved, mount)
    wobble = moved[2] - bone
    across = np.pi + 0.7 * rng.standard_normal()  # mostly backwards: a foot that comes down brakes
    moved[0] += mount.crossed * np.cos(across) * wobble
    moved[1] += mount.crossed * np.sin(across) * wobble
    if mount.rattle:
        moved += mount.rattle * _rattled(wobble, rng)
    moved += body.handled * _handled(len(body), rng) if body.handled.any() else 0.0
    moved[2] += GRAVITY
    return Felt(force=moved, rate=rate, pitch_rad=pitch)


def _pitch(body: BodyTrack, position: Position, mount: Mount, *, right: bool) -> Floats:
    """The angle of the segment that carries the phone, smooth as segments are."""
    thigh = np.arccos(np.clip(1.0 - body.depth_m / 0.62, -0.2, 1.0))
    stride = -body.stride_rad if right else body.stride_rad
    if position is Position.HAND:
        velocity = np.cumsum(body.up_mps2) / BODY_HZ
        angle = mount.arm_rad * velocity / 2.0 - 0.8 * stride
    elif position is Position.ANKLE:
        angle = mount.swing * (0.5 * thigh - stride)
    elif position is Position.BELT:
        angle = -mount.swing * (thigh + 0.2 * np.abs(stride))  # the trunk leans as the thigh is raised
    else:
        angle = mount.swing * (thigh + stride)
    return _smooth(angle, 7.0)


def _foot(body: BodyTrack, down: Flags) -> tuple[Floats, Floats]:
    """Vertical and forward acceleration of a foot: at rest on the ground, carried along in the air.

    In the air with the other foot it falls as the body does; swung forward past the other one it is lifted.
    """
    size = len(down)
    up, forward = np.zeros(size), np.zeros(size)
    velocity = np.cumsum(body.up_mps2) / BODY_HZ
    edges = np.flatnonzero(np.diff(np.concatenate([[True], down, [True]]).astype(np.int8)))
    heel, knock = round(0.09 * BODY_HZ), round(0.022 * BODY_HZ)
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        alone = body.left_down[start:end] | body.right_down[start:end]
        lift = 2.0 if alone.any() else float(velocity[max(start - 1, 0)])
        before = max(start - heel, 0)
        up[before:start] = np.linspace(0.0, lift, start - before, endpoint=False) ** 2 / max(lift, 1e-6)
        up[start:end] = np.linspace(lift, -lift, end - start)
        after = min(end + knock, size)
        up[end:after] = np.linspace(-lift, 0.0, after - end)
        pace = body.speed_mps[start:end].mean() if end > start else 0.0
        if pace > 0.0:
            s = (np.arange(after - before) + 0.5) / max(after - before, 1)
            # The foot rests while the body goes on: it has the whole stride's way to make in the air.
            forward[before:after] = 2.0 * pace * 1.5 * np.sin(np.pi * s) ** 2
    return _smooth(np.gradient(up) * BODY_HZ, 60.0), _smooth(np.gradient(forward) * BODY_HZ, 40.0)


def _shocks(body: BodyTrack, mount: Mount, rng: np.random.Generator) -> Floats:
    """What a bone's deceleration at each touching down has over the whole body's, and gives back: (3, m)."""
    down = body.left_down | body.right_down
    velocity = np.cumsum(body.up_mps2) / BODY_HZ
    landings = np.flatnonzero(down[1:] & ~down[:-1]) + 1
    made = np.zeros((3, len(body)))
    for at, luck in zip(landings, rng.standard_normal((len(landings), 2)), strict=True):
        narrow = max(round(mount.shock_s * float(np.exp(0.15 * luck[1])) * BODY_HZ), 4)
        # A running leg comes down faster than the body, by about a fifth of its speed, and in front of it.
        speed_mps = float(body.speed_mps[at])
        struck = np.array([-0.3 * speed_mps, 0.0, -float(velocity[at]) + 0.2 * speed_mps])
        # The harder one comes down, the softer one lands: knees are bent for it.
        strength = mount.shock * float(np.exp(0.22 * luck[0])) * struck * 1.65 / (1.0 + 0.5 * struck[2])
        for window, sign in ((_window(narrow), 1.0), (_window(3 * narrow), -1.0)):
            part = made[:, at : at + len(window)]
            part += sign * strength[:, None] * window[: part.shape[1]]
    return made


def _window(width: int) -> Floats:
    """A smooth peak of impulse 1, `width` samples wide."""
    peak = 1.0 - np.cos(2.0 * np.pi * (np.arange(width) + 0.5) / width)
    return np.asarray(peak / peak.sum() * BODY_HZ)


def _fidgeted(body: BodyTrack, rng: np.random.Generator) -> Floats:
    """Turning of sd 1 at 0.8 to 4 Hz that follows how hard the body works."""
    work = _smooth(np.abs(body.up_mps2), 0.5) / GRAVITY
    noise = _noise(rng.standard_normal(len(body)), 4, 0.8, 4.0)
    return np.asarray(noise * np.clip(work, 0.0, 1.5))


def _sprung(moved: Floats, mount: Mount) -> Floats:
    """A mass on a spring, carried: what it feels is (2ζωs + ω²) / (s² + 2ζωs + ω²) of what moves it."""
    from scipy.signal import bilinear, lfilter

    omega = 2.0 * np.pi * mount.resonance_hz
    twice = 2.0 * mount.damping * omega
    over, under = bilinear([twice, omega**2], [1.0, twice, omega**2], fs=BODY_HZ)
    return np.asarray(lfilter(over, under, moved, axis=1))


def _rattled(wobble: Floats, rng: np.random.Generator) -> Floats:
    """Shaking in all directions that follows knocks and dies with them."""
    loud = np.abs(_smooth(np.abs(wobble), 4.0))
    return np.asarray(_noise(rng.standard_normal((3, len(wobble))), 2, 10.0, 30.0) * loud)


def _sway(body: BodyTrack, rng: np.random.Generator) -> Floats:
    """Nobody stands as still as a post: a hundredth of a g, below 3 Hz."""
    return np.asarray(0.06 * _noise(rng.standard_normal((3, len(body))), 2, 0.0, 3.0))


def _handled(size: int, rng: np.random.Generator) -> Floats:
    """A hand that fiddles: half a g at 1 to 6 Hz, and knocks against cloth."""
    noise = 4.0 * _noise(rng.standard_normal((3, size)), 2, 0.8, 6.0)
    for at in rng.integers(0, size, rng.poisson(size / BODY_HZ / 2.0)):
        part = slice(int(at), min(int(at) + 30, size))
        noise[:, part] += rng.normal(0.0, 12.0, (3, 1))
    return np.asarray(noise)


def _noise(white: Floats, order: int, from_hz: float, to_hz: float) -> Floats:
    """White noise passed between two frequencies along its last axis, all of it of sd 1."""
    from scipy.signal import butter, sosfilt

    if from_hz:
        sections = butter(order, [from_hz, to_hz], btype="bandpass", fs=BODY_HZ, output="sos")
    else:
        sections = butter(order, to_hz, fs=BODY_HZ, output="sos")
    passed = sosfilt(sections, white, axis=-1)
    return np.asarray(passed / max(float(passed.std()), 1e-9))


def _smooth(values: Floats, corner_hz: float) -> Floats:
    from scipy.signal import butter, sosfiltfilt

    if len(values) < 30:
        return values
    return np.asarray(sosfiltfilt(butter(2, corner_hz, fs=BODY_HZ, output="sos"), values))
