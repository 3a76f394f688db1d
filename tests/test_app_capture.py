"""A set recorded in the app: what sensors give goes to the phone's disk, is measured, and is never lost."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app_browser import Seen, context_on, seen_in
from app_pages import PHONE, SCREENS, THEMES, Screen
from app_server import AppServer, copied, serving_app
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


@pytest.fixture
def server(client: Path, season: Path, tmp_path: Path) -> Iterator[AppServer]:
    with serving_app(copied(season, tmp_path), runner="Robin") as serving:
        yield serving


@pytest.fixture
def phone(app_browser: Browser) -> Iterator[BrowserContext]:
    with context_on(app_browser, PHONE) as context:
        yield context


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


def _kept(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(
        "() => new Promise((done) => { const open = indexedDB.open('fullstride'); open.onsuccess = () => {"
        "const asked = open.result.transaction('captures').objectStore('captures').getAll();"
        "asked.onsuccess = () => { open.result.close(); done(asked.result); }; }; })"
    )
    return found


def test_a_set_is_guided_recorded_and_measured_at_once(phone: BrowserContext, server: AppServer) -> None:
    """The count is the simulated set's own, the rate is what was measured, the verdict comes with its error."""
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
