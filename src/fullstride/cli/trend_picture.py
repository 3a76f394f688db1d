"""A trend in the terminal: the answers, each with its line, its band and its tests; then what was done."""

import datetime as dt

from rich.cells import cell_len
from rich.text import Text

from fullstride.cli.cells import Brush
from fullstride.cli.style import Style, paragraph
from fullstride.domain.trend import Answer, Exposure, Followed, Line, Trend
from fullstride.formats import saying
from fullstride.formats.figures import exercise_name
from fullstride.formats.trend_axes import Axis, date_marks, fast_words, now_words, value_axis
from fullstride.rules.book import Book

_ROWS = 5
_SCALE = 8  # cells at the right, for the numbers
_LEAST_WIDTH = 20
_NAME = 20
_GAP = 2
_SIGNS = {"test": ("•", "o"), "out": ("×", "x"), "line": ("━", "-"), "band": ("░", ":"), "since": ("╎", "|")}
_GO = "cyan"


def trend_picture(trend: Trend, book: Book, *, style: Style) -> list[Text]:
    """The headline; what can be said, each measure drawn; what can't, behind dashed bars; the exposure."""
    lines = [*_title(trend, style), Text()]
    told = [one for one in trend.measures if one.answer is not Answer.UNKNOWN]
    for one in told:
        lines += [*_followed(one, trend, style), Text()]
    for one in trend.measures:
        if one.answer is Answer.UNKNOWN:
            lines += [*_refused(one, style), Text()]
    lines += _exposures(trend, book, style)
    for sentence in trend.cannot_know:
        lines += paragraph("", sentence, style)
    return lines


def _title(trend: Trend, style: Style) -> list[Text]:
    facts = (
        f"{saying.counted(trend.sessions, 'session')} that tell"
        if trend.sessions != 1
        else "1 session that tells"
    )
    if trend.first is not None:
        facts += f" since {saying.short_date(trend.first)} {trend.first.year}"
    return [
        *_ends("Progress", facts if trend.sessions else "", style),
        *paragraph("", trend.say, style),
    ]


def _followed(one: Followed, trend: Trend, style: Style) -> list[Text]:
    lines = _ends(one.name, now_words(one), style)
    if one.line is not None and style.width >= _LEAST_WIDTH + _SCALE:
        lines += _drawn(one, one.line, trend, style)
    lines += paragraph(one.say, "", style)
    return [*lines, *paragraph("", " ".join(one.notes), style)]


def _refused(one: Followed, style: Style) -> list[Text]:
    """A dashed bar where the answer would have been."""
    bar = "|" if style.ascii else "╎"
    lines = paragraph(f"{one.name}:", " ".join((saying.lower_first(one.say), *one.notes)), style, indent=2)
    return [Text.assemble((bar, "dim"), line[1:]) for line in lines]


def _ends(left: str, right: str, style: Style) -> list[Text]:
    """Bold at the left, the rest at the right; below it where there is no room."""
    left, right = style.words(left), style.words(right)
    gap = style.width - cell_len(left) - cell_len(right)
    if gap < _GAP and right:
        return [*paragraph(left, "", style), *paragraph("", right, style)]
    return [Text.assemble((left, "bold"), " " * gap if right else "", right)]


# ---- the picture of one measure ----------------------------------------------------------------------


