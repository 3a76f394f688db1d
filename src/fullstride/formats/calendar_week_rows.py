"""Tables with a row for each day, told by week and weekday: `week,day,workout`, without dates."""

import datetime as dt
import re
from collections.abc import Sequence

from fullstride.domain.calendar import Calendar
from fullstride.formats import calendar_dates as dates
from fullstride.formats import quantities
from fullstride.formats.calendar_csv import HEADER_ROWS, column_word, columns_in, distance_unit
from fullstride.formats.tables import Row, rows, separators_by_use
from fullstride.formats.titles import one_line, plain
from fullstride.formats.undated import PlanEntry, lay_back_to_race, plan_entry

_WEEK = ("week", "wk", "woche", "week number", "weeknumber", "semaine", "semana")
_DAY = ("day", "weekday", "tag", "wochentag", "day of week", "dow", "jour", "dia", "día")


def read_week_rows(text: str, name: str, *, race: dt.date | None) -> Calendar | None:
    """The rows laid back from the race, or None when `text` is no table with a week and a day in each row.

    Raises UnreadableInput without a `race`.
    """
    for separator in separators_by_use(text):
        table = rows(text, separator, name)
        for index, header in enumerate(table[:HEADER_ROWS]):
            words = [column_word(cell) for cell in header.cells]
            week = next((words.index(word) for word in _WEEK if word in words), None)
            day = next((words.index(word) for word in _DAY if word in words), None)
            if week is None or day is None:
                continue
            found, named = _entries(table[index + 1 :], header, week, day)
            if found:
                return lay_back_to_race(found, race=race, name=name, weekdays=range(7) if named else ())
    return None


def _entries(table: Sequence[Row], header: Row, week: int, day: int) -> tuple[list[PlanEntry], bool]:
    """(the entries, whether their days are weekdays by name)."""
    columns = {k: at for k, at in columns_in(header).items() if at not in (week, day)}
    title_at = columns.get("title", columns.get("description", columns.get("kind")))
    if title_at is None:
        return [], False
    cells = [row.cells[columns["distance"]] for row in table if columns.get("distance", 999) < len(row.cells)]
    unit = distance_unit(header.cells, columns, cells, table)
    found: list[PlanEntry] = []
    named = True
    current = first_week = 0
    for row in table:

        def cell(at: int | None, row: Row = row) -> str:
            return row.cells[at] if at is not None and at < len(row.cells) else ""

        said = re.search(r"\d{1,2}", cell(week))
        current = int(said[0]) if said else current
        weekday, names_it = _weekday(cell(day))
        title = one_line(plain(cell(title_at)))
        if weekday is None or not current or not title:
            continue
        first_week = first_week or current
        named = named and names_it
        text = plain(cell(columns.get("description"))) if title_at != columns.get("description") else ""
        found.append(
            plan_entry(
                (current - first_week) * 7 + weekday,
                f"line {row.line}",
                title=title,
                description=text,
                kind=cell(columns.get("kind")).lower() if title_at != columns.get("kind") else "",
                distance_m=quantities.distance_m(cell(columns.get("distance")), unit)
                or quantities.distance_in_title(title),
                duration_s=quantities.duration_s(cell(columns.get("duration"))),
            )
        )
    return [one for one in found if one.day >= 0], named


def _weekday(cell: str) -> tuple[int | None, bool]:
    """(0 to 6, whether a weekday was named): "Tue" -> 1, "Day 2" -> 1."""
    by_name = dates.weekday_of(cell)
    if by_name is not None:
        return by_name, True
    match = re.fullmatch(r"(?:day|tag)?\s*([1-7])", cell.strip(), re.I)
    return (int(match[1]) - 1, False) if match else (None, False)
