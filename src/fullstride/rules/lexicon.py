"""The title lexicon: what the words of a training calendar mean, as four small tables.

The tables in `lexicon/` are data; this module only loads them strictly and applies them:
`normalise.toml` makes a text plain, `cues.toml` says what its words mean, `own.toml` finds max-effort
work the runner already does, `settings.toml` holds the numbers. Deciding is left to `plan`.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from typing import Any

from fullstride.domain.calendar import Demand, OwnWork
from fullstride.domain.errors import UnreadableInput

NOTHING = "nothing"  # what a row says when its words only get out of the way
_TAKEN = " \N{MIDDLE DOT} "  # stands where words were taken, so that their neighbours never meet


class Where(StrEnum):
    """Where a cue is looked for."""

    ANY = "any"
    TITLE = "title"
    FIRST = "first"  # the title, and the description only when the title says nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Normaliser:
    pattern: re.Pattern[str]
    replace: str
    case: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    says: Demand | None  # None: its words only get out of the way
    weight: int  # 1-4
    where: Where
    note: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Words that a cue matched, as they stand in the plain text."""

    cue: Cue
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCue:
    exercise: str  # an exercise id, or "nothing"
    pattern: re.Pattern[str]
    contacts_per_rep: int
    contacts: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lexicon:
    """The four tables, compiled. Numbers of `settings` are metres, seconds, characters, ratios."""

    normalisers: tuple[Normaliser, ...]
    cues: tuple[Cue, ...]
    own: tuple[OwnCue, ...]
    settings: Mapping[str, Mapping[str, float]]

    def plain(self, text: str, limit: int) -> str:
        """The first `limit` characters of `text`, folded, in lower case, with units and codes spelt out."""
        folded = unicodedata.normalize("NFKD", text[:limit])
        plain = "".join(char for char in folded if not unicodedata.combining(char))
        lowered = False
        for row in self.normalisers:
            if not row.case and not lowered:
                plain, lowered = plain.lower().replace("ß", "ss"), True
            plain = row.pattern.sub(row.replace, plain)
        return plain.strip()

    def hits(self, plain: str, *, title: bool) -> tuple[list[Hit], str]:
        """What the words of a plain text say, in the order of the table, and the words left over."""
        found: list[Hit] = []
        for cue in self.cues:
            if not title and cue.where is Where.TITLE:
                continue
            taken = [match.group() for match in cue.pattern.finditer(plain) if match.group().strip()]
            if not taken:
                continue
            if cue.says is not None:
                found.extend(Hit(cue=cue, words=words.strip()) for words in taken)
            plain = cue.pattern.sub(_TAKEN, plain)
        return found, plain

    def own_work(self, plain: str) -> tuple[OwnWork, ...]:
        """Max-effort work named in a plain text, each exercise once."""
        found: dict[str, OwnWork] = {}
        for row in self.own:
            for match in row.pattern.finditer(plain):
                if row.exercise != NOTHING and row.exercise not in found:
                    found[row.exercise] = _work(row, match)
            plain = row.pattern.sub(_TAKEN, plain)
        return tuple(found.values())


def _work(row: OwnCue, match: re.Match[str]) -> OwnWork:
    groups = match.groupdict()
    written = groups.get("reps") or groups.get("reps2")
    reps = int(written) if written else None
    contacts = row.contacts if reps is None or not row.contacts_per_rep else reps * row.contacts_per_rep
    return OwnWork(exercise=row.exercise, text=match.group().strip(), reps=reps, contacts=contacts)


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

    def pattern(self) -> re.Pattern[str]:
        try:
            compiled = re.compile(self.text("pattern"))
        except re.error as error:
            raise self.refuse("pattern", f"is not a regular expression: {error}") from error
        if compiled.match(""):
            raise self.refuse("pattern", "matches nothing at all, and so would match everywhere")
        return compiled


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
    row.only("pattern", "replace", "case", "note")
    case = row.values.get("case", False)
    if not isinstance(case, bool):
        raise row.refuse("case", "should be true or false")
    pattern, replace = row.pattern(), row.text("replace")
    try:
        pattern.sub(replace, "")
        re.compile(f"(?:{pattern.pattern})|").sub(replace, "")
    except (re.error, IndexError) as error:
        raise row.refuse("replace", f"does not fit the pattern: {error}") from error
    return Normaliser(pattern=pattern, replace=replace, case=case)


def _cue(row: _Row) -> Cue:
    row.only("says", "weight", "pattern", "where", "note")
    says = row.text("says")
    readable = [demand.value for demand in Demand if demand is not Demand.UNKNOWN]
    if says != NOTHING and says not in readable:
        raise row.refuse("says", f"should be one of {', '.join([*readable, NOTHING])}")
    weight = row.number("weight", 4 if says == NOTHING else None)
    if not 1 <= weight <= 4:
        raise row.refuse("weight", "should be 1, 2, 3 or 4")
    where = row.text("where", Where.ANY.value)
    if where not in list(Where):
        raise row.refuse("where", f"should be one of {', '.join(Where)}")
    return Cue(
        says=None if says == NOTHING else Demand(says),
        weight=weight,
        where=Where(where),
        note=row.text("note"),
        pattern=row.pattern(),
    )


def _own(row: _Row) -> OwnCue:
    row.only("exercise", "pattern", "contacts_per_rep", "contacts", "note")
    return OwnCue(
        exercise=row.text("exercise"),
        pattern=row.pattern(),
        contacts_per_rep=row.number("contacts_per_rep", 0),
        contacts=row.number("contacts"),
    )
