"""A calibration in the terminal: the answer, phone and video jump by jump, what it was worth before."""

from typing import TYPE_CHECKING

from rich.text import Text

from fullstride.cli.style import Style, paragraph
from fullstride.domain.evidence import Refused
from fullstride.formats.calibration_answer import heights, say, worth
from fullstride.formats.figures import number, typical_error

if TYPE_CHECKING:
    from fullstride.measure.calibrating import Calibrated

_MOST_ROWS = 20
_WIDTHS = (6, 11, 11, 11, 13, 13)


def calibrate_screen(found: "Calibrated | Refused", profile: str | None, *, style: Style) -> list[Text]:
    """The sentence, the table of jumps, the heights before, and what to do next."""
    if isinstance(found, Refused):
        lines = paragraph(f"{found.what}:", f"cannot be said yet, because {found.why}.", style, indent=2)
        bar = "|" if style.ascii else "╎"
        lines += paragraph("", found.instead, style, indent=2) if found.instead else []
        return [Text.assemble((bar, "dim"), line[1:]) for line in lines]
    lines = [*paragraph(say(found), "", style), Text(), *_table(found, style), Text()]
    lines += paragraph("", " ".join(part for part in (heights(found), worth(found)) if part), style)
    if profile:
        return [*lines, *paragraph("", f"Kept in {profile}; measure --profile {profile} uses it.", style)]
    return [*lines, *paragraph("", "--profile FILE keeps it in your profile.", style)]


def _table(found: "Calibrated", style: Style) -> list[Text]:
    marked = 1000 * typical_error(pair.video.flight_s for pair in found.pairs)
    names = ("jump", "video", "phone", "apart", "video", "phone said")
    units = ("", f"ms ± {marked:.0f}", "ms", "ms", "cm", "cm")
    known = [place for place in range(len(names)) if place < 5 or any(found.said_cm)]
    lines = [_row([cells[place] for place in known], known, style, "dim") for cells in (names, units)]
    for at, (pair, said) in enumerate(zip(found.pairs, found.said_cm, strict=True), start=1):
        if at > _MOST_ROWS:
            lines.append(Text(style.words(f"  and {len(found.pairs) - _MOST_ROWS} more")))
            break
        flight_s = pair.video.flight_s.value if pair.video.flight_s else 0.0
        cells = (
            str(at),
            f"{1000 * flight_s:.0f}",
            f"{1000 * (flight_s + pair.longer_s):.0f}",
            number(1000 * pair.longer_s, 0),
            f"{pair.video.height_cm.value:.0f}" if pair.video.height_cm else "",
            "" if said is None else f"{said:.0f}",
        )
        lines.append(_row([cells[place] for place in known], known, style, ""))
    return lines


def _row(cells: list[str], places: list[int], style: Style, weight: str) -> Text:
    """Numbers at the right of their columns; columns that do not fit are left out."""
    line = ""
    for cell, place in zip(cells, places, strict=True):
        if len(line) + _WIDTHS[place] > style.width:
            break
        line += style.words(cell).rjust(_WIDTHS[place])
    return Text(line.rstrip(), weight)
