"""`fullstride export PLAN.json --to …`: files for watches, calendars and people, with a loss report."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fullstride.cli import door, options
from fullstride.domain.errors import BadUsage

if TYPE_CHECKING:
    from fullstride.workflows import Target


def export(
    plan: options.PlanFile,
    to: Annotated[
        list[str],
        typer.Option("--to", metavar="ics|fit|intervals|html", help="What to write. Repeat for more."),
    ],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder to write into.")],
    calendars: options.Calendars = None,
    profile: options.Profile = None,
    race: options.RaceDate = None,
    books: options.Books = None,
    as_json: options.Json = False,
    ascii_only: options.Ascii = False,
) -> int:
    """Write a plan for other programs, and say what they cannot hold."""
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


def _targets(words: list[str]) -> "list[Target]":
    from fullstride.workflows import EVERY_TARGET, Target

    known = [target.value for target in EVERY_TARGET]
    for word in words:
        if word not in known:
            raise BadUsage(f"--to {word}: it can be {', '.join(known)}")
    return [Target(word) for word in dict.fromkeys(words)]
