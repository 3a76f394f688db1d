"""From a path to text, without trusting the path: sizes are looked at first, nothing ever blocks."""

import datetime as dt
import stat
from dataclasses import dataclass
from pathlib import Path

from fullstride.domain.errors import UnreadableInput

MEGABYTE = 1_000_000
CALENDAR_LIMIT = 64 * MEGABYTE
TEXT_LIMIT = 8 * MEGABYTE  # a profile, a plan: files that a person wrote or a small program made
LINE_LIMIT = MEGABYTE  # characters in one line
LINES_LIMIT = 200_000

_MAGIC = (
    (b"PK\x03\x04", "is a zip archive or a spreadsheet; unpack it, or save the sheet as CSV"),
    (b"\x1f\x8b", "is packed with gzip; unpack it first"),
    (b"%PDF", "is a PDF; copy its text into a .txt file, one day a line"),
    (b"\x89PNG", "is a picture, not text"),
    (b"\xff\xd8\xff", "is a picture, not text"),
    (b"{\\rtf", "is a rich text document; save it as plain text"),
    (b"SQLite format 3", "is a database, not text"),
    (b"\xd0\xcf\x11\xe0", "is an old office document; save it as CSV or text"),
)
_BOMS = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A file that was kept: its bytes as they came, under the name they came with. `race` is the day that a
    plan without dates in it is laid back from."""

    name: str
    data: bytes
    race: dt.date | None = None


def copy_of(source: Path | Copy, limit: int = CALENDAR_LIMIT) -> Copy:
    """The file as a copy, with the last part of its name. Raises UnreadableInput as `read_bytes` does."""
    return source if isinstance(source, Copy) else Copy(name=source.name, data=read_bytes(source, limit))


def text_of(source: Path | Copy, limit: int = CALENDAR_LIMIT, *, may_be_empty: bool = False) -> str:
    """As `read_text`, also for a copy."""
    if not isinstance(source, Copy):
        return read_text(source, limit, may_be_empty=may_be_empty)
    if len(source.data) > limit:
        raise UnreadableInput(source.name, "", _too_big(len(source.data), limit))
    text = decode(source.data, source.name)
    if not may_be_empty and not text.strip():
        raise UnreadableInput(source.name, "", "is empty")
    return text


def shown_name(source: Path | Copy) -> str:
    """What errors call it."""
    return source.name if isinstance(source, Copy) else str(source)


def read_bytes(path: Path, limit: int = CALENDAR_LIMIT) -> bytes:
    """The whole file, at most `limit` bytes; may be empty.

    Raises UnreadableInput for anything that is not a readable, ordinary file within the limit. Pipes
    and devices are refused before they are opened.
    """
    name = str(path)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise UnreadableInput(name, "", "is a folder; name the file in it")
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableInput(name, "", "is not an ordinary file")
        if status.st_size > limit:
            raise UnreadableInput(name, "", _too_big(status.st_size, limit))
        with path.open("rb") as file:
            data = file.read(min(status.st_size, limit) + 1)  # room is made at once for all that is asked
            while len(data) <= limit and (more := file.read(min(MEGABYTE, limit + 1 - len(data)))):
                data += more
    except FileNotFoundError:
        reason = "is a link to a file that is gone" if path.is_symlink() else "there is no such file"
        raise UnreadableInput(name, "", reason) from None
    except PermissionError:
        raise UnreadableInput(name, "", "may not be read; its permissions forbid it") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the name can't be used for a file"
        raise UnreadableInput(name, "", f"can't be opened ({reason.lower()})") from None
    if len(data) > limit:
        raise UnreadableInput(name, "", _too_big(len(data), limit))
    return data


def read_text(path: Path, limit: int = CALENDAR_LIMIT, *, may_be_empty: bool = False) -> str:
    """The file as text with `\\n` line ends and no byte order mark.

    Raises UnreadableInput as `read_bytes` and `decode` do, and for a file that says nothing.
    """
    text = decode(read_bytes(path, limit), str(path))
    if not may_be_empty and not text.strip():
        raise UnreadableInput(str(path), "", "is empty")
    return text


def decode(data: bytes, name: str) -> str:
    """Bytes of unknown encoding to text: by byte order mark, else UTF-8, UTF-16, Windows-1252.

    Raises UnreadableInput for bytes that are not text, naming the line where that shows.
    """
    for magic, reason in _MAGIC:
        if data.startswith(magic):
            raise UnreadableInput(name, "", reason)
    if data[8:12] == b".FIT":
        raise UnreadableInput(name, "", "is a file for a watch, not a calendar")
    text = _decoded(data, name).replace("\r\n", "\n").replace("\r", "\n")
    at = text.find("\0")
    if at >= 0:
        line = text.count("\n", 0, at) + 1
        raise UnreadableInput(name, f"line {line}", "holds a NUL byte, so it is not text or is damaged")
    sample = text[:4096]
    odd = sum(1 for c in sample if c < " " and c not in "\t\n\f\v\x1b")
    if odd > len(sample) / 20:
        raise UnreadableInput(name, "line 1", "is not text")
    return text


def refuse_odd_lines(text: str, name: str) -> None:
    """Raise UnreadableInput where a line is longer, or lines are more, than any calendar writes."""
    if len(text) > TEXT_LIMIT or text.count("\n") > LINES_LIMIT:
        raise UnreadableInput(name, "", f"is longer than {TEXT_LIMIT // MEGABYTE} MB, or {LINES_LIMIT} lines")
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > LINE_LIMIT:
            raise UnreadableInput(
                name, f"line {number}", f"runs on for {len(line)} characters; no calendar does that"
            )


def _decoded(data: bytes, name: str) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data[len(bom) :].decode(encoding)
            except UnicodeDecodeError as error:
                if encoding == "utf-8":
                    break  # the mark lies; Windows-1252 below
                raise UnreadableInput(
                    name, "", f"says it is {encoding.upper()} and is not, from byte {error.start} on"
                ) from None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = None
    if text is not None and "\0" not in text[:512]:
        return text
    guess = _utf16_without_mark(data)
    if guess is not None:
        return guess
    if text is not None:
        return text
    # Windows-1252 leaves five bytes undefined; those files are Latin-1 or noise.
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _utf16_without_mark(data: bytes) -> str | None:
    """Text whose every second byte is zero, as Windows programs write it; None when it is not that."""
    head = data[:512]
    if len(head) < 4 or len(data) % 2:
        return None
    for zeros, encoding in ((head[1::2], "utf-16-le"), (head[0::2], "utf-16-be")):
        if zeros.count(0) > 0.7 * len(zeros):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                return None
    return None


def _too_big(size: int, limit: int) -> str:
    return f"is {size / MEGABYTE:.0f} MB; {limit / MEGABYTE:.0f} MB is the most that is read"
