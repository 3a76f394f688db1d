"""The engine of this machine: the same work for every item, in many processes."""

import contextlib
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from typing import Generic

from fullstride.batch.words import Item, Outcome, Result
from fullstride.batch.worker import HEAVY, LAST, READY, Worker, warm_up
from fullstride.domain.errors import FullstrideError

_NOTHING = object()
SMALL_BYTES = 32_768  # what surely fits into a pipe, however busy the other end is


@dataclass(frozen=True, slots=True, kw_only=True)
class Processes:
    """In `jobs` processes on this machine (default: one for each core that we may use).

    Steps: each worker has at most `ahead` items, so that memory does not grow with the number of items
    and a slow consumer slows the workers down. A worker answers its items in order, so when it dies (out
    of memory, a crash in a library) the item it was at is known; the others it had go to its replacement.
    The one it died of is tried once more at the end, with no other work going on, and is then lost with
    the reason. So is an item that takes longer than `patience_s`. A worker that has grown past `grown_mb`
    is replaced after its answer, so that one huge file does not hold memory for the rest of the run.

    Raises FullstrideError when workers can't be started at all.
    """

    jobs: int = field(default_factory=lambda: usable_cores())
    ahead: int = 3
    patience_s: float = 120.0
    grown_mb: float = 400.0
    preload: tuple[str, ...] = HEAVY

    def outcomes(
        self, work: Callable[[Item], Result], items: Iterable[Item]
    ) -> Iterator[Outcome[Item, Result]]:
        crew: _Crew[Item, Result] = _Crew(self, work)
        try:
            suspects: list[tuple[Item, str]] = []
            for outcome in crew.work_through(iter(items)):
                if outcome.lost and outcome.result is None and crew.worth_another_try:
                    suspects.append((outcome.item, outcome.lost))
                else:
                    yield outcome
            crew.dismiss()
            for item, _ in suspects:
                yield from crew.work_through(iter([item]), workers=1)
        finally:
            crew.dismiss()


def usable_cores() -> int:
    """The cores that this process may use: what the scheduler allows, and a container's share of time."""
    affinity = getattr(os, "sched_getaffinity", None)  # Linux only
    cores = len(affinity(0)) if affinity else os.cpu_count() or 1
    with contextlib.suppress(OSError, ValueError):
        quota, period = Path("/sys/fs/cgroup/cpu.max").read_text().split()
        if quota != "max":
            cores = min(cores, max(1, round(int(quota) / int(period))))
    return cores


class _Crew(Generic[Item, Result]):
    """The workers of one run."""

    def __init__(self, settings: Processes, work: Callable[[Item], Result]) -> None:
        self.settings, self.work = settings, work
        self.context = warm_up(settings.preload)
        self.workers: list[Worker[Item]] = []
        self.back: deque[Item] = deque()  # items of workers that died of something else
        self.never_ready = 0
        self.worth_another_try = False

    def work_through(
        self, items: Iterator[Item], workers: int | None = None
    ) -> Iterator[Outcome[Item, Result]]:
        """Every item once, as it is done; `worth_another_try` is about the outcome just given."""
        wanted = max(1, workers or self.settings.jobs)
        ended = False
        while True:
            ended = self._hand_out(items, wanted) if not ended or self.back else ended
            if ended and not self.back and not any(worker.items for worker in self.workers):
                return
            pipes = {worker.pipe: worker for worker in self.workers}
            for pipe in wait(list(pipes), timeout=self._wait_s()):
                yield from self._hear(pipes[pipe])  # type: ignore[index]
            yield from self._lose_the_overdue()

    def dismiss(self) -> None:
        for worker in self.workers:
            worker.process.kill()  # nothing a worker does needs finishing
        for worker in self.workers:
            worker.end()
        self.workers.clear()

    def _hand_out(self, items: Iterator[Item], wanted: int) -> bool:
        """Fills every worker up to `ahead`, evenly, and starts workers as needed; True when none are left."""
        for room in range(1, self.settings.ahead + 1):
            places = iter(range(wanted))
            for place in places:
                worker = self.workers[place] if place < len(self.workers) else None
                if worker is not None and len(worker.items) >= room:
                    continue
                if not self.back:
                    drawn = next(items, _NOTHING)
                    if drawn is _NOTHING:
                        return True
                    self.back.append(drawn)  # type: ignore[arg-type]
                if worker is None:
                    worker = Worker(self.context, self.work, self.settings.grown_mb)
                    self.workers.append(worker)
                payload = ForkingPickler.dumps((READY, self.back[0]))
                if worker.items and len(payload) > SMALL_BYTES:
                    continue  # both ends could wait for each other; it goes to a worker that is idle
                if worker.give(self.back[0], payload):
                    self.back.popleft()
        return False

    def _hear(self, worker: Worker[Item]) -> Iterator[Outcome[Item, Result]]:
        try:
            said, result, reason, again = worker.pipe.recv()
        except (EOFError, ConnectionResetError):
            yield from self._bury(worker)
            return
        if said == READY:
            worker.ready, self.never_ready = True, 0
            worker.since = time.monotonic()
            return
        item = worker.items.popleft()
        worker.since = time.monotonic()
        if said == LAST:
            self.back.extend(worker.items)
            worker.items.clear()
            self.workers.remove(worker)
            worker.end()
        self.worth_another_try = again
        yield Outcome(item=item, result=result, lost=reason)

    def _bury(self, worker: Worker[Item], reason: str = "") -> Iterator[Outcome[Item, Result]]:
        self.workers.remove(worker)
        code = worker.end()
        if not worker.ready and not reason:
            self.never_ready += 1
            if self.never_ready > 3 + 2 * self.settings.jobs:
                raise FullstrideError(f"The worker processes can't be started (they {_ended(code)})")
            self.back.extend(worker.items)
            return
        if not worker.items:
            return
        blamed = worker.items.popleft()
        self.back.extend(worker.items)
        self.worth_another_try = True
        yield Outcome(item=blamed, lost=reason or f"measuring it {_ended(code)}")

    def _wait_s(self) -> float:
        """Until the first worker is overdue."""
        now = time.monotonic()
        begun = min((worker.since for worker in self.workers if worker.items), default=now)
        return max(0.0, begun + self.settings.patience_s - now) + 0.05

    def _lose_the_overdue(self) -> Iterator[Outcome[Item, Result]]:
        latest = time.monotonic() - self.settings.patience_s
        for worker in [each for each in self.workers if each.items and each.since < latest]:
            if not worker.pipe.poll():
                worker.process.kill()
                yield from self._bury(
                    worker, f"measuring it takes longer than {self.settings.patience_s:g} s"
                )


def _ended(code: int | None) -> str:
    if code is None:
        return "ended without a word"
    if code == -getattr(signal, "SIGKILL", 9):
        return "was stopped by the system, most likely for want of memory"
    if code < 0:
        return f"ended in a crash ({signal.strsignal(-code) or -code})"
    return f"ended the process (exit code {code})"
