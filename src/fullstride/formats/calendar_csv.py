"""Tables with a date in every row: `date,title[,description]` and what other programs export."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from fullstride.domain.calendar import Calendar, Entry, Problem
from fullstride.formats import calendar_dates as dates
from fullstride.formats import quantities
from fullstride.formats.calendar_quotes import without_lost_quotes
from fullstride.formats.tables import Row, rows, separators_by_use
from fullstride.formats.titles import one_line, plain, race_distance_in_name

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "date": ("date", "datum", "start date", "startdate", "start date local", "workoutday", "workout day",
             "start", "when", "day", "tag", "event date", "scheduled date", "dtstart", "date local"),
    "title": ("title", "workout", "titel", "summary", "name", "session", "training", "workout title",
              "workout name", "subject", "einheit", "activity", "event", "run", "plan", "what", "task"),
    "description": ("description", "details", "detail", "beschreibung", "workoutdescription",
                    "workout description", "text", "structure", "notizen"),
    "notes": ("notes", "note", "comments", "comment", "coachcomments", "coach comments", "kommentar"),
    "distance": ("distance", "distanz", "strecke", "km", "mi", "miles", "kilometers", "kilometres",
                 "planned distance", "planneddistanceinmeters", "dist", "meters", "metres"),
    "duration": ("duration", "dauer", "time", "zeit", "minutes", "min", "mins", "plannedduration",
                 "planned duration", "planned time", "hours", "moving time", "seconds"),
    "kind": ("type", "kind", "art", "tags", "category", "workout type", "intensity", "kategorie", "typ"),
    "sport": ("sport", "discipline", "workouttype", "sportart", "activity type"),
    "done": ("distanceinmeters", "actual distance", "actual time", "timetotalinhours", "completed", "done"),
}  # fmt: skip
_YES = {"yes", "true", "x", "1", "done", "completed", "ja", "✓"}
HEADER_ROWS = 25


def read_table(text: str, name: str, first: dt.date) -> Calendar | None:
    """The table's entries, or None when `text` is no table with a date in every row.

    `first` helps with dates that have no year. Rows that can't be read become problems.
    """
    for separator in separators_by_use(text):
        mended, lost_quotes = without_lost_quotes(text, separator)
        table = rows(mended, separator, name)
        found = _header(table)
        bare = _without_header(table) if found is None else None
        if found is not None:
            index, columns = found
            calendar = _read(table[index + 1 :], columns, table[index].cells, name, first)
        elif bare is not None:
            calendar = _read(table, bare, (), name, first)
        else:
            continue
        told = tuple(
            Problem(
                file=name, place=f"line {line}", text="opens a quote and never closes it; read without it"
            )
            for line in lost_quotes
        )
        return replace(calendar, problems=told + calendar.problems)
    return None


def _header(table: Sequence[Row]) -> tuple[int, dict[str, int]] | None:
    for index, row in enumerate(table[:HEADER_ROWS]):
        columns = columns_in(row)
        if "date" not in columns or len(row.cells) < 2:
            continue
        if "title" not in columns:
            other = next((columns[k] for k in ("description", "kind", "notes") if k in columns), None)
            if other is None:
                continue
            columns["title"] = other
        column = columns["date"]
        below = [r.cells[column] for r in table[index + 1 : index + 21] if len(r.cells) > column]
        if not below or any(dates.whole(cell) for cell in below if cell):
            return index, columns
    return None


def columns_in(header: Row) -> dict[str, int]:
    """Where a heading has "date", "title", "description", "distance" and the like, by their many names."""
    words = [column_word(cell) for cell in header.cells]
    columns: dict[str, int] = {}
    for meaning, names in _COLUMNS.items():
        places = [words.index(name) for name in names if name in words]
        places = [place for place in places if place not in columns.values()]
        if places:
            columns[meaning] = places[0]
    return columns


def _without_header(table: Sequence[Row]) -> dict[str, int] | None:
    """Columns of a table that starts at once: a date, then its title, then a description."""
    sample = [row for row in table[:40] if len(row.cells) >= 2]
    dated = [row for row in sample if dates.whole(row.cells[0])]
    if not sample or len(dated) < 0.6 * len(table[:40]):
        return None
    if any(re.fullmatch(r"(?:19|20)\d\d\b.*", row.cells[1], re.S) for row in dated):
        return None  # "December 14, 2026: easy" is a sentence, not a table
    width = max(len(row.cells) for row in dated)
    second_is_weekday = all(dates.weekday_of(row.cells[1]) is not None for row in dated)
    title = 2 if second_is_weekday and width > 2 else 1
    return {"date": 0, "title": title, "description": title + 1}


def _read(
    table: Sequence[Row], columns: Mapping[str, int], header: Sequence[str], name: str, first: dt.date
) -> Calendar:
    def cell(row: Row, meaning: str) -> str:
        at = columns.get(meaning)
        if at is None or at >= len(row.cells):
            return ""
        if at == last_text and len(row.cells) > at + 1:
            # "2026-12-14,easy 8k, then strides": commas that nobody quoted
            return ", ".join(part for part in row.cells[at:] if part)
        return row.cells[at]

    last_column = (len(header) if header else max(columns.values()) + 1) - 1
    last_text = (
        last_column
        if columns.get("title") == last_column or columns.get("description") == last_column
        else -1
    )
    headings = {header[columns["date"]]} if header else set()
    problems: list[Problem] = []
    kept: list[tuple[Row, dates.Written]] = []
    for row in table:
        written = dates.whole(cell(row, "date"))
        if written is not None:
            kept.append((row, written))
        elif cell(row, "date") in headings or not cell(row, "date").strip("-: "):
            if cell(row, "title").strip("-: ") and not cell(row, "date"):
                problems.append(_problem(name, row, "has no date; the row was left out"))
        elif cell(row, "title"):
            problems.append(_problem(name, row, f"'{cell(row, 'date')[:40]}' is not a date that can be read"))
    resolved, remark = dates.resolve([written for _, written in kept], first)
    if remark:
        problems.insert(0, Problem(file=name, place="", text=remark))
    unit = distance_unit(header, columns, [cell(row, "distance") for row, _ in kept], table)
    entries: list[Entry] = []
    for (row, written), date in zip(kept, resolved, strict=True):
        if date is None:
            problems.append(_problem(name, row, f"'{cell(row, 'date')[:40]}' is no date in a plan's reach"))
            continue
        title, description = one_line(plain(cell(row, "title"))), plain(cell(row, "description"))
        kind, sport = cell(row, "kind").lower(), cell(row, "sport").lower()
        notes = plain(cell(row, "notes"))
        if not (title or description or kind):
            continue
        if dates.weekday_disagrees(written, date):
            problems.append(_problem(name, row, f"{date} is a {date:%A}, not the weekday written there"))
        entries.append(
            Entry(
                date=date,
                title=title or description.split("\n")[0] or kind,
                description="\n".join(part for part in (description, notes) if part and part != title),
                sport=sport,
                kind="" if kind == title.lower() else kind,
                distance_m=quantities.distance_m(cell(row, "distance"), unit)
                or quantities.distance_in_title(title),
                duration_s=_duration(cell(row, "duration"), header, columns),
                completed=_done(cell(row, "done")),
                place=f"line {row.line}",
            )
        )
    return Calendar(
        entries=tuple(entries), race_distance=race_distance_in_name(name), problems=tuple(problems)
    )


def column_word(cell: str) -> str:
    """ "Distance (km)" -> "distance", "start_date_local" -> "start date local"."""
    return re.sub(r"[\s_]+", " ", re.sub(r"[(\[].*?[)\]]|[*:#]", "", cell[:100].lower())).strip()


def distance_unit(
    header: Sequence[str], columns: Mapping[str, int], cells: Sequence[str], table: Sequence[Row]
) -> str:
    """The unit of bare numbers: as the heading says, else by their size and the table's other words."""
    heading = header[columns["distance"]][:100].lower() if "distance" in columns and header else ""
    for word in re.findall(r"[a-z]+", heading.replace("inmeters", " meters")):
        if unit := quantities.unit_of(word):
            return unit
    numbers = sorted(quantities.number(c) for c in cells if re.fullmatch(r"\d{1,6}([.,]\d{1,3})?", c))
    if numbers and numbers[len(numbers) // 2] >= 300:
        return "m"
    words = " ".join(" ".join(row.cells) for row in table[:200])
    miles = len(re.findall(r"\d\s*(?:mi|miles?)\b", words, re.I))
    kilometres = len(re.findall(r"\d\s*(?:km|k)\b", words, re.I))
    return "mi" if miles > kilometres else "km"


def _duration(cell: str, header: Sequence[str], columns: Mapping[str, int]) -> float | None:
    if not cell:
        return None
    heading = column_word(header[columns["duration"]]) if header and "duration" in columns else ""
    if heading in ("time", "zeit") and ":" in cell:
        return None  # "06:30" there is when, not how long
    inside = header[columns["duration"]][:100].lower() if header and "duration" in columns else ""
    if re.fullmatch(r"\d{1,6}([.,]\d{1,6})?", cell):
        value = float(cell.replace(",", "."))
        in_hours = heading in ("hours", "plannedduration") or re.search(r"\((h|hours?|hrs?)\)", inside)
        in_seconds = heading in ("seconds", "moving time") or re.search(r"\((s|sec|seconds?)\)", inside)
        seconds = value * (3600 if in_hours else 1 if in_seconds else 60)
        return seconds if 0 < seconds <= 48 * 3600 else None
    return quantities.duration_s(cell)


def _done(cell: str) -> bool:
    if cell.lower() in _YES:
        return True
    return bool(re.fullmatch(r"[\d.,:]+", cell)) and bool(re.search(r"[1-9]", cell))


def _problem(name: str, row: Row, text: str) -> Problem:
    return Problem(file=name, place=f"line {row.line}", text=text)
