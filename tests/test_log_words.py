"""What a runner types about a session is understood, or told what would be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullstride.cli.log_questions import (
    read_completion,
    read_form,
    read_hours,
    read_pain,
    read_pains,
    read_scale,
)
from fullstride.domain.report import Completion, Form, Pain, PainKind


def pain(place: str, level: int, kind: PainKind, *, morning: bool = False) -> Pain:
    return Pain(place=place, level=level, kind=kind, worse_next_morning=morning)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("left achilles 3 tendon", pain("left achilles", 3, PainKind.TENDON)),
        ("Left Achilles 3", pain("left achilles", 3, PainKind.TENDON)),
        ("tendon left achilles 3/10", pain("left achilles", 3, PainKind.TENDON)),
        ("shin 2 bone, worse next morning", pain("shin", 2, PainKind.BONE, morning=True)),
        ("shin 2", pain("shin", 2, PainKind.BONE)),
        ("right calf 4", pain("right calf", 4, PainKind.MUSCLE)),
        ("right calf 4 sharp", pain("right calf", 4, PainKind.SHARP)),
        ("tendon 5", pain("tendon", 5, PainKind.TENDON)),
        ("knee 0", pain("knee", 0, PainKind.OTHER)),
        ("knee 3 other", pain("knee", 3, PainKind.OTHER)),
    ],
)
def test_a_pain_says_where_how_bad_and_of_what_kind(text: str, meant: Pain) -> None:
    assert read_pain(text) == meant


@pytest.mark.parametrize("text", ["achilles", "achilles 11 tendon", "3", "achilles 3 4", "knee 3", "knee -3"])
def test_a_pain_that_leaves_something_open_is_asked_again(text: str) -> None:
    with pytest.raises(ValueError, match="left achilles 3 tendon"):
        read_pain(text)


def test_no_pain_is_something_else_than_nothing_said() -> None:
    assert read_pains(["none"]) == ()
    assert read_pains([]) is None
    with pytest.raises(ValueError, match="both hold"):
        read_pains(["none", "knee 3 other"])


def test_a_night_is_told_in_hours_or_by_the_clock() -> None:
    assert [read_hours(text) for text in ("7", "6.5", "6,5 h", "6:30", "")] == [7, 6.5, 6.5, 6.5, None]


@given(st.text(max_size=30))
def test_whatever_is_typed_is_understood_or_answered_with_a_sentence(text: str) -> None:
    for read in (read_pain, read_hours, read_form, read_completion, read_scale):
        try:
            read(text)
        except ValueError as error:
            assert str(error).endswith(".")


def test_answers_may_be_short() -> None:
    assert read_form("s") is Form.SLIPPING
    assert [read_completion(text) for text in ("y", "p", "n")] == list(Completion)
