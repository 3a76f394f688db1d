"""`fullstride` on the command line: one command a verb, each in its own module."""

import contextlib
import gc
import os
import sys
from collections.abc import Iterator, Sequence
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from fullstride import __version__
from fullstride.cli import door
from fullstride.cli.commands.adapt import adapt
from fullstride.cli.commands.audit import audit
from fullstride.cli.commands.backup import backup
from fullstride.cli.commands.calendar import calendar
from fullstride.cli.commands.calibrate import calibrate
from fullstride.cli.commands.check import check
from fullstride.cli.commands.do import do
from fullstride.cli.commands.doctor import doctor
from fullstride.cli.commands.explain import explain
from fullstride.cli.commands.export import export
from fullstride.cli.commands.init import init
from fullstride.cli.commands.log import log
from fullstride.cli.commands.measure import measure
from fullstride.cli.commands.plan import plan
from fullstride.cli.commands.restore import restore
from fullstride.cli.commands.rules import rules
from fullstride.cli.commands.squad import squad
from fullstride.cli.commands.today import today
from fullstride.cli.commands.trend import trend
from fullstride.cli.commands.week import week
from fullstride.domain.errors import Stopped


class _Commands(TyperGroup):
    """The commands; Ctrl-C in one is told, where typer would end with an exit code and no word."""

    def make_context(self, *args: Any, **extra: Any) -> Any:
        with _told():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: Any) -> Any:
        with _told():
            return super().invoke(ctx)


@contextlib.contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except (KeyboardInterrupt, ImportError) as error:
        # A library that hears Ctrl-C while it is loaded says that it can't be loaded.
        if not isinstance(error.__cause__ or error, KeyboardInterrupt):
            raise
        raise Stopped("Stopped before it was done; no file is half written") from None


app = typer.Typer(
    name="fullstride",
    cls=_Commands,
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


for command in (
    calendar,
    plan,
    check,
    explain,
    export,
    today,
    week,
    do,
    log,
    adapt,
    trend,
    measure,
    calibrate,
    audit,
    rules,
    init,
    backup,
    restore,
    doctor,
):
    app.command()(command)
app.add_typer(squad, name="squad")


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
    _start_lightly()
    sys.exit(call())


def _start_lightly() -> None:
    """What a process that mostly lives for a second does without.

    Our matrices are small: a thread of the linear algebra for each core takes longer to wake, and then
    spins, than it ever saves. And modules are no garbage, so looking for some while they load is in vain.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read by numpy when it is first imported
    gc.set_threshold(100_000)
