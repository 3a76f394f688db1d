"""`fullstride export PLAN.json --to …`: files for watches, calendars and people, with a loss report; and
`fullstride export --everything`: all that is kept."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fullstride.cli import door, options
from fullstride.domain.errors import BadUsage

if TYPE_CHECKING:
    from fullstride.workflows import Target


def export(
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder to write into.")],
    plan: Annotated[
        Path | None, typer.Argument(metavar="PLAN.json", help="A plan that fullstride plan wrote.")
    ] = None,
    to: Annotated[
        list[str] | None,
        typer.Option("--to", metavar="ics|fit|intervals|html", help="What to write. Repeat for more."),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--everything", help="All that is kept, in open formats, instead of a plan.")
    ] = False,
    store: options.Store = "",
    calendars: options.Calendars = None,
    profile: options.Profile = None,
    race: options.RaceDate = None,
    books: options.Books = None,
    as_json: options.Json = False,
    ascii_only: options.Ascii = False,
) -> int:
    """Write a plan for other programs, and say what they cannot hold; or everything that is kept."""
    if everything:
        if plan or to or calendars or profile or race or books:
            raise BadUsage("--everything goes with --out and --store; a plan is exported by itself")
        return _everything(store, out, as_json=as_json, ascii_only=ascii_only)
    if plan is None or not to:
        raise BadUsage("Name a plan and what to write: fullstride export PLAN.json --to ics --out DIR")
    from fullstride import workflows
    from fullstride.cli.screens import export_screen
    from fullstride.formats.answers import export_answer

    targets = _targets(to)
    opened = workflows.reopen(
        plan,
        workflows.Given(
            today=options.today(),
            calendars=tuple(calendars or ()),
            profile=profile,
            books=tuple(books or ()),
            race=race,
        ),
    )
    told = workflows.told_afresh(opened)
    handed = workflows.hand_out(told, opened.days, opened.book, targets, out, now=options.now())
    names = [path.relative_to(out).as_posix() for path in handed.files]
    door.answer(
        lambda: export_answer(handed.files, handed.lost),
        lambda style: export_screen(names, handed.lost, str(out), style=style),
        as_json=as_json,
        ascii_only=ascii_only,
    )
    return door.YES


def _everything(store: str, out: Path, *, as_json: bool, ascii_only: bool) -> int:
    from fullstride.workflows.safekeeping import export_all

    done = export_all(store, out, options.now())

    def screen(style: Any) -> Any:
        from fullstride.cli.kept_screens import export_all_screen

        return export_all_screen(done, style=style)

    door.answer(
        lambda: {
            "folder": str(done.folder),
            "counts": done.counts,
            "files": done.files,
            "missing": list(done.missing),
            "unreadable": list(done.unreadable),
        },
        screen,
        as_json=as_json,
        ascii_only=ascii_only,
    )
    return door.NO if done.unreadable or done.missing else door.YES


def _targets(words: list[str]) -> "list[Target]":
    from fullstride.workflows import EVERY_TARGET, Target

    known = [target.value for target in EVERY_TARGET]
    for word in words:
        if word not in known:
            raise BadUsage(f"--to {word}: it can be {', '.join(known)}")
    return [Target(word) for word in dict.fromkeys(words)]
