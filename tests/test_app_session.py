"""The session player in the app: led without a server, killed, reloaded, its clock set; sent once."""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route, expect

import made_plans as made
from app_browser import context_on, seen_in, wait_for_worker, wait_until
from app_pages import PHONE, Screen
from app_server import FRIDAY, AppServer, copied, serving_app
from fullstride.formats.done_file import record_json
from fullstride.guide.player import Act
from fullstride.guide.record import record, replay
from fullstride.guide.words import Script
from fullstride.workflows.answering import scripts_answer
from fullstride.workflows.telling import run_from
from helpers import ROOT

BOUNDING = "2027w04-bounding-1"
BEGIN = dt.datetime.fromisoformat(f"{FRIDAY}T17:30:00+00:00")
SMALL = Screen(name="small", width=320, height=640, touch=True)
LYING = Screen(name="lying", width=844, height=390, touch=True)
SCRIPTS = "**/scripts?days=14"
LISTENING = """
  window.heard = [];
  speechSynthesis.speak = (words) => heard.push(words.text);
  navigator.vibrate = (pattern) => heard.push('buzz ' + pattern.length) && true;
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (when) { heard.push('tone'); start.call(this, when); };
"""


@pytest.fixture
def server(client: Path, season: Path, tmp_path: Path) -> Iterator[AppServer]:
    with serving_app(copied(season, tmp_path), runner="Robin") as running:
        yield running


