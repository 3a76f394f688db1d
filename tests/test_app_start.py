"""The first steps of a new runner on a phone: what is asked where a plan says too little, and going back."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from app_browser import Seen, context_on, seen_in
from app_pages import LAPTOP, PHONE, World
from app_server import AppServer, serving_app
from helpers import EXAMPLES

FRIDAY = "2027-01-29"
FAMILY = (("20270201", "Dentist"), ("20270203", "Run errands"), ("20270205", "Birthday of Kim"))
LONG_NAME = f"{'a-family-of-six-and-their-dog-' * 3}.ics"
UNDATED = "Monday: rest\nTuesday: 5 × 1000 m\nWednesday: 8 km easy"


@pytest.fixture(scope="module")
def beginning(client: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    """A server where nothing is kept but what these tests hand in."""
    with serving_app(tmp_path_factory.mktemp("beginning"), runner="New", today=FRIDAY) as server:
        yield server


@pytest.fixture
def seen(app_browser: Browser, beginning: AppServer) -> Iterator[Seen]:
    """The first step on a phone, with no calendar yet."""
    with context_on(app_browser, PHONE) as context:
        seen = seen_in(context, beginning)
        shelf = f"{beginning.url}/api/v1/runners/New/calendars"
        for one in context.request.get(shelf).json()["items"]:
            context.request.delete(f"{shelf}/{one['id']}", headers={"Origin": beginning.url})
        seen.page.goto(f"{beginning.url}/start")
        expect(seen.page.get_by_text("No calendar yet.")).to_be_visible()
        yield seen


def _hand_in(page: Page, file: Path) -> None:
    page.get_by_label("Choose a file").set_input_files(file)


def _family(folder: Path) -> Path:
    told = "\n".join(
        f"BEGIN:VEVENT\nUID:{date}\nDTSTART;VALUE=DATE:{date}\nSUMMARY:{title}\nEND:VEVENT"
        for date, title in FAMILY
    )
    file = folder / LONG_NAME
    file.write_text(f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//family//EN\n{told}\nEND:VCALENDAR\n")
    return file


def test_a_plan_without_dates_is_asked_for_its_day_in_place_and_can_have_another(seen: Seen) -> None:
    page = seen.page
    _hand_in(page, EXAMPLES / "eight-week-10k.json")
    day = page.get_by_label("When is the race, or the last day of the plan?")
    expect(day).to_be_focused()
    expect(page.get_by_role("button", name="Go on")).to_be_disabled()
    assert seen.axe() == []
    day.fill("2027-04-04")
    page.get_by_role("button", name="Read it").first.click()
    expect(page.locator("article")).to_contain_text("Laid back from Sunday 4 April.")
    page.get_by_role("button", name="Another day").click()
    expect(day).to_have_value("2027-04-04")
    day.fill("2027-04-11")
    page.get_by_role("button", name="Read it").first.click()
    expect(page.locator("article")).to_contain_text("Laid back from Sunday 11 April.")
    assert seen.troubles == []


def test_what_the_page_shows_as_pasted_text_can_be_read_and_weekdays_alone_are_asked_about(
    seen: Seen,
) -> None:
    page = seen.page
    page.locator("summary", has_text="Or paste it").click()
    box = page.get_by_role("textbox", name="Or paste it as text")
    box.fill(box.get_attribute("placeholder") or "")
    page.get_by_role("button", name="Read it").last.click()
    expect(page.locator("article")).to_contain_text("3 days, 25 Jan to 27 Jan")
    box.fill(UNDATED)
    page.get_by_role("button", name="Read it").last.click()
    expect(page.get_by_role("form")).to_contain_text("What you pasted has no dates.")
    page.get_by_role("button", name="Leave it").click()
    expect(page.get_by_role("form", name="has no dates")).to_have_count(0)


def test_a_calendar_without_running_is_told_as_one_before_anything_is_planned(
    seen: Seen, tmp_path: Path
) -> None:
    page = seen.page
    _hand_in(page, _family(tmp_path))
    card = page.locator("article")
    expect(card).to_contain_text("There is no running in this calendar.")
    expect(card).to_contain_text("Dentist, Run errands and Birthday of Kim")
    expect(page.get_by_role("button", name="Go on all the same")).to_be_visible()
    assert (seen.overhang_px, seen.axe()) == (0, [])
    page.get_by_role("button", name="Go on all the same").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How it is read")
    assert (seen.overhang_px, seen.axe()) == (0, [])
    _hand_in_another(page)
    expect(page.get_by_role("button", name="Go on", exact=True)).to_be_enabled()


def _hand_in_another(page: Page) -> None:
    page.get_by_role("button", name="Back").click()
    _hand_in(page, EXAMPLES / "spring-marathon.ics")


def test_an_address_is_mended_or_told_and_the_last_error_goes(seen: Seen) -> None:
    page = seen.page
    address, read = page.get_by_label("From an address"), page.get_by_role("button", name="Read it").first
    for wrong in ("htps:/example.com/a", "my calendar", "https://exa mple.com"):
        address.fill(wrong)
        read.click()
        expect(page.get_by_role("alert")).to_contain_text("This is no address of a calendar.")
        address.press("End")
        address.press("x")
        expect(page.get_by_role("alert")).to_have_count(0)
    sent: list[str] = []
    page.on("request", lambda asked: sent.append(asked.post_data or "") if "/address" in asked.url else None)
    address.fill("  127.0.0.1.example/cal.ics ")
    read.click()
    expect(page.get_by_role("alert")).to_be_visible(timeout=30_000)
    assert '"url":"https://127.0.0.1.example/cal.ics"' in sent[0]
    _hand_in(page, EXAMPLES / "spring-marathon.ics")
    expect(page.get_by_role("heading", name="spring-marathon.ics")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_each_step_has_an_address_back_is_a_step_back_and_a_reload_loses_no_answer(
    seen: Seen, beginning: AppServer
) -> None:
    page = seen.page
    _hand_in(page, EXAMPLES / "spring-marathon.ics")
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Go on").click()
    expect(page).to_have_url(f"{beginning.url}/start/about")
    page.get_by_label("Year of birth").fill("1985")
    page.get_by_role("checkbox", name="Mon").check()
    page.get_by_role("radio", name="Regular").first.check()
    page.get_by_label("Pregnant").check()
    page.reload()
    expect(page.get_by_label("Year of birth")).to_have_value("1985")
    expect(page.get_by_role("checkbox", name="Mon")).to_be_checked()
    expect(page.get_by_role("radio", name="Regular").first).to_be_checked()
    expect(page.get_by_label("Pregnant")).to_be_checked()
    page.get_by_label("Pregnant").uncheck()
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("button", name="Keep this plan")).to_be_visible(timeout=60_000)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("About you")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page.get_by_label("Year of birth")).to_have_value("1985")
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How it is read")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Calendar")
    assert seen.troubles == []


def test_going_back_puts_a_day_away_and_stays_on_the_calendar(
    app_browser: Browser, worlds: Mapping[World, AppServer]
) -> None:
    server = worlds[World.SEASON]
    with context_on(app_browser, PHONE) as context:
        page = seen_in(context, server).page
        page.goto(server.url)
        page.get_by_role("link", name="Calendar", exact=True).click()
        for put_away in (page.go_back, lambda: page.keyboard.press("Escape")):
            page.locator(f"#day-{FRIDAY}").click()
            expect(page.get_by_role("dialog")).to_be_visible()
            put_away()
            expect(page.get_by_role("dialog")).to_have_count(0)
            expect(page).to_have_url(f"{server.url}/calendar")
        expect(page.locator(f"#day-{FRIDAY}")).to_be_focused()
        page.go_back()
        expect(page).to_have_url(f"{server.url}/")


def test_an_address_that_names_no_day_shows_the_season_and_says_so(
    app_browser: Browser, worlds: Mapping[World, AppServer]
) -> None:
    server = worlds[World.SEASON]
    with context_on(app_browser, LAPTOP) as context:
        seen = seen_in(context, server)
        for day in ("garbage", "2027-02-31"):
            seen.page.goto(f"{server.url}/calendar?day={day}")
            expect(seen.page.get_by_text("There is no such day.")).to_be_visible()
            expect(seen.page.get_by_role("grid")).to_be_visible()
        assert seen.troubles == []
        seen.page.goto(f"{server.url}/measure/abc")
        expect(seen.page.locator("main")).to_contain_text("There is nothing at this address.")
        seen.page.goto(f"{server.url}/%E0%A4%A")
        expect(seen.page.locator("main")).to_contain_text("There is no such page")


def test_today_and_what_was_done_are_marked_by_shape_and_in_words(
    app_browser: Browser, worlds: Mapping[World, AppServer]
) -> None:
    server = worlds[World.SEASON]
    with context_on(app_browser, PHONE) as context:
        page = seen_in(context, server).page
        page.goto(f"{server.url}/calendar")
        expect(page.locator("[role=gridcell][aria-current=date]")).to_have_attribute("data-date", FRIDAY)
        legend = page.locator(".legend")
        for word in ("done", "today"):
            expect(legend.get_by_text(word, exact=True)).to_be_visible()
        done = page.locator("#day-2027-01-23 .glyph.done")
        expect(done).to_have_count(1)
        line = "one => getComputedStyle(one, '::after').borderBottomWidth"
        assert done.evaluate(line) == "2px"
        assert page.locator(f"#day-{FRIDAY} .glyph").evaluate(line) != "2px"
