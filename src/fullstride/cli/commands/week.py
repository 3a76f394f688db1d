"""`fullstride week [DATE]`: a week of the kept plan."""

import datetime as dt
from typing import Annotated, Any

import typer

from fullstride.cli import door, options
from fullstride.workflows.answering import coming_answer


def week(
    date: Annotated[
        dt.date | None,
        typer.Argument(parser=options.read_date, metavar="[DATE]", help="A day of the week; default today."),
    ] = None,
    store: options.Store = "",
    runner: options.RunnerName = "",
    as_json: options.Json = False,
    ascii_only: options.Ascii = False,
) -> int:
    """Show a week of the kept plan: your days, the work on them, and the decisions behind it."""
    from fullstride import workflows
    from fullstride.workflows.coming import coming_week

    now = options.today()
    with workflows.shelf_at(workflows.Where(store=store, runner=runner)) as shelf:
        coming = coming_week(shelf, date or now, today=now)

    def screen(style: Any) -> Any:
        from fullstride.cli.coming_screen import week_screen

        return week_screen(coming, style=style)

    door.answer(lambda: coming_answer(coming), screen, as_json=as_json, ascii_only=ascii_only)
    return door.YES
