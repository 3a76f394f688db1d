"""A store that keeps its words as long as it lives: for tests and for trying things out."""

import contextlib
import dataclasses
import datetime as dt
import hashlib
import threading
from collections.abc import Iterator, Sequence

from fullstride.domain.accounts import Grant
from fullstride.domain.corrections import Correction
from fullstride.domain.errors import StoreTrouble
from fullstride.domain.evidence import Evidence
from fullstride.domain.feeds import Feed, ServiceKey
from fullstride.domain.keeping import KeptPlan, Made, Match, Moved, Original
from fullstride.domain.report import Report
from fullstride.store import checks
from fullstride.store.memory_accounts import MemoryAccounts
from fullstride.store.memory_attempts import MemoryAttempts
from fullstride.store.memory_jobs import MemoryJobs


class MemoryShelf:
    """One runner's words, in the order in which they came."""

    def __init__(self, runner: str, lock: threading.RLock) -> None:
        self._runner, self._lock = runner, lock
        self._forgotten = False
        self._empty()

    def _empty(self) -> None:
        self._reports: dict[str, Report] = {}
        self._originals: dict[str, tuple[Original, bytes]] = {}
        self._evidence: dict[Made, Evidence] = {}
        self._matches: dict[Match, None] = {}
        self._moves: dict[str, Moved] = {}
        self._imports: list[dt.datetime] = []
        self._plans: list[KeptPlan] = []
        self._corrections: dict[str, Correction] = {}
        self._grants: dict[Grant, None] = {}
        self._feeds: dict[str, Feed] = {}
        self._service_keys: dict[str, ServiceKey] = {}

    @property
    def runner(self) -> str:
        return self._runner

    def stamp(self) -> str:
        with self._lock:
            growing = (
                self._reports,
                self._originals,
                self._evidence,
                self._matches,
                self._moves,
                self._imports,
                self._plans,
                self._corrections,
                self._grants,
            )
            told = (*self._feeds.values(), *self._service_keys.values())
            return ".".join(map(str, (id(self), *(len(words) for words in growing), hash(told))))

    def add_reports(self, reports: Sequence[Report]) -> int:
        for report in reports:
            checks.keys(report.id)
            checks.micros(report.said_at)
        with self._changing():
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
        with self._changing():
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
        with self._changing():
            new = made not in self._evidence
            self._evidence.setdefault(made, evidence)
            return new

    def evidence(self) -> tuple[tuple[Made, Evidence], ...]:
        with self._lock:
            last = {(made.sha256, made.algorithm): (made, found) for made, found in self._evidence.items()}
        return tuple(sorted(last.values(), key=checks.by_start))

    def add_match(self, match: Match) -> None:
        checks.micros(match.said_at)
        with self._changing():
            self._matches.setdefault(match)

    def matches(self) -> tuple[Match, ...]:
        with self._lock:
            return tuple(sorted(self._matches, key=lambda match: match.said_at))

    def add_move(self, moved: Moved) -> bool:
        checks.keys(moved.id)
        checks.micros(moved.said_at)
        with self._changing():
            new = moved.id not in self._moves
            self._moves.setdefault(moved.id, moved)
            return new

    def moves(self) -> tuple[Moved, ...]:
        with self._lock:
            return tuple(sorted(self._moves.values(), key=lambda moved: (moved.said_at, moved.id)))

    def add_import(self, at: dt.datetime) -> None:
        checks.micros(at)
        with self._changing():
            self._imports.append(at)

    def imported_at(self) -> dt.datetime | None:
        with self._lock:
            return max(self._imports, default=None)

    def add_plan(self, plan: KeptPlan) -> None:
        checks.micros(plan.made_at)
        with self._changing():
            checks.next_number(plan.number, len(self._plans))
            self._plans.append(plan)

    def plan(self) -> KeptPlan | None:
        with self._lock:
            return self._plans[-1] if self._plans else None

    def plans(self) -> tuple[KeptPlan, ...]:
        with self._lock:
            return tuple(self._plans)

    def add_correction(self, correction: Correction) -> bool:
        checks.keys(correction.id)
        checks.micros(correction.said_at)
        with self._changing():
            new = correction.id not in self._corrections
            self._corrections.setdefault(correction.id, correction)
            return new

    def corrections(self) -> tuple[Correction, ...]:
        with self._lock:
            return tuple(self._corrections.values())

    def add_grant(self, grant: Grant) -> None:
        checks.micros(grant.said_at)
        with self._changing():
            self._grants.setdefault(grant)

    def grants(self) -> tuple[Grant, ...]:
        with self._lock:
            return tuple(self._grants)

    def put_feed(self, feed: Feed) -> None:
        checks.keys(feed.id)
        checks.micros(feed.added_at)
        with self._changing():
            self._feeds[feed.id] = feed

    def feeds(self) -> tuple[Feed, ...]:
        with self._lock:
            return tuple(sorted(self._feeds.values(), key=lambda feed: (feed.added_at, feed.id)))

    def feed_read(self, feed: str, at: dt.datetime, *, sha256: str = "", error: str = "") -> bool:
        with self._changing():
            kept = self._feeds.get(feed)
            if kept is None:
                return False
            self._feeds[feed] = dataclasses.replace(
                kept, read_at=at, sha256=sha256 or kept.sha256, error=error
            )
            return True

    def remove_feed(self, feed: str) -> bool:
        with self._lock:
            return self._feeds.pop(feed, None) is not None

    def put_service_key(self, key: ServiceKey) -> None:
        checks.keys(key.service)
        checks.micros(key.kept_at)
        with self._changing():
            self._service_keys[key.service] = key

    def service_keys(self) -> tuple[ServiceKey, ...]:
        with self._lock:
            return tuple(key for _, key in sorted(self._service_keys.items()))

    def remove_service_key(self, service: str) -> bool:
        with self._lock:
            return self._service_keys.pop(service, None) is not None

    def forget(self) -> None:
        """Who has it open still finds nothing in it, and can't put anything there."""
        with self._lock:
            self._empty()
            self._forgotten = True

    @contextlib.contextmanager
    def _changing(self) -> Iterator[None]:
        with self._lock:
            if self._forgotten:
                raise checks.nobodys()
            yield


class MemoryStore:
    """Many shelves; nothing of it is left when the program ends."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._shelves: dict[str, MemoryShelf] = {}
        self._closed = False
        self.accounts = MemoryAccounts(self._lock, self._shelves, self.add_runner)
        self.attempts = MemoryAttempts(self._lock)
        self.jobs = MemoryJobs(self._lock, self._shelves)

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

    def forget_runner(self, runner: str) -> bool:
        with self._open():
            shelf = self._shelves.pop(checks.runner_name(runner), None)
            if shelf is None:
                return False
            shelf.forget()
            self.accounts.forget_runner(shelf.runner)
            self.jobs.forget_runner(shelf.runner)
            return True

    def rest(self) -> None:
        """It holds nothing but what it keeps."""

    def close(self) -> None:
        self._closed = True

    def _open(self) -> threading.RLock:
        if self._closed:
            raise StoreTrouble("The store is closed")
        return self._lock
