"""What `fullstride adapt` says: what was decided and why, then what it changes in the plan, then what only
the runner can say."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from rich.text import Text

from fullstride.cli.cells import Brush
from fullstride.cli.due_lines import due_lines
from fullstride.cli.screens import dimmed, grade_lines, hanging
from fullstride.cli.style import Style, paragraph
from fullstride.domain.decision import Change, Decision, Kind, NotMoved, Verb
from fullstride.domain.session import Session, Status
from fullstride.formats import saying
from fullstride.formats.remarks import exercise_name
from fullstride.formats.report_words import session_words
from fullstride.rules.book import Book
from fullstride.rules.dose import say_dose
from fullstride.workflows.adapting import Adapting

MOST_ALIKE = 3  # changes of one kind and reason that are told one by one
MOST_TOLD = 8  # changes that are all told one by one, however far ahead
NEAR = dt.timedelta(days=14)  # further ahead the plan is drawn as if all goes well
_CARE = "bold yellow"
_ACT_ON = (Verb.STOP, Verb.BLOCK)
_LEFT = 4  # cells left of a decision: a gap, the glyph, a gap
_KINDS = {
    Kind.MOVED: "moved",
    Kind.ADDED: "new",
    Kind.DROPPED: "dropped",
    Kind.MORE: "more",
    Kind.LESS: "less",
}
_LABEL = 9


def adapt_screen(adapting: Adapting, *, style: Style) -> list[Text]:
    """Decisions that must be acted on come first; many changes for one reason are told together."""
    lines: list[Text] = []
    for note in adapting.notes:
        lines += paragraph("", note, style)
    lines += [Text()] if lines else []
    lines += _decisions(adapting, style)
    lines += _not_moved(adapting, style)
    lines += _changes(adapting, style)
    lines += due_lines(adapting.asks, adapting.book, style)
    told = [one.because for one in adapting.decisions]
    alike, one_by_one, _ = _sorted(adapting)
    told += [reason for one in (*(group[0] for group in alike), *one_by_one) for reason in one.because[:1]]
    told += [reason for one in adapting.not_moved for reason in one.because[:1]]
    return [*lines, *([Text(), *grade_lines(told, style)] if told else [])]


def _decisions(adapting: Adapting, style: Style) -> list[Text]:
    if not adapting.decisions:
        return paragraph("Nothing to decide:", "no session of ours is ahead in this plan.", style)
    lines = paragraph("Decided", "", style)
    ordered = sorted(adapting.decisions, key=lambda one: (not one.clinician, one.verb not in _ACT_ON))
    for one in ordered:
        lines += _decision(one, adapting.book, style)
    return lines


def _decision(one: Decision, book: Book, style: Style) -> list[Text]:
    """The sentence with its grade at the right edge, then what would make it come out differently."""
    brush = Brush.of(book, style)
    lines = hanging("", one.say, style, label_width=_LEFT - 2, grade=one.because.grade)
    head = Text.assemble("  ", (brush.sign(one.exercise), brush.colour(one.exercise)), " ")
    if lines[0].plain.startswith(" " * _LEFT):
        lines[0] = head.append_text(lines[0][_LEFT:])
    if one.clinician or one.verb in _ACT_ON:
        for line in lines:
            line.stylize(_CARE, min(_LEFT, len(line)))
    if one.would_change:
        lines += dimmed(_indented(saying.sentence(one.would_change), style, _LEFT))
    return lines


def _changes(adapting: Adapting, style: Style) -> list[Text]:
    plan = adapting.after.plan
    if plan.status is Status.CLASH:
        lines = [Text(), *paragraph("Nothing is placed from here on.", "", style)]
        for wish in plan.clash:
            lines += hanging("", f"{saying.sentence(wish.text)} {saying.sentence(wish.relax)}", style)
        return lines
    changes = adapting.changes
    if not changes:
        return [Text(), *paragraph("Nothing changes in your plan.", "", style)]
    lines = [Text(), *paragraph("What changes", f"({saying.counted(len(changes), 'session')})", style)]
    alike, one_by_one, later = _sorted(adapting)
    for group in alike:
        lines += _many(group, adapting.book, style)
    for change in one_by_one:
        lines += _change(change, adapting.book, style)
    if later:
        lines += hanging("later", _in_short(later, adapting.book), style, label_width=_LABEL)
    return lines


def _sorted(adapting: Adapting) -> tuple[list[list[Change]], list[Change], list[Change]]:
    """Groups of many alike; changes to be told one by one; those further ahead, where they are many."""
    alike = [group for group in _groups(adapting.changes) if len(group) > MOST_ALIKE]
    told = {id(change) for group in alike for change in group}
    rest = [change for change in adapting.changes if id(change) not in told]
    soon = adapting.after.today + NEAR
    later = [change for change in rest if _session(change).date >= soon]
    if len(later) <= MOST_ALIKE or len(rest) <= MOST_TOLD:
        return alike, rest, []
    return alike, [change for change in rest if _session(change).date < soon], later


def _in_short(changes: Sequence[Change], book: Book) -> str:
    """ "9 strides less, 1 hill sprints dropped, from 12 January to 27 March." """
    counts = Counter((change.exercise, change.kind) for change in changes)
    parts = [
        f"{exercise_name(book, exercise)} {_KINDS[kind]} on {saying.counted(count, 'day')}"
        for (exercise, kind), count in counts.items()
    ]
    days = [_session(change).date for change in changes]
    return saying.sentence(f"{saying.listed(parts)}, from {saying.span(min(days), max(days))}")


def _groups(changes: Sequence[Change]) -> list[list[Change]]:
    """Changes of one kind for one reason together, in the order of their first."""
    groups: dict[tuple[Kind, str], list[Change]] = {}
    for change in changes:
        if change.kind is not Kind.ADDED:  # each has a reason of its own place
            groups.setdefault((change.kind, _why(change)), []).append(change)
    return list(groups.values())


def _why(change: Change) -> str:
    return saying.sentence(change.because[0].text) if change.because else ""


def _many(changes: Sequence[Change], book: Book, style: Style) -> list[Text]:
    """ "Strides on 9 days from 26 December to 2 April, bounding on 29 January." and the one reason."""
    by_exercise: dict[str, list[Change]] = {}
    for change in changes:
        by_exercise.setdefault(change.exercise, []).append(change)
    named = [
        f"{exercise_name(book, exercise)} on {saying.dates(_session(one).date for one in found)}"
        for exercise, found in by_exercise.items()
    ]
    text = f"{saying.sentence(', '.join(named))} {_why(changes[0])}".rstrip()
    grade = changes[0].because[0].grade if changes[0].because else None
    return hanging(_KINDS[changes[0].kind], text, style, label_width=_LABEL, grade=grade)


def _change(change: Change, book: Book, style: Style) -> list[Text]:
    grade = change.because[0].grade if change.because else None
    text = _told(change, book)
    if change.because:
        text += f" {_why(change)}"
    return hanging(_KINDS[change.kind], text, style, label_width=_LABEL, grade=grade)


def _told(change: Change, book: Book) -> str:
    """ "Bounding 3 × 30 m, Tue 12 Jan to Thu 14 Jan."; a dose that changes is told from and to."""
    was, now = change.was, change.now
    if was is not None and now is not None:
        dose = session_words(was, book)
        if was.dose != now.dose:
            dose += f" → {say_dose(now.dose)}"
        day = _day(now) if was.date == now.date else f"{_day(was)} → {_day(now)}"
        return f"{dose}, {day}."
    return f"{session_words(_session(change), book)}, {_day(_session(change))}."


def _session(change: Change) -> Session:
    session = change.now or change.was
    if session is None:
        raise ValueError("a change of nothing")
    return session


def _day(session: Session) -> str:
    return f"{saying.weekday(session.date)[:3]} {saying.short_date(session.date)}"


def _not_moved(adapting: Adapting, style: Style) -> list[Text]:
    refused: Sequence[NotMoved] = adapting.not_moved
    if not refused:
        return []
    lines = [Text(), *paragraph("Not where you wanted it", "", style)]
    for one in refused:
        known = adapting.book.exercises.get(one.exercise)
        name = known.name if known else one.exercise
        why = one.because[0] if one.because else None
        text = f"{name} on {saying.long_date(one.date)}: {saying.sentence(why.text) if why else 'no room.'}"
        lines += hanging("", text, style, label_width=1, grade=why.grade if why else None)
    return lines


def _indented(text: str, style: Style, indent: int) -> list[Text]:
    return [Text(" " * indent + line) for line in style.wrap(text, style.width - indent)]
