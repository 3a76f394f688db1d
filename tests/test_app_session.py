"""The session player in the app leads: each effort, rest and stop, by tap, key and voice, on every screen."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

import made_plans as made
from app_browser import context_on, stop_clock, wait_until
from app_pages import PHONE, Screen
from app_server import BEGIN, AppServer, copied, serving_app
from fullstride.workflows.answering import scripts_answer
from helpers import ROOT
from led_sessions import BOUNDING, Led, reports_at

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


@pytest.fixture(scope="module")
def track(client: Path, season: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    """A server for tests that ask nothing of it afterwards."""
    folder = tmp_path_factory.mktemp("track")
    with serving_app(copied(season, folder), runner="Robin") as running:
        yield running


@pytest.fixture
def phone(phone: BrowserContext) -> BrowserContext:
    """On the sample season's Friday; its clock moves only when a test moves it."""
    stop_clock(phone, BEGIN)
    return phone


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
    with led.sending():
        led.press("Close")
    led.told("Stopped")
    expect(led.page.locator("main")).to_contain_text("2 of 3 done")
    expect(led.page.get_by_role("status").filter(has_text="It will be sent")).to_have_count(0)
    assert [(one["completion"], one["stopped_by"]) for one in reports_at(led.page)] == [
        ("partly", "stop.pain")
    ]


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
    led.end_early()
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
    led.end_early()
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
