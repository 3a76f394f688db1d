"""`fullstride calendar FILE…`: how the program reads a calendar."""

from pathlib import Path
from typing import Annotated

import typer

from fullstride.cli import door, options


def calendar(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="ICS, CSV, JSON, YAML or text.")],
    profile: options.Profile = None,
    race: options.RaceDate = None,
    first: options.From = None,
    weeks: options.Weeks = None,
    as_json: options.Json = False,
    ascii_only: options.Ascii = False,
) -> int:
    """Show how a calendar is read: what each day asks, and which words decided it."""
    from fullstride import workflows
    from fullstride.cli.screens import calendar_screen
    from fullstride.formats.answers import calendar_answer

    today = options.today()
    reading = workflows.read(
        workflows.Given(
            today=today,
            calendars=tuple(files),
            profile=profile,
            race=race,
            first=first,
            weeks=options.weeks_in_range(weeks),
        )
    )
    door.answer(
        lambda: calendar_answer(reading.days, reading.calendar),
        lambda style: calendar_screen(reading.calendar, reading.days, today=today, style=style),
        as_json=as_json,
        ascii_only=ascii_only,
    )
    return door.YES
