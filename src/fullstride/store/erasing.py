"""Files in folders that are to be removed, once and for all: noted in the transaction that no longer names
them, removed after it (`Database.sweep`), and by the next who opens the store where the program was killed in
between."""

from collections.abc import Iterable

import sqlalchemy as sa

from fullstride.store import schema

ORIGINALS, UPLOADS = "originals", "uploads"


def note(connection: sa.Connection, kind: str, names: Iterable[str]) -> None:
    from sqlalchemy.dialects.sqlite import insert

    rows = [{"file": f"{kind}/{name}"} for name in names]
    if rows:
        connection.execute(insert(schema.erasing).on_conflict_do_nothing(), rows)
