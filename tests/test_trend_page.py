"""The page, the screen and the JSON of a trend say the same, and hold nothing but what was told."""

import datetime as dt
import json
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from fullstride.adapt.trend import Since, Trending
from fullstride.cli.style import Style, drawn
from fullstride.cli.trend_picture import trend_picture
from fullstride.domain import trend as word
from fullstride.domain.evidence import Measured
from fullstride.domain.trend import Answer, Exposure, Test, Trend
from fullstride.formats import svg
from fullstride.formats.trend_answer import trend_answer
from fullstride.formats.trend_axes import date_marks, value_axis
from fullstride.formats.trend_drawing import draw_trend
from fullstride.formats.trend_page import trend_page
from fullstride.rules.load import load_book
from helpers import EXAMPLES, run_here

FIRST = dt.date(2026, 3, 2)
BOOK = load_book()
TOPS = [7.2, 7.0, 7.4, 7.1, 7.3, 7.0, 7.2, 7.4, 9.9]
PULSES = [150.0, 151.0, 149.0, 150.5, 140.0, 141.0, 140.5, 139.0]


def made(*, device: str = "A watch") -> Trend:
    tests = [
        Test(
            measure=measure,
            date=FIRST + dt.timedelta(weeks=week),
            value=Measured(value=value, error=0.01 * value),
            device=device,
            file=f"{measure}-{week}.fit",
        )
        for measure, values in ((word.TOP_SPEED, TOPS), (word.HEART_RATE, PULSES))
        for week, value in enumerate(values)
    ]
    since = Since(date=FIRST + dt.timedelta(weeks=4), plan=True)
    trend = Trending(rules=BOOK.trend).trend(tests, since=since, today=FIRST + dt.timedelta(weeks=9))
    shown = Exposure(exercise="strides", sessions=(0, 1, 2, 3, 4, 0, 1, 1), reps=60, last=FIRST, days_ago=63)
    return replace(
        trend,
        weeks_from=FIRST,
        exposures=(shown,),
        fast_s=(None, Measured(value=12.0, error=3.2)) * 4,
        fast_share=0.95,
        top_mps=Measured(value=7.2, error=0.1),
    )


def test_the_page_is_one_file_without_script_and_every_measure_is_on_it() -> None:
    trend = made()
    page = trend_page(trend, BOOK)
    assert "<script" not in page and "http" not in page.replace("http-equiv", "")
    for one in trend.measures:
        assert one.name in page
    assert page.count('class="card open"') == sum(one.answer is Answer.UNKNOWN for one in trend.measures)
    assert page == trend_page(made(), BOOK)


def test_the_three_answers_stand_in_equal_dress() -> None:
    page = trend_page(made(), BOOK)
    for say in (
        "Not yet more than",
        "Lower, by more than the noise.",
        "Whether it changed cannot be said yet.",
    ):
        assert re.search(rf'<p class="say">{say}', page), say


def test_a_test_left_out_is_drawn_hollow_and_said() -> None:
    trend = made()
    top = trend.measures[0]
    assert [test.value.value for test in top.left_out] == [9.9]
    assert 'class="dot out"' in trend_page(trend, BOOK)
    assert any("left out" in note for note in top.notes)


@pytest.mark.parametrize("width", [24, 40, 60, 80])
@pytest.mark.parametrize("plain", [False, True])
def test_no_line_of_the_screen_is_wider_than_the_terminal(width: int, plain: bool) -> None:
    style = Style(width=width, ascii=plain, encoding="ascii" if plain else "utf-8")
    lines = trend_picture(made(), BOOK, style=style)
    assert max(line.cell_len for line in lines) <= width
    text = drawn(lines, style)
    assert not plain or text.isascii()
    assert "Progress" in text and "Top speed" in text


def test_the_json_holds_every_measure_with_its_change_and_its_line() -> None:
    answer = json.loads(json.dumps(trend_answer(made(), ["a.fit: is empty"]), allow_nan=False))
    top = answer["measures"][0]
    assert top["measure"] == "top_speed" and top["answer"] == "not yet"
    assert top["change"]["low"] < top["change"]["value"] < top["change"]["high"]
    assert len(top["tests"]) == 8 and len(top["line"]) > 20 and top["refused"] is None
    assert answer["measures"][-1]["refused"]["instead"] and answer["measures"][-1]["change"] is None
    assert answer["exposure"]["exercises"][0]["sessions"] == [0, 1, 2, 3, 4, 0, 1, 1]
    assert answer["unreadable"] == ["a.fit: is empty"]


def test_every_key_of_the_json_has_its_word_in_the_reference() -> None:
    page = (EXAMPLES.parent / "docs/reference/trend-json.md").read_text()

    def keys(value: object) -> set[str]:
        if isinstance(value, dict):
            return set(value) | {key for inner in value.values() for key in keys(inner)}
        return {key for inner in value for key in keys(inner)} if isinstance(value, list) else set()

    assert {key for key in keys(trend_answer(made())) if f"`{key}`" not in page} == set()


def test_axes_begin_where_the_story_is_with_few_marks() -> None:
    axis = value_axis(made().measures[0])
    assert axis.low > 5 and 3 <= len(axis.marks) <= 5
    assert [word for _, word in date_marks(FIRST, dt.date(2026, 6, 2), 5)] == ["Apr", "May", "Jun"]
    assert len(date_marks(FIRST, dt.date(2029, 6, 2), 5)) <= 5


def test_the_command_reads_recordings_without_any_store(tmp_path: Path) -> None:
    page = tmp_path / "progress.html"
    ran = run_here("trend", EXAMPLES / "tuesday-run.fit", "--html", page)
    assert ran.code == 1 and "Cannot be said yet" not in ran.err
    assert "cannot be said yet" in ran.out and "strides" in ran.out
    assert page.read_text().startswith("<!doctype html>")


def test_wrong_names_and_missing_files_are_one_sentence(tmp_path: Path) -> None:
    bad = run_here("trend", EXAMPLES / "tuesday-run.fit", "--html", tmp_path / "a.txt")
    assert bad.code == 2 and ".html" in bad.err
    gone = run_here("trend", tmp_path / "gone.fit")
    assert gone.code == 2 and "gone.fit" in gone.err and "Traceback" not in gone.err
    empty = run_here("trend", "--store", tmp_path / "nowhere.sqlite")
    assert empty.code == 2 and empty.err.count("\n") == 1


@pytest.mark.parametrize("days", [60, 500, 1970, 3000])
def test_the_dates_below_a_picture_never_stand_on_one_another(days: int) -> None:
    trend = made()
    first, *rest = trend.measures[0].tests
    one = replace(trend.measures[0], tests=(replace(first, date=FIRST - dt.timedelta(days=days)), *rest))
    labels = re.findall(r'<text class="mark" x="([\d.]+)" y="170"[^>]*>([^<]+)<', draw_trend(one, trend))
    edges = [
        (float(x) - svg.text_width(word, 13) / 2, float(x) + svg.text_width(word, 13) / 2)
        for x, word in labels
    ]
    assert len(edges) >= 2
    assert all(left[1] < right[0] for left, right in pairwise(edges))


def test_an_axis_goes_below_nought_only_where_something_drawn_does() -> None:
    one = made().measures[0]
    near = tuple(
        replace(test, value=Measured(value=0.1 * place, error=0.1)) for place, test in enumerate(one.tests)
    )
    assert value_axis(replace(one, tests=near, left_out=(), line=None)).low == 0
    below = (replace(one.tests[0], value=Measured(value=-1.0, error=0.1)), *near)
    assert value_axis(replace(one, tests=below, left_out=(), line=None)).low < 0
