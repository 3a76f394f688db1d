"""Connections to SQLite and PostgreSQL that lose nothing they have acknowledged."""

import contextlib
import math
import os
import sqlite3
import time
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from fullstride.domain.errors import StoreTrouble
from fullstride.store.folders import sync_folder

WAIT_S = 15.0  # for another program's transaction; ours last milliseconds
_WRITES = "fullstride_writes"
_THREADS = 60  # of one process that may use a file at once: more than a server has
_USED_AT = "fullstride_used_at"
_SURELY_THERE_S = 2.0  # after it was last used
_CONNECTIONS = 15  # of one process; a server that was not told otherwise has 100 for all


def sqlite_engine(path: Path, wait_s: float) -> sa.Engine:
    """An engine whose commits are on the disk when they return."""
    engine = sa.create_engine(
        sa.URL.create("sqlite", database=str(path)),
        connect_args={"timeout": wait_s},
        hide_parameters=True,
        pool_size=_THREADS,
        max_overflow=0,
        pool_timeout=wait_s,
    )

    @sa.event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves, for tables as well
        for pragma in (
            "foreign_keys=ON",
            "synchronous=FULL",
            "fullfsync=ON",  # some systems lie without it
            "checkpoint_fullfsync=ON",
            "cell_size_check=ON",
            "secure_delete=ON",  # what is removed is overwritten
        ):
            connection.execute(f"PRAGMA {pragma}")

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def postgres_engine(url: str, wait_s: float) -> sa.Engine:
    """Raises StoreTrouble where the driver is not installed or the address is none."""
    try:
        import psycopg  # noqa: F401
    except ImportError:
        raise StoreTrouble(
            "A store on PostgreSQL needs psycopg, which is not installed; pip install 'fullstride[postgres]'"
        ) from None
    try:
        engine = sa.create_engine(
            sa.make_url(url),
            connect_args={"connect_timeout": round(wait_s), "client_encoding": "UTF8"},
            isolation_level="READ COMMITTED",
            pool_size=_CONNECTIONS,
            max_overflow=0,  # to connect anew takes longer than to wait for one
            pool_timeout=wait_s,
            hide_parameters=True,
        )
    except (sa.exc.ArgumentError, ValueError):
        raise StoreTrouble(
            "The store's address can't be read; write postgresql://USER@SERVER/DATABASE"
        ) from None

    @sa.event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        before, connection.autocommit = connection.autocommit, True
        connection.execute(f"SET lock_timeout = '{round(wait_s * 1000)}ms'")
        connection.execute(  # a server may be set to acknowledge what it could still lose
            "SELECT set_config('synchronous_commit', 'on', false) "
            "WHERE current_setting('synchronous_commit') = 'off'"
        )
        connection.autocommit = before

    @sa.event.listens_for(engine, "checkin")
    def _note(_connection: Any, record: Any) -> None:
        record.info[_USED_AT] = time.monotonic()

    @sa.event.listens_for(engine, "checkout")
    def _try(connection: Any, record: Any, _proxy: object) -> None:
        """A server that was started anew has forgotten those that we kept; to ask each time takes as long as
        what is asked."""
        if time.monotonic() - record.info.get(_USED_AT, math.inf) < _SURELY_THERE_S:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise sa.exc.DisconnectionError(str(error)) from None

    return engine


def reading(engine: sa.Engine) -> sa.Engine:
    """The same engine, for those who only read. PostgreSQL shows each question what is kept by then, within a
    transaction or without; without, a question is one way to the server and back instead of three."""
    return (
        engine.execution_options(isolation_level="AUTOCOMMIT")
        if engine.dialect.name == "postgresql"
        else engine
    )


def writing(engine: sa.Engine) -> sa.Engine:
    """The same engine, for transactions that write: SQLite then locks at once, not when it is too late."""
    return engine.execution_options(**{_WRITES: True})


def make_file(path: Path) -> None:
    """An empty file that only its owner may read, in a folder that is made if need be; one there is stays."""
    if path.exists():
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    sync_folder(path.parent)


def use_wal(engine: sa.Engine) -> None:
    """Lets one write while others read. Where that can't be had now, the store is as safe, and slower."""
    connection = engine.raw_connection()  # it can't be said within a transaction
    try:
        cursor = connection.cursor()
        if cursor.execute("PRAGMA journal_mode").fetchone() != ("wal",):
            cursor.execute("PRAGMA journal_mode=WAL")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
    finally:
        connection.close()


def empty_journal(engine: sa.Engine) -> None:
    """What was removed from a SQLite file is no longer in its journal either; not while somebody reads."""
    with contextlib.closing(engine.raw_connection()) as connection:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
