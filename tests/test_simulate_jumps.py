"""Simulated jumps and bounds obey physics, are what they say they are, and the same each time."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullstride.domain.motion import Position, Seen, Side
from fullstride.domain.motion_log import STANDARD_GRAVITY_MPS2 as GRAVITY
from fullstride.domain.motion_log import MotionLog
from fullstride.measure.simulate_jumps import (
    Act,
    Bounds,
    FalseStart,
    Fumble,
    Jog,
    Jumps,
    JumpScene,
    SimulatedMotion,
    Stand,
    Style,
    Walk,
)
from fullstride.measure.simulate_jumps_drawn import WORN, Asked, JumpDraw
from fullstride.measure.simulate_jumps_forces import BODY_HZ, flight_of, take_off_mps
from fullstride.measure.simulate_jumps_marks import Camera
from fullstride.measure.simulate_phone import Phone

IDEAL = Phone(
    ideal=True, rate_hz=400.0, uneven=0.0, noise_mps2=0.0, offset_mps2=0.0, scale_error=0.0, clip_g=None
)
seeds = st.integers(0, 10_000)
styles = st.sampled_from(list(Style))
sets = st.builds(
    Jumps,
    count=st.integers(1, 12),
    style=styles,
    height_cm=st.floats(5.0, 45.0),
    drop_pct=st.floats(0.0, 30.0),
    contact_s=st.floats(0.22, 1.2),
    pause_s=st.floats(0.0, 1.0),
    depth_m=st.floats(0.18, 0.42),
    stumbles=st.sampled_from([(), (0,), (1, 2)]),
    sharpness=st.floats(0.0, 0.3),
)
runs = st.builds(
    Bounds,
    contacts=st.integers(2, 24),
    contact_s=st.floats(0.12, 0.25),
    flight_s=st.floats(0.15, 0.35),
    fade=st.floats(0.0, 0.3),
    right_pct=st.floats(-15.0, 15.0),
    first_side=st.sampled_from([Side.LEFT, Side.RIGHT]),
    approach=st.integers(0, 8),
    run_out=st.integers(0, 8),
    sharpness=st.floats(0.0, 0.3),
)


def _done(*acts: Act, phone: Phone = IDEAL, seed: int = 1) -> SimulatedMotion:
    return JumpScene(acts=(Stand(), *acts, Stand()), phone=phone).record(seed)


def _magnitude_g(log: MotionLog) -> np.ndarray:
    return np.linalg.norm(log.acceleration_mps2, axis=1) / GRAVITY


def _moved(made: SimulatedMotion) -> tuple[np.ndarray, np.ndarray]:
    """The body's velocity and height after each millisecond, by adding up."""
    velocity = np.cumsum(made.body.up_mps2) / BODY_HZ
    return velocity, np.cumsum(velocity - made.body.up_mps2 / BODY_HZ / 2.0) / BODY_HZ


@settings(max_examples=20, deadline=None)
@given(st.one_of(sets, runs), seeds)
def test_whoever_jumps_comes_back_to_the_ground_and_stands(act: Jumps | Bounds, seed: int) -> None:
    velocity, height = _moved(_done(act, seed=seed))
    assert velocity[-1] == pytest.approx(0.0, abs=1e-9)
    assert height[-1] == pytest.approx(0.0, abs=1e-6)
    assert height.min() > -0.6 and height.max() < 0.9


@settings(max_examples=20, deadline=None)
@given(st.one_of(sets, runs), seeds)
def test_the_ground_never_pulls_and_carries_nothing_in_the_air(act: Jumps | Bounds, seed: int) -> None:
    body = _done(act, seed=seed).body
    force_g = body.up_mps2 / GRAVITY + 1.0
    down = body.left_down | body.right_down
    assert force_g.min() >= -1e-9
    assert np.abs(force_g[~down]).max(initial=0.0) < 1e-9


@settings(max_examples=20, deadline=None)
@given(sets, seeds)
def test_a_take_off_is_as_fast_as_the_flight_is_long(act: Jumps, seed: int) -> None:
    made = _done(act, seed=seed)
    velocity, height = _moved(made)
    for jump in made.sets[0].jumps:
        off, on = (round(at * BODY_HZ) for at in (jump.takeoff_s, jump.landing_s))
        assert velocity[off - 1] == pytest.approx(take_off_mps(jump.flight_s), abs=1e-6)
        assert velocity[on - 1] == pytest.approx(-take_off_mps(jump.flight_s), abs=1e-6)
        assert 100.0 * (height[off:on].max() - height[off - 1]) == pytest.approx(jump.height_cm, abs=0.01)


@settings(max_examples=15, deadline=None)
@given(sets, seeds)
def test_a_set_is_what_was_asked_for(act: Jumps, seed: int) -> None:
    made = _done(replace(act, scatter_cm=0.0), seed=seed)
    one = made.sets[0]
    assert one.count == act.count and one.style is act.style
    assert one.jumps[0].height_cm == pytest.approx(act.height_cm, abs=0.3)
    if act.count > 1:
        assert one.jumps[-1].height_cm == pytest.approx(act.height_cm * (1 - act.drop_pct / 100), abs=0.3)
    for before, after in pairwise(one.jumps):
        assert after.contact_s == pytest.approx(after.takeoff_s - before.landing_s)
        assert after.contact_s > 0.1
    down = made.body.left_down & made.body.right_down
    assert one.count == np.count_nonzero(down[:-1] & ~down[1:])


