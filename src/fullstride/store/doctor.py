"""Looks a store over, to the last letter, and changes nothing: what is wrong, what that means, what to do."""

import contextlib
import datetime as dt
import os
import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa

from fullstride.store import as_it_is, codec, journal, schema, snapshot, troubles
from fullstride.store.checks import EPOCH, MICROSECOND, micros
from fullstride.store.database import ORIGINALS
from fullstride.store.folders import UNFINISHED
from fullstride.store.lines import APP_SINCE, FIRST_KINDS, GROWING, Line, kinds_of, word_of
from fullstride.store.sql import SqlStore
from fullstride.store.where import read_where

_AHEAD = dt.timedelta(hours=1)  # clocks of two machines differ, by less
_ABANDONED_S = 3600.0
_LEAST_FREE_BYTES = 64_000_000
_MOST_NAMED = 5
_EVERY_VERB = 8 | 16 | 32  # DELETE, UPDATE, TRUNCATE in pg_trigger.tgtype
SAVE = (
    "Put your last backup in its place with fullstride restore BACKUP, which keeps this one aside, or save "
    "what can still be read with fullstride export --everything --out DIR"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """`wrong` is False for what is only good to know."""

    what: str
    means: str
    do: str
    wrong: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkup:
    """`counts` are the words that can be read, by kind; `form` is that of the tables."""

    shown: str
    form: int
    counts: dict[str, int]
    findings: tuple[Finding, ...]

    @property
    def is_sound(self) -> bool:
        return not any(finding.wrong for finding in self.findings)


@dataclass(slots=True)
class _Look:
    """What is found while every row is read."""

    counts: dict[str, int] = field(default_factory=dict)
    spoiled: list[str] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    ahead: list[int] = field(default_factory=list)
    originals: dict[str, str] = field(default_factory=dict)  # sha256 -> name


def look_over(where: str, now: dt.datetime) -> Checkup:
    """Reads every page, every word and every file. Raises StoreTrouble where there is no store, or it can't
    be reached or is newer than the program, and BadUsage for an address that is none."""
    place = read_where(where)
    findings: list[Finding] = []
    if place.path is not None and journal.is_damaged(place.path):
        findings.append(_damaged("What was kept last is in a journal that can't be read", place.shown))
    look, form = _Look(), schema.VERSION
    try:
        with as_it_is.opened(place) as store:
            if place.path is not None:
                findings += _disk(place.path, now)
            with snapshot.moment(store) as connection:
                form = as_it_is.form_of(connection, store.shown)
                guarded = _guarded(form)
                findings += _pages(connection, store, guarded) if place.path else _server(connection, guarded)
                _read_all(connection, form, now, look)
            findings += [*_said(look, store.shown, form), *_files(look, store)]
    except troubles.DamagedStore:
        findings.append(_damaged("The list of what is in the file can't be read", place.shown))
    return Checkup(shown=place.shown, form=form, counts=look.counts, findings=tuple(findings))


def _damaged(what: str, shown: str) -> Finding:
    return Finding(what=what, means=f"The store {shown} is damaged; nothing in it was changed", do=SAVE)


# ---- the disk and the database -----------------------------------------------------------------------


def _disk(path: Path, now: dt.datetime) -> Iterator[Finding]:
    free = shutil.disk_usage(path.parent).free
    if free < _LEAST_FREE_BYTES:
        yield Finding(
            what=f"The disk has {free / 1e6:.0f} MB left",
            means="Soon nothing more can be kept",
            do="Make room",
        )
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        yield Finding(
            what=f"{path} or its folder may not be written to",
            means="What is kept can be read, and nothing can be added",
            do="Allow writing to the file and its folder",
        )
    others = stat.S_IRWXG | stat.S_IRWXO
    if os.name == "posix" and path.stat().st_mode & others:
        yield Finding(
            what=f"Others on this machine may open {path}",
            means="Pain, illness and where you run are in it",
            do=f"Run chmod 600 {path}, unless you share it on purpose",
            wrong=False,
        )
    left = [*path.parent.glob(f".{path.name}.*{UNFINISHED}")]
    left += path.with_name(path.name + ORIGINALS).glob(f"*{UNFINISHED}")
    old = [each for each in left if now.timestamp() - _modified(each, now) > _ABANDONED_S]
    if old:
        yield Finding(
            what=f"{len(old)} unfinished files are left of a program that was stopped",
            means="Nothing was lost by it; they only take room",
            do=f"Delete what ends in {UNFINISHED} beside {path}",
            wrong=False,
        )


def _modified(path: Path, now: dt.datetime) -> float:
    with contextlib.suppress(OSError):
        return path.stat().st_mtime
    return now.timestamp()


def _guarded(form: int) -> tuple[str, ...]:
    """The tables that only grow."""
    return ("runners", *(("forgotten", *GROWING) if form >= APP_SINCE else FIRST_KINDS))


def _pages(connection: sa.Connection, store: SqlStore, guarded: tuple[str, ...]) -> Iterator[Finding]:
    """What SQLite says of itself: pages, indexes, references, and the triggers that guard what is kept."""
    complaints: list[str] = []
    for check in (f"integrity_check({_MOST_NAMED})", "foreign_key_check"):
        try:
            rows = connection.exec_driver_sql(f"PRAGMA {check}").all()
            complaints += [str(row[0]).split("\n")[-1] for row in rows if row[0] != "ok"]
        except snapshot.BROKEN as error:
            complaints.append(snapshot.reason(error))
    if complaints:
        yield _damaged(f"The file is not as it was written ({_some(complaints)})", store.shown)
        return
    query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    guards = set(connection.exec_driver_sql(query).scalars())
    bare = [name for name in guarded if not {f"{name}_kept_update", f"{name}_kept_delete"} <= guards]
    if bare:
        yield _unguarded(bare)


def _server(connection: sa.Connection, guarded: tuple[str, ...]) -> Iterator[Finding]:
    for setting in ("fsync", "full_page_writes"):
        if connection.exec_driver_sql(f"SHOW {setting}").scalar() == "off":
            yield Finding(
                what=f"The server is set to {setting} = off",
                means="A loss of power may take what was kept, or all of it",
                do=f"Set {setting} = on in postgresql.conf and restart the server",
            )
    query = (
        "SELECT c.relname, bit_or(t.tgtype::int) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "WHERE c.relnamespace = current_schema()::regnamespace AND t.tgenabled <> 'D' "
        "AND t.tgname IN (c.relname || '_kept', c.relname || '_kept_delete') GROUP BY c.relname"
    )
    verbs = {str(row[0]): int(row[1]) for row in connection.exec_driver_sql(query)}
    bare = [
        name for name in (*guarded, schema.contents.name) if verbs.get(name, 0) & _EVERY_VERB != _EVERY_VERB
    ]
    if bare:
        yield _unguarded(bare)


def _unguarded(tables: list[str]) -> Finding:
    return Finding(
        what=f"The guard that refuses to alter what is kept is gone from {_some(tables)}",
        means="Another program has changed the store; what it holds may be altered",
        do="Build the store anew with its guards: fullstride backup FILE, then fullstride restore FILE",
    )


# ---- words and files ---------------------------------------------------------------------------------


def _read_all(connection: sa.Connection, form: int, now: dt.datetime, look: _Look) -> None:
    latest = micros(now + _AHEAD)

    def spoiled(place: str, reason: str) -> None:
        look.spoiled.append(f"{place}: {reason}")

    with contextlib.suppress(*snapshot.BROKEN):  # told by the rows that name them
        look.counts["runners"] = len(snapshot.runners(connection))
    last: dict[str, int] = {}
    for kind in kinds_of(form):
        look.counts[kind] = 0
        for line in snapshot.readable_lines(connection, kind, spoiled, form=form):
            try:
                word = word_of(line)
            except codec.Unreadable as error:
                spoiled(f"{kind} of {line.runner}, {line.key[:40]}", str(error))
                continue
            look.counts[kind] += 1
            if line.at_us > latest:
                look.ahead.append(line.at_us)
            if kind == "originals":
                look.originals[line.key] = word.name
            if kind == "plans":
                _expect_next(line, last, look)


def _expect_next(line: Line, last: dict[str, int], look: _Look) -> None:
    number = int(line.key)
    if number != last.get(line.runner, 0) + 1:
        look.gaps.append(f"{line.runner}, before version {number}")
    last[line.runner] = number


def _said(look: _Look, shown: str, form: int) -> Iterator[Finding]:
    if look.spoiled:
        count = len(look.spoiled)
        yield _damaged(f"What was kept can't be read in {count} place(s) ({_some(look.spoiled)})", shown)
    if look.gaps:
        yield _damaged(f"A version of the plan is missing ({_some(look.gaps)})", shown)
    if look.ahead:
        latest = EPOCH + max(look.ahead) * MICROSECOND
        yield Finding(
            what=f"{len(look.ahead)} words were said after now, the last at {latest:%Y-%m-%d %H:%M} UTC",
            means="This machine's clock was set back, or was ahead then; of two words the later one holds",
            do="Set the clock right; where it is right, say again on that day what has changed since",
        )
    if form < schema.VERSION:
        yield Finding(
            what=f"The store has the form of an older version ({form}; this one writes {schema.VERSION})",
            means="The next command that opens it brings it to this form, with all its words",
            do="Nothing, or fullstride backup FILE first",
            wrong=False,
        )


def _files(look: _Look, store: SqlStore) -> Iterator[Finding]:
    gone: list[str] = []
    for sha256, name in look.originals.items():
        try:
            if store.originals.read(sha256) is None:
                gone.append(name)
        except (OSError, *snapshot.BROKEN):
            gone.append(name)
    if gone:
        yield Finding(
            what=f"{len(gone)} files that were handed in are gone or no longer the same ({_some(gone)})",
            means="What was measured in them is kept; they can't be measured again",
            do="Hand them in again: fullstride log FILE puts each back in its place; or restore a backup",
        )
    nobodys = sum(sha256 not in look.originals for sha256 in store.originals.known())
    if nobodys:
        yield Finding(
            what=f"{nobodys} files are kept that no word names",
            means="A program was stopped while it kept them, or a backup without them was restored",
            do="Nothing; they only take room, and handing them in again names them",
            wrong=False,
        )


def _some(names: list[str]) -> str:
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return ", ".join(names[:_MOST_NAMED]) + more
