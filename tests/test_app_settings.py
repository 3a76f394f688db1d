"""Settings in the app: each part at its address, kept by the server, refused in its own sentence."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from app_browser import context_on, kept_on_phone, seen_in, wait_until
from app_pages import LAPTOP, PHONE, World
from app_server import AppServer, copied, serving_app

Worlds = Mapping[World, AppServer]


@pytest.fixture(scope="module")
def own(client: Path, season: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    """A season of its own, for tests that change its settings."""
    with serving_app(copied(season, tmp_path_factory.mktemp("settings")), runner="Robin") as server:
        yield server


def test_a_list_on_a_phone_and_two_columns_on_a_laptop(app_browser: Browser, worlds: Worlds) -> None:
    server = worlds[World.SEASON]
    with context_on(app_browser, PHONE) as context:
        page = seen_in(context, server).page
        page.goto(f"{server.url}/settings")
        ways = page.get_by_role("navigation", name="Settings")
        ways.get_by_role("link", name="Units").click()
        expect(page).to_have_url(re.compile("/settings/units$"))
        expect(page.get_by_role("heading", level=1)).to_have_text("Units")
        expect(ways).to_have_count(0)
        page.get_by_role("link", name="All settings").click()
        expect(ways).to_be_visible()
    with context_on(app_browser, LAPTOP) as context:
        page = seen_in(context, server).page
        page.goto(f"{server.url}/settings/gates")
        expect(page.get_by_role("navigation", name="Settings")).to_be_visible()
        expect(page.get_by_role("heading", level=1)).to_have_text("What stops me")


def test_yards_miles_and_mph_stand_wherever_metres_do(app_browser: Browser, own: AppServer) -> None:
    """What is done stays 30 m; what is read has the runner's own words."""
    with context_on(app_browser, PHONE) as context:
        page = seen_in(context, own).page
        page.goto(f"{own.url}/settings/units")
        page.get_by_role("radio", name="Yards and miles").check()
        expect(page.get_by_text("Kept.")).to_be_visible()
        for path, words in {
            "/": ("3 × 30 m (about 33 yd)",),
            "/session/2027w04-bounding-1": (),
            "/report/2027w04-bounding-1": ("3 × 30 m (about 33 yd)", "on 30 m (about 33 yd)"),
            "/calendar?day=2027-01-29": ("3 × 30 m (about 33 yd)",),
            "/measure": (" mi",),
        }.items():
            page.goto(own.url + path)
            for word in words:
                expect(page.locator("body")).to_contain_text(word)
        page.locator(".row").first.click()
        expect(page.locator("main th").filter(has_text="mph").first).to_be_visible()
        assert not [head for head in page.locator("main th").all_inner_texts() if "m/s" in head]
        page.goto(f"{own.url}/session/2027w04-bounding-1")
        page.get_by_role("button", name="Ready").click(delay=500)
        expect(page.locator(".caption")).to_have_text("30 m (about 33 yd), at most 15 s")


def test_a_backup_is_looked_at_then_replaces_what_is_here_which_can_be_had_back(
    app_browser: Browser, own: AppServer
) -> None:
    api = f"{own.url}/api/v1/runners/Robin"
    with context_on(app_browser, PHONE) as context:
        page = seen_in(context, own).page
        page.goto(f"{own.url}/settings/backup")
        taken = context.request.get(f"{api}/export").body()
        since = context.request.put(f"{api}/reports/since", data={"date": "2027-01-28", "note": "Since."})
        assert since.ok

        def said() -> bool:
            told = context.request.get(f"{api}/reports").json()["items"]
            return "since" in {one["id"] for one in told}

        def hand_in(data: bytes) -> None:
            file = {"name": "taken.zip", "mimeType": "application/zip", "buffer": data}
            page.get_by_label("Choose a backup").set_input_files(file)

        hand_in(taken[:5000])
        expect(page.get_by_role("alert")).to_have_text("taken.zip: it is no backup, or it is cut short.")
        hand_in(taken)
        expect(page.get_by_text("It is whole. Nothing is replaced yet.")).to_be_visible()
        page.get_by_role("button", name="Put it in place Backup of").click()
        expect(page.get_by_text("Here now: ")).to_be_visible()
        assert said()
        page.get_by_role("button", name="Replace all of it").click()
        expect(page.get_by_text("Brought back. What was here lies aside below.")).to_be_visible()
        assert not said()
        page.get_by_role("button", name="Put it in place What was here until").click()
        page.get_by_role("button", name="Replace all of it").click()
        wait_until(page, said)


