"""Marked video is measured against simulated truth: frames fall as frames do, and errors are as stated."""

import re
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from fullstride.domain.evidence import Measured, MotionEvidence, Refused
from fullstride.domain.motion import FrameMark, FrameMarks, Seen, Side
from fullstride.measure.marks import MarkedVideo, kind_of
from fullstride.measure.marks_error import Marking, height_error_cm
from helpers import ROOT

PAGE = ROOT / "docs" / "reference" / "frame-marks.md"
Spans = list[tuple[float, float]]


def seen_at(rng: np.random.Generator, true_s: float, fps: float, *, late_s: float = 0.0) -> float:
    """The frame that a person marks: the first after the event, as they see it."""
    slip_s = rng.normal(0, np.hypot(Marking().marking_s, Marking().slip_frames / fps))
    return float(np.ceil((true_s + late_s + slip_s) * fps) / fps)


def jumps_filmed(
    rng: np.random.Generator, flights: Spans, fps: float, exercise: str = "squat_jumps"
) -> FrameMarks:
    late_s = rng.normal(0, Marking().habit_s)
    marks = []
    for up, down in flights:
        marks.append(FrameMark(time_s=seen_at(rng, up, fps), seen=Seen.TAKE_OFF))
        marks.append(FrameMark(time_s=seen_at(rng, down, fps, late_s=late_s), seen=Seen.LANDING))
    return FrameMarks(format="csv", frames_per_s=fps, marks=tuple(marks), exercise=exercise)


def true_jumps(rng: np.random.Generator, number: int = 8, *, contact_s: float = 0.8) -> Spans:
    found, at = [], float(rng.uniform(2, 3))  # anywhere within a frame
    for _ in range(number):
        flight = float(rng.normal(0.45, 0.01))
        found.append((at, at + flight))
        at += flight + float(rng.normal(contact_s, 0.02))
    return found


def measured(marks: FrameMarks) -> MotionEvidence:
    found = MarkedVideo().measure(marks)
    assert isinstance(found, MotionEvidence), found
    return found


def refusal(marks: FrameMarks) -> Refused:
    found = MarkedVideo().measure(marks)
    assert isinstance(found, Refused), found
    return found


def known(one: Measured | None) -> Measured:
    assert one is not None
    return one


def bounds_filmed(
    rng: np.random.Generator,
    fps: float,
    *,
    number: int = 14,
    right_longer_s: float = 0.0,
    sides: bool = True,
    run: int = 1,
    start_s: float = 1.0,
) -> tuple[FrameMarks, list[float], list[float]]:
    marks, contacts, flights, at = [], [], [], start_s + float(rng.uniform(0, 1 / fps))
    late_s = rng.normal(0, Marking().habit_s)
    for step in range(number):
        right = step % 2 == 1
        contact = float(rng.normal(0.15, 0.005)) + (right_longer_s if right else 0.0)
        flight = float(rng.normal(0.28, 0.01))
        side = (Side.RIGHT if right else Side.LEFT) if sides else Side.UNKNOWN
        for time_s, seen, late in ((at, Seen.LANDING, late_s), (at + contact, Seen.TAKE_OFF, 0.0)):
            marks.append(
                FrameMark(time_s=seen_at(rng, time_s, fps, late_s=late), seen=seen, number=run, side=side)
            )
        contacts.append(contact)
        flights.append(flight)
        at += contact + flight
    clip = FrameMarks(
        format="csv", frames_per_s=fps, marks=tuple(marks), exercise="bounding", distance_m=30.0
    )
    return clip, contacts, flights[:-1]


