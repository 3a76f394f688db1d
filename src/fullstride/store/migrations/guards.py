"""Triggers that refuse to alter or remove what is kept, for both databases."""

from alembic import op

_FUNCTION = """
CREATE FUNCTION fullstride_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'what is kept in % is never altered', TG_TABLE_NAME; END $$
"""

_UNLESS_FORGOTTEN = """
CREATE FUNCTION fullstride_kept_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM forgotten WHERE runner_id = (to_jsonb(OLD) ->> TG_ARGV[0])::bigint) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'what is kept in % is never altered', TG_TABLE_NAME;
END $$
"""
_UNLESS_NOBODYS = """
CREATE FUNCTION fullstride_kept_contents() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM originals WHERE key = OLD.sha256) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'what is kept in % is never altered', TG_TABLE_NAME;
END $$
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


def make_forgetting_guard() -> None:
    """Once for each database, after `forgotten` is made and before the first table lets its runners go."""
    if _is_postgres():
        op.execute(_UNLESS_FORGOTTEN)
        op.execute(_UNLESS_NOBODYS)


def guard_unless_forgotten(table: str, runner: str = "runner_id") -> None:
    """As guard, but the rows of a runner who is in `forgotten` may be removed; `runner` is the column."""
    if _is_postgres():
        _guard_by(table, f"fullstride_kept_row('{runner}')")
        return
    op.execute(
        f"CREATE TRIGGER {table}_kept_update BEFORE UPDATE ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'what is kept in {table} is never altered'); END"
    )
    op.execute(
        f"CREATE TRIGGER {table}_kept_delete BEFORE DELETE ON {table} "
        f"WHEN NOT EXISTS (SELECT 1 FROM forgotten WHERE runner_id = OLD.{runner}) "
        f"BEGIN SELECT RAISE(ABORT, 'what is kept in {table} is never altered'); END"
    )


def guard_unless_nobodys(table: str) -> None:
    """For files in a table of PostgreSQL: one that no runner's word names any more may be removed."""
    _guard_by(table, "fullstride_kept_contents()")


def _guard_by(table: str, function: str) -> None:
    op.execute(
        f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION fullstride_kept()"
    )
    op.execute(
        f"CREATE TRIGGER {table}_kept_delete BEFORE DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {function}"
    )


def _is_postgres() -> bool:
    return op.get_bind().dialect.name == "postgresql"
