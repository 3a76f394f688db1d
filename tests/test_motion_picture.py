"""A log or a video in the terminal: count first, no line too wide, the plain drawing with the same facts."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from fullstride.cli.motion_picture import motion_picture, motion_row
from fullstride.cli.style import NARROWEST, WIDEST, Style, drawn
from fullstride.domain.evidence import Evidence, Measured
from fullstride.rules.load import load_book
from made_motion import (
    MADE,
    any_motion,
    bound_run,
    empty_log,
    forty_sets,
    hand_held,
    hostile,
    judged_sets,
    refused_log,
    three_bounds,
    three_sets,
    timed_runs,
)

BOOK = load_book()
FULL = Style()
PLAIN = Style(ascii=True, encoding="ascii")


def picture(evidence: Evidence, style: Style = FULL) -> str:
    return drawn(motion_picture(evidence, BOOK, style=style), style)


def test_the_count_comes_first_then_the_numbers_then_a_strip_a_set() -> None:
    lines = picture(three_sets()).splitlines()
    assert lines[0] == "Squat jumps, Tuesday 26 January 2027                                       7 min"
    assert lines[2] == "^ 3 sets of squat jumps: 14, 15 and 14 jumps."
    assert lines[4].startswith("  Height 27, 27 and 26 ± 3 cm, a trend number")
    strip = next(line for line in lines if line.startswith(" 1  ") and line.endswith("27 ± 3 cm"))
    assert sum(sign in "▁▂▃▄▅▆▇█" for sign in strip) == 14
    assert " 3  5:10     14   26 cm   19 %             0.48  2:25  useful to jump 9" in lines


def test_a_bar_stands_where_the_useful_part_ended() -> None:
    line = next(line for line in picture(three_sets()).splitlines() if "│" in line and "▁ " not in line)
    assert len(line.split("│")[0].removeprefix(" 3  ")) == 9


def test_what_the_heights_of_the_strip_mean_is_said() -> None:
    assert "▁ 20 cm, █ 35 cm; a jump by itself ± 2 cm; behind │ the useful part had" in picture(three_sets())


def test_no_strip_is_taller_than_the_error_of_its_heights() -> None:
    """Sets whose jumps differ by millimetres are drawn level where a height is good to centimetres."""
    evidence = three_sets()
    assert evidence.motion is not None
    level = [
        replace(
            one,
            jumps=tuple(
                replace(jump, height_cm=Measured(value=27.0 + place % 2 * 0.2, error=2.0))
                for place, jump in enumerate(one.jumps)
            ),
            height_cm=Measured(value=27.1, error=2.0),
            useful=None,
        )
        for one in evidence.motion.sets
    ]
    shown = picture(replace(evidence, motion=replace(evidence.motion, sets=tuple(level))))
    strips = [line for line in shown.splitlines() if line.endswith("27 ± 2 cm")]
    assert len(strips) == 3
    assert all(len({sign for sign in line if sign in "▁▂▃▄▅▆▇█"}) == 1 for line in strips)


def test_a_verdict_takes_the_place_of_the_count() -> None:
    text = picture(judged_sets())
    assert "^ Three sets as planned; stop the third at 9 jumps next time." in text
    assert "3 sets of squat jumps: 14" not in text


def test_a_set_that_was_only_counted_is_dashed_and_told_why() -> None:
    text = picture(hand_held())
    assert "╌" * 12 in text
    assert "not measured" in text
    assert "╎ Cannot be said yet: height" in text
    assert text.count("the arms swing it") == 1


def test_a_bounding_run_is_a_line_of_contacts() -> None:
    lines = picture(three_bounds()).splitlines()
    strips = [line for line in lines if "┼" in line]
    assert [line.count("┼") for line in strips] == [18, 17, 18]
    assert strips[0].endswith("18 contacts, 5.42 ± 0.06 s")
    uneven = bound_run(3, 20, 5.0, contacts_s=(20.0, 21.0, 25.0))
    line = next(one for one in picture(three_bounds(bounds=(uneven,))).splitlines() if "┼" in one)
    first, second = (len(part) for part in line.split("┼")[1:3])
    assert second > 3 * first


def test_timed_runs_are_lines_as_long_as_they_took() -> None:
    strips = [line for line in picture(timed_runs()).splitlines() if "┼" in line]
    assert len(strips) == 2
    assert strips[0].count("─") < strips[1].count("─")
    assert strips[0].endswith("4.213 ± 0.006 s")


def test_nothing_found_is_said_and_a_refusal_makes_no_claim() -> None:
    assert "^ Nothing was found that could be counted." in picture(empty_log())
    assert "Nothing was found" not in picture(refused_log())
    assert "╎ the accelerometer with gravity." in picture(refused_log())


@pytest.mark.parametrize("make", MADE)
@pytest.mark.parametrize("ascii_wanted", [False, True])
def test_no_line_is_too_wide_at_any_width(make: Callable[[], Evidence], ascii_wanted: bool) -> None:
    evidence = make()
    for width in range(NARROWEST, WIDEST + 1, 7):
        style = Style(width=width, ascii=ascii_wanted, encoding="ascii" if ascii_wanted else "utf-8")
        text = picture(evidence, style)
        assert all(cell_len(line) <= width for line in text.splitlines()), width
        assert text.isascii() or not ascii_wanted


@pytest.mark.parametrize("make", MADE)
def test_the_plain_drawing_holds_the_same_facts(make: Callable[[], Evidence]) -> None:
    facts = [re.findall(r"[a-z]{3,}|\d+(?:[.:]\d+)*", picture(make(), style)) for style in (FULL, PLAIN)]
    assert facts[0] == facts[1]


def test_without_colour_no_escape_code_is_written() -> None:
    assert "\x1b[" in picture(three_sets(), Style(colour=True))
    assert "\x1b" not in picture(three_sets())


@settings(max_examples=60)
@given(any_motion(), st.integers(NARROWEST, WIDEST), st.booleans())
def test_any_motion_can_be_shown_at_any_width(evidence: Evidence, width: int, ascii_wanted: bool) -> None:
    style = Style(width=width, ascii=ascii_wanted, encoding="ascii" if ascii_wanted else "utf-8")
    for line in picture(evidence, style).splitlines():
        assert cell_len(line) <= width
        assert not re.search(r"\b(nan|inf)\b", line)


@pytest.mark.parametrize("make", MADE)
def test_no_text_of_a_file_breaks_the_columns(make: Callable[[], Evidence]) -> None:
    bad = hostile(make())
    for style in (FULL, PLAIN, Style(width=31)):
        shown = picture(bad, style) + drawn([motion_row(bad, BOOK, style=style)], style)
        for line in shown.split("\n"):
            assert cell_len(line) <= style.width
            assert not any(ord(char) < 32 for char in line)


def test_many_logs_are_one_line_each() -> None:
    line = motion_row(three_sets(), BOOK, style=FULL).plain
    assert line == "26 Jan 2027  Squat jumps             3 sets of squat jumps: 14, 15 and 14 jumps."
    assert cell_len(motion_row(forty_sets(), BOOK, style=FULL).plain) <= WIDEST
