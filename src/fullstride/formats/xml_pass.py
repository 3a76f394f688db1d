"""One pass of the parser over an XML recording: handlers that build the tree and the table.

Tags are known by their names without prefix, so undeclared prefixes, which real exports have, do no
harm. Nothing outside the file is ever fetched and a file that defines entities is refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.parsers import expat

from fullstride.domain.errors import UnreadableInput
from fullstride.formats.xml_document import Document, Element, Piece
from fullstride.formats.xml_lift import MARK, Shape, local

POINTS_LIMIT = 1_000_000  # eleven days at one a second
ELEMENTS_LIMIT = 200_000  # outside the points
PATHS_LIMIT = 64
DEPTH_LIMIT = 64
LEAF_LIMIT = 100_000  # characters

_CUT_OFF = frozenset({"no element found", "unclosed token", "unclosed CDATA section", "partial character"})
_SHOWN = 80


class _OutOfPlaceError(Exception):
    """A mark for lifted points stands where no point may be."""


@dataclass(slots=True)
class _Open:
    """An element that has begun and not ended."""

    name: str
    attributes: dict[str, str]
    first_row: int
    children: list[Element] = field(default_factory=list)


class Pass:
    """The handlers of one pass of the parser. `runs` are what the marks of lifted points stand for."""

    def __init__(self, name: str, root: str, point: str, runs: Sequence[tuple[Shape, int]]) -> None:
        self.file, self.root, self.point, self.runs = name, root, point, runs
        self.parser = expat.ParserCreate("utf-8")
        self.stopped_at: int | None = None  # byte; None when all was read
        self.line = 0  # there
        self.sound_until = 0  # byte at which the last point that was not lifted closes
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
        """What could be read up to the first damage; None when nothing could.

        `lines_before` is how many lines the file had before `data` begins.
        """
        parser = self.parser
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
            self.stopped_at = parser.ErrorByteIndex
            said = expat.errors.messages.get(error.code, "")
            said = "the file is cut off" if said in _CUT_OFF else said.removeprefix("not well-formed ")
            said = said.strip("()")
            damage = f"breaks off at line {error.lineno + lines_before} ({said})"
        except _OutOfPlaceError:
            damage = f"breaks off at line {self.line + lines_before} (mismatched tag)"
        while self.open:
            self.close()
        return self.document(damage) if self.done else None

    def document(self, damage: str) -> Document:
        assert self.done is not None
        pieces: dict[str, list[Piece]] = {path: [piece] for path, piece in self.columns.items()}
        for shape, rows in self.rows_of.values():
            columns = list(zip(*shape.points[: len(rows)], strict=True))  # up to where the parser came
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
                    self.keep("@" + local(key), value)
        else:
            self.begin(name, attributes)

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        if not self.open and (name != self.root or self.done):
            raise UnreadableInput(self.file, "", f"begins with <{name[:_SHOWN]}>, not <{self.root}>")
        if self.elements > ELEMENTS_LIMIT or len(self.open) > DEPTH_LIMIT:
            raise UnreadableInput(self.file, "", "holds more, or deeper, than any recording does")
        plain = {local(key): value for key, value in attributes.items()} if attributes else attributes
        self.open.append(_Open(name, plain, self.rows))

    def end(self, tag: str) -> None:  # noqa: ARG002
        if self.path is None:
            self.close()
        elif self.path:
            if self.leaf:
                self.keep("/".join(self.path), "".join(self.text)[:LEAF_LIMIT])
            self.path.pop()
        else:
            self.point_ends()
        self.text.clear()
        self.leaf = False

    def keep(self, path: str, value: str) -> None:
        """Of the point that is open; what is there twice counts once."""
        if len(self.values) < PATHS_LIMIT:
            self.values.setdefault(path, value)

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
        self.sound_until = self.parser.CurrentByteIndex
        self.count(1)

    def count(self, points: int) -> None:
        self.rows += points
        if self.rows > POINTS_LIMIT:
            raise UnreadableInput(self.file, "", f"holds more than {POINTS_LIMIT} points")

    def instruction(self, target: str, number: str) -> None:
        if target != MARK:
            return
        if self.path is not None or not self.open:
            # The parser runs on to the end behind an exception, so the place is noted here.
            self.stopped_at, self.line = self.parser.CurrentByteIndex, self.parser.CurrentLineNumber
            raise _OutOfPlaceError
        self.leaf = False
        shape, points = self.runs[int(number)]
        self.rows_of.setdefault(id(shape), (shape, []))[1].extend(range(self.rows, self.rows + points))
        self.count(points)

    def entity(self, *_: object) -> None:
        raise UnreadableInput(self.file, "", "defines entities of its own, which no recording needs")
