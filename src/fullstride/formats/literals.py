"""The data in a JavaScript or TypeScript file: the array or object it exports, read and never run."""

import re
from itertools import islice
from typing import Any

from fullstride.domain.errors import UnreadableInput
from fullstride.formats.safe_data import MAX_DEPTH

LONGEST = 2_000_000
_MOST_STARTS = 40
_START = re.compile(r"(?:\bdefault|\breturn|=|\()\s*(?=[\[{])")
_TOKEN = re.compile(
    r"""(?P<space>(?:\s|//[^\n]*|/\*.*?\*/)+)
      | (?P<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)
      | (?P<number>[-+]?(?:\d{1,18}(?:\.\d{0,18})?|\.\d{1,18})(?:[eE][-+]?\d{1,2})?)
      | (?P<word>[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*)
      | (?P<mark>[\[\]{}:,+])""",
    re.X | re.S,
)
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", re.S)
_WORDS = {"true": True, "false": False, "null": None, "undefined": None}
_ESCAPED = {"n": "\n", "t": "\t", "r": "\n", "b": "", "f": "", "v": "", "0": "", "\n": ""}


def load_literal(text: str, name: str) -> Any:
    """The longest literal that the file assigns, exports or returns; comments and types are passed over.

    Names that are not data ("Units.Miles") come out as strings. Raises UnreadableInput naming the line
    when no literal can be read.
    """
    best: tuple[int, Any] | None = None
    trouble: _NoLiteral | None = None
    if len(text) > LONGEST:
        raise UnreadableInput(name, "", f"is longer than {LONGEST} characters; no plan is")
    starts = [m.end() for m in islice(_START.finditer(text), _MOST_STARTS)]
    if text.lstrip()[:1] in ("[", "{"):
        starts.insert(0, len(text) - len(text.lstrip()))
    done = 0
    for start in starts:
        if start < done:
            continue
        try:
            value, end = _Literal(text).value(start, 0)
        except _NoLiteral as error:
            trouble = trouble or error
            continue
        done = end
        if best is None or end - start > best[0]:
            best = (end - start, value)
    if best is not None:
        return best[1]
    place = f"line {text.count(chr(10), 0, trouble.at) + 1}" if trouble else ""
    raise UnreadableInput(name, place, trouble.why if trouble else "holds no list of days or weeks")


class _NoLiteral(Exception):
    def __init__(self, at: int, why: str) -> None:
        self.at, self.why = at, why
        super().__init__(why)


class _Literal:
    def __init__(self, text: str) -> None:
        self.text = text

    def value(self, at: int, depth: int) -> tuple[Any, int]:
        """(value, where it ends) of the literal at `at`."""
        if depth > MAX_DEPTH:
            raise _NoLiteral(at, "is nested deeper than any plan is")
        kind, token, end = self._next(at)
        if kind == "string":
            return self._string(token, end)
        if kind == "number":
            number = float(token)
            return (int(number) if number.is_integer() and "." not in token else number), end
        if kind == "word":
            return _WORDS.get(token, token), end
        if token == "[":
            return self._list(end, depth)
        if token == "{":
            return self._mapping(end, depth)
        raise _NoLiteral(at, f"'{token}' stands where a value was expected")

    def _string(self, token: str, end: int) -> tuple[str, int]:
        text = _unescaped(token)
        while True:
            kind, mark, after = self._next(end, or_end=True)
            if mark != "+":
                return text, end
            kind, more, after = self._next(after)
            if kind != "string":
                raise _NoLiteral(end, "computes a text; only plain data can be read")
            text, end = text + _unescaped(more), after

    def _list(self, at: int, depth: int) -> tuple[list[Any], int]:
        found: list[Any] = []
        while True:
            _, token, end = self._next(at)
            if token == "]":
                return found, end
            if token == ",":
                at = end
                continue
            value, at = self.value(at, depth + 1)
            found.append(value)
            self._between(at, "]")

    def _mapping(self, at: int, depth: int) -> tuple[dict[str, Any], int]:
        found: dict[str, Any] = {}
        while True:
            kind, token, end = self._next(at)
            if token == "}":
                return found, end
            if token == ",":
                at = end
                continue
            if kind not in ("string", "word", "number"):
                raise _NoLiteral(at, f"'{token}' stands where a key was expected")
            _, colon, after = self._next(end)
            if colon != ":":
                raise _NoLiteral(end, f"a ':' is missing after '{token[:40]}'")
            value, at = self.value(after, depth + 1)
            found[_unescaped(token) if kind == "string" else token] = value
            self._between(at, "}")

    def _between(self, at: int, closing: str) -> None:
        _, token, _ = self._next(at)
        if token not in (",", closing):
            raise _NoLiteral(at, f"a ',' or '{closing}' is missing before '{token[:40]}'")

    def _next(self, at: int, *, or_end: bool = False) -> tuple[str, str, int]:
        while True:
            match = _TOKEN.match(self.text, at)
            if match is None:
                if or_end:
                    return "", "", at
                why = "ends in the middle of its data" if at >= len(self.text) else "is not plain data here"
                raise _NoLiteral(at, why)
            at = match.end()
            if match.lastgroup != "space":
                return match.lastgroup or "", match[0], at


def _unescaped(token: str) -> str:
    def plain(match: re.Match[str]) -> str:
        body = match[1]
        if body[0] in "ux" and len(body) > 1:
            return chr(int(body[1:], 16))
        return _ESCAPED.get(body, body)

    return _ESCAPE.sub(plain, token[1:-1])
