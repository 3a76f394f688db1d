"""`fullstride init`: asks about the runner in a minute and writes the profile."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fullstride.cli import door, options
from fullstride.cli.asking import ask

if TYPE_CHECKING:
    from rich.text import Text

    from fullstride.batch.words import ArchiveRun
    from fullstride.cli.style import Style


def init(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the profile goes.")] = Path(
        "runner.toml"
    ),
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing; leave every answer open.")] = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Write over a profile that is there.")
    ] = False,
    history: Annotated[
        list[Path] | None,
        typer.Option(
            "--from", metavar="PATH", help="Recordings, a folder or an export: what they show is filled in."
        ),
    ] = None,
    as_json: options.Json = False,
    ascii_only: options.Ascii = False,
) -> int:
    """Write a profile: a minute of questions, every answer optional."""
    from fullstride import workflows
    from fullstride.cli.questions import ask_runner, read_yes
    from fullstride.domain.runner import Runner

    if (
        file.exists()
        and not overwrite
        and (yes or not ask(f"{file} is there; write over it? (yes, no)", read_yes))
    ):
        return door.refuse(f"{file} is there already and stays as it is; --overwrite replaces it", door.NO)
    today = options.today()
    read = _read(history)
    runner = Runner() if yes else ask_runner(ask, today)
    said = ""
    remarks: tuple[str, ...] = ()
    if read is not None:
        book = workflows.read_book([])
        runner, audit = workflows.profile_from(read.runs(), today=today, book=book, runner=runner)
        said = audit.say
        remarks = (f"From your recordings, as of {today}:", said, *audit.notes)
        unread = len(read.unreadable)
        if unread:
            names = "file" if unread == 1 else "files"
            door.note(f"{unread:,} {names} could not be read; fullstride audit says which and why")
    workflows.keep_profile(runner, file, remarks)
    door.answer(
        lambda: {"profile": str(file), "say": said or None},
        lambda style: _screen(file, said, style),
        as_json=as_json,
        ascii_only=ascii_only,
    )
    return door.YES


def _read(history: list[Path] | None) -> "ArchiveRun | None":
    if not history:
        return None
    from fullstride.cli.history import History, read_history

    return read_history(History(paths=tuple(history)))


def _screen(file: Path, said: str, style: "Style") -> "list[Text]":
    from rich.text import Text

    from fullstride.cli.style import paragraph

    return [
        *(paragraph("", said, style) if said else []),
        Text(style.words(f"Your profile is in {file}. Read it over; every key may be changed or left out.")),
        Text(style.words(f"Next: fullstride plan --calendar my.ics --profile {file}")),
    ]
