"""Calendar-hack's older plan files: comments with the plan's head, then a row for each day of each week.

`# units: mi`, `# Week 1`, `"Easy {5:8}","with a friend\\nor alone",5`, an empty row for an empty day.
"""

import csv
import datetime as dt
import io
import re
from typing import Any

from fullstride.domain.calendar import Calendar
from fullstride.domain.errors import UnreadableInput
from fullstride.formats import calendar_dates as dates
from fullstride.formats.calendar_hack import read_plan_data

_HEAD = re.compile(r"#\s*([a-z]{2,20})\s*:\s*(.*)", re.I)
_KNOWN = {"id", "name", "units", "type", "description", "source"}


def read_hack_csv(text: str, name: str, *, race: dt.date | None, first: dt.date) -> Calendar | None:
    """The plan with dates, or None when `text` has no head of that kind.

    Raises UnreadableInput without a `race`, as for every plan that has no dates.
    """
    head: dict[str, Any] = {}
    lines: list[str] = []
    for line in text.split("\n"):
        if line.startswith("#"):
            if (match := _HEAD.fullmatch(line.strip())) and match[1].lower() in _KNOWN:
                head.setdefault(match[1].lower(), match[2])
        elif line.strip():
            lines.append(line)
    if len(head.keys() & _KNOWN) < 2 or not lines:
        return None
    try:
        table = list(csv.reader(io.StringIO("\n".join(lines)), skipinitialspace=True))
    except csv.Error as error:
        raise UnreadableInput(name, "", f"is not a table of days ({error})") from None
    if any(dates.whole(row[0]) for row in table[:7] if row):
        return None
    days = [
        {
            "title": row[0].replace("\\n", "\n"),
            "description": row[1].replace("\\n", "\n") if len(row) > 1 else "",
            "distance": row[2].strip() if len(row) > 2 else "",
        }
        for row in table
        if row
    ]
    return read_plan_data({**head, "description": "", "workouts": days}, name, race=race, first=first)
