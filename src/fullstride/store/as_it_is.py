"""A store opened as it is, for who looks it over: nothing is brought forward, nothing is refused."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa

from fullstride.domain.errors import BadUsage
from fullstride.store import engines, journal, migrate, schema, snapshot, troubles
from fullstride.store.database import ORIGINALS
from fullstride.store.originals import InFolder, InTable
from fullstride.store.sql import SqlStore, nothing_at
from fullstride.store.where import Where


@contextlib.contextmanager
def opened(place: Where) -> Iterator[SqlStore]:
    """Where words in the journal of a SQLite file can't be read, a copy is opened: opening it would drop them
    for good. Raises StoreTrouble where there is no store or no server."""
    with contextlib.ExitStack() as held, troubles.told(place.shown):
        if place.path is None and not place.url:
            raise BadUsage("What is in memory is gone with the program; name a file or a server")
        if place.path is None:
            engine = engines.postgres_engine(place.url, engines.WAIT_S)
            store = SqlStore(engine, InTable(engine), place.shown)
        else:
            path = place.path
            if not path.exists() or not path.stat().st_size:
                raise nothing_at(place.shown)
            if journal.is_damaged(path):
                path = held.enter_context(_copied(path))
            engine = engines.sqlite_engine(path, engines.WAIT_S)
            originals = InFolder(place.path.with_name(place.path.name + ORIGINALS))
            store = SqlStore(engine, originals, place.shown)
        held.callback(store.close)
        yield store


def form_of(connection: sa.Connection, shown: str) -> int:
    """The store's form; this version's where that can't be read any more.

    Raises StoreTrouble where there is none, or a newer one."""
    try:
        form = migrate.version(connection, shown)
    except snapshot.BROKEN:
        return schema.VERSION
    if form == migrate.NOTHING:
        raise nothing_at(shown)
    migrate.refuse_newer(form, shown)
    return form


@contextlib.contextmanager
def _copied(path: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="fullstride-") as folder:
        for each in (path, path.with_name(path.name + journal.JOURNAL)):
            shutil.copyfile(each, Path(folder) / each.name)
        yield Path(folder) / path.name
