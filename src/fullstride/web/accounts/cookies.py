"""What a browser holds, and no script can read: who is signed in, and that this device was before."""

import hashlib
import secrets

from fastapi import Request, Response

from fullstride.web.settings import Settings

_SESSION, _DEVICE = "fullstride", "fullstride-device"
_DEVICE_S = 365 * 86_400
_SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux")
_BROWSERS = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))


def new_token() -> str:
    """A secret that nobody guesses; the store keeps its sha256 alone."""
    return secrets.token_urlsafe(32)


def sha256_of(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def csrf_of(token: str) -> str:
    """What a page must show with a change, worked out from the session's own secret."""
    return hashlib.sha256(f"fullstride csrf {token}".encode("utf-8", "surrogatepass")).hexdigest()


def session_of(request: Request) -> str:
    return request.cookies.get(_named(_SESSION, request.app.state.settings), "")


def device_of(request: Request) -> str:
    return request.cookies.get(_named(_DEVICE, request.app.state.settings), "")


def put_session(response: Response, token: str, settings: Settings, *, lasts_s: int) -> None:
    _put(response, _SESSION, token, settings, lasts_s=lasts_s)


def put_device(response: Response, device: str, settings: Settings) -> None:
    _put(response, _DEVICE, device, settings, lasts_s=_DEVICE_S)


def drop_session(response: Response, settings: Settings) -> None:
    _put(response, _SESSION, "", settings, lasts_s=0)


def described(agent: str) -> str:
    """A browser for its owner, to tell one device from another: "Firefox on Android"."""
    browser = next((name for sign, name in _BROWSERS if sign in agent), "A browser")
    system = next((name for name in _SYSTEMS if name in agent), "")
    return f"{browser} on {system}" if system else browser


def _put(response: Response, name: str, value: str, settings: Settings, *, lasts_s: int) -> None:
    response.set_cookie(
        _named(name, settings),
        value,
        max_age=lasts_s,
        path="/",
        secure=settings.is_secure,
        httponly=True,
        samesite="strict",
    )


def _named(name: str, settings: Settings) -> str:
    """The prefix makes browsers refuse the cookie from any other host, and without https."""
    return f"__Host-{name}" if settings.is_secure else name
