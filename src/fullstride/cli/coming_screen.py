"""Today and this week in the terminal: the work, its dose and rest, why, and what is still to be said.

80 columns and no more; where it is narrower, a dose stands below the name it belongs to.
"""

import datetime as dt
from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text

from fullstride.adapt.outcomes import Status
from fullstride.cli.cells import Brush
from fullstride.cli.due_lines import due_lines
from fullstride.cli.picture import Scene, scene_lines
from fullstride.cli.screens import dimmed, grade_lines, hanging
from fullstride.cli.style import Style, paragraph
from fullstride.domain.calendar import Day, Demand
from fullstride.domain.decision import Decision
from fullstride.domain.session import Reason, Session
from fullstride.formats import saying
from fullstride.formats.look import DEMAND_WORDS
from fullstride.formats.remarks import monday
from fullstride.formats.report_words import session_words
from fullstride.formats.rows import plan_rows
from fullstride.formats.script_text import rest_words
from fullstride.guide.words import Script
from fullstride.workflows.coming import Coming

MOST_REASONS = 2
_LEFT = 4  # cells left of a name: a gap, the glyph, a gap
_NO_LABEL = 1
_SAID = {
    Status.DONE: "done",
    Status.PARTLY: "partly done",
    Status.NOT_DONE: "not done",
    Status.MISSED: "missed",
    Status.NOT_YET_SAID: "not yet said",
}


def today_screen(coming: Coming, *, style: Style) -> list[Text]:
    """The title is the work; then each piece, why it stands here, what decided its dose, what is due."""
    lines = dimmed([Text(line) for line in style.wrap(_where(coming), style.width)])
    day = coming.days[0] if coming.days else None
    if coming.scripts:
        off = [one for one in coming.scripts if one.session.id in coming.off]
        on = [one for one in coming.scripts if one.session.id not in coming.off]
        lines += [Text(line, style="bold") for line in style.wrap(_title(on, off), style.width)]
        lines += paragraph("", _inside(on, day), style) if on else []
        lines += _off_lines(coming, style)
        for script in coming.scripts:
            lines += [Text(), *_piece(script, coming, style)]
        lines += _why(on, style)
    else:
        lines += paragraph("Nothing of ours today.", _own(day), style)
        lines += _off_lines(coming, style)
    lines += _next(coming, style)
    lines += _decisions(coming.decisions, style)
    lines += due_lines(coming.due, coming.book, style)
    ahead = [one.session.id for one in coming.scripts if _status(one, coming) is Status.AHEAD]
    if any(id_ not in coming.off for id_ in ahead):
        lines += [Text(), *paragraph("", "fullstride do leads you through it.", style)]
    shown = [script for script in coming.scripts if script.session.id not in coming.off]
    told = [reason for script in shown for reason in script.session.because[:MOST_REASONS]]
    told += [one.because for one in (*coming.held, *coming.off.values())]
    return lines + _grades([*told, *(one.because for one in coming.decisions)], style)


def week_screen(coming: Coming, *, style: Style) -> list[Text]:
    """The week as a line, then each piece with its dose and rest, the decisions behind them, what is due."""
    plan = coming.kept.plan
    rows = plan_rows(plan, coming.kept.days)
    sessions: dict[dt.date, tuple[Session, ...]] = {}
    for script in coming.scripts:
        day = script.session.date
        sessions[day] = (*sessions.get(day, ()), script.session)
    scene = Scene(
        rows=tuple(row for row in rows if row.monday == coming.dates[0]),
        days={day.date: day for day in coming.days if plan.first <= day.date <= plan.last},
        sessions=sessions,
        book=coming.book,
        brush=Brush.of(coming.book, style),
        today=coming.today,
    )
    lines = scene_lines(scene, plan.title or "Your plan", _week_of(coming))
    if not coming.scripts:
        lines += paragraph("Nothing of ours this week.", "", style)
    for script in coming.scripts:
        lines += _row(script, coming, style)
    lines += _off_lines(coming, style)
    lines += _next(coming, style)
    lines += _decisions(coming.decisions, style)
    lines += due_lines(coming.due, coming.book, style)
    off = [one.because for one in (*coming.held, *coming.off.values())]
    return lines + _grades([*off, *(one.because for one in coming.decisions)], style)


# ---- where we are ----------------------------------------------------------------------------------


def _where(coming: Coming) -> str:
    """ "Friday 29 January · week 7 of 18"."""
    week = _week_of(coming)
    return saying.long_date(coming.dates[0]) + (f" · {week}" if week else "")


def _week_of(coming: Coming) -> str:
    plan, date = coming.kept.plan, coming.dates[0]
    first, last, here = (monday(one) for one in (plan.first, plan.last, date))
    if not first <= here <= last:
        return ""
    return f"week {(here - first).days // 7 + 1} of {(last - first).days // 7 + 1}"


def _title(on: Sequence[Script], off: Sequence[Script]) -> str:
    """The work that is on; where none of it is, that it is off."""
    first, *others = [script.name for script in on or off]
    title = ", then ".join([first, *map(saying.lower_first, others)])
    return title if on else f"Off today: {saying.lower_first(title)}"


def _off_lines(coming: Coming, style: Style) -> list[Text]:
    """What was said, what is off by it, by which rule, and what to do meanwhile; each said once."""
    held = {one.because.rule for one in coming.held}
    off = [*coming.held, *(one for one in coming.off.values() if one.because.rule not in held)]
    lines: list[Text] = []
    for one in off:
        lines += [Text(), *paragraph("", one.say, style)]
        lines += hanging("", one.because.text, style, label_width=_NO_LABEL, grade=one.because.grade)
    for text in dict.fromkeys(one.meanwhile for one in coming.off.values() or coming.held):
        lines += paragraph("", text, style)
    return lines


