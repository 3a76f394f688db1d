"""Today in the app: with a plan, without one, and with the server gone."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from app_browser import context_on, seen_in, wait_for_worker
from app_pages import PHONE, SCREENS, THEMES, Screen, World
from app_server import AppServer, copied, serving_app

Worlds = Mapping[World, AppServer]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_today_says_what_is_on_why_and_how_to_start(
    app_browser: Browser, worlds: Worlds, screen: Screen, theme: str
) -> None:
    with context_on(app_browser, screen, theme) as context:
        seen = seen_in(context, worlds[World.SEASON])
        page = seen.page
        page.goto(worlds[World.SEASON].url)
        expect(page.get_by_role("heading", level=1)).to_have_text("Bounding")
        expect(page.locator("main")).to_contain_text("Friday 29 January · week 7 of 18")
        stops = ["Warm up", "Bounding", "Run on"]
        expect(page.locator("main ol > li")).to_have_count(len(stops))
        for stop, word in zip(page.locator("main ol > li").all(), stops, strict=True):
            expect(stop).to_contain_text(word)
        expect(page.locator("main")).to_contain_text("3 × 30")
        expect(page.get_by_role("heading", name="Why today")).to_be_visible()
        expect(page.get_by_role("link", name="Start")).to_be_visible()
        ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        assert ground == ("rgb(16, 18, 20)" if theme == "dark" else "rgb(247, 246, 243)")
        assert seen.troubles == []


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_without_a_plan_today_says_how_to_begin(app_browser: Browser, worlds: Worlds, screen: Screen) -> None:
    with context_on(app_browser, screen) as context:
        page = seen_in(context, worlds[World.NOTHING]).page
        page.goto(worlds[World.NOTHING].url)
        expect(page.get_by_role("heading", level=1)).to_have_text("No plan yet")
        expect(page.get_by_role("link", name="Add a calendar")).to_be_visible()


def test_what_hurts_is_said_without_a_session_and_what_it_keeps_from_has_no_start(
    app_browser: Browser, season: Path, tmp_path: Path
) -> None:
    with (
        serving_app(copied(season, tmp_path), runner="Robin") as server,
        context_on(app_browser, PHONE) as context,
    ):
        seen = seen_in(context, server)
        page = seen.page
        page.clock.set_fixed_time("2027-01-29T08:00:00")
        page.goto(server.url)
        page.get_by_role("link", name="Something hurts, or I am ill").click()
        page.get_by_role("radio", name="Yes").check(force=True)
        page.get_by_label("Where?").fill("left achilles")
        page.locator("[name=level0]").nth(7).check(force=True)
        page.get_by_label("What kind of pain?").select_option("tendon")
        page.get_by_role("button", name="Keep it").click()
        expect(page.get_by_text("off at once")).to_be_visible()
        page.get_by_role("link", name="To today").click()
        expect(page.get_by_text("left achilles pain 7 of 10")).to_be_visible()
        expect(page.get_by_role("heading", level=1)).to_have_text("Off today: bounding")
        expect(page.locator("main")).to_contain_text("bounding, hill sprints and squat jumps are off until")
        expect(page.get_by_role("link", name="Start")).to_have_count(0)
        expect(page.get_by_role("link", name="Well again, or it no longer hurts")).to_be_visible()
        page.goto(f"{server.url}/session/2027w04-bounding-1")
        expect(page.get_by_role("heading", level=1)).to_have_text("Not now")
        expect(page.locator("main")).to_contain_text("Bounding: off until")
        expect(page.get_by_role("button")).to_have_count(0)
        page.goto(f"{server.url}/calendar?day=2027-01-29")
        expect(page.locator("#day-2027-01-29")).to_have_attribute("aria-label", re.compile(", off for now"))
        expect(page.locator("#day-2027-01-29 .off")).to_be_visible()
        expect(page.locator("main")).to_contain_text("Bounding: off until")
        wait_for_worker(page)
        assert seen.troubles == []
        server.stop()
        page.goto(f"{server.url}/session/2027w04-bounding-1")
        expect(page.get_by_role("heading", level=1)).to_have_text("Not now")


def test_a_phone_with_a_wrong_clock_is_told_and_asked_for_the_day(
    app_browser: Browser, season: Path, tmp_path: Path
) -> None:
    with (
        serving_app(copied(season, tmp_path), runner="Robin") as server,
        context_on(app_browser, PHONE) as context,
    ):
        seen = seen_in(context, server)
        page = seen.page
        page.clock.set_fixed_time("2019-03-03T08:00:00")
        page.goto(f"{server.url}/report")
        page.get_by_role("radio", name="Yes").check(force=True)
        page.get_by_label("Where?").fill("left knee")
        page.locator("[name=level0]").nth(6).check(force=True)
        page.get_by_label("What kind of pain?").select_option("other")
        page.get_by_role("button", name="Keep it").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Kept")
        page.goto(f"{server.url}/report")
        page.locator("[name=soreness]").nth(3).check(force=True)
        page.get_by_role("button", name="Keep it").click()
        page.get_by_role("link", name="To today").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Off today: bounding")
        question = page.locator(".due form")  # one, though two things were said
        expect(question).to_contain_text("said Sunday 3 March 2019 when you spoke of how you are")
        assert seen.axe_by_day_and_night() == []
        question.get_by_label("A phone’s clock").fill("2027-01-28")
        question.get_by_role("button", name="Keep this day").click()
        expect(page.get_by_text("Left knee pain 6 of 10 on Thursday 28 January")).to_be_visible()
        expect(page.locator(".due form")).to_have_count(0)
        page.goto(f"{server.url}/calendar?day=2027-01-29")
        expect(page.get_by_role("dialog")).to_contain_text("left knee pain 6 of 10 on Thursday 28 January")
        expect(page.get_by_role("button", name="Leave out")).to_be_visible()
        expect(page.get_by_role("link", name="To my watch")).to_have_count(0)  # what is off goes on no watch
        assert seen.troubles == []


def test_with_the_server_gone_a_reload_shows_what_was_last_read(
    app_browser: Browser, client: Path, season: Path, tmp_path: Path
) -> None:
    with (
        serving_app(copied(season, tmp_path), runner="Robin") as server,
        context_on(app_browser, PHONE) as context,
    ):
        page = seen_in(context, server).page
        page.goto(server.url)
        expect(page.get_by_role("heading", level=1)).to_have_text("Bounding")
        wait_for_worker(page)
        server.stop()
        page.reload()
        expect(page.get_by_role("heading", level=1)).to_have_text("Bounding")
        expect(page.get_by_role("status").filter(has_text="No signal")).to_be_visible()
        server.start()
        page.reload()
        expect(page.get_by_role("heading", level=1)).to_have_text("Bounding")
        expect(page.get_by_role("status").filter(has_text="No signal")).to_have_count(0)


def test_the_keyboard_reaches_all_of_today(app_browser: Browser, worlds: Worlds) -> None:
    with context_on(app_browser, PHONE) as context:
        page = seen_in(context, worlds[World.SEASON]).page
        page.goto(worlds[World.SEASON].url)
        expect(page.locator("main ol li").first).to_be_visible()
        reached = []
        for _ in range(30):
            page.keyboard.press("Tab")
            reached.append(page.evaluate("document.activeElement.textContent.trim()"))
        assert {"To the content", "Start", "Why not another day", "Calendar"} <= set(reached)


def test_what_is_still_to_be_said_and_where_the_exercises_stand_are_told(
    app_browser: Browser, worlds: Worlds
) -> None:
    with context_on(app_browser, PHONE) as context:
        page = seen_in(context, worlds[World.SEASON]).page
        page.goto(worlds[World.SEASON].url)
        expect(page.locator("main")).to_contain_text("How sore are your legs since Tuesday’s hill sprints?")
        expect(page.get_by_role("link", name="Say it")).to_be_visible()
        page.get_by_text("Where you stand").click(timeout=60_000)
        expect(page.locator("main")).to_contain_text("Bounding: 3 × 30")