@pytest.fixture(scope="module")
def track(client: Path, season: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    """A server for tests that ask nothing of it afterwards."""
    folder = tmp_path_factory.mktemp("track")
    with serving_app(copied(season, folder), runner="Robin") as running:
        yield running


@pytest.fixture
def phone(app_browser: Browser) -> Iterator[BrowserContext]:
    """A phone on the sample season's Friday, whose clock moves only when a test moves it."""
    with context_on(app_browser, PHONE) as context:
        _stop_clock(context)
        yield context


def _stop_clock(context: BrowserContext) -> None:
    context.clock.install(time=BEGIN - dt.timedelta(seconds=1))
    context.clock.pause_at(BEGIN)


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


def _puts(context: BrowserContext) -> list[Request]:
    """What is sent to be kept, from now on."""
    found: list[Request] = []
    context.on("request", lambda asked: found.append(asked) if asked.method == "PUT" else None)
    return found


def _reports(page: Page, session: str = BOUNDING) -> list[dict[str, Any]]:
    told = page.request.get(
        f"{page.url.split('/', 3)[0]}//{page.url.split('/')[2]}"
        f"/api/v1/runners/Robin/reports?session={session}"
    )
    items: list[dict[str, Any]] = told.json()["items"]
    return items


def _waiting(page: Page) -> list[str]:
    """Ids of what the phone has not sent yet."""
    ids: list[str] = page.evaluate(
        """() => new Promise((done) => { const open = indexedDB.open('fullstride'); open.onsuccess = () => {
        const asked = open.result.transaction('outbox').objectStore('outbox').getAllKeys();
        asked.onsuccess = () => { open.result.close(); done(asked.result); }; }; })"""
    )
    return ids


def _moment(text: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text) if text else None


def _record(sent: Request, script: Script) -> dict[str, Any]:
    """What the player here makes of the events that the phone sent."""
    body: Any = sent.post_data_json
    events = [
        (Act(one["act"]), dt.datetime.fromisoformat(one["at"]), one.get("value"), _moment(one.get("began")))
        for one in body["events"]
    ]
    run = run_from(dt.datetime.fromisoformat(body["opened"]), body["header"], events)
    return record_json(record(replay(script, run.opened, run.events)))


def test_a_session_without_a_server_is_led_resumed_and_sent_once(
    phone: BrowserContext, server: AppServer
) -> None:
    """The server is gone from the first second; the page is killed in a rep and in a rest, reloaded, and the
    phone's clock is set; when the server is back, what was done arrives, once, with its reps and rests."""
    today = seen_in(phone, server).page
    today.goto(server.url)
    expect(today.locator("main ol li").first).to_be_visible()
    wait_for_worker(today)
    today.wait_for_function(
        "() => new Promise((done) => { const open = indexedDB.open('fullstride'); open.onsuccess = () => {"
        "const asked = open.result.transaction('answers').objectStore('answers').getAllKeys();"
        "asked.onsuccess = () => { open.result.close();"
        "done(asked.result.some((key) => key.endsWith('/scripts?days=14'))); }; }; })"
    )
    today.close()
    server.stop()
    phone.set_offline(True)

    led = Led(phone, server).open()
    led.told("Warm up", "0:00")
    expect(led.page.locator(".bar")).to_contain_text("No signal. All kept here.")
    led.wait(75)
    led.page.reload()
    led.told("Warm up", "1:15")
    led.press("Ready")

    led.press("Start rep 1")
    led.wait(5 + 3)
    led.told("Bounding", "0:03")
    led.kill()
    led.told("Bounding", "0:03")
    led.wait(4)
    led.told("Bounding", "0:07")
    led.press("Done")
    led.told("Rest", "3:00")
    led.press("Kept")
    led.wait(60)
    led.kill()
    led.told("Rest", "2:00")
    expect(led.page.get_by_role("button", name="Kept")).to_have_attribute("aria-pressed", "true")

    phone.clock.set_system_time(BEGIN + dt.timedelta(hours=3))  # somebody sets the phone's clock
    led.wait(60)
    led.told("Rest", "1:00")
    expect(led.page.locator("main")).to_contain_text("The phone’s clock was set meanwhile")
    led.page.reload()
    led.told("Rest", "1:00")
    led.page.keyboard.press("Enter")
    expect(led.page.get_by_text("Not yet: your earliest start is")).to_be_visible()
    led.wait(60)
    led.told("Ready when you are", "3:00")

    led.rep(2)
    led.wait(200)
    led.press("Start rep 3")
    led.wait(5)
    led.kill()
    led.wait(20)  # nobody pressed: the most a bound may take ends it
    led.told("That was the last one")
    led.press("Slipping")
    led.press("Close")
    led.told("Done")
    expect(led.page.get_by_role("status").filter(has_text="It will be sent once")).to_be_visible()
    assert [one.split("/")[0] for one in _waiting(led.page)] == ["guided"]

    led.page.get_by_role("link", name="Say how it felt").click()
    led.page.get_by_role("radio", name="Nothing").check()
    led.page.get_by_label("A note").fill("soft ground")
    led.page.get_by_role("button", name="Keep it").click()
    led.told("Kept")
    assert sorted(one.split("/")[0] for one in _waiting(led.page)) == ["guided", "report"]

    puts = _puts(phone)
    server.start()
    phone.set_offline(False)
    led.kill()
    expect(led.page.locator("main h1")).to_have_text("Done already")

    def all_sent() -> bool:
        led.wait(5)
        return not _waiting(led.page)

    wait_until(led.page, all_sent)
    kept = _reports(led.page)
    assert len(kept) == 2
    said = {key: value for one in kept for key, value in one.items()}
    assert said["completion"] == "done"
    assert said["form"] == "slipping"
    assert said["pain"] == []
    assert said["note"] == "soft ground"

    sent = next(one for one in puts if "/guided/" in one.url)
    done = _record(sent, made.script("bounding", id=BOUNDING))
    assert [effort["outcome"] for effort in done["efforts"]] == ["full", "full", "limit"]
    assert [round(effort["rest_before_s"] or 0) for effort in done["efforts"]] == [0, 186, 206]
    first = done["efforts"][0]
    took = dt.datetime.fromisoformat(first["end"]) - dt.datetime.fromisoformat(first["start"])
    assert took.total_seconds() == 7.5
    assert done["ending"] == "complete"

    led.page.reload()  # and once more: nothing is sent twice, and twice would be once
    again = led.page.request.put(sent.url, data=sent.post_data_json)
    assert again.ok
    assert not again.json()["new"]
    assert len(_reports(led.page)) == 2


def test_what_the_server_refuses_is_shown_and_kept_until_it_is_taken(
    phone: BrowserContext, server: AppServer
) -> None:
    def refuse(route: Route) -> None:
        told = {
            "title": "No",
            "status": 422,
            "detail": "The day is missing.",
            "type": "about:blank",
            "place": "",
        }
        route.fulfill(status=422, content_type="application/problem+json", body=json.dumps(told))

    led = Led(phone, server).open()
    phone.route("**/guided/*", refuse)
    led.through()
    led.press("Close")
    expect(led.page.get_by_text("did not take it: The day is missing.")).to_be_visible()
    phone.unroute("**/guided/*")
    with phone.expect_event("requestfinished", lambda asked: "/guided/" in asked.url):
        led.page.get_by_role("button", name="Send now").click()
    expect(led.page.get_by_text("did not take it")).to_have_count(0)
    assert _waiting(led.page) == []
    assert [one["completion"] for one in _reports(led.page)] == ["done"]


def test_with_the_app_closed_the_browser_sends_what_waits_when_there_is_signal(
    phone: BrowserContext, server: AppServer
) -> None:
    """Background Sync, with Chromium told by hand that there is signal."""
    page = seen_in(phone, server).page
    page.goto(server.url)
    wait_for_worker(page)
    page.goto(f"{server.url}/icon.svg")  # a page of this origin without the app
    tools = phone.new_cdp_session(page)
    told: list[dict[str, Any]] = []
    tools.on("ServiceWorker.workerRegistrationUpdated", lambda event: told.append(event))
    tools.send("ServiceWorker.enable")
    led = Led(phone, server).open()
    led.press("Ready")
    led.rep(1)
    server.stop()
    led.press("End")
    led.press("End the session")
    expect(led.page.get_by_text("It will be sent once")).to_be_visible()
    led.page.close()
    server.start()
    registration = told[0]["registrations"][0]["registrationId"]
    sync = {"origin": server.url, "registrationId": registration, "tag": "outbox", "lastChance": False}

    def sent() -> bool:  # a browser tries again where a connection breaks
        tools.send("ServiceWorker.dispatchSyncEvent", sync)
        page.wait_for_timeout(200)
        return bool(_reports(page))

    wait_until(page, sent)
    assert [one["reps"] for one in _reports(page)] == [1]
    assert _waiting(page) == []


def test_a_session_that_nobody_came_back_to_is_sent_as_far_as_it_went(
    phone: BrowserContext, server: AppServer
) -> None:
    led = Led(phone, server).open()
    led.press("Ready")
    led.rep(1)
    led.told("Rest")
    led.page.goto("about:blank")
    phone.clock.run_for(13 * 3_600_000)
    with phone.expect_event("requestfinished", lambda asked: "/guided/" in asked.url):
        led.page.goto(server.url)
    kept = _reports(led.page)
    assert [(one["completion"], one["reps"]) for one in kept] == [("partly", 1)]


def test_who_was_away_for_long_is_asked_and_may_start_anew_without_losing_what_was_done(
    phone: BrowserContext, server: AppServer
) -> None:
    led = Led(phone, server).open()
    led.press("Ready")
    led.rep(1)
    led.told("Rest")
    led.page.goto("about:blank")
    phone.clock.run_for(40 * 60_000)
    led.open()
    led.told("Go on?")
    expect(led.page.locator("main")).to_contain_text("did 1 of 3")
    led.press("Go on")
    led.told("Warm up")
    expect(led.page.locator("main")).to_contain_text("Warm up again if you have cooled down.")
    led.press("Ready")
    led.told("Ready when you are")
    led.page.goto("about:blank")
    phone.clock.run_for(40 * 60_000)
    led.open()
    with phone.expect_event("requestfinished", lambda asked: "/guided/" in asked.url):
        led.press("Start anew")
    led.told("Warm up", "0:00")
    assert [one["reps"] for one in _reports(led.page)] == [1]


def test_the_day_after_an_interrupted_session_is_sent_once_and_may_be_done_again(
    phone: BrowserContext, server: AppServer
) -> None:
    """Opening it hands it in, and so does starting the app; what is done then is a session of its own."""
    led = Led(phone, server).open()
    led.press("Ready")
    led.rep(1)
    led.told("Rest")
    led.page.goto("about:blank")
    phone.clock.run_for(13 * 3_600_000)
    with phone.expect_event("requestfinished", lambda asked: "/guided/" in asked.url):
        led.open()
    led.told("Done already")
    led.press("Do it again")
    led.told("Warm up", "0:00")
    led.press("End")
    led.press("End the session")
    led.told("Ended early")
    expect(led.page.get_by_text("did not take it")).to_have_count(0)
    assert len([one for one in _reports(led.page) if one["completion"] == "partly"]) == 1


def test_form_that_slips_twice_stops_the_session_and_may_be_taken_back(
    phone: BrowserContext, server: AppServer
) -> None:
    led = Led(phone, server).open()
    led.press("Ready")
    led.rep(1)
    led.press("Slipping")
    led.wait(180)
    led.rep(2)
    led.press("Slipping")
    led.told("Stop for today")
    expect(led.page.get_by_role("alert")).to_contain_text("One more would train the slip.")
    led.press("Take it back")
    led.told("Rest")
    led.press("Pain")
    expect(led.page.get_by_role("alert")).to_contain_text("see a clinician")
    with phone.expect_event("requestfinished", lambda asked: "/guided/" in asked.url):
        led.press("Close")
    led.told("Stopped")
    expect(led.page.locator("main")).to_contain_text("2 of 3 done")
    expect(led.page.get_by_role("status").filter(has_text="It will be sent")).to_have_count(0)
    assert [(one["completion"], one["stopped_by"]) for one in _reports(led.page)] == [("partly", "stop.pain")]


def test_pause_redo_skip_and_an_early_end(phone: BrowserContext, track: AppServer) -> None:
    led = Led(phone, track).open()
    led.press("Ready")
    led.press("Start rep 1")
    led.press("Pause")
    led.told("Paused")
    led.press("Go on")
    led.rep(1)
    led.press("Redo")
    led.told("Rest")
    expect(led.page.locator(".head")).to_contain_text("Next: rep 1 of 3")
    led.press("Skip")
    led.press("Skip it")
    expect(led.page.locator(".head")).to_contain_text("Next: rep 2 of 3")
    led.press("End")
    led.press("Stay")
    led.told("Rest")
    led.press("End")
    led.press("End the session")
    led.told("Ended early")


def test_a_session_is_led_in_one_window_at_a_time(phone: BrowserContext, track: AppServer) -> None:
    led = Led(phone, track).open()
    led.told("Warm up")
    other = Led(phone, track)
    other.page.goto(other.url)

    def answers() -> bool:  # it waits a moment for the first, by the clock that only a test moves
        other.wait(0.5)
        return other.page.locator("main h1").count() > 0

    wait_until(other.page, answers)
    other.told("Open in another window")
    led.page.close()
    other.page.reload()
    other.told("Warm up")


def test_today_goes_on_with_what_was_left_and_knows_what_was_done_before_the_server_does(
    phone: BrowserContext, server: AppServer
) -> None:
    led = Led(phone, server).open()
    led.press("Ready")
    led.rep(1)
    led.told("Rest")
    led.page.get_by_role("link", name="To today").click()
    expect(led.page.locator("main")).to_contain_text("Bounding, begun at 17:30: 1 of 3 done.")
    led.page.get_by_role("link", name="Go on", exact=True).click()
    led.told("Rest")
    wait_for_worker(led.page)
    server.stop()
    led.wait(180)
    led.rep(2)
    led.press("End")
    led.press("End the session")
    led.told("Ended early")
    led.page.get_by_role("link", name="To today").click()
    expect(led.page.locator("main ol")).to_contain_text("2 of 3 done")
    expect(led.page.get_by_text("Kept here. It will be sent once")).to_be_visible()
    expect(led.page.get_by_role("link", name="Start", exact=True)).to_have_count(0)


def test_a_set_is_recorded_from_the_session_that_it_belongs_to(
    phone: BrowserContext, track: AppServer
) -> None:
    led = Led(phone, track).open()
    led.press("Ready")
    led.page.get_by_role("link", name="Record rep 1").click()
    expect(led.page).to_have_url(f"{track.url}/capture?session={BOUNDING}&set=1")
    led.page.get_by_role("link", name="Back").click()
    led.told("Ready when you are")


def test_keys_alone_lead_through_a_session(phone: BrowserContext, track: AppServer) -> None:
    led = Led(phone, track).open()
    for title, seconds in (("Warm up", 1), ("Ready when you are", 1), ("Bounding", 8), ("Rest", 181)):
        led.told(title)
        led.wait(seconds)
        led.page.keyboard.press("Space")
    led.told("Bounding")


def test_voice_beeps_and_vibration_tell_of_each_moment_and_can_be_off(
    phone: BrowserContext, track: AppServer
) -> None:
    phone.add_init_script(LISTENING)
    led = Led(phone, track).open()
    led.press("Ready")
    led.rep(1)
    led.told("Rest")
    led.wait(181)
    heard = led.page.evaluate("heard")
    assert "Rep 1, Bounding. Push long." in heard
    assert "Rest. 3 minutes or more." in heard
    assert "Ready when you are" in heard[heard.index("Rest. 3 minutes or more.") :]
    assert heard.count("tone") >= 6
    assert sum(one.startswith("buzz") for one in heard) >= 6

    led.press("Sound and light")
    for name in ("Voice", "Beeps", "Vibration"):
        led.page.get_by_role("switch", name=name).uncheck()
    led.press("Close")
    led.kill()
    led.press("Start rep 2")
    led.wait(30)
    led.told("Rest")
    assert led.page.evaluate("heard") == []


@pytest.mark.parametrize("exercise", ["dynamic_strength", "circuit"])
def test_lifts_and_stations_are_led_one_after_the_other(
    phone: BrowserContext, track: AppServer, exercise: str
) -> None:
    script = made.script(exercise, id="made-1")
    answer = json.dumps(
        scripts_answer((script,), first=script.session.date, last=script.session.date, number=1)
    )
    phone.route(SCRIPTS, lambda route: route.fulfill(content_type="application/json", body=answer))
    phone.route("**/guided/*", lambda route: route.abort())
    led = Led(phone, track, "made-1").open()
    led.press("Ready")
    for part in script.parts:
        expect(led.page.locator(".head")).to_contain_text(part.label)
        expect(led.page.locator(".head")).to_contain_text(part.what)
        led.press(f"Start {part.label.split(' of ')[0].lower()}")
        led.wait(30)
        if part.limit_s is None:
            led.press("Done")
        led.wait(script.rest_s)
    led.told("That was the last one")
    led.press("Close")
    led.told("Done")


def test_after_a_session_the_day_s_next_one_is_offered(phone: BrowserContext, track: AppServer) -> None:
    first, second = "2027w06-hill_sprints-1", "2027w06-strides-1"
    led = Led(phone, track, first).open()
    led.press("End")
    led.press("End the session")
    led.page.get_by_role("link", name="Next: Strides").click()
    led.told("Warm up")
    assert led.page.url.endswith(second)


@pytest.mark.parametrize("screen", [PHONE, SMALL, LYING], ids=lambda screen: screen.name)
def test_each_state_is_whole_and_axe_finds_nothing_in_it(
    app_browser: Browser, track: AppServer, screen: Screen
) -> None:
    """On a phone upright and lying, on a small one, and with text of twice the size."""
    if not (ROOT / "app" / "node_modules" / "axe-core").is_dir():
        pytest.skip("axe-core was not fetched; make client fetches it")
    with context_on(app_browser, screen) as context:
        context.clock.install(time=BEGIN)  # running: axe waits for its own timers
        led = Led(context, track).open()

        def look() -> None:
            assert led.seen.overhang_px <= 0
            if screen is PHONE:
                assert led.seen.axe_by_day_and_night() == []
                led.page.evaluate("document.documentElement.style.fontSize = '200%'")
                assert led.seen.overhang_px <= 0
                led.page.evaluate("document.documentElement.style.fontSize = ''")

        look()
        led.press("Ready")
        look()
        led.press("Start rep 1")
        look()
        led.wait(8)
        look()
        led.press("Done")
        led.press("Slipping")
        look()
        led.press("End")
        look()
        led.press("Stay")
        led.press("Sound and light")
        look()
        led.press("Close")
        led.page.get_by_role("button", name="Black on white, for sun").click()
        look()
        led.page.get_by_role("button", name="Black on white, for sun").click()
        led.wait(200)
        look()
        led.press("Pause")
        look()
        led.press("Go on")
        led.rep(2)
        led.press("Gone")
        led.told("Stop for today")
        look()
        led.press("Close")
        look()
        led.page.get_by_role("link", name="Say how it felt").click()
        led.page.get_by_role("radio", name="Yes").check()
        look()
        assert led.seen.troubles == []


def test_a_report_says_what_was_said_and_nothing_else(phone: BrowserContext, server: AppServer) -> None:
    page = seen_in(phone, server).page
    page.goto(f"{server.url}/report/{BOUNDING}")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing is said yet.")
    page.get_by_role("radio", name="A part").check()
    page.get_by_label("How many of the 3 reps?").fill("2")
    page.get_by_role("group", name="How hard did it feel").get_by_role("radio", name="8", exact=True).check()
    page.get_by_label("How many times did your feet").fill("14")
    page.get_by_role("radio", name="Yes").check()
    page.get_by_label("Where?").fill("left achilles")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("alert")).to_contain_text("Say where it hurts")
    page.get_by_role("group", name="How bad").get_by_role("radio", name="3", exact=True).check()
    page.get_by_label("What kind of pain?").select_option("tendon")
    with phone.expect_event("requestfinished", lambda asked: "/reports/" in asked.url) as sent:
        page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kept")
    expect(page.get_by_text("It will be sent once")).to_have_count(0)
    body = sent.value.post_data_json
    assert {key: value for key, value in body.items() if key != "said_at"} == {
        "date": FRIDAY,
        "session": BOUNDING,
        "completion": "partly",
        "reps": 2,
        "hard": 8,
        "contacts_30m": 14,
        "pain": [{"place": "left achilles", "level": 3, "kind": "tendon", "worse_next_morning": False}],
    }
    assert len(_reports(page)) == 1