@settings(max_examples=15, deadline=None)
@given(runs, seeds)
def test_a_bounding_run_is_what_was_asked_for(act: Bounds, seed: int) -> None:
    made = _done(act, seed=seed)
    one = made.bounds[0]
    assert one.count == act.contacts
    assert one.contacts[0].side is act.first_side
    assert all(before.side is not after.side for before, after in pairwise(one.contacts))
    for before, after in pairwise(one.contacts):
        assert after.start_s == pytest.approx(before.end_s + before.flight_s)
    assert one.distance_m == pytest.approx(act.speed_mps * one.duration_s)
    body = made.body
    for contact in one.contacts:
        inside = slice(*(round(at * BODY_HZ) for at in (contact.start_s, contact.end_s)))
        own, other = (
            (body.left_down, body.right_down)
            if contact.side is Side.LEFT
            else (body.right_down, body.left_down)
        )
        assert own[inside].all() and not other[inside].any()


@settings(max_examples=8, deadline=None)
@given(st.floats(2.0, 10.0), seeds)
def test_an_asymmetry_is_of_the_contacts(right_pct: float, seed: int) -> None:
    one = _done(Bounds(contacts=24, right_pct=right_pct, scatter=0.0), seed=seed).bounds[0]
    right, left = (
        np.mean([contact.contact_s for contact in one.contacts if contact.side is side])
        for side in (Side.RIGHT, Side.LEFT)
    )
    assert 200.0 * (right - left) / (right + left) == pytest.approx(right_pct, abs=1.0)


@settings(max_examples=15, deadline=None)
@given(st.one_of(sets, runs), seeds)
def test_an_ideal_sensor_reads_nothing_in_the_air_and_1_g_on_average(act: Jumps | Bounds, seed: int) -> None:
    made = _done(act, phone=replace(IDEAL, rate_hz=1000.0), seed=seed)
    time_s = made.log.time_s
    up_g = made.body.up_mps2 / GRAVITY + 1.0
    spans = [(jump.takeoff_s, jump.landing_s) for one in made.sets for jump in one.jumps]
    spans += [(each.end_s, each.end_s + each.flight_s) for one in made.bounds for each in one.contacts]
    magnitude_g = _magnitude_g(made.log)
    for off, on in spans:
        # The sensor's own low-pass takes some milliseconds to let go of what was before.
        inside = (time_s > off + 0.02) & (time_s < on - 0.001)
        assert magnitude_g[inside].max(initial=0.0) < 0.02
    assert up_g.mean() == pytest.approx(1.0, abs=1e-6)


@settings(max_examples=6, deadline=None)
@given(st.sampled_from(list(Asked)), seeds)
def test_the_same_seed_gives_the_same_log(asked: Asked, seed: int) -> None:
    one, two = (JumpDraw().draw(asked, seed).record(seed) for _ in range(2))
    assert one.sets == two.sets and one.bounds == two.bounds
    for name in ("time_s", "acceleration_mps2", "rotation_radps"):
        assert np.array_equal(getattr(one.log, name), getattr(two.log, name))


@settings(max_examples=12, deadline=None)
@given(st.sampled_from(list(Asked)), seeds)
def test_drawn_scenes_are_of_the_asked_kind_and_their_logs_whole(asked: Asked, seed: int) -> None:
    made = JumpDraw().draw(asked, seed).record(seed)
    log = made.log
    assert bool(made.bounds) == (asked is Asked.BOUNDS) and bool(made.sets) != bool(made.bounds)
    assert all(one.style.value == asked.value and 3 <= one.count <= 40 for one in made.sets)
    assert all(8 <= one.count <= 24 for one in made.bounds)
    assert log.acceleration_mps2.shape == (len(log.time_s), 3)
    assert np.isfinite(log.time_s).all() and np.isfinite(log.acceleration_mps2).all()
    for one in (*made.sets, *made.bounds):
        assert log.time_s[0] < one.start_s < one.end_s < log.time_s[-1]


@pytest.mark.parametrize("position", WORN)
def test_a_phone_at_rest_reads_1_g(position: Position) -> None:
    log = JumpScene(acts=(Stand(duration_s=4.0),), phone=Phone(position=position)).record(3).log
    assert np.median(_magnitude_g(log)) == pytest.approx(1.0, abs=0.05)
    assert _magnitude_g(log).std() < 0.05


