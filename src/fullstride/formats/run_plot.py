"""One recording as a drawing: the verdict, the whole run, then each series of efforts close up.

The manner is that of the plan's page: a quiet line for the runner's own running, our stations on it in
their own colours and shapes, errors as soft bands, and a dashed outline where nothing can be said.
"""

from dataclasses import dataclass

import numpy as np

from fullstride.domain.evidence import Evidence, Grading, Refused
from fullstride.domain.trace import Trace
from fullstride.formats import evidence_words as words
from fullstride.formats import run_ink, saying, svg
from fullstride.formats.run_closeup import closeup, height
from fullstride.formats.run_overview import HEIGHT, overview
from fullstride.formats.run_windows import MOST_WINDOWS, length_s, windows
from fullstride.rules.book import Book

_MARGIN = 24.0
_BARS = {Grading.GOOD: 3, Grading.FAIR: 2, Grading.POOR: 1, Grading.UNFIT: 0}
_OWN_CLOSEUP_S = 240  # so short a recording is its own close-up
_TITLE_PX = 29.5  # the letters are bold, so wider than their 28 px
MOST_REFUSALS = 3


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
    style = f"<style>{run_ink.style_sheet(for_pixels=for_pixels)}</style>"
    return _svg(
        picture, f'{style}<rect class="fs-bg" width="100%" height="100%"/>{body}', tall, standalone=True
    )


def draw_plots(picture: RunPicture, *, key: str) -> str:
    """Only the plots, for a page that already says the words and holds `run_ink.style_sheet`."""
    body, tall = _plots(picture, 0.0, key)
    return _svg(picture, body, tall, standalone=False)


def _svg(picture: RunPicture, body: str, tall: float, *, standalone: bool) -> str:
    said = f"{words.title(picture.evidence)}. {words.facts(picture.evidence, picture.book)}"
    said = " ".join([said, *(saying.sentence(one.say) for one in picture.evidence.verdicts)])
    size = f' width="{run_ink.WIDTH:.0f}" height="{tall:.0f}"' if standalone else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="fs"{size} '
        f'viewBox="0 0 {run_ink.WIDTH:.0f} {tall:.0f}" role="img" aria-label="{svg.words(said)}">{body}</svg>'
        + ("\n" if standalone else "")
    )


def _body(picture: RunPicture) -> tuple[str, float]:
    head, y = _head(picture)
    said, y = _verdicts(picture, y)
    plots, y = _plots(picture, y, "0")
    limits, y = _limits(picture, y)
    return head + said + plots + limits, y + 12


def _head(picture: RunPicture) -> tuple[str, float]:
    """Title and facts at the left, the quality of the signal at the right."""
    evidence = picture.evidence
    strong, rest = words.signal(evidence.quality)
    wide = svg.text_width(f"{strong}, {rest}", 13) + 62
    left = run_ink.WIDTH - _MARGIN - wide
    title = _title(evidence, left - _MARGIN - 12)
    chip = (
        f'<rect class="fs-box" x="{svg.num(left)}" y="24" width="{svg.num(wide)}" height="32" rx="16"/>'
        + _bars(left + 16, 46, _BARS[evidence.quality.grade])
        + f'<text class="fs-small fs-ink" x="{svg.num(left + 46)}" y="44.5">'
        f'<tspan class="fs-bold">{svg.words(strong)}</tspan>, {svg.words(rest)}</text>'
    )
    facts = words.facts(evidence, picture.book)
    lines = [
        svg.text(_MARGIN, 50, title, "fs-title fs-ink"),
        svg.text(_MARGIN, 74, facts, "fs-small fs-ink2"),
    ]
    y = 74.0
    for why in evidence.quality.why[:1] if evidence.quality.grade is not Grading.GOOD else ():
        y += 18
        said = svg.cut(saying.sentence(why), 13, run_ink.WIDTH - 2 * _MARGIN)
        lines.append(svg.text(_MARGIN, y, said, "fs-small fs-ink3"))
    if evidence.cut:
        y += 18
        said = svg.cut(saying.sentence(f"The file {evidence.cut}"), 13, run_ink.WIDTH - 2 * _MARGIN)
        lines.append(svg.text(_MARGIN, y, said, "fs-small fs-ink2"))
    return chip + "".join(lines), y + 20


