"""The smallest pieces of an SVG drawing: numbers, words, lines with gaps, the width of a text."""

import html
from collections.abc import Iterable, Sequence

import numpy as np

from fullstride.domain.recording import Floats
from fullstride.formats import saying

_NARROW = frozenset("iljtfrI.,:;'|!()[] \u2009\u202f\u00a0")
_WIDE = frozenset("mwMW%@×±—")


def num(value: float) -> str:
    """A coordinate with at most one decimal, and never "-0"."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def words(text: str) -> str:
    """Any text as XML text or attribute, without what XML or a reader could stumble over."""
    return (
        html.escape(" ".join(saying.without_controls(text).split(" ")))
        .replace("\ufffe", "")
        .replace("\uffff", "")
    )


def text_width(text: str, size_px: float) -> float:
    """About how wide a text is in the sans faces of common systems; on the generous side."""
    cells = sum(
        0.36 if char in _NARROW else 0.92 if char in _WIDE else 1.0 if ord(char) > 0x2E7F else 0.62
        for char in text
    )
    return cells * size_px


def cut(text: str, size_px: float, room_px: float) -> str:
    """`text`, or as much of it as fits, with an ellipsis."""
    if text_width(text, size_px) <= room_px:
        return text
    kept = text
    while kept and text_width(f"{kept}…", size_px) > room_px:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def wrap(text: str, size_px: float, room_px: float) -> list[str]:
    """`text` in lines that fit; a word that is too long alone is cut."""
    lines: list[str] = []
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined, size_px) <= room_px:
            lines[-1] = joined
        else:
            lines.append(cut(word, size_px, room_px))
    return lines


def text(x: float, y: float, content: str, kind: str, *, anchor: str = "start") -> str:
    """One line of text; `kind` are classes of the style sheet."""
    at = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text class="{kind}" x="{num(x)}" y="{num(y)}"{at}>{words(content)}</text>'


def rule(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    return f'<path class="{kind}" d="M{num(x1)} {num(y1)}L{num(x2)} {num(y2)}"/>'


def polyline(x: Floats, y: Floats) -> str:
    """Path data through the points (n,), broken where y is NaN; a lone point is a short dash."""
    parts: list[str] = []
    for first, last in runs(np.isfinite(y)):
        if last - first == 1:
            parts.append(f"M{num(x[first] - 0.5)} {num(y[first])}h1")
            continue
        points = [f"{num(x[i])} {num(y[i])}" for i in range(first, last)]
        parts.append("M" + "L".join(points))
    return "".join(parts)


def ribbon(x: Floats, low: Floats, high: Floats) -> str:
    """Path data of the area between two lines (n,), broken where either is NaN."""
    parts: list[str] = []
    for first, last in runs(np.isfinite(low) & np.isfinite(high)):
        there = [f"{num(x[i])} {num(high[i])}" for i in range(first, last)]
        back = [f"{num(x[i])} {num(low[i])}" for i in range(last - 1, first - 1, -1)]
        parts.append("M" + "L".join([*there, *back]) + "Z")
    return "".join(parts)


def runs(is_in: Sequence[bool] | np.ndarray) -> list[tuple[int, int]]:
    """The stretches [first, last) in which `is_in` (n,) holds."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], np.asarray(is_in, dtype=np.int8), [0]))))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def joined(parts: Iterable[str]) -> str:
    return "".join(parts)
