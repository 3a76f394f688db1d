"""Reads the rule book, and a coach's own small file over it. Strict: a wrong book is refused."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from fullstride.domain.errors import UnreadableInput
from fullstride.rules.book import Book
from fullstride.rules.dose import read_dose
from fullstride.rules.shape import WrongShape, shaped

Tree = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnBook:
    """A coach's own file, laid over the book: `name` as the runner gave it, `text` its TOML."""

    name: str
    text: str


def load_book(own: Sequence[OwnBook] = ()) -> Book:
    """The packaged book with each of `own` laid over it, in order.

    An own file holds `[exercise.<id>.<rule>]` tables with the values to change, or the same tables as
    the book's general part (`[light]`, `[contacts]`, …). A new exercise names another with
    `like = "squat_jumps"` and says what differs. A changed rule without a source of its own is graded D,
    with the file as its source. Raises UnreadableInput with file, key and reason.
    """
    return _book(tuple(own))


@lru_cache(maxsize=8)
def _book(own: tuple[OwnBook, ...]) -> Book:
    """A squad has one book for all."""
    return _build(_packaged_tree(), own)


def _packaged_tree() -> Tree:
    folder = files("fullstride.rules") / "book"
    tree: Tree = _parse(folder / "general.toml")
    tree["gates"] = _parse(folder / "gates.toml")
    for part in ("between", "audit", "trend", "squad", "article"):
        tree |= _parse(folder / f"{part}.toml")
    tree["exercises"] = {
        file.name.removesuffix(".toml"): _parse(file)
        for file in sorted((folder / "exercises").iterdir(), key=lambda file: file.name)
        if file.name.endswith(".toml")
    }
    return tree


def _parse(file: Traversable) -> Tree:
    return _toml(file.name, file.read_text(encoding="utf-8"))


def _toml(name: str, text: str) -> Tree:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UnreadableInput(name, "", f"is not valid TOML: {error}") from None
    except RecursionError:
        raise UnreadableInput(name, "", "is nested too deeply") from None
    except ValueError:  # 2027-02-30, numbers of thousands of digits
        raise UnreadableInput(name, "", "holds a number or date that TOML can't read") from None


def _build(tree: Tree, own: Sequence[OwnBook]) -> Book:
    for laid_over in own:
        _lay_over(tree, laid_over)
    for id_, exercise in tree["exercises"].items():
        exercise["id"] = id_
        _name_rules(exercise, id_)
    _name_rules({key: part for key, part in tree.items() if key != "exercises"}, "")
    names = ", ".join(each.name for each in own) or "the rule book"
    book = _validated(tree, names)
    _check_sense(book, names)
    return book


def _lay_over(tree: Tree, own: OwnBook) -> None:
    over = _toml(own.name, own.text)
    exercises = over.pop("exercise", {})
    if not isinstance(exercises, dict):
        raise UnreadableInput(own.name, "exercise", "must be tables like [exercise.strides.spacing]")
    for key in over:
        if key not in tree or key in ("exercises", "says"):
            raise UnreadableInput(own.name, key, "is not a part of the book; exercises go under [exercise.…]")
    for id_, changes in exercises.items():
        if not isinstance(changes, dict):
            raise UnreadableInput(own.name, f"exercise.{id_}", "must be a table")
        if id_ not in tree["exercises"]:
            model = changes.pop("like", None)
            if model not in tree["exercises"]:
                known = ", ".join(sorted(tree["exercises"]))
                raise UnreadableInput(
                    own.name, f"exercise.{id_}.like", f"a new exercise is like one of the book: {known}"
                )
            tree["exercises"][id_] = _copy(tree["exercises"][model]) | {"succeeds": "", "replaced_by": []}
    _merge(tree["exercises"], exercises, own.name, "exercise")
    _merge(tree, over, own.name, "")


def _copy(value: Any) -> Any:
    return {key: _copy(inner) for key, inner in value.items()} if isinstance(value, dict) else value


def _merge(tree: Tree, over: Mapping[str, Any], name: str, path: str) -> None:
    changes_numbers = "text" in tree and any(not isinstance(value, dict) for value in over.values())
    if changes_numbers and "source" not in over:
        tree |= {"source": f"Your own book ({name})", "grade": "D"}
    for key, value in over.items():
        here = f"{path}.{key}" if path else key
        if isinstance(value, dict) and isinstance(tree.get(key), dict):
            _merge(tree[key], value, name, here)
        elif isinstance(value, dict) != isinstance(tree.get(key, value), dict):
            raise UnreadableInput(name, here, "must be a table exactly where the book has one")
        else:
            tree[key] = value


