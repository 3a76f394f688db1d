"""A backup put in the place of a store: built whole and looked through beside it, then moved in at once.

What was there before is kept aside, as a backup of its own; where it is damaged, as the files that it is.
"""

import contextlib
import datetime as dt
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa

from fullstride.domain.errors import BadUsage, StoreTrouble
from fullstride.store import engines, migrate, schema, snapshot, troubles
from fullstride.store.backup import backup
from fullstride.store.database import ORIGINALS
from fullstride.store.folders import UNFINISHED, sync_folder
from fullstride.store.lines import KINDS
from fullstride.store.originals import InFolder, keep_in_table
from fullstride.store.pouring import pour
from fullstride.store.sql import SqlStore, open_sql
from fullstride.store.unpacking import Whole
from fullstride.store.where import Where, default_path, read_where

_TRIES = 3  # somebody else writes while what was there is kept aside
_BESIDE = ("-wal", "-shm", "-journal")  # what SQLite keeps by a file
_BUSY = "is in use by another program; nothing was changed; end that and restore again"


@dataclass(frozen=True, slots=True, kw_only=True)
class There:
    """What is at the place now: `damaged` says how, "" where it is sound."""

    shown: str
    counts: Mapping[str, int] = field(default_factory=dict)
    damaged: str = ""

    @property
    def is_empty(self) -> bool:
        return not (any(self.counts.values()) or self.damaged)


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    shown: str
    counts: dict[str, int]
    aside: Path | None  # None: there was nothing to keep


def what_is_at(where: str) -> There:
    """Raises BadUsage for a place that nothing can be restored into, StoreTrouble."""
    place = _place(where)
    if place.path is not None and not place.path.exists():
        return There(shown=place.shown)
    try:
        with _opened(place) as store, store.reading() as connection:
            return There(
                shown=place.shown,
                counts=snapshot.counts(connection),
            )
    except troubles.DamagedStore as error:
        if place.path is None:
            raise
        return There(shown=place.shown, damaged=str(error))


def restore(whole: Whole, where: str, at: dt.datetime) -> Restored:
    """Puts what was looked through in the place of what is there.

    Raises StoreTrouble: then what was there is there still.
    """
    place = _place(where)
    counts = whole.manifest.counts
    if place.path is None:
        return Restored(shown=place.shown, counts=counts, aside=_into_server(whole, place, at))
    with troubles.told(place.shown):
        engines.make_file(place.path)
        _expect_room(whole, place.path)
        with _built(whole, place.path) as built:
            aside = _move_in(built, place, at)
    return Restored(shown=place.shown, counts=counts, aside=aside)


def _place(where: str) -> Where:
    place = read_where(where)
    if place.path is None and not place.url:
        raise BadUsage("What is restored in memory is gone at once; name a file or a server")
    return place


@contextlib.contextmanager
def _opened(place: Where) -> Iterator[SqlStore]:
    store = open_sql(place, create=True)
    try:
        yield store
    finally:
        store.close()


# ---- SQLite ------------------------------------------------------------------------------------------


def _expect_room(whole: Whole, path: Path) -> None:
    needed = 2 * sum(size for size, _ in whole.manifest.members.values())
    if shutil.disk_usage(path.parent).free < needed:
        raise StoreTrouble(
            f"Restoring needs {needed / 1e6:.0f} MB of room beside {path}; nothing was changed; make room"
        )


@contextlib.contextmanager
def _built(whole: Whole, path: Path) -> Iterator[Path]:
    """A store of its own beside `path`, on the disk, closed. Originals go where they will stay: each is known
    by its content, so those that are there already are the same."""
    folder = Path(tempfile.mkdtemp(prefix=f".{path.name}.", suffix=UNFINISHED, dir=path.parent))
    try:
        originals = InFolder(path.with_name(path.name + ORIGINALS))
        for line in whole.lines("originals"):
            data = whole.original(line)
            if data is not None:
                originals.keep(line.key, data)
        built = folder / path.name
        with _opened(read_where(str(built))) as store:
            with store.writing() as connection:
                pour(whole, connection)
            with store.reading() as connection:
                migrate.refuse_damaged(connection, str(built))
                _expect_counts(connection, whole)
        yield built
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _expect_counts(connection: sa.Connection, whole: Whole) -> None:
    if snapshot.counts(connection) != whole.manifest.counts:
        raise StoreTrouble("Not every word arrived; nothing was changed; restore again")


