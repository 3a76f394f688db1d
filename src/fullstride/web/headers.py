"""What every answer carries: a strict policy for browsers, and a tag that spares an unchanged answer."""

import hashlib
from collections.abc import Awaitable, Callable

from fastapi import Request, Response

from fullstride.web.settings import Settings

API = "/api/"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
    "media-src 'self' blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_ALWAYS = {
    "Content-Security-Policy": _POLICY,
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
Next = Callable[[Request], Awaitable[Response]]


def add_headers(settings: Settings) -> Callable[[Request, Next], Awaitable[Response]]:
    """Middleware: the headers above, and none of the API's answers in shared caches."""
    always = dict(_ALWAYS)
    if settings.is_secure:
        always["Strict-Transport-Security"] = f"max-age={_A_YEAR_S}; includeSubDomains"

    async def middleware(request: Request, call_next: Next) -> Response:
        response = await call_next(request)
        for name, value in always.items():
            response.headers.setdefault(name, value)
        if request.url.path.startswith(API):
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    return middleware


async def tag_answers(request: Request, call_next: Next) -> Response:
    """Middleware: GETs of the API get an ETag of their body, and 304 where the asker has that body."""
    response = await call_next(request)
    if request.method != "GET" or response.status_code != 200 or not request.url.path.startswith(API):
        return response
    if not response.headers.get("content-type", "").startswith("application/json"):
        return response
    body = b"".join([chunk async for chunk in response.body_iterator])  # type: ignore[attr-defined]
    tag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    headers = dict(response.headers) | {"etag": tag}
    if tag in request.headers.get("if-none-match", ""):
        headers.pop("content-length", None)
        return Response(status_code=304, headers=headers)
    return Response(content=body, status_code=200, headers=headers)
