"""The program as a function and as a process, and where things are."""

import contextlib
import io
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from nursery import nursery

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"
TODAY = "2026-12-14"


@dataclass(frozen=True)
class Ran:
    """How a command ended: its exit code and what it printed."""

    code: int
    out: str
    err: str


def run_here(*arguments: object) -> Ran:
    """`fullstride` with these arguments, in this process."""
    from fullstride.main import call

    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = call([str(argument) for argument in arguments])
    return Ran(code, out.getvalue(), err.getvalue())


def run_program(*arguments: object, cwd: Path | None = None, stdin: str = "", **environment: str) -> Ran:
    """`fullstride` with these arguments, as a process of its own; told of an environment, it starts anew."""
    started = [sys.executable, "-c", "from fullstride.main import main; main()"]
    done = subprocess.run(
        [*(started if environment else [nursery().program]), *map(str, arguments)],
        cwd=cwd,
        input=stdin,
        env=os.environ | environment,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)
