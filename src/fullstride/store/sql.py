"""A store in a database: SQLite or PostgreSQL, with the same code."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from fullstride.domain.errors import StoreTrouble
from fullstride.domain.keeping import KeptPlan
from fullstride.store import checks, engines, erasing, forget, journal, migrate, schema, troubles
from fullstride.store.codec import MadeEvidence
from fullstride.store.decoded import Decoded
from fullstride.store.originals import InFolder, InTable, Originals
from fullstride.store.spool import Spool, SpoolFolder, SpoolTable
from fullstride.store.sql_accounts import SqlAccounts
from fullstride.store.sql_attempts import SqlAttempts
from fullstride.store.sql_jobs import SqlJobs
from fullstride.store.sql_shelf import SqlShelf
from fullstride.store.where import Where

ORIGINALS, UPLOADS = "-originals", "-uploads"
_PLANS_KEPT = 2_000  # of a hundred kilobytes for each season, and some more for each version of it
_EVIDENCE_KEPT = 2_000  # of some ten kilobytes each
_LOOKED_THROUGH_BYTES = 16 << 20  # takes some hundredths of a second


def open_sql(place: Where, *, create: bool, wait_s: float = engines.WAIT_S) -> "SqlStore":
    """Raises StoreTrouble where there is none, or it can't be opened."""
    with troubles.told(place.shown):
        if place.path is None:
            engine = engines.postgres_engine(place.url, wait_s)
            originals: Originals = InTable(engine)
        else:
            _expect_file(place.path, create=create)
            engine = engines.sqlite_engine(place.path, wait_s)
            originals = InFolder(place.path.with_name(place.path.name + ORIGINALS))
        try:
            _make_ready(engine, place, create=create)
        except BaseException:
            engine.dispose()
            raise
    store = SqlStore(engine, originals, place.shown)
    erasing.sweep(store)
    return store


class SqlStore:
    """Many shelves in one database. `engine`, `originals` and `uploads` are for who keeps and checks it."""

    def __init__(self, engine: sa.Engine, originals: Originals, shown: str) -> None:
        self.engine, self.originals, self.shown = engine, originals, shown
        self.uploads: Spool = SpoolTable()
        if isinstance(originals, InFolder):
            folder = originals.folder
            self.uploads = SpoolFolder(folder.with_name(folder.name.removesuffix(ORIGINALS) + UPLOADS))
        self.decoded = Decoded[KeptPlan](_PLANS_KEPT)
        self.decoded_evidence = Decoded[MadeEvidence](_EVIDENCE_KEPT)
        self.accounts, self.attempts, self.jobs = SqlAccounts(self), SqlAttempts(self), SqlJobs(self)
        self.insert = _insert_of(engine.dialect.name)
        self._for_reading, self._for_writing = engines.reading(engine), engines.writing(engine)
        self._line = threading.Lock()
        self._closed = False

    def runners(self) -> tuple[str, ...]:
        with self.reading() as connection:
            query = sa.select(schema.runners.c.name).order_by(schema.runners.c.name)
            return tuple(connection.scalars(query))

    def add_runner(self, name: str) -> bool:
        name = checks.runner_name(name)
        with self.writing() as connection:
            return self.add_name(connection, name)

    def shelf(self, runner: str) -> SqlShelf:
        with self.reading() as connection:
            return SqlShelf(self, self.id_of(connection, runner), checks.runner_name(runner))

    def forget_runner(self, runner: str) -> bool:
        return forget.forget(self, checks.runner_name(runner))

    def rest(self) -> None:
        with troubles.told(self.shown):
            self.engine.dispose()

    def close(self) -> None:
        self._closed = True
        with troubles.told(self.shown):
            self.engine.dispose()

    @contextlib.contextmanager
    def reading(self, *, bit_by_bit: bool = False) -> Iterator[sa.Connection]:
        """Each question sees one moment of the store, whatever others write meanwhile. `bit_by_bit`: what is
        found is fetched in pieces. Raises StoreTrouble."""
        self._refuse_closed()
        engine = self.engine if bit_by_bit else self._for_reading
        with troubles.told(self.shown), engine.connect() as connection:
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """All that is written in it is kept when it ends, or nothing. Raises StoreTrouble."""
        self._refuse_closed()
        with self._turn(), troubles.told(self.shown), self._for_writing.begin() as connection:
            yield connection

    @contextlib.contextmanager
    def _turn(self) -> Iterator[None]:
        """SQLite lets one write at a time, and the others ask again now and then, which is nobody's turn.
        Within a process they stand in line instead, so that only processes have to ask."""
        if self.engine.dialect.name != "sqlite":
            yield
            return
        if not self._line.acquire(timeout=engines.WAIT_S):
            raise troubles.busy(self.shown)
        try:
            yield
        finally:
            self._line.release()

    def add(self, connection: sa.Connection, table: sa.Table, row: dict[str, object]) -> bool:
        """False where there is such a row; it stays as it is."""
        statement = self.insert(table).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
        return connection.execute(statement, row).rowcount == 1

    def add_name(self, connection: sa.Connection, name: str) -> bool:
        """A runner, whose number nobody had before: a shelf that is open still may be of who had it."""
        row: dict[str, object] = {"name": name}
        if connection.dialect.name == "sqlite":  # would give the last one's number again
            ids = sa.union_all(sa.select(schema.runners.c.id), sa.select(schema.forgotten.c.runner_id))
            last = connection.scalar(sa.select(sa.func.max(ids.subquery().c[0])))
            row["id"] = (last or 0) + 1
        return self.add(connection, schema.runners, row)

    def id_of(self, connection: sa.Connection, runner: str) -> int:
        """Raises UnknownRunner."""
        query = sa.select(schema.runners.c.id).where(schema.runners.c.name == checks.runner_name(runner))
        found: int | None = connection.scalar(query)
        if found is None:
            names = connection.scalars(sa.select(schema.runners.c.name).order_by(schema.runners.c.name))
            raise checks.unknown(runner, tuple(names))
        return found

    def _refuse_closed(self) -> None:
        if self._closed:
            raise StoreTrouble("The store is closed")


def _insert_of(dialect: str) -> Callable[[sa.Table], Any]:
    """The INSERT that knows what to do with a row that is there; each dialect takes time to load."""
    if dialect == "sqlite":
        from sqlalchemy.dialects import sqlite

        return sqlite.insert
    from sqlalchemy.dialects import postgresql

    return postgresql.insert


def _expect_file(path: Path, *, create: bool) -> None:
    if create:
        engines.make_file(path)
    elif not path.exists():
        raise nothing_at(str(path))


def _make_ready(engine: sa.Engine, place: Where, *, create: bool) -> None:
    if place.path is not None and journal.is_damaged(place.path):
        raise troubles.damaged(place.shown, "words in its journal can't be read")
    with engine.connect() as connection:
        found = migrate.version(connection, place.shown)
        migrate.refuse_newer(found, place.shown)
        if found and place.path and place.path.stat().st_size <= _LOOKED_THROUGH_BYTES:
            migrate.refuse_damaged(connection, place.shown)
    if found == migrate.NOTHING and not create:
        raise nothing_at(place.shown)
    if found < schema.VERSION:
        migrate.bring_forward(engine, place.shown)
    if place.path is not None:
        engines.use_wal(engine)


def nothing_at(shown: str) -> StoreTrouble:
    return StoreTrouble(f"There is no store at {shown} yet; fullstride plan --keep begins one")
