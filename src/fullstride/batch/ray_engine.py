"""The same work for every item on a Ray cluster.

A task may run twice (its machine died with the answer unfetched) and an item is still counted once: the
numbers of the items that are still owed decide what is handed out, not the number of answers.
"""

import os
import socket
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Generic

from fullstride.batch.confess import Confess
from fullstride.batch.words import Item, Outcome, Result
from fullstride.domain.errors import BadUsage

ANSWERS_S = 5.0
Answer = tuple[Any, str, bool]  # result, what stopped it, whether another try may end otherwise


@dataclass(frozen=True, slots=True, kw_only=True)
class OnRay:
    """Tasks of `chunk` items on the cluster at `address` (None: this machine as a cluster of one).

    At most `ahead` tasks a core wait at any time, so that memory here is flat. A task whose process or
    machine dies is run again by Ray; when it keeps failing, each of its items goes alone, and one that
    fails alone as well is lost with the reason. The package must be installed on every machine and the
    items must lead to the same files there.

    Raises BadUsage where Ray is not installed or the cluster can't be reached.
    """

    address: str | None = None
    chunk: int = 16
    ahead: int = 2

    def outcomes(
        self, work: Callable[[Item], Result], items: Iterable[Item]
    ) -> Iterator[Outcome[Item, Result]]:
        ray = _ray()
        ours = not ray.is_initialized()
        if ours:
            _join(ray, self.address)
        run: _Run[Item, Result] = _Run(ray, self, work)
        try:
            yield from run.work_through(iter(items))
        finally:
            run.cancel()
            if ours:
                ray.shutdown()


class _Run(Generic[Item, Result]):
    """What is out on the cluster, and what is still owed."""

    def __init__(self, ray: Any, settings: OnRay, work: Callable[[Item], Result]) -> None:
        self.ray, self.settings, self.work = ray, settings, work
        self.task: Any = ray.remote(_do_all)
        self.out: dict[Any, list[Item]] = {}
        self.alone: deque[Item] = deque()

    def work_through(self, items: Iterator[Item]) -> Iterator[Outcome[Item, Result]]:
        while True:
            self._hand_out(items)
            if not self.out:
                return
            ready, _ = self.ray.wait(list(self.out), num_returns=1)
            for reference in ready:
                yield from self._count(self.out.pop(reference), reference)

    def cancel(self) -> None:
        for reference in self.out:
            self.ray.cancel(reference, force=True)
        self.out.clear()

    def _hand_out(self, items: Iterator[Item]) -> None:
        cores = max(1, int(self.ray.cluster_resources().get("CPU", 1)))
        while len(self.out) < cores * self.settings.ahead:
            chunk = list(islice(items, self.settings.chunk))
            retries = 3
            if not chunk and self.alone:
                chunk, retries = [self.alone.popleft()], 1
            if not chunk:
                return
            reference = self.task.options(max_retries=retries).remote(self.work, chunk)
            self.out[reference] = chunk

    def _count(self, chunk: list[Item], reference: Any) -> Iterator[Outcome[Item, Result]]:
        """The outcomes of a task; the items of one that failed as a whole go out again, one by one."""
        try:
            answers: list[Answer] = self.ray.get(reference)
        except self.ray.exceptions.RayError as error:
            if len(chunk) > 1:
                self.alone.extend(chunk)
                return
            answers = [(None, f"measuring it ended the process on the cluster ({_first_line(error)})", False)]
        for item, (result, reason, again) in zip(chunk, answers, strict=True):
            if again and len(chunk) > 1:
                self.alone.append(item)
            else:
                yield Outcome(item=item, result=result, lost=reason)


def _do_all(work: Callable[[Any], Any], chunk: list[Any]) -> list[Answer]:
    """On the cluster: each item's answer, in order."""
    answers: list[Answer] = []
    for item in chunk:
        result = None
        with Confess() as confessed:
            result = work(item)
        answers.append((result, confessed.reason, confessed.again))
    return answers


def _ray() -> Any:
    # Nothing about the runner's use goes anywhere.
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        import ray
        import ray.exceptions
    except ImportError:
        raise BadUsage(
            "--engine ray needs Ray, which is not installed; pip install 'fullstride[cluster]' brings it"
        ) from None
    return ray


def _join(ray: Any, address: str | None) -> None:
    _knock(address or "")
    try:
        ray.init(
            address=address,
            include_dashboard=None if address else False,
            log_to_driver=False,
            logging_level="ERROR",
            configure_logging=True,
        )
    except (ConnectionError, RuntimeError, ValueError) as error:
        raise BadUsage(f"--address {address or ''}: {_first_line(error)}") from None


def _knock(address: str) -> None:
    """Ray itself would wait for minutes for a cluster that is not there."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if not host or not port.isdigit():
        return  # "auto", "local" or none: nothing to knock at
    try:
        socket.create_connection((host, int(port)), timeout=ANSWERS_S).close()
    except (OSError, OverflowError) as error:
        raise BadUsage(f"--address {address}: no cluster answers there ({_first_line(error)})") from None


def _first_line(error: BaseException) -> str:
    return " ".join((str(error).strip() or type(error).__name__).splitlines()[0].split())[:200].rstrip(".")
