"""An XML recording as a small tree and a table of its points.

Tags are known by their names without prefix, so undeclared prefixes, which real exports have, do no
harm. Nothing outside the file is ever fetched and a file that defines entities is refused. What is
damaged is read up to the damage.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.parsers import expat

import numpy as np

from fullstride.domain.errors import UnreadableInput
from fullstride.domain.recording import Floats
from fullstride.formats.xml_lift import MARK, Shape, lift, local
from fullstride.formats.xml_text import as_utf8, mended, refuse_monsters

POINTS_LIMIT = 1_000_000  # eleven days at one a second
ELEMENTS_LIMIT = 200_000  # outside the points
PATHS_LIMIT = 256
DEPTH_LIMIT = 64
LEAF_LIMIT = 100_000  # characters

_CUT_OFF = frozenset({"no element found", "unclosed token", "unclosed CDATA section", "partial character"})
_DEPTH_OF_A_WORD = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """An element that is no point. `first_row` to `end_row` are the points in it, `text` that of a leaf."""

    name: str
    attributes: Mapping[str, str]
    text: str
    children: tuple["Element", ...]
    first_row: int
    end_row: int

    def named(self, *names: str) -> Iterator["Element"]:
        """Elements at or under this one that have one of the names, in the file's order."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            if element.name in names:
                yield element
            waiting.extend(reversed(element.children))

    def child(self, *path: str) -> "Element | None":
        """The first child of that name, and so on down the path."""
        found: Element | None = self
        for name in path:
            found = next((each for each in found.children if each.name == name), None) if found else None
        return found

    def said(self, *path: str) -> str:
        """The text there, without spaces around it; "" where there is none."""
        found = self.child(*path)
        return " ".join(found.text.split()) if found else ""


Piece = tuple[Sequence[int], Sequence[bytes]]  # rows, and what stands in them


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """`columns` path -> pieces; paths are local names such as "HeartRateBpm/Value" or "@lat".

    `damage` is "" or where and how the file breaks off: "line 812 (mismatched tag)".
    """

    root: Element
    rows: int
    columns: Mapping[str, tuple[Piece, ...]]
    damage: str = ""

    def numbers(self, path: str) -> Floats:
        """The column as (rows,) numbers; NaN where there is none or no finite number."""
        found = np.full(self.rows, np.nan)
        for rows, values in self.columns.get(path, ()):
            found[np.asarray(rows, dtype=np.intp)] = _numbers(values)
        found[~np.isfinite(found)] = np.nan
        return found

    def texts(self, path: str) -> list[bytes]:
        """The column as written, one for every row; b"" where there is none."""
        found = [b""] * self.rows
        for rows, values in self.columns.get(path, ()):
            for row, value in zip(rows, values, strict=True):
                found[row] = value
        return found


def read_xml(data: bytes, name: str, *, root: str, point: str) -> Document:
    """The file whose outermost element is `root`, its `point` elements as a table.

    Points of one shape are lifted out in a sweep, the rest goes through a parser; when that finds
    damage, the whole file does, up to there. Raises UnreadableInput when it is another kind of file,
    when it defines entities, or when it is larger than any recording.
    """
    utf8, lines_before = as_utf8(data)
    if not utf8:
        raise UnreadableInput(name, "", "is empty")
    refuse_monsters(utf8, name)
    lifted = lift(utf8, point)
    if lifted is not None:
        document = _Reader(name, root, point, lifted.runs).read(lifted.rest, lines_before)
        if document is not None and not document.damage:
            return document
    found = _read_carefully(utf8, name, root, point, lines_before)
    if found is not None and not found.damage:
        return found
    usable = mended(utf8)
    if usable != utf8:
        again = _read_carefully(usable, name, root, point, lines_before)
        if again is not None and (found is None or not again.damage or again.rows > found.rows):
            found = again
    if found is None:
        raise UnreadableInput(name, "line 1", f"no <{root}> begins in it")
    return found


def _read_carefully(utf8: bytes, name: str, root: str, point: str, lines_before: int) -> Document | None:
    return _Reader(name, root, point, ()).read(utf8, lines_before)


class _OutOfPlaceError(Exception):
    """A mark for lifted points stands where no point may be; the file is read without lifting."""


@dataclass(slots=True)
class _Open:
    """An element that has begun and not ended."""

    name: str
    attributes: dict[str, str]
    first_row: int
    children: list[Element] = field(default_factory=list)


