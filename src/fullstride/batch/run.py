"""An archive, read: every file once, whatever happens, and every run counted once."""

import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fullstride.batch.duplicates import Candidate, SameRun, candidate
from fullstride.batch.here import FEW, engine_for
from fullstride.batch.kept import InFolder, InMemory, Store, default_folder
from fullstride.batch.listing import Job, Listing, Look
from fullstride.batch.words import ArchiveRun, Duplicate, Engine, FileResult, Progress, Unreadable
from fullstride.batch.worker import warm_up
from fullstride.domain.errors import BadUsage, Stopped
from fullstride.domain.history import RunSummary
from fullstride.formats.archives import members
from fullstride.formats.members import Member

MANY = 200  # files from which progress is kept though no folder is named: some seconds of work

Work = Callable[[Member], FileResult]
Tell = Callable[[Progress], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveReader:
    """How an archive is read. `work` measures one file; it is sent to processes by its name.

    `settings` names everything the work depends on besides the file, so that results of other settings
    are not taken for these. `keep` is the folder for progress and tables; without one, progress of `MANY`
    files and more is kept in the user's cache, and of fewer nowhere. `fresh` forgets what was kept.
    `by_runner`: each folder or zip right below a path is another runner's, and only recordings of one
    runner are held against each other.
    """

    work: Work
    settings: str = ""
    engine: Engine | None = None  # left out: this machine, in `jobs` processes
    jobs: int | None = None  # left out: one for each core
    keep: Path | None = None
    fresh: bool = False
    by_runner: bool = False
    look: Look = members
    same: SameRun = field(default_factory=SameRun)

    def read(self, paths: Sequence[Path], tell: Tell = lambda _: None) -> ArchiveRun:
        """Reads every file under `paths` that is new or changed, and tells how far it is.

        Steps: list; hand out what is not known yet; keep results as they come; find duplicates over all;
        write the tables where a folder was named. Ctrl-C ends it with all that was measured until then kept.

        Raises UnreadableInput for a path that isn't there, BadUsage for a folder that can't be kept in,
        Stopped after Ctrl-C.
        """
        begun = time.monotonic()
        listing, found = Listing(), _Found()
        try:
            self._list(paths, listing, tell)
            store = self._store(paths, len(listing.wanted))
            try:
                self._measure(listing, store, found, tell)
                duplicates = self.same.find(found.candidates)
                if isinstance(store, InFolder) and self.keep is not None:
                    from fullstride.batch.tables import write_tables

                    write_tables(store, listing.wanted, duplicates)
            finally:
                store.close()
        except KeyboardInterrupt:
            raise Stopped(found.stopped()) from None
        finally:
            listing.close()
        return ArchiveRun(
            runs=_Counted(store, listing.wanted, duplicates),
            counted=len(found.candidates) - len(duplicates),
            read=found.read,
            remembered=found.remembered,
            empty=listing.empty + found.empty,
            unreadable=tuple(sorted([*listing.unreadable, *found.unreadable], key=lambda each: each.file)),
            duplicates=duplicates,
            took_s=time.monotonic() - begun,
            kept_in=found.kept_in,
        )

    def _list(self, paths: Sequence[Path], listing: Listing, tell: Tell) -> None:
        untouched = self.engine is None and not (self.keep or default_folder(paths)).exists()

        def found() -> None:
            if untouched and len(listing.wanted) == FEW + 1:
                warm_up()  # the modules of the workers load while we go on listing
            tell(Progress(total=len(listing.wanted), unreadable=len(listing.unreadable), listing=True))

        listing.fill(paths, self.look, found, by_runner=self.by_runner)

    def _store(self, paths: Sequence[Path], files: int) -> Store:
        if self.keep is not None:
            return InFolder(self.keep, settings=self.settings, fresh=self.fresh)
        if files < MANY:
            return InMemory()
        try:
            return InFolder(default_folder(paths), settings=self.settings, fresh=self.fresh)
        except BadUsage:  # nobody asked for it to be kept, so an unwritable cache is no reason to stop
            return InFolder(Path(tempfile.mkdtemp(prefix="fullstride-")), passing=True)

    def _measure(self, listing: Listing, store: Store, found: "_Found", tell: Tell) -> None:
        if isinstance(store, InFolder) and not store.passing:
            found.kept_in = str(store.folder)
        found.total = len(listing.wanted)
        known = store.known() & listing.wanted.keys()
        found.remembered = len(known)
        found.total -= len(known)
        unreadable = len(listing.unreadable)
        engine = self.engine or engine_for(found.total, self.jobs)
        for outcome in engine.outcomes(_OfJob(work=self.work), listing.jobs(known)):
            job, result = outcome.item, outcome.result
            found.read += 1
            # Not kept, for another call may have more luck: with more memory, with the disk plugged in again.
            if result is None:
                found.unreadable.append(Unreadable(file=job.member.name, reason=outcome.lost))
            elif result.unreadable and not os.access(job.member.path, os.R_OK):
                found.unreadable.append(Unreadable(file=job.member.name, reason=result.unreadable))
            else:
                store.add(job.identity, job.member.name, result)
            unreadable += result is None or bool(result.unreadable)
            tell(Progress(total=found.total, done=found.read, remembered=len(known), unreadable=unreadable))
        for identity, file, result in store.results(listing.wanted.keys()):
            found.add(file, result, listing.wanted[identity])


@dataclass(slots=True, kw_only=True)
class _Found:
    """What a run has come to so far."""

    total: int | None = None  # files to be read now; None while they are looked for
    read: int = 0
    remembered: int = 0
    empty: int = 0
    unreadable: list[Unreadable] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
    kept_in: str = ""

    def stopped(self) -> str:
        """The sentence for whoever pressed Ctrl-C."""
        if self.total is None:
            return "Stopped while still looking for recordings"
        told = f"Stopped after {self.read:,} of {self.total:,} files"
        return f"{told}; the same command goes on from there" if self.kept_in else told

    def add(self, file: str, result: FileResult, runner: str) -> None:
        if result.unreadable:
            self.unreadable.append(Unreadable(file=file, reason=result.unreadable))
        self.empty += not result.runs and not result.unreadable
        self.candidates += [candidate(run, runner) for run in result.runs]


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfJob:
    """`work` on the member of a job; picklable, as a lambda is not."""

    work: Work

    def __call__(self, job: Job) -> FileResult:
        return self.work(job.member)


class _Counted:
    """Gives the counted recordings anew each time."""

    def __init__(self, store: Store, wanted: dict[bytes, str], duplicates: Sequence[Duplicate]) -> None:
        self._store, self._wanted = store, wanted
        self._left_out = {duplicate.file for duplicate in duplicates}

    def __call__(self) -> Iterator[RunSummary]:
        for _, _, result in self._store.results(self._wanted.keys()):
            yield from (run.summary for run in result.runs if run.summary.file not in self._left_out)
