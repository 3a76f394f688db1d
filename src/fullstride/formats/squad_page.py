"""A squad as one self-contained HTML page: the headline is the count, the lines read down by day.

Nothing is loaded from anywhere and the page's own policy forbids it; there is no script in it.
"""

import datetime as dt
from collections.abc import Sequence
from importlib.resources import files

from fullstride.domain.calendar import Day
from fullstride.domain.session import Reason, Session
from fullstride.domain.squad import Rank, Row, Squad
from fullstride.formats import saying
from fullstride.formats.look import DEMAND_WORDS, GLYPHS
from fullstride.formats.page_parts import (
    demand_class,
    esc,
    glyph,
    grade,
    grades,
    reasons,
    symbols,
    title,
    track,
)
from fullstride.formats.page_tokens import tokens
from fullstride.formats.remarks import exercise_name, monday
from fullstride.formats.squad_words import (
    AS_PLANNED,
    EMPTY_DO,
    EMPTY_SAYS,
    TITLES,
    UNREAD,
    also,
    did,
    event,
    headline,
    subtitle,
)
from fullstride.rules.book import Book

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_CLASSES = {Rank.NEEDS_YOU: "needs", Rank.LOOK: "look", Rank.ON_TRACK: "track-all"}
_DAY = dt.timedelta(days=1)
_WEEK = 7 * _DAY


def squad_page(squad: Squad, book: Book) -> str:
    """The list as an HTML document. The same squad gives the same text."""
    empty = not squad.rows and not squad.unread
    body = (
        symbols([*GLYPHS, "other"])
        + f"<main>{_top(squad, empty=empty)}"
        + (_empty() if empty else _heads(squad))
        + "".join(_group(squad, rank, book) for rank in Rank)
        + _unread(squad)
        + f"{_legend(squad, book)}{_why(squad)}</main>"
        + f'<footer class="foot"><p>{esc(book.notice)}</p><p>Made by Fullstride.</p></footer>'
    )
    style = tokens() + (files("fullstride.formats") / "page" / "squad.css").read_text(encoding="utf-8")
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>Squad</title>\n<style>\n{style}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _top(squad: Squad, *, empty: bool) -> str:
    said = "" if empty else f"<p>{esc(subtitle(squad))}</p>"
    return f'<header class="top"><h1>{esc(headline(squad))}</h1>{said}</header>'


def _empty() -> str:
    command, _, rest = EMPTY_DO.partition(" takes ")
    return f'<p class="empty">{esc(EMPTY_SAYS)} <code>{esc(command)}</code> takes {esc(rest)}</p>'


def _heads(squad: Squad) -> str:
    """The columns' names; today is marked above the day it is."""
    weekdays = [name[:3] for name in saying.WEEKDAYS]
    last = "".join(f"<b>{name}</b>" for name in weekdays)
    now = squad.today.weekday()
    this = "".join(
        '<b class="today">today</b>' if place == now else f"<b>{name}</b>"
        for place, name in enumerate(weekdays)
    )
    return (
        '<div class="heads" aria-hidden="true"><span>Runner</span><span>What, and what the book did</span>'
        f'<div>last week<div class="week">{last}</div></div>'
        f'<div>this week<div class="week">{this}</div></div></div>'
    )


def _group(squad: Squad, rank: Rank, book: Book) -> str:
    rows = squad.of(rank)
    if not rows:
        return ""
    drawn = "".join(_row(row, squad, book) for row in rows)
    return (
        f'<section class="group {_CLASSES[rank]}"><h2>{TITLES[rank]}<small>{len(rows):,}</small></h2>'
        f"{drawn}</section>"
    )


def _row(row: Row, squad: Squad, book: Book) -> str:
    quiet = "" if row.notes else " quiet"
    of = f"<p>{esc(event(row))}</p>" if row.event else ""
    if row.notes:
        note = row.notes[0]
        more = f'<p class="also">{esc(also(row))}</p>' if also(row) else ""
        answer = f"{esc(did(row))} {grade(note.because)}"
        what = f'<p class="say">{esc(note.fact)}</p><p class="did">{answer}</p>{more}'
    else:
        what = f'<p class="say">{AS_PLANNED}</p>'
    start = monday(squad.today)
    return (
        f'<article class="row{quiet}"><div class="who"><h3>{title(row.runner)}</h3>{of}</div>'
        f'<div class="what">{what}</div>'
        f"{_week(row, start - _WEEK, squad, book, 'last week', 'last')}"
        f"{_week(row, start, squad, book, 'this week', 'this')}</article>"
    )


def _week(row: Row, start: dt.date, squad: Squad, book: Book, name: str, kind: str) -> str:
    days = {day.date: day for day in row.days}
    cells = []
    for offset in range(7):
        date = start + offset * _DAY
        day = days.get(date)
        ours = [one for one in row.sessions if one.date == date]
        today = " today" if date == squad.today else ""
        cells.append(f'<div class="d {demand_class(day)}{today}">{track(day, ours)}</div>')
    return (
        f'<div class="{kind}"><span class="label" aria-hidden="true">{name}</span>'
        f'<div class="week" role="img" aria-label="{esc(_spoken(row, start, book, name))}">'
        f"{''.join(cells)}</div></div>"
    )


def _spoken(row: Row, start: dt.date, book: Book, name: str) -> str:
    """ "this week: Tuesday easy with hill sprints, strides; Wednesday hard; …" for who can't see it."""
    days = {day.date: day for day in row.days}
    parts = []
    for offset in range(7):
        date = start + offset * _DAY
        told = _day_words(days.get(date), [one for one in row.sessions if one.date == date], book)
        if told:
            parts.append(f"{saying.weekday(date)} {told}")
    return f"{name}: {'; '.join(parts) or 'nothing'}"


def _day_words(day: Day | None, ours: Sequence[Session], book: Book) -> str:
    asks = DEMAND_WORDS[day.demand] if day else ""
    named = ", ".join(saying.lower_first(exercise_name(book, one.exercise)) for one in ours)
    return f"{asks} with {named}".strip() if named else asks


def _unread(squad: Squad) -> str:
    if not squad.unread:
        return ""
    told = "".join(
        f"<li><b>{title(one.runner)}</b> {esc(saying.sentence(one.reason))}</li>" for one in squad.unread
    )
    return (
        f'<section class="group unread"><h2>{UNREAD}<small>{len(squad.unread):,}</small></h2>'
        f"<ul>{told}</ul></section>"
    )


def _legend(squad: Squad, book: Book) -> str:
    used = {session.exercise for row in squad.rows for session in row.sessions}
    ordered = [one for one in GLYPHS if one in used] + sorted(used - set(GLYPHS))
    items = "".join(
        f"<li>{glyph(one)}{esc(saying.lower_first(exercise_name(book, one)))}</li>" for one in ordered
    )
    return f'<ul class="legend" aria-label="What the signs mean">{items}</ul>' if items else ""


def _why(squad: Squad) -> str:
    """The rules that the list rests on, once each, with what their letters mean."""
    used: dict[str, Reason] = {note.because.rule: note.because for row in squad.rows for note in row.notes}
    if not used:
        return ""
    rows = "".join(
        f"<li>{reasons([reason])}<small>{esc(reason.source)}</small></li>" for reason in used.values()
    )
    return (
        f'<details class="why"><summary>Rules and their sources</summary><ul>{rows}</ul></details>'
        f'<p class="grades">{grades(used.values())}</p>'
    )
