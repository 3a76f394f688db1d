"""The gate of the server: other pages in the same browser, other names, other kinds of bodies, too much, too
slowly; and what every answer carries."""

import asyncio
import logging
import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx import Response
from hypothesis import given
from hypothesis import strategies as st

from fullstride.domain.errors import BadUsage
from fullstride.store import open_store
from fullstride.web import bodies
from fullstride.web.app import create_app
from fullstride.web.guard import Guard
from fullstride.web.settings import Settings, is_loopback, read_address
from made_accounts import BASE, club
from made_api import refused

ME, REPORT = "/api/v1/me", "/api/v1/runners/me/reports/r1"
SAID = {"date": "2026-12-14", "soreness": 2}


def _app(settings: Settings | None = None) -> FastAPI:
    return create_app(settings or Settings(), store=open_store("memory:"))


@pytest.fixture(scope="module")
def alone() -> Iterator[TestClient]:
    with TestClient(_app(), base_url=BASE, raise_server_exceptions=False) as client:
        yield client


# ---- by which name, from which page ------------------------------------------------------------------


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.1:8765", "localhost:8765", "LOCALHOST", "[::1]:8765", "localhost:9000"]
)
def test_a_server_for_this_machine_answers_by_this_machines_names(alone: TestClient, host: str) -> None:
    assert alone.get(ME, headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8765", "127.0.0.1.evil.example", "localhost.evil.example",
             "192.168.1.5", "", "[::2]", "localhost@evil.example", "127.0.0.2", "0.0.0.0"]
)  # fmt: skip
def test_a_name_that_was_made_to_lead_here_is_refused(alone: TestClient, host: str) -> None:
    for path in (ME, "/", "/assets/x.js"):
        refused(alone.get(path, headers={"Host": host}), 421)
    refused(alone.put(REPORT, json=SAID, headers={"Host": host}), 421)


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=40))
def test_whatever_name_is_asked_by_only_this_machines_own_are_let_through(host: str) -> None:
    guard = Guard(FastAPI(), Settings())
    if guard._is_our_name(host):
        assert re.fullmatch(r"(127\.0\.0\.1|localhost|::1|\[::1\].*)(:.*)?", host.lower())


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "http://127.0.0.1:3000"},  # another program on this machine
        {"Origin": "http://localhost:8765"},  # the browser holds it for another origin, and so do we
        {"Origin": "https://127.0.0.1:8765"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"},
    ],
)
def test_a_change_asked_by_another_page_is_refused(alone: TestClient, headers: dict[str, str]) -> None:
    assert "another page" in refused(alone.put(REPORT, json=SAID, headers=headers), 403)
    assert alone.get("/api/v1/runners/me/reports").json()["items"] == []


def test_our_own_page_and_a_program_without_any_page_may_change_things() -> None:
    with TestClient(_app(), base_url=BASE) as client:
        ours = {"Origin": BASE, "Sec-Fetch-Site": "same-origin"}
        assert client.put(REPORT, json=SAID, headers=ours).status_code == 200
        assert client.put(REPORT, json=SAID).status_code == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_the_api_is_not_read_for_another_page_and_the_app_may_be_linked_to(
    alone: TestClient, site: str
) -> None:
    refused(alone.get(ME, headers={"Sec-Fetch-Site": site}), 403)
    assert alone.get("/calendar", headers={"Sec-Fetch-Site": site}).status_code in (200, 503)


def test_nothing_is_shared_with_other_origins(alone: TestClient) -> None:
    asked = {"Origin": "https://evil.example", "Access-Control-Request-Method": "PUT"}
    for response in (alone.options(REPORT, headers=asked), alone.get(ME, headers=asked)):
        assert not any(name.startswith("access-control") for name in response.headers)


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "", "json"]
)
def test_what_a_form_can_send_is_no_body(alone: TestClient, kind: str) -> None:
    sent = {"content": b'{"date": "2026-12-14", "soreness": 2}', "headers": {"Content-Type": kind}}
    refused(alone.put(REPORT, **sent), 415)


