"""A process that has loaded all that the program needs, from which servers and commands are forked.

To start Python and load what planning and measuring need takes a second each time; a fork takes none. What
comes of it is a process of its own all the same: with its own arguments, environment, folder and streams, and
it ends as it would. Tests of how the program starts don't use it.
"""

import functools
import gc
import importlib
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

HEAVY = (
    "uvicorn",
    "fullstride.main",
    "fullstride.web.app",
    "fullstride.batch.preload",
    "ortools.sat.python.cp_model_helper",
)
_ADDRESS = "orders"
# What stands in for the program: it hands all it was given over to the nursery and ends as the fork did.
_PROGRAM = """#!{python} -IS
import json, os, socket, sys
told = {{"program": sys.argv[1:], "folder": os.getcwd(), "environment": dict(os.environ)}}
with socket.socket(socket.AF_UNIX) as nursery:
    nursery.connect({address!r})
    socket.send_fds(nursery, [json.dumps(told).encode()], [0, 1, 2])
    nursery.shutdown(socket.SHUT_WR)
    code = nursery.makefile().read()
sys.exit(int(code))
"""


@dataclass(frozen=True)
class Nursery:
    """As a test sees it. `program` is an executable that behaves as `fullstride` does."""

    folder: Path
    process: "subprocess.Popen[bytes]"

    @property
    def program(self) -> Path:
        return self.folder / "fullstride"

    def ask(self, **order: Any) -> Any:
        """What it answers to an order: `serve`, or `stop`."""
        with socket.socket(socket.AF_UNIX) as asking:
            asking.connect(str(self.folder / _ADDRESS))
            asking.sendall(json.dumps(order).encode())
            asking.shutdown(socket.SHUT_WR)
            return json.loads(asking.makefile().read())


@functools.cache
def nursery() -> Nursery:
    """The one of this process. It ends with it, as nobody holds the other end of its stdin then."""
    folder = Path(tempfile.mkdtemp(prefix="fullstride-"))
    process = subprocess.Popen(
        [sys.executable, __file__, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n", "what the program needs can't be loaded"
    made = Nursery(folder=folder, process=process)
    made.program.write_text(_PROGRAM.format(python=sys.executable, address=str(folder / _ADDRESS)))
    made.program.chmod(0o755)
    return made


def close_nursery() -> None:
    """Ends it, where one was needed."""
    if nursery.cache_info().currsize:
        nursery().process.communicate()
        nursery.cache_clear()


# ---- the process itself ----------------------------------------------------------------------------


@dataclass
class _Forks:
    """Takes orders. In a fork, `wait` gives what that fork has to do; in the process itself it never does."""

    listening: socket.socket
    waiting: set[int] = field(default_factory=set)

    def wait(self) -> Callable[[], None] | None:
        """None where nobody can give orders any more."""
        while True:
            ready, _, _ = select.select([self.listening, sys.stdin], [], [])
            if sys.stdin in ready:
                return None
            self._forget_the_ended()
            order, streams, asking = self._order()
            if "stop" in order:
                os.kill(order["stop"], signal.SIGKILL)
                os.waitpid(order["stop"], 0)
                answer: object = {}
            elif "serve" in order:
                answer, work = _serving(**order["serve"])
                if work is not None:
                    return self._alone(asking, work)
            else:
                if (child := os.fork()) == 0:
                    return self._alone(None, functools.partial(_run_and_tell, order, streams, asking))
                self.waiting.add(child)
                answer = None
            for stream in streams:
                os.close(stream)
            with asking:
                if answer is not None:
                    asking.sendall(json.dumps(answer).encode())

    def _order(self) -> tuple[dict[str, Any], list[int], socket.socket]:
        asking, _ = self.listening.accept()
        data, streams, _, _ = socket.recv_fds(asking, 1 << 20, 3)
        while more := asking.recv(1 << 20):
            data += more
        return json.loads(data), streams, asking

    def _alone(self, asking: socket.socket | None, work: Callable[[], None]) -> Callable[[], None]:
        """Of what the process holds open, a fork keeps nothing."""
        self.listening.close()
        if asking is not None:
            asking.close()
        return work

    def _forget_the_ended(self) -> None:
        self.waiting -= {one for one in self.waiting if os.waitpid(one, os.WNOHANG)[0]}


def _serving(
    port: int, store: str, runner: str, accounts: bool, environment: Mapping[str, str]
) -> tuple[object, Callable[[], None] | None]:
    """The address of a server and its process; in the fork, what it does. It is reached from now on: what is
    asked before it is ready waits."""
    listening = socket.create_server(("127.0.0.1", port))
    if child := os.fork():
        with listening:
            return {"url": f"http://127.0.0.1:{listening.getsockname()[1]}", "pid": child}, None
    return None, functools.partial(_serve, listening, store, runner, accounts, environment)


def _serve(
    listening: socket.socket, store: str, runner: str, accounts: bool, environment: Mapping[str, str]
) -> None:
    import uvicorn

    from fullstride.web.app import create_app
    from fullstride.web.settings import Settings

    _become(environment, [os.open(os.devnull, os.O_RDONLY), os.dup(sys.stderr.fileno())])
    app = create_app(Settings(store=store, runner=runner, squad=not accounts, accounts=accounts))
    uvicorn.Server(uvicorn.Config(app, log_level="error")).run(sockets=[listening])


def _run_and_tell(order: dict[str, Any], streams: list[int], asking: socket.socket) -> None:
    """The program in a process of its own, and how it ended."""
    child = os.fork()
    if child == 0:
        asking.close()
        _become(order["environment"], streams)
        os.chdir(order["folder"])
        _program(order["program"])
    for stream in streams:
        os.close(stream)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    asking.sendall(str(code if code >= 0 else 128 - code).encode())
    asking.close()
    os._exit(0)


def _program(arguments: list[str]) -> None:
    from fullstride.main import main

    sys.argv = ["fullstride", *arguments]
    sys.stdin, sys.stdout, sys.stderr = (
        _stream(0, "r"),
        _stream(1, "w"),
        _stream(2, "w", errors="backslashreplace"),
    )
    main()
    sys.exit(0)


def _stream(number: int, mode: str, errors: str = "surrogateescape") -> TextIO:
    return open(number, mode, encoding="utf-8", errors=errors, closefd=False)


def _become(environment: Mapping[str, str], streams: list[int]) -> None:
    os.environ.clear()
    os.environ.update(environment)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)


def main() -> None:
    folder = Path(sys.argv[1])
    for name in HEAVY:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()  # what is loaded stays, so that no fork looks through it
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(folder / _ADDRESS))
    listening.listen()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    work = _Forks(listening).wait()
    if work is None:
        shutil.rmtree(folder)
    else:
        work()


if __name__ == "__main__":
    main()
