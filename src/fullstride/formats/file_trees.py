"""A folder and a zip seen alike: names of files with their sizes, and bytes on demand."""

import functools
import os
import stat
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol

from fullstride.domain.errors import UnreadableInput
from fullstride.formats.members import Skipped
from fullstride.formats.reading import MEGABYTE
from fullstride.formats.zip_sources import FileSource, Source
from fullstride.formats.zips import Zip

DEEPEST = 3  # zips in zips
_ZIPS_OPEN = 6
_JUNK = ("__MACOSX", "Thumbs.db", "desktop.ini")


class Tree(Protocol):
    """Files under one roof.

    `name` is what the user calls it, `files` name -> size with names relative and sorted, `left_out` what
    can't be listed. `place(name)` is where the file is, as in Member.
    """

    name: str
    files: Mapping[str, int]
    left_out: list[Skipped]

    def place(self, name: str) -> tuple[Path, tuple[str, ...]]: ...

    def source(self, name: str) -> Source:
        """The file, to be read piece by piece. Raises UnreadableInput."""
        ...


class FolderTree:
    """A folder to its depths. Hidden files are left alone; a folder that a link leads back to is no loop."""

    def __init__(self, path: Path) -> None:
        self.name = str(path)
        self.path = path
        self.left_out: list[Skipped] = []
        self.files: Mapping[str, int] = dict(sorted(self._walk()))

    def place(self, name: str) -> tuple[Path, tuple[str, ...]]:
        return self.path / name, ()

    def source(self, name: str) -> Source:
        path = self.path / name
        try:
            return FileSource(path)
        except OSError as error:
            raise UnreadableInput(str(path), "", f"can't be opened ({error.strerror})") from None

    def _walk(self) -> Iterator[tuple[str, int]]:
        own = self.path.stat()
        seen = {(own.st_dev, own.st_ino)}
        folders = [(str(self.path), "")]
        while folders:
            folder, prefix = folders.pop()
            for entry in self._entries(folder):
                try:
                    status = entry.stat()
                except OSError:
                    self.left_out.append(Skipped(name=entry.path, why="is a link that leads nowhere"))
                    continue
                if stat.S_ISREG(status.st_mode):
                    yield prefix + entry.name, status.st_size
                elif stat.S_ISDIR(status.st_mode) and (mark := (status.st_dev, status.st_ino)) not in seen:
                    seen.add(mark)
                    folders.append((entry.path, f"{prefix}{entry.name}/"))

    def _entries(self, folder: str) -> list["os.DirEntry[str]"]:
        try:
            with os.scandir(folder) as scan:
                return sorted((each for each in scan if not _is_junk(each.name)), key=lambda each: each.name)
        except OSError as error:
            self.left_out.append(Skipped(name=folder, why=f"can't be opened ({error.strerror})"))
            return []


class ZipTree:
    """A zip on the disk, or inside another."""

    def __init__(self, path: Path, inside: tuple[str, ...] = ()) -> None:
        self.path, self.inside = path, inside
        self.zip = opened(path, inside)
        self.name = self.zip.name
        self.left_out = [Skipped(name=f"{self.name}/{name}", why=why) for name, why in self.zip.left_out]
        if self.zip.damage:
            self.left_out.append(Skipped(name=self.name, why=self.zip.damage))
        self.files: Mapping[str, int] = {
            name: entry.size
            for name, entry in self.zip.entries.items()
            if not any(_is_junk(part) for part in name.split("/"))
        }

    def place(self, name: str) -> tuple[Path, tuple[str, ...]]:
        return self.path, (*self.inside, name)

    def source(self, name: str) -> Source:
        return self.zip.source(name)


def read_from(source: Source, name: str, most: int) -> bytes:
    """All of a small file. Raises UnreadableInput when it is larger than `most` bytes."""
    if source.size > most:
        raise UnreadableInput(name, "", f"is larger than {most // MEGABYTE} MB, as no such list is")
    return source.at(0, source.size)


def opened(path: Path, inside: tuple[str, ...] = ()) -> Zip:
    """The zip at `path`, or the one that `inside` leads to; the last few stay open.

    2,000 files of one zip cost one look at its table of contents. Every process and thread has zips of
    its own, for an open file has one place. Raises UnreadableInput.
    """
    try:
        status = path.stat()
    except OSError as error:
        raise UnreadableInput(str(path), "", f"can't be opened ({error.strerror})") from None
    return _opened(path, inside, (status.st_mtime_ns, status.st_size), (os.getpid(), threading.get_ident()))


@functools.lru_cache(maxsize=_ZIPS_OPEN)
def _opened(path: Path, inside: tuple[str, ...], state: tuple[int, int], owner: tuple[int, int]) -> Zip:
    if len(inside) >= DEEPEST:
        raise UnreadableInput("/".join((str(path), *inside)), "", f"is a zip more than {DEEPEST} zips deep")
    if not inside:
        try:
            return Zip(FileSource(path), str(path))
        except OSError as error:
            raise UnreadableInput(str(path), "", f"can't be opened ({error.strerror})") from None
    around = _opened(path, inside[:-1], state, owner)
    return Zip(around.source(inside[-1]), f"{around.name}/{inside[-1]}")


def _is_junk(name: str) -> bool:
    return name.startswith(".") or name in _JUNK
