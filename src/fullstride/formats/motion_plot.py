"""One log or marked video as a drawing: the verdict, its sets or runs, their table, what can't be said."""

from dataclasses import dataclass

from fullstride.domain.evidence import Evidence
from fullstride.formats import motion_words as words
from fullstride.formats import plot_parts, run_ink, saying, svg
from fullstride.formats.motion_numbers import numbers
from fullstride.formats.motion_plot_runs import draw_runs
from fullstride.formats.motion_plot_sets import draw_sets
from fullstride.formats.motion_table import GIVES_WAY, STRONG, motion_tables, part_numbers
from fullstride.formats.plot_parts import MARGIN, Room
from fullstride.formats.plot_table import draw_table
from fullstride.rules.book import Book

WIDE = Room(width=run_ink.WIDTH, left=run_ink.LEFT, right=run_ink.RIGHT)
SLIM = Room(width=360.0, left=30.0, right=356.0)  # for a phone's page


@dataclass(frozen=True, slots=True, kw_only=True)
class MotionPicture:
    """What the drawing of one log or video is made from. `book` names the exercises."""

    evidence: Evidence
    book: Book | None = None


def draw_motion(picture: MotionPicture, *, for_pixels: bool = False) -> str:
    """The evidence as an SVG document, 960 px wide. The same picture gives the same text.

    It follows the reader's colour scheme where it is opened. `for_pixels` makes the version that
    `formats.png` understands: always light, in the one face it brings. Texts from files are escaped.
    """
    head, y = _head(picture)
    said, y = plot_parts.verdicts(picture.evidence.verdicts, y)
    told, y = _numbers(picture, y)
    plots, y = _plots(picture, WIDE, y)
    tables, y = _tables(picture, y)
    limits, y = _limits(picture, y)
    body = head + said + told + plots + tables + limits
    return plot_parts.document(body, y + 12, spoken(picture), for_pixels=for_pixels)


def draw_motion_plots(picture: MotionPicture, *, room: Room = WIDE) -> str:
    """Only the plots, for a page that already says the words and holds `run_ink.style_sheet`; "" for none."""
    body, tall = _plots(picture, room, 6.0)
    return plot_parts.frame(body, room.width, tall, spoken(picture)) if body else ""


def spoken(picture: MotionPicture) -> str:
    """What the drawing says to those who hear it."""
    evidence, book = picture.evidence, picture.book
    told = [f"{words.title(evidence, book)}.", words.facts(evidence, book)]
    told += [saying.sentence(one.say) for one in evidence.verdicts]
    return " ".join([*told, *numbers(evidence)])


def _head(picture: MotionPicture) -> tuple[str, float]:
    evidence, book = picture.evidence, picture.book
    chip, left = plot_parts.chip(*words.means(evidence))
    room = run_ink.WIDTH - 2 * MARGIN
    parts = [
        chip,
        plot_parts.heading(evidence, words.title(evidence, book), left),
        svg.text(MARGIN, 74, svg.cut(words.facts(evidence, book), 13, room), "fs-small fs-ink2"),
    ]
    y = 74.0
    for line in svg.wrap(" ".join(words.how(evidence)), 13, room):
        if line:
            y += 18
            parts.append(svg.text(MARGIN, y, line, "fs-small fs-ink3"))
    return "".join(parts), y + 20


def _numbers(picture: MotionPicture, y: float) -> tuple[str, float]:
    """What was measured, and what it is worth."""
    indent = MARGIN + (30 if picture.evidence.verdicts else 0)
    parts: list[str] = []
    for line in svg.wrap(" ".join(numbers(picture.evidence)), 13, run_ink.WIDTH - MARGIN - indent):
        if line:
            y += 18
            parts.append(svg.text(indent, y, line, "fs-small fs-ink2"))
    return "".join(parts), y + (24 if parts else 0)


def _plots(picture: MotionPicture, room: Room, y: float) -> tuple[str, float]:
    evidence, motion = picture.evidence, picture.evidence.motion
    if motion is None:
        return "", y
    parts: list[str] = []
    if motion.sets:
        called = part_numbers(evidence, motion.sets)
        drawn, y = draw_sets(motion.sets, called, evidence.kind, room, y)
        parts.append(drawn)
    for runs in (motion.bounds, motion.timed):
        if runs:
            drawn, y = draw_runs(runs, part_numbers(evidence, runs), evidence.kind, room, y)
            parts.append(drawn)
    return "".join(parts), y


def _tables(picture: MotionPicture, y: float) -> tuple[str, float]:
    parts: list[str] = []
    for table in motion_tables(picture.evidence, picture.book):
        drawn, y = draw_table(table, WIDE, y + 8, gives_way=GIVES_WAY, strong=STRONG)
        parts.append(drawn)
    return "".join(parts), y + 8


def _limits(picture: MotionPicture, y: float) -> tuple[str, float]:
    """What was not found, and what cannot be said."""
    evidence = picture.evidence
    refused = words.refusals(evidence)
    if not refused and not words.found(evidence, picture.book):
        said = "Nothing was found that could be counted."
        return svg.text(run_ink.LEFT, y + 4, said, "fs-body fs-ink2"), y + 24
    drawn, y = plot_parts.refusals(refused, y)
    left = len(refused) - plot_parts.MOST_REFUSALS
    if left > 0:
        said = f"{saying.counted(left, 'more thing')} cannot be said yet."
        drawn += svg.text(run_ink.LEFT, y + 6, said, "fs-small fs-ink2")
        y += 18
    return drawn, y
