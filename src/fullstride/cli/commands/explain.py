"""`fullstride explain PLAN.json DATE`: why here, and why not on each other day."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from fullstride.cli import door, options

if TYPE_CHECKING:
    from rich.text import Text

    from fullstride.cli.style import Style
    from fullstride.plan.explain import Explanation
    from fullstride.workflows import Opened


def explain(
    plan: options.PlanFile,
    date: options.Date,
    calendars: options.Calendars = None,
    profile: options.Profile = None,
    race: options.RaceDate = None,
    books: options.Books = None,
    as_json: options.Json = False,
    ascii_only: options.Ascii = False,
) -> int:
    """Say why a day's sessions stand there, and why not on each other day of the week."""
    from fullstride import workflows
    from fullstride.formats.answers import explain_answer

    opened, explanations = workflows.explain(
        plan,
        date,
        workflows.Given(
            today=options.today(),
            calendars=tuple(calendars or ()),
            profile=profile,
            books=tuple(books or ()),
            race=race,
        ),
    )
    door.note(opened.note)
    door.answer(
        lambda: explain_answer(explanations),
        lambda style: _screen(opened, date, explanations, style),
        as_json=as_json,
        ascii_only=ascii_only,
    )
    return door.YES


def _screen(
    opened: "Opened", date: dt.date, explanations: "Sequence[Explanation]", style: "Style"
) -> "list[Text]":
    from fullstride.cli.screens import explain_screen, grade_lines, hanging
    from fullstride.cli.style import paragraph
    from fullstride.formats.saying import long_date

    here = [(one.session, one) for one in explanations if one.session is not None]
    if here:
        return explain_screen(
            [replace(session, because=one.because) for session, one in here],
            {session.id: one.not_on for session, one in here},
            next((day for day in opened.days if day.date == date), None),
            opened.book,
            style=style,
            though={session.id: one.though for session, one in here},
        )
    lines = paragraph(f"Nothing of ours on {long_date(date)}.", "", style)
    told = [one.because[0] for one in explanations if one.because]
    for one, why in zip((one for one in explanations if one.because), told, strict=True):
        name = opened.book.exercises[one.exercise].name
        lines += hanging(name, why.text, style, label_width=18, grade=why.grade)
    return lines + grade_lines(told, style)
