"""Twenty thousand events in one ICS: how long it takes to read, and how much memory."""

import datetime as dt
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measured import Measured

EVENTS = 20_000
TITLES = ("Easy 8 km", "Tempo 3 x 8 min", "Rest", "Long run 24 km", "Dentist", "Intervals 6 x 800 m")
_READ = """
import datetime as dt, sys, time
from pathlib import Path
begun = time.perf_counter()
from fullstride.formats.calendars import read_calendar
day = dt.date(2026, 1, 1)
calendar = read_calendar([Path(sys.argv[1])], race=None, first=day, last=dt.date(2080, 1, 1))
assert len(calendar.entries) > 15_000
print(time.perf_counter() - begun)
"""


def measurements() -> Iterator[Measured]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.ics"
        path.write_text(_calendar())
        done = subprocess.run(
            [sys.executable, "-c", _READ, str(path)], check=True, capture_output=True, text=True
        )
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
    yield Measured(name="20,000 events read", median=float(done.stdout), limit=3.0)
    yield Measured(name="20,000 events, memory", median=memory, limit=300.0, unit="MB")


def _calendar() -> str:
    events = (
        f"BEGIN:VEVENT\r\nUID:{number}@bench\r\nDTSTAMP:20260101T000000Z\r\n"
        f"DTSTART;VALUE=DATE:{dt.date(2026, 1, 1) + dt.timedelta(days=number):%Y%m%d}\r\n"
        f"SUMMARY:{TITLES[number % len(TITLES)]}\r\nEND:VEVENT\r\n"
        for number in range(EVENTS)
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{''.join(events)}END:VCALENDAR\r\n"
