"""Work that goes on behind the answers: imports, one after another, in a thread of each server."""

import logging
import threading
import uuid

from fullstride.domain.errors import FullstrideError
from fullstride.store import Store
from fullstride.workflows import clock
from fullstride.workflows.import_jobs import work_one

LOOK_EVERY_S = 5.0  # for what a worker left that died
LAST_WAIT_S = 5.0
_log = logging.getLogger(__name__)


class ImportWorker:
    """Takes jobs as they come; what it does not finish, another does."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._name = uuid.uuid4().hex
        self._wake, self._over = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._work, name="imports", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        """There may be something to do."""
        self._wake.set()

    def stop(self) -> None:
        """Gives back what is not done."""
        self._over.set()
        self._wake.set()
        self._thread.join(LAST_WAIT_S)

    def _work(self) -> None:
        while not self._over.is_set():
            self._wake.clear()
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
                _log.warning("An import waits: %s", error)
            self._wake.wait(LOOK_EVERY_S)
