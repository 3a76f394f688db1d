"""Pieces of a simulated body's vertical motion: what the ground gives, sample by sample.

Every piece is the acceleration of the centre of mass (m/s², up, without gravity) at `BODY_HZ`, each
sample the mean of its millisecond. The pieces keep their books exactly: velocity and height at the end
of one are those at the start of the next, so that a flight of n ms starts at g·n/2 and a whole set
comes back to the ground.
"""

import numpy as np

from fullstride.domain.motion_log import STANDARD_GRAVITY_MPS2 as GRAVITY
from fullstride.domain.recording import Floats

BODY_HZ = 1000
_STEP_S = 1.0 / BODY_HZ
_LETTING_GO = 14  # the power with which body weight comes off the ground at the end of a push-off

_FURTHEST = 30.0  # beyond this, no force that only pushes does what is asked


def samples(seconds: float) -> int:
    """How many samples a stretch is, one at least."""
    return max(round(seconds * BODY_HZ), 1)


def take_off_mps(flight_s: float) -> float:
    """The velocity at take-off of a flight that ends as high as it began."""
    return GRAVITY * flight_s / 2.0


def flight_of(height_m: float) -> float:
    """Seconds in the air, in whole samples, of a jump this high: h = g·t²/8."""
    return samples(float(np.sqrt(8.0 * height_m / GRAVITY))) * _STEP_S


def height_of(flight_s: float) -> float:
    return GRAVITY * flight_s**2 / 8.0


def still(seconds: float) -> Floats:
    return np.zeros(samples(seconds))


def in_the_air(flight_s: float) -> Floats:
    return np.full(samples(flight_s), -GRAVITY)


def moved(by_m: float, seconds: float) -> Floats:
    """From rest to rest, `by_m` higher: the smoothest way, the fifth-order polynomial of least jerk."""
    count = samples(seconds)
    s, length_s = _middles(count), count * _STEP_S
    shape = 60.0 * s - 180.0 * s**2 + 120.0 * s**3
    # Midpoints of the polynomial miss its double integral by a little; the books are to be exact.
    return np.asarray(shape * by_m / _displaced(shape, 0.0, length_s))


def pushed_off(velocity_mps: float, by_m: float, *, late: float = 3.0, steep: float = 0.6) -> Floats:
    """From rest to take-off at `velocity_mps`, having risen `by_m`.

    The force starts at body weight, swells as sᵖ(1-s)ʳ (p = `late`, r = `steep`) and falls to nothing at
    take-off. Its length follows: risen height over take-off velocity is a time.
    """
    middles = _middles(2000)
    hump, falling = _hump(middles, late, steep), middles**_LETTING_GO
    swell, fall = hump.mean(), falling.mean()
    swell_moment = (hump * (1 - middles)).mean()
    fall_moment = (falling * (1 - middles)).mean()
    # by = T·v·(centre) + T²·g·(rest): a quadratic in the length T.
    centre, rest = swell_moment / swell, GRAVITY * (fall * swell_moment / swell - fall_moment)
    root = np.sqrt((velocity_mps * centre) ** 2 + 4.0 * rest * by_m)
    length_s = (root - velocity_mps * centre) / (2.0 * rest)
    count = samples(float(length_s))
    s = _middles(count)
    falling, hump = GRAVITY * s**_LETTING_GO, _hump(s, late, steep)
    strength = (velocity_mps / _STEP_S + falling.sum()) / hump.sum()
    return np.asarray(strength * hump - falling)


def landed(
    velocity_mps: float, by_m: float, bump_mps: float, bump_s: float, *, early: float = 1.7, soft: float = 0.9
) -> Floats:
    """From touching down at -`velocity_mps` to rest `by_m` lower: a push-off backwards, with an impact."""
    force = pushed_off(velocity_mps, by_m, late=early, steep=soft)[::-1].copy()
    return bumped(force, bump_mps, bump_s)


