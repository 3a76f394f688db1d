"""Reading an archive for a command: with a bar that says how far it is, and an engine of one's choice."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fullstride.domain.errors import BadUsage

if TYPE_CHECKING:
    from fullstride.batch.run import Tell
    from fullstride.batch.words import ArchiveRun, Engine, Progress

HERE, RAY = "here", "ray"
MOST_JOBS = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Where the recordings are, and how they are to be read; the fields are the options of `audit`."""

    paths: tuple[Path, ...]
    keep: Path | None = None
    fresh: bool = False
    jobs: int | None = None
    engine: str = HERE
    address: str | None = None


def read_history(history: History) -> "ArchiveRun":
    """Every run of the archive, each counted once.

    Raises UnreadableInput for a path that isn't there, BadUsage where the options contradict each other.
    """
    from fullstride.batch.run import ArchiveReader
    from fullstride.batch.work import measure_member

    reader = ArchiveReader(
        work=measure_member, engine=_engine(history), keep=history.keep, fresh=history.fresh
    )
    with _bar() as tell:
        return reader.read(history.paths, tell)


def _engine(history: History) -> "Engine | None":
    if history.jobs is not None and not 1 <= history.jobs <= MOST_JOBS:
        raise BadUsage(f"--jobs {history.jobs}: 1 to {MOST_JOBS} processes can work at once")
    if history.engine == RAY:
        from fullstride.batch.ray_engine import OnRay

        return OnRay(address=history.address)
    if history.engine != HERE:
        raise BadUsage(f"--engine {history.engine}: the work is done {HERE} or by {RAY}")
    if history.address is not None:
        raise BadUsage("--address is for --engine ray")
    if history.jobs is None:
        return None
    from fullstride.batch.engine import Here, Processes

    return Here() if history.jobs == 1 else Processes(jobs=history.jobs)


@contextmanager
def _bar() -> "Iterator[Tell]":
    """A bar on stderr with rate and time left; nothing where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Looking for recordings", total=None, rate="")

        def tell(progress: "Progress") -> None:
            speed = bar.tasks[0].speed
            bar.update(
                task,
                description="Looking for recordings" if progress.listing else "Reading recordings",
                total=None if progress.listing else progress.total,
                completed=progress.total if progress.listing else progress.done,
                rate=f"{speed:.0f} a second" if speed and not progress.listing else "",
            )

        yield tell
