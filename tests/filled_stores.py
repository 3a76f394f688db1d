"""A store with the fixture's words, filled once and copied, for tests that damage, back up and restore."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from fullstride.store.backup import backup
from kept_words import NOON
from made_backups import using
from make_store_fixture import fill


@pytest.fixture(params=["sqlite", "postgres"])
def new_place(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Places for stores that are not there yet, of one database."""
    if request.param == "postgres":
        return request.getfixturevalue("postgres").new_database
    numbers = iter(range(99))
    return lambda: str(tmp_path / f"stores{next(numbers)}" / "store.sqlite")


@pytest.fixture(scope="module")
def filled_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store that holds the fixture's words, and its backup."""
    folder = tmp_path_factory.mktemp("filled")
    with using(str(folder / "filled" / "store.sqlite")) as store:
        fill(store)
        backup(store, folder / "filled.zip", NOON)
    return folder


@pytest.fixture
def path(filled_once: Path, tmp_path: Path) -> Path:
    """The store alone, closed."""
    shutil.copytree(filled_once / "filled", tmp_path, dirs_exist_ok=True)
    return tmp_path / "store.sqlite"


@pytest.fixture
def filled(filled_once: Path, tmp_path: Path) -> Path:
    """A backup of the fixture's words, with the store that it is of beside it."""
    shutil.copytree(filled_once, tmp_path, dirs_exist_ok=True)
    return tmp_path / "filled.zip"
