"""One recording in the report: a row of the list, and under it its plot, its efforts, its limits."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fullstride.domain.evidence import Evidence, Grading, Refused
from fullstride.domain.trace import Trace
from fullstride.formats import evidence_words as words
from fullstride.formats import figures, run_ink, saying, svg
from fullstride.formats.effort_table import KindTable, effort_tables, found_by
from fullstride.formats.page_parts import esc, glyph, title
from fullstride.formats.report_trace import attributes
from fullstride.formats.run_plot import RunPicture, draw_plots
from fullstride.formats.run_windows import length_s, thinned, top_mps, window_name, windows
from fullstride.rules.book import Book

_SPARK_POINTS, SPARK_WIDE, SPARK_TALL = 72, 180, 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A recording made ready for the report: small, picklable, made anywhere. `html` is its `<details>`.

    `counted` is what a phone log or a marked video counted, by noun ("jump", 43); None for a run.
    """

    file: str
    start: dt.datetime | None
    duration_s: float
    distance_m: float
    efforts: tuple[tuple[str, int], ...]  # kind and how many; the sure ones
    possible: int
    care: bool
    fit: bool
    say: str
    html: str
    counted: tuple[tuple[str, int], ...] | None = None


def report_entry(picture: RunPicture, *, static: bool = False) -> Entry:
    """The row of one recording. `static`: with a drawing instead of what the script draws from."""
    evidence, trace, book = picture.evidence, picture.trace, picture.book
    sure = Counter(one.kind for one in evidence.efforts if one.confidence >= words.SURE_FROM)
    fit = evidence.quality.grade is not Grading.UNFIT
    care = any(one.care for one in evidence.verdicts)
    marks = [
        mark for mark, holds in (("efforts", evidence.efforts), ("care", care), ("unfit", not fit)) if holds
    ]
    plot = _static(picture) if static else _plot(picture)
    html = folded(
        marks,
        _row(evidence, trace, book),
        f"{verdicts(evidence, words.says(evidence, book))}{plot}"
        f"{''.join(table(one) for one in effort_tables(evidence, book))}"
        f"{_quality(evidence)}{refusals(evidence.refused)}",
    )
    return Entry(
        file=evidence.file,
        start=evidence.start,
        duration_s=evidence.duration_s,
        distance_m=evidence.distance_m or 0.0,
        efforts=tuple(sure.items()),
        possible=len(evidence.efforts) - sum(sure.values()),
        care=care,
        fit=fit,
        say=words.says(evidence, book),
        html=html,
    )


# ---- the row ---------------------------------------------------------------------------------------


def folded(marks: Sequence[str], row: str, body: str) -> str:
    """A row of the list that unfolds; `marks` are what the ways to see fewer look for."""
    is_ = " ".join(marks)
    return (
        f'<details class="run" data-is="{is_}"><summary>{row}</summary>'
        f'<div class="body">{body}</div></details>'
    )


def row(
    evidence: Evidence, called: str, facts: Sequence[str], spark: str, kinds: Sequence[str], says: str
) -> str:
    """Date, name and facts, the `spark` line, then the one sentence behind the glyphs of `kinds`."""
    start = evidence.start
    day = saying.short_date(start.date()) if start else "no date"
    weekday = f"<b>{saying.weekday(start.date())[:3]}</b> " if start else ""
    care = " care" if any(one.care for one in evidence.verdicts) else ""
    shapes = "".join(glyph(kind) for kind in dict.fromkeys(kinds))
    return (
        f'<span class="date">{weekday}{day}</span>'
        f'<span class="what"><b class="called">{title(called)}</b> '
        f'<span class="facts">{esc(", ".join(facts))}</span></span>'
        f"{spark}"
        f'<span class="says{care}">{shapes}<span>{esc(says)}</span></span>'
    )


def spark_svg(inside: str) -> str:
    """A drawing of a finger's width, SPARK_WIDE by SPARK_TALL."""
    size = f'viewBox="0 0 {SPARK_WIDE} {SPARK_TALL}"'
    return f'<svg class="spark" {size} aria-hidden="true" preserveAspectRatio="none">{inside}</svg>'


def _row(evidence: Evidence, trace: Trace, book: Book | None) -> str:
    called = evidence.title or (words.sport(evidence) if evidence.start else evidence.file)
    facts = [figures.length(evidence.duration_s)]
    facts += [saying.kilometres(evidence.distance_m)] if evidence.distance_m else []
    kinds = [one.kind for one in words.by_time(evidence.efforts)]
    return row(evidence, called, facts, _spark(evidence, trace), kinds, words.says(evidence, book))


def _spark(evidence: Evidence, trace: Trace) -> str:
    """The run as a line of a finger's width, its efforts in colour."""
    end = length_s(evidence, trace)
    top = top_mps(evidence, trace) * 1.05
    at, speed = thinned(trace.speed_mps, _SPARK_POINTS, ())
    x = (at * (SPARK_WIDE / end)).round()
    y = (SPARK_TALL - 2 - (speed / top).clip(0, 1) * (SPARK_TALL - 4)).round()
    parts = [f'<path d="{svg.polyline(x, y)}"/>']
    calm = float(np.nanmedian(speed)) if np.isfinite(speed).any() else 0.0
    for one in evidence.efforts:
        middle = (one.start_s + one.end_s) / 2 * SPARK_WIDE / end
        best = one.best_3s_mps.value if one.best_3s_mps else top
        low, high = ((SPARK_TALL - 2) - min(1.0, mps / top) * (SPARK_TALL - 4) for mps in (calm, best))
        line = f"M{middle:.0f} {low:.0f}V{high:.0f}"
        parts.append(f'<path class="e {colour(one.kind)}" d="{line}"/>')
    return spark_svg("".join(parts))


