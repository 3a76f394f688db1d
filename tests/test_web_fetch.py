"""Calendars by their address: nothing but the public internet is asked, however an address is dressed up."""

import contextlib
import http.server
import ipaddress
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullstride.domain.errors import BadUsage
from fullstride.services.addresses import is_public
from fullstride.services.calendar_fetch import CalendarFetch, read_url

CALENDAR = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
PUBLIC = "93.184.215.14"


@dataclass
class Server:
    """A server on this machine that does what a test says; `asked` holds every request's headers."""

    port: int
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    answer: Callable[[http.server.BaseHTTPRequestHandler], None] = lambda handler: send(handler, CALENDAR)

    def fetch(self, **more: object) -> CalendarFetch:
        """As if this machine stood at a public address."""
        given_ = {"ports": frozenset({self.port}), "resolve": self.resolve, "may_ask": lambda _: True}
        return CalendarFetch(**(given_ | {"patience_s": 3.0} | more))  # type: ignore[arg-type]

    def resolve(self, host: str, port: int) -> Sequence[str]:
        return ("127.0.0.1",)

    def url(self, path: str = "/a.ics", host: str = "calendar.example") -> str:
        return f"http://{host}:{self.port}{path}"


def send(handler: http.server.BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


@pytest.fixture
def server() -> Iterator[Server]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            there.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            with contextlib.suppress(OSError):
                there.answer(self)

        def log_message(self, *_: object) -> None:
            pass

    httpd = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    httpd.daemon_threads = True
    there = Server(httpd.server_address[1])
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield there
    httpd.shutdown()
    httpd.server_close()


# ---- addresses of the network ------------------------------------------------------------------------

INSIDE = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "100.64.0.1", "100.127.255.255", "192.0.0.1", "192.0.2.1", "198.18.0.1",
    "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
    "192.88.99.1",
    "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:a9fe:a9fe", "::127.0.0.1", "fe80::1",
    "fe80::1%eth0", "fc00::1", "fd12:3456::1", "ff02::1", "64:ff9b::127.0.0.1", "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1", "2002:7f00:1::", "2002:0a00:0001::1", "2001::1", "2001:db8::1", "3fff::1", "100::1",
    "4000::1", "", "localhost", "1.2.3", "2606:4700::1%1",
]  # fmt: skip


@pytest.mark.parametrize("address", INSIDE)
def test_what_is_not_the_public_internet_is_not_asked(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", [PUBLIC, "8.8.8.8", "2606:4700:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8",
                "2002:808:808::1"]
)  # fmt: skip
def test_the_public_internet_is_asked_also_through_a_translator(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_is_judged_alike_in_every_dress(address: ipaddress.IPv4Address) -> None:
    number = int(address)
    dressed = (
        f"::ffff:{address}",
        str(ipaddress.IPv6Address((0x64FF9B << 96) | number)),
        str(ipaddress.IPv6Address((0x2002 << 112) | number << 80)),
    )
    assert {is_public(one) for one in dressed} == {is_public(str(address))}
    assert not (is_public(str(address)) and (address.is_private or address.is_multicast))


def test_a_name_of_the_inside_is_refused_and_nobody_is_asked(server: Server) -> None:
    for address in INSIDE[:40]:
        fetch = CalendarFetch(ports=frozenset({server.port}), resolve=lambda *_, one=address: (one,))
        with pytest.raises(BadUsage, match="not on the public internet"):
            fetch.fetch(server.url())
    assert server.asked == []


def test_a_name_with_one_address_inside_is_refused_whole() -> None:
    fetch = CalendarFetch(resolve=lambda *_: (PUBLIC, "10.0.0.1"))
    with pytest.raises(BadUsage, match="not on the public internet"):
        fetch.fetch("https://calendar.example/a.ics")


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/", "http://2130706433/", "http://0x7f.1/", "http://127.1/", "http://[::1]/",
     "http://[::ffff:127.0.0.1]/", "http://localhost/", "http://0/", "webcal://127.0.0.1/a.ics"],
)  # fmt: skip
def test_this_machine_is_not_asked_by_any_of_its_names(url: str) -> None:
    with pytest.raises(BadUsage, match=r"public internet|not known"):
        CalendarFetch(patience_s=2).fetch(url)


