"""Weeks as a picture: a line a week, six cells a day, the runner's own training and ours on it.

80 columns and no more. Where the terminal is narrower the days become letters, then the columns
beside them go; it is one line a week still.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.text import Text

from fullstride.cli.cells import CELLS, Brush, letter_cells, line_cells
from fullstride.cli.style import Style, paragraph
from fullstride.domain.calendar import Day, Demand
from fullstride.domain.session import Plan, Session
from fullstride.formats import saying
from fullstride.formats.look import DEMAND_WORDS, GLYPHS, LINES
from fullstride.formats.remarks import Remark, exercise_name, monday, remarks, verdict
from fullstride.formats.rows import Row, calendar_rows, knows_km, own_work, plan_rows
from fullstride.rules.book import Book


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Everything that a picture is drawn from."""

    rows: tuple[Row, ...]
    days: Mapping[dt.date, Day]
    sessions: Mapping[dt.date, tuple[Session, ...]]
    book: Book | None
    brush: Brush
    today: dt.date | None


def plan_picture(
    plan: Plan,
    days: Sequence[Day],
    book: Book,
    *,
    today: dt.date,
    style: Style,
) -> list[Text]:
    """The plan as lines for the terminal: title, weeks, legend, and what is to be said about it.

    `days` is the calendar as it was read, `book` the rule book the plan was made by. No line is wider
    than `style.width` cells.
    """
    sessions: dict[dt.date, tuple[Session, ...]] = {}
    for session in sorted(plan.sessions, key=lambda one: (one.date, one.order, one.id)):
        sessions[session.date] = (*sessions.get(session.date, ()), session)
    scene = Scene(
        rows=plan_rows(plan, days),
        days={day.date: day for day in days if plan.first <= day.date <= plan.last},
        sessions=sessions,
        book=book,
        brush=Brush.of(book, style),
        today=today,
    )
    said = [line for remark in remarks(plan, book) for line in remark_lines(remark, style)]
    return [*scene_lines(scene, plan.title or "Your plan", verdict(plan)), *said]


def calendar_picture(
    days: Sequence[Day], *, title: str, note: str, today: dt.date | None, style: Style
) -> list[Text]:
    """The calendar alone as weeks."""
    scene = Scene(
        rows=calendar_rows(days),
        days={day.date: day for day in days},
        sessions={},
        book=None,
        brush=Brush(style=style),
        today=today,
    )
    return scene_lines(scene, title, note)


def scene_lines(scene: Scene, title: str, note: str) -> list[Text]:
    """Title, weeks and legend, each followed by an empty line."""
    lines = [*_title(title, note, scene), Text()]
    if scene.rows:
        layout = _layout(scene)
        lines += [_heading(layout), *(_week(row, scene, layout) for row in scene.rows), Text()]
        lines += [*_legend(scene, layout), Text()]
    return lines


def remark_lines(remark: Remark, style: Style) -> list[Text]:
    """One remark as a paragraph."""
    return paragraph(remark.lead, remark.text, style)


# ---- the table -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """Widths in cells, 0 for a column that is left out. `day` includes the gap behind it."""

    number: int
    label: int
    day: int
    km: int
    contacts: int

    @property
    def is_line(self) -> bool:
        return self.day > CELLS

    @property
    def left(self) -> int:
        """Where Monday begins: mark, number, date, label and a gap."""
        gap = 2 if self.is_line and self.number < 3 else 1
        return 1 + self.number + 7 + self.label + gap

    @property
    def width(self) -> int:
        return self.left + 7 * self.day - (1 if self.is_line else 0) + self.km + self.contacts


def _layout(scene: Scene) -> _Layout:
    """The first of these that fits: lines; letters; letters with less and less beside them."""
    number = max(2, *(len(str(row.number)) for row in scene.rows))
    label = 6 if any(row.label for row in scene.rows) or scene.sessions else 0
    km = 5 if knows_km(scene.rows) else 0
    contacts = any(row.contacts for row in scene.rows)
    few = 5 if contacts else 0
    day = 5 if any(own_work(day) for day in scene.days.values()) else 4  # brackets take a cell more
    layouts = [
        _Layout(number=number, label=6, day=CELLS + 1, km=km, contacts=9 if contacts else 0),
        _Layout(number=number, label=label, day=5, km=km, contacts=few),
        _Layout(number=number, label=label, day=day, km=km, contacts=few),
        _Layout(number=number, label=label, day=day, km=0, contacts=few),
        _Layout(number=number, label=label, day=day, km=0, contacts=0),
        *(_Layout(number=number, label=0, day=cells, km=0, contacts=0) for cells in (day, 4, 3, 2)),
        _Layout(number=0, label=0, day=2, km=0, contacts=0),
    ]
    width = scene.brush.style.width
    return next((layout for layout in layouts if layout.width <= width), layouts[-1])


