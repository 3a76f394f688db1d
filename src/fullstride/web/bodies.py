"""How much may be sent, and how slowly: a body is refused while it comes, not once it is here."""

import asyncio
import time
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive, Scope

from fullstride.web.rules import most_bytes

LONGEST_SILENCE_S = 20.0
FREE_S = 30.0  # a body that comes slower than this and the rate below keeps somebody else's place
LEAST_BYTES_PER_S = 2_048


def measured(scope: Scope, receive: Receive) -> Receive:
    """`receive` that raises HTTPException for a body that is longer than its operation allows, or too slow.

    The operation is known by the time that anybody asks for a body.
    """
    begun, so_far = time.monotonic(), 0

    async def receive_some() -> Message:
        nonlocal so_far
        most = most_bytes(_operation(scope))
        if so_far == 0:
            _refuse_longer(_said_length(scope), most)
        if scope.get("fullstride.body_read"):
            return await receive()  # only whether the asker went away
        patience = min(LONGEST_SILENCE_S, begun + FREE_S + so_far / LEAST_BYTES_PER_S - time.monotonic())
        try:
            message = await asyncio.wait_for(receive(), max(patience, 0.001))
        except TimeoutError:
            raise HTTPException(HTTPStatus.REQUEST_TIMEOUT, "The rest of it did not come in time") from None
        so_far += len(message.get("body", b""))
        _refuse_longer(so_far, most)
        if not message.get("more_body", False):
            scope["fullstride.body_read"] = True
        return message

    return receive_some


def _operation(scope: Scope) -> str:
    return getattr(scope.get("route"), "operation_id", None) or ""


def _said_length(scope: Scope) -> int:
    said = Headers(scope=scope).get("content-length", "")
    return int(said) if said.isascii() and said.isdigit() else 0


def _refuse_longer(length: int, most: int) -> None:
    if length > most:
        raise HTTPException(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"At most {most:,} bytes can be sent here at once"
        )