# ---- connecting --------------------------------------------------------------------------------------


def test_a_calendar_is_read(server: Server) -> None:
    assert server.fetch().fetch(server.url("/a.ics?key=SECRET")) == CALENDAR
    ((path, headers),) = server.asked
    assert path == "/a.ics?key=SECRET"
    assert headers["host"] == f"calendar.example:{server.port}"
    assert not {"cookie", "authorization", "referer", "origin"} & set(headers)


def test_a_name_is_resolved_once_and_the_address_that_was_looked_at_is_connected_to(server: Server) -> None:
    """A name that answers otherwise the second time leads nowhere: there is no second time."""
    answers = [("127.0.0.1",), ("10.0.0.1",), ("10.0.0.1",)]
    looked: list[str] = []

    def resolve(host: str, port: int) -> Sequence[str]:
        return answers.pop(0)

    def may_ask(address: str) -> bool:
        looked.append(address)
        return address == "127.0.0.1"

    assert server.fetch(resolve=resolve, may_ask=may_ask).fetch(server.url()) == CALENDAR
    assert looked == ["127.0.0.1"]
    assert len(answers) == 2


def test_each_redirect_is_looked_at_like_the_first_address(server: Server) -> None:
    inside = socket.create_server(("127.0.0.2", 0))
    port = inside.getsockname()[1]
    server.answer = lambda handler: send(handler, b"", 302, Location=f"http://inside.example:{port}/admin")
    fetch = server.fetch(
        ports=frozenset({server.port, port}),
        resolve=lambda host, _: ("127.0.0.2",) if host == "inside.example" else ("127.0.0.1",),
        may_ask=lambda address: address == "127.0.0.1",
    )
    with pytest.raises(BadUsage, match=r"inside\.example is not on the public internet"):
        fetch.fetch(server.url())
    inside.settimeout(0.05)
    with pytest.raises(TimeoutError):
        inside.accept()
    inside.close()


@pytest.mark.parametrize(
    "to", ["file:///etc/passwd", "ftp://calendar.example/", "gopher://calendar.example/", "http://a:b@calendar.example/",
           "http://calendar.example:22/", "//[", "javascript:alert(1)"]
)  # fmt: skip
def test_a_redirect_to_something_else_is_refused(server: Server, to: str) -> None:
    server.answer = lambda handler: send(handler, b"", 301, Location=to)
    with pytest.raises(BadUsage):
        server.fetch().fetch(server.url())
    assert len(server.asked) == 1


def test_three_redirects_are_followed_and_no_more(server: Server) -> None:
    def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
        left = int(handler.path[1:])
        if left:
            send(handler, b"", 302, Location=f"/{left - 1}", Set_Cookie="tracked=1")
        else:
            send(handler, CALENDAR)

    server.answer = answer
    assert server.fetch().fetch(server.url("/3")) == CALENDAR
    assert not any("cookie" in headers or "referer" in headers for _, headers in server.asked)
    with pytest.raises(BadUsage, match="more than 3 times"):
        server.fetch().fetch(server.url("/4"))


def test_what_is_secret_does_not_lead_from_https_to_http(server: Server) -> None:
    class Sends(CalendarFetch):
        def _ask(self, url: str, end: float) -> bytes | str:
            return "http://calendar.example/?key=SECRET"

    with pytest.raises(BadUsage, match="others can read along") as told:
        Sends().fetch("https://calendar.example/?key=SECRET")
    assert "SECRET" not in str(told.value)


# ---- limits ------------------------------------------------------------------------------------------


def test_more_than_a_calendar_is_not_read_to_its_end(server: Server) -> None:
    sent = 0

    def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
        nonlocal sent
        handler.send_response(200)
        handler.end_headers()
        for _ in range(1_000):
            handler.wfile.write(b"x" * 100_000)
            sent += 100_000

    server.answer = answer
    with pytest.raises(BadUsage, match="more than 200,000 bytes"):
        server.fetch(most_bytes=200_000).fetch(server.url())
    time.sleep(0.1)
    assert sent < 50_000_000


