"""Calendars by their address: fetched from the public internet and from nowhere else."""

import re
import ssl
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpcore

from fullstride.domain.errors import BadUsage
from fullstride.services.addresses import Resolve, allowed_addresses, is_public, resolved

PORTS = {"http": 80, "https": 443}
LONGEST_URL = 2_000
_HEADERS = (
    ("User-Agent", "Fullstride"),
    ("Accept", "text/calendar, text/csv;q=0.8, */*;q=0.5"),
    ("Accept-Encoding", "identity"),
)
_PIECE = 64 * 1024
_REDIRECTS = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarFetch:
    """Fetches a calendar.

    1. The address is http, https or webcal (which is read as https), at the port of its kind or one of
       `ports`, and holds no name and password.
    2. Its name is resolved once, all that comes of it must be public (see addresses.py), and that very
       address is connected to: a name that answers otherwise the next moment changes nothing. TLS still
       asks for the name's own certificate.
    3. The same for each of at most `redirects` redirects; none leads from https to http. Nothing is sent
       on: no cookie, no referrer, no credentials.
    4. At most `most_bytes` come, unpacked as they are, within `patience_s` from the first step to the last.

    `resolve` and `may_ask` stand in for the network in tests, `trust` for the system's certificates.
    """

    most_bytes: int = 5_000_000
    patience_s: float = 15.0
    redirects: int = 3
    ports: frozenset[int] = frozenset()
    resolve: Resolve = resolved
    may_ask: Callable[[str], bool] = is_public
    trust: ssl.SSLContext | None = None

    def fetch(self, url: str) -> bytes:
        """What stands at an address. Raises BadUsage, which names the server and never the address: an
        address of a calendar is a secret."""
        end = time.monotonic() + self.patience_s
        at = read_url(url, self.ports)
        for _ in range(self.redirects + 1):
            found = self._ask(at, end)
            if isinstance(found, bytes):
                return found
            onward = read_url(_joined(at, found), self.ports)
            if urlsplit(at).scheme == "https" and urlsplit(onward).scheme == "http":
                raise BadUsage(f"{host_of(at)} sends on to where others can read along")
            at = onward
        raise BadUsage(f"{host_of(url)} sends on more than {self.redirects} times")

    def _ask(self, url: str, end: float) -> bytes | str:
        """What stands there, or where it sends on to."""
        host = host_of(url)
        network = _Checked(self, end)
        trust = (self.trust or ssl.create_default_context()) if url.startswith("https:") else None
        headers = [("Host", urlsplit(url).netloc), *_HEADERS]
        try:
            with (
                httpcore.ConnectionPool(network_backend=network, ssl_context=trust) as pool,
                pool.stream("GET", url, headers=headers) as response,
            ):
                return self._read(host, response)
        except httpcore.TimeoutException:
            raise BadUsage(f"{host} did not answer within {self.patience_s:g} s") from None
        except httpcore.ConnectError as error:
            reason = "shows no certificate for that name" if _is_of_tls(error) else "can't be reached"
            raise BadUsage(f"{host} {reason}") from None
        except (httpcore.NetworkError, httpcore.ProtocolError):
            raise BadUsage(f"{host} broke off before the calendar was here") from None

    def _read(self, host: str, response: httpcore.Response) -> bytes | str:
        told = {name.lower(): value for name, value in response.headers}
        if response.status in _REDIRECTS and b"location" in told:
            return told[b"location"].decode("latin-1")
        if response.status != HTTPStatus.OK:
            raise BadUsage(f"{host} answers {response.status}{_phrase(response.status)}")
        if told.get(b"content-encoding", b"identity").strip().lower() not in (b"", b"identity"):
            raise BadUsage(f"{host} sends the calendar packed, though it was asked not to")
        body = bytearray()
        for piece in response.iter_stream():
            body += piece
            if len(body) > self.most_bytes:
                raise BadUsage(f"{host} sends more than {self.most_bytes:,} bytes; no calendar has as many")
        return bytes(body)


def read_url(text: str, ports: frozenset[int] = frozenset()) -> str:
    """An address of a calendar as it is asked for. Raises BadUsage."""
    text = text.strip()
    if len(text) > LONGEST_URL or not re.fullmatch(r"[\x21-\x7e]+", text):
        raise BadUsage("That is no address of a calendar; copy it whole, from https:// or webcal:// on")
    try:
        parts = urlsplit(text)
        port, host = parts.port, parts.hostname
    except ValueError:
        parts, port, host = urlsplit(""), None, None
    scheme = {"webcal": "https", "webcals": "https"}.get(parts.scheme.lower(), parts.scheme.lower())
    if scheme not in PORTS or not host:
        raise BadUsage("An address of a calendar begins with https://, http:// or webcal://")
    if parts.username is not None or parts.password is not None:
        raise BadUsage("Leave name and password out of the address; only public and secret links are read")
    if port is not None and port not in (PORTS[scheme], *ports):
        raise BadUsage(f"{host} is asked for at its usual port; leave :{port} out")
    netloc = f"[{host}]" if ":" in host else host
    if port is not None and port != PORTS[scheme]:
        netloc += f":{port}"
    return parts._replace(scheme=scheme, netloc=netloc, fragment="").geturl()


def _joined(at: str, location: str) -> str:
    """Where a redirect leads; as it stands where it leads nowhere."""
    try:
        return urljoin(at, location)
    except ValueError:
        return location


def host_of(url: str) -> str:
    """What may be said of an address; the rest of it is a secret."""
    return urlsplit(url).hostname or "The address"


class _Checked(httpcore.NetworkBackend):
    """Connects to addresses that were looked at, and ends everything at `end`."""

    def __init__(self, fetch: CalendarFetch, end: float) -> None:
        self._fetch, self._end = fetch, end
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,  # noqa: ARG002 the backend's own
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        found = allowed_addresses(host, port, self._fetch.resolve, self._fetch.may_ask)
        for place, address in enumerate(found, start=1):
            try:
                stream = self._network.connect_tcp(address, port, _left(self._end, timeout))
            except httpcore.ConnectError:
                if place == len(found):
                    raise
            else:
                return _Ending(stream, self._end)
        raise httpcore.ConnectError

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


class _Ending(httpcore.NetworkStream):
    """A connection on which every step ends at the same moment, however slowly a server drips."""

    def __init__(self, stream: httpcore.NetworkStream, end: float) -> None:
        self._stream, self._end = stream, end

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(min(max_bytes, _PIECE), _left(self._end, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._end, timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, _left(self._end, timeout))
        return _Ending(secured, self._end)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(end: float, timeout: float | None) -> float:
    """Seconds until the end. Raises httpcore.ReadTimeout behind it."""
    left = end - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout
    return left if timeout is None else min(left, timeout)


def _is_of_tls(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _phrase(status: int) -> str:
    try:
        return f" ({HTTPStatus(status).phrase.lower()})"
    except ValueError:
        return ""