def _drawn(one: Followed, line: Line, trend: Trend, style: Style) -> list[Text]:
    """Rows of band, line and tests, the numbers at the right, the months below."""
    width = style.width - _SCALE
    axis = value_axis(one)
    first = min(test.date for test in (*one.tests, *one.left_out))
    last = max(test.date for test in (*one.tests, *one.left_out))
    cells = [[(" ", "")] * width for _ in range(_ROWS)]
    plain = int(style.ascii)

    def column(day: dt.date) -> int:
        return round((day - first).days / max((last - first).days, 1) * (width - 1))

    for place, day in enumerate(line.dates):
        until = column(line.dates[place + 1]) if place + 1 < len(line.dates) else column(day) + 1
        high, middle, low = (
            _row(value, axis) for value in (line.high[place], line.middle[place], line.low[place])
        )
        for at in range(column(day), min(width, until)):
            for row in range(high, low + 1):
                cells[row][at] = (_SIGNS["band"][plain], "dim")
            cells[middle][at] = (_SIGNS["line"][plain], _GO)
    if one.since is not None and first < one.since <= last:
        for row in range(_ROWS):
            if cells[row][column(one.since)][0] in (" ", _SIGNS["band"][plain]):
                cells[row][column(one.since)] = (_SIGNS["since"][plain], "not bold")
    for test in one.tests:
        cells[_row(test.value.value, axis)][column(test.date)] = (_SIGNS["test"][plain], "bold")
    for test in one.left_out:
        cells[_row(test.value.value, axis)][column(test.date)] = (_SIGNS["out"][plain], "dim")
    marks = {_row(axis.low, axis): axis.say(axis.low), _row(axis.high, axis): axis.say(axis.high)}
    rows = []
    for number, drawn in enumerate(cells):
        text = Text()
        for sign, weight in drawn:
            text.append(sign, weight or None)
        text.append(style.words(marks.get(number, "")).rjust(_SCALE), "dim")
        text.rstrip()
        rows.append(text)
    return [*rows, _dates(one, trend, (first, last), width, column(one.since) if one.since else 0)]


def _row(value: float, axis: Axis) -> int:
    share = (axis.high - value) / (axis.high - axis.low)
    return min(_ROWS - 1, max(0, int(share * _ROWS)))


def _dates(one: Followed, trend: Trend, span: tuple[dt.date, dt.date], width: int, since: int) -> Text:
    """The months; where the plan began or the count was divided, the word for it."""
    first, last = span
    marks = date_marks(first, last, max(2, width // 9))
    days = max((last - first).days, 1)
    words = [(round((day - first).days / days * (width - 1)), word) for day, word in marks]
    if one.since is not None and first < one.since <= last:
        name = "plan began" if trend.plan_began and one.since == trend.since else "since"
        at = max(0, min(since - len(name) // 2, width - len(name)))
        words = [(start, word) for start, word in words if start + len(word) < at or start > at + len(name)]
        words = sorted([*words, (at, name)])
    drawn = ""
    for at, word in words:
        at = max(0, min(at, width - len(word)))
        if at >= len(drawn) + (1 if drawn else 0):
            drawn = drawn.ljust(at) + word
    return Text(drawn, "dim")


# ---- what was done -----------------------------------------------------------------------------------


def _exposures(trend: Trend, book: Book, style: Style) -> list[Text]:
    """A cell a week with the sessions of an exercise, the newest at the right; when it was last done."""
    if not trend.exposures or trend.weeks_from is None:
        return []
    brush = Brush.of(book, style)
    weeks = len(trend.exposures[0].sessions)
    lines = _ends("What was done", f"the last {weeks} weeks", style)
    lines += [_exposure(one, book, brush) for one in trend.exposures]
    if trend.fast_s:
        lines += paragraph("", fast_words(trend), style)
    return [*lines, Text()]


def _exposure(one: Exposure, book: Book, brush: Brush) -> Text:
    """Name, weeks, days since; where it is narrow the name goes first, then the older weeks."""
    style = brush.style
    ago = _ago(one)
    line = Text.assemble((brush.sign(one.exercise), brush.colour(one.exercise)), " ")
    room = style.width - 2 - len(ago) - 1
    weeks = one.sessions[-max(1, room // 2) :]
    name = max(0, min(_NAME, room - 2 * len(weeks)))
    line.append(style.cut(saying.lower_first(exercise_name(one.exercise, book)), name))
    none = "." if style.ascii else "·"
    for count in weeks:
        line.append(f" {min(count, 9) or none}", brush.colour(one.exercise) if count else "dim")
    line.append(" " * max(1, style.width - line.cell_len - len(ago)) + ago)
    return line


def _ago(one: Exposure) -> str:
    if one.days_ago is None:
        return ""
    return "today" if one.days_ago == 0 else f"{saying.counted(one.days_ago, 'day')} ago"