def _name_rules(tree: Mapping[str, Any], path: str) -> None:
    """Give every rule its place in the book as its id."""
    for key, value in tree.items():
        if isinstance(value, dict):
            here = f"{path}.{key}" if path else key
            if "text" in value:
                value.setdefault("id", here.removeprefix("gates.answers.").replace("gates.", "gate."))
                if path.startswith("gates.answers"):
                    value["id"] = f"gate.{key}"
            _name_rules(value, here)


def _validated(tree: Tree, name: str) -> Book:
    try:
        return shaped(Book, tree)
    except WrongShape as wrong:
        raise UnreadableInput(name, _key(wrong.path), wrong.reason) from None


def _key(path: Sequence[str]) -> str:
    """The place as a coach writes it."""
    return ".".join(path).replace("exercises.", "exercise.", 1)


def _check_sense(book: Book, name: str) -> None:
    """What types cannot see: names that must exist, doses that must be on their ladder."""
    for key, reason in _nonsense(book):
        raise UnreadableInput(name, key, reason)


_NEVER_ZERO = {
    "clean", "every_weeks", "of_first", "ratio", "reps", "sessions", "sets", "sets_least", "times", "work_s",
    "contacts.days", "growth.session.days", "level_up.weeks",
}  # fmt: skip
_MOST_DAYS = 3650
_MOST = 1_000_000_000


def _nonsense(book: Book) -> Iterator[tuple[str, str]]:
    for path, number in _numbers(book, ()):
        reason = _no_such_number(path, number)
        if reason:
            yield _key(path), reason
    known = set(book.exercises)
    for id_, exercise in book.exercises.items():
        at = f"exercise.{id_}"
        for text in exercise.ladder:
            try:
                read_dose(text, part=exercise.part)
            except ValueError as error:
                yield f"{at}.ladder", str(error)
        for key, dose in (
            ("start.dose", exercise.start.dose),
            ("start.level_0", exercise.start.level_0),
            ("ceiling.dose", exercise.ceiling.dose),
            ("ceiling.pro", exercise.ceiling.pro),
        ):
            if dose and dose not in exercise.ladder:
                yield f"{at}.{key}", f"{dose!r} is not on the ladder {list(exercise.ladder)}"
        if not exercise.ladder:
            yield f"{at}.ladder", "is empty"
        if exercise.effort not in book.rest:
            yield f"{at}.effort", f"{exercise.effort!r} has no rest rule; known are {', '.join(book.rest)}"
        if not 1 <= len(exercise.cues) <= 3:
            yield f"{at}.cues", "one to three cues, no more at a time"
        if exercise.spacing.days < 1:
            yield f"{at}.spacing.days", "is at least 1"
        named = {
            *exercise.begins.weeks_of,
            *exercise.replaced_by,
            exercise.succeeds,
            exercise.begins.unlocked_by,
        }
        named |= set(exercise.beside.exercises) if exercise.beside else set()
        for other in sorted(named - {""} - known):
            yield at, f"names {other!r}, which is no exercise of the book"
        for phase in ("base", "build", "peak", "taper", "race"):
            least, most = getattr(exercise.weekly, phase)
            if not 0 <= least <= most <= 7:
                yield f"{at}.weekly.{phase}", f"[{least}, {most}] is not a range within a week"
    for other in sorted(
        {*book.wishes.minimum, *book.level_up.exercises, *book.total.jump_days.exercises} - known
    ):
        yield "wishes.minimum", f"names {other!r}, which is no exercise of the book"
    for name_, share in (
        ("light.sets_share", book.light.sets_share),
        ("taper.sets_share", book.taper.sets_share),
    ):
        if not 0 < share <= 1:
            yield name_, f"{share} is not a share between 0 and 1"
    if len(book.race.recovery.to_m) != len(book.race.recovery.days):
        yield "race.recovery.days", "as many days as distances"


def _numbers(value: object, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], float]]:
    """Every number of the book and its place there."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        yield path, value
    elif is_dataclass(value):
        for each in fields(value):
            yield from _numbers(getattr(value, each.name), (*path, each.name))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _numbers(inner, (*path, str(key)))
    elif isinstance(value, tuple):
        for place, inner in enumerate(value, start=1):
            yield from _numbers(inner, (*path, str(place)))


def _no_such_number(path: tuple[str, ...], number: float) -> str:
    """Why no rule can hold this number; empty where one can."""
    name = next(part for part in reversed(path) if not part.isdigit())
    if not number >= 0:  # below 0, or no number at all
        return f"is {number!s:.20}; it can be a number from 0 on"
    if number == 0 and (name in _NEVER_ZERO or ".".join(path) in _NEVER_ZERO):
        return "is 0; it is more than that"
    most = 1 if name.endswith("share") else _MOST_DAYS if name.endswith(("days", "weeks")) else _MOST
    return f"is {number!s:.20}; {most} is the most" if number > most else ""
