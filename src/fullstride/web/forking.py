"""Processes that are copies of this one: whichever dies has a successor within some hundredths of a second.

This one has loaded all that an answer needs, has one thread and no connection when it copies itself, and
answers nobody. So a copy is ready as soon as it is there, waits for no lock and shares nothing but the socket
that all of them listen at: what waits there to be answered is taken by another while one is replaced.
"""

import contextlib
import logging
import mmap
import os
import select
import signal
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NoReturn

HANGS_S = 30.0  # without a beat of its heart
LOOK_EVERY_S = 1.0
SHORT_LIFE_S = 1.0  # whoever dies sooner has a successor only after as long
LAST_WAIT_S = 15.0
_HEARD = (signal.SIGTERM, signal.SIGINT)
_LOG = logging.getLogger("fullstride.web.workers")


class Heart:
    """By its beats the supervisor sees that a process is not stuck; one that is stilled is not watched."""

    def __init__(self, beats: "memoryview[float]", place: int, supervisor: int) -> None:
        self._beats, self._place, self._supervisor = beats, place, supervisor

    def beat(self) -> None:
        self._beats[self._place] = time.monotonic()

    def is_alone(self) -> bool:
        """Whether the supervisor is gone: a supervisor that is killed tells nobody."""
        return os.getppid() != self._supervisor

    def still(self) -> None:
        self._beats[self._place] = float("inf")


class PipeBell:
    """Between processes: of those who wait, one hears it."""

    def __init__(self) -> None:
        self._out, self._in = os.pipe()
        os.set_blocking(self._out, False)
        os.set_blocking(self._in, False)

    def ring(self) -> None:
        with contextlib.suppress(BlockingIOError):  # it has rung very often and nobody came yet
            os.write(self._in, b"!")

    def wait(self, at_most_s: float) -> None:
        select.select([self._out], [], [], at_most_s)
        with contextlib.suppress(BlockingIOError):  # another heard it
            os.read(self._out, 1)

    def close(self) -> None:
        os.close(self._out)
        os.close(self._in)


Life = Callable[[Heart], None]


@dataclass(slots=True)
class _Place:
    """One of the processes, or where one is missing until `due_s`."""

    life: Life
    pid: int = 0
    since_s: float = 0.0
    due_s: float = 0.0


@dataclass(slots=True)
class Supervisor:
    """Keeps a process for each of `lives` until SIGTERM or SIGINT. Only for a process of one thread."""

    lives: Sequence[Life]
    _places: list[_Place] = field(init=False)
    _beats: "memoryview[float]" = field(init=False)

    def __post_init__(self) -> None:
        self._places = [_Place(life) for life in self.lives]
        self._beats = memoryview(mmap.mmap(-1, 8 * len(self._places))).cast("d")

    def run(self) -> None:
        # A signal that is waited for comes at no other moment: never between a copy and its being noted.
        awaited = {signal.SIGCHLD, *_HEARD}
        before = signal.pthread_sigmask(signal.SIG_BLOCK, awaited)
        try:
            while True:
                self._fill_places(before)
                told = signal.sigtimedwait(awaited, LOOK_EVERY_S)
                if told is not None and told.si_signo in _HEARD:
                    return
                self._bury_dead()
                self._end_stuck()
        finally:
            self._end_all()
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def _fill_places(self, mask: set[signal.Signals | int]) -> None:
        supervisor = os.getpid()
        for number, place in enumerate(self._places):
            if place.pid or place.due_s > time.monotonic():
                continue
            self._beats[number] = place.since_s = time.monotonic()
            place.pid = os.fork()
            if not place.pid:
                signal.pthread_sigmask(signal.SIG_SETMASK, mask)
                _live(place.life, Heart(self._beats, number, supervisor))

    def _bury_dead(self) -> None:
        for place in self._places:
            if not place.pid:
                continue
            pid, status = os.waitpid(place.pid, os.WNOHANG)
            if not pid:
                continue
            now = time.monotonic()
            lived_s = now - place.since_s
            _LOG.warning(
                "Worker %d ended by %s after %.0f s; another takes its place",
                pid,
                _ended_by(os.waitstatus_to_exitcode(status)),
                lived_s,
            )
            place.pid, place.due_s = 0, now + (SHORT_LIFE_S if lived_s < SHORT_LIFE_S else 0)

    def _end_stuck(self) -> None:
        for place, beat_s in zip(self._places, self._beats, strict=True):
            if place.pid and time.monotonic() - beat_s > HANGS_S:
                _LOG.warning("Worker %d gave no sign of life for %.0f s", place.pid, HANGS_S)
                os.kill(place.pid, signal.SIGKILL)

    def _end_all(self) -> None:
        until_s = time.monotonic() + LAST_WAIT_S
        for place in self._places:
            if place.pid:
                os.kill(place.pid, signal.SIGTERM)
        for place in self._places:
            while place.pid:
                if os.waitpid(place.pid, os.WNOHANG)[0]:
                    place.pid = 0
                elif time.monotonic() < until_s:
                    time.sleep(0.02)
                else:
                    os.kill(place.pid, signal.SIGKILL)
                    until_s = time.monotonic() + LAST_WAIT_S


def _live(life: Life, heart: Heart) -> NoReturn:
    """A copy never comes back to what its original was at."""
    code = 1
    try:
        life(heart)
        code = 0
    except KeyboardInterrupt:
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1
    finally:
        if code and sys.exc_info()[0] is not None:
            _LOG.error("A worker failed", exc_info=True)
        logging.shutdown()
        os._exit(code)


def _ended_by(code: int) -> str:
    return signal.Signals(-code).name if code < 0 else f"itself, with code {code}"
