"""`fullstride do [SESSION]`: a guided session in the terminal."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fullstride.cli import options
from fullstride.domain.errors import BadUsage, FullstrideError

if TYPE_CHECKING:
    from fullstride.guide.record import Record

PLANS = (Path("plan.json"), Path("out/plan.json"))


def do(
    session: Annotated[
        str, typer.Argument(metavar="SESSION", help="A session's id, or a date; default today.")
    ] = "",
    plan: Annotated[
        Path | None,
        typer.Option("--plan", metavar="PLAN.json", help="The plan; default the kept one, then plan.json."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="Where records go; default done, beside the plan."),
    ] = None,
    books: options.Books = None,
    store: options.Store = "",
    runner: options.RunnerName = "",
    as_json: options.Json = False,
    ascii_only: options.Ascii = False,
) -> int:
    """Lead through a session rep by rep, and write down what was done."""
    from fullstride import workflows
    from fullstride.cli.do import run_do
    from fullstride.workflows.taking import keep_record

    today = options.today()
    where = workflows.Where(store=store, runner=runner)
    kept = workflows.plan_if_kept(where)
    file = plan or (None if kept else next((path for path in PLANS if path.is_file()), None))
    if file is not None:
        opened = workflows.reopen(file, workflows.Given(today=today, books=tuple(books or ())))
        of, book, folder = opened.plan, opened.book, file.parent / "done"
    elif kept is not None:
        of, book, folder = kept.plan, workflows.book_of(kept), workflows.done_folder(where)
    else:
        raise BadUsage("There is no plan.json here and no plan is kept; name the plan with --plan")

    def keep(record: "Record") -> str:
        if kept is None:
            return ""
        try:
            is_kept = keep_record(where, record)
        except FullstrideError as error:
            return f"It is not kept yet: {error}. fullstride log --from {folder} keeps it later."
        return "Kept; fullstride adapt decides what follows from it." if is_kept else ""

    return run_do(
        of,
        session or today.isoformat(),
        book,
        out=out or folder,
        ascii_only=ascii_only,
        as_json=as_json,
        keep=keep,
    )
