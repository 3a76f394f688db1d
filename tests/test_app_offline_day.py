"""A day on the track without signal: another day than the app was last opened on, and what was done there."""

import datetime as dt

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from app_browser import keys_on_phone, seen_in, wait_for_worker, wait_until
from app_server import BEGIN, AppServer

DAY = dt.timedelta(days=1)


@pytest.fixture
def phone(phone: BrowserContext) -> BrowserContext:
    phone.clock.install(time=BEGIN)
    return phone


def _opened(phone: BrowserContext, server: AppServer) -> Page:
    """Today, with everything kept that is kept for days without signal."""
    page = seen_in(phone, server).page
    page.goto(server.url)
    expect(page.get_by_role("heading", level=1)).to_have_text("Bounding")
    wait_for_worker(page)
    wait_until(page, lambda: any(one.endswith("/season") for one in keys_on_phone(page, "answers")))
    return page


def _without_signal(phone: BrowserContext, server: AppServer, page: Page, days: int) -> None:
    """So many days later, on a track."""
    server.stop()
    phone.clock.set_fixed_time(BEGIN + days * DAY)
    page.goto(server.url)


def _next_day(phone: BrowserContext, server: AppServer, page: Page) -> None:
    """The server is there again, on Saturday."""
    server.today = (BEGIN + DAY).date().isoformat()
    server.start()
    phone.clock.set_fixed_time(BEGIN + DAY)
    page.reload()


def _lead(page: Page, phone: BrowserContext, *presses: str) -> None:
    for name in presses:
        page.get_by_role("button", name=name, exact=True).click(delay=50)
        phone.clock.run_for(1000)


def test_four_days_later_without_signal_today_is_that_day_and_its_session_can_be_begun(
    phone: BrowserContext, server: AppServer
) -> None:
    page = _opened(phone, server)
    _without_signal(phone, server, page, days=4)
    expect(page.get_by_role("heading", level=1)).to_have_text("Bounding, then strides")
    main = page.locator("main")
    expect(main).to_contain_text("Tuesday 2 February · week 8 of 18")
    expect(page.get_by_role("status").filter(has_text="As of Friday, without signal.")).to_be_visible()
    expect(page.get_by_role("heading", name="Why today")).to_be_visible()
    expect(main).to_contain_text("Friday: were the bounding done?")
    expect(main).to_contain_text("Saturday: were the strides done?")
    expect(main).not_to_contain_text("How sore are your legs")  # a week after it nobody knows
    page.get_by_role("link", name="Start", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Warm up")
    page.goto(f"{server.url}/calendar?day=2027-02-02")
    expect(page.get_by_role("dialog").get_by_role("link", name="Start", exact=True).first).to_be_visible()


def test_the_next_morning_without_signal_what_was_not_done_is_reported_once(
    phone: BrowserContext, server: AppServer
) -> None:
    page = _opened(phone, server)
    _without_signal(phone, server, page, days=1)
    expect(page.get_by_role("heading", level=1)).to_have_text("Strides")
    question = page.locator(".due p").filter(has_text="Friday: were the bounding done?")
    question.get_by_role("link", name="Say it").click()
    page.get_by_label("Not done").check(force=True)
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Kept here. It will be sent once")).to_be_visible()
    page.get_by_role("link", name="To today").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Strides")
    expect(question).to_have_count(0)
    _next_day(phone, server, page)
    expect(page.get_by_text("Kept here. It will be sent once")).to_have_count(0)
    address = f"{server.url}/api/v1/runners/Robin/reports?session=2027w04-bounding-1"

    def reports() -> list[str]:
        return [one["completion"] for one in page.request.get(address).json()["items"]]

    wait_until(page, lambda: bool(reports()))
    assert reports() == ["not done"]


def test_pain_asks_where_at_once_and_the_next_day_asks_for_the_place(
    phone: BrowserContext, server: AppServer
) -> None:
    page = _opened(phone, server)
    page.get_by_role("link", name="Start", exact=True).click()
    _lead(page, phone, "Ready", "Pain")
    expect(page.get_by_role("heading", level=1)).to_have_text("Stop for today")
    expect(page.locator("main")).not_to_contain_text("stop.pain")
    _lead(page, phone, "Close")
    expect(page.get_by_role("heading", name="Where, and how strong?")).to_be_visible()
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("alert")).to_contain_text("Say where it hurts")
    page.get_by_label("Where?").fill("left calf")
    page.get_by_role("group", name="How bad").get_by_label("4", exact=True).check(force=True)
    page.get_by_label("What kind of pain?").select_option("sharp")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Today asks how it is until it is gone.")).to_be_visible()
    page.get_by_role("link", name="To today").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Done for today")
    expect(page.locator("main ol")).to_contain_text("stopped for pain")
    expect(page.locator("main")).to_contain_text("everything is off until it is gone")
    _without_signal(phone, server, page, days=1)
    asked = "Left calf, 4 of 10 on Friday: how is it today?"
    expect(page.locator("main")).to_contain_text(asked)
    _next_day(phone, server, page)
    expect(page.get_by_role("status").filter(has_text="without signal")).to_have_count(0)
    expect(page.locator("main")).to_contain_text(asked)
    question = page.locator(".due p").filter(has_text="Left calf")
    question.get_by_role("link", name="Say it").click()
    expect(page.get_by_role("group", name="Your left calf was at 4.")).to_be_visible()
    expect(page.get_by_role("group", name="Does anything else hurt?")).to_be_visible()


def test_pain_holds_back_the_days_other_sessions_without_signal(
    phone: BrowserContext, server: AppServer
) -> None:
    page = _opened(phone, server)
    server.stop()
    phone.clock.pause_at(BEGIN + 4 * DAY)
    page.goto(server.url)
    page.get_by_role("link", name="Start", exact=True).click()
    _lead(page, phone, "Ready", "Pain", "Close")
    expect(page.get_by_role("heading", name="Where, and how strong?")).to_be_visible()
    expect(page.get_by_role("link", name="Next: Strides")).to_have_count(0)
    page.get_by_role("link", name="To today").click()
    expect(page.locator("main")).to_contain_text("Pain stopped bounding: nothing more today.")
    expect(page.get_by_role("link", name="Start")).to_have_count(0)
    page.goto(f"{server.url}/session/2027w05-strides-1")
    expect(page.get_by_role("heading", level=1)).to_have_text("Not now")


def test_two_days_after_a_session_soreness_is_asked_once(phone: BrowserContext, server: AppServer) -> None:
    page = _opened(phone, server)
    page.goto(f"{server.url}/report/2027w04-hill_sprints-1")
    expect(page.get_by_role("group", name="How sore are your legs since")).to_be_visible()
    expect(page.get_by_role("group", name="How sore are your muscles today")).to_have_count(0)
    page.goto(f"{server.url}/report/2027w04-bounding-1")
    expect(page.get_by_role("group", name="How sore are your muscles today")).to_be_visible()


def test_a_part_of_the_app_that_is_not_here_says_so_and_is_tried_again(
    phone: BrowserContext, server: AppServer
) -> None:
    page = seen_in(phone, server).page
    lost = "**/assets/Progress-*.js"
    page.route(lost, lambda route: route.abort())
    page.goto(server.url)
    expect(page.get_by_role("heading", level=1)).to_have_text("Bounding")
    page.get_by_role("link", name="Progress").click()
    expect(page.get_by_role("alert")).to_contain_text("No signal")
    expect(page.locator("main")).not_to_contain_text("There is no such page")
    page.unroute(lost)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("main [data-measure]").first).to_be_visible()
