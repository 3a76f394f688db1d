"""Where a store is: from what a runner or the environment says, or in the user's own data folder."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from fullstride.domain.errors import BadUsage

VARIABLE = "FULLSTRIDE_STORE"
FILE = "store.sqlite"
MEMORY = "memory:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A file, or the URL of a PostgreSQL server, or neither: in memory. `shown` holds no password."""

    shown: str
    path: Path | None = None
    url: str = ""


def default_path() -> Path:
    import platformdirs

    return platformdirs.user_data_path("fullstride", appauthor=False) / FILE


def read_where(text: str) -> Where:
    """What `text` names; "" is the environment's FULLSTRIDE_STORE, or else the default.

    Raises BadUsage for a kind of database that is none of ours.
    """
    text = text or os.environ.get(VARIABLE, "") or str(default_path())
    if text == MEMORY:
        return Where(shown="memory")
    scheme = re.match(r"([a-zA-Z][\w+.-]*)://", text)
    if scheme is None:
        return _file(text)
    kind = scheme[1].lower()
    if kind == "sqlite":
        return _file(_after_slashes(text[scheme.end() :], text))
    if kind in ("postgresql", "postgres", "postgresql+psycopg"):
        return Where(shown=without_password(text), url="postgresql+psycopg://" + text[scheme.end() :])
    raise BadUsage(f"{kind} is no kind of store; name a file, or a postgresql:// address")


def without_password(url: str) -> str:
    """For a sentence: the address, without what only its owner should read."""
    bare = re.sub(r"(://[^/@:]*):[^@]*@", r"\1@", url)
    return re.sub(r"([?&]password=)[^&]*", r"\1…", bare)


def _file(text: str) -> Where:
    if "\0" in text:
        raise BadUsage("The store's name holds a character that no file can have")
    path = Path(text).expanduser()
    if path.is_dir():
        path = path / FILE
    return Where(shown=str(path), path=path)


def _after_slashes(rest: str, text: str) -> str:
    """sqlite:///relative and sqlite:////absolute, as SQLAlchemy writes them."""
    if not rest.startswith("/") or rest == "/":
        raise BadUsage(f"{text} names no file; write sqlite:///path/to/store.sqlite, or the path alone")
    return rest[1:]
