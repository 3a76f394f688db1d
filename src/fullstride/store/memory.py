"""A store that keeps its words as long as it lives: for tests and for trying things out."""

import datetime as dt
import hashlib
import threading
from collections.abc import Sequence

from fullstride.domain.errors import StoreTrouble
from fullstride.domain.evidence import Evidence
from fullstride.domain.keeping import KeptPlan, Made, Match, Moved, Original
from fullstride.domain.report import Report
from fullstride.store import checks


class MemoryShelf:
    """One runner's words, in the order in which they came."""

    def __init__(self, runner: str, lock: threading.RLock) -> None:
        self._runner, self._lock = runner, lock
        self._reports: dict[str, Report] = {}
        self._originals: dict[str, tuple[Original, bytes]] = {}
        self._evidence: dict[Made, Evidence] = {}
        self._matches: dict[Match, None] = {}
        self._moves: dict[str, Moved] = {}
        self._imports: list[dt.datetime] = []
        self._plans: list[KeptPlan] = []

    @property
    def runner(self) -> str:
        return self._runner

    def add_reports(self, reports: Sequence[Report]) -> int:
        for report in reports:
            checks.keys(report.id)
            checks.micros(report.said_at)
        with self._lock:
            before = len(self._reports)
            for report in reports:
                self._reports.setdefault(report.id, report)
            return len(self._reports) - before

    def reports(self) -> tuple[Report, ...]:
        with self._lock:
            return tuple(sorted(self._reports.values(), key=lambda report: (report.said_at, report.id)))

    def add_original(self, name: str, data: bytes, at: dt.datetime) -> Original:
        checks.micros(at)
        digest = hashlib.sha256(data).hexdigest()
        original = Original(sha256=digest, name=name, size_bytes=len(data), kept_at=at)
        with self._lock:
            return self._originals.setdefault(digest, (original, bytes(data)))[0]

    def originals(self) -> tuple[Original, ...]:
        with self._lock:
            words = [original for original, _ in self._originals.values()]
        return tuple(sorted(words, key=lambda original: (original.kept_at, original.sha256)))

    def read_original(self, sha256: str) -> bytes:
        with self._lock:
            if sha256 not in self._originals:
                raise checks.no_original(self._runner, sha256)
            return self._originals[sha256][1]

    def add_evidence(self, made: Made, evidence: Evidence, at: dt.datetime) -> bool:
        checks.keys(made.sha256, made.algorithm)
        checks.micros(at)
        with self._lock:
            new = made not in self._evidence
            self._evidence.setdefault(made, evidence)
            return new

    def evidence(self) -> tuple[tuple[Made, Evidence], ...]:
        with self._lock:
            last = {(made.sha256, made.algorithm): (made, found) for made, found in self._evidence.items()}
        return tuple(sorted(last.values(), key=checks.by_start))

    def add_match(self, match: Match) -> None:
        checks.micros(match.said_at)
        with self._lock:
            self._matches.setdefault(match)

    def matches(self) -> tuple[Match, ...]:
        with self._lock:
            return tuple(sorted(self._matches, key=lambda match: match.said_at))

    def add_move(self, moved: Moved) -> bool:
        checks.keys(moved.id)
        checks.micros(moved.said_at)
        with self._lock:
            new = moved.id not in self._moves
            self._moves.setdefault(moved.id, moved)
            return new

    def moves(self) -> tuple[Moved, ...]:
        with self._lock:
            return tuple(sorted(self._moves.values(), key=lambda moved: (moved.said_at, moved.id)))

    def add_import(self, at: dt.datetime) -> None:
        checks.micros(at)
        with self._lock:
            self._imports.append(at)

    def imported_at(self) -> dt.datetime | None:
        with self._lock:
            return max(self._imports, default=None)

    def add_plan(self, plan: KeptPlan) -> None:
        checks.micros(plan.made_at)
        with self._lock:
            checks.next_number(plan.number, len(self._plans))
            self._plans.append(plan)

    def plan(self) -> KeptPlan | None:
        with self._lock:
            return self._plans[-1] if self._plans else None

    def plans(self) -> tuple[KeptPlan, ...]:
        with self._lock:
            return tuple(self._plans)


class MemoryStore:
    """Many shelves; nothing of it is left when the program ends."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._shelves: dict[str, MemoryShelf] = {}
        self._closed = False

    def runners(self) -> tuple[str, ...]:
        with self._open():
            return tuple(sorted(self._shelves))

    def add_runner(self, name: str) -> bool:
        name = checks.runner_name(name)
        with self._open():
            if name in self._shelves:
                return False
            self._shelves[name] = MemoryShelf(name, self._lock)
            return True

    def shelf(self, runner: str) -> MemoryShelf:
        with self._open():
            shelf = self._shelves.get(checks.runner_name(runner))
            if shelf is None:
                raise checks.unknown(runner, sorted(self._shelves))
            return shelf

    def close(self) -> None:
        self._closed = True

    def _open(self) -> threading.RLock:
        if self._closed:
            raise StoreTrouble("The store is closed")
        return self._lock
