"""Keep: which store and which runner, a season put on a runner's shelf, and what was kept read back."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from fullstride.domain.errors import AlreadyKept, BadUsage, NoPlan, UnknownRunner
from fullstride.domain.keeping import KeptPlan
from fullstride.domain.runner import Runner
from fullstride.domain.session import Session

if TYPE_CHECKING:
    from fullstride.formats.reading import Copy
    from fullstride.rules.book import Book
    from fullstride.store.contract import Shelf, Store
    from fullstride.workflows.planning import Placed

ONLY_RUNNER = "me"
MOST_NAMED = 5
NO_PLAN = "No plan is kept yet; fullstride plan --calendar FILE --keep makes one and keeps it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """`store`: a file, a folder or a database's address, "" for the runner's own data folder; `runner` a name
    in it, "" for the only one there."""

    store: str = ""
    runner: str = ""


@contextmanager
def shelf_at(where: Where, *, create: bool = False) -> "Iterator[Shelf]":
    """The runner's shelf, closed afterwards. `create` makes store and runner where they are not there yet.

    Raises StoreTrouble, UnknownRunner, and BadUsage where several runners are kept and none was named.
    """
    from fullstride.store import open_store

    store = open_store(where.store, create=create)
    try:
        yield _shelf(store, where.runner, create=create)
    finally:
        store.close()


def _shelf(store: "Store", runner: str, *, create: bool) -> "Shelf":
    names = store.runners()
    if not runner and len(names) > 1:
        some = ", ".join(names[:MOST_NAMED]) + (", …" if len(names) > MOST_NAMED else "")
        raise BadUsage(f"{len(names)} runners are kept here ({some}); say whose with --runner NAME")
    if not runner and not names and not create:
        raise UnknownRunner(NO_PLAN)
    name = runner or next(iter(names), ONLY_RUNNER)
    if create:
        store.add_runner(name)
    return store.shelf(name)


def has_store(where: Where) -> bool:
    """Whether there is a store already; a server's is taken to be there."""
    from fullstride.store.where import read_where

    path = read_where(where.store).path
    return path is None or path.exists()


def plan_if_kept(where: Where) -> KeptPlan | None:
    """The kept plan; None where nothing is kept, or several runners are and none was named."""
    if not has_store(where):
        return None
    try:
        with shelf_at(where) as shelf:
            return shelf.plan()
    except (UnknownRunner, BadUsage):
        if where.runner:
            raise
        return None


def done_folder(where: Where) -> Path:
    """Where the records of guided sessions go: beside the store, a folder for each runner."""
    from fullstride.store.where import default_path, read_where

    with shelf_at(where) as shelf:
        name = quote(shelf.runner, safe=" ").replace(".", "%2E")
    return (read_where(where.store).path or default_path()).parent / "done" / name


# ---- a season put on the shelf ---------------------------------------------------------------------


def refuse_second(shelf: "Shelf", *, replace: bool) -> None:
    """Raises AlreadyKept where a plan is kept and is not to be replaced."""
    last = shelf.plan()
    if last is not None and not replace:
        title = f" ({last.plan.title})" if last.plan.title else ""
        raise AlreadyKept(
            f"A plan{title} is kept for {shelf.runner} already; fullstride adapt changes it by what was "
            "done, and --replace begins a new season"
        )


def keep_plan(shelf: "Shelf", placed: "Placed", *, now: dt.datetime) -> KeptPlan:
    """Puts a plan on the shelf with all that it was made from: days, profile, books, calendars.

    Raises Outdated where somebody else kept one in the meantime.
    """
    given = placed.given
    last = shelf.plan()
    kept = KeptPlan(
        number=last.number + 1 if last else 1,
        made_at=now,
        today=given.today,
        plan=placed.plan,
        days=placed.reading.days,
        profile=read_source(given.profile) if given.profile else "",
        profile_path=whole_path(given.profile) if given.profile else "",
        books=tuple((_book_name(one), read_source(one)) for one in given.books),
        calendars=keep_originals(shelf, given.calendars, now),
        calendar_paths=tuple(map(whole_path, given.calendars)),
        race=given.race,
        layered=given.layered,
        laid_back=tuple(map(own_race, given.calendars)),
    )
    shelf.add_plan(kept)
    return kept


def own_race(source: "Path | Copy") -> dt.date | None:
    """The day that a calendar of its own is laid back from; None for a file, which has none."""
    from fullstride.formats.reading import Copy

    return source.race if isinstance(source, Copy) else None


def keep_originals(shelf: "Shelf", sources: "Sequence[Path | Copy]", now: dt.datetime) -> tuple[str, ...]:
    """Keeps calendars as they came; gives their sha256."""
    from fullstride.formats.reading import copy_of

    copies = (copy_of(source) for source in sources)
    return tuple(shelf.add_original(one.name, one.data, now).sha256 for one in copies)


def read_source(source: "Path | Copy") -> str:
    """A profile or a book as text; one that says nothing is an empty one."""
    from fullstride.formats.reading import TEXT_LIMIT, text_of

    return text_of(source, TEXT_LIMIT, may_be_empty=True)


def whole_path(source: "Path | Copy") -> str:
    """Where the file is, from whatever folder the next command is called; what is no text in it is "?". ""
    for a copy, which is nowhere."""
    if not isinstance(source, Path):
        return ""
    return str(source.absolute()).encode("utf-8", "replace").decode()


def _book_name(source: "Path | Copy") -> str:
    """What errors call a book, and where it is read again."""
    return whole_path(source) or source.name


# ---- what was kept, read back ----------------------------------------------------------------------


def kept_plan(shelf: "Shelf") -> KeptPlan:
    """The last version. Raises NoPlan."""
    kept = shelf.plan()
    if kept is None:
        raise NoPlan(NO_PLAN)
    return kept


def book_of(kept: KeptPlan | None) -> "Book":
    """The rule book as the plan was made by it; without a plan, the packaged one."""
    from fullstride.rules.load import OwnBook, load_book

    own = kept.books if kept else ()
    return load_book(tuple(OwnBook(name=name, text=text) for name, text in own))


def runner_of(kept: KeptPlan | None) -> Runner:
    """The runner as the profile told it when the plan was made."""
    if kept is None or not kept.profile:
        return Runner()
    from fullstride.formats.profile import parse_profile

    return parse_profile(kept.profile, kept.profile_path or "the kept profile")


def sessions_ever(plans: Sequence[KeptPlan]) -> Mapping[str, Session]:
    """Every session of every version by its id, as the last version that holds it has it."""
    return {session.id: session for kept in plans for session in kept.plan.sessions}
