"""Runners at their phones, many at once: each opens the season and today, begins a session, sends what became
of it, hands in a run and says how the night was. What breaks off is sent again under its own id, as the app
does.
"""

import asyncio
import datetime as dt
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import httpx

AGAIN_AFTER_S, MOST_TRIES, PIECE_BYTES = 0.3, 200, 32_768
_JSON, _BYTES = "application/json", "application/octet-stream"
Send = Callable[[], Awaitable[httpx.Response]]


@dataclass(slots=True)
class Told:
    """What happened to all of them. `reports` and `uploads`: what was acknowledged, by runner."""

    reads_s: list[float] = field(default_factory=list)
    writes_s: list[float] = field(default_factory=list)
    answers: Counter[int] = field(default_factory=Counter)
    broken: int = 0
    wrong: list[str] = field(default_factory=list)
    reports: dict[str, list[str]] = field(default_factory=dict)
    uploads: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """`pause_s`: how long a runner looks at the screen between two requests, on average; `ends` by
    time.monotonic()."""

    client: httpx.AsyncClient
    runner: str
    fit: bytes
    today: dt.date
    pause_s: float
    ends: float
    told: Told
    chance: random.Random

    async def live(self) -> None:
        """From the first look to the end of the time; what was begun is finished."""
        await self._pause()
        season = (await self._read("/season")).json()
        strides = [
            one
            for one in season["sessions"]
            if one["exercise"] == "strides" and one["date"] < self.today.isoformat()
        ]
        session = strides[-1]["id"]
        script = (await self._read(f"/scripts/{session}")).json()
        await self._report(f"/guided/{self._id('guided')}", _guided(script, self.today))
        await self._put(f"/recordings/{self._id('run')}?name=run.fit", self.fit, _BYTES)
        self.told.uploads[self.runner] = 1
        number = 0
        while time.monotonic() < self.ends:
            for path in ("/today", "/season", "/due"):
                await self._read(path)
            number += 1
            said = {"date": self.today.isoformat(), "sleep_h": 7.5, "note": f"Night {number}"}
            await self._report(f"/reports/{self._id(str(number))}", said)

    async def hand_in_archive(self, archive: bytes) -> None:
        """An import, piece by piece; where a piece breaks off the server says where to go on."""
        body = {"id": "archive", "name": "archive.zip", "size_bytes": len(archive)}
        path = self._path("/imports")
        job = (await self._sent(lambda: self.client.post(path, json=body))).json()
        while job["received_bytes"] < len(archive):
            at = job["received_bytes"]
            piece = archive[at : at + PIECE_BYTES]
            job = (await self._sent(lambda at=at, piece=piece: self._patch(at, piece))).json()  # type: ignore[misc]
            await self._pause()

    async def import_ended(self, within_s: float) -> dict[str, Any]:
        """The import as it is when it has ended, or when the time has."""
        until = time.monotonic() + within_s
        path = self._path("/imports/archive")
        while True:
            job: dict[str, Any] = (await self._sent(lambda: self.client.get(path))).json()
            if job["state"] in ("done", "failed") or time.monotonic() > until:
                return job
            await asyncio.sleep(1)

    async def _read(self, path: str) -> httpx.Response:
        response = await self._sent(lambda: self.client.get(self._path(path)), self.told.reads_s)
        await self._pause()
        return response

    async def _report(self, path: str, body: dict[str, Any]) -> None:
        response = await self._sent(lambda: self.client.put(self._path(path), json=body), self.told.writes_s)
        self.told.reports.setdefault(self.runner, []).append(response.json()["report"]["id"])
        await self._pause()

    async def _put(self, path: str, content: bytes, kind: str) -> None:
        headers = {"Content-Type": kind}
        await self._sent(lambda: self.client.put(self._path(path), content=content, headers=headers))
        await self._pause()

    async def _patch(self, at: int, piece: bytes) -> httpx.Response:
        return await self.client.patch(
            self._path(f"/imports/archive?offset={at}"), content=piece, headers={"Content-Type": _BYTES}
        )

    async def _sent(self, send: Send, took_s: list[float] | None = None) -> httpx.Response:
        """Sends until it is acknowledged."""
        for _ in range(MOST_TRIES):
            begun = time.perf_counter()
            try:
                response = await send()
            except httpx.TransportError:
                self.told.broken += 1
            else:
                self.told.answers[response.status_code] += 1
                if response.status_code == httpx.codes.OK:
                    if took_s is not None:
                        took_s.append(time.perf_counter() - begun)
                    return response
                self.told.wrong.append(f"{response.request.url.path}: {response.text[:200]}")
            await asyncio.sleep(AGAIN_AFTER_S)
        raise RuntimeError(f"{self.runner}: nothing was acknowledged in {MOST_TRIES} tries")

    async def _pause(self) -> None:
        await asyncio.sleep(self.chance.uniform(0, 2 * self.pause_s))

    def _path(self, path: str) -> str:
        return f"/api/v1/runners/{self.runner}{path}"

    def _id(self, what: str) -> str:
        return f"{self.runner}-{what}"


def _guided(script: dict[str, Any], today: dt.date) -> dict[str, Any]:
    """Somebody who goes through a session as it was asked for, yesterday."""
    at = dt.datetime.combine(today - dt.timedelta(days=1), dt.time(17), dt.UTC)
    acts: list[tuple[str, int | None]] = [("go", None)]
    for _ in script["parts"]:
        acts += [("go", None), ("kept", None), ("felt", 4)]
    events = []
    for act, value in [*acts, ("end", None)]:
        at += dt.timedelta(minutes=3)
        events.append({"act": act, "at": at.isoformat()} | ({} if value is None else {"value": value}))
    opened = at - dt.timedelta(minutes=3 * len(events) + 3)
    return {"opened": opened.isoformat(), "header": script["header"], "events": events}
