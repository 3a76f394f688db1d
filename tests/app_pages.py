"""Every page of the app, in one table: looked at in both sizes and themes, held to axe, and photographed.

A new page adds a row. `ready` is what is there once the page is read; `act` brings it to where it shall be
looked at.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from playwright.sync_api import Page, Route


class World(StrEnum):
    """Whose app it is: the sample runner in week 7, who coaches a squad; somebody who begins; or a club with
    accounts, whose coach is the owner Olga."""

    SEASON = "season"
    NOTHING = "nothing"
    CLUB = "club"


@dataclass(frozen=True, kw_only=True)
class AppPage:
    """`name` names tests and pictures. `shown`: the docs have a picture of it. `who` is signed in, "" for
    nobody; a word in braces in `path` is the secret of a link of that name. `before` says what the server
    answers otherwise, before anything is opened."""

    name: str
    path: str
    ready: str = "main h1"
    world: World = World.SEASON
    before: Callable[[Page], None] | None = None
    act: Callable[[Page], None] | None = None
    shown: bool = True
    who: str = ""


def _open_reason(page: Page) -> None:
    page.locator("main details summary").first.click()


def _resting(page: Page) -> None:
    """After the first rep, 72 seconds into the rest; the page's clock is made to run there."""
    page.clock.install()
    page.reload()
    page.get_by_role("button", name="Ready", exact=True).wait_for()
    for name, seconds in (("Ready", 1), ("Start rep 1", 12), ("Done", 72)):
        page.clock.run_for(500)  # what is tapped at once is tapped twice
        page.get_by_role("button", name=name, exact=True).click()
        page.clock.run_for(seconds * 1000)
    page.get_by_role("heading", name="Rest").wait_for()


def _open_recording(page: Page) -> None:
    page.locator(".row").first.click()
    page.locator(".near canvas").wait_for()


def _open_correction(page: Page) -> None:
    _open_recording(page)
    page.get_by_role("button", name="Correct strides 1").click()
    page.get_by_role("slider").first.wait_for()


def _given_a_plan(page: Page) -> None:
    """A coach's template took the place of the runner's calendar."""

    def answer(route: Route) -> None:
        told = route.fetch().json()
        aside = {"id": "own", "name": "my own training.ics", "from_address": False, "by": "Olga"}
        aside |= {"at": "2027-01-28T18:00:00Z"}
        route.fulfill(json=told | {"put_aside": [aside]})

    page.route("**/runners/Robin/calendars", answer)


def _told_to_hold(page: Page) -> None:
    """This week's sessions are off for what the runner said of their body."""

    def answer(route: Route) -> None:
        told = route.fetch().json()
        for session in told["sessions"]:
            say = "You told of achilles pain 7 of 10: no jumps and no sprints for seven days."
            session["off"] = {"say": say, "because": session["because"][0], "until": "2027-02-05"}
            session["off"] |= {"meanwhile": "Strides on the flat stay."}
        route.fulfill(json=told)

    page.route("**/runners/Robin/weeks/*", answer)


def _look_first(page: Page) -> None:
    """At what two would get of a file, one of whom can't be given it."""
    of = {"squat_jumps": 6, "hill_sprints": 15, "strides": 36}
    amara = {"runner": "Amara", "sessions": 57, "exercises": of, "weeks": 18, "unplaced": 10}
    amara |= {"rules": "own", "puts_away": ["club.ics"]}
    why = "A season until 2027-04-18 is kept for Jonas already; say that this one takes its place."
    jonas = {"runner": "Jonas", "reason": why, "new": False, "changes": True}
    told = {"kept": False, "added": [amara], "not_added": [jonas]}
    page.route("**/squad/template", lambda route: route.fulfill(json=told))
    page.locator("#template-file").set_input_files(
        {"name": "spring.ics", "mimeType": "text/calendar", "buffer": b"BEGIN:VCALENDAR"}
    )
    page.get_by_label("Jonas", exact=True).check()
    page.get_by_role("button", name="Look first").click()
    page.get_by_text("nothing is kept yet").wait_for()


def _invited(page: Page) -> None:
    page.get_by_label("For whom").fill("Dan of the Tuesday group, on Renato’s word")
    page.get_by_role("button", name="Make a link").click()
    page.get_by_label("The link").wait_for()


