"""A word as the columns of a row, and back: the same for every table that keeps words."""

import datetime as dt
from typing import Any, TypeVar

from fullstride.store import checks, codec, troubles

Word = TypeVar("Word")


def columns(key: str, at: dt.datetime, word: object) -> dict[str, Any]:
    """Raises BadUsage for a key that can't be kept."""
    checks.keys(key)
    body = codec.to_body(word)
    return {
        "key": key,
        "at_us": checks.micros(at),
        "body_version": codec.body_version(type(word)),
        "body": body,
        "body_sum": codec.checksum(key, body),
    }


def read(kind: type[Word], key: object, version: int, kept: str | bytes, body_sum: int) -> Word:
    """Raises Unreadable."""
    body = kept if isinstance(kept, str) else codec.unpack(kept)
    if codec.checksum(str(key), body) != body_sum:
        raise codec.Unreadable("its checksum is wrong")
    return codec.from_body(kind, body, version)


def damaged(
    shown: str, table: str, whose: str, key: object, error: codec.Unreadable
) -> troubles.DamagedStore:
    of = f" of {whose}" if whose else ""
    return troubles.damaged(shown, f"{table}{of}, {str(key)[:40]}: {error}")
