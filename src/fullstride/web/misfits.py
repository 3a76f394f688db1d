"""What of a request is not as it has to be, as a sentence for people."""

from collections.abc import Mapping, Sequence
from typing import Any

_NOWHERE = "There is nothing at this address"
_UNCLEAR = "What was sent can't be read"
# What is wrong, by the kind of the validator's error; "{ge}" and the like are facts of the error.
_SAID: Mapping[str, str] = {
    "missing": "is missing",
    "extra_forbidden": "is not known here",
    "greater_than_equal": "is less than {ge}",
    "greater_than": "is not more than {gt}",
    "less_than_equal": "is more than {le}",
    "less_than": "is not less than {lt}",
    "string_too_long": "is longer than {max_length} characters",
    "string_too_short": "is too short",
    "too_long": "holds more than {max_length}",
    "too_short": "holds fewer than {min_length}",
    "string_pattern_mismatch": "is not written as it has to be",
    "literal_error": "is none of {expected}",
    "enum": "is none of {expected}",
}
_NO = (
    ("date_", "is no date"),
    ("datetime_", "is no point in time"),
    ("timezone_", "is a time without its zone"),
    ("int_", "is no whole number"),
    ("float_", "is no number"),
    ("bool_", "is neither yes nor no"),
    ("finite_", "is no number"),
)
_OWN = "Value error, "  # before what our own words say


def misfit(error: Mapping[str, Any]) -> str:
    """One of pydantic's errors: an address is told from what was sent, which is named."""
    loc: Sequence[Any] = error["loc"]
    if loc and loc[0] == "path":
        return _NOWHERE
    names = [str(part).replace("_", " ") for part in loc[1:] if isinstance(part, str)]
    if not names or error["type"].startswith("json_"):
        return _UNCLEAR
    named = f"'{names[-1]}'" if len(names) == 1 else f"'{names[-1]}' in '{names[0]}'"
    own = str(error["msg"])
    if own.startswith(_OWN):
        return f"{named}: {own.removeprefix(_OWN)}"
    return f"{named} {_wrong(str(error['type']), error.get('ctx') or {})}"


def _wrong(kind: str, facts: Mapping[str, Any]) -> str:
    if kind in _SAID:
        return _SAID[kind].format_map(facts)
    return next((said for start, said in _NO if kind.startswith(start)), "is not what belongs there")
