"""The title lexicon: what the words of a training calendar mean, as four small tables.

The tables in `lexicon/` are data; this module loads them strictly: `normalise.toml` makes a text
plain, `cues.toml` says what its words mean, `own.toml` finds max-effort work the runner already does,
`settings.toml` holds the numbers. `Lexicon` applies them.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from fullstride.domain.calendar import Demand
from fullstride.domain.errors import UnreadableInput
from fullstride.rules.lexicon_match import (
    APPOINTMENT,
    IN_DESCRIPTION,
    IN_TITLE,
    NOTHING,
    UNDER_SPEAKING_TITLE,
    Cue,
    Finder,
    Hit,
    Lexicon,
    Normaliser,
    OwnCue,
    Where,
)

__all__ = [
    "IN_DESCRIPTION",
    "IN_TITLE",
    "UNDER_SPEAKING_TITLE",
    "Cue",
    "Hit",
    "Lexicon",
    "Where",
    "load",
    "packaged",
]

_LETTERS = re.compile(r"[A-Za-z]+")


@lru_cache(maxsize=1)
def packaged() -> Lexicon:
    """The lexicon that comes with the program. Raises `UnreadableInput` when a table is wrong."""
    folder = resources.files("fullstride.rules") / "lexicon"
    names = ("normalise", "cues", "own", "settings")
    return load({name: (folder / f"{name}.toml").read_text(encoding="utf-8") for name in names})


def load(tables: Mapping[str, str]) -> Lexicon:
    """A lexicon from the TOML text of its tables (normalise, cues, own, settings).

    Raises `UnreadableInput` with the file, the row and key, and the reason.
    """
    settings = _toml("settings", tables)
    for section, values in settings.items():
        if not isinstance(values, dict):
            raise UnreadableInput("settings.toml", section, "should be a table of numbers")
        for key, value in values.items():
            if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
                raise UnreadableInput("settings.toml", f"{section}.{key}", "should be a number above 0")
    return Lexicon(
        normalisers=tuple(_normaliser(row) for row in _rows("normalise", "normalise", tables)),
        cues=tuple(_cue(row) for row in _rows("cues", "cue", tables)),
        own=tuple(_own(row) for row in _rows("own", "own", tables)),
        settings=settings,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One row of a table: gives out its values and refuses what it should not hold."""

    file: str
    place: str
    values: dict[str, Any]

    def refuse(self, key: str, reason: str) -> UnreadableInput:
        return UnreadableInput(self.file, f"{self.place}, {key}", reason)

    def only(self, *keys: str) -> None:
        for key in self.values:
            if key not in keys:
                raise self.refuse(key, f"is not a key of this table; it has {', '.join(keys)}")

    def text(self, key: str, default: str | None = None) -> str:
        value = self.values.get(key, default)
        if not isinstance(value, str):
            raise self.refuse(key, "should be text" if key in self.values else "is missing")
        return value

    def number(self, key: str, default: int | None = None) -> int:
        value = self.values.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise self.refuse(key, "should be a whole number" if key in self.values else "is missing")
        return value

    def amount(self, key: str) -> float:
        value = self.values.get(key, 0)
        if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
            raise self.refuse(key, "should be a number")
        return value

    def texts(self, key: str) -> list[str]:
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) and each for each in value):
            raise self.refuse(key, "should be a list of words")
        return value

    def finder(self) -> Finder:
        words, after, needs = self.texts("words"), self.texts("not_before"), self.texts("needs")
        if not words and "pattern" not in self.values:
            raise self.refuse("words", "is missing; a row needs words or a pattern")
        if needs and "pattern" not in self.values:
            raise self.refuse("needs", "only helps a pattern; words are their own")
        parts = []
        if words:
            either = "|".join(_phrase(phrase) for phrase in sorted(words, key=len, reverse=True))
            not_after = "|".join(_phrase(phrase) for phrase in after)
            ahead = rf"(?! ?-?(?:{not_after})\b)" if after else ""
            parts.append(rf"\b(?:{either})\b{ahead}")
        if "pattern" in self.values:
            parts.append(self.text("pattern"))
        try:
            compiled = re.compile("|".join(parts))
        except re.error as error:
            raise self.refuse("pattern", f"is not a regular expression: {error}") from error
        if compiled.match(""):
            raise self.refuse("pattern", "matches nothing at all, and so would match everywhere")
        if "pattern" in self.values and not needs:
            return Finder(pattern=compiled)
        return _finder(compiled, [*words, *needs])