def _move_in(built: Path, place: Where, at: dt.datetime) -> Path | None:
    """Puts `built` in its place while nobody else has the store open; gives what was kept aside."""
    path = place.path
    assert path is not None
    for _ in range(_TRIES):
        try:
            aside, counts = _kept_aside(place, at)
        except troubles.DamagedStore:
            return _damaged_aside(built, path, at)
        with contextlib.closing(_alone(path, place.shown)) as connection:
            if _counts(connection) == counts:
                built.replace(path)
                sync_folder(path.parent)
                _leave(connection)
                return aside
        if aside is not None:
            aside.unlink()
    raise StoreTrouble(f"The store {place.shown} {_BUSY}")


def _kept_aside(place: Where, at: dt.datetime) -> tuple[Path | None, dict[str, int]]:
    """A backup of what is there, and how much it holds; none of an empty store."""
    with _opened(place) as store:
        with store.reading() as connection:
            counts = snapshot.counts(connection)
        if not any(counts.values()):
            return None, counts
        folder, name = (place.path or default_path()).parent, (place.path or default_path()).stem
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = _free_name(folder / f"{name}-before-{at:%Y-%m-%d-%H%M%S}.zip")
        return file, backup(store, file, at).counts


def _alone(path: Path, shown: str) -> sqlite3.Connection:
    """The only connection to a file of SQLite, which has no journal beside it then."""
    connection = sqlite3.connect(path, timeout=engines.WAIT_S, isolation_level=None)
    try:
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        connection.close()
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            raise StoreTrouble(f"The store {shown} {_BUSY}") from None
        raise
    return connection


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    names = ("runners", *KINDS)
    return {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}


def _leave(connection: sqlite3.Connection) -> None:
    """Who waits for the file that was replaced finds no store in it and writes nothing there."""
    connection.execute("ROLLBACK")
    connection.execute("PRAGMA journal_mode=MEMORY")  # a journal on the disk would be the new file's
    connection.execute("UPDATE alembic_version SET version_num = 'gone'")


def _damaged_aside(built: Path, path: Path, at: dt.datetime) -> Path:
    """Moves the files of a damaged store aside as they are."""
    folder = _free_name(path.with_name(f"{path.stem}-damaged-{at:%Y-%m-%d-%H%M%S}"))
    folder.mkdir(mode=0o700)
    for each in (path, *(path.with_name(path.name + ending) for ending in _BESIDE)):
        if each.exists():
            each.replace(folder / each.name)
    built.replace(path)
    for each in (folder, path.parent):
        sync_folder(each)
    return folder


def _free_name(path: Path) -> Path:
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return free


# ---- PostgreSQL --------------------------------------------------------------------------------------


def _into_server(whole: Whole, place: Where, at: dt.datetime) -> Path | None:
    """One transaction: until it ends everybody reads what was there, and afterwards what was restored."""
    for _ in range(_TRIES):
        aside, counts = _kept_aside(place, at)
        with _opened(place) as store, store.writing() as connection:
            tables = [*reversed(schema.metadata.sorted_tables), schema.contents, schema.pieces]
            for table in tables:
                connection.execute(sa.text(f"LOCK TABLE {table.name} IN ACCESS EXCLUSIVE MODE"))
            if snapshot.counts(connection) == counts:
                # New ids: who still has one of before writes to nobody instead of to somebody else.
                top = _highest_number(connection)
                for name in (*(table.name for table in tables), "alembic_version"):
                    connection.execute(sa.text(f"DROP TABLE {name}"))
                for function in ("kept", "kept_row", "kept_contents"):
                    connection.execute(sa.text(f"DROP FUNCTION fullstride_{function}()"))
                migrate.make_tables(connection)
                pour(whole, connection, first_id=top + 1)
                for line in whole.lines("originals"):
                    data = whole.original(line)
                    if data is not None:
                        keep_in_table(connection, line.key, data)
                _expect_counts(connection, whole)
                return aside
        if aside is not None:
            aside.unlink()
    raise StoreTrouble(f"The store {place.shown} {_BUSY}")


def _highest_number(connection: sa.Connection) -> int:
    """That any runner ever had."""
    numbers = (schema.runners.c.id, schema.forgotten.c.runner_id)
    return max(connection.scalar(sa.select(sa.func.max(number))) or 0 for number in numbers)
