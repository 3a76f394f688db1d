"""`fullstride measure FILE…`: what was done in a recording."""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fullstride.cli import door, options
from fullstride.domain.errors import BadUsage
from fullstride.domain.evidence import Grading

if TYPE_CHECKING:
    from rich.text import Text

    from fullstride.batch.measure_all import AllMeasured
    from fullstride.batch.measuring import Measurement
    from fullstride.cli.style import Style
    from fullstride.domain.session import Session
    from fullstride.formats.motion_plot import MotionPicture
    from fullstride.formats.run_plot import RunPicture
    from fullstride.rules.book import Book

PLOT_ENDINGS, PAGE_ENDINGS = (".svg", ".png"), (".html", ".htm")
MOST_PICTURES = 3  # recordings that are drawn one by one; more become a line each


def measure(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE",
            help="Recordings, phone logs and marked videos; or folders, zips and exports of them.",
        ),
    ],
    plan: Annotated[
        Path | None,
        typer.Option("--plan", metavar="PLAN.json", help="What was asked: a plan of fullstride plan."),
    ] = None,
    profile: options.Profile = None,
    books: options.Books = None,
    blind: Annotated[
        bool, typer.Option("--blind", help="Find efforts in the speed alone: no steps, laps or plan.")
    ] = False,
    shows: options.Shows = "",
    position: options.Worn = "",
    distance: options.Taped = None,
    first_foot: options.FirstFoot = "",
    plot: Annotated[
        Path | None, typer.Option("--plot", metavar="F.svg", help="Draw the recording: F.svg or F.png.")
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option("--report", metavar="F.html", help="Write a page with a zoomable plot of every run."),
    ] = None,
    jobs: options.Jobs = None,
    as_json: options.Json = False,
    ascii_only: options.Ascii = False,
) -> int:
    """Find strides, sprints, jumps and bounds in recordings, and hold them against what was asked."""
    from fullstride import workflows
    from fullstride.batch.measure_all import Recordings, measure_all
    from fullstride.rules.load import load_book

    _refuse_other_endings(plot, report)
    options.jobs_in_range(jobs)
    today = options.today()
    own = workflows.read_own_books(tuple(books or ()))
    book = load_book(own)
    runner = workflows.read_runner(profile, today)
    sessions = workflows.sessions_of(plan) if plan else ()
    asked = workflows.Asked(
        sessions=sessions,
        top_mps=runner.top_speed_mps,
        by_book=plan is None,
        blind=blind,
        told=options.told(shows, position, distance, first_foot),
        calibrations=runner.calibrations,
    )
    found = measure_all(Recordings(paths=tuple(files), asked=asked, books=own, jobs=jobs, today=today))
    if plot is not None:
        _keep_plots(plot, found, book)
    if report is not None:
        _keep_report(report, found, files, book, today)
    if as_json or found.measurements:
        door.answer(
            lambda: _answer(found),
            lambda style: _screen(found, book, style),
            as_json=as_json,
            ascii_only=ascii_only,
        )
    for said in (*map(str, found.unreadable), *_notes(found, sessions, plan)):
        door.note(said)
    return _exit_code(found, files)


def _refuse_other_endings(plot: Path | None, report: Path | None) -> None:
    """Raises BadUsage for a name whose ending says another kind of file than we write."""
    if plot is not None and plot.suffix.lower() not in PLOT_ENDINGS:
        raise BadUsage(f"--plot {plot}: end the name in .svg or .png")
    if report is not None and report.suffix.lower() not in PAGE_ENDINGS:
        raise BadUsage(f"--report {report}: end the name in .html")


def _answer(found: "AllMeasured") -> dict[str, Any]:
    from fullstride.formats.evidence_answer import measure_answer

    return measure_answer((each.evidence for each in found.measurements), found.unreadable, found.same_as)


def _keep_plots(plot: Path, found: "AllMeasured", book: "Book") -> None:
    from fullstride.formats.run_files import keep_plots

    keep_plots([_picture(each, book) for each in found.measurements], plot)


def _picture(measurement: "Measurement", book: "Book") -> "RunPicture | MotionPicture":
    from fullstride.formats.run_plot import RunPicture

    if measurement.summary is None:
        from fullstride.formats.motion_plot import MotionPicture

        return MotionPicture(evidence=measurement.evidence, book=book)

    return RunPicture(evidence=measurement.evidence, trace=measurement.trace, book=book)


def _keep_report(
    report: Path, found: "AllMeasured", files: Sequence[Path], book: "Book", today: dt.date
) -> None:
    """One page of all recordings; a run that two files hold is told once."""
    from fullstride import workflows
    from fullstride.formats.files import write_files
    from fullstride.formats.report import entry_of, has_plots, write_report
    from fullstride.formats.report_list import Aside, Twin, Unread

    counted = [each for each in found.measurements if each.name not in found.same_as]
    summaries = [each.summary for each in counted if each.summary is not None]
    page = write_report(
        [entry_of(_picture(each, book), static=not has_plots()) for each in counted],
        name=", ".join(each.name or str(each) for each in files[:MOST_PICTURES]),
        book=book,
        audit=workflows.audit_runs(summaries, today=today, book=book),
        aside=Aside(
            unread=tuple(Unread(file=error.file, why=error.reason) for error in found.unreadable),
            twins=tuple(Twin(file=file, kept=other) for file, other in found.same_as.items()),
        ),
    )
    write_files(report.parent, {report.name: page.encode()})


def _screen(found: "AllMeasured", book: "Book", style: "Style") -> "list[Text]":
    """Each recording drawn, or a line each where they are many."""
    from rich.text import Text

    from fullstride.cli.measure_picture import measure_picture, measure_row

    if len(found.measurements) > MOST_PICTURES:
        from fullstride.cli.motion_picture import motion_row

        return [
            (measure_row if each.summary is not None else motion_row)(each.evidence, book, style=style)
            for each in found.measurements
        ]
    lines: list[Text] = []
    for each in found.measurements:
        lines += [Text()] if lines else []
        if each.summary is None:
            from fullstride.cli.motion_picture import motion_picture

            lines += motion_picture(each.evidence, book, style=style)
        else:
            lines += measure_picture(each.evidence, each.trace, book, style=style)
    return lines


def _notes(found: "AllMeasured", sessions: "Sequence[Session]", plan: Path | None) -> Iterator[str]:
    """What the runner should know about the answer as a whole, damaged files first."""
    for each in found.measurements:
        if each.evidence.cut:
            yield f"{each.evidence.file} {each.evidence.cut}"
    for file, other in found.same_as.items():
        yield f"{file} is the same run as {other}, which counts"
    if plan is not None and found.measurements:
        dates = {session.date for session in sessions}
        if not any(each.date in dates for each in found.measurements):
            yield f"{plan} asks nothing on the day of any recording, so nothing is held against it"


def _exit_code(found: "AllMeasured", files: Sequence[Path]) -> int:
    """2 where a file that was named can't be read, or nothing in the folders could; 1 where every
    recording is unfit for an answer; else 0."""
    named = {str(file) for file in files}
    if not found.measurements or any(error.file in named for error in found.unreadable):
        return door.BAD
    answered = any(_is_answered(each) for each in found.measurements)
    return door.YES if answered else door.NO


def _is_answered(measurement: "Measurement") -> bool:
    from fullstride import workflows

    if measurement.summary is None:
        return workflows.is_found(measurement.evidence)
    return measurement.evidence.quality.grade is not Grading.UNFIT
