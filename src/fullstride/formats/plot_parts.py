"""What every drawing of evidence shares: its frame, title, verdicts, and what cannot be said."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fullstride.domain.evidence import Evidence, Refused, Verdict
from fullstride.formats import run_ink, saying, svg

MARGIN = 24.0
MOST_REFUSALS = 3
_TITLE_PX = 29.5  # the letters are bold, so wider than their 28 px


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How wide a drawing is, and where its plots begin and end, in px."""

    width: float
    left: float
    right: float


def document(body: str, tall: float, said: str, *, for_pixels: bool) -> str:
    """`body` as an SVG document of `tall` px that is drawn by itself; `said` is its accessible name."""
    style = f"<style>{run_ink.style_sheet(for_pixels=for_pixels)}</style>"
    ground = '<rect class="fs-bg" width="100%" height="100%"/>'
    size = f' width="{run_ink.WIDTH:.0f}" height="{tall:.0f}"'
    return frame(f"{style}{ground}{body}", run_ink.WIDTH, tall, said, size=size) + "\n"


def frame(body: str, wide: float, tall: float, said: str, *, size: str = "") -> str:
    """`body` as one picture of a page that holds `run_ink.style_sheet`."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="fs"{size} '
        f'viewBox="0 0 {wide:.0f} {tall:.0f}" role="img" aria-label="{svg.words(said)}">{body}</svg>'
    )


def chip(
    strong: str, rest: str, *, mark: Callable[[float], str] = lambda _: "", mark_wide: float = 0.0
) -> tuple[str, float]:
    """How good the signal is, at the right end of the title's line; and where it begins.

    `mark` draws what stands before the words, from its left end.
    """
    wide = svg.text_width(f"{strong}, {rest}", 13) + 32 + mark_wide
    left = run_ink.WIDTH - MARGIN - wide
    drawn = (
        f'<rect class="fs-box" x="{svg.num(left)}" y="24" width="{svg.num(wide)}" height="32" rx="16"/>'
        f'{mark(left + 16)}<text class="fs-small fs-ink" x="{svg.num(left + 16 + mark_wide)}" y="44.5">'
        f'<tspan class="fs-bold">{svg.words(strong)}</tspan>, {svg.words(rest)}</text>'
    )
    return drawn, left


def heading(evidence: Evidence, title: str, left_of_px: float) -> str:
    """The title, as much of it as stands left of the chip."""
    return svg.text(MARGIN, 50, _fitting(evidence, title, left_of_px - MARGIN - 12), "fs-title fs-ink")


def _fitting(evidence: Evidence, title: str, room_px: float) -> str:
    """What it is called and its day; where there is little room the name gives way, not the year."""
    if svg.text_width(title, _TITLE_PX) <= room_px or evidence.start is None:
        return svg.cut(title, _TITLE_PX, room_px)
    date = evidence.start.date()
    called = title.removesuffix(f", {saying.long_date(date, year=True)}")
    day = f", {saying.span(date, date)}"
    return svg.cut(called, _TITLE_PX, room_px - svg.text_width(day, _TITLE_PX)) + day


def verdicts(told: Sequence[Verdict], y: float) -> tuple[str, float]:
    """What a runner should know first, an exercise a line, with its notes below; and where they end."""
    parts: list[str] = []
    for verdict in told:
        room = run_ink.WIDTH - 2 * MARGIN - 50
        top, at = y, len(parts)
        parts.append(run_ink.glyph_at(verdict.exercise, MARGIN + 9, y + 14, 18))
        for line in svg.wrap(saying.sentence(verdict.say), 18, room):
            y += 24
            parts.append(svg.text(MARGIN + 30, y - 4, line, "fs-say fs-ink"))
        for line in svg.wrap(" ".join(saying.sentence(one) for one in verdict.notes), 13, room):
            if line:
                y += 18
                parts.append(svg.text(MARGIN + 30, y, line, "fs-small fs-ink2"))
        y += 12
        if verdict.care:
            parts.insert(at, _wash(top - 4, y - top + 2))
            y += 8
    return "".join(parts), y + 4


def _wash(y: float, tall: float) -> str:
    """The yellow ground, with a bar at its left, of what is to be acted on."""
    size = f'y="{svg.num(y)}" height="{svg.num(tall)}"'
    wide = run_ink.WIDTH - MARGIN
    return (
        f'<rect class="fs-wash" x="{MARGIN - 12:.0f}" width="{wide:.0f}" {size} rx="5"/>'
        f'<rect class="fs-care" x="{MARGIN - 12:.0f}" width="3" {size}/>'
    )


def refusals(refused: Sequence[Refused], y: float) -> tuple[str, float]:
    """Dashed outlines where answers would have been, the first few; and where they end."""
    parts: list[str] = []
    for one in refused[:MOST_REFUSALS]:
        drawn, tall = _refusal(one, y)
        parts.append(drawn)
        y += tall + 12
    return "".join(parts), y


def _refusal(refused: Refused, y: float) -> tuple[str, float]:
    """What, why, and what would settle it."""
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
