"""A set recorded in the app: what sensors give goes to the phone's disk, is measured, and is never lost."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app_browser import Seen, context_on, kept_on_phone, seen_in, stop_clock, wait_until
from app_pages import LAPTOP, SCREENS, Screen
from app_server import BEGIN, AppServer
from fullstride.domain.motion_log import MotionLog
from fullstride.measure.simulate_jumps import Bounds, Jumps, JumpScene, Stand, Style

SQUAT_JUMPS = 7
STILL = Stand(duration_s=8.0)
# Sensor events as a phone sends them, each with the time at which it was taken. In pieces, with the page left
# to itself between them, as in life.
FEEL = """async ([rows, end]) => {
  for (const [place, [t, x, y, z, alpha, beta, gamma]] of rows.entries()) {
    const event = new DeviceMotionEvent('devicemotion', {
      accelerationIncludingGravity: { x, y, z },
      acceleration: { x: 0, y: 0, z: 0 },
      rotationRate: { alpha, beta, gamma },
      interval: 1000 / 60,
    });
    Object.defineProperty(event, 'timeStamp', { value: t });
    dispatchEvent(event);
    if (place % 60 === 59) await new Promise((done) => setTimeout(done, end ? 1 : 0));
  }
}"""


@cache
def jumps(seed: int = 5) -> MotionLog:
    made = Jumps(count=SQUAT_JUMPS, style=Style.RESET, height_cm=26.0)
    return JumpScene(acts=(STILL, made, STILL)).record(seed).log


@cache
def bounds(seed: int = 4) -> MotionLog:
    return JumpScene(acts=(STILL, Bounds(), STILL)).record(seed).log


def rows(log: MotionLog, *, sign: int = 1, until_s: float = 1e9, from_ms: float = 5_000.0) -> list[Any]:
    """[t, x, y, z, alpha, beta, gamma] of each event; `sign` is -1 on an iPhone."""
    found = []
    for at, axes in zip(log.time_s - log.time_s[0], log.acceleration_mps2, strict=True):
        if at > until_s:
            break
        found.append([from_ms + 1000 * float(at), *(sign * float(axis) for axis in axes), 3.0, 1.0, 2.0])
    return found


def _open(context: BrowserContext, server: AppServer, query: str = "") -> Seen:
    seen = seen_in(context, server)
    seen.page.goto(f"{server.url}/capture{query}")
    expect(seen.page.get_by_role("heading", level=1)).to_have_text("Record a set")
    return seen


def _feel(page: Page, log: list[Any]) -> None:
    page.evaluate(FEEL, [log, True])


def _begin(page: Page, button: str = "Start now", position: str = "Belt") -> None:
    _feel(page, rows(jumps(), until_s=1.0, from_ms=1_000.0))
    page.get_by_role("radio", name=position, exact=True).check()
    page.get_by_role("button", name=button).click()


def _on_disk_s(page: Page) -> float:
    """How far the parts reach that are written while a set runs."""
    parts = (one for one in kept_on_phone(page, "captures") if one.get("acceleration"))
    return max((part["acceleration"][-1][0] / 1000 for part in parts), default=0.0)


def test_a_set_is_guided_recorded_and_measured_at_once(phone: BrowserContext, server: AppServer) -> None:
    """The count is the simulated set's own, the rate is what was measured."""
    page = _open(phone, server).page
    _begin(page)
    log = rows(jumps())
    _feel(page, log[: int(len(log) * 0.15)])
    expect(page.get_by_role("heading", level=1)).to_have_text("Enough. Go when you like")
    expect(page.locator("main")).to_contain_text("Hz measured")
    _feel(page, log[int(len(log) * 0.15) :])
    expect(page.get_by_role("heading", level=1)).to_have_text("Done")
    page.get_by_role("button", name="Stop").click()
    expect(page.locator("main")).to_contain_text(f"{SQUAT_JUMPS} jumps counted")
    expect(page.get_by_role("img", name=f"Set 1: {SQUAT_JUMPS} jumps")).to_be_visible()
    expect(page.locator(".kept")).to_contain_text("measured")
    expect(page.locator(".kept")).to_contain_text(re.compile(r"[A-Z][a-z]+day \d+ [A-Z][a-z]+.*, \d\d:\d\d"))


