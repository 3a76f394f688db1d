"""The report of a folder as text: complete, self-contained, small, and closed to what files try."""

import base64
import hashlib
import html
import pickle
import re
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullstride.domain.trace import Trace
from fullstride.formats import report
from fullstride.formats.report import write_report
from fullstride.formats.report_list import Aside, Unread
from fullstride.formats.report_runs import report_entry
from fullstride.formats.report_trace import UNKNOWN, pack_grade, pack_speed
from fullstride.formats.run_plot import RunPicture
from made_report import BOOK, BROKEN_OUT, audit, entries, full_report, hostile_report
from made_runs import calm_run, measured_run


class Elements(HTMLParser):
    """Counts elements and remembers what hangs open."""

    VOID = frozenset({"meta", "input", "br", "img", "link"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1] == tag, f"</{tag}> closes {self.open[-3:]}"
        self.open.pop()


@pytest.mark.parametrize("text", [full_report(), hostile_report()], ids=["full", "hostile"])
def test_every_element_is_closed_in_its_place(text: str) -> None:
    assert Elements(text).open == []


def test_no_text_of_a_file_becomes_an_element_or_a_script() -> None:
    full, bad = Elements(full_report()), Elements(hostile_report())
    assert [tag for tag, _ in bad.seen].count("script") == [tag for tag, _ in full.seen].count("script")
    assert not [tag for tag, _ in bad.seen if tag == "img"]
    assert not [name for _, attributes in bad.seen for name in attributes if name.startswith("on")]
    assert f"<script>{BROKEN_OUT}" not in hostile_report()


def test_the_page_loads_nothing_and_its_policy_knows_its_scripts() -> None:
    text = full_report()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy and policy[1].startswith("default-src 'none'")
    for script in re.findall(r"<script>(.*?)</script>", text, re.DOTALL):
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy[1]
    for _, attributes in Elements(text).seen:
        for name in ("src", "href", "xlink:href"):
            assert (attributes.get(name) or "#").startswith("#")


def test_the_same_folder_gives_the_same_page() -> None:
    assert full_report() == full_report()


def test_the_newest_run_stands_first_and_the_undated_last() -> None:
    text = full_report()
    months = re.findall(r"<h3>(\w+ \d{4}|Without a date)</h3>", text)
    assert months == ["January 2027", "December 2026", "November 2026", "Without a date"]


def test_the_headline_is_the_audits_sentence_or_what_was_found() -> None:
    assert "<h1>In 26 weeks you ran 1130 km; the last max effort was 214 days ago.</h1>" in full_report()
    bare = write_report(entries(), name="my runs", book=BOOK)
    assert "<h1>4 of 7 recordings hold short fast efforts.</h1>" in bare
    assert "50 strides, 3 hill sprints and 1 flat sprint" in bare


def test_a_single_run_is_the_page_its_own_verdict_above_it() -> None:
    one = next(each for each in entries() if each.efforts)
    text = write_report([one], name="my run", book=BOOK, audit=replace(audit(), runs=0))
    assert f"<h1>{html.escape(one.say)}</h1>" in text
    assert text.count("<details open") == 1


def test_the_headline_says_what_was_found_where_no_run_is_in_the_span_of_the_audit() -> None:
    text = write_report(entries(), name="my runs", book=BOOK, audit=replace(audit(), runs=0))
    assert "<h1>4 of 7 recordings hold short fast efforts.</h1>" in text


def test_an_opened_run_says_what_its_row_said() -> None:
    for each in entries():
        assert each.html.count(html.escape(each.say, quote=False).split(".")[0]) >= 2


def test_what_was_not_read_is_listed_with_its_reason() -> None:
    text = full_report()
    assert "1 file not read" in text
    assert "Stops at byte 51 204; nothing was read." in text
    assert "is the same run as" in text


def test_an_empty_folder_teaches_what_to_do() -> None:
    assert "Export your runs as FIT, TCX or GPX" in write_report([], name="x", book=BOOK)
    aside = Aside(unread=(Unread(file="a.fit", why="is no recording"),))
    assert "None of these files could be read." in write_report([], name="x", book=BOOK, aside=aside)


def test_without_the_script_there_are_drawings_and_the_page_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "has_plots", lambda: False)
    text = write_report(entries(static=True), name="my runs", book=BOOK)
    assert "the plots are drawings that can’t be zoomed" in text
    assert text.count('<svg xmlns="http://www.w3.org/2000/svg" class="fs"') == 7
    assert "data-speed" not in text
    assert Elements(text).open == []


def test_an_entry_can_be_made_in_another_process() -> None:
    one = entries()[0]
    assert pickle.loads(pickle.dumps(one)) == one


def test_two_thousand_runs_stay_under_thirty_megabytes() -> None:
    sizes = [len(one.html.encode()) for one in entries()]
    assert 2000 * sum(sizes) / len(sizes) < 30e6
    calm = report_entry(RunPicture(evidence=calm_run(14400)[0], trace=calm_run(14400)[1], book=BOOK))
    assert len(calm.html) < 5000


# ---- packing ---------------------------------------------------------------------------------------


@given(st.lists(st.one_of(st.floats(0, 30), st.just(float("nan"))), max_size=300))
def test_packed_speed_comes_back_within_half_a_step(values: list[float]) -> None:
    speed = np.array(values, dtype=float)
    packed = pack_speed(Trace(speed_mps=speed), has_efforts=True)
    back = np.frombuffer(base64.b64decode(packed.text), np.uint8)
    assert len(back) == len(speed)
    assert ((back == UNKNOWN) == np.isnan(speed)).all()
    known = back != UNKNOWN
    assert np.abs(back[known] * packed.unit - speed[known]).max(initial=0) <= packed.unit / 2 + 1e-9


@given(st.lists(st.floats(-63, 63), min_size=1, max_size=300))
def test_packed_grade_comes_back_within_a_quarter_of_a_per_cent(values: list[float]) -> None:
    grade = np.repeat(np.array(values), 5)
    packed = pack_grade(Trace(speed_mps=np.zeros(len(grade)), grade_pct=grade))
    assert packed is not None
    back = (np.frombuffer(base64.b64decode(packed.text), np.uint8).astype(float) - 127) * packed.unit
    assert np.abs(back - np.array(values)).max() <= 0.25 + 1e-9


def test_each_second_of_a_run_with_efforts_is_kept() -> None:
    _, trace = measured_run()
    assert pack_speed(trace, has_efforts=True).every_s == 1
    assert pack_speed(trace, has_efforts=False).every_s == 6


def test_a_grade_that_is_not_known_is_left_out() -> None:
    _, trace = calm_run()
    assert pack_grade(trace) is None
    assert pack_grade(replace(trace, grade_pct=np.full(len(trace.speed_mps), np.nan))) is None
