"""Values and elements of an Apple Health export, taken from the stream as they pass; no tree is built."""

import contextlib
import datetime as dt
import math
from collections.abc import Mapping
from typing import Any

METRES = {"m": 1.0, "km": 1000.0, "mi": 1609.344, "ft": 0.3048, "yd": 0.9144, "cm": 0.01, "in": 0.0254}
SECONDS = {"s": 1.0, "sec": 1.0, "min": 60.0, "hr": 3600.0, "h": 3600.0}
QUANTITY = "HKQuantityTypeIdentifier"
Attributes = Mapping[str, str]


def instant(text: str) -> dt.datetime | None:
    """ "2026-04-30 07:12:00 +0200"; None for what names no instant."""
    with contextlib.suppress(ValueError):
        found = dt.datetime.fromisoformat(text.strip().replace(" +", "+").replace(" -", "-"))
        return found if found.tzinfo else None
    return None


def number(text: str | None) -> float | None:
    with contextlib.suppress(ValueError, TypeError):
        value = float(text or "")
        return value if math.isfinite(value) else None
    return None


def plain(text: str) -> str:
    """One line, without the hard spaces that Apple writes."""
    return " ".join(text.split())[:200]


class Collector:
    """What lxml tells of the elements as they pass. Damage is passed over where the parser can."""

    def parser(self) -> Any:
        from lxml import etree

        return etree.XMLParser(
            target=self, recover=True, resolve_entities=False, no_network=True, load_dtd=False
        )

    def start(self, tag: str, attributes: Attributes) -> None: ...

    def end(self, tag: str) -> None: ...

    def data(self, text: str) -> None: ...

    def close(self) -> None: ...
