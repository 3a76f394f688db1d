"""Matching a text against the rows of the title lexicon. Deciding what follows is left to `plan`."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from fullstride.domain.calendar import Demand, OwnWork

NOTHING = "nothing"  # what a row says when its words only get out of the way
APPOINTMENT = "appointment"  # and when they speak of something that is no training
_TAKEN = " \N{MIDDLE DOT} "  # stands where words were taken, so that their neighbours never meet
_LETTERS = re.compile(r"[A-Za-z]+")


class Where(StrEnum):
    """Where a cue is looked for."""

    ANY = "any"
    TITLE = "title"
    FIRST = "first"  # the title, and the description only when the title says nothing


IN_TITLE = frozenset(Where)
IN_DESCRIPTION = frozenset((Where.ANY, Where.FIRST))
UNDER_SPEAKING_TITLE = frozenset((Where.ANY,))


@dataclass(frozen=True, slots=True, kw_only=True)
class Finder:
    """A pattern, and the bare words one of which a text must hold before it is worth trying.

    `words` stand alone, `starts` begin a word, `parts` stand in one, `signs` stand anywhere. With none
    of the four the pattern is always tried.
    """

    pattern: re.Pattern[str]
    words: frozenset[str] = frozenset()
    starts: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()

    def wants(self, word: str) -> bool:
        return word in self.words or word.startswith(self.starts) or any(p in word for p in self.parts)

    @property
    def always(self) -> bool:
        return not (self.words or self.starts or self.parts or self.signs)


class Index:
    """Which rows of a table are worth trying on a text.

    Most rows speak of words that a title does not have. Looking the words up first makes reading
    several times faster and changes no answer.
    """

    def __init__(self, finders: Iterable[Finder]) -> None:
        self.finders = tuple(finders)
        self._always = frozenset(n for n, finder in enumerate(self.finders) if finder.always)
        signs = sorted({sign for finder in self.finders for sign in finder.signs}, key=len, reverse=True)
        self._signs = re.compile("|".join(map(re.escape, signs)) or r"(?!)")
        self._wanting = lru_cache(maxsize=8192)(self._rows_wanting)
        self._signed = lru_cache(maxsize=256)(self._rows_signed)

    def _rows_wanting(self, word: str) -> frozenset[int]:
        return frozenset(n for n, finder in enumerate(self.finders) if finder.wants(word))

    def _rows_signed(self, sign: str) -> frozenset[int]:
        rows = enumerate(self.finders)
        return frozenset(n for n, finder in rows if any(part in sign for part in finder.signs))

    def rows(self, text: str) -> list[int]:
        """The numbers of the rows worth trying, in the order of the table."""
        words, signs = set(_LETTERS.findall(text)), set(self._signs.findall(text))
        return sorted(self._always.union(*map(self._wanting, words), *map(self._signed, signs)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Normaliser:
    finder: Finder
    replace: str
    case: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    says: Demand | None  # None: its words only get out of the way, or speak of no training at all
    appointment: bool = False
    weight: int  # 1-4
    where: Where
    note: str
    finder: Finder


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Words that a cue matched, as they stand in the plain text."""

    cue: Cue
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCue:
    exercise: str  # an exercise id, or "nothing"
    finder: Finder
    contacts_per_rep: float
    contacts_per_count: float  # of one metre, second or jump of a repetition
    contacts: int


class Lexicon:
    """The four tables, compiled. Numbers of `settings` are metres, seconds, characters, ratios."""

    def __init__(
        self,
        *,
        normalisers: Iterable[Normaliser],
        cues: Iterable[Cue],
        own: Iterable[OwnCue],
        settings: Mapping[str, Mapping[str, float]],
    ) -> None:
        rows = tuple(normalisers)
        self.normalisers = (
            tuple(row for row in rows if row.case),
            tuple(row for row in rows if not row.case),
        )
        self.cues, self.own, self.settings = tuple(cues), tuple(own), settings
        self._normaliser_index = tuple(Index(r.finder for r in part) for part in self.normalisers)
        self._cue_index = Index(cue.finder for cue in self.cues)
        self._own_index = Index(row.finder for row in self.own)

    def plain(self, text: str, limit: int) -> str:
        """The first `limit` characters of `text`, folded, in lower case, with units and codes spelt out."""
        plain = text[:limit]
        if not plain.isascii():
            folded = unicodedata.normalize("NFKD", plain)
            plain = "".join(char for char in folded if not unicodedata.combining(char))
        plain = self._apply(0, plain)
        return self._apply(1, plain.lower().replace("ß", "ss")).strip()

    def _apply(self, part: int, plain: str) -> str:
        rows, index = self.normalisers[part], self._normaliser_index[part]
        waiting, done = index.rows(plain), -1
        while waiting:
            number = waiting.pop(0)
            if number <= done:
                continue
            done = number
            changed = rows[number].finder.pattern.sub(rows[number].replace, plain)
            if changed != plain:  # a replacement may bring in words that later rows want
                plain, waiting = changed, index.rows(changed)
        return plain

    def hits(self, plain: str, looking: frozenset[Where] = IN_TITLE) -> tuple[list[Hit], str]:
        """What the words of a plain text say, in the order of the table; and the words left over.

        Only rows that are looked for in such a text take part: `IN_TITLE`, `IN_DESCRIPTION`, or
        `UNDER_SPEAKING_TITLE` for the description of a title that says something itself.
        """
        found: list[Hit] = []
        for number in self._cue_index.rows(plain):
            cue = self.cues[number]
            if cue.where not in looking:
                continue
            taken = [match.group() for match in cue.finder.pattern.finditer(plain)]
            if taken:
                plain = cue.finder.pattern.sub(_TAKEN, plain)
            if cue.says is not None or cue.appointment:
                found.extend(Hit(cue=cue, words=words.strip()) for words in taken)
        return found, plain

    def own_work(self, plain: str) -> tuple[OwnWork, ...]:
        """Max-effort work named in a plain text, each exercise once."""
        found: dict[str, OwnWork] = {}
        for number in self._own_index.rows(plain):
            row = self.own[number]
            for match in row.finder.pattern.finditer(plain):
                if row.exercise == NOTHING:
                    continue
                work, known = _work(row, match), found.get(row.exercise)
                if known is None or (known.reps is None and work.reps is not None):
                    found[row.exercise] = work
            plain = row.finder.pattern.sub(_TAKEN, plain)
        return tuple(found.values())


def _work(row: OwnCue, match: re.Match[str]) -> OwnWork:
    reps, count = _named(match, "reps"), _named(match, "count")
    contacts: float = row.contacts
    if reps is not None and count is not None and row.contacts_per_count:
        contacts = reps * count * row.contacts_per_count
    elif reps is not None and row.contacts_per_rep:
        contacts = reps * row.contacts_per_rep
    text = match.group().strip()
    return OwnWork(exercise=row.exercise, text=text, reps=reps, contacts=round(contacts))


def _named(match: re.Match[str], name: str) -> int | None:
    """The number of the first group that matched and whose name begins so."""
    found = (value for group, value in match.groupdict().items() if value and group.startswith(name))
    return next((int(value) for value in found), None)
