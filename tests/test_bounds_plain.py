"""Bounds of a runner made in twenty lines that know nothing of the simulator: half sines and free fall."""

from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
import pytest

from fullstride.domain.evidence import BoundRun, Refused
from fullstride.domain.motion import Position
from fullstride.domain.motion_log import STANDARD_GRAVITY_MPS2, MotionLog
from fullstride.domain.recording import Floats
from fullstride.measure.bounds import BoundFinder, BoundsFound
from fullstride.measure.motion import MotionCleaning

FINE_HZ = 1000
Part = Callable[[np.random.Generator], Floats]


def standing(seconds: float) -> Part:
    return lambda rng: np.ones(round(seconds * FINE_HZ))


def walking(seconds: float, steps_hz: float = 2.0, strength_g: float = 0.3) -> Part:
    at_s = np.arange(round(seconds * FINE_HZ)) / FINE_HZ
    return lambda rng: 1 + strength_g * np.sin(2 * np.pi * steps_hz * at_s)


def springing(count: int, contact_s: float, flight_s: float, *, flies_out: bool = True) -> Part:
    """Contacts, each a half sine that holds up the weight of a whole step, and nothing felt between them."""

    def made(rng: np.random.Generator) -> Floats:
        felt: list[Floats] = []
        hard_g = (contact_s + flight_s) / contact_s * np.pi / 2
        for number in range(count):
            on, off = np.array([contact_s, flight_s]) * (1 + 0.04 * rng.standard_normal(2)) * FINE_HZ
            felt.append(hard_g * np.sin(np.pi * (np.arange(round(on)) + 0.5) / round(on)))
            if flies_out or number < count - 1:
                felt.append(np.zeros(round(off)))
        return np.concatenate(felt)

    return made


def running(steps: int, *, flies_out: bool = True) -> Part:
    return springing(steps, 0.22, 0.10, flies_out=flies_out)


def bounds_in(parts: Sequence[Part], seed: int, rate_hz: float = 100.0) -> BoundsFound | Refused:
    rng = np.random.default_rng(seed)
    upward_g = np.concatenate([part(rng) for part in parts])
    at_s = np.arange(0, len(upward_g) / FINE_HZ, 1 / rate_hz)
    axes_g = 0.03 * rng.standard_normal((len(at_s), 3))
    axes_g[:, 1] += np.interp(at_s, np.arange(len(upward_g)) / FINE_HZ, upward_g)
    log = MotionLog(
        format="csv",
        time_s=at_s,
        acceleration_mps2=axes_g * STANDARD_GRAVITY_MPS2,
        gravity=True,
        position=Position.BELT,
    )
    return BoundFinder().find(MotionCleaning().clean(log), distance_m=30.0, told=True)


WAYS = {
    "walks in and stops dead": ([walking(6.0)], False, []),
    "walks in, and the log knows no landing": ([walking(6.0)], True, []),
    "starts from a stand and stops dead": ([], False, []),
    "walks in and walks on": ([walking(5.0)], False, [walking(4.0)]),
    "runs in and stops dead": ([walking(3.0), running(8)], False, []),
    "runs in and out": ([walking(3.0), running(8)], True, [running(8, flies_out=False), walking(4.0)]),
    "walks in and runs out": ([walking(5.0)], True, [running(7, flies_out=False), walking(3.0)]),
}


@cache
def run_of(way: str, count: int, contact_s: float, flight_s: float, rate_hz: float) -> BoundRun:
    before, flies_out, after = WAYS[way]
    bounds = springing(count, contact_s, flight_s, flies_out=flies_out)
    found = bounds_in([standing(2.5), *before, bounds, *after, standing(2.5)], seed=count, rate_hz=rate_hz)
    assert isinstance(found, BoundsFound), found
    (run,) = found.runs
    return run


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("contact_s", "flight_s"), [(0.2, 0.3), (0.15, 0.22), (0.23, 0.26)])
@pytest.mark.parametrize(("count", "rate_hz"), [(14, 100.0), (9, 50.0)])
def test_who_counts_the_contacts_with_their_eyes_counts_the_same(
    way: str, contact_s: float, flight_s: float, count: int, rate_hz: float
) -> None:
    assert run_of(way, count, contact_s, flight_s, rate_hz).contacts == count


@pytest.mark.parametrize("way", WAYS)
def test_the_time_and_the_speed_hold_the_truth_within_twice_their_error(way: str) -> None:
    run = run_of(way, 14, 0.2, 0.3, 100.0)
    assert run.mean_mps is not None
    assert abs(run.duration_s.value - 13 * 0.5) < 2 * run.duration_s.error + 0.1  # steps differ by 4 %
    assert abs(run.mean_mps.value - 30.0 / (13 * 0.5)) < 2 * run.mean_mps.error


def test_flights_as_short_as_runnings_are_counted_where_somebody_says_so_and_called_short() -> None:
    found = bounds_in([standing(2.5), walking(5.0), springing(14, 0.18, 0.145), standing(2.5)], seed=3)
    assert isinstance(found, BoundsFound)
    assert [run.contacts for run in found.runs] == [14]
    assert any("as short as running's" in seen for seen in found.seen)


def test_running_before_and_after_is_not_among_bounds_that_fly_hardly_longer() -> None:
    way = [running(8), springing(14, 0.16, 0.17), running(8, flies_out=False)]
    for seed in range(4):
        found = bounds_in([standing(2.5), *way, standing(2.5)], seed=seed)
        if isinstance(found, BoundsFound):
            doubt = max(
                (int(word) for seen in found.seen for word in seen.split() if word.isdigit()), default=0
            )
            assert abs(found.runs[0].contacts - 14) <= doubt, seed
