"""Every page of the app, on a phone and a laptop, light and dark: whole, quiet, and open to everybody."""

from collections.abc import Mapping

import pytest
from playwright.sync_api import Browser

from app_browser import context_on, look_at
from app_pages import PAGES, PHONE, SCREENS, AppPage, Screen, World
from app_server import AppServer

Worlds = Mapping[World, AppServer]
DRAWN = [one for one in PAGES if one.name in ("progress", "recording", "today")]


@pytest.mark.parametrize("one", PAGES, ids=lambda one: one.name)
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_a_page_is_whole_and_axe_finds_nothing_in_it(
    app_browser: Browser, worlds: Worlds, screen: Screen, one: AppPage
) -> None:
    """By day, by night, and with text of twice the size, which hangs over no edge; on the smallest phone
    neither."""
    with context_on(app_browser, screen) as context:
        seen = look_at(context, worlds, one)
        assert seen.overhang_px <= 0
        assert seen.axe_by_day_and_night() == []
        seen.page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert seen.overhang_px <= 0, "text of twice the size"
        if screen is PHONE:
            seen.page.set_viewport_size({"width": 320, "height": 568})
            assert seen.overhang_px <= 0, "text of twice the size on 320 dots"
        assert seen.troubles == []


@pytest.mark.parametrize("one", DRAWN, ids=lambda one: one.name)
def test_a_page_with_a_picture_is_drawn_for_the_night_it_is_opened_in(
    app_browser: Browser, worlds: Worlds, one: AppPage
) -> None:
    with context_on(app_browser, PHONE, "dark") as context:
        seen = look_at(context, worlds, one)
        assert seen.axe() == []
        assert seen.troubles == []


def test_form_and_effort_stand_whole_above_the_button_on_a_small_phone(
    app_browser: Browser, worlds: Worlds
) -> None:
    """Nothing is scrolled for with a phone in the hand; the clock is still what is read first."""
    (rest,) = (one for one in PAGES if one.name == "session")
    with context_on(app_browser, Screen(name="small", width=360, height=640, touch=True)) as context:
        page = look_at(context, worlds, rest).page
        for width, height, clock in ((360, 640, 90), (390, 844, 110)):
            page.set_viewport_size({"width": width, "height": height})
            told = page.evaluate(
                """() => {
                    const at = (name) => document.querySelector(name).getBoundingClientRect();
                    return [at('.scale').bottom, at('.foot').top, at('.clock').height, at('.ways').bottom];
                }"""
            )
            scale, foot, size, end = told
            assert scale <= foot and end <= height
            assert size >= clock


def test_names_of_pages_are_their_own() -> None:
    assert len({one.name for one in PAGES}) == len(PAGES)
