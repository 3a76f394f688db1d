"""A session led in the app, on a phone whose clock moves only when a test moves it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urljoin

from playwright.sync_api import BrowserContext, Page, expect

from app_browser import seen_in
from app_server import AppServer

BOUNDING = "2027w04-bounding-1"


class Led:
    """A session on a phone, in a page that may be killed."""

    def __init__(self, context: BrowserContext, server: AppServer, session: str = BOUNDING) -> None:
        self.context, self.url = context, f"{server.url}/session/{session}"
        self.seen = seen_in(context, server)
        self.server = server
        self.page = self.seen.page

    def open(self) -> "Led":
        self.page.goto(self.url)
        expect(self.page.locator("main h1")).to_be_visible()
        return self

    def kill(self) -> None:
        """The page is gone at once, without a word; another one opens the same address."""
        self.page.context.new_cdp_session(self.page).send("Page.close")
        self.seen = seen_in(self.context, self.server)
        self.page = self.seen.page
        self.open()

    def wait(self, seconds: float) -> None:
        self.context.clock.run_for(round(seconds * 1000))

    def press(self, name: str) -> None:
        self.wait(0.5)  # a second tap of the same finger is none
        self.page.get_by_role("button", name=name, exact=True).click()

    def told(self, title: str, clock: str | None = None) -> None:
        expect(self.page.locator("main h1")).to_have_text(title)
        if clock is not None:
            expect(self.page.get_by_role("timer")).to_have_text(clock)

    def rep(self, number: int, seconds: float = 6) -> None:
        """One effort from its start to the runner's press."""
        self.press(f"Start rep {number}")
        self.told("Bounding")
        self.wait(5 + seconds - 0.5)
        self.press("Done")

    def through(self) -> None:
        """Three efforts with their rests, up to the last question."""
        self.press("Ready")
        for number in (1, 2, 3):
            self.rep(number)
            if number < 3:
                self.told("Rest", "3:00")
                self.wait(180)
        self.told("That was the last one")

    def first_rest(self) -> None:
        """Opened, and one effort done."""
        self.open()
        self.press("Ready")
        self.rep(1)
        self.told("Rest")

    def away(self, *, minutes: float) -> None:
        """The app is left in the first rest, and nobody opens it for a while."""
        self.page.goto("about:blank")
        self.wait(60 * minutes)

    def end_early(self) -> None:
        self.press("End")
        self.press("End the session")

    @contextmanager
    def sending(self) -> Iterator[None]:
        """What was done is sent meanwhile."""
        with self.context.expect_event("requestfinished", lambda asked: "/guided/" in asked.url):
            yield


def reports_at(page: Page, session: str = BOUNDING) -> list[dict[str, Any]]:
    """What the server keeps of the session."""
    there = urljoin(page.url, f"/api/v1/runners/Robin/reports?session={session}")
    items: list[dict[str, Any]] = page.request.get(there).json()["items"]
    return items
