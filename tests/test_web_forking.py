"""The supervisor of copied processes: who dies or gets stuck has a successor, and it is said in one line."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from fullstride.web.workers import COPIES

pytestmark = pytest.mark.skipif(not COPIES, reason="processes are not copied on this system")

LIVES = r"""
    import os, sys, time
    from fullstride.web import forking

    def living(heart):
        os.write(1, b"alive %d\n" % os.getpid())
        while not heart.is_alone():
            heart.beat()
            time.sleep(0.02)

    def stuck(heart):
        os.write(1, b"stuck %d\n" % os.getpid())
        time.sleep(60)

    def failing(heart):
        os.write(1, b"failing %d\n" % os.getpid())
        raise ValueError("out of order")
"""


@contextmanager
def supervised(run: str) -> Iterator[subprocess.Popen[str]]:
    program = textwrap.dedent(LIVES) + textwrap.dedent(run)
    process = subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def pid_of(process: subprocess.Popen[str]) -> int:
    assert process.stdout is not None
    return int(process.stdout.readline().split()[1])


def ended(process: subprocess.Popen[str]) -> str:
    """What it wrote until it ended, when it was asked to."""
    process.terminate()
    _, told = process.communicate(timeout=30)
    assert process.returncode == 0
    return told


def until(is_so: Callable[[], bool]) -> None:
    ends = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < ends
        time.sleep(0.02)


def is_gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    state = Path(f"/proc/{pid}/stat")  # one that nobody asks after is a name without a process
    return state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z"


def test_who_dies_has_a_successor_and_one_line_says_so() -> None:
    with supervised("forking.Supervisor([living, living]).run()") as process:
        first, second = pid_of(process), pid_of(process)
        os.kill(first, signal.SIGKILL)
        third = pid_of(process)
        told = ended(process)
    assert third not in (first, second)
    assert [line.partition(" after ")[0] for line in told.splitlines()] == [
        f"Worker {first} ended by SIGKILL"
    ]
    assert is_gone(second)
    assert is_gone(third)


def test_who_gives_no_sign_of_life_is_ended_and_replaced() -> None:
    run = """
        forking.HANGS_S, forking.LOOK_EVERY_S = 2.0, 0.05
        forking.Supervisor([stuck]).run()
    """
    with supervised(run) as process:
        first = pid_of(process)
        assert pid_of(process) != first
        told = ended(process)
    assert f"Worker {first} gave no sign of life for 2 s" in told
    assert is_gone(first)


def test_who_fails_at_once_is_not_started_again_at_once() -> None:
    with supervised("forking.Supervisor([failing]).run()") as process:
        pid_of(process)
        begun = time.monotonic()
        pid_of(process)
        took_s = time.monotonic() - begun
        told = ended(process)
    assert took_s > 0.5
    assert "ValueError: out of order" in told
    assert "ended by itself, with code 1" in told


def test_they_see_that_their_supervisor_is_gone() -> None:
    with supervised("forking.Supervisor([living, living]).run()") as process:
        first, second = pid_of(process), pid_of(process)
        process.kill()
        process.wait(30)
        until(lambda: is_gone(first) and is_gone(second))


def test_a_bell_that_rings_is_heard_once_by_one_of_those_who_wait() -> None:
    from fullstride.web.forking import PipeBell

    bell = PipeBell()
    bell.ring()
    begun = time.monotonic()
    bell.wait(30)
    assert time.monotonic() - begun < 15
    bell.wait(0)  # nothing more is there, and nobody is held up
    bell.close()
