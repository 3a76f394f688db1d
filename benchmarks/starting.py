"""How long a command takes, all told, as a process of its own."""

import subprocess
import sys
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
    yield _command("fullstride --help", "--help", limit=0.2)
    yield _command("plan on a season's ICS", "plan", *SAMPLE, limit=1.5)
    yield _command("measure on one file", "measure", str(EXAMPLES / "tuesday-run.fit"), limit=0.6)


def _command(name: str, *arguments: str, limit: float) -> Measured:
    program = [sys.executable, "-c", "from fullstride.cli.main import main; main()", *arguments]
    took = median_s(lambda: subprocess.run(program, check=True, stdout=subprocess.DEVNULL), 9)
    return Measured(name=name, median=took, limit=limit)
