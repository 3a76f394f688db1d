"""The record of a guided session: one JSON object a line, written as it happens.

A run opens with a line that says which session it is, then comes a line an event, then a line with the
outcome. A file may hold several runs; the last one counts. A last line that was cut off by a crash is
left out; anything else that is wrong is named with its line.
"""

import datetime as dt
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fullstride.domain.errors import BadUsage, UnreadableInput
from fullstride.formats.reading import read_bytes
from fullstride.formats.reasons import reason_json
from fullstride.guide.player import Act, Event
from fullstride.guide.record import Record
from fullstride.guide.words import Script

LARGEST_FILE_BYTES = 8_000_000
Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The last run of a file; replaying its events tells how it ended, if it did."""

    opened: dt.datetime
    header: Json
    events: tuple[Event, ...]


def header(script: Script) -> Json:
    """What must still be true of a session for a run to be gone on with."""
    return {
        "session": script.session.id,
        "date": script.session.date.isoformat(),
        "exercise": script.session.exercise,
        "dose": script.dose,
        "rest_s": script.rest_s,
        "parts": len(script.parts),
    }


def record_json(record: Record) -> Json:
    """A record as `--json` prints it and as the file's outcome line holds it."""
    efforts: list[Json] = []
    before: dt.datetime | None = None
    for effort in record.efforts:
        efforts.append(
            {
                "part": effort.part,
                "start": effort.start.isoformat(timespec="milliseconds"),
                "end": effort.end.isoformat(timespec="milliseconds"),
                "rest_before_s": _seconds(effort.start - before) if before else None,
                "outcome": effort.outcome.value,
                "redone": effort.redone,
                "form": effort.form.value if effort.form else None,
                "felt": effort.felt,
            }
        )
        before = effort.end
    return {
        "session": record.session,
        "date": record.date.isoformat(),
        "exercise": record.exercise,
        "dose": record.dose,
        "rest_s": record.rest_s,
        "opened": record.opened.isoformat(timespec="milliseconds"),
        "closed": record.closed.isoformat(timespec="milliseconds"),
        "ending": record.ending.value if record.ending else None,
        "stopped_by": reason_json(record.stopped_by) if record.stopped_by else None,
        "parts": record.parts,
        "done": record.done,
        "efforts": efforts,
        "skipped": list(record.skipped),
    }


def read_run(path: Path) -> Run | None:
    """The last run in a record file; None where there is no file yet.

    Raises UnreadableInput with the file and the line.
    """
    if not path.exists() or (path.is_file() and not path.stat().st_size):
        return None
    lines = read_bytes(path, LARGEST_FILE_BYTES).split(b"\n")
    opened: tuple[dt.datetime, Json] | None = None
    events: list[Event] = []
    for number, line in enumerate(lines[:-1], start=1):  # what follows the last line end was cut off
        row = _row(line, path, number)
        try:
            if "opened" in row:
                told = {key: value for key, value in row.items() if key != "opened"}
                opened, events = (_instant(row["opened"]), told), []
            elif "act" in row:
                events.append(_event(row))
            elif "record" not in row:
                raise KeyError("record")
        except (KeyError, TypeError, ValueError):
            raise UnreadableInput(str(path), f"line {number}", "is no line of a session record") from None
    if opened is None:
        return None
    return Run(opened=opened[0], header=opened[1], events=tuple(events))


def _row(line: bytes, path: Path, number: int) -> Json:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, dict):
        raise UnreadableInput(str(path), f"line {number}", "is no line of a session record")
    return row


def _event(row: Json) -> Event:
    value = row.get("value")
    if value is not None and type(value) is not int:
        raise ValueError("a value that is no whole number")
    began = _instant(row["began"]) if "began" in row else None
    return Event(act=Act(row["act"]), at=_instant(row["at"]), value=value, began=began)


def _instant(text: str) -> dt.datetime:
    instant = dt.datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError("an instant without a time zone")
    return instant


class DoneLog:
    """Appends to a record file, each line safe on the disk before the next thing happens."""

    def __init__(self, path: Path) -> None:
        """Raises BadUsage where the file can't be written. A line that was cut off is cut away."""
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = path.open("a+b")
            self._file.seek(0)
            whole = self._file.read().rfind(b"\n") + 1
            self._file.truncate(whole)
        except OSError as error:
            raise BadUsage(f"{path} can't be written ({error.strerror}); nothing would be kept") from None

    def open_run(self, script: Script, at: dt.datetime) -> None:
        self._line({"opened": at.isoformat(), **header(script)})

    def event(self, event: Event) -> None:
        row: Json = {"act": event.act.value, "at": event.at.isoformat()}
        if event.value is not None:
            row["value"] = event.value
        if event.began is not None:
            row["began"] = event.began.isoformat()
        self._line(row)

    def outcome(self, record: Record) -> None:
        self._line({"record": record_json(record)})

    def close(self) -> None:
        self._file.close()

    def _line(self, row: Json) -> None:
        try:
            self._file.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise BadUsage(f"{self._path} can't be written any more ({error.strerror})") from None


def _seconds(span: dt.timedelta) -> float:
    return round(span.total_seconds(), 3)
