"""A worker process: how it is started, what it does, and how it ends.

Workers come from a fork server: a small process of its own that has loaded the heavy modules once and
is copied for each worker. A worker then starts in milliseconds and shares those modules' memory with the
others; starting each one from nothing would cost a second or two of loading and as much memory again.
Forking this process itself is faster still and not safe: it has threads (progress bar, Parquet), and a
lock that one of them holds stays locked in the copy for ever. Where there is no fork server (Windows),
workers are started from nothing.
"""

import contextlib
import gc
import multiprocessing
import os
import signal
import sys
import time
import warnings
from collections import deque
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from multiprocessing.reduction import ForkingPickler
from types import ModuleType
from typing import Any, Generic

from fullstride.batch.confess import Confess
from fullstride.batch.words import Item

READY, ANSWER, LAST = "ready", "answer", "last"  # what a worker says; it ends after LAST
HEAVY = ("fullstride.batch.preload",)
# Of the number libraries: the workers are the parallelism.
ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def warm_up(preload: tuple[str, ...] = HEAVY) -> Any:
    """Starts the process that workers are copied from, without waiting for it; gives its context."""
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context: Any = multiprocessing.get_context(method)
    if method == "forkserver":
        from multiprocessing import forkserver, resource_tracker

        context.set_forkserver_preload(list(preload))
        resource_tracker.ensure_running()  # part of the next call, and it would let Ctrl-C through again
        with _left_alone(), _environment(ONE_THREAD):
            forkserver.ensure_running()
    return context


class Worker(Generic[Item]):
    """One process, the pipe to it, and the items it has, the one it is at first."""

    def __init__(self, context: Any, work: Callable[..., object], grown_mb: float) -> None:
        self.pipe: Connection
        self.pipe, theirs = context.Pipe()
        self.process: BaseProcess = context.Process(
            target=_serve, args=(work, theirs, grown_mb), daemon=True, name="fullstride-worker"
        )
        with _without_main(work):
            self.process.start()
        theirs.close()
        self.ready = False
        self.items: deque[Item] = deque()
        self.since = time.monotonic()

    def give(self, item: Item, payload: Any) -> bool:
        """Sends `item`; False when the worker is gone."""
        if not self.items:
            self.since = time.monotonic()
        try:
            self.pipe.send_bytes(payload)
        except (BrokenPipeError, ConnectionResetError):
            return False
        self.items.append(item)
        return True

    def end(self) -> int | None:
        """Stops the process and gives its exit code, which is negative for the signal that ended it."""
        self.process.join(0.2 if self.process.exitcode is None else 0)
        code = self.process.exitcode
        if code is None:
            self.process.kill()
            self.process.join()
        self.pipe.close()
        return code


def _serve(work: Callable[[Any], object], pipe: Connection, grown_mb: float) -> None:
    """A worker's life: answers items in order until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches everybody; the parent decides
    warnings.simplefilter("ignore")  # a library's remarks on odd values are not for a runner's terminal
    gc.freeze()  # what was loaded before the copy stays shared
    gc.set_threshold(100_000)  # what a file leaves behind in circles is swept up after it, not amid it
    try:
        pipe.send((READY, None, "", False))
        while True:
            _, item = pipe.recv()
            with Confess() as confessed:
                result = work(item)
                last = _peak_mb() > grown_mb
                payload = ForkingPickler.dumps((LAST if last else ANSWER, result, "", False))
            if confessed.reason:
                last = True
                payload = ForkingPickler.dumps((LAST, None, confessed.reason, confessed.again))
            pipe.send_bytes(payload)
            if last:
                return
            del item, payload
            gc.collect()
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


def _peak_mb() -> float:
    """The most memory this process has had, in MB; 0 where the system does not say."""
    if sys.platform == "win32":
        return 0.0
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak / 1e3


@contextlib.contextmanager
def _left_alone() -> Iterator[None]:
    """Processes started meanwhile never hear Ctrl-C, and print no traceback of it; we hear it afterwards."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextlib.contextmanager
def _without_main(work: Callable[..., object]) -> Iterator[None]:
    """Keeps a starting worker from running the program's main module once more, which is a tenth of a
    second for each and needs a guard in it; only work that is defined there needs that."""
    if b"__main__" in ForkingPickler.dumps(work).tobytes():
        yield
        return
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


@contextlib.contextmanager
def _environment(values: dict[str, str]) -> Iterator[None]:
    """What a child inherits, set while it is started."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update({name: value for name, value in values.items() if before[name] is None})
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
