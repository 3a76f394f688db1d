"""One recording as a drawing: everything that was found is on it, and no file can break it."""

import re
import struct
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullstride.domain.evidence import Evidence, FoundBy, Grading, Measured
from fullstride.domain.trace import Trace
from fullstride.formats import figures, run_ink, svg
from fullstride.formats.axes import speed_marks, time_marks, time_words
from fullstride.formats.look import DARK, GLYPHS, LIGHT, OTHER
from fullstride.formats.png import write_png
from fullstride.formats.run_plot import RunPicture, draw_run
from fullstride.formats.run_windows import MOST_REPS, thinned, windows
from fullstride.rules.load import load_book
from made_runs import (
    GOOD,
    calm_run,
    effort,
    four_hours,
    half_minute,
    many_reps,
    measured_run,
    trace,
    unfit_run,
)

BOOK = load_book()
SVG = "{http://www.w3.org/2000/svg}"
MADE = (measured_run, calm_run, unfit_run, many_reps, four_hours, half_minute)
HOSTILE = (
    'Run </title></svg><script>alert(1)</script> &amp; "x" \x00\x1b[31m\u202e\ufffe\ud800' + "long " * 80
)


def drawing(made: tuple[Evidence, Trace]) -> str:
    return draw_run(RunPicture(evidence=made[0], trace=made[1], book=BOOK))


def texts(text: str) -> list[str]:
    return ["".join(one.itertext()) for one in ET.fromstring(text).iter(f"{SVG}text")]


@pytest.mark.parametrize("make", MADE)
def test_every_drawing_is_sound_and_the_same_each_time(
    make: Callable[[], tuple[Evidence, Trace]],
) -> None:
    text = drawing(make())
    ET.fromstring(text)
    assert text == drawing(make())
    assert not re.search(r"\b(nan|inf)\b", text)


def test_each_rep_has_its_number_its_best_and_the_word_to_act_on() -> None:
    said = texts(drawing(measured_run()))
    for best in ("6.2", "6.4", "6.5", "7.1", "6.3", "7.2"):
        assert said.count(best) == 1
    assert said.count("too hard") == 2
    assert "64\u2009s, short" in said
    assert {"1", "2", "3", "4", "5", "6"} <= set(said)
    assert said.count("relaxed") == 1


def test_the_verdict_stands_before_the_plots() -> None:
    said = texts(drawing(measured_run()))
    assert said.index("Too hard for a relaxed stride: 2 of 6.") < said.index("6.2")


def test_a_long_title_gives_way_to_its_date() -> None:
    evidence, line = calm_run(title="Sloatsburg Course and back again by the other bank of the river")
    [title] = [said for said in texts(drawing((evidence, line))) if said.startswith("Sloatsburg")]
    assert title.endswith("…, 26 January 2027")


def test_the_quality_is_told_in_words() -> None:
    assert "Signal fair, good enough for strides" in texts(drawing(measured_run()))


def test_what_cannot_be_said_is_a_dashed_outline_and_no_claim_is_made() -> None:
    text = drawing(unfit_run())
    assert 'class="fs-refused"' in text
    assert "Cannot be said yet: short fast efforts" in texts(text)
    assert not any("was found" in one for one in texts(text))


def test_an_unfit_signal_is_refused_even_where_nobody_said_why() -> None:
    evidence, drawn = calm_run(quality=replace(GOOD, grade=Grading.UNFIT, why=()))
    assert 'class="fs-refused"' in drawing((evidence, drawn))


def test_a_run_without_efforts_says_so() -> None:
    assert "No short fast effort was found in this run." in texts(drawing(calm_run()))


def test_a_recording_without_speed_claims_nothing() -> None:
    said = texts(drawing(calm_run(0)))
    assert "There is no speed in this recording to draw." in said
    assert not any("was found" in one for one in said)


def test_forty_reps_are_told_in_even_parts_that_leave_none_out() -> None:
    evidence, drawn = many_reps()
    parts = windows(evidence, float(len(drawn.speed_mps)))
    assert [len(one.efforts) for one in parts] == [MOST_REPS] * 4
    assert sorted(index for one in parts for index in one.efforts) == list(range(40))
    assert "Strides, 31 to 40" in texts(drawing((evidence, drawn)))


def test_what_finds_no_room_is_counted() -> None:
    evidence, drawn = many_reps(150, 18000)
    assert "30 more are marked on the line above; 12 close-ups are drawn." in texts(
        drawing((evidence, drawn))
    )


def test_a_gap_is_a_gap_in_the_line() -> None:
    values = np.array([1.0, 2.0, np.nan, 3.0, np.nan, 4.0, 5.0])
    assert svg.polyline(np.arange(7.0), values).count("M") == 3
    assert 'class="fs-gap"' in drawing(four_hours())


def test_a_short_sprint_stays_tall_in_a_run_of_four_hours() -> None:
    evidence, drawn = four_hours()
    spans = [(one.start_s, one.end_s) for one in evidence.efforts]
    at, speed = thinned(drawn.speed_mps, 880, spans)
    assert len(at) <= 880
    assert np.nanmax(speed) == np.nanmax(drawn.speed_mps)


