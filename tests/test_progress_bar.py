"""The bar says how far an archive is, how fast and how long still, and only to a terminal."""

import io
import os
import pty
import select

import pytest

from fullstride.batch.words import Progress
from fullstride.cli.progress_bar import progress_bar, progress_line
from fullstride.cli.style import Style


@pytest.mark.parametrize(
    ("progress", "elapsed_s", "line"),
    [
        (Progress(total=1200, listing=True), 0.0, "Looking for recordings · 1,200 files"),
        (Progress(total=2000, done=500), 0.2, "━━━━━╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌ 500 of 2,000"),
        (Progress(total=2000, done=500), 4.0, "━━━━━╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌ 500 of 2,000 · 125 a second · 12 s left"),
        (
            Progress(total=2000, done=2000, unreadable=3),
            20.0,
            "━━━━━━━━━━━━━━━━━━━━ 2,000 of 2,000 · 100 a second · 0 s left · 3 unreadable",
        ),
        (Progress(total=9000, done=2), 8.0, "╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌ 2 of 9,000 · 4 s each · 9 h 59 min left"),
        (Progress(), 0.0, "━━━━━━━━━━━━━━━━━━━━ 0 of 0"),
    ],
)
def test_the_line_counts_and_looks_ahead(progress: Progress, elapsed_s: float, line: str) -> None:
    assert progress_line(progress, elapsed_s, Style()) == line
    assert len(line) <= 80


def test_the_plain_line_holds_the_same() -> None:
    assert progress_line(Progress(total=4, done=1), 2.0, Style(ascii=True)) == (
        "#####............... 1 of 4 - 2 s each - 6 s left"
    )


def test_a_pipe_hears_nothing() -> None:
    stream = io.StringIO()
    with progress_bar(stream) as tell:
        tell(Progress(total=4, done=1))
    assert stream.getvalue() == ""


def test_a_terminal_sees_the_line_and_then_no_more() -> None:
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "w", encoding="utf-8") as stream:
        with progress_bar(stream) as tell:
            tell(Progress(total=4, listing=True))
            tell(Progress(total=4, done=4))
        seen = ""
        while select.select([ours], [], [], 0.5)[0]:  # a terminal hands over what it has so far
            seen += os.read(ours, 100_000).decode()
    os.close(ours)
    assert "4 of 4" in seen and seen.rstrip().endswith("\x1b[2K")
