"""The app as people meet it: a server of its own on a free port over its own store, with a day of its own.

`serving_app` starts one as a process; run as a script, this file is that process.
"""

import argparse
import contextlib
import datetime as dt
import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from helpers import ROOT

FRIDAY = "2027-01-29"  # week 7 of the sample season: bounding today, hill sprints and strides on Tuesday
STORE = "store.sqlite"
_STARTED = "listening at "


@dataclass(slots=True)
class AppServer:
    """A server that can be ended and started again at the same address."""

    folder: Path
    runner: str
    today: str
    url: str = ""
    _process: subprocess.Popen[str] | None = field(default=None, repr=False)

    @property
    def store(self) -> Path:
        return self.folder / STORE

    def start(self) -> None:
        """Starts it; when this returns, it answers."""
        port = self.url.rpartition(":")[2] or "0"
        self._process = subprocess.Popen(
            [sys.executable, __file__, str(self.store), "--runner", self.runner, "--port", port],
            env=os.environ | {"FULLSTRIDE_TODAY": self.today},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        said = self._process.stdout.readline()
        assert said.startswith(_STARTED), f"the server did not start: {said!r}"
        self.url = said.removeprefix(_STARTED).strip()

    def stop(self) -> None:
        """Ends it as a machine that is switched off would: at once."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            assert self._process.stdout is not None
            self._process.stdout.close()
            self._process = None


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


def main() -> None:
    import socket

    import uvicorn

    from fullstride.web.app import create_app
    from fullstride.web.settings import Settings

    wants = argparse.ArgumentParser()
    wants.add_argument("store")
    wants.add_argument("--runner", default="")
    wants.add_argument("--port", type=int, default=0)
    given = wants.parse_args()
    listening = socket.create_server(("127.0.0.1", given.port))
    settings = Settings(store=given.store, runner=given.runner, squad=True)
    sys.stdout.write(f"{_STARTED}http://127.0.0.1:{listening.getsockname()[1]}\n")
    sys.stdout.flush()
    uvicorn.Server(uvicorn.Config(create_app(settings), log_level="error")).run(sockets=[listening])


if __name__ == "__main__":
    main()
