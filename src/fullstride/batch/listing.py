"""The files of an archive, found before any is read: how many there are, and which are new.

What is found waits in a temporary file, not in memory.
"""

import hashlib
import os
import pickle
import tempfile
from collections.abc import Callable, Iterable, Iterator, Set
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import IO

from fullstride.batch.words import Unreadable
from fullstride.formats.members import Member, Skipped

Look = Callable[[Path], Iterator[Member | Skipped]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One file to be read, and what tells it from every other and from itself before it was changed."""

    identity: bytes
    member: Member


@dataclass(slots=True, kw_only=True)
class Listing:
    """What was found. `wanted` is identity -> runner ("" for an archive of one runner)."""

    wanted: dict[bytes, str] = field(default_factory=dict)
    empty: int = 0
    unreadable: list[Unreadable] = field(default_factory=list)
    _spool: IO[bytes] = field(default_factory=tempfile.TemporaryFile)
    _stamp: "Stamp" = field(default_factory=lambda: lru_cache(maxsize=16)(_stamp))

    def fill(
        self, paths: Iterable[Path], look: Look, found: Callable[[], None], *, by_runner: bool = False
    ) -> None:
        """Lists every path; `found` is called after each file. What two paths lead to is listed once."""
        for path in paths:
            for member in look(path):
                if isinstance(member, Skipped):
                    self._skip(member)
                else:
                    self._take(member, _runner(path, member) if by_runner else "")
                found()

    def jobs(self, known: Set[bytes]) -> Iterator[Job]:
        """Those not `known`, in the order they were found."""
        self._spool.seek(0)
        for _ in self.wanted:
            job: Job = pickle.load(self._spool)
            if job.identity not in known:
                yield job

    def close(self) -> None:
        self._spool.close()

    def _skip(self, skipped: Skipped) -> None:
        if skipped.harmless:
            self.empty += 1
        else:
            self.unreadable.append(Unreadable(file=skipped.name, reason=skipped.why))

    def _take(self, member: Member, runner: str) -> None:
        identity = identify(member, self._stamp)
        if identity not in self.wanted:
            self.wanted[identity] = runner
            pickle.dump(Job(identity=identity, member=member), self._spool, pickle.HIGHEST_PROTOCOL)


def identify(member: Member, stamp: "Stamp | None" = None) -> bytes:
    """16 bytes from the path, the names inside, sizes, times of change and the archive's own hints.

    The path as it was given counts, too: by it the file is named in what is kept.
    """
    stamp = stamp or _stamp
    place = os.path.abspath(member.path)  # noqa: PTH100 (it is called for each file, and Path is slow)
    lists = stamp(str(member.export)) if member.export else ()
    facts = (stamp(place), lists, place, replace(member, export=None))
    return hashlib.blake2b(repr(facts).encode("utf-8", "surrogateescape"), digest_size=16).digest()


Stamp = Callable[[str], tuple[int, int]]


def _stamp(path: str) -> tuple[int, int]:
    """Size and time of change; the files of a zip share theirs."""
    with suppress(OSError):
        found = os.stat(path)  # noqa: PTH116
        return (found.st_size, found.st_mtime_ns)
    return (0, 0)


def _runner(path: Path, member: Member) -> str:
    """The folder (or archive) right below `path` that the member is in."""
    with suppress(ValueError):
        below = member.path.relative_to(path).parts
        if below:
            return below[0]
    return path.name
