"""One runner's shelf in a database. Each word is a row with its body; but for feeds and keys of services
nothing is ever altered."""

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import Any, TypeVar

import sqlalchemy as sa

from fullstride.domain.accounts import Grant
from fullstride.domain.corrections import Correction
from fullstride.domain.evidence import Evidence
from fullstride.domain.feeds import Feed, ServiceKey
from fullstride.domain.keeping import KeptPlan, Made, Match, Moved, Original
from fullstride.domain.report import Report
from fullstride.store import checks, codec, rows, schema, troubles
from fullstride.store.database import Database
from fullstride.store.decoded import sharing

Word = TypeVar("Word")
_AT_ONCE = 500  # keys in one question: a database takes so many and not many more


_GROWING = (
    schema.reports,
    schema.originals,
    schema.evidence,
    schema.matches,
    schema.moves,
    schema.imports,
    schema.plans,
    schema.corrections,
    schema.grants,
    schema.feeds,
    schema.service_keys,
)


_WHOSE: sa.BindParameter[int] = sa.bindparam("whose")


def _count(table: sa.Table) -> sa.ScalarSelect[int]:
    here = sa.select(sa.func.count()).select_from(table)
    return here.where(table.c.runner_id == _WHOSE).scalar_subquery()


def _sum(table: sa.Table) -> sa.ScalarSelect[int]:
    """Rows here are altered in their place; then their checksums are others."""
    return sa.select(sa.func.sum(table.c.body_sum)).where(table.c.runner_id == _WHOSE).scalar_subquery()


_STAMP = sa.select(*map(_count, _GROWING), _sum(schema.feeds), _sum(schema.service_keys))


