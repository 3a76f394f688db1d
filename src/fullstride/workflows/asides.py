"""Brought back: a runner's own backup looked through, and put in the place of all that is kept of them.

It lies beside the shelf until then, and what was kept before lies there afterwards, so that either can be
taken back. The newest MOST_ASIDE stay.
"""

import datetime as dt
import json
import tempfile
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fullstride.domain.errors import BadUsage, Outdated, UnreadableInput
from fullstride.domain.imports import ImportJob, JobState

if TYPE_CHECKING:
    from fullstride.store.contract import Store
    from fullstride.store.sql import SqlStore
    from fullstride.store.unpacking import Whole

MOST_ASIDE = 3
_PREFIX = "aside/"  # no import is called like that: an id has no such letter
_PIECE = 8 << 20
_TRIES = 3  # something else is kept while what was there is put aside
_MOST = 10_000  # uploads of one runner


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """What could be put in the place of a shelf: a backup that came, or what was there before (`was_here`).

    It was made at `made_at` of the runner `of`, and holds `counts` words of each kind; `missing` files were
    gone already when it was made. `stamp` is that of the shelf as it was put aside, "" of what came.
    """

    id: str
    name: str
    size_bytes: int
    of: str
    made_at: dt.datetime
    was_here: bool
    counts: Mapping[str, int]
    missing: int
    stamp: str


def take_aside(store: "Store", runner: str, id_: str, file: Path, *, now: dt.datetime) -> Aside:
    """Looks all of a backup through and keeps it beside the shelf; the same id again is the same.

    Raises UnreadableInput for what is no backup of one runner, damaged, or newer than the program, and
    BadUsage for a store in memory.
    """
    kept = _sql(store)
    with _opened(file, file.name) as whole:
        about = _about(whole, file.name)
    laid = _lay(kept, runner, id_, file, about, now)
    _keep_newest(kept, runner)
    return laid


def asides(store: "Store", runner: str) -> tuple[Aside, ...]:
    """What lies beside a shelf, the newest first; not what is here, which a process put there that died."""
    here = store.shelf(runner).stamp()
    return tuple(one for one in _whole(store, runner) if one.stamp != here)


def _whole(store: "Store", runner: str) -> Iterator[Aside]:
    return (_aside(job) for job in _jobs(store, runner) if _is_whole(job))


def kept_now(store: "Store", runner: str) -> Mapping[str, int]:
    """How many words of each kind would be replaced. Raises BadUsage for a store in memory."""
    from fullstride.store.replacing import counts_of

    return counts_of(_sql(store), runner)


def use_aside(store: "Store", runner: str, id_: str, *, now: dt.datetime) -> Aside | None:
    """Puts it in the place of all that is kept of the runner, in one step. Gives what was there, which lies
    aside now; None where there was nothing.

    Raises BadUsage where there is none of that id, Outdated where something was kept in between, again and
    again, StoreTrouble, UnreadableInput; then all is as it was.
    """
    from fullstride.store.replacing import counts_of, replace_shelf

    kept = _sql(store)
    job = kept.jobs.get(runner, _PREFIX + id_)
    if job is None or not _is_whole(job):
        raise BadUsage("This backup is no longer here; hand it in again")
    with kept.jobs.file(runner, job.id) as path, _opened(path, job.name) as whole:
        for _ in range(_TRIES):
            stamp = kept.shelf(runner).stamp()
            before = None
            if any(counts_of(kept, runner).values()):
                # What a process put aside that died then is the same: it has the same stamp.
                same = (one for one in _whole(kept, runner) if one.stamp == stamp and one.id != id_)
                before = next(same, None) or _put_aside(kept, runner, stamp, now)
            ours = _aside(job).was_here
            if replace_shelf(kept, runner, whole, stamp=stamp, used=job.id, ours=ours):
                break
            if before is not None:
                kept.jobs.remove(runner, _PREFIX + before.id)
        else:
            raise Outdated("Something is being kept here at the same time; nothing was replaced; try again")
    kept.sweep()
    _keep_newest(kept, runner)
    return before


def drop_aside(store: "Store", runner: str, id_: str) -> bool:
    """False where there is none of that id."""
    return store.jobs.remove(runner, _PREFIX + id_)


def _put_aside(store: "SqlStore", runner: str, stamp: str, now: dt.datetime) -> Aside:
    from fullstride.store.export_one import export_one

    with tempfile.TemporaryDirectory(prefix="fullstride-") as folder:
        file = Path(folder) / f"{runner.replace('/', '_')}.zip"
        with file.open("wb") as opened:
            export_one(store, runner, opened, now, sealed=True)
        with _opened(file, file.name) as whole:
            about = _about(whole, file.name) | {"was_here": True, "stamp": stamp}
        return _lay(store, runner, uuid.uuid4().hex, file, about, now)


def _lay(
    store: "SqlStore", runner: str, id_: str, file: Path, about: Mapping[str, Any], now: dt.datetime
) -> Aside:
    wanted = ImportJob(
        id=_PREFIX + id_,
        runner=runner,
        name=file.name,
        size_bytes=file.stat().st_size,
        created_at=now,
        changed_at=now,
        state=JobState.ASIDE,
        result=json.dumps(about),
    )
    job = store.jobs.begin(wanted)
    with file.open("rb") as data:
        data.seek(job.received_bytes)
        while piece := data.read(_PIECE):
            job = store.jobs.receive(runner, job.id, job.received_bytes, piece, now) or job
    return _aside(job)


def _keep_newest(store: "SqlStore", runner: str) -> None:
    lying = _jobs(store, runner)
    for whole in (True, False):  # what a process began that died takes nobody's place
        for old in [job for job in lying if _is_whole(job) is whole][MOST_ASIDE:]:
            store.jobs.remove(runner, old.id)


def _is_whole(job: ImportJob) -> bool:
    return job.received_bytes == job.size_bytes


def _jobs(store: "Store", runner: str) -> list[ImportJob]:
    return [job for job in store.jobs.of(runner, limit=_MOST) if job.state is JobState.ASIDE]


def _aside(job: ImportJob) -> Aside:
    told = json.loads(job.result)
    return Aside(
        id=job.id.removeprefix(_PREFIX),
        name=job.name,
        size_bytes=job.size_bytes,
        **{**told, "made_at": dt.datetime.fromisoformat(told["made_at"])},
    )


def _about(whole: "Whole", name: str) -> dict[str, Any]:
    from fullstride.store.replacing import KINDS

    runners = list(whole.runners())
    if len(runners) != 1:
        what = f"of {len(runners)} runners" if runners else "of nobody"
        raise UnreadableInput(name, "", f"it is {what}; whoever keeps the server brings back all of it")
    return {
        "of": runners[0],
        "made_at": whole.manifest.made_at.isoformat(),
        "was_here": False,
        "counts": {kind: whole.manifest.counts[kind] for kind in KINDS},
        "missing": len(whole.manifest.missing),
        "stamp": "",
    }


@contextmanager
def _opened(file: Path, name: str) -> "Iterator[Whole]":
    """Looked through; what is wrong with it is told of `name`."""
    from fullstride.store.unpacking import Bounds, opened

    bounds = Bounds(line=32 << 20, original=256 << 20, unpacked=8 << 30)
    try:
        with opened(file, bounds) as whole:
            yield whole
    except UnreadableInput as error:
        raise UnreadableInput(name, error.place, error.reason) from None


def _sql(store: "Store") -> "SqlStore":
    from fullstride.store.sql import SqlStore

    if not isinstance(store, SqlStore):
        raise BadUsage("What is in memory is gone with the program, and can't be brought back")
    return store
