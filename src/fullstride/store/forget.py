"""All that is kept for one runner, removed in one step: the only door in the guard of what is kept."""

import sqlalchemy as sa

from fullstride.store import engines, schema
from fullstride.store.database import Database
from fullstride.store.sql_accounts import SqlAccounts


def forget(store: Database, accounts: SqlAccounts, name: str) -> bool:
    """False where there is no such runner. Raises StoreTrouble: then all is as it was.

    Files that are in a folder go right after the step that no longer names them; where the program is killed
    between the two, when the store is opened next.
    """
    with store.writing() as connection:
        store.originals.lock(connection)
        runner = sa.select(schema.runners.c.id).where(schema.runners.c.name == name)
        found = connection.scalar(runner.with_for_update())
        if found is None:
            return False
        _remove(store, accounts, connection, found)
    store.decoded.forget(found)
    store.decoded_evidence.forget(found)
    store.sweep()
    if connection.dialect.name == "sqlite":
        engines.empty_journal(store.engine)
    return True


def _remove(store: Database, accounts: SqlAccounts, connection: sa.Connection, runner: int) -> None:
    originals = schema.originals.c
    jobs = schema.jobs.c
    files = connection.scalars(sa.select(originals.key).where(originals.runner_id == runner)).all()
    spools = connection.scalars(sa.select(jobs.spool).where(jobs.runner_id == runner)).all()
    connection.execute(schema.forgotten.insert(), {"runner_id": runner})
    for account in connection.scalars(
        sa.select(schema.accounts.c.key).where(schema.accounts.c.runner_id == runner)
    ).all():
        accounts.remove_within(connection, account)
    for table in reversed(schema.metadata.sorted_tables):
        if "runner_id" in table.c and table is not schema.forgotten:
            connection.execute(table.delete().where(table.c.runner_id == runner))
    connection.execute(schema.runners.delete().where(schema.runners.c.id == runner))
    store.originals.drop(connection, files)
    for spool in spools:
        store.uploads.drop(connection, spool)
