"""The stores that keep one contract, for the tests of it: in memory, in SQLite, on a PostgreSQL server."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from fullstride.store import Shelf, Store, open_store

Opening = Callable[[], Store]


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def opening(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opening]:
    """Opens the same store as often as it is called; what is in memory can't be opened twice."""
    where = "memory:"
    if request.param == "sqlite":
        where = str(tmp_path / "store.sqlite")
    if request.param == "postgres":
        where = request.getfixturevalue("postgres").new_database()
    opened: list[Store] = []

    def open_() -> Store:
        if request.param != "memory" or not opened:
            opened.append(open_store(where))
        return opened[-1]

    yield open_
    for store in opened:
        store.close()


@pytest.fixture
def store(opening: Opening) -> Store:
    return opening()


@pytest.fixture
def shelf(store: Store) -> Shelf:
    store.add_runner("Mia")
    return store.shelf("Mia")
