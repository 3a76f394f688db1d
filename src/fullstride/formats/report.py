"""A folder of recordings as one self-contained HTML report: what it shows, then each run to look into.

Nothing is loaded from anywhere and the page's own policy forbids it. The plots are drawn by uPlot, which
is fetched at build time and written into the page with its licence; where it is missing, the page holds
drawings instead and says so. Every text from a file is escaped, in the page and in what its script reads.
"""

import base64
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from importlib.resources import files

from fullstride.domain.history import Audit
from fullstride.formats import run_ink, saying
from fullstride.formats.look import GLYPHS
from fullstride.formats.motion_plot import MotionPicture
from fullstride.formats.page_parts import esc, symbols, title
from fullstride.formats.page_tokens import tokens
from fullstride.formats.report_audit import audit_section
from fullstride.formats.report_list import Aside, beside, empty, headline, run_list, summary
from fullstride.formats.report_motion import motion_entry
from fullstride.formats.report_runs import Entry, report_entry
from fullstride.formats.run_plot import RunPicture
from fullstride.rules.book import Book

_PLOTS, _PLOT_STYLE, _PLOT_LICENCE = "uPlot.iife.min.js", "uPlot.min.css", "LICENSE"


def has_plots() -> bool:
    """Whether the plotting script was built in; without it entries are made with `static=True`."""
    folder = files("fullstride.formats") / "vendor"
    return all((folder / name).is_file() for name in (_PLOTS, _PLOT_STYLE, _PLOT_LICENCE))


def entry_of(picture: RunPicture | MotionPicture, *, static: bool = False) -> Entry:
    """The entry of a run, a phone log or a marked video. `static` as in report_runs.report_entry."""
    if isinstance(picture, MotionPicture):
        return motion_entry(picture)
    return report_entry(picture, static=static)


def write_report(
    entries: Iterable[Entry],
    *,
    name: str,
    book: Book,
    audit: Audit | None = None,
    aside: Aside | None = None,
) -> str:
    """The report as an HTML document. The same entries give the same text.

    `entries` come in any order (`entry_of`, one a recording); the newest stands
    first, those without a date last. `name` is what the runner calls the folder.
    """
    runs = sorted(entries, key=_age)
    drawn = has_plots()
    aside = aside or Aside()
    body = (
        symbols([*GLYPHS, "other"])
        + f"<main>{_top(runs, name, book, audit)}"
        + (audit_section(audit) if audit and audit.runs else "")
        + (run_list(_opened(runs), drawn=drawn) if runs else empty(aside))
        + beside(aside)
        + f'</main><footer class="foot"><p>{esc(book.notice)}</p><p>Made by Fullstride.</p></footer>'
    )
    return _document(name, body, drawn=drawn)


def _opened(runs: Sequence[Entry]) -> Sequence[Entry]:
    """A run that stands alone is shown at once."""
    if len(runs) != 1:
        return runs
    return [replace(runs[0], html=runs[0].html.replace("<details ", "<details open ", 1))]


def _age(entry: Entry) -> tuple[bool, float, str]:
    return (entry.start is None, -entry.start.timestamp() if entry.start else 0.0, entry.file)


def _top(runs: Sequence[Entry], name: str, book: Book, audit: Audit | None) -> str:
    """The audit's one sentence, or what was found, as the headline; of a single run its own verdict."""
    if not runs:
        return ""
    if len(runs) == 1:
        say = runs[0].say
    else:
        say = saying.sentence(audit.say) if audit and audit.runs else headline(runs)
    return (
        f'<header class="top"><p class="label">{title(name)}</p><h1>{esc(say)}</h1>'
        f"<p>{esc(summary(runs, book))}</p></header>"
    )


# ---- the document ----------------------------------------------------------------------------------


def _document(name: str, body: str, *, drawn: bool) -> str:
    scripts = [_vendor_script()] if drawn else []
    scripts.append(_part("report.js"))
    style = tokens() + run_ink.style_sheet() + (_vendor(_PLOT_STYLE) if drawn else "") + _part("report.css")
    hashes = " ".join(f"'sha256-{_digest(one)}'" for one in scripts)
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src {hashes}"
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{esc(name)}</title>\n<style>\n{style}</style>\n</head>\n"
        f"<body>\n{body}\n{''.join(f'<script>{one}</script>' for one in scripts)}\n</body>\n</html>\n"
    )


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _part(name: str) -> str:
    return (files("fullstride.formats") / "report" / name).read_text(encoding="utf-8")


def _vendor(name: str) -> str:
    return (files("fullstride.formats") / "vendor" / name).read_text(encoding="utf-8")


def _vendor_script() -> str:
    """The plotting script with its licence above it; the pair may leave this machine only together."""
    licence = _vendor(_PLOT_LICENCE).replace("*/", "* /")
    return f"/*\n{licence}*/\n{_vendor(_PLOTS)}"