@pytest.mark.parametrize(("fps", "ms"), [(30, 13.6), (60, 6.8), (120, 3.4), (240, 1.7)])
def test_frames_alone_cost_a_flight_what_the_arithmetic_says(fps: float, ms: float) -> None:
    clip = FrameMarks(format="csv", frames_per_s=fps)
    frames = Marking(slip_frames=0.0, marking_s=0.0, habit_s=0.0).of(clip)
    assert 1000 * frames.span_s == pytest.approx(ms, abs=0.05)
    rng = np.random.default_rng(int(fps))
    true = rng.uniform(0, 100, (2, 4000))
    off = (np.ceil(true * fps) / fps - true)[1] - (np.ceil(true * fps) / fps - true)[0]
    assert 1000 * float(np.std(off)) == pytest.approx(ms, rel=0.05)
    assert abs(float(np.mean(off))) < 4 * float(np.std(off)) / np.sqrt(4000)


@pytest.mark.parametrize("fps", [50, 59.94, 120, 240])
def test_flights_heights_and_contacts_are_as_far_off_as_their_errors_say(fps: float) -> None:
    """Within one error in 68 %, within two in 95 %."""
    rng = np.random.default_rng(int(fps))
    off: dict[str, list[float]] = {"flight": [], "height": [], "contact": [], "mean": [], "rhythm": []}
    for _ in range(250):
        true = true_jumps(rng)
        (found,) = measured(jumps_filmed(rng, true, fps)).sets
        jump, (up, down) = found.jumps[3], true[3]
        flight, height, contact = known(jump.flight_s), known(jump.height_cm), known(jump.contact_s)
        heights = [122.583125 * (b - a) ** 2 for a, b in true]
        off["flight"].append((flight.value - (down - up)) / flight.error)
        off["height"].append((height.value - heights[3]) / height.error)
        off["contact"].append((contact.value - (up - true[2][1])) / contact.error)
        mean, rhythm = known(found.height_cm), known(found.rhythm_s)
        off["mean"].append((mean.value - np.mean(heights)) / mean.error)
        off["rhythm"].append((rhythm.value - (true[-1][0] - true[0][0]) / 7) / rhythm.error)
    for name, values in off.items():
        inside = np.abs(values)
        assert 0.58 < np.mean(inside < 1) < 0.78, name
        assert np.mean(inside < 2) > 0.91, name


def test_a_set_counts_its_jumps_and_knows_its_drop() -> None:
    rng = np.random.default_rng(5)
    falling = [(2.0 * at, 2.0 * at + 0.47 - 0.006 * at) for at in range(12)]
    (found,) = measured(jumps_filmed(rng, falling, 240)).sets
    first, last = (np.mean([122.6 * (b - a) ** 2 for a, b in part]) for part in (falling[:4], falling[-4:]))
    drop = known(found.drop_pct)
    assert found.count == 12
    assert drop.value == pytest.approx(100 * (1 - last / first), abs=2.5 * drop.error)
    (short,) = measured(jumps_filmed(rng, falling[:5], 240)).sets
    assert short.drop_pct is None


def test_sets_are_parted_by_their_number_and_by_a_long_pause() -> None:
    rng = np.random.default_rng(6)
    one = jumps_filmed(rng, [(2.0 * at, 2.0 * at + 0.45) for at in range(4)], 240)
    later = tuple(replace(mark, time_s=mark.time_s + 60) for mark in one.marks)
    pause = measured(replace(one, marks=(*one.marks, *later)))
    assert [each.count for each in pause.sets] == [4, 4]
    assert pause.sets[1].rest_before_s == pytest.approx(53.6, abs=0.1)
    near = tuple(replace(mark, time_s=mark.time_s + 9, number=2) for mark in one.marks)
    assert [each.count for each in measured(replace(one, marks=(*one.marks, *near))).sets] == [4, 4]


def test_a_take_off_that_never_lands_is_said_and_not_counted() -> None:
    rng = np.random.default_rng(7)
    clip = jumps_filmed(rng, true_jumps(rng, 4), 240)
    found = measured(replace(clip, marks=clip.marks[:-1]))
    assert found.sets[0].count == 3
    assert any("not counted" in each for each in found.seen)


