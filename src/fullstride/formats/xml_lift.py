"""Points of one shape taken out of an XML file in one sweep, before a parser sees the rest.

A recording's XML is a few hundred bytes about the run around thousands of points that all look alike.
The first point of a shape is looked at closely (it must be well-formed by itself) and becomes a
regular expression whose groups are its values; every further point that fits it is, tag by tag, the
same. What is lifted is replaced by `<?points n?>`, so the parser still sees in which element, and in
which order, the points were. Points of no known shape stay where they are.
"""

import re
from dataclasses import dataclass, field
from xml.parsers import expat

MARK = "points"
_SHAPES_LIMIT = 24  # tried one after the other where the shape changes, so they are kept few
_MISSED_LIMIT = 20_000  # points of no shape; a file with more gains nothing by lifting
_ASIDES_LIMIT = 1000
_POINT_LIMIT = 16_384  # bytes
_DEPTH_LIMIT = 16

# No tag, no reference and nothing that a parser would refuse or change, but for line ends.
_TEXT = rb"([\t\n\r !-%'-;=?-~]*+)"
_SPACE = rb"[ \t\r\n]*+"
_IN_QUOTES = {b'"': rb'"([ !#-%\'-;=?-~]*+)"', b"'": rb"'([ !-%(-;=?-~]*+)'"}
_ASIDES = ((b"<!--", b"-->"), (b"<![CDATA[", b"]]>"), (b"<?", b"?>"))
_TAG = re.compile(rb"(<[^<>]*>)")
_OPENING = re.compile(rb"<([^\s<>/!?=\"']+)([^<>]*?)(/?)>", re.DOTALL)
_ATTRIBUTE = re.compile(rb"\s+([^\s=\"'<>/]+)\s*=\s*(?:([\"'])[^\"'<>]*\2)")


@dataclass(slots=True)
class Shape:
    """A point's tags as a pattern; `paths` name its groups; `points` are the values that were lifted."""

    pattern: re.Pattern[bytes]
    paths: tuple[str, ...]
    points: list[tuple[bytes, ...]] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifted:
    """`rest` is the file without the lifted points; its nth mark stands for `runs[n]` points in a row."""

    rest: bytes
    runs: tuple[tuple[Shape, int], ...]


def local(name: str) -> str:
    """A tag's name without its prefix, declared or not."""
    return name.rpartition(":")[2] if ":" in name else name


def point_opening(point: str) -> bytes:
    """The pattern of how a point's tag begins, whatever its prefix."""
    return rb"<(?:[^\s<>/!?:]+:)?" + point.encode() + rb"(?=[\s>])"


def lift(data: bytes, point: str) -> Lifted | None:
    """Lift the elements whose local name is `point` out of UTF-8 `data`; None where that isn't safe.

    Safe means: outside comments, CDATA and instructions, in a file without a document type. That the
    rest is well-formed, and the marks where points may be, is for the parser of the rest to find.
    """
    if b"?" in data and b"<?" + MARK.encode() in data:
        return None
    asides = _asides(data)
    if asides is None:
        return None
    lifter = _Lifter(point)
    start = 0
    for first, end in [*asides, (len(data), len(data))]:
        lifter.lift(data, start, first)
        lifter.rest.append(data[first:end])
        start = end
    return Lifted(rest=b"".join(lifter.rest), runs=tuple(lifter.runs))


def _asides(data: bytes) -> list[tuple[int, int]] | None:
    """Where comments, CDATA and instructions are; None with a document type or more than real files have.

    One that never ends is damage and taken for its first two characters.
    """
    found: list[tuple[int, int]] = []
    if b"!" not in data and b"?" not in data:
        return found
    missing: set[bytes] = set()
    at = bang = question = 0
    while True:
        bang = _next(data, b"<!", bang, at)
        question = _next(data, b"<?", question, at)
        first = min(bang, question)
        if first == len(data):
            return found
        if data.startswith(b"<!DOCTYPE", first) or len(found) >= _ASIDES_LIMIT:
            return None
        closing = next((end for start, end in _ASIDES if data.startswith(start, first)), b"")
        last = data.find(closing, first + 4) if closing and closing not in missing else -1
        at = last + len(closing) if last >= 0 else first + 2
        if last < 0:
            missing.add(closing)
        found.append((first, at))


def _next(data: bytes, opening: bytes, known: int, at: int) -> int:
    """The first `opening` from `at` on, `known` when that is it; the end of the data when there is none."""
    if known >= at > 0:
        return known
    found = data.find(opening, at)
    return found if found >= 0 else len(data)


