"""A runner's archive of many years: 20,000 workouts with words and amounts, one in a hundred repeating.

`long_calendar` reads bare titles and keeps them all; here most events are long past, as in real feeds.
"""

import datetime as dt
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measured import Measured

EVENTS = 20_000
ROUNDS = 3
FIRST = dt.date(2026, 12, 14)
# Each round is a fresh process, so that the memory is this reading's own and nothing is warm.
_READ = """
import datetime as dt, resource, sys, time
from pathlib import Path
begun = time.perf_counter()
from fullstride.formats.calendars import read_calendar
first = dt.date.fromisoformat(sys.argv[2])
calendar = read_calendar([Path(sys.argv[1])], race=None, first=first, last=first + dt.timedelta(days=364))
assert len(calendar.entries) > 2000 and not calendar.problems
print(time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)
"""


def measurements() -> Iterator[Measured]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "archive.ics"
        path.write_text(_archive(), encoding="utf-8", newline="")
        command = [sys.executable, "-c", _READ, str(path), FIRST.isoformat()]
        rounds = [
            [float(word) for word in subprocess.check_output(command, text=True).split()]
            for _ in range(ROUNDS)
        ]
    yield Measured(
        name="archive of 20,000 events read", median=statistics.median(r[0] for r in rounds), limit=3.0
    )
    yield Measured(name="archive, memory", median=max(r[1] for r in rounds), limit=300.0, unit="MB")


def _archive() -> str:
    start = FIRST - dt.timedelta(days=3000)
    events = (_event(n, start + dt.timedelta(days=n * 3400 // EVENTS)) for n in range(EVENTS))
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//bench//EN\r\n{''.join(events)}END:VCALENDAR\r\n"


def _event(number: int, day: dt.date) -> str:
    repeats = f"RRULE:FREQ=WEEKLY;COUNT={4 + number % 20}\r\n" if number % 100 == 0 else ""
    return (
        f"BEGIN:VEVENT\r\nUID:workout-{number}\r\nDTSTAMP:20261201T080000Z\r\n"
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}\r\nDTEND;VALUE=DATE:{day + dt.timedelta(days=1):%Y%m%d}\r\n"
        f"{repeats}SUMMARY:Easy run with strides {number}\r\n"
        "DESCRIPTION:Workout type: Run\\n45 min easy on soft ground\\, then 4 x 20 s strides with\r\n"
        "  a walk back.\\nPlanned Time: 0:45\\nDistance Planned: 8.00 km\\n\r\nEND:VEVENT\r\n"
    )
