"""Week by week on the page: each day, each session with its dose, rest, cues and reasons.

On paper a week is a sheet of its own: a box to tick for each rep, room for effort and form.
"""

from collections.abc import Sequence

from fullstride.domain.calendar import Day, Demand
from fullstride.domain.session import Reason, Session
from fullstride.formats import saying
from fullstride.formats.look import DEMAND_WORDS
from fullstride.formats.page_parts import (
    Sheet,
    demand_class,
    esc,
    glyph,
    grade,
    grades,
    reasons,
    title,
    track,
)
from fullstride.formats.page_season import stop_words
from fullstride.formats.rows import Row, own_work
from fullstride.rules.dose import parts, say_dose

MOST_REASONS, PAPER_REASONS = 3, 2
DENSE_FROM, TIGHT_FROM = 5, 7  # sessions a week, from which a sheet of paper is set closer
MOST_BOXES = 20


def week(row: Row, sheet: Sheet) -> str:
    """One week: its line, its days, and on paper the stop rules and the grades.

    A week without work of ours needs no sheet; the season on the first one shows it.
    """
    sessions = [one for date in row.dates for one in sheet.sessions.get(date.isoformat(), ())]
    dense = " dense" if len(sessions) >= DENSE_FROM else ""
    dense += " tight" if len(sessions) >= TIGHT_FROM else ""
    dense += "" if sessions else " screen"
    strip = "".join(
        f'<div class="d {demand_class(sheet.days.get(date.isoformat()))}"><b>{saying.weekday(date)[:3]}</b>'
        f"{track(sheet.days.get(date.isoformat()), sheet.sessions.get(date.isoformat(), ()))}</div>"
        for date in row.dates
    )
    days = "".join(_day(date.isoformat(), sheet, row) for date in row.dates)
    note = _note(row, sheet)
    return (
        f'<section class="week{dense}" id="w{row.number}" aria-labelledby="h{row.number}">'
        f"{_head(row, sheet)}"
        f'<div class="strip" aria-hidden="true">{strip}</div>'
        f"{note}"
        f'<ol class="days">{days}</ol>'
        f"{_paper_foot(sessions, sheet)}</section>"
    )


def _head(row: Row, sheet: Sheet) -> str:
    count = len(sheet.rows)
    facts = [saying.span(row.first, row.last)]
    facts += (
        [f"{row.phase.value} week" if row.phase.value == "race" else row.phase.value] if row.phase else []
    )
    facts += ["light week"] if row.light else []
    facts += [f"{row.km:.0f}\u2009km"] if row.km is not None else []
    facts += [saying.counted(row.contacts, "contact")] if row.contacts else []
    left = count - row.number
    ahead = f"{saying.counted(left, 'week')} to go" if left else "the last week"
    return (
        f'<header><div><h2 id="h{row.number}">Week {row.number} of {count}</h2>'
        f"<p>{esc(', '.join(facts))}</p></div>"
        f'<p class="aside print"><strong>{title(sheet.plan.title or "Your plan")}</strong><br>{ahead}</p>'
        '<a class="link small" href="#season">All weeks</a></header>'
    )


def _note(row: Row, sheet: Sheet) -> str:
    notes = [week.note for week in sheet.plan.weeks if week.start == row.first and week.note]
    return f'<p class="note">{esc(saying.sentence(notes[0]))}</p>' if notes else ""


def _day(date: str, sheet: Sheet, row: Row) -> str:
    day, sessions = sheet.days.get(date), sheet.sessions.get(date, ())
    if day is None and not sessions:
        return ""
    when = next(one for one in row.dates if one.isoformat() == date)
    return (
        f'<li id="d{date}"><p class="date"><b>{saying.weekday(when)[:3]}</b> {saying.short_date(when)}</p>'
        f"<div><p>{_own(day, bool(sessions), sheet)}</p>"
        f"{''.join(_session(one, sheet) for one in sessions)}</div></li>"
    )


