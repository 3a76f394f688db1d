"""A trend as one self-contained HTML page: the answers in equal dress, then what was done.

Nothing is loaded from anywhere and the page's own policy forbids it; there is no script in it.
"""

from importlib.resources import files

from fullstride.domain.session import Reason
from fullstride.domain.trend import Answer, Exposure, Followed, Trend
from fullstride.formats import saying
from fullstride.formats.figures import exercise_name
from fullstride.formats.look import GLYPHS
from fullstride.formats.page_parts import esc, glyph, grades, reasons, symbols
from fullstride.formats.page_tokens import tokens
from fullstride.formats.trend_axes import fast_words, now_words
from fullstride.formats.trend_drawing import draw_trend
from fullstride.rules.book import Book

# The exercise that a measure speaks of; the others stand without a glyph.
_GLYPH_OF = {
    "top_speed": "flat_sprints",
    "stride_control": "strides",
    "stride_evenness": "strides",
    "step_length_at_speed": "strides",
    "jump_height": "squat_jumps",
    "bounding_index": "bounding",
}
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
MOST_DOTS = 3  # a week's sessions are drawn as dots up to here, and said as a number above


def trend_page(trend: Trend, book: Book) -> str:
    """The trend as an HTML document. The same trend gives the same text."""
    told = [one for one in trend.measures if one.answer is not Answer.UNKNOWN]
    open_ = [one for one in trend.measures if one.answer is Answer.UNKNOWN]
    cards = "".join(_card(one, trend) for one in (*told, *open_))
    body = (
        symbols([*GLYPHS, "other"])
        + f'<main>{_top(trend)}<section class="cards" aria-label="Measures">{cards}</section>'
        + _exposures(trend, book)
        + _cannot(trend)
        + _why(trend)
        + f'</main><footer class="foot"><p>{esc(book.notice)}</p><p>Made by Fullstride.</p></footer>'
    )
    style = tokens() + (files("fullstride.formats") / "page" / "trend.css").read_text(encoding="utf-8")
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>Progress</title>\n<style>\n{style}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _top(trend: Trend) -> str:
    facts = f"{saying.counted(trend.sessions, 'session')} that {'tells' if trend.sessions == 1 else 'tell'}"
    if trend.first is not None:
        facts = f"Since {saying.short_date(trend.first)} {trend.first.year}, {facts}"
    return f'<header><p class="label">{esc(facts)}</p><h1>Progress</h1><p>{esc(trend.say)}</p></header>'


def _card(one: Followed, trend: Trend) -> str:
    shape = _GLYPH_OF.get(one.measure)
    sign = glyph(shape) if shape else ""
    now = f'<span class="now">{esc(now_words(one))}</span>' if one.now else ""
    notes = " ".join(esc(note) for note in one.notes)
    if one.answer is Answer.UNKNOWN:
        return (
            f'<article class="card open"><h2>{sign}<span>{esc(one.name)}</span></h2>'
            f'<p class="say">{esc(one.say)}</p><p>{notes}</p></article>'
        )
    return (
        f'<article class="card"><h2>{sign}<span>{esc(one.name)}</span>{now}</h2>'
        f'{draw_trend(one, trend)}<p class="say">{esc(one.say)}</p><p>{notes}</p></article>'
    )


def _exposures(trend: Trend, book: Book) -> str:
    if not trend.exposures or trend.weeks_from is None:
        return ""
    weeks = len(trend.exposures[0].sessions)
    rows = "".join(_exposure(one, book) for one in trend.exposures)
    fast = f"<p>{esc(fast_words(trend))}</p>" if trend.fast_s else ""
    return (
        f'<section class="card done"><h2><span>What was done</span><small>the last {weeks} weeks</small></h2>'
        f"<table><tbody>{rows}</tbody></table>{fast}</section>"
    )


def _exposure(one: Exposure, book: Book) -> str:
    """A cell a week; a dot a session."""
    cells = "".join(f"<td>{_dots(count, one.exercise)}</td>" for count in one.sessions)
    ago = "today" if one.days_ago == 0 else f"{saying.counted(one.days_ago or 0, 'day')} ago"
    return (
        f'<tr><th scope="row">{glyph(one.exercise)}<span>{esc(exercise_name(one.exercise, book))}</span></th>'
        f'{cells}<td class="ago">{ago}</td></tr>'
    )


def _dots(count: int, exercise: str) -> str:
    if not count:
        return '<i class="none"></i><span class="vh">none</span>'
    name = exercise if exercise in GLYPHS else "other"
    shown = f'<b class="c-{name}">{"<i></i>" * count}</b>' if count <= MOST_DOTS else f"{count}"
    return f'{shown}<span class="vh">{count}</span>' if count <= MOST_DOTS else shown


def _cannot(trend: Trend) -> str:
    listed = "".join(f"<li>{esc(one)}</li>" for one in trend.cannot_know)
    return (
        f'<section class="cannot"><h2>What this cannot know</h2><ul>{listed}</ul></section>' if listed else ""
    )


def _why(trend: Trend) -> str:
    """The rules that the answers rest on, once each, with what their letters mean."""
    used: dict[str, Reason] = {reason.rule: reason for one in trend.measures for reason in one.because}
    if not used:
        return ""
    rows = "".join(
        f"<li>{reasons([reason])}<small>{esc(reason.source)}</small></li>" for reason in used.values()
    )
    return (
        f'<details class="why"><summary>Errors, rules and their sources</summary><ul>{rows}</ul>'
        f"<p>{grades(used.values())}</p></details>"
    )
