"""Every page of the app, on a phone and a laptop, light and dark: whole, quiet, and open to everybody."""

from collections.abc import Mapping

import pytest
from playwright.sync_api import Browser

from app_browser import context_on, look_at
from app_pages import LAPTOP, PAGES, PHONE, SCREENS, THEMES, AppPage, Screen, World
from app_server import AppServer

Worlds = Mapping[World, AppServer]
named = pytest.mark.parametrize("one", PAGES, ids=lambda one: one.name)


@named
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_a_page_is_whole_and_axe_finds_nothing_in_it(
    app_browser: Browser, worlds: Worlds, screen: Screen, theme: str, one: AppPage
) -> None:
    with context_on(app_browser, screen, theme) as context:
        seen = look_at(context, worlds, one)
        assert seen.troubles == []
        assert seen.overhang_px <= 0
        assert seen.axe() == []


@named
@pytest.mark.parametrize("screen", [PHONE, LAPTOP], ids=lambda screen: screen.name)
def test_text_of_twice_the_size_hangs_over_no_edge(
    app_browser: Browser, worlds: Worlds, screen: Screen, one: AppPage
) -> None:
    with context_on(app_browser, screen) as context:
        seen = look_at(context, worlds, one)
        seen.page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert seen.overhang_px <= 0


def test_names_of_pages_are_their_own() -> None:
    assert len({one.name for one in PAGES}) == len(PAGES)