@pytest.mark.parametrize("position", [place for place in WORN if place is not Position.HAND])
def test_gravity_turns_in_the_phone_as_the_gyroscope_says(position: Position) -> None:
    phone = Phone(
        position=position,
        rate_hz=200.0,
        uneven=0.0,
        turned_rad=(0.0, 0.0, 0.0),
        turning_rads=0.0,
        noise_mps2=0.0,
    )
    log = JumpScene(acts=(Stand(), FalseStart(), Stand()), phone=phone).record(5).log
    assert np.array_equal(log.rotation_time_s, log.time_s)
    turned_rad = np.cumsum(log.rotation_radps[:, 1]) / 200.0
    lowest = int(np.argmax(np.abs(turned_rad)))  # in the squat
    around = slice(lowest - 30, lowest + 30)
    forward, up = log.acceleration_mps2[around, 0].mean(), log.acceleration_mps2[around, 2].mean()
    assert abs(turned_rad[lowest]) > 0.15
    assert np.arctan2(forward, up) == pytest.approx(-turned_rad[lowest], abs=0.2)


def test_what_a_phone_does_to_a_log_can_be_seen_in_it() -> None:
    acts: tuple[Act, ...] = (Stand(), Jumps(count=8, style=Style.HOPS, contact_s=0.25), Stand())
    plain = Phone(rate_hz=100.0, uneven=0.0)

    def written(**changes: object) -> MotionLog:
        return JumpScene(acts=acts, phone=replace(plain, **changes)).record(2).log  # type: ignore[arg-type]

    assert np.diff(written().time_s) == pytest.approx(0.01)
    assert np.diff(written(uneven=0.1).time_s).std() == pytest.approx(0.001, rel=0.2)
    assert np.abs(written(clip_g=2.0).acceleration_mps2).max() == pytest.approx(2.0 * GRAVITY)
    assert len(written(dropped=0.1)) == pytest.approx(0.9 * len(written()), rel=0.05)
    assert np.diff(written(gaps=((3.0, 0.5),)).time_s).max() == pytest.approx(0.51, abs=0.02)
    rounded = written(quantum_mps2=0.1).acceleration_mps2 * 10.0
    assert np.abs(rounded - np.round(rounded)).max() < 1e-9
    assert np.median(_magnitude_g(written(gravity=False))[:100]) < 0.05
    assert not written(gravity=False).gravity and written(says_gravity=False).gravity is None
    assert written(says_position=False).position is Position.UNKNOWN
    assert not len(written(gyroscope=False).rotation_radps)
    assert written(origin_s=500.0).time_s[0] == pytest.approx(500.0, abs=0.001)


def test_truth_is_on_the_clock_of_the_log() -> None:
    early, late = (_done(Jumps(), phone=replace(IDEAL, origin_s=origin)) for origin in (0.0, 777.0))
    assert late.sets[0].start_s == pytest.approx(early.sets[0].start_s + 777.0)
    assert late.log.time_s == pytest.approx(early.log.time_s + 777.0)


def test_what_is_no_jump_is_in_no_set() -> None:
    acts = (Fumble(), Walk(), Jog(), FalseStart(), FalseStart(hop_s=0.1), Walk())
    made = _done(*acts)
    assert made.sets == () and made.bounds == ()
    velocity, height = _moved(made)
    assert velocity[-1] == pytest.approx(0.0, abs=1e-9) and height[-1] == pytest.approx(0.0, abs=1e-6)


def test_a_stumble_makes_one_contact_long() -> None:
    one = _done(Jumps(count=6, contact_s=0.4, stumbles=(2,))).sets[0]
    contacts = [jump.contact_s or 0.0 for jump in one.jumps]
    assert np.argmax(contacts) == 3 and contacts[3] > 1.0


def test_a_height_gives_a_flight_and_the_other_way_about() -> None:
    assert flight_of(0.30) == pytest.approx(np.sqrt(8 * 0.30 / GRAVITY), abs=0.0006)


def test_no_acts_make_an_empty_log() -> None:
    made = JumpScene(acts=()).record(1)
    assert len(made.log) == 0 and made.sets == ()


def test_a_camera_marks_the_first_frame_after_each_instant() -> None:
    made = _done(Jumps(count=4), Walk(), Jumps(count=3, style=Style.RESET))
    marks = Camera(frames_per_s=120.0, slip_frames=0.0, first_s=1.0).film(made, 1).marks
    true = [at for one in made.sets for jump in one.jumps for at in (jump.takeoff_s, jump.landing_s)]
    assert [mark.number for mark in marks] == [1] * 8 + [2] * 6
    assert [mark.seen for mark in marks[:2]] == [Seen.TAKE_OFF, Seen.LANDING]
    late = np.array([mark.time_s for mark in marks]) + 1.0 - np.array(true)
    assert late.min() >= -1e-9 and late.max() < 1.0 / 120.0


def test_a_camera_tells_the_feet_of_bounds() -> None:
    made = _done(Bounds(contacts=9, first_side=Side.RIGHT))
    filmed = Camera().film(made, 1)
    assert filmed.distance_m == made.bounds[0].distance_m and filmed.exercise == "bounding"
    assert [mark.side for mark in filmed.marks[:4]] == [Side.RIGHT, Side.RIGHT, Side.LEFT, Side.LEFT]
    assert [mark.seen for mark in filmed.marks[:2]] == [Seen.LANDING, Seen.TAKE_OFF]
