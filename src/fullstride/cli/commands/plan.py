"""`fullstride plan`: places the work into the runner's own weeks."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fullstride.cli import door, options
from fullstride.domain.errors import BadUsage
from fullstride.domain.session import Status

MOST_PROBLEMS = 3

if TYPE_CHECKING:
    from rich.text import Text

    from fullstride.cli.style import Style
    from fullstride.workflows import Handed, Placed


def plan(
    calendars: options.Calendars = None,
    profile: options.Profile = None,
    race: options.RaceDate = None,
    first: options.From = None,
    weeks: options.Weeks = None,
    books: options.Books = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="Write the plan and every export into this folder."),
    ] = None,
    keep: Annotated[
        bool, typer.Option("--keep", help="Keep the plan, so that today, log and adapt go on with it.")
    ] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="With --keep: begin a new season in place of a kept plan.")
    ] = False,
    store: options.Store = "",
    runner: options.RunnerName = "",
    as_json: options.Json = False,
    ascii_only: options.Ascii = False,
) -> int:
    """Place maximal-effort work into a calendar, each session with its reasons."""
    from fullstride import workflows
    from fullstride.formats.answers import export_answer, problems_json
    from fullstride.formats.plan_setting import plan_answer

    if replace and not keep:
        raise BadUsage("--replace goes with --keep, which keeps the plan")
    now = options.now()
    given = workflows.Given(
        today=now.date(),
        calendars=tuple(calendars or ()),
        profile=profile,
        books=tuple(books or ()),
        race=race,
        first=first,
        weeks=options.weeks_in_range(weeks),
    )
    placed = workflows.place(given)
    refused = placed.plan.status is Status.CLASH
    kept = None
    if keep and not refused:
        with workflows.shelf_at(workflows.Where(store=store, runner=runner), create=True) as shelf:
            workflows.refuse_second(shelf, replace=replace)
            kept = {"runner": shelf.runner, "number": workflows.keep_plan(shelf, placed, now=now).number}
    handed = workflows.keep(placed, out, now=now) if out and not refused else None
    door.answer(
        lambda: (
            plan_answer(placed.plan, workflows.setting_of(placed))
            | {"problems": problems_json(placed.reading.calendar)}
            | (export_answer(handed.files, handed.lost) if handed else {})
            | ({"kept": kept} if kept else {})
        ),
        lambda style: _screen(placed, handed, out, style) + _kept_lines(kept, style),
        as_json=as_json,
        ascii_only=ascii_only,
    )
    return door.NO if refused else door.YES


def _screen(placed: "Placed", handed: "Handed | None", out: Path | None, style: "Style") -> "list[Text]":
    from rich.text import Text

    from fullstride.cli.picture import plan_picture
    from fullstride.cli.screens import export_screen
    from fullstride.cli.style import paragraph
    from fullstride.formats.saying import counted, sentence

    lines = plan_picture(placed.plan, placed.reading.days, placed.book, today=placed.given.today, style=style)
    problems = placed.reading.calendar.problems
    for problem in problems[:MOST_PROBLEMS]:
        where = f"{problem.file}, {problem.place}:" if problem.place else f"{problem.file}:"
        lines += paragraph(where, sentence(problem.text), style)
    if len(problems) > MOST_PROBLEMS:
        more = counted(len(problems) - MOST_PROBLEMS, "thing")
        lines += paragraph("", f"{more} more could not be read; fullstride calendar shows all.", style)
    if handed and out:
        names = [path.relative_to(out).as_posix() for path in handed.files]
        lines += [Text(), *export_screen(names, handed.lost, str(out), style=style)]
        if handed.removed:
            gone = counted(len(handed.removed), "file")
            lines += [Text(), *paragraph("", f"{gone} of sessions that left the plan were removed.", style)]
    return lines


def _kept_lines(kept: dict[str, Any] | None, style: "Style") -> "list[Text]":
    from rich.text import Text

    from fullstride.cli.style import paragraph

    if kept is None:
        return []
    text = "fullstride today shows what is next; fullstride log keeps what was done."
    return [Text(), *paragraph(f"Kept for {kept['runner']}.", text, style)]