def test_no_text_of_a_file_becomes_part_of_the_drawing() -> None:
    evidence, drawn = measured_run()
    verdict = replace(evidence.verdicts[0], say=HOSTILE, notes=(HOSTILE,))
    bad = replace(evidence, title=HOSTILE, file=HOSTILE, cut=HOSTILE, kind=HOSTILE, verdicts=(verdict,))
    root = ET.fromstring(drawing((bad, drawn)))
    assert not list(root.iter(f"{SVG}script"))
    assert not [one for one in root.iter() if any(name.startswith("on") for name in one.attrib)]


def test_it_follows_the_readers_scheme_and_for_pixels_it_is_light() -> None:
    evidence, drawn = measured_run()
    picture = RunPicture(evidence=evidence, trace=drawn, book=BOOK)
    assert "prefers-color-scheme:dark" in draw_run(picture)
    assert "@media" not in draw_run(picture, for_pixels=True)


def test_every_colour_is_one_of_the_look() -> None:
    shapes = [*GLYPHS.values(), OTHER]
    known = {*LIGHT.values(), *DARK.values(), *(one.light for one in shapes), *(one.dark for one in shapes)}
    assert set(re.findall(r"#[0-9a-f]{6}", run_ink.style_sheet())) <= known


def test_a_png_is_drawn_without_a_face_of_the_system() -> None:
    evidence, drawn = half_minute()
    picture = RunPicture(evidence=evidence, trace=drawn, book=BOOK)
    source = draw_run(picture, for_pixels=True)
    made = write_png(source)
    assert made == write_png(source)
    assert made[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">I", made[16:20])[0] == 2 * run_ink.WIDTH
    bare = write_png(re.sub(r"<text.*?</text>", "", source))
    assert len(made) > len(bare) + 2000  # the words are there


@settings(max_examples=60)
@given(st.data())
def test_any_evidence_and_any_trace_can_be_drawn(data: st.DataObject) -> None:
    length = data.draw(st.integers(0, 4000))
    speed = np.abs(np.random.default_rng(length).normal(3, data.draw(st.sampled_from([0, 0.3, 40])), length))
    if data.draw(st.booleans()):
        speed[data.draw(st.integers(0, 60)) :: 7] = np.nan
    count = data.draw(st.integers(0, 12))
    efforts = []
    for _ in range(count):
        start = data.draw(st.floats(-50, 5000))
        one = effort("strides", start, data.draw(st.floats(0, 300)), data.draw(st.floats(0, 30)))
        change = data.draw(st.sampled_from(["plain", "bare", "maybe", "own"]))
        if change == "bare":
            one = replace(one, best_3s_mps=None, distance_m=None, share_of_top=None, grade_pct=None)
        elif change == "maybe":
            one = replace(one, confidence=0.3, rest_before_s=Measured(value=40, error=float("nan")))
        elif change == "own":
            one = replace(
                one, kind="my_own_drill", found_by=FoundBy.PLAN, series=data.draw(st.integers(0, 3))
            )
        efforts.append(one)
    evidence, _ = calm_run(length, efforts=tuple(efforts), top_mps=Measured(value=7.0, error=0.0))
    grade = data.draw(st.sampled_from([np.empty(0), np.full(length, np.nan), np.full(length, -12.0)]))
    text = drawing((evidence, Trace(speed_mps=speed, grade_pct=grade)))
    ET.fromstring(text)
    assert not re.search(r"\b(nan|inf)\b", text)


# ---- words and marks -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("measured", "said"),
    [
        (Measured(value=7.312, error=0.31), "7.3 ± 0.3 m/s"),
        (Measured(value=7.312, error=0.14), "7.31 ± 0.14 m/s"),
        (Measured(value=116.4, error=7.2), "116 ± 7 m/s"),
        (Measured(value=-0.04, error=1.2), "0 ± 1 m/s"),
        (Measured(value=3.2, error=0.0), "3 m/s"),
        (Measured(value=9.99, error=0.0999), "9.99 ± 0.10 m/s"),
    ],
)
def test_value_and_error_share_the_last_digit(measured: Measured, said: str) -> None:
    assert figures.with_error(measured, "m/s").replace("\u2009", " ") == said


def test_counts_have_the_number_of_their_noun() -> None:
    assert figures.count_of(1, "hill_sprints", BOOK) == "1 hill sprint"
    assert figures.count_of(6, "strides", BOOK) == "6 strides"


@given(st.floats(0.1, 60))
def test_speed_has_few_round_lines_that_reach_over_the_top(top: float) -> None:
    marks = speed_marks(top)
    assert marks[0] == 0
    assert marks[-1] >= top - 1e-6
    assert len(marks) <= 5


@given(st.floats(0, 90000), st.floats(10, 1e9))
def test_time_has_few_round_marks_inside_the_window(start: float, span: float) -> None:
    marks = time_marks(start, start + span, 6)
    assert len(marks) <= 7
    slack = 1e-3 + 1e-9 * span  # of numbers this large
    assert all(start - slack <= mark <= start + span + slack for mark in marks)
    assert len(time_words(marks)) == len(marks)


def test_hills_stand_under_the_line_where_the_grade_is_known() -> None:
    evidence, drawn = measured_run()
    assert "grade" in texts(drawing((evidence, drawn)))
    flat = trace(4800, evidence.efforts, hilly=False)
    assert "grade" not in texts(drawing((evidence, flat)))