def contact(
    seconds: float, down_mps: float, up_mps: float, parting: float, bump_mps: float = 0.0, bump_s: float = 0.0
) -> Floats:
    """From touching down at -`down_mps` to taking off at `up_mps` at the same height.

    Two humps of force, s(1-s)ᵏ and sᵏ(1-s), k = `parting`; their strengths are what velocity and height
    ask for. At k = 1 they are one, nearly a half sine; at 3 the landing and the push-off stand apart. They
    are set further apart than asked where nothing nearer would do without pulling.
    """
    count = samples(seconds)
    s, length_s = _middles(count), count * _STEP_S
    left = length_s - s * length_s
    asked = np.array(
        [
            (up_mps + down_mps) / _STEP_S + GRAVITY * count,
            down_mps * length_s / _STEP_S + GRAVITY * left.sum(),
        ]
    )
    while True:
        early, late = _hump(s, 1.0, parting), _hump(s, parting, 1.0)
        books = np.array([[early.sum(), late.sum()], [(early * left).sum(), (late * left).sum()]])
        strengths = np.linalg.solve(books, asked)
        if strengths.min() >= 0.0 or parting > _FURTHEST:
            break
        parting *= 1.2
    force = strengths[0] * early + strengths[1] * late - GRAVITY
    return bumped(np.asarray(force), bump_mps, bump_s)


def bumped(force: Floats, bump_mps: float, at_s: float) -> Floats:
    """A force with part of its impulse around `at_s` come all at once, in a peak half as wide.

    What is taken away is as much and has the same centre, so that velocity and height at the end stay; it
    is never more than there is, since ground does not pull.
    """
    half = min(samples(at_s), len(force) // 2)
    narrow = max(half // 2, 1)
    if bump_mps <= 0.0 or half < 2:
        return force
    shape = np.zeros(len(force))
    shape[: 2 * half] -= _window(2 * half)
    shape[half - narrow : half + narrow] += _window(2 * narrow)
    taken = shape < 0.0
    most = float(((force[taken] + GRAVITY) / -shape[taken]).min())
    return np.asarray(force + max(min(bump_mps, 0.95 * most), 0.0) * shape)


def stepped(seconds: float, steps_hz: float, strength_mps2: float, bump_mps2: float) -> Floats:
    """Walking: the trunk's rise and fall, two a stride, with a knock as each heel comes down."""
    each = samples(1.0 / steps_hz)
    s = _middles(each)
    knock = _window(max(each // 8, 2)) * _STEP_S
    one = np.cos(2.0 * np.pi * s)
    one *= strength_mps2
    dull = np.zeros(each)
    dull[: len(knock)] = bump_mps2 * knock / knock.max()
    # The knock's impulse comes back over the step, so that nobody takes off.
    one += dull - dull.mean() - _tilt(dull - dull.mean(), s)
    return np.tile(one, max(round(seconds * steps_hz), 1))


def _tilt(values: Floats, s: Floats) -> Floats:
    """What of a sine takes its double integral back to nothing."""
    wave = np.sin(2.0 * np.pi * s)
    left = 1.0 - s
    return np.asarray(wave * (values * left).sum() / (wave * left).sum())


def _middles(count: int) -> Floats:
    return np.asarray((np.arange(count) + 0.5) / count)


def _hump(s: Floats, rising: float, falling: float) -> Floats:
    return np.asarray(s**rising * (1.0 - s) ** falling)


def _window(width: int) -> Floats:
    """A smooth peak of impulse 1 m/s per m/s, `width` samples wide."""
    peak = 1.0 - np.cos(2.0 * np.pi * _middles(width))
    return np.asarray(peak / peak.sum() / _STEP_S)


def _displaced(acceleration: Floats, velocity_mps: float, length_s: float) -> float:
    left = length_s * (1.0 - _middles(len(acceleration)))
    return float(velocity_mps * length_s + (acceleration * left).sum() * _STEP_S)
