"""A club in the browser: the owner invites on a laptop, a runner joins on a phone and says what is seen."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from app_browser import context_on, seen_in, sign_in
from app_pages import LAPTOP, PHONE
from app_server import AppServer, make_club, serving_app
from fullstride.domain.accounts import Grant, Sees
from fullstride.domain.report import Pain, PainKind, Report
from fullstride.store import open_store
from made_accounts import PASSWORD

OTHER = "four laps before the rain"


@pytest.fixture
def club(client: Path, season: Path, tmp_path: Path) -> Iterator[AppServer]:
    """A club of its own, which the test changes."""
    links = make_club(season, tmp_path)
    with serving_app(tmp_path, accounts=True, links=links) as server:
        yield server


def _link(page: Page) -> str:
    """The link that was made, as it is copied."""
    return page.get_by_label("The link").input_value()


def test_a_runner_joins_by_a_link_says_what_the_coach_sees_and_takes_it_back(
    app_browser: Browser, club: AppServer
) -> None:
    with context_on(app_browser, LAPTOP) as desk, context_on(app_browser, PHONE) as pocket:
        coach = seen_in(desk, club).page
        coach.goto(club.url)
        coach.get_by_label("Name").fill("Olga")
        coach.get_by_label("Password", exact=True).fill(PASSWORD)
        coach.get_by_role("button", name="Sign in").click()
        expect(coach.locator("[data-runner=Jonas]")).to_be_visible()
        expect(coach.locator("[data-runner=Robin]")).to_have_count(0)
        coach.goto(f"{club.url}/squad/invite")
        coach.get_by_role("button", name="Make a link").click()
        link = _link(coach)

        seen = seen_in(pocket, club)
        runner = seen.page
        runner.goto(link)
        expect(runner.get_by_text("Olga").first).to_be_visible()
        runner.get_by_label("Name").fill("Noor")
        runner.locator("[name=new-password]").fill(PASSWORD)
        runner.get_by_role("radio", name=re.compile("^Everything")).check()
        runner.get_by_role("button", name=re.compile("^Join")).click()
        expect(runner.get_by_role("link", name="Add a calendar")).to_be_visible()

        coach.goto(f"{club.url}/squad")
        coach.get_by_role("link", name=re.compile("Noor")).click()
        expect(coach.get_by_text("Noor’s pages")).to_be_visible()
        coach.get_by_role("link", name="Back to the squad").click()
        expect(coach.get_by_role("heading", level=1)).to_be_visible()

        runner.goto(f"{club.url}/settings/account")
        runner.get_by_role("radio", name=re.compile("^Nothing")).check()
        expect(runner.get_by_text("Kept for Olga.")).to_be_visible()
        coach.goto(f"{club.url}/of/Noor/calendar")
        expect(coach.get_by_role("heading", name="Noor is not shown to you")).to_be_visible()
        assert seen.troubles == []

        runner.goto(link)
        expect(runner.get_by_text(re.compile("used already"))).to_be_visible()


def test_a_coach_moves_a_session_for_a_runner_and_nothing_where_only_the_plan_is_shown(
    app_browser: Browser, club: AppServer
) -> None:
    with context_on(app_browser, LAPTOP) as desk:
        sign_in(desk, club, "Olga")
        page = seen_in(desk, club).page
        page.goto(f"{club.url}/of/Jonas/calendar?day=2027-02-02")
        page.get_by_role("button", name="Leave out").first.click()
        expect(page.get_by_text(re.compile("is left out"))).to_have_count(2, timeout=30_000)
        page.get_by_role("button", name="Undo").click()
        expect(page.get_by_text(re.compile("is back on")).first).to_be_visible(timeout=30_000)
        assert page.url.startswith(f"{club.url}/of/Jonas/calendar")
        page.goto(f"{club.url}/of/Amara/calendar?day=2027-02-02")
        expect(page.get_by_text("the plan alone is shared with you")).to_be_visible()
        expect(
            page.get_by_role("heading", name="Why here").or_(
                page.get_by_role("heading", name="Why nothing of ours")
            )
        ).to_be_visible()
        expect(page.get_by_role("button", name="Leave out")).to_have_count(0)
        page.get_by_role("link", name="Measure").click()
        expect(page.get_by_role("heading", name="Amara does not share this with you")).to_be_visible()


def test_a_coach_is_offered_nothing_that_is_the_runners_and_sees_nothing_once_that_was_said(
    app_browser: Browser, club: AppServer
) -> None:
    now = dt.datetime.fromisoformat(f"{club.today}T08:00:00+00:00")
    pains = [Pain(place=f"my {kind.value} elbow", level=6, kind=kind) for kind in PainKind]
    hurts = Report(id="hurts", said_at=now, date=now.date(), pain=tuple(pains))
    grant = Grant(coach="olga", said_at=now, said_by="amara", sees=Sees.NOTHING)
    store = open_store(str(club.store))
    try:
        store.shelf("Amara").add_reports([hurts])
        with context_on(app_browser, PHONE) as desk:
            sign_in(desk, club, "Olga")
            seen = seen_in(desk, club)
            page = seen.page
            page.goto(f"{club.url}/of/Amara")
            expect(page.get_by_text("Held back by the runner's own answers.")).to_have_count(1)
            page.goto(f"{club.url}/of/Jonas")
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            expect(page.get_by_role("link", name="Say it")).to_have_count(0)
            expect(page.get_by_role("link", name=re.compile("^Record a set"))).to_have_count(0)
            page.goto(f"{club.url}/of/Amara/calendar")
            expect(page.get_by_role("grid")).to_be_visible()
            store.shelf("Amara").add_grant(grant)
            page.get_by_role("link", name="Today").click()
            expect(page.get_by_role("heading", name="Amara is not shown to you")).to_be_visible()
            desk.set_offline(True)
            page.get_by_role("link", name="Calendar").click()
            expect(page.get_by_role("grid")).to_have_count(0)
            assert [trouble for trouble in seen.troubles if "svelte" in trouble] == []
    finally:
        store.close()


def test_who_is_signed_out_while_they_write_signs_in_elsewhere_and_goes_on(
    app_browser: Browser, club: AppServer
) -> None:
    with context_on(app_browser, LAPTOP) as desk:
        sign_in(desk, club, "Olga")
        page = seen_in(desk, club).page
        page.goto(f"{club.url}/squad/invite")
        page.get_by_label("For whom").fill("Dan")
        desk.clear_cookies()
        page.get_by_role("button", name="Make a link").click()
        expect(page.get_by_text("You are not signed in here any more")).to_be_visible()
        with desk.expect_page() as opened:
            page.get_by_role("link", name="Sign in").click()
        door = opened.value
        door.get_by_label("Name").fill("Olga")
        door.get_by_label("Password", exact=True).fill(PASSWORD)
        door.get_by_role("button", name="Sign in").click()
        expect(door.get_by_role("heading", level=1)).not_to_have_text("Sign in")
        door.close()
        page.evaluate("dispatchEvent(new Event('focus'))")  # as coming back to it is
        expect(page.get_by_text("You are not signed in here any more")).to_have_count(0)
        page.get_by_role("button", name="Make a link").click()
        expect(page.get_by_label("The link")).to_be_visible()
        expect(page.get_by_text(re.compile("^Dan: runner"))).to_be_visible()


def test_a_link_for_a_new_password_lets_in_who_forgot_theirs(app_browser: Browser, club: AppServer) -> None:
    with context_on(app_browser, LAPTOP) as desk, context_on(app_browser, PHONE) as pocket:
        sign_in(desk, club, "Olga")
        owner = seen_in(desk, club).page
        owner.goto(f"{club.url}/account")
        owner.get_by_role("button", name="Link for a new password: Robin").click()
        link = _link(owner)
        expect(owner.get_by_label("Olga is an owner")).to_be_checked()
        owner.get_by_label("Olga is an owner").click()
        expect(owner.get_by_text("Olga is no longer an owner?")).to_be_visible()
        expect(owner.get_by_label("Olga is an owner")).to_be_checked()
        owner.get_by_role("button", name="Yes", exact=True).click()
        expect(owner.get_by_text("This is the only owner; make another first.")).to_be_visible()

        runner = seen_in(pocket, club).page
        runner.goto(link)
        runner.locator("[name=new-password]").fill(OTHER)
        runner.get_by_role("button", name=re.compile("^(Set|Keep|Change)")).click()
        expect(runner.locator("main ol li").first).to_be_visible()
        assert not desk.request.post(
            f"{club.url}/api/v1/sessions", data={"name": "Robin", "password": PASSWORD}
        ).ok