@pytest.mark.parametrize("name", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via", "X-Forwarded-Host"])
def test_through_a_proxy_a_server_without_accounts_is_not_to_be_reached(alone: TestClient, name: str) -> None:
    assert "--address" in refused(alone.get(ME, headers={name: "192.0.2.1"}), 403)


def test_a_server_with_an_address_answers_by_it_and_to_its_own_page_alone() -> None:
    with club(Settings(accounts=True, address="https://run.example")) as there:
        one = there.browser(base="https://run.example")
        wanted = {"name": "olga", "password": "x"}
        for origin in ("https://evil.example", "http://run.example", "https://run.example:444", "null"):
            refused(one.ask("POST", "/sessions", wanted, headers={"Origin": origin}), 403)
        refused(one.ask("POST", "/sessions", wanted, headers={"Origin": "https://run.example"}), 401)
        refused(one.ask("GET", "/me", headers={"Host": "evil.example"}), 421)


def test_only_a_proxy_that_was_named_says_where_a_request_is_from() -> None:
    with club(Settings(accounts=True, address="https://run.example", proxies=("192.0.2.10/32",))) as there:

        def tries(peer: str) -> list[int]:
            return [
                there.browser(peer, "https://run.example")
                .ask(
                    "POST",
                    "/sessions",
                    {"name": "olga", "password": "a guess"},
                    headers={"X-Forwarded-For": f"198.51.100.{n}"},
                )
                .status_code
                for n in range(11)
            ]

        assert tries("192.0.2.10") == [401] * 11  # eleven addresses, each its own
        assert tries("192.0.2.99") == [401] * 10 + [429]  # one address, whatever it says


# ---- how much, how slowly ----------------------------------------------------------------------------


def test_more_than_an_operation_takes_is_refused_before_it_is_read(alone: TestClient) -> None:
    big = b'{"note": "' + b"x" * 300_000 + b'"}'
    headers = {"Content-Type": "application/json"}
    assert "At most 262,144 bytes" in refused(alone.put(REPORT, content=big, headers=headers), 413)
    small = b'{"name": "' + b"x" * 5_000 + b'"}'
    refused(alone.post("/api/v1/sessions", content=small, headers=headers), 413)


def test_a_body_that_does_not_say_its_length_is_refused_where_it_becomes_too_long() -> None:
    with pytest.raises(bodies.HTTPException) as told:
        _received([(0, b" " * 100_000)] * 3)
    assert told.value.status_code == 413


def _received(messages: list[tuple[float, bytes]], path: str = "/x") -> list[bytes]:
    """The pieces of a body that comes with pauses (s), as an application would read them."""
    left = list(messages)

    async def receive() -> dict[str, Any]:
        pause_s, piece = left.pop(0)
        await asyncio.sleep(pause_s)
        return {"type": "http.request", "body": piece, "more_body": bool(left)}

    async def read() -> list[bytes]:
        scope: dict[str, Any] = {"type": "http", "headers": [], "path": path}
        take = bodies.measured(scope, receive)
        return [(await take())["body"] for _ in messages]

    return asyncio.run(read())


def test_a_body_that_stops_coming_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "LONGEST_SILENCE_S", 0.05)
    assert _received([(0, b"a"), (0.01, b"b")]) == [b"a", b"b"]
    with pytest.raises(bodies.HTTPException) as told:
        _received([(0, b"a"), (5, b"b")])
    assert told.value.status_code == 408


def test_a_body_that_drips_is_given_up_though_it_never_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "FREE_S", 0.2)
    begun = time.monotonic()
    with pytest.raises(bodies.HTTPException):
        _received([(0.02, b"a")] * 500)
    assert time.monotonic() - begun < 5


# ---- what every answer carries -----------------------------------------------------------------------


def _answers(client: TestClient) -> Iterator[Response]:
    yield client.get("/")
    yield client.get(ME)
    yield client.get("/api/v1/nowhere")
    yield client.get(ME, headers={"Host": "evil.example"})
    yield client.put(REPORT, content=b"{", headers={"Content-Type": "application/json"})
    yield client.get("/%00")
    yield client.get("/" + "a" * 5_000)
    yield client.request("TRACE", "/")