class _Lifter:
    """Carries the shapes and what was lifted from one stretch of the file to the next."""

    def __init__(self, point: str) -> None:
        self.point = re.compile(point_opening(point))
        self.shapes: list[Shape] = []
        self.attempts = self.missed = 0
        self.rest: list[bytes] = []
        self.runs: list[tuple[Shape, int]] = []

    def lift(self, data: bytes, start: int, end: int) -> None:
        kept = start  # everything before it is in `rest` or lifted
        while found := self.point.search(data, start, end):
            at = found.start()
            shape = self._shape_at(data, at, end)
            if shape is None:
                self.missed += 1
                if self.missed > _MISSED_LIMIT:
                    break
                start = found.end()
                continue
            count, start = _sweep(shape, data, at, end)
            self.rest += (data[kept:at], b"<?%s %d?>" % (MARK.encode(), len(self.runs)))
            self.runs.append((shape, count))
            kept = start
        self.rest.append(data[kept:end])

    def _shape_at(self, data: bytes, at: int, end: int) -> Shape | None:
        for shape in self.shapes:
            if shape.pattern.match(data, at, end):
                return shape
        if self.attempts >= _SHAPES_LIMIT:
            return None
        self.attempts += 1
        learnt = self._learn(data, at, end)
        if learnt is None or not learnt.pattern.match(data, at, end):
            return None
        self.shapes.append(learnt)
        return learnt

    def _learn(self, data: bytes, at: int, end: int) -> Shape | None:
        """The shape of the point that begins at `at`; None when it is not a plain one."""
        opening = _OPENING.match(data, at, min(end, at + _POINT_LIMIT))
        if opening is None or opening[3]:
            return None
        closing = b"</" + opening[1] + b">"
        last = data.find(closing, at, min(end, at + _POINT_LIMIT))
        block = data[at : last + len(closing)]
        if last < 0 or len(self.point.findall(block)) != 1 or not _well_formed(block):
            return None
        return _shape(block)


def _sweep(shape: Shape, data: bytes, at: int, end: int) -> tuple[int, int]:
    """Lift points of one shape as long as they follow each other: how many, and where the next byte is."""
    match, keep, count = shape.pattern.match, shape.points.append, 0
    while found := match(data, at, end):
        keep(found.groups())
        at = found.end()
        count += 1
    return count, at


def _well_formed(block: bytes) -> bool:
    try:
        expat.ParserCreate("utf-8").Parse(block, True)
    except expat.ExpatError:
        return False
    return True


def _shape(block: bytes) -> Shape | None:
    """The pattern of a well-formed point: its tags to the letter, and groups for what stands in leaves."""
    tags = _TAG.split(block)[1:-1]  # tag, text, tag, …, tag
    opening = _OPENING.fullmatch(tags[0])
    first = _point_tag(opening) if opening else None
    if first is None:
        return None
    pattern, paths = [first[0]], first[1]
    taken = list(paths)  # of empty tags too
    stack: list[str] = []
    for before, text, tag in zip(tags[0::2], tags[1::2], tags[2::2], strict=False):
        leaf = bool(stack) and tag.startswith(b"</") and before[1:2] != b"/" and not before.endswith(b"/>")
        if leaf:
            paths.append("/".join(stack))
        elif text.strip(b" \t\r\n"):
            return None
        pattern += (_TEXT if leaf else _SPACE, re.escape(tag))
        if tag.startswith(b"</"):
            stack = stack[:-1]
            continue
        named = _OPENING.fullmatch(tag)
        if named is None or len(stack) >= _DEPTH_LIMIT:
            return None
        path = [*stack, local(named[1].decode())]
        taken.append("/".join(path))
        stack = stack if named[3] else path
    if len(set(taken)) < len(taken):
        return None  # which of two counts is the parser's to say
    return Shape(re.compile(b"".join(pattern) + _SPACE), tuple(paths))


def _point_tag(opening: re.Match[bytes]) -> tuple[bytes, list[str]] | None:
    """The point's own tag as a pattern, and `@name` for each of its attributes."""
    pattern, paths, at = [b"<", re.escape(opening[1])], [], 0
    while found := _ATTRIBUTE.match(opening[2], at):
        if found[1].startswith(b"xmlns"):
            return None
        paths.append("@" + local(found[1].decode()))
        pattern += (rb"\s+", re.escape(found[1]), rb"\s*=\s*", _IN_QUOTES[found[2]])
        at = found.end()
    if opening[2][at:].strip():
        return None
    return b"".join([*pattern, rb"\s*>"]), paths
