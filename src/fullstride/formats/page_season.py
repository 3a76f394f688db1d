"""The season on the page: a table with a row a week, the legend, and what is worth knowing."""

import datetime as dt
from itertools import groupby

from fullstride.domain.calendar import Demand
from fullstride.domain.session import Status
from fullstride.formats import saying
from fullstride.formats.look import DEMAND_WORDS
from fullstride.formats.page_parts import (
    Sheet,
    demand_class,
    esc,
    glyph,
    grades,
    reasons,
    spoken,
    title,
    track,
)
from fullstride.formats.remarks import AHEAD, remarks, verdict
from fullstride.formats.rows import Row, knows_km, own_work


def heading(sheet: Sheet) -> str:
    plan = sheet.plan
    ahead = f" {AHEAD}" if plan.sessions else ""
    return (
        f'<header class="top"><h1>{title(plan.title or "Your plan")}</h1>'
        f"<p>{esc(saying.span(plan.first, plan.last))}. "
        f"{esc(verdict(plan, timed=False))}.{ahead}</p></header>"
    )


def season(sheet: Sheet) -> str:
    """The picture with its legend, and beside or below it what is to be said about the plan."""
    return (
        f'<div class="season" id="season"><section aria-label="The weeks">{_legend(sheet)}{_picture(sheet)}'
        f'</section><aside class="know" aria-label="About this plan">{_worth_knowing(sheet)}</aside>'
        f"{_stop(sheet)}</div>"
    )


def _legend(sheet: Sheet) -> str:
    asked = {
        Demand.EASY if day.demand is Demand.STRIDES else day.demand
        for row in sheet.rows
        for date in row.dates
        if (day := sheet.days.get(date.isoformat())) is not None
    }
    own = dict.fromkeys(exercise for day in sheet.days.values() for exercise in own_work(day))
    yours = [
        f'<li class="{demand.value}"><i class="l"></i>{_yours(demand)}</li>'
        for demand in Demand
        if demand in asked
    ]
    yours += [
        f"<li>{glyph(one, own=True)}your {esc(saying.lower_first(sheet.name(one)))}</li>" for one in own
    ]
    ours = [f"<li>{glyph(one)}{esc(sheet.name(one))}</li>" for one in sheet.used]
    return (
        f'<div class="legend"><ul aria-label="Your days">{"".join(yours)}</ul>'
        f'<ul aria-label="Our work">{"".join(ours)}</ul></div>'
    )


def _yours(demand: Demand) -> str:
    return "not clear, planned around as hard" if demand is Demand.UNKNOWN else DEMAND_WORDS[demand]


def _picture(sheet: Sheet) -> str:
    has_km = knows_km(sheet.rows)
    has_contacts = any(row.contacts for row in sheet.rows)
    has_phase = any(row.label for row in sheet.rows)
    days = "".join(
        f'<th scope="col"><span aria-hidden="true">{name[0]}<span class="rest-of">{name[1:3]}</span></span>'
        f'<span class="vh">{name}</span></th>'
        for name in saying.WEEKDAYS
    )
    head = (
        '<th scope="col" class="wk"><span class="vh">Week</span></th>'
        '<th scope="col" class="date"><span class="vh">From</span></th>'
        + ('<th scope="col" class="phase"><span class="vh">Phase</span></th>' if has_phase else "")
        + days
        + ('<th scope="col" class="num">km</th>' if has_km else "")
        + ('<th scope="col" class="num wide">contacts</th>' if has_contacts else "")
    )
    bodies = "".join(
        f"<tbody>{_group(phase)}"
        f"{''.join(_week(row, sheet, has_phase, has_km, has_contacts) for row in rows)}</tbody>"
        for phase, rows in groupby(sheet.rows, key=lambda row: row.phase.value if row.phase else "")
    )
    caption = '<caption class="vh">The season, a row a week. A day with our work leads to it.</caption>'
    return f'<table class="picture">{caption}<thead><tr>{head}</tr></thead>{bodies}</table>'


