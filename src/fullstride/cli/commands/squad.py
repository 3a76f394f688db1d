"""`fullstride squad`: one template, many runners; who needs the coach today."""

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fullstride.cli import door, options
from fullstride.domain.errors import BadUsage
from fullstride.domain.squad import Rank

if TYPE_CHECKING:
    from rich.text import Text

    from fullstride.batch.squad import Everybody, SquadAdapted
    from fullstride.cli.style import Style
    from fullstride.domain.squad import Squad, Unread

PAGE_ENDINGS = (".html", ".htm")
squad = typer.Typer(
    help="Show who of a squad needs you, take runners in, and adapt everybody's plan.",
    invoke_without_command=True,
    rich_markup_mode=None,
)


@squad.callback()
def show(
    context: typer.Context,
    page: Annotated[
        Path | None, typer.Option("--html", metavar="F.html", help="Write the list as a page.")
    ] = None,
    everybody: Annotated[bool, typer.Option("--all", help="Show every runner, however many.")] = False,
    jobs: options.Jobs = None,
    store: options.Store = "",
    as_json: options.Json = False,
    ascii_only: options.Ascii = False,
) -> int | None:
    """Show who of a squad needs you today, who is worth a look, and who is on track."""
    if context.invoked_subcommand is not None:
        _refuse_before(context)
        return None
    from fullstride.batch.squad import look_at_squad
    from fullstride.formats.squad_answer import squad_answer

    if page is not None and page.suffix.lower() not in PAGE_ENDINGS:
        raise BadUsage(f"--html {page}: end the name in .html")
    who = _everybody(store, jobs)
    today = options.today()
    found = _nobody(today)
    if _is_there(who):
        found = _with_bar(lambda told: look_at_squad(who, today=today, told=told), ascii_only=ascii_only)
    if page is not None:
        _keep_page(page, found)
    door.answer(
        lambda: squad_answer(found),
        lambda style: _screen(found, style, everybody=everybody),
        as_json=as_json,
        ascii_only=ascii_only,
    )
    return door.YES


@squad.command()
def add(
    template: Annotated[
        list[Path],
        typer.Option("--template", metavar="CALENDAR", help="The calendar for everybody. Repeat for more."),
    ],
    runners: Annotated[
        Path,
        typer.Option(
            "--runners", metavar="DIR|F.csv", help="A folder of profiles NAME.toml, or a table of them."
        ),
    ],
    race: options.RaceDate = None,
    first: options.From = None,
    weeks: options.Weeks = None,
    books: options.Books = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Begin a new season for those who have a plan.")
    ] = False,
    jobs: options.Jobs = None,
    store: options.Store = "",
    as_json: options.Json = False,
    ascii_only: options.Ascii = False,
) -> int:
    """Take runners in: each gets the template's plan by their own calendar, level and race."""
    from fullstride.batch.squad import take_in_all
    from fullstride.formats.squad_answer import unread_json
    from fullstride.formats.squad_list import read_members
    from fullstride.workflows.taking_in import Template

    listed = read_members(runners)
    given = Template(
        calendars=tuple(template),
        books=tuple(books or ()),
        first=first,
        weeks=options.weeks_in_range(weeks),
        race=race,
    )
    who = _everybody(store, jobs)
    now = options.now()
    taken, refused = _with_bar(
        lambda told: take_in_all(who, listed.members, given, now=now, replace_plans=replace, told=told),
        ascii_only=ascii_only,
    )
    left_out = [str(one) for one in listed.left_out]
    door.answer(
        lambda: {
            "added": [{"runner": name, "sessions": count} for name, count in taken.items()],
            "not_added": unread_json(refused),
            "left_out": left_out,
        },
        lambda style: _added(taken, refused, style),
        as_json=as_json,
        ascii_only=ascii_only,
    )
    for text in left_out:
        door.note(text)
    return door.YES if taken and not refused else door.NO


