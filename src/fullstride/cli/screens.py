"""What the commands show a person: the calendar as read, explanations, violations, rules, exports.

Each screen is a list of styled lines for `fullstride.cli.style.drawn`. Text from calendars, books and
plans is made safe and cut or wrapped by its width in cells, so that no title can break a column.
"""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Protocol

from rich.cells import cell_len
from rich.text import Text

from fullstride.cli.cells import Brush
from fullstride.cli.picture import calendar_picture
from fullstride.cli.style import Style, paragraph
from fullstride.domain.calendar import Calendar, Day, Sure
from fullstride.domain.session import Grade, Reason, Session, Violation
from fullstride.formats import saying
from fullstride.formats.look import DEMAND_WORDS, GRADE_WORDS
from fullstride.formats.losses import Lost
from fullstride.formats.remarks import exercise_name
from fullstride.rules.book import Book
from fullstride.rules.dose import say_dose

MOST_REASONS = 3
_LEAST_TITLE, _LEAST_WHY = 12, 34  # cells beside the date that a title, and the words behind it, need
_SURE_WORDS = {Sure.CLEAR: "", Sure.LIKELY: "likely", Sure.GUESS: "a guess", Sure.NONE: "not clear"}


class NotOn(Protocol):
    """Another day, and why a session is not there. `never`: a hard rule forbids it."""

    @property
    def date(self) -> dt.date: ...
    @property
    def never(self) -> bool: ...
    @property
    def because(self) -> Sequence[Reason]: ...


# ---- the calendar as it was read -------------------------------------------------------------------


def calendar_screen(
    calendar: Calendar, days: Sequence[Day], *, today: dt.date | None, style: Style
) -> list[Text]:
    """Weeks as a picture, then each day with the words that decided it, then what was left out."""
    if not days:
        return paragraph("No training found.", "The calendar was read, and no day in it is training.", style)
    title = calendar.name or "Your calendar, as it was read"
    unsure = sum(day.sure is not Sure.CLEAR for day in days)
    first = min(day.date for day in days)
    note = f"{saying.counted(len(days), 'day')} from {saying.span(first, first)}"
    note += f", {unsure} not certain" if unsure else ""
    lines = calendar_picture(days, title=title, note=note, today=today, style=style)
    lines += [*_day_list(days, style), Text()]
    for problem in calendar.problems:
        where = f"{problem.file}, {problem.place}:" if problem.place else f"{problem.file}:"
        lines += paragraph(where, saying.sentence(problem.text), style)
    if calendar.skipped:
        lines += paragraph(
            "Left out:", f"{saying.counted(len(calendar.skipped), 'entry', 'entries')}.", style
        )
        for skipped in calendar.skipped:
            date = saying.short_date(skipped.date) if skipped.date else ""
            lines += hanging(date, f"{skipped.title}: {skipped.why}", style, label_width=8)
    return lines if calendar.problems or calendar.skipped else lines[:-1]


