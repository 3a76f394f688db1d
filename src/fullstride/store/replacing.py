"""One runner's shelf put in the place of what is kept of them, in one step, while others use the store.

What was kept is let go as when a runner is forgotten, and the name gets a new number: whoever still writes to
the old one writes to nobody. Who signs in, who may see it, keys of services and uploads stay as they are.
"""

import dataclasses
from collections.abc import Iterator, Mapping
from pathlib import PurePath

import sqlalchemy as sa

from fullstride.domain.feeds import Feed
from fullstride.domain.keeping import KeptPlan
from fullstride.store import checks, schema
from fullstride.store.lines import GROWING, Line, word_of
from fullstride.store.pouring import pour_lines
from fullstride.store.sql import SqlStore
from fullstride.store.unpacking import Whole

_GRANTS, _FEEDS = "grants", "feeds"
KINDS = (*(kind for kind in GROWING if kind != _GRANTS), _FEEDS)  # what comes from a backup
_STAY = (schema.grants, schema.service_keys, schema.jobs)
_CHANGE_HANDS = (schema.accounts, schema.links)


def counts_of(store: SqlStore, runner: str) -> dict[str, int]:
    """How many words there are of each kind that a backup brings."""
    with store.reading() as connection:
        here = store.id_of(connection, runner)
        return {
            kind: connection.execute(
                sa.select(sa.func.count()).where(schema.metadata.tables[kind].c.runner_id == here)
            ).scalar_one()
            for kind in KINDS
        }


def replace_shelf(store: SqlStore, runner: str, whole: Whole, *, stamp: str, used: str, ours: bool) -> bool:
    """Puts what was looked through, which is of one runner, in the place of what is kept of `runner`; the
    upload `used` that it came from goes in the same step. Whoever asks sweeps the store afterwards.

    False where something was kept there since `stamp`; then all is as it was. `ours`: this store wrote it.
    Else nobody knows who did: it names no file of this machine and no address that is encrypted here.
    Raises StoreTrouble: then all is as it was, too.
    """
    (named,) = whole.runners()
    for sha256, data in _files(whole):
        store.originals.keep(sha256, data)  # known by its content: one that nobody names harms nobody
    with store.writing() as connection:
        store.originals.lock(connection)
        query = sa.select(schema.runners.c.id).where(schema.runners.c.name == checks.runner_name(runner))
        before = connection.scalar(query.with_for_update())
        shelf = store.shelf(runner)
        if before is None or shelf.stamp() != stamp:
            return False
        sealed = {feed.id: feed.sealed for feed in shelf.feeds()}
        originals = schema.originals.c
        files = connection.scalars(sa.select(originals.key).where(originals.runner_id == before)).all()
        store.jobs.remove_within(connection, before, used)
        now = _renumber(store, connection, before, runner)
        for sha256, data in _files(whole):  # gone again where another was forgotten in the meantime
            store.originals.stay(connection, sha256, data)
        for kind in KINDS:
            pour_lines(connection, kind, _lines(whole, kind, sealed, ours=ours), {named: now})
        store.originals.drop(connection, files)
    store.decoded.forget(before)
    store.decoded_evidence.forget(before)
    return True


def _files(whole: Whole) -> Iterator[tuple[str, bytes]]:
    for line in whole.lines("originals"):
        data = whole.original(line)
        if data is not None:
            yield line.key, data


def _renumber(store: SqlStore, connection: sa.Connection, before: int, runner: str) -> int:
    """Lets all words of a runner go, and gives the name a new number with what stays as it is."""
    stay = {table: _rows(connection, table, before) for table in _STAY}
    change = {table: _rows(connection, table, before) for table in _CHANGE_HANDS}
    connection.execute(schema.forgotten.insert(), {"runner_id": before})
    for table in _CHANGE_HANDS:
        connection.execute(table.update().where(table.c.runner_id == before).values(runner_id=None))
    for table in reversed(schema.metadata.sorted_tables):
        if "runner_id" in table.c and table is not schema.forgotten:
            connection.execute(table.delete().where(table.c.runner_id == before))
    connection.execute(schema.runners.delete().where(schema.runners.c.id == before))
    store.add_name(connection, runner)
    now = store.id_of(connection, runner)
    for table, rows in stay.items():
        for row in rows:
            words = {name: value for name, value in row.items() if name != "seq"}
            connection.execute(table.insert(), words | {"runner_id": now})
    for table, rows in change.items():
        seqs = [row["seq"] for row in rows]
        connection.execute(table.update().where(table.c.seq.in_(seqs)).values(runner_id=now))
    return now


def _rows(connection: sa.Connection, table: sa.Table, runner: int) -> list[dict[str, object]]:
    query = table.select().where(table.c.runner_id == runner).order_by(table.c.seq)
    return [dict(row) for row in connection.execute(query).mappings()]


def _lines(whole: Whole, kind: str, sealed: Mapping[str, str], *, ours: bool) -> Iterator[Line]:
    """`sealed` are the addresses that are here, by the id of their calendar: a backup holds none."""
    for line in whole.lines(kind):
        if kind == _FEEDS:
            feed: Feed = word_of(line)
            yield line.saying(
                dataclasses.replace(feed, sealed=(ours and feed.sealed) or sealed.get(feed.id, ""))
            )
        elif kind == "plans" and not ours:
            yield line.saying(_without_paths(word_of(line)))
        else:
            yield line


def _without_paths(plan: KeptPlan) -> KeptPlan:
    """Files of the machine that it was made on: here they may be somebody else's. Their content is in it."""
    return dataclasses.replace(
        plan,
        profile_path="",
        books=tuple((f"{PurePath(name).name} as it was", text) for name, text in plan.books),
        calendar_paths=tuple("" for _ in plan.calendar_paths),
    )
