"""All that a store holds, written as members of a backup or an export: JSON lines, files, a manifest.

Both have one form, so that either can be read back: `runners.jsonl`, a file of lines for each kind of word
(see lines), each original, and `manifest.json` with the size and sha256 of every other member.
"""

import contextlib
import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import IO, Any, Protocol

import sqlalchemy as sa

from fullstride import __version__
from fullstride.domain.accounts import Account
from fullstride.domain.feeds import Feed, ServiceKey
from fullstride.store import codec, snapshot, troubles
from fullstride.store.lines import KINDS, Line, to_text, word_of
from fullstride.store.sql import SqlStore

FORM = 2  # of backups and exports
MANIFEST, RUNNERS = "manifest.json", "runners.jsonl"
WHAT = "all that a fullstride store holds"


class Sink(Protocol):
    """Where members go."""

    def open(self, name: str) -> contextlib.AbstractContextManager[IO[bytes]]: ...

    def place(self, line: Line, name: str, /) -> tuple[str, bool]:
        """The member for an original that came as `name`, and whether its line is to say so."""


@dataclass(slots=True)
class Packed:
    """What was written: how many words of each kind; originals whose bytes are gone, by sha256; what could
    not be read, each with its reason."""

    made_at: dt.datetime
    counts: dict[str, int] = field(default_factory=dict)
    members: dict[str, dict[str, Any]] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)  # sha256 -> name
    unreadable: list[str] = field(default_factory=list)

    def manifest(self) -> bytes:
        facts = {
            "what": WHAT,
            "form": FORM,
            "program": __version__,
            "made_at": self.made_at.isoformat(),
            "counts": self.counts,
            "missing": sorted(self.missing),
            "unreadable": self.unreadable,
            "members": self.members,
        }
        return json.dumps(facts, indent=1).encode()


def pack(
    store: SqlStore,
    sink: Sink,
    at: dt.datetime,
    *,
    salvage: bool = False,
    form: int | None = None,
    only: str = "",
    sealed: bool = False,
) -> Packed:
    """Writes one moment of the store, whatever others do to it meanwhile.

    With `salvage` what can't be read is left out and named; else it stops there. `form` is the store's, where
    that is not this version's. Of `only` one runner what is theirs is written, without their account;
    addresses and keys stay as they are `sealed`, or are left out. Raises StoreTrouble.
    """
    packed = Packed(made_at=at)
    reads = {} if form is None else {"form": form}

    def spoiled(place: str, reason: str) -> None:
        packed.unreadable.append(f"{place}: {reason}")

    def lines_of(connection: sa.Connection, kind: str) -> Iterator[Line]:
        if salvage:
            yield from snapshot.readable_lines(connection, kind, spoiled, **reads)
        else:
            yield from snapshot.lines(connection, kind, store.shown, **reads, only=only)

    with snapshot.moment(store) as connection:
        names = _names(connection, spoiled if salvage else None)
        if only:
            names = [name for name in names if name == only]
        _write(packed, sink, RUNNERS, "runners", (json.dumps({"name": name}).encode() for name in names))
        for kind in KINDS:
            lines = _sound(lines_of(connection, kind), store.shown, spoiled if salvage else None)
            if only:
                lines = _without_secrets(lines, sealed=sealed)
            if kind == "originals":
                lines = _with_bytes(lines, store, sink, packed)
            _write(packed, sink, f"{kind}.jsonl", kind, (to_text(line).encode() for line in lines))
    with sink.open(MANIFEST) as file:
        file.write(packed.manifest())
    return packed


def _names(connection: sa.Connection, spoiled: snapshot.Spoiled | None) -> list[str]:
    try:
        return list(snapshot.runners(connection).values())
    except snapshot.BROKEN as error:
        if spoiled is None:
            raise
        spoiled("runners", snapshot.reason(error))
        return []


def _sound(lines: Iterable[Line], shown: str, spoiled: snapshot.Spoiled | None) -> Iterator[Line]:
    """Those whose word can be read back: what can't be restored is no backup."""
    for line in lines:
        try:
            word_of(line)
        except codec.Unreadable as error:
            place = f"{line.kind} of {line.runner}, {line.key[:40]}"
            if spoiled is None:
                raise troubles.damaged(shown, f"{place}: {error}") from None
            spoiled(place, str(error))
        else:
            yield line


def _without_secrets(lines: Iterable[Line], *, sealed: bool) -> Iterator[Line]:
    for line in lines:
        word = word_of(line)
        if isinstance(word, Account):
            continue
        if isinstance(word, Feed | ServiceKey) and not sealed:
            line = line.saying(replace(word, sealed=""))
        yield line


def _with_bytes(lines: Iterable[Line], store: SqlStore, sink: Sink, packed: Packed) -> Iterator[Line]:
    """The bytes first: a zip takes one member at a time, so the lines wait for all of them."""
    told: list[Line] = []
    for line in lines:
        name = word_of(line).name
        member, say = sink.place(line, name)
        told.append(replace(line, file=member) if say else line)
        if member in packed.members or line.key in packed.missing:
            continue
        with troubles.told(store.shown):
            data = store.originals.read(line.key)
        if data is None:
            packed.missing[line.key] = name
            continue
        with sink.open(member) as file:
            file.write(data)
        packed.members[member] = {"bytes": len(data), "sha256": line.key}
    yield from told


def _write(packed: Packed, sink: Sink, member: str, kind: str, texts: Iterator[bytes]) -> None:
    first = next(texts, None)  # what comes before a member is written before it is opened
    hashed, size, count = hashlib.sha256(), 0, 0
    with sink.open(member) as file:
        for text in _from(first, texts):
            file.write(text + b"\n")
            hashed.update(text + b"\n")
            size, count = size + len(text) + 1, count + 1
    packed.counts[kind] = count
    packed.members[member] = {"bytes": size, "sha256": hashed.hexdigest()}


def _from(first: bytes | None, rest: Iterator[bytes]) -> Iterator[bytes]:
    if first is not None:
        yield first
        yield from rest
