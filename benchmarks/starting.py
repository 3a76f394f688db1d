"""How long a command takes, all told, as a process of its own, its modules compiled as an installed
program's are."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measured import Measured, median_s

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
SAMPLE = (
    *("--calendar", str(EXAMPLES / "spring-marathon.ics")),
    *("--profile", str(EXAMPLES / "runner.toml")),
    *("--from", "2026-12-14"),
)


def measurements() -> Iterator[Measured]:
    with tempfile.TemporaryDirectory() as compiled:
        place = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        place["PYTHONPYCACHEPREFIX"] = compiled
        yield _command("fullstride --help", "--help", limit=0.2, place=place)
        yield _command("plan on a season's ICS", "plan", *SAMPLE, limit=1.5, place=place)
        run = str(EXAMPLES / "tuesday-run.fit")
        yield _command("measure on one file", "measure", run, limit=0.6, place=place)


def _command(name: str, *arguments: str, limit: float, place: dict[str, str]) -> Measured:
    program = [sys.executable, "-c", "from fullstride.main import main; main()", *arguments]
    took = median_s(lambda: subprocess.run(program, check=True, stdout=subprocess.DEVNULL, env=place), 9)
    return Measured(name=name, median=took, limit=limit)
