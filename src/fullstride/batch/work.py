"""What an archive does with each of its files, in whichever process or on whichever machine."""

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from fullstride.batch.likeness import likeness
from fullstride.batch.words import FileResult, MeasuredRun
from fullstride.domain.errors import NotARecording, UnreadableInput
from fullstride.domain.recording import Recording
from fullstride.formats.archives import read_member
from fullstride.formats.members import Member
from fullstride.workflows.measuring import measure_recording

if TYPE_CHECKING:
    from fullstride.rules.book import Book


def measure_member(member: Member) -> FileResult:
    """The rows of one file's recordings of runs, or why it can't be read.

    A second recording in one file is called "name, recording 2"; what a file says of itself in several
    recordings keeps its order.
    """
    try:
        recordings = read_member(member)
    except NotARecording:
        return FileResult()
    except UnreadableInput as error:
        return FileResult(unreadable=f"{error.place}: {error.reason}" if error.place else error.reason)
    return FileResult(
        runs=tuple(
            _measured(recording, member.name if number == 1 else f"{member.name}, recording {number}")
            for number, recording in enumerate(recordings, start=1)
            if isinstance(recording, Recording)
        )
    )


def _measured(recording: Recording, name: str) -> MeasuredRun:
    summary = measure_recording(recording, file=name, book=_book()).summary
    return MeasuredRun(summary=replace(summary, file=name), likeness=likeness(recording))


@cache
def _book() -> "Book":
    from fullstride.rules.load import load_book

    return load_book()
