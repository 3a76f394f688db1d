"""An XML recording read: swiftly when it is whole, and as far as it can be when it is damaged."""

import re
from dataclasses import replace

from fullstride.domain.errors import UnreadableInput
from fullstride.formats.xml_document import Document
from fullstride.formats.xml_lift import MARK, Lifted, lift, point_opening
from fullstride.formats.xml_pass import Pass
from fullstride.formats.xml_text import as_utf8, mended, refuse_dense, refuse_monsters

_MARKS = re.compile(rb"<\?" + MARK.encode() + rb" [0-9]+\?>")
_PATCHES_LIMIT = 16
_PATCHABLE = 2_000_000  # bytes outside the points, to be read again for every patch


def read_xml(data: bytes, name: str, *, root: str, point: str) -> Document:
    """The file whose outermost element is `root`, its `point` elements as a table.

    Points of one shape are lifted out in a sweep and the rest goes through the parser. Where that finds
    damage, careless characters are mended; if it is still damaged, what stands before the damage is
    kept, and of what follows every point that is whole. Raises UnreadableInput when it is another kind of
    file, when it defines entities, or when it is larger than any recording.
    """
    utf8, lines_before = as_utf8(data)
    if not utf8:
        raise UnreadableInput(name, "", "is empty")
    refuse_dense(utf8, name)
    swift = _swiftly(utf8, name, root, point, lines_before)
    if swift is not None and not swift.damage:
        return swift
    usable = mended(utf8, root, begun=swift is not None)
    swift = None  # two readings at once would take twice the memory
    if usable != utf8:
        swift = _swiftly(usable, name, root, point, lines_before)
        if swift is not None and not swift.damage:
            return swift
        swift = None
    refuse_monsters(usable, name)
    careful = Pass(name, root, point, ()).read(usable, lines_before)
    if careful is None:
        raise UnreadableInput(name, f"line {1 + lines_before}", f"is damaged where <{root}> should begin")
    lifted = lift(usable, point)
    patched = None
    if lifted is not None and careful.damage and len(lifted.rest) <= _PATCHABLE:
        patched = _patched(lifted, name, root, point)
    if patched is not None and patched.rows > careful.rows:
        return replace(patched, damage=careful.damage.replace("breaks off", "is damaged", 1))
    return careful


def _swiftly(utf8: bytes, name: str, root: str, point: str, lines_before: int) -> Document | None:
    lifted = lift(utf8, point) or Lifted(rest=utf8, runs=())
    refuse_monsters(lifted.rest, name)
    return Pass(name, root, point, lifted.runs).read(lifted.rest, lines_before)


def _patched(lifted: Lifted, name: str, root: str, point: str) -> Document | None:
    """The file without what stands between two whole points and can't be parsed."""
    rest = lifted.rest
    document = None
    for _ in range(_PATCHES_LIMIT):
        reading = Pass(name, root, point, lifted.runs)
        document = reading.read(rest, 0)
        if reading.stopped_at is None:
            break
        marks = [mark.end() for mark in _MARKS.finditer(rest, 0, reading.stopped_at)]
        sound = rest.find(b">", reading.sound_until) + 1 if reading.sound_until else 0
        before = max([sound, *marks[-1:]])
        after = re.compile(_MARKS.pattern + b"|" + point_opening(point)).search(rest, reading.stopped_at)
        if not before or after is None or before >= after.start():
            break
        rest = rest[:before] + rest[after.start() :]
    return document
