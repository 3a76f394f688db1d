"""The calendar in the app: read, opened, carried by mouse, finger and keys; and how a new runner gets one."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from app_browser import context_on, seen_in, wait_for_worker
from app_pages import LAPTOP, PHONE, SCREENS, Screen, World
from app_server import STORE, AppServer, copied, serving_app
from fullstride.domain.report import Completion, Report
from fullstride.formats.reading import Copy
from fullstride.store import open_store
from fullstride.workflows import sources
from fullstride.workflows.telling import keep_report
from helpers import EXAMPLES

Worlds = Mapping[World, AppServer]
FRIDAY, SATURDAY, NEXT_THURSDAY = "2027-01-29", "2027-01-30", "2027-02-04"
BOUNDING = "Friday 29 January, easy, 7 km, bounding 3 × 30 m"
PLACING_MS = 60_000


def _cell(page: Page, date: str) -> Locator:
    return page.locator(f"#day-{date}")


def _open(page: Page, server: AppServer, address: str = "/calendar") -> None:
    page.goto(server.url + address)
    expect(page.get_by_role("grid")).to_be_visible()


def _middle(cell: Locator) -> tuple[float, float]:
    cell.evaluate(
        "cell => cell.scrollIntoView({ block: 'center' })"
    )  # below the weekdays, which stay in sight
    box = cell.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.7


def _bar(page: Page, named: str = "Bounding") -> Locator:
    return page.get_by_role("region", name=named)


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_an_opened_day_says_what_how_much_why_here_and_why_on_no_other_day(
    app_browser: Browser, worlds: Worlds, screen: Screen
) -> None:
    with context_on(app_browser, screen) as context:
        seen = seen_in(context, worlds[World.SEASON])
        page = seen.page
        _open(page, worlds[World.SEASON])
        expect(page.get_by_role("heading", level=1)).to_contain_text("Marathon")
        expect(page.locator("main")).to_contain_text("Week 7 of 18, 79 days to go")
        _cell(page, FRIDAY).click()
        day = page.get_by_label("Friday 29 January", exact=True)
        expect(day.get_by_role("heading", name="Bounding")).to_be_visible()
        expect(day).to_contain_text("Push long. Knee up and hang. Quick off the ground.")
        expect(day.get_by_role("heading", name="Why here")).to_be_visible()
        if screen is PHONE:
            day.get_by_role("button", name="All the other days").click()
        expect(day.get_by_role("img", name="never")).to_have_count(5)
        expect(day.get_by_role("img", name="rather not")).to_have_count(1)
        assert seen.axe() == []
        assert seen.overhang_px <= 0
        assert seen.troubles == []


def test_the_grid_reads_as_weeks_and_days_in_words(app_browser: Browser, worlds: Worlds) -> None:
    with context_on(app_browser, LAPTOP) as context:
        page = seen_in(context, worlds[World.SEASON]).page
        _open(page, worlds[World.SEASON])
        expect(page.get_by_role("row")).to_have_count(19)
        expect(page.get_by_role("columnheader", name="Thursday")).to_have_count(1)
        expect(page.get_by_role("gridcell", name=BOUNDING, exact=True)).to_have_count(1)
        expect(page.get_by_role("gridcell", name="Monday 25 January, rest", exact=True)).to_have_count(1)
        expect(page.get_by_role("gridcell", name="Sunday 18 April, race, Spring Marathon")).to_have_count(1)
        expect(page.get_by_role("rowheader").and_(page.locator("[aria-current]"))).to_contain_text("25 Jan")


def test_arrow_keys_walk_the_grid_and_only_one_day_is_in_the_tab_order(
    app_browser: Browser, worlds: Worlds
) -> None:
    with context_on(app_browser, LAPTOP) as context:
        page = seen_in(context, worlds[World.SEASON]).page
        _open(page, worlds[World.SEASON])
        expect(page.locator("[role=gridcell][tabindex='0']")).to_have_count(1)
        _cell(page, FRIDAY).focus()
        for key, date in (
            ("ArrowRight", SATURDAY),
            ("ArrowDown", "2027-02-06"),
            ("Home", "2027-02-01"),
            ("ArrowUp", "2027-01-25"),
            ("End", "2027-01-31"),
        ):
            page.keyboard.press(key)
            expect(_cell(page, date)).to_be_focused()
        expect(page.locator("[role=gridcell][tabindex='0']")).to_have_count(1)


def test_a_session_carried_by_mouse_is_judged_on_the_way_put_down_and_brought_back(
    app_browser: Browser, server: AppServer
) -> None:
    with context_on(app_browser, LAPTOP) as context:
        seen = seen_in(context, server)
        page = seen.page
        _open(page, server)
        page.mouse.move(*_middle(_cell(page, FRIDAY)))
        page.mouse.down()
        page.mouse.move(*_middle(_cell(page, NEXT_THURSDAY)), steps=6)
        expect(_bar(page)).to_contain_text("never.")
        page.mouse.move(*_middle(_cell(page, SATURDAY)), steps=6)
        expect(_bar(page)).to_contain_text("rather not. Sunday is long")
        page.mouse.up()
        bar = page.get_by_role("region", name="Also changed")
        expect(bar).to_contain_text("Bounding is on Saturday 30 January now.", timeout=PLACING_MS)
        expect(page.get_by_role("gridcell", name="Friday 29 January, easy, 7 km", exact=True)).to_have_count(
            1
        )
        assert seen.axe() == []
        bar.get_by_role("button", name="Undo").click()
        expect(bar).to_contain_text("Bounding is back on Friday 29 January.", timeout=PLACING_MS)
        expect(page.get_by_role("gridcell", name=BOUNDING, exact=True)).to_have_count(1)
        assert seen.troubles == []


def test_what_is_forbidden_stays_where_it_was_and_keys_hear_why(
    app_browser: Browser, server: AppServer
) -> None:
    with context_on(app_browser, LAPTOP) as context:
        page = seen_in(context, server).page
        _open(page, server)
        said = page.locator("[aria-live=assertive]")
        _cell(page, FRIDAY).focus()
        page.keyboard.press("Space")
        expect(said).to_contain_text("Bounding of Friday 29 January picked up.")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        expect(said).to_contain_text("Sunday 31 January: never.")
        page.keyboard.press("Enter")
        expect(said).to_contain_text("Bounding stays on Friday 29 January. Never.")
        expect(page.get_by_role("gridcell", name=BOUNDING, exact=True)).to_have_count(1)
        _cell(page, FRIDAY).focus()
        page.keyboard.press("Space")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Escape")
        expect(said).to_have_text("Bounding stays on Friday 29 January.")
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowRight")
        expect(said).to_contain_text("Saturday 30 January: rather not")
        page.keyboard.press("Space")
        expect(said).to_contain_text("Bounding is on Saturday 30 January now.", timeout=PLACING_MS)


class Finger:
    """One finger on a page."""

    def __init__(self, page: Page) -> None:
        self._screen = page.context.new_cdp_session(page)

    def touch(self, kind: str, at: tuple[float, float] | None = None) -> None:
        points = [] if at is None else [{"x": at[0], "y": at[1]}]
        self._screen.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def test_a_finger_carries_after_a_long_press_and_scrolls_before_it(
    app_browser: Browser, server: AppServer
) -> None:
    with context_on(app_browser, PHONE) as context:
        page = seen_in(context, server).page
        _open(page, server)
        finger = Finger(page)
        friday = _middle(_cell(page, FRIDAY))
        finger.touch("touchStart", friday)
        finger.touch("touchMove", (friday[0], friday[1] - 60))
        page.wait_for_timeout(150)  # a hand that rests before it leaves sends nothing on its way
        finger.touch("touchEnd")
        expect(_bar(page)).to_have_count(0)
        friday, saturday = _middle(_cell(page, FRIDAY)), _middle(_cell(page, SATURDAY))
        finger.touch("touchStart", friday)
        expect(_bar(page)).to_be_visible()
        finger.touch("touchMove", saturday)
        expect(_bar(page)).to_contain_text("rather not. Sunday is long")
        finger.touch("touchEnd")
        bar = page.get_by_role("region", name="Also changed")
        expect(bar).to_contain_text("Bounding is on Saturday 30 January now.", timeout=PLACING_MS)


@pytest.mark.parametrize("high", [False, True], ids=["low on the screen", "high on the screen"])
def test_what_is_said_on_the_way_covers_no_day_that_the_finger_is_at(
    app_browser: Browser, worlds: Worlds, high: bool
) -> None:
    with context_on(app_browser, PHONE) as context:
        page = seen_in(context, worlds[World.SEASON]).page
        _open(page, worlds[World.SEASON])
        _middle(_cell(page, FRIDAY))
        page.evaluate("y => scrollBy(0, y)", 250 if high else -250)
        box = _cell(page, FRIDAY).bounding_box()
        assert box is not None
        finger = Finger(page)
        at = (box["x"] + box["width"] / 2, box["y"] + 30)
        finger.touch("touchStart", at)
        expect(_bar(page)).to_be_visible()
        finger.touch("touchMove", (at[0] + box["width"], at[1]))
        expect(_bar(page)).to_contain_text("rather not.")
        bar = _bar(page).bounding_box()
        assert bar is not None
        assert bar["y"] + bar["height"] < box["y"] or bar["y"] > box["y"] + box["height"]
        finger.touch("touchCancel")


def test_a_sheet_is_read_from_its_heading_on_with_nothing_over_it(
    app_browser: Browser, worlds: Worlds
) -> None:
    with context_on(app_browser, PHONE) as context:
        page = seen_in(context, worlds[World.SEASON]).page
        _open(page, worlds[World.SEASON])
        _cell(page, FRIDAY).tap()
        heading = page.get_by_role("dialog").locator("[data-heading]")
        expect(heading).to_be_focused()
        assert heading.evaluate("node => getComputedStyle(node).outlineStyle") == "none"
        topmost = """node => {
            const { x, y, width, height } = node.getBoundingClientRect();
            return [0.2, 0.5, 0.8].every(
                (part) => node.contains(document.elementFromPoint(x + width / 2, y + height * part)));
        }"""
        assert heading.evaluate(topmost)


def test_move_needs_no_drag_at_all(app_browser: Browser, server: AppServer) -> None:
    with context_on(app_browser, PHONE) as context:
        seen = seen_in(context, server)
        page = seen.page
        _open(page, server)
        _cell(page, FRIDAY).tap()
        page.get_by_role("button", name="Move").tap()
        expect(_bar(page)).to_contain_text("Choose a day.")
        _cell(page, SATURDAY).tap()
        expect(_bar(page)).to_contain_text("rather not.")
        assert seen.axe() == []
        _bar(page).get_by_role("button", name="Put it here anyway").tap()
        bar = page.get_by_role("region", name="Also changed")
        expect(bar).to_contain_text("Bounding is on Saturday 30 January now.", timeout=PLACING_MS)


def test_without_signal_the_season_is_there_and_what_is_not_known_is_not_made_up(
    app_browser: Browser, server: AppServer
) -> None:
    with context_on(app_browser, LAPTOP) as context:
        page = seen_in(context, server).page
        _open(page, server, f"/calendar?day={FRIDAY}")
        expect(page.get_by_role("heading", name="Why not", exact=True)).to_be_visible()
        wait_for_worker(page)
        server.stop()
        page.reload()
        expect(page.get_by_role("grid")).to_be_visible()
        expect(page.get_by_role("status").filter(has_text="No signal").first).to_be_visible()
        _cell(page, FRIDAY).focus()
        page.keyboard.press("Space")
        page.keyboard.press("ArrowRight")
        expect(_bar(page)).to_contain_text("Said by what was last read")
        expect(_bar(page)).to_contain_text("rather not. Sunday is long")
        page.keyboard.press("ArrowDown")
        expect(_bar(page)).to_contain_text("can’t be asked without signal")
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_contain_text("nothing was changed")


def test_a_session_of_today_is_left_out(app_browser: Browser, server: AppServer) -> None:
    with context_on(app_browser, PHONE) as context:
        page = seen_in(context, server).page
        _open(page, server, f"/calendar?day={FRIDAY}")
        page.get_by_role("button", name="Leave out").tap()
        expect(page.locator("main")).to_contain_text("Bounding of Friday 29 January is left out.")


def _hand_in(page: Page, name: str = "spring-marathon.ics") -> None:
    page.get_by_label("Choose a file").set_input_files(EXAMPLES / name)


def test_a_new_runner_gets_from_a_file_to_a_kept_plan(
    app_browser: Browser, client: Path, tmp_path: Path
) -> None:
    with (
        serving_app(tmp_path, runner="New", today="2026-12-12") as server,
        context_on(app_browser, PHONE) as context,
    ):
        seen = seen_in(context, server)
        page = seen.page
        page.goto(server.url)
        page.get_by_role("link", name="Add a calendar").click()
        expect(page.get_by_role("button", name="Go on")).to_be_disabled()
        _hand_in(page, "coach.toml")
        expect(page.get_by_role("alert")).to_contain_text("coach.toml")
        _hand_in(page)
        expect(page.get_by_role("heading", name="spring-marathon.ics")).to_be_visible()
        assert seen.axe() == []
        page.get_by_role("button", name="Go on").click()
        page.get_by_label("What is “Group night”?").select_option("hard")
        expect(
            page.get_by_role("status").filter(has_text="“Group night” is hard from now on.")
        ).to_be_visible()
        assert seen.axe() == []
        page.get_by_role("button", name="Go on").click()
        page.get_by_label("Year of birth").fill("1985")
        page.get_by_role("checkbox", name="Mon").check()
        assert seen.axe() == []
        assert seen.overhang_px <= 0
        page.get_by_role("button", name="Go on").click()
        keep = page.get_by_role("button", name="Keep this plan")
        expect(keep).to_be_visible(timeout=PLACING_MS)
        expect(page.locator("main")).to_contain_text("sessions in 18 weeks")
        assert seen.axe() == []
        keep.click()
        expect(page.get_by_role("grid")).to_be_visible(timeout=PLACING_MS)
        assert seen.troubles == []


def test_a_calendar_handed_in_anew_says_day_by_day_what_changed(
    app_browser: Browser, server: AppServer, tmp_path: Path
) -> None:
    changed = tmp_path / "spring-marathon.ics"
    text = (EXAMPLES / "spring-marathon.ics").read_text()
    marker = text.index("DTSTART;VALUE=DATE:20270204")
    changed.write_text(text[:marker] + text[marker:].replace("Easy 8 km", "Long run 30 km", 1))
    with context_on(app_browser, LAPTOP) as context:
        seen = seen_in(context, server)
        page = seen.page
        page.goto(server.url + "/settings/calendar")
        page.get_by_label("Hand in anew").set_input_files(changed)
        expect(page.locator("main")).to_contain_text("1 day differs from the plan")
        expect(page.locator("main")).to_contain_text("now long, Long run 30 km")
        assert seen.axe() == []
        page.get_by_role("button", name="See what it changes").click()
        expect(page.get_by_role("button", name="Take it on")).to_be_visible(timeout=PLACING_MS)
        page.get_by_role("button", name="Take it on").click()
        expect(page.get_by_role("status").filter(has_text="The plan is made again")).to_be_visible(
            timeout=PLACING_MS
        )


def test_a_plan_that_somebody_else_gave_is_said_once_and_ones_own_calendar_is_used_again(
    app_browser: Browser, client: Path, season: Path, tmp_path: Path
) -> None:
    folder = copied(season, tmp_path)
    now = dt.datetime(2027, 1, 28, 9, tzinfo=dt.UTC)
    store = open_store(str(folder / STORE))
    shelf = store.shelf("Robin")
    own = sources.put_calendar(
        shelf, "own", Copy(name="mine.ics", data=(EXAMPLES / "spring-marathon.ics").read_bytes()), now=now
    )
    sources.set_aside(shelf, [own], by="Carla", now=now)
    store.close()
    with serving_app(folder, runner="Robin") as server, context_on(app_browser, PHONE) as context:
        seen = seen_in(context, server)
        page = seen.page
        page.goto(server.url)
        told = page.get_by_role("region", name="A new plan")
        expect(told).to_contain_text("Carla gave you a new plan on Thursday 28 January")
        expect(told).to_contain_text("mine.ics, which is kept")
        told.get_by_role("button", name="Fine").click()
        expect(told).to_have_count(0)
        _open(page, server)
        expect(page.get_by_role("link", name="Your calendars")).to_be_visible()
        expect(told).to_have_count(0)
        page.goto(f"{server.url}/settings/calendar")
        aside = page.get_by_role("article").filter(has_text="Put aside: mine.ics")
        expect(aside).to_contain_text("Put aside on Thursday 28 January, when Carla gave you a new plan.")
        aside.get_by_role("button", name="Use it again").click()
        expect(aside).to_have_count(0, timeout=PLACING_MS)
        expect(page.get_by_role("heading", name="mine.ics", exact=True)).to_be_visible()
        assert seen.troubles == []


def test_a_report_that_a_coach_wrote_says_whose_word_it_is(
    app_browser: Browser, client: Path, season: Path, tmp_path: Path
) -> None:
    folder, session = copied(season, tmp_path), "2027w04-bounding-1"
    now = dt.datetime(2027, 1, 29, 9, tzinfo=dt.UTC)
    report = Report(id="hers", said_at=now, date=now.date(), session=session, completion=Completion.DONE)
    store = open_store(str(folder / STORE))
    keep_report(store.shelf("Robin"), report, now=now, said_by="Carla")
    store.close()
    with serving_app(folder, runner="Robin") as server, context_on(app_browser, PHONE) as context:
        page = seen_in(context, server).page
        for address in (f"/calendar?day={FRIDAY}", f"/report/{session}"):
            page.goto(server.url + address)
            expect(page.get_by_text("Carla said on Friday 29 January how this went.")).to_be_visible()
