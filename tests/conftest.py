"""What many tests need: the program, a fixed day, other people's data, a browser."""

import os
import shutil
import signal
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from app_server import AppServer, built_client, copied, make_club, serving_app, shared_season
from helpers import ROOT, TODAY, Ran, run_here, run_program
from nursery import close_nursery
from postgres_server import Server, binaries, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

    from app_pages import World

# Before anything is imported or made: tests live on one day, in a plain terminal of known width.
os.environ |= {"FULLSTRIDE_TODAY": TODAY, "LC_ALL": "C.UTF-8"}
os.environ["FULLSTRIDE_STORE"] = str(ROOT / "nowhere" / "store.sqlite")  # nobody's own
for _name in ("COLUMNS", "NO_COLOR", "TERM"):
    os.environ.pop(_name, None)
# A shell's background job ignores Ctrl-C, and all that it starts would too.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile("house", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("house")


# Files that take long, longest first: a file is one worker's, and whoever is given these last ends alone.
LONG = (
    "test_app_pages",
    "test_docs",
    "test_app_session",
    "test_app_session_kept",
    "test_app_capture",
    "test_contract_hostile",
    "test_app_calendar",
    "test_app_video",
    "test_app_client",
    "test_app_measure",
    "test_store_kills",
    "test_store_faults",
    "test_store_backup",
    "test_web_signin",
    "test_web_workers",
    "test_lived_years",
    "test_batch_ray",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files come first; besides, all stays as it was."""
    place = {name: number for number, name in enumerate(LONG)}
    items.sort(key=lambda item: place.get(item.path.stem, len(LONG)))


def pytest_unconfigure() -> None:
    close_nursery()


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


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server of our own. Without its programs tests are skipped; under CI they fail."""
    found = binaries()
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail("PostgreSQL is not installed, and under CI the store is tried on it")
        pytest.skip("PostgreSQL's server is not installed")
    with serving(found) as server:
        yield server


# ---- the app ---------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def season(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample season in a store, for `app_server.copied`; nobody changes it."""
    base = tmp_path_factory.getbasetemp()
    return shared_season(base.parent if "PYTEST_XDIST_WORKER" in os.environ else base)


@pytest.fixture(scope="session")
def client() -> Path:
    """The built client. Without it tests are skipped; under CI they fail."""
    built = built_client()
    if built is None and os.environ.get("CI") == "true":
        pytest.fail("the client is not built, and under CI the app is looked at")
    if built is None:
        pytest.skip("the client is not built; make client builds it")
    return built


@pytest.fixture(scope="session")
def worlds(
    client: Path, season: Path, tmp_path_factory: pytest.TempPathFactory
) -> "Iterator[Mapping[World, AppServer]]":
    """A server for each world of app_pages, for tests that only look."""
    from app_pages import World

    folder = tmp_path_factory.mktemp("worlds")
    with (
        serving_app(copied(season, folder / "season"), runner="Robin") as full,
        serving_app(folder / "nothing") as empty,
        serving_app(folder / "club", accounts=True, links=make_club(season, folder / "club")) as club,
    ):
        yield {World.SEASON: full, World.NOTHING: empty, World.CLUB: club}


@pytest.fixture
def server(client: Path, season: Path, tmp_path: Path) -> Iterator[AppServer]:
    """Robin's season on a server of its own, for a test that may change it."""
    with serving_app(copied(season, tmp_path / "server"), runner="Robin") as running:
        yield running


@pytest.fixture(scope="module")
def app_browser(chromium: str) -> "Iterator[Browser]":
    """Chromium, for the app and for pages in files. Of a module, as only one playwright may run at a time."""
    from playwright.sync_api import sync_playwright

    from app_browser import launched

    with sync_playwright() as playwright:
        opened = launched(playwright, chromium)
        yield opened
        opened.close()


@pytest.fixture
def phone(app_browser: "Browser") -> "Iterator[BrowserContext]":
    from app_browser import context_on
    from app_pages import PHONE

    with context_on(app_browser, PHONE) as context:
        yield context


@pytest.fixture
def laptop(app_browser: "Browser") -> "Iterator[BrowserContext]":
    from app_browser import context_on
    from app_pages import LAPTOP

    with context_on(app_browser, LAPTOP) as context:
        yield context
