"""Words that were looked through, put into an empty store as they were."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

import sqlalchemy as sa

from fullstride.store import checks, schema
from fullstride.store.codec import MadeEvidence, pack
from fullstride.store.lines import ACCOUNTS, IMPORTS, KINDS, Line, word_of
from fullstride.store.unpacking import Whole

_AT_ONCE = 100


def pour(whole: Whole, connection: sa.Connection, *, first_id: int = 1) -> None:
    """Runners and rows in the order in which they came, within the caller's transaction."""
    ids = {name: first_id + index for index, name in enumerate(whole.runners())}
    if ids:
        runners = [{"id": id_, "name": name} for name, id_ in ids.items()]
        connection.execute(schema.runners.insert(), runners)
    for kind in KINDS:
        pour_lines(connection, kind, whole.lines(kind), ids)
    if connection.dialect.name == "postgresql":
        last = sa.func.pg_get_serial_sequence("runners", "id")
        connection.execute(sa.select(sa.func.setval(last, max([first_id, *ids.values()]))))


def pour_lines(connection: sa.Connection, kind: str, lines: Iterable[Line], ids: Mapping[str, int]) -> None:
    """Words of one kind; `ids` are the numbers of the runners that the lines name."""
    table = schema.metadata.tables[kind]
    for rows in _batches(_row(line, ids) for line in lines):
        connection.execute(table.insert(), rows)


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while some := list(islice(rows, _AT_ONCE)):
        yield some


def _row(line: Line, ids: Mapping[str, int]) -> dict[str, Any]:
    row: dict[str, Any] = {"runner_id": ids[line.runner] if line.runner else None, "at_us": line.at_us}
    if line.kind == IMPORTS:
        return row
    row |= {"body_version": line.form, "body_sum": line.sum}
    if line.kind == "plans":
        return row | {"number": int(line.key), "packed": pack(line.body)}
    row |= {"key": line.key, "body": line.body}
    if line.kind == "evidence":
        word: MadeEvidence = word_of(line)
        row |= {"sha256": word.made.sha256, "algorithm": word.made.algorithm}
    if line.kind == ACCOUNTS:
        row["folded"] = checks.folded(word_of(line).name)
    return row
