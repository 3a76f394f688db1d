"""`fullstride log`: keeps what was done, in words, from recordings, or from a guided session."""

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from fullstride.cli import options
from fullstride.domain.errors import BadUsage

if TYPE_CHECKING:
    from fullstride.domain.report import Completion

RECORDING_ENDINGS = (".fit", ".tcx", ".gpx", ".gz", ".zip", ".json", ".csv")

Text = TypeVar("Text")
Value = TypeVar("Value")


def log(
    what: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SESSION|DATE|FILE]...",
            help="A session's id, a date, today, or an exercise and a date; or recordings. Default today.",
        ),
    ] = None,
    own: Annotated[
        str,
        typer.Option("--own", metavar="EXERCISE", help="Work of your own, that no plan asked for."),
    ] = "",
    done: Annotated[bool, typer.Option("--done", help="All of it was done.")] = False,
    partly: Annotated[bool, typer.Option("--partly", help="A part of it was done.")] = False,
    not_done: Annotated[bool, typer.Option("--not-done", help="None of it was done.")] = False,
    reps: Annotated[
        int | None, typer.Option("--reps", metavar="N", min=0, max=500, help="How many reps were done.")
    ] = None,
    sets: Annotated[
        int | None, typer.Option("--sets", metavar="N", min=0, max=500, help="How many sets were done.")
    ] = None,
    hard: Annotated[
        int | None, typer.Option("--hard", metavar="0-10", min=0, max=10, help="How hard it felt.")
    ] = None,
    form: Annotated[str, typer.Option("--form", metavar="kept|slipping|gone", help="How the form was.")] = "",
    contacts: Annotated[
        int | None,
        typer.Option("--contacts", metavar="N", min=0, max=500, help="Ground contacts on 30 m of bounding."),
    ] = None,
    stopped_by: Annotated[
        str, typer.Option("--stopped-by", metavar="RULE", help="The stop rule that ended it early.")
    ] = "",
    pain: Annotated[
        list[str] | None,
        typer.Option(
            "--pain", metavar="TEXT", help='Like "left achilles 3 tendon", or none. Repeat for more.'
        ),
    ] = None,
    soreness: Annotated[
        int | None, typer.Option("--soreness", metavar="0-10", min=0, max=10, help="Muscle soreness now.")
    ] = None,
    soreness_48h: Annotated[
        int | None,
        typer.Option(
            "--soreness-48h", metavar="0-10", min=0, max=10, help="Soreness two days after the session."
        ),
    ] = None,
    sleep: Annotated[str, typer.Option("--sleep", metavar="HOURS", help="Hours slept.")] = "",
    recovery_low: Annotated[
        bool | None,
        typer.Option("--recovery-low/--recovery-usual", help="Recovery clearly below your usual, or not."),
    ] = None,
    ill: Annotated[
        bool | None, typer.Option("--ill/--well", help="Fever, chest or whole body; or well again.")
    ] = None,
    injured: Annotated[
        bool | None, typer.Option("--injured/--back", help="Something stops the running; or back from it.")
    ] = None,
    cleared: Annotated[
        list[str] | None,
        typer.Option("--cleared", metavar="GATE", help="A stop that is over, as you say. Repeat for more."),
    ] = None,
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="Anything else.")] = "",
    date: Annotated[
        dt.date | None,
        typer.Option(
            "--date", parser=options.read_date, metavar="DATE", help="The day it was done, or speaks of."
        ),
    ] = None,
    id_: Annotated[
        str, typer.Option("--id", metavar="ID", help="The report's own id: sent twice, it is one report.")
    ] = "",
    session: Annotated[
        str, typer.Option("--session", metavar="SESSION", help="The session that the recording shows.")
    ] = "",
    shows: options.Shows = "",
    position: options.Worn = "",
    distance: options.Taped = None,
    first_foot: options.FirstFoot = "",
    source: Annotated[
        list[Path] | None,
        typer.Option(
            "--from", metavar="PATH", help="Records of fullstride do, or reports as JSON Lines; or a folder."
        ),
    ] = None,
    store: options.Store = "",
    runner: options.RunnerName = "",
    as_json: options.Json = False,
    ascii_only: options.Ascii = False,
) -> int:
    """Keep what was done: say it, or hand in recordings."""
    from fullstride import workflows
    from fullstride.cli.log import Wanted, run_log
    from fullstride.cli.log_questions import read_form, read_hours, read_note, read_pains
    from fullstride.domain.report import Report

    now = options.now()
    words, files = _apart(what or [])
    if words and session:
        raise BadUsage(f"Two sessions are named, {words!r} and --session {session}; one will do")
    if own and (words or session):
        raise BadUsage(f"--own {own} is work that no plan asked for; leave {words or session} out")
    draft = Report(
        id=id_,
        said_at=now,
        date=now.date(),
        exercise=own,
        completion=_completion(done=done, partly=partly, not_done=not_done),
        sets=sets,
        reps=reps,
        hard=hard,
        form=_read("--form", form, read_form),
        contacts_30m=contacts,
        stopped_by=stopped_by,
        pain=_read("--pain", pain or [], read_pains),
        soreness=soreness,
        soreness_48h=soreness_48h,
        sleep_h=_read("--sleep", sleep, read_hours),
        recovery_low=recovery_low,
        ill=ill,
        injured=injured,
        cleared=tuple(cleared or ()),
        note=_read("--note", note, read_note),
    )
    wanted = Wanted(
        draft=draft,
        words=words or session,
        date=date,
        files=tuple(files),
        told=options.told(shows, position, distance, first_foot),
        sources=tuple(source or ()),
    )
    where = workflows.Where(store=store, runner=runner)
    with workflows.shelf_at(where, create=not runner) as shelf:
        return run_log(shelf, wanted, now=now, as_json=as_json, ascii_only=ascii_only)


def _apart(what: list[str]) -> tuple[str, list[Path]]:
    """Words that name a session, and files: what is there or is called like a recording."""
    words: list[str] = []
    files: list[Path] = []
    for each in what:
        looks = "/" in each or os.sep in each or each.lower().endswith(RECORDING_ENDINGS)
        if looks or (not _is_date(each) and Path(each).exists()):
            files.append(Path(each))
        else:
            words.append(each)
    return " ".join(words), files


def _is_date(word: str) -> bool:
    try:
        dt.date.fromisoformat(word)
    except ValueError:
        return word.lower() in ("today", "yesterday")
    return True


def _completion(*, done: bool, partly: bool, not_done: bool) -> "Completion | None":
    from fullstride.domain.report import Completion

    said = {Completion.DONE: done, Completion.PARTLY: partly, Completion.NOT_DONE: not_done}
    held = [completion for completion, is_said in said.items() if is_said]
    if len(held) > 1:
        raise BadUsage("--done, --partly and --not-done: only one of them can hold")
    return held[0] if held else None


def _read(option: str, text: Text, read: "Callable[[Text], Value]") -> Value:
    try:
        return read(text)
    except ValueError as error:
        raise BadUsage(f"{option}: {error}") from None
