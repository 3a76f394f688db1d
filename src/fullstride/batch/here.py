"""The engine in this process, and when it is the one to take."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from fullstride.batch.confess import Confess
from fullstride.batch.words import Engine, Item, Outcome, Result

FEW = 4  # files that are done in this process sooner than others would have started


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """In this process, one after the other: for a handful of files."""

    def outcomes(
        self, work: Callable[[Item], Result], items: Iterable[Item]
    ) -> Iterator[Outcome[Item, Result]]:
        for item in items:
            result: Result | None = None
            with Confess() as confessed:
                result = work(item)
            yield Outcome(item=item, result=result, lost=confessed.reason)


def engine_for(files: int, jobs: int | None = None) -> Engine:
    """The engine on this machine for so many files, in `jobs` processes (default: one for each core).

    One process, too, is another than this: a file that brings it down must not take the rest along.
    """
    if files <= FEW:
        return Here()
    from fullstride.batch.engine import Processes

    return Processes() if jobs is None else Processes(jobs=jobs)
