"""A tree of TOML as frozen words: every value is held against the annotation of the field it is for.

For shapes of a few dozen classes that are needed at every start, a validation library takes longer to
learn them than to read the book.
"""

import math
from collections.abc import Callable, Hashable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, Literal, TypeVar, get_args, get_origin

Word = TypeVar("Word")
Path = tuple[str, ...]


class WrongShape(Exception):
    """`path` leads to what is wrong in the tree, `reason` goes on after its name."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path, reason)
        self.path, self.reason = path, reason


def shaped(kind: Callable[..., Word], tree: object) -> Word:
    """`tree` as the dataclass `kind`, whose fields are text, numbers, enums, tuples, tables or dataclasses.

    Nothing is guessed: a key that the class has not, a value that is missing, and text where a number
    belongs are wrong; only a whole number does for a float. Raises WrongShape.
    """
    word: Word = _reader(kind)(tree, ())
    return word


Reader = Callable[[Any, Path], Any]


@cache
def _reader(shape: Hashable) -> Reader:
    if shape in _PLAIN:
        return _PLAIN[shape]
    if is_dataclass(shape):
        return _Words(kind=shape).read
    if isinstance(shape, type) and issubclass(shape, Enum):
        return _one_of({each.value: each for each in shape})
    origin, inner = get_origin(shape), get_args(shape)
    if origin is Literal:
        return _one_of({each: each for each in inner})
    if origin is UnionType:  # with None, which TOML does not have
        return _reader(inner[0])
    if origin is Mapping:
        return _table(_reader(inner[0]), _reader(inner[1]))
    if origin is tuple:
        return _every(_reader(inner[0])) if inner[-1] is Ellipsis else _each([*map(_reader, inner)])
    raise TypeError(f"no value of a book can be a {shape}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """Reads a table as the dataclass `kind`."""

    kind: Any

    def read(self, value: Any, path: Path) -> Any:
        known, needed = _fields_of(self.kind)
        table = _a_table(value, path)
        for name in table:
            if name not in known:
                raise WrongShape((*path, name), "is not a key of the book")
        for name in needed:
            if name not in table:
                raise WrongShape((*path, name), "is missing")
        return self.kind(**{name: known[name](inner, (*path, name)) for name, inner in table.items()})


@cache
def _fields_of(kind: Any) -> tuple[Mapping[str, Reader], tuple[str, ...]]:
    """How each field of a dataclass is read, and those that must be there."""
    every = fields(kind)
    needed = [each.name for each in every if each.default is MISSING and each.default_factory is MISSING]
    return {each.name: _reader(each.type) for each in every}, tuple(needed)  # type: ignore[arg-type]


def _table(key: Reader, inner: Reader) -> Reader:
    def read(value: Any, path: Path) -> dict[Any, Any]:
        table = _a_table(value, path)
        return {key(name, (*path, name)): inner(each, (*path, name)) for name, each in table.items()}

    return read


def _every(inner: Reader) -> Reader:
    def read(value: Any, path: Path) -> tuple[Any, ...]:
        values = enumerate(_a_list(value, path), start=1)
        return tuple(inner(each, (*path, str(place))) for place, each in values)

    return read


def _each(inner: list[Reader]) -> Reader:
    def read(value: Any, path: Path) -> tuple[Any, ...]:
        values = _a_list(value, path)
        if len(values) != len(inner):
            raise WrongShape(path, f"should hold {len(inner)} values")
        pairs = enumerate(zip(inner, values, strict=True), start=1)
        return tuple(reader(each, (*path, str(place))) for place, (reader, each) in pairs)

    return read


def _one_of(known: Mapping[Any, Any]) -> Reader:
    names = ", ".join(each or '""' for each in known)

    def read(value: Any, path: Path) -> Any:
        if not isinstance(value, str) or value not in known:
            raise WrongShape(path, f"should be one of {names}")
        return known[value]

    return read


def _a_table(value: Any, path: Path) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise WrongShape(path, "should be a table")
    return value


def _a_list(value: Any, path: Path) -> list[Any]:
    if not isinstance(value, list):
        raise WrongShape(path, "should be a list in square brackets")
    return value


def _text(value: Any, path: Path) -> str:
    if not isinstance(value, str):
        raise WrongShape(path, "should be text in quotes")
    return value


def _whole(value: Any, path: Path) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise WrongShape(path, "should be a whole number")
    return value


def _number(value: Any, path: Path) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise WrongShape(path, "should be a number")
    try:
        return float(value)
    except OverflowError:
        return math.inf


def _yes_or_no(value: Any, path: Path) -> bool:
    if not isinstance(value, bool):
        raise WrongShape(path, "should be true or false")
    return value


_PLAIN: Mapping[Any, Reader] = {str: _text, int: _whole, float: _number, bool: _yes_or_no}
