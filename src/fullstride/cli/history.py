"""Reading an archive for a command: with a bar that says how far it is, and an engine of one's choice."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fullstride import __version__
from fullstride.cli import options
from fullstride.domain.errors import BadUsage

if TYPE_CHECKING:
    from fullstride.batch.words import ArchiveRun, Engine

HERE, RAY = "here", "ray"


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Where the recordings are, and how they are to be read; the fields are the options of `audit`."""

    paths: tuple[Path, ...]
    keep: Path | None = None
    fresh: bool = False
    jobs: int | None = None
    engine: str = HERE
    address: str | None = None
    ascii_only: bool = False


def read_history(history: History) -> "ArchiveRun":
    """Every run of the archive, each counted once.

    Raises UnreadableInput for a path that isn't there, BadUsage where the options contradict each other.
    """
    from fullstride.batch.run import ArchiveReader
    from fullstride.batch.work import measure_member
    from fullstride.cli.progress_bar import progress_bar

    reader = ArchiveReader(
        work=measure_member,
        settings=__version__,
        engine=_engine(history),
        jobs=history.jobs,
        keep=history.keep,
        fresh=history.fresh,
    )
    with progress_bar(sys.stderr, ascii_wanted=history.ascii_only) as tell:
        return reader.read(history.paths, tell)


def _engine(history: History) -> "Engine | None":
    """The engine that was asked for; None for the one of this machine."""
    options.jobs_in_range(history.jobs)
    if history.engine == RAY:
        from fullstride.batch.ray_engine import OnRay

        return OnRay(address=history.address)
    if history.engine != HERE:
        raise BadUsage(f"--engine {history.engine}: the work is done {HERE} or by {RAY}")
    if history.address is not None:
        raise BadUsage("--address is for --engine ray")
    return None
