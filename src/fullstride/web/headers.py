"""What every answer carries: a strict policy for browsers, a name to find it by in the log, and a tag that
spares an unchanged answer."""

import hashlib
import logging
import secrets
import time
from collections.abc import Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from fullstride.web.settings import Settings

API = "/api/"
REQUEST_ID = "X-Request-Id"
ACCESS_LOG = logging.getLogger("fullstride.access")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
    "media-src 'self' blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_API_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"  # no answer of the API is ever a page
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(self), gyroscope=(self), screen-wake-lock=(self), camera=(), microphone=(), "
        "geolocation=(), payment=()"
    ),
}
_A_YEAR_S = 31_536_000


def headers_of(settings: Settings, path: str) -> Mapping[str, str]:
    """What an answer at `path` carries."""
    is_api = path.startswith(API)
    found = _ALWAYS | {"Content-Security-Policy": _API_POLICY if is_api else _POLICY}
    if is_api:
        found |= {"Cache-Control": "private, no-cache", "Vary": "Cookie"}
    if settings.is_secure:
        found["Strict-Transport-Security"] = f"max-age={_A_YEAR_S}"
    return found


class Headed:
    """Middleware: the headers above, and a line in the access log: never with the query, the tokens or the
    body of a request."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun, request_id, status = time.monotonic(), secrets.token_hex(6), 500
        scope.setdefault("state", {})["request_id"] = request_id

        async def send_headed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(raw=message["headers"])
                for name, value in headers_of(self._settings, scope["path"]).items():
                    headers.setdefault(name, value)
                headers[REQUEST_ID] = request_id
                message["headers"] = headers.raw
            await send(message)

        try:
            await self._app(scope, receive, send_headed)
        finally:
            ms = round((time.monotonic() - begun) * 1000)
            ACCESS_LOG.info(
                "%s %s %s %d %d ms", request_id, scope["method"], _plain(scope["path"]), status, ms
            )


class Tagged:
    """Middleware: JSON that is read gets an ETag of its body, and 304 where the asker has that body."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].startswith(API):
            await self._app(scope, receive, send)
            return
        start: Message | None = None
        body: list[bytes] = []

        async def send_tagged(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and _is_json(message):
                start = message
            elif start is None:
                await send(message)
            else:
                body.append(message.get("body", b""))
                if not message.get("more_body", False):
                    await _send_whole(send, start, b"".join(body), Headers(scope=scope))

        await self._app(scope, receive, send_tagged)


def _is_json(start: Message) -> bool:
    kind = Headers(raw=start["headers"]).get("content-type", "")
    return start["status"] == 200 and kind.startswith("application/json")


async def _send_whole(send: Send, start: Message, body: bytes, asked: Headers) -> None:
    headers = MutableHeaders(raw=start["headers"])
    tag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    headers["ETag"] = tag
    if tag in asked.get("if-none-match", ""):
        del headers["Content-Length"]
        start["status"], body = 304, b""
    start["headers"] = headers.raw
    await send(start)
    await send({"type": "http.response.body", "body": body})


def _plain(path: str) -> str:
    """One word of a log's line, whatever was asked for."""
    return "".join(letter if letter.isprintable() and letter != " " else "?" for letter in path[:200])