def test_a_low_rate_leaves_the_count_and_refuses_the_height() -> None:
    rng = np.random.default_rng(8)
    (found,) = measured(jumps_filmed(rng, true_jumps(rng), 30)).sets
    assert (found.count, found.height_cm, found.rsi) == (8, None, None)
    assert found.jumps[0].height_cm is None
    assert found.rhythm_s is not None
    assert "30 frames a second" in found.refused[0].why
    (fine,) = measured(jumps_filmed(rng, true_jumps(rng), 59.94)).sets
    assert fine.height_cm is not None
    assert fine.refused == ()


def test_times_written_coarsely_count_as_a_low_rate() -> None:
    rng = np.random.default_rng(9)
    clip = jumps_filmed(rng, true_jumps(rng), 240)
    (found,) = measured(replace(clip, resolution_s=0.1)).sets
    assert found.height_cm is None
    assert "times written to 100 ms" in found.refused[0].why
    (finer,) = measured(replace(clip, resolution_s=0.01)).sets
    (best,) = measured(clip).sets
    assert known(finer.jumps[0].flight_s).error > known(best.jumps[0].flight_s).error


def test_hops_have_an_rsi_of_their_best_five_from_120_frames_on() -> None:
    rng = np.random.default_rng(10)
    true = true_jumps(rng, 11, contact_s=0.2)
    (found,) = measured(jumps_filmed(rng, true, 240, "hops")).sets
    ratios = sorted(
        (1.22583125 * (down - up) ** 2 / (up - before) for (_, before), (up, down) in pairwise(true)),
        reverse=True,
    )
    rsi = known(found.rsi)
    assert rsi.value == pytest.approx(np.mean(ratios[:5]), abs=3 * rsi.error)
    (coarse,) = measured(jumps_filmed(rng, true, 60, "hops")).sets
    assert coarse.rsi is None
    assert coarse.height_cm is not None
    assert coarse.refused[0].what == "Contact time and RSI"


def test_jumps_with_a_pause_have_no_rsi() -> None:
    rng = np.random.default_rng(11)
    (found,) = measured(jumps_filmed(rng, true_jumps(rng, contact_s=3.0), 240)).sets
    assert found.rsi is None
    assert found.jumps[1].contact_s is not None


@pytest.mark.parametrize("slower", [8, 0.1])
def test_what_no_body_does_is_refused_with_the_rate_in_mind(slower: float) -> None:
    """A slowed clip's times, or a rate that is too high by far."""
    rng = np.random.default_rng(12)
    for clip in (jumps_filmed(rng, true_jumps(rng), 240), bounds_filmed(rng, 240)[0]):
        slow = replace(clip, marks=tuple(replace(mark, time_s=slower * mark.time_s) for mark in clip.marks))
        found = MarkedVideo().measure(slow)
        assert isinstance(found, Refused)
        assert "played_fps" in found.instead


def test_one_impossible_jump_takes_the_heights_of_its_set_and_not_the_count() -> None:
    rng = np.random.default_rng(13)
    true = [(2.5 * at, 2.5 * at + (1.4 if at == 3 else 0.45)) for at in range(8)]
    (found,) = measured(jumps_filmed(rng, true, 240)).sets
    assert (found.count, found.height_cm) == (8, None)
    assert "jump 4" in found.refused[0].why


def test_bounding_is_counted_timed_and_told_by_foot() -> None:
    rng = np.random.default_rng(14)
    off: dict[str, list[float]] = {"contact": [], "flight": [], "duration": [], "cadence": []}
    for _ in range(200):
        clip, contacts, flights = bounds_filmed(rng, 240)
        (run,) = measured(clip).bounds
        assert run.contacts == 14
        true_s = sum(contacts[:-1]) + sum(flights)
        off["contact"].append((known(run.contact_s).value - np.mean(contacts)) / known(run.contact_s).error)
        off["flight"].append((known(run.flight_s).value - np.mean(flights)) / known(run.flight_s).error)
        off["duration"].append((run.duration_s.value - true_s) / run.duration_s.error)
        cadence = known(run.cadence_spm)
        off["cadence"].append((cadence.value - 60 * 13 / true_s) / cadence.error)
    for name, values in off.items():
        assert 0.57 < np.mean(np.abs(values) < 1) < 0.80, name
        assert np.mean(np.abs(values) < 2) > 0.90, name
    assert known(run.contacts_30m).value == pytest.approx(14)
    assert known(run.mean_mps).value == pytest.approx(30 / run.duration_s.value)


