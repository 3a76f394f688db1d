"""The page of figures is what the finder does today, and marked reps are found as was aimed at."""

import sys

import pytest

from helpers import ROOT

sys.path.insert(0, str(ROOT))

from benchmarks import effort_accuracy as accuracy
from benchmarks.effort_cases import Case, Score, matched, score
from benchmarks.effort_left_out import same_teacher

from fullstride.domain.evidence import Effort, FoundBy, Measured
from fullstride.domain.recording import Recording, Span

MADE = "## On simulated runs"


@pytest.fixture
def recordings() -> None:
    if not accuracy.RUNS.exists():
        pytest.skip("the labelled recordings of other people are not beside this repository")


def _effort(start_s: float, length_s: float = 15.0, confidence: float = 0.9) -> Effort:
    return Effort(
        kind="strides",
        start_s=start_s,
        end_s=start_s + length_s,
        found_by=FoundBy.BLIND,
        confidence=confidence,
        duration_s=Measured(value=length_s, error=2.0),
    )


def _spans(*starts: float) -> tuple[Span, ...]:
    return tuple(Span(start_s=start, end_s=start + 15.0) for start in starts)


def test_the_simulated_half_of_the_page_is_fresh() -> None:
    text = accuracy.PAGE.read_text(encoding="utf-8")
    assert text[text.index(MADE) :] == accuracy.made_half()


def test_the_real_half_of_the_page_is_fresh(recordings: None) -> None:
    text = accuracy.PAGE.read_text(encoding="utf-8")
    assert text[: text.index(MADE)] == accuracy.real_half()


def test_the_finders_without_a_recordist_had_the_teacher_of_today(recordings: None) -> None:
    again = "teach them again: python benchmarks/fit_left_out.py --write"
    assert same_teacher(), again


def test_reps_with_laps_or_steps_are_found(recordings: None) -> None:
    found = accuracy.over(accuracy.real("short-reps"), accuracy.marked)
    assert found.f1 >= 0.99


def test_an_effort_counts_for_one_rep_only() -> None:
    assert matched(_spans(100, 110), [_effort(105)]) == [(0, 0)]
    assert matched(_spans(100, 110), [_effort(105), _effort(112)]) == [(0, 0), (1, 1)]


@pytest.mark.parametrize(("late_s", "counts"), [(-9, False), (-8, True), (0, True), (15, True), (16, False)])
def test_a_start_counts_from_8_s_before_to_15_s_after_the_mark(late_s: float, counts: bool) -> None:
    assert bool(matched(_spans(100), [_effort(100 + late_s)])) is counts


def test_what_meets_only_a_spare_rep_counts_for_nothing() -> None:
    recording = Recording(format="fit")
    case = Case(name="a", source="b", recording=recording, reps=_spans(100), spare=_spans(300))
    found = score(case, [_effort(102), _effort(303), _effort(500), _effort(700, confidence=0.4)])
    assert (found.reps, found.hits, found.false) == (1, 1, 1)


def test_a_short_effort_inside_a_longer_rep_is_counted() -> None:
    longer = (Span(start_s=0.0, end_s=200.0),)
    case = Case(name="a", source="b", recording=Recording(format="fit"), longer=longer)
    assert score(case, [_effort(50), _effort(400)]).inside == 1


def test_the_harmonic_mean_of_found_and_made_up() -> None:
    assert Score(reps=10, hits=8, false=2).f1 == pytest.approx(0.8)
    assert Score().f1 == 1.0
