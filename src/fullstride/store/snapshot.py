"""All rows of a store at one moment, whichever database it is, whatever others write meanwhile."""

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import sqlalchemy as sa

from fullstride.store import codec, schema, troubles
from fullstride.store.lines import ACCOUNTS, IMPORTS, KINDS, Line, kinds_of
from fullstride.store.sql import SqlStore

_AT_ONCE = 50  # rows; a plan may have a megabyte
BROKEN = (sa.exc.DBAPIError, UnicodeDecodeError)  # what a damaged file makes of a query
Spoiled = Callable[[str, str], None]  # told which row can't be read, and why


@contextlib.contextmanager
def moment(store: SqlStore) -> Iterator[sa.Connection]:
    """A connection on which every query sees the same state. Raises StoreTrouble."""
    if store.engine.dialect.name == "sqlite":
        with store.reading() as connection:
            yield connection
        return
    options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with troubles.told(store.shown), store.engine.execution_options(**options).connect() as connection:
        yield connection


def runners(connection: sa.Connection) -> dict[int, str]:
    """Names by id, in the order in which they came."""
    table = schema.runners
    return {row.id: row.name for row in connection.execute(sa.select(table).order_by(table.c.id))}


def counts(connection: sa.Connection) -> dict[str, int]:
    """How many rows there are of runners and of each kind."""
    return {
        name: connection.execute(
            sa.select(sa.func.count()).select_from(schema.metadata.tables[name])
        ).scalar_one()
        for name in ("runners", *KINDS)
    }


def lines(
    connection: sa.Connection, kind: str, shown: str, *, form: int = schema.VERSION, only: str = ""
) -> Iterator[Line]:
    """Every row of a kind in the order in which they came; `form` is the store's, `only` the runner whose
    they are, "" for everybody's.

    Raises StoreTrouble at the first whose body can't be unpacked.
    """
    if kind not in kinds_of(form):
        return
    names = runners(connection)
    query = _query(kind, form)
    if only:
        query = query.where(sa.column("runner_id").in_([id_ for id_, name in names.items() if name == only]))
    for row in connection.execution_options(yield_per=_AT_ONCE).execute(query.order_by(sa.column("seq"))):
        try:
            yield _line(kind, names, row)
        except codec.Unreadable as error:
            raise troubles.damaged(shown, f"{kind}, row {row.seq}: {error}") from None


def readable_lines(
    connection: sa.Connection, kind: str, spoiled: Spoiled, *, form: int = schema.VERSION
) -> Iterator[Line]:
    """The rows of a damaged store that can still be read; `spoiled` is told of each that can't."""
    if kind not in kinds_of(form):
        return
    try:
        with _apart(connection):
            names = runners(connection)
    except BROKEN as error:
        names = {}
        spoiled("runners", reason(error))
    query = _query(kind, form)
    for seq in _numbers(connection, kind, spoiled):
        try:
            with _apart(connection):
                row = connection.execute(query.where(sa.column("seq") == seq)).one_or_none()
            if row is None:
                raise codec.Unreadable("it can't be found by its number")
            yield _line(kind, names, row)
        except (codec.Unreadable, *BROKEN) as error:
            spoiled(f"{kind}, row {seq}", reason(error))


def _apart(connection: sa.Connection) -> contextlib.AbstractContextManager[object]:
    """After an error in it the rest can still be read: PostgreSQL would answer nothing any more."""
    return connection.begin_nested() if connection.dialect.name == "postgresql" else contextlib.nullcontext()


def _numbers(connection: sa.Connection, kind: str, spoiled: Spoiled) -> list[int]:
    """From the first on, and, where that breaks off, from the last on as well."""
    seq = schema.metadata.tables[kind].c.seq
    found: set[int] = set()
    for order in (seq.asc(), seq.desc()):
        try:
            with _apart(connection):
                for number in connection.scalars(sa.select(seq).order_by(order)):
                    found.add(number)
            return sorted(found)
        except BROKEN as error:
            why = reason(error)
    spoiled(f"{kind}, somewhere after row {len(found)}", why)
    return sorted(found)


def _query(kind: str, form: int) -> sa.Select[Any]:
    table = schema.metadata.tables[kind]
    columns: list[Any] = [table.c.seq, table.c.runner_id, table.c.at_us]
    if kind != IMPORTS:
        key = table.c.number if kind == "plans" else table.c.key
        packed = kind == "plans" and form >= schema.PACKED_SINCE
        body = table.c.packed if packed else sa.literal_column("body", sa.Text)
        columns += [key.label("key"), table.c.body_version, table.c.body_sum, body.label("body")]
    return sa.select(*columns).select_from(table)


def _line(kind: str, names: dict[int, str], row: Any) -> Line:
    runner = names.get(row.runner_id, "")
    if not runner and not (kind == ACCOUNTS and row.runner_id is None):
        raise codec.Unreadable(f"its runner, number {row.runner_id}, is not there")
    if kind == IMPORTS:
        if not isinstance(row.at_us, int):
            raise codec.Unreadable("it is not as it was written")
        return Line(kind=kind, runner=runner, at_us=row.at_us)
    numbers = (row.at_us, row.body_version, row.body_sum)
    if not all(isinstance(number, int) for number in numbers):
        raise codec.Unreadable("it is not as it was written")
    body = row.body if isinstance(row.body, str) else codec.unpack(row.body)
    return Line(
        kind=kind,
        runner=runner,
        at_us=row.at_us,
        key=str(row.key),
        form=row.body_version,
        sum=row.body_sum,
        body=body,
    )


def reason(error: Exception) -> str:
    """What the database complains of, in its own words, on one line."""
    return str(error.orig if isinstance(error, sa.exc.DBAPIError) else error).split("\n", 1)[0]
