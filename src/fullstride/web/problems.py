"""What goes wrong, told as problem+json (RFC 9457): the command line's sentences as a browser says them."""

import logging
from collections.abc import Mapping
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError, ResponseValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from fullstride.domain.errors import (
    AlreadyKept,
    BadUsage,
    FullstrideError,
    NameTaken,
    NoDates,
    NoPlan,
    Outdated,
    StoreTrouble,
    UnitUnknown,
    UnknownRunner,
    UnreadableInput,
)
from fullstride.web.in_browser import in_browser
from fullstride.web.misfits import misfit
from fullstride.web.schema.problem import Problem

MEDIA_TYPE = "application/problem+json"
NO_PLAN = "urn:fullstride:no-plan"  # a client shows how to make one instead of a failure
NO_DATES = "urn:fullstride:no-dates"  # a client asks for the day and hands it in with the same calendar
_KINDS: tuple[tuple[type[FullstrideError], str], ...] = ((NoPlan, NO_PLAN), (NoDates, NO_DATES))
# What the framework refuses by itself, before a route of ours is asked.
_HTTP = {
    HTTPStatus.BAD_REQUEST: "What was sent can't be read",
    HTTPStatus.NOT_FOUND: "There is nothing at this address",
    HTTPStatus.METHOD_NOT_ALLOWED: "This address is not asked like that",
}
_STATUS: tuple[tuple[type[FullstrideError], HTTPStatus], ...] = (
    (UnreadableInput, HTTPStatus.UNPROCESSABLE_ENTITY),
    (UnknownRunner, HTTPStatus.NOT_FOUND),
    (Outdated, HTTPStatus.CONFLICT),
    (NameTaken, HTTPStatus.CONFLICT),
    (StoreTrouble, HTTPStatus.SERVICE_UNAVAILABLE),
    (NoPlan, HTTPStatus.NOT_FOUND),
    (AlreadyKept, HTTPStatus.CONFLICT),
    (BadUsage, HTTPStatus.BAD_REQUEST),
    (FullstrideError, HTTPStatus.BAD_REQUEST),
)


_LOG = logging.getLogger("fullstride.web")


class Refusal(Exception):
    """An answer that is no: a status and one sentence; `again_s` says when it may be asked again."""

    def __init__(self, status: HTTPStatus, detail: str, *, again_s: int = 0) -> None:
        self.status, self.detail, self.again_s = status, detail, again_s
        super().__init__(detail)


def not_there(what: str = "This page") -> Refusal:
    """What is not there, and what is somebody else's, are told alike."""
    return Refusal(HTTPStatus.NOT_FOUND, f"{what} is not here")


def tell_problems(app: FastAPI) -> None:
    """Every foreseeable failure becomes a problem; nothing tells of the inside."""
    app.add_exception_handler(FullstrideError, _of_error)
    app.add_exception_handler(Refusal, _of_refusal)
    app.add_exception_handler(RequestValidationError, _of_request)
    app.add_exception_handler(HTTPException, _of_http)


def problem(
    status: HTTPStatus,
    detail: str,
    *,
    place: str = "",
    kind: str = "about:blank",
    reason: str = "",
    ask: tuple[str, ...] = (),
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """One sentence as problem+json."""
    body = Problem(
        type=kind,
        title=status.phrase,
        status=int(status),
        detail=sentence(in_browser(detail)),
        place=place,
        reason=reason,
        ask=ask,
    )
    return JSONResponse(body.model_dump(), status_code=status, media_type=MEDIA_TYPE, headers=headers)


def sentence(text: str) -> str:
    """One line that ends like a sentence, whatever an error message holds."""
    one_line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return one_line if one_line.endswith((".", "?", "!")) else f"{one_line}."


async def _of_error(request: Request, error: Exception) -> JSONResponse:
    status = next(status for kind, status in _STATUS if isinstance(error, kind))
    kind = next((kind for of, kind in _KINDS if isinstance(error, of)), "about:blank")
    detail = str(error)
    if isinstance(error, UnknownRunner):
        detail = not_there("This runner").detail  # the error's own sentence names others
    elif isinstance(error, StoreTrouble) and request.app.state.settings.is_open:
        _LOG.error("%s %s", request.state.request_id, detail)  # it may name places of the server's
        detail = "What is kept can't be reached at the moment; nothing was changed; try again"
    ask = (error.ask,) if isinstance(error, UnitUnknown) else ()
    return problem(status, detail, place=getattr(error, "place", ""), kind=kind, ask=ask)


async def _of_refusal(_: Request, refusal: Exception) -> JSONResponse:
    assert isinstance(refusal, Refusal)
    headers = {"Retry-After": str(refusal.again_s)} if refusal.again_s else None
    return problem(refusal.status, refusal.detail, headers=headers)


async def _of_request(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"])
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, misfit(first), place=place, reason=str(first["msg"]))


async def _of_http(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    status = HTTPStatus(error.status_code)
    return problem(status, _HTTP.get(status, str(error.detail)), headers=error.headers)


async def of_the_unforeseen(request: Request, error: Exception) -> JSONResponse:
    """What nobody thought of: the log has it by a name that the answer gives, and the answer no more."""
    name = getattr(request.state, "request_id", "")
    if isinstance(error, ResponseValidationError):  # its own words hold all that was to be answered
        places = "; ".join(f"{one['loc']} {one['msg']}" for one in error.errors())
        _LOG.error("%s %s %s: the answer is none of ours: %s", name, request.method, request.url.path, places)
    else:
        _LOG.error("%s %s %s failed", name, request.method, request.url.path, exc_info=error)
    return problem(
        HTTPStatus.INTERNAL_SERVER_ERROR, f"Something went wrong in the server; its log has it as {name}"
    )
