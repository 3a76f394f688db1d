"""A history in the terminal: the answer, the speed range as quiet bars, the weeks, what can't be known.

80 columns and no more. Where the terminal is narrower, the bars go first, then the paces.
"""

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise

from rich.text import Text

from fullstride.cli.screens import dimmed, grade_lines
from fullstride.cli.style import Style, paragraph
from fullstride.domain.history import Audit, Band, Week
from fullstride.formats import saying
from fullstride.formats.look import GLYPHS

_NEVER = "bold cyan"  # the one accent: what is waiting
_CARE = "bold yellow"
_GLYPH_OF = {"strides": "strides", "sprint": "flat_sprints"}
_BAR, _THIN, _PLAIN_BAR = "━", "╺", "="
_TIME, _SHARE, _PACE = 9, 8, 16
_FEWEST_BAR = 8
_MOST_FILES = 8
_MANY = 10  # efforts, that a cell of one sign has no digit for
_WORDS = {"strides": "strides", "flat_sprints": "sprints", "hill_sprints": "hills"}


def audit_picture(
    audit: Audit,
    unreadable: Sequence[tuple[str, str]] = (),
    duplicates: int = 0,
    *,
    style: Style,
) -> list[Text]:
    """What the history shows, as lines no wider than `style.width`.

    `unreadable` are (file, reason); `duplicates` counts recordings of a run that is here already.
    """
    lines = [Text(line, style="bold") for line in style.wrap(audit.say, style.width)]
    if audit.bands:
        lines += [Text(), *_range(audit, style)]
    if len(audit.weeks) > 1:
        lines += [Text(), *_weeks(audit, style)]
    if audit.notes:
        lines.append(Text())
        for place, note in enumerate(audit.notes):
            lines += _noted(note, is_care=audit.care and not place, style=style)
    for refused in audit.refused:
        said = f"{refused.what} cannot be said yet: {refused.why}. {refused.instead}"
        lines += paragraph("", saying.sentence(said), style)
    if audit.cannot_know:
        lines += [Text(), *dimmed(paragraph("What this can't know.", " ".join(audit.cannot_know), style))]
    lines += _files(audit, unreadable, duplicates, style)
    if audit.bands:
        lines += [Text(), *grade_lines(audit.because, style)]
        said = f"Rules: {', '.join(reason.rule for reason in audit.because)}"
        lines += dimmed([Text(line) for line in style.wrap(said, style.width)])
    return lines


def _noted(note: str, *, is_care: bool, style: Style) -> list[Text]:
    lines = [Text(line) for line in style.wrap(note, style.width)]
    if is_care:
        for line in lines:
            line.stylize(_CARE)
    return lines


# ---- the speed range -------------------------------------------------------------------------------


def _range(audit: Audit, style: Style) -> list[Text]:
    """A row a band, the slowest first: name, pace a kilometre, time as a bar and as a number."""
    name = max(len(band.name) for band in audit.bands) + 2
    share = _SHARE if 2 + name + _TIME + _SHARE <= style.width else 0
    left = style.width - 2 - name - _TIME - share
    pace = _PACE if left >= _PACE else 0
    bar = left - pace if left - pace >= _FEWEST_BAR else 0
    longest = max(band.share for band in audit.bands) or 1.0
    head = " " * (2 + name) + style.cut("min a km", pace) + " " * bar + "time".rjust(_TIME)
    paces = _paces(audit)
    rows = [
        _band(band, said, longest, (name, pace, bar, share), style)
        for band, said in zip(audit.bands, paces, strict=True)
    ]
    return [Text(head.rstrip(), style="dim"), *rows]


def _band(band: Band, said: str, longest: float, widths: tuple[int, int, int, int], style: Style) -> Text:
    name, pace, bar, share = widths
    exercise = _GLYPH_OF.get(band.name)
    glyph = GLYPHS[exercise] if exercise else None
    line = Text()
    line.append(
        f"{(glyph.plain if style.ascii else glyph.sign) if glyph else ' '} ",
        _ink(glyph.ansi if glyph else ""),
    )
    line.append(style.cut(band.name, name), "" if band.runs else _NEVER)
    line.append(style.cut(said, pace), "dim")
    if not band.runs:
        line.append("never", _NEVER)
        passing = f"  {_time(band.time_s)} in passing"
        if band.time_s >= 1 and line.cell_len + len(passing) <= style.width:
            line.append(passing, "dim")
        return line
    cells = band.share / longest * bar
    full = int(cells + 0.5)
    sign, thin = (_PLAIN_BAR, "-") if style.ascii else (_BAR, _THIN)
    drawn = (sign * full or thin) if bar else ""
    line.append(drawn.ljust(bar), _ink(glyph.ansi) if glyph else "dim")
    line.append(style.words(_time(band.time_s)).rjust(_TIME))
    line.append(style.words(_percent(band.share)).rjust(share) if share else "", "dim")
    return line


