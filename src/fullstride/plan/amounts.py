"""How far and how long, from the words of a title."""

import re

_NUMBER = r"\d{1,4}(?:\.\d{1,2})?"
_AMOUNT = re.compile(
    rf"(?<![\d.:])(?:(?P<times>\d{{1,2}})x ?\(? ?)?(?P<low>{_NUMBER})(?: ?- ?(?P<high>{_NUMBER}))? ?"
    r"(?P<unit>km|mi|m|h|min)\b"
    r"(?! ?(?:pace|effort|race pace|speed|rest|rec|recovery|jog\b(?! run)|float|walk|r\b|per|/))"
)
_METRES = {"km": 1000.0, "mi": 1609.344, "m": 1.0}
_SECONDS = {"h": 3600.0, "min": 60.0}
_JOINS = re.compile(r"[+,;&]|\bthen\b|\band\b|\bplus\b|\bam\b|\bpm\b|^\W*$")
_INSIDE = re.compile(r"\bwith\b|\bof which\b|@|\bat\b|\(|\blast\b|\bfinal\b|\bmiddle\b|\bin\b")
_AFTER_TOTAL = re.compile(r"\btotal(?: of| distance)?\W{0,3}$")
_BEFORE_TOTAL = re.compile(r" ?total\b")
_SHORTEST_RUN_M = 800.0  # below it, a distance names a repetition or a stride, not a run


def distance_m(plain: str) -> float | None:
    """Metres of running that a plain text speaks of; the middle of a range; None where it does not.

    "3 km + 6x1 km + 3 km" is added up, of "10 km with 5 km tempo" and of "14 km, 4x1.6 km" the larger is
    the whole, and what is said to be the total is the total.
    """
    return _total(plain, _METRES, _SHORTEST_RUN_M)


def duration_s(plain: str) -> float | None:
    """Seconds, in the same way; "1 h 30 min" is one duration."""
    return _total(plain, _SECONDS, 300.0)


def _total(plain: str, units: dict[str, float], least: float) -> float | None:
    total: float | None = None
    end = 0
    for match in _AMOUNT.finditer(plain):
        factor = units.get(match["unit"])
        if factor is None:
            continue
        low = float(match["low"])
        high = float(match["high"]) if match["high"] else low
        one = (low + max(low, high)) / 2 * factor
        if _BEFORE_TOTAL.match(plain, match.end()) or _AFTER_TOTAL.search(plain[: match.start()]):
            return one
        if match["times"]:
            one *= int(match["times"])
        elif one < least and not (total is not None and plain[end : match.start()].strip() == ""):
            continue
        if total is None:
            if not match["times"]:
                total, end = one, match.end()
            continue
        between = plain[end : match.start()]
        part_of_it = bool(match["times"]) and "+" not in between and one < total
        if part_of_it or _INSIDE.search(between) or not _JOINS.search(between):
            total = max(total, one)
            continue
        total, end = total + one, match.end()
    return total
