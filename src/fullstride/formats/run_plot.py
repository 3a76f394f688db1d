"""One recording as a drawing: the verdict, the whole run, then each series of efforts close up.

The manner is that of the plan's page: a quiet line for the runner's own running, our stations on it in
their own colours and shapes, errors as soft bands, and a dashed outline where nothing can be said.
"""

from dataclasses import dataclass

import numpy as np

from fullstride.domain.evidence import Evidence, Grading, Refused
from fullstride.domain.trace import Trace
from fullstride.formats import evidence_words as words
from fullstride.formats import plot_parts, run_ink, saying, svg
from fullstride.formats.plot_parts import MARGIN
from fullstride.formats.run_closeup import closeup, height
from fullstride.formats.run_overview import HEIGHT, overview
from fullstride.formats.run_windows import MOST_WINDOWS, length_s, windows
from fullstride.rules.book import Book

_BARS = {Grading.GOOD: 3, Grading.FAIR: 2, Grading.POOR: 1, Grading.UNFIT: 0}
_OWN_CLOSEUP_S = 240  # so short a recording is its own close-up


@dataclass(frozen=True, slots=True, kw_only=True)
class RunPicture:
    """What one recording's drawing is made from. `book` names the exercises and says what is asked."""

    evidence: Evidence
    trace: Trace
    book: Book | None = None


def draw_run(picture: RunPicture, *, for_pixels: bool = False) -> str:
    """The recording as an SVG document, 960 px wide. The same picture gives the same text.

    It follows the reader's colour scheme where it is opened. `for_pixels` makes the version that
    `formats.png` understands: always light, in the one face it brings. Texts from files are escaped.
    """
    body, tall = _body(picture)
    return plot_parts.document(body, tall, _said(picture), for_pixels=for_pixels)


def draw_plots(picture: RunPicture, *, key: str) -> str:
    """Only the plots, for a page that already says the words and holds `run_ink.style_sheet`."""
    body, tall = _plots(picture, 0.0, key)
    return plot_parts.frame(body, run_ink.WIDTH, tall, _said(picture))


def _said(picture: RunPicture) -> str:
    said = f"{words.title(picture.evidence)}. {words.facts(picture.evidence, picture.book)}"
    return " ".join([said, *(saying.sentence(one.say) for one in picture.evidence.verdicts)])


def _body(picture: RunPicture) -> tuple[str, float]:
    head, y = _head(picture)
    said, y = plot_parts.verdicts(picture.evidence.verdicts, y)
    plots, y = _plots(picture, y, "0")
    limits, y = _limits(picture, y)
    return head + said + plots + limits, y + 12


def _head(picture: RunPicture) -> tuple[str, float]:
    """Title and facts at the left, the quality of the signal at the right."""
    evidence = picture.evidence
    strong, rest = words.signal(evidence.quality)
    bars = _BARS[evidence.quality.grade]
    chip, left = plot_parts.chip(strong, rest, mark=lambda x: _bars(x, 46, bars), mark_wide=30)
    lines = [
        plot_parts.heading(evidence, words.title(evidence), left),
        svg.text(MARGIN, 74, words.facts(evidence, picture.book), "fs-small fs-ink2"),
    ]
    y = 74.0
    for why in evidence.quality.why[:1] if evidence.quality.grade is not Grading.GOOD else ():
        y += 18
        said = svg.cut(saying.sentence(why), 13, run_ink.WIDTH - 2 * MARGIN)
        lines.append(svg.text(MARGIN, y, said, "fs-small fs-ink3"))
    if evidence.cut:
        y += 18
        said = svg.cut(saying.sentence(f"The file {evidence.cut}"), 13, run_ink.WIDTH - 2 * MARGIN)
        lines.append(svg.text(MARGIN, y, said, "fs-small fs-ink2"))
    return chip + "".join(lines), y + 20


def _bars(x: float, base: float, full: int) -> str:
    """Three bars; as many are filled as the signal is good."""
    parts = []
    for number in range(3):
        tall = 5 + 4 * number
        size = f'x="{svg.num(x + 7 * number)}" y="{svg.num(base - tall)}" width="4.6" height="{tall}" rx="1"'
        parts.append(f'<rect class="{"fs-ink" if number < full else "fs-box"}" {size}/>')
    return "".join(parts)


def _plots(picture: RunPicture, y: float, key: str) -> tuple[str, float]:
    evidence, trace, book = picture.evidence, picture.trace, picture.book
    end = length_s(evidence, trace)
    close = windows(evidence, end)
    parts: list[str] = []
    if end > _OWN_CLOSEUP_S or len(close) != 1:
        parts.append(overview(evidence, trace, close, y))
        y += HEIGHT + 16
    for number, window in enumerate(close):
        parts.append(closeup(evidence, trace, book, window, y, f"{key}-{number}"))
        y += height(trace)
    shown = sum(len(one.efforts) for one in close)
    if shown < len(evidence.efforts):
        left = len(evidence.efforts) - shown
        marked = "are" if left > 1 else "is"
        said = f"{left} more {marked} marked on the line above; {MOST_WINDOWS} close-ups are drawn."
        parts.append(svg.text(run_ink.LEFT, y + 6, said, "fs-small fs-ink2"))
        y += 26
    return "".join(parts), y


def _limits(picture: RunPicture, y: float) -> tuple[str, float]:
    """What was not found, and what cannot be said."""
    evidence = picture.evidence
    parts: list[str] = []
    refused = list(evidence.refused)
    if not np.isfinite(picture.trace.speed_mps).any():
        said = "There is no speed in this recording to draw."
        parts.append(svg.text(run_ink.LEFT, y + 4, said, "fs-body fs-ink2"))
        y += 24
    elif evidence.quality.grade is not Grading.UNFIT and not (evidence.efforts or evidence.verdicts):
        said = "No short fast effort was found in this run."
        parts.append(svg.text(run_ink.LEFT, y + 4, said, "fs-body fs-ink2"))
        y += 24
    if evidence.quality.grade is Grading.UNFIT and not evidence.efforts and not refused:
        why = evidence.quality.why[0] if evidence.quality.why else "The signal is too poor for it"
        refused = [Refused(what="Short fast efforts", why=why, instead="")]
    drawn, y = plot_parts.refusals(refused, y)
    return "".join(parts) + drawn, y
