"""What is already measured of an archive: in memory for a few files, in a folder for many.

The folder can be read whatever ended the program: a part of the results is written beside its place and
moved there whole, and a file counts as measured only once its part is there. What a crash of the machine
spoiled is dropped and its files are read again.
"""

import atexit
import contextlib
import hashlib
import json
import os
import shutil
import time
import uuid
from collections.abc import Iterator, Sequence, Set
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import fullstride
from fullstride.batch import parquet
from fullstride.batch.words import FileResult
from fullstride.domain.errors import BadUsage

if TYPE_CHECKING:
    import polars as pl

FLUSH_FILES, FLUSH_S = 256, 10.0  # what a kill loses at most
MERGED_FILES = 4096
PARTS, LOCK, MANIFEST = "parts", ".lock", "manifest.json"

Kept = tuple[bytes, str, FileResult]  # identity, name, result


class Store(Protocol):
    """Results by the identity of their file."""

    def known(self) -> set[bytes]: ...
    def add(self, identity: bytes, file: str, result: FileResult) -> None: ...
    def flush(self) -> None: ...
    def close(self) -> None: ...
    def results(self, wanted: Set[bytes]) -> Iterator[Kept]: ...


class InMemory:
    """For a few files: gone when the program ends."""

    def __init__(self) -> None:
        self._results: dict[bytes, Kept] = {}

    def known(self) -> set[bytes]:
        return set(self._results)

    def add(self, identity: bytes, file: str, result: FileResult) -> None:
        self._results[identity] = (identity, file, result)

    def flush(self) -> None:
        """Nothing waits."""

    def close(self) -> None:
        """Nothing is open."""

    def results(self, wanted: Set[bytes]) -> Iterator[Kept]:
        yield from (kept for identity, kept in self._results.items() if identity in wanted)


class InFolder:
    """Progress in `folder`, which is made if need be; `settings` is what results depend on besides the file.

    A `passing` one is removed when the program ends.

    Raises BadUsage when the folder can't be written to or another call is at work in it.
    """

    def __init__(
        self, folder: Path, *, settings: str = "", fresh: bool = False, passing: bool = False
    ) -> None:
        self.folder, self.passing = folder, passing
        if passing:
            atexit.register(shutil.rmtree, folder, ignore_errors=True)
        version = measuring_version(settings)
        self._parts = folder / PARTS / version[:16]
        self._waiting: list[Kept] = []
        self._since = time.monotonic()
        with _told(folder):
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = _locked(folder)
            for other in (folder / PARTS).glob("*"):
                if fresh or other != self._parts:  # measured otherwise than this program would
                    shutil.rmtree(other, ignore_errors=True)
            self._parts.mkdir(parents=True, exist_ok=True)
            for unfinished in self._parts.glob(".*.unfinished"):
                unfinished.unlink(missing_ok=True)
            manifest = {"program": fullstride.__version__, "measuring": version, "settings": settings}
            staged = folder / f".{MANIFEST}.unfinished"
            staged.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
            staged.replace(folder / MANIFEST)

    def parts(self) -> list[Path]:
        return sorted(self._parts.glob("*.parquet"))

    def known(self) -> set[bytes]:
        known: set[bytes] = set()
        parts = self.parts()
        if not parts:
            return known
        import polars as pl

        for part in parts:
            try:
                known.update(pl.read_parquet(part, columns=["identity"])["identity"])
                pl.scan_parquet(part).tail(1).collect()  # whole to its last row
            except (pl.exceptions.PolarsError, OSError):
                part.unlink(missing_ok=True)
        return known

    def add(self, identity: bytes, file: str, result: FileResult) -> None:
        self._waiting.append((identity, file, result))
        if len(self._waiting) >= FLUSH_FILES or time.monotonic() - self._since > FLUSH_S:
            self.flush()

    def flush(self) -> None:
        """Writes what waits as one part."""
        if self._waiting:
            with _told(self.folder):
                self._write(parquet.part_frame(self._waiting))
            self._waiting = []
        self._since = time.monotonic()

    def close(self) -> None:
        """Merges small parts, where there are many, and lets go of the folder."""
        self.flush()
        parts = self.parts()
        if len(parts) > 1 + 2 * (FLUSH_FILES * len(parts) // MERGED_FILES + 1):
            self._merge(parts)
        self.release()

    def release(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def results(self, wanted: Set[bytes]) -> Iterator[Kept]:
        import polars as pl

        self.flush()
        seen: set[bytes] = set()  # a kill between merging and tidying leaves a row twice
        for part in self.parts():
            for row in pl.read_parquet(part).iter_rows(named=True):
                identity = row["identity"]
                if identity in wanted and identity not in seen:
                    seen.add(identity)
                    yield identity, row["file"], parquet.result_of(row)

    def _write(self, frame: "pl.DataFrame") -> None:
        parquet.write_whole(frame, self._parts / f"{uuid.uuid4().hex}.parquet")

    def _merge(self, parts: list[Path]) -> None:
        import polars as pl

        seen: set[bytes] = set()
        taken: list[Path] = []
        frames: list[pl.DataFrame] = []
        for part in parts:
            frame = pl.read_parquet(part)
            frame = frame.filter(
                pl.Series([identity not in seen for identity in frame["identity"]], dtype=pl.Boolean)
            )
            seen.update(frame["identity"])
            taken.append(part)
            frames.append(frame)
            if sum(map(len, frames)) >= MERGED_FILES or part is parts[-1]:
                with _told(self.folder):
                    self._write(pl.concat(frames))
                    for each in taken:
                        each.unlink(missing_ok=True)
                taken, frames = [], []


@cache
def _sources_digest() -> str:
    """A digest of everything that decides what is measured: readers, measuring, rules and words."""
    home = Path(fullstride.__file__).parent
    digest = hashlib.blake2b(digest_size=16)
    for room in ("batch", "domain", "formats", "measure", "rules", "workflows"):
        for path in sorted((home / room).rglob("*")):
            if path.suffix in (".py", ".toml"):
                digest.update(path.relative_to(home).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()


def measuring_version(settings: str = "") -> str:
    """A name for the way this program measures; another version's results are not mixed with ours."""
    return hashlib.blake2b(f"{_sources_digest()}|{settings}".encode(), digest_size=16).hexdigest()


def default_folder(paths: Sequence[Path]) -> Path:
    """Where progress on these paths is kept when no folder is named: the user's cache."""
    root = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or Path.home() / ".cache"
    names = "\n".join(sorted(str(path.absolute()) for path in paths))
    archive = hashlib.blake2b(names.encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
    return Path(root) / "fullstride" / "archives" / archive


def _locked(folder: Path) -> int | None:
    """A lock that the system lifts whatever ends this process; None where there is no such lock."""
    try:
        import fcntl
    except ImportError:
        return None
    handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise BadUsage(f"{folder} is in use by another call of this program; wait for it to end") from None
    except OSError:  # some network file systems have no locks
        os.close(handle)
        return None
    return handle


@contextlib.contextmanager
def _told(folder: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError:
        raise BadUsage(f"{folder} is a file; name a folder to keep progress in") from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise BadUsage(f"{folder}: progress can't be kept there ({reason})") from None
