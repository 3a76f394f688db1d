"""One day of the picture: six cells of line with our work in a gap, or a letter where it is narrow.

Our maximal work stands in the third cell, strides in the fourth, strength in the fifth, so that columns
read down. Work that the calendar already holds stands in brackets: `──(/)─`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from rich.cells import cell_len
from rich.text import Text

from fullstride.cli.style import Style
from fullstride.domain.calendar import Day, Demand
from fullstride.domain.session import Session
from fullstride.formats.look import GLYPHS, LINES, glyph
from fullstride.formats.remarks import is_maximal
from fullstride.formats.rows import own_work
from fullstride.rules.book import Book

CELLS = 6
MAXIMAL, STRIDES, FURTHER = 2, 3, 4
_OVERFLOW = (MAXIMAL, FURTHER, STRIDES, 5, 1, 0)
_RACE = "RACE"
_Cell = tuple[str, str]  # one character and its style


@dataclass(frozen=True, slots=True, kw_only=True)
class Brush:
    """What cells are drawn with; `glyphs` are the characters a user's own book gives to its exercises."""

    style: Style
    glyphs: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, book: Book, style: Style) -> "Brush":
        """The brush for a book with its own exercises."""
        return cls(style=style, glyphs={one.id: one.glyph for one in book.exercises.values() if one.glyph})

    def line(self, demand: Demand) -> str:
        return LINES[demand].plain if self.style.ascii else LINES[demand].sign

    def sign(self, exercise: str) -> str:
        """The one character of an exercise."""
        own = "" if exercise in GLYPHS else self.glyphs.get(exercise, "")
        if len(own) == cell_len(own) == 1 and self.style.words(own) == own:
            return own
        return glyph(exercise).plain if self.style.ascii else glyph(exercise).sign

    def colour(self, exercise: str) -> str:
        return f"bold {glyph(exercise).ansi}".strip()


def line_cells(day: Day | None, sessions: Sequence[Session], brush: Brush) -> Text:
    """One day in six cells; blank where the plan says nothing about the date."""
    if day is None and not sessions:
        return Text(" " * CELLS)
    work = _work(day, sessions, brush)
    cells = _bare(day, brush)
    if work:
        low, high = min(work), max(work)
        for place in range(max(0, low - 1), min(CELLS, high + 2)):
            cells[place] = (" ", "")
        for place, cell in work.items():
            cells[place] = cell
    if day is not None:
        _put_letter(cells, day.demand, work, brush)
    return _joined(cells)


def letter_cells(day: Day | None, sessions: Sequence[Session], width: int, brush: Brush) -> Text:
    """One day in `width` cells (2 to 5): the letter of what it asks, then the work on it."""
    if day is None and not sessions:
        return Text(" " * width)
    ours: list[_Cell] = [(brush.sign(one.exercise), brush.colour(one.exercise)) for one in sessions]
    own: list[_Cell] = [(brush.sign(exercise), "dim") for exercise in own_work(day)]
    bracketed = [("(", "dim"), *own, (")", "dim")] if own else []
    letter: list[_Cell] = [] if day is None else [(LINES[day.demand].short, LINES[day.demand].weight)]
    for cells in (letter + ours + bracketed, letter + ours + own, ours + own):
        if len(cells) <= width:
            break
    return _joined((cells + [(" ", "")] * width)[:width])


def _bare(day: Day | None, brush: Brush) -> list[_Cell]:
    if day is None:
        return [(" ", "")] * CELLS
    line = LINES[day.demand]
    cells = [(brush.line(day.demand), line.weight)] * CELLS
    if day.demand is Demand.REST:
        cells[1:] = [(" ", "")] * (CELLS - 1)
    return cells


def _work(day: Day | None, sessions: Sequence[Session], brush: Brush) -> dict[int, _Cell]:
    """Which cells hold work: ours in its own place, the runner's behind it in brackets."""
    ours: dict[int, _Cell] = {}
    for session in sessions:
        free = [place for place in (_place(session), *_OVERFLOW) if place not in ours]
        if free:
            ours[free[0]] = (brush.sign(session.exercise), brush.colour(session.exercise))
    own = own_work(day)
    if not own:
        return ours
    signs = [(brush.sign(exercise), "dim") for exercise in own]
    behind = [("(", "dim"), *signs, (")", "dim")]
    if not ours:
        first = (STRIDES if own == ("strides",) else MAXIMAL) - 1
        return dict(enumerate(behind[:CELLS], start=min(first, max(0, CELLS - len(behind)))))
    if max(ours) + len(behind) < CELLS:
        return ours | dict(enumerate(behind, start=max(ours) + 1))
    packed = [ours[place] for place in sorted(ours)]
    row = [*packed, *(behind if len(packed) + len(behind) <= CELLS else signs)][:CELLS]
    return dict(enumerate(row, start=CELLS - len(row)))


def _place(session: Session) -> int:
    if is_maximal(session):
        return MAXIMAL
    return STRIDES if session.effort == "relaxed" else FURTHER


def _put_letter(cells: list[_Cell], demand: Demand, work: Mapping[int, _Cell], brush: Brush) -> None:
    """Letters that the line alone does not say: all in the plain version, "?" and RACE in both."""
    line = LINES[demand]
    if demand is Demand.RACE and not work:
        cells[MAXIMAL:] = [(letter, line.weight) for letter in _RACE]
        return
    if not line.letter or not (brush.style.ascii or demand is Demand.UNKNOWN):
        return
    sign = brush.line(demand)
    for place in (MAXIMAL, 0, CELLS - 1, 1):
        if cells[place][0] == sign:
            cells[place] = (line.letter, line.weight)
            return


def _joined(cells: Sequence[_Cell]) -> Text:
    drawn = Text()
    for weight, run in groupby(cells, key=lambda cell: cell[1]):
        drawn.append("".join(character for character, _ in run), weight or None)
    return drawn
