"""A backup: one zip file with every word and every original of a store, made while the store is in use.

It is of no database's form: what was kept in SQLite can be restored into PostgreSQL, and the other way.
"""

import contextlib
import datetime as dt
import os
import re
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from fullstride.domain.errors import BadUsage, UnreadableInput
from fullstride.store.folders import UNFINISHED, sync_folder
from fullstride.store.lines import Line
from fullstride.store.packing import Packed, pack
from fullstride.store.sql import SqlStore
from fullstride.store.unpacking import InZip, look_through

_ABANDONED = dt.timedelta(days=1)
_SAME_DAY = (1980, 1, 1, 0, 0, 0)  # the instant is in the manifest


@dataclass(frozen=True, slots=True, kw_only=True)
class BackedUp:
    """`missing` are the names of originals whose bytes are gone: all else is in the file."""

    file: Path
    bytes: int
    counts: dict[str, int]
    missing: tuple[str, ...]


class IntoZip:
    """Writes members one after another; the same content of several runners once."""

    def __init__(self, packed: zipfile.ZipFile) -> None:
        self._zip = packed

    @contextlib.contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        member = zipfile.ZipInfo(name, _SAME_DAY)
        member.compress_type = zipfile.ZIP_DEFLATED
        member.external_attr = 0o600 << 16
        with self._zip.open(member, "w", force_zip64=True) as file:
            yield file

    def place(self, line: Line, _name: str) -> tuple[str, bool]:
        return f"originals/{line.key}", False


def backup(store: SqlStore, file: Path, at: dt.datetime) -> BackedUp:
    """Writes all that is kept into `file`; a folder gets one named by the day. An older backup of that
    name is replaced in one step when the new one is whole, read back and on the disk.

    Raises BadUsage where `file` is something else or can't be written, StoreTrouble where the store can't be
    read: there is no file then.
    """
    if file.is_dir():
        file = file / f"fullstride-{at:%Y-%m-%d-%H%M%S}.zip"
    _expect_backup_or_nothing(file)
    _clear_abandoned(file, at)
    try:
        handle, name = tempfile.mkstemp(prefix=f".{file.name}.", suffix=UNFINISHED, dir=file.parent)
    except OSError as error:
        raise BadUsage(f"{file} can't be written ({_why(error)}); name a file in a folder of yours") from None
    staged = Path(name)
    try:
        packed = _write(store, handle, at)
        with InZip.opened(staged) as members:
            look_through(members)
        staged.replace(file)
        sync_folder(file.parent)
    except OSError as error:
        raise BadUsage(
            f"{file} can't be written ({_why(error)}); no backup was made, and one of that name is as it was"
        ) from None
    finally:
        with contextlib.suppress(OSError):
            staged.unlink(missing_ok=True)
    return BackedUp(
        file=file,
        bytes=file.stat().st_size,
        counts=packed.counts,
        missing=tuple(sorted(packed.missing.values())),
    )


def _write(store: SqlStore, handle: int, at: dt.datetime) -> Packed:
    with os.fdopen(handle, "w+b") as raw:
        with zipfile.ZipFile(raw, "w") as whole:
            packed = pack(store, IntoZip(whole), at)
        raw.flush()
        os.fsync(raw.fileno())
    return packed


def _expect_backup_or_nothing(file: Path) -> None:
    if not file.exists():
        return
    try:
        with InZip.opened(file) as members:
            members.manifest()
    except UnreadableInput:
        raise BadUsage(f"{file} is there and is no backup; it stays as it is; name another file") from None


def _clear_abandoned(file: Path, at: dt.datetime) -> None:
    """What backups of this name left that were killed."""
    begun = re.compile(rf"\.{re.escape(file.name)}\.\w+{re.escape(UNFINISHED)}")
    with contextlib.suppress(OSError):
        for each in file.parent.iterdir():
            if begun.fullmatch(each.name):
                age = at - dt.datetime.fromtimestamp(each.stat().st_mtime, dt.UTC)
                if age > _ABANDONED:
                    each.unlink()


def _why(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
