"""A runner who lives with the program from day to day: a store of their own, and a date."""

import functools
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from helpers import EXAMPLES, Ran, run_here

CALENDAR, PROFILE = EXAMPLES / "spring-marathon.ics", EXAMPLES / "runner.toml"
FIRST_DAY = "2026-12-14"


@dataclass
class Living:
    """Runs commands on the day it stands at; `store` is where all is kept."""

    store: Path
    patch: pytest.MonkeyPatch

    def on(self, date: str) -> "Living":
        self.patch.setenv("FULLSTRIDE_STORE", str(self.store))
        self.patch.setenv("FULLSTRIDE_TODAY", date)
        return self

    def run(self, *arguments: object) -> Ran:
        return run_here(*arguments)

    def answer(self, *arguments: object) -> dict[str, Any]:
        """What a command answers with --json; it must say nothing else there."""
        ran = run_here(*arguments, "--json")
        assert ran.out, ran.err
        told: dict[str, Any] = json.loads(ran.out)
        return told

    def keep(self, *more: object) -> "Living":
        """Keeps the sample season's plan, which is worked out once in a process for stores that begin."""
        self.on(FIRST_DAY)
        if more or self.store.exists():
            _plan_and_keep(*more)
            return self
        for place, data in _kept():
            path = self.store.parent / place
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return self


@functools.cache
def _kept() -> tuple[tuple[Path, bytes], ...]:
    """Each file that the command leaves, the store among them."""
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        folder = Path(name)
        living(folder, patch)
        _plan_and_keep()
        files = [one for one in sorted(folder.rglob("*")) if one.is_file()]
        return tuple((one.relative_to(folder), one.read_bytes()) for one in files)


def _plan_and_keep(*more: object) -> None:
    ran = run_here("plan", "--calendar", CALENDAR, "--profile", PROFILE, "--keep", *more)
    assert ran.code == 0, ran.err


def living(folder: Path, patch: pytest.MonkeyPatch) -> Living:
    """Somebody without a plan yet."""
    return Living(folder / "store.sqlite", patch).on(FIRST_DAY)
