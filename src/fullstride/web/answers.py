"""Answers that are remembered for as long as nothing on the shelf they were made from is another."""

import threading
from collections.abc import Callable
from typing import Any

from fastapi import Request, Response
from pydantic import BaseModel

from fullstride.store import Shelf
from fullstride.workflows import clock

MOST_BYTES = 64_000_000  # of a process: a season of 700 runners
Key = tuple[str, ...]


class Remembered:
    """Bytes by what they depend on; those that were asked for longest ago go first."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most, self._held = most_bytes, 0
        self._lock = threading.Lock()
        self._answers: dict[Key, bytes] = {}

    def get(self, key: Key) -> bytes | None:
        with self._lock:
            found = self._answers.pop(key, None)
            if found is not None:
                self._answers[key] = found
            return found

    def put(self, key: Key, answer: bytes) -> None:
        with self._lock:
            self._held += len(answer) - len(self._answers.pop(key, b""))
            self._answers[key] = answer
            while self._held > self._most:
                self._held -= len(self._answers.pop(next(iter(self._answers))))


def answer(
    request: Request, shelf: Shelf, word: type[BaseModel], make: Callable[[], dict[str, Any]]
) -> Response:
    """What `make` says as the JSON of a `word`, worked out once for a day and a state of the shelf.

    It may depend on nothing else but the request's own address; what the asker is not shown is taken out
    of it on its way.
    """
    held: Remembered = request.app.state.remembered
    address = (str(request.url.path), str(request.url.query))
    key = (*address, clock.now().date().isoformat(), shelf.stamp())
    found = held.get(key)
    if found is None:
        found = word.model_validate(make()).model_dump_json(exclude_unset=True, by_alias=True).encode()
        held.put(key, found)
    return Response(found, media_type="application/json")
