"""The report's list of runs, what stands above it in a sentence or two, and what stands beside it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from fullstride.formats import evidence_words as words
from fullstride.formats import figures, saying
from fullstride.formats.page_parts import esc, glyph, title
from fullstride.formats.report_runs import Entry
from fullstride.rules.book import Book

_SEARCH_FROM = 12  # runs, from which one looks for one


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A file that could not be read, and why, as the end of a sentence."""

    file: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """A recording that was left out because it is the same run as `kept`."""

    file: str
    kept: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """What is listed under the runs: files without an answer, and the same run twice."""

    unread: tuple[Unread, ...] = field(default=())
    twins: tuple[Twin, ...] = field(default=())


# ---- above the list --------------------------------------------------------------------------------


def headline(runs: Sequence[Entry]) -> str:
    """ "124 of 2000 recordings hold short fast efforts", with logs among them "…; 43 jumps counted"."""
    watched = [one for one in runs if one.counted is None]
    said = []
    if watched:
        count = sum(bool(one.efforts) for one in watched)
        all_of_them = saying.counted(len(watched), "recording" if len(watched) == len(runs) else "run")
        hold = "holds" if count == 1 else "hold"
        said.append(
            f"{count} of {all_of_them} {hold} short fast efforts"
            if count
            else f"no short fast effort in {all_of_them}"
        )
    if len(watched) < len(runs):
        said.append(f"{saying.listed(_counted(runs)) or 'nothing'} counted")
    return saying.sentence("; ".join(said))


def summary(runs: Sequence[Entry], book: Book) -> str:
    """Span and distance, what was found, what is to be looked at, what can't tell."""
    dates = [one.start.date() for one in runs if one.start]
    said = saying.counted(len(runs), "recording")
    said += f", {saying.span(min(dates), max(dates))}" if dates else ""
    distance = sum(one.distance_m for one in runs)
    said += f", {saying.kilometres(distance)}" if distance else ""
    total: Counter[str] = Counter()
    for one in runs:
        total.update(dict(one.efforts))
    found = [figures.count_of(count, kind, book) for kind, count in total.most_common()]
    found += _counted(runs)
    nothing = words.NOTHING if any(one.counted is None for one in runs) else "nothing that could be counted"
    sentences = [said, f"Found: {saying.listed(found) or nothing}"]
    if possible := sum(one.possible for one in runs):
        sentences.append(f"{possible} more {'is' if possible == 1 else 'are'} only possible")
    if (care := sum(one.care for one in runs)) and len(runs) > 1:
        sentences.append(f"{saying.counted(care, _noun(runs))} to look at")
    if unfit := sum(not one.fit for one in runs):
        sentences.append(f"{saying.counted(unfit, 'recording')} can’t tell")
    return " ".join(saying.sentence(one) for one in sentences)


def _counted(runs: Sequence[Entry]) -> list[str]:
    """What logs and videos counted: ["43 jumps", "53 bounding contacts"]."""
    total: Counter[str] = Counter()
    for one in runs:
        total.update(dict(one.counted or ()))
    return [saying.counted(count, noun) for noun, count in total.most_common()]


def _noun(runs: Sequence[Entry]) -> str:
    """What the list is a list of: phone logs and videos are no runs."""
    return "run" if all(one.counted is None for one in runs) else "recording"


def empty(aside: Aside) -> str:
    """Where there is no run: what this is, and the one thing to do."""
    nothing = "None of these files could be read." if aside.unread else "No recordings here yet."
    return (
        f'<section class="empty"><h1>{nothing}</h1>'
        "<p>Your watch writes down every run; its short fast efforts are in there. Export your runs as FIT, "
        "TCX or GPX files (or ask Strava or Garmin for your whole archive), put them into one folder, and "
        "run Fullstride on it again.</p>"
        f'<p class="line" aria-hidden="true"><i></i>{glyph("strides")}<i></i></p>'
        '<p class="small">Each run becomes a line, each effort a station on it.</p></section>'
    )


# ---- the list --------------------------------------------------------------------------------------


def run_list(runs: Sequence[Entry], *, drawn: bool) -> str:
    """Months in the order of `runs`; above them the ways to see fewer, where there are some.

    `drawn`: the script is here.
    """
    noun = _noun(runs)
    head = f'<div class="head"><h2 id="runs">{noun.capitalize()}s</h2>'
    missing = "The plotting script was not built in, so the plots are drawings that can’t be zoomed."
    said = "" if drawn else f'<p class="small missing">{missing}</p>'
    return (
        f'<section class="runs" aria-labelledby="runs">{head}'
        f'<div class="filter script" role="group" aria-label="Show">{_filter(runs)}</div></div>{said}'
        f'{"".join(_months(runs))}<p class="none" hidden>No {noun} fits.</p></section>'
    )


def _filter(runs: Sequence[Entry]) -> str:
    if len(runs) < 2:
        return ""
    kinds = (
        ("", "All", len(runs)),
        ("efforts", "With efforts", sum(bool(one.efforts or one.possible or one.counted) for one in runs)),
        ("care", "To look at", sum(one.care for one in runs)),
        ("unfit", "Can’t tell", sum(not one.fit for one in runs)),
    )
    buttons = "".join(
        f'<button type="button" data-only="{key}" aria-pressed="{"false" if key else "true"}">'
        f"{name} <span>{count}</span></button>"
        for key, name, count in kinds
        if not key or 0 < count < len(runs)
    )
    find = f"Find a {_noun(runs)}"
    search = f'<input type="search" aria-label="{find}" placeholder="{find}">'
    return buttons + (search if len(runs) > _SEARCH_FROM else "")


def _months(runs: Sequence[Entry]) -> list[str]:
    parts: list[str] = []
    month = ""
    for one in runs:
        here = f"{saying.MONTHS[one.start.month - 1]} {one.start.year}" if one.start else "Without a date"
        if here != month:
            parts.append("</div></section>" if month else "")
            parts.append(f'<section class="month"><h3>{here}</h3><div>')
            month = here
        parts.append(one.html)
    return [*parts, "</div></section>"] if month else parts


# ---- beside it -------------------------------------------------------------------------------------


def beside(aside: Aside) -> str:
    """Files that gave nothing, each with its reason, and recordings that were the same run."""
    parts = []
    if aside.unread:
        rows = [f"<b>{title(one.file)}</b> {esc(saying.sentence(one.why))}" for one in aside.unread]
        head = f"{saying.counted(len(aside.unread), 'file')} not read"
        parts.append(f"<h2>{head}</h2>{_rows(rows)}")
    if aside.twins:
        rows = [f"<b>{title(one.file)}</b> is the same run as {title(one.kept)}" for one in aside.twins]
        head = f"{saying.counted(len(aside.twins), 'recording')} left out: the same run was there already"
        parts.append(f"<details><summary><h2>{head}</h2></summary>{_rows(rows)}</details>")
    return "".join(f'<section class="beside">{one}</section>' for one in parts)


def _rows(rows: Sequence[str]) -> str:
    return f"<ul>{''.join(f'<li>{row}</li>' for row in rows)}</ul>"
