"""Uploads and the work on them, for as long as the program lives."""

import contextlib
import dataclasses
import datetime as dt
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from fullstride.domain.imports import Counts, ImportJob, JobState
from fullstride.store import checks
from fullstride.store.folders import copied_out

Place = tuple[str, str]  # runner, id


class MemoryJobs:
    def __init__(self, lock: threading.RLock, shelves: Mapping[str, object]) -> None:
        self._lock, self._shelves = lock, shelves
        self._jobs: dict[Place, ImportJob] = {}
        self._bytes: dict[Place, bytearray] = {}

    def begin(self, job: ImportJob) -> ImportJob:
        checks.new_job(job)
        runner = checks.runner_name(job.runner)
        with self._lock:
            if runner not in self._shelves:
                raise checks.unknown(job.runner, sorted(self._shelves))
            place = (runner, job.id)
            if place not in self._jobs:
                self._jobs[place] = ImportJob(
                    id=job.id,
                    runner=runner,
                    name=job.name,
                    size_bytes=job.size_bytes,
                    created_at=job.created_at,
                    changed_at=job.changed_at,
                    state=checks.first_state(job),
                    result=job.result,
                )
                self._bytes[place] = bytearray()
            kept = self._jobs[place]
        if kept.size_bytes != job.size_bytes:
            raise checks.other_size(kept)
        return kept

    def get(self, runner: str, job: str) -> ImportJob | None:
        with self._lock:
            return self._jobs.get((checks.runner_name(runner), job))

    def of(self, runner: str, *, limit: int = 100) -> tuple[ImportJob, ...]:
        name = checks.runner_name(runner)
        with self._lock:
            found = [job for job in self._jobs.values() if job.runner == name]
        found.reverse()
        return tuple(sorted(found, key=lambda job: job.created_at, reverse=True)[:limit])

    def receive(self, runner: str, job: str, offset: int, data: bytes, at: dt.datetime) -> ImportJob | None:
        with self._lock:
            kept = self.get(runner, job)
            if kept is None:
                return None
            if not kept.state.is_received or offset != kept.received_bytes or not data:
                return kept
            end = offset + len(data)
            if end > kept.size_bytes:
                raise checks.too_much(kept)
            self._bytes[kept.runner, kept.id] += data
            state = checks.next_state(kept, is_last=end == kept.size_bytes)
            return self._change(kept, received_bytes=end, state=state, changed_at=at)

    @contextlib.contextmanager
    def file(self, runner: str, job: str) -> Iterator[Path]:
        with self._lock:
            data = self._bytes.get((checks.runner_name(runner), job))
            if data is None:
                raise checks.no_upload(job)
            copied = bytes(data)
        with copied_out() as path:
            path.write_bytes(copied)
            yield path

    def claim(self, worker: str, now: dt.datetime, until: dt.datetime) -> ImportJob | None:
        checks.keys(worker)
        with self._lock:
            free = [job for job in self._jobs.values() if _is_free(job, now)]
            if not free:
                return None
            first = min(free, key=lambda job: job.changed_at)
            return self._change(
                first,
                state=JobState.WORKING,
                worker=worker,
                leased_until=until,
                changed_at=now,
                tries=first.tries + 1,
            )

    def renew(
        self, runner: str, job: str, worker: str, now: dt.datetime, until: dt.datetime, counts: Counts
    ) -> bool:
        return self._say(runner, job, worker, changed_at=now, leased_until=until, counts=counts)

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
        with self._lock:
            state = JobState.FAILED if error else JobState.DONE
            free = {"worker": "", "leased_until": None, "changed_at": at}
            said = self._say(
                runner, job, worker, state=state, counts=counts, result=result, error=error, **free
            )
            if said:
                del self._bytes[checks.runner_name(runner), job]
            return said

    def abandon(self, runner: str, job: str, worker: str, at: dt.datetime) -> bool:
        waiting = {"state": JobState.WAITING, "worker": "", "leased_until": None}
        with self._lock:
            kept = self.get(runner, job)
            tries = kept.tries - 1 if kept else 0
            return self._say(runner, job, worker, changed_at=at, tries=tries, **waiting)

    def remove(self, runner: str, job: str) -> bool:
        with self._lock:
            place = (checks.runner_name(runner), job)
            self._bytes.pop(place, None)
            return self._jobs.pop(place, None) is not None

    def prune(self, *, over_before: dt.datetime, idle_before: dt.datetime) -> int:
        with self._lock:
            old = [
                job
                for job in self._jobs.values()
                if (job.state.is_over and job.changed_at < over_before)
                or (job.state is JobState.RECEIVING and job.changed_at < idle_before)
            ]
            for job in old:
                self.remove(job.runner, job.id)
            return len(old)

    def forget_runner(self, runner: str) -> None:
        with self._lock:
            for job in self.of(runner, limit=len(self._jobs)):
                self.remove(runner, job.id)

    def _say(self, runner: str, job: str, by: str, /, **fields: Any) -> bool:
        with self._lock:
            kept = self.get(runner, job)
            if kept is None or kept.state is not JobState.WORKING or kept.worker != by:
                return False
            self._change(kept, **fields)
            return True

    def _change(self, job: ImportJob, **fields: Any) -> ImportJob:
        changed = dataclasses.replace(job, **fields)
        self._jobs[job.runner, job.id] = changed
        return changed


def _is_free(job: ImportJob, now: dt.datetime) -> bool:
    if job.state is JobState.WORKING:
        return job.leased_until is not None and job.leased_until <= now
    return job.state is JobState.WAITING