def test_whether_the_plan_keeps_its_rules_as_things_are_now_is_said(
    app_browser: Browser, worlds: Worlds
) -> None:
    server = worlds[World.SEASON]
    with context_on(app_browser, PHONE) as context:
        seen = seen_in(context, server)
        seen.page.goto(f"{server.url}/settings/book")
        expect(seen.page.get_by_text("It keeps them all.")).to_be_visible()


def test_what_the_server_has_not_got_is_counted_before_everything_is_deleted(
    app_browser: Browser, own: AppServer
) -> None:
    with context_on(app_browser, PHONE) as context:
        page = seen_in(context, own).page
        context.route("**/reports/*", lambda route: route.abort())
        page.goto(f"{own.url}/report/2027w04-bounding-1")
        page.get_by_role("radio", name="All of it").check()
        page.get_by_role("button", name="Keep it").click()
        expect(page.get_by_text("It will be sent once")).to_be_visible()
        page.goto(f"{own.url}/settings/delete")
        expect(page.locator("main")).to_contain_text("1 thing on this phone has not reached the server yet.")
        context.unroute("**/reports/*")
        page.get_by_role("button", name="Send now").click()
        expect(page.get_by_text("has not reached the server")).to_have_count(0)


def test_a_profile_that_was_changed_on_another_screen_is_not_written_over(
    app_browser: Browser, own: AppServer
) -> None:
    with context_on(app_browser, PHONE) as context:
        here, there = (seen_in(context, own).page for _ in range(2))
        for page in (here, there):
            page.goto(f"{own.url}/settings/profile")
            expect(page.get_by_label("Year of birth")).to_be_visible()
        there.get_by_label("Year of birth").fill("1977")
        there.get_by_role("button", name="Keep it").click()
        expect(there.get_by_text("Kept.")).to_be_visible()
        here.get_by_label("Weeks of regular running").fill("52")
        here.get_by_role("button", name="Keep it").click()
        expect(here.get_by_role("alert")).to_contain_text("was changed elsewhere")
        here.get_by_role("button", name="Read it again").click()
        expect(here.get_by_label("Year of birth")).to_have_value("1977")


def test_the_profile_is_kept_whole_and_the_plan_is_said_not_to_know_it_yet(
    app_browser: Browser, own: AppServer
) -> None:
    with context_on(app_browser, PHONE) as context:
        page = seen_in(context, own).page
        page.goto(f"{own.url}/settings/profile")
        page.get_by_label("Year of birth").fill("1988")
        page.get_by_label("A gym or weights at home").select_option(label="yes")
        page.get_by_label("Wednesday").first.check()
        page.get_by_role("button", name="Keep it").click()
        expect(page.get_by_text("Kept.")).to_be_visible()
        expect(page.get_by_role("link", name="Make the plan again")).to_be_visible()
        page.get_by_role("link", name="As a file (TOML)").click()
        box = page.get_by_role("textbox")
        expect(box).to_have_value(
            re.compile(r"born = 1988[\s\S]*never = \[\"mon\", \"wed\"\][\s\S]*gym = true")
        )
        expect(box).to_have_value(re.compile("Group night"))


def test_a_file_that_is_refused_says_where_and_leads_there(app_browser: Browser, own: AppServer) -> None:
    with context_on(app_browser, PHONE) as context:
        page = seen_in(context, own).page
        page.goto(f"{own.url}/settings/profile/file")
        box = page.get_by_role("textbox")
        box.fill('# me\n[runner]\nevent = "moon"\n')
        page.get_by_role("button", name="Keep it").click()
        expect(page.get_by_role("alert").filter(has_text="'moon'")).to_be_visible()
        expect(page.get_by_text("At line 3, runner.event")).to_be_visible()
        expect(box).to_be_focused()
        assert (
            box.evaluate("one => one.value.slice(one.selectionStart, one.selectionEnd)") == 'event = "moon"'
        )