def test_bounding_under_120_frames_gives_count_and_time_only() -> None:
    rng = np.random.default_rng(15)
    for fps, fine in ((60, False), (100, False), (119.88, True)):
        (run,) = measured(bounds_filmed(rng, fps)[0]).bounds
        assert (run.contacts, run.contact_s is not None, run.flight_s is not None) == (14, fine, fine)
        assert run.cadence_spm is not None and run.mean_mps is not None
        assert bool(run.refused) is not fine
        if not fine:
            assert f"{fps:g} frames a second" in run.refused[0].why


@pytest.mark.parametrize(("longer_s", "told"), [(0.0, 0.10), (0.025, 0.95)])
def test_left_and_right_are_told_apart_only_past_their_error(longer_s: float, told: float) -> None:
    rng = np.random.default_rng(16)
    said = []
    for _ in range(80):
        found = measured(bounds_filmed(rng, 240, right_longer_s=longer_s)[0])
        said.append(found.left_right_pct is not None)
        if found.left_right_pct is not None and longer_s:
            assert found.left_right_pct.value > 0
    assert np.mean(said) >= told if longer_s else np.mean(said) <= told


def test_one_foot_that_is_named_names_the_others() -> None:
    rng = np.random.default_rng(17)
    clip, _, _ = bounds_filmed(rng, 240, right_longer_s=0.03, sides=False)
    named = replace(clip, marks=(replace(clip.marks[0], side=Side.LEFT), *clip.marks[1:]))
    assert known(measured(named).left_right_pct).value > 0
    assert measured(clip).left_right_pct is None
    wrong = replace(
        named, marks=(*named.marks[:2], replace(named.marks[2], side=Side.LEFT), *named.marks[3:])
    )
    assert measured(wrong).left_right_pct is None
    assert any("do not alternate" in each for each in measured(wrong).seen)


def test_runs_between_cones_are_timed_and_their_speed_is_of_the_tape() -> None:
    rng = np.random.default_rng(18)
    off = []
    for _ in range(200):
        speed = rng.uniform(5, 8)
        start, end = 1.0, 1.0 + 30 / speed
        place = rng.normal(0, 0.10, 2) / speed
        marks = tuple(
            FrameMark(time_s=seen_at(rng, at + by, 60), seen=Seen.CONE)
            for at, by in zip((start, end), place, strict=True)
        )
        clip = FrameMarks(
            format="csv", frames_per_s=60, marks=marks, exercise="hill_sprints", distance_m=30.0
        )
        (run,) = measured(clip).timed
        off.append((known(run.mean_mps).value - speed) / known(run.mean_mps).error)
        assert abs(run.duration_s.value - 30 / speed) < 5 * run.duration_s.error
    assert 0.58 < np.mean(np.abs(off) < 1) < 0.78
    assert np.mean(np.abs(off) < 2) > 0.91


def test_cones_that_make_no_time_or_no_speed_are_refused() -> None:
    def clip(times: list[float], distance_m: float | None = 30.0) -> FrameMarks:
        marks = tuple(FrameMark(time_s=at, seen=Seen.CONE) for at in times)
        return FrameMarks(
            format="csv", frames_per_s=60, marks=marks, exercise="strides", distance_m=distance_m
        )

    for times in ([], [1.0], [1.0, 2.0, 3.0], [1.0, 1.5], [1.0, 60.0]):
        assert isinstance(MarkedVideo().measure(clip(times)), Refused)
    (run,) = measured(clip([1.0, 5.0], None)).timed
    assert run.mean_mps is None


def test_bounding_between_cones_takes_its_speed_from_them() -> None:
    rng = np.random.default_rng(19)
    clip, _, _ = bounds_filmed(rng, 240)
    cones = (FrameMark(time_s=1.0, seen=Seen.CONE), FrameMark(time_s=6.0, seen=Seen.CONE))
    both = tuple(sorted((*clip.marks, *cones), key=lambda mark: mark.time_s))
    (run,) = measured(replace(clip, marks=both)).bounds
    assert known(run.mean_mps).value == pytest.approx(6.0)


