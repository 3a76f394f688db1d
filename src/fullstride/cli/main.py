"""`fullstride` on the command line: one command a verb, each in its own module."""

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from fullstride import __version__
from fullstride.cli import door
from fullstride.cli.commands.audit import audit
from fullstride.cli.commands.calendar import calendar
from fullstride.cli.commands.check import check
from fullstride.cli.commands.do import do
from fullstride.cli.commands.explain import explain
from fullstride.cli.commands.export import export
from fullstride.cli.commands.init import init
from fullstride.cli.commands.log import log
from fullstride.cli.commands.measure import measure
from fullstride.cli.commands.plan import plan
from fullstride.cli.commands.rules import rules
from fullstride.cli.commands.today import today
from fullstride.cli.commands.week import week

app = typer.Typer(
    name="fullstride",
    help="Places maximal-effort work into the calendar a runner already has, and says why.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _version(asked: bool) -> None:
    if asked:
        door.say(f"fullstride {__version__}")
        raise typer.Exit


@app.callback()
def fullstride(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version this is.")
    ] = False,
) -> None:
    """Places maximal-effort work into the calendar a runner already has, and says why."""


for command in (calendar, plan, check, explain, export, today, week, do, log, measure, audit, rules, init):
    app.command()(command)


def call(arguments: Sequence[str] | None = None) -> int:
    """Runs one command line (default: this process's) and gives its exit code."""
    return door.run(lambda: _command_line(arguments))


def _command_line(arguments: Sequence[str] | None) -> int | None:
    door.prepare_streams()
    command = typer.main.get_command(app)
    code: int | None = command.main(args=arguments, prog_name="fullstride", standalone_mode=False)
    return code


def main() -> None:
    """The program `fullstride`."""
    sys.exit(call())
