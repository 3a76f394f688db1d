"""What is kept as lines of JSON that any program can read: one word a line, and back to the same word.

A line is `{"runner","key","at_us","form","sum","word"}`: whose it is, what makes it the same as another,
when it was said in microseconds since 1970 (UTC), the form of the word, the checksum of key and word, and
the word itself. A line of an import has no word; one of an original may name its file. An account of somebody
without a shelf is of the runner "".
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from fullstride.domain.accounts import Account, Grant
from fullstride.domain.corrections import Correction
from fullstride.domain.feeds import Feed, ServiceKey
from fullstride.domain.keeping import KeptPlan, Match, Moved, Original
from fullstride.domain.report import Report
from fullstride.store import checks, codec
from fullstride.store.codec import Unreadable

IMPORTS, ACCOUNTS = "imports", "accounts"
FIRST_KINDS = ("reports", "originals", "evidence", "matches", "moves", IMPORTS, "plans")
APP_SINCE = 3  # the form of a store that the others came with
GROWING = (*FIRST_KINDS, "corrections", "grants")
KINDS = (*GROWING, ACCOUNTS, "feeds", "service_keys")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of a store, whichever database it is from. `body` is the word as canonical JSON, "" of an
    import; `file` is where an export has the bytes of an original."""

    kind: str
    runner: str
    at_us: int
    key: str = ""
    form: int = 1
    sum: int = 0
    body: str = ""
    file: str = ""

    def saying(self, word: object) -> "Line":
        """The same with another word in its place."""
        body = codec.to_body(word)
        return replace(
            self, body=body, form=codec.body_version(type(word)), sum=codec.checksum(self.key, body)
        )


@dataclass(frozen=True, slots=True)
class _Kind:
    word: type
    key: Callable[[Any], str]
    at: Callable[[Any], Any]  # the instant that the word itself names, None where it names none


def _names_none(_word: Any) -> None:
    """Evidence does not say when it was made."""


_WORDS: Mapping[str, _Kind] = {
    "reports": _Kind(Report, lambda word: word.id, lambda word: word.said_at),
    "originals": _Kind(Original, lambda word: word.sha256, lambda word: word.kept_at),
    "evidence": _Kind(codec.MadeEvidence, lambda word: checks.digest(word.made), _names_none),
    "matches": _Kind(Match, checks.digest, lambda word: word.said_at),
    "moves": _Kind(Moved, lambda word: word.id, lambda word: word.said_at),
    "plans": _Kind(KeptPlan, lambda word: str(word.number), lambda word: word.made_at),
    "corrections": _Kind(Correction, lambda word: word.id, lambda word: word.said_at),
    "grants": _Kind(Grant, checks.digest, lambda word: word.said_at),
    ACCOUNTS: _Kind(Account, lambda word: word.id, lambda word: word.created_at),
    "feeds": _Kind(Feed, lambda word: word.id, lambda word: word.added_at),
    "service_keys": _Kind(ServiceKey, lambda word: word.service, lambda word: word.kept_at),
}


def kinds_of(form: int) -> tuple[str, ...]:
    """What a store of that form has tables for."""
    return KINDS if form >= APP_SINCE else FIRST_KINDS


def word_of(line: Line) -> Any:
    """The word, None of an import. Raises Unreadable where anything about it is not as it was written."""
    if line.kind == IMPORTS:
        return None
    if codec.checksum(line.key, line.body) != line.sum:
        raise Unreadable("its checksum is wrong")
    kind = _WORDS[line.kind]
    word: Any = codec.from_body(kind.word, line.body, line.form)
    at = kind.at(word)
    is_another = line.kind == ACCOUNTS and word.runner != line.runner
    if is_another or kind.key(word) != line.key or (at is not None and checks.micros(at) != line.at_us):
        raise Unreadable("it stands in another's place")
    return word


def to_text(line: Line) -> str:
    """One line of JSON in plain ASCII, without its end."""
    facts: dict[str, Any] = {"runner": line.runner, "at_us": line.at_us}
    if line.file:
        facts["file"] = line.file
    if line.kind == IMPORTS:
        return json.dumps(facts)
    facts |= {"key": line.key, "form": line.form, "sum": line.sum}
    return f'{json.dumps(facts)[:-1]}, "word": {line.body}}}'


def from_text(kind: str, text: bytes) -> Line:
    """The line back again. Raises Unreadable."""
    wanted = {"runner": str, "at_us": int}
    if kind != IMPORTS:
        wanted |= {"key": str, "form": int, "sum": int, "word": dict}
    facts = _object(text)
    for name, of in wanted.items():
        if type(facts.get(name)) is not of:
            raise Unreadable(f"it has no {name}")
    file = facts.get("file", "")
    texts = (facts["runner"], facts.get("key", ""), file)
    if not all(isinstance(text, str) and _is_text(text) for text in texts):
        raise Unreadable("a name in it is no text")
    if not (-(2**63) <= facts["at_us"] < 2**63 and 1 <= facts.get("form", 1) < 2**31):
        raise Unreadable("a number in it is out of range")
    return Line(
        kind=kind,
        runner=facts["runner"],
        at_us=facts["at_us"],
        key=facts.get("key", ""),
        form=facts.get("form", 1),
        sum=facts.get("sum", 0),
        body=_canonical(facts["word"]) if kind != IMPORTS else "",
        file=file,
    )


def _is_text(text: str) -> bool:
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


def name_from_text(text: bytes) -> str:
    """The runner that a line of runners.jsonl names. Raises Unreadable."""
    name = _object(text).get("name")
    if not isinstance(name, str):
        raise Unreadable("it has no name")
    return name


def _object(text: bytes) -> dict[str, Any]:
    try:
        facts = json.loads(text)
    except (ValueError, RecursionError):
        raise Unreadable("it is no JSON") from None
    if not isinstance(facts, dict):
        raise Unreadable("it is no JSON object")
    return facts


def _canonical(word: dict[str, Any]) -> str:
    try:
        return json.dumps(word, sort_keys=True, separators=(",", ":"), allow_nan=False)
    except (ValueError, RecursionError):
        raise Unreadable("its word is not as it was written") from None
