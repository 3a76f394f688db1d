"""Frame marks as a table: frame,event and what else a spreadsheet or a video program writes."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn

from fullstride.domain.errors import UnreadableInput
from fullstride.domain.motion import FrameMarks, Seen, Side
from fullstride.formats.frame_marks_clip import Fact, Raw, put_together
from fullstride.formats.frame_marks_words import columns_of, event_hint, event_of, fact_of, side_of
from fullstride.formats.tables import Row, rows, separators_by_use

WHERE_FPS = "write the line '# fps: 240' above the marks, with your camera's number"
HEADER_ROWS = 60
_MOST_FRAMES = 10_000_000
_MOST_NUMBER = 1000
_DAY_S = 86_400.0
_FRAME = re.compile(r"-?\d{1,12}(?:[.,]0{1,6})?")
_TIME = re.compile(r"(-?\d{1,9})(?:[.,](\d{1,9}))?\s*(ms|msec|s|sec|secs|seconds)?", re.I)
_CLOCK = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,9}))?")
_TIMECODE = re.compile(r"(\d{1,2}):(\d{2}):(\d{2})[:;](\d{2,3})")
_KEYED = re.compile(r"\s*([^:=]{1,40}?)\s*[:=]\s*(.*)")


@dataclass(frozen=True, slots=True)
class _Table:
    header: Row
    columns: Mapping[str, int]
    above: Sequence[Row]
    below: Sequence[Row]
    separator: str


def has_marks(text: str) -> bool:
    """Whether a text is a table of frame marks: a heading with frame or time and event, and an event."""
    try:
        table = _table(text, "")
    except UnreadableInput:
        return False
    if table is None:
        return False
    at = table.columns["event"]
    cells = [row.cells[at] for row in table.below[:HEADER_ROWS] if len(row.cells) > at and not _is_note(row)]
    said = [found[0] for cell in cells if (found := event_of(cell))]
    # "start" and "end" stand in many a table of times; nobody else writes take-offs or counts frames
    told = "fps" in text.casefold()
    return any(seen is not Seen.CONE for seen in said) or ("frame" in table.columns and (told or bool(said)))


def read_table(text: str, name: str) -> FrameMarks:
    """Raises UnreadableInput naming the file, the line and what would be right."""
    table = _table(text, name)
    if table is None:
        raise UnreadableInput(
            name, "", "has no row that names its columns; write frame,event above the marks"
        )
    return _Reading(name, table).marks()


def _table(text: str, name: str) -> _Table | None:
    for separator in separators_by_use(text):
        found = rows(text, separator, name)
        for index, row in enumerate(found[:HEADER_ROWS]):
            columns = {} if _is_note(row) else columns_of(row.cells)
            if "event" in columns and ("frame" in columns or "time" in columns):
                return _Table(row, columns, found[:index], found[index + 1 :], separator)
    return None


def _is_note(row: Row) -> bool:
    return row.cells[0].startswith("#")


class _Reading:
    """Reads one table; knows the file's name so that every refusal can say it."""

    def __init__(self, name: str, table: _Table) -> None:
        self.name, self.table = name, table
        self.heading = table.header.cells
        self.resolution_s = _DAY_S
        self.per_second = 1.0

    def marks(self) -> FrameMarks:
        facts = self._facts()
        self.per_second = self._time_unit()
        raws = [raw for row in self.table.below if not _is_note(row) for raw in self._raw(row, facts)]
        if not raws:
            raise UnreadableInput(self.name, "", "holds no marks below its heading")
        return put_together(
            raws,
            facts,
            name=self.name,
            written="csv",
            where_fps=WHERE_FPS,
            resolution_s=self.resolution_s,
        )

    # ---- facts

    def _facts(self) -> dict[str, Fact]:
        """From lines "# fps: 240", from rows above the heading, and from columns of that name."""
        found: dict[str, Fact] = {}
        for row in (*self.table.above, *(row for row in self.table.below if _is_note(row))):
            said = self._said(row)
            if said is not None:
                self._keep(found, said[0], Fact(place=f"line {row.line}", text=said[1]))
        taken = set(self.table.columns.values())
        for at, cell in enumerate(self.heading):
            key = None if at in taken else fact_of(cell)
            if key is None:
                continue
            for row in self.table.below:
                if not _is_note(row) and len(row.cells) > at and row.cells[at]:
                    self._keep(found, key, Fact(place=f"line {row.line}", text=row.cells[at]))
        return found

    def _said(self, row: Row) -> tuple[str, str] | None:
        """The fact of a row: "# fps: 240", or the cells "fps" and "240"."""
        cells = [cell for cell in row.cells if cell]
        first = cells[0].lstrip("# ")
        line = self.table.separator.join([first, *cells[1:]])
        keyed = _KEYED.fullmatch(line)
        if keyed and (key := fact_of(keyed[1])):
            value = keyed[2].strip(self.table.separator + " ")
            return (key, value) if value else None
        key = fact_of(first)
        return (key, self.table.separator.join(cells[1:])) if key and len(cells) > 1 else None

    def _keep(self, found: dict[str, Fact], key: str, fact: Fact) -> None:
        before = found.setdefault(key, fact)
        if before.text != fact.text:
            self._refuse(
                fact.place, f"says {key} {fact.text[:40]!r}, and {before.place} says {before.text[:40]!r}"
            )

    def _time_unit(self) -> float:
        """How many of the time column's units make a second."""
        if "time" not in self.table.columns:
            return 1.0
        words = re.findall(r"[a-z]+", self.heading[self.table.columns["time"]].casefold())
        return 1000.0 if {"ms", "msec", "milliseconds", "millisekunden", "millis"} & set(words) else 1.0

    # ---- marks

    def _raw(self, row: Row, facts: Mapping[str, Fact]) -> Iterator[Raw]:
        place = f"line {row.line}"
        frame, time, event = (self._cell(row, key) for key in ("frame", "time", "event"))
        if not (frame or time or event):
            return
        if any(row.cells[len(self.heading) :]):
            hint = (
                "; with decimal commas, part the columns by semicolons" if self.table.separator == "," else ""
            )
            self._refuse(place, f"has more cells than the heading has columns{hint}")
        if not (frame or time):
            self._refuse(place, f"names no frame for {event[:40]!r}")
        if not event:
            self._refuse(place, "names no event; leave out frames in which nothing is marked")
        found = event_of(event)
        if found is None:
            self._refuse(place, f"{event[:40]!r} is no event; {event_hint(event)}")
        seen, side, begins = found
        yield Raw(
            place=place,
            seen=seen,
            frame=self._frame(frame, place) if frame else None,
            time_s=None if frame else self._time(time, place, facts),
            number=self._number(self._cell(row, "number"), place),
            side=self._side(self._cell(row, "side"), place) or side,
            begins=begins,
        )

    def _cell(self, row: Row, meaning: str) -> str:
        at = self.table.columns.get(meaning, len(row.cells))
        return row.cells[at] if at < len(row.cells) else ""

    def _frame(self, cell: str, place: str) -> int:
        if not _FRAME.fullmatch(cell):
            self._refuse(place, f"frame {cell[:40]!r} is no whole number")
        frame = int(re.split("[.,]", cell)[0])
        if cell.startswith("-"):
            self._refuse(place, f"frame {frame} lies before the first; frames count up from 0")
        if frame > _MOST_FRAMES:
            self._refuse(place, f"frame {frame} is more than any clip holds")
        return frame

    def _time(self, cell: str, place: str, facts: Mapping[str, Fact]) -> float:
        """Seconds as the player shows them: "1.234", "1,234", "1234 ms", "0:01.234", "00:00:01:08"."""
        if code := _TIMECODE.fullmatch(cell):
            return self._timecode(code, place, facts)
        if clock := _CLOCK.fullmatch(cell):
            self.resolution_s = min(self.resolution_s, 10.0 ** -len(clock[4] or ""))
            whole = int(clock[1] or 0) * 3600 + int(clock[2]) * 60 + int(clock[3])
            seconds = whole + float(f"0.{clock[4] or 0}")
        elif plain := _TIME.fullmatch(cell):
            unit = (plain[3] or "").casefold()
            per_second = (1000.0 if unit.startswith("ms") else 1.0) if unit else self.per_second
            seconds = float(f"{plain[1]}.{plain[2] or 0}") / per_second
            self.resolution_s = min(self.resolution_s, 10.0 ** -len(plain[2] or "") / per_second)
        else:
            self._refuse(place, f"time {cell[:40]!r} is no time; write seconds like 1.234")
        if cell.startswith("-"):
            self._refuse(place, f"time {cell[:40]} lies before the clip begins")
        if seconds > _DAY_S:
            self._refuse(place, f"time {cell[:40]} is longer than any clip")
        return seconds

    def _timecode(self, code: re.Match[str], place: str, facts: Mapping[str, Fact]) -> float:
        """Hours, minutes, seconds and frames, which count at the rate at which the clip is played."""
        rate = facts.get("played_fps") or facts.get("fps")
        match = re.match(r"\s*(\d{1,4})(?:[.,]\d+)?", rate.text) if rate else None
        per_second = max(1, int(match[1])) if match else 1
        if match and int(code[4]) > per_second:
            self._refuse(place, f"{code[0]} counts more frames a second than the {per_second} that are told")
        self.resolution_s = 0.0
        return int(code[1]) * 3600 + int(code[2]) * 60 + int(code[3]) + int(code[4]) / per_second

    def _number(self, cell: str, place: str) -> int | None:
        if not cell:
            return None
        digits = re.fullmatch(r"\D{0,20}?(\d{1,6})(?:[.,]0+)?", cell)
        number = int(digits[1]) if digits else 0
        if not 1 <= number <= _MOST_NUMBER:
            self._refuse(place, f"set {cell[:40]!r} is no number from 1 to {_MOST_NUMBER}")
        return number

    def _side(self, cell: str, place: str) -> Side:
        side = side_of(cell)
        if side is None:
            self._refuse(place, f"side {cell[:40]!r} is neither left nor right")
        return side

    def _refuse(self, place: str, reason: str) -> NoReturn:
        raise UnreadableInput(self.name, place, reason)
