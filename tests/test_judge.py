"""What was done is held against what was asked, and no line is crossed by less than the error."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullstride.domain.evidence import (
    Effort,
    FoundBy,
    Grading,
    Measured,
    Quality,
    SpeedSource,
    Standing,
    Verdict,
)
from fullstride.domain.session import Dose, Session
from fullstride.measure.judge import Judge
from fullstride.rules.load import load_book

BOOK = load_book()
FAIR = Quality(grade=Grading.FAIR, source=SpeedSource.DEVICE)
POOR = Quality(grade=Grading.POOR, source=SpeedSource.DEVICE)
TOP = Measured(value=7.3, error=0.3)
DAY = dt.date(2027, 1, 26)


def rep(
    start_s: float,
    best_mps: float = 6.2,
    *,
    lasted_s: float = 20,
    rest_s: float | None = 90,
    kind: str = "strides",
    confidence: float = 0.95,
    error: float = 0.03,
) -> Effort:
    return Effort(
        kind=kind,
        start_s=start_s,
        end_s=start_s + lasted_s,
        found_by=FoundBy.LAPS,
        confidence=confidence,
        duration_s=Measured(value=lasted_s, error=1),
        distance_m=Measured(value=lasted_s * best_mps * 0.93, error=5),
        best_3s_mps=Measured(value=best_mps, error=0.2),
        share_of_top=Measured(value=best_mps / TOP.value, error=error),
        rest_before_s=None if rest_s is None else Measured(value=rest_s, error=3),
        series=1,
    )


def strides(*, reps: int = 6, work_s: float = 20) -> Session:
    return Session(
        id="w1-strides",
        date=DAY,
        exercise="strides",
        step=3,
        dose=Dose(sets=1, reps=reps, work_s=work_s),
        rest_s=80,
        effort="relaxed",
        contacts=0,
        minutes=12,
    )


def series(speeds: list[float], **more: float) -> list[Effort]:
    return [rep(100.0 * place, speed, **more) for place, speed in enumerate(speeds)]


def one(efforts: list[Effort], *sessions: Session, quality: Quality = FAIR) -> Verdict:
    verdicts, _ = Judge(book=BOOK).judge(efforts, sessions, quality, TOP)
    assert len(verdicts) == 1
    return verdicts[0]


def test_two_of_six_strides_close_to_the_max_are_too_hard_and_named() -> None:
    verdict = one(series([6.2, 6.4, 6.3, 7.1, 6.3, 7.2]), strides())
    assert verdict.say == "Too hard for a relaxed stride: 2 of 6."
    assert verdict.notes[0].startswith("The fourth and sixth were close to your max.")
    assert "The other four were just that." in verdict.notes
    assert "strides.speed" in {reason.rule for reason in verdict.because}


def test_a_stride_over_the_line_by_less_than_the_error_is_not_too_hard() -> None:
    verdict = one(series([6.2, 6.4, 6.3, 6.7, 6.3, 6.2]), strides())  # 6.7 is 92 % of 7.3, error 3 %
    assert all(Standing.TOO_HARD not in rep.standings for rep in verdict.reps)
    assert verdict.say == "6 strides, as asked, all relaxed."
    assert not verdict.care


def test_a_jogged_stride_is_slower_than_asked() -> None:
    verdict = one(series([6.2, 4.5, 6.3, 6.4]), strides(reps=4))
    assert verdict.say == "Slower than asked: 1 of 4 strides."


def test_a_rushed_rest_is_noted_with_its_length_and_the_one_asked() -> None:
    efforts = series([6.2, 6.4, 6.3, 6.2])
    efforts[2] = rep(200, 6.3, rest_s=64)
    verdict = one(efforts, strides(reps=4))
    assert verdict.reps[2].standings == (Standing.REST_SHORT,)
    assert "One rest was 64\u2009s; 80\u2009s or more is asked before each." in verdict.notes


def test_missing_reps_are_counted_and_possible_ones_are_not() -> None:
    efforts = [*series([6.2, 6.3, 6.1]), rep(900, 6.0, confidence=0.4)]
    verdict = one(efforts, strides(reps=4))
    assert (verdict.done, verdict.asked) == (3, 4)
    assert verdict.say == "3 of 4 strides found."


def test_nothing_found_is_said_plainly() -> None:
    assert one([], strides(reps=4)).say == "No strides found; 4 × 20\u2009s were asked."


def test_one_slow_rep_never_stops_a_session_and_two_running_do() -> None:
    steady = [6.4, 6.4, 6.4]
    assert one(series([*steady, 6.0, 6.4, 6.0, 6.4]), strides(reps=7)).stop_at is None
    assert one(series([*steady, 6.0, 6.0, 6.4]), strides()).stop_at == 5


def test_a_fade_inside_the_error_of_the_speeds_stops_nothing() -> None:
    unsure = [
        replace(each, best_3s_mps=Measured(value=v, error=0.5))
        for each, v in zip(series([6.4] * 5), [6.4, 6.4, 6.4, 6.15, 6.15], strict=True)
    ]
    assert one(unsure, strides(reps=5)).stop_at is None


def test_a_rest_short_by_a_few_seconds_is_not_rushed() -> None:
    efforts = series([6.2, 6.4, 6.3, 6.2])
    efforts[2] = rep(200, 6.3, rest_s=75)
    assert Standing.REST_SHORT not in one(efforts, strides(reps=4)).reps[2].standings


def test_a_poor_signal_needs_a_clearer_fade() -> None:
    speeds = [6.4, 6.4, 6.4, 6.15, 6.15]  # 3.9 % slower; the error of two is 0.14
    assert one(series(speeds), strides(reps=5)).stop_at == 5
    assert one(series(speeds), strides(reps=5), quality=POOR).stop_at is None


HILLS = Session(
    id="w1-hills",
    date=DAY,
    exercise="hill_sprints",
    step=1,
    dose=Dose(sets=1, reps=2, work_s=8, grade_pct=6),
    rest_s=144,
    effort="all_out",
    contacts=0,
    minutes=20,
)


def test_hill_sprints_and_strides_of_one_day_go_to_their_own_sessions() -> None:
    efforts = [
        rep(0, 4.4, lasted_s=9, kind="hill_sprints"),
        rep(200, 4.5, lasted_s=8, kind="hill_sprints", rest_s=190),
        *(rep(1000.0 + 100 * n) for n in range(4)),
    ]
    verdicts, _ = Judge(book=BOOK).judge(efforts, (HILLS, strides(reps=4)), FAIR, TOP)
    assert {verdict.session: verdict.done for verdict in verdicts} == {"w1-hills": 2, "w1-strides": 4}


def test_squat_jumps_cannot_be_seen_and_are_asked_about() -> None:
    jumps = Session(
        id="w1-jumps",
        date=DAY,
        exercise="squat_jumps",
        step=1,
        dose=Dose(sets=3, reps=1, work_s=15),
        rest_s=150,
        effort="jump_set",
        contacts=45,
        minutes=12,
    )
    verdicts, refused = Judge(book=BOOK).judge([], (jumps,), FAIR, TOP)
    assert not verdicts
    assert refused[0].what == "3 × 15\u2009s squat jumps"
    assert refused[0].instead.startswith("How many did you do")


def test_without_a_top_speed_the_share_is_refused_and_says_what_would_settle_it() -> None:
    efforts = [rep(0)]
    _, refused = Judge(book=BOOK).judge(efforts, (), FAIR, None)
    assert [each.why for each in refused] == ["your top speed is not known"]


@given(
    speeds=st.lists(st.floats(2, 9), min_size=1, max_size=12),
    reps=st.integers(1, 12),
    rest_s=st.floats(0, 400),
)
def test_every_effort_is_judged_once_and_every_verdict_has_its_sentence(
    speeds: list[float], reps: int, rest_s: float
) -> None:
    efforts = [rep(100.0 * n, speed, rest_s=rest_s) for n, speed in enumerate(speeds)]
    verdicts, _ = Judge(book=BOOK).judge(efforts, (strides(reps=reps),), FAIR, TOP)
    judged = [each.effort for verdict in verdicts for each in verdict.reps]
    assert sorted(judged) == list(range(len(efforts)))
    assert all(verdict.say.endswith(".") for verdict in verdicts)


def test_without_a_top_speed_no_stride_is_called_relaxed() -> None:
    efforts = [replace(each, share_of_top=None) for each in series([6.2, 6.4, 7.2, 6.3])]
    verdicts, _ = Judge(book=BOOK).judge(efforts, [strides(reps=4)], FAIR, None)
    assert verdicts[0].say == "4 strides, as asked."


def test_reps_that_were_cut_short_are_not_called_as_asked() -> None:
    efforts = [*series([6.2, 6.4]), *[rep(start, lasted_s=8) for start in (300, 400)]]
    assert one(efforts, strides(reps=4)).say == "4 strides, two shorter than asked."
    assert one(series([6.2, 6.2, 6.2], lasted_s=40), strides(reps=3)).say == (
        "3 strides, all longer than asked."
    )


def test_a_session_that_came_back_after_two_slow_reps_did_not_fade() -> None:
    verdict = one(series([6.4, 6.4, 6.4, 6.0, 6.0, 6.4, 6.4]), strides(reps=7))
    assert verdict.say == (
        "Two strides running were slower than the first three: the fifth was the one to stop after."
    )
    assert "The slow ones were the fourth and fifth; the last came back." in verdict.notes


def test_rests_of_minutes_are_told_in_minutes() -> None:
    sprints = [rep(400.0 * place, lasted_s=10, rest_s=128, kind="flat_sprints") for place in range(3)]
    said = " ".join(one(sprints).notes)
    assert "2 rests were short, the shortest 2:08; 3\u2009min or more is what" in said


def test_reps_of_several_lengths_are_not_told_by_one() -> None:
    alike = [rep(200.0 * n, lasted_s=45 + n, kind="reps") for n in range(3)]
    assert one(alike).say == "3 reps of about 46\u2009s found."
    mixed = [rep(200.0 * n, lasted_s=length, kind="reps") for n, length in enumerate((60, 59, 40))]
    assert one(mixed).say == "3 reps of 40 to 60\u2009s found."


@pytest.mark.parametrize(
    ("grade_pct", "error_pct", "is_flat"), [(0.2, 1.0, True), (0.2, 5.0, False), (4.0, 1.0, False)]
)
def test_hill_sprints_on_the_flat_are_not_as_asked(grade_pct: float, error_pct: float, is_flat: bool) -> None:
    grade = Measured(value=grade_pct, error=error_pct)
    efforts = [
        replace(rep(200.0 * n, lasted_s=8, rest_s=190, kind="hill_sprints"), grade_pct=grade)
        for n in range(2)
    ]
    verdict = one(efforts, HILLS)
    assert verdict.care == is_flat
    assert all((Standing.TOO_FLAT in each.standings) == is_flat for each in verdict.reps)
    if is_flat:
        assert verdict.say == "2 hill sprints, but on the flat."
        assert verdict.notes[0] == "The ground rose by 0 ± 1\u2009%; 2 × 8\u2009s at 6\u2009% was asked."
    else:
        assert verdict.say == "2 hill sprints, as asked."


@pytest.mark.parametrize("speeds", [[4.0] * 11, [7.2] * 11, [6.4, 6.4, 6.4, 5.9, 5.8, 5.7, 5.6]])
def test_what_nobody_asked_for_is_counted_and_held_against_nothing(speeds: list[float]) -> None:
    """A race or a workout of long ago is no failed prescription: slow, all out or fading, with any rest."""
    judging = Judge(book=BOOK)
    (verdict,), refused = judging.judge(series(speeds, rest_s=20), (), FAIR, TOP, by_book=False)
    assert verdict.say == f"{len(speeds)} strides found."
    assert not verdict.care and verdict.stop_at is None
    assert not any(rep.standings for rep in verdict.reps)
    assert not refused and not judging.judge(series(speeds), (), FAIR, None, by_book=False)[1]


def test_only_what_was_asked_can_be_slower_than_asked() -> None:
    (verdict,), _ = Judge(book=BOOK).judge(series([4.0] * 6), (), FAIR, TOP)
    assert "than asked" not in verdict.say + " ".join(verdict.notes)
