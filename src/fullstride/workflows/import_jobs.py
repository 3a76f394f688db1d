"""Import jobs: files that came piece by piece, read by whichever worker is free, and gone on with by another
where one dies."""

import datetime as dt
import json
import tempfile
import threading
from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from fullstride.domain.errors import FullstrideError, Stopped, StoreTrouble, UnreadableInput
from fullstride.domain.imports import Counts, ImportJob
from fullstride.workflows.enduring import MOST_TRIES, left_alone
from fullstride.workflows.importing import Import, import_recordings
from fullstride.workflows.matching import Imported

if TYPE_CHECKING:
    from fullstride.store.contract import Store

LEASE = dt.timedelta(seconds=8)  # so long an import stands still where its worker dies
BEAT_S = 1.5  # however long one file takes
RENEW_AFTER = dt.timedelta(seconds=2)
MOST_TOLD = 100  # of files that can't be read, and of recordings that ask
Clock = Callable[[], dt.datetime]


@dataclass(slots=True)
class _Progress:
    """Says how far a job is, and notices where it was taken away."""

    store: "Store"
    job: ImportJob
    worker: str
    now: Clock
    is_over: Callable[[], bool]
    told_at: dt.datetime
    before: frozenset[str]
    counts: Counts = field(default_factory=Counts)
    is_lost: bool = False
    _over: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def beating(self) -> Iterator[None]:
        """Says that the worker is there for as long as it is, also while it reads one long file."""
        beat = threading.Thread(target=self._beat, name="import beat", daemon=True)
        beat.start()
        try:
            yield
        finally:
            self._over.set()
            beat.join()

    def _beat(self) -> None:
        while not self._over.wait(BEAT_S):
            try:
                self.is_lost = not self._renew(self.now())
            except StoreTrouble:
                continue  # the next file says so, or the next beat does better
            if self.is_lost:
                return

    def _renew(self, at: dt.datetime) -> bool:
        jobs, job = self.store.jobs, self.job
        return jobs.renew(job.runner, job.id, self.worker, at, at + LEASE, self.counts)

    def __call__(
        self, number: int, recordings: Sequence[Imported], unreadable: Sequence[UnreadableInput]
    ) -> None:
        self.counts = counted(number, recordings, unreadable, self.before)
        if self.is_over():
            raise Stopped("The server ends; the import goes on when it is there again")
        at = self.now()
        if at - self.told_at < RENEW_AFTER:
            return
        self.told_at = at
        if self.is_lost or not self._renew(at):
            raise Stopped("Another has this import now, or nobody wants it any more")


def counted(
    number: int,
    recordings: Sequence[Imported],
    unreadable: Sequence[UnreadableInput],
    before: Container[str],
) -> Counts:
    """How far an import is after `number` files. What it kept itself, in the hands of a worker that died, is
    new: known are the originals `before` it, by sha256."""
    here: set[str] = set()
    known = 0
    for one in recordings:
        known += one.again and (one.sha256 in before or one.sha256 in here)
        here.add(one.sha256)
    return Counts(
        found=number,
        done=number,
        new=len(recordings) - known,
        known=known,
        unreadable=len(unreadable),
    )


def _kept_before(store: "Store", job: ImportJob, begun: dt.datetime, today: dt.datetime) -> frozenset[str]:
    """The originals that are not from an earlier try of this job."""
    originals = store.shelf(job.runner).originals()
    since = job.created_at + (today - begun)  # as originals are dated
    is_first = job.tries <= 1 and not job.counts.done
    return frozenset(one.sha256 for one in originals if is_first or one.kept_at < since)


def work_one(
    store: "Store",
    worker: str,
    *,
    now: Clock,
    today: Clock,
    is_over: Callable[[], bool] = lambda: False,
) -> bool:
    """Takes the job that waits longest and does it; False where none waits. Leases run by `now`, and what is
    kept is kept at `today`.

    A job that was taken too often, or whose file holds nothing, fails with its sentence.
    """
    begun = now()
    job = store.jobs.claim(worker, begun, begun + LEASE)
    if job is None:
        return False
    progress = _Progress(store, job, worker, now, is_over, begun, _kept_before(store, job, begun, today()))
    error, result = "", ""
    try:
        if job.tries > MOST_TRIES:
            raise left_alone(job.name)
        with progress.beating():
            found = _import(store, job, progress, today())
        result = json.dumps(_told(found))
        if not found.recordings and found.unreadable:
            error = str(found.unreadable[0])
    except Stopped:
        store.jobs.abandon(job.runner, job.id, worker, now())
        return True
    except StoreTrouble:
        store.jobs.abandon(job.runner, job.id, worker, now())
        raise
    except FullstrideError as trouble:
        error = str(trouble)
    store.jobs.finish(job.runner, job.id, worker, now(), progress.counts, result=result, error=error)
    return True


def _import(store: "Store", job: ImportJob, progress: _Progress, at: dt.datetime) -> Import:
    with (
        store.jobs.file(job.runner, job.id) as path,
        tempfile.TemporaryDirectory(prefix="fullstride-") as folder,
    ):
        named = Path(folder) / (Path(job.name).name or "archive")
        named.symlink_to(path)
        found = import_recordings(store.shelf(job.runner), (named,), now=at, step=progress)
        return _without(found, f"{folder}/")


def _without(found: Import, prefix: str) -> Import:
    """The same, naming files as the runner knows them."""
    return replace(
        found,
        unreadable=tuple(
            UnreadableInput(one.file.replace(prefix, ""), one.place, one.reason.replace(prefix, ""))
            for one in found.unreadable
        ),
    )


def _told(found: Import) -> dict[str, object]:
    from fullstride.workflows.answering_files import imported_answer

    told = imported_answer(found)
    return {
        "matches": told["matches"],
        "unmatched": told["unmatched"][:MOST_TOLD],
        "unreadable": told["unreadable"][:MOST_TOLD],
    }
