"""What files call a sport, in our words."""

import re

# What Strava's own GPX files have in <type>, as far as it is known.
_NUMBERED = {"1": "cycling", "4": "hiking", "9": "running", "10": "walking"}
_POLAR = {
    "1": ("running", ""),
    "2": ("cycling", ""),
    "3": ("walking", ""),
    "5": ("cycling", "mountain"),
    "11": ("hiking", ""),
    "15": ("strength", ""),
    "17": ("running", "treadmill"),
    "18": ("cycling", "indoor"),
    "27": ("running", "trail"),
    "38": ("cycling", "road"),
}
_STEMS = (
    ("run", "running"),
    ("jog", "running"),
    ("treadmill", "running"),
    ("bik", "cycling"),
    ("cycl", "cycling"),
    ("rid", "cycling"),
    ("walk", "walking"),
    ("hik", "hiking"),
    ("swim", "swimming"),
)
_KINDS = {
    "trail": "trail",
    "treadmill": "treadmill",
    "track": "track",
    "indoor": "indoor",
    "virtual": "virtual",
    "street": "street",
    "road": "road",
    "mountain": "mountain",
    "ultra": "ultra",
}
_NOT_SAID = frozenset({"", "other", "generic", "unknown", "default", "sport", "workout", "activity"})
_LONGEST = 60


def sport_named(text: str) -> tuple[str, str]:
    """Sport and sub-sport of "Running", "trail_running", "TrailRun", "Virtual Run", "9"; "" for not said.

    An unknown sport keeps its name, in lower case with `_` between words.
    """
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text[:_LONGEST])
    words = re.findall(r"[^\W_]+", spaced.lower())
    if len(words) == 1 and words[0].isdigit():
        return _NUMBERED.get(words[0], ""), ""
    kind = next((_KINDS[word] for word in words if word in _KINDS), "")
    for stem, sport in _STEMS:
        if any(word.startswith(stem) for word in words):
            return sport, kind
    name = "_".join(words)
    return ("" if name in _NOT_SAID else name), ""


def polar_sport(number: str) -> tuple[str, str]:
    """Sport and sub-sport of one of Polar's numbers; "" for one that is not known."""
    return _POLAR.get(number, ("", ""))
