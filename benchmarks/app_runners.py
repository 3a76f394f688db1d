"""Runners at their phones, many at once, each signed in: again and again they open season and today, begin a
session, send what became of it, hand in a run and say how the night was. What breaks off is sent again
under its own id, as the app does.
"""

import asyncio
import datetime as dt
import json
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from benchmarks.app_wire import OK, Answer, BrokenOff, Wire

AGAIN_AFTER_S, MOST_TRIES, PIECE_BYTES = 0.3, 200, 32_768
_JSON, _BYTES = "application/json", "application/octet-stream"
Send = Callable[[], Awaitable[Answer]]


@dataclass(slots=True)
class Told:
    """What happened to all of them. `took_s`: by kind of request, from when it was sent first until it was
    acknowledged; `reports` and `uploads`: what was acknowledged, by runner."""

    took_s: dict[str, list[float]] = field(default_factory=dict)
    answers: Counter[int] = field(default_factory=Counter)
    broken: int = 0
    wrong: list[str] = field(default_factory=list)
    reports: dict[str, list[str]] = field(default_factory=dict)
    uploads: Counter[str] = field(default_factory=Counter)

    @property
    def reads_s(self) -> list[float]:
        return [one for kind, took in self.took_s.items() if kind.startswith("GET") for one in took]


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """`run` makes the file of the runner's nth run; `pause_s`: how long a runner looks at the screen between
    two requests, on average; `ends` by time.monotonic()."""

    wire: Wire
    runner: str
    run: Callable[[int], bytes]
    today: dt.date
    pause_s: float
    ends: float
    told: Told
    chance: random.Random

    async def live(self) -> None:
        """From the first look to the end of the time; what was begun is finished."""
        await self._pause()
        number = 0
        while number == 0 or time.monotonic() < self.ends:
            season = await self._read("season")
            await self._read("today")
            script = await self._read("scripts", f"/{_session(season, self.today, number)}")
            await self._report("guided", number, _guided(script, self.today))
            await self._hand_in(number)
            await self._read("due")
            said = {"date": self.today.isoformat(), "sleep_h": 7.5, "note": f"Night {number}"}
            await self._report("reports", number, said)
            number += 1
        self.wire.close()

    async def hand_in_archive(self, archive: bytes) -> None:
        """An import, piece by piece; where a piece breaks off the server says where to go on."""
        body = {"id": "archive", "name": "archive.zip", "size_bytes": len(archive)}
        job = await self._import("POST", "", json.dumps(body).encode(), _JSON)
        while job["received_bytes"] < len(archive):
            at = job["received_bytes"]
            job = await self._import("PATCH", f"/archive?offset={at}", archive[at : at + PIECE_BYTES], _BYTES)
            await self._pause()

    async def import_ended(self, within_s: float) -> dict[str, Any]:
        """The import as it is when it has ended, or when the time has."""
        until = time.monotonic() + within_s
        while True:
            job = await self._import("GET", "/archive")
            if job["state"] in ("done", "failed") or time.monotonic() > until:
                self.wire.close()
                return job
            await asyncio.sleep(1)

    async def _import(self, method: str, rest: str, body: bytes = b"", kind: str = "") -> dict[str, Any]:
        found: dict[str, Any] = (await self._sent(method, "imports", rest, body, kind)).json()
        return found

    async def _read(self, what: str, rest: str = "") -> dict[str, Any]:
        answer = await self._sent("GET", what, rest)
        await self._pause()
        found: dict[str, Any] = answer.json() if what in ("season", "scripts") else {}
        return found

    async def _report(self, what: str, number: int, body: dict[str, Any]) -> None:
        own_id = f"/{self.runner}-{what}-{number}"
        answer = await self._sent("PUT", what, own_id, json.dumps(body).encode(), _JSON)
        self.told.reports.setdefault(self.runner, []).append(answer.json()["report"]["id"])
        await self._pause()

    async def _hand_in(self, number: int) -> None:
        path = f"/{self.runner}-run-{number}?name=run.fit"
        await self._sent("PUT", "recordings", path, self.run(number), _BYTES)
        self.told.uploads[self.runner] += 1
        await self._pause()

    async def _sent(self, method: str, what: str, rest: str, body: bytes = b"", kind: str = "") -> Answer:
        """Sends until it is acknowledged."""
        path = f"/api/v1/runners/{self.runner}/{what}{rest}"
        begun = time.perf_counter()
        for _ in range(MOST_TRIES):
            try:
                answer = await self.wire.ask(method, path, body, kind)
            except BrokenOff:
                self.told.broken += 1
            else:
                self.told.answers[answer.status] += 1
                if answer.status == OK:
                    took_s = time.perf_counter() - begun
                    self.told.took_s.setdefault(f"{method} {what}", []).append(took_s)
                    return answer
                self.told.wrong.append(f"{path}: {answer.status} {answer.body[:200]!r}")
            await asyncio.sleep(AGAIN_AFTER_S)
        raise RuntimeError(f"{self.runner}: nothing was acknowledged in {MOST_TRIES} tries")

    async def _pause(self) -> None:
        await asyncio.sleep(self.chance.uniform(0, 2 * self.pause_s))


def _session(season: dict[str, Any], today: dt.date, number: int) -> str:
    """A session of strides that is past: another one each time, as far as there are."""
    past = [
        one["id"]
        for one in season["sessions"]
        if one["exercise"] == "strides" and one["date"] < today.isoformat()
    ]
    found: str = past[-1 - number % len(past)]
    return found


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
