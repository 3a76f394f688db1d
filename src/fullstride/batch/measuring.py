"""Many recordings measured: the work for one file of an archive, with what its pictures need."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from fullstride.batch.likeness import likeness
from fullstride.batch.words import Likeness
from fullstride.domain.errors import UnreadableInput
from fullstride.domain.evidence import Evidence, Measured
from fullstride.domain.history import RunSummary
from fullstride.domain.recording import Recording
from fullstride.domain.trace import Trace
from fullstride.formats.archives import Content, Member, read_member
from fullstride.measure.tracing import NO_TRACE, trace_of
from fullstride.rules.book import Book
from fullstride.rules.load import OwnBook, load_book
from fullstride.workflows.measuring import NOTHING_ASKED, Asked, judge, measure_recording, measure_set


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Measurement:
    """One recording: its evidence, the trace it was found in, its line in the history under a name
    of its own, and what it is recognised by in another file. A phone log and a marked video have no trace,
    no line and nothing that another file could be like."""

    evidence: Evidence
    trace: Trace = NO_TRACE
    summary: RunSummary | None = None
    likeness: Likeness | None = None

    @property
    def name(self) -> str:
        """One name for one recording, also where a file holds several."""
        return self.summary.file if self.summary else self.evidence.file

    @property
    def date(self) -> dt.date | None:
        if self.summary is not None:
            return self.summary.date
        return self.evidence.start.date() if self.evidence.start else None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FileMeasured:
    """What one file gave; `unreadable` is why it gave nothing."""

    measurements: tuple[Measurement, ...] = ()
    unreadable: UnreadableInput | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureFile:
    """Measures every recording of a file. Small and picklable: workers load the book themselves."""

    asked: Asked = NOTHING_ASKED
    books: tuple[OwnBook, ...] = field(default=())

    def __call__(self, member: Member) -> FileMeasured:
        try:
            recordings = read_member(member)
        except UnreadableInput as error:
            return FileMeasured(unreadable=error)
        book = load_book(self.books)
        return FileMeasured(
            measurements=tuple(
                self._measure(recording, member.name, number, book)
                for number, recording in enumerate(recordings, start=1)
            )
        )

    def _measure(self, recording: Content, name: str, number: int, book: Book) -> Measurement:
        """`number`: which recording of the file it is, from 1."""
        if not isinstance(recording, Recording):
            return Measurement(evidence=measure_set(recording, file=name, book=book, asked=self.asked))
        found = measure_recording(recording, file=name, book=book, asked=self.asked)
        own_name = name if number == 1 else f"{name}, recording {number}"
        return Measurement(
            evidence=found.evidence,
            trace=trace_of(found.signal),
            summary=replace(found.summary, file=own_name),
            likeness=likeness(recording),
        )


def judged_again(
    measured: Sequence[Measurement], asked: Asked, books: tuple[OwnBook, ...], top_mps: Measured
) -> tuple[Measurement, ...]:
    """The same recordings once the runner's top speed is known."""
    book = load_book(books)
    return tuple(
        each
        if each.summary is None
        else replace(
            each,
            evidence=judge(
                each.evidence, asked.on(each.summary.date), book, top_mps=top_mps, by_book=asked.by_book
            ),
        )
        for each in measured
    )
