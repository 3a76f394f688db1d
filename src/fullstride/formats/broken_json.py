"""JSON that may be cut off: everything that is whole before the damage."""

import json

import numpy as np

_QUOTE = ord('"')
_DEPTH = np.zeros(256, np.int8)
_DEPTH[list(b"[{")], _DEPTH[list(b"]}")] = 1, -1
_MARKS = _DEPTH != 0
_MARKS[ord(",")] = True
_CLOSERS = {ord("["): "]", ord("{"): "}"}
_DEPTH_LIMIT = 64
_LONG = 1_000_000  # characters
_DENSE = 7  # characters for each bracket or string; of nothing but beats, real files have 8


def read_json(text: str) -> tuple[object, int | None]:
    """What the text says, and the line at which it breaks off, None for a whole one.

    NaN and Infinity are numbers here, as in some exports. Raises ValueError where nothing can be read,
    and for a long text of hardly anything but brackets and empty strings, each of which costs as much
    time and memory as a sample.
    """
    pieces = text.count("[") + text.count("{") + text.count('"') // 2
    if len(text) > _LONG and _DENSE * pieces > len(text):
        raise ValueError("is nothing but brackets")
    try:
        return _loaded(text), None
    except json.JSONDecodeError as error:
        damaged_at = error.pos
    return _loaded(_last_whole(text[:damaged_at])), text.count("\n", 0, damaged_at) + 1


def _loaded(text: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        raise
    except RecursionError:
        raise ValueError("is nested too deeply") from None
    except ValueError:  # a whole number with more digits than Python makes a number of
        return json.loads(text, parse_int=float)


def _last_whole(begun: str) -> str:
    """Sound as far as it goes, `begun` loses what isn't whole at its end, and its brackets are closed."""
    data = begun.encode("utf-8", "surrogatepass")
    # backslashes stand in strings only, and those before a quote that ends nothing are single ones
    plain = data.replace(b"\\\\", b"__").replace(b'\\"', b"__") if b"\\" in data else data
    content = np.frombuffer(plain, np.uint8)
    outside = np.cumsum(content == _QUOTE, dtype=np.uint8) & 1 == 0
    places = np.flatnonzero(_MARKS[content] & outside)
    if not len(places):
        raise ValueError("breaks off before anything is whole")
    steps = _DEPTH[content[places]]
    depths = np.cumsum(steps, dtype=np.int32)
    deep = int(depths[-1])
    if deep > _DEPTH_LIMIT:
        raise ValueError("is nested too deeply")
    opened = [places[np.flatnonzero((depths == level) & (steps == 1))[-1]] for level in range(deep, 0, -1)]
    keep = int(places[-1]) + (content[places[-1]] != ord(","))
    closers = "".join(_CLOSERS[int(content[place])] for place in opened)
    return data[:keep].decode("utf-8", "surrogatepass") + closers