def test_hands_free_counts_in_leads_by_voice_and_ends_by_stillness(
    phone: BrowserContext, server: AppServer
) -> None:
    phone.add_init_script(
        "window.heard = []; speechSynthesis.speak = (said) => heard.push(said.text);"
        "speechSynthesis.cancel = () => {};"
    )
    page = _open(phone, server).page
    _begin(page, "Start hands-free")
    still = [[at, 0.0, 9.81, 0.0, 0, 0, 0] for at in range(5_000, 15_100, 16)]
    _feel(page, still[:200])
    expect(page.get_by_role("heading", level=1)).to_contain_text("Put the phone away: 7")
    _feel(page, still[200:])
    _feel(page, rows(jumps(), from_ms=15_100.0))
    expect(page.locator("main")).to_contain_text(f"{SQUAT_JUMPS} jumps counted")
    assert page.evaluate("() => heard") == ["Stand still.", "Go when you like.", "Good.", "Done. It is kept."]


@pytest.mark.parametrize("sign", [1, -1], ids=["android", "iphone"])
def test_what_is_recorded_is_what_the_browser_gave(
    phone: BrowserContext, server: AppServer, sign: int
) -> None:
    """Signs are left as they are, rotation stands in x, y, z, and the download is what the server got."""
    page = _open(phone, server).page
    _begin(page, position="Front pocket")
    given = rows(jumps(), sign=sign)
    _feel(page, given)
    page.get_by_role("button", name="Stop").click()
    expect(page.locator(".kept")).to_contain_text("measured")
    expect(page.locator("main")).to_contain_text(f"{SQUAT_JUMPS} jumps counted")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    body = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert list(body)[-2:] == ["acceleration", "rotation"]
    assert (body["gravity"], body["position"], body["exercise"], body["set"]) == (
        True,
        "front_pocket",
        "squat_jumps",
        1,
    )
    assert len(body["acceleration"]) == len(given)
    assert body["acceleration"][0] == [0, *(pytest.approx(axis, abs=6e-4) for axis in given[0][1:4])]
    assert body["rotation"][0] == [0, 1, 2, 3]
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(page.locator(".kept")).to_have_count(0)
    assert kept_on_phone(page, "captures") == []


def test_a_page_that_is_closed_in_a_set_loses_at_most_a_second(
    phone: BrowserContext, server: AppServer
) -> None:
    """Without signal; what is on the disk is measured when both are back, and the place is remembered."""
    page = _open(phone, server).page
    phone.set_offline(True)
    _begin(page)
    log = rows(jumps())
    _feel(page, log)
    wait_until(page, lambda: _on_disk_s(page) > (log[-1][0] - log[0][0]) / 1000 - 1.1)
    phone.set_offline(False)
    page.reload()
    expect(page.locator(".kept")).to_contain_text("broke off")
    expect(page.get_by_role("radio", name="Belt", exact=True, include_hidden=True)).to_have_count(0)
    page.get_by_role("button", name="Measure it").click()
    expect(page.locator("main")).to_contain_text(f"{SQUAT_JUMPS} jumps counted")
    whole = next(one for one in kept_on_phone(page, "captures") if one.get("body"))
    assert whole["duration_s"] > (log[-1][0] - log[0][0]) / 1000 - 1.1
    _feel(page, rows(jumps(), until_s=1.0, from_ms=1_000.0))
    expect(page.get_by_role("radio", name="Belt", exact=True)).to_be_checked()


def test_a_set_without_signal_waits_and_is_measured_later(phone: BrowserContext, server: AppServer) -> None:
    page = _open(phone, server).page
    phone.set_offline(True)
    _begin(page)
    _feel(page, rows(jumps()))
    page.get_by_role("button", name="Stop").click()
    expect(
        page.get_by_role("status").filter(has_text="It is measured when the server answers")
    ).to_be_visible()
    expect(page.locator(".kept")).to_contain_text("waits to be sent")
    phone.set_offline(False)
    page.evaluate("() => dispatchEvent(new Event('online'))")
    expect(page.locator("main")).to_contain_text(f"{SQUAT_JUMPS} jumps counted")


