"""Triggers that refuse to alter or remove what is kept, for both databases."""

from alembic import op

_FUNCTION = """
CREATE FUNCTION fullstride_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'what is kept in % is never altered', TG_TABLE_NAME; END $$
"""


def make_guard() -> None:
    """Once for each database, before the first table is guarded."""
    if _is_postgres():
        op.execute(_FUNCTION)


def guard(table: str) -> None:
    if _is_postgres():
        op.execute(
            f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION fullstride_kept()"
        )
        return
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_kept_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, 'what is kept in {table} is never altered'); END"
        )


def unguard(table: str) -> None:
    """For a migration that gives rows another form; guard the table again in the same one."""
    if _is_postgres():
        op.execute(f"DROP TRIGGER {table}_kept ON {table}")
        return
    for verb in ("update", "delete"):
        op.execute(f"DROP TRIGGER {table}_kept_{verb}")


def _is_postgres() -> bool:
    return op.get_bind().dialect.name == "postgresql"