@pytest.mark.parametrize("where", ["status", "headers", "body"])
def test_a_server_that_drips_is_left_at_its_end(server: Server, where: str) -> None:
    def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
        start = {"status": b"", "headers": b"HTTP/1.1 200 OK\r\nX-A: ", "body": b"HTTP/1.1 200 OK\r\n\r\n"}[
            where
        ]
        handler.wfile.write(start)
        for _ in range(200):
            handler.wfile.write(b"H" if where == "status" else b"x")
            handler.wfile.flush()
            time.sleep(0.05)

    server.answer = answer
    begun = time.monotonic()
    with pytest.raises(BadUsage, match=r"did not answer within|broke off"):
        server.fetch(patience_s=0.4).fetch(server.url())
    assert time.monotonic() - begun < 3


def test_a_packed_answer_is_refused_unopened(server: Server) -> None:
    server.answer = lambda handler: send(handler, b"\x1f\x8b", Content_Encoding="gzip")
    with pytest.raises(BadUsage, match="packed"):
        server.fetch().fetch(server.url())


@pytest.mark.parametrize("status", [404, 401, 500, 204, 299])
def test_anything_but_a_calendar_is_told_by_its_status(server: Server, status: int) -> None:
    server.answer = lambda handler: send(handler, b"", status)
    with pytest.raises(BadUsage, match=rf"calendar\.example answers {status}"):
        server.fetch().fetch(server.url())


def test_no_sentence_holds_more_of_an_address_than_its_server(server: Server) -> None:
    answers: list[Callable[[http.server.BaseHTTPRequestHandler], None]] = [
        lambda handler: send(handler, b"", 404),
        lambda handler: handler.wfile.write(b"nonsense\r\n\r\n"),
        lambda handler: handler.connection.close(),
        lambda handler: send(handler, b"", 302, Location="https://calendar.example:1/?key=SECRET"),
    ]
    for answer in answers:
        server.answer = answer
        with pytest.raises(BadUsage) as told:
            server.fetch(patience_s=1.0).fetch(server.url("/SECRET/a.ics?key=SECRET"))
        assert "SECRET" not in str(told.value)


def test_a_server_that_speaks_no_tls_is_told_as_such(server: Server) -> None:
    with pytest.raises(
        BadUsage, match=r"calendar\.example (shows no certificate|can't be reached|broke off)"
    ):
        server.fetch().fetch(f"https://calendar.example:{server.port}/")


def test_where_nobody_listens_and_what_nobody_knows() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    there = Server(port)
    with pytest.raises(BadUsage, match="can't be reached"):
        there.fetch().fetch(there.url())

    def unknown(*_: object) -> Sequence[str]:
        raise socket.gaierror

    with pytest.raises(BadUsage, match="not known as a name"):
        CalendarFetch(resolve=unknown).fetch("https://calendar.example/")


# ---- what is an address ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "read"),
    [("webcal://calendar.example/a.ics", "https://calendar.example/a.ics"),
     ("WEBCAL://Calendar.Example/A.ics?k=1#x", "https://calendar.example/A.ics?k=1"),
     (" https://calendar.example:443/a ", "https://calendar.example/a"),
     ("http://calendar.example:80", "http://calendar.example")],
)  # fmt: skip
def test_an_address_is_read_as_it_is_asked_for(said: str, read: str) -> None:
    assert read_url(said) == read


@pytest.mark.parametrize(
    "wrong", ["", "calendar.example/a.ics", "file:///etc/passwd", "https://", "https://u@calendar.example/",
              "https://:p@calendar.example/", "https://calendar.example:8443/", "http://calendar.example:443/",
              "https://calendar.example:99999/", "https://cal endar.example/", "https://x/\r\nHost: y", "https://[::1",
              "https://" + "x" * 3_000, "https://kalender.ä/"]
)  # fmt: skip
def test_what_is_no_address_of_a_calendar_is_refused(wrong: str) -> None:
    with pytest.raises(BadUsage):
        read_url(wrong)


@given(st.text(max_size=60))
def test_whatever_is_given_for_an_address_is_read_or_refused(text: str) -> None:
    for one in (text, "https://" + text):
        with contextlib.suppress(BadUsage):
            read = read_url(one)
            assert read.startswith(("http://", "https://"))
            assert read_url(read) == read
