"""Damage to XML, JSON and lists: names, numbers, times and nesting that no device writes."""

import random
import re
from collections.abc import Callable

DEEP = 100_000
_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")
_TAG = re.compile(rb"</?([A-Za-z][\w:.-]*)")
_TIME = re.compile(rb"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d")
_POINT = re.compile(
    rb"<(Trackpoint|trkpt|Record|Lap|trkseg)\b.{0,1000}?</\1>|\{\"dateTime\".{0,1000}?\}", re.DOTALL
)
_NUMBERS = (
    b"NaN", b"-NaN", b"nan(7)", b"1e999", b"-1e999", b"Infinity", b"-1", b"", b" ", b"1" + b"0" * 5000,
    b"0x10", b"1,5", b"1_000", b"null", b"{}", b"[]", b'"x"', b"true", b"99999999999999999999", b"1e-999",
    b"-0", b"\xc2\xb2", b"\xd9\xa1", b"\xef\xbc\x91", b"1e308", b"4294967296",
)  # fmt: skip
_TIMES = (
    b"0000-00-00T00:00:00", b"0001-01-01T00:00:00", b"9999-12-31T23:59:60", b"1970-01-01T00:00:00",
    b"2026-02-30T25:61:61", b"-2026-01-01T00:00:00", b"2100-01-01T00:00:00", b"99999-01-01T00:00:00",
    b"1e999", b"", b"NaN", b"2026-04-30T05:12:00.999999999999", b"2026-04-30T05:12:00+99:99",
)  # fmt: skip
_NAMES = (b"x", b"Trackpoint", b"trkpt", b"Lap", b"Time", b"time", b"a:b:c", b":", b"Activities", b"gpx",
    b"html", b"Record", b"Workout", b"n" * 70_000)  # fmt: skip
_ENCODINGS = (b"UTF-16", b"UTF-32", b"latin-1", b"x-nothing", b"UTF-7", b"EBCDIC-CP-US", b"base64", b"")
_BOMB = b"".join(
    b'<!ENTITY %c "%s">' % (97 + step, b"&%c;" % (96 + step) * 10 if step else b"ha" * 50)
    for step in range(10)
)
_OUTSIDE = (
    b'<!DOCTYPE x [<!ENTITY j SYSTEM "file:///etc/hostname">]>',
    b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
    b'<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/hostname"> %p;]>',
)