def test_a_set_of_a_session_is_matched_with_it(phone: BrowserContext, server: AppServer) -> None:
    """Bounding of today: exercise, distance and session come from the plan, the next set is offered."""
    page = _open(phone, server, "?session=2027w04-bounding-1&set=2").page
    _feel(page, rows(bounds(), until_s=1.0, from_ms=1_000.0))
    expect(page.get_by_label("Taped distance")).to_have_value("30")
    start = page.get_by_role("button", name="Start now")
    expect(start).to_have_accessible_description("Say where you wear the phone, then it can start.")
    page.get_by_role("radio", name="Belt", exact=True).check()
    expect(page.get_by_text("Say where you wear the phone")).to_have_count(0)
    page.get_by_role("button", name="Start now").click()
    _feel(page, rows(bounds()))
    page.get_by_role("button", name="Stop").click()
    expect(page.locator("main")).to_contain_text("bounds counted")
    expect(page.get_by_label("Set", exact=True)).to_have_value("3")
    answer = page.request.get(f"{server.url}/api/v1/runners/Robin/recordings").json()
    assert ["2027w04-bounding-1"] in [row["sessions"] for row in answer["items"]]


def test_a_laptop_without_sensors_says_so_and_shows_another_way(
    phone: BrowserContext, server: AppServer
) -> None:
    phone.add_init_script("delete window.DeviceMotionEvent")
    page = _open(phone, server).page
    expect(page.get_by_role("heading", name="No motion sensor answers here")).to_be_visible()
    expect(page.get_by_role("link", name="Mark a video")).to_be_visible()
    expect(page.locator("main").get_by_role("link", name="Measure")).to_be_visible()


def test_where_nothing_can_be_touched_no_sensor_is_waited_for(
    app_browser: Browser, server: AppServer
) -> None:
    """With a clock that stands still."""
    with context_on(app_browser, LAPTOP) as context:
        stop_clock(context, BEGIN)
        page = seen_in(context, server).page
        page.goto(f"{server.url}/capture")
        expect(page.get_by_role("heading", name="No motion sensor answers here")).to_be_visible()
        expect(page.locator("main")).to_contain_text("phyphox or Sensor Logger")


def test_where_the_browser_asks_first_a_tap_asks_it(phone: BrowserContext, server: AppServer) -> None:
    phone.add_init_script("DeviceMotionEvent.requestPermission = async () => window.allows ?? 'denied'")
    page = _open(phone, server).page
    page.get_by_role("button", name="Allow the sensors").click()
    expect(page.get_by_role("heading", name="The sensors are not allowed")).to_be_visible()
    page.reload()
    page.evaluate("() => { window.allows = 'granted'; }")
    page.get_by_role("button", name="Allow the sensors").click()
    expect(page.get_by_role("status").filter(has_text="Waiting for the sensor")).to_be_visible()
    _feel(page, rows(jumps(), until_s=1.0))
    expect(page.get_by_text("Hz measured")).to_be_visible()


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_axe_finds_nothing_before_in_and_after_a_set(
    app_browser: Browser, server: AppServer, screen: Screen
) -> None:
    with context_on(app_browser, screen) as context:
        seen = _open(context, server)
        page = seen.page

        def look() -> None:
            assert seen.axe_by_day_and_night() == []
            assert seen.overhang_px <= 0

        look()
        _feel(page, rows(jumps(), until_s=1.0, from_ms=1_000.0))
        expect(page.get_by_role("radio", name="Belt", exact=True)).to_be_visible()
        look()
        _begin(page)
        _feel(page, rows(jumps()))
        look()
        page.get_by_role("button", name="Stop").click()
        expect(page.locator("main")).to_contain_text("jumps counted")
        look()
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert seen.overhang_px <= 0
        assert seen.troubles == []
