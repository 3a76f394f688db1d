"""Several processes behind one address: whichever dies is started anew, and the store is all they share."""

import dataclasses
import json
import multiprocessing
import os
import signal
import socket
import threading
from typing import TYPE_CHECKING, Any

from fullstride.domain.errors import BadUsage, StoreTrouble
from fullstride.web.settings import Settings

if TYPE_CHECKING:
    from fastapi import FastAPI

MOST_WORKERS = 64
HANGS_S = 30  # without a sign of life; one that starts on a busy machine needs some seconds for its first
_TOLD_BY = "FULLSTRIDE_WORKER"  # from the supervisor to its workers, and to nobody else


def refuse_unshared(settings: Settings) -> None:
    """Raises BadUsage where each process would have a store of its own."""
    from fullstride.store.where import read_where

    where = read_where(settings.store)
    if where.path is None and not where.url:
        raise BadUsage("A store in memory is one process's own; leave --workers out, or name a file")


def serve_workers(settings: Settings, listening: socket.socket, workers: int, **how: Any) -> None:
    """Serves with this many processes until somebody ends it; `how` as uvicorn.Config takes it.

    Raises StoreTrouble where a worker can't start.
    """
    import uvicorn
    from uvicorn.config import STARTUP_FAILURE
    from uvicorn.supervisors import Multiprocess

    os.environ[_TOLD_BY] = json.dumps(dataclasses.asdict(settings))
    config = uvicorn.Config(
        f"{__name__}:create_worker",
        factory=True,
        workers=workers,
        timeout_worker_healthcheck=HANGS_S,
        **how,
    )
    supervisor = Multiprocess(config, sockets=[listening])
    try:
        supervisor.run()
    finally:
        del os.environ[_TOLD_BY]
    if any(one.exitcode == STARTUP_FAILURE for one in supervisor.processes):
        raise StoreTrouble("The app can't start; what stands above says why")


def create_worker() -> "FastAPI":
    """What each of the processes serves."""
    from fullstride.web.app import create_app

    told = json.loads(os.environ[_TOLD_BY])
    threading.Thread(target=_end_with_supervisor, name="supervisor", daemon=True).start()
    return create_app(Settings(**told | {"proxies": tuple(told["proxies"])}))


def _end_with_supervisor() -> None:
    """A supervisor that is killed tells nobody; its workers would keep the port for ever."""
    supervisor = multiprocessing.parent_process()
    if supervisor is not None:
        supervisor.join()
        os.kill(os.getpid(), signal.SIGTERM)
