"""A shelf that is read once: each kind of word is fetched when it is first asked for, and then held."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from fullstride.domain.accounts import Grant
from fullstride.domain.corrections import Correction
from fullstride.domain.evidence import Evidence
from fullstride.domain.feeds import Feed, ServiceKey
from fullstride.domain.keeping import KeptPlan, Made, Match, Moved, Original
from fullstride.domain.report import Report

if TYPE_CHECKING:
    from fullstride.store.contract import Shelf

Word = TypeVar("Word")


class HeldShelf:
    """Reads of one runner's shelf for the length of one decision; whatever is written passes through.

    A verb that asks five times for the plans costs one reading of them, and sees the same each time. What
    is written after a reading is not seen by the next, so a held shelf is for one verb and then let go.
    """

    def __init__(self, shelf: "Shelf") -> None:
        self._shelf = shelf
        self._held: dict[str, object] = {}

    @property
    def runner(self) -> str:
        return self._shelf.runner

    def _once(self, name: str, read: Callable[[], Word]) -> Word:
        if name not in self._held:
            self._held[name] = read()
        return self._held[name]  # type: ignore[return-value]

    def reports(self) -> tuple[Report, ...]:
        return self._once("reports", self._shelf.reports)

    def originals(self) -> tuple[Original, ...]:
        return self._once("originals", self._shelf.originals)

    def evidence(self) -> tuple[tuple[Made, Evidence], ...]:
        return self._once("evidence", self._shelf.evidence)

    def matches(self) -> tuple[Match, ...]:
        return self._once("matches", self._shelf.matches)

    def moves(self) -> tuple[Moved, ...]:
        return self._once("moves", self._shelf.moves)

    def imported_at(self) -> dt.datetime | None:
        return self._once("imported_at", self._shelf.imported_at)

    def plans(self) -> tuple[KeptPlan, ...]:
        return self._once("plans", self._shelf.plans)

    def plan(self) -> KeptPlan | None:
        return next(reversed(self.plans()), None)

    def corrections(self) -> tuple[Correction, ...]:
        return self._once("corrections", self._shelf.corrections)

    def grants(self) -> tuple[Grant, ...]:
        return self._once("grants", self._shelf.grants)

    def feeds(self) -> tuple[Feed, ...]:
        return self._once("feeds", self._shelf.feeds)

    def service_keys(self) -> tuple[ServiceKey, ...]:
        return self._once("service_keys", self._shelf.service_keys)

    def read_original(self, sha256: str) -> bytes:
        return self._once(f"original {sha256}", lambda: self._shelf.read_original(sha256))

    def stamp(self) -> str:
        return self._shelf.stamp()

    def add_reports(self, reports: Sequence[Report]) -> int:
        return self._shelf.add_reports(reports)

    def add_original(self, name: str, data: bytes, at: dt.datetime) -> Original:
        return self._shelf.add_original(name, data, at)

    def add_evidence(self, made: Made, evidence: Evidence, at: dt.datetime) -> bool:
        return self._shelf.add_evidence(made, evidence, at)

    def add_match(self, match: Match) -> None:
        self._shelf.add_match(match)

    def add_move(self, moved: Moved) -> bool:
        return self._shelf.add_move(moved)

    def add_import(self, at: dt.datetime) -> None:
        self._shelf.add_import(at)

    def add_plan(self, plan: KeptPlan) -> None:
        self._shelf.add_plan(plan)

    def add_correction(self, correction: Correction) -> bool:
        return self._shelf.add_correction(correction)

    def add_grant(self, grant: Grant) -> None:
        self._shelf.add_grant(grant)

    def put_feed(self, feed: Feed) -> None:
        self._shelf.put_feed(feed)

    def feed_read(self, feed: str, at: dt.datetime, *, sha256: str = "", error: str = "") -> bool:
        return self._shelf.feed_read(feed, at, sha256=sha256, error=error)

    def remove_feed(self, feed: str) -> bool:
        return self._shelf.remove_feed(feed)

    def put_service_key(self, key: ServiceKey) -> None:
        self._shelf.put_service_key(key)

    def remove_service_key(self, service: str) -> bool:
        return self._shelf.remove_service_key(service)
