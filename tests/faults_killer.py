"""Who kills what faults_work.py does, and remembers what that had acknowledged until then."""

import collections
import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

WORK = Path(__file__).with_name("faults_work.py")
LIVES = {
    "change places": 0.4,
    "hand in": 0.35,
    "join": 0.2,
    "forget": 0.25,
    "live": 0.35,
    "backup": 0.5,
    "migrate": 0.06,
    "restore": 1.0,
}  # seconds until a kill, at most


@dataclass
class Acknowledged:
    """What must be there, whatever happened."""

    reports: set[str] = field(default_factory=set)
    originals: set[str] = field(default_factory=set)
    uploads: dict[str, str] = field(default_factory=dict)  # name -> sha256
    worked: set[str] = field(default_factory=set)
    joined: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    plans: int = 0
    backups: int = 0
    kills: collections.Counter[str] = field(default_factory=collections.Counter)
    words: int = 0

    def take(self, facts: dict[str, Any]) -> None:
        self.words += not facts.keys() & {"pid", "ready", "ended", "error"}
        self.reports.update(facts.get("reports", ()))
        self.plans = max(self.plans, facts.get("plan", 0))
        self.backups += "backup" in facts
        if "original" in facts:
            self.originals.add(facts["original"])
        if "upload" in facts:
            self.uploads[facts["upload"]] = facts["sha256"]
        for name in ("worked", "joined", "gone"):
            if name in facts:
                getattr(self, name).add(facts[name])

    def forget(self) -> None:
        """For another store."""
        self.reports, self.originals, self.plans, self.backups = set(), set(), 0, 0
        self.uploads, self.worked, self.joined, self.gone = {}, set(), set(), set()


class Killer:
    """Starts work, kills it, and remembers what was acknowledged."""

    def __init__(self) -> None:
        self.known = Acknowledged()
        self._forks = subprocess.Popen(
            [sys.executable, WORK],
            cwd=WORK.parent,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def close(self) -> None:
        assert self._forks.stdin and self._forks.stdout
        self._forks.stdin.close()
        self._forks.wait(60)
        self._forks.stdout.close()

    def begin(self, work: str, **asked: str) -> int:
        """What it says bears a token of its own. Gives the process."""
        assert self._forks.stdin
        told = {"work": work, "token": f"{random.getrandbits(48):x}", **asked}
        self._forks.stdin.write(json.dumps(told) + "\n")
        self._forks.stdin.flush()
        facts = [self._line(), self._line()]  # in either order
        return next(int(each["pid"]) for each in facts if "pid" in each)

    def end(self, work: str, pid: int) -> None:
        """SIGKILL, and what it had acknowledged until then."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        self.known.kills[work] += 1
        self.wait()

    def wait(self) -> list[str]:
        """Until it has ended; gives the sentences of what went wrong in a foreseeable way."""
        said: list[str] = []
        while True:
            facts = self._line()
            assert "traceback" not in facts, facts["traceback"]
            self.known.take(facts)
            if "error" in facts:
                said.append(facts["error"])
            if "ended" in facts:
                return said

    def _line(self) -> dict[str, Any]:
        assert self._forks.stdout
        facts: dict[str, Any] = json.loads(self._forks.stdout.readline())
        return facts

    def kill(self, work: str, **asked: str) -> None:
        """At any instant, from before it opens the store on."""
        pid = self.begin(work, **asked)
        time.sleep(random.uniform(0, LIVES[work]))
        self.end(work, pid)


@contextlib.contextmanager
def killing() -> Iterator[Killer]:
    killer = Killer()
    try:
        yield killer
    finally:
        killer.close()