class _Reader:
    """The handlers of one pass of the parser. `runs` are what the marks of lifted points stand for."""

    def __init__(self, name: str, root: str, point: str, runs: Sequence[tuple[Shape, int]]) -> None:
        self.file, self.root, self.point, self.runs = name, root, point, runs
        self.open: list[_Open] = []
        self.done: Element | None = None
        self.elements = self.rows = 0
        self.text: list[str] = []
        self.leaf = False  # the last tag was an opening one
        self.path: list[str] | None = None  # where we are in a point; None outside
        self.values: dict[str, str] = {}  # of the point that is open
        self.columns: dict[str, tuple[list[int], list[bytes]]] = {}
        self.rows_of: dict[int, tuple[Shape, list[int]]] = {}

    def read(self, data: bytes, lines_before: int) -> Document | None:
        """None when nothing of it could be read, or when lifted points turn out to be misplaced."""
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.text.append
        parser.EntityDeclHandler = self.entity
        if self.runs:
            parser.ProcessingInstructionHandler = self.instruction
        damage = ""
        try:
            parser.Parse(data, True)
        except expat.ExpatError as error:
            said = expat.errors.messages.get(error.code, "") if error.code else ""
            said = "the file is cut off" if said in _CUT_OFF else said or "not well-formed"
            damage = f"line {error.lineno + lines_before} ({said})"
        except _OutOfPlaceError:
            return None
        while self.open:
            self.close()
        return self.document(damage) if self.done else None

    def document(self, damage: str) -> Document:
        assert self.done is not None
        pieces: dict[str, list[Piece]] = {path: [piece] for path, piece in self.columns.items()}
        for shape, rows in self.rows_of.values():
            columns = list(zip(*shape.points, strict=True))
            for at, path in enumerate(shape.paths):
                if path not in shape.paths[:at]:
                    pieces.setdefault(path, []).append((rows, columns[at]))
        columns_found = {path: tuple(found) for path, found in pieces.items()}
        return Document(root=self.done, rows=self.rows, columns=columns_found, damage=damage)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.text.clear()
        self.leaf = True
        name = local(tag)
        if self.path is not None:
            self.path.append(name)
            if len(self.path) > DEPTH_LIMIT:
                raise UnreadableInput(self.file, "", "is nested deeper than any recording is")
        elif name == self.point and self.open:
            self.path = []
            for key, value in attributes.items():
                if not key.startswith("xmlns"):
                    self.values.setdefault("@" + local(key), value)
        else:
            self.begin(name, attributes)

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        if not self.open and (name != self.root or self.done):
            raise UnreadableInput(
                self.file, "", f"begins with <{name[:_DEPTH_OF_A_WORD]}>, not <{self.root}>"
            )
        if self.elements > ELEMENTS_LIMIT or len(self.open) > DEPTH_LIMIT:
            raise UnreadableInput(self.file, "", "holds more, or deeper, than any recording does")
        plain = {local(key): value for key, value in attributes.items()}
        self.open.append(_Open(name, plain, self.rows))

    def end(self, tag: str) -> None:  # noqa: ARG002
        if self.path is None:
            self.close()
        elif self.path:
            if self.leaf:
                self.values.setdefault("/".join(self.path), "".join(self.text)[:LEAF_LIMIT])
            self.path.pop()
        else:
            self.point_ends()
        self.text.clear()
        self.leaf = False

    def close(self) -> None:
        ended = self.open.pop()
        text = "".join(self.text)[:LEAF_LIMIT] if self.leaf else ""
        element = Element(
            name=ended.name,
            attributes=ended.attributes,
            text=text,
            children=tuple(ended.children),
            first_row=ended.first_row,
            end_row=self.rows,
        )
        self.leaf = False
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.done = element

    def point_ends(self) -> None:
        for path, value in self.values.items():
            if path not in self.columns and len(self.columns) >= PATHS_LIMIT:
                continue
            rows, values = self.columns.setdefault(path, ([], []))
            rows.append(self.rows)
            values.append(value.encode())
        self.values.clear()
        self.path = None
        self.count(1)

    def count(self, points: int) -> None:
        self.rows += points
        if self.rows > POINTS_LIMIT:
            raise UnreadableInput(self.file, "", f"holds more than {POINTS_LIMIT} points")

    def instruction(self, target: str, number: str) -> None:
        if target != MARK:
            return
        if self.path is not None or not self.open:
            raise _OutOfPlaceError
        self.leaf = False
        shape, points = self.runs[int(number)]
        self.rows_of.setdefault(id(shape), (shape, []))[1].extend(range(self.rows, self.rows + points))
        self.count(points)

    def entity(self, *_: object) -> None:
        raise UnreadableInput(self.file, "", "defines entities of its own, which no recording needs")


def _numbers(values: Sequence[bytes]) -> Floats:
    try:
        return np.array(list(map(float, values)))
    except ValueError:
        known = {value: _number(value) for value in set(values)}
        return np.array([known[value] for value in values])


def _number(value: bytes) -> float:
    try:
        return float(value)
    except ValueError:
        return float("nan")
