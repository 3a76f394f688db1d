"""Jump height, spring and the bounding index as trends: of the runner, not of the phone."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullstride.adapt.trend import Since, Trending
from fullstride.adapt.trend_motion import MotionExaminer, way_of
from fullstride.adapt.trend_tests import Examiner, Zone
from fullstride.domain import trend as word
from fullstride.domain.evidence import Evidence, Means, Measured, MotionEvidence
from fullstride.domain.motion import Position
from fullstride.domain.trend import Answer, Followed, Test
from fullstride.workflows.trending import Lived, show_trend
from made_sets import BOOK, EVEN, FALLING, bounded, hopped, jump_set, jumped, log

FIRST = dt.datetime(2026, 3, 2, 18, tzinfo=dt.UTC)
WEEK = dt.timedelta(weeks=1)
MAKER = MotionExaminer()
TEN = [(20.0, 0.2)] * 10


def of_weeks(
    motions: Sequence[MotionEvidence], exercise: str = "squat_jumps", device: str = ""
) -> list[Evidence]:
    return [
        log(motion, exercise, FIRST + number * WEEK, file=f"{number}.csv", device=device)
        for number, motion in enumerate(motions)
    ]


def at_height(height_cm: float, **fields: object) -> MotionEvidence:
    made = jumped([height_cm * one / 25 for one in EVEN], [height_cm * one / 25 for one in EVEN])
    return replace(made, **fields)  # type: ignore[arg-type]


def with_mean_speed(motion: MotionEvidence) -> MotionEvidence:
    runs = tuple(
        replace(run, mean_mps=Measured(value=(run.distance_m or 0) / run.duration_s.value, error=0.08))
        for run in motion.bounds
    )
    return replace(motion, bounds=runs)


def only(motion: MotionEvidence, exercise: str = "squat_jumps") -> Test:
    (test,) = MAKER.make([log(motion, exercise, FIRST)])
    return test


def followed(evidence: Sequence[Evidence], measure: str, since_week: int) -> Followed:
    tests = MAKER.make(evidence)
    since = Since(date=(FIRST + since_week * WEEK).date())
    trend = Trending(rules=BOOK.trend).trend(tests, since=since, today=tests[-1].date)
    return next(one for one in trend.measures if one.measure == measure)


# ---- what a test is -------------------------------------------------------------------------------------


def test_a_jump_height_is_of_the_first_five_jumps_of_the_first_two_sets() -> None:
    test = only(jumped([26.0, 25.0, 24.0, 10.0, 40.0, *FALLING], [25.0] * 9, [60.0] * 9))
    assert (test.measure, test.reps, test.value.value) == (word.JUMP_HEIGHT, 10, 25.0)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.floats(18, 30), min_size=5, max_size=5),
    st.lists(st.floats(18, 30), min_size=5, max_size=5),
    st.lists(st.lists(st.floats(5, 60), max_size=12), max_size=4),
)
def test_more_jumps_and_more_sets_change_no_jump_height(
    one: list[float], two: list[float], more: list[list[float]]
) -> None:
    tails = [*more, [], []]
    longer = jumped([*one, *tails[0]], [*two, *tails[1]], *([*one, *each] for each in more))
    assert only(longer).value.value == only(jumped(one, two)).value.value


def test_what_a_logs_jumps_share_is_in_the_error_by_half_and_in_full_where_the_place_is_unknown() -> None:
    sure, loose = (
        only(replace(jumped([25.0] * 5, [25.0] * 5), position=position)).value.error
        for position in (Position.BELT, Position.UNKNOWN)
    )
    assert 0.5 < sure < loose and loose > 1.0


def test_logs_of_one_day_are_one_test_and_the_same_minutes_count_once() -> None:
    sets = [log(jumped([25.0] * 6), "squat_jumps", FIRST + n * dt.timedelta(minutes=20)) for n in range(3)]
    (test,) = MAKER.make(sets)
    assert test.reps == 10
    (again,) = MAKER.make([sets[0], replace(sets[0], file="copy.csv")])
    assert again.reps == 5


def test_two_jumps_are_no_height_and_a_set_without_heights_is_none() -> None:
    assert MAKER.make([log(jumped([25.0, 25.0]), "squat_jumps", FIRST)]) == ()
    bare = replace(jump_set(EVEN), jumps=())
    motion = MotionEvidence(means=Means.PHONE, rate_hz=100, sets=(bare,))
    assert MAKER.make([log(motion, "squat_jumps", FIRST)]) == ()


def test_a_log_without_a_day_is_no_test() -> None:
    assert MAKER.make([replace(log(jumped(EVEN), "squat_jumps", FIRST), start=None)]) == ()


def test_spring_is_the_mean_of_the_best_five_of_ten_hops() -> None:
    hops = [(20.0, 0.2)] * 5 + [(10.0, 0.2)] * 5
    test = only(hopped(*hops), "hops")
    assert (test.measure, test.reps) == (word.RSI, 10)
    assert test.value.value == pytest.approx(1.0)
    assert only(hopped(*hops, (80.0, 0.2)), "hops").value.value == pytest.approx(1.0)


def test_spring_comes_from_ten_hops_alone() -> None:
    assert MAKER.make([log(hopped(*TEN[:7]), "hops", FIRST)]) == ()
    assert all(test.measure != word.RSI for test in MAKER.make([log(hopped(*TEN), "squat_jumps", FIRST)]))


def test_a_refused_spring_is_no_test() -> None:
    motion = hopped(*TEN)
    refused = replace(motion, sets=(replace(motion.sets[0], rsi=None),))
    assert MAKER.make([log(refused, "hops", FIRST)]) == ()


def test_the_bounding_index_is_seconds_times_bounds_over_30_m() -> None:
    test = only(with_mean_speed(bounded(13, 13, 13, lasts_s=4.5)), "bounding")
    assert (test.measure, test.value.value) == (word.BOUNDING_INDEX, pytest.approx(58.5))
    taped = only(with_mean_speed(bounded(26, 26, distance_m=60.0, lasts_s=9.0)), "bounding")
    assert taped.value.value == pytest.approx(58.5) and taped.device.endswith("60 m")


def test_bounds_without_a_taped_distance_or_on_a_hill_are_no_index() -> None:
    assert MAKER.make([log(bounded(16, 16, distance_m=None), "bounding", FIRST)]) == ()
    assert MAKER.make([log(with_mean_speed(bounded(16, 16)), "hill_bounding", FIRST)]) == ()


def test_an_examiner_of_runs_examines_logs_too() -> None:
    examiner = Examiner(zone=Zone(least=0.8, most=0.9), within_c=5.0)
    made = examiner.make(of_weeks([at_height(25.0)] * 3))
    assert [test.measure for test in made] == [word.JUMP_HEIGHT] * 3


# ---- of the runner, not of the phone ----------------------------------------------------------------------


def test_higher_jumps_measured_alike_are_higher() -> None:
    heights = [25.0, 25.5, 24.5, 25.0, 25.2, 30.0, 30.5, 29.5, 30.0, 30.2]
    one = followed(of_weeks([at_height(each) for each in heights]), word.JUMP_HEIGHT, 5)
    assert (one.answer, one.say) == (Answer.BETTER, "Higher, by more than the noise.")


@pytest.mark.parametrize(
    "other",
    [
        {"means": Means.VIDEO},
        {"position": Position.FRONT_POCKET},
        {"calibrated": True},
        {"sets": (jump_set([28.0] * 6, rhythm_s=3.0), jump_set([28.0] * 6, rhythm_s=3.0, start_s=60.0))},
    ],
)
def test_another_way_of_measuring_is_not_taken_for_a_change_of_the_runner(other: dict[str, object]) -> None:
    before = [25.0, 25.5, 24.5, 25.0, 25.2]
    after = [1.12 * each for each in before]
    made = [*(at_height(each) for each in before), *(at_height(each, **other) for each in after)]
    one = followed(of_weeks(made), word.JUMP_HEIGHT, 5)
    assert one.answer is Answer.NOT_YET
    assert any("2 ways of measuring" in note for note in one.notes)
    alike = followed(of_weeks([at_height(each) for each in [*before, *after]]), word.JUMP_HEIGHT, 5)
    assert alike.answer is Answer.BETTER


def test_even_days_do_not_make_two_ways_of_measuring_alike() -> None:
    made = [at_height(25.0)] * 6 + [at_height(27.5, means=Means.VIDEO)] * 6
    one = followed(of_weeks(made), word.JUMP_HEIGHT, 6)
    assert one.answer is Answer.NOT_YET and one.change is not None and one.change.half > 12


def test_both_ways_on_both_sides_tell_a_change() -> None:
    made = []
    for height in [25.0, 25.5, 24.5, 25.0, 30.0, 30.5, 29.5, 30.0]:
        made += [at_height(height), at_height(height + 3.0, means=Means.VIDEO)]
    evidence = [
        log(motion, "squat_jumps", FIRST + number * WEEK / 2, file=f"{number}.csv")
        for number, motion in enumerate(made)
    ]
    assert followed(evidence, word.JUMP_HEIGHT, 4).answer is Answer.BETTER


def test_a_day_measured_in_two_ways_is_one_day_by_the_way_that_is_used_more() -> None:
    phone = of_weeks([at_height(25.0)] * 3)
    video = of_weeks([at_height(28.0, means=Means.VIDEO)])
    assert [test.device for test in MAKER.make([*video, *phone])] == ["phone, belt, in one go"] * 3


def test_the_way_of_measuring_is_named() -> None:
    motion = at_height(25.0)
    evidence = log(motion, "squat_jumps", FIRST)
    assert way_of(evidence, motion) == "phone, belt, in one go"
    own = replace(motion, position=Position.FRONT_POCKET, calibrated=True)
    assert way_of(replace(evidence, device="Pixel 6"), own) == "Pixel 6, front pocket, calibrated, in one go"
    assert way_of(evidence, replace(motion, means=Means.VIDEO)) == "video, in one go"


# ---- in the trend as a whole ----------------------------------------------------------------------------


def test_a_trend_tells_all_three_and_says_of_none_that_it_was_not_measured() -> None:
    evidence = [
        *of_weeks([at_height(25.0 + number % 3 / 2) for number in range(8)]),
        *of_weeks([hopped(*[(20.0 + number % 2, 0.2)] * 10) for number in range(8)], "hops"),
        *of_weeks([with_mean_speed(bounded(16, 16, 15 + number % 2)) for number in range(8)], "bounding"),
    ]
    today = (FIRST + 8 * WEEK).date()
    trend = show_trend(
        Lived(evidence=tuple(evidence)), today=today, book=BOOK, since=(FIRST + 4 * WEEK).date()
    )
    told = {one.measure: one for one in trend.measures}
    for measure in (word.JUMP_HEIGHT, word.RSI, word.BOUNDING_INDEX):
        assert told[measure].answer is Answer.NOT_YET and told[measure].now is not None
        assert len(told[measure].tests) == 8
    assert {one.exercise for one in trend.exposures} == {"squat_jumps", "bounding"}
    assert any("Nobody has validated it" in note for note in told[word.BOUNDING_INDEX].notes)


def test_without_logs_each_of_the_three_says_what_would_be_one() -> None:
    trend = show_trend(Lived(), today=FIRST.date(), book=BOOK)
    told = {one.measure: one for one in trend.measures}
    for measure in (word.JUMP_HEIGHT, word.RSI, word.BOUNDING_INDEX):
        refused = told[measure].refused
        assert refused is not None and "phone" in refused.why and refused.instead
