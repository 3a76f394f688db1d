"""What only the runner knows of a log is asked in place; nobody chooses the file a second time."""

import datetime as dt
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect

from app_browser import Seen, seen_in
from app_server import BEGIN, AppServer
from made_captures import bound_log, capture, phyphox, write, zipped
from test_api_told import hops, restless


def _hand_in(context: BrowserContext, server: AppServer, file: Path) -> Seen:
    seen = seen_in(context, server)
    seen.page.goto(f"{server.url}/measure")
    expect(seen.page.locator(".row").first).to_be_visible()
    seen.page.get_by_label("Choose files").set_input_files(file)
    return seen


def _choose(page: Page, *names: str) -> None:
    for name in names:
        page.get_by_role("radio", name=name, exact=True).check()


def test_a_log_whose_kind_is_unclear_is_asked_and_measured_in_place(
    phone: BrowserContext, server: AppServer, tmp_path: Path
) -> None:
    """Then told otherwise on its own page, as often as one likes."""
    data = zipped(phyphox(hops(), BEGIN - dt.timedelta(days=2)))
    seen = _hand_in(phone, server, write(tmp_path / "hops.zip", data))
    page = seen.page
    asks = page.get_by_role("region", name="hops.zip")
    expect(asks).to_contain_text("hops on the spot and bounds have the same rhythm")
    say = asks.get_by_role("button", name="Measure it so")
    expect(say).to_have_accessible_description("Say what it shows, then it is measured.")
    assert seen.axe_by_day_and_night() == []
    assert seen.overhang_px <= 0
    _choose(page, "Hops", "Belt")
    say.click()
    expect(asks).to_have_count(0)
    expect(page.locator(".row", has_text="Hops").first).to_contain_text("10 hops")
    page.locator(".row", has_text="Hops").first.click()
    expect(page.locator("main")).to_contain_text("10 hops counted")
    page.get_by_role("button", name="This is not hops").click()
    _choose(page, "Bounding")
    page.get_by_label("How far was it").fill("30")
    assert seen.axe_by_day_and_night() == []
    assert seen.overhang_px <= 0
    page.get_by_role("button", name="Measure it so").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bounding")
    assert seen.troubles == []


def test_bounding_without_its_tape_is_asked_how_far_it_was(
    phone: BrowserContext, server: AppServer, tmp_path: Path
) -> None:
    data = capture(bound_log().log, BEGIN, exercise="bounding")
    page = _hand_in(phone, server, write(tmp_path / "bounds.json", data)).page
    asks = page.get_by_role("region", name="bounds.json")
    expect(asks.get_by_role("radio")).to_have_count(0)
    asks.get_by_label("How far was it").fill("30")
    asks.get_by_role("button", name="Measure it so").click()
    expect(asks).to_have_count(0)
    page.get_by_role("link", name="bounds.json").click()
    expect(page.locator("main")).to_contain_text("m/s")
    expect(page.get_by_role("button", name="Measure it so")).to_have_count(0)


def test_a_file_without_a_unit_is_read_by_what_is_said_without_choosing_it_again(
    phone: BrowserContext, server: AppServer, tmp_path: Path
) -> None:
    page = _hand_in(phone, server, write(tmp_path / "log.csv", restless(shake=2.2))).page
    asks = page.get_by_role("region", name="log.csv")
    expect(asks).to_contain_text("doesn't say in which unit its accelerations are")
    expect(page.locator(".bad")).to_have_count(0)
    _choose(page, "g")
    with page.expect_request(lambda asked: asked.method == "PUT") as sent:
        asks.get_by_role("button", name="Measure it so").click()
    assert "unit=g" in sent.value.url
    expect(asks.get_by_role("radio", name="g", exact=True)).to_have_count(0)
    expect(page.get_by_role("link", name="log.csv").first).to_be_visible()
