"""Marks made in slow-motion video: a table that a person typed, or our own JSON of the marking page."""

import codecs
import json
import re
from collections.abc import Mapping
from typing import Any, NoReturn

from fullstride.domain.errors import UnreadableInput
from fullstride.domain.motion import FrameMarks
from fullstride.formats.frame_marks_clip import Fact, Raw, put_together
from fullstride.formats.frame_marks_table import has_marks, read_table
from fullstride.formats.frame_marks_words import event_hint, event_of, side_of
from fullstride.formats.reading import TEXT_LIMIT, decode
from fullstride.formats.saying import counted

FORMAT = "fullstride frame marks"
VERSION = 1
_WHERE_FPS = 'write "fps": 240 at its top, with your camera\'s number'
_JSON_FACTS = ("fps", "played_fps", "exercise", "distance_m", "start", "device", "title")
_MARK_KEYS = ("frame", "time_s", "event", "set", "side")
_MOST_MARKS = 30_000
_MOST_FRAMES, _MOST_SETS, _MOST_S = 10_000_000, 1000, 86_400.0


def is_frame_marks(head: bytes, name: str) -> bool:
    """Whether a file holds frame marks, by its first bytes (4096 settle it) and its name."""
    if name.rpartition(".")[2].casefold() in ("fit", "tcx", "gpx", "zip", "gz", "ics", "toml"):
        return False
    try:
        text = decode(_whole_letters(head), name)
    except UnreadableInput:
        return False
    if text.lstrip().startswith("{"):
        return re.search(r'"format"\s*:\s*"' + FORMAT + '"', text) is not None
    return has_marks(text)


def read_frame_marks(data: bytes, name: str) -> FrameMarks:
    """The marks of one clip. Raises UnreadableInput naming the file, the line and what would be right."""
    if len(data) > TEXT_LIMIT:
        raise UnreadableInput(name, "", f"is {len(data) / 1e6:.0f} MB, more than marks ever take")
    text = decode(data, name)
    if not text.strip():
        raise UnreadableInput(name, "", "is empty")
    return _from_json(text, name) if text.lstrip().startswith("{") else read_table(text, name)


def _whole_letters(head: bytes) -> bytes:
    """`head` without a letter that was cut in two at its end."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in head[:64]:
        return head[: len(head) // 2 * 2]
    for back in range(1, min(4, len(head)) + 1):
        if head[-back] >= 0xC0:
            return head[:-back]
        if head[-back] < 0x80:
            break
    return head


def _from_json(text: str, name: str) -> FrameMarks:
    from fullstride.formats.broken_json import read_json

    try:
        data, broken_at = read_json(text)
    except json.JSONDecodeError as error:
        raise UnreadableInput(name, f"line {error.lineno}", "is not JSON here") from None
    except ValueError as error:
        raise UnreadableInput(name, "", str(error)) from None
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise UnreadableInput(name, "", f'is no file of frame marks; "format" would be "{FORMAT}"')
    version = data.get("version")
    if version != VERSION:
        raise UnreadableInput(name, "version", f"is {version!r}; this program reads version {VERSION}")
    facts = {
        key: Fact(place=key, text=_text(data[key], key, name))
        for key in _JSON_FACTS
        if data.get(key) not in (None, "")
    }
    marks = data.get("marks", [])
    if broken_at is not None and isinstance(marks, list):
        marks = marks[:-1]  # nobody knows whether the last one is whole
    if not isinstance(marks, list) or not 0 < len(marks) <= _MOST_MARKS:
        raise UnreadableInput(name, "marks", "is no list of marks")
    read = f"{counted(len(marks), 'mark')} {'was' if len(marks) == 1 else 'were'} read"
    cut = f"breaks off in line {broken_at}; {read}" if broken_at is not None else ""
    raws = [_raw(mark, f"mark {number}", name) for number, mark in enumerate(marks, start=1)]
    return put_together(raws, facts, name=name, written="fullstride", where_fps=_WHERE_FPS, cut=cut)


def _raw(mark: Any, place: str, name: str) -> Raw:
    if not isinstance(mark, Mapping):
        _refuse(name, place, f"is no mark; write one with the keys {', '.join(_MARK_KEYS)}")
    word = _text(mark.get("event", ""), f"{place}.event", name)
    found = event_of(word)
    if found is None:
        _refuse(name, f"{place}.event", f"{word[:40]!r} is no event; {event_hint(word)}")
    seen, side, begins = found
    told = side_of(_text(mark.get("side") or "", f"{place}.side", name))
    if told is None:
        _refuse(name, f"{place}.side", f"{str(mark['side'])[:40]!r} is neither left nor right")
    frame, time_s, number = mark.get("frame"), mark.get("time_s"), mark.get("set")
    if frame is None and time_s is None:
        _refuse(name, place, 'names no "frame"')
    if frame is not None and not _is_whole(frame, 0, _MOST_FRAMES):
        _refuse(name, f"{place}.frame", f"is {str(frame)[:40]}; frames are whole numbers from 0 on")
    if frame is None and not _is_number(time_s, 0.0, _MOST_S):
        _refuse(name, f"{place}.time_s", f"is {str(time_s)[:40]}; times are seconds from 0 on")
    if number is not None and not _is_whole(number, 1, _MOST_SETS):
        _refuse(name, f"{place}.set", f"is {str(number)[:40]}; sets are numbered from 1 on")
    return Raw(
        place=place,
        seen=seen,
        frame=frame,
        time_s=None if frame is not None else time_s,
        number=number,
        side=told or side,
        begins=begins,
    )


def _is_whole(value: Any, least: int, most: int) -> bool:
    return isinstance(value, int) and _is_number(value, least, most)


def _is_number(value: Any, least: float, most: float) -> bool:
    return not isinstance(value, bool) and isinstance(value, int | float) and least <= value <= most


def _text(value: Any, place: str, name: str) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        _refuse(name, place, f"is {str(value)[:40]}, which is neither a text nor a number")
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def _refuse(name: str, place: str, reason: str) -> NoReturn:
    raise UnreadableInput(name, place, reason)
