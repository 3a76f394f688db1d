"""A real PostgreSQL server for the tests, from the system's own binaries: a passing one, in a folder of its
own, reached by a Unix socket. It is never another's server."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

OWNER = "fullstride"
_INSTALLED = ("/usr/lib/postgresql", "/usr/local/opt", "/opt/homebrew/opt", "/usr")
_START_S = 60


@dataclass(frozen=True)
class Server:
    """`folder` holds the data; `user` is the system's user that runs it, "" for ourselves. It takes
    `connections` at once."""

    bin: Path
    folder: Path
    port: int
    user: str = ""
    connections: int = 60

    def url(self, database: str) -> str:
        return f"postgresql://{OWNER}@/{database}?host={self.folder}&port={self.port}"

    def new_database(self) -> str:
        """The URL of an empty database that nobody else knows."""
        import psycopg

        name = f"t{uuid.uuid4().hex}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.url(name)

    def start(self) -> None:
        options = (
            f"-c listen_addresses='' -c unix_socket_directories='{self.folder}' -c port={self.port} "
            f"-c max_connections={self.connections} -c shared_buffers=16MB"
        )
        log = self.folder / "log"
        self.run(
            "pg_ctl", "-D", self.folder / "data", "-l", log, "-o", options, "-w", "-t", _START_S, "start"
        )

    def stop(self, how: str = "fast") -> None:
        """`immediate` is what the loss of power looks like from inside."""
        self.run("pg_ctl", "-D", self.folder / "data", "-m", how, "-w", "stop")

    def run(self, program: str, *arguments: object) -> str:
        command = [str(self.bin / program), *map(str, arguments)]
        if self.user:
            command = ["runuser", "-u", self.user, "--", *command]
        done = subprocess.run(
            command, cwd=self.folder, capture_output=True, text=True, timeout=120, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stderr or done.stdout}")
        return done.stdout


def binaries() -> Path | None:
    """Where the newest installed server's programs are."""
    for root in _INSTALLED:
        found = sorted(Path(root).glob("*/bin/initdb"), key=lambda path: (len(str(path)), path))
        if found:
            return found[-1].parent
    path = shutil.which("initdb")
    return Path(path).parent if path else None


@contextmanager
def serving(bin_: Path, *, connections: int = 60) -> Iterator[Server]:
    """A server that is gone, with all that it held, when the block ends."""
    # Not pytest's own folder: the path of a socket has 107 bytes at most.
    folder = Path(tempfile.mkdtemp(prefix="fullstride-pg-", dir="/tmp" if sys.platform != "win32" else None))
    server = Server(bin=bin_, folder=folder, port=_port(), user=_other_user(folder), connections=connections)
    try:
        plain = ("-U", OWNER, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
        server.run("initdb", "-D", folder / "data", *plain)
        server.start()
        try:
            yield server
        finally:
            if (folder / "data" / "postmaster.pid").exists():
                server.stop("immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _other_user(folder: Path) -> str:
    """The server refuses to be run by root; the package comes with a user for it."""
    if os.name != "posix" or os.geteuid() != 0:
        return ""
    shutil.chown(folder, "postgres")
    folder.chmod(0o755)  # the tests connect as root
    return "postgres"


def _port() -> int:
    """Only the socket's name holds it; any that differs from another server's will do."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
