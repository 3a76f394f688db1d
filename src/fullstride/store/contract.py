"""What every store does, whatever it keeps things in. One test proves each implementation by this."""

import datetime as dt
from collections.abc import Sequence
from typing import Protocol

from fullstride.domain.evidence import Evidence
from fullstride.domain.keeping import KeptPlan, Made, Match, Moved, Original
from fullstride.domain.report import Report


class Shelf(Protocol):
    """All that is kept for one runner. What is added stays; adding the same again changes nothing.

    A method that returns has its words on the disk; one that raises StoreTrouble has changed nothing.
    """

    @property
    def runner(self) -> str: ...

    def add_reports(self, reports: Sequence[Report]) -> int:
        """Keeps them all or none; gives how many were new by their id."""

    def reports(self) -> tuple[Report, ...]:
        """In the order of `said_at`, then id."""

    def add_original(self, name: str, data: bytes, at: dt.datetime) -> Original:
        """Keeps a file by its content; the same content again gives the first word kept of it."""

    def originals(self) -> tuple[Original, ...]: ...

    def read_original(self, sha256: str) -> bytes:
        """The bytes as they came. Raises StoreTrouble where they are gone or no longer the same."""

    def add_evidence(self, made: Made, evidence: Evidence, at: dt.datetime) -> bool:
        """Keeps what was derived; False where the same was made before by the same means."""

    def evidence(self) -> tuple[tuple[Made, Evidence], ...]:
        """What was derived last from each original and algorithm, by the start of the recording."""

    def add_match(self, match: Match) -> None: ...

    def matches(self) -> tuple[Match, ...]:
        """As they were said; the last one of a session holds."""

    def add_move(self, moved: Moved) -> bool:
        """False where this id is kept already."""

    def moves(self) -> tuple[Moved, ...]: ...

    def add_import(self, at: dt.datetime) -> None:
        """Marks that all recordings there were up to `at` have been handed in."""

    def imported_at(self) -> dt.datetime | None: ...

    def add_plan(self, plan: KeptPlan) -> None:
        """Keeps the next version with its decisions, whole or not at all.

        Raises Outdated where `plan.number` is not one more than the last: somebody else was first.
        """

    def plan(self) -> KeptPlan | None:
        """The last version."""

    def plans(self) -> tuple[KeptPlan, ...]:
        """Every version, the first one first."""


class Store(Protocol):
    """Many runners, each with a shelf of their own."""

    def runners(self) -> tuple[str, ...]:
        """Names, sorted."""

    def add_runner(self, name: str) -> bool:
        """False where there is one of that name. Raises BadUsage for a name that is none."""

    def shelf(self, runner: str) -> Shelf:
        """Raises UnknownRunner."""

    def close(self) -> None: ...