def _own(day: Day | None, has_work: bool, sheet: Sheet) -> str:
    """The runner's own training as the calendar words it, and how it was read."""
    if day is None:
        return ""
    asks = DEMAND_WORDS[day.demand]
    named = day.title.strip()
    if day.demand is Demand.UNKNOWN:
        asks = "planned around as hard"
        named = named or ("Not clear" if day.in_calendar else "Not in your calendar")
    if not named:
        named = DEMAND_WORDS[day.demand].capitalize()
        if day.distance_m:
            named += f" {saying.kilometres(day.distance_m)}"
    if day.demand is Demand.EASY and not has_work and not day.own:
        asks = "stays plain" if "easy" in named.lower() else "easy, stays plain"
    own = [saying.lower_first(sheet.name(one)) for one in own_work(day) if day.demand is not Demand.STRIDES]
    if own:
        asks += f", with {saying.listed(own)} of your own"
    known = asks.lower() in named.lower()
    return title(named) + ("" if known else f' <span class="asks">{esc(asks)}</span>')


def _session(session: Session, sheet: Sheet) -> str:
    exercise = sheet.exercise(session.exercise)
    rest = saying.rest(session.rest_s)
    facts = [saying.sentence(exercise.intensity)] if exercise and exercise.intensity else []
    amounts = [saying.counted(session.contacts, "contact")] if session.contacts else []
    amounts += [f"about {session.minutes}\u2009min"] if session.minutes else []
    if amounts:
        facts.append(saying.sentence(", ".join(amounts)))
    first = ["Before the main work of the day."] if session.opener else []
    if exercise and exercise.warm_up:
        first.append(f"Warm-up: {saying.lower_first(saying.sentence(exercise.warm_up))}")
    shown = session.because[:MOST_REASONS]
    return (
        f'<article class="s">{glyph(session.exercise)}<div>'
        f"<header><h3>{esc(sheet.name(session.exercise))}, "
        f'<span class="amount">{esc(say_dose(session.dose))}</span></h3>'
        f"{f'<p>rest {esc(rest)}</p>' if rest else ''}</header>"
        f"{_line('cues', saying.cues(exercise.cues) if exercise else '')}"
        f"{_boxes(session)}"
        f"{_line('small facts', ' '.join(facts))}"
        f"{_line('small first', ' '.join(first))}"
        f"{_why(shown)}"
        f"{_sources(session)}</div></article>"
    )


def _why(shown: Sequence[Reason]) -> str:
    """The strongest reasons; paper has room for two."""
    if not shown:
        return ""
    more = shown[PAPER_REASONS:]
    rest = f'<span class="screen"> {reasons(more)}</span>' if more else ""
    return f' <p class="small why">{reasons(shown[:PAPER_REASONS])}{rest}</p>'


def _line(kind: str, text: str) -> str:
    return f' <p class="{kind}">{esc(text)}</p>' if text else ""


def _boxes(session: Session) -> str:
    """For paper only: a box for each rep, a place for effort and form."""
    count = min(MOST_BOXES, parts(session.dose))
    boxes = "".join(f"<i>{number}</i>" for number in range(1, count + 1))
    return (
        f'<div class="tick print" aria-hidden="true">{boxes}'
        '<span class="rate">effort <u></u> form kept <i></i></span></div>'
    )


def _sources(session: Session) -> str:
    if not session.because:
        return ""
    rows = "".join(
        _source(reason, told=number < MOST_REASONS) for number, reason in enumerate(session.because)
    )
    return f'<details><summary>Rules and sources</summary><dl class="rules">{rows}</dl></details>'


def _source(reason: Reason, *, told: bool) -> str:
    text = "" if told else f"{esc(saying.sentence(reason.text))} "
    rule = f'<span class="id">{esc(reason.rule)}</span> {grade(reason)}'
    return f"<dt>{text}{rule}</dt><dd>{esc(saying.sentence(reason.source))}</dd>"


def _paper_foot(sessions: Sequence[Session], sheet: Sheet) -> str:
    if not sessions:
        return ""
    legend = grades(reason for session in sessions for reason in session.because)
    return (
        f'<p class="stop print"><strong>Stop for today:</strong> {stop_words(sheet)}</p>'
        f'<div class="foot print"><p>{legend}</p>'
        f"<p>Resting longer is always right. {esc(sheet.book.notice)}</p></div>"
    )
