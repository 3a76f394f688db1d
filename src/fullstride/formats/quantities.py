"""Distances and times as runners write them: "5 mi", "10-12 km", "0:45", "1h30", "25m - 30m"."""

import math
import re

MILE_M = 1609.344
METRES_IN = {"km": 1000.0, "mi": MILE_M, "m": 1.0, "yd": 0.9144}
_UNIT_WORDS = {
    "k": "km", "km": "km", "kms": "km", "kilometer": "km", "kilometers": "km", "kilometre": "km",
    "kilometres": "km", "mi": "mi", "mile": "mi", "miles": "mi", "m": "m", "mtr": "m", "meter": "m",
    "meters": "m", "metre": "m", "metres": "m", "yd": "yd", "yard": "yd", "yards": "yd",
    "meilen": "mi", "meile": "mi",
}  # fmt: skip
_NUMBER = r"\d{1,6}(?:[.,]\d{1,3})?"
_DISTANCE = re.compile(
    rf"\s*(?P<low>{_NUMBER})\s*(?:(?:-|–|—|/|to|bis)\s*(?P<high>{_NUMBER})\s*)?(?P<unit>[a-z]+)?\.?\s*", re.I
)
_SET_OFF = re.compile(
    rf"(?:^|[,•·|:(\[—–]\s*|\s-\s+)({_NUMBER}\s*(?:[-–/]\s*{_NUMBER}\s*)?"
    r"(?:km|kms|k|mi|miles?|kilomet(?:er|re)s?))\s*[)\]]?\s*$",
    re.I,
)
_SOME_DISTANCE = re.compile(r"\d\s*(?:km|k|m|mi|miles?)\b", re.I)
_CLOCK = re.compile(r"(\d{1,3}):([0-5]?\d)(?::([0-5]?\d))?")
_HOURS_MINUTES = re.compile(
    r"(?:(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:h|hr|hrs|hours?|std\.?))?\s*"
    r"(?:(\d{1,4}(?:[.,]\d{1,2})?)\s*(?:m|min|mins|minutes?|minuten|'))?\s*"
    r"(?:(\d{1,5})\s*(?:s|sec|secs|seconds?|\"))?",
    re.I,
)
_HOURS_BARE_MINUTES = re.compile(r"(\d{1,3})\s*h\s*(\d{1,2})()", re.I)  # "1h30"
_ISO_DURATION = re.compile(r"P(?:(\d{1,3})D)?(?:T(?:(\d{1,3})H)?(?:(\d{1,5})M)?(?:(\d{1,6})S)?)?", re.I)
_RANGE = re.compile(r"\s(?:-|–|—|to|bis)\s|(?<=\d)[-–](?=\d)")


_NAMED_RACES_M = {
    "half": 21_097.5, "half marathon": 21_097.5, "halfmarathon": 21_097.5, "hm": 21_097.5,
    "halbmarathon": 21_097.5, "marathon": 42_195.0, "mile": MILE_M, "parkrun": 5000.0,
}  # fmt: skip


def race_distance_m(text: str) -> float | None:
    """Metres of a race as runners name it: "half", "10k", "15 km", "5 mile", "marathon", "800m"."""
    words = " ".join(text.lower().replace("-", " ").split())
    named = _NAMED_RACES_M.get(words)
    return named if named is not None else distance_m(words)


def unit_of(word: str) -> str | None:
    """ "miles" -> "mi", "kilometers" -> "km"; None for a word that is no unit of distance."""
    return _UNIT_WORDS.get(word.strip().lower().rstrip("."))


def metres(value: float, unit: str) -> float | None:
    """`value` in "km", "mi", "m" or "yd" as metres; None for zero, negative or absurd distances."""
    result = value * METRES_IN[unit]
    return round(result, 1) if math.isfinite(result) and 0 < result < 1_000_000 else None


def distance_m(text: str, default_unit: str | None = None) -> float | None:
    """Metres, when `text` is a distance and nothing else; the middle of a range.

    A bare number counts only with a `default_unit`.
    """
    match = _DISTANCE.fullmatch(text[:60])
    if match is None or len(text) > 60:
        return None
    unit = unit_of(match["unit"]) if match["unit"] else default_unit
    if unit is None:
        return None
    low = number(match["low"])
    high = number(match["high"]) if match["high"] else low
    return metres((low + high) / 2, unit)


def distance_in_title(title: str) -> float | None:
    """Metres, when the whole title is a distance or it ends with one set apart: "Long run, 22 km"."""
    tail = title[-80:]
    match = _SET_OFF.search(tail)
    # "WU 2 km, 5 x 1 km, CD 1 km" ends with a part, not with the whole
    if match is None or len(title) > 80 or _SOME_DISTANCE.search(tail[: match.start(1)]):
        return None
    return distance_m(match[1])


def duration_s(text: str, colon_means: str = "h") -> float | None:
    """Seconds, when `text` is a duration and nothing else; the middle of a range.

    "0:45" is hours and minutes with `colon_means="h"`, minutes and seconds with "m". A bare number
    is minutes.
    """
    text = text.strip()
    if not text or len(text) > 40:
        return None
    parts = [p for p in _RANGE.split(text) if p.strip()]
    if len(parts) == 2 and not text.upper().startswith("P"):
        tail = re.sub(r"[\d.,:\s]", "", parts[1])
        first = parts[0] if re.search(r"[a-z:'\"]", parts[0], re.I) else parts[0] + tail
        low, high = _one_duration(first, colon_means), _one_duration(parts[1], colon_means)
        return (low + high) / 2 if low is not None and high is not None else None
    return _one_duration(text, colon_means)


def number(text: str) -> float:
    """ "1.5" and "1,5" alike."""
    return float(text.replace(",", "."))


def _one_duration(text: str, colon_means: str) -> float | None:
    text = text.strip()
    if clock := _CLOCK.fullmatch(text):
        a, b, c = int(clock[1]), int(clock[2]), clock[3]
        if c is not None:
            return _sane(a * 3600 + b * 60 + int(c))
        return _sane(a * 3600 + b * 60 if colon_means == "h" else a * 60 + b)
    if len(text) > 1 and (iso := _ISO_DURATION.fullmatch(text)):
        days, hours, minutes, seconds = (int(g or 0) for g in iso.groups())
        return _sane(((days * 24 + hours) * 60 + minutes) * 60 + seconds)
    if re.fullmatch(_NUMBER, text):
        return _sane(number(text) * 60)
    words = _HOURS_MINUTES.fullmatch(text) or _HOURS_BARE_MINUTES.fullmatch(text)
    if words and any(words.groups()):
        hours_, minutes_, seconds_ = (number(g) if g else 0.0 for g in words.groups())
        return _sane(hours_ * 3600 + minutes_ * 60 + seconds_)
    return None


def _sane(seconds: float) -> float | None:
    return float(seconds) if 0 < seconds <= 48 * 3600 else None