def _group(phase: str) -> str:
    """A heading that only narrow screens show: there the columns for phase, km and contacts go."""
    if not phase:
        return ""
    return (
        f'<tr class="group"><th colspan="9" scope="rowgroup">{phase.capitalize()}'
        f"{' week' if phase == 'race' else ''}</th></tr>"
    )


def _week(row: Row, sheet: Sheet, has_phase: bool, has_km: bool, has_contacts: bool) -> str:
    cells = [
        f'<th scope="row" class="wk">{_week_number(row, sheet)}</th>',
        f'<td class="date">{saying.short_date(row.first)}</td>',
    ]
    if has_phase:
        cells.append(f'<td class="phase">{row.label}</td>')
    cells += [_day(date, sheet) for date in row.dates]
    if has_km:
        cells.append(f'<td class="num">{"" if row.km is None else f"{row.km:.0f}"}</td>')
    if has_contacts:
        cells.append(f'<td class="num wide">{row.contacts or "–"}</td>')
    return f'<tr data-first="{row.first}" data-last="{row.last}">{"".join(cells)}</tr>'


def _week_number(row: Row, sheet: Sheet) -> str:
    if not sheet.sessions:
        return str(row.number)
    return f'<a href="#w{row.number}"><span class="vh">Week </span>{row.number}</a>'


def _day(date: dt.date, sheet: Sheet) -> str:
    day, sessions = sheet.days.get(date.isoformat()), sheet.sessions.get(date.isoformat(), ())
    if day is None and not sessions:
        return "<td></td>"
    name = f"{saying.weekday(date)}, {spoken(day, sessions, sheet)}"
    above = ""
    if day is not None and day.demand is Demand.RACE:
        above = title(day.title[:40])
    elif day is not None and day.distance_m:
        above = f"{day.distance_m / 1000:.0f}" if day.distance_m >= 1000 else ""
    drawn = f'<b aria-hidden="true">{above}</b>{track(day, sessions)}'
    if sessions:
        inner = f'<a href="#d{date}" aria-label="{esc(name)}">{drawn}</a>'
    else:
        inner = f'<span class="vh">{esc(name)}</span>{drawn}'
    return f'<td class="d {demand_class(day)}">{inner}</td>'


def _worth_knowing(sheet: Sheet) -> str:
    said = "".join(
        f"<p>{f'<strong>{esc(remark.lead)}</strong> ' if remark.lead else ''}{esc(remark.text)}</p>"
        for remark in remarks(sheet.plan, sheet.book, ahead=False)
    )
    head = "What stands in the way" if sheet.plan.status is Status.CLASH else "Worth knowing"
    return f"<section><h2>{head}</h2>{said}</section>"


def stop_words(sheet: Sheet) -> str:
    """The stop rules in a line: those that concern the exercises of this plan."""
    used = set(sheet.used)
    said = [rule.say for rule in sheet.book.stop if not rule.exercises or used & set(rule.exercises)]
    return esc(" ".join([*map(saying.sentence, said), "One slow rep is nothing."]))


def _stop(sheet: Sheet) -> str:
    if not sheet.sessions:
        return ""
    used = set(sheet.used)
    exact = [rule.reason() for rule in sheet.book.stop if not rule.exercises or used & set(rule.exercises)]
    shown = [reason for session in sheet.plan.sessions for reason in session.because] + exact
    return (
        '<aside class="screen halt" aria-label="When to stop, and the grades">'
        f"<section><h2>Stop for today</h2><p>{stop_words(sheet)}</p>"
        f"<details><summary>The exact rules</summary>"
        f'<ul class="small">{"".join(f"<li>{reasons([one])}</li>" for one in exact)}</ul></details></section>'
        f'<section><p class="small">{grades(shown)}</p>'
        f'<p class="small">Resting longer is always right. {esc(sheet.book.notice)}</p></section></aside>'
    )
