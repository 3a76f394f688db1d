"""`fullstride do [SESSION]`: a guided session in the terminal."""

from pathlib import Path
from typing import Annotated

import typer

from fullstride.cli import options
from fullstride.domain.errors import BadUsage

PLANS = (Path("plan.json"), Path("out/plan.json"))


def do(
    session: Annotated[
        str, typer.Argument(metavar="SESSION", help="A session's id, or a date; default today.")
    ] = "",
    plan: Annotated[
        Path | None,
        typer.Option("--plan", metavar="PLAN.json", help="The plan; default plan.json, then out/plan.json."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="Where records go; default done, beside the plan."),
    ] = None,
    books: options.Books = None,
    as_json: options.Json = False,
    ascii_only: options.Ascii = False,
) -> int:
    """Lead through a session rep by rep, and write down what was done."""
    from fullstride import workflows
    from fullstride.cli.do import run_do

    file = plan or next((path for path in PLANS if path.is_file()), None)
    if file is None:
        raise BadUsage("There is no plan.json here; name the plan with --plan")
    opened = workflows.reopen(file, workflows.Given(today=options.today(), books=tuple(books or ())))
    return run_do(
        opened.plan,
        session or options.today().isoformat(),
        opened.book,
        out=out or file.parent / "done",
        ascii_only=ascii_only,
        as_json=as_json,
    )
