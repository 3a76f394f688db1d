"""Plain words for dates, rests and counts, the same on the page and in the terminal.

No locale is asked: the words are English wherever the program runs.
"""

import datetime as dt
import unicodedata
from collections.abc import Iterable, Sequence

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_LONG_NAME = 80  # letters of a title, past which it is cut
_CAPITAL = frozenset((*WEEKDAYS, *MONTHS))
_JOINERS = "\u200c\u200d"  # words and emoji are made with them


def weekday(date: dt.date) -> str:
    return WEEKDAYS[date.weekday()]


def short_date(date: dt.date) -> str:
    """ "5 Jan"."""
    return f"{date.day} {MONTHS[date.month - 1][:3]}"


def long_date(date: dt.date, *, year: bool = False) -> str:
    """ "Friday 29 January", with the year on request."""
    text = f"{weekday(date)} {date.day} {MONTHS[date.month - 1]}"
    return f"{text} {date.year}" if year else text


def titled(called: str, start: dt.datetime | None) -> str:
    """ "Easy 14 km, Tuesday 26 January 2027": a name without controls, cut where it is long, and the day.

    Empty where the name is.
    """
    clean = " ".join(without_controls(called).split())
    if len(clean) > _LONG_NAME:
        clean = f"{clean[: _LONG_NAME - 1].rstrip()}…"
    return f"{clean}, {long_date(start.date(), year=True)}" if clean and start is not None else clean


def span(first: dt.date, last: dt.date) -> str:
    """ "25 to 31 January 2027", "28 December 2026 to 3 January 2027", "31 January 2027"."""
    if first == last:
        return f"{last.day} {MONTHS[last.month - 1]} {last.year}"
    start = str(first.day)
    if (first.year, first.month) != (last.year, last.month):
        start += f" {MONTHS[first.month - 1]}"
    if first.year != last.year:
        start += f" {first.year}"
    return f"{start} to {last.day} {MONTHS[last.month - 1]} {last.year}"


def rest(rest_s: int | None) -> str:
    """The earliest next start: "80 s or more", "3 min or more", "2:24 or more"; "" for none."""
    if not rest_s or rest_s < 0:
        return ""
    if rest_s < 120 and rest_s % 60:
        return f"{rest_s}\u2009s or more" if rest_s <= 90 else f"{clock(rest_s)} or more"
    return f"{rest_s // 60}\u2009min or more" if rest_s % 60 == 0 else f"{clock(rest_s)} or more"


def clock(seconds: int) -> str:
    """ "2:24"."""
    return f"{seconds // 60}:{seconds % 60:02d}"


def kilometres(distance_m: float) -> str:
    """ "14 km", "7.5 km"; under a kilometre "800 m"."""
    if distance_m < 1000:
        return f"{distance_m:.0f}\u2009m"
    return f"{round(distance_m / 1000, 1):g}\u2009km"


def counted(number: int, noun: str, plural: str = "") -> str:
    """ "1 piece", "62 pieces"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def listed(words: Sequence[str], last: str = "and") -> str:
    """ "a", "a and b", "a, b and c"."""
    return f" {last} ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def dates(days: Iterable[dt.date], most: int = 4) -> str:
    """ "5 and 19 January", "5 January and 2 February"; past `most`, "9 days from 5 January to 2 April"."""
    ordered = sorted(set(days))
    if len(ordered) > most:
        ends = [f"{date.day} {MONTHS[date.month - 1]}" for date in (ordered[0], ordered[-1])]
        return f"{len(ordered)} days from {ends[0]} to {ends[1]}"
    months: dict[tuple[int, int], list[str]] = {}
    for date in ordered:
        months.setdefault((date.year, date.month), []).append(str(date.day))
    said = [f"{listed(found)} {MONTHS[month - 1]}" for (_, month), found in months.items()]
    return (
        said[0]
        if len(said) == 1
        else listed(said)
        if max(map(len, months.values())) == 1
        else ", ".join(said)
    )


def numbers(values: Iterable[int]) -> str:
    """Runs of numbers: "1 to 3, 5 and 8"."""
    ordered = sorted(set(values))
    runs: list[list[int]] = []
    for value in ordered:
        if runs and value == runs[-1][-1] + 1:
            runs[-1].append(value)
        else:
            runs.append([value])
    said: list[str] = []
    for run in runs:
        said += [str(value) for value in run] if len(run) < 3 else [f"{run[0]} to {run[-1]}"]
    return listed(said)


def weeks(values: Iterable[int]) -> str:
    """ "week 5", "weeks 1 to 3 and 8"."""
    ordered = sorted(set(values))
    return f"{'week' if len(ordered) == 1 else 'weeks'} {numbers(ordered)}"


def lower_first(text: str) -> str:
    """For words inside a sentence: "Squat jumps" -> "squat jumps", but "HIIT class" and "Monday" stay."""
    first = text.split(" ", 1)[0].strip(",.:;")
    keeps = first in _CAPITAL or not (text[1:2].islower() or first == "A")
    return text if keeps else text[0].lower() + text[1:]


def sentence(text: str) -> str:
    """With a capital and a full stop, unless it ends in a mark of its own."""
    said = text.strip()
    if not said:
        return ""
    return said[0].upper() + said[1:] + ("" if said[-1] in ".!?…:" else ".")


def cues(words: Sequence[str]) -> str:
    """ "Push long. Knee up and hang. Quick off the ground." """
    return " ".join(sentence(word) for word in words)


def without_controls(text: str) -> str:
    """`text` with control and line characters as spaces, and without what turns its direction round.

    No title of a calendar may move a cursor, break a line or a page, or reorder the words behind it.
    """
    return "".join(_visible(char) for char in text)


def _visible(char: str) -> str:
    category = unicodedata.category(char)
    if category in ("Cc", "Cs", "Co", "Zl", "Zp"):
        return " "
    return "" if category == "Cf" and char not in _JOINERS else char
