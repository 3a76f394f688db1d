"""Files as they came, by the sha256 of their content: in a folder beside SQLite, in a table of PostgreSQL.

Nothing here is ever altered; in a folder, a file that was damaged may be handed in again and takes its place.
What nobody names any more is removed when the runner who handed it in is forgotten.
"""

import contextlib
import hashlib
import os
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

import sqlalchemy as sa

from fullstride.store import erasing
from fullstride.store.folders import UNFINISHED, erase_file, make_folder, sync_folder
from fullstride.store.schema import contents, originals

_READ_ONLY = 0o400
_LOCK = 0x66756C6D  # any number that other programs are unlikely to lock


class Originals(Protocol):
    def keep(self, sha256: str, data: bytes) -> None:
        """When it returns, `data` is on the disk whole. Keeping it again costs a look."""

    def stay(self, connection: sa.Connection, sha256: str, data: bytes) -> None:
        """Within the transaction that names it: it is there afterwards, whoever is forgotten meanwhile."""

    def lock(self, connection: sa.Connection) -> None:
        """Nobody else names a file until this transaction ends."""

    def drop(self, connection: sa.Connection, sha256s: Sequence[str]) -> None:
        """Removes those that nobody names any more, at the end of this transaction or soon after it."""

    def erase(self, sha256: str) -> None:
        """What was noted to be removed; see `erasing`."""

    def read(self, sha256: str) -> bytes | None:
        """The bytes, None where they are gone or no longer the same."""

    def known(self) -> Iterator[str]:
        """The sha256 of each file there is, sound or not, in no order."""


class InFolder:
    """`folder`/ab/abcdef…, each written beside its place and moved there whole."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256

    def keep(self, sha256: str, data: bytes) -> None:
        if self.read(sha256) == data:
            return
        place = self.path(sha256)
        for folder in (self.folder, place.parent):
            make_folder(folder)
        handle, staged = tempfile.mkstemp(dir=self.folder, suffix=UNFINISHED)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(staged).chmod(_READ_ONLY)
            Path(staged).replace(place)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(staged).unlink(missing_ok=True)
            raise
        sync_folder(place.parent)

    def stay(self, connection: sa.Connection, sha256: str, data: bytes) -> None:  # noqa: ARG002
        if not self.path(sha256).exists():
            self.keep(sha256, data)

    def lock(self, connection: sa.Connection) -> None:
        """SQLite lets one write at a time."""

    def drop(self, connection: sa.Connection, sha256s: Sequence[str]) -> None:
        erasing.note(connection, erasing.ORIGINALS, sha256s)

    def erase(self, sha256: str) -> None:
        erase_file(self.path(sha256))

    def read(self, sha256: str) -> bytes | None:
        try:
            return _same(self.path(sha256).read_bytes(), sha256)
        except FileNotFoundError:
            return None

    def known(self) -> Iterator[str]:
        if self.folder.is_dir():
            yield from (path.name for path in self.folder.glob("??/*") if len(path.name) == 64)


class InTable:
    """In the table `contents`, packed where that makes it smaller."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def keep(self, sha256: str, data: bytes) -> None:
        with self._engine.begin() as connection:
            keep_in_table(connection, sha256, data)

    def stay(self, connection: sa.Connection, sha256: str, data: bytes) -> None:
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock_shared(_LOCK)))
        keep_in_table(connection, sha256, data)

    def lock(self, connection: sa.Connection) -> None:
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))

    def drop(self, connection: sa.Connection, sha256s: Sequence[str]) -> None:
        named = sa.exists().where(originals.c.key == contents.c.sha256)
        for sha256 in sha256s:
            connection.execute(contents.delete().where(contents.c.sha256 == sha256, ~named))

    def erase(self, sha256: str) -> None:
        """It went with the last row that named it."""

    def read(self, sha256: str) -> bytes | None:
        with self._engine.connect() as connection:
            row = connection.execute(contents.select().where(contents.c.sha256 == sha256)).one_or_none()
        if row is None:
            return None
        try:
            return _same(zlib.decompress(row.data) if row.packed else row.data, sha256)
        except zlib.error:
            return None

    def known(self) -> Iterator[str]:
        with self._engine.connect() as connection:
            yield from connection.scalars(sa.select(contents.c.sha256))


def keep_in_table(connection: sa.Connection, sha256: str, data: bytes) -> None:
    """Within a transaction of the caller's."""
    from sqlalchemy.dialects.postgresql import insert

    packed = zlib.compress(data)
    small = len(packed) < len(data)
    row = {"sha256": sha256, "packed": small, "data": packed if small else data}
    connection.execute(insert(contents).on_conflict_do_nothing(), row)


def _same(data: bytes, sha256: str) -> bytes | None:
    return data if hashlib.sha256(data).hexdigest() == sha256 else None
