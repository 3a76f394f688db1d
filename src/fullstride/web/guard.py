"""The gate of the server: whom it answers at all, before any route is looked for.

A browser that shows somebody else's page asks in its user's name, so a server without login on this machine
must tell the two apart: by the name it is asked by (another name may be made to lead here), by where the
asking page is from, and by a kind of body that no form can send.
"""

from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from fullstride.web.access import READING
from fullstride.web.bodies import measured
from fullstride.web.problems import problem
from fullstride.web.settings import Settings

KINDS = ("application/json", "application/octet-stream")
_PASSED_ON = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")


class Guard:
    """Middleware: refuses what is not from our own page, or not for us."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refused = self._refused(scope, Headers(scope=scope))
        if refused is not None:
            await problem(*refused)(scope, receive, send)
            return
        await self._app(scope, measured(scope, receive), send)

    def _refused(self, scope: Scope, headers: Headers) -> tuple[HTTPStatus, str] | None:
        host = headers.getlist("host")
        if len(host) != 1 or not self._is_our_name(host[0]):
            return HTTPStatus.MISDIRECTED_REQUEST, "This server is asked by another name than its own"
        if not self._settings.is_open and any(name in headers for name in _PASSED_ON):
            return HTTPStatus.FORBIDDEN, "Through a proxy this server needs --address, and accounts"
        changes = scope["method"] not in READING
        if not self._is_our_page(scope, headers, host[0], changes=changes):
            return HTTPStatus.FORBIDDEN, "This was asked by another page than the app's own"
        if changes and _has_body(headers) and _kind(headers) not in KINDS:
            return HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"Send it as {KINDS[0]}, or a file as {KINDS[1]}"
        return None

    def _is_our_name(self, host: str) -> bool:
        names = self._settings.hosts
        return names is None or _bare(host) in names

    def _is_our_page(self, scope: Scope, headers: Headers, host: str, *, changes: bool) -> bool:
        """Browsers say where the asking page is from, and no page can make them lie; programs say nothing."""
        site = headers.get("sec-fetch-site", "same-origin")
        if not changes:
            is_api = scope["path"].startswith("/api/")
            return not is_api or site in ("same-origin", "none")
        ours = self._settings.address or f"{scope['scheme']}://{host}"
        origins = headers.getlist("origin")
        return site == "same-origin" and (not origins or [one.lower() for one in origins] == [ours.lower()])


def _bare(host: str) -> str:
    """Without the port, and without the brackets of an IPv6 address."""
    name = host.lower()
    if name.startswith("["):
        return name[1:].partition("]")[0]
    return name.partition(":")[0]


def _has_body(headers: Headers) -> bool:
    return headers.get("content-length", "0") != "0" or "transfer-encoding" in headers


def _kind(headers: Headers) -> str:
    return headers.get("content-type", "").partition(";")[0].strip().lower()
