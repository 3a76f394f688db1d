"""Small repairs to the words of a title: HTML, braces, odd spaces; and the race a plan is for."""

import html
import re
from pathlib import PurePath

from fullstride.formats.quantities import unit_of

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})(?:\s[^<>]{0,2000})?\s*/?>")
_BLOCKS = {"br", "p", "div", "li", "ul", "ol", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "table", "hr"}
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe0f\ud800-\udfff]"
)
_PLACEHOLDER = re.compile(
    r"\{\s*([^{}:\n]{1,40}?)\s*(?::\s*([^{}:\n]{1,40}?)\s*)?\}|#(\d{1,3}(?:\.\d{1,2})?)D\b"
)
_AMOUNT = re.compile(r"(\d{1,4}(?:\.\d{1,3})?)(?:\s?[-–]\s?(\d{1,4}(?:\.\d{1,3})?))?")
_BRACE_RANGE = re.compile(r"\{\s*([\d.]{1,7})\s*\}\s*([-–])\s*\{\s*([\d.]{1,7})\s*\}")
_UNIT_AFTER = re.compile(r"\s?-?(?:miles?|mi|km|kilomet(?:er|re)s?)\b", re.I)
_POINT_NOUGHT = re.compile(r"\.0(?!\d)")
_RACES = (
    ("half", re.compile(r"half|semi-?marathon|halbmarathon|\b21(?:[.,]1)?\s?k(?:m)?\b|13\.1", re.I)),
    ("marathon", re.compile(r"marathon|\bmara\d?\b|\b42(?:[.,]2)?\s?k(?:m)?\b|26\.2", re.I)),
)
_RACE_NUMBER = re.compile(r"(?<![\d.])(\d{1,3}(?:\.\d)?)[ -]?(km|k|m|mi|miles?)(?![a-z])", re.I)
_USUAL = {"1.5k": "1500m", "42.2k": "marathon", "21.1k": "half"}


def plain(text: str) -> str:
    """`text` without HTML, control characters, halves of characters and trailing spaces.

    Line ends and emoji are kept.
    """
    if "<" in text:
        text = _TAG.sub(lambda m: "\n" if m[2].lower() in _BLOCKS else "", text)
    if "&" in text:
        text = html.unescape(text)
    text = _CONTROL.sub("", text).replace("\u00a0", " ").replace("\u2009", " ").replace("\u202f", " ")
    if "\n" not in text:
        return text.strip()
    lines = [line.strip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def one_line(title: str) -> str:
    """A title over several lines as one, its lines set apart by ";"."""
    if "\n" not in title:
        return title
    return "; ".join(line.rstrip(";,") for line in title.split("\n") if line).replace(":; ", ": ")


def without_braces(text: str, unit: str) -> str:
    """Placeholders of plan files as words: "{5:8}" -> "5 mi", "{6}" -> "6 mi", "#9D" -> "9 mi".

    `unit` is the plan's own, "mi" or "km". Of a pair the kilometres are the larger number, whichever
    the file writes first. "{4}-{6}" becomes "4-6 mi".
    """
    if "{" not in text and "#" not in text:
        return text
    text = _BRACE_RANGE.sub(r"{\1\2\3}", text)

    def words(match: re.Match[str]) -> str:
        amount = _POINT_NOUGHT.sub("", _in_unit(match, unit))
        if _UNIT_AFTER.match(text, match.end()):
            return amount
        shown = f"{amount} {unit}"
        told_before = text[: match.start()]
        repeats = re.search(r"\d\s*-?\s*(?:mi|miles?|km|k)\b", told_before, re.I) and match.end() == len(text)
        return f"({shown})" if repeats and match[2] is None else shown

    return _PLACEHOLDER.sub(words, text)


def placeholder_distance(text: str, unit: str) -> tuple[float, float] | None:
    """The range in the only placeholder of `text`, in the plan's unit; None when there is not just one."""
    found = list(_PLACEHOLDER.finditer(_BRACE_RANGE.sub(r"{\1\2\3}", text)))
    amount = _AMOUNT.fullmatch(_in_unit(found[0], unit)) if len(found) == 1 else None
    return (float(amount[1]), float(amount[2] or amount[1])) if amount else None


def _in_unit(match: re.Match[str], unit: str) -> str:
    """The side of a placeholder that is in `unit`; the first where the sides are no plain numbers."""
    one, other = match[1] or match[3], match[2]
    sides = (_AMOUNT.fullmatch(one), _AMOUNT.fullmatch(other)) if other else (None, None)
    if other is None or sides[0] is None or sides[1] is None:
        return one
    first_is_longer = float(sides[0][1]) >= float(sides[1][1])
    return one if first_is_longer == (unit == "km") else other


def race_distance_in_name(file: str) -> str:
    """The race that a file is named after: "plans/pfitz_half_12.json" -> "half"."""
    return race_distance_in(PurePath(file).stem)


def race_distance_in(text: str) -> str:
    """ "Half Marathon" -> "half", "pfitz 10K" -> "10k"; "" when no race distance is named."""
    text = text.replace("_", " ")
    for word, pattern in _RACES:
        if pattern.search(text):
            return word
    for match in _RACE_NUMBER.finditer(text):
        value, unit = match[1], unit_of(match[2])
        if unit == "m" and value in ("800", "1500"):
            return f"{value}m"
        if unit == "km" and 1 <= float(value) <= 250:
            return _USUAL.get(f"{value}k", f"{value}k")
        if unit == "mi" and 1 <= float(value) <= 150:
            return f"{value} mile"
    return ""