class SqlShelf:
    """Reads and writes the rows of one runner and no other."""

    def __init__(self, store: Database, runner_id: int, runner: str) -> None:
        self._store, self._id, self._runner = store, runner_id, runner

    @property
    def runner(self) -> str:
        return self._runner

    def stamp(self) -> str:
        with self._store.reading() as connection:
            row = connection.execute(_STAMP, {"whose": self._id}).one()
        return ".".join(str(value or 0) for value in (self._id, *row))

    def add_reports(self, reports: Sequence[Report]) -> int:
        # Sorted, so that two programs that send the same ones wait for each other and not in a ring.
        by_id = sorted(reports, key=lambda report: report.id)
        return self._add(schema.reports, [self._row(each.id, each.said_at, each) for each in by_id])

    def reports(self) -> tuple[Report, ...]:
        table = schema.reports
        return self._words(Report, table, table.c.at_us, table.c.key)

    def add_original(self, name: str, data: bytes, at: dt.datetime) -> Original:
        digest = hashlib.sha256(data).hexdigest()
        original = Original(sha256=digest, name=name, size_bytes=len(data), kept_at=at)
        row = self._row(digest, at, original)
        with troubles.told(self._store.shown):
            self._store.originals.keep(digest, data)  # first the bytes, then the word that they are there
        with self._store.writing() as connection:
            self._store.add(connection, schema.originals, row)
            self._store.originals.stay(connection, digest, data)
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
        query = sa.select(table.c.key, table.c.body_sum).where(table.c.seq.in_(last))
        with self._store.reading() as connection:
            sums = {row.key: row.body_sum for row in connection.execute(query)}
        decoded = self._store.decoded_evidence
        found = {key: decoded.get(self._id, key, body_sum) for key, body_sum in sums.items()}
        new = [key for key, word in found.items() if word is None]
        for start in range(0, len(new), _AT_ONCE):
            these = table.c.key.in_(new[start : start + _AT_ONCE])
            for word in self._words(codec.MadeEvidence, table, where=these):
                key = checks.digest(word.made)
                found[key] = word
                decoded.put(self._id, key, sums[key], word)
        there = (word for word in found.values() if word is not None)
        return tuple(sorted(((each.made, each.evidence) for each in there), key=checks.by_start))

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
        number = schema.plans.c.number
        last = sa.select(sa.func.max(number)).where(schema.plans.c.runner_id == self._id)
        return next(iter(self._plans(number == last.scalar_subquery())), None)

    def plans(self) -> tuple[KeptPlan, ...]:
        return self._plans()

    def _plans(self, *which: sa.ColumnElement[bool]) -> tuple[KeptPlan, ...]:
        """Only those are read whole that were not read before."""
        table, decoded = schema.plans, self._store.decoded
        query = sa.select(table.c.number, table.c.body_sum).where(table.c.runner_id == self._id, *which)
        with self._store.reading() as connection:
            sums = {row.number: row.body_sum for row in connection.execute(query.order_by(table.c.number))}
        found = {number: decoded.get(self._id, number, body_sum) for number, body_sum in sums.items()}
        new = [number for number, plan in found.items() if plan is None]
        if new:
            before: KeptPlan | None = None
            for one in self._words(KeptPlan, table, table.c.number, where=table.c.number.in_(new)):
                plan = before = sharing(one, before)
                found[plan.number] = plan
                decoded.put(self._id, plan.number, sums[plan.number], plan)
        return tuple(plan for plan in found.values() if plan is not None)

    def add_correction(self, correction: Correction) -> bool:
        return bool(self._add(schema.corrections, [self._row(correction.id, correction.said_at, correction)]))

    def corrections(self) -> tuple[Correction, ...]:
        return self._words(Correction, schema.corrections, schema.corrections.c.seq)

    def add_grant(self, grant: Grant) -> None:
        self._add(schema.grants, [self._row(checks.digest(grant), grant.said_at, grant)])

    def grants(self) -> tuple[Grant, ...]:
        return self._words(Grant, schema.grants, schema.grants.c.seq)

    def put_feed(self, feed: Feed) -> None:
        self._put(schema.feeds, self._row(feed.id, feed.added_at, feed))

    def feeds(self) -> tuple[Feed, ...]:
        return self._words(Feed, schema.feeds, schema.feeds.c.at_us, schema.feeds.c.key)

    def feed_read(self, feed: str, at: dt.datetime, *, sha256: str = "", error: str = "") -> bool:
        table = schema.feeds
        which = (table.c.runner_id == self._id) & (table.c.key == feed)
        query = sa.select(table.c.key, table.c.body_version, table.c.body, table.c.body_sum)
        with self._store.writing() as connection:
            row = connection.execute(query.where(which).with_for_update()).one_or_none()
            if row is None:
                return False
            kept = self._word(Feed, table.name, *row)
            read = dataclasses.replace(kept, read_at=at, sha256=sha256 or kept.sha256, error=error)
            connection.execute(table.update().where(which).values(self._row(feed, kept.added_at, read)))
            return True

    def remove_feed(self, feed: str) -> bool:
        return self._remove(schema.feeds, feed)

    def put_service_key(self, key: ServiceKey) -> None:
        self._put(schema.service_keys, self._row(key.service, key.kept_at, key))

    def service_keys(self) -> tuple[ServiceKey, ...]:
        return self._words(ServiceKey, schema.service_keys, schema.service_keys.c.key)

    def remove_service_key(self, service: str) -> bool:
        return self._remove(schema.service_keys, service)

    def _original(self, sha256: str) -> Original | None:
        table = schema.originals
        return next(iter(self._words(Original, table, where=table.c.key == sha256)), None)

    def _row(self, key: str, at: dt.datetime, word: object) -> dict[str, Any]:
        return {"runner_id": self._id} | rows.columns(key, at, word)

    def _put(self, table: sa.Table, row: dict[str, Any]) -> None:
        statement = self._store.insert(table).on_conflict_do_update(
            index_elements=[table.c.runner_id, table.c.key],
            set_={name: row[name] for name in ("at_us", "body_version", "body", "body_sum")},
        )
        with self._store.writing() as connection:
            connection.execute(statement, row)

    def _remove(self, table: sa.Table, key: str) -> bool:
        statement = table.delete().where(table.c.runner_id == self._id, table.c.key == key)
        with self._store.writing() as connection:
            return connection.execute(statement).rowcount == 1

    def _add(self, table: sa.Table, new: Sequence[dict[str, Any]]) -> int:
        with self._store.writing() as connection:
            return sum(self._store.add(connection, table, row) for row in new)

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
            found = connection.execute(query.order_by(*order)).all()
        return tuple(self._word(kind, table.name, *row) for row in found)

    def _word(
        self, kind: type[Word], table: str, key: object, version: int, kept: str | bytes, body_sum: int
    ) -> Word:
        try:
            return rows.read(kind, key, version, kept, body_sum)
        except codec.Unreadable as error:
            raise rows.damaged(self._store.shown, table, self._runner, key, error) from None
