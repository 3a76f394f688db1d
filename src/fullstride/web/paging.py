"""Pages of long lists, by a cursor that stays true while things are added."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any, TypeVar

from fullstride.web.problems import Refusal

Item = TypeVar("Item")
Key = tuple[str, ...]


def page(
    items: Sequence[Item], key: Callable[[Item], Key], *, after: str, limit: int
) -> tuple[Sequence[Item], str | None]:
    """The `limit` items behind the cursor, those with the largest key first, and the next page's cursor.

    A key is unlike any other's. Raises Refusal for a cursor that is none.
    """
    behind = _read(after) if after else None
    rest = sorted((one for one in items if behind is None or key(one) < behind), key=key, reverse=True)
    here = rest[:limit]
    return here, _written(key(here[-1])) if len(rest) > limit else None


def _written(key: Key) -> str:
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode().rstrip("=")


def _read(cursor: str) -> Key:
    try:
        parts: Any = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error, RecursionError):
        parts = None
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        raise Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, "after: is no cursor of this list")
    return tuple(parts)