@squad.command()
def adapt(
    yes: Annotated[bool, typer.Option("--yes", help="Apply it without asking.")] = False,
    today: options.Today = None,
    everybody: Annotated[bool, typer.Option("--all", help="Show every runner, however many.")] = False,
    jobs: options.Jobs = None,
    store: options.Store = "",
    as_json: options.Json = False,
    ascii_only: options.Ascii = False,
) -> int:
    """Decide for everybody what follows from what was done, show it in sum, and apply it after a yes."""
    from fullstride.batch.squad import adapt_squad, keep_waiting
    from fullstride.formats.squad_answer import adapted_answer

    who = _everybody(store, jobs)
    now = options.now()
    day = today or now.date()
    now = now.replace(year=day.year, month=day.month, day=day.day)
    if not _is_there(who):
        door.answer(dict, lambda style: _screen(_nobody(day), style), as_json=False, ascii_only=ascii_only)
        return door.NO
    found = _with_bar(
        lambda told: adapt_squad(who, today=day, now=now, keep=yes, told=told), ascii_only=ascii_only
    )
    if not as_json:
        door.answer(
            dict,
            lambda style: _adapted(found, style, everybody=everybody),
            as_json=False,
            ascii_only=ascii_only,
        )
    applied, not_kept = yes, ()
    if found.waiting and not as_json:
        applied = _asked()
    if found.waiting and applied:
        _, not_kept = _with_bar(
            lambda told: keep_waiting(who, found.waiting, now=now, told=told), ascii_only=ascii_only
        )
    if as_json:
        door.answer_json(
            adapted_answer(
                found.squad,
                applied=applied,
                news=found.news,
                changed=found.changed,
                changes=found.changes,
                verbs=found.verbs,
                not_kept=not_kept,
            )
        )
    else:
        _say_kept(found, not_kept, applied=applied)
    done = applied or not found.news
    return door.YES if done and not (found.squad.unread or not_kept) else door.NO


# ---- what they share -------------------------------------------------------------------------------


def _refuse_before(context: typer.Context) -> None:
    """An option before `add` or `adapt` would be lost without a word."""
    for name in context.params:
        source = context.get_parameter_source(name)
        if source is not None and source.name == "COMMANDLINE":
            option = next(one.opts[-1] for one in context.command.params if one.name == name)
            raise BadUsage(f"Write {option} after {context.invoked_subcommand}, not before it")


def _everybody(store: str, jobs: int | None) -> "Everybody":
    from fullstride.batch.squad import Everybody

    return Everybody(store=store, jobs=options.jobs_in_range(jobs))


def _is_there(who: "Everybody") -> bool:
    from fullstride import workflows
    from fullstride.workflows.keeping import has_store

    return has_store(workflows.Where(store=who.store))


def _nobody(today: dt.date) -> "Squad":
    from fullstride.domain.squad import Squad

    return Squad(today=today)


def _with_bar(work: Any, *, ascii_only: bool) -> Any:
    from fullstride.cli.progress_bar import progress_bar

    with progress_bar(sys.stderr, ascii_wanted=ascii_only) as told:
        return work(told)


def _keep_page(page: Path, found: "Squad") -> None:
    from fullstride.formats.files import write_files
    from fullstride.formats.squad_page import squad_page
    from fullstride.rules.load import load_book

    write_files(page.parent, {page.name: squad_page(found, load_book()).encode()})


def _screen(
    found: "Squad", style: "Style", *, everybody: bool = False, only: tuple[Rank, ...] = tuple(Rank)
) -> "list[Text]":
    from fullstride.cli.squad_screen import squad_screen
    from fullstride.rules.load import load_book

    return squad_screen(found, load_book(), style=style, everybody=everybody, only=only)


def _adapted(found: "SquadAdapted", style: "Style", *, everybody: bool) -> "list[Text]":
    from rich.text import Text

    from fullstride.cli.squad_screen import adapted_lines

    only = tuple(Rank) if everybody else (Rank.NEEDS_YOU, Rank.LOOK)
    return [
        *_screen(found.squad, style, everybody=everybody, only=only),
        Text(),
        *adapted_lines(found.verbs, found.changed, found.changes, style),
    ]


def _added(taken: dict[str, int], refused: "tuple[Unread, ...]", style: "Style") -> "list[Text]":
    from fullstride.cli.squad_screen import added_lines

    return added_lines(taken, refused, style)


def _asked() -> bool:
    from fullstride.cli.asking import ask, can_ask
    from fullstride.cli.questions import read_yes

    return can_ask() and bool(ask("Apply this to everybody? (yes, no)", read_yes))


def _say_kept(found: "SquadAdapted", not_kept: "tuple[Unread, ...]", *, applied: bool) -> None:
    for one in not_kept:
        door.note(f"Not applied for {one.runner}: {one.reason}")
    if applied and found.news:
        door.say(f"Applied for {found.news - len(not_kept):,}.")
    elif found.news:
        door.note("Nothing was applied; --yes applies it")