def colour(kind: str) -> str:
    return run_ink.colour_class(kind).removeprefix("fs-")


# ---- what opens under it ---------------------------------------------------------------------------


def verdicts(evidence: Evidence, says: str) -> str:
    """What was found, by exercise; where nothing was judged, the row's own sentence."""
    if not evidence.verdicts:
        return f'<div class="verdict"><span></span><div><h4>{esc(says)}</h4></div></div>'
    parts = []
    for verdict in evidence.verdicts:
        notes = " ".join(saying.sentence(one) for one in verdict.notes)
        care = " care" if verdict.care else ""
        say = esc(saying.sentence(verdict.say))
        parts.append(
            f'<div class="verdict{care}">{glyph(verdict.exercise)}<div><h4>{say}</h4>'
            + (f"<p>{esc(notes)}</p>" if notes else "")
            + "</div></div>"
        )
    return "".join(parts)


def _plot(picture: RunPicture) -> str:
    """A place for the script to draw in, with what it draws from, and buttons for what can be looked at."""
    evidence, trace, book = picture.evidence, picture.trace, picture.book
    if not np.isfinite(trace.speed_mps).any():
        return '<p class="small">There is no speed in this recording to draw.</p>'
    told = attributes(evidence, trace, book)
    data = "".join(f' data-{key}="{_attribute(value)}"' for key, value in told.items())
    close = windows(evidence, length_s(evidence, trace))
    buttons = '<button type="button" data-from="0" data-to="0">Whole run</button>' + "".join(
        f'<button type="button" data-from="{one.start_s:.0f}" data-to="{one.end_s:.0f}">'
        f"{glyph(evidence.efforts[one.efforts[0]].kind)}{esc(window_name(one, evidence, book))}</button>"
        for one in close
    )
    shown = f'<div class="looks" role="group" aria-label="Look at">{buttons}</div>' if close else ""
    off = '<p class="small off">The plot is drawn by this page’s own script, which is off here.</p>'
    return f'<figure class="plot"{data}>{shown}{off}</figure>'


def _attribute(text: str) -> str:
    """A value of an attribute that the script parses; nothing in it may end the attribute."""
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")


def _static(picture: RunPicture) -> str:
    key = svg.words(picture.evidence.file)
    drawn = draw_plots(picture, key="".join(char for char in key if char.isalnum()) or "run")
    return f'<figure class="drawn">{drawn}</figure>'


def table(shown: KindTable) -> str:
    """The table with its heads; the page scrolls it where it is too wide."""
    heads = "".join(
        f'<th scope="col" class="{one.key}">{esc(one.head)}<small>{esc(one.error) or "&nbsp;"}</small></th>'
        for one in shown.columns
    )
    has_words = any(row.verdict for row in shown.rows)
    few = sum("best" in row.care for row in shown.rows) <= len(shown.rows) / 2  # a wash is for what differs
    heads += '<th scope="col" class="w"><span class="vh">verdict</span></th>' if has_words else ""
    rows = []
    for row in shown.rows:
        cells = "".join(
            f'<td class="{column.key}{" act" if column.key in row.care else ""}">{esc(cell)}</td>'
            for column, cell in zip(shown.columns, row.cells, strict=True)
        )
        said = ", ".join(f'<b class="act">{esc(word)}</b>' if act else esc(word) for word, act in row.verdict)
        hard = ' class="hard"' if few and "best" in row.care else ""
        cells += f'<td class="w">{said}</td>' if has_words else ""
        rows.append(f'<tr{hard}><th scope="row">{row.number}</th>{cells}</tr>')
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{esc(shown.name)}">'
        f'<table class="efforts"><caption>{glyph(shown.kind)}{esc(shown.name)}</caption>'
        f'<thead><tr><th scope="col"><span class="vh">rep</span></th>{heads}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _quality(evidence: Evidence) -> str:
    told = [saying.sentence(one) for one in evidence.quality.why]
    told += [found_by(evidence)] if evidence.efforts else []
    told += [saying.sentence(f"the file {evidence.cut}")] if evidence.cut else []
    told += [f"Recorded by {evidence.device}."] if evidence.device else []
    return how(words.signal(evidence.quality), told, evidence.file)


def how(chip: tuple[str, str], told: Sequence[str], file: str) -> str:
    """The chip, good enough for what, and what the numbers rest on; then the file's name."""
    strong, fit = chip
    return (
        f'<p class="chip"><b>{esc(strong)}</b>, {esc(fit)}</p>'
        f'<p class="small how">{esc(" ".join(told))} <span class="file">{title(file)}</span></p>'
    )


def refusals(refused: Sequence[Refused]) -> str:
    """Dashed outlines where answers would have been."""
    return "".join(_refused(one) for one in refused)


def _refused(refused: Refused) -> str:
    told = " ".join(saying.sentence(one) for one in (refused.why, refused.instead) if one)
    what = saying.lower_first(refused.what.strip())
    return f'<div class="refused"><h4>Cannot be said yet: {esc(what)}</h4><p>{esc(told)}</p></div>'
