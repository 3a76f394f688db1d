"""ICS text as components of content lines: unfolded, split into name, parameters and value."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

LONGEST = 200_000  # characters in one property
_LINE = re.compile(r"([^\n]*)(?:\n|\Z)")
TIME_LINES = frozenset(
    {"DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "SEQUENCE"}
)
_NAME = re.compile(r"[A-Za-z0-9-]{1,80}")
_PARAMETER = re.compile(r';([A-Za-z0-9-]+)=((?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)')
_ESCAPE = re.compile(r"\\([\\;,nN])")


@dataclass(frozen=True, slots=True)
class Property:
    name: str  # upper case
    parameters: dict[str, str]  # upper-case names, values without quotes
    value: str  # as written, still escaped

    @property
    def text(self) -> str:
        """The value of a text property, unescaped."""
        return unescape(self.value)


@dataclass(slots=True)
class Component:
    """One BEGIN…END block, its properties in lists under their names."""

    name: str
    line: int  # of its BEGIN, from 1
    properties: dict[str, list[Property]] = field(default_factory=dict)
    raw: list[str] = field(default_factory=list)  # its content lines that speak of time
    closed: bool = False
    broken: str = ""  # what stands in it that is no content line

    def get(self, name: str) -> Property | None:
        found = self.properties.get(name)
        return found[0] if found else None

    def words(self, name: str) -> str:
        found = self.properties.get(name)
        return found[0].text if found else ""


def unescape(value: str) -> str:
    if "\\" not in value:
        return value
    return _ESCAPE.sub(lambda m: "\n" if m[1] in "nN" else m[1], value)


def unfolded(text: str) -> Iterator[tuple[int, str]]:
    """(line number, content line) with continuation lines joined; what is past `LONGEST` is cut off."""
    parts: list[str] = []
    start, length = 1, 0
    for number, match in enumerate(_LINE.finditer(text), start=1):
        line = match[1]
        if line[:1] in (" ", "\t") and parts:
            length += len(line)
            if length < LONGEST:
                parts.append(line[1:])
            continue
        if parts:
            yield start, parts[0] if len(parts) == 1 else "".join(parts)
        parts = [line[:LONGEST]] if line else []
        start, length = number, len(line)
    if parts:
        yield start, "".join(parts)


def components(text: str, wanted: frozenset[str], most: int = 1_000_000) -> tuple[Component, list[Component]]:
    """The calendar's own properties, and every `wanted` component ("VEVENT") in file order.

    Stops when there are more than `most`.
    Nested and unknown components (alarms, time zones) are passed over. A component that is never
    closed ends where the next of its kind begins, with `closed` False.
    """
    head = Component("VCALENDAR", 1)
    found: list[Component] = []
    current: Component | None = None
    skipping: list[str] = []
    for number, line in unfolded(text):
        upper = line[:6].upper()
        if upper == "BEGIN:":
            kind = line[6:].strip().upper()
            if kind in wanted:
                current = Component(kind, number)
                found.append(current)
                if len(found) > most:
                    break
                skipping.clear()
            elif kind != "VCALENDAR":
                skipping.append(kind)
            continue
        if line[:4].upper() == "END:":
            kind = line[4:].strip().upper()
            if current is not None and kind == current.name:
                current.closed = True
                current = None
                skipping.clear()
            elif kind in skipping:
                del skipping[skipping.index(kind) :]
            continue
        if skipping:
            continue
        target = head if current is None else current
        prop = parse_line(line)
        if prop is None:
            if line.strip() and current is not None and not current.broken:
                current.broken = line[:60]
            continue
        target.properties.setdefault(prop.name, []).append(prop)
        if current is not None and prop.name in TIME_LINES:
            current.raw.append(line)
    return head, found


def parse_line(line: str) -> Property | None:
    """One unfolded content line; None when it is none."""
    match = _NAME.match(line)
    if match is None:
        return None
    at = match.end()
    parameters: dict[str, str] = {}
    if line[at : at + 1] == ";":
        while parameter := _PARAMETER.match(line, at):
            parameters[parameter[1].upper()] = parameter[2].strip('"')
            at = parameter.end()
    if line[at : at + 1] != ":":
        return None
    return Property(match[0].upper(), parameters, line[at + 1 :])
