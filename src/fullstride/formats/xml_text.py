"""The bytes of an XML file as UTF-8, whatever they were, and the mending of what is often wrong."""

import codecs
import re

import numpy as np

from fullstride.domain.errors import UnreadableInput

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
# Python also calls compressions and escapes encodings; a file may name only those of text.
_OF_TEXT = re.compile(r"(iso-?8859|latin|windows-125|cp125|koi8|gb|big5|shift_?jis|euc|mac)", re.I)
_STRAY = re.compile("[\udc80-\udcff]")
_WINDOWS = {chr(0xDC00 + byte): bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}
_DECLARATION = re.compile(rb"<\?xml[^<]{0,500}?\?>")
_BLANK = b" \t\r\n\0"
_MENDABLE = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f]"
    rb"|&(?!(?:amp|lt|gt|quot|apos);)(?:#(?:([0-9]{1,7})|x([0-9a-fA-F]{1,6}));)?"
)
# what XML lets stand behind "&#"
_LETTERS = ((9, 10, 13), range(0x20, 0xD800), range(0xE000, 0xFFFE), range(0x10000, 0x110000))
_MENDS_LIMIT = 100_000
_MONSTER = 1_000_000  # characters without a tag
_LONG = 32_000_000  # a file in which a comment may not be a monster either
_MONSTERS = 10_000
_DENSE = 5  # bytes for each tag: <hr>9</hr> has no fewer, and whole points have 9


def as_utf8(data: bytes) -> tuple[bytes, int]:
    """The text as UTF-8 without mark, leading space and declaration, and how many lines those were.

    Single bytes that are not UTF-8 in a file that should be are taken as Windows-1252.
    """
    utf8 = _encoded(data)
    text = utf8.lstrip(_BLANK)
    if declaration := _DECLARATION.match(text):
        text = text[declaration.end() :].lstrip(_BLANK)
    return text, utf8.count(b"\n", 0, len(utf8) - len(text))


def _encoded(data: bytes) -> bytes:
    if data.isascii() and b"\0" not in data[:4]:
        return data
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _utf8(data[len(mark) :], encoding)
    for start, encoding in _UNMARKED:
        if data.startswith(start):
            return _utf8(data, encoding)
    declared = _DECLARED.search(data[:1000])
    if declared and _OF_TEXT.match(declared[1].decode()):
        return _utf8(data, declared[1].decode())
    return _utf8(data, "utf-8")


def _utf8(data: bytes, encoding: str) -> bytes:
    if encoding == "utf-8":
        text = data.decode("utf-8", "surrogateescape")
        return _STRAY.sub(lambda stray: _WINDOWS[stray[0]], text).encode()
    try:
        return data.decode(encoding, "replace").encode("utf-8", "replace")
    except LookupError:
        return _utf8(data, "utf-8")


def mended(utf8: bytes, root: str, *, begun: bool) -> bytes:
    """Bare ampersands escaped and control characters blanked, which careless exporters leave in names.

    Where not even the outermost tag could be read (`begun`), it loses its attributes.
    """
    if not begun:
        opening = re.compile(rb"<((?:[\w.-]+:)?" + root.encode() + rb")\b[^<]*?>")
        utf8 = opening.sub(lambda tag: b"<" + tag[1] + b"\n" * tag[0].count(b"\n") + b">", utf8, count=1)
    return _MENDABLE.sub(_mend, utf8, count=_MENDS_LIMIT)


def _mend(found: re.Match[bytes]) -> bytes:
    if not found[0].startswith(b"&"):
        return b" "
    if found[0] == b"&":
        return b"&amp;"
    letter = int(found[1]) if found[1] else int(found[2], 16)
    return found[0] if any(letter in letters for letters in _LETTERS) else b" "


def refuse_dense(utf8: bytes, name: str) -> None:
    """Raise UnreadableInput for a long file of hardly anything but tags: each takes as long as a point."""
    if len(utf8) > _MONSTER and _DENSE * (utf8.count(b"<") + utf8.count(b"/>")) > len(utf8):
        raise UnreadableInput(name, "", "holds more tags, and less between them, than any recording does")


def refuse_monsters(utf8: bytes, name: str) -> None:
    """Raise UnreadableInput for a tag, text or comment of a length that only an attack has.

    A parser that is fed in portions begins such a piece anew with every portion.
    """
    if len(utf8) < _MONSTER:
        return
    openings = np.flatnonzero(np.frombuffer(utf8, dtype=np.uint8) == ord("<"))
    monstrous = int(np.max(np.diff(openings, prepend=0, append=len(utf8)))) > _MONSTER
    if len(utf8) > _LONG and not monstrous:
        for count, found in enumerate(re.finditer(rb"<!--|<!\[CDATA\[|<!|<\?", utf8)):
            closing = {b"<!--": b"-->", b"<![CDATA[": b"]]>", b"<?": b"?>"}.get(found[0], b">")
            if utf8.find(closing, found.end(), found.end() + _MONSTER) < 0 or count >= _MONSTERS:
                monstrous = True
                break
    if monstrous:
        raise UnreadableInput(name, "", "holds a piece of text longer than any recording has")
