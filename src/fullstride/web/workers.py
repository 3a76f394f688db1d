"""Several processes behind one address: whichever dies is started anew, and the store is all they share."""

import dataclasses
import importlib
import json
import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

from fullstride.domain.errors import BadUsage, StoreTrouble
from fullstride.web.settings import Settings

if TYPE_CHECKING:
    from fastapi import FastAPI

    from fullstride.store import Store
    from fullstride.web.forking import Heart, PipeBell

MOST_WORKERS = 64
HANGS_S = 30  # without a sign of life; one that starts on a busy machine needs some seconds for its first
# Apple's own libraries do not bear that a process is copied, and Windows can't.
COPIES = hasattr(os, "fork") and sys.platform != "darwin"
UNPLEASANT = 10  # to the scheduler: reading an archive waits for whoever wants an answer
TURN_S = 0.001  # how long one thread may keep the others waiting, where a run is measured and a plan is read
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
    if COPIES:
        _serve_copies(settings, listening, workers, how)
    else:
        _serve_started(settings, listening, workers, how)


def _serve_copies(settings: Settings, listening: socket.socket, workers: int, how: dict[str, Any]) -> None:
    """Processes that are copied from this one, and half as many, one at least, that read imports."""
    import uvicorn

    from fullstride.batch.worker import ONE_THREAD
    from fullstride.store import open_store
    from fullstride.web.app import create_app, furnish
    from fullstride.web.forking import PipeBell, Supervisor
    from fullstride.web.warming import settle, warm_up

    for name, value in ONE_THREAD.items():
        os.environ.setdefault(name, value)
    importlib.import_module("fullstride.batch.preload")
    bell = PipeBell()
    store = open_store(settings.store)
    try:
        app = create_app(settings, store=store, bell=bell)
        furnish(app, store)
        config = uvicorn.Config(app, **how)
        config.load()
        warm_up(store, all_of_them=True)
        store.rest()
        settle()
        serving = [lambda heart: _answer(config, listening, heart)] * workers
        reading = [lambda heart: _read_imports(store, bell, heart)] * max(1, workers // 2)
        Supervisor([*serving, *reading]).run()
    finally:
        store.close()
        bell.close()


def _answer(config: Any, listening: socket.socket, heart: "Heart") -> None:
    import uvicorn

    class Server(uvicorn.Server):
        async def on_tick(self, counter: int) -> bool:
            heart.beat()
            return await super().on_tick(counter) or heart.is_alone()

    sys.setswitchinterval(TURN_S)
    Server(config).run(sockets=[listening])


def _read_imports(store: "Store", bell: "PipeBell", heart: "Heart") -> None:
    from fullstride.web.working import ImportWorker

    heart.still()  # one file may take long
    os.nice(UNPLEASANT)
    worker = ImportWorker(store, bell)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: worker.end())

    def end_alone() -> None:
        while not heart.is_alone():
            time.sleep(1)
        worker.end()

    threading.Thread(target=end_alone, name="supervisor", daemon=True).start()
    worker.work()


def _serve_started(settings: Settings, listening: socket.socket, workers: int, how: dict[str, Any]) -> None:
    """Processes that are started from nothing, which takes each some seconds."""
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
    """What each process serves that was started from nothing."""
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