PAGES: tuple[AppPage, ...] = (
    AppPage(name="today", path="/", ready="main ol li"),
    AppPage(name="today-reason", path="/", ready="main details", act=_open_reason, shown=False),
    AppPage(
        name="today-given", path="/", ready="[aria-label='A new plan']", before=_given_a_plan, shown=False
    ),
    AppPage(name="today-empty", path="/", world=World.NOTHING),
    AppPage(name="session", path="/session/2027w04-bounding-1", act=_resting),
    AppPage(
        name="session-off",
        path="/session/2027w04-bounding-1",
        ready="main .care",
        before=_told_to_hold,
        shown=False,
    ),
    AppPage(name="report", path="/report/2027w04-bounding-1", ready="form"),
    AppPage(name="report-day", path="/report", ready="form", shown=False),
    AppPage(name="calendar", path="/calendar", ready="main [role=grid]"),
    AppPage(name="calendar-day", path="/calendar?day=2027-01-29", ready="main [aria-label^=Friday] h3"),
    AppPage(name="calendar-empty", path="/calendar", world=World.NOTHING, shown=False),
    AppPage(name="start", path="/start", ready="main .drop", world=World.NOTHING),
    AppPage(name="progress", path="/progress", ready="main [data-measure]"),
    AppPage(name="progress-empty", path="/progress", ready="main [data-measure]", world=World.NOTHING),
    AppPage(name="squad", path="/squad", ready="main [data-runner]"),
    AppPage(name="squad-template", path="/squad/template", ready="main .names", shown=False),
    AppPage(name="squad-invite", path="/squad/invite", shown=False),
    AppPage(name="squad-empty", path="/squad", world=World.NOTHING),
    AppPage(name="settings", path="/settings"),
    AppPage(name="settings-profile", path="/settings/profile", ready="main form"),
    AppPage(name="settings-profile-file", path="/settings/profile/file", ready="main textarea", shown=False),
    AppPage(name="settings-gates", path="/settings/gates", ready="main form"),
    AppPage(name="settings-book", path="/settings/book", ready="main li summary"),
    AppPage(name="settings-phone", path="/settings/phone", ready="main [role=switch]"),
    AppPage(name="settings-units", path="/settings/units", ready="main [type=radio]", shown=False),
    AppPage(name="settings-backup", path="/settings/backup", ready="main a[download]", shown=False),
    AppPage(name="settings-export", path="/settings/export", ready="main a[download]"),
    AppPage(name="settings-export-empty", path="/settings/export", world=World.NOTHING, shown=False),
    AppPage(name="settings-delete", path="/settings/delete", ready="main form", shown=False),
    AppPage(name="settings-about", path="/settings/about", ready="main .care", shown=False),
    AppPage(name="measure", path="/measure", ready="main .row"),
    AppPage(name="measure-empty", path="/measure", ready="main .refusal", world=World.NOTHING),
    AppPage(name="recording", path="/measure", ready="main .row", act=_open_recording),
    AppPage(name="recording-correct", path="/measure", ready="main .row", act=_open_correction, shown=False),
    AppPage(name="capture", path="/capture"),
    AppPage(name="video", path="/video"),
    AppPage(name="recording-removed", path="/measure?removed", ready="main .refusal", shown=False),
    AppPage(name="settings-account", path="/settings/account", ready="main pre", shown=False),
    AppPage(name="looking", path="/of/Jonas/calendar", ready="main [role=grid]"),
    AppPage(name="looking-today", path="/of/Jonas", ready="main h1", shown=False),
    AppPage(name="looking-measure", path="/of/Jonas/measure", ready="main h2", shown=False),
    AppPage(name="looking-progress", path="/of/Jonas/progress", ready="main [data-measure]", shown=False),
    AppPage(name="looking-theirs", path="/of/Jonas/session/x", ready="main .refusal", shown=False),
    AppPage(name="signin", path="/", ready="form", world=World.CLUB),
    AppPage(name="join", path="/join#{join}", ready="form", world=World.CLUB),
    AppPage(name="join-old", path="/join#{old}", ready=".refusal", world=World.CLUB, shown=False),
    AppPage(name="reset", path="/reset#{reset}", ready="form", world=World.CLUB),
    AppPage(name="account", path="/account", ready="[data-person]", world=World.CLUB, who="Olga"),
    AppPage(name="coaches", path="/settings/account", ready="fieldset", world=World.CLUB, who="Jonas"),
    AppPage(
        name="squad-club", path="/squad", ready="[data-runner]", world=World.CLUB, who="Olga", shown=False
    ),
    AppPage(
        name="invite",
        path="/squad/invite",
        ready="#invite",
        world=World.CLUB,
        act=_invited,
        who="Olga",
        shown=False,
    ),
    AppPage(
        name="template-look",
        path="/squad/template",
        ready="main .names",
        world=World.CLUB,
        act=_look_first,
        who="Olga",
        shown=False,
    ),
    AppPage(
        name="looking-plan-calendar",
        path="/of/Amara/calendar",
        ready="main [role=grid]",
        world=World.CLUB,
        who="Olga",
        shown=False,
    ),
    AppPage(
        name="looking-plan",
        path="/of/Amara/progress",
        ready="main .refusal",
        world=World.CLUB,
        who="Olga",
        shown=False,
    ),
    AppPage(name="nowhere", path="/no/such/page", shown=False),
)


@dataclass(frozen=True, kw_only=True)
class Screen:
    """What a page is looked at on."""

    name: str
    width: int
    height: int
    touch: bool


PHONE = Screen(name="phone", width=390, height=844, touch=True)
LAPTOP = Screen(name="laptop", width=1389, height=868, touch=False)
SCREENS = (PHONE, LAPTOP)
THEMES = ("light", "dark")
