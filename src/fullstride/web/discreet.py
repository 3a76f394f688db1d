"""What a coach was not granted does not leave the server: every answer about a runner goes through here.

It stands behind all routes, so that a new one keeps a runner's own words to the runner without having to
think of it.
"""

import json
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from fullstride.web.access import Sight, as_seen

JSON_KINDS = ("application/json", "application/problem+json")


class Discreet:
    """Middleware: JSON about somebody else is told as far as the asker is shown it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        start: Message | None = None
        body: list[bytes] = []

        async def send_discreet(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and _is_to_be_looked_at(scope, message):
                start = message
            elif start is None:
                await send(message)
            else:
                body.append(message.get("body", b""))
                if not message.get("more_body", False):
                    await _send_shown(send, start, b"".join(body), scope["state"]["sight"])

        await self._app(scope, receive, send_discreet)


def _is_to_be_looked_at(scope: Scope, start: Message) -> bool:
    sight: Sight | None = scope.get("state", {}).get("sight")
    kind = Headers(raw=start["headers"]).get("content-type", "").partition(";")[0]
    return sight is not None and not sight.gates and kind in JSON_KINDS


async def _send_shown(send: Send, start: Message, body: bytes, sight: Sight) -> None:
    if body:
        told: Any = json.loads(body)
        body = json.dumps(as_seen(told, sight), ensure_ascii=False, separators=(",", ":")).encode()
    headers = MutableHeaders(raw=start["headers"])
    headers["Content-Length"] = str(len(body))
    start["headers"] = headers.raw
    await send(start)
    await send({"type": "http.response.body", "body": body})
