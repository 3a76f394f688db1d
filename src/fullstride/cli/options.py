"""The options that several commands share, each said once."""

import datetime as dt
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from fullstride.domain.errors import BadUsage

if TYPE_CHECKING:
    from fullstride.workflows import Told

Choice = TypeVar("Choice", bound=StrEnum)
FEWEST_WEEKS, MOST_WEEKS = 1, 208
MOST_JOBS = 1024
EARLIEST, LATEST = dt.date(1970, 1, 1), dt.date(2199, 12, 31)


def read_date(text: str | dt.date) -> dt.date:
    """Reads 2027-04-18; typer calls this for every date on the command line."""
    if isinstance(text, dt.date):
        return text
    try:
        date = dt.date.fromisoformat(text.strip())
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no date; write it like 2027-04-18") from None
    if not EARLIEST <= date <= LATEST:
        raise typer.BadParameter(f"{text} is too far away; use a year from 1970 to 2199")
    return date


Json = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
Ascii = Annotated[bool, typer.Option("--ascii", help="Draw with plain characters only.")]
Calendars = Annotated[
    list[Path] | None,
    typer.Option(
        "--calendar", metavar="FILE", help="A calendar: ICS, CSV, JSON, YAML or text. Repeat for more."
    ),
]
Profile = Annotated[
    Path | None, typer.Option("--profile", metavar="FILE", help="Who runs: a TOML file, see fullstride init.")
]
Books = Annotated[
    list[Path] | None,
    typer.Option("--book", metavar="FILE", help="Your own rules, laid over the book. Repeat for more."),
]
RaceDate = Annotated[
    dt.date | None,
    typer.Option(
        "--race", parser=read_date, metavar="DATE", help="The race a plan without dates is laid back from."
    ),
]
From = Annotated[
    dt.date | None,
    typer.Option("--from", parser=read_date, metavar="DATE", help="The first day; a plan starts today."),
]
Weeks = Annotated[
    int | None,
    typer.Option(
        "--weeks",
        metavar="N",
        help="How many weeks, from --from, else from today or the calendar's first day, whichever is later; "
        "a plan goes to the A-race, else 12.",
    ),
]
PlanFile = Annotated[Path, typer.Argument(metavar="PLAN.json", help="A plan that fullstride plan wrote.")]
Shows = Annotated[
    str, typer.Option("--as", metavar="EXERCISE", help="What a log shows: squat_jumps, bounding, hops …")
]
Worn = Annotated[
    str, typer.Option("--position", metavar="WHERE", help="Where the phone was: belt, front_pocket …")
]
Taped = Annotated[
    float | None,
    typer.Option("--distance", metavar="METRES", min=1, max=1000, help="The taped distance of a run."),
]
FirstFoot = Annotated[
    str, typer.Option("--first-foot", metavar="left|right", help="The foot that lands first in bounding.")
]
Date = Annotated[dt.date, typer.Argument(parser=read_date, metavar="DATE", help="A day, like 2027-01-29.")]
Store = Annotated[
    str,
    typer.Option(
        "--store",
        metavar="WHERE",
        envvar="FULLSTRIDE_STORE",
        show_envvar=False,
        help="Where things are kept: a file, or a database's address; your own data folder when left out.",
    ),
]
RunnerName = Annotated[
    str,
    typer.Option("--runner", metavar="NAME", help="Whose plan and reports; not needed where there is one."),
]
Today = Annotated[
    dt.date | None,
    typer.Option("--today", parser=read_date, metavar="DATE", help="Decide as on this day."),
]

Jobs = Annotated[
    int | None,
    typer.Option("--jobs", metavar="N", help="How many processes; left out, one for each core."),
]


def jobs_in_range(jobs: int | None) -> int | None:
    """`jobs` as asked for. Raises BadUsage outside 1 to 1024."""
    if jobs is not None and not 1 <= jobs <= MOST_JOBS:
        raise BadUsage(f"--jobs {jobs}: 1 to {MOST_JOBS} processes can work at once")
    return jobs


def weeks_in_range(weeks: int | None) -> int | None:
    """`weeks` as asked for. Raises BadUsage outside 1 to 208."""
    if weeks is not None and not FEWEST_WEEKS <= weeks <= MOST_WEEKS:
        raise BadUsage(f"--weeks {weeks}: a plan has {FEWEST_WEEKS} to {MOST_WEEKS} weeks")
    return weeks


def today() -> dt.date:
    """The runner's own date."""
    return now().date()


def now() -> dt.datetime:
    """The one look at the clock."""
    from fullstride.workflows import clock

    return clock.now()


def told(shows: str, position: str, distance_m: float | None, first_foot: str) -> "Told":
    """What the runner says of phone logs and marked videos. Raises BadUsage."""
    from fullstride import workflows
    from fullstride.domain.motion import Position, Side

    return workflows.Told(
        exercise=workflows.exercise_named(shows) if shows else "",
        position=_choice("--position", position, Position) if position else Position.UNKNOWN,
        distance_m=distance_m,
        first_side=_choice("--first-foot", first_foot, Side) if first_foot else Side.UNKNOWN,
    )


def _choice(option: str, text: str, choices: type[Choice]) -> Choice:
    name = text.strip().lower().replace("-", "_").replace(" ", "_")
    known = [one.value for one in choices if one.value]
    if name not in known:
        raise BadUsage(f"{option} {text!r}: write one of {', '.join(known)}")
    return choices(name)
