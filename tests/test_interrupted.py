"""Ctrl-C ends every command in one sentence, wherever it is heard."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest

from fullstride.cli import door
from fullstride.plan.solve import _solved
from helpers import EXAMPLES, ROOT

# Sends this process what Ctrl-C sends, as soon as a module is there and a little later.
INTERRUPTED = """
import os, signal, sys, threading, time
def interrupt(module, later_s):
    while module not in sys.modules:
        time.sleep(0.001)
    time.sleep(later_s)
    os.kill(os.getpid(), signal.SIGINT)
from fullstride.main import main
threading.Thread(target=interrupt, args=(sys.argv[1], float(sys.argv[2])), daemon=True).start()
del sys.argv[1:3]
main()
"""
RUN = str(EXAMPLES / "tuesday-run.fit")
PLAN = ("plan", "--calendar", str(EXAMPLES / "spring-marathon.ics"), "--from", "2026-12-14")


@pytest.mark.skipif(os.name == "nt", reason="a process of Windows can't send itself Ctrl-C")
@pytest.mark.parametrize(
    ("module", "later_s", "arguments"),
    [
        ("typer._adapters", 0, ("measure", RUN)),  # while the options are read
        ("numpy", 0, ("measure", RUN)),
        ("fullstride.measure.finding", 0, ("measure", RUN, "--json")),
        ("fullstride.rules.book", 0, ("audit", RUN)),
        ("fullstride.formats.fit_recording", 0, ("audit", RUN)),
        ("ortools", 0, PLAN),  # while the solver is loaded, which can't be interrupted as Python can
        ("fullstride.plan.solve", 0.0, PLAN),
        ("fullstride.plan.solve", 0.06, (*PLAN, "--out", "plan")),
    ],
)
def test_ctrl_c_is_answered_with_a_sentence_and_nothing_is_left_behind(
    tmp_path: Path, module: str, later_s: float, arguments: tuple[str, ...]
) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, module, str(later_s), *arguments],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        timeout=20,
    )
    assert ended.returncode == door.INTERRUPTED, ended.stderr
    assert ended.stdout == ""
    assert ended.stderr.startswith("Stopped ") and ended.stderr.count("\n") == 1
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(os.name == "nt", reason="a process of Windows can't send itself Ctrl-C")
def test_ctrl_c_ends_the_search_for_a_plan() -> None:
    class Searching:
        """A solver that finds nothing for ten seconds unless it is told to stop."""

        stopped = threading.Event()

        def solve(self, _: object) -> None:
            os.kill(os.getpid(), signal.SIGINT)
            self.stopped.wait(10)

        def stop_search(self) -> None:
            self.stopped.set()

    with pytest.raises(KeyboardInterrupt):
        _solved(Searching(), SimpleNamespace(proto=None))  # type: ignore[arg-type]
    assert Searching.stopped.is_set()