def test_a_speed_that_nobody_runs_takes_the_tape_away_and_not_the_count() -> None:
    clip, _, _ = bounds_filmed(np.random.default_rng(22), 240)
    (run,) = measured(replace(clip, distance_m=300.0)).bounds
    assert (run.contacts, run.mean_mps, run.contacts_30m) == (14, None, None)
    assert "m/s" in run.refused[0].why
    assert run.contact_s is not None


def test_what_was_filmed_is_seen_where_the_marks_show_it() -> None:
    rng = np.random.default_rng(20)
    jumps = replace(jumps_filmed(rng, true_jumps(rng), 240), exercise="")
    bounds = replace(bounds_filmed(rng, 240)[0], exercise="")
    bare = replace(bounds_filmed(rng, 240, sides=False)[0], exercise="", distance_m=None)
    assert (kind_of(jumps), kind_of(bounds)) == ("squat_jumps", "bounding")
    assert isinstance(kind_of(bare), Refused)
    assert kind_of(bare, asked=("strides", "hill_bounding")) == "hill_bounding"
    assert kind_of(bounds, asked=("squat_jumps",)) == "bounding"
    assert kind_of(replace(jumps, exercise="circuit")) == "squat_jumps"
    cones = replace(
        jumps, marks=(FrameMark(time_s=1.0, seen=Seen.CONE), FrameMark(time_s=5.0, seen=Seen.CONE))
    )
    assert kind_of(cones) == "strides"
    assert kind_of(cones, asked=("hill_sprints", "squat_jumps")) == "hill_sprints"
    one = replace(jumps, marks=jumps.marks[:1])
    assert "no take-off" in refusal(one).why


def test_the_same_marks_later_in_the_clip_are_the_same_jumps() -> None:
    rng = np.random.default_rng(21)
    clip = jumps_filmed(rng, true_jumps(rng), 240)
    later = replace(clip, marks=tuple(replace(mark, time_s=mark.time_s + 100) for mark in clip.marks))
    one, two = measured(clip).sets[0], measured(later).sets[0]
    assert known(one.height_cm).value == pytest.approx(known(two.height_cm).value)
    assert two.start_s == pytest.approx(one.start_s + 100)


def test_no_marks_are_no_evidence() -> None:
    for exercise in ("", "squat_jumps", "bounding", "strides"):
        clip = FrameMarks(format="csv", frames_per_s=240, exercise=exercise)
        assert isinstance(MarkedVideo().measure(clip), Refused)


def test_the_pages_table_is_the_arithmetics() -> None:
    """A flight by the frames alone and all told, a jump of 25 cm, the mean of ten, a contact of 150 ms."""
    rows = [
        [float(number) for number in re.findall(r"\d+(?:\.\d+)?", line)]
        for line in PAGE.read_text().splitlines()
        if re.match(r"\| (30|50|60|120|240) \|", line)
    ]
    assert [row[0] for row in rows] == [30, 50, 60, 120, 240]
    flight_s = float(np.sqrt(8 * 0.25 / 9.80665))  # of a jump of 25 cm
    for fps, frames_ms, flight_ms, one_cm, *rest in rows:
        clip = FrameMarks(format="csv", frames_per_s=fps)
        error, frames = Marking().of(clip), Marking(slip_frames=0.0, marking_s=0.0, habit_s=0.0).of(clip)
        one = error.one(flight_s).error
        assert frames_ms == round(1000 * frames.span_s, 1)
        assert flight_ms == round(1000 * one)
        assert one_cm == round(height_error_cm(flight_s, one), 1)
        if len(rest) == 2:
            assert rest[0] == round(height_error_cm(flight_s, error.mean(flight_s, 10).error), 1)
        assert rest[-1] == round(100 * error.span_s / 0.15)
