"""The least of an HTTP client that keeps its connection: a test of a server that shares its machine with its
clients measures what they cost too, so they cost little."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

OK = 200
_END = b"\r\n\r\n"


class BrokenOff(Exception):
    """The connection ended before the answer did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    status: int
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(slots=True, kw_only=True)
class Wire:
    """One connection to `host`, made anew when it is gone. `headers` go along with every request, and those
    of `changing` with every one that changes something."""

    host: str
    port: int
    headers: Mapping[str, str] = field(default_factory=dict)
    changing: Mapping[str, str] = field(default_factory=dict)
    _reader: asyncio.StreamReader | None = None
    _writer: asyncio.StreamWriter | None = None

    async def ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> Answer:
        """Raises BrokenOff."""
        sent = {"Host": f"{self.host}:{self.port}", **self.headers}
        if body:
            sent |= {"Content-Type": kind, "Content-Length": str(len(body))}
        if method != "GET":
            sent |= self.changing
        head = "".join(f"{name}: {value}\r\n" for name, value in sent.items())
        try:
            reader, writer = await self._connected()
            writer.write(f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + body)
            await writer.drain()
            return await _answer(reader)
        except (OSError, asyncio.IncompleteReadError) as error:
            self.close()
            raise BrokenOff(str(error)) from None

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None

    async def _connected(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._reader is not None and self._reader.at_eof():
            self.close()
        if self._reader is None or self._writer is None:
            self._reader, self._writer = await asyncio.open_connection(self.host, self.port)
        return self._reader, self._writer


async def _answer(reader: asyncio.StreamReader) -> Answer:
    head = (await reader.readuntil(_END)).decode("latin-1")
    status = int(head.split(" ", 2)[1])
    length = next(
        int(line.partition(":")[2])
        for line in head.split("\r\n")[1:]
        if line.lower().startswith("content-length:")
    )
    return Answer(status=status, body=await reader.readexactly(length))