def _phrase(phrase: str) -> str:
    """A phrase as a pattern: `*` stands for more letters, a space for a space, a hyphen or nothing."""
    return re.escape(phrase).replace(r"\*", r"[^\W\d_]*").replace(r"\ ", "[ -]?")


def _finder(compiled: re.Pattern[str], phrases: list[str]) -> Finder:
    """What to look for first: a word as it is, the longest word of a phrase, or the sign it is made of."""
    whole: set[str] = set()
    starts: set[str] = set()
    parts: set[str] = set()
    signs: set[str] = set()
    for phrase in phrases:
        runs = _LETTERS.findall(phrase)
        if not runs:
            signs.add(phrase)
        elif phrase == runs[0]:
            whole.add(phrase)
        elif phrase == f"{runs[0]}*":
            starts.add(runs[0])
        else:
            parts.add(max(runs, key=len))
    return Finder(
        pattern=compiled,
        words=frozenset(whole),
        starts=tuple(sorted(starts)),
        parts=tuple(sorted(parts)),
        signs=tuple(sorted(signs)),
    )


def _toml(name: str, tables: Mapping[str, str]) -> dict[str, Any]:
    try:
        return tomllib.loads(tables[name])
    except KeyError:
        raise UnreadableInput(f"{name}.toml", "", "this table of the lexicon is missing") from None
    except tomllib.TOMLDecodeError as error:
        raise UnreadableInput(f"{name}.toml", "", f"is not TOML: {error}") from error


def _rows(name: str, key: str, tables: Mapping[str, str]) -> Iterator[_Row]:
    table, file = _toml(name, tables), f"{name}.toml"
    for other in table:
        if other != key:
            raise UnreadableInput(file, other, f"is not known here; rows begin with [[{key}]]")
    rows = table.get(key)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise UnreadableInput(file, key, f"should be rows that begin with [[{key}]]")
    for number, values in enumerate(rows, start=1):
        yield _Row(file=file, place=f"row {number}", values=values)


def _normaliser(row: _Row) -> Normaliser:
    row.only("words", "not_before", "pattern", "needs", "replace", "case", "note")
    case = row.values.get("case", False)
    if not isinstance(case, bool):
        raise row.refuse("case", "should be true or false")
    finder, replace = row.finder(), row.text("replace")
    try:
        re.compile(f"(?:{finder.pattern.pattern})|").sub(replace, "")
    except (re.error, IndexError) as error:
        raise row.refuse("replace", f"does not fit the pattern: {error}") from error
    return Normaliser(finder=finder, replace=replace, case=case)


def _cue(row: _Row) -> Cue:
    row.only("says", "weight", "words", "not_before", "pattern", "needs", "where", "note")
    says = row.text("says")
    readable = [demand.value for demand in Demand]
    aside = (NOTHING, APPOINTMENT)
    if says not in (*readable, *aside):
        raise row.refuse("says", f"should be one of {', '.join([*readable, *aside])}")
    weight = row.number("weight", 1 if says in aside else None)
    if not 1 <= weight <= 4:
        raise row.refuse("weight", "should be 1, 2, 3 or 4")
    where = row.text("where", Where.ANY.value)
    if where not in list(Where):
        raise row.refuse("where", f"should be one of {', '.join(Where)}")
    return Cue(
        says=None if says in aside else Demand(says),
        appointment=says == APPOINTMENT,
        weight=weight,
        where=Where(where),
        note=row.text("note"),
        finder=row.finder(),
    )


def _own(row: _Row) -> OwnCue:
    row.only(
        "exercise",
        "words",
        "not_before",
        "pattern",
        "needs",
        "contacts",
        "contacts_per_rep",
        "contacts_per_count",
        "note",
    )
    return OwnCue(
        exercise=row.text("exercise"),
        finder=row.finder(),
        contacts_per_rep=row.amount("contacts_per_rep"),
        contacts_per_count=row.amount("contacts_per_count"),
        contacts=row.number("contacts"),
    )
