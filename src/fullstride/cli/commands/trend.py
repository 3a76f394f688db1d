"""`fullstride trend [PATH…]`: whether it works, beyond the noise."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fullstride.cli import door, options
from fullstride.domain.errors import BadUsage
from fullstride.domain.trend import Answer, Trend

if TYPE_CHECKING:
    from fullstride.batch.measure_all import Recordings
    from fullstride.rules.book import Book
    from fullstride.workflows import Where
    from fullstride.workflows.trending import Lived

PAGE_ENDINGS = (".html", ".htm")


def trend(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="PATH", help="Recordings, folders or exports; left out, what is kept is looked at alone."
        ),
    ] = None,
    store: options.Store = "",
    runner: options.RunnerName = "",
    since: Annotated[
        dt.date | None,
        typer.Option(
            "--since", parser=options.read_date, metavar="DATE", help="What divides before from after."
        ),
    ] = None,
    page: Annotated[
        Path | None, typer.Option("--html", metavar="F.html", help="Write a page with every line drawn.")
    ] = None,
    profile: options.Profile = None,
    books: options.Books = None,
    jobs: options.Jobs = None,
    as_json: options.Json = False,
    ascii_only: options.Ascii = False,
) -> int:
    """Show what changed beyond the noise, what did not, and what cannot be said yet."""
    from fullstride import workflows
    from fullstride.batch.measure_all import Recordings
    from fullstride.cli.trend_picture import trend_picture
    from fullstride.formats.trend_answer import trend_answer
    from fullstride.rules.load import load_book
    from fullstride.workflows.trending import show_trend, undated

    if page is not None and page.suffix.lower() not in PAGE_ENDINGS:
        raise BadUsage(f"--html {page}: end the name in .html")
    today = options.today()
    own = workflows.read_own_books(tuple(books or ()))
    book = load_book(own)
    told = workflows.read_runner(profile, today)
    top_mps = told.top_speed_mps
    kept = workflows.Where(store=store, runner=runner) if runner or not paths else None
    asked = workflows.Asked(top_mps=top_mps, calibrations=told.calibrations)
    lived, unreadable = _lived(
        kept, Recordings(paths=tuple(paths or ()), asked=asked, books=own, jobs=jobs, today=today)
    )
    left_out = (*unreadable, *map(_without_day, undated(lived)))
    found = show_trend(lived, today=today, book=book, since=since, top_mps=top_mps)
    if page is not None:
        _keep_page(page, found, book)
    door.answer(
        lambda: trend_answer(found, left_out),
        lambda style: trend_picture(found, book, style=style),
        as_json=as_json,
        ascii_only=ascii_only,
    )
    for said in left_out:
        door.note(said)
    if unreadable and not lived.evidence:
        return door.BAD
    return door.YES if any(one.answer is not Answer.UNKNOWN for one in found.measures) else door.NO


def _without_day(file: str) -> str:
    return f"{file} tells no day, so no trend counts it; fullstride log {file} --date YYYY-MM-DD says it"


def _lived(kept: "Where | None", recordings: "Recordings") -> "tuple[Lived, tuple[str, ...]]":
    """What is kept and what was named, each run once; and what could not be read."""
    from fullstride import workflows
    from fullstride.batch.measure_all import measure_all
    from fullstride.workflows.trending import Lived, lived_on

    lived = Lived()
    if kept is not None:
        with workflows.shelf_at(kept) as shelf:
            lived = lived_on(shelf)
    if not recordings.paths:
        return lived, ()
    found = measure_all(recordings)
    counted = [each.evidence for each in found.measurements if each.name not in found.same_as]
    return lived.with_recordings(counted), tuple(map(str, found.unreadable))


def _keep_page(page: Path, found: Trend, book: "Book") -> None:
    from fullstride.formats.files import write_files
    from fullstride.formats.trend_page import trend_page

    write_files(page.parent, {page.name: trend_page(found, book).encode()})
