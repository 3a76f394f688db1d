"""A backup or an export, read back: looked through to the last letter before anything is made of it.

It may come from anywhere, so nothing it says is believed: names are never paths, sizes are bounded before
a byte is unpacked, and every word must be one.
"""

import contextlib
import datetime as dt
import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any, Protocol

from fullstride.domain.accounts import Account
from fullstride.domain.errors import BadUsage, FullstrideError, UnreadableInput
from fullstride.store import checks
from fullstride.store.codec import Unreadable
from fullstride.store.lines import (
    ACCOUNTS,
    FIRST_KINDS,
    IMPORTS,
    KINDS,
    Line,
    from_text,
    name_from_text,
    word_of,
)
from fullstride.store.packing import FORM, MANIFEST, RUNNERS, WHAT

_LARGEST_MANIFEST = 64 << 20
_UNSUSPICIOUS = 1 << 30  # bytes unpacked; more is refused where it was packed too well to be words
_PACKED_TOO_WELL = 250
_PIECE = 1 << 20
_NAMES = re.compile(r"[a-z_]+\.jsonl|originals/[0-9a-f]{64}|files/[^/\0]+/[^/\0]+")
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
    LookupError,
)
_NEWER = "it was made by a newer version of the program; update the program"
_BROKEN = "it is damaged; nothing was changed; take another backup"


class Members(Protocol):
    """`shown` is the file or folder as it was named."""

    shown: str

    def sizes(self) -> dict[str, int]: ...

    def packed_bytes(self) -> int: ...

    def open(self, name: str) -> IO[bytes]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    made_at: dt.datetime
    counts: dict[str, int]
    missing: frozenset[str]
    unreadable: tuple[str, ...]
    members: dict[str, tuple[int, str]]  # bytes, sha256


class InZip:
    """The members of a backup."""

    def __init__(self, packed: zipfile.ZipFile, shown: str, size: int) -> None:
        self._zip, self.shown, self._size = packed, shown, size

    @classmethod
    @contextlib.contextmanager
    def opened(cls, file: Path) -> "Iterator[InZip]":
        """Raises UnreadableInput where it is no zip file."""
        try:
            packed = zipfile.ZipFile(file)
        except FileNotFoundError:
            raise UnreadableInput(str(file), "", "there is no such file") from None
        except IsADirectoryError:
            raise UnreadableInput(str(file), "", "it is a folder") from None
        except PermissionError:
            raise UnreadableInput(str(file), "", "you may not read it") from None
        except _DAMAGE:
            raise UnreadableInput(str(file), "", "it is no backup, or it is cut short") from None
        with packed:
            yield cls(packed, str(file), file.stat().st_size)

    def sizes(self) -> dict[str, int]:
        sizes: dict[str, int] = {}
        for each in self._zip.infolist():
            plain = each.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
            if each.filename in sizes or not plain or each.flag_bits & 1:
                raise UnreadableInput(self.shown, each.filename[:80], "it is not as a backup is written")
            sizes[each.filename] = each.file_size
        return sizes

    def packed_bytes(self) -> int:
        return self._size

    def open(self, name: str) -> IO[bytes]:
        return self._zip.open(name)

    def manifest(self) -> Manifest:
        return _manifest(self)