def _day_list(days: Sequence[Day], style: Style) -> list[Text]:
    """Date, demand, title, how sure and why: one line a day, what does not fit is cut.

    Where there is no room beside the date, the title stands on a line of its own.
    """
    room = style.width - 22
    longest = max(cell_len(style.words(day.title)) for day in days)
    title = room if room < _LEAST_WHY else min(longest, room * 11 // 20)
    lines: list[Text] = []
    week = -1
    for day in sorted(days, key=lambda one: one.date):
        number = (day.date.toordinal() - 1) // 7
        if lines and number != week:
            lines.append(Text())
        week = number
        line = Text(f"{saying.weekday(day.date)[:3]} {saying.short_date(day.date):>6}  ")
        line.append(f"{day.demand.value:<8}", "bold" if day.sure is Sure.NONE else "")
        lines.append(line)
        word = f"{_SURE_WORDS[day.sure]}: " if _SURE_WORDS[day.sure] else ""
        if room < _LEAST_TITLE:
            lines.append(Text("  " + style.cut(word + day.title, style.width - 2)))
        elif room < _LEAST_WHY:
            line.append("  " + style.cut(word + day.title, room))
        else:
            line.append("  " + style.cut(day.title, title) + "  ")
            line.append(word, "bold")
            line.append(style.cut(day.why, room - title - 2 - len(word)), "dim")
        for one in lines[-2:]:
            one.rstrip()
    return lines


# ---- explain -----------------------------------------------------------------------------------------


def explain_screen(
    sessions: Sequence[Session],
    not_on: Mapping[str, Sequence[NotOn]],
    day: Day | None,
    book: Book,
    *,
    style: Style,
    though: Mapping[str, Sequence[Reason]] | None = None,
) -> list[Text]:
    """Why each session of one date is here, and why not on each other day of its week.

    `not_on` gives for each session id its other days, the decisive reason of each first; `though` what
    speaks against the place all the same; `day` is the runner's own day. Three reasons at most are told
    for "here", one for each other day.
    """
    if not sessions:
        return paragraph("Nothing of ours on this day.", "", style)
    lines: list[Text] = []
    told: list[Reason] = []
    for session in sorted(sessions, key=lambda one: (one.order, one.id)):
        lines += [Text()] if lines else []
        lines += _session_head(session, day, book, style)
        here = session.because[:MOST_REASONS]
        for number, reason in enumerate(here):
            label = "" if number else "here"
            lines += hanging(label, reason.text, style, label_width=11, grade=reason.grade)
        told += here
        more = len(session.because) - len(here)
        if more > 0:
            said = f"{saying.counted(more, 'reason')} more, about how much and how; --json shows all."
            lines += dimmed(hanging("", said, style, label_width=11))
        for reason in (though or {}).get(session.id, ()):
            lines += hanging("though", reason.text, style, label_width=11, grade=reason.grade)
            told.append(reason)
        for other in sorted(not_on.get(session.id, ()), key=lambda one: one.date):
            if other.because:
                label = f"{'never' if other.never else 'not'} {saying.weekday(other.date)[:3]}"
                why = other.because[0]
                lines += hanging(label, why.text, style, label_width=11, grade=why.grade)
                told.append(why)
    return [*lines, Text(), *grade_lines(told, style), *_rule_line(told, style)]


def _session_head(session: Session, day: Day | None, book: Book, style: Style) -> list[Text]:
    brush = Brush.of(book, style)
    name = exercise_name(book, session.exercise)
    lead = f"{name[:1].upper()}{name[1:]} {say_dose(session.dose)}"
    rest = saying.rest(session.rest_s)
    parts = [lead, *([f"rest {rest}"] if rest else []), *_beside(session, day)]
    lines = paragraph(lead, ", ".join(parts)[len(lead) :], style, indent=2)
    head = Text.assemble((brush.sign(session.exercise), brush.colour(session.exercise)), " ")
    return [head.append_text(lines[0][2:]), *lines[1:]]


def _beside(session: Session, day: Day | None) -> list[str]:
    """ "on your easy 8 km" where the day is known, its title in quotes where only that is."""
    where = "before the main work of" if session.opener else "on"
    if day is not None and day.distance_m:
        return [f"{where} your {DEMAND_WORDS[day.demand]} {saying.kilometres(day.distance_m)}"]
    return [f"{where} “{session.beside}”"] if session.beside else []


# ---- check -------------------------------------------------------------------------------------------


def check_screen(violations: Sequence[Violation], sessions: int, *, style: Style) -> list[Text]:
    """Each broken rule with its date, or one line when all are kept."""
    if not violations:
        return paragraph("Every rule is kept.", f"{saying.counted(sessions, 'piece')} checked.", style)
    verb = "breaks" if len(violations) == 1 else "break"
    lines = paragraph(f"{saying.counted(len(violations), 'place')} {verb} a rule.", "", style)
    for found in violations:
        date, why = f"{saying.weekday(found.date)[:3]} {saying.short_date(found.date)}", found.because
        lines += [Text(), *hanging(date, why.text, style, label_width=12, grade=why.grade)]
        lines += dimmed(hanging("", f"{why.rule}. {why.source}", style, label_width=12))
    return [*lines, Text(), *grade_lines([found.because for found in violations], style)]


# ---- export ------------------------------------------------------------------------------------------


def export_screen(files: Sequence[str], lost: Sequence[Lost], folder: str, *, style: Style) -> list[Text]:
    """What was written where, and what the target could not hold. Same losses are told once."""
    lines = paragraph(f"{saying.counted(len(files), 'file')} in {folder}", "", style)
    lines += [Text(f"  {style.cut(name, style.width - 2).rstrip()}") for name in _by_folder(files)]
    if not lost:
        return [*lines, Text(), *paragraph("", "Nothing was left out.", style)]
    groups: dict[tuple[str, str, str], set[str]] = {}
    for one in lost:
        groups.setdefault((one.target, one.what, one.instead), set()).add(one.session)
    targets = {one.target for one in lost}
    labels = {kind: saying.counted(len(found), "session") for kind, found in groups.items()}
    width = max(map(len, labels.values())) + 2
    lines += [Text(), *paragraph("What these files cannot hold, and what was done instead", "", style)]
    for target in sorted(targets):
        lines += [Text(f"  {style.words(target)}", "bold")] if len(targets) > 1 else []
        here = [kind for kind in groups if kind[0] == target]
        for kind in sorted(here, key=lambda kind: -len(groups[kind])):
            text = f"{kind[1]}: {saying.lower_first(saying.sentence(kind[2]))}"
            lines += hanging(labels[kind], text, style, label_width=width)
    return lines


def _by_folder(files: Sequence[str]) -> list[str]:
    """Files by name; those in a folder of their own as its name and how many."""
    counts = Counter(name.rpartition("/")[0] for name in files)
    alone = [name for name in files if "/" not in name]
    return alone + [
        f"{folder}/  {saying.counted(count, 'file')}" for folder, count in counts.items() if folder
    ]


# ---- shared ------------------------------------------------------------------------------------------


def hanging(
    label: str, text: str, style: Style, *, label_width: int = 9, grade: Grade | None = None
) -> list[Text]:
    """A label, its text wrapped beside it, and the grade at the right edge of the first line.

    A label that is too long stands on a line of its own; so does any where the terminal is narrow.
    """
    side = 3 if grade else 0
    indent = 2 + label_width
    if style.width - indent - side < 20:
        heads = [Text("  " + line) for line in style.wrap(label, style.width - 2)] if label else []
        return heads + [Text("    " + line) for line in style.wrap(_graded(text, grade), style.width - 4)]
    room = style.width - indent - side
    fits = cell_len(style.words(label)) < label_width
    lines = [] if fits else [Text("  " + line) for line in style.wrap(label, style.width - 2)]
    for number, said in enumerate(style.wrap(text, room)):
        line = Text("  " + style.cut(label if fits and not number else "", label_width))
        line.append(said)
        if grade and not number:
            line.append(" " * (style.width - line.cell_len - 1))
            line.append(grade.value, "dim")
        line.rstrip()
        lines.append(line)
    return lines


def dimmed(lines: Sequence[Text]) -> list[Text]:
    """The same lines, said more quietly."""
    return [Text(line.plain, style="dim") for line in lines]


def grade_lines(reasons: Sequence[Reason], style: Style) -> list[Text]:
    """What the grade letters mean, those that were shown."""
    shown = {reason.grade for reason in reasons}
    words = [f"{grade.value} {GRADE_WORDS[grade.value]}" for grade in Grade if grade in shown]
    return [Text(line, style="dim") for line in style.wrap(" · ".join(words), style.width)] if words else []


def _rule_line(reasons: Sequence[Reason], style: Style) -> list[Text]:
    ids = list(dict.fromkeys(reason.rule for reason in reasons))
    text = f"Rules: {', '.join(ids)}"
    return [Text(line, style="dim") for line in style.wrap(text, style.width)] if ids else []


def _graded(text: str, grade: Grade | None) -> str:
    return f"{text} ({grade.value})" if grade else text
