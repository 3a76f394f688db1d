"""A log or a video against what was asked: a fall counts only where it clears its error."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullstride.domain.evidence import Means, Measured, MotionEvidence, Refused, Standing, TimedRun, Verdict
from fullstride.domain.motion import Position
from fullstride.domain.session import Session
from fullstride.measure.judge_motion import MotionJudge
from fullstride.measure.jumps import JumpFinder
from fullstride.measure.motion import MotionCleaning
from fullstride.measure.simulate_jumps import Jumps, JumpScene, Stand, Style
from fullstride.measure.simulate_phone import Phone
from fullstride.rules.dose import read_dose
from made_plans import session
from made_sets import BOOK, EVEN, FALLING, bounded, jump_set, jumped

JUDGE = MotionJudge(book=BOOK)
THREE_SETS = session("squat_jumps", dose=read_dose("3 x 15 s", part="set"), rest_s=150)
THREE_RUNS = session("bounding", dose=read_dose("3 x 30 m", part="rep"), rest_s=180)


def judged(
    motion: MotionEvidence, *sessions: Session, exercise: str = "squat_jumps"
) -> tuple[MotionEvidence, Verdict]:
    motion, (verdict,) = JUDGE.judge(motion, exercise, sessions)
    return motion, verdict


def fell(verdict: Verdict) -> list[int]:
    against = {Standing.HEIGHT_FELL, Standing.BOUNDS_SHORTER}
    return [number for number, rep in enumerate(verdict.reps, 1) if against & set(rep.standings)]


def test_sets_as_asked_are_counted_and_said_so() -> None:
    motion, verdict = judged(jumped(EVEN, EVEN, EVEN), THREE_SETS)
    assert verdict.say == "3 sets of squat jumps, as asked."
    assert verdict.notes == ("15, 15 and 15 jumps: 45 contacts.",)
    assert (verdict.asked, verdict.done, verdict.stop_at, verdict.care) == (3, 3, None, False)
    assert [rep.effort for rep in verdict.reps] == [0, 1, 2]
    assert all(one.useful is None for one in motion.sets)


def test_a_height_that_falls_in_two_sets_ends_the_session_after_the_second() -> None:
    motion, verdict = judged(jumped(EVEN, FALLING, FALLING, EVEN), THREE_SETS)
    assert (verdict.stop_at, fell(verdict), verdict.care) == (3, [2, 3], True)
    assert verdict.say == "Jump height fell: the third set was the one to stop after."
    assert "stop.form" in {reason.rule for reason in verdict.because}
    assert [one.useful is not None for one in motion.sets] == [False, True, True, False]
    assert any(note.startswith("In the second set the height fell after ") for note in verdict.notes)


def test_a_fall_in_one_set_stops_nothing() -> None:
    assert judged(jumped(EVEN, FALLING, EVEN), THREE_SETS)[1].stop_at is None


def test_useful_jumps_are_those_before_the_height_fell_a_tenth() -> None:
    heights = [*[30.0] * 8, *[25.0] * 7]
    motion, _ = judged(MotionEvidence(means=Means.VIDEO, rate_hz=240, sets=(jump_set(heights),)))
    assert motion.sets[0].useful == 8


def test_a_fall_within_the_error_is_none() -> None:
    sets = tuple(
        replace(jump_set(FALLING), drop_pct=Measured(value=19.0, error=10.0), jumps=()) for _ in range(3)
    )
    motion, verdict = judged(MotionEvidence(means=Means.PHONE, rate_hz=100, sets=sets), THREE_SETS)
    assert fell(verdict) == [] and verdict.stop_at is None
    assert all(one.useful is None for one in motion.sets)


def test_a_whole_set_clearly_under_the_first_has_fallen_though_it_is_even() -> None:
    lower = [0.8 * height for height in EVEN]
    _, verdict = judged(jumped(EVEN, lower, EVEN), THREE_SETS)
    assert fell(verdict) == [2]
    assert "The second was clearly lower than the first." in verdict.notes


def test_what_all_jumps_of_a_log_share_hides_no_fall_between_its_sets() -> None:
    sets = tuple(
        jump_set([share * height for height in EVEN], start_s=at_s, common_cm=8.0)
        for share, at_s in ((1.0, 5.0), (0.8, 200.0))
    )
    assert fell(judged(MotionEvidence(means=Means.PHONE, rate_hz=100, sets=sets))[1]) == [2]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.floats(15, 40), min_size=1, max_size=20), min_size=1, max_size=5))
def test_useful_is_told_where_the_set_fell_inside_and_nowhere_else(sets: list[list[float]]) -> None:
    motion, verdict = judged(jumped(*sets))
    limit = next(rule.height_pct for rule in BOOK.stop if rule.id == "stop.form")
    assert limit is not None
    for number, one in enumerate(motion.sets, start=1):
        clear = one.drop_pct is not None and one.drop_pct.value - one.drop_pct.error >= limit
        assert (one.useful is not None) == clear
        assert not clear or number in fell(verdict)
        assert one.useful is None or 1 <= one.useful < one.count


def test_a_log_with_fewer_sets_than_asked_holds_it_against_nobody() -> None:
    _, verdict = judged(jumped(EVEN), THREE_SETS)
    assert verdict.say == "1 set of squat jumps found; 3 × 15\u2009s were asked."
    assert not verdict.care and any("yours to say" in note for note in verdict.notes)


def test_a_false_start_is_left_aside_and_said() -> None:
    _, verdict = judged(jumped(EVEN[:3], EVEN, EVEN, EVEN), THREE_SETS)
    assert verdict.done == 3 and [rep.effort for rep in verdict.reps] == [1, 2, 3]
    assert verdict.notes[-1] == "One too short to be meant was left aside."


def test_a_false_start_alone_is_no_set() -> None:
    _, verdict = judged(jumped(EVEN[:2]), THREE_SETS)
    assert verdict.done == 0 and verdict.say.startswith("No set of squat jumps found")


@pytest.mark.parametrize(("jumps", "standing"), [(8, Standing.TOO_SHORT), (28, Standing.TOO_LONG)])
def test_a_set_far_from_its_length_is_said_to_be(jumps: int, standing: Standing) -> None:
    _, verdict = judged(jumped(EVEN, [25.0] * jumps, EVEN), THREE_SETS)
    assert standing in verdict.reps[1].standings
    assert all(standing not in verdict.reps[place].standings for place in (0, 2))


def test_sets_that_are_all_longer_are_said_once() -> None:
    _, verdict = judged(jumped([25.0] * 28, [25.0] * 28, [25.0] * 28), THREE_SETS)
    assert verdict.say == "3 sets of squat jumps, all longer than asked."
    assert "All three were longer than asked (3 × 15\u2009s)." in verdict.notes


def test_short_rests_are_named_with_the_shortest() -> None:
    _, verdict = judged(jumped(EVEN, EVEN, EVEN, rest_s=80), THREE_SETS)
    assert verdict.say == "3 sets of squat jumps, as asked, with two short rests."
    assert any("80\u2009s; 2:30 or more" in note for note in verdict.notes) and verdict.care


def test_without_a_plan_sets_are_found_and_not_judged() -> None:
    _, verdict = judged(jumped(EVEN, EVEN))
    assert verdict.say == "2 sets of squat jumps found." and verdict.asked is None
    assert all(rep.standings == () for rep in verdict.reps)


def test_a_session_of_another_exercise_asks_nothing_of_a_log() -> None:
    assert judged(jumped(EVEN), THREE_RUNS)[1].asked is None


def test_hops_are_no_exercise_of_the_book_and_are_counted() -> None:
    _, verdict = judged(jumped(EVEN[:10]), THREE_SETS, exercise="hops")
    assert (verdict.say, verdict.notes) == ("1 set of hops found.", ("10 hops counted.",))


def test_nothing_found_has_no_verdict() -> None:
    empty = MotionEvidence(means=Means.PHONE, rate_hz=100)
    assert JUDGE.judge(empty, "squat_jumps", [THREE_SETS]) == (empty, ())


# ---- bounding -----------------------------------------------------------------------------------------


def test_runs_as_asked_say_their_bounds() -> None:
    _, verdict = judged(bounded(16, 16, 17), THREE_RUNS, exercise="bounding")
    assert verdict.say == "3 runs of bounding, as asked."
    assert verdict.notes == ("16, 16 and 17 bounds: 49 contacts.",)


def test_two_contacts_more_in_two_runs_are_shorter_bounds_where_they_clear_the_error() -> None:
    _, clear = judged(bounded(16, 19, 19, error=0.3), THREE_RUNS, exercise="bounding")
    assert (clear.stop_at, fell(clear)) == (3, [2, 3])
    assert clear.say == "The bounds got shorter in the second and third runs: a good place to stop."
    _, unclear = judged(bounded(16, 19, 19, error=1.5), THREE_RUNS, exercise="bounding")
    assert (unclear.stop_at, fell(unclear)) == (None, [])


def test_without_a_taped_distance_no_bound_is_called_shorter() -> None:
    assert fell(judged(bounded(16, 22, 22, distance_m=None), THREE_RUNS, exercise="bounding")[1]) == []


def test_a_run_longer_than_the_article_allows_is_said() -> None:
    _, verdict = judged(bounded(30, 30, 30, lasts_s=17.0), THREE_RUNS, exercise="bounding")
    assert all(rep.standings == (Standing.TOO_LONG,) for rep in verdict.reps)
    assert "bounding.start" in {reason.rule for reason in verdict.because}


def test_left_and_right_are_said_only_where_given() -> None:
    told = replace(bounded(16, 16, 16), left_right_pct=Measured(value=-4.0, error=1.2))
    notes = judged(told, THREE_RUNS, exercise="bounding")[1].notes
    assert any("The left foot was on the ground 4 ± 1\u2009% longer than the right" in one for one in notes)
    assert not any("foot" in one for one in judged(bounded(16, 16), exercise="bounding")[1].notes)


def test_timed_runs_are_counted_and_a_video_may_hold_a_part() -> None:
    run = TimedRun(start_s=0.0, end_s=4.0, duration_s=Measured(value=4.0, error=0.01), distance_m=30.0)
    motion = MotionEvidence(means=Means.VIDEO, rate_hz=240, timed=(run, run))
    _, verdict = judged(motion, session("flat_sprints"), exercise="flat_sprints")
    assert verdict.done == 2 and verdict.say.startswith("2 flat sprints marked")
    assert not verdict.care


def test_the_same_motion_is_judged_the_same() -> None:
    motion = jumped(EVEN, FALLING)
    assert JUDGE.judge(motion, "squat_jumps", [THREE_SETS]) == JUDGE.judge(
        motion, "squat_jumps", [THREE_SETS]
    )


# ---- through a simulated phone ------------------------------------------------------------------------


@pytest.mark.parametrize(("drop_pct", "stop_at"), [(0.0, None), (40.0, 3)])
def test_a_fall_is_seen_through_a_phone_and_none_where_there_was_none(
    drop_pct: float, stop_at: int | None
) -> None:
    acts: list[Stand | Jumps] = [Stand(duration_s=3.0)]
    for drop in (0.0, drop_pct, drop_pct):
        acts += [Jumps(count=12, style=Style.PAUSE, drop_pct=drop), Stand(duration_s=30.0)]
    scene = JumpScene(acts=tuple(acts), phone=Phone(position=Position.BELT, rate_hz=100.0))
    sets = JumpFinder().find(MotionCleaning().clean(scene.record(7).log))
    assert not isinstance(sets, Refused)
    _, verdict = judged(MotionEvidence(means=Means.PHONE, rate_hz=100.0, sets=sets), THREE_SETS)
    assert (verdict.done, verdict.stop_at) == (3, stop_at)
