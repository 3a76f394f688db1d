"""`fullstride audit PATH…`: what a history of recordings shows of a runner's speed."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fullstride.cli import door, options
from fullstride.domain.errors import BadUsage

if TYPE_CHECKING:
    from fullstride.workflows import Days

MOST_WEEKS = 5200


def audit(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH", help="Recordings, folders of them, or exports, as zip or folder."),
    ],
    first: Annotated[
        dt.date | None,
        typer.Option("--from", parser=options.read_date, metavar="DATE", help="The first day to tell of."),
    ] = None,
    last: Annotated[
        dt.date | None,
        typer.Option("--to", parser=options.read_date, metavar="DATE", help="The last day; else today."),
    ] = None,
    weeks: Annotated[
        int | None,
        typer.Option("--weeks", metavar="N", help="How many weeks up to the last day; else 26."),
    ] = None,
    profile: options.Profile = None,
    books: options.Books = None,
    keep: Annotated[
        Path | None,
        typer.Option("--keep", metavar="DIR", help="Keep progress and tables (Parquet) in this folder."),
    ] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Read every file again, whatever was kept.")] = False,
    jobs: options.Jobs = None,
    engine: Annotated[
        str, typer.Option("--engine", metavar="NAME", help="Where the work is done: here, or ray.")
    ] = "here",
    address: Annotated[
        str | None, typer.Option("--address", metavar="ADDRESS", help="The Ray cluster; else one of its own.")
    ] = None,
    as_json: options.Json = False,
    ascii_only: options.Ascii = False,
) -> int:
    """Show how your running spreads over your speed range, and when you last went all out."""
    from fullstride import workflows
    from fullstride.cli.audit_picture import audit_picture
    from fullstride.cli.history import History, read_history
    from fullstride.formats.audit_answer import audit_answer

    days = _days(first, last, weeks)
    book = workflows.read_book(books or [])
    today = options.today()
    runner = workflows.read_runner(profile, today)
    read = read_history(
        History(
            paths=tuple(paths),
            keep=keep,
            fresh=fresh,
            jobs=jobs,
            engine=engine,
            address=address,
            ascii_only=ascii_only,
        )
    )
    found = workflows.audit_runs(read.runs(), today=today, book=book, runner=runner, days=days)
    unreadable = [(one.file, one.reason) for one in read.unreadable]
    duplicates = [(one.file, one.of) for one in read.duplicates]
    door.answer(
        lambda: audit_answer(found, unreadable, duplicates),
        lambda style: audit_picture(found, unreadable, len(duplicates), style=style),
        as_json=as_json,
        ascii_only=ascii_only,
    )
    if not found.recordings and unreadable:
        return door.BAD
    return door.YES if found.runs else door.NO


def _days(first: dt.date | None, last: dt.date | None, weeks: int | None) -> "Days":
    from fullstride import workflows

    if first and weeks is not None:
        raise BadUsage("--from and --weeks both say where to begin; leave one of them out")
    if first and last and first > last:
        raise BadUsage(f"--from {first} is after --to {last}")
    if weeks is not None and not 1 <= weeks <= MOST_WEEKS:
        raise BadUsage(f"--weeks {weeks}: a history is told by 1 to {MOST_WEEKS} weeks")
    return workflows.Days(first=first, last=last, weeks=weeks or workflows.DEFAULT_WEEKS)
