"""A trend states a change beyond the noise, and nothing else; what it cannot say it says."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from fullstride.adapt.trend import Since, Trending
from fullstride.adapt.trend_tests import Examiner, Zone
from fullstride.domain import trend as word
from fullstride.domain.evidence import Evidence, Measured
from fullstride.domain.markers import FAST_FROM_MPS, Kick, Markers, Steady
from fullstride.domain.trend import Answer, Followed, Test, Trend
from fullstride.rules.load import load_book
from fullstride.store import open_store
from fullstride.workflows.trending import Lived, lived_on, show_trend
from made_runs import effort, measured_run

FIRST = dt.date(2026, 3, 2)
RULES = load_book().trend
MAKER = Examiner(zone=Zone(least=0.8, most=0.9), within_c=5.0)


def made_of(values: list[float], measure: str = word.TOP_SPEED, error: float = 0.05) -> list[Test]:
    return [
        Test(
            measure=measure,
            date=FIRST + dt.timedelta(weeks=week),
            value=Measured(value=value, error=error),
            device="watch",
            file=f"{week}.fit",
        )
        for week, value in enumerate(values)
    ]


def followed(
    values: list[float], *, since_week: int, plan: bool = False, measure: str = word.TOP_SPEED
) -> Followed:
    tests = made_of(values, measure)
    since = Since(date=FIRST + dt.timedelta(weeks=since_week), plan=plan)
    trend = Trending(rules=RULES).trend(tests, since=since, today=tests[-1].date)
    return next(one for one in trend.measures if one.measure == measure)


LEVEL = [7.2, 7.1, 7.3, 7.2, 7.25, 7.15]


def test_no_change_is_not_yet_with_its_interval_its_counts_and_what_would_tell() -> None:
    noisy = [7.2, 7.0, 7.4, 7.1, 7.4, 7.0]
    one = followed([*noisy, *noisy, 7.1, 7.4, 7.2], since_week=12)
    assert one.answer is Answer.NOT_YET and one.change is not None
    assert (one.change.before, one.change.after) == (12, 3)
    assert one.say == "Not yet more than your watch's own noise."
    assert "(12 tests before, 3 after)" in one.notes[0] and " ± " in one.notes[0]
    assert any("more session" in note and "would tell a change of 3\u2009%" in note for note in one.notes)


def test_where_a_change_would_have_shown_its_absence_is_stated() -> None:
    one = followed(LEVEL * 4, since_week=12)
    assert (one.answer, one.say) == (Answer.NOT_YET, "No change of 3\u2009% either way.")


def test_a_clear_change_is_faster_or_slower() -> None:
    up = followed([*LEVEL, *(value * 1.12 for value in LEVEL)], since_week=6)
    down = followed([*LEVEL, *(value * 0.88 for value in LEVEL)], since_week=6)
    assert (up.answer, up.say) == (Answer.BETTER, "Faster, by more than the noise.")
    assert (down.answer, down.say) == (Answer.WORSE, "Slower, by more than the noise.")


def test_of_a_heart_rate_less_is_better_and_it_proves_no_speed_work() -> None:
    values = [150.0, 151.0, 149.0, 150.0, 140.0, 141.0, 139.0, 140.0]
    one = followed(values, since_week=4, measure=word.HEART_RATE)
    assert one.answer is Answer.BETTER and one.say.startswith("Lower")
    assert any("no proof" in note for note in one.notes)


def test_of_a_step_length_neither_is_better() -> None:
    one = followed([1.5, 1.51, 1.49, 1.5, 1.8, 1.81, 1.79, 1.8], since_week=4, measure=word.STEP_LENGTH)
    assert one.answer is Answer.CHANGED


def test_two_tests_on_a_side_say_nothing_and_the_refusal_says_what_is_missing() -> None:
    one = followed([*LEVEL, 9.0, 9.0], since_week=6)
    assert one.answer is Answer.UNKNOWN and one.change is None and one.refused is not None
    assert "6 tests before" in one.refused.why and "2 since" in one.refused.why
    assert one.refused.instead


def test_the_first_weeks_of_a_plan_are_drawn_and_left_out_once_later_ones_stand_alone() -> None:
    dip = [6.6, 6.6, 6.6, 6.6]
    early = followed([*LEVEL, *dip], since_week=6, plan=True)
    late = followed([*LEVEL, *dip, *LEVEL], since_week=6, plan=True)
    assert early.change is not None and early.change.after == 4
    assert any("often dip" in note for note in early.notes)
    assert late.change is not None and late.change.after == 6 and len(late.aside) == 4
    assert late.answer is Answer.NOT_YET and set(late.aside) <= set(late.tests)


def test_five_races_a_side_are_needed_for_a_kick() -> None:
    four = followed([5.0] * 4 + [9.0] * 6, since_week=4, measure=word.KICK)
    five = followed([5.0] * 5 + [6.0] * 5, since_week=5, measure=word.KICK)
    assert four.answer is Answer.UNKNOWN and five.change is not None
    assert any("never a proof" in note for note in five.notes)


def test_jumps_that_nobody_measured_cannot_be_said_and_measured_ones_can() -> None:
    assert followed(LEVEL, since_week=3).answer is Answer.NOT_YET
    trend = Trending(rules=RULES).trend(made_of(LEVEL), since=None, today=FIRST + dt.timedelta(weeks=9))
    unknown = {one.measure for one in trend.measures if one.answer is Answer.UNKNOWN}
    assert {word.JUMP_HEIGHT, word.RSI, word.BOUNDING_INDEX} <= unknown
    jumped = followed(
        [30.0, 31.0, 30.5, 30.0, 36.0, 36.5, 36.0, 36.2], since_week=4, measure=word.JUMP_HEIGHT
    )
    assert jumped.answer is Answer.BETTER


def test_without_a_date_the_last_weeks_stand_against_those_before_and_later_tests_do_not_count() -> None:
    values = LEVEL * 3
    trend = Trending(rules=RULES).trend(made_of(values), since=None, today=FIRST + dt.timedelta(weeks=60))
    assert trend.since == FIRST + dt.timedelta(weeks=17, days=1) - dt.timedelta(weeks=6)
    short = Trending(rules=RULES).trend(made_of(LEVEL), since=None, today=FIRST + dt.timedelta(weeks=60))
    assert short.since == FIRST + dt.timedelta(days=18)
    cut = Trending(rules=RULES).trend(made_of(values), since=None, today=FIRST + dt.timedelta(weeks=3))
    assert len(cut.measures[0].tests) == 4


def test_with_too_few_tests_before_the_plan_the_later_half_stands_against_the_earlier() -> None:
    values = [60.0, 65.0, 55.0, 60.0, 95.0, 100.0, 95.0, 100.0]
    one = followed(values, since_week=0, plan=True, measure=word.REP_QUALITY)
    assert one.answer is Answer.BETTER and one.change is not None
    assert (one.change.before, one.change.after) == (4, 4) and one.since == FIRST + dt.timedelta(weeks=4)
    assert "in the later half of the tests" in one.notes[0]
    assert "There are too few tests from before the plan." in one.notes
    top = followed([6.0] * 4 + LEVEL, since_week=0, plan=True)
    assert top.change is not None and top.answer is Answer.NOT_YET and len(top.aside) == 4
    named = followed(values, since_week=0, measure=word.REP_QUALITY)
    assert named.answer is Answer.UNKNOWN


def test_a_book_without_any_error_still_gives_an_answer() -> None:
    rule = replace(RULES.measures[word.TOP_SPEED], error=0.0, device=0.0)
    found = Trending(rules=RULES).follow(
        word.TOP_SPEED,
        rule,
        made_of([7.0] * 8, error=0.0),
        since=Since(date=FIRST + dt.timedelta(weeks=4)),
        today=FIRST + dt.timedelta(weeks=9),
    )
    assert found.answer is Answer.NOT_YET


def test_nothing_at_all_is_a_sentence() -> None:
    trend = Trending(rules=RULES).trend([], since=None, today=FIRST)
    assert trend.say == "Nothing can be said yet: there are too few tests of anything."
    assert all(one.answer is Answer.UNKNOWN for one in trend.measures)


# ---- from recordings to tests ------------------------------------------------------------------------


def run(week: int, **more: object) -> Evidence:
    made, _ = measured_run()
    start = dt.datetime.combine(FIRST + dt.timedelta(weeks=week), dt.time(17), dt.UTC)
    return replace(made, start=start, file=f"{week}.fit", **more)  # type: ignore[arg-type]


def sprints(bests: list[float], week: int = 0) -> Evidence:
    made = tuple(effort("flat_sprints", 1000 + 200 * at, 8, best) for at, best in enumerate(bests))
    return run(week, efforts=made, verdicts=())


def values(found: tuple[Test, ...], measure: str) -> list[float]:
    return [round(test.value.value, 3) for test in found if test.measure == measure]


def test_the_top_speed_of_a_session_does_not_grow_with_the_number_of_its_sprints() -> None:
    rng = np.random.default_rng(4)
    few = [MAKER.make([sprints(rng.normal(7.2, 0.2, 3).tolist())])[0].value.value for _ in range(400)]
    many = [MAKER.make([sprints(rng.normal(7.2, 0.2, 9).tolist())])[0].value.value for _ in range(400)]
    assert abs(float(np.mean(few)) - float(np.mean(many))) < 0.04


def test_strides_are_no_test_of_top_speed_and_a_doubtful_effort_none_of_anything() -> None:
    assert values(MAKER.make([run(0)]), word.TOP_SPEED) == []
    made = sprints([7.0, 7.1, 7.2])
    doubtful = replace(made, efforts=tuple(replace(one, confidence=0.4) for one in made.efforts))
    assert MAKER.make([doubtful]) == ()


def test_strides_are_relaxed_by_the_top_speed_of_their_day() -> None:
    easy = run(0, efforts=tuple(effort("strides", 1000 + 90 * at, 20, 6.2) for at in range(5)), verdicts=())
    day = FIRST
    (slow,) = values(MAKER.make([easy], tops={day: Measured(value=6.3, error=0.1)}), word.STRIDE_CONTROL)
    (quick,) = values(MAKER.make([easy], tops={day: Measured(value=7.3, error=0.1)}), word.STRIDE_CONTROL)
    assert slow < 35 < quick


def test_heart_rates_are_brought_to_one_speed_and_one_weather() -> None:
    def steady(speed: float, pulse: float, warmth: float) -> Markers:
        one = Steady(start_s=400, speed_mps=speed, heart_rate_bpm=pulse, temperature_c=warmth)
        return Markers(steady=(one, replace(one, start_s=800)))

    runs = [run(week, markers=steady(3.0, 150.0, 15.0)) for week in range(4)]
    quick, hot = run(5, markers=steady(3.1, 152.5, 14.0)), run(6, markers=steady(3.0, 160.0, 28.0))
    found = values(MAKER.make([*runs, quick, hot]), word.HEART_RATE)
    assert len(found) == 5 and max(found) - min(found) < 1.0


def test_a_kick_is_one_of_races_only_and_tells_the_pacing() -> None:
    kick = Kick(last_m=400, last_mps=4.4, before_mps=4.0, first_half_mps=4.1, second_half_mps=3.9)
    raced = run(0, markers=Markers(kick=kick))
    assert values(MAKER.make([raced]), word.KICK) == []
    (test,) = [one for one in MAKER.make([raced], races={FIRST}) if one.measure == word.KICK]
    assert round(test.value.value) == 10 and "second half 5\u2009% slower" in test.note


# ---- a shelf, and what was done ----------------------------------------------------------------------


def _shown(lived: Lived, weeks: int = 12) -> Trend:
    return show_trend(lived, today=FIRST + dt.timedelta(weeks=weeks), book=load_book())


def test_what_was_done_is_counted_by_week_with_its_fast_seconds() -> None:
    markers = Markers(fast_s=tuple([10.0] * 40))
    trend = _shown(Lived(evidence=(run(11, markers=markers), run(12, markers=markers), run(13))))
    strides = next(one for one in trend.exposures if one.exercise == "strides")
    assert strides.sessions == (0, 0, 0, 0, 0, 0, 1, 1) and strides.days_ago == 0 and strides.reps == 12
    top = measured_run()[0].top_mps
    assert top is not None
    line = 0.95 * top.value
    last, apart = trend.fast_s[-1], 0.95 * top.error / 0.1  # in bins of ten seconds each
    assert last is not None and last.value == pytest.approx(10 * (40 - (line - FAST_FROM_MPS) / 0.1))
    assert last.error == pytest.approx(10 * apart), "as far as the line may be off"
    assert set(trend.fast_s[:-2]) == {None}, "nothing is known of a week without a recorded run"


def test_a_shelf_gives_what_was_measured_and_a_recording_counts_once() -> None:
    store = open_store("memory:")
    store.add_runner("ada")
    shelf = store.shelf("ada")
    from fullstride.domain.keeping import Made

    at = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
    original = shelf.add_original("0.fit", b"0", at)
    made = Made(sha256=original.sha256, algorithm="measure", version="1", settings="{}")
    kept = run(0, markers=Markers(steady=(Steady(start_s=1.0, speed_mps=3.0),)))
    shelf.add_evidence(made, kept, at)
    lived = lived_on(shelf)
    assert lived.evidence == (kept,)
    assert len(lived.with_recordings([kept, run(1)]).evidence) == 2