def test_what_stops_me_is_kept_and_cleared_in_so_many_words(app_browser: Browser, own: AppServer) -> None:
    with context_on(app_browser, PHONE) as context:
        seen = seen_in(context, own)
        page = seen.page
        pain = {"place": "left calf", "level": 6, "kind": "muscle"}
        said = {"date": "2027-01-29", "pain": [pain]}
        assert context.request.put(f"{own.url}/api/v1/runners/Robin/reports/calf", data=said).ok
        page.goto(f"{own.url}/settings/gates")
        expect(page.get_by_text("gives no medical advice")).to_be_visible()
        held = page.get_by_role("region", name="What holds you back now")
        expect(held).to_contain_text("Left calf pain 6 of 10")  # said elsewhere, and told here all the same
        assert seen.axe_by_day_and_night() == []
        page.get_by_label("Pregnant").check()
        page.get_by_label("Tendon pain", exact=True).select_option(label="4 of 10")
        page.get_by_label("A clinician has cleared this").check()
        page.get_by_role("button", name="Keep it").click()
        expect(page.get_by_text("Kept.")).to_be_visible()
        told = context.request.get(f"{own.url}/api/v1/runners/Robin/profile").json()["form"]["gates"]
        assert (told["pregnant"], told["tendon_pain"], told["cleared"]) == (True, 4, ["pregnancy"])


def test_rules_are_found_by_word_and_grade_and_an_own_one_shows_as_ones_own(
    app_browser: Browser, own: AppServer
) -> None:
    with context_on(app_browser, LAPTOP) as context:
        page = seen_in(context, own).page
        page.goto(f"{own.url}/settings/book")
        name = page.get_by_text("bounding.rest", exact=True)
        rule_row = page.locator("main li").filter(has=name)
        page.get_by_label("Find a rule").fill("bounding rest")
        expect(page.get_by_text(re.compile(r"^\d+ of \d+ rules$"))).to_be_visible()
        expect(rule_row).to_contain_text("Three minutes or more")
        box = page.get_by_role("textbox", name="Your own rules (TOML)")
        box.fill("x = 1")
        page.get_by_role("button", name="Keep it").click()
        expect(page.get_by_role("alert").filter(has_text="is not a part of the book")).to_be_visible()
        rule = '[exercise.bounding.rest]\nfloor_s = 240\ntext = "Four minutes or more between reps."\n'
        box.fill(rule)
        page.get_by_role("button", name="Keep it").click()
        expect(rule_row).to_contain_text("Four minutes or more")


def _kept_switches(page: Page) -> dict[str, Any]:
    kept = [one for one in kept_on_phone(page, "settings") if isinstance(one, dict) and "voice" in one]
    return kept[0] if kept else {}


def test_the_phones_own_switches_are_remembered_on_it(app_browser: Browser, worlds: Worlds) -> None:
    with context_on(app_browser, PHONE) as context:
        server = worlds[World.SEASON]
        page = seen_in(context, server).page
        page.goto(f"{server.url}/settings/phone")
        voice = page.get_by_role("switch", name="Voice")
        expect(voice).to_be_checked()
        voice.uncheck()
        wait_until(page, lambda: {"voice": False}.items() <= _kept_switches(page).items())
        page.reload()
        expect(page.get_by_role("switch", name="Voice")).not_to_be_checked()
        expect(page.get_by_text("The server has all that you said")).to_be_visible()


def test_backup_and_exports_are_files(app_browser: Browser, worlds: Worlds) -> None:
    with context_on(app_browser, LAPTOP) as context:
        server = worlds[World.SEASON]
        page = seen_in(context, server).page
        page.goto(f"{server.url}/settings/backup")
        with page.expect_download() as begun:
            page.get_by_role("link", name="Download everything").click()
        assert begun.value.suggested_filename.endswith(".zip")
        page.goto(f"{server.url}/settings/export")
        with page.expect_download() as begun:
            page.get_by_role("link", name="Download: Calendar file").click()
        assert begun.value.suggested_filename.endswith(".ics")


def test_everything_goes_only_for_whoever_types_the_name(
    app_browser: Browser, client: Path, season: Path, tmp_path: Path
) -> None:
    with (
        serving_app(copied(season, tmp_path), runner="Robin") as server,
        context_on(app_browser, PHONE) as context,
    ):
        page = seen_in(context, server).page
        page.goto(f"{server.url}/settings/delete")
        button = page.get_by_role("button", name="Delete everything")
        expect(button).to_be_disabled()
        page.get_by_label("To go on, type “Robin”").fill("robin")
        expect(button).to_be_disabled()
        page.get_by_label("To go on, type “Robin”").fill("Robin")
        button.click()
        expect(page).to_have_url(re.compile(r"/(start)?$"))
        assert context.request.get(f"{server.url}/api/v1/runners/Robin/reports").json()["items"] == []
