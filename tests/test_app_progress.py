"""Progress in the app: the three honest answers, another day to compare with, the history, no signal."""

import datetime as dt
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect

from app_browser import context_on, seen_in, wait_for_worker
from app_pages import LAPTOP, PHONE, World
from app_server import AppServer, copied, serving_app
from fullstride.adapt.trend import Since, Trending
from fullstride.domain import trend as word
from fullstride.domain.evidence import Measured
from fullstride.domain.trend import Test
from fullstride.formats.trend_answer import trend_answer
from fullstride.rules.load import load_book

Worlds = Mapping[World, AppServer]
FIRST, BEGAN, TODAY = dt.date(2026, 9, 5), dt.date(2026, 12, 14), dt.date(2027, 1, 29)
PULSES = [150.0 - 0.5 * number + (-1) ** number for number in range(18)]
TOPS = [7.2 + 0.12 * (-1) ** (number // 2) for number in range(18)]


def _told() -> dict[str, Any]:
    """A trend with one answer of each kind."""
    tests = [
        Test(
            measure=measure,
            date=FIRST + dt.timedelta(days=8 * number),
            value=Measured(value=value, error=0.02 * value),
            file=f"{measure}-{number}.fit",
        )
        for measure, values in (
            (word.TOP_SPEED, TOPS),
            (word.HEART_RATE, PULSES),
            (word.JUMP_HEIGHT, [28.0] * 3),
        )
        for number, value in enumerate(values)
    ]
    since = Since(date=BEGAN, plan=True)
    return trend_answer(Trending(rules=load_book().trend).trend(tests, since=since, today=TODAY))


def _open(page: Page, server: AppServer, told: dict[str, Any] | None = None) -> None:
    if told is not None:
        body = json.dumps(told)
        page.route(
            re.compile(r"/trend(\?|$)"),
            lambda route: route.fulfill(body=body, content_type="application/json"),
        )
    page.goto(f"{server.url}/progress")
    expect(page.locator("[data-measure]").first).to_be_visible()


def test_the_three_answers_stand_in_equal_dress_verdict_before_number(
    app_browser: Browser, worlds: Worlds
) -> None:
    with context_on(app_browser, LAPTOP) as context:
        seen = seen_in(context, worlds[World.SEASON])
        page = seen.page
        _open(page, worlds[World.SEASON], _told())
        better = page.locator("[data-measure=heart_rate_at_speed]")
        not_yet = page.locator("[data-measure=top_speed]")
        unsaid = page.locator("[data-measure=jump_height]")
        expect(better).to_have_attribute("data-answer", "better")
        expect(not_yet).to_have_attribute("data-answer", "not yet")
        expect(unsaid).to_have_attribute("data-answer", "cannot be said")
        for one in (better, not_yet):
            expect(one.locator("svg path.band")).to_have_count(1)
            expect(one.locator("svg path.line")).to_have_count(1)
            expect(one.locator("svg circle")).to_have_count(18)
            expect(one.locator("svg line.error")).to_have_count(18)
            assert 2 <= one.locator("svg line.hair").count() <= 5
            text = one.inner_text()
            verdict = one.locator(".say").inner_text()
            assert text.index(verdict) < text.index("since the plan began")
        expect(unsaid.locator("svg path.band")).to_have_count(0)
        assert unsaid.evaluate("one => getComputedStyle(one).borderTopStyle") == "dashed"
        widths = [one.bounding_box() for one in (better, not_yet, unsaid)]
        assert len({round(box["width"]) for box in widths if box}) == 1
        assert seen.troubles == []


def test_what_is_drawn_is_also_told_in_words_and_in_a_table(app_browser: Browser, worlds: Worlds) -> None:
    with context_on(app_browser, PHONE) as context:
        page = seen_in(context, worlds[World.SEASON]).page
        _open(page, worlds[World.SEASON], _told())
        top = page.locator("[data-measure=top_speed]")
        expect(
            top.get_by_role("img", name=re.compile(r"Top speed: 18 tests, 5 Sept? 2026 to 19 Jan 2027"))
        ).to_be_visible()
        texts = top.locator("svg text").all_text_contents()
        assert "m/s" in texts and any(text.endswith("2026") for text in texts)
        top.get_by_text("All 18 tests").click()
        expect(top.get_by_role("row")).to_have_count(19)
        page.locator("[data-measure=top_speed] summary").last.press("Enter")
        expect(top).to_contain_text("upper quartile")


def test_another_day_to_compare_with_is_an_address_of_its_own(app_browser: Browser, worlds: Worlds) -> None:
    with context_on(app_browser, PHONE) as context:
        page = seen_in(context, worlds[World.SEASON]).page
        _open(page, worlds[World.SEASON])
        page.get_by_label("Compare with the days before").fill("2027-01-10")
        with page.expect_response(re.compile(r"/trend\?since=2027-01-10")) as answer:
            page.get_by_role("button", name="Compare").click()
        assert answer.value.json()["since"] == "2027-01-10"
        expect(page).to_have_url(re.compile(r"/progress\?since=2027-01-10$"))
        page.get_by_role("link", name="Since the plan began").click()
        expect(page).to_have_url(re.compile(r"/progress$"))


def test_the_history_says_what_was_never_trained_and_the_calendar_when_each_was_last(
    app_browser: Browser, worlds: Worlds
) -> None:
    with context_on(app_browser, PHONE) as context:
        page = seen_in(context, worlds[World.SEASON]).page
        _open(page, worlds[World.SEASON])
        audit = page.get_by_role("region", name="Your whole history")
        expect(audit).to_contain_text("the last max effort was 3 days ago")
        expect(audit).to_contain_text("never stayed at: 50 to 60")
        never = audit.locator(".bands li", has_text="50 to 60")
        expect(never).to_contain_text(re.compile(r"never\s*\d+\ss in passing"))
        efforts = page.get_by_role("region", name="When each was last done")
        expect(efforts).to_contain_text(
            re.compile(r"Strides: \d+ sessions in \d+ weeks, the last 3 days ago")
        )


def test_the_audit_is_of_all_that_is_kept_and_of_the_last_weeks_where_that_is_asked(
    app_browser: Browser, worlds: Worlds
) -> None:
    with context_on(app_browser, PHONE) as context:
        page = seen_in(context, worlds[World.SEASON]).page
        with page.expect_response(re.compile(r"/audit\?weeks=\d{4}$")):
            _open(page, worlds[World.SEASON])
        whole = page.get_by_role("region", name="Your whole history")
        expect(whole.get_by_label("All of it")).to_be_checked()
        with page.expect_response(re.compile(r"/audit$")):
            whole.get_by_label("Last 26 weeks").check()
        expect(page.get_by_role("region", name="Your last 26 weeks")).to_contain_text("In these weeks")


def test_who_begins_is_told_what_it_takes(app_browser: Browser, worlds: Worlds) -> None:
    with context_on(app_browser, PHONE) as context:
        page = seen_in(context, worlds[World.NOTHING]).page
        _open(page, worlds[World.NOTHING])
        assert (
            page.locator("[data-answer='cannot be said']").count() == page.locator("[data-measure]").count()
        )
        expect(page.locator("main svg[role=img]")).to_have_count(0)
        expect(page.get_by_role("link", name="Add recordings")).to_be_visible()


def test_imperial_is_the_one_system_of_what_was_measured(app_browser: Browser, worlds: Worlds) -> None:
    with context_on(app_browser, PHONE) as context:
        page = seen_in(context, worlds[World.SEASON]).page
        page.goto(f"{worlds[World.SEASON].url}/settings/units")
        page.get_by_label("Yards and miles").check()
        expect(page.get_by_text("Kept.")).to_be_visible()
        _open(page, worlds[World.SEASON], _told())
        top = page.locator("[data-measure=top_speed]")
        expect(top).to_contain_text(re.compile(r"1\d\.\d+\s±\s\d\.\d+\smph"))
        audit = page.get_by_role("region", name="Your whole history")
        expect(audit).to_contain_text("7.2\u2009mi")
        for part in (page.locator(".cards").first, audit):
            assert not re.search(r"\d.?(m/s|km)\b", part.inner_text())
        page.goto(f"{worlds[World.SEASON].url}/settings/units")
        page.get_by_label("As pace").check()
        expect(page.get_by_text("Kept.")).to_be_visible()
        _open(page, worlds[World.SEASON], _told())
        # A lower pace is the faster one: "under" and "over" would say the contrary.
        expect(audit.locator(".bands li").first).to_contain_text(re.compile(r"slower than \d+:\d\d\s/mi"))
        expect(audit.locator(".bands li").last).to_contain_text(re.compile(r"faster than \d+:\d\d\s/mi"))


def test_without_signal_progress_is_as_it_was_last_read(
    app_browser: Browser, client: Path, season: Path, tmp_path: Path
) -> None:
    with (
        serving_app(copied(season, tmp_path), runner="Robin") as server,
        context_on(app_browser, PHONE) as context,
    ):
        page = seen_in(context, server).page
        _open(page, server)
        expect(page.get_by_role("region", name="Your whole history")).to_contain_text("11.5")
        wait_for_worker(page)
        server.stop()
        page.reload()
        expect(page.locator("[data-measure]").first).to_be_visible()
        expect(page.get_by_role("status").filter(has_text="No signal").first).to_be_visible()