def _replaced(
    data: bytearray, pattern: re.Pattern[bytes], rng: random.Random, values: tuple[bytes, ...]
) -> None:
    """Some of what the pattern finds becomes something else; 1, 5 or every second one."""
    found = list(pattern.finditer(data))
    many = rng.choice((1, 5, len(found) // 2))
    value = rng.choice(values) if rng.random() < 0.5 else None
    pieces, last = [], 0
    for match in sorted(rng.sample(found, min(many, len(found), 500)), key=re.Match.start):
        pieces += [bytes(data[last : match.start()]), rng.choice(values) if value is None else value]
        last = match.end()
    data[:] = b"".join(pieces) + data[last:]


def numbers(data: bytearray, rng: random.Random) -> None:
    _replaced(data, _NUMBER, rng, _NUMBERS)


def times(data: bytearray, rng: random.Random) -> None:
    _replaced(data, _TIME, rng, _TIMES)


def clock(data: bytearray, rng: random.Random) -> None:
    """From one point on, the clock is years, days or an hour off, or stands still, or runs backwards."""
    found = [match.span() for match in _TIME.finditer(data)]
    if not found:
        return
    stamps = [bytes(data[start:end]) for start, end in found]
    place = rng.randrange(len(found))
    how = rng.randrange(5)
    if how == 0:
        stamps[place:] = [
            b"%04d%s" % (rng.choice((1, 1971, 2030, 9998)), each[4:]) for each in stamps[place:]
        ]
    elif how == 1:
        stamps[place:] = [each[:8] + b"%02d" % rng.randrange(1, 32) + each[10:] for each in stamps[place:]]
    elif how == 2:
        stamps[place:] = [stamps[place]] * (len(stamps) - place)
    elif how == 3:
        stamps[place:] = stamps[place:][::-1]
    else:
        rng.shuffle(stamps)
    for (start, end), stamp in zip(found, stamps, strict=True):
        data[start:end] = stamp


def points(data: bytearray, rng: random.Random) -> None:
    """A point, a lap or a sample many times over, or somewhere else, or gone."""
    found = [match.group() for match in _POINT.finditer(data)]
    if not found:
        return
    piece = rng.choice(found)[:4000]
    at = data.find(piece)
    if rng.random() < 0.3:
        del data[at : at + len(piece)]
    else:
        data[at:at] = (piece + b"," * (piece[:1] == b"{")) * rng.choice((1, 10, 300))


def tags(data: bytearray, rng: random.Random) -> None:
    found = [match.span(1) for match in _TAG.finditer(data)]
    for start, end in sorted(rng.sample(found, min(len(found), rng.choice((1, 2, 20)))), reverse=True):
        data[start:end] = rng.choice(_NAMES)


def nested(data: bytearray, rng: random.Random) -> None:
    """An element or a bracket opened a hundred thousand times, closed or not."""
    opening, closing = rng.choice(
        (
            (b"<a>", b"</a>"),
            (b"[", b"]"),
            (b'{"a":', b"}"),
            (b"<Lap>", b"</Lap>"),
            (b"<trkseg>", b"</trkseg>"),
        )
    )
    deep = rng.choice((200, 2000, DEEP))
    inner = b"1" if rng.random() < 0.5 else b""
    ends = closing * deep if rng.random() < 0.5 else b""
    at = _between(data, rng)
    data[at:at] = opening * deep + inner + ends


def attributes(data: bytearray, rng: random.Random) -> None:
    at = data.find(b">", rng.randrange(len(data) + 1))
    if at > 0:
        many, long = rng.choice(((1, 1_000_000), (10_000, 3), (50, 50)))
        data[at:at] = b"".join(b' a%d="%s"' % (each, b"v" * long) for each in range(many))


def entities(data: bytearray, rng: random.Random) -> None:
    start = data.find(b"?>") + 2 if data.startswith(b"<?xml") else 0
    bomb = b"<!DOCTYPE x [" + _BOMB + b"]>"
    data[start:start] = rng.choice((bomb, *_OUTSIDE))
    for _ in range(rng.choice((1, 50))):
        at = _between(data, rng)
        data[at:at] = rng.choice((b"&j;", b"&h;", b"&undefined;", b"&#0;", b"&#x110000;", b"&amp"))


def encodings(data: bytearray, rng: random.Random) -> None:
    """A declaration that lies, or an encoding that nobody declared."""
    name = rng.choice(_ENCODINGS)
    if rng.random() < 0.5 and data.startswith(b"<?xml"):
        end = data.find(b"?>")
        data[:end] = b'<?xml version="1.0" encoding="%s"' % name
    else:
        text = bytes(data).decode("utf-8", "replace")
        data[:] = text.encode(rng.choice(("utf-16", "utf-16-le", "utf-32", "cp1252", "utf-8-sig")), "replace")


def unclosed(data: bytearray, rng: random.Random) -> None:
    at = _between(data, rng)
    data[at:at] = rng.choice(
        (
            b"<!--",
            b"<![CDATA[",
            b"<?x ",
            b"<",
            b'<a b="',
            b"</x>",
            b"]]>",
            b"\0",
            b"\x1b[2J",
            b'"',
            b"\\",
            b"\n\n",
        )
    ) * rng.choice((1, 1, 1000))


def _between(data: bytearray, rng: random.Random) -> int:
    """A place where an element ends, mostly."""
    at = rng.randrange(len(data) + 1)
    found = data.find(rng.choice((b">", b",", b"[", b"{")), at)
    return found + 1 if found >= 0 else at


DAMAGE: tuple[Callable[[bytearray, random.Random], None], ...] = (
    numbers,
    numbers,
    times,
    clock,
    points,
    tags,
    nested,
    attributes,
    entities,
    encodings,
    unclosed,
)
