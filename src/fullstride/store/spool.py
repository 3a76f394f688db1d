"""Uploads as they come, piece by piece: in a folder beside SQLite, in a table of PostgreSQL."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import sqlalchemy as sa

from fullstride.store import erasing, schema, troubles
from fullstride.store.folders import copied_out, erase_file, make_folder, sync_folder


class Spool(Protocol):
    """Each upload by a name that is never used again."""

    def write(self, name: str, offset: int, data: bytes, *, last: bool) -> None:
        """Before the transaction that says that the piece is there."""

    def write_within(self, connection: sa.Connection, name: str, offset: int, data: bytes) -> None:
        """Within that transaction."""

    def opened(self, name: str) -> contextlib.AbstractContextManager[Path]:
        """A file that is not there where it is gone."""

    def drop(self, connection: sa.Connection, name: str) -> None:
        """Within the transaction that no longer names it."""

    def erase(self, name: str) -> None: ...

    def known(self) -> list[str]:
        """Names of what may be nobody's."""


class SpoolFolder:
    """`folder`/name. What is behind the last byte that was acknowledged does not count."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, name: str, offset: int, data: bytes, *, last: bool) -> None:
        path = self.folder / name
        make_folder(self.folder)
        new = not path.exists()
        handle = os.open(path, os.O_CREAT | os.O_RDWR | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "r+b") as file:
            file.seek(offset)
            file.write(data)
            if last:
                file.truncate(offset + len(data))
            file.flush()
            os.fsync(file.fileno())
        if new:
            sync_folder(self.folder)

    def write_within(self, connection: sa.Connection, name: str, offset: int, data: bytes) -> None:
        """It is on the disk already."""

    @contextlib.contextmanager
    def opened(self, name: str) -> Iterator[Path]:
        yield self.folder / name

    def drop(self, connection: sa.Connection, name: str) -> None:
        erasing.note(connection, erasing.UPLOADS, [name])

    def erase(self, name: str) -> None:
        erase_file(self.folder / name)

    def known(self) -> list[str]:
        return [path.name for path in self.folder.iterdir()] if self.folder.is_dir() else []


class SpoolTable:
    """In the table `pieces`. `shown`: how the store is named to people."""

    def __init__(self, engine: sa.Engine, shown: str) -> None:
        self._engine, self._shown = engine, shown

    def write(self, name: str, offset: int, data: bytes, *, last: bool) -> None:
        """It goes with the word that it is there."""

    def write_within(self, connection: sa.Connection, name: str, offset: int, data: bytes) -> None:
        connection.execute(schema.pieces.insert(), {"spool": name, "at_byte": offset, "data": data})

    @contextlib.contextmanager
    def opened(self, name: str) -> Iterator[Path]:
        table = schema.pieces
        query = sa.select(table.c.data).where(table.c.spool == name).order_by(table.c.at_byte)
        with copied_out() as path:
            with path.open("wb") as file, troubles.told(self._shown), self._engine.connect() as connection:
                streamed = connection.execution_options(yield_per=1)
                for data in streamed.scalars(query):
                    file.write(data)
            yield path

    def drop(self, connection: sa.Connection, name: str) -> None:
        connection.execute(schema.pieces.delete().where(schema.pieces.c.spool == name))

    def erase(self, name: str) -> None:
        """It went with the row."""

    def known(self) -> list[str]:
        return []
