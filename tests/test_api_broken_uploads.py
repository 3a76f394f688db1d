"""Uploads that break off, over a real connection: nothing half is kept, and the next try works."""

import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import uvicorn

from fullstride.store import open_store
from fullstride.web.app import create_app
from fullstride.web.settings import Settings
from helpers import EXAMPLES

RUN = (EXAMPLES / "tuesday-run.fit").read_bytes()
ME = "/api/v1/runners/me"
FILE = {"Content-Type": "application/octet-stream"}


@contextmanager
def _running(folder: Path) -> Iterator[tuple[str, int]]:
    store = open_store(str(folder / "store.sqlite"))
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(Settings(), store=store), log_level="critical"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        for _ in range(200):
            if server.started:
                break
            time.sleep(0.02)
        yield listening.getsockname()[:2]
    finally:
        server.should_exit = True
        thread.join(10)
        store.close()


def _cut(address: tuple[str, int], method: str, path: str, data: bytes, sent: int) -> None:
    """Sends so many bytes of a body, and is gone."""
    head = (
        f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Content-Type: application/octet-stream\r\nContent-Length: {len(data)}\r\n\r\n"
    )
    with socket.create_connection(address) as line:
        line.sendall(head.encode() + data[:sent])
        time.sleep(0.1)


def test_what_breaks_off_is_not_kept_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FULLSTRIDE_TODAY", "2027-01-30")
    passing = tmp_path / "passing"
    passing.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(passing))  # of this server alone
    with _running(tmp_path) as address, httpx.Client(base_url=f"http://127.0.0.1:{address[1]}") as client:
        for sent in (0, 1, len(RUN) // 2, len(RUN) - 1):
            _cut(address, "PUT", f"{ME}/recordings/up-1?name=run.fit", RUN, sent)
        assert client.get(f"{ME}/recordings").json()["items"] == []

        job = {"id": "all", "name": "run.fit", "size_bytes": len(RUN)}
        client.post(f"{ME}/imports", json=job)
        _cut(address, "PATCH", f"{ME}/imports/all?offset=0", RUN, len(RUN) // 2)
        assert client.get(f"{ME}/imports/all").json()["received_bytes"] == 0

        whole = client.put(f"{ME}/recordings/up-1?name=run.fit", content=RUN, headers=FILE)
        assert whole.status_code == 200, whole.text
        assert len(client.get(f"{ME}/recordings").json()["items"]) == 1
        for _ in range(100):
            if not any(passing.iterdir()):
                break
            time.sleep(0.05)
        assert not any(passing.iterdir())
