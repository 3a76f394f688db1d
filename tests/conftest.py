"""What many tests need: the program, a fixed day, other people's data, a browser."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from helpers import ROOT, TODAY, Ran, run_here, run_program

settings.register_profile("house", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("house")


@pytest.fixture(autouse=True)
def _a_fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests live on one day in a wide plain terminal, whatever the machine says."""
    monkeypatch.setenv("FULLSTRIDE_TODAY", TODAY)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    for name in ("COLUMNS", "NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def run() -> Callable[..., Ran]:
    return run_here


@pytest.fixture
def program() -> Callable[..., Ran]:
    return run_program


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Other people's calendars and files, for trying things out; they are never part of the repository."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the shared data of other people's plans is not beside this repository")
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser that pages are looked at with. Without it tests are skipped; under CI they fail."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    if os.environ.get("CI") == "true":
        pytest.fail("Chromium is not installed, and under CI the page is looked at")
    pytest.skip("Chromium is not installed")
