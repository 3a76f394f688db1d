"""Everything that is kept in a folder of open formats: lines of JSON, and each file under its own name."""

import contextlib
import datetime as dt
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO
from urllib.parse import quote

from fullstride.domain.errors import BadUsage
from fullstride.store import as_it_is, snapshot
from fullstride.store.folders import UNFINISHED, sync_folder
from fullstride.store.lines import Line
from fullstride.store.packing import pack
from fullstride.store.where import read_where

_LONGEST_NAME = 100
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\ud800-\udfff]')


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """`missing`: names of files whose bytes are gone; `unreadable`: what a damaged store has lost."""

    folder: Path
    counts: dict[str, int]
    files: int
    missing: tuple[str, ...]
    unreadable: tuple[str, ...]


class ByName:
    """Each runner's files in a folder of their own; of two with the same name the second is told apart."""

    def __init__(self) -> None:
        self._taken: dict[str, str] = {}  # member in small letters -> sha256

    def place(self, line: Line, name: str) -> tuple[str, bool]:
        folder = quote(line.runner, safe=" ").replace(".", "%2E")
        plain = _plain(name)
        member = f"files/{folder}/{plain}"
        if self._taken.setdefault(member.lower(), line.key) != line.key:
            path = PurePosixPath(plain)
            member = f"files/{folder}/{path.stem}-{line.key[:12]}{path.suffix}"
            self._taken[member.lower()] = line.key
        return member, True


class _IntoFolder(ByName):
    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    @contextlib.contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        place = self._folder / PurePosixPath(name)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with place.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())


def export_everything(where: str, folder: Path, at: dt.datetime) -> Exported:
    """Writes all that can be read into `folder`, which must be new or empty; it is there whole or not at all.

    Of a damaged store it saves what is left, and names what is not. Raises BadUsage where the folder can't be
    written, StoreTrouble where there is no store or it can't be reached.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadUsage(f"{folder} is there already and not empty; name a new folder")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        staged = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=UNFINISHED, dir=folder.parent))
    except OSError as error:
        raise BadUsage(f"{folder} can't be written ({_why(error)})") from None
    sink = _IntoFolder(staged)
    try:
        with as_it_is.opened(read_where(where)) as store:
            with snapshot.moment(store) as connection:
                form = as_it_is.form_of(connection, store.shown)
            packed = pack(store, sink, at, salvage=True, form=form)
        if folder.exists():
            folder.rmdir()
        staged.rename(folder)
        sync_folder(folder.parent)
    except OSError as error:
        raise BadUsage(f"{folder} can't be written ({_why(error)}); nothing was exported") from None
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    return Exported(
        folder=folder,
        counts=packed.counts,
        files=sum(name.startswith("files/") for name in packed.members),
        missing=tuple(sorted(packed.missing.values())),
        unreadable=tuple(packed.unreadable),
    )


def _plain(name: str) -> str:
    """The last part of a name, in letters that every file system takes."""
    last = _NOT_IN_NAMES.sub("_", re.split(r"[/\\]", name)[-1]).strip(". ")
    path = PurePosixPath(last or "file")
    return path.stem[: _LONGEST_NAME // 2] + path.suffix[:20]


def _why(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
