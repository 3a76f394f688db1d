"""`fullstride adapt`: decides what follows from what was done, and changes the kept plan by it."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fullstride.cli import door, options
from fullstride.domain.errors import Outdated

if TYPE_CHECKING:
    from fullstride.store.contract import Shelf
    from fullstride.workflows.adapting import Adapting


def adapt(
    yes: Annotated[bool, typer.Option("--yes", help="Apply it without asking.")] = False,
    today: options.Today = None,
    calendars: Annotated[
        list[Path] | None,
        typer.Option("--calendar", metavar="FILE", help="The calendar as it is now. Repeat for more."),
    ] = None,
    profile: Annotated[
        Path | None, typer.Option("--profile", metavar="FILE", help="The profile as it is now.")
    ] = None,
    moves: Annotated[
        list[str] | None,
        typer.Option(
            "--move",
            metavar="SESSION=DATE",
            help='Where you want a session: "bounding 2027-01-14", or ID=DATE. Repeat for more.',
        ),
    ] = None,
    store: options.Store = "",
    runner: options.RunnerName = "",
    as_json: options.Json = False,
    ascii_only: options.Ascii = False,
) -> int:
    """Decide what follows from what was done, show what it changes, and apply it after a yes."""
    from fullstride import workflows
    from fullstride.workflows.adapting import Asked, adapt
    from fullstride.workflows.held import HeldShelf

    now = options.now()
    day = today or now.date()
    if today is not None:
        now = now.replace(year=day.year, month=day.month, day=day.day)
    asked = Asked(calendars=tuple(calendars or ()), profile=profile, moves=tuple(moves or ()))
    with workflows.shelf_at(workflows.Where(store=store, runner=runner)) as shelf:
        adapting = adapt(HeldShelf(shelf), asked, today=day, now=now)
        return _answered(shelf, adapting, now, yes=yes, as_json=as_json, ascii_only=ascii_only)


def _answered(
    shelf: "Shelf", adapting: "Adapting", now: dt.datetime, *, yes: bool, as_json: bool, ascii_only: bool
) -> int:
    """Shows it, asks where somebody is there to answer, keeps it after a yes, and gives the exit code.

    With --json nothing is asked, as what is printed is the answer.
    """
    from fullstride.cli.adapt_screen import adapt_screen
    from fullstride.cli.asking import can_ask

    def screen(style: Any) -> Any:
        return adapt_screen(adapting, style=style)

    wanted = yes or not adapting.changes
    if not as_json:
        door.answer(dict, screen, as_json=False, ascii_only=ascii_only)
        wanted = wanted or (can_ask() and _asked())
    applied = adapting.is_news and wanted
    if applied:
        try:
            _keep(shelf, adapting, now)
        except Outdated as error:
            return door.refuse(str(error), door.NO)
    if as_json:
        door.answer_json(_answer(adapting, applied=applied))
    elif applied and adapting.changes:
        door.say("Applied. fullstride week shows your week.")
    elif not wanted:
        door.note("Nothing was applied; --yes applies it")
    return door.YES if wanted else door.NO


def _asked() -> bool:
    from fullstride.cli.asking import ask
    from fullstride.cli.questions import read_yes

    return bool(ask("Apply this? (yes, no)", read_yes))


def _keep(shelf: "Shelf", adapting: "Adapting", now: dt.datetime) -> None:
    from fullstride.workflows.adapting import apply

    apply(shelf, adapting, now=now)


def _answer(adapting: "Adapting", *, applied: bool) -> dict[str, Any]:
    from fullstride.formats.adapt_answer import adapt_answer
    from fullstride.workflows.answering import due_answer

    return adapt_answer(
        adapting.decisions,
        adapting.changes,
        adapting.not_moved,
        applied=applied,
        number=adapting.after.number if applied else adapting.before.number,
        notes=adapting.notes,
        asks=due_answer(adapting.asks)["due"],
    )