def _inside(scripts: Sequence[Script], day: Day | None) -> str:
    opener = all(script.session.opener for script in scripts)
    where = f"{'Before the main work of' if opener else 'Inside'} {_your(day)}." if _your(day) else ""
    minutes = sum(script.session.minutes for script in scripts)
    adds = f"Adds about {minutes}\u2009min." if minutes else ""
    return " ".join(part for part in (where, adds) if part)


def _own(day: Day | None) -> str:
    if day is None or day.demand is Demand.REST:
        return "Rest." if day else ""
    return f"On {_your(day)}." if _your(day) else ""


def _your(day: Day | None) -> str:
    """ "your easy 8 km"; "" for a day without training."""
    if day is None or day.demand is Demand.REST:
        return ""
    if day.distance_m:
        return f"your {DEMAND_WORDS[day.demand]} {saying.kilometres(day.distance_m)}"
    return f"“{day.title}”" if day.title else ""


# ---- the work --------------------------------------------------------------------------------------


def _piece(script: Script, coming: Coming, style: Style) -> list[Text]:
    """One piece of work: name and dose, how and rest, the cues; what was said of it where it was."""
    said = _SAID.get(_status(script, coming), "off" if script.session.id in coming.off else "")
    lines = _head(script, coming, style, said)
    if script.session.id in coming.off:
        return lines
    contacts = script.session.contacts
    how = f"{script.intensity}, {contacts} contacts" if contacts else script.intensity
    lines += _pair_after(Text(" " * _LEFT), saying.lower_first(how), rest_words(script), style)
    return lines + dimmed(_indented(saying.cues(script.cues), style, _LEFT))


def _row(script: Script, coming: Coming, style: Style) -> list[Text]:
    """One piece of the week: day, name and dose, and its rest or what became of it."""
    session = script.session
    off = "off" if session.id in coming.off else ""
    said = _SAID.get(_status(script, coming), "") or off or rest_words(script)
    brush = Brush.of(coming.book, style)
    lead = f"{saying.weekday(session.date)[:3]} {saying.short_date(session.date):>6}  "
    return _pair_after(
        Text.assemble(lead, (brush.sign(session.exercise), brush.colour(session.exercise)), " "),
        session_words(session, coming.book),
        said,
        style,
    )


def _head(script: Script, coming: Coming, style: Style, said: str) -> list[Text]:
    brush = Brush.of(coming.book, style)
    exercise = script.session.exercise
    lead = Text.assemble("  ", (brush.sign(exercise), brush.colour(exercise)), " ")
    name = f"{script.name}, {said}" if said else script.name
    lines = _pair_after(lead, name, script.dose, style)
    lines[0].stylize("bold", _LEFT)
    return lines


def _pair_after(lead: Text, left: str, right: str, style: Style) -> list[Text]:
    """`left` after a lead and `right` at the right edge; below it where both have no room."""
    room = style.width - lead.cell_len
    words, aside = style.words(left), style.words(right)
    if cell_len(words) + 2 + cell_len(aside) <= room:
        gap = room - cell_len(words) - cell_len(aside)
        return [lead.copy().append(words + " " * gap + aside)]
    wrapped = [*style.wrap(left, room), *style.wrap(right, room)]
    margin = " " * lead.cell_len
    return [lead.copy().append(wrapped[0]), *(Text(margin + line) for line in wrapped[1:])]


def _status(script: Script, coming: Coming) -> Status:
    outcome = coming.outcomes.get(script.session.id)
    return outcome.status if outcome else Status.AHEAD


# ---- why, what was decided, what is due ------------------------------------------------------------


def _why(scripts: Sequence[Script], style: Style) -> list[Text]:
    lines: list[Text] = []
    for script in scripts:
        for number, reason in enumerate(script.session.because[:MOST_REASONS]):
            label = saying.lower_first(script.name) if len(scripts) > 1 and not number else ""
            lines += hanging(label, reason.text, style, label_width=_width(scripts), grade=reason.grade)
    return [Text(), *paragraph("Why today", "", style), *lines] if lines else []


def _width(scripts: Sequence[Script]) -> int:
    return max(cell_len(script.name) for script in scripts) + 2 if len(scripts) > 1 else _NO_LABEL


def _next(coming: Coming, style: Style) -> list[Text]:
    """The next piece, where these days hold none that is still ahead."""
    if any(_status(script, coming) is Status.AHEAD for script in coming.scripts):
        return []
    if coming.next is None:
        last = coming.kept.plan.last
        text = "The season is over. fullstride plan --keep --replace begins the next."
        if coming.today < last:
            text = f"Nothing more of ours is planned until the season ends on {saying.long_date(last)}."
        return [Text(), *paragraph("", text, style)]
    when = saying.long_date(coming.next.date)
    lead = "Next, as planned:" if coming.held else "Next:"
    return [Text(), *paragraph(lead, f"{session_words(coming.next, coming.book)} on {when}.", style)]


def _decisions(decisions: Sequence[Decision], style: Style) -> list[Text]:
    if not decisions:
        return []
    lines = [Text(), *paragraph("Last decided", "", style)]
    for one in decisions:
        lines += hanging("", one.say, style, label_width=_NO_LABEL, grade=one.because.grade)
    return lines


def _indented(text: str, style: Style, indent: int) -> list[Text]:
    return [Text(" " * indent + line) for line in style.wrap(text, style.width - indent)]


def _grades(reasons: Sequence[Reason], style: Style) -> list[Text]:
    return [Text(), *grade_lines(reasons, style)] if reasons else []
