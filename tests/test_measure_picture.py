"""One recording in the terminal: verdict first, no line too wide, the plain drawing with the same facts."""

import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from fullstride.cli.measure_picture import measure_picture, measure_row
from fullstride.cli.style import NARROWEST, WIDEST, Style, drawn
from fullstride.domain.evidence import Evidence
from fullstride.domain.trace import Trace
from fullstride.rules.load import load_book
from made_runs import calm_run, effort, four_hours, half_minute, many_reps, measured_run, unfit_run

BOOK = load_book()
FULL = Style()
PLAIN = Style(ascii=True, encoding="ascii")
MADE = (measured_run, calm_run, unfit_run, many_reps, four_hours, half_minute)
HOSTILE = "\x1b[31mrun\x1b[0m\r\n\x07" + "‮ evil " + "長い名前" * 30 + "word" * 60


def picture(made: tuple[Evidence, Trace], style: Style = FULL) -> str:
    return drawn(measure_picture(*made, BOOK, style=style), style)


def test_the_run_is_drawn_as_in_the_look() -> None:
    lines = picture(measured_run()).splitlines()
    assert lines[0] == "Easy 14 km, Tuesday 26 January 2027                                80 min, 14 km"
    assert lines[2] == "/ Too hard for a relaxed stride: 2 of 6."
    assert "▲ As planned, rests 152 and 157 s." in lines
    assert " 4  72:06    20 s     132 m        7.1    97 %   85 s    0 %  too hard" in lines
    assert " 5  73:29    20 s     117 m        6.3    86 %   64 s    0 %  rest short" in lines


def test_errors_stand_in_the_column_heads() -> None:
    lines = picture(measured_run()).splitlines()
    at = next(number for number, line in enumerate(lines) if "best 3 s" in line)
    assert "± 2 s" in lines[at + 1]
    assert "± 0.3 m/s" in lines[at + 1]


def test_efforts_stand_out_of_the_line_under_their_glyphs() -> None:
    lines = picture(measured_run()).splitlines()
    at = next(number for number, line in enumerate(lines) if line.count("▲") > 1)
    glyphs, upper = lines[at], lines[at + 1]
    for cell, sign in enumerate(glyphs):
        if sign in "▲/":
            assert upper[cell] in "▂▃▄▅▆▇█"
    assert glyphs.count("/") >= 5


@pytest.mark.parametrize("make", MADE)
@pytest.mark.parametrize("ascii_wanted", [False, True])
def test_no_line_is_too_wide_at_any_width(
    make: Callable[[], tuple[Evidence, Trace]], ascii_wanted: bool
) -> None:
    made = make()
    for width in range(NARROWEST, WIDEST + 1, 3):
        style = Style(width=width, ascii=ascii_wanted, encoding="ascii" if ascii_wanted else "utf-8")
        text = picture(made, style)
        assert all(cell_len(line) <= width for line in text.splitlines()), width
        assert text.isascii() or not ascii_wanted


@pytest.mark.parametrize("make", MADE)
def test_the_plain_drawing_holds_the_same_facts(make: Callable[[], tuple[Evidence, Trace]]) -> None:
    facts = [re.findall(r"[a-z]{3,}|\d[\d.:]*", picture(make(), style)) for style in (FULL, PLAIN)]
    assert facts[0] == facts[1]


def test_without_colour_no_escape_code_is_written_and_nothing_else_changes() -> None:
    coloured = picture(measured_run(), Style(colour=True))
    assert "\x1b[" in coloured
    assert "\x1b" not in picture(measured_run())


def test_a_refusal_says_what_why_and_what_to_do() -> None:
    text = picture(unfit_run())
    assert "╎ Cannot be said yet: short fast efforts" in text
    assert "Set it to record every second" in text
    assert "No short fast effort" not in text


def test_a_calm_run_says_so() -> None:
    assert "No short fast effort was found in this run." in picture(calm_run())


def test_an_effort_that_is_only_possible_is_asked_about() -> None:
    unsure = effort("strides", 600, 20, 4.5, confidence=0.4)
    said = picture(calm_run(efforts=(unsure,)))
    assert "1 possible effort. You know best whether it was meant." in said


def test_a_title_of_many_words_is_cut_and_its_date_is_not() -> None:
    lines = picture(calm_run(title="a very long title " * 20)).splitlines()
    assert len(lines[0]) + len(lines[1]) < 120
    assert "2027" in " ".join(lines[:2])


def test_it_needs_no_trace() -> None:
    evidence, _ = measured_run()
    text = drawn(measure_picture(evidence, None, BOOK, style=FULL), FULL)
    assert "too hard" in text
    assert "█" not in text


def test_a_trace_of_nothing_draws_no_line() -> None:
    evidence, _ = calm_run()
    text = picture((evidence, Trace(speed_mps=np.full(60, np.nan))))
    assert "min" in text
    assert "▁" not in text


@settings(max_examples=60)
@given(st.text(max_size=200), st.integers(NARROWEST, WIDEST), st.booleans())
def test_no_text_of_a_file_breaks_the_columns(text: str, width: int, ascii_wanted: bool) -> None:
    style = Style(width=width, ascii=ascii_wanted, encoding="ascii" if ascii_wanted else "utf-8")
    evidence, trace = measured_run()
    for named in (text, HOSTILE):
        bad = replace(evidence, title=named, kind=named, device=named, cut=named, file=named)
        for line in (
            picture((bad, trace), style) + drawn([measure_row(bad, BOOK, style=style)], style)
        ).split("\n"):
            assert cell_len(line) <= width
            assert not any(ord(char) < 32 for char in line)


def test_many_runs_are_one_line_each() -> None:
    evidence, _ = measured_run()
    line = measure_row(evidence, BOOK, style=FULL).plain
    assert line == "26 Jan 2027  Easy 14 km              Too hard for a relaxed stride: 2 of 6."
