"""The page as Chromium shows and prints it."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from fullstride.formats.page import write_page
from fullstride.rules.load import load_book
from made_season import hostile_days, hostile_plan, marathon_days, marathon_plan

BOOK = load_book()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("pages")
    days = hostile_days()
    season = write_page(marathon_plan(), marathon_days(), BOOK)
    (made / "season.html").write_text(season, encoding="utf-8")
    (made / "hostile.html").write_text(write_page(hostile_plan(days), days, BOOK), encoding="utf-8")
    return made


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
@pytest.mark.parametrize("name", ["season", "hostile"])
def test_nothing_hangs_over_the_edge_and_nothing_is_refused(
    app_browser: Browser, folder: Path, name: str, width: int
) -> None:
    page = app_browser.new_page(viewport={"width": width, "height": 800})
    troubles: list[str] = []
    page.on("console", lambda message: troubles.append(message.text))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("request", lambda asked: troubles.extend([] if asked.url.startswith("file:") else [asked.url]))
    page.goto((folder / f"{name}.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert troubles == []
    page.close()


def test_a_station_on_the_picture_leads_to_its_session(app_browser: Browser, folder: Path) -> None:
    page = app_browser.new_page(viewport={"width": 390, "height": 800})
    page.goto((folder / "season.html").as_uri())
    page.get_by_role("link", name=re.compile("^Friday, easy, 8.km: bounding, strides$")).first.click()
    assert page.url.endswith("#d2027-01-29")
    expect(page.locator("#d2027-01-29")).to_be_in_viewport()
    page.close()


def test_the_current_week_is_marked(app_browser: Browser, folder: Path) -> None:
    page = app_browser.new_page()
    page.clock.set_fixed_time("2027-01-29T12:00:00")
    page.goto((folder / "season.html").as_uri())
    assert page.locator("tr[aria-current]").get_attribute("data-first") == "2027-01-25"
    page.close()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_on_paper_each_week_is_a_sheet(app_browser: Browser, folder: Path, paper: str) -> None:
    """The season first, a sheet a week, and how each exercise is done."""
    page = app_browser.new_page()
    page.goto((folder / "season.html").as_uri())
    printed = page.pdf(format=paper)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1 + 18 + 1
    page.close()


def test_a_week_without_our_work_takes_no_paper(app_browser: Browser, folder: Path, tmp_path: Path) -> None:
    plan = marathon_plan()
    few = replace(plan, sessions=plan.sessions[:5], disliked=(), unplaced=())
    file = tmp_path / "few.html"
    file.write_text(write_page(few, marathon_days(), BOOK), encoding="utf-8")
    weeks = {session.date.isocalendar().week for session in few.sessions}
    page = app_browser.new_page()
    page.goto(file.as_uri())
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) == 1 + len(weeks) + 1
    page.close()
