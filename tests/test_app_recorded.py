"""A set recorded while a session is led is done in it, without signal and under a killed tab too."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from app_browser import kept_on_phone, seen_in, wait_for_worker
from app_server import AppServer
from test_app_capture import FEEL, bounds, rows

BOUNDING = "2027w04-bounding-1"


def _ready(page: Page) -> None:
    ready = page.get_by_role("button", name="Ready")
    expect(ready).to_be_visible()
    page.wait_for_timeout(400)  # a second tap of the same finger is none
    ready.click()


def _record(page: Page, rep: int) -> None:
    page.get_by_role("link", name=f"Record rep {rep}").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Record a set")
    log = bounds()
    now = float(page.evaluate("performance.now()"))
    page.evaluate(FEEL, [rows(log, until_s=1.0, from_ms=now), True])
    expect(page.get_by_label("Set", exact=True)).to_have_value(str(rep))
    page.get_by_role("radio", name="Belt", exact=True).check()
    page.get_by_role("button", name="Start now").click()
    page.evaluate(FEEL, [rows(log, from_ms=float(page.evaluate("performance.now()"))), True])
    page.get_by_role("button", name="Stop").click()
    expect(page.locator(".kept")).to_be_visible()


def _resting_after(page: Page, rep: int) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Rest")
    expect(page.locator("main")).to_contain_text(f"rep {rep + 1} of 3")
    expect(page.get_by_role("timer")).to_be_visible()


def test_a_recorded_rep_is_done_and_its_rest_runs_from_its_end(
    phone: BrowserContext, server: AppServer
) -> None:
    """The report counts it, and the measured log is that of the session."""
    page = seen_in(phone, server).page
    page.goto(f"{server.url}/session/{BOUNDING}")
    _ready(page)
    _record(page, 1)
    expect(page.locator("main")).to_contain_text("bounds counted")
    page.get_by_role("link", name="On with the session").click()
    _resting_after(page, 1)
    (run,) = (one for one in kept_on_phone(page, "guided") if one["script"]["session"]["id"] == BOUNDING)
    (event,) = (one for one in run["events"] if one["act"] == "recorded")
    length_ms = 1000 * float(bounds().time_s[-1] - bounds().time_s[0])
    assert event["at"] - event["began"] == pytest.approx(length_ms, abs=50)
    page.wait_for_timeout(400)  # a second tap of the same finger is none
    page.get_by_role("button", name="End", exact=True).click()
    with page.expect_response(lambda answer: "/guided/" in answer.url) as sent:
        page.get_by_role("dialog").get_by_role("button").first.click()
    told = sent.value.json()
    assert (sent.value.status, told["record"]["done"]) == (200, 1)
    assert told["record"]["efforts"][0]["outcome"] == "full"
    expect(page.locator("ol.card li")).to_contain_text("standing still before and after")
    shelf = f"{server.url}/api/v1/runners/Robin"
    assert any(BOUNDING in one["sessions"] for one in page.request.get(f"{shelf}/recordings").json()["items"])


def test_without_signal_and_with_the_tab_killed_the_recorded_rep_is_done_all_the_same(
    phone: BrowserContext, server: AppServer
) -> None:
    """The page dies before anybody goes back to the session."""
    page = seen_in(phone, server).page
    page.goto(server.url)
    wait_for_worker(page)
    page.goto(f"{server.url}/session/{BOUNDING}")
    _ready(page)
    expect(page.get_by_role("link", name="Record rep 1")).to_be_visible()
    phone.set_offline(True)
    _record(page, 1)
    page.context.new_cdp_session(page).send("Page.close")
    page = seen_in(phone, server).page
    page.goto(f"{server.url}/session/{BOUNDING}")
    _resting_after(page, 1)
    page.get_by_role("link", name="To today").click()
    expect(page.locator(".waiting")).to_contain_text("bounding, the recording")  # not taken for the session
    phone.set_offline(False)
    page.evaluate("() => dispatchEvent(new Event('online'))")
    with page.expect_response(lambda answer: "/captures/" in answer.url) as sent:
        pass
    assert BOUNDING in sent.value.url
