"""Which form a store has, and how it is brought to this version's: whole or not at all."""

import re
from pathlib import Path

import sqlalchemy as sa

from fullstride.domain.errors import StoreTrouble
from fullstride.store import troubles
from fullstride.store.engines import writing
from fullstride.store.schema import VERSION

NOTHING = 0  # there is a place for a store, and nothing in it
_VERSIONS = "alembic_version"
_LOCK = 0x66756C6C  # any number that other programs are unlikely to lock


def version(connection: sa.Connection, shown: str) -> int:
    """The form of the store, NOTHING where there is none. Raises StoreTrouble for another's database."""
    tables = _tables(connection)
    if not tables:
        return NOTHING
    found = ""
    if {_VERSIONS, "runners", "reports"} <= tables:
        found = str(connection.exec_driver_sql(f"SELECT version_num FROM {_VERSIONS}").scalar())
    if not re.fullmatch(r"\d{4}", found, re.ASCII):
        raise StoreTrouble(f"The store {shown} holds something else; {troubles.UNCHANGED}; name another one")
    return int(found)


def refuse_newer(found: int, shown: str) -> None:
    if found > VERSION:
        raise StoreTrouble(
            f"The store {shown} was made by a newer version of the program (its form is {found}, this one "
            f"knows {VERSION}); {troubles.UNCHANGED}; update the program"
        )


def bring_forward(engine: sa.Engine, shown: str, to: int = VERSION) -> None:
    """Makes the tables of a new store, or gives those of an older one this version's form.

    One transaction: it looks whether the store is sound, changes its form, and keeps that only where
    every row is still there. Raises StoreTrouble.
    """
    with writing(engine).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
        found = version(connection, shown)  # another program may have been faster
        refuse_newer(found, shown)
        if found >= to:
            return
        refuse_damaged(connection, shown)
        before = _counts(connection)
        _upgrade(connection, f"{to:04}")
        after = _counts(connection)
        if before.items() - after.items():
            raise troubles.damaged(shown, f"its form {found} can't be brought to {to}")


def make_tables(connection: sa.Connection) -> None:
    """Gives an empty database this version's form, within the transaction that it is in."""
    _upgrade(connection, f"{VERSION:04}")


def refuse_damaged(connection: sa.Connection, shown: str) -> None:
    """Raises StoreTrouble where SQLite finds its own pages unsound."""
    if connection.dialect.name == "sqlite":
        for check in ("quick_check(1)", "foreign_key_check"):
            row = connection.exec_driver_sql(f"PRAGMA {check}").first()
            if row is not None and row[0] != "ok":
                raise troubles.damaged(shown, str(row[0]).split("\n")[-1])


def _tables(connection: sa.Connection) -> set[str]:
    if connection.dialect.name == "sqlite":
        query = "SELECT name FROM sqlite_master WHERE type = 'table'"
    else:
        query = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
    return set(connection.exec_driver_sql(query).scalars())


def _counts(connection: sa.Connection) -> dict[str, int]:
    tables = _tables(connection) - {_VERSIONS}
    return {
        name: connection.execute(sa.select(sa.func.count()).select_from(sa.table(name))).scalar_one()
        for name in tables
    }


def _upgrade(connection: sa.Connection, revision: str) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    command.upgrade(config, revision)