def _heading(layout: _Layout) -> Text:
    letters = 3 if layout.is_line else 1
    heads = "".join(name[:letters].ljust(layout.day) for name in saying.WEEKDAYS)
    line = " " * layout.left + (heads[:-1] if layout.is_line else heads)
    if layout.km:
        line += "km".rjust(layout.km)
    if layout.contacts:
        line += ("contacts" if layout.is_line else "cts").rjust(layout.contacts)
    return Text(line.rstrip(), style="dim")


def _week(row: Row, scene: Scene, layout: _Layout) -> Text:
    style = scene.brush.style
    is_now = scene.today is not None and monday(scene.today) == row.monday
    head = (">" if style.ascii else "▸") if is_now else " "
    if layout.number:
        head += f"{row.number:>{layout.number}}"
    head += f" {row.first.day:>2} {saying.MONTHS[row.first.month - 1][:3]}"
    if layout.label:
        head += f" {row.label:<{layout.label - 1}}"
    line = Text()
    line.append(head.ljust(layout.left), "bold" if is_now else None)
    line.append_text(Text(" " if layout.is_line else "").join(_days(row, scene, layout)))
    if layout.km:
        line.append(("" if row.km is None else f"{row.km:.0f}").rjust(layout.km))
    if layout.contacts:
        said = str(row.contacts) if row.contacts else style.words("–")
        line.append(said.rjust(layout.contacts))
    line.rstrip()
    return line


def _days(row: Row, scene: Scene, layout: _Layout) -> list[Text]:
    drawn = []
    for date in row.dates:
        day, sessions = scene.days.get(date), scene.sessions.get(date, ())
        if layout.is_line:
            drawn.append(line_cells(day, sessions, scene.brush))
        else:
            drawn.append(letter_cells(day, sessions, layout.day, scene.brush))
    return drawn


# ---- around the table ----------------------------------------------------------------------------


def _title(title: str, note: str, scene: Scene) -> list[Text]:
    """The title in bold, its note at the right edge of the picture, or below where it does not fit."""
    style = scene.brush.style
    width = min(style.width, _layout(scene).width) if scene.rows else style.width
    heads = [Text(line, style="bold") for line in style.wrap(title, style.width)]
    aside = style.words(note)
    gap = width - heads[0].cell_len - len(aside)
    if len(heads) > 1 or gap < 2:
        return heads + [Text(line) for line in style.wrap(note, style.width)]
    line = Text()
    line.append_text(heads[0])
    line.append(" " * gap + aside)
    return [line]


def _legend(scene: Scene, layout: _Layout) -> list[Text]:
    """What occurs, and nothing else: the runner's own days, then ours."""
    dates = [date for row in scene.rows for date in row.dates]
    shown = [scene.days[date] for date in dates if date in scene.days]
    asked = {Demand.EASY if day.demand is Demand.STRIDES else day.demand for day in shown}
    yours = [_yours(demand, scene.brush, layout) for demand in Demand if demand in asked]
    own = dict.fromkeys(exercise for day in shown for exercise in own_work(day))
    yours += [
        Text.assemble((f"({scene.brush.sign(one)})", "dim"), (f" your {_named(scene, one)}", "dim"))
        for one in own
    ]
    exercises = dict.fromkeys(session.exercise for date in dates for session in scene.sessions.get(date, ()))
    ours = [
        Text.assemble((scene.brush.sign(one), scene.brush.colour(one)), f" {_named(scene, one)}")
        for one in sorted(exercises, key=_place_in_legend)
    ]
    width = scene.brush.style.width
    return [*_flow("yours", yours, width), *_flow("ours", ours, width)]


def _yours(demand: Demand, brush: Brush, layout: _Layout) -> Text:
    line = LINES[demand]
    word = DEMAND_WORDS[demand]
    if not layout.is_line:
        return Text.assemble((line.short, line.weight), (f" {word}", line.weight))
    sign = brush.line(demand)
    sample = sign if demand is Demand.REST else sign * 3
    if demand is Demand.RACE and brush.style.ascii:
        return Text("##RACE", style=line.weight)
    if line.letter and (brush.style.ascii or demand is Demand.UNKNOWN):
        sample = f"{sign}{line.letter}{sign}"
    if demand is Demand.UNKNOWN:
        word = "unknown, planned around as hard"
    return Text.assemble((sample, line.weight), (f" {word}", line.weight))


def _named(scene: Scene, exercise: str) -> str:
    name = exercise_name(scene.book, exercise) if scene.book else exercise.replace("_", " ")
    return scene.brush.style.words(name)


def _place_in_legend(exercise: str) -> tuple[int, str]:
    known = list(GLYPHS)
    return (known.index(exercise) if exercise in known else len(known), exercise)


def _flow(label: str, items: Sequence[Text], width: int) -> list[Text]:
    """Items after a label, two spaces apart, on as many lines as they need."""
    lines: list[Text] = []
    for item in items:
        item.truncate(width - 7)
        if not lines or lines[-1].cell_len + 2 + item.cell_len > width:
            lines.append(Text.assemble((("" if lines else label).ljust(7), "dim")).append_text(item))
        else:
            lines[-1].append("  ").append_text(item)
    return lines
