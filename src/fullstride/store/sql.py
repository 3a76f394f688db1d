"""A store in a database: SQLite or PostgreSQL, with the same code."""

from pathlib import Path

import sqlalchemy as sa

from fullstride.domain.errors import StoreTrouble
from fullstride.store import checks, engines, forget, journal, migrate, schema, troubles
from fullstride.store.database import ORIGINALS, Database
from fullstride.store.originals import InFolder, InTable, Originals
from fullstride.store.sql_accounts import SqlAccounts
from fullstride.store.sql_attempts import SqlAttempts
from fullstride.store.sql_jobs import SqlJobs
from fullstride.store.sql_shelf import SqlShelf
from fullstride.store.where import Where

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
    store.sweep()
    return store


class SqlStore(Database):
    """Many shelves in one database."""

    def __init__(self, engine: sa.Engine, originals: Originals, shown: str) -> None:
        super().__init__(engine, originals, shown)
        self.accounts, self.attempts, self.jobs = SqlAccounts(self), SqlAttempts(self), SqlJobs(self)

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
        return forget.forget(self, self.accounts, checks.runner_name(runner))


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
