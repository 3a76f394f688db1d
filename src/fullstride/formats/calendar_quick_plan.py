"""Tables of weeks: a row for each week and a column for each weekday, cells in words or quick-plan's steps.

A quick-plan cell says "running: 10k, 3 x 1 km" and below it "- warmup: 2km @z2", "- repeat: 3",
"  - run: 1km @ 4:30-4:20". A later cell may repeat the name alone and means the same steps. Rows may
carry the date of the week; without one the plan is laid back from the race.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from fullstride.domain.calendar import Calendar, Problem, Step
from fullstride.formats import calendar_dates as dates
from fullstride.formats import quantities
from fullstride.formats.tables import Row, rows, separators_by_use
from fullstride.formats.titles import plain, race_distance_in_name
from fullstride.formats.undated import MAX_DAYS, PlanEntry, lay_back_to_race, plan_entry
from fullstride.formats.workout_steps import is_step_word, repeats, step, total_distance_m, total_duration_s

_HEADER_ROWS = 25
_SPORT = re.compile(r"(running|cycling|custom|swimming|strength|run|bike|swim)\s*:\s*", re.I)
_MARKDOWN = re.compile(r"\*\*|~~|`|__")
_STEP_LINE = re.compile(r"(?P<indent>\s*)-\s*(?P<word>[\w-]+)\s*:\s*(?P<text>.*)")


def read_week_table(text: str, name: str, *, race: dt.date | None, first: dt.date) -> Calendar | None:
    """The table's entries, or None when no row of `text` names at least five weekdays.

    Raises UnreadableInput when the weeks have no dates and there is no `race`.
    """
    for separator in separators_by_use(text):
        table = rows(text, separator, name)
        for index, row in enumerate(table[:_HEADER_ROWS]):
            columns = {
                day: at for at, cell in enumerate(row.cells) if (day := dates.weekday_of(cell)) is not None
            }
            if len(columns) >= 5:
                return _read(_weeks(table[index + 1 :], columns), columns, name, race, first)
    return None


@dataclass(frozen=True, slots=True)
class _Week:
    row: Row
    start: dates.Written | None  # a date in the row, outside the day columns


def _weeks(table: Sequence[Row], columns: Mapping[int, int]) -> list[_Week]:
    """The rows that are weeks: those that are numbered or dated, where the first is; footers are not."""
    first_day = min(columns.values())
    weeks: list[_Week] = []
    for row in table:
        if len(row.cells) <= first_day or all(not cell.strip("-: ") for cell in row.cells):
            continue  # a sentence between tables, or the rule below a heading
        if sum(dates.weekday_of(cell) is not None for cell in row.cells) >= 5:
            continue  # the heading again
        label = [c for c in row.cells[:first_day] if c]
        start = next((w for c in label if (w := _date_in(c))), None)
        if (first_day and weeks and not label) or len(weeks) > MAX_DAYS // 7:
            break
        weeks.append(_Week(row, start))
    return weeks


def _date_in(cell: str) -> dates.Written | None:
    """The date in "2026-12-14", "14 Dec - 20 Dec" or "Week 3 (14.12.2026)"."""
    words = re.sub(
        r"^\s*(?:week|woche|wk|kw)?\s*(?:of|vom|\d{1,2}(?=\s*[(:,-]))?\s*[(:,-]?\s*", "", cell, flags=re.I
    )
    return dates.find_at_start(words) or dates.find_at_start(cell)


def _read(
    weeks: Sequence[_Week], columns: Mapping[int, int], name: str, race: dt.date | None, first: dt.date
) -> Calendar:
    known: dict[str, tuple[Step, ...]] = {}
    found: list[PlanEntry] = []
    written: list[dates.Written | None] = []
    problems: list[Problem] = []
    order = sorted(columns, key=lambda day: columns[day])
    for number, week in enumerate(weeks):
        for place, day in enumerate(order):
            at = columns[day]
            cell = week.row.cells[at] if at < len(week.row.cells) else ""
            date, cell = _date_before(cell)
            if not cell:
                continue
            written.append(date)
            where = f"line {week.row.line}, {dates.WEEKDAY_NAMES[day]}"
            fields = _cell(cell, known)
            found.append(plan_entry(number * 7 + (place if len(order) == 7 else day), where, **fields))
    race_words = race_distance_in_name(name)
    if written and None not in written:
        resolved, _ = dates.resolve([w for w in written if w is not None], first)
        dated = [replace(one.entry, date=d) for one, d in zip(found, resolved, strict=True) if d is not None]
        return Calendar(entries=tuple(dated), race_distance=race_words)
    if weeks and all(week.start is not None for week in weeks):
        starts, remark = dates.resolve([w.start for w in weeks if w.start], first)
        if remark:
            problems.append(Problem(file=name, place="", text=remark))
        entries = []
        for one in found:
            start = starts[one.day // 7]
            if start is None:
                problems.append(
                    Problem(file=name, place=one.entry.place, text="its week has no date that exists")
                )
                continue
            offset = (order[one.day % 7] if len(order) == 7 else one.day % 7) - start.weekday()
            entries.append(replace(one.entry, date=start + dt.timedelta(days=offset % 7)))
        return Calendar(entries=tuple(entries), race_distance=race_words, problems=tuple(problems))
    if not found:
        return Calendar(
            entries=(), problems=(Problem(file=name, place="", text="holds no days with words in them"),)
        )
    laid = lay_back_to_race(found, race=race, name=name, weekdays=order if len(order) == 7 else range(7))
    return replace(laid, race_distance=race_words or laid.race_distance)


def _date_before(cell: str) -> tuple[dates.Written | None, str]:
    """ "2026-12-14: Easy 5 mi" -> the date and the rest; a cell without a date is returned whole."""
    cell = _MARKDOWN.sub("", cell).strip()
    date = dates.find_at_start(cell) if cell[:4].isdigit() else None
    rest = cell[date.length :].lstrip() if date else ""
    if date is None or (rest and rest[0] != ":"):
        return None, cell
    return date, rest[1:].strip()


def _cell(cell: str, known: dict[str, tuple[Step, ...]]) -> dict[str, Any]:
    lines = cell.split("\n")
    title = lines[0].strip()
    sport = ""
    if match := _SPORT.match(title):
        sport, title = match[1].lower(), title[match.end() :].strip()
    steps = _steps(lines[1:])
    key = title.casefold()
    if steps:
        known[key] = steps
    else:
        steps = known.get(key, ())
    has_steps = any(_STEP_LINE.match(line) for line in lines[1:])
    return {
        "title": plain(title) or "Workout",
        "description": plain("\n".join(lines[1:])) if not has_steps else "",
        "sport": sport,
        "steps": steps,
        "distance_m": total_distance_m(steps) or quantities.distance_in_title(title),
        "duration_s": total_duration_s(steps),
    }


def _steps(lines: Sequence[str]) -> tuple[Step, ...]:
    """Steps with their repeats multiplied out: what is indented below "- repeat: 4" happens 4 times."""
    found: list[Step] = []
    open_repeats: list[tuple[int, int]] = []  # (indent, times)
    for line in lines:
        match = _STEP_LINE.fullmatch(line.rstrip())
        if match is None:
            continue
        indent = len(match["indent"].expandtabs(2))
        while open_repeats and indent <= open_repeats[-1][0]:
            open_repeats.pop()
        if match["word"].lower() == "repeat":
            open_repeats.append((indent, repeats(match["text"])))
        elif is_step_word(match["word"]):
            times = 1
            for _, count in open_repeats:
                times *= count
            found.append(step(match["word"], match["text"], times=min(times, 1000)))
    return tuple(found)
