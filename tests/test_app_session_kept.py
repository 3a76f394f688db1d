"""What was done in a session is kept and sent once: without a server, killed, reloaded, left, refused."""

import datetime as dt
import json
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Request, Route, expect

import made_plans as made
from app_browser import keys_on_phone, seen_in, stop_clock, wait_for_worker, wait_until
from app_server import BEGIN, FRIDAY, AppServer
from fullstride.formats.done_file import record_json
from fullstride.guide.player import Act
from fullstride.guide.record import record, replay
from fullstride.guide.words import Script
from fullstride.workflows.telling import run_from
from led_sessions import BOUNDING, Led, reports_at


@pytest.fixture
def phone(phone: BrowserContext) -> BrowserContext:
    """On the sample season's Friday; its clock moves only when a test moves it."""
    stop_clock(phone, BEGIN)
    return phone


def _puts(context: BrowserContext) -> list[Request]:
    """What is sent to be kept, from now on."""
    found: list[Request] = []
    context.on("request", lambda asked: found.append(asked) if asked.method == "PUT" else None)
    return found


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
    wait_until(
        today, lambda: any(one.endswith("/scripts?days=14") for one in keys_on_phone(today, "answers"))
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
    assert [one.split("/")[0] for one in keys_on_phone(led.page, "outbox")] == ["guided"]

    led.page.get_by_role("link", name="Say how it felt").click()
    led.page.get_by_role("radio", name="Nothing").check()
    led.page.get_by_label("A note").fill("soft ground")
    led.page.get_by_role("button", name="Keep it").click()
    led.told("Kept")
    assert sorted(one.split("/")[0] for one in keys_on_phone(led.page, "outbox")) == ["guided", "report"]

    puts = _puts(phone)
    server.start()
    phone.set_offline(False)
    led.kill()
    expect(led.page.locator("main h1")).to_have_text("Done already")

    def all_sent() -> bool:
        led.wait(5)
        return not keys_on_phone(led.page, "outbox")

    wait_until(led.page, all_sent)
    kept = reports_at(led.page)
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
    assert len(reports_at(led.page)) == 2


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
    with led.sending():
        led.page.get_by_role("button", name="Send now").click()
    expect(led.page.get_by_text("did not take it")).to_have_count(0)
    assert keys_on_phone(led.page, "outbox") == []
    assert [one["completion"] for one in reports_at(led.page)] == ["done"]


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
    led.end_early()
    expect(led.page.get_by_text("It will be sent once")).to_be_visible()
    led.page.close()
    server.start()
    registration = told[0]["registrations"][0]["registrationId"]
    sync = {"origin": server.url, "registrationId": registration, "tag": "outbox", "lastChance": False}

    def sent() -> bool:  # a browser tries again where a connection breaks
        tools.send("ServiceWorker.dispatchSyncEvent", sync)
        page.wait_for_timeout(200)
        return bool(reports_at(page))

    wait_until(page, sent)
    assert [one["reps"] for one in reports_at(page)] == [1]
    assert keys_on_phone(page, "outbox") == []


def test_a_session_that_nobody_came_back_to_is_sent_as_far_as_it_went(
    phone: BrowserContext, server: AppServer
) -> None:
    led = Led(phone, server)
    led.first_rest()
    led.away(minutes=13 * 60)
    with led.sending():
        led.page.goto(server.url)
    kept = reports_at(led.page)
    assert [(one["completion"], one["reps"]) for one in kept] == [("partly", 1)]


def test_who_was_away_for_long_is_asked_and_may_start_anew_without_losing_what_was_done(
    phone: BrowserContext, server: AppServer
) -> None:
    led = Led(phone, server)
    led.first_rest()
    led.away(minutes=40)
    led.open()
    led.told("Go on?")
    expect(led.page.locator("main")).to_contain_text("did 1 of 3")
    led.press("Go on")
    led.told("Warm up")
    expect(led.page.locator("main")).to_contain_text("Warm up again if you have cooled down.")
    led.press("Ready")
    led.told("Ready when you are")
    led.away(minutes=40)
    led.open()
    with led.sending():
        led.press("Start anew")
    led.told("Warm up", "0:00")
    assert [one["reps"] for one in reports_at(led.page)] == [1]


def test_the_day_after_an_interrupted_session_is_sent_once_and_may_be_done_again(
    phone: BrowserContext, server: AppServer
) -> None:
    """Opening it hands it in, and so does starting the app; what is done then is a session of its own."""
    led = Led(phone, server)
    led.first_rest()
    led.away(minutes=13 * 60)
    with led.sending():
        led.open()
    led.told("Done already")
    led.press("Do it again")
    led.told("Warm up", "0:00")
    led.end_early()
    led.told("Ended early")
    expect(led.page.get_by_text("did not take it")).to_have_count(0)
    assert len([one for one in reports_at(led.page) if one["completion"] == "partly"]) == 1


def test_today_goes_on_with_what_was_left_and_knows_what_was_done_before_the_server_does(
    phone: BrowserContext, server: AppServer
) -> None:
    led = Led(phone, server)
    led.first_rest()
    led.page.get_by_role("link", name="To today").click()
    expect(led.page.locator("main")).to_contain_text("Bounding, begun at 17:30: 1 of 3 done.")
    led.page.get_by_role("link", name="Go on", exact=True).click()
    led.told("Rest")
    wait_for_worker(led.page)
    server.stop()
    led.wait(180)
    led.rep(2)
    led.end_early()
    led.told("Ended early")
    led.page.get_by_role("link", name="To today").click()
    expect(led.page.locator("main ol")).to_contain_text("2 of 3 done")
    expect(led.page.get_by_text("Kept here. It will be sent once")).to_be_visible()
    expect(led.page.get_by_role("link", name="Start", exact=True)).to_have_count(0)


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
    assert len(reports_at(page)) == 1
