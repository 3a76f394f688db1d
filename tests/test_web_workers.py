"""Several processes behind one address: any of them may die at any time, and nothing acknowledged is lost."""

import contextlib
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from benchmarks.app_load import Load, bear, served

from app_server import STORE, copied
from helpers import Ran

Run = Callable[..., Ran]


def test_whatever_was_acknowledged_is_kept_once_though_workers_are_killed(
    season: Path, tmp_path: Path
) -> None:
    load = Load(runners=10, workers=2, seconds=7, kill_every_s=3, pause_s=0.3, archive=0)
    outcome = bear(load, str(copied(season, tmp_path) / STORE))
    assert outcome.faults == []
    assert outcome.kills >= 2
    assert len(outcome.told.uploads) == load.runners
    assert set(outcome.told.answers) == {200}  # nobody was signed out
    assert all(len(said) > 1 for said in outcome.told.reports.values())


def test_workers_end_when_what_started_them_is_killed(season: Path, tmp_path: Path) -> None:
    where = str(copied(season, tmp_path) / STORE)
    with served(where, 2) as (process, url):
        os.kill(process, signal.SIGKILL)
        until = time.monotonic() + 60
        with contextlib.suppress(httpx.ConnectError):
            while time.monotonic() < until:
                with contextlib.suppress(httpx.ReadError, httpx.RemoteProtocolError):
                    httpx.get(f"{url}/api/v1/me", timeout=10)
                time.sleep(0.2)
            pytest.fail("somebody still listens")


def test_a_store_in_memory_is_not_for_several_processes(run: Run) -> None:
    ran = run("serve", "--workers", 2, "--store", "memory:", "--port", 0)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "A store in memory is one process's own; leave --workers out, or name a file.\n"


def test_coaching_all_without_a_login_is_for_this_machine_alone(run: Run, tmp_path: Path) -> None:
    ran = run("serve", "--squad", "--store", tmp_path / "s.sqlite", "--host", "0.0.0.0", "--port", 0)
    assert ran.code == 2
    assert ran.err.startswith("--squad is for this machine alone;")
