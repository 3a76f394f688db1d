"""Every runner of a store: looked at, adapted or taken in, in as many processes as there are cores.

A worker opens the store once and reads and writes the shelves of the runners it is given. What it hands
back is small: a row of the list and, where nothing is to be kept before somebody has said yes, the next
version of the plan, packed. So memory stays flat however many runners there are.
"""

import datetime as dt
import pickle
import zlib
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic, TypeVar

from fullstride.batch.here import FEW, Here
from fullstride.batch.words import Engine, Progress
from fullstride.domain.errors import FullstrideError, NoPlan
from fullstride.domain.squad import Row, Squad, Unread, in_order
from fullstride.workflows.squad import ToKeep, adapt_runner, keep_adapted, look
from fullstride.workflows.taking_in import Template, take_in

if TYPE_CHECKING:
    from fullstride.formats.squad_list import Member
    from fullstride.store.contract import Store

PRELOAD = ("fullstride.batch.preload_squad",)
Asked = TypeVar("Asked")
Given = TypeVar("Given")
Told = Callable[[Progress], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Everybody:
    """The squad: `store` as `open_store` takes it; `names` of those meant, () for all. `jobs`: how many
    processes, None for one a core."""

    store: str
    names: tuple[str, ...] = ()
    jobs: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OneAdapted:
    """What came of one runner. `packed` is what is to be kept after a yes, b"" where it is kept already or
    there is nothing to keep."""

    row: Row
    changes: int
    verbs: tuple[tuple[str, int], ...]
    is_news: bool
    packed: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class SquadAdapted:
    """`squad` as it stands by what was decided; `news` runners have a new version, of whom `changed` have
    sessions that change, `changes` in all. `verbs` counts decisions. `waiting` are those to be kept."""

    squad: Squad
    news: int
    changed: int
    changes: int
    verbs: tuple[tuple[str, int], ...]
    waiting: tuple[tuple[str, bytes], ...] = ()


def look_at_squad(squad: Everybody, *, today: dt.date, told: Told) -> Squad:
    """Everybody's row as of today. One runner's damaged data is told and stops nobody else's.

    Raises StoreTrouble where the store as a whole can't be opened.
    """
    rows: list[Row] = []
    unread: list[Unread] = []
    work = _Look(squad.store, today)
    for name, row, lost in _each(work, runners_of(squad), squad.jobs, told):
        if row is None:
            unread.append(Unread(runner=name, reason=lost))
        elif isinstance(row, Unread):
            unread.append(row)
        else:
            rows.append(row)
    return Squad(today=today, rows=in_order(rows), unread=_by_name(unread))


def adapt_squad(
    squad: Everybody, *, today: dt.date, now: dt.datetime, keep: bool, told: Told
) -> SquadAdapted:
    """Decides and re-plans for everybody; with `keep` each runner's new version is kept at once, whole or
    not at all. Without it, `keep_waiting` keeps them after a yes."""
    rows: list[Row] = []
    unread: list[Unread] = []
    waiting: list[tuple[str, bytes]] = []
    counts: dict[str, int] = {}
    news = changed = changes = 0
    work = _Adapt(squad.store, today, now, keep=keep)
    for name, one, lost in _each(work, runners_of(squad), squad.jobs, told):
        if one is None:
            unread.append(Unread(runner=name, reason=lost))
            continue
        rows.append(one.row)
        news += one.is_news
        changed += bool(one.changes)
        changes += one.changes
        for verb, count in one.verbs:
            counts[verb] = counts.get(verb, 0) + count
        if one.packed:
            waiting.append((name, one.packed))
    return SquadAdapted(
        squad=Squad(today=today, rows=in_order(rows), unread=_by_name(unread)),
        news=news,
        changed=changed,
        changes=changes,
        verbs=tuple(sorted(counts.items())),
        waiting=tuple(sorted(waiting)),
    )


def keep_waiting(
    squad: Everybody, waiting: Sequence[tuple[str, bytes]], *, now: dt.datetime, told: Told
) -> tuple[int, tuple[Unread, ...]]:
    """Keeps what was shown; how many that were, and of whom it could not be kept and why."""
    kept = 0
    lost_ones: list[Unread] = []
    for (name, _), done, lost in _each(_Keep(squad.store, now), waiting, squad.jobs, told):
        if done is None:
            lost_ones.append(Unread(runner=name, reason=lost))
        else:
            kept += 1
    return kept, _by_name(lost_ones)


def take_in_all(
    squad: Everybody,
    members: "Sequence[Member]",
    template: Template,
    *,
    now: dt.datetime,
    replace_plans: bool,
    told: Told,
) -> tuple[dict[str, int], tuple[Unread, ...]]:
    """Each runner's sessions placed, by name; and who was not taken in, and why. Makes the store."""
    from fullstride.store import open_store

    open_store(squad.store, create=True).close()
    sessions: dict[str, int] = {}
    refused: list[Unread] = []
    work = _TakeIn(squad.store, template, now, replace_plans)
    for member, count, lost in _each(work, members, squad.jobs, told):
        if count is None:
            refused.append(Unread(runner=member.name, reason=lost))
        else:
            sessions[member.name] = count
    return dict(sorted(sessions.items())), _by_name(refused)


def runners_of(squad: Everybody) -> tuple[str, ...]:
    """The names, sorted; those that were asked for must be there. Raises UnknownRunner."""
    from fullstride.store import open_store

    store = open_store(squad.store, create=False)
    try:
        for name in squad.names:
            store.shelf(name)
        return squad.names or store.runners()
    finally:
        store.close()


def _by_name(found: Iterable[Unread]) -> tuple[Unread, ...]:
    return tuple(sorted(found, key=lambda one: one.runner.casefold()))


# ---- one runner, in whichever process --------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer(Generic[Given]):
    """A result, or why there is none: what a runner can act on comes back as a sentence."""

    result: Given | None = None
    reason: str = ""


class _OfStore(ABC, Generic[Asked, Given]):
    """Work with a store that is opened by the first item and stays open for the next ones."""

    def __init__(self, where: str) -> None:
        self.where = where
        self._store: Store | None = None

    def __call__(self, item: Asked) -> _Answer[Given]:
        try:
            return _Answer(result=self.done(item))
        except FullstrideError as error:
            return _Answer(reason=str(error))

    @abstractmethod
    def done(self, item: Asked) -> Given:
        """What comes of one item; a FullstrideError becomes the reason why nothing does."""

    @property
    def store(self) -> "Store":
        if self._store is None:
            from fullstride.store import open_store

            self._store = open_store(self.where, create=False)
        return self._store

    def close(self) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None


class _Look(_OfStore[str, Row | Unread]):
    def __init__(self, where: str, today: dt.date) -> None:
        super().__init__(where)
        self.today = today

    def done(self, item: str) -> Row | Unread:
        try:
            return look(self.store.shelf(item), today=self.today)
        except NoPlan:
            return Unread.new(item)


class _Adapt(_OfStore[str, OneAdapted]):
    def __init__(self, where: str, today: dt.date, now: dt.datetime, *, keep: bool) -> None:
        super().__init__(where)
        self.today, self.now, self.keep = today, now, keep

    def done(self, item: str) -> OneAdapted:
        shelf = self.store.shelf(item)
        adapted = adapt_runner(shelf, today=self.today, now=self.now)
        one = OneAdapted(
            row=adapted.row,
            changes=adapted.changes,
            verbs=adapted.verbs,
            is_news=adapted.to_keep is not None,
        )
        if adapted.to_keep is None:
            return one
        if self.keep:
            keep_adapted(shelf, adapted.to_keep, now=self.now)
            return one
        return replace(one, packed=zlib.compress(pickle.dumps(adapted.to_keep), 1))


class _Keep(_OfStore[tuple[str, bytes], bool]):
    def __init__(self, where: str, now: dt.datetime) -> None:
        super().__init__(where)
        self.now = now

    def done(self, item: tuple[str, bytes]) -> bool:
        name, packed = item
        to_keep: ToKeep = pickle.loads(zlib.decompress(packed))  # our own, from this call
        keep_adapted(self.store.shelf(name), to_keep, now=self.now)
        return True


class _TakeIn(_OfStore["Member", int]):
    def __init__(self, where: str, template: Template, now: dt.datetime, replace_plans: bool) -> None:
        super().__init__(where)
        self.template, self.now, self.replace_plans = template, now, replace_plans

    def done(self, item: "Member") -> int:
        return take_in(self.store, item, self.template, now=self.now, replace=self.replace_plans)


def _each(
    work: _OfStore[Asked, Given], items: Sequence[Asked], jobs: int | None, told: Told
) -> Iterator[tuple[Asked, Given | None, str]]:
    """Every item with its result, or None and why there is none."""
    done = failed = 0
    try:
        for outcome in _engine(len(items), jobs).outcomes(work, items):
            answer = outcome.result or _Answer(reason=outcome.lost)
            done, failed = done + 1, failed + (answer.result is None)
            told(Progress(total=len(items), done=done, unreadable=failed))
            yield outcome.item, answer.result, answer.reason
    finally:
        work.close()


def _engine(runners: int, jobs: int | None) -> Engine:
    if runners <= FEW:
        return Here()
    from fullstride.batch.engine import Processes

    return Processes(preload=PRELOAD) if jobs is None else Processes(jobs=jobs, preload=PRELOAD)
