"""The app as people meet it: a server of its own on a free port over its own store, with a day of its own.

`serving_app` starts one as a process of its own. What a server needs is imported once for all of them: run
as a script, this file is the process that servers are forked from.
"""

import contextlib
import datetime as dt
import fcntl
import functools
import importlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from helpers import ROOT

FRIDAY = "2027-01-29"  # week 7 of the sample season: bounding today, hill sprints and strides on Tuesday
STORE = "store.sqlite"
HEAVY = ("uvicorn", "fullstride.web.app", "fullstride.batch.preload", "ortools.sat.python.cp_model_helper")


@dataclass(slots=True)
class AppServer:
    """A server that can be ended and started again at the same address."""

    folder: Path
    runner: str
    today: str
    url: str = ""
    _pid: int = field(default=0, repr=False)

    @property
    def store(self) -> Path:
        return self.folder / STORE

    def start(self) -> None:
        """Starts it; when this returns, it answers."""
        told = _ask(
            port=int(self.url.rpartition(":")[2] or 0),
            store=str(self.store),
            runner=self.runner,
            environment=os.environ | {"FULLSTRIDE_TODAY": self.today},
        )
        self.url, self._pid = told["url"], told["pid"]

    def stop(self) -> None:
        """Ends it as a machine that is switched off would: at once."""
        if self._pid:
            _ask(stop=self._pid)
            self._pid = 0


@contextlib.contextmanager
def serving_app(folder: Path, *, runner: str = "", today: str = FRIDAY) -> Iterator[AppServer]:
    """A server over the store in a folder, which is made where it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    server = AppServer(folder=folder, runner=runner, today=today)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def make_season(folder: Path, *, today: str = FRIDAY, squad: bool = True) -> Path:
    """A store with the sample season in a folder; gives the folder."""
    from fullstride.store import open_store
    from fullstride.workflows.sample import make_sample

    folder.mkdir(parents=True, exist_ok=True)
    now = dt.datetime.combine(dt.date.fromisoformat(today), dt.time(12), dt.UTC)
    store = open_store(str(folder / STORE))
    try:
        make_sample(store, folder / "files", now=now, squad=squad)
    finally:
        store.close()
    return folder


def shared_season(base: Path) -> Path:
    """One sample season for all processes of a test run, made by the first that asks."""
    with (base / "season.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        folder, made = base / "season", base / "season.made"
        if not made.exists():
            make_season(folder)
            made.touch()
    return folder


def copied(season: Path, folder: Path) -> Path:
    """A copy of a season, for a test that changes it; nobody has it open."""
    return Path(shutil.copytree(season, folder, dirs_exist_ok=True))


def built_client() -> Path | None:
    """Where the built client is; None where it was not built."""
    place = Path(os.environ.get("FULLSTRIDE_CLIENT") or ROOT / "src" / "fullstride" / "web" / "built")
    return place if (place / "index.html").is_file() else None


@functools.cache
def _nursery() -> "subprocess.Popen[str]":
    """Of a test process; it ends with it, as its orders end then."""
    return subprocess.Popen(
        [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def _ask(**order: Any) -> Any:
    nursery = _nursery()
    assert nursery.stdin is not None and nursery.stdout is not None
    nursery.stdin.write(json.dumps(order) + "\n")
    nursery.stdin.flush()
    told = nursery.stdout.readline()
    assert told, "the process that servers are forked from has ended"
    return json.loads(told)


def no_more_servers() -> None:
    """Ends the process that servers are forked from, where one was needed."""
    if _nursery.cache_info().currsize:
        _nursery().communicate()
        _nursery.cache_clear()


def _serve(listening: socket.socket, store: str, runner: str) -> None:
    import uvicorn

    from fullstride.web.app import create_app
    from fullstride.web.settings import Settings

    app = create_app(Settings(store=store, runner=runner, squad=True))
    uvicorn.Server(uvicorn.Config(app, log_level="error")).run(sockets=[listening])


def _forked(port: int, store: str, runner: str, environment: Mapping[str, str]) -> dict[str, Any]:
    """The address of a server and its process. What is asked of it waits until it is ready to answer."""
    with socket.create_server(("127.0.0.1", port)) as listening:
        if child := os.fork():
            return {"url": f"http://127.0.0.1:{listening.getsockname()[1]}", "pid": child}
        try:
            os.dup2(os.open(os.devnull, os.O_RDONLY), sys.stdin.fileno())
            os.environ.clear()
            os.environ.update(environment)
            _serve(listening, store, runner)
        except BaseException:
            traceback.print_exc()
        os._exit(0)


def _ended(pid: int) -> dict[str, Any]:
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return {"pid": pid}


def main() -> None:
    """Starts and ends servers as it is told, a line for each order; ends when nobody can give any more."""
    for name in HEAVY:
        importlib.import_module(name)
    for line in sys.stdin:
        order = json.loads(line)
        answer = _ended(order["stop"]) if "stop" in order else _forked(**order)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
