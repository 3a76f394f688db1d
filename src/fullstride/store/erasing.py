"""Files in folders that are to be removed, once and for all: noted in the transaction that no longer names
them, removed after it, and by the next who opens the store where the program was killed in between."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import sqlalchemy as sa

from fullstride.store import schema
from fullstride.store.originals import InFolder

if TYPE_CHECKING:
    from fullstride.store.sql import SqlStore

ORIGINALS, UPLOADS = "originals", "uploads"


def note(connection: sa.Connection, kind: str, names: Iterable[str]) -> None:
    from sqlalchemy.dialects.sqlite import insert

    rows = [{"file": f"{kind}/{name}"} for name in names]
    if rows:
        connection.execute(insert(schema.erasing).on_conflict_do_nothing(), rows)


def sweep(store: "SqlStore") -> None:
    """Removes what was noted; a file that somebody has handed in since stays."""
    table = schema.erasing
    with store.reading() as connection:
        if connection.execute(sa.select(table).limit(1)).first() is None:
            return
    with store.writing() as connection:  # nobody else names a file meanwhile
        named = sa.select(schema.originals.c.key).distinct()
        for file in connection.scalars(sa.select(table.c.file)).all():
            kind, _, name = file.partition("/")
            if kind == UPLOADS:
                store.uploads.erase(name)
            elif isinstance(store.originals, InFolder):
                here = connection.scalar(named.where(schema.originals.c.key == name))
                if here is None:
                    store.originals.erase(name)
        connection.execute(table.delete())
