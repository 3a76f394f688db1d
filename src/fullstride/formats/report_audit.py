"""The audit in the report: where in the speed range the time went, the last max effort, the weeks."""

from collections.abc import Callable, Sequence

from fullstride.domain.history import Audit, Band, Week
from fullstride.formats import figures, run_ink, saying, svg
from fullstride.formats.page_parts import esc, glyph
from fullstride.formats.report_runs import refusals

_WIDE, _ROW, _LABEL = 640.0, 54.0, 22.0


def audit_section(audit: Audit) -> str:
    """The figures and what they say; its one sentence is the headline of the page."""
    notes = "".join(f"<p>{esc(saying.sentence(one))}</p>" for one in audit.notes)
    unknown = "".join(f"<li>{esc(saying.sentence(one))}</li>" for one in audit.cannot_know)
    return (
        '<section class="audit" aria-labelledby="audit"><h2 id="audit">Your speed range</h2>'
        f'<div class="cards">{_numbers(audit)}</div>'
        f'<div class="two">{_bands(audit.bands)}{_weeks(audit.weeks)}</div>'
        + (f'<div class="notes">{notes}</div>' if notes else "")
        + refusals(audit.refused)
        + (
            f'<details class="unknown"><summary>What this can’t know</summary><ul>{unknown}</ul></details>'
            if unknown
            else ""
        )
        + "</section>"
    )


def _numbers(audit: Audit) -> str:
    cards = []
    if audit.top_speed:
        lead = "at least " if audit.top_speed.at_least else ""
        told = "as your profile says" if audit.top_speed.told else "best 3 s, from the last weeks"
        cards.append(("Top speed", lead + figures.with_error(audit.top_speed.speed_mps, "m/s"), told))
    if audit.critical_speed:
        cards.append(
            (
                "Critical speed",
                figures.with_error(audit.critical_speed.speed_mps, "m/s"),
                "from your best efforts of some minutes",
            )
        )
    last = audit.last_max_effort
    if last:
        ago = "today" if last.days_ago == 0 else f"{saying.counted(last.days_ago, 'day')} ago"
        kind = saying.lower_first(figures.exercise_name(last.kind, None)).removesuffix("s")
        cards.append(("Last max effort", ago, f"{kind}, {saying.span(last.date, last.date)}"))
    elif audit.runs:
        cards.append(("Last max effort", "none found", "in these recordings"))
    return "".join(
        f'<div class="card"><h3>{esc(head)}</h3><p class="big">{esc(value)}</p>'
        f'<p class="small">{esc(note)}</p></div>'
        for head, value, note in cards
    )


def _bands(bands: Sequence[Band]) -> str:
    """A row a band, the fastest on top; one that was never visited is a dashed outline."""
    if not bands:
        return ""
    widest = max(band.share for band in bands) or 1.0
    rows = []
    for band in sorted(bands, key=lambda one: -one.low_mps):
        low = f"{band.low_mps:.1f}"
        span = f"from {low}" if band.high_mps is None else f"{low} to {band.high_mps:.1f}"
        span = span if band.low_mps else span.replace("0.0 to", "under")
        if band.runs:
            bar = f'<i style="width:{max(0.6, 100 * band.share / widest):.1f}%"></i>'
            share = f"{100 * band.share:.0f}" if band.share >= 0.01 else "under 1"
            said = esc(f"{figures.length(band.time_s)}, {share}{figures.THIN}%")
            said += f", <span>last {esc(saying.short_date(band.last))}</span>" if band.last else ""
        else:
            bar, said = '<i class="never"></i>', "never"
        called = esc(saying.lower_first(band.name))
        rows.append(
            f'<li><span class="band">{called}<small>{span}{figures.THIN}m/s</small></span>'
            f'<span class="bar">{bar}</span><span class="said">{said}</span></li>'
        )
    return (
        f'<figure><figcaption>Time at each speed</figcaption><ul class="bands">{"".join(rows)}</ul></figure>'
    )


def _weeks(weeks: Sequence[Week]) -> str:
    """Bars a week: strides, and under them the sprints."""
    if not weeks:
        return ""
    kinds: tuple[tuple[str, str, Callable[[Week], int]], ...] = (
        ("strides", "Strides", lambda week: week.strides),
        ("hill_sprints", "Hill sprints", lambda week: week.hill_sprints),
        ("flat_sprints", "Flat sprints", lambda week: week.flat_sprints),
    )
    parts = [_week_bars(kind, name, [of(week) for week in weeks]) for kind, name, of in kinds]
    first, last = weeks[0].start, weeks[-1].start
    ends = (
        f"<span>{saying.short_date(first)} {first.year}</span>"
        f"<span>week of {saying.short_date(last)} {last.year}</span>"
    )
    head = f"Efforts a week, {saying.counted(len(weeks), 'week')}"
    return f'<figure><figcaption>{head}</figcaption>{"".join(parts)}<p class="ends">{ends}</p></figure>'


def _week_bars(kind: str, name: str, counts: Sequence[int]) -> str:
    total, most = sum(counts), max(counts)
    step = _WIDE / len(counts)
    bar = max(1.0, step * 0.7)
    said = f"{total} in all, at most {most} a week" if total else "none"
    head = f"<p>{glyph(kind)}<b>{esc(name)}</b> <span>{esc(said)}</span></p>"
    if not total:
        return f'<div class="kind">{head}<div class="bare"></div></div>'
    inside = ""
    for at, count in enumerate(counts):
        x, tall = at * step + (step - bar) / 2, count / most * (_ROW - 4)
        inside += f"M{svg.num(x)} {_ROW:.0f}v{svg.num(-tall)}h{svg.num(bar)}V{_ROW:.0f}z" if count else ""
    colour = run_ink.colour_class(kind).removeprefix("fs-")
    drawn = (
        f'<svg class="weeks {colour}" viewBox="0 0 {_WIDE:.0f} {_ROW + 1:.0f}" preserveAspectRatio="none" '
        f'role="img" aria-label="{esc(f"{name} a week: {said}")}"><path fill="currentColor" d="{inside}"/>'
        f"{svg.rule(0, _ROW, _WIDE, _ROW, 'base')}</svg>"
    )
    return f'<div class="kind">{head}{drawn}</div>'
