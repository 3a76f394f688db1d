"""Tables that count the weeks down to the race and give each week two or three key sessions (Daniels' 2Q)."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from fullstride.domain.calendar import Calendar, Entry, Problem
from fullstride.domain.errors import NoDates
from fullstride.formats import quantities
from fullstride.formats.tables import Row, rows, separators_by_use
from fullstride.formats.titles import plain, race_distance_in_name

_COUNTDOWN = re.compile(r"weeks?\s+(?:until|to|till|before|out|left)\b.*", re.I)
_SESSION = re.compile(r"^(?!.*note).*\bq\s?(?P<number>[1-3])\b", re.I)
_DAYS_OUT = re.compile(r"\((\d{1,2})\s*days?\s+out\)", re.I)
_HEADER_ROWS = 40
# Days before the race that a week's sessions stand on, past whole weeks: the first on the race's own
# weekday, as Daniels has it (Q1 is the long one, on Sunday), the second in the middle of the week.
_DAYS_LATER = {1: 0, 2: 3, 3: 5}


def read_weeks_to_go(text: str, name: str, *, race: dt.date | None) -> Calendar | None:
    """The key sessions with dates, or None when `text` is no such table.

    Where a cell says "(5 days out)" that holds. The rest of each week (easy running that has no days)
    is not in the calendar; a Problem says so. Raises UnreadableInput without a `race`.
    """
    for separator in separators_by_use(text):
        table = rows(text, separator, name)
        for index, row in enumerate(table[:_HEADER_ROWS]):
            countdown = next((at for at, cell in enumerate(row.cells) if _COUNTDOWN.search(cell)), None)
            if countdown is None:
                continue
            sessions, distances = _columns(row)
            if sessions:
                return _read(table[index + 1 :], countdown, sessions, distances, name, race)
    return None


def _columns(header: Row) -> tuple[dict[int, int], dict[int, int]]:
    """Where session 1, 2, 3 stand, and where their kilometres do (a later column that names them)."""
    sessions: dict[int, int] = {}
    distances: dict[int, int] = {}
    for at, cell in enumerate(header.cells):
        if match := _SESSION.match(cell):
            number = int(match["number"])
            if number not in sessions:
                sessions[number] = at
            else:
                distances.setdefault(number, at)
    return sessions, distances


def _read(
    table: Sequence[Row],
    countdown: int,
    sessions: Mapping[int, int],
    distances: Mapping[int, int],
    name: str,
    race: dt.date | None,
) -> Calendar:
    if race is None:
        raise NoDates(
            name,
            "",
            "counts the weeks to a race; give its date with --race DATE, and it is laid back from there",
        )
    entries: list[Entry] = []
    for row in table:
        weeks = row.cells[countdown] if countdown < len(row.cells) else ""
        if not re.fullmatch(r"\d{1,2}", weeks):
            continue
        for number, at in sessions.items():
            title = plain(row.cells[at]) if at < len(row.cells) else ""
            if not title:
                continue
            said = _DAYS_OUT.search(title)
            before = int(said[1]) if said else int(weeks) * 7 - _DAYS_LATER[number]
            far = distances.get(number)
            cell = row.cells[far] if far is not None and far < len(row.cells) else ""
            entries.append(
                Entry(
                    date=race - dt.timedelta(days=before),
                    title=title,
                    distance_m=quantities.distance_m(cell, "km"),
                    place=f"line {row.line}, Q{number}",
                )
            )
    if not entries:
        return Calendar(entries=(), problems=(Problem(file=name, place="", text="holds no sessions"),))
    entries.append(Entry(date=race, title="Race", kind="race", place="after the last week"))
    text = (
        "the file names the key sessions of a week and not their days: the first was put on the race's "
        "weekday, the second three days later. Its easy running has no days; if your other days are easy "
        'runs, say empty = "easy" under [week] in the profile'
    )
    return Calendar(
        entries=tuple(entries),
        race_distance=race_distance_in_name(name),
        problems=(Problem(file=name, place="", text=text),),
    )
