"""Logs and videos in the report: beside the runs, drawn without a script, readable on a phone."""

import pickle
import re
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from fullstride.formats.motion_plot import MotionPicture
from fullstride.formats.report import entry_of, write_report
from fullstride.formats.report_runs import Entry
from made_motion import MADE, hostile, judged_sets, refused_log, three_bounds, three_sets
from made_report import BOOK, entries
from test_report import Elements
from test_report_browser import CONTRAST

# Texts of one drawing that stand on each other, or hang over its edge.
CROWDED = """() => {
  const found = [];
  for (const drawn of document.querySelectorAll("svg.fs")) {
    if (!drawn.checkVisibility()) continue;
    const view = drawn.viewBox.baseVal;
    const boxes = [...drawn.querySelectorAll("text")].map((one) => [one.getBBox(), one.textContent]);
    for (const [box, said] of boxes) {
      if (box.x < -0.5 || box.x + box.width > view.width + 0.5) found.push(["over the edge", said]);
    }
    boxes.forEach(([a, said], place) => {
      for (const [b, other] of boxes.slice(place + 1)) {
        const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
        const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
        if (across > 0.5 && down > 4) found.push([said, other]);
      }
    });
  }
  return found;
}"""


def motion_entries(*, bad: bool = False) -> list[Entry]:
    made = [hostile(make()) if bad else make() for make in MADE]
    return [entry_of(MotionPicture(evidence=one, book=BOOK)) for one in made]


def page(*entries: Entry) -> str:
    return write_report(entries, name="my jumps", book=BOOK)


@pytest.mark.parametrize("bad", [False, True])
def test_every_element_is_closed_and_no_text_of_a_file_becomes_one(bad: bool) -> None:
    elements = Elements(page(*motion_entries(bad=bad), *entries()[:1]))
    assert elements.open == []
    assert [tag for tag, _ in elements.seen].count("script") == len(
        [tag for tag, _ in Elements(page(*motion_entries())).seen if tag == "script"]
    )
    assert not [name for _, attributes in elements.seen for name in attributes if name.startswith("on")]


def test_logs_stand_among_the_runs_by_their_dates() -> None:
    text = page(*motion_entries(), *entries())
    assert '<h2 id="runs">Recordings</h2>' in text
    assert "855 jumps" in text  # of all sets together
    assert "92 bounding contacts" in text
    assert "4 of 7 runs hold short fast efforts; 855 jumps" in text


def test_a_page_of_runs_alone_still_speaks_of_runs() -> None:
    assert '<h2 id="runs">Runs</h2>' in page(*entries())


def test_a_single_log_is_the_page_its_own_sentence_above_it() -> None:
    text = page(entry_of(MotionPicture(evidence=three_sets(), book=BOOK)))
    assert "<h1>3 sets of squat jumps: 14, 15 and 14 jumps.</h1>" in text
    assert text.count("<details open") == 1
    assert "short fast effort" not in re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL)


def test_an_opened_log_has_its_drawing_for_both_widths_its_table_and_its_means() -> None:
    made = entry_of(MotionPicture(evidence=judged_sets(), book=BOOK))
    assert made.html.count('<svg xmlns="http://www.w3.org/2000/svg" class="fs"') == 2
    assert 'class="efforts"' in made.html
    assert "good for counts and trends" in made.html
    assert "RSI 0.48\u202f±\u202f0.06, trend only." in made.html
    assert 'class="verdict care"' in made.html
    assert made.care and made.fit


def test_a_refused_log_has_its_reason_and_no_drawing() -> None:
    made = entry_of(MotionPicture(evidence=refused_log(), book=BOOK))
    assert 'class="fs"' not in made.html
    assert 'class="refused"' in made.html
    assert 'data-is="unfit"' in made.html
    assert not made.fit


def test_an_entry_can_be_made_in_another_process() -> None:
    one = entry_of(MotionPicture(evidence=three_bounds(), book=BOOK))
    assert pickle.loads(pickle.dumps(one)) == one


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_hangs_over_and_no_word_of_a_drawing_stands_on_another(
    app_browser: Browser, tmp_path: Path, width: int
) -> None:
    long = replace(three_sets(), title="a very long title " * 20, file="a/long/path/" * 30)
    for name, made in (
        ("full", [*motion_entries(), entry_of(MotionPicture(evidence=long, book=BOOK))]),
        ("hostile", motion_entries(bad=True)),
    ):
        file = tmp_path / f"{name}.html"
        file.write_text(page(*made), encoding="utf-8")
        opened = app_browser.new_page(viewport={"width": width, "height": 800})
        opened.goto(file.as_uri())
        opened.evaluate("for (const run of document.querySelectorAll('.run')) run.open = true")
        opened.add_style_tag(content=".run { content-visibility: visible }")
        assert opened.evaluate("document.documentElement.scrollWidth") <= width
        assert opened.evaluate(CROWDED) == []
        assert opened.evaluate("document.querySelectorAll('figure.drawn').length") > 0
        opened.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_can_be_read_in_both_schemes(app_browser: Browser, tmp_path: Path, scheme: str) -> None:
    file = tmp_path / "full.html"
    file.write_text(page(*motion_entries()), encoding="utf-8")
    opened = app_browser.new_page(color_scheme=scheme)  # type: ignore[arg-type]
    opened.goto(file.as_uri())
    opened.evaluate("for (const run of document.querySelectorAll('.run')) run.open = true")
    assert opened.evaluate(CONTRAST) == []
    opened.close()