def _ink(ansi: str) -> str:
    return f"bold {ansi}" if ansi else ""


def _paces(audit: Audit) -> list[str]:
    """The pace of each band, to five seconds, for no more is known; to one where two would be the same."""
    edges = [band.low_mps for band in audit.bands[1:]]
    top = audit.range_top_mps
    known = top is not None and audit.top_speed is not None and not audit.top_speed.at_least
    edges += [top] if top is not None and known else []
    rounded = [5 * round(1000 / edge / 5) for edge in edges]
    seconds = rounded if len(set(rounded)) == len(rounded) else [round(1000 / edge) for edge in edges]
    clocks = [saying.clock(each) for each in seconds]
    said = [f"{slow} to {fast}" for slow, fast in pairwise(clocks)]
    return [f"over {clocks[0]}", *said, *([] if known else [f"under {clocks[-1]}"])]


def _time(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60:02d}" if minutes < 6000 else f"{minutes // 60:,} h"


def _percent(share: float) -> str:
    if share >= 0.0995:
        return f"{share * 100:.0f} %"
    return f"{share * 100:.1f} %" if share >= 0.0005 else "< 0.1 %"


# ---- the weeks -------------------------------------------------------------------------------------


def _weeks(audit: Audit, style: Style) -> list[Text]:
    """A cell a week, or as many weeks as it takes: how many strides and sprints there were in it."""
    label = 13
    room = style.width - label
    each = -(-len(audit.weeks) // room)
    groups = [audit.weeks[at : at + each] for at in range(0, len(audit.weeks), each)]
    first, last = audit.weeks[0].start, audit.weeks[-1].start
    ends = _date(first, audit), _date(last, audit)
    gap = len(groups) - len(ends[0]) - len(ends[1])
    dates = f"{ends[0]}{' ' * gap}{ends[1]}" if gap > 0 else f"from {ends[0]}"
    cell = "a week" if each == 1 else f"{each} weeks"
    dates = dates if len(dates) <= room else ""
    lines = [Text(("  " + style.cut(cell, label - 2) + dates).rstrip(), style="dim")]
    for kind, word in _WORDS.items():
        glyph = GLYPHS[kind]
        counts = [_count(group, kind) for group in groups]
        line = Text.assemble((glyph.plain if style.ascii else glyph.sign, _ink(glyph.ansi)), " ")
        line.append(style.cut(word, label - 2), "" if any(counts) else _NEVER)
        for group, count in zip(groups, counts, strict=True):
            line.append(_cell(group, count, style), _ink(glyph.ansi) if count else "dim")
        line.rstrip()
        lines.append(line)
    if any(_count(group, kind) >= _MANY for group in groups for kind in _WORDS):
        lines.append(Text(f"  + is {_MANY} or more", style="dim"))
    return lines


def _date(day: dt.date, audit: Audit) -> str:
    """ "5 Jan", with the year where it is not this one or the one before."""
    return (
        saying.short_date(day) if audit.today.year - day.year < 2 else f"{saying.short_date(day)} {day.year}"
    )


def _count(group: Sequence[Week], kind: str) -> int:
    return sum(
        {"strides": week.strides, "flat_sprints": week.flat_sprints, "hill_sprints": week.hill_sprints}[kind]
        for week in group
    )


def _cell(group: Sequence[Week], count: int, style: Style) -> str:
    """A digit, "+" from ten on; a dot for none, nothing where there was no run either."""
    if count:
        return str(count) if count < _MANY else "+"
    return ("." if style.ascii else "·") if any(week.runs for week in group) else " "


# ---- the files -------------------------------------------------------------------------------------


def _files(audit: Audit, unreadable: Sequence[tuple[str, str]], duplicates: int, style: Style) -> list[Text]:
    lines: list[Text] = []
    told = [f"{count:,} of {sport or 'no named sport'}" for sport, count in audit.other_sports]
    other = sum(count for _, count in audit.other_sports)
    if other:
        verb = "is" if other == 1 else "are"
        shown = saying.listed(told[:4]) if len(told) <= 4 else f"{', '.join(told[:4])} and others"
        lines += paragraph("", f"{saying.counted(other, 'recording')} {verb} no run: {shown}.", style)
    if duplicates:
        lines += paragraph(
            "", f"{saying.counted(duplicates, 'recording')} left out: the same run is here already.", style
        )
    if unreadable:
        lines += paragraph(f"{saying.counted(len(unreadable), 'file')} could not be read.", "", style)
        for file, reason in unreadable[:_MOST_FILES]:
            said = f"{file}: {saying.lower_first(saying.sentence(reason))}"
            lines += paragraph("", said, style, indent=2)
        more = len(unreadable) - _MOST_FILES
        if more > 0:
            lines += paragraph("", f"and {more:,} more; --json lists all.", style, indent=2)
    return [Text(), *lines] if lines else []
