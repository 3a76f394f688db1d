"""The app in Chromium: a page on a screen in a theme, what went wrong in it, and what axe says of it."""

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from app_pages import PHONE, THEMES, AppPage, Screen, World
from app_server import AppServer
from helpers import ROOT
from made_accounts import PASSWORD

AXE = ROOT / "app" / "node_modules" / "axe-core" / "axe.min.js"
EXPECTED = "Failed to load resource: the server responded with a status of 4"  # "no plan yet" is an answer
PATIENCE_MS = 30_000  # a busy machine is no fault of a page; whoever waits, waits for a state
expect.set_options(timeout=PATIENCE_MS)
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars")


@dataclass(slots=True)
class Seen:
    """A page, and what went wrong in it: messages, errors, requests to elsewhere."""

    page: Page
    troubles: list[str] = field(default_factory=list)

    @property
    def overhang_px(self) -> int:
        """How far something hangs over the right edge, once plots are drawn anew for the page's width."""
        told = 0
        for _ in range(40):
            told = self.page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            if told <= 0:
                break
            self.page.wait_for_timeout(50)
        return told

    def axe(self) -> list[str]:
        """Each violation in a line, none where all is well."""
        if not AXE.is_file():
            pytest.skip("axe-core was not fetched; make client fetches it")
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
        return [
            f"{one['id']}: {one['help']}: {json.dumps([node['html'][:120] for node in one['nodes']][:3])}"
            for one in found["violations"]
        ]

    def axe_by_day_and_night(self) -> list[str]:
        """The same of both themes, each violation with its theme; the page is in the last of them then."""
        found = []
        for theme in THEMES:
            self.page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
            found += [f"{theme}: {one}" for one in self.axe()]
        return found


def launched(playwright: Playwright, chromium: str) -> Browser:
    return playwright.chromium.launch(executable_path=chromium, args=[*ARGUMENTS])


@contextmanager
def context_on(
    browser: Browser, screen: Screen = PHONE, theme: str = "light", *, sharp: int = 1
) -> Iterator[BrowserContext]:
    """A phone or a laptop that was never here before."""
    context = browser.new_context(
        viewport={"width": screen.width, "height": screen.height},
        has_touch=screen.touch,
        is_mobile=screen.touch,
        device_scale_factor=sharp,
        color_scheme="dark" if theme == "dark" else "light",
        reduced_motion="reduce",
        locale="en-GB",
        timezone_id="UTC",
    )
    context.set_default_timeout(PATIENCE_MS)
    try:
        yield context
    finally:
        context.close()


def seen_in(context: BrowserContext, server: AppServer) -> Seen:
    """A new page that notes what goes wrong; nothing is opened in it yet."""
    seen = Seen(page=context.new_page())
    page = seen.page

    def note_request(url: str) -> None:
        if not url.startswith((server.url, "blob:", "data:")):
            seen.troubles.append(f"asked {url}")

    def note_message(kind: str, text: str) -> None:
        if kind in ("error", "warning") and not text.startswith(EXPECTED):
            seen.troubles.append(text)

    page.on("console", lambda said: note_message(said.type, said.text))
    page.on("pageerror", lambda error: seen.troubles.append(str(error)))
    page.on("request", lambda asked: note_request(asked.url))
    return seen


def look_at(context: BrowserContext, worlds: Mapping[World, AppServer], one: AppPage) -> Seen:
    """A page of the table, opened and brought to where it shall be looked at."""
    server = worlds[one.world]
    if one.who:
        sign_in(context, server, one.who)
    seen = seen_in(context, server)
    if one.before is not None:
        one.before(seen.page)
    seen.page.goto(server.url + one.path.format_map(server.links | {"old": "o" * 43}))
    expect(seen.page.locator(one.ready).first).to_be_visible()
    if one.act is not None:
        one.act(seen.page)
    settled(seen.page)
    return seen


def settled(page: Page) -> None:
    """Until no part of a page is being read any more, also none that another part asked for."""
    page.evaluate(
        """async () => {
            const end = performance.now() + 15000;
            for (let quiet = 0; quiet < 3;) {
                if (performance.now() > end) throw new Error('something is still being read');
                quiet = document.querySelector('.bars, [aria-busy=true]') ? 0 : quiet + 1;
                await new Promise((then) => requestAnimationFrame(then));
            }
        }"""
    )


def sign_in(context: BrowserContext, server: AppServer, name: str) -> None:
    """Whoever that is uses this browser."""
    there = f"{server.url}/api/v1/sessions"
    answer = context.request.post(there, data={"name": name, "password": PASSWORD})
    assert answer.ok, answer.text()


def wait_until(page: Page, holds: Callable[[], bool]) -> None:
    """Until something holds that the page itself doesn't show."""
    for _ in range(PATIENCE_MS // 50):
        if holds():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it never came to hold")


def kept_on_phone(page: Page, store: str) -> list[dict[str, Any]]:
    """What the app keeps in one store of the browser's own database."""
    found: list[dict[str, Any]] = _asked_of_phone(page, store, "getAll")
    return found


def keys_on_phone(page: Page, store: str) -> list[str]:
    """What it is kept under."""
    found: list[str] = _asked_of_phone(page, store, "getAllKeys")
    return found


def _asked_of_phone(page: Page, store: str, verb: str) -> Any:
    return page.evaluate(
        """([store, verb]) => new Promise((done) => {
          const open = indexedDB.open('fullstride');
          open.onsuccess = () => {
            const asked = open.result.transaction(store).objectStore(store)[verb]();
            asked.onsuccess = () => { open.result.close(); done(asked.result); };
          };
        })""",
        [store, verb],
    )


def stop_clock(context: BrowserContext, at: dt.datetime) -> None:
    """From now on it is that instant, until a test moves the clock."""
    context.clock.install(time=at - dt.timedelta(seconds=1))
    context.clock.pause_at(at)


def wait_for_worker(page: Page) -> None:
    """Until the service worker keeps the app for times without a server."""
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function(
        "navigator.serviceWorker.controller !== null || caches.keys().then(k => k.length > 0)"
    )


def picture(page: Page, file: Path) -> None:
    """For whoever wants to look at what a test sees."""
    page.screenshot(path=str(file), full_page=True)
