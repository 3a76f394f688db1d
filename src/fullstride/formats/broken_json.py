"""JSON that may be cut off: everything that is whole before the damage."""

import json
import re

# A string, a bracket, or whatever stands between them.
_PIECE = re.compile(r'"(?:[^"\\]|\\.)*+"|[\[\]{}]|[^"\[\]{}]++', re.DOTALL)
_CLOSERS = {"[": "]", "{": "}"}
_DEPTH_LIMIT = 64
_MENDED_UP_TO = 16_000_000  # characters; more would take long


def read_json(text: str) -> tuple[object, int | None]:
    """What the text says, and the line at which it breaks off, None for a whole one.

    NaN and Infinity are numbers here, as in some exports. Raises ValueError where nothing can be read.
    """
    try:
        return _loaded(text), None
    except json.JSONDecodeError as error:
        damaged_at = error.pos
        if damaged_at > _MENDED_UP_TO:
            raise
    at, closers = _last_whole(text, damaged_at)
    return _loaded(text[:at] + closers), text.count("\n", 0, damaged_at) + 1


def _loaded(text: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        raise
    except RecursionError:
        raise ValueError("is nested too deeply") from None
    except ValueError:  # a whole number with more digits than Python makes a number of
        return json.loads(text, parse_int=float)


def _last_whole(text: str, end: int) -> tuple[int, str]:
    """Up to where the text before `end` can be kept, and the brackets that close it there."""
    open_now: list[str] = []
    keep = 0
    for piece in _PIECE.finditer(text, 0, end):
        mark = piece[0]
        if mark in _CLOSERS:
            open_now.append(_CLOSERS[mark])
            if len(open_now) > _DEPTH_LIMIT:
                raise ValueError("is nested too deeply")
        elif mark in ("]", "}"):
            if not open_now or open_now[-1] != mark:
                break
            open_now.pop()
        else:
            comma = -1 if mark.startswith('"') else mark.rfind(",")
            keep = piece.start() + comma if comma >= 0 else keep
            continue
        keep = piece.end()
    return keep, "".join(reversed(open_now))
