"""Work that goes on behind the answers: imports, one after another, in a thread or a process of their own."""

import logging
import threading
import uuid
from typing import Protocol

from fullstride.domain.errors import FullstrideError
from fullstride.store import Store
from fullstride.workflows import clock
from fullstride.workflows.import_jobs import work_one

LOOK_EVERY_S = 2.0  # for what a worker left that died
LAST_WAIT_S = 5.0
_LOG = logging.getLogger("fullstride.web.imports")


class Bell(Protocol):
    """Tells whoever reads imports that there may be something to do."""

    def ring(self) -> None: ...

    def wait(self, at_most_s: float) -> None:
        """Until it rings, or has rung since the last time, or the time is over."""


class ThreadBell:
    """Between the threads of one process."""

    def __init__(self) -> None:
        self._rung = threading.Event()

    def ring(self) -> None:
        self._rung.set()

    def wait(self, at_most_s: float) -> None:
        self._rung.wait(at_most_s)
        self._rung.clear()


class ImportWorker:
    """Takes jobs as they come; what it does not finish, another does."""

    def __init__(self, store: Store, bell: Bell) -> None:
        self._store, self._bell = store, bell
        self._name = uuid.uuid4().hex
        self._over = threading.Event()
        self._thread = threading.Thread(target=self.work, name="imports", daemon=True)

    def start(self) -> None:
        """Works in a thread, until stop()."""
        self._thread.start()

    def stop(self) -> None:
        """Gives back what is not done."""
        self.end()
        self._thread.join(LAST_WAIT_S)

    def end(self) -> None:
        """Has work() return soon."""
        self._over.set()
        self._bell.ring()

    def work(self) -> None:
        """Works until end()."""
        while not self._over.is_set():
            try:
                while not self._over.is_set() and work_one(
                    self._store,
                    self._name,
                    now=clock.instant,
                    today=clock.now,
                    is_over=self._over.is_set,
                ):
                    pass
            except FullstrideError as error:
                _LOG.warning("An import waits: %s", error)
            self._bell.wait(LOOK_EVERY_S)