def _title(evidence: Evidence, room_px: float) -> str:
    """What the run is called and its day; where there is little room the name gives way, not the year."""
    whole = words.title(evidence)
    if svg.text_width(whole, _TITLE_PX) <= room_px or evidence.start is None:
        return svg.cut(whole, _TITLE_PX, room_px)
    date = evidence.start.date()
    called = whole.removesuffix(f", {saying.long_date(date, year=True)}")
    day = f", {saying.span(date, date)}"
    return svg.cut(called, _TITLE_PX, room_px - svg.text_width(day, _TITLE_PX)) + day


def _bars(x: float, base: float, full: int) -> str:
    """Three bars; as many are filled as the signal is good."""
    parts = []
    for number in range(3):
        tall = 5 + 4 * number
        size = f'x="{svg.num(x + 7 * number)}" y="{svg.num(base - tall)}" width="4.6" height="{tall}" rx="1"'
        parts.append(f'<rect class="{"fs-ink" if number < full else "fs-box"}" {size}/>')
    return "".join(parts)


def _verdicts(picture: RunPicture, y: float) -> tuple[str, float]:
    """What a runner should know first, an exercise a line, with its notes below."""
    parts: list[str] = []
    for verdict in picture.evidence.verdicts:
        room = run_ink.WIDTH - 2 * _MARGIN - 50
        top, at = y, len(parts)
        parts.append(run_ink.glyph_at(verdict.exercise, _MARGIN + 9, y + 14, 18))
        for line in svg.wrap(saying.sentence(verdict.say), 18, room):
            y += 24
            parts.append(svg.text(_MARGIN + 30, y - 4, line, "fs-say fs-ink"))
        for line in svg.wrap(" ".join(saying.sentence(one) for one in verdict.notes), 13, room):
            if line:
                y += 18
                parts.append(svg.text(_MARGIN + 30, y, line, "fs-small fs-ink2"))
        y += 12
        if verdict.care:
            parts.insert(at, _wash(top - 4, y - top + 2))
            y += 8
    return "".join(parts), y + 4


def _wash(y: float, tall: float) -> str:
    """The yellow ground, with a bar at its left, of what is to be acted on."""
    size = f'y="{svg.num(y)}" height="{svg.num(tall)}"'
    wide = run_ink.WIDTH - _MARGIN
    return (
        f'<rect class="fs-wash" x="{_MARGIN - 12:.0f}" width="{wide:.0f}" {size} rx="5"/>'
        f'<rect class="fs-care" x="{_MARGIN - 12:.0f}" width="3" {size}/>'
    )


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
    for one in refused[:MOST_REFUSALS]:
        drawn, tall = _refusal(one, y)
        parts.append(drawn)
        y += tall + 12
    return "".join(parts), y


def _refusal(refused: Refused, y: float) -> tuple[str, float]:
    """A dashed outline where the answer would have been: what, why, and what would settle it."""
    room = run_ink.RIGHT - run_ink.LEFT - 40
    told = " ".join(saying.sentence(one) for one in (refused.why, refused.instead) if one)
    lines = svg.wrap(told, 13, room)
    what = svg.cut(saying.sentence(refused.what).removesuffix("."), 15, room - 170)
    tall = 50.0 + 18 * len(lines)
    size = f'width="{run_ink.RIGHT - run_ink.LEFT:.0f}" height="{svg.num(tall)}"'
    parts = [
        f'<rect class="fs-refused" x="{run_ink.LEFT:.0f}" y="{svg.num(y)}" {size} rx="14"/>',
        svg.text(
            run_ink.LEFT + 20, y + 30, f"Cannot be said yet: {saying.lower_first(what)}", "fs-strong fs-ink"
        ),
        *(
            svg.text(run_ink.LEFT + 20, y + 34 + 18 * n, line, "fs-small fs-ink2")
            for n, line in enumerate(lines, 1)
        ),
    ]
    return "".join(parts), tall
