"""What all parts of a store in a database stand on: connections, transactions, files, and runners' ids."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from typing import Any

import sqlalchemy as sa

from fullstride.domain.errors import StoreTrouble
from fullstride.domain.keeping import KeptPlan
from fullstride.store import checks, engines, erasing, schema, troubles
from fullstride.store.codec import MadeEvidence
from fullstride.store.decoded import Decoded
from fullstride.store.originals import InFolder, Originals
from fullstride.store.spool import Spool, SpoolFolder, SpoolTable

ORIGINALS, UPLOADS = "-originals", "-uploads"
_PLANS_KEPT = 2_000  # of a hundred kilobytes for each season, and some more for each version of it
_EVIDENCE_KEPT = 2_000  # of some ten kilobytes each


class Database:
    """SQLite or PostgreSQL, with the same code. `engine`, `originals` and `uploads` are for who keeps and
    checks it."""

    def __init__(self, engine: sa.Engine, originals: Originals, shown: str) -> None:
        self.engine, self.originals, self.shown = engine, originals, shown
        self.uploads: Spool = SpoolTable(engine, shown)
        if isinstance(originals, InFolder):
            folder = originals.folder
            self.uploads = SpoolFolder(folder.with_name(folder.name.removesuffix(ORIGINALS) + UPLOADS))
        self.decoded = Decoded[KeptPlan](_PLANS_KEPT)
        self.decoded_evidence = Decoded[MadeEvidence](_EVIDENCE_KEPT)
        self.insert = _insert_of(engine.dialect.name)
        self._for_reading, self._for_writing = engines.reading(engine), engines.writing(engine)
        self._line = threading.Lock()
        self._closed = False

    def rest(self) -> None:
        with troubles.told(self.shown):
            self.engine.dispose()

    def close(self) -> None:
        self._closed = True
        with troubles.told(self.shown):
            self.engine.dispose()

    @contextlib.contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Each question sees one moment of the store, whatever others write meanwhile. Raises
        StoreTrouble."""
        self._refuse_closed()
        with troubles.told(self.shown), self._for_reading.connect() as connection:
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

    def sweep(self) -> None:
        """Removes the files that were noted in `erasing`; one that somebody has handed in since stays."""
        table = schema.erasing
        with self.reading() as connection:
            if connection.execute(sa.select(table).limit(1)).first() is None:
                return
        with self.writing() as connection:  # nobody else names a file meanwhile
            named = sa.select(schema.originals.c.key).distinct()
            for file in connection.scalars(sa.select(table.c.file)).all():
                kind, _, name = file.partition("/")
                if kind == erasing.UPLOADS:
                    self.uploads.erase(name)
                elif connection.scalar(named.where(schema.originals.c.key == name)) is None:
                    self.originals.erase(name)
            connection.execute(table.delete())

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
