"""The plan as one self-contained HTML page: on a phone, on a laptop, on paper.

Nothing is loaded from anywhere and the page's own policy forbids it; it works without its few lines of
script, which only mark the current week. The look is described in `fullstride.formats.look`.
"""

import base64
import hashlib
from collections.abc import Sequence
from importlib.resources import files

from fullstride.domain.calendar import Day
from fullstride.domain.session import Plan, Session
from fullstride.formats import saying
from fullstride.formats.page_parts import Sheet, esc, glyph, symbols
from fullstride.formats.page_season import heading, season
from fullstride.formats.page_tokens import tokens
from fullstride.formats.page_weeks import week
from fullstride.formats.rows import own_work, plan_rows
from fullstride.rules.book import Book


def write_page(plan: Plan, days: Sequence[Day], book: Book) -> str:
    """The plan as an HTML document.

    `days` is the calendar as it was read, `book` the rule book the plan was made by. The same plan
    gives the same text. Calendar words are escaped; none of them can add to the page.
    """
    sessions: dict[str, tuple[Session, ...]] = {}
    for session in sorted(plan.sessions, key=lambda one: (one.date, one.order, one.id)):
        key = session.date.isoformat()
        sessions[key] = (*sessions.get(key, ()), session)
    sheet = Sheet(
        plan=plan,
        book=book,
        rows=plan_rows(plan, days),
        days={day.date.isoformat(): day for day in days if plan.first <= day.date <= plan.last},
        sessions=sessions,
    )
    weeks = "".join(week(row, sheet) for row in sheet.rows) if sessions else ""
    drawn = [*sheet.used, *(one for day in sheet.days.values() for one in own_work(day))]
    body = (
        symbols(drawn)
        + f"<main>{heading(sheet)}{season(sheet)}"
        + (f'<div class="weeks">{weeks}</div>{_how(sheet)}' if weeks else "")
        + f'</main><footer class="foot"><p>{esc(book.notice)}</p><p>Made by Fullstride.</p></footer>'
    )
    return _document(plan.title or "Your plan", body)


def _document(name: str, body: str) -> str:
    style = f"{tokens()}{_part('page.css')}"
    script = _part("page.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{esc(name)}</title>\n<style>\n{style}</style>\n</head>\n"
        f"<body>\n{body}\n<script>{script}</script>\n</body>\n</html>\n"
    )


def _part(name: str) -> str:
    return (files("fullstride.formats") / "page" / name).read_text(encoding="utf-8")


def _how(sheet: Sheet) -> str:
    """Each exercise of the plan, once: how it is done and what to do when it goes wrong."""
    kinds = []
    for one in sheet.used:
        exercise = sheet.exercise(one)
        if exercise is None:
            continue
        faults = [f"{fault.sees}: {fault.do}" for fault in exercise.faults]
        told = (
            ("how", [exercise.intensity, *exercise.how]),
            ("cues", exercise.cues),
            ("warm-up", [exercise.warm_up]),
            ("between", [exercise.recovery]),
            ("needs", [exercise.needs]),
            ("moves", [saying.listed(exercise.moves)]),
            ("faults", faults),
        )
        rows = "".join(
            f"<dt>{label}</dt><dd>{esc(saying.cues([text for text in texts if text]))}</dd>"
            for label, texts in told
            if any(texts)
        )
        kinds.append(f"<li>{glyph(one)}<div><h3>{esc(exercise.name)}</h3><dl>{rows}</dl></div></li>")
    return f'<section class="how"><h2>How each is done</h2><ul class="kinds">{"".join(kinds)}</ul></section>'
