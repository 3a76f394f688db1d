"""`fullstride init`: asks about the runner in a minute and writes the profile."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from fullstride.cli import door, options
from fullstride.domain.errors import BadUsage

Value = TypeVar("Value")


def init(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the profile goes.")] = Path(
        "runner.toml"
    ),
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing; leave every answer open.")] = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Write over a profile that is there.")
    ] = False,
    as_json: options.Json = False,
    ascii_only: options.Ascii = False,
) -> int:
    """Write a profile: a minute of questions, every answer optional."""
    from rich.text import Text

    from fullstride import workflows
    from fullstride.cli.questions import ask_runner, read_yes
    from fullstride.domain.runner import Runner

    if (
        file.exists()
        and not overwrite
        and (yes or not _ask(f"{file} is there; write over it? (yes, no)", read_yes))
    ):
        return door.refuse(f"{file} is there already and stays as it is; --overwrite replaces it", door.NO)
    runner = Runner() if yes else ask_runner(_ask, options.today())
    workflows.keep_profile(runner, file)
    door.answer(
        lambda: {"profile": str(file)},
        lambda style: [
            Text(
                style.words(f"Your profile is in {file}. Read it over; every key may be changed or left out.")
            ),
            Text(style.words(f"Next: fullstride plan --calendar my.ics --profile {file}")),
        ],
        as_json=as_json,
        ascii_only=ascii_only,
    )
    return door.YES


def _ask(question: str, read: Callable[[str], Value]) -> Value:
    """Asks until the answer is understood. From a pipe nothing is asked: each line is one answer, the
    end of it leaves the rest open, and an answer that isn't understood is an error."""
    at_terminal = sys.stdin.isatty()
    while True:
        if at_terminal:
            sys.stderr.write(question if question.endswith("\n") else f"{question} ")
            sys.stderr.flush()
        line = sys.stdin.readline()
        try:
            return read(line.strip())
        except ValueError as error:
            if not at_terminal:
                raise BadUsage(
                    f"{question.split('?')[0]}? {line.strip()!r} is not understood. {error}"
                ) from None
            sys.stderr.write(f"{error}\n")
