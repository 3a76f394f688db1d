"""The words of an archive: what one file gave, what an engine hands back, what the whole run found."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from fullstride.domain.history import RunSummary

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """What tells one recording from another, whatever the file it came in.

    `content` is a digest of everything that was recorded, in hex. `way` and `pulse` (8,) describe each
    eighth of the elapsed time: the share of the distance covered by its end, in 1/250, and the mean heart
    rate in beats a minute; empty where not recorded. `channels` counts those that hold values.
    """

    content: str
    way: tuple[int, ...] = ()
    pulse: tuple[int, ...] = ()
    channels: int = 0
    device_speed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredRun:
    """One recording of a file: its row, and what it is recognised by."""

    summary: RunSummary
    likeness: Likeness


@dataclass(frozen=True, slots=True, kw_only=True)
class FileResult:
    """What one file gave. `unreadable` is why it gave nothing, "" where it could be read."""

    runs: tuple[MeasuredRun, ...] = ()
    unreadable: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Generic[Item, Result]):
    """One item's result, or None and `lost`: why there is none though it was tried, and tried again."""

    item: Item
    result: Result | None = None
    lost: str = ""


class Engine(Protocol):
    """Does the same work for every item, wherever that happens.

    Each item comes back exactly once, in any order, whatever becomes of the process or machine that had
    it. `items` is drawn from as work gets done, never far ahead. Closing the iterator ends all work.
    """

    def outcomes(
        self, work: Callable[[Item], Result], items: Iterable[Item]
    ) -> Iterator[Outcome[Item, Result]]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """A file that gave nothing, and why."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """A recording that is not counted because `of` shows the same run; `why` goes on after "name: "."""

    file: str
    of: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a run is. While files are still being looked for, `listing` is true and `total` grows."""

    total: int = 0
    done: int = 0  # of `total`, those read now
    remembered: int = 0  # read in an earlier call, not in `total`
    unreadable: int = 0
    listing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveRun:
    """What became of an archive's files.

    `runs` gives each counted recording, one by one and afresh every time it is called, in no particular
    order: so nobody has to hold them all. `read` files were read now, `remembered` in an earlier call.
    """

    runs: Callable[[], Iterator[RunSummary]]
    counted: int = 0
    read: int = 0
    remembered: int = 0
    empty: int = 0  # sound files without a recording: settings, monitoring, pictures
    unreadable: tuple[Unreadable, ...] = ()  # by name
    duplicates: tuple[Duplicate, ...] = ()  # by name
    took_s: float = 0.0
    kept_in: str = ""  # the folder that holds progress and tables; "" where nothing is kept
