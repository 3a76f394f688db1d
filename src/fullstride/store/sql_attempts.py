"""How often something was tried, in a database that every process shares."""

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa

from fullstride.domain.accounts import Tally
from fullstride.store import checks, schema
from fullstride.store.database import Database


class SqlAttempts:
    """One row for each key: its window that is open, or the last that was."""

    def __init__(self, store: Database) -> None:
        self._store = store

    def add(self, keys: Sequence[str], at: dt.datetime, window: dt.timedelta) -> tuple[Tally, ...]:
        checks.keys(*keys)
        table, now, until = schema.attempts, checks.micros(at), checks.micros(at + window)
        begun = self._store.insert(table).values(key=sa.bindparam("of"), count=1, until_us=until)
        is_over = table.c.until_us <= now
        counted = begun.on_conflict_do_update(
            index_elements=[table.c.key],
            set_={
                "count": sa.case((is_over, 1), else_=table.c.count + 1),
                "until_us": sa.case((is_over, until), else_=table.c.until_us),
            },
        ).returning(table.c.count, table.c.until_us)
        found: dict[str, Tally] = {}
        with self._store.writing() as connection:
            for key in sorted(set(keys)):  # two that count the same ones wait for each other, not in a ring
                count, until_us = connection.execute(counted, {"of": key}).one()
                found[key] = Tally(key=key, count=count, until=checks.instant(until_us))
        return tuple(found[key] for key in keys)

    def tallies(self, keys: Sequence[str], at: dt.datetime) -> tuple[Tally, ...]:
        checks.keys(*keys)
        table = schema.attempts
        query = sa.select(table.c.key, table.c.count.label("tried"), table.c.until_us).where(
            table.c.key.in_(keys), table.c.until_us > checks.micros(at)
        )
        with self._store.reading() as connection:
            rows = {row.key: row for row in connection.execute(query)}
        return tuple(
            Tally(key=key, count=rows[key].tried, until=checks.instant(rows[key].until_us))
            if key in rows
            else Tally(key=key, count=0, until=at)
            for key in keys
        )

    def forget(self, keys: Sequence[str]) -> None:
        table = schema.attempts
        with self._store.writing() as connection:
            for key in sorted(set(keys)):
                connection.execute(table.delete().where(table.c.key == key))

    def prune(self, at: dt.datetime) -> int:
        table = schema.attempts
        with self._store.writing() as connection:
            return connection.execute(table.delete().where(table.c.until_us <= checks.micros(at))).rowcount