def test_every_answer_forbids_frames_scripts_in_the_page_and_guessing_of_kinds(alone: TestClient) -> None:
    for response in _answers(alone):
        policy = response.headers["content-security-policy"]
        assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["referrer-policy"] == "no-referrer"
        assert re.fullmatch(r"[0-9a-f]{12}", response.headers["x-request-id"])
        assert response.status_code < 500 or response.status_code == 503
    assert "sandbox" in alone.get(ME).headers["content-security-policy"]
    assert alone.get(ME).headers["cache-control"] == "private, no-cache"
    assert alone.get(ME).headers["vary"] == "Cookie"


def test_an_answer_that_the_asker_has_is_not_sent_again(alone: TestClient) -> None:
    first = alone.get(ME)
    again = alone.get(ME, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["x-content-type-options"] == "nosniff"


def test_what_nobody_foresaw_is_told_without_the_inside_and_found_in_the_log_by_its_name(
    caplog: pytest.LogCaptureFixture,
) -> None:
    app = _app()

    @app.get("/api/v1/broken", operation_id="me")
    def broken() -> None:
        raise ZeroDivisionError("the inside of it")

    app.router.routes.insert(0, app.router.routes.pop())
    with TestClient(app, base_url=BASE, raise_server_exceptions=False) as client:
        response = client.get("/api/v1/broken")
    said = refused(response, 500)
    name = response.headers["x-request-id"]
    assert name in said
    assert "inside" not in response.text and "Traceback" not in response.text and "Zero" not in response.text
    assert response.headers["content-security-policy"].startswith("default-src 'none'")
    assert any(name in record.getMessage() and record.exc_info for record in caplog.records)


def test_the_access_log_holds_no_query_and_one_line_for_a_request(
    alone: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "fullstride.access")
    alone.get(ME + "?token=SECRET")
    alone.get("/x%0aINFO forged line")
    lines = [record.getMessage() for record in caplog.records if record.name == "fullstride.access"]
    assert len(lines) == 2
    assert not any("SECRET" in line or "\n" in line for line in lines)
    assert re.fullmatch(r"[0-9a-f]{12} GET /api/v1/me 200 \d+ ms", lines[0])


def test_trouble_of_the_store_names_no_place_of_the_servers_to_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from fullstride.domain.errors import StoreTrouble

    with club(Settings(accounts=True, address="https://run.example")) as there:

        def trouble(*_: object) -> None:
            raise StoreTrouble("/home/olga/secret.sqlite is locked")

        monkeypatch.setattr(type(there.store.accounts), "named", trouble)
        one = there.browser(base="https://run.example")
        assert "olga" not in refused(one.sign_in("olga"), 503)


# ---- settings ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "read"),
    [("https://run.example", "https://run.example"), ("HTTPS://Run.Example/", "https://run.example"),
     ("http://run.example:80", "http://run.example"), ("https://run.example:8443", "https://run.example:8443"),
     ("http://[2001:db8::1]:8765", "http://[2001:db8::1]:8765"), ("", "")],
)  # fmt: skip
def test_an_address_is_read_as_browsers_write_it(said: str, read: str) -> None:
    assert read_address(said) == read


@pytest.mark.parametrize(
    "wrong", ["run.example", "ftp://run.example", "https://", "https://run.example/app", "https://a:b@run.example",
              "https://run.example?x", "https://run.example:port", "https://[::1"]
)  # fmt: skip
def test_what_is_no_address_is_refused_in_a_sentence(wrong: str) -> None:
    with pytest.raises(BadUsage, match=r"write it like https://run\.example"):
        read_address(wrong)


def test_a_server_is_open_as_soon_as_anybody_else_may_reach_it() -> None:
    assert not Settings().is_open
    for settings in (
        Settings(host="0.0.0.0"),
        Settings(host="::"),
        Settings(host="192.168.1.5"),
        Settings(host="run.example"),
        Settings(address="https://run.example"),
        Settings(proxies=("127.0.0.1/32",)),
    ):
        assert settings.is_open
    assert all(map(is_loopback, ("localhost", "127.0.0.1", "127.8.8.8", "::1")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "localhost.evil.example", "")))
