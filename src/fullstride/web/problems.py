"""What goes wrong, told as problem+json (RFC 9457) in the sentences of the command line."""

from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from fullstride.domain.errors import (
    BadUsage,
    FullstrideError,
    NoPlan,
    Outdated,
    StoreTrouble,
    UnknownRunner,
    UnreadableInput,
)
from fullstride.web.schema.problem import Problem

MEDIA_TYPE = "application/problem+json"
NO_PLAN = "urn:fullstride:no-plan"  # a client shows how to make one instead of a failure
_STATUS: tuple[tuple[type[FullstrideError], HTTPStatus], ...] = (
    (UnreadableInput, HTTPStatus.UNPROCESSABLE_ENTITY),
    (UnknownRunner, HTTPStatus.NOT_FOUND),
    (Outdated, HTTPStatus.CONFLICT),
    (StoreTrouble, HTTPStatus.SERVICE_UNAVAILABLE),
    (NoPlan, HTTPStatus.NOT_FOUND),
    (BadUsage, HTTPStatus.BAD_REQUEST),
    (FullstrideError, HTTPStatus.BAD_REQUEST),
)


class Refusal(Exception):
    """An answer that is no: a status and one sentence."""

    def __init__(self, status: HTTPStatus, detail: str) -> None:
        self.status, self.detail = status, detail
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


def problem(status: HTTPStatus, detail: str, *, place: str = "", kind: str = "about:blank") -> JSONResponse:
    """One sentence as problem+json."""
    body = Problem(type=kind, title=status.phrase, status=int(status), detail=sentence(detail), place=place)
    return JSONResponse(body.model_dump(), status_code=status, media_type=MEDIA_TYPE)


def sentence(text: str) -> str:
    """One line that ends like a sentence, whatever an error message holds."""
    one_line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return one_line if one_line.endswith((".", "?", "!")) else f"{one_line}."


async def _of_error(_: Request, error: Exception) -> JSONResponse:
    status = next(status for kind, status in _STATUS if isinstance(error, kind))
    kind = NO_PLAN if isinstance(error, NoPlan) else "about:blank"
    return problem(status, str(error), place=getattr(error, "place", ""), kind=kind)


async def _of_refusal(_: Request, refusal: Exception) -> JSONResponse:
    assert isinstance(refusal, Refusal)
    return problem(refusal.status, refusal.detail)


async def _of_request(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"])
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, f"{place}: {first['msg']}", place=place)


async def _of_http(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    status = HTTPStatus(error.status_code)
    return problem(status, str(error.detail))
