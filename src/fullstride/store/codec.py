"""Words to canonical JSON and back: what the store keeps of each is readable without this program.

A body is one JSON object with sorted keys in plain ASCII, instants with their offset, one that is no
number ("NaN", "Infinity") as text. Fields that a word has gained since are read as their defaults; any
other change of a word needs an upgrade of its older bodies here.
"""

import contextlib
import dataclasses
import datetime as dt
import json
import math
import zlib
from collections.abc import Callable, Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar

from fullstride.domain.accounts import Account, Grant
from fullstride.domain.corrections import Correction
from fullstride.domain.evidence import Evidence
from fullstride.domain.feeds import Feed, ServiceKey
from fullstride.domain.imports import Counts
from fullstride.domain.keeping import KeptPlan, Made, Match, Moved, Original
from fullstride.domain.report import Report

if TYPE_CHECKING:
    from pydantic import TypeAdapter

Word = TypeVar("Word")
Upgrade = Callable[[dict[str, Any]], dict[str, Any]]
_adapters: "dict[type, TypeAdapter[Any]]" = {}  # making one takes some milliseconds
_MINUTE = dt.timedelta(minutes=1)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class MadeEvidence:
    """Evidence with what it was made by: one body."""

    made: Made
    evidence: Evidence


class Unreadable(Exception):
    """A body is not as it was written, or was written by a newer program; the text says which."""


def to_body(word: object) -> str:
    """The word as canonical JSON: the same word is always the same text."""
    return json.dumps(_plain(word), sort_keys=True, separators=(",", ":"), allow_nan=False)


def from_body(kind: type[Word], body: str, version: int) -> Word:
    """The word that was kept. Raises Unreadable."""
    upgrades = UPGRADES.get(kind, ())
    if version > len(upgrades) + 1:
        raise Unreadable("it was written by a newer version of the program")
    from pydantic import ValidationError

    if version == len(upgrades) + 1:
        with contextlib.suppress(ValidationError):  # takes half the time; what it can't read is tried below
            as_it_is: Word = _adapter(kind).validate_json(body)
            return as_it_is
    try:
        facts = json.loads(body)
        for upgrade in upgrades[version - 1 :]:
            facts = upgrade(facts)
        word: Word = _adapter(kind).validate_python(facts)
    except (ValueError, ValidationError, RecursionError):
        raise Unreadable("it is not as it was written") from None
    return word


def body_version(kind: type) -> int:
    """What bodies of this kind are written as now."""
    return len(UPGRADES.get(kind, ())) + 1


def pack(body: str) -> bytes:
    """For long bodies: what is said again and again in a plan takes little room."""
    return zlib.compress(body.encode())


def unpack(packed: bytes) -> str:
    """Raises Unreadable."""
    try:
        return zlib.decompress(packed).decode()
    except (zlib.error, UnicodeDecodeError, TypeError):  # a damaged row may hold anything
        raise Unreadable("it is not as it was written") from None


def checksum(key: str, body: str) -> int:
    """Belongs to a body at its place: a letter changed on the disk is noticed when it is read."""
    return zlib.crc32(body.encode(), zlib.crc32(key.encode()))


# For each word the steps that take its bodies from version 1 to 2, from 2 to 3, and so on.
UPGRADES: Mapping[type, tuple[Upgrade, ...]] = {
    Report: (),
    Original: (),
    MadeEvidence: (),
    Match: (),
    Moved: (),
    KeptPlan: (),
    Correction: (),
    Grant: (),
    Account: (),
    Feed: (),
    ServiceKey: (),
    Counts: (),
}


def _adapter(kind: type[Word]) -> "TypeAdapter[Word]":
    from pydantic import TypeAdapter

    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dt.datetime):
        offset = value.utcoffset()
        if offset is not None and offset % _MINUTE:  # readers of ISO 8601 know offsets of whole minutes
            value = value.astimezone(dt.UTC)
        return value.isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return value
