"""A squad in the terminal: who needs the coach, with the fact, what the book did, and two weeks of line.

80 columns and no more. All weeks stand under each other, so that a day reads down the squad; where the
terminal is narrower the days become letters.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text

from fullstride.cli.cells import CELLS, Brush, letter_cells, line_cells
from fullstride.cli.screens import dimmed, grade_lines, hanging
from fullstride.cli.style import Style, paragraph
from fullstride.domain.decision import Verb
from fullstride.domain.session import Reason, Session
from fullstride.domain.squad import Rank, Row, Squad, Unread
from fullstride.formats import saying
from fullstride.formats.look import GLYPHS
from fullstride.formats.remarks import exercise_name, monday
from fullstride.formats.squad_words import (
    EMPTY_DO,
    EMPTY_SAYS,
    TITLES,
    UNREAD,
    also,
    did,
    event,
    headline,
    names,
    subtitle,
)
from fullstride.rules.book import Book

MOST = {Rank.LOOK: 20, Rank.ON_TRACK: 9}  # rows that are shown without --all; who needs you is always shown
MOST_UNREAD = 9
_VERBS = {
    Verb.PROGRESS: "forward",
    Verb.HOLD: "the same again",
    Verb.REGRESS: "back",
    Verb.SWAP: "swapped for a while",
    Verb.BLOCK: "off for a while",
    Verb.STOP: "stopped until cleared",
}
_LEFT = 26  # cells left of Monday, where there is room for lines
_INDENT = "   "
_LEAST_LEFT = len(f"{_INDENT}last week ")
_NO_LABEL = 1
_WEEK_DAYS = 7
_WEEK = dt.timedelta(days=_WEEK_DAYS)


def squad_screen(
    squad: Squad, book: Book, *, style: Style, everybody: bool = False, only: Sequence[Rank] = tuple(Rank)
) -> list[Text]:
    """The headline is the count; then the groups. `only` these groups, `everybody` without a cut."""
    if not squad.rows and not squad.unread:
        title = headline(squad)
        return [
            *paragraph(title, "", style),
            *paragraph("", EMPTY_SAYS, style),
            *paragraph("", EMPTY_DO, style),
        ]
    lines = [*paragraph(headline(squad), "", style), *paragraph("", subtitle(squad), style)]
    page = _Page(squad=squad, book=book, brush=Brush.of(book, style))
    shown: list[Row] = []
    for rank in only:
        rows = squad.of(rank)
        if rows:
            cut = rows if everybody else rows[: MOST.get(rank, len(rows))]
            lines += [Text(), *page.group(rank, rows, cut)]
            shown += cut
    lines += unread_lines(squad.unread, style, everybody=everybody)
    reasons = [note.because for row in shown for note in row.notes[:1]]
    return [*lines, Text(), *page.legend(shown), *_grades(reasons, style)]


def unread_lines(unread: Sequence[Unread], style: Style, *, everybody: bool = False) -> list[Text]:
    """Who could not be told of, and why."""
    if not unread:
        return []
    lines = [Text(), *paragraph(UNREAD, str(len(unread)), style)]
    cut = unread if everybody else unread[:MOST_UNREAD]
    for one in cut:
        lines += hanging("", f"{one.runner}: {saying.sentence(one.reason)}", style, label_width=_NO_LABEL)
    if len(unread) > len(cut):
        lines += dimmed(
            hanging("", f"{len(unread) - len(cut):,} more; --all shows them.", style, label_width=_NO_LABEL)
        )
    return lines


def adapted_lines(verbs: Sequence[tuple[str, int]], changed: int, changes: int, style: Style) -> list[Text]:
    """What was decided for everybody, in sum."""
    counts = dict(verbs)
    told = [f"{counts[verb.value]:,} {_VERBS[verb]}" for verb in Verb if counts.get(verb.value)]
    lines = paragraph("Decided:", f"{saying.listed(told)}." if told else "nothing.", style)
    if not changes:
        return [*lines, *paragraph("", "Nothing changes in any plan.", style)]
    who = saying.counted(changed, "runner")
    what = f"{saying.counted(changes, 'session')} of {who} {'changes' if changes == 1 else 'change'}."
    return [*lines, *paragraph("", what, style)]


def added_lines(taken: Mapping[str, int], refused: Sequence[Unread], style: Style) -> list[Text]:
    """Who was taken in, and who was not and why."""
    sessions = saying.counted(sum(taken.values()), "session")
    who = saying.counted(len(taken), "runner")
    lines = paragraph(f"{who} taken in,", f"{sessions} placed.", style) if taken else []
    if refused:
        lines += [Text()] if lines else []
        lines += paragraph("Not taken in", str(len(refused)), style)
        for one in refused:
            lines += hanging("", f"{one.runner}: {saying.sentence(one.reason)}", style, label_width=_NO_LABEL)
    return [*lines, *paragraph("", "fullstride squad shows who needs you.", style)] if taken else lines


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    squad: Squad
    book: Book
    brush: Brush

    @property
    def style(self) -> Style:
        return self.brush.style

    @property
    def day(self) -> int:
        """Cells a day, the gap behind it included: lines, or fewer and fewer for letters."""
        if self.style.width >= _LEFT + _WEEK_DAYS * (CELLS + 1) - 1:
            return CELLS + 1
        room = (self.style.width - _LEAST_LEFT) // _WEEK_DAYS
        return max(2, min(5, room))

    @property
    def is_line(self) -> bool:
        return self.day > CELLS

    @property
    def left(self) -> int:
        return _LEFT if self.is_line else min(_LEFT, self.style.width - _WEEK_DAYS * self.day)

    def group(self, rank: Rank, rows: Sequence[Row], cut: Sequence[Row]) -> list[Text]:
        lines = [self._title(rank, len(rows))]
        for place, row in enumerate(cut):
            if row.notes:
                lines += [*([Text()] if place else []), *self._told(row)]
            else:
                lines.append(self._week(row.runner, row, self._monday))
        if more := names(rows, len(cut)):
            lines += dimmed(paragraph("", f"{more} {TITLES[rank].lower()}; --all shows them.", self.style))
        return lines

    @property
    def _monday(self) -> dt.date:
        return monday(self.squad.today)

    def _title(self, rank: Rank, count: int) -> Text:
        """The group's name and count, and the weekdays above their columns; today is marked."""
        name = f"{TITLES[rank]}  {count:,}"
        line = Text(self.style.cut(name, self.left), "bold")
        mark = ">" if self.style.ascii else "▸"
        for offset, weekday in enumerate(saying.WEEKDAYS):
            is_today = offset == self.squad.today.weekday()
            short = weekday[: 3 if self.is_line else 1]
            head = f"{mark}{short}" if is_today and self.day > 2 else short
            line.append(head.ljust(self.day), "bold" if is_today else "not bold dim")
        line.rstrip()
        return line

    def _told(self, row: Row) -> list[Text]:
        """Name and event, the fact, what the book did with its grade, then last week and this one."""
        note, style = row.notes[0], self.style
        said = style.words(event(row))
        room = max(8, style.width - cell_len(said) - 2)
        name = style.cut(row.runner, min(room, max(1, cell_len(style.words(row.runner)))))
        lines = [Text.assemble((name.rstrip(), "bold"), f"  {said}" if said else "")]
        lines += hanging("", note.fact, style, label_width=_NO_LABEL)
        lines += dimmed(hanging("", did(row), style, label_width=_NO_LABEL, grade=note.because.grade))
        if more := also(row):
            lines += dimmed(hanging("", more, style, label_width=_NO_LABEL))
        for label, start in (("last week", self._monday - _WEEK), ("this week", self._monday)):
            lines.append(self._week(label, row, start, quiet=True))
        return lines

    def _week(self, label: str, row: Row, start: dt.date, *, quiet: bool = False) -> Text:
        days = {day.date: day for day in row.days}
        indent = _INDENT if quiet else ""
        if quiet and self.left < _LEAST_LEFT:
            label = label.partition(" ")[0]
        line = Text(indent + self.style.cut(label, self.left - 1 - len(indent)) + " ", "dim" if quiet else "")
        drawn = []
        for offset in range(_WEEK_DAYS):
            date = start + offset * dt.timedelta(days=1)
            ours = [one for one in row.sessions if one.date == date]
            if self.is_line:
                drawn.append(line_cells(days.get(date), ours, self.brush))
            else:
                drawn.append(letter_cells(days.get(date), ours, self.day, self.brush))
        line.append_text(Text(" " if self.is_line else "").join(drawn))
        line.rstrip()
        return line

    def legend(self, rows: Iterable[Row]) -> list[Text]:
        """Our glyphs that were drawn, with their names."""
        used = {session.exercise for row in rows for session in self._drawn(row)}
        ordered = [one for one in GLYPHS if one in used] + sorted(used - set(GLYPHS))
        items = [
            Text.assemble(
                (self.brush.sign(one), self.brush.colour(one)),
                f" {self.style.words(saying.lower_first(exercise_name(self.book, one)))}",
            )
            for one in ordered
        ]
        lines: list[Text] = []
        for item in items:
            if not lines or lines[-1].cell_len + 2 + item.cell_len > self.style.width:
                lines.append(item)
            else:
                lines[-1].append("  ").append_text(item)
        return lines

    def _drawn(self, row: Row) -> list[Session]:
        return [one for one in row.sessions if row.notes or one.date >= self._monday]


def _grades(reasons: Sequence[Reason], style: Style) -> list[Text]:
    return grade_lines(reasons, style)
