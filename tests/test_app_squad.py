"""The squad in the app: who needs the coach first, one action each, one template to many."""

import re
from collections.abc import Mapping

import pytest
from playwright.sync_api import Browser, expect

from app_browser import context_on, seen_in
from app_pages import LAPTOP, PHONE, SCREENS, Screen, World
from app_server import AppServer
from helpers import ROOT

Worlds = Mapping[World, AppServer]
SPRING = ROOT / "examples" / "spring-marathon.ics"


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_the_headline_is_the_count_and_who_needs_the_coach_stands_first(
    app_browser: Browser, worlds: Worlds, screen: Screen
) -> None:
    with context_on(app_browser, screen) as context:
        seen = seen_in(context, worlds[World.SEASON])
        page = seen.page
        page.goto(f"{worlds[World.SEASON].url}/squad")
        expect(page.get_by_role("heading", level=1)).to_have_text("Three need you")
        rows = page.locator("[data-runner]")
        expect(rows).to_have_count(4)
        assert rows.first.get_attribute("data-runner") == "Amara"
        expect(rows.first).to_contain_text("Bone pain")
        expect(rows.first).to_contain_text("Everything is off until a clinician has cleared it.")
        expect(rows.first.get_by_role("img", name=re.compile("^Amara, two weeks: Mon rest;"))).to_be_visible()
        expect(rows.last).to_contain_text("As planned.")
        expect(rows.last.get_by_role("button")).to_have_count(0)
        assert seen.troubles == []


def test_a_message_is_drafted_from_the_fact_and_the_way_back_is_kept(
    app_browser: Browser, worlds: Worlds
) -> None:
    with context_on(app_browser, LAPTOP) as context:
        page = seen_in(context, worlds[World.SEASON]).page
        page.goto(f"{worlds[World.SEASON].url}/squad")
        page.get_by_role("button", name="Message to Amara").press("Enter")
        box = page.get_by_role("textbox", name="Message to Amara")
        expect(box).to_be_focused()
        expect(box).to_have_value(re.compile("Bone pain"))
        page.keyboard.press("Escape")
        expect(page.get_by_role("button", name="Message to Amara")).to_be_focused()


def test_to_agree_keeps_what_follows_for_that_runner(app_browser: Browser, server: AppServer) -> None:
    with context_on(app_browser, PHONE) as context:
        page = seen_in(context, server).page
        page.goto(f"{server.url}/squad")
        page.get_by_role("button", name="Agree for Teo").click()
        expect(page.get_by_text(re.compile("^Kept for Teo"))).to_be_visible()
        expect(page.locator("[data-runner=Teo]")).to_be_visible()
        expect(page.get_by_role("button", name="Agree for Teo")).to_have_count(0)


def test_what_follows_for_all_is_looked_at_before_it_is_kept(app_browser: Browser, server: AppServer) -> None:
    with context_on(app_browser, LAPTOP) as context:
        page = seen_in(context, server).page
        page.goto(f"{server.url}/squad")
        page.get_by_role("button", name="See what follows for all").click()
        expect(page.get_by_text(re.compile("runners? with news"))).to_be_visible()
        page.get_by_role("button", name="Keep it for all").click()
        expect(page.get_by_text(re.compile(r"^Kept for \d runners?\.$"))).to_be_visible()


def test_a_template_that_would_replace_a_plan_says_so_and_replaces_nothing(
    app_browser: Browser, server: AppServer
) -> None:
    with context_on(app_browser, PHONE) as context:
        page = seen_in(context, server).page
        page.goto(f"{server.url}/squad/template")
        give = page.get_by_role("button", name="Give it to them")
        expect(give).to_be_disabled()
        page.get_by_label("spring-marathon.ics").check()
        page.get_by_label("Jonas").check()
        give.click()
        expect(page.get_by_text(re.compile("^Jonas: not given"))).to_be_visible()


def test_a_coach_who_has_no_calendar_here_gives_one_from_a_file_after_a_look(
    app_browser: Browser, worlds: Worlds
) -> None:
    with context_on(app_browser, PHONE) as context:
        page = seen_in(context, worlds[World.SEASON]).page
        page.goto(f"{worlds[World.SEASON].url}/squad/template")
        page.get_by_label("Jonas").check()
        look = page.get_by_role("button", name="Look first")
        expect(look).to_be_disabled()
        page.locator("#template-file").set_input_files(SPRING)
        page.get_by_label("Replace the plan of who has one").check()
        look.click()
        expect(page.get_by_text("nothing is kept yet")).to_be_visible()
        expect(page.get_by_text(re.compile(r"Jonas: \d+ sessions in \d+ weeks?: "))).to_be_visible()
        page.get_by_role("button", name="Leave it out: spring-marathon.ics").click()
        expect(page.get_by_text("nothing is kept yet")).to_have_count(0)  # it was of another template
        expect(look).to_be_disabled()


def test_who_shares_the_plan_alone_is_named_as_that(app_browser: Browser, worlds: Worlds) -> None:
    with context_on(app_browser, LAPTOP) as context:
        server = worlds[World.SEASON]
        page = seen_in(context, server).page
        told = context.request.get(f"{server.url}/api/v1/squad").json()
        row = next(one for one in told["rows"] if one["runner"] == "Jonas")
        row |= {"shares": "plan and status", "notes": [], "heard": None, "pending": False, "changes": False}
        page.route("**/api/v1/squad", lambda route: route.fulfill(json=told))
        page.goto(f"{server.url}/squad")
        expect(page.get_by_role("heading", name="Shares the plan alone")).to_be_visible()
        expect(page.locator("[data-runner=Jonas]")).to_contain_text("not shared with you")
        expect(page.get_by_role("heading", name="On track")).to_have_count(0)


def test_who_has_no_squad_yet_is_told_how_one_begins(app_browser: Browser, worlds: Worlds) -> None:
    with context_on(app_browser, PHONE) as context:
        page = seen_in(context, worlds[World.NOTHING]).page
        page.goto(f"{worlds[World.NOTHING].url}/squad")
        expect(page.get_by_role("heading", level=1)).to_have_text("No runner yet")
        page.get_by_role("link", name="Invite a runner").click()
        expect(page.get_by_text("There is no login on this machine")).to_be_visible()
