"""One runner's shelf in a database. Each word is a row with its body; nothing is ever altered."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import sqlalchemy as sa

from fullstride.domain.evidence import Evidence
from fullstride.domain.keeping import KeptPlan, Made, Match, Moved, Original
from fullstride.domain.report import Report
from fullstride.store import checks, codec, schema, troubles

if TYPE_CHECKING:
    from fullstride.store.sql import SqlStore

Word = TypeVar("Word")


class SqlShelf:
    """Reads and writes the rows of one runner and no other."""

    def __init__(self, store: "SqlStore", runner_id: int, runner: str) -> None:
        self._store, self._id, self._runner = store, runner_id, runner

    @property
    def runner(self) -> str:
        return self._runner

    def add_reports(self, reports: Sequence[Report]) -> int:
        # Sorted, so that two programs that send the same ones wait for each other and not in a ring.
        by_id = sorted(reports, key=lambda report: report.id)
        rows = [self._row(report.id, report.said_at, report) for report in by_id]
        return self._add(schema.reports, rows)

    def reports(self) -> tuple[Report, ...]:
        table = schema.reports
        return self._words(Report, table, table.c.at_us, table.c.key)

    def add_original(self, name: str, data: bytes, at: dt.datetime) -> Original:
        digest = hashlib.sha256(data).hexdigest()
        original = Original(sha256=digest, name=name, size_bytes=len(data), kept_at=at)
        row = self._row(digest, at, original)
        with troubles.told(self._store.shown):
            self._store.originals.keep(digest, data)  # first the bytes, then the word that they are there
        self._add(schema.originals, [row])
        return self._original(digest) or original

    def originals(self) -> tuple[Original, ...]:
        table = schema.originals
        return self._words(Original, table, table.c.at_us, table.c.key)

    def read_original(self, sha256: str) -> bytes:
        original = self._original(sha256)
        if original is None:
            raise checks.no_original(self._runner, sha256)
        with troubles.told(self._store.shown):
            data = self._store.originals.read(sha256)
        if data is None:
            raise checks.spoiled(original.name)
        return data

    def add_evidence(self, made: Made, evidence: Evidence, at: dt.datetime) -> bool:
        checks.keys(made.sha256, made.algorithm)
        row = self._row(checks.digest(made), at, codec.MadeEvidence(made=made, evidence=evidence))
        return bool(self._add(schema.evidence, [row | {"sha256": made.sha256, "algorithm": made.algorithm}]))

    def evidence(self) -> tuple[tuple[Made, Evidence], ...]:
        table = schema.evidence
        last = (
            sa.select(sa.func.max(table.c.seq))
            .where(table.c.runner_id == self._id)
            .group_by(table.c.sha256, table.c.algorithm)
        )
        found = self._words(codec.MadeEvidence, table, where=table.c.seq.in_(last))
        return tuple(sorted(((each.made, each.evidence) for each in found), key=checks.by_start))

    def add_match(self, match: Match) -> None:
        self._add(schema.matches, [self._row(checks.digest(match), match.said_at, match)])

    def matches(self) -> tuple[Match, ...]:
        table = schema.matches
        return self._words(Match, table, table.c.at_us, table.c.seq)

    def add_move(self, moved: Moved) -> bool:
        return bool(self._add(schema.moves, [self._row(moved.id, moved.said_at, moved)]))

    def moves(self) -> tuple[Moved, ...]:
        table = schema.moves
        return self._words(Moved, table, table.c.at_us, table.c.key)

    def add_import(self, at: dt.datetime) -> None:
        self._add(schema.imports, [{"runner_id": self._id, "at_us": checks.micros(at)}])

    def imported_at(self) -> dt.datetime | None:
        table = schema.imports
        with self._store.reading() as connection:
            query = sa.select(sa.func.max(table.c.at_us)).where(table.c.runner_id == self._id)
            at_us = connection.scalar(query)
        return None if at_us is None else checks.EPOCH + at_us * checks.MICROSECOND

    def add_plan(self, plan: KeptPlan) -> None:
        table = schema.plans
        row = self._row(str(plan.number), plan.made_at, plan)
        row["number"] = int(row.pop("key"))
        row["packed"] = codec.pack(row.pop("body"))
        runner = sa.select(schema.runners.c.id).where(schema.runners.c.id == self._id)
        last = sa.select(sa.func.max(table.c.number)).where(table.c.runner_id == self._id)
        with self._store.writing() as connection:
            # Of two programs that keep a plan one waits here; SQLite let only one begin.
            connection.execute(runner.with_for_update(key_share=True))
            checks.next_number(plan.number, connection.scalar(last) or 0)
            connection.execute(table.insert(), row)

    def plan(self) -> KeptPlan | None:
        table = schema.plans
        last = sa.select(sa.func.max(table.c.number)).where(table.c.runner_id == self._id).scalar_subquery()
        return next(iter(self._words(KeptPlan, table, where=table.c.number == last)), None)

    def plans(self) -> tuple[KeptPlan, ...]:
        return self._words(KeptPlan, schema.plans, schema.plans.c.number)

    def _original(self, sha256: str) -> Original | None:
        table = schema.originals
        return next(iter(self._words(Original, table, where=table.c.key == sha256)), None)

    def _row(self, key: str, at: dt.datetime, word: object) -> dict[str, Any]:
        checks.keys(key)
        body = codec.to_body(word)
        return {
            "runner_id": self._id,
            "key": key,
            "at_us": checks.micros(at),
            "body_version": codec.body_version(type(word)),
            "body": body,
            "body_sum": codec.checksum(key, body),
        }

    def _add(self, table: sa.Table, rows: Sequence[dict[str, Any]]) -> int:
        with self._store.writing() as connection:
            return sum(self._store.add(connection, table, row) for row in rows)

    def _words(
        self,
        kind: type[Word],
        table: sa.Table,
        *order: sa.ColumnElement[Any],
        where: sa.ColumnElement[bool] | None = None,
    ) -> tuple[Word, ...]:
        key, body = (table.c.number, table.c.packed) if table is schema.plans else (table.c.key, table.c.body)
        query = sa.select(key, table.c.body_version, body, table.c.body_sum).where(
            table.c.runner_id == self._id
        )
        if where is not None:
            query = query.where(where)
        with self._store.reading() as connection:
            rows = connection.execute(query.order_by(*order)).all()
        return tuple(self._word(kind, table.name, *row) for row in rows)

    def _word(
        self, kind: type[Word], table: str, key: object, version: int, kept: str | bytes, body_sum: int
    ) -> Word:
        try:
            body = kept if isinstance(kept, str) else codec.unpack(kept)
            if codec.checksum(str(key), body) != body_sum:
                raise codec.Unreadable("its checksum is wrong")
            return codec.from_body(kind, body, version)
        except codec.Unreadable as error:
            place = f"{table} of {self._runner}, {str(key)[:40]}"
            raise troubles.damaged(self._store.shown, f"{place}: {error}") from None