class InFolder:
    """The members of an export."""

    def __init__(self, folder: Path) -> None:
        self._folder, self.shown = folder, str(folder)

    def sizes(self) -> dict[str, int]:
        return {
            path.relative_to(self._folder).as_posix(): path.stat().st_size
            for path in self._folder.rglob("*")
            if path.is_file() and not path.is_symlink()
        }

    def packed_bytes(self) -> int:
        return sum(self.sizes().values())

    def open(self, name: str) -> IO[bytes]:
        place = self._folder / PurePosixPath(name)
        if not place.resolve().is_relative_to(self._folder.resolve()):
            raise UnreadableInput(self.shown, name[:80], "it leads out of the folder")
        return place.open("rb")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How large anything may be, in bytes: one line, one file that was handed in, all of it unpacked."""

    line: int = 256 << 20
    original: int = 4 << 30
    unpacked: int = 1 << 50


OWN = Bounds()  # of whoever has the machine


@dataclass(frozen=True, slots=True)
class Whole:
    """What was looked through and found whole."""

    members: Members
    manifest: Manifest
    bounds: Bounds = OWN

    def runners(self) -> Iterator[str]:
        for _, text in self._texts(RUNNERS):
            yield name_from_text(text)

    def lines(self, kind: str) -> Iterator[Line]:
        for _, text in self._texts(f"{kind}.jsonl"):
            yield from_text(kind, text)

    def original(self, line: Line) -> bytes | None:
        """The bytes of an original; None where they were gone when this was made."""
        if line.key in self.manifest.missing:
            return None
        with _told(self.members.shown, line.key[:12]), self.members.open(_member(line)) as file:
            return file.read()

    def _texts(self, member: str) -> Iterator[tuple[int, bytes]]:
        if member not in self.manifest.members:  # an older program's
            return
        with _told(self.members.shown, member), self.members.open(member) as file:
            number = 0
            while text := file.readline(self.bounds.line):
                number += 1
                if not text.endswith(b"\n"):
                    raise UnreadableInput(self.members.shown, f"{member}, line {number}", _BROKEN)
                yield number, text


@contextlib.contextmanager
def opened(file: Path, bounds: Bounds = OWN) -> Iterator[Whole]:
    """A backup's file or an export's folder, looked through. Raises UnreadableInput."""
    if file.is_dir():
        yield look_through(InFolder(file), bounds)
    else:
        with InZip.opened(file) as members:
            yield look_through(members, bounds)


def look_through(members: Members, bounds: Bounds = OWN) -> Whole:
    """Reads all of it: every member has the size and sha256 of the manifest, every line is a word that is
    whole, every original is there, and there are as many as are said. Raises UnreadableInput."""
    manifest = _manifest(members)
    sizes = members.sizes()
    sizes.pop(MANIFEST)
    for name in sorted(sizes.keys() ^ manifest.members.keys()):
        missing = "it is missing" if name in manifest.members else "it does not belong here"
        raise UnreadableInput(members.shown, name[:80], f"{missing}; nothing was changed")
    unpacked = sum(sizes.values())
    if unpacked > _UNSUSPICIOUS and unpacked > _PACKED_TOO_WELL * members.packed_bytes():
        raise UnreadableInput(
            members.shown, "", f"it would unpack to {unpacked / 1e9:.1f} GB of nothing and is no backup"
        )
    if unpacked > bounds.unpacked:
        most = f"{bounds.unpacked / 1e9:.0f} GB are taken in here"
        raise UnreadableInput(members.shown, "", f"it would unpack to {unpacked / 1e9:.1f} GB; {most}")
    for name, (size, sha256) in manifest.members.items():
        if sizes[name] != size or _sha256(members, name, size) != sha256:
            raise UnreadableInput(members.shown, name, _BROKEN)
    whole = Whole(members, manifest, bounds)
    _look_at_words(whole)
    return whole


def _look_at_words(whole: Whole) -> None:
    shown, manifest = whole.members.shown, whole.manifest
    names: set[str] = set()
    for number, text in whole._texts(RUNNERS):
        with _word_told(shown, f"{RUNNERS}, line {number}"):
            name = name_from_text(text)
            if checks.runner_name(name) != name or name in names:
                raise Unreadable("it is no name, or there twice")
            names.add(name)
    counts = {"runners": len(names)}
    for kind in KINDS:
        seen: set[tuple[str, str]] = set()
        last: dict[str, int] = {}
        own: set[tuple[str, str]] = set()
        for number, text in whole._texts(f"{kind}.jsonl"):
            with _word_told(shown, f"{kind}.jsonl, line {number}"):
                line = from_text(kind, text)
                word_of(line)
                checks.keys(line.key)
                key = str(line.at_us) if kind == IMPORTS else line.key
                whose = "" if kind == ACCOUNTS else line.runner  # nobody else has an account's id
                is_somebodys = line.runner in names or (kind == ACCOUNTS and not line.runner)
                if not is_somebodys or (whose, key) in seen:
                    raise Unreadable("it is of nobody, or there twice")
                seen.add((whose, key))
                if kind == ACCOUNTS:
                    _expect_own(word_of(line), line.runner, own)
                if kind == "plans":
                    before, number_of = last.get(line.runner, 0), int(line.key)
                    gap = number_of > before + 1 and not manifest.unreadable
                    if gap or not before < number_of < 2**31:
                        raise Unreadable("a version of the plan before it is missing")
                    last[line.runner] = number_of
                if kind == "originals":
                    _expect_bytes(whole, line)
        counts[kind] = len(seen)
    if counts != manifest.counts:
        raise UnreadableInput(shown, MANIFEST, f"it counts other words than there are; {_BROKEN}")


def _expect_own(account: Account, runner: str, own: set[tuple[str, str]]) -> None:
    names = {("name", checks.folded(account.name)), *([("runner", runner)] if runner else [])}
    if names & own:
        raise Unreadable("its name or its runner is another's")
    own |= names


def _expect_bytes(whole: Whole, line: Line) -> None:
    manifest = whole.manifest
    size, sha256 = manifest.members.get(_member(line), (0, ""))
    if line.key not in manifest.missing and (sha256 != line.key or size > whole.bounds.original):
        raise Unreadable("its file is not there")


def _member(line: Line) -> str:
    return line.file or f"originals/{line.key}"


def _manifest(members: Members) -> Manifest:
    with _told(members.shown, MANIFEST):
        size = members.sizes().get(MANIFEST)
        if size is None or size > _LARGEST_MANIFEST:
            raise UnreadableInput(members.shown, "", "it is no backup of fullstride")
        with members.open(MANIFEST) as file:
            facts = json.loads(file.read(_LARGEST_MANIFEST))
        if not isinstance(facts, dict) or facts.get("what") != WHAT:
            raise UnreadableInput(members.shown, "", "it is no backup of fullstride")
        if isinstance(facts.get("form"), int) and facts["form"] > FORM:
            raise UnreadableInput(members.shown, "", _NEWER)
        return _read_manifest(facts)


def _read_manifest(facts: dict[str, Any]) -> Manifest:
    """Raises ValueError or LookupError where it is not as it was written."""
    found = {name: (int(each["bytes"]), str(each["sha256"])) for name, each in dict(facts["members"]).items()}
    kinds = KINDS if int(facts["form"]) >= FORM else FIRST_KINDS
    needed = {RUNNERS, *(f"{kind}.jsonl" for kind in kinds)}
    strange = [name for name in found if not _NAMES.fullmatch(name) or ".." in PurePosixPath(name).parts]
    if strange or not needed <= found.keys():
        raise ValueError("members")
    return Manifest(
        made_at=dt.datetime.fromisoformat(facts["made_at"]),
        counts=dict.fromkeys(KINDS, 0)
        | {str(kind): int(count) for kind, count in dict(facts["counts"]).items()},
        missing=frozenset(map(str, facts["missing"])),
        unreadable=tuple(map(str, facts["unreadable"])),
        members=found,
    )


def _sha256(members: Members, name: str, size: int) -> str:
    """Of `size` bytes and what follows them: a member that is longer than it says is never unpacked whole."""
    hashed = hashlib.sha256()
    with _told(members.shown, name), members.open(name) as file:
        left = size + 1
        while left and (piece := file.read(min(left, _PIECE))):
            hashed.update(piece)
            left -= len(piece)
    return hashed.hexdigest()


@contextlib.contextmanager
def _told(shown: str, place: str) -> Iterator[None]:
    try:
        yield
    except FullstrideError:
        raise
    except (*_DAMAGE, TypeError, AttributeError, ArithmeticError):
        raise UnreadableInput(shown, place, _BROKEN) from None


@contextlib.contextmanager
def _word_told(shown: str, place: str) -> Iterator[None]:
    """Raises UnreadableInput for a word that is not as it was written, or that no store would keep."""
    try:
        yield
    except (Unreadable, BadUsage) as error:
        raise UnreadableInput(shown, place, f"{error}; nothing was changed") from None
