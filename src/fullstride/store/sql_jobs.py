"""Uploads and the work on them, in a database that every worker shares."""

import contextlib
import datetime as dt
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from fullstride.domain.imports import Counts, ImportJob, JobState
from fullstride.store import checks, codec, schema, troubles
from fullstride.store.database import Database

_JOBS = schema.jobs


class SqlJobs:
    """Each change is one UPDATE that says which state it expects: of two at once one finds another."""

    def __init__(self, store: Database) -> None:
        self._store = store

    def begin(self, job: ImportJob) -> ImportJob:
        checks.new_job(job)
        spool = uuid.uuid4().hex
        row: dict[str, object] = {
            "key": job.id,
            "spool": spool,
            "name": job.name,
            "size_bytes": job.size_bytes,
            "received_bytes": 0,
            "state": checks.first_state(job).value,
            "created_us": checks.micros(job.created_at),
            "changed_us": checks.micros(job.changed_at),
            "worker": "",
            "tries": 0,
            "counts": codec.to_body(Counts()),
            "result": job.result,
            "error": "",
        }
        with self._store.writing() as connection:
            row["runner_id"] = self._store.id_of(connection, job.runner)
            is_new = self._store.add(connection, _JOBS, row)
            if is_new and not job.size_bytes:
                self._store.uploads.write(spool, 0, b"", last=True)
            query = _with_runner().where(_JOBS.c.runner_id == row["runner_id"], _JOBS.c.key == job.id)
            kept = self._job(connection.execute(query).one())
        if kept.size_bytes != job.size_bytes:
            raise checks.other_size(kept)
        return kept

    def get(self, runner: str, job: str) -> ImportJob | None:
        row = self._found(runner, job)
        return None if row is None else self._job(row)

    def of(self, runner: str, *, limit: int = 100) -> tuple[ImportJob, ...]:
        query = _with_runner().where(schema.runners.c.name == checks.runner_name(runner))
        query = query.order_by(_JOBS.c.created_us.desc(), _JOBS.c.seq.desc()).limit(limit)
        with self._store.reading() as connection:
            return tuple(self._job(row) for row in connection.execute(query))

    def receive(self, runner: str, job: str, offset: int, data: bytes, at: dt.datetime) -> ImportJob | None:
        row = self._found(runner, job)
        if row is None:
            return None
        kept, end = self._job(row), offset + len(data)
        if not kept.state.is_received or offset != kept.received_bytes or not data:
            return kept
        if end > kept.size_bytes:
            raise checks.too_much(kept)
        is_last = end == kept.size_bytes
        with troubles.told(self._store.shown):
            self._store.uploads.write(row.spool, offset, data, last=is_last)
        state = checks.next_state(kept, is_last=is_last)
        statement = (
            _JOBS.update()
            .where(_JOBS.c.seq == row.seq, _JOBS.c.received_bytes == offset)
            .where(_JOBS.c.state == kept.state.value)
            .values(received_bytes=end, state=state.value, changed_us=checks.micros(at))
        )
        with self._store.writing() as connection:
            if connection.execute(statement).rowcount == 1:
                self._store.uploads.write_within(connection, row.spool, offset, data)
        return self.get(runner, job)

    @contextlib.contextmanager
    def file(self, runner: str, job: str) -> Iterator[Path]:
        row = self._found(runner, job)
        if row is None:
            raise checks.no_upload(job)
        with self._store.uploads.opened(row.spool) as path:
            if not path.exists() or path.stat().st_size < row.received_bytes:
                raise checks.no_upload(job)
            yield path

    def claim(self, worker: str, now: dt.datetime, until: dt.datetime) -> ImportJob | None:
        checks.keys(worker)
        at = checks.micros(now)
        is_free = (_JOBS.c.state == JobState.WAITING.value) | (
            (_JOBS.c.state == JobState.WORKING.value) & (_JOBS.c.leased_us <= at)
        )
        first = sa.select(_JOBS.c.seq).where(is_free).order_by(_JOBS.c.changed_us, _JOBS.c.seq).limit(1)
        with self._store.reading() as connection:  # who only asks hinders nobody who writes
            if connection.scalar(first) is None:
                return None
        with self._store.writing() as connection:
            seq = connection.scalar(first.with_for_update(skip_locked=True))
            if seq is None:
                return None
            taken = _JOBS.update().where(_JOBS.c.seq == seq)
            connection.execute(
                taken.values(
                    state=JobState.WORKING.value,
                    worker=worker,
                    leased_us=checks.micros(until),
                    changed_us=at,
                    tries=_JOBS.c.tries + 1,
                )
            )
            return self._job(connection.execute(_with_runner().where(_JOBS.c.seq == seq)).one())

    def renew(
        self, runner: str, job: str, worker: str, now: dt.datetime, until: dt.datetime, counts: Counts
    ) -> bool:
        return self._say(
            runner,
            job,
            worker,
            changed_us=checks.micros(now),
            leased_us=checks.micros(until),
            counts=codec.to_body(counts),
        )

    def finish(
        self,
        runner: str,
        job: str,
        worker: str,
        at: dt.datetime,
        counts: Counts,
        *,
        result: str = "",
        error: str = "",
    ) -> bool:
        return self._say(
            runner,
            job,
            worker,
            drop=True,
            state=(JobState.FAILED if error else JobState.DONE).value,
            worker="",
            leased_us=None,
            changed_us=checks.micros(at),
            counts=codec.to_body(counts),
            result=result,
            error=error,
        )

    def abandon(self, runner: str, job: str, worker: str, at: dt.datetime) -> bool:
        state, changed = JobState.WAITING.value, checks.micros(at)
        tries = _JOBS.c.tries - 1
        return self._say(
            runner, job, worker, state=state, worker="", leased_us=None, changed_us=changed, tries=tries
        )

    def remove(self, runner: str, job: str) -> bool:
        row = self._found(runner, job)
        if row is None:
            return False
        return self._remove(_JOBS.c.seq == row.seq) == 1

    def remove_within(self, connection: sa.Connection, runner_id: int, job: str) -> None:
        """Within a transaction of the caller's, who sweeps the store afterwards."""
        which = (_JOBS.c.runner_id == runner_id) & (_JOBS.c.key == job)
        for spool in connection.scalars(sa.select(_JOBS.c.spool).where(which)).all():
            self._store.uploads.drop(connection, spool)
        connection.execute(_JOBS.delete().where(which))

    def prune(self, *, over_before: dt.datetime, idle_before: dt.datetime) -> int:
        over = _JOBS.c.state.in_([state.value for state in JobState if state.is_over])
        idle = _JOBS.c.state == JobState.RECEIVING.value
        left = self._store.uploads.known()  # before the rows: each has its row first
        removed = self._remove(
            (over & (_JOBS.c.changed_us < checks.micros(over_before)))
            | (idle & (_JOBS.c.changed_us < checks.micros(idle_before)))
        )
        if left:
            with self._store.reading() as connection:
                named = set(connection.scalars(sa.select(_JOBS.c.spool)))
            for name in set(left) - named:
                self._store.uploads.erase(name)
        return removed

    def _remove(self, which: sa.ColumnElement[bool]) -> int:
        with self._store.writing() as connection:
            found = connection.execute(
                sa.select(_JOBS.c.seq, _JOBS.c.spool).where(which).with_for_update()
            ).all()
            for row in found:
                self._store.uploads.drop(connection, row.spool)
                connection.execute(_JOBS.delete().where(_JOBS.c.seq == row.seq))
        self._store.sweep()
        return len(found)

    def _say(self, runner: str, job: str, by: str, /, *, drop: bool = False, **values: Any) -> bool:
        """What the worker who has the job says of it."""
        row = self._found(runner, job)
        if row is None:
            return False
        is_theirs = (_JOBS.c.state == JobState.WORKING.value) & (_JOBS.c.worker == by)
        statement = _JOBS.update().where(_JOBS.c.seq == row.seq, is_theirs).values(**values)
        with self._store.writing() as connection:
            if connection.execute(statement).rowcount != 1:
                return False
            if drop:
                self._store.uploads.drop(connection, row.spool)
        if drop:
            self._store.sweep()
        return True

    def _found(self, runner: str, job: str) -> Any:
        name = checks.runner_name(runner)
        query = _with_runner().where(schema.runners.c.name == name, _JOBS.c.key == job)
        with self._store.reading() as connection:
            return connection.execute(query).one_or_none()

    def _job(self, row: Any) -> ImportJob:
        return ImportJob(
            id=row.key,
            runner=row.runner,
            name=row.name,
            size_bytes=row.size_bytes,
            created_at=checks.instant(row.created_us),
            changed_at=checks.instant(row.changed_us),
            state=JobState(row.state),
            received_bytes=row.received_bytes,
            counts=codec.from_body(Counts, row.counts, 1),
            worker=row.worker,
            leased_until=None if row.leased_us is None else checks.instant(row.leased_us),
            tries=row.tries,
            result=row.result,
            error=row.error,
        )


def _with_runner() -> sa.Select[Any]:
    return sa.select(_JOBS, schema.runners.c.name.label("runner")).join(schema.runners)
