"""What a database or a disk complains of, as one sentence that a runner can act on."""

import contextlib
import errno
import sqlite3
from collections.abc import Iterator
from typing import Any

import sqlalchemy.exc

from fullstride.domain.errors import StoreTrouble

UNCHANGED = "nothing was changed"
DAMAGED = "is damaged; nothing in it was changed or mended; fullstride doctor says what can be saved"

NOBODYS = f"keeps nothing for this runner any more: all of theirs was deleted; {UNCHANGED}"

_SQLITE = {
    sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY: NOBODYS,
    sqlite3.SQLITE_BUSY: f"is locked by another program; {UNCHANGED}; try again when that has ended",
    sqlite3.SQLITE_LOCKED: f"is locked by another program; {UNCHANGED}; try again when that has ended",
    sqlite3.SQLITE_FULL: f"has no room: the disk is full; {UNCHANGED}; make room and do it again",
    sqlite3.SQLITE_READONLY: f"can't be written to; {UNCHANGED}; allow writing to the file and its folder",
    sqlite3.SQLITE_PERM: f"may not be opened; {UNCHANGED}; allow reading and writing it",
    sqlite3.SQLITE_CANTOPEN: f"can't be opened; {UNCHANGED}; allow writing to the file and its folder",
    sqlite3.SQLITE_IOERR: "can't be read or written: the disk gave an error; fullstride doctor looks closer",
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: f"is no store, or {DAMAGED}",
}
_POSTGRES = {  # by SQLSTATE, the whole code before its class
    "23503": NOBODYS,
    "25006": f"can't be written to: the server is read-only; {UNCHANGED}",
    "42501": f"does not allow this to its user; {UNCHANGED}; ask for the right to create and write tables",
    "40": f"is busy with another program; {UNCHANGED}; do it again",
    "53100": f"has no room: the server's disk is full; {UNCHANGED}; make room and do it again",
    "53": f"is short of something: too many connections or too little memory; {UNCHANGED}; try again later",
    "55P03": f"is locked by another program; {UNCHANGED}; try again when that has ended",
    "XX": DAMAGED,
}
_DISK = {
    errno.ENOSPC: f"the disk is full; {UNCHANGED}; make room and do it again",
    errno.EDQUOT: f"the disk is full; {UNCHANGED}; make room and do it again",
    errno.EROFS: f"the disk is read-only; {UNCHANGED}",
    errno.EACCES: f"you may not write there; {UNCHANGED}",
    errno.EPERM: f"you may not write there; {UNCHANGED}",
}


class DamagedStore(StoreTrouble):
    """What is kept is no longer as it was written."""


@contextlib.contextmanager
def told(shown: str) -> Iterator[None]:
    """Errors of the database or the disk become StoreTrouble; `shown` is how the store is named."""
    try:
        yield
    except sqlalchemy.exc.DBAPIError as error:
        raise _of_database(shown, error.orig) from error
    except sqlite3.Error as error:
        raise _of_database(shown, error) from error
    except UnicodeDecodeError as error:  # SQLite quotes what it found, and Python wants it to be text
        raise damaged(shown, "what it holds is no text") from error
    except sqlalchemy.exc.SQLAlchemyError as error:
        raise StoreTrouble(f"The store {shown} can't be used: {_first_line(error)}") from error
    except OSError as error:
        reason = _DISK.get(error.errno or 0) or (error.strerror or str(error)).lower()
        raise StoreTrouble(f"The store {shown} can't be read or written: {reason}") from error


def busy(shown: str) -> StoreTrouble:
    return StoreTrouble(f"The store {shown} {_SQLITE[sqlite3.SQLITE_BUSY]}")


def damaged(shown: str, what: str) -> DamagedStore:
    return DamagedStore(f"The store {shown} {DAMAGED} ({what})")


def _of_database(shown: str, cause: object) -> StoreTrouble:
    sentence = _sqlite_sentence(cause) if isinstance(cause, sqlite3.Error) else _postgres_sentence(cause)
    if sentence is None:
        sentence = f"can't be used: {_first_line(cause)}"
    kind = DamagedStore if DAMAGED in sentence else StoreTrouble
    return kind(f"The store {shown} {sentence}")


def _sqlite_sentence(cause: sqlite3.Error) -> str | None:
    code = getattr(cause, "sqlite_errorcode", None)
    if code is None:  # Python's own complaint: a text in it that is none
        return DAMAGED
    return _SQLITE.get(code) or _SQLITE.get(code & 0xFF)


def _postgres_sentence(cause: Any) -> str | None:
    state = getattr(cause, "sqlstate", None) or ""
    if sentence := _POSTGRES.get(state) or _POSTGRES.get(state[:2]):
        return sentence
    if state[:2] in ("", "08", "57"):
        reason = str(cause).rsplit("FATAL: ", 1)[-1]
        return (
            f"can't be reached ({_first_line(reason.strip())}); do the same again when it can: what was kept "
            "already is not kept twice"
        )
    return None


def _first_line(error: object) -> str:
    return " ".join(str(error).split("\n", 1)[0].split()) or type(error).__name__
