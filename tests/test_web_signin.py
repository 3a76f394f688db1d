"""Signing in, joining and a new password in a browser, on a phone and a laptop, in both themes."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app_browser import Seen, context_on, keys_on_phone, seen_in
from app_pages import SCREENS, THEMES, Screen
from app_server import AppServer, serving_app
from fullstride.domain.accounts import Account, LinkKind, Role
from fullstride.store import open_store
from fullstride.web.accounts.links import write_link
from made_accounts import LIGHT, NOW, PASSWORD

OTHER = "snow on the back stretch"
TODAY = "2026-11-01"


@dataclass
class Place:
    """A server with accounts: olga owns it, carla coaches, ana runs."""

    server: AppServer
    accounts: dict[str, str]

    def link(self, kind: LinkKind, *, coach: str = "", account: str = "") -> str:
        store = open_store(str(self.server.store))
        written = write_link(
            store.accounts,
            kind,
            NOW,
            coach=self.accounts.get(coach, ""),
            account=self.accounts.get(account, ""),
        )
        store.close()
        return self.server.url + written.path


@pytest.fixture(scope="module")
def place(client: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("door")
    store = open_store(str(folder / "store.sqlite"))
    accounts = {}
    for name, role in (
        ("olga", Role.OWNER),
        ("carla", Role.COACH),
        ("ana", Role.RUNNER),
        ("ben", Role.RUNNER),
    ):
        runner = name if role is Role.RUNNER else ""
        if runner:
            store.add_runner(runner)
        made = Account(
            id=uuid.uuid4().hex,
            name=name,
            password_hash=LIGHT.hash(PASSWORD),
            roles=(role,),
            created_at=NOW,
            runner=runner,
        )
        store.accounts.add(made)
        accounts[name] = made.id
    store.close()
    with serving_app(folder, today=TODAY) as running:
        yield Place(running, accounts)


def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()


def test_whoever_opens_a_page_signs_in_and_is_there(place: Place, phone: BrowserContext) -> None:
    seen = seen_in(phone, place.server)
    page = seen.page
    page.goto(place.server.url + "/account")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert page.get_by_label("Name", exact=True).get_attribute("autocomplete") == "username"
    assert page.get_by_label("Password", exact=True).get_attribute("autocomplete") == "current-password"
    sign_in(page, "ana", "a wild guess")
    expect(page.get_by_role("alert")).to_have_text("That name and password don't belong together.")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password", exact=True).press("Enter")
    expect(page.get_by_role("heading", name="Account")).to_be_visible()
    assert page.url.endswith("/account")
    assert page.evaluate("document.cookie") == ""
    assert seen.troubles == []


def test_a_password_can_be_shown_and_hidden_again(place: Place, phone: BrowserContext) -> None:
    page = phone.new_page()
    page.goto(place.server.url + "/signin")
    field = page.get_by_label("Password", exact=True)
    field.fill("seen")
    page.get_by_role("button", name="Show the password").click()
    assert field.get_attribute("type") == "text"
    page.get_by_role("button", name="Hide the password").click()
    assert field.get_attribute("type") == "password"


def test_signing_out_leaves_nothing_of_what_was_read(place: Place, phone: BrowserContext) -> None:
    page = phone.new_page()
    page.goto(place.server.url + "/account")
    sign_in(page, "ana")
    expect(page.get_by_role("heading", name="Account")).to_be_visible()
    page.get_by_role("button", name="Sign out here").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert keys_on_phone(page, "answers") == []


def test_a_coach_invites_and_the_runner_says_what_they_may_see(
    place: Place, app_browser: Browser, phone: BrowserContext
) -> None:
    coach = phone.new_page()
    coach.goto(place.server.url + "/account")
    sign_in(coach, "carla")
    coach.get_by_role("button", name="Make a link").click()
    link = coach.get_by_label("The link").input_value()
    with context_on(app_browser) as other:
        seen = seen_in(other, place.server)
        page = seen.page
        page.goto(link)
        expect(page.get_by_text("carla invites you")).to_be_visible()
        page.get_by_label("The name you sign in by").fill("dan")
        page.get_by_label("Choose a password").fill("password123")
        page.get_by_role("radio", name="Everything").check()
        page.get_by_role("button", name="Join").click()
        expect(page.get_by_role("alert")).to_contain_text("first that are tried")
        page.get_by_label("Choose a password").fill(OTHER)
        page.get_by_role("button", name="Join").click()
        expect(page.get_by_role("navigation")).to_be_visible()
        page.goto(place.server.url + "/account")
        mine = page.get_by_role("group", name="carla")
        expect(mine.get_by_role("radio", name="Everything")).to_be_checked()
        mine.get_by_role("radio", name="Nothing").check()
        expect(page.get_by_text("Kept for carla.")).to_be_visible()
        assert coach.evaluate("fetch('/api/v1/runners/dan/reports').then((answer) => answer.status)") == 404
        again = other.new_page()
        again.goto(link)
        expect(again.get_by_text("This link was used already, or is too old")).to_be_visible()
        assert seen.troubles == []


def test_a_link_sets_a_new_password_and_signs_in(place: Place, phone: BrowserContext) -> None:
    page = phone.new_page()
    page.goto(place.link(LinkKind.RESET, account="ben"))
    expect(page.get_by_text("For ben.")).to_be_visible()
    assert page.get_by_label("Choose a password").get_attribute("autocomplete") == "new-password"
    page.get_by_label("Choose a password").fill(OTHER)
    page.get_by_role("button", name="Set it").click()
    expect(page.get_by_role("navigation")).to_be_visible()
    assert page.evaluate("fetch('/api/v1/me').then((answer) => answer.json())")["name"] == "ben"


def _at(context: BrowserContext, place: Place, what: str) -> Seen:
    seen = seen_in(context, place.server)
    if what == "account":
        seen.page.goto(place.server.url + "/account")
        sign_in(seen.page, "olga")
        expect(seen.page.get_by_role("heading", name="Who may sign in")).to_be_visible()
        expect(seen.page.get_by_text("carla", exact=True)).to_be_visible()
        return seen
    links = {
        "signin": place.server.url + "/signin",
        "join": place.link(LinkKind.INVITATION, coach="carla"),
        "reset": place.link(LinkKind.RESET, account="ana"),
        "broken": place.server.url + "/join",
    }
    seen.page.goto(links[what])
    expect(seen.page.locator("form, .refusal").first).to_be_visible()
    return seen


@pytest.mark.parametrize(("screen", "theme"), tuple(zip(SCREENS, THEMES, strict=True)), ids=THEMES)
def test_every_door_holds_to_axe_and_to_the_screen(
    place: Place, app_browser: Browser, screen: Screen, theme: str
) -> None:
    for what in ("signin", "join", "reset", "broken", "account"):
        with context_on(app_browser, screen, theme) as context:
            seen = _at(context, place, what)
            assert seen.axe() == [], what
            assert seen.overhang_px == 0, what
            assert seen.troubles == [], what
