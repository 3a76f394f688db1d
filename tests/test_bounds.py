"""Bounding runs: what is counted, what is timed, and what is refused."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from fullstride.domain.evidence import BoundRun, Refused
from fullstride.domain.motion import Position, Side
from fullstride.domain.motion_log import STANDARD_GRAVITY_MPS2, MotionLog
from fullstride.measure.bounds import BoundFinder, BoundsFound
from fullstride.measure.bounds_rhythm import contacts_by_peaks, contacts_by_rhythm
from fullstride.measure.bounds_steps import StepFinder
from fullstride.measure.motion import MotionCleaning, MotionSignal
from fullstride.measure.simulate_jumps import (
    Act,
    Bounds,
    Jog,
    Jumps,
    JumpScene,
    SimulatedMotion,
    Stand,
    Style,
    Walk,
)
from fullstride.measure.simulate_jumps_drawn import Asked, JumpDraw
from fullstride.measure.simulate_phone import Phone

TREADMILL = Path(__file__).resolve().parent.parent.parent / "shared/data/motion/running_sacrum_grf/data"
USUAL = Bounds(contacts=14, contact_s=0.18, flight_s=0.28, approach=4, run_out=4)


def bounding(
    *runs: Bounds, seed: int = 1, phone: Phone | None = None, rest_s: float = 12.0
) -> SimulatedMotion:
    acts: list[Act] = []
    for run in runs:
        acts += [Stand(duration_s=2.0), run, Stand(duration_s=1.0), Walk(duration_s=rest_s)]
    return JumpScene(acts=tuple(acts), phone=phone or Phone()).record(seed)


def found_in(done: SimulatedMotion, **told: object) -> BoundsFound:
    found = BoundFinder().find(MotionCleaning().clean(done.log), **told)  # type: ignore[arg-type]
    assert isinstance(found, BoundsFound), found
    return found


def refused_in(log: MotionLog | SimulatedMotion) -> Refused:
    log = log.log if isinstance(log, SimulatedMotion) else log
    found = BoundFinder().find(MotionCleaning().clean(log))
    assert isinstance(found, Refused), found
    return found


def counts(found: BoundsFound) -> list[int]:
    return [run.contacts for run in found.runs]


@pytest.mark.parametrize("rate_hz", [50.0, 100.0, 200.0, 400.0])
def test_at_the_belt_every_contact_is_counted_at_any_rate(rate_hz: float) -> None:
    runs = [
        replace(USUAL, contacts=count, approach=approach) for count, approach in ((9, 0), (14, 3), (19, 6))
    ]
    done = bounding(*runs, phone=Phone(rate_hz=rate_hz), seed=int(rate_hz))
    assert counts(found_in(done)) == [9, 14, 19]


@pytest.mark.parametrize("position", [Position.FRONT_POCKET, Position.BACK_POCKET])
def test_in_a_pocket_where_the_legs_look_different_contacts_are_counted_within_one(
    position: Position,
) -> None:
    done = bounding(USUAL, replace(USUAL, contacts=11), phone=Phone(position=position, rate_hz=200.0))
    for counted, true in zip(found_in(done).runs, done.bounds, strict=True):
        assert abs(counted.contacts - true.count) <= 1


def test_approach_and_run_out_are_no_bounds() -> None:
    plain = found_in(bounding(replace(USUAL, approach=0, run_out=0)), told=True).runs[0]
    led = found_in(bounding(replace(USUAL, approach=7, run_out=7))).runs[0]
    assert plain.contacts == led.contacts == USUAL.contacts


def test_the_time_is_from_the_first_coming_down_to_the_last() -> None:
    done = bounding(USUAL)
    run, true = found_in(done).runs[0], done.bounds[0]
    assert run.duration_s.value == pytest.approx(true.duration_s, abs=3 * run.duration_s.error)
    assert run.end_s - run.start_s == pytest.approx(run.duration_s.value)
    assert run.cadence_spm is not None
    assert run.cadence_spm.value == pytest.approx(60 * (true.count - 1) / true.duration_s, rel=0.02)


def test_speed_and_contacts_in_30_m_need_a_taped_distance() -> None:
    done = bounding(USUAL)
    untaped, taped = found_in(done).runs[0], found_in(done, distance_m=20.0).runs[0]
    assert untaped.mean_mps is None and untaped.contacts_30m is None
    assert any("how far" in refused.why for refused in untaped.refused)
    assert taped.mean_mps is not None and taped.contacts_30m is not None
    assert taped.mean_mps.value == pytest.approx(20.0 / taped.duration_s.value)
    assert taped.contacts_30m.value == pytest.approx(USUAL.contacts * 1.5)
    assert taped.mean_mps.error / taped.mean_mps.value > 0.1 / taped.duration_s.value


def test_contact_and_flight_at_the_belt_hold_the_truth_within_twice_their_error() -> None:
    for contact_s, flight_s in ((0.15, 0.24), (0.2, 0.3), (0.24, 0.34)):
        done = bounding(replace(USUAL, contact_s=contact_s, flight_s=flight_s))
        run, true = found_in(done).runs[0], done.bounds[0]
        assert run.contact_s is not None and run.flight_s is not None and run.contact_error_s is not None
        assert abs(run.contact_s.value - true.contact_s) < 2 * run.contact_s.error
        assert abs(run.flight_s.value - true.flight_s) < 2 * run.flight_s.error
        assert run.contact_s.error >= 0.02 and run.contact_error_s > run.contact_s.error


def test_contact_and_flight_are_refused_where_the_phone_swings() -> None:
    run = found_in(bounding(USUAL, phone=Phone(position=Position.FRONT_POCKET, rate_hz=200.0))).runs[0]
    assert run.contact_s is None and run.flight_s is None
    assert any(refused.what == "Contact and flight" for refused in run.refused)


def test_rests_are_told_between_runs_not_before_the_first() -> None:
    done = bounding(USUAL, USUAL, rest_s=30.0)
    first, second = found_in(done).runs
    assert first.rest_before_s is None
    assert second.rest_before_s == pytest.approx(second.start_s - first.end_s)


def test_running_is_no_bounding_and_is_called_running() -> None:
    done = JumpScene(acts=(Stand(), Jog(steps=240), Stand())).record(3)
    refused = refused_in(done)
    assert "running" in refused.why and "0." in refused.why


@pytest.mark.parametrize("style", [Style.RESET, Style.PAUSE, Style.CONTINUOUS])
def test_squat_jumps_are_no_bounds(style: Style) -> None:
    jumps = Jumps(count=12, style=style, contact_s=0.5, height_cm=25.0)
    refused_in(JumpScene(acts=(Stand(), jumps, Stand())).record(2))


def test_hops_that_go_on_for_longer_than_anybody_bounds_are_no_bounds() -> None:
    hops = Jumps(count=90, style=Style.HOPS, contact_s=0.2, height_cm=12.0)
    assert "longer than anybody bounds" in refused_in(JumpScene(acts=(Stand(), hops, Stand())).record(2)).why


@pytest.mark.parametrize("position", [Position.BELT, Position.FRONT_POCKET, Position.BACK_POCKET])
@pytest.mark.parametrize(("contact_s", "height_cm"), [(0.2, 12.0), (0.25, 25.0), (0.35, 10.0)])
def test_jumps_that_nobody_runs_into_or_out_of_are_no_bounds(
    position: Position, contact_s: float, height_cm: float
) -> None:
    style = Style.HOPS if contact_s < 0.3 else Style.CONTINUOUS
    jumps = Jumps(count=12, style=style, contact_s=contact_s, height_cm=height_cm)
    for seed in range(3):
        scene = JumpScene(acts=(Stand(), jumps, Stand()), phone=Phone(position=position))
        refused_in(scene.record(seed))


def test_jumps_that_somebody_calls_bounding_are_refused_or_told_as_what_they_may_be() -> None:
    refused = 0
    for seed in range(8):
        hops = Jumps(count=12, style=Style.HOPS, contact_s=0.2, height_cm=8.0 + 3.0 * seed)
        signal = MotionCleaning().clean(JumpScene(acts=(Stand(), hops, Stand())).record(seed).log)
        found = BoundFinder().find(signal, told=True)
        refused += isinstance(found, Refused)
        assert isinstance(found, Refused) or any("on the spot" in seen for seen in found.seen)
    assert refused >= 4


def test_bounds_with_little_flight_are_found_where_somebody_says_that_they_are_there() -> None:
    short = replace(USUAL, flight_s=0.172, contact_s=0.18, scatter=0.03)
    signal = MotionCleaning().clean(bounding(short).log)
    assert isinstance(BoundFinder().find(signal), Refused)
    assert abs(found_in(bounding(short), told=True).runs[0].contacts - USUAL.contacts) <= 1


def test_running_is_no_bounding_even_where_somebody_says_so() -> None:
    for jog in (Jog(steps=120), Jog(steps=60, contact_s=0.19, flight_s=0.14, speed_mps=5.0)):
        signal = MotionCleaning().clean(JumpScene(acts=(Stand(), jog, Stand())).record(4).log)
        assert isinstance(BoundFinder().find(signal, told=True), Refused)


def test_where_the_phone_is_not_light_in_the_air_no_count_is_told_as_exact() -> None:
    loose = 0
    for seed in range(12):
        draw = JumpDraw(position=Position.BACK_POCKET, rate_hz=100.0, tidy=True).draw(Asked.BOUNDS, seed)
        done = draw.record(seed)
        signal = MotionCleaning().clean(done.log)
        found = BoundFinder().find(signal)
        if isinstance(found, Refused) or found.runs[0].contacts == done.bounds[0].count:
            loose += not isinstance(found, Refused)
            continue
        assert any("more or less" in seen for seen in found.seen), seed
    assert loose >= 3


def test_a_foot_that_comes_down_softly_after_a_running_step_is_not_timed_late() -> None:
    for seed in range(6):
        done = bounding(replace(USUAL, contact_s=0.25, flight_s=0.3, approach=6), seed=seed)
        signal = MotionCleaning().clean(done.log)
        run = found_in(done).runs[0]
        late_s = run.start_s + signal.origin_s - done.bounds[0].contacts[0].start_s
        assert abs(late_s) < 0.05


@pytest.mark.parametrize("level_mps2", [10.0, 20.0, 50.0, 100.0])
def test_in_noise_of_any_strength_and_colour_nobody_bounds(level_mps2: float) -> None:
    for seed in range(6):
        noise = level_mps2 * np.random.default_rng([seed, int(level_mps2)]).standard_normal((3000, 3))
        if seed % 2:
            noise = np.apply_along_axis(np.convolve, 0, noise, np.full(5, 0.2), "same")
            noise += [0.0, 0.0, STANDARD_GRAVITY_MPS2]
        log = MotionLog(
            format="csv",
            time_s=np.arange(len(noise)) / 100.0,
            acceleration_mps2=noise,
            position=list(Position)[seed % 3],
        )
        found = BoundFinder().find(MotionCleaning().clean(log), told=True)
        assert isinstance(found, Refused), seed


def test_walking_alone_and_standing_alone_are_refused() -> None:
    for act in (Walk(duration_s=40.0), Stand(duration_s=20.0)):
        assert "nobody runs or bounds" in refused_in(JumpScene(acts=(act,)).record(1)).why


def test_fewer_than_four_contacts_are_no_run() -> None:
    refused_in(bounding(replace(USUAL, contacts=3, approach=0, run_out=0)))


def test_a_gap_within_a_run_leaves_that_run_out_and_says_so() -> None:
    done = bounding(USUAL, USUAL)
    middle_s = (done.bounds[0].start_s + done.bounds[0].end_s) / 2
    torn = bounding(USUAL, USUAL, phone=Phone(gaps=((middle_s, 0.6),)))
    found = found_in(torn)
    assert counts(found) == [USUAL.contacts]
    assert any("left out" in seen and "missing" in seen for seen in found.seen)


def test_an_ankle_and_a_log_without_gravity_are_refused() -> None:
    refused_in(bounding(USUAL, phone=Phone(position=Position.ANKLE)))
    refused_in(bounding(USUAL, phone=Phone(gravity=False)))


def test_the_answer_does_not_depend_on_when_the_log_begins_nor_on_how_the_phone_lies() -> None:
    done = bounding(USUAL, USUAL)
    turned = Rotation.from_rotvec([0.4, -1.1, 2.0]).apply(done.log.acceleration_mps2)
    other = replace(done.log, time_s=done.log.time_s + 1234.5, acceleration_mps2=turned)
    first = BoundFinder().find(MotionCleaning().clean(done.log), distance_m=30.0)
    second = BoundFinder().find(MotionCleaning().clean(other), distance_m=30.0)
    assert isinstance(first, BoundsFound) and isinstance(second, BoundsFound)
    for one, same in zip(first.runs, second.runs, strict=True):
        assert one.contacts == same.contacts
        assert one.start_s == pytest.approx(same.start_s, abs=0.01)
        assert one.duration_s.value == pytest.approx(same.duration_s.value, abs=0.01)


def test_the_same_log_gives_the_same_answer() -> None:
    signal = MotionCleaning().clean(bounding(USUAL).log)
    assert BoundFinder().find(signal, distance_m=30.0) == BoundFinder().find(signal, distance_m=30.0)


def test_a_clear_difference_of_the_feet_is_told_on_the_side_it_is_on() -> None:
    runs = [replace(USUAL, contacts=18, right_pct=24.0, scatter=0.02)] * 3
    done = bounding(*runs, phone=Phone(rate_hz=200.0))
    left_right = found_in(done, first_side=Side.LEFT).left_right_pct
    mirrored = found_in(done, first_side=Side.RIGHT).left_right_pct
    assert left_right is not None and mirrored is not None
    assert left_right.value == pytest.approx(24.0, abs=2.5 * left_right.error)
    assert mirrored.value == pytest.approx(-left_right.value)


def test_feet_are_not_compared_in_one_run_nor_where_the_first_is_in_doubt() -> None:
    lame = replace(USUAL, contacts=18, right_pct=24.0, scatter=0.02)
    whole = bounding(lame, lame, lame)
    middle_s = (whole.bounds[0].start_s + whole.bounds[0].end_s) / 2
    torn = bounding(lame, lame, lame, phone=Phone(gaps=((middle_s, 0.6),)))
    for done in (bounding(lame), torn):
        found = found_in(done, first_side=Side.LEFT)
        assert found.left_right_pct is None
        assert any(said.startswith("Left and right are") for said in found.seen), found.seen


def test_like_feet_and_feet_nobody_named_are_not_compared() -> None:
    done = bounding(*[replace(USUAL, contacts=18)] * 3)
    assert found_in(done, first_side=Side.LEFT).left_right_pct is None
    assert found_in(bounding(replace(USUAL, right_pct=24.0))).left_right_pct is None


def test_two_ways_of_counting_agree() -> None:
    done = bounding(USUAL, phone=Phone(rate_hz=100.0))
    signal, true = MotionCleaning().clean(done.log), done.bounds[0]
    first_s, last_s = true.start_s - signal.origin_s, true.contacts[-1].start_s - signal.origin_s
    assert contacts_by_peaks(signal, first_s, true.end_s - signal.origin_s) == true.count
    assert contacts_by_rhythm(signal, first_s, last_s) == pytest.approx(true.count, abs=0.5)


def test_contacts_of_a_run_are_as_many_as_its_instants_and_in_order() -> None:
    run: BoundRun = found_in(bounding(USUAL)).runs[0]
    assert len(run.contacts_s) == run.contacts
    assert np.all(np.diff(run.contacts_s) > 0.2)


# --- running on a treadmill that feels forces: the stand-in for bounding ------------------------------------


def treadmill() -> list[tuple[MotionSignal, np.ndarray, np.ndarray]]:
    """The signal and the contacts, by force, of each of 31 runs: (signal, down (n,), up (n,)) in seconds."""
    if not TREADMILL.exists():
        pytest.skip("the treadmill recordings are not here")
    felt = np.genfromtxt(TREADMILL / "Accelerometer_one_sub.csv", delimiter=",")
    force = np.genfromtxt(TREADMILL / "GRF_one_sub.csv", delimiter=",")
    size, hz = force.shape[1], 500.0
    runs = []
    for accelerations, forces in zip(felt, force, strict=True):
        axes = np.column_stack([accelerations[size:], np.zeros(size), accelerations[:size]])
        log = MotionLog(
            format="csv",
            time_s=np.arange(size) / hz,
            acceleration_mps2=axes * STANDARD_GRAVITY_MPS2,
            gravity=True,
            position=Position.BELT,
        )
        smooth = np.convolve(forces, np.ones(9) / 9, "same")
        turns = np.diff((smooth > 0.1).astype(int))
        down, up = np.flatnonzero(turns == 1) / hz, np.flatnonzero(turns == -1) / hz
        ends = np.array([up[up > at][0] if (up > at).any() else np.inf for at in down])
        whole = (ends - down > 0.08) & (ends < size / hz - 0.01)
        runs.append((MotionCleaning().clean(log), down[whole], ends[whole]))
    return runs


def test_on_the_treadmill_99_of_100_contacts_are_found_and_the_two_counts_agree() -> None:
    found = true = 0
    for signal, down, up in treadmill():
        peaks = np.concatenate([stretch.peak for stretch in StepFinder().find(signal)]) / signal.rate_hz
        hits = [int(((peaks > a - 0.03) & (peaks < z + 0.03)).sum()) for a, z in zip(down, up, strict=True)]
        found, true = found + sum(hit == 1 for hit in hits), true + len(hits)
        by_rhythm = contacts_by_rhythm(signal, float(down[0]), float(down[-1]))
        assert by_rhythm == pytest.approx(len(down), abs=0.6)
    assert true > 450
    assert found / true >= 0.99


def test_treadmill_running_is_never_told_as_bounds() -> None:
    for signal, _, _ in treadmill():
        assert isinstance(BoundFinder().find(signal), Refused)


def test_treadmill_flights_are_within_what_is_printed() -> None:
    apart = []
    for signal, down, up in treadmill():
        for stretch in StepFinder().find(signal):
            for at, air_s in zip(stretch.up[1:-1] / signal.rate_hz, stretch.air_s[1:], strict=True):
                true = [b - a for a, b in zip(up[:-1], down[1:], strict=True) if abs(a - at) < 0.1]
                apart += [air_s - true[0]] if true else []
    finder = BoundFinder()
    assert len(apart) > 350
    assert abs(float(np.mean(apart))) < finder.mean_error_s
    assert float(np.std(apart)) < finder.contact_error_s
